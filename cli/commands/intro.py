"""`netkit intro`: introductions and their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netkit.answers.introduction_requests import Said
from netkit.answers.results import Reason
from netkit.errors import NothingFoundError, UsageError
from netkit.model.events import INTRODUCTION_STEPS, Introduction, Step

from ..output import Answer, show
from ..record import TYPED, on_option, record, when
from ..render import practice_views, views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netkit.model.history import State
    from netkit.model.people import Person, PersonId

_STEPS = (*INTRODUCTION_STEPS, "declined")


@click.command("intro")
@click.argument("names", nargs=-1, required=True)
@click.option(
    "--step", type=click.Choice(_STEPS), default="made", show_default=True, help="How far it is."
)
@click.option("--by", "broker", default="me", show_default=True, help="Who introduces.")
@click.option("--to", metavar="X", help="With list: introductions of somebody to X.")
@click.option("--why", default="", help="What for, or how it went.")
@click.option("--draft", is_flag=True, help="Write the letters; record nothing.")
@on_option
@common
@pass_session
def command(
    session: Session,
    names: tuple[str, ...],
    step: str,
    broker: str,
    to: str | None,
    why: str,
    draft: bool,
    day: date | None,
) -> None:
    """Record an introduction and its steps.

    netkit intro "Ann Lee" "Bo Ray" --step asked · netkit intro list ["Ann Lee" ["Bo Ray"]]
    netkit intro "Ann Lee" "Bo Ray" --draft · netkit intro me "Bo Ray" --by "Ann Lee" --draft
    """
    if names[0] == "list":
        _list(session, [*names[1:], *([to] if to else [])])
        return
    if len(names) != 2:
        raise click.UsageError('name two people: intro "Ann Lee" "Bo Ray"')
    a, b, by = session.person(names[0]), session.person(names[1]), session.person(broker)
    session.question = f"intro {a.name} {b.name}"
    if draft:
        _draft(session, by, a, b, why)
        return
    at = when(session, day)
    said = f"{by.name} introduces {a.name} and {b.name}: {step}"
    known = [s for s in _between(session, [a, b]) if s.event.broker == by.id]
    if known:
        record(session, said, [Step(at, known[-1].id, step, why, TYPED)])
        return
    from netkit.model.events import event_id

    event = Introduction(at, by.id, a.id, b.id, why, TYPED)
    record(session, said, [event, Step(at, event_id(event), step, source=TYPED)])


def _between(session: Session, people: Sequence[Person]) -> list[State[Introduction]]:
    """Return the introductions in which all of `people` have a part, by time."""
    wanted = {person.id for person in people}
    found = session.workspace.view.states(Introduction, people=wanted or None)
    return [s for s in found if wanted <= {s.event.broker, s.event.a, s.event.b}]


def _draft(session: Session, by: Person, a: Person, b: Person, why: str) -> None:
    """Show the letters of an introduction: the owner's own, or the one to who introduces them."""
    from platformdirs import user_config_path

    from netkit.answers.introduction_letters import drafts, forwardable

    folder = user_config_path("netkit", appauthor=False) / "templates"
    me = session.person("me")
    _willing(session, [one for one in (a, b) if one.id != me.id])
    if by.id == me.id:
        found = drafts(me, a, b, why or _reason(session, a, b), folder)
    elif me.id in (a.id, b.id):
        found = [forwardable(me, by, b if a.id == me.id else a, why, folder)]
    else:
        raise UsageError("letters can be drafted where you introduce, or are introduced")
    done = [state.status for state in _between(session, [a, b])]
    notes = [f"the words are yours: templates in {folder} replace these"]
    notes += [f"on record already: {status}" for status in done[-1:]]
    show(session, Answer(f"{session.question} --draft", found, practice_views.drafts, notes))


def _willing(session: Session, people: Sequence[Person]) -> None:
    """Stop when somebody asked for no introductions, or to be left in peace."""
    said = session.workspace.view.boundaries([one.id for one in people])
    for one in people:
        bounds = said.get(one.id)
        if bounds and (bounds.no_introductions or bounds.at_rest(session.present.date())):
            raise NothingFoundError(f"{one.name} asked: {'; '.join(bounds.said)}")


def _reason(session: Session, a: Person, b: Person) -> str:
    """Return the best reason for two people to meet that is known, as a sentence."""
    from netkit.answers.introduce.introductions import introductions_for

    facts = session.workspace.view.facts_around(a.id)
    for one in introductions_for(facts, a.id, limit=len(facts.profiles)):
        if one.person.id == b.id:
            return f"{one.because[0].text[0].upper()}{one.because[0].text[1:]}."
    return ""


def _list(session: Session, names: Sequence[str]) -> None:
    people = [session.person(name) for name in names]
    session.question = " ".join(["intro list", *(person.name for person in people)])
    states = _between(session, people)
    ids: set[PersonId] = {pid for s in states for pid in (s.event.broker, s.event.a, s.event.b)}
    by_id = {person.id: person for person in session.workspace.store.people(ids)}
    rows = [_told(state, by_id) for state in reversed(states)]
    empty = "no such introduction is on record"
    show(session, Answer(session.question, rows, views.sentences, empty=empty))


def _told(state: State[Introduction], people: dict[PersonId, Person]) -> Said:
    event = state.event
    a, b = people[event.a], people[event.b]
    steps = [
        Reason("step", f"{s.at:%d %B %Y}: {s.to}" + (f", {s.text}" if s.text else ""), 0.0, (s.of,))
        for s in state.steps
    ]
    text = f"introduced {a.name} and {b.name} on {event.at:%d %B %Y}: {state.status}"
    return Said(people[event.broker], text, tuple(steps))
