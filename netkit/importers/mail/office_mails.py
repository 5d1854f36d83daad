"""Mails from the addresses of offices (info@, service@), held until the owner writes to them.

A shop's receipts come from such an address and so do a small firm's letters. What tells them apart
is whether the owner ever wrote back: then it is a correspondent, and all its mails count. A sender
that is called as its domain (Booking.com at booking.com) is an office, too. An office that others
write to, or the owner without an answer (team@ in Cc), is no person, unless a person's name stands
beside its address.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.importers.mail.display_names import display_name
from netkit.model.handles import is_role_address, is_role_word
from netkit.model.names import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netkit.importers.mail.headers import Address, Mail
    from netkit.importers.mail.mail_items import RawMail

__all__ = ["OfficeMails", "is_personal_name"]

#: Words of the names of firms and their offices.
_OF_FIRMS = frozenset({
    "ab", "ag", "and", "at", "bank", "bv", "center", "centre", "centrum", "co", "company",
    "corp", "department", "dept", "design", "et", "for", "für", "gmbh", "group", "holding",
    "hotel", "inc", "insurance", "kg", "limited", "llc", "ltd", "oy", "partners", "plc",
    "praxis", "sa", "sarl", "school", "services", "shop", "sl", "solutions", "spa", "srl",
    "store", "studio", "the", "und", "university", "universität", "verlag", "verwaltung",
    "with", "y", "your",
})  # fmt: skip


class OfficeMails:
    """The mails from and to offices that the owner has not corresponded with so far."""

    def __init__(self) -> None:
        self._held: defaultdict[str, list[tuple[RawMail, Mail]]] = defaultdict(list)
        self._sent: defaultdict[str, list[tuple[RawMail, Mail]]] = defaultdict(list)
        self._answered: set[str] = set()
        self._correspondents: set[str] = set()
        self._is_office: dict[Address, bool] = {}

    def hold(self, raw: RawMail, mail: Mail) -> bool:
        """Hold a mail where an office sent it that the owner has not written to; say whether."""
        if mail.sender is None or not self._office(mail.sender):
            return False
        if mail.sender[0] in self._answered:
            self._correspondents.add(mail.sender[0])
            return False
        self._held[mail.sender[0]].append((raw, mail))
        return True

    def hold_sent(self, raw: RawMail, mail: Mail) -> bool:
        """Hold a mail of the owner's where only offices that never wrote are to read it."""
        offices = [address for address in mail.recipients + mail.blind if self.is_read_by(address)]
        if not offices or len(offices) < len(mail.recipients + mail.blind):
            return False
        self._sent[offices[0][0]].append((raw, mail))
        return True

    def written_to(self, recipients: Iterable[Address]) -> Iterator[Mail]:
        """Note whom the owner wrote to, and yield the mails of those among them that waited."""
        for address, _ in recipients:
            self._answered.add(address)
            for _, mail in self._held.pop(address, ()):
                self._correspondents.add(address)
                yield mail

    def sent_to(self, sender: Address) -> Iterator[Mail]:
        """Yield the mails that waited for an office to write."""
        for _, mail in self._sent.pop(sender[0], ()) if self._sent else ():
            yield mail

    def is_read_by(self, recipient: Address) -> bool:
        """Return True if an office is to read what a recipient gets, and none that corresponds."""
        return (
            is_role_address(recipient[0])
            and recipient[0] not in self._correspondents
            and not is_personal_name(display_name(recipient[1]))
        )

    def is_answered(self, address: str) -> bool:
        """Return True for an address that the owner wrote to."""
        return address in self._answered

    def unanswered(self) -> Iterator[tuple[RawMail, Mail]]:
        """Yield, and forget, the mails of offices that the owner never wrote to."""
        for held in self._held.values():
            yield from held
        self._held.clear()

    def without_answer(self) -> Iterator[tuple[RawMail, Mail]]:
        """Yield, and forget, the owner's mails to offices that never wrote."""
        for held in self._sent.values():
            yield from held
        self._sent.clear()

    def _office(self, sender: Address) -> bool:
        is_office = self._is_office.get(sender)
        if is_office is None:
            address, written = sender
            is_office = is_role_address(address) or _is_firm(address, display_name(written))
            self._is_office[sender] = is_office
        return is_office


def is_personal_name(name: str) -> bool:
    """Return True for a name of two words and more, none of which names an office or a firm.

    >>> is_personal_name("Anna Gruber"), is_personal_name("Sales Team"), is_personal_name("Bakery")
    (True, False, False)
    """
    spoken = words(name)
    return 1 < len(spoken) < 6 and not any(
        is_role_word(word) or word in _OF_FIRMS or word.isdigit() for word in spoken
    )


def _is_firm(address: str, name: str) -> bool:
    """Return True for a sender that is called as its domain: Booking.com at booking.com."""
    domain = address.rpartition("@")[2]
    called = _letters(name)
    return len(called) > 1 and called in {_letters(domain), _letters(domain.rpartition(".")[0])}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
