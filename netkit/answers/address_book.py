"""The owner's people as entries of an address book, for other programs to read."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.answers.duplicate_sides import removed_keys
from netkit.answers.memberships import membership_fields, memberships
from netkit.answers.milestones import recorded_milestones
from netkit.importers.address_books.cards import WRITTEN_KEYS, Card
from netkit.store.derive import BELIEF

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Claim, Person
    from netkit.store.port import Store

__all__ = ["address_cards"]

#: By field, what was said of somebody, the most believed last.
Sayings = dict[str, list[str]]


def address_cards(view: NetworkView) -> Iterator[Card]:
    """Yield everybody but the owner as an entry of an address book, by id."""
    store = view.store
    sayings = _sayings(store)
    removals: dict[str, list[Claim]] = defaultdict(list)
    for claim in store.claims(fields={"removed"}):
        removals[claim.person].append(claim)
    birthdays = {
        milestone.event.person: str(milestone.event.date)
        for milestone in recorded_milestones(view)
        if milestone.event.kind == "birthday"
    }
    circles = memberships(store.claims(fields=membership_fields("circle")), "circle")
    handles = store.handles_of(view.contacts)
    for person in view.contacts.values():
        removed = removed_keys(removals.get(person.id, ()))
        keys: dict[str, list[str]] = defaultdict(list)
        for handle in handles.get(person.id, ()):
            if handle.key not in removed:
                keys[handle.kind].append(handle.value)
        yield _card(
            person,
            keys,
            sayings.get(person.id, {}),
            birthdays.get(person.id, ""),
            tuple(circles.get(person.id, ())),
        )


def _card(
    person: Person,
    keys: Mapping[str, list[str]],
    sayings: Sayings,
    birthday: str,
    circles: tuple[str, ...],
) -> Card:
    profiles = (f"https://www.linkedin.com/in/{slug}" for slug in keys.get("linkedin", ()))
    return Card(
        name=person.name,
        emails=tuple(keys.get("email", ())),
        phones=tuple(keys.get("phone", ())),
        urls=(*profiles, *sayings.get("website", ())),
        uid=person.id,
        nickname=sayings.get("nickname", [""])[-1],
        organization=person.organization,
        title=person.title,
        city=person.city,
        birthday=birthday,
        circles=circles,
        keys=tuple(f"{kind}:{value}" for kind in WRITTEN_KEYS for value in keys.get(kind, ())),
    )


def _sayings(store: Store) -> dict[str, Sayings]:
    claims = store.claims(fields=["nickname", "website"])
    ranked = sorted(claims, key=lambda claim: (BELIEF[claim.source], str(claim.at), claim.value))
    sayings: dict[str, Sayings] = defaultdict(lambda: defaultdict(list))
    for claim in ranked:
        values = sayings[claim.person][claim.field]
        if claim.value not in values:
            values.append(claim.value)
    return sayings
