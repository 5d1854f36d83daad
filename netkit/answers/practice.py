"""Gathering what the questions about one relation need: why it stalls, who does not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from netkit.answers.boundaries import Boundaries
from netkit.answers.correspondence import unanswered_mine
from netkit.answers.daily import boundaries_of, contacts_with, promises_of
from netkit.answers.fading import mean_log_gap
from netkit.answers.results import Results
from netkit.answers.stalls import STOP_AFTER, Dealings, Stall, stall
from netkit.model.events import Favour, Introduction, Moment, Need
from netkit.model.when import day_number
from netkit.ties.strength import strength

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from netkit.model.history import Recorded, State
    from netkit.model.people import Person, PersonId
    from netkit.workspace import Workspace

__all__ = ["stall_of", "stalls_of", "unanswered_of"]

_READ = 60  # contacts: what a verdict looks back on
_WATCHED = 40  # ties looked at closely when nobody is named
#: What must speak for a verdict before a tie that nobody asked about is shown.
_SHOWN_FROM = 1.0


def stall_of(workspace: Workspace, person: Person, as_of: datetime | None = None) -> Stall:
    """Return why the relation with one person is stalling."""
    return next(iter(_judged(workspace, [person], as_of)))


def stalls_of(workspace: Workspace, as_of: datetime | None, limit: int) -> Results[Stall]:
    """Return the ties that are stalling, what is most certain first.

    Looked at are the forty that have most to lose, and everybody with a promise not kept or a
    moment on record.
    """
    people, now = workspace.acquainted(), day_number(as_of or workspace.now)
    ties = workspace.ties(as_of)
    worth = sorted(ties, key=lambda pid: (-strength(ties[pid].log_strength, now), pid))
    watched = set(worth[:_WATCHED])
    watched |= {row.person.id for row in promises_of(workspace, as_of)}
    moments = cast("list[Recorded[Moment]]", workspace.store.events(["moment"], until=as_of))
    watched |= {one.event.person for one in moments}
    judged = _judged(workspace, [people[pid] for pid in sorted(watched & people.keys())], as_of)
    found = [one for one in judged if one.weight >= _SHOWN_FROM]
    found.sort(key=lambda one: (-one.weight, one.person.id))
    return Results(found[:limit])


def unanswered_of(workspace: Workspace, as_of: datetime | None, limit: int) -> Results[Stall]:
    """Return who has not answered the owner's last three messages, the latest silence first."""
    people, owner = workspace.acquainted(), workspace.owner
    asked = [
        (stats.last_day, pid)
        for pid, stats in workspace.ties(as_of).items()
        if pid in people and stats.days_ab >= STOP_AFTER and stats.last_ab == stats.last_day
    ]
    silent: list[Person] = []
    for _, pid in sorted(asked, key=lambda row: (-row[0], row[1])):
        contacts = contacts_with(workspace, pid, as_of, _READ)
        if len(unanswered_mine(contacts, owner)) >= STOP_AFTER:
            silent.append(people[pid])
        if len(silent) == limit:
            break
    return Results(_judged(workspace, silent, as_of))


def _judged(workspace: Workspace, people: list[Person], as_of: datetime | None) -> Iterable[Stall]:
    """Yield the verdict on each of these people."""
    owner, ids = workspace.owner, [person.id for person in people]
    ties = workspace.ties(as_of)
    typical = mean_log_gap([(one.gap_count, one.sum_log_gap) for one in ties.values()])
    bounds = boundaries_of(workspace, as_of, ids) if ids else {}
    promised = promises_of(workspace, as_of)
    favours = workspace.states(Favour, people=ids, as_of=as_of)
    needs = workspace.states(Need, people=ids, as_of=as_of)
    made = workspace.states(Introduction, people=ids, as_of=as_of)
    said = workspace.store.events(["moment"], people=ids, until=as_of)
    moments = cast("list[Recorded[Moment]]", said)
    for person in people:
        pid = person.id
        dealings = Dealings(
            person,
            ties.get(pid),
            typical,
            contacts_with(workspace, pid, as_of, _READ),
            [f for f in favours if {f.event.giver, f.event.receiver} == {owner, pid}],
            [row for row in promised if row.person.id == pid],
            [one for one in moments if one.event.person == pid],
            [one for one in needs if one.event.person == pid],
            [one for one in made if _arranged(one, owner, pid)],
            bounds.get(pid, Boundaries()),
        )
        yield stall(dealings, owner, as_of or workspace.now)


def _arranged(one: State[Introduction], owner: PersonId, person: PersonId) -> bool:
    return one.event.broker == owner and person in (one.event.a, one.event.b)
