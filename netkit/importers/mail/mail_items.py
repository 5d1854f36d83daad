"""Mails in, items out: what a mailbox says of its owner's ties. Shared by files and IMAP.

A mail is an interaction when the owner sent it or it was addressed to them, and a person wrote it:
lists, newsletters, automatic replies, no-reply senders, drafts, spam and mails to more than
`Options.max_recipients` people are left out and counted. A mail that arrives twice has the same id
both times, and so is one event; nothing is remembered of single mails, only of people.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Literal

from netkit.errors import BadInputError
from netkit.importers.co_presence import acquaintances
from netkit.importers.mail.headers import Address, Mail, decoded, read_mail
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.model.events import Interaction
from netkit.model.handles import email
from netkit.model.names import clean, fold, natural_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from netkit.model.people import PersonId

__all__ = [
    "MailReader",
    "RawMail",
    "display_name",
    "owner_addresses",
    "owner_sighting",
    "read_mails",
]

#: Mails that are looked at to find out whose mailbox it is; also what is held in memory.
SAMPLE = 2_000

#: Below this share of the sample an address that mail was delivered to is somebody else's.
_OWN_SHARE = 0.1

_NO_REPLY = re.compile(
    r"(?:[^@]*[._+-])?(?:no[._-]?reply|do[._-]?not[._-]?reply|mailer-daemon|postmaster|bounces?|"
    r"notifications?|newsletter)(?:[._+-][^@]*)?@"
)
_MASS = "a list, a newsletter or an automatic sender"
_NOT_YOURS = "neither from you nor to you; name your further addresses with --me"
_DRAFT = "a draft or spam"


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
    """Yield what the mails of one mailbox say.

    Raises
    ------
    BadInputError
        Nothing tells whose mailbox it is; raised before the first item.
    """
    mails = ((raw, read_mail(raw.block)) for raw in raws)
    sample = list(islice(mails, SAMPLE))
    if not sample:
        return
    owner = owner_addresses(sample, options.owner)
    reader = MailReader(owner, options)
    yield owner_sighting(owner, sample)
    for raw, mail in chain(sample, mails):
        yield from reader.items(raw, mail)
    yield from reader.left_out()


# --- whose mailbox -----------------------------------------------------------------------------


def owner_addresses(sample: list[tuple[RawMail, Mail]], said: str) -> tuple[str, ...]:
    """Return the owner's addresses, the most used first.

    In this order: the addresses in `said` (joined by commas); those under which the name in `said`
    wrote; those that mail was delivered to or that sent mail came from, each in at least a tenth of
    such mails; the one address that is in most of the mails, and clearly before the next.

    Raises
    ------
    BadInputError
        None of these tells.
    """
    named = tuple(part.strip().lower() for part in said.split(",") if "@" in part)
    found = named or _by_name(sample, said) or _by_delivery(sample) or _by_presence(sample)
    if not found:
        raise BadInputError(
            f"{sample[0][0].group or sample[0][0].file} does not say whose mail it is; "
            "say it with --me you@example.org"
        )
    return found


def _by_name(sample: list[tuple[RawMail, Mail]], name: str) -> tuple[str, ...]:
    if not name.strip():
        return ()
    wanted = fold(name)
    written = Counter(
        mail.sender[0]
        for _, mail in sample
        if mail.sender and fold(display_name(mail.sender[1])) == wanted
    )
    return tuple(address for address, _ in written.most_common())


def _by_delivery(sample: list[tuple[RawMail, Mail]]) -> tuple[str, ...]:
    own: Counter[str] = Counter()
    for raw, mail in sample:
        if mail.delivered_to:
            own[mail.delivered_to] += 1
        if mail.sender and (mail.sent or raw.role == "sent"):
            own[mail.sender[0]] += 1
    return tuple(
        address for address, count in own.most_common() if count >= _OWN_SHARE * own.total()
    )


def _by_presence(sample: list[tuple[RawMail, Mail]]) -> tuple[str, ...]:
    present: Counter[str] = Counter()
    for _, mail in sample:
        senders = (mail.sender,) if mail.sender else ()
        present.update({address for address, _ in (*senders, *mail.recipients)})
    ranked = present.most_common(2)
    if not ranked or ranked[0][1] < 0.5 * len(sample):
        return ()
    runner_up = ranked[1][1] if len(ranked) > 1 else 0
    return (ranked[0][0],) if ranked[0][1] >= 1.2 * runner_up and len(sample) > 1 else ()


def owner_sighting(owner: tuple[str, ...], sample: list[tuple[RawMail, Mail]]) -> Sighting:
    """Return the owner as the sample shows them: every address, the name most written."""
    names = Counter(
        display_name(mail.sender[1])
        for _, mail in sample
        if mail.sender and mail.sender[0] in owner
    )
    names.pop("", None)
    handles = tuple(handle for handle in map(email, owner) if handle)
    if not handles:
        raise BadInputError(f"{owner[0]!r} is not an address; say it with --me you@example.org")
    name = names.most_common(1)[0][0] if names else ""
    return Sighting(handles, name, owner=True)


# --- names -------------------------------------------------------------------------------------


def display_name(written: str) -> str:
    """Return a display name as people say it; empty when it is an address or nothing.

    >>> display_name("'Doe, Jane'"), display_name("Jane Doe, PhD"), display_name("j@example.org")
    ('Jane Doe', 'Jane Doe, PhD', '')
    """
    name = clean(decoded(written)).strip("'\" ")
    if "@" in name:
        return ""
    return natural_order(name)


# --- one mail after the other ------------------------------------------------------------------


class MailReader:
    """Turns mails into items; knows ids by address, names already shown, mails left out."""

    def __init__(self, owner: tuple[str, ...], options: Options) -> None:
        self._owner = owner
        self._options = options
        self._ids: dict[str, PersonId] = {}
        for handle in filter(None, map(email, owner)):
            self._ids[handle.value] = handle.person_id
        self._shown: set[Address] = set()
        self._skipped: dict[tuple[str, str], tuple[int, int]] = {}

    def items(self, raw: RawMail, mail: Mail) -> Iterator[Item]:
        """Yield what one mail says."""
        reason = _DRAFT if raw.role == "left out" else self._why_not(mail)
        if reason in (_MASS, _NOT_YOURS, _DRAFT) or reason.startswith("to more than"):
            self._count(raw, reason)
        elif reason:
            yield Problem(raw.file, raw.line, reason)
        elif mail.at is not None and mail.sender is not None:
            yield from self._mail(raw, mail, mail.at, mail.sender)

    def left_out(self) -> Iterator[Problem]:
        """Yield the mails that were left out as a kind, counted by file and reason."""
        for (file, reason), (line, count) in self._skipped.items():
            yield Problem(file, line, reason, count)

    def _count(self, raw: RawMail, reason: str) -> None:
        key = (raw.group or raw.file, reason)
        line, count = self._skipped.get(key, (raw.line, 0))
        self._skipped[key] = (line, count + 1)

    def _why_not(self, mail: Mail) -> str:
        if mail.draft_or_spam:
            return _DRAFT
        if mail.sender is None:
            return "no readable sender"
        if mail.mass or _NO_REPLY.match(mail.sender[0]) or " via " in mail.sender[1]:
            return _MASS
        if len(mail.recipients) + len(mail.blind) > self._options.max_recipients:
            return f"to more than {self._options.max_recipients} people"
        return self._why_no_tie(mail, mail.sender[0])

    def _why_no_tie(self, mail: Mail, sender: str) -> str:
        if not self._is_owners(mail, sender):
            return _NOT_YOURS
        if mail.at is None:
            return "no readable date"
        if self._options.now is not None and mail.at > self._options.now:
            return "dated in the future"
        return ""

    def _is_owners(self, mail: Mail, sender: str) -> bool:
        own = self._owner
        return (
            sender in own
            or mail.delivered_to in own
            or any(address in own for address, _ in mail.recipients)
        )

    def _mail(self, raw: RawMail, mail: Mail, at: datetime, sender: Address) -> Iterator[Item]:
        own = sender[0] in self._owner
        to = mail.recipients + mail.blind if own else mail.recipients
        for address in (sender, *to):
            yield from self._sighting(address, at)
        sender_id = self._ids.get(sender[0])
        people = self._recipients(mail, [address for address, _ in to], own)
        if sender_id is None:
            return
        people.pop(sender_id, None)
        if not people:
            return
        yield Interaction(
            at, "email", sender_id, tuple(people), mail.thread, mail.subject, "mail", mail.mark
        )
        if len(people) > 1:
            yield from self._evidence(mail, at, sender)

    def _recipients(self, mail: Mail, to: list[str], own: bool) -> dict[PersonId, None]:
        """Return who got the mail; the owner once, by the address it was sent to."""
        others = [address for address in to if address not in self._owner]
        mine = [address for address in (*to, mail.delivered_to) if address in self._owner]
        reached = others if own else [*mine[:1], *others]
        return {self._ids[address]: None for address in reached if address in self._ids}

    def _sighting(self, address: Address, at: datetime) -> Iterator[Sighting]:
        """Show a person once for each name their address goes by."""
        if address in self._shown:
            return
        self._shown.add(address)
        if address[0] in self._owner:
            return
        handle = None if _NO_REPLY.match(address[0]) else email(address[0])
        if handle:
            self._ids[address[0]] = handle.person_id
            yield Sighting((handle,), display_name(address[1]), seen_at=at)

    def _evidence(self, mail: Mail, at: datetime, sender: Address) -> Iterator[Item]:
        """Whom the mail shows together; those addressed blindly saw nobody."""
        together = [address for address, _ in (sender, *mail.recipients)]
        others = {
            person
            for address in together
            if address not in self._owner and (person := self._ids.get(address))
        }
        yield from acquaintances(at, others, "mail", sender=self._ids.get(sender[0]), source="mail")
