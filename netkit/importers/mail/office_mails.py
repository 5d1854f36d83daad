"""Mails from the addresses of offices (info@, service@), held until the owner writes to them.

A shop's receipts come from such an address and so do a small firm's letters. What tells them apart
is whether the owner ever wrote back: then it is a correspondent, and all its mails count. A sender
that is called as its domain (Booking.com at booking.com) is an office, too.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.importers.mail.display_names import display_name
from netkit.model.handles import is_role_address
from netkit.model.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netkit.importers.mail.headers import Address, Mail
    from netkit.importers.mail.mail_items import RawMail

__all__ = ["OfficeMails"]


class OfficeMails:
    """The mails of offices that the owner has not written to so far, by their address."""

    def __init__(self) -> None:
        self._held: defaultdict[str, list[tuple[RawMail, Mail]]] = defaultdict(list)
        self._answered: set[str] = set()
        self._is_office: dict[Address, bool] = {}

    def hold(self, raw: RawMail, mail: Mail) -> bool:
        """Hold a mail where an office sent it that the owner has not written to; say whether."""
        if mail.sender is None or mail.sender[0] in self._answered or not self._office(mail.sender):
            return False
        self._held[mail.sender[0]].append((raw, mail))
        return True

    def written_to(self, recipients: Iterable[Address]) -> Iterator[Mail]:
        """Note whom the owner wrote to, and yield the mails of those among them that waited."""
        for address, _ in recipients:
            self._answered.add(address)
            for _, mail in self._held.pop(address, ()):
                yield mail

    def unanswered(self) -> Iterator[tuple[RawMail, Mail]]:
        """Yield, and forget, the mails of offices that the owner never wrote to."""
        for held in self._held.values():
            yield from held
        self._held.clear()

    def _office(self, sender: Address) -> bool:
        is_office = self._is_office.get(sender)
        if is_office is None:
            address, written = sender
            is_office = is_role_address(address) or _is_firm(address, display_name(written))
            self._is_office[sender] = is_office
        return is_office


def _is_firm(address: str, name: str) -> bool:
    """Return True for a sender that is called as its domain: Booking.com at booking.com."""
    domain = address.rpartition("@")[2]
    called = _letters(name)
    return len(called) > 1 and called in {_letters(domain), _letters(domain.rpartition(".")[0])}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
