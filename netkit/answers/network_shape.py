"""Shape of the network: connectors, only links, separate groups.

Among the owner's people, without the owner: Burt's constraint of i is
``c_i = Σ_j (p_ij + Σ_q p_iq · p_qj)²`` over those i knows, with ``p_ij`` the share of i's ties
that goes to j, and the effective size ``Σ_j (1 - Σ_q p_iq · m_jq)`` with ``m_jq`` the tie of j
and q over the strongest of j's (Burt 1992). Low constraint and a large effective size mark a
connector: people who would otherwise not meet, meet there. Nine in ten bridges of one year are
gone the next (Burt 2002), so an only link deserves attention first.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from netkit.answers.results import Reason, Results
from netkit.model.frozen import dataclass
from netkit.model.people import Person, PersonId

__all__ = [
    "Bridge",
    "Circle",
    "Connector",
    "Weave",
    "bridges",
    "circles",
    "connectors",
    "constraint",
    "effective_size",
]

#: Who knows whom, both ways, and how much: 0 to 1.
Weave = Mapping[PersonId, Mapping[PersonId, float]]

_LEAST_TO_BRIDGE = 3  # people of a group; the only tie to a pair is no bridge
#: A tie alive: its strength S when the last contact was about this much ago counts for something.
_ALIVE = 0.25
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Connector:
    """A person through whom many others meet.

    Attributes
    ----------
    knows : how many of the owner's people they know, as far as there is evidence.
    groups : in how many groups those are.
    constraint : Burt's, 0 (many who do not know each other) to about 1 (one closed circle).
    effective_size : how many different corners of the network they reach.
    """

    person: Person
    knows: int
    groups: int
    constraint: float
    effective_size: float
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    """One group of the owner's people.

    name : what most of them have in common.
    people : those the owner stands closest to, the closest first.
    apart_from : names of the groups none of whom they are known to know.
    """

    name: str
    size: int
    people: tuple[Person, ...]
    apart_from: tuple[str, ...]
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """The owner's only living tie into a group.

    strength : 0 to 1, how alive it is.
    """

    person: Person
    group: str
    size: int
    strength: float
    because: tuple[Reason, ...]


def constraint(weave: Weave, person: PersonId) -> float:
    """Return Burt's constraint of one person; 0 for somebody who knows nobody.

    >>> ann, bob, cid = map(PersonId, ("ann", "bob", "cid"))
    >>> constraint({ann: {bob: 1.0, cid: 1.0}, bob: {ann: 1.0}, cid: {ann: 1.0}}, ann)
    0.5
    """
    own = _shares(weave, person)
    through: dict[PersonId, float] = defaultdict(float)
    for alter, share in own.items():
        for third, further in _shares(weave, alter).items():
            through[third] += share * further
    return math.fsum((own[contact] + through[contact]) ** 2 for contact in own)


def effective_size(weave: Weave, person: PersonId) -> float:
    """Return the number of non-redundant contacts of one person.

    >>> ann, bob, cid = map(PersonId, ("ann", "bob", "cid"))
    >>> effective_size({ann: {bob: 1.0, cid: 1.0}, bob: {ann: 1.0}, cid: {ann: 1.0}}, ann)
    2.0
    """
    own = _shares(weave, person)
    size = 0.0
    for contact in own:
        strongest = max(weave[contact].values())
        shared = own.keys() & weave[contact].keys()
        size += 1 - math.fsum(own[q] * weave[contact][q] / strongest for q in sorted(shared))
    return size


def _shares(weave: Weave, person: PersonId) -> dict[PersonId, float]:
    weights = {contact: weight for contact, weight in weave.get(person, {}).items() if weight > 0}
    total = math.fsum(weights.values())
    return {contact: weight / total for contact, weight in weights.items()}


def connectors(
    people: Mapping[PersonId, Person],
    weave: Weave,
    groups: Mapping[PersonId, int],
    *,
    limit: int = 10,
) -> Results[Connector]:
    """Return the connectors, by effective size, then by low constraint, then by id.

    Parameters
    ----------
    weave : who knows whom among the owner's people, the owner left out.
    groups : the number of the group each belongs to.
    """
    rows = [_connector(people[pid], weave, groups) for pid in _most_reaching(people, weave, limit)]
    rows.sort(key=lambda row: (-row.effective_size, row.constraint, row.person.id))
    return Results(rows[:limit], kind=Connector)


def _most_reaching(people: Collection[PersonId], weave: Weave, limit: int) -> list[PersonId]:
    """Return everybody whose effective size is among the `limit` largest, equals included.

    Nobody reaches more corners than they know people, so that most need no look.
    """
    several = [pid for pid in weave if pid in people and len(weave[pid]) >= 2]
    several.sort(key=lambda pid: -len(weave[pid]))
    best: list[float] = []  # the largest sizes so far, a heap of `limit`
    sizes: dict[PersonId, float] = {}
    for pid in several:
        if len(best) == limit and (not best or len(weave[pid]) < best[0]):
            break
        sizes[pid] = effective_size(weave, pid)
        (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, sizes[pid])
    return [pid for pid, size in sizes.items() if best and size >= best[0]]


def _connector(person: Person, weave: Weave, groups: Mapping[PersonId, int]) -> Connector:
    contacts = weave[person.id]
    reached = {groups[contact] for contact in contacts if contact in groups}
    tight, size = constraint(weave, person.id), effective_size(weave, person.id)
    where = f"{len(reached)} group{'' if len(reached) == 1 else 's'}"
    text = f"knows {len(contacts)} of your people in {where}"
    return Connector(
        person, len(contacts), len(reached), tight, size, (Reason("knows", text, size),)
    )


def bridges(
    people: Mapping[PersonId, Person],
    closeness: Mapping[PersonId, float],
    groups: Mapping[PersonId, int],
    names: Mapping[int, str],
    *,
    limit: int = 10,
) -> Results[Bridge]:
    """Return the owner's only living ties into a group, the weakest tie into the largest first.

    Parameters
    ----------
    closeness : strength of the owner's tie with each, saturated: 0 to 1.
    """
    bridges = []
    for number, members in _members(people, groups).items():
        if len(members) < _LEAST_TO_BRIDGE:
            continue
        alive = [pid for pid in members if closeness.get(pid, 0.0) >= _ALIVE]
        if len(alive) != 1:
            continue
        person, power = people[alive[0]], closeness[alive[0]]
        text = f"the only one of {len(members)} there whom you are still in touch with"
        why = (Reason("bridge", text, power),)
        bridges.append(Bridge(person, names[number], len(members), power, why))
    bridges.sort(key=lambda link: (-link.size * (1.5 - link.strength), link.person.id))
    return Results(bridges[:limit], kind=Bridge)


def circles(
    people: Mapping[PersonId, Person],
    weave: Weave,
    closeness: Mapping[PersonId, float],
    groups: Mapping[PersonId, int],
    names: Mapping[int, str],
    *,
    limit: int = 10,
) -> Results[Circle]:
    """Return the largest groups the owner belongs to, and which of them do not know each other."""
    members = _members(people, groups)
    shown = sorted(members, key=lambda number: (-len(members[number]), number))[:limit]
    apart = _apart(weave, groups, shown)
    return Results(
        (
            _circle(people, closeness, members[n], names[n], tuple(names[o] for o in apart[n]))
            for n in shown
        ),
        kind=Circle,
    )


def _apart(
    weave: Weave, groups: Mapping[PersonId, int], shown: Sequence[int]
) -> dict[int, list[int]]:
    joined = {
        frozenset((groups[pid], groups[contact]))
        for pid, contacts in weave.items()
        for contact in contacts
        if pid in groups and contact in groups
    }
    apart: dict[int, list[int]] = defaultdict(list)
    for pid, contact in combinations(shown, 2):
        if frozenset((pid, contact)) not in joined:
            apart[pid].append(contact)
            apart[contact].append(pid)
    return apart


def _circle(
    people: Mapping[PersonId, Person],
    closeness: Mapping[PersonId, float],
    members: Sequence[PersonId],
    name: str,
    apart: tuple[str, ...],
) -> Circle:
    close = sorted(members, key=lambda pid: (-closeness.get(pid, 0.0), pid))[:_SHOWN]
    text = f"nobody here is known to know anybody of {len(apart)} of the other groups shown"
    why = (Reason("apart", text, float(len(apart))),) if apart else ()
    return Circle(name, len(members), tuple(people[pid] for pid in close), apart, why)


def _members(
    people: Mapping[PersonId, Person], groups: Mapping[PersonId, int]
) -> dict[int, list[PersonId]]:
    members: dict[int, list[PersonId]] = defaultdict(list)
    for pid in sorted(groups):
        if pid in people:
            members[groups[pid]].append(pid)
    return members
