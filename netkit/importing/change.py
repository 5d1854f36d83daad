"""From what was read to what is recorded: who is whom, who owns what, what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.importing.told_introductions import told_introductions
from netkit.importing.undated_changes import dated_claims, dated_jobs
from netkit.importing.who_is_who import WhoIsWho, claims_by_home, who_is_who
from netkit.model.people import Affiliation, Claim, PersonId
from netkit.store.values import Change, Doubt, Join

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from netkit.importers.port import Sighting
    from netkit.importing.items_read import Read
    from netkit.model.events import ToldIntroduction
    from netkit.store.event_spool import Spool
    from netkit.store.port import Store

__all__ = ["change_of"]

#: Keys that several people may have: a landline, a family's address.
_SHAREABLE = frozenset({"email", "phone"})
#: Names of formats, and of the source that the events in them name.
_SOURCE_OF = {"mbox": "mail", "imap": "mail", "icalendar": "calendar"}


def change_of(
    store: Store,
    read: Read,
    label: str,
    now: datetime,
    aliases: Mapping[str, PersonId] | None = None,
    origin: str = "",
) -> tuple[Change, WhoIsWho]:
    """Turn the items read into a change to record, and match its people to those on record.

    aliases : people on record by a handle key that only this file gives them.
    origin : the name of the format, kept with what it says.
    """
    origin = _SOURCE_OF.get(origin, origin)
    matches = who_is_who(store, read, aliases)
    sightings, belongs = matches.sightings, matches.belongs()
    own = tuple(dict.fromkeys(s.handles[0].person_id for s in sightings if s.owner))
    joins = [Join(survivor, absorbed, label) for survivor, absorbed in matches.resolution.joins]
    joins += [
        Join(join.survivor, join.absorbed, f"{label}: {join.reason}") for join in matches.joins
    ]
    joins += _own_accounts(store, belongs, own)
    claims = claims_by_home(read.claims, read.claim_sightings, sightings)
    said_jobs = claims_by_home(read.affiliations, read.affiliation_sightings, sightings)
    jobs = [*_jobs(sightings), *said_jobs]
    change = Change(
        label=label,
        at=now,
        handles=matches.resolution.handles,
        owners=_new_owners(store, belongs, own),
        joins=joins,
        doubts=[Doubt(conflict.a, conflict.b, conflict.reason) for conflict in matches.conflicts],
        claims=[
            *_names(sightings, origin),
            *_shared_keys(sightings, belongs, origin),
            *dated_claims(store, claims, belongs, now),
        ],
        affiliations=dated_jobs(store, jobs, belongs, now),
        events=_with_told(read, told_introductions(store, read.tellings, sightings, belongs)),
    )
    return change, matches


def _with_told(read: Read, told: Iterable[ToldIntroduction]) -> Spool:
    """Return the events read, with the introductions told of among them."""
    for event in told:
        read.events.add(event)
    return read.events


def _new_owners(
    store: Store, belongs: Mapping[PersonId, PersonId], own: Iterable[PersonId]
) -> tuple[PersonId, ...]:
    """Return the file's owner as the network's, where it has none yet; the one set stays."""
    return () if store.owners() else tuple(sorted({belongs.get(pid, pid) for pid in own}))


def _own_accounts(
    store: Store, belongs: Mapping[PersonId, PersonId], own: Iterable[PersonId]
) -> list[Join]:
    """Join the file's owner to the network's: two accounts of one person, by their own word."""
    owners = store.owners()
    if len(owners) != 1:
        return []
    others = sorted({belongs.get(pid, pid) for pid in own} - set(owners))
    return [Join(owners[0], account, "an account of the owner's") for account in others]


def _names(sightings: Iterable[Sighting], origin: str) -> Iterator[Claim]:
    for sighting in sightings:
        if sighting.name and sighting.handles[0].kind != "unknown":
            yield Claim(
                sighting.handles[0].person_id,
                "name",
                sighting.name,
                sighting.seen_at,
                sighting.source,
                origin,
            )


def _shared_keys(
    sightings: Iterable[Sighting], belongs: Mapping[PersonId, PersonId], origin: str
) -> Iterator[Claim]:
    """Yield the addresses and numbers of people that belong to somebody else: shared by both."""
    for sighting in sightings:
        if len(sighting.handles) < 2:
            continue
        home = sighting.handles[0].person_id
        for handle in sighting.handles[1:]:
            if handle.kind in _SHAREABLE and belongs[handle.person_id] != belongs[home]:
                yield Claim(home, "shared", handle.key, sighting.seen_at, sighting.source, origin)


def _jobs(sightings: Iterable[Sighting]) -> Iterator[Affiliation]:
    for sighting in sightings:
        if sighting.organization or sighting.title:
            yield Affiliation(
                sighting.handles[0].person_id,
                sighting.organization,
                sighting.title,
                seen_at=sighting.seen_at,
                source=sighting.source,
            )
