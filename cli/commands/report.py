"""`netkit report`: what changed, what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from netkit.errors import UsageError

from ..day_types import LAST_OR_SINCE
from ..output import note, say
from ..session import LOCAL, Session, common, pass_session

if TYPE_CHECKING:
    from datetime import datetime

_WRITTEN = ("html", "md", "json")
#: Endings of the files that a report may be.
FORMS = ("html", "md", "txt", "json", "csv")
_MAP = "map.html"


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
@common
@pass_session
def command(
    session: Session,
    since: datetime | Literal["last"],
    circle: str,
    top: int,
    forms: tuple[str, ...],
    output: Path | None,
    with_map: bool,
    keep: bool,
) -> None:
    """Write the tie-strength report.

    On the terminal, or with --output as files: HTML, Markdown and JSON.
    """
    from netkit.maps import map_of
    from netkit.reports import render, snapshots
    from netkit.reports.content import report_of
    from netkit.reports.network_state import dump
    from netkit.support.atomic_files import write_atomic

    view = session.workspace.view
    session.question = "report"
    if session.format != "human" and not forms:
        forms = (session.format,)
    earlier = snapshots.before(view, since, session.present)
    found, state = report_of(
        view,
        earlier,
        circle=circle,
        top=top,
        map_file=_MAP if with_map else "",
    )
    if output is None:
        _check_one_text(forms, with_map=with_map)
        say(render.FORMS[forms[0] if forms else "txt"](found).rstrip("\n"))
    for form in (forms or _WRITTEN) if output is not None else ():
        file = (output or Path()) / f"report-{session.present:%Y-%m-%d}.{form}"
        write_atomic(file.absolute(), render.encoded(found, form))
        say(str(file.absolute()))
    if output is not None and with_map:
        say(str(map_of(view).save(output / _MAP)))
    if keep and session.as_of is None:
        snapshots.keep(view, dump(state))
    elif keep:
        note("a past day was asked for: nothing is kept for the next report")


def _check_one_text(forms: tuple[str, ...], *, with_map: bool) -> None:
    """Refuse what one text on the terminal cannot hold."""
    if with_map:
        raise UsageError("a report links to its map from a folder: add --output FOLDER")
    if len(forms) > 1:
        raise UsageError("several forms need --output FOLDER")
