"""Join a card with a name and a number alone to the one person of that name, where it is rare.

People store the numbers of those they know. A card of their own address book that says a full name
and no more is the contact of that name, unless somebody else they know has it too: the number of
people times the share of people with the name tells how likely that is.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.identity.evidence import EvidenceJoin, Portrait
from netkit.identity.name_comparison import compare_names, name_words
from netkit.identity.name_rarity import NameCounts, name_share

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from netkit.model.people import Person, PersonId
    from netkit.store.port import Store

__all__ = ["EXPECTED_NAMESAKES", "LEAST_KNOWN", "numbered_card_joins"]

#: So many people of one name, beside the one on record, may be expected in the network at most.
EXPECTED_NAMESAKES = 0.003
#: People somebody knows at least, however few of them are on record (Dunbar 1992).
LEAST_KNOWN = 150
_REASON = "by a rare name in your address book"
#: What a contact is known by; whoever is known by any of the others is more than a card.
_OF_CONTACTS = frozenset({"linkedin", "email"})
_OF_OTHERS = _OF_CONTACTS | {"connection", "unknown"}
_SAME_PERSON = frozenset({"same", "variant", "initial"})

Names = dict["PersonId", str]


def numbered_card_joins(
    store: Store,
    portraits: Mapping[PersonId, Portrait],
    on_record: Sequence[Person],
    different: Collection[frozenset[PersonId]],
    joined: Collection[PersonId],
    partners: Collection[PersonId] = (),
) -> list[EvidenceJoin]:
    """Return joins of cards to contacts, one of the two at least among `portraits`.

    Parameters
    ----------
    portraits : the people of a file.
    on_record : everybody on record.
    different : pairs that the user called two people.
    joined : people who are joined already for better reasons, and so are left alone.
    partners : partners of chats who are joined to their cards by the name in the phone.
    """
    cards = {pid for pid, portrait in portraits.items() if _is_card(portrait)}
    recorded = [p for p in on_record if not (p.owner or p.unknown or p.id in portraits)]
    cards |= {person.id for person in recorded if not person.organization}
    if not cards:
        return []
    names: Names = {pid: next(iter(p.names), "") for pid, p in portraits.items()}
    names |= {person.id: person.name for person in recorded}
    names = {pid: name for pid, name in names.items() if pid not in partners}
    cards -= set(partners)
    pairs = [
        pair
        for pair in _pairs_of_one_name(names, cards)
        if not (pair in different or pair.isdisjoint(portraits) or pair & set(joined))
    ]
    if not pairs:
        return []
    counts = NameCounts(names.values())
    joins: list[EvidenceJoin] = []
    for pair in pairs:
        name = names[min(pair)]
        population = max(counts.people, LEAST_KNOWN)
        if population * name_share(name, counts) <= EXPECTED_NAMESAKES:
            joins += _join(store, portraits, pair, {person.id for person in recorded})
    return joins


def _pairs_of_one_name(names: Names, cards: Collection[PersonId]) -> Iterator[frozenset[PersonId]]:
    """Yield the pairs that alone have a name or a form of it, one of the two in `cards`."""
    surnames = {words[-1] for pid in cards if len(words := name_words(names[pid])) > 1}
    family: defaultdict[str, list[PersonId]] = defaultdict(list)
    for pid, name in names.items():
        words = name_words(name)
        if len(words) > 1 and not surnames.isdisjoint((words[0], words[-1])):
            for word in {words[0], words[-1]} & surnames:
                family[word].append(pid)
    for card in sorted(cards):
        words = name_words(names[card])
        alike = [
            pid
            for pid in (family[words[-1]] if len(words) > 1 else ())
            if pid != card and compare_names(names[card], names[pid]) in _SAME_PERSON
        ]
        if len(alike) == 1 and name_words(names[alike[0]]) == words:
            yield frozenset((card, alike[0]))


def _join(
    store: Store,
    portraits: Mapping[PersonId, Portrait],
    pair: frozenset[PersonId],
    recorded: Collection[PersonId],
) -> Iterator[EvidenceJoin]:
    """Yield the join of a card and a contact; nothing where the two are something else."""
    both = [_whole(store, portraits.get(pid), pid) for pid in pair]
    cards = [portrait for portrait in both if _is_card(portrait)]
    contacts = [portrait for portrait in both if portrait.has_any(_OF_CONTACTS)]
    if len(cards) == len(contacts) == 1 and not contacts[0].values("phone"):
        card, contact = cards[0].id, contacts[0].id
        is_older = card in recorded and contact not in recorded
        yield EvidenceJoin(*((card, contact) if is_older else (contact, card)), _REASON)


def _whole(store: Store, portrait: Portrait | None, pid: PersonId) -> Portrait:
    """Return a person's handles and employers, those of a file with those on record."""
    jobs = {job.organization for job in store.affiliations([pid]) if job.kind == "work"}
    handles = set(store.handles(pid)) if not portrait or jobs else set()
    if portrait is not None:
        jobs |= set(portrait.employers)
        handles |= set(portrait.handles)
    return Portrait(pid, (), frozenset(jobs - {""}), frozenset(handles))


def _is_card(portrait: Portrait) -> bool:
    """Return True for somebody known by a name and a number alone."""
    if portrait.employers or portrait.has_any(_OF_OTHERS):
        return False
    return portrait.has_any({"phone"})
