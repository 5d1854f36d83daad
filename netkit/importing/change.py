"""From what was read to what is recorded: who is whom, who owns what, what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.identity.joins import Resolution, Seen, resolve
from netkit.importing.undated_changes import dated_claims, dated_jobs
from netkit.model.people import Affiliation, Claim, PersonId
from netkit.store.values import Change, Doubt, Join

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from netkit.importers.port import Sighting
    from netkit.importing.items_read import Read
    from netkit.store.port import Store

__all__ = ["change_of", "resolved"]


def change_of(
    store: Store,
    read: Read,
    label: str,
    now: datetime,
    aliases: Mapping[str, PersonId] | None = None,
) -> tuple[Change, Resolution]:
    """Return what is recorded of what was read, and who is whom in it.

    aliases : people on record by a handle key that only this file gives them.
    """
    resolution = resolved(store, read.sightings, aliases)
    own = tuple(dict.fromkeys(s.handles[0].person_id for s in read.sightings if s.owner))
    joins = [Join(kept, gone, label) for kept, gone in resolution.joins]
    joins += _own_accounts(store, resolution, own)
    belongs = {handle.person_id: person for handle, person in resolution.handles}
    jobs = [*_jobs(read.sightings), *read.affiliations]
    change = Change(
        label=label,
        at=now,
        handles=resolution.handles,
        owners=_new_owners(store, resolution, own),
        joins=joins,
        doubts=[Doubt(one.a, one.b, one.reason) for one in resolution.conflicts],
        claims=[*_names(read.sightings), *dated_claims(store, read.claims, belongs, now)],
        affiliations=dated_jobs(store, jobs, belongs, now),
        events=read.events,
    )
    return change, resolution


def resolved(
    store: Store, sightings: Iterable[Sighting], aliases: Mapping[str, PersonId] | None = None
) -> Resolution:
    """Return who is whom among those seen and those the network knows."""
    seen = [Seen(sighting.handles, sighting.name) for sighting in sightings]
    known = dict(aliases or {}) | store.known(
        {handle.key for one in seen for handle in one.handles}
    )
    people = set(known.values())
    slugs: dict[PersonId, list[str]] = {}
    for person in people:
        slugs[person] = [h.value for h in store.handles(person) if h.kind == "linkedin"]
    names = {person.id: person.name for person in store.people(people)} if people else {}
    return resolve(seen, known, slugs, names)


def _new_owners(
    store: Store, resolution: Resolution, own: Iterable[PersonId]
) -> tuple[PersonId, ...]:
    """Return the file's owner as the network's, where it has none yet; the one set stays."""
    belongs = {handle.person_id: person for handle, person in resolution.handles}
    return () if store.owners() else tuple(sorted({belongs.get(pid, pid) for pid in own}))


def _own_accounts(store: Store, resolution: Resolution, own: Iterable[PersonId]) -> list[Join]:
    """Join the file's owner to the network's: two accounts of one person, by their own word."""
    belongs = {handle.person_id: person for handle, person in resolution.handles}
    owners = store.owners()
    if len(owners) != 1:
        return []
    others = sorted({belongs.get(pid, pid) for pid in own} - set(owners))
    return [Join(owners[0], other, "an account of the owner's") for other in others]


def _names(sightings: Iterable[Sighting]) -> Iterator[Claim]:
    for one in sightings:
        if one.name and one.handles[0].kind != "unknown":
            yield Claim(one.handles[0].person_id, "name", one.name, one.seen_at, one.source)


def _jobs(sightings: Iterable[Sighting]) -> Iterator[Affiliation]:
    for one in sightings:
        if one.organization or one.title:
            yield Affiliation(
                one.handles[0].person_id,
                one.organization,
                one.title,
                seen_at=one.seen_at,
                source=one.source,
            )
