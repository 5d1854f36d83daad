"""`netkit reach`: who can introduce me."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netkit.errors import NothingFoundError

from ..output import Answer, show
from ..render import views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.answers.teammate_ties import ThroughColleague
    from netkit.model.people import Person, PersonId

    from ..render.page import Page


@click.command("reach")
@click.argument("target", required=False)
@click.option("--asks", metavar="C", help="Instead: have I asked C for introductions too often?")
@click.option("--limit", "-n", default=5, show_default=True, help="How many ways to show.")
@common
@pass_session
def command(session: Session, target: str | None, asks: str | None, limit: int) -> None:
    """Who can introduce me to X, or into an organization?

    TARGET is a person, or an organization where somebody you can reach works. In a team, your
    colleagues are asked too, as far as each granted it to you.
    """
    if asks:
        _asks(session, asks)
        return
    if not target:
        raise click.UsageError("name a person or an organization")
    session.question = f"reach {target}"
    _reach(session, target, limit)


def _reach(session: Session, target: str, limit: int) -> None:
    """Answer by the owner's own ties, then by those that colleagues granted."""
    from netkit.answers.reach import reach

    workspace = session.workspace
    try:
        targets, name, person = _targets(session, target)
    except NothingFoundError:
        if not (granted := _by_colleagues(session, target, None, limit)):
            raise
        show(session, Answer(session.question, granted, views.colleagues))
        return
    found = reach(workspace.facts_to(targets, session.as_of), targets, limit=limit)
    granted = _by_colleagues(session, target, person, limit)
    empty = (
        f"no evidence of who knows {name}: nobody you know was seen with them;"
        " mail, calendars and group threads hold such evidence"
    )
    notes = []
    if any(path.evidence == "inferred" for path in found):
        notes.append("“inferred” ways rest on hints, such as a shared thread; ask before you rely")

    def human(page: Page, _: Sequence[object]) -> None:
        views.paths(page, found)
        views.colleagues(page, granted)

    show(session, Answer(session.question, [*found, *granted], human, notes, empty))


def _by_colleagues(
    session: Session, target: str, person: Person | None, limit: int
) -> Sequence[ThroughColleague]:
    """Return which colleagues know the target; none where there is no team."""
    store = session.workspace.store
    if store.members() == [store.member]:
        return ()
    from netkit.answers.team import ways_by_colleagues

    return ways_by_colleagues(session.workspace, target, person, session.as_of, limit=limit)


def _targets(session: Session, text: str) -> tuple[list[PersonId], str, Person | None]:
    """Return who is meant: one person, or everybody at an organization."""
    from netkit.model.names import words

    store = session.workspace.store
    try:
        person = session.person(text)
        return [person.id], person.name, person
    except NothingFoundError:
        keys = store.organizations(words(text))
        at = [one.person for one in store.affiliations(organizations=keys) if one.end is None]
        if not keys or not at:
            raise
        return sorted(set(at)), text, None


def _asks(session: Session, name: str) -> None:
    """Answer how often somebody was asked for introductions of late."""
    from netkit.answers.introduction_requests import asks_of

    person = session.person(name)
    workspace = session.workspace
    session.question = f"reach --asks {person.name}"
    found = asks_of(workspace.facts_to([person.id], session.as_of), person)
    show(session, Answer(session.question, [found], views.sentences))
