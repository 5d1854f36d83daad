"""Tell who a person is: work, keys and with whom they are shared, other names, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.duplicate_sides import Side, read_sides, removed_keys
from netkit.model.frozen import dataclass
from netkit.model.names import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Affiliation, Claim, Person

__all__ = ["PersonCard", "SharedKey", "person_card"]


@dataclass(frozen=True, slots=True)
class SharedKey:
    """An address or number that several people have, and so says of none alone who they are."""

    value: str
    shared_with: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A card of one person.

    Attributes
    ----------
    addresses : e-mail addresses, numbers and profiles of theirs alone.
    shared : those that others have too.
    other_names : former names, and other spellings.
    former_jobs : "Cook at Brightmoor, 2019 to 2022".
    departed : that they died or were put away, in words; empty for others.
    """

    person: Person
    organization: str
    title: str
    city: str
    birthday: str
    addresses: tuple[str, ...]
    shared: tuple[SharedKey, ...]
    other_names: tuple[str, ...]
    former_jobs: tuple[str, ...]
    sources: tuple[str, ...]
    departed: str = ""


def person_card(view: NetworkView, person: Person) -> PersonCard:
    """Return the card of a person."""
    side = read_sides(view, [person])[person.id]
    shared = tuple(_shared_keys(view, side))
    common = {key.value for key in shared}
    departure = view.departed([person.id]).get(person.id)
    return PersonCard(
        person,
        person.organization,
        person.title,
        person.city,
        side.birthday,
        tuple(address for address in side.addresses if address not in common),
        shared,
        _other_names(view.store.claims([person.id], {"name", "nickname"}), person.name),
        tuple(_former_jobs(view.store.affiliations([person.id]))),
        side.sources,
        departure.text(person.name) if departure else "",
    )


def _shared_keys(view: NetworkView, side: Side) -> Iterator[SharedKey]:
    """Yield the keys of a person that others have too."""
    own = {handle.key for handle in view.store.handles(side.person.id)}
    claims = view.store.claims(None, {"shared"})
    mine = {claim.value for claim in claims if claim.person == side.person.id}
    removed = removed_keys(view.store.claims([side.person.id], {"removed"}))
    keys = sorted(((own & {claim.value for claim in claims}) | mine) - removed)
    holders = view.store.people_by_handle(keys) if keys else {}
    for key in keys:
        ids = {claim.person for claim in claims if claim.value == key}
        ids |= {holders[key]} if key in holders else set()
        others = sorted(view.store.people(ids - {side.person.id}), key=_by_name)
        if others:
            yield SharedKey(key.partition(":")[2], tuple(others))


def _by_name(person: Person) -> tuple[str, str]:
    return fold(person.name), person.id


def _other_names(claims: Collection[Claim], name: str) -> tuple[str, ...]:
    """Return the names besides the one shown, each spelling once."""
    spellings = {fold(claim.value): claim.value for claim in claims if "@" not in claim.value}
    spellings.pop(fold(name), None)
    return tuple(sorted(spellings.values()))


def _former_jobs(jobs: Collection[Affiliation]) -> Iterator[str]:
    """Yield the jobs that ended, the last one first."""
    ended = [job for job in jobs if job.kind == "work" and job.end is not None]
    for job in sorted(ended, key=lambda job: str(job.end), reverse=True):
        work = " at ".join(part for part in (job.title, job.organization) if part)
        yield f"{work}, {job.start} to {job.end}" if job.start else f"{work}, until {job.end}"
