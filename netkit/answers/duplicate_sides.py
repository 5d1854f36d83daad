"""Portray each person of a review question, and weigh two portraits against each other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.answers.milestones import recorded_milestones
from netkit.model.frozen import dataclass, replace
from netkit.model.names import fold
from netkit.model.organizations import organization_key
from netkit.model.people import ADDRESS_KINDS
from netkit.model.when import date_of, to_epoch
from netkit.model.when.written_days import short_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Affiliation, Claim, Handle, Person, PersonId
    from netkit.ties.statistics import TieStats

__all__ = ["Side", "compare_sides", "read_sides", "removed_keys"]

_READ_CONTACTS = 20  # the last of them; the others say nothing new of the source


@dataclass(frozen=True, slots=True)
class Side:
    """One of the people of a review question, with all there is to tell them by.

    Attributes
    ----------
    addresses : e-mail addresses, numbers and profiles, as they are on record.
    shared : addresses and numbers that belong to somebody else too, and so to nobody.
    sources : where it is known from: ``linkedin``, ``mail``, ``vcard``, ``typed``, ….
    last_contact : the day of the last contact with the owner; contacts : on how many days.
    profiles, connected_on : LinkedIn profiles, and days of connecting there.
    employers : every employer on record, past ones among them.
    """

    person: Person
    organization: str
    title: str
    city: str
    birthday: str
    addresses: tuple[str, ...]
    shared: tuple[str, ...]
    sources: tuple[str, ...]
    last_contact: date | None
    contacts: int
    profiles: tuple[str, ...]
    connected_on: tuple[str, ...]
    employers: tuple[str, ...]


def read_sides(view: NetworkView, people: Collection[Person]) -> dict[PersonId, Side]:
    """Return the side of each of these people, by id."""
    ids = [person.id for person in people]
    claims: defaultdict[PersonId, list[Claim]] = defaultdict(list)
    for claim in view.store.claims(ids) if ids else ():
        claims[claim.person].append(claim)
    jobs: defaultdict[PersonId, list[Affiliation]] = defaultdict(list)
    for job in view.store.affiliations(ids) if ids else ():
        jobs[job.person].append(job)
    ties = view.ties(ids) if ids and view.store.owners() else {}
    born = {
        milestone.event.person: str(milestone.event.date)
        for milestone in (recorded_milestones(view, ids) if ids else ())
        if milestone.event.kind == "birthday"
    }
    return {
        person.id: replace(
            _side(view, person, claims[person.id], jobs[person.id], ties.get(person.id)),
            birthday=born.get(person.id, ""),
        )
        for person in people
    }


def _side(
    view: NetworkView,
    person: Person,
    claims: Sequence[Claim],
    jobs: Sequence[Affiliation],
    tie: TieStats | None,
) -> Side:
    removed = removed_keys(claims)
    handles = [h for h in view.store.handles(person.id) if h.key not in removed]
    values: defaultdict[str, list[str]] = defaultdict(list)
    for handle in handles:
        values[handle.kind].append(handle.value)
    for claim in claims:
        values[claim.field].append(claim.value)
    days = (value.rpartition("|")[2] for value in values["connection"])
    return Side(
        person=person,
        organization=person.organization,
        title=person.title,
        city=person.city,
        birthday="",
        addresses=tuple(handle.value for handle in handles if handle.kind in ADDRESS_KINDS),
        shared=tuple(
            key.partition(":")[2] for key in dict.fromkeys(values["shared"]) if key not in removed
        ),
        sources=_sources(view, person.id, claims, jobs, handles),
        last_contact=date_of(tie.last_day) if tie is not None else None,
        contacts=tie.contact_days if tie is not None else 0,
        profiles=tuple(values["linkedin"]),
        connected_on=tuple(sorted(set(days))),
        employers=tuple(
            dict.fromkeys(
                job.organization for job in jobs if job.kind == "work" and job.organization
            )
        ),
    )


def removed_keys(claims: Iterable[Claim]) -> set[str]:
    """Return the keys that the user took away from a person, and did not give back."""
    removed: set[str] = set()
    typed = [claim for claim in claims if claim.field == "removed" and claim.at is not None]
    for claim in sorted(typed, key=lambda claim: to_epoch(claim.at) if claim.at else 0):
        if claim.value.startswith("not "):
            removed.discard(claim.value.removeprefix("not "))
        else:
            removed.add(claim.value)
    return removed


def _sources(
    view: NetworkView,
    person: PersonId,
    claims: Iterable[Claim],
    jobs: Iterable[Affiliation],
    handles: Iterable[Handle],
) -> tuple[str, ...]:
    """Return the sources that a person is known from, by name, each once."""
    sources = {claim.origin or claim.source for claim in claims}
    sources |= {job.source for job in jobs if job.source != "archive"}
    sources |= {"linkedin" for handle in handles if handle.kind in ("linkedin", "connection")}
    contacts = view.store.interactions([person], until=view.as_of, limit=_READ_CONTACTS)
    sources |= {contact.event.source for contact in contacts}
    return tuple(sorted(sources - {"", "archive"}))


def compare_sides(view: NetworkView, a: Side, b: Side) -> tuple[list[str], list[str]]:
    """Return the traits two people share, and those that speak against their being one."""
    keys = {*a.addresses, *a.shared} & {*b.addresses, *b.shared}
    common = [f"both have {key}" for key in sorted(keys)]
    if a.city and fold(a.city) == fold(b.city):
        common.append(f"both in {a.city}")
    if a.birthday and a.birthday == b.birthday:
        common.append(f"both born {a.birthday}")
    return common, [*_contradictions(a, b), *_seen_together(view, a, b)]


def _contradictions(a: Side, b: Side) -> Iterator[str]:
    """Yield the contradictions of two records: hardly true of one person."""
    if _disjoint(a.profiles, b.profiles):
        yield "different LinkedIn profiles"
    if _disjoint(a.connected_on, b.connected_on):
        yield f"connected on different days ({a.connected_on[0]} and {b.connected_on[0]})"
    if a.birthday and b.birthday and a.birthday != b.birthday:
        yield f"different birthdays ({a.birthday} and {b.birthday})"
    if a.city and b.city and fold(a.city) != fold(b.city):
        yield f"different cities ({a.city} and {b.city})"
    if _disjoint(*(map(organization_key, side.employers) for side in (a, b))):
        yield f"different employers ({a.employers[0]} and {b.employers[0]})"


def _disjoint(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    my_values, their_values = set(mine), set(theirs)
    return bool(my_values and their_values) and my_values.isdisjoint(their_values)


def _seen_together(view: NetworkView, a: Side, b: Side) -> Iterator[str]:
    """Yield the last contact in which both took part: hardly anybody writes to himself."""
    people = [a.person.id, b.person.id]
    for contact in view.store.interactions(people, until=view.as_of, limit=1):
        yield f"both took part in one {contact.event.channel}, on {short_day(contact.event.at)}"
