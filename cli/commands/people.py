"""`netkit people`: who is one person, who is two, and who is to be forgotten."""

from __future__ import annotations

import glob
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from netkit.errors import UsageError

from ..day_types import LAST_OR_SINCE
from ..name_arguments import name_argument, words_argument
from ..output import Answer, note, show
from ..record import record
from ..render import practice_views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.identity.review_queue import Duplicate
    from netkit.model.people import Person


@click.group("people")
@common
def command() -> None:
    """Duplicates, merging, splitting, forgetting."""


@command.command("duplicates")
@name_argument(required=False)
@click.option("--same", nargs=2, metavar="A B", help="They are one person: join them.")
@click.option("--different", nargs=2, metavar="A B", help="They are two: do not ask again.")
@click.option(
    "--accept-above",
    type=float,
    metavar="SHARE",
    help="Join all pairs of at least this score that nothing speaks against: 0.95.",
)
@click.option("--dry-run", is_flag=True, help="Only say whom --accept-above would join.")
@click.option("--limit", "-n", default=20, show_default=True, help="How many to show.")
@common
@pass_session
def duplicates(
    session: Session,
    person: str | None,
    same: tuple[str, str] | None,
    different: tuple[str, str] | None,
    accept_above: float | None,
    dry_run: bool,
    limit: int,
) -> None:
    """Who may be one person twice?

    On a terminal each pair is asked about, and one key answers; in a script --same and
    --different do.
    """
    session.question = "people duplicates"
    if same or different:
        _decide(session, *_two(session, *(same or different or ("", ""))), same=bool(same))
        return
    if accept_above is not None:
        joined = session.workspace.accept_duplicates(accept_above, dry_run=dry_run)
        empty = "no pair scores as high that nothing speaks against"
        show(session, Answer(session.question, joined, practice_views.twins, empty=empty))
        note(f"{len(joined)} pairs {'would be' if dry_run else 'are'} joined")
        return
    found = session.workspace.duplicates()
    if person:
        session.question = f"people duplicates {person}"
        found = [one for one in found if _named(session, one, person)]
    if found and session.format == "human" and sys.stdin.isatty() and sys.stdout.isatty():
        _ask(session, found)
        return
    empty = f"nobody like {person} is here twice" if person else "nobody seems to be here twice"
    show(session, Answer(session.question, found[:limit], practice_views.twins, empty=empty))
    if len(found) > limit and session.format == "human":
        note(f"and {len(found) - limit} more; -n {len(found)} shows them all")


def _named(session: Session, pair: Duplicate, text: str) -> bool:
    from netkit.answers.name_lookup import matching

    ids = {person.id for person in matching(session.workspace.store, text)}
    return bool(ids & {pair.a.id, pair.b.id})


def _ask(session: Session, found: list[Duplicate]) -> None:
    """Show one pair after the other; a single key answers."""
    from ..output import draw

    joined: dict[str, str] = {}
    for number, pair in enumerate(found, start=1):
        if _one_of(joined, pair.a.id) == _one_of(joined, pair.b.id):
            continue  # said already, by way of a third record
        draw(session, practice_views.twins, [pair])
        answer = _key(f"{number} of {len(found)}: one person? y yes, n no, s skip, q quit ")
        if answer == "q":
            return
        if answer == "y":
            joined[_one_of(joined, pair.b.id)] = _one_of(joined, pair.a.id)
        if answer in "yn":
            _decide(session, pair.a, pair.b, same=answer == "y")


def _one_of(joined: dict[str, str], person: str) -> str:
    """Return the person a joined record belongs to by now."""
    while person in joined:
        person = joined[person]
    return person


def _key(question: str) -> str:
    """Ask for one of y, n, s, q, without Enter; Escape quits."""
    click.echo(question, nl=False)
    while True:
        key = click.getchar().lower()
        if key in ("\x1b", "q"):
            click.echo("q")
            return "q"
        if key in ("y", "n", "s"):
            click.echo(key)
            return key


def _two(session: Session, a: str, b: str) -> tuple[Person, Person]:
    first, second = session.person(a), session.person(b)
    if first.id == second.id:
        raise UsageError(f"{a} and {b} are one person already")
    return first, second


def _decide(session: Session, a: Person, b: Person, *, same: bool) -> None:
    from netkit.store.values import Doubt, Join

    if same:
        doubt = Doubt(a.id, b.id, "the user said so", "same")
        joins = [Join(a.id, b.id, "the user said so")]
        record(session, f"{a.name} and {b.name} are one person", doubts=[doubt], joins=joins)
    else:
        doubt = Doubt(a.id, b.id, "the user said so", "different")
        record(session, f"{a.name} and {b.name} are two people", doubts=[doubt])


@command.command("merge")
@words_argument("A B", 2)
@common
@pass_session
def merge(session: Session, words: list[str]) -> None:
    """Join B to A: one person from now on."""
    a, b = words
    session.question = f"people merge {a} {b}"
    _decide(session, *_two(session, a, b), same=True)


@command.command("split")
@click.argument("handle")
@common
@pass_session
def split(session: Session, handle: str) -> None:
    """Make a handle (an e-mail address, a profile) a person of its own again, and for good."""
    from netkit.answers.people_records import handle_of
    from netkit.store.values import Doubt

    session.question = f"people split {handle}"
    store = session.workspace.store
    found = handle_of(session.workspace.view, handle)
    before = store.people_by_handle([found.key])[found.key]
    two = [Doubt(before, found.person_id, "the user split them", "different")]
    doubts = two if before != found.person_id else []
    record(session, f"{found.key} is a person of its own", splits=[found], doubts=doubts)


@command.command("forget")
@name_argument()
@click.option("--yes", is_flag=True, help="Do not ask.")
@common
@pass_session
def forget(session: Session, person: str, yes: bool) -> None:
    """Erase a person and all that was said of them; an import does not bring them back.

    This cannot be undone. Without --yes it asks on a terminal; elsewhere it only says what it
    would do.
    """
    from netkit.answers.people_records import forget as forget_person

    who = session.person(person)
    session.question = f"people forget {who.name}"
    if not yes and not (sys.stdin.isatty() and sys.stdout.isatty()):
        empty = f"nothing was forgotten; --yes erases {who.name} for good"
        show(session, Answer(session.question, [], practice_views.twins, empty=empty))
        return
    if not yes:
        click.confirm(f"Erase {who.name} ({who.id}) for good? No undo", abort=True, err=True)
    salt = os.urandom(16)
    keys = {one.key for one in session.workspace.store.handles(who.id)}
    erased = forget_person(session.workspace.view, who, salt)
    _forget_aside(session, keys, salt)
    rows = [{"erased": erased}]
    said = f"forgotten: {who.name}, {erased} records; nothing of them is left here"
    show(session, Answer(session.question, rows, lambda page, _: page.line((said, ""))))
    note("backups made before still hold them: delete those too")


def _forget_aside(session: Session, keys: set[str], salt: bytes) -> None:
    """Erase them from the networks that `restore` set aside, too."""
    if session.on_server:
        return
    from netkit.store.sqlite import SqliteStore

    network = Path(session.workspace.store.url)
    for aside in sorted(network.parent.glob(f"{glob.escape(network.name)}.before-*")):
        if aside.name.endswith(("-wal", "-shm")):
            continue
        store = SqliteStore(aside, create=False)
        for person in sorted(set(store.people_by_handle(keys).values())):
            store.forget(person, salt)
        store.close()


@command.command("changes")
@click.option(
    "--since", default="last", show_default=True, metavar="last|DAY|SPAN", type=LAST_OR_SINCE,
    help="The import before the last, a day, or a span: 1w, 3m, 1y.",
)  # fmt: skip
@common
@pass_session
def changes(session: Session, since: datetime | Literal["last"]) -> None:
    """Who changed jobs?"""
    session.question = f"people changes --since {since if isinstance(since, str) else since.date()}"
    rows = session.workspace.job_changes(since=None if isinstance(since, str) else since)
    empty = "no job is known to have changed; a fresh export tells, imported beside the old one"
    show(session, Answer(session.question, rows, practice_views.changes, empty=empty))
