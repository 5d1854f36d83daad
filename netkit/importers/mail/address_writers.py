"""Tell the people apart who write from one address: a shared mailbox, a family's address.

A key that several people share is nobody's: what was written under a name is that name's. Whether
two names are one person after all is decided when the file is matched (`netkit.identity`), by the
address they share. Only the name that somebody writes under counts: what others call them ("Mum")
stands in their address books.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.importers.mail.display_names import display_name
from netkit.model.handles import email
from netkit.model.names import words
from netkit.model.people import Handle

if TYPE_CHECKING:
    from netkit.importers.mail.headers import Address

__all__ = ["NO_REPLY", "AddressWriters"]

#: Addresses that nobody reads or writes from: a machine's.
NO_REPLY = re.compile(
    r"(?:[^@]*[._+-])?(?:no[._-]?reply|do[._-]?not[._-]?reply|mailer-daemon|postmaster|bounces?|"
    r"notifications?|newsletter)(?:[._+-][^@]*)?@"
)


class AddressWriters:
    """The keys of those who write from each address.

    The first name has the address for a key; another that is no longer or shorter form of it
    ("Ann", "Ann M. Lee" and "Lee, Ann" are forms of "Ann Lee") has a key of its own beside it.
    """

    def __init__(self) -> None:
        self._handles: dict[str, Handle | None] = {}
        self._first: dict[str, str] = {}
        #: Of the few addresses with several names: the longest form of each, with its key.
        self._names: dict[str, list[tuple[frozenset[str], Handle]]] = {}
        self._keys: dict[Address, Handle] = {}

    def writer(self, address: Address) -> Handle | None:
        """Return the key of who writes from an address under a name; None for no address."""
        handle = self._handle(address[0])
        if handle is None or self._first.setdefault(*address) == address[1]:
            return handle
        if address not in self._keys:
            self._keys[address] = self._key(handle, address)
        return self._keys[address]

    def reader(self, address: Address) -> Handle | None:
        """Return the key of whom a mail is addressed to, by the names that wrote from there."""
        name = _words_of(address[1]) if address[0] in self._names else frozenset()
        for form, key in self._names.get(address[0], ()) if name else ():
            if name <= form or form <= name:
                return key
        return self._handle(address[0])

    def names_of(self, address: str) -> int:
        """Return how many people's names an address wrote under: 0 where all are of one."""
        return len(self._names.get(address, ()))

    def shared_by(self, least: int) -> set[str]:
        """Return the addresses that wrote under so many people's names and more."""
        return {address for address, names in self._names.items() if len(names) >= least}

    def _handle(self, address: str) -> Handle | None:
        if address not in self._handles:
            self._handles[address] = None if NO_REPLY.match(address) else email(address)
        return self._handles[address]

    def _key(self, handle: Handle, address: Address) -> Handle:
        first = (_words_of(self._first[address[0]]), handle)
        names = self._names.get(address[0], [first])
        name = _words_of(address[1])
        for place, (form, key) in enumerate(names):
            if name <= form or form <= name:
                names[place] = (name | form, key)
                return key
        key = Handle("name", f"{handle.key}/{' '.join(words(display_name(address[1])))}")
        self._names[address[0]] = [*names, (name, key)]
        return key


def _words_of(written: str) -> frozenset[str]:
    return frozenset(words(display_name(written)))
