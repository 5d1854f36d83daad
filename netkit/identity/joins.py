"""Which records are one person, by the keys they share.

A LinkedIn slug, a day of connecting with its name, a source's own id, an e-mail address and a
phone number join two records, unless something speaks against it: two different profiles, a
verdict of the user's, or clearly different names. A key that clearly different names share is
nobody's: it stays with whom it named first and joins only records of the same name. An office's
address joins nobody.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from itertools import combinations, islice
from typing import TYPE_CHECKING, Protocol

from netkit.identity.name_comparison import compare_names, name_words
from netkit.model.frozen import dataclass
from netkit.model.handles import is_landline, is_role_address
from netkit.model.people import STRONG, Handle, PersonId

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from netkit.identity.name_comparison import Likeness

__all__ = ["Conflict", "KnownPerson", "Resolution", "Seen", "resolve"]

#: Keys that several people may share: a landline, a family's address, a number in a table.
_SHAREABLE = frozenset({"email", "phone", "source"})
_NONE: frozenset[str] = frozenset()
#: Names that a key makes one person: where it is somebody's, and where it is nobody's.
_COMPATIBLE: frozenset[Likeness] = frozenset({"same", "variant", "initial", "given", "none"})
_ALIKE: frozenset[Likeness] = frozenset({"same", "variant"})
#: Names that a landline does not make one person: a household or an office answers it.
_WEAK: frozenset[Likeness] = frozenset({"initial", "given", "different"})
_MOST_NAMES = 40  # of a key; more are read only to be found different


class Seen(Protocol):
    """A person as one record shows them: the keys, strongest first, and the name."""

    @property
    def handles(self) -> tuple[Handle, ...]:
        """The keys the record gives, at least one."""

    @property
    def name(self) -> str:
        """The name; empty where the record has none."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person on record: every name a source gave, every handle."""

    names: Collection[str] = ()
    handles: Collection[Handle] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people who share a key and yet may be two."""

    a: PersonId
    b: PersonId
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """The people of a set of records: handles, joins and conflicts.

    handles : every handle seen, with the person it belongs to
    joins : (survivor, absorbed) of people known before who turned out to be one
    conflicts : pairs for the review queue
    homes : for each record, the handle that stands for its person: its first, but for a record
        whose first handle is somebody else's
    """

    handles: tuple[tuple[Handle, PersonId], ...]
    joins: tuple[tuple[PersonId, PersonId], ...]
    conflicts: tuple[Conflict, ...]
    homes: tuple[Handle, ...] = ()


@dataclasses.dataclass(slots=True)
class _Cluster:
    """A person being put together; frozen sets, since nearly all hold one value or none."""

    slugs: frozenset[str] = _NONE
    names: frozenset[str] = _NONE
    mail: frozenset[str] = _NONE
    days: frozenset[str] = _NONE
    foes: frozenset[PersonId] = frozenset()
    old: bool = False

    def add(self, handle: Handle) -> None:
        if handle.kind == "linkedin":
            self.slugs |= {handle.value}
        elif handle.kind == "email":
            self.mail |= {handle.value}
        elif handle.kind == "connection":
            self.days |= {handle.value.rpartition("|")[2]}


class _Clusters:
    """People being put together; the first known one of a cluster gives it its id."""

    def __init__(self) -> None:
        self.parent: dict[PersonId, PersonId] = {}
        self.of: dict[PersonId, _Cluster] = {}

    def find(self, person: PersonId) -> PersonId:
        above = self.parent.get(person)
        if above is None:
            above = self.parent[person] = person
            self.of[person] = _Cluster()
        while above != person:
            self.parent[person] = person = self.parent[above]
            above = self.parent[person]
        return person

    def join(self, survivor: PersonId, absorbed: PersonId) -> None:
        a, b = self.of[survivor], self.of.pop(absorbed)
        self.parent[absorbed] = survivor
        a.slugs |= b.slugs
        a.names |= b.names
        a.mail |= b.mail
        a.days |= b.days
        a.foes |= b.foes
        a.old = a.old or b.old

    def are_foes(self, a: PersonId, b: PersonId) -> bool:
        return any(self.find(foe) == b for foe in self.of[a].foes)


def resolve(
    seen: Iterable[Seen],
    people_by_key: Mapping[str, PersonId],
    people: Mapping[PersonId, KnownPerson],
    different: Iterable[frozenset[PersonId]] = (),
) -> Resolution:
    """Decide for each handle whom it belongs to.

    Parameters
    ----------
    seen : records, in any order that is the same each time.
    people_by_key : person of each handle key that the network knows.
    people : names and handles of the people in `people_by_key`.
    different : pairs that the user called two people.
    """
    clusters = _Clusters()
    for person in sorted(set(people_by_key.values())):
        cluster = clusters.of[clusters.find(person)]
        on_record = people.get(person, KnownPerson())
        cluster.old = True
        cluster.names |= set(on_record.names)
        for handle in on_record.handles:
            cluster.add(handle)
    for pair in different:
        for person in pair:
            clusters.of[clusters.find(person)].foes |= pair - {person}
    records = list(seen)
    resolver = _Resolver(people_by_key, clusters, _contested(records, people_by_key, people))
    homes = [resolver.take(record) for record in records]
    return Resolution(
        tuple((handle, clusters.find(person)) for handle, person in resolver.handles.items()),
        tuple(resolver.joins),
        tuple(resolver.conflicts.values()),
        tuple(homes),
    )


def _contested(
    records: Iterable[Seen],
    people_by_key: Mapping[str, PersonId],
    people: Mapping[PersonId, KnownPerson],
) -> dict[Handle, int]:
    """Return the keys that clearly different names share, each with the number of names."""
    names: defaultdict[Handle, set[str]] = defaultdict(set)
    for record in records:
        for handle in record.handles if record.name else ():
            if handle.kind in _SHAREABLE:
                names[handle].add(record.name)
    for handle, handle_names in names.items():
        on_record = people.get(people_by_key.get(handle.key, PersonId("")))
        handle_names |= set(on_record.names) if on_record else set()
    return {
        handle: len(handle_names)
        for handle, handle_names in names.items()
        if len(handle_names) > 1 and _clash(handle_names)
    }


def _clash(names: Collection[str]) -> bool:
    few = islice(sorted(names), _MOST_NAMES)
    return any(compare_names(a, b) == "different" for a, b in combinations(few, 2))


class _Resolver:
    """Take one record after another into the clusters."""

    def __init__(
        self,
        people_by_key: Mapping[str, PersonId],
        clusters: _Clusters,
        contested: Mapping[Handle, int],
    ) -> None:
        self._known = people_by_key
        self._clusters = clusters
        self._contested = contested
        self.handles: dict[Handle, PersonId] = {}
        self.joins: list[tuple[PersonId, PersonId]] = []
        self.conflicts: dict[tuple[PersonId, PersonId], Conflict] = {}

    def take(self, record: Seen) -> Handle:
        """Take in a record; return the handle that stands for its person."""
        clusters = self._clusters
        handles = record.handles
        for handle in handles:
            if handle not in self.handles:
                owner = self._known.get(handle.key) if self._known else None
                self.handles[handle] = owner = owner or handle.person_id
                clusters.of[clusters.find(owner)].add(handle)
        first = self._home(record)
        home = clusters.of[self._person(first)]
        if record.name and len(home.names) < _MOST_NAMES:
            home.names |= {record.name}
        for handle in handles:
            if handle is not first:
                self._link(record, first, handle)
        return first

    def _person(self, handle: Handle) -> PersonId:
        return self._clusters.find(self.handles[handle])

    def _home(self, record: Seen) -> Handle:
        """Return the first handle that is not somebody else's; else one of the name by itself."""
        for handle in record.handles:
            if not self._is_of_another(record.name, handle):
                return handle
        key = record.handles[0]
        alone = Handle("name", f"{key.key}/{' '.join(name_words(record.name))}")
        self.handles.setdefault(alone, self._known.get(alone.key, alone.person_id))
        self._clusters.find(self.handles[alone])
        return alone

    def _is_of_another(self, name: str, handle: Handle) -> bool:
        if handle.kind not in _SHAREABLE or not name:
            return False
        names = self._clusters.of[self._person(handle)].names
        return bool(names) and not self._may_be_one(handle, names, {name})

    def _may_be_one(self, handle: Handle, mine: Collection[str], theirs: Collection[str]) -> bool:
        """Return True when names are alike enough for a shared key to join them."""
        likeness = {compare_names(a, b) for a in mine for b in theirs}
        is_shared = handle in self._contested or (
            likeness.isdisjoint(_ALIKE) and likeness <= _WEAK and is_landline(handle)
        )
        return bool(likeness & (_ALIKE if is_shared else _COMPATIBLE))

    def _link(self, record: Seen, first: Handle, handle: Handle) -> None:
        clusters = self._clusters
        home, holder = self._person(first), self._person(handle)
        if home == holder or not _links(handle):
            return
        reason = self._objection(record, handle, home, holder)
        if reason is None:
            is_made_of_it = first.value.startswith(f"{handle.key}/")  # a name at an address
            pair = (holder, home) if is_made_of_it else (home, holder)
            survivor, absorbed = _elder(clusters, *pair)
            if clusters.of[survivor].old and clusters.of[absorbed].old:
                self.joins.append((survivor, absorbed))
            clusters.join(survivor, absorbed)
        elif reason:
            pair = (min(home, holder), max(home, holder))
            self.conflicts.setdefault(pair, Conflict(*pair, reason))

    def _objection(
        self, record: Seen, handle: Handle, home: PersonId, holder: PersonId
    ) -> str | None:
        """Return why a shared key does not join two people: None when it does.

        Empty where there is nothing to ask: the user said so, or the key is nobody's.
        """
        a, b = self._clusters.of[home], self._clusters.of[holder]
        if self._clusters.are_foes(home, holder):
            return ""
        if a.slugs and b.slugs and not a.slugs & b.slugs:
            return f"the same {handle.kind}, but different LinkedIn profiles"
        names = a.names | ({record.name} if record.name else set())
        if not names or not b.names or handle.kind not in _SHAREABLE:
            return None
        if not self._may_be_one(handle, names, b.names):
            # A switchboard's number, or the number of a row in two tables: nothing to ask.
            if self._contested.get(handle, 0) > 2 or handle.key.startswith("source:table/"):
                return ""
            return f"the same {handle.kind}, but different names"
        if _only_given(names, b.names) and _two_lives(a, b):
            return f"the same {handle.kind} and given name, but different surnames"
        return None


def _only_given(mine: Collection[str], theirs: Collection[str]) -> bool:
    return {compare_names(a, b) for a in mine for b in theirs} <= {"given", "different"}


def _two_lives(a: _Cluster, b: _Cluster) -> bool:
    """Return True when two differ in an address at one domain, or in the day they connected."""
    domains = {address.partition("@")[2] for address in a.mail - b.mail}
    at_one_domain = domains & {address.partition("@")[2] for address in b.mail - a.mail}
    return bool(at_one_domain or (a.days and b.days and not a.days & b.days))


def _links(handle: Handle) -> bool:
    return handle.kind in STRONG and not (handle.kind == "email" and is_role_address(handle.value))


def _elder(clusters: _Clusters, a: PersonId, b: PersonId) -> tuple[PersonId, PersonId]:
    """Return the one that keeps its id first: the known one; among equals the first seen."""
    return (b, a) if clusters.of[b].old and not clusters.of[a].old else (a, b)
