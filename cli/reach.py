"""`netkit reach`: who can introduce me."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netkit.errors import NothingFoundError

from . import views
from .options import Session, common, pass_session
from .show import Answer, show

if TYPE_CHECKING:
    from netkit.domain.people import PersonId


@click.command("reach")
@click.argument("target", required=False)
@click.option("--asks", metavar="C", help="Instead: have I asked C for introductions too often?")
@click.option("--limit", "-n", default=5, show_default=True, help="How many ways to show.")
@common
@pass_session
def command(session: Session, target: str | None, asks: str | None, limit: int) -> None:
    """Who can introduce me to X, or into an organization?

    TARGET is a person, or an organization where somebody you can reach works.
    """
    from netkit.analysis.reach import reach

    if asks:
        _asks(session, asks)
        return
    if not target:
        raise click.UsageError("name a person or an organization")
    workspace = session.workspace
    session.question = f"reach {target}"
    targets, name = _targets(session, target)
    facts = workspace.facts_to(targets, session.as_of)
    found = reach(facts, targets, limit=limit)
    empty = (
        f"no evidence of who knows {name}: nobody you know was seen with them;"
        " mail, calendars and group threads hold such evidence"
    )
    notes = []
    if any(path.evidence == "inferred" for path in found):
        notes.append("“inferred” ways rest on hints, such as a shared thread; ask before you rely")
    show(session, Answer(session.question, found, views.paths, notes, empty))


def _targets(session: Session, text: str) -> tuple[list[PersonId], str]:
    """Return who is meant: one person, or everybody at an organization."""
    from netkit.domain.names import words

    store = session.workspace.store
    try:
        person = session.person(text)
        return [person.id], person.name
    except NothingFoundError:
        keys = store.organizations(words(text))
        at = [one.person for one in store.affiliations(organizations=keys) if one.end is None]
        if not keys or not at:
            raise
        return sorted(set(at)), text


def _asks(session: Session, name: str) -> None:
    """Answer how often somebody was asked for introductions of late."""
    from netkit.analysis.asks import asks_of

    person = session.person(name)
    workspace = session.workspace
    session.question = f"reach --asks {person.name}"
    found = asks_of(workspace.facts_to([person.id], session.as_of), person)
    show(session, Answer(session.question, [found], views.sentences))
