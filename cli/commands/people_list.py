"""`netkit people list` and `netkit people change`: many people, chosen by a filter."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from netkit.answers.people_list import COLUMNS, PersonRow, SortKey, bands, require_columns
from netkit.errors import NothingFoundError, UsageError

from ..day_types import SPAN
from ..limit_option import limit_option
from ..name_arguments import PERSON
from ..output import Answer, note, show
from ..record import tell
from ..render.people_views import people_table, plain_rows
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from netkit.answers.results import Results
    from netkit.model.people import Person
    from netkit.model.when.spans import Span

__all__ = ["change", "list_people"]

F = TypeVar("F", bound=Callable[..., Any])

_FIRST_COLUMNS = "name,title,organization,band,last,needs"
_ON_A_PAGE = 50


def filter_options(command: F) -> F:
    """Add the options that choose people."""
    for option in (
        click.option("--archived", is_flag=True, help="Those put away or dead, too."),
        click.option("--source", default="", metavar="NAME", help="Known from: linkedin, typed."),
        click.option(
            "--needs", is_flag=False, flag_value="", metavar="[TEXT]",
            help="With an open need; that holds TEXT.",
        ),
        click.option("--band", type=click.Choice(bands()), help="How close they are."),
        click.option("--silent", metavar="SPAN", type=SPAN, help="No contact for so long: 6m."),
        click.option("--not-tag", default="", metavar="TEXT", help="Without a tag of yours."),
        click.option("--not-circle", default="", metavar="TEXT", help="In no such circle."),
        click.option("--not-about", default="", metavar="TOPIC", help="Nothing on a topic."),
        click.option("--not-in", "not_city", default="", metavar="CITY", help="Not in a city."),
        click.option("--not-at", default="", metavar="ORG", help="Not at an organization."),
        click.option("--tag", default="", help="With a tag of yours."),
        click.option("--circle", default="", help="In a circle of yours."),
        click.option("--about", default="", metavar="TOPIC", help="To do with a topic."),
        click.option("--in", "city", default="", metavar="CITY", help="In a city."),
        click.option("--at", default="", metavar="ORG", help="At an organization."),
    ):  # fmt: skip
        command = option(command)
    return command


def _chosen(session: Session, fields: dict[str, Any], **more: Any) -> Results[PersonRow]:
    """Return the people whom the filter options choose."""
    span: Span | None = fields.pop("silent")
    fields["band"] = fields["band"] or ""
    days = None if span is None else span.days
    return session.workspace.people_list(silent_days=days, **fields, **more)


@click.command("list")
@filter_options
@click.option(
    "--sort", type=click.Choice(get_args(SortKey)), default="strength", show_default=True,
    help="What comes first.",
)  # fmt: skip
@click.option(
    "--columns", default=_FIRST_COLUMNS, show_default=True, metavar="NAME,…",
    help=f"Of {', '.join(COLUMNS)}.",
)  # fmt: skip
@limit_option(None)
@common
@pass_session
def list_people(
    session: Session, /, sort: SortKey, columns: str, limit: int | None, **fields: Any
) -> None:
    """List people: everybody, or those who meet all conditions.

    A terminal shows the first 50; --csv, --json and --limit 0 give all, with ids.
    """
    session.question = "people list"
    names = require_columns(columns.split(","))
    many = _ON_A_PAGE if session.format == "human" else 0
    rows = _chosen(session, fields, sort=sort, limit=many if limit is None else limit)
    empty = "nobody meets all of that; 'netkit people --limit 0' lists everybody"
    results: Any = rows if session.format == "human" else plain_rows(rows, names)
    view = people_table(names)
    show(session, Answer(session.question, results, view, notes=rows.notes, empty=empty))


@click.command("change")
@click.argument("names", nargs=-1, type=PERSON, metavar="[PERSON]...")
@filter_options
@click.option("--add-circle", multiple=True, metavar="NAME", help="Put them in a circle.")
@click.option("--remove-circle", multiple=True, metavar="NAME", help="Take them out of a circle.")
@click.option("--add-tag", multiple=True, metavar="NAME", help="Give them a tag.")
@click.option("--remove-tag", multiple=True, metavar="NAME", help="Take a tag off them.")
@click.option("--archive/--unarchive", default=None, help="Propose them no more; or again.")
@click.option("--dry-run", is_flag=True, help="Only say whom it would change.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common
@pass_session
def change(
    session: Session,
    /,
    names: tuple[str, ...],
    add_circle: tuple[str, ...],
    remove_circle: tuple[str, ...],
    add_tag: tuple[str, ...],
    remove_tag: tuple[str, ...],
    archive: bool | None,
    dry_run: bool,
    yes: bool,
    **fields: Any,
) -> None:
    """Change tags, circles or archive of many people at once.

    Of those named, or of those a filter chooses: people change --silent 3y --archive. A terminal
    asks before more than one is changed; one 'netkit undo' takes all of it back.
    """
    session.question = "people change"
    if not (add_circle or remove_circle or add_tag or remove_tag or archive is not None):
        raise UsageError("say what is to change: --add-tag, --add-circle, --archive, …")
    if bool(names) == any(value not in ("", None, False) for value in fields.values()):
        raise UsageError("name people, or choose them: people change --at Acme --add-tag climber")
    if archive is False:
        fields["archived"] = True
    people = _named(session, names) if names else [row.person for row in _chosen(session, fields)]
    if not people:
        raise NothingFoundError("nobody meets all of that; nothing was changed")
    if dry_run:
        rows = [{"person": person} for person in people]
        note(f"would change {len(people)}")
        show(session, Answer(session.question, rows, _names))
        return
    if not yes and len(people) > 1 and sys.stdin.isatty() and sys.stdout.isatty():
        click.confirm(f"Change {len(people)} people?", abort=True, err=True)
    recorded = session.workspace.change_people(
        people, add_circles=add_circle, remove_circles=remove_circle,
        add_tags=add_tag, remove_tags=remove_tag, archive=archive,
    )  # fmt: skip
    tell(session, recorded)


def _named(session: Session, names: tuple[str, ...]) -> list[Person]:
    """Return the people named; words without quotes that are one name mean that person."""
    from netkit.answers.name_lookup import matching

    together = matching(session.workspace.store, " ".join(names))
    return together if len(together) == 1 else [session.person(name) for name in names]


def _names(page: Any, rows: Any) -> None:
    for row in rows:
        page.line((row["person"].name, ""))
