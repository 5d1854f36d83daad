"""Which people form a group: the organizations that people name, then communities of the others.

Whoever works at an organization that enough people name belongs to it, however many they are.
The others are grouped by who knows whom and by what they share: every former employer, school,
circle, topic and city that several of them have joins the graph as a node of its own, with light
edges, before communities are looked for. Whoever is still in none joins the group that holds at
least half of their ties.

This is the only place where groups are decided: `netkit network --groups`, the map and the report
ask it, so that the same person is in the same group of the same name everywhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from netkit.model.frozen import dataclass
from netkit.model.organizations import organization_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["GROUPS_AT_MOST", "Group", "GroupKind", "Link", "Member", "Trait", "groups_of"]

GroupKind: TypeAlias = Literal[
    "organization", "school", "circle", "topic", "city", "person", "none"
]
Trait: TypeAlias = "tuple[GroupKind, str]"

#: How much sharing a trait says, beside a tie of full strength (1.0).
WEIGHTS: dict[GroupKind, float] = {
    "organization": 0.6,
    "school": 0.3,
    "circle": 0.2,
    "topic": 0.1,
    "city": 0.05,
}
INFERRED = 0.3  # an inferred tie counts for this part of a seen one
GROUPS_AT_MOST = 600  # more bubbles than this cannot be told apart; the smallest dissolve
HALF = 0.5  # of somebody's ties: who has so much with one group, and is in none, joins it
NOT_A_PLACE = frozenset({"self-employed", "self employed", "freelance", "freelancer", "retired"})


@dataclass(frozen=True, slots=True)
class Member:
    """A person to be grouped.

    employer : where they work now.
    traits : what else a group could be named after: former employers, schools, circles, topics,
        the city.
    strength : of their tie with the owner; a group without a trait is named after its strongest.
    """

    id: str
    name: str
    employer: str = ""
    traits: tuple[Trait, ...] = ()
    strength: float = 0.0


class Link(NamedTuple):
    """Two people who know each other.

    strength : 0 to 1.
    inferred : it rests on a shared employer or thread, not on contact.
    """

    a: str
    b: str
    strength: float
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """People who belong together.

    name, kind : what most of them share: an organization, a school, a circle, a topic, a city, or
        the person they gather around (then `hub` is their id).
    people : ids, in order.
    share : the part of them whom the name fits, 0 to 1.
    """

    name: str
    kind: GroupKind
    people: tuple[str, ...]
    share: float = 1.0
    hub: str | None = None


def groups_of(members: Iterable[Member], links: Iterable[Link]) -> tuple[Group, ...]:
    """Return the groups these people form, the largest first; some people are in none.

    The same for the same people and links, in whatever order they come.

    Examples
    --------
    >>> four = [Member(name, name, "ACME" if name < "c" else "") for name in "abcd"]
    >>> [(group.name, group.people) for group in groups_of(four, [Link("c", "d", 0.9)])]
    [('ACME', ('a', 'b')), ('Around c', ('c', 'd'))]
    """
    from netkit.answers.group_names import named

    people = sorted(members, key=lambda member: member.id)
    ties = sorted(links)
    fewest = _fewest(len(people))
    employers = _at_employers(people, fewest)
    placed = {pid for members in employers.values() for pid in members}
    others = [member for member in people if member.id not in placed]
    groups = [*employers.values(), *_communities(others, ties, fewest)]
    _join(groups, others, ties)
    groups.sort(key=lambda group: (-len(group), group))
    return named(groups[:GROUPS_AT_MOST], people, ties)


def employer_key(name: str) -> str:
    """Return the key that spellings of an employer have in common; "" for none at all."""
    return "" if name.casefold() in NOT_A_PLACE else organization_key(name)


def traits_of(member: Member) -> tuple[Trait, ...]:
    """Return all that a group with this member could be named after, the employer first."""
    own: tuple[Trait, ...] = (("organization", member.employer),) if member.employer else ()
    return tuple(
        trait
        for trait in dict.fromkeys((*own, *member.traits))
        if trait[1] and not (trait[0] == "organization" and trait[1].casefold() in NOT_A_PLACE)
    )


def _fewest(people: int) -> int:
    """Return the smallest size of a group: a list of pairs is a list of nothing."""
    return 2 if people < 150 else 3 if people < 600 else 4


def _at_employers(people: Sequence[Member], fewest: int) -> dict[str, list[str]]:
    """Return the people who work together, by the employer's key."""
    working: dict[str, list[str]] = defaultdict(list)
    for member in people:
        if key := employer_key(member.employer):
            working[key].append(member.id)
    return {key: workers for key, workers in working.items() if len(workers) >= fewest}


def _communities(others: Sequence[Member], links: Iterable[Link], fewest: int) -> list[list[str]]:
    """Return the communities of people without a common employer."""
    import numpy as np

    from netkit.ties.communities import communities

    row = {member.id: number for number, member in enumerate(others)}
    edges = [(row[t.a], row[t.b], _weight(t)) for t in links if t.a in row and t.b in row]
    sharing = _sharing(others)
    for hub, (weight, rows) in enumerate(sharing, start=len(others)):
        edges += [(member, hub, weight) for member in rows]
    if not edges:
        return []
    sources, targets, weights = (np.array(column) for column in zip(*edges, strict=True))
    size = len(others) + len(sharing)
    labels = communities(size, sources, targets, weights.astype(float))[: len(others)]
    together: dict[int, list[str]] = defaultdict(list)
    for member, label in zip(others, labels.tolist(), strict=True):
        together[label].append(member.id)
    return [group for group in together.values() if len(group) >= fewest]


def _weight(link: Link) -> float:
    return (0.1 + link.strength) * (INFERRED if link.inferred else 1.0)


def _sharing(people: Sequence[Member]) -> list[tuple[float, list[int]]]:
    """Return (weight, rows of people) for every trait that at least two people share."""
    having: dict[tuple[GroupKind, str], list[int]] = defaultdict(list)
    for number, member in enumerate(people):
        for kind, name in traits_of(member):
            key = organization_key(name) if kind == "organization" else name
            if number not in having[kind, key][-1:]:
                having[kind, key].append(number)
    return [(WEIGHTS[kind], rows) for (kind, _), rows in having.items() if len(rows) > 1]


def _join(groups: list[list[str]], others: Iterable[Member], links: Iterable[Link]) -> None:
    """Let whoever is in no group join the one that holds at least half of their ties."""
    group = {pid: number for number, members in enumerate(groups) for pid in members}
    alone = {member.id for member in others} - group.keys()
    weight: dict[str, Counter[int]] = defaultdict(Counter)
    for link in links:
        if link.a in alone:
            weight[link.a][group.get(link.b, -1)] += _weight(link)  # type: ignore[assignment]
        if link.b in alone:
            weight[link.b][group.get(link.a, -1)] += _weight(link)  # type: ignore[assignment]
    for pid, weights in sorted(weight.items()):
        number = _largest(weights)
        if number >= 0 and weights[number] >= HALF * sum(weights.values()):
            groups[number].append(pid)
    for members in groups:
        members.sort()


def _largest(weights: Mapping[int, float]) -> int:
    return min(weights, key=lambda number: (-weights[number], number))
