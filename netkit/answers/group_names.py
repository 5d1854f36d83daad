"""Group names: the employer, school, circle, topic or city its members share most.

A name must fit many members and say something: a city that everybody in the network lives in names
nobody. Each candidate is scored by ``share * sqrt(members with it / people with it anywhere)``,
times a weight for how well people recognise a group by such a trait.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from math import sqrt
from typing import TYPE_CHECKING

from netkit.answers.groups import (
    Group,
    GroupKind,
    Link,
    Member,
    Trait,
    employer_key,
    traits_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["named"]

RECOGNISED: dict[GroupKind, float] = {
    "organization": 1.0,
    "school": 0.95,
    "circle": 0.5,
    "topic": 0.75,
    "city": 0.7,
}
LEAST_SHARE = 0.25  # a name that fits fewer members than this is no name


def named(
    groups: Sequence[Sequence[str]], everybody: Sequence[Member], links: Sequence[Link] = ()
) -> tuple[Group, ...]:
    """Return these groups of people, by id, each with a name of its own, the first ones first.

    links : who knows whom; a group that shares nothing is named after whom its members know most.
    """
    member = {person.id: person for person in everybody}
    traits = {person.id: traits_of(person) for person in everybody}
    anywhere = Counter(chain.from_iterable(traits.values()))
    taken: set[str] = set()
    result = []
    ties_inside = _ties_inside(groups, links)
    for ids in groups:
        members = [member[pid] for pid in ids]
        members.sort(key=lambda one: (-ties_inside[one.id], -one.strength, one.name, one.id))
        inside_group = Counter(chain.from_iterable(traits[pid] for pid in ids))
        candidates = _candidates(tuple(ids), members, inside_group, anywhere)
        result.append(next(group for group in candidates if group.name not in taken))
        taken.add(result[-1].name)
    return tuple(result)


def _ties_inside(groups: Sequence[Sequence[str]], links: Iterable[Link]) -> Counter[str]:
    """Return the sum of the ties of each person with others of their group, in hundredths."""
    group = {pid: number for number, ids in enumerate(groups) for pid in ids}
    inside: Counter[str] = Counter()
    for link in links:
        if link.a in group and group[link.a] == group.get(link.b):
            for end in (link.a, link.b):
                inside[end] += round(100 * link.strength)
    return inside


def _candidates(
    ids: tuple[str, ...],
    members: Sequence[Member],
    here: Counter[Trait],
    anywhere: Counter[Trait],
) -> Iterable[Group]:
    """Yield the group under several names, the best first; the last ones are unique.

    members : the one whom the others know most first.
    here, anywhere : how many of them, and of all people, have each trait.
    """
    traits = _shared_names(members, here, anywhere)
    for kind, name, share in traits[:1]:
        yield Group(name, kind, ids, share)
    for kind, name, share in traits[:1]:
        for _, runner_up, _ in traits[1:]:
            if runner_up != name:
                yield Group(f"{name} · {runner_up}", kind, ids, share)
        for central_member in members:
            yield Group(
                f"{name}, around {central_member.name}", kind, ids, share, central_member.id
            )
    for central_member in members:
        yield Group(f"Around {central_member.name}", "person", ids, 1.0, central_member.id)
    yield Group(f"Around {members[0].name} ({members[0].id})", "person", ids, 1.0, members[0].id)


def _shared_names(
    members: Sequence[Member], here: Counter[Trait], anywhere: Counter[Trait]
) -> list[tuple[GroupKind, str, float]]:
    """Return (kind, name, share of the members) of what members share, the best name first."""
    size = len(members)
    ranked = sorted(
        (-RECOGNISED[kind] * count / size * sqrt(count / anywhere[kind, name]), kind, name)
        for (kind, name), count in here.items()
        if count >= max(2, LEAST_SHARE * size)
    )
    names = [(kind, name, here[kind, name] / size) for _, kind, name in ranked]
    return [*_common_employer(members), *names]


def _common_employer(members: Sequence[Member]) -> list[tuple[GroupKind, str, float]]:
    """Return the employer of most of the members as most of them spell it."""
    size = len(members)
    keys = Counter(key for member in members if (key := employer_key(member.employer)))
    for key, count in keys.most_common(1):
        if 2 * count > size and count > 1:
            spelt = Counter(
                member.employer for member in members if employer_key(member.employer) == key
            )
            name = min(spelt, key=lambda spelling: (-spelt[spelling], spelling))
            return [("organization", name, count / size)]
    return []
