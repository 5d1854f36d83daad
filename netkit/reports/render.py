"""One report as HTML, Markdown, plain text, JSON and CSV: text returned, for others to write."""

from __future__ import annotations

import json
from dataclasses import fields
from itertools import islice
from typing import TYPE_CHECKING

from netkit.answers.plain_values import csv_text, plain
from netkit.model.when.written_days import long_day
from netkit.reports.calendar_file import calendar_text
from netkit.reports.charts import bars, sparkline
from netkit.reports.mail_page import mail_html
from netkit.reports.papers import page_html, paper_markdown, paper_text
from netkit.reports.sections import NOTHING, compared, paper_of, shown_sections, title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from netkit.reports.content import Report

__all__ = ["FORMS", "NOT_TOLD", "encoded", "subject", "summary", "write_files"]

#: Fields that JSON has apart, or not at all.
NOT_TOLD = frozenset({"ties", "state"})
#: Entries of a section that the page shows unasked, so that a full report is one screen.
_MOST_SHOWN = {"done": 2, "changed": 3, "fading": 2, "ahead": 3, "balance": 2, "introductions": 2}
_AT_ONCE = 10_000  # ties written together


def subject(report: Report) -> str:
    """Return the report in a line, for the head of a mail."""
    return report.front.subject


def summary(report: Report) -> str:
    """Return the report in two lines, for a notification."""
    acts = report.acts[0].text if report.acts else "nothing is due"
    moved = f"{len(report.changed)} changes" if report.since else "the first report"
    return f"{moved}, {len(report.fading)} ties fading\n{acts}"


def html(report: Report) -> str:
    """Return the report as one offline page whose policy forbids everything but its style."""
    from markupsafe import Markup

    months = [(f"{first:%b}", count) for first, count in report.months]
    strengths = [(f"{10 * step}", count) for step, count in enumerate(report.strengths)]
    return page_html(
        "report.html",
        report=report,
        title=title(report),
        compared=compared(report),
        sections=[part for part in shown_sections(report) if part.name != "acts"],
        nothing=NOTHING,
        most_shown=_MOST_SHOWN,
        spark=lambda row: Markup(  # noqa: S704 — charts escape what they are given
            sparkline(row.weeks, f"days of contact with {row.tie.person.name}, week by week")
        ),
        long_day=long_day,
        months=Markup(bars(months, "days of contact in each of the last twelve months")),  # noqa: S704
        strengths=Markup(bars(strengths, "ties by strength, in steps of ten")),  # noqa: S704
    )


def markdown(report: Report) -> str:
    """Return the report as Markdown; whatever people wrote is escaped."""
    return paper_markdown(paper_of(report))


def text(report: Report) -> str:
    """Return the report as plain text of 72 columns, for mail."""
    return paper_text(paper_of(report))


def as_json(report: Report) -> str:
    """Return the report as JSON, one tie a line: of a large network most of it is ties."""
    return "".join(_json_parts(report))


def _json_parts(report: Report) -> Iterator[str]:
    shown = [item.name for item in fields(report) if item.name not in NOT_TOLD]
    rest = {"question": "report"} | {name: plain(getattr(report, name)) for name in shown}
    head = json.dumps(rest, ensure_ascii=False, indent=2).removesuffix("\n}")
    yield f'{head},\n  "ties": ['
    rows = map(json.JSONEncoder(ensure_ascii=False).encode, report.ties.plain())
    between = "\n    "
    while chunk := list(islice(rows, _AT_ONCE)):
        yield between + ",\n    ".join(chunk)
        between = ",\n    "
    yield "\n  ]\n}"


def ties_csv(report: Report) -> str:
    """Return every tie as CSV whose cells no spreadsheet will run."""
    return "".join(_csv_parts(report))


def _csv_parts(report: Report) -> Iterator[str]:
    rows, first = report.ties.plain(), True
    while chunk := list(islice(rows, _AT_ONCE)):
        table = csv_text(chunk)
        yield table if first else table.partition("\n")[2]
        first = False


def write_files(report: Report, folder: Path, forms: Iterable[str]) -> list[Path]:
    """Write the report into a folder, a file a form, each whole or not at all; return the files."""
    from netkit.support.atomic_files import write_atomic

    paths = [(folder / f"report-{report.as_of:%Y-%m-%d}.{form}").absolute() for form in forms]
    for path in paths:
        write_atomic(path, encoded(report, path.suffix[1:]))
    return paths


#: File ending → renderer.
FORMS: dict[str, Callable[[Report], str]] = {
    "html": html,
    "md": markdown,
    "txt": text,
    "json": as_json,
    "csv": ties_csv,
    "ics": calendar_text,
}
#: What a mail is made of besides: no form that somebody would ask for.
_MAIL = {"mail": mail_html}

_PARTS = {"json": _json_parts, "csv": _csv_parts}


def encoded(report: Report, form: str) -> Iterator[bytes]:
    """Yield the report as the bytes of a file: what lists every tie in parts.

    form : one of `FORMS`, or ``mail``: the HTML part of a mail.

    One rare letter makes a text four times as large in memory; its bytes it leaves alone.
    """
    parts = _PARTS[form](report) if form in _PARTS else [(FORMS | _MAIL)[form](report)]
    for part in parts:
        yield part.encode()
