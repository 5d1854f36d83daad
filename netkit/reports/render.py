"""One report as HTML, Markdown, plain text, JSON and CSV: text returned, for others to write."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from netkit.plain import csv_text, plain
from netkit.reports.changes import KINDS, Changed
from netkit.reports.charts import bars, sparkline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from netkit.reports.content import Report

__all__ = ["FORMS", "subject", "summary"]

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
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


def subject(report: Report) -> str:
    """Return the report in a line, for the head of a mail."""
    return f"Your network on {report.as_of:%d %B %Y}"


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
        headings=_HEADINGS.items(),
        changed=_by_kind(report),
        most=_MOST,
        spark=lambda row: Markup(  # noqa: S704 — charts escape what they are given
            sparkline(row.weeks, f"days of contact with {row.tie.person.name}, week by week")
        ),
        months=Markup(bars(months, "days of contact in each of the last twelve months")),  # noqa: S704
        strengths=Markup(bars(strengths, "ties by strength, in steps of ten")),  # noqa: S704
    )


def _part(name: str) -> str:
    return files("netkit.reports").joinpath(name).read_text(encoding="utf-8")


def _by_kind(report: Report) -> dict[str, list[Changed]]:
    return {kind: [one for one in report.changed if one.kind == kind] for kind in KINDS}


def _outline(report: Report) -> Iterator[tuple[str, list[str]]]:
    """Yield the sections as heading and lines: what Markdown and plain text share."""
    yield (
        "Next kind acts",
        [f"{act.text} ({act.because[0].text})" if act.because else act.text for act in report.acts]
        or ["Nothing is due. A hello that wants nothing is always right."],
    )
    if report.since:
        changed = _by_kind(report)
        lines = [
            f"{_HEADINGS[kind]}: {one.name}, {one.text}"
            for kind in KINDS
            for one in changed[kind][:_MOST]
        ]
        yield f"What changed since {report.since:%d %B %Y}", lines or ["Nothing worth a word."]
    yield (
        "Fading, and worth keeping",
        [
            f"{row.tie.person.name}: silent {row.tie.silent_days} days, usually"
            f" {row.tie.usual_gap_days:.0f}; no contact in 60 days: {row.tie.certainty}"
            f" ({row.tie.lapse_probability:.0%})" + (f"; {row.hook}" if row.hook else "")
            for row in report.fading
        ]
        or ["No tie with three or more days of contact is fading."],
    )
    yield (
        "Giving and getting",
        [f"{one.person.name}: {one.verdict} → {one.next_act}" for one in report.balance]
        or ["Nothing leans far enough to speak of."],
    )
    ahead = [
        f"{'to' if one.whose == 'mine' else 'from'} {one.person.name}: {one.text}"
        + (f", by {one.due:%d %B}" if one.due else "")
        + f" ({one.status})"
        for one in report.promises
    ]
    ahead += [f"{name}: {what} on {day:%d %B}" for day, name, what in report.milestones]
    if ahead:
        yield "Promises and days ahead", ahead
    if report.introductions:
        yield (
            "Open introductions",
            [
                f"{a} and {b}: {status} since {since:%d %B %Y}"
                for a, b, status, since in report.introductions
            ],
        )
    yield "Days of contact a month", [f"{first:%B %Y}: {count}" for first, count in report.months]


def markdown(report: Report) -> str:
    """Return the report as Markdown; whatever people wrote is escaped."""
    lines = [f"# {_md(report.owner.name)}'s network", "", f"{report.as_of:%A, %d %B %Y}", ""]
    for heading, items in _outline(report):
        lines += [f"## {_md(heading)}", "", *(f"- {_md(item)}" for item in items), ""]
    return "\n".join(lines)


def _md(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def text(report: Report) -> str:
    """Return the report as plain text of 72 columns, for mail."""
    from textwrap import wrap

    lines = [f"{report.owner.name}'s network, {report.as_of:%d %B %Y}", ""]
    for heading, items in _outline(report):
        lines += [heading.upper(), ""]
        for item in items:
            lines += wrap(item, 72, initial_indent="- ", subsequent_indent="  ")
        lines.append("")
    return "\n".join(lines)


def as_json(report: Report) -> str:
    """Return the report as JSON."""
    whole: dict[str, Any] = {"question": "report", **plain(report)}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def ties_csv(report: Report) -> str:
    """Return every tie as CSV whose cells no spreadsheet will run."""
    return csv_text([plain(row) for row in report.ties])


#: File ending → renderer.
FORMS: Mapping[str, Callable[[Report], str]] = {
    "html": html,
    "md": markdown,
    "txt": text,
    "json": as_json,
    "csv": ties_csv,
}
