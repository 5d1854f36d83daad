"""Gathering what the questions about the shape of a network need: who knows whom, who belongs."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from netkit.answers.facts import Facts, Profile, known_probability
from netkit.model.frozen import dataclass
from netkit.model.organizations import organization_key
from netkit.ties.strength import saturated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netkit.answers.network_shape import Weave
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person, PersonId

__all__ = ["Shape", "shape_of"]

#: How much two people belong together who share a thing, beside knowing each other (1 at most).
_SHARED = {"organization": 0.6, "school": 0.3, "circle": 0.4}
#: A thing that more people share than this is a crowd, not a group.
_CROWD = 400


@dataclass(frozen=True, slots=True)
class Shape:
    """The owner's people, who of them know each other, and the groups they form.

    closeness : strength of the owner's tie with each, 0 to 1.
    groups : the number of each one's group.
    names : what each group is called.
    """

    people: Mapping[PersonId, Person]
    weave: Weave
    closeness: Mapping[PersonId, float]
    groups: Mapping[PersonId, int]
    names: Mapping[int, str]


def shape_of(view: NetworkView) -> Shape:
    """Return the shape of the owner's network, the owner left out."""
    facts = view.facts()
    people = view.contacts
    weave = _weave(view, facts, people)
    groups = _groups(facts, people, weave)
    closeness = {pid: float(saturated(facts.strength(pid))) for pid in people}
    return Shape(people, weave, closeness, groups, _names(facts, groups))


def _weave(view: NetworkView, facts: Facts, people: Mapping[PersonId, Person]) -> Weave:
    """Return who knows whom: by evidence of acquaintance, or by contacts seen between them."""
    found: dict[PersonId, dict[PersonId, float]] = defaultdict(dict)
    for pid in facts.acquaintances:
        if pid in people:
            for other, evidence in facts.neighbours(pid).items():
                if other in people:
                    found[pid][other] = known_probability(evidence)
    for contact in view.store.contacts(until=view.as_of):
        if contact.a in people and contact.b in people:
            found[contact.a][contact.b] = found[contact.b][contact.a] = 1.0
    return found


def _things(profile: Profile) -> Iterable[tuple[str, str]]:
    """Yield what somebody shares with others: (kind, key)."""
    for one in profile.affiliations:
        key = organization_key(one.organization)
        if key:
            yield ("school" if one.kind == "school" else "organization"), key
    for circle in profile.circles:
        yield "circle", circle


def _groups(facts: Facts, people: Mapping[PersonId, Person], weave: Weave) -> dict[PersonId, int]:
    """Return communities of people; a shared employer, school or circle is a node of its own."""
    import numpy as np

    from netkit.ties.communities import communities

    ids = sorted(people)
    place = {pid: number for number, pid in enumerate(ids)}
    edges = [
        (place[one], place[other], weight)
        for one, known in weave.items()
        for other, weight in known.items()
        if one < other
    ]
    sharing: dict[tuple[str, str], set[PersonId]] = defaultdict(set)
    for pid in ids:
        for thing in _things(facts.profiles[pid]):
            sharing[thing].add(pid)
    size = len(ids)
    for (kind, _), some in sorted(sharing.items()):
        if 2 <= len(some) <= _CROWD:
            edges += [(place[pid], size, _SHARED[kind]) for pid in sorted(some)]
            size += 1
    if not edges:
        return {}
    sources, targets, weights = (np.array(column) for column in zip(*edges, strict=True))
    labels = communities(size, sources, targets, weights.astype(float))
    tied = set(sources.tolist()) | set(targets.tolist())
    return {pid: int(labels[at]) for pid, at in place.items() if at in tied}


def _names(facts: Facts, groups: Mapping[PersonId, int]) -> dict[int, str]:
    """Return for each group what most of its people have in common, each name once."""
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for pid, number in groups.items():
        counted[number].update(set(_labels(facts.profiles[pid])))
    names: dict[int, str] = {}
    for number in sorted(counted.keys() | set(groups.values())):
        ranked = sorted(counted[number].items(), key=lambda pair: (-pair[1], pair[0]))
        free = (name for name, _ in ranked if name not in names.values())
        names[number] = next(free, f"group {number + 1}")
    return names


def _labels(profile: Profile) -> Iterable[str]:
    yield from (one.organization for one in profile.affiliations if one.organization)
    yield from profile.circles
