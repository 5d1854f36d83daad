"""Which records are one person: links on strong keys alone, doubts for the rest.

A strong key is a LinkedIn slug, an e-mail address, a phone number, a source's own id. Two people
with different slugs are never joined without asking; a key shared by clearly different names goes
to the review queue; an office's address links nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netkit.model.handles import is_role_address
from netkit.model.names import words
from netkit.model.people import STRONG, Handle, PersonId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Conflict", "Resolution", "Seen", "resolve"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A person as one record shows them: the keys, strongest first, and the name."""

    handles: tuple[Handle, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people who share a key and yet may be two."""

    a: PersonId
    b: PersonId
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who after a set of records.

    handles : every handle seen, with the person it belongs to
    joins : (kept, gone) of people known before who turned out to be one
    conflicts : pairs for the review queue
    """

    handles: tuple[tuple[Handle, PersonId], ...]
    joins: tuple[tuple[PersonId, PersonId], ...]
    conflicts: tuple[Conflict, ...]


@dataclass(slots=True)
class _Cluster:
    slugs: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    old: bool = False


class _Clusters:
    """People being put together; the first known one of a cluster gives it its id."""

    def __init__(self) -> None:
        self.parent: dict[PersonId, PersonId] = {}
        self.of: dict[PersonId, _Cluster] = {}

    def find(self, person: PersonId) -> PersonId:
        while (above := self.parent.setdefault(person, person)) != person:
            self.parent[person] = person = self.parent[above]
        self.of.setdefault(person, _Cluster())
        return person

    def join(self, kept: PersonId, gone: PersonId) -> None:
        a, b = self.of[kept], self.of.pop(gone)
        self.parent[gone] = kept
        a.slugs |= b.slugs
        a.names |= b.names
        a.old = a.old or b.old


def resolve(
    seen: Iterable[Seen],
    known: Mapping[str, PersonId],
    slugs: Mapping[PersonId, Iterable[str]],
    names: Mapping[PersonId, str],
) -> Resolution:
    """Decide for each handle whom it belongs to.

    Parameters
    ----------
    seen : records, in any order that is the same each time.
    known : person of each handle key that the network knows.
    slugs, names : LinkedIn slugs and name of the people in `known`.
    """
    clusters = _Clusters()
    for person in sorted(set(known.values())):
        clusters.find(person)
        clusters.of[person].old = True
        clusters.of[person].slugs |= set(slugs.get(person, ()))
        clusters.of[person].names |= {names[person]} if person in names else set()
    handles: dict[Handle, PersonId] = {}
    joins: list[tuple[PersonId, PersonId]] = []
    conflicts: dict[tuple[PersonId, PersonId], Conflict] = {}
    for record in seen:
        _take(record, known, clusters, handles, joins, conflicts)
    return Resolution(
        tuple((handle, clusters.find(person)) for handle, person in handles.items()),
        tuple(joins),
        tuple(conflicts.values()),
    )


def _take(
    record: Seen,
    known: Mapping[str, PersonId],
    clusters: _Clusters,
    handles: dict[Handle, PersonId],
    joins: list[tuple[PersonId, PersonId]],
    conflicts: dict[tuple[PersonId, PersonId], Conflict],
) -> None:
    first = record.handles[0]
    for handle in record.handles:
        owner = handles.setdefault(handle, known.get(handle.key, handle.person_id))
        cluster = clusters.of[clusters.find(owner)]
        if handle.kind == "linkedin":
            cluster.slugs.add(handle.value)
    home = clusters.find(handles[first])
    if record.name and not clusters.of[home].names:
        clusters.of[home].names.add(record.name)
    for handle in record.handles[1:]:
        home, other = clusters.find(handles[first]), clusters.find(handles[handle])
        if home == other or not _links(handle):
            continue
        if reason := _objection(record, handle, clusters.of[home], clusters.of[other]):
            pair = (min(home, other), max(home, other))
            conflicts.setdefault(pair, Conflict(*pair, reason))
            continue
        kept, gone = _elder(clusters, home, other)
        if clusters.of[kept].old and clusters.of[gone].old:
            joins.append((kept, gone))
        clusters.join(kept, gone)


def _links(handle: Handle) -> bool:
    return handle.kind in STRONG and not (handle.kind == "email" and is_role_address(handle.value))


def _elder(clusters: _Clusters, a: PersonId, b: PersonId) -> tuple[PersonId, PersonId]:
    """Return the one that keeps its id first: the known one; among equals the first seen."""
    return (b, a) if clusters.of[b].old and not clusters.of[a].old else (a, b)


def _objection(record: Seen, handle: Handle, home: _Cluster, other: _Cluster) -> str:
    """Return why a shared key must not join two people without asking, empty when it may."""
    if home.slugs and other.slugs and not home.slugs & other.slugs:
        return f"the same {handle.kind}, but different LinkedIn profiles"
    names = home.names | ({record.name} if record.name else set())
    if names and other.names and all(_differ(a, b) for a in names for b in other.names):
        return f"the same {handle.kind}, but different names"
    return ""


def _differ(a: str, b: str) -> bool:
    """Say whether two names share neither a word nor the beginning of one."""
    mine, theirs = words(a), words(b)
    if not mine or not theirs or not any(word.isalpha() for word in mine + theirs):
        return False
    return not any(
        x == y or (min(len(x), len(y)) >= 1 and (x.startswith(y) or y.startswith(x)))
        for x in mine
        for y in theirs
    )
