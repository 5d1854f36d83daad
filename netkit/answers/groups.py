"""Which people form a group: ties between them, and what they share.

Many networks hold only the owner's own contacts and hardly a tie between them; people who work at
the same place still belong together. Every employer, school, circle, tag and city that several
people share therefore joins the graph as a node of its own, with light edges, before communities
are looked for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from netkit.maps.scene import GroupKind, ScenePerson, SceneTie

Shared = tuple[float, list[int]]  # a weight, and the rows of the people who share something

__all__ = ["GROUPS_AT_MOST", "group_numbers", "shared_things"]

# How much sharing a thing says, beside a tie of full strength (1.0); a current employer most.
WEIGHTS: dict[GroupKind, float] = {
    "organization": 0.6,
    "school": 0.3,
    "circle": 0.2,
    "topic": 0.1,
    "city": 0.05,
}
INFERRED = 0.3  # an inferred tie counts for this part of a seen one
GROUPS_AT_MOST = 600  # more bubbles than this cannot be told apart; the smallest dissolve
NOT_A_PLACE = frozenset({"self-employed", "self employed", "freelance", "freelancer", "retired"})


def shared_things(person: ScenePerson) -> Iterator[tuple[GroupKind, str]]:
    """Yield what a group could be named after: each (kind, name) this person has."""
    for name in (person.organization, *person.earlier_organizations):
        if name and name.casefold() not in NOT_A_PLACE:
            yield "organization", name
    for kind, names in _lists(person):
        for name in names:
            yield kind, name
    if person.city:
        yield "city", person.city


def _lists(person: ScenePerson) -> tuple[tuple[GroupKind, tuple[str, ...]], ...]:
    """Return the things of which a person can have several."""
    return ("school", person.schools), ("circle", person.circles), ("topic", person.tags)


def group_numbers(
    people: Sequence[ScenePerson],
    ties: Sequence[SceneTie],
    *,
    before: Mapping[str, int],
    seed: int,
) -> list[int]:
    """Return each person's group, 0 the largest, or -1 for who shares nothing with anybody.

    ``before`` holds the groups of an earlier map by person id; groups start from them.
    """
    import numpy as np

    from netkit.ties.communities import communities

    if not people:
        return []
    row = {person.id: number for number, person in enumerate(people)}
    edges = [(row[t.a], row[t.b], _weight(t)) for t in ties]
    sharing = _sharing(people)
    edges.extend(
        (member, len(people) + hub, weight)
        for hub, (weight, members) in enumerate(sharing)
        for member in members
    )
    size = len(people) + len(sharing)
    ends = np.array([edge[:2] for edge in edges], dtype=np.int64).reshape(-1, 2)
    weights = np.array([edge[2] for edge in edges])
    start = np.array(_start(people, sharing, before), dtype=np.int64) if before else None
    labels = communities(
        size, ends[:, 0], ends[:, 1], weights, start=start, resolution=_resolution(size), seed=seed
    )
    return _people_only(labels[: len(people)].tolist(), _fewest(len(people)))


def _start(
    people: Sequence[ScenePerson], sharing: Sequence[Shared], before: Mapping[str, int]
) -> list[int]:
    """Return the groups of before; new people alone, shared things with most of their people."""
    alone = count(max(before.values()) + 1)
    of_people = [before.get(person.id) for person in people]
    start = [next(alone) if group is None else group for group in of_people]
    for _, members in sharing:
        groups = Counter(start[member] for member in members)
        start.append(max(groups, key=lambda group: (groups[group], -group)))
    return start


def _resolution(size: int) -> float:
    """Return a finer resolution for larger networks, so that groups stay what people call one.

    Modularity merges whole companies in large networks (Fortunato & Barthélemy 2007, its
    resolution limit); this keeps about seven in ten members under the employer a group is named
    after, at 2,000 and at 30,000 invented people. Below 1, the one company of a small network stays
    whole.
    """
    return float(max(0.8, (size / 100.0) ** 0.25))


def _weight(tie: SceneTie) -> float:
    return (0.1 + tie.strength / 100.0) * (INFERRED if tie.inferred else 1.0)


def _sharing(people: Sequence[ScenePerson]) -> list[Shared]:
    """Return (weight, people) for everything that at least two people share."""
    having: dict[tuple[GroupKind, str], list[int]] = defaultdict(list)
    for number, person in enumerate(people):
        for thing in dict.fromkeys(shared_things(person)):
            having[thing].append(number)
    return [(WEIGHTS[kind], rows) for (kind, _), rows in having.items() if len(rows) > 1]


def _fewest(people: int) -> int:
    """Return how few people still make a group: a map of pairs is a map of nothing."""
    return 2 if people < 150 else 3 if people < 600 else 4


def _people_only(labels: list[int], fewest: int) -> list[int]:
    """Return the groups of at least so many people by falling size; -1 for the rest."""
    size = Counter(labels)
    kept = sorted((label for label in size if size[label] >= fewest), key=lambda c: (-size[c], c))
    number = {label: place for place, label in enumerate(kept[:GROUPS_AT_MOST])}
    return [number.get(label, -1) for label in labels]
