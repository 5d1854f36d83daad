"""Find stalling ties: why a relation stalls, and who does not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from netkit.answers.boundaries import Boundaries
from netkit.answers.correspondence import STOP_AFTER, are_unanswered, may_be_unanswered
from netkit.answers.promises import recorded_promises
from netkit.answers.results import Results
from netkit.answers.stalls import ASKED_NOTHING, Dealings, Stall, stall
from netkit.model.events import Favour, Introduction, Moment, Need
from netkit.model.when import day_number
from netkit.ties.strength import strength

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from netkit.answers.network_view import NetworkView
    from netkit.model.history import Recorded, State
    from netkit.model.people import Person, PersonId
    from netkit.ties.statistics import TieStats

__all__ = ["asked_nothing", "stall_of", "stalls_of", "unanswered_of"]

_READ = 60  # contacts: what a verdict looks back on
_FEW = 8  # contacts: what mostly shows whether somebody answered
_WATCHED = 40  # ties looked at closely when nobody is named
#: What must speak for a verdict before a tie that nobody asked about is shown.
_SHOWN_FROM = 1.0


def stall_of(view: NetworkView, person: Person) -> Stall:
    """Return why the relation with one person is stalling."""
    return next(iter(_judged(view, [person])))


def stalls_of(view: NetworkView, limit: int) -> Results[Stall]:
    """Return the ties that are stalling, what is most certain first.

    Looked at are the forty that have most to lose, everybody with a promise not kept or a moment
    on record, and whom `unanswered_of` names.
    """
    people, now = view.contacts, day_number(view.present)
    ties = view.ties()
    worth = sorted(ties, key=lambda pid: (-strength(ties[pid].log_strength, now), pid))
    watched = set(worth[:_WATCHED])
    watched |= {row.person.id for row in recorded_promises(view)}
    moments = cast("list[Recorded[Moment]]", view.store.events(["moment"], until=view.as_of))
    watched |= {moment.event.person for moment in moments}
    watched |= {person.id for person in _unanswered(view, ties, limit)}
    watched -= view.departed().keys()
    people.expect(sorted(watched))
    judged = _judged(view, [people[pid] for pid in sorted(watched & people.keys())])
    stalls = [
        judged_tie
        for judged_tie in judged
        if judged_tie.weight >= _SHOWN_FROM or judged_tie.unanswered >= STOP_AFTER
    ]
    stalls.sort(key=lambda stall: (-stall.weight, stall.person.id))
    return Results(stalls[:limit], kind=Stall)


def unanswered_of(view: NetworkView, limit: int) -> Results[Stall]:
    """Return people who did not answer the owner's last three messages, latest silence first."""
    silent = [*_unanswered(view, view.ties(), limit)]
    return Results(_judged(view, silent), kind=Stall)


def asked_nothing(
    view: NetworkView, people: list[Person], verdicts: Collection[str] = ASKED_NOTHING
) -> dict[PersonId, Stall]:
    """Return those of these people of whom nothing is to be asked, with the advice instead."""
    judged = _judged(view, people) if people else ()
    return {row.person.id: row for row in judged if row.verdict in verdicts}


def _unanswered(
    view: NetworkView, ties: Mapping[PersonId, TieStats], limit: int
) -> Iterator[Person]:
    """Yield people who did not answer the owner's last three messages, latest silence first."""
    people, owner = view.contacts, view.owner
    asked = [(stats.last_day, pid) for pid, stats in ties.items() if may_be_unanswered(stats)]
    latest_first = [pid for _, pid in sorted(asked, key=lambda row: (-row[0], row[1]))]
    last = view.contacts_with_each(latest_first, _FEW)
    people.expect(latest_first)
    named = 0
    for pid in latest_first:
        if named == limit:
            return
        unanswered = are_unanswered(last[pid], owner, _FEW)
        if unanswered is None:
            unanswered = are_unanswered(view.contacts_with(pid, _READ), owner, _READ)
        if unanswered and pid in people:
            named += 1
            yield people[pid]


def _judged(view: NetworkView, people: list[Person]) -> Iterable[Stall]:
    """Yield the verdict on each of these people."""
    owner, ids = view.owner, [person.id for person in people]
    ties = view.ties(ids)
    outlooks = view.outlooks([pid for pid in ids if pid in ties])
    bounds = view.boundaries(ids) if ids else {}
    promised = recorded_promises(view)
    favours = view.states(Favour, people=ids)
    needs = view.states(Need, people=ids)
    introductions = view.states(Introduction, people=ids)
    recorded_moments = view.store.events(["moment"], people=ids, until=view.as_of)
    moments = cast("list[Recorded[Moment]]", recorded_moments)
    contacts = view.contacts_with_each(ids, _READ)
    for person in people:
        pid = person.id
        dealings = Dealings(
            person,
            ties.get(pid),
            outlooks.get(pid),
            contacts[pid],
            [f for f in favours if {f.event.giver, f.event.receiver} == {owner, pid}],
            [row for row in promised if row.person.id == pid],
            [moment for moment in moments if moment.event.person == pid],
            [need for need in needs if need.event.person == pid],
            [introduction for introduction in introductions if _arranged(introduction, owner, pid)],
            bounds.get(pid, Boundaries()),
        )
        yield stall(dealings, owner, view.present)


def _arranged(introduction: State[Introduction], owner: PersonId, person: PersonId) -> bool:
    return introduction.event.broker == owner and person in (
        introduction.event.a,
        introduction.event.b,
    )
