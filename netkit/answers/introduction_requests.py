"""Asking too much of one person: introductions asked of them, and writing only to ask."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.answers.results import Reason, Results
from netkit.model.events import Introduction
from netkit.model.frozen import dataclass
from netkit.model.when.written_days import long_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netkit.answers.network_view import NetworkView
    from netkit.model.events import Favour
    from netkit.model.history import State
    from netkit.model.people import Person, PersonId

__all__ = ["Said", "only_asked", "requests_of"]

_MONTHS = 6
_MANY = 3
_LEAST = 3
#: By whether they ask the owner.
_ASKED = {
    False: "you asked {} times and gave nothing back yet: write once without a wish",
    True: "they asked {} times and gave nothing back yet: ask them something easy to give",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about somebody, and what it rests on."""

    person: Person
    text: str
    because: tuple[Reason, ...]


def requests_of(view: NetworkView, person: Person) -> Said:
    """Count the introductions asked of `person` in the last six months, with a verdict."""
    recent = [
        state
        for state in view.states(Introduction, people=[person.id])
        if state.event.broker == person.id and (view.present - state.event.at).days <= 30 * _MONTHS
    ]
    times = f"{len(recent)} introduction{'' if len(recent) == 1 else 's'}"
    verdict = (
        "give it a rest, or do something for them first"
        if len(recent) >= _MANY
        else "there is room to ask"
    )
    reasons = [
        Reason("introduction", f"{long_day(state.event.at)}: {state.status}", 1.0, (state.id,))
        for state in recent
    ]
    return Said(person, f"{times} in {_MONTHS} months: {verdict}", tuple(reasons))


def only_asked(
    people: Mapping[PersonId, Person],
    favours: Iterable[State[Favour]],
    owner: PersonId,
    *,
    of_me: bool = False,
) -> Results[Said]:
    """Return those of whom the owner asked favours, three at least, and did none for them.

    Parameters
    ----------
    of_me : instead, those who asked them of the owner and did none.
    """
    asked: dict[PersonId, list[State[Favour]]] = defaultdict(list)
    helped: set[PersonId] = set()
    for state in favours:
        giver, receiver = state.event.giver, state.event.receiver
        other = giver if receiver == owner else receiver
        if owner not in (giver, receiver):
            continue
        if (giver == owner) != of_me:
            helped.add(other)
        elif state.event.asked:
            asked[other].append(state)
    rows = [
        Said(
            people[pid],
            _ASKED[of_me].format(len(deeds)),
            tuple(
                Reason("favour", f"{long_day(d.event.at)}: {d.event.kind}", 1.0, (d.id,))
                for d in deeds
            ),
        )
        for pid, deeds in sorted(asked.items())
        if pid in people and pid not in helped and len(deeds) >= _LEAST
    ]
    rows.sort(key=lambda row: -len(row.because))
    return Results(rows, kind=Said)
