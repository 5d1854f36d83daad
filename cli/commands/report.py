"""`netkit report`: what changed, what to do next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import click

from netkit.errors import UsageError

from ..day_types import LAST_OR_SINCE
from ..output import note, say
from ..session import LOCAL, Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from netkit.reports.content import Report
    from netkit.reports.sections import Paper
    from netkit.workspace import Workspace

_WRITTEN = ("html", "md", "json")
#: Endings of the files that a report may be.
FORMS = ("html", "md", "txt", "json", "csv", "ics")
_MAP = "map.html"
_YEAR = re.compile(r"[12]\d{3}")


@click.command("report")
@click.option(
    "--since", default="last", show_default=True, metavar="last|DAY|SPAN", type=LAST_OR_SINCE,
    help="Compare with: the last report, a day, or a span ago.",
)  # fmt: skip
@click.option("--circle", default="", help="Only people of this circle.")
@click.option("--top", default=10, show_default=True, help="Rows a section has at most.")
@click.option("--format", "forms", multiple=True, type=click.Choice(FORMS), help="May be repeated.")
@click.option("--output", "-o", type=LOCAL, help="A folder to write into.")
@click.option(
    "--map",
    "with_map",
    is_flag=True,
    help="Write map.html beside the report, with a link; needs --output.",
)
@click.option("--keep/--no-keep", default=True, help="Keep what it saw, for the next report.")
@click.option(
    "--import", "sources", multiple=True, metavar="PATH|imaps://…",
    help="First bring in what is new there; may be repeated.",
)  # fmt: skip
@click.option(
    "--year",
    is_flag=False,
    flag_value="last",
    metavar="[YEAR]",
    help="Instead: a year in review, of the last 365 days or a calendar year.",
)
@click.option(
    "--attention", metavar="HOURS", help="Instead: whom to give these hours of the month, as in 3h."
)  # fmt: skip
@common
@pass_session
def command(
    session: Session,
    /,
    since: date | Literal["last"],
    circle: str,
    top: int,
    forms: tuple[str, ...],
    output: Path | None,
    with_map: bool,
    keep: bool,
    sources: tuple[str, ...],
    year: str | None,
    attention: str | None,
) -> None:
    """Write the tie-strength report: what changed, what to do next.

    On the terminal, or with --output as files: HTML, Markdown and JSON. What was told once is
    folded in the next report, until it changes. A schedule's reports are a series of their own.
    """
    session.question = "report"
    if session.format != "human" and not forms:
        forms = (session.format,)
    if output is None:
        _check_one_text(forms, with_map=with_map)
    space = session.workspace
    if year or attention:
        _write_paper(_paper(space, year, attention, circle), forms, output, session.present)
        return
    report = space.report(
        since=None if since == "last" else since,
        circle=circle,
        top=top,
        map_file=_MAP if with_map else "",
        troubles=space.bring_in(sources),
    )
    _write(space, report, forms, output)
    if keep and session.as_of is None:
        space.keep_report(report)
    elif keep:
        note("a past day was asked for: nothing is kept for the next report")


def _write(space: Workspace, report: Report, forms: tuple[str, ...], output: Path | None) -> None:
    """Print a report, or write it into a folder and print the files."""
    from netkit.reports import render

    if output is None:
        say(render.FORMS[forms[0] if forms else "txt"](report).rstrip("\n"))
        return
    for path in render.write_files(report, output, forms or _WRITTEN):
        say(str(path))
    if report.map_file:
        say(str(space.map().save(output / report.map_file)))


def _paper(space: Workspace, year: str | None, attention: str | None, circle: str) -> Paper:
    """Return the year in review, or the plan for some hours."""
    if year and attention:
        raise UsageError("--year and --attention are two reports: ask for one of them")
    if attention:
        return space.attention(attention, circle=circle)
    if year == "last":
        return space.year_in_review(circle=circle)
    if year is None or not _YEAR.fullmatch(year):
        raise UsageError(f"--year {year}: write a year, as in --year 2025, or nothing after it")
    return space.year_in_review(int(year), circle=circle)


def _write_paper(
    paper: Paper, forms: tuple[str, ...], output: Path | None, present: datetime
) -> None:
    """Print a paper, or write it into a folder and print the files."""
    from netkit.reports.papers import PAPER_FORMS, write_paper

    unknown = [form for form in forms if form not in PAPER_FORMS]
    if unknown:
        raise UsageError(f"this comes as {', '.join(PAPER_FORMS)}; not as {unknown[0]}")
    if output is None:
        say(PAPER_FORMS[forms[0] if forms else "txt"](paper).rstrip("\n"))
        return
    for path in write_paper(paper, output, forms or _WRITTEN, present.date()):
        say(str(path))


def _check_one_text(forms: tuple[str, ...], *, with_map: bool) -> None:
    """Refuse what one text on the terminal cannot hold."""
    if with_map:
        raise UsageError("a report links to its map from a folder: add --output FOLDER")
    if len(forms) > 1:
        raise UsageError("several forms need --output FOLDER")
