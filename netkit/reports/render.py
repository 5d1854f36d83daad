"""One report as HTML, Markdown, plain text, JSON and CSV: text returned, for others to write."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import fields
from hashlib import sha256
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING

from netkit.answers.plain_values import csv_text, plain
from netkit.model.when.written_days import day_and_month, long_day
from netkit.reports.charts import bars, sparkline
from netkit.reports.state_changes import KINDS, Changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from netkit.answers.acts import Act
    from netkit.answers.promises import PromiseRow
    from netkit.reports.content import FadingRow, Report

__all__ = ["FORMS", "encoded", "subject", "summary"]

_HEADINGS = {
    "woke up": "Woke up",
    "fell silent": "Fell silent",
    "grew": "Grew",
    "cooled": "Cooled",
    "new": "New people",
    "job": "Changed jobs",
    "introduction": "Introductions that moved",
}
_MOST = 8
_AT_ONCE = 10_000  # ties written together
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


def subject(report: Report) -> str:
    """Return the report in a line, for the head of a mail."""
    return f"Your network on {long_day(report.as_of)}"


def summary(report: Report) -> str:
    """Return the report in two lines, for a notification."""
    acts = report.acts[0].text if report.acts else "nothing is due"
    moved = f"{len(report.changed)} changes" if report.since else "the first report"
    return f"{moved}, {len(report.fading)} ties fading\n{acts}"


def html(report: Report) -> str:
    """Return the report as one offline page whose policy forbids everything but its style."""
    from jinja2 import Environment, select_autoescape
    from markupsafe import Markup

    style = _part("report.css")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; connect-src 'none';"
        " form-action 'none'; base-uri 'none'"
    )
    months = [(f"{first:%b}", count) for first, count in report.months]
    strengths = [(f"{10 * step}", count) for step, count in enumerate(report.strengths)]
    page = Environment(
        autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True
    ).from_string(_part("report.html"))
    return page.render(
        report=report,
        title=f"{report.owner.name}'s network",
        policy=policy,
        style=Markup(style),  # noqa: S704 — our own file
        sections=SECTIONS,
        headings=_HEADINGS.items(),
        changed=_by_kind(report),
        most=_MOST,
        spark=lambda row: Markup(  # noqa: S704 — charts escape what they are given
            sparkline(row.weeks, f"days of contact with {row.tie.person.name}, week by week")
        ),
        long_day=long_day,
        day_and_month=day_and_month,
        months=Markup(bars(months, "days of contact in each of the last twelve months")),  # noqa: S704
        strengths=Markup(bars(strengths, "ties by strength, in steps of ten")),  # noqa: S704
    )


#: The headings of a report's sections, in every form it is written in.
SECTIONS = {
    "acts": "Next kind acts",
    "changed": "What changed",
    "fading": "Fading, and worth keeping",
    "balance": "Giving and getting",
    "ahead": "Promises and days ahead",
    "introductions": "Open introductions",
}


def _part(name: str) -> str:
    return files("netkit.reports").joinpath(name).read_text(encoding="utf-8")


def _by_kind(report: Report) -> dict[str, list[Changed]]:
    return {kind: [change for change in report.changed if change.kind == kind] for kind in KINDS}


def _outline(report: Report) -> Iterator[tuple[str, list[str]]]:
    """Yield the sections as heading and lines: what Markdown and plain text share."""
    nothing_due = ["Nothing is due. A hello that wants nothing is always right."]
    yield SECTIONS["acts"], [_act(act) for act in report.acts] or nothing_due
    if report.since:
        lines = list(_changed(report)) or ["Nothing worth a word."]
        yield f"{SECTIONS['changed']} since {long_day(report.since)}", lines
    none_fade = ["No tie is silent for longer than is usual."]
    yield SECTIONS["fading"], [_fading(row) for row in report.fading] or none_fade
    leans = [
        f"{standing.person.name}: {standing.verdict} → {standing.next_act}"
        for standing in report.balance
    ]
    yield SECTIONS["balance"], leans or ["Nothing leans far enough to speak of."]
    ahead = [_promise(promise) for promise in report.promises]
    ahead += [f"{name}: {what} on {day_and_month(day)}" for day, name, what in report.milestones]
    if ahead:
        yield SECTIONS["ahead"], ahead
    if report.introductions:
        waiting = [
            f"{a} and {b}: {status} since {long_day(since)}"
            for a, b, status, since in report.introductions
        ]
        yield SECTIONS["introductions"], waiting
    yield "Days of contact a month", [f"{first:%B %Y}: {count}" for first, count in report.months]


def _changed(report: Report) -> Iterator[str]:
    for kind, rows in _by_kind(report).items():
        for row in rows[:_MOST]:
            yield f"{_HEADINGS[kind]}: {row.name}, {row.text}"
        if len(rows) > _MOST:
            yield f"{_HEADINGS[kind]}: and {len(rows) - _MOST:,} more"


def _act(act: Act) -> str:
    return f"{act.text} — {act.because[0].text}" if act.because else act.text


def _fading(row: FadingRow) -> str:
    tie = row.tie
    return (
        f"{tie.person.name}: silent {tie.silent_days} days, usually {tie.usual_gap_days:.0f};"
        f" no contact in 60 days: {tie.certainty} ({tie.lapse_probability:.0%})"
        f"{f'; {row.hook}' if row.hook else ''}"
    )


def _promise(promise: PromiseRow) -> str:
    due = f", by {day_and_month(promise.due)}" if promise.due else ""
    end = "to" if promise.whose == "mine" else "from"
    return f"{end} {promise.person.name}: {promise.text}{due} ({promise.status})"


def markdown(report: Report) -> str:
    """Return the report as Markdown; whatever people wrote is escaped."""
    lines = [
        f"# {_md(report.owner.name)}'s network",
        "",
        f"{report.as_of:%A}, {long_day(report.as_of)}",
        "",
    ]
    for heading, items in _outline(report):
        lines += [f"## {_md(heading)}", "", *(f"- {_md(item)}" for item in items), ""]
    return "\n".join(lines)


def _md(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def text(report: Report) -> str:
    """Return the report as plain text of 72 columns, for mail."""
    from textwrap import wrap

    lines = [f"{report.owner.name}'s network, {long_day(report.as_of)}", ""]
    for heading, items in _outline(report):
        lines += [heading.upper(), ""]
        for item in items:
            lines += wrap(item, 72, initial_indent="- ", subsequent_indent="  ")
        lines.append("")
    return "\n".join(lines)


def as_json(report: Report) -> str:
    """Return the report as JSON, one tie a line: of a large network most of it is ties."""
    return "".join(_json_parts(report))


def _json_parts(report: Report) -> Iterator[str]:
    shown = [item.name for item in fields(report) if item.name != "ties"]
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


#: File ending → renderer.
FORMS: Mapping[str, Callable[[Report], str]] = {
    "html": html,
    "md": markdown,
    "txt": text,
    "json": as_json,
    "csv": ties_csv,
}

_PARTS = {"json": _json_parts, "csv": _csv_parts}


def encoded(report: Report, form: str) -> Iterator[bytes]:
    """Yield the report in one of `FORMS` as the bytes of a file, what lists every tie in parts.

    One rare letter makes a text four times as large in memory; its bytes it leaves alone.
    """
    parts = _PARTS[form](report) if form in _PARTS else [FORMS[form](report)]
    for part in parts:
        yield part.encode()
