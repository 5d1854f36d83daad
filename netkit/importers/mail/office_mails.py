"""Mails from the addresses of offices (info@, service@), held until the owner writes to them.

A shop's receipts come from such an address and so do a small firm's letters. What tells them apart
is whether the owner ever wrote back: then it is a correspondent, and all its mails count.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.model.handles import is_role_address

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
        self._is_office: dict[str, bool] = {}

    def hold(self, raw: RawMail, mail: Mail) -> bool:
        """Hold a mail where an office sent it that the owner has not written to; say whether."""
        address = mail.sender[0] if mail.sender else ""
        if not self._office(address) or address in self._answered:
            return False
        self._held[address].append((raw, mail))
        return True

    def written_to(self, recipients: Iterable[Address]) -> Iterator[Mail]:
        """Note whom the owner wrote to, and yield the mails of those among them that waited."""
        for address, _ in recipients:
            if self._office(address):
                self._answered.add(address)
                for _, mail in self._held.pop(address, ()):
                    yield mail

    def unanswered(self) -> Iterator[RawMail]:
        """Yield, and forget, the mails of offices that the owner never wrote to."""
        for held in self._held.values():
            for raw, _ in held:
                yield raw
        self._held.clear()

    def _office(self, address: str) -> bool:
        is_office = self._is_office.get(address)
        if is_office is None:
            is_office = self._is_office[address] = is_role_address(address)
        return is_office
