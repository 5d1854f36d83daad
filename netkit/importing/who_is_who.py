"""Find out who is whom among the people of a file and those on record."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeVar

from netkit.identity.evidence import (
    EvidenceJoin,
    Portrait,
    employer_labels,
    evidence_joins,
    surnames_in,
)
from netkit.identity.joins import Conflict, KnownPerson, Resolution, resolve
from netkit.identity.name_comparison import name_words
from netkit.importing.numbered_cards import numbered_card_joins
from netkit.importing.phone_names import phone_name_joins
from netkit.model.frozen import dataclass, replace
from netkit.model.people import Affiliation, Claim

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from netkit.importers.port import Sighting
    from netkit.importing.items_read import Read
    from netkit.model.people import Handle, Person, PersonId
    from netkit.store.port import Store

__all__ = ["WhoIsWho", "claims_by_home", "different_pairs", "who_is_who"]

T = TypeVar("T", Affiliation, Claim)

_BY_KEY = {
    "linkedin": "by profile",
    "email": "by address",
    "phone": "by number",
    "connection": "by name and day of connecting",
    "source": "by the source's own id",
    "name": "by name within the source",
}


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """Matches between the people of a file and those on record.

    Attributes
    ----------
    sightings : those of the file, each with the handle first that stands for its person.
    resolution : who is who by shared keys.
    person_of : the person whom each handle's id belongs to, by shared keys.
    joins : who is one person by other evidence.
    conflicts : pairs that only the user can decide.
    recognized : by what people of the file were known already → how many.
    """

    sightings: Sequence[Sighting]
    resolution: Resolution
    person_of: Mapping[PersonId, PersonId]
    joins: Sequence[EvidenceJoin]
    conflicts: Sequence[Conflict]
    recognized: Mapping[str, int]

    def belongs(self) -> dict[PersonId, PersonId]:
        """Map the id of each handle seen to the person it belongs to, after every join."""
        people = dict(self.person_of)
        survivors = {join.absorbed: join.survivor for join in self.joins}
        for pid, person in self.person_of.items() if survivors else ():
            while person in survivors:
                person = people[pid] = survivors[person]
        return people


def who_is_who(store: Store, read: Read, aliases: Mapping[str, PersonId] | None = None) -> WhoIsWho:
    """Match the people of a file to each other and to those on record.

    aliases : people on record by a handle key that only this file gives them.
    """
    people_by_key = dict(aliases or {})
    if store.batches():
        keys = {handle.key for sighting in read.sightings for handle in sighting.handles}
        people_by_key |= store.people_by_handle(keys)
    different = different_pairs(store)
    on_record = _known_people(store, set(people_by_key.values()))
    resolution = resolve(read.sightings, people_by_key, on_record, different)
    sightings = [
        sighting if sighting.handles[0] == home else _at_home(sighting, home)
        for sighting, home in zip(read.sightings, resolution.homes, strict=True)
    ]
    jobs = claims_by_home(read.affiliations, read.affiliation_sightings, sightings)
    person_of = {handle.person_id: person for handle, person in resolution.handles}
    portraits = _portraits(sightings, jobs, resolution, person_of, on_record)
    people = store.people() if store.batches() else []
    joins, doubts = _by_evidence(store, people, portraits, different, set(people_by_key.values()))
    by_phone = phone_name_joins(store, sightings, person_of, different)
    settled = {pid for join in joins for pid in join[:2]}
    settled |= {pid for pair in resolution.joins for pid in pair}
    partners = {join.absorbed for join in by_phone}  # each is the card that they are joined to
    joins += by_phone
    joins += numbered_card_joins(store, portraits, people, different, settled, partners)
    return WhoIsWho(
        sightings,
        resolution,
        person_of,
        joins,
        [*resolution.conflicts, *doubts],
        _recognized(resolution, people_by_key, joins, set(store.owners())),
    )


def _at_home(sighting: Sighting, home: Handle) -> Sighting:
    others = tuple(handle for handle in sighting.handles if handle != home)
    return replace(sighting, handles=(home, *others))


def claims_by_home(
    items: Sequence[T], about: Sequence[int], sightings: Sequence[Sighting]
) -> list[T]:
    """Return claims or affiliations, each of the person that its record's sighting stands for.

    about : for each of `items` the sighting it came with, -1 where none did.
    """
    return [
        item
        if index < 0 or item.person == (home := sightings[index].handles[0].person_id)
        else replace(item, person=home)
        for item, index in zip(items, about, strict=True)
    ]


def different_pairs(store: Store) -> set[frozenset[PersonId]]:
    """Return the pairs that the user called two people, by the ids that stand now."""
    pairs = set()
    for doubt in store.doubts():
        if doubt.verdict == "different":
            now = {person.id for pid in (doubt.a, doubt.b) for person in store.people([pid])}
            if len(now) == 2:
                pairs.add(frozenset(now))
    return pairs


def _known_people(store: Store, ids: Collection[PersonId]) -> dict[PersonId, KnownPerson]:
    if not ids:
        return {}
    names: defaultdict[PersonId, set[str]] = defaultdict(set)
    for claim in store.claims(ids, {"name"}):
        names[claim.person].add(claim.value)
    handles = store.handles_of(ids)
    return {pid: KnownPerson(names[pid], handles.get(pid, [])) for pid in ids}


def _portraits(
    sightings: Iterable[Sighting],
    jobs: Iterable[Affiliation],
    resolution: Resolution,
    person_of: Mapping[PersonId, PersonId],
    on_record: Mapping[PersonId, KnownPerson],
) -> dict[PersonId, Portrait]:
    """Return a portrait of each person of the file, without owners and unknown people."""
    names: dict[PersonId, tuple[str, ...]] = {}
    employers: dict[PersonId, tuple[str, ...]] = {}
    own = set()
    for sighting in sightings:
        person = person_of[sighting.handles[0].person_id]
        _add_once(names, person, sighting.name)
        if sighting.organization:
            _add_once(employers, person, sighting.organization)
        if sighting.owner or sighting.handles[0].kind == "unknown":
            own.add(person)
    for job in jobs:
        if job.kind == "work":
            _add_once(employers, person_of.get(job.person, job.person), job.organization)
    handles: dict[PersonId, tuple[Handle, ...]] = {}
    for handle, person in resolution.handles:
        handles[person] = (*handles.get(person, ()), handle)
    for pid in on_record.keys() & names.keys():
        names[pid] = (*names[pid], *on_record[pid].names)
        handles[pid] = (*handles.get(pid, ()), *on_record[pid].handles)
    return {
        pid: Portrait(pid, person_names, employers.get(pid, ()), handles.get(pid, ()))
        for pid, person_names in names.items()
        if pid not in own
    }


def _add_once(values: dict[PersonId, tuple[str, ...]], person: PersonId, value: str) -> None:
    """Put a value behind a person's others; a tuple takes a third of a set, and most have one."""
    before = values.get(person, ())
    if value not in before:
        values[person] = (*before, value)


def _by_evidence(
    store: Store,
    people: Sequence[Person],
    portraits: Mapping[PersonId, Portrait],
    different: Collection[frozenset[PersonId]],
    matched: Collection[PersonId],
) -> tuple[list[EvidenceJoin], list[Conflict]]:
    """Join the file's people to each other and to those on record whose names are alike."""
    others = list(_alike_on_record(people, portraits)) if portraits else []
    everybody = dict(portraits) | _recorded(store, others, portraits)
    owners = set(store.owners())
    joins, doubts = evidence_joins(
        [portrait for pid, portrait in everybody.items() if pid not in owners],
        portraits.keys(),
        different,
    )
    older = {person.id for person in others} | set(matched)

    def rank(pid: PersonId) -> tuple[bool, bool, PersonId]:
        return pid not in older, not everybody[pid].values("linkedin"), pid

    elders = (min(join.survivor, join.absorbed, key=rank) for join in joins)
    youngers = (max(join.survivor, join.absorbed, key=rank) for join in joins)
    return [
        EvidenceJoin(elder, younger, join.reason)
        for elder, younger, join in zip(elders, youngers, joins, strict=True)
    ], doubts


def _alike_on_record(
    people: Iterable[Person], portraits: Mapping[PersonId, Portrait]
) -> Iterator[Person]:
    """Yield the people on record who are in the file, or have a surname of somebody there."""
    surnames = {word for portrait in portraits.values() for word in _surnames_of(portrait)}
    for person in people:
        if not (person.owner or person.unknown) and (
            person.id in portraits or not surnames.isdisjoint(_surnames(person))
        ):
            yield person


def _surnames_of(portrait: Portrait) -> set[str]:
    """Return what may be the surname of a portrait; without a name, what its addresses give."""
    names = [words for name in portrait.names if len(words := name_words(name)) > 1]
    if names:
        return {word for words in names for word in (words[0], words[-1])}
    return {word for address in portrait.values("email") for word in surnames_in(address)}


def _surnames(person: Person) -> Iterable[str]:
    words = name_words(person.name)
    if words:
        return words[-1:]
    local = person.name.partition("@")[0].replace("_", ".").replace("-", ".")
    return local.split(".")


def _recorded(
    store: Store, people: Collection[Person], fresh: Mapping[PersonId, Portrait]
) -> dict[PersonId, Portrait]:
    """Return the portraits of people on record, with what a file has just said of them."""
    if not people:
        return {}
    ids = [person.id for person in people]
    employers: defaultdict[PersonId, set[str]] = defaultdict(set)
    for job in store.affiliations(ids):
        if job.kind == "work" and employer_labels(job.organization):
            employers[job.person].add(job.organization)
    portraits = {}
    for person in people:
        new = fresh.get(person.id)
        named = {person.name} if name_words(person.name) else set()
        portraits[person.id] = Portrait(
            person.id,
            frozenset(named.union(new.names if new else ())),
            frozenset(employers[person.id].union(new.employers if new else ())),
            new.handles if new else frozenset(store.handles(person.id)),
        )
    return portraits


def _recognized(
    resolution: Resolution,
    people_by_key: Mapping[str, PersonId],
    joins: Iterable[EvidenceJoin],
    owners: Collection[PersonId],
) -> Counter[str]:
    """Count by what people of the file were known already, each once and without the owner.

    Whoever only shares a key with somebody of the file is not in it.
    """
    by: dict[PersonId, str] = {}
    homes = set(resolution.homes)
    handles = resolution.handles if people_by_key else ()
    there = {person for handle, person in handles if handle in homes} - set(owners)
    for handle, person in handles:
        if person in there and handle.key in people_by_key and handle.kind in _BY_KEY:
            by.setdefault(person, _BY_KEY[handle.kind])
    older = set(people_by_key.values())
    for join in joins:
        by.setdefault(join.absorbed if join.absorbed not in older else join.survivor, join.reason)
    return Counter(by.values())
