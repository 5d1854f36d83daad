"""Mails in, items out: what a mailbox says of its owner's ties. Shared by files and IMAP.

A mail is an interaction when the owner sent it or it was addressed to them, and a person wrote it:
lists, newsletters, automatic answers, no-reply senders, drafts, spam and mails to more than
`Options.max_recipients` people are left out and counted. So is what an office's address sent
(service@, info@) that the owner never wrote to in the same mailbox: such mails wait in
:class:`~netkit.importers.mail.office_mails.OfficeMails` until the owner does. A mail that arrives
twice has the same id both times, and so is one event; of other single mails nothing is remembered.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Literal

from netkit.importers.co_presence import EvidenceFilter, acquaintances
from netkit.importers.entities import entity, is_room_name
from netkit.importers.introduction_tales import tellings
from netkit.importers.mail.address_writers import NO_REPLY, AddressWriters
from netkit.importers.mail.display_names import display_name
from netkit.importers.mail.headers import Address, Mail, decoded, read_mail
from netkit.importers.mail.mailbox_owner import OwnAddresses, owner_addresses, owner_sighting
from netkit.importers.mail.office_mails import OfficeMails
from netkit.importers.mail.tool_senders import (
    MANY_NAMES,
    is_tool_address,
    is_tool_sender,
    tool_name,
)
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.model.events import Interaction
from netkit.model.frozen import dataclass
from netkit.model.handles import email

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime

    from netkit.model.events import Entity, EntityKind
    from netkit.model.people import Handle, PersonId

__all__ = ["MailReader", "RawMail", "read_mails"]

#: Mails that are looked at to find out whose mailbox it is; also what is held in memory.
SAMPLE = 2_000

_MASS = "a list, a newsletter or an automatic sender"
_AUTOMATIC = "an automatic answer, a receipt or a bounce"
_OFFICE = "from an office's address (info@, service@) that you never wrote to"
_TO_OFFICE = "to an office's address (info@, team@) that never wrote to you"
_TOOL = "from a program that writes in other people's names"
_NOT_YOURS = "neither from you nor to you; name your further addresses with --me"
_DRAFT = "a draft or spam"
_ROOM = "from a room that can be booked"
_COUNTED = frozenset({_MASS, _AUTOMATIC, _NOT_YOURS, _DRAFT, _ROOM, _TOOL})
#: Which mails are left out and tell of an entity, and of which kind.
_ENTITIES: dict[str, EntityKind] = {_MASS: "list", _ROOM: "room", _TOOL: "machine"}


@dataclass(frozen=True, slots=True)
class RawMail:
    """A header block and where it stood: `file` as reports name it, its first line.

    `role` is what the folder it lay in says of it; `group` the folder or file in whose name mails
    that are left out are counted together.
    """

    file: str
    line: int
    block: bytes
    role: Literal["", "sent", "left out"] = ""
    group: str = ""


def read_mails(raws: Iterable[RawMail], options: Options) -> Iterator[Item]:
    """Yield the items of one mailbox: its owner first, then each mail's.

    Raises
    ------
    BadInputError
        Nothing tells whose mailbox it is; raised before the first item.
    """
    mails = ((raw, read_mail(raw.block)) for raw in raws)
    sample = list(islice(mails, SAMPLE))
    if not sample:
        return
    owner = owner_addresses(sample, options)
    reader = MailReader(owner, options, addresses_of_many(sample, owner))
    yield owner_sighting(owner, sample, options)
    sample.reverse()
    while sample:  # let go of each as it is read
        yield from reader.items(*sample.pop())
    for raw, mail in mails:
        yield from reader.items(raw, mail)
    yield from reader.left_out()


def addresses_of_many(
    sample: Iterable[tuple[RawMail, Mail]], owner: tuple[str, ...]
) -> frozenset[str]:
    """Return the addresses that write under several people's names and that the owner is not at.

    Those that the owner wrote to are shared by people: a practice, a family.
    """
    owned = OwnAddresses(owner).owned
    writers = AddressWriters()
    answered: set[str] = set()
    for _, mail in sample:
        if mail.sender is None:
            continue
        if owned(mail.sender[0]):
            answered.update(address for address, _ in mail.recipients + mail.blind)
        elif mail.sender[1]:
            writers.writer(mail.sender)
    return frozenset(writers.shared_by(MANY_NAMES) - answered)


def _is_via_list(written: str) -> bool:
    """Return True for a list that writes in a person's name: "Ana Lima via Choir"."""
    return " via " in (decoded(written) if "=?" in written else written)


class MailReader:
    """Turns mails into items; knows ids by address, names already shown, mails left out."""

    def __init__(
        self, owner: tuple[str, ...], options: Options, many_names: Collection[str] = ()
    ) -> None:
        self._own = OwnAddresses(owner)
        self._options = options
        self._office = OfficeMails()
        self._evident = EvidenceFilter()
        self._own_ids = {key.value: key.person_id for key in filter(None, map(email, owner))}
        self._writers = AddressWriters()
        self._shown: set[tuple[Handle, str]] = set()
        self._entities: set[str] = set()
        self._many_names = many_names
        self._no_readers: dict[Address, bool] = {}
        self._is_tool_of: dict[Address, bool] = {}
        self._skipped: dict[tuple[str, str], tuple[int, int]] = {}

    def items(self, raw: RawMail, mail: Mail) -> Iterator[Item]:
        """Yield the items of one mail, or the problem that leaves it out."""
        reason = _DRAFT if raw.role == "left out" else self._why_not(mail)
        if reason in _COUNTED or reason.startswith("to more than"):
            self._count(raw, reason)
            if kind := _ENTITIES.get(reason):
                yield from self._entity(mail, kind)
        elif reason:
            yield Problem(raw.file, raw.line, reason)
        elif mail.sender is not None:
            yield from self._correspondence(raw, mail, mail.sender)

    def _correspondence(self, raw: RawMail, mail: Mail, sender: Address) -> Iterator[Item]:
        """Yield the items of a mail of the owner's or to the owner, and those of mails it frees."""
        if self._own.owned(sender[0]):
            for waiting in self._office.written_to(mail.recipients + mail.blind):
                yield from self._contact(waiting)
            is_held = self._office.hold_sent(raw, mail)
        elif not (is_held := self._office.hold(raw, mail)):
            for waiting in self._office.sent_to(sender):
                yield from self._contact(waiting)
        if not is_held:
            yield from self._contact(mail)

    def left_out(self) -> Iterator[Item]:
        """Yield the mails that were left out as a kind, counted by file and reason."""
        for raw, mail in self._office.unanswered():
            self._count(raw, _OFFICE)
            yield from self._entity(mail, "office")
        for raw, mail in self._office.without_answer():
            self._count(raw, _TO_OFFICE)
            yield from self._offices(mail)
        for (file, reason), (line, count) in self._skipped.items():
            yield Problem(file, line, reason, count)

    def _entity(self, mail: Mail, kind: EntityKind) -> Iterator[Entity]:
        """Yield the sender of a mail as what it is, once."""
        if mail.sender is None or mail.sender[0] in self._entities:
            return
        address, written = mail.sender
        self._entities.add(address)
        if kind == "list" and NO_REPLY.match(address):
            kind = "machine"
        name = display_name(written).rpartition(" via ")[2]  # the list, not who wrote to it
        yield entity(kind, name if kind != "machine" else tool_name(*mail.sender), address, "mail")

    def _offices(self, mail: Mail) -> Iterator[Entity]:
        """Yield the offices and tools among the readers of a mail, each once."""
        for address, written in mail.recipients + mail.blind:
            is_tool = is_tool_address(address)
            if address not in self._entities and (
                is_tool or self._office.is_read_by((address, written))
            ):
                self._entities.add(address)
                name = display_name(written)
                yield entity("machine" if is_tool else "office", name, address, "mail")

    def _count(self, raw: RawMail, reason: str) -> None:
        key = (raw.group or raw.file, reason)
        line, count = self._skipped.get(key, (raw.line, 0))
        self._skipped[key] = (line, count + 1)

    def _why_not(self, mail: Mail) -> str:
        if mail.draft_or_spam:
            return _DRAFT
        if mail.sender is None:
            return "no readable sender"
        if mail.automatic:
            return _AUTOMATIC
        if is_room_name(display_name(mail.sender[1])):
            return _ROOM
        if mail.mass or NO_REPLY.match(mail.sender[0]) or _is_via_list(mail.sender[1]):
            return _MASS
        if self._is_tool(mail.sender):
            return _TOOL
        if len(mail.recipients) + len(mail.blind) > self._options.max_recipients:
            return f"to more than {self._options.max_recipients} people"
        return self._why_no_tie(mail, mail.sender[0])

    def _is_tool(self, sender: Address) -> bool:
        """Return True for a program that writes in people's names, known by its many or its own."""
        if self._own.owned(sender[0]):
            return False
        if sender not in self._is_tool_of:
            self._is_tool_of[sender] = is_tool_sender(*sender)
        address = sender[0]
        return self._is_tool_of[sender] or (
            not self._office.is_answered(address)
            and (address in self._many_names or self._writers.names_of(address) >= MANY_NAMES)
        )

    def _why_no_tie(self, mail: Mail, sender: str) -> str:
        if not self._is_owners(mail, sender):
            return _NOT_YOURS
        if mail.at is None:
            return "no readable date"
        if self._options.now is not None and mail.at > self._options.now:
            return "dated in the future"
        return ""

    def _is_owners(self, mail: Mail, sender: str) -> bool:
        owned = self._own.owned
        return bool(
            owned(sender)
            or owned(mail.delivered_to)
            or any(owned(address) for address, _ in mail.recipients)
        )

    def _contact(self, mail: Mail) -> Iterator[Item]:
        at, sender = mail.at, mail.sender
        if at is None or sender is None:
            return
        yield from self._offices(mail)
        own = self._own.owned(sender[0])
        to = mail.recipients + mail.blind if own else mail.recipients
        writer = None if own else self._writer(sender)
        for key, address in ((writer, sender), *((self._reader(other), other) for other in to)):
            yield from self._sighting(key, address, at)
        sender_id = self._own_ids.get(own) if own else writer and writer.person_id
        people = self._recipients(mail, to, sent=bool(own))
        if sender_id is None:
            return
        people.pop(sender_id, None)
        if not people:
            return
        contact = Interaction(
            at, "email", sender_id, tuple(people), mail.thread, mail.subject, "mail", mail.mark
        )
        yield contact
        yield from tellings(contact, mail.subject)
        if len(people) > 1:
            yield from self._evidence(mail, at, sender)

    def _recipients(
        self, mail: Mail, to: tuple[Address, ...], *, sent: bool
    ) -> dict[PersonId, None]:
        """Return a mail's recipients; the owner once, by the address it was sent to."""
        owned = self._own.owned
        keys = (self._reader(address) for address in to)
        others = [key.person_id for key in keys if key is not None]
        addresses = (*(address for address, _ in to), mail.delivered_to)
        mine = [
            self._own_ids[own]
            for address in addresses
            if (own := owned(address)) and own in self._own_ids
        ]
        return dict.fromkeys(others if sent else [*mine[:1], *others])

    def _writer(self, address: Address) -> Handle | None:
        """Return the key of who wrote; None for a machine, and for the owner."""
        return None if self._own.owned(address[0]) else self._writers.writer(address)

    def _reader(self, address: Address) -> Handle | None:
        """Return the key of a recipient; None for a machine, an office, and for the owner."""
        if self._own.owned(address[0]) or self._is_tool_reader(address):
            return None
        return self._writers.reader(address)

    def _is_tool_reader(self, address: Address) -> bool:
        if address not in self._no_readers:
            self._no_readers[address] = is_tool_address(address[0]) and is_tool_sender(*address)
        return self._no_readers[address] or self._office.is_read_by(address)

    def _sighting(self, key: Handle | None, address: Address, at: datetime) -> Iterator[Sighting]:
        """Show a person once for each name their address goes by."""
        if key is None or (key, address[1]) in self._shown:
            return
        self._shown.add((key, address[1]))
        handle = email(address[0])
        keys = (key,) if handle is None or key == handle else (key, handle)
        yield Sighting(keys, display_name(address[1]), seen_at=at)

    def _evidence(self, mail: Mail, at: datetime, sender: Address) -> Iterator[Item]:
        """Yield acquaintances between a mail's visible participants, without blind copies."""
        own, writer = self._own.owned(sender[0]), self._writer(sender)
        readers = map(self._reader, mail.recipients)
        others = {key.person_id for key in (writer, *readers) if key is not None}
        sender_id = self._own_ids.get(own) if own else writer and writer.person_id
        acquainted = acquaintances(at, others, "mail", sender=sender_id, source="mail")
        yield from self._evident.news(acquainted)
