"""A WhatsApp chat exported as text, or the ZIP that holds it: who wrote when, in which group.

There are no ids and no zones: a message is told apart by its minute, its sender and a hash of its
text; times are in `Options.zone`, the phone's. What WhatsApp says itself is nobody's message.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.importers.archive import Archive, Member, open_archive
from netkit.importers.chats.whatsapp_dates import ChatDates
from netkit.importers.chats.whatsapp_lines import (
    ChatLine,
    begins_message,
    join_lines,
    read_chat_lines,
)
from netkit.importers.chats.whatsapp_notices import is_about_group, notices_of
from netkit.importers.co_presence import EvidenceFilter, acquaintances
from netkit.importers.entities import entity
from netkit.importers.introduction_tales import tellings
from netkit.importers.owner_option import (
    owner_handles,
    owner_name,
    owner_names,
    typed_handles,
)
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.importers.tables.delimited import encoding_of, open_text
from netkit.model.events import Interaction
from netkit.model.frozen import dataclass, replace
from netkit.model.handles import named, phone
from netkit.model.names import clean, fold, natural_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from netkit.model.people import Handle

__all__ = ["IMPORTER"]

ORIGIN = "whatsapp"
#: A file's name in the languages that put the partner's last; elsewhere a sender's name tells.
_FILE_NAME = re.compile(
    r"(?:whatsapp[ -]chat (?:with|mit|con|avec|com|met|-)|chat de whatsapp con|"
    r"discussion whatsapp avec|whatsapp chat - |chat whatsapp con|conversa do whatsapp com|"
    r"whatsapp-chat met|czat whatsapp z|чат whatsapp с(?: контактом)?|whatsapp-chatt med)"
    r"\s*(?P<who>.+?)(?:\.txt|\.zip)*",
    re.IGNORECASE,
)
#: What a browser adds to the name of a file it has saved before.
_COPY = re.compile(r"\s*\(\d+\)$")
_EXCERPT = 140
_HEAD_LINES = 40
_HEAD_BYTES = 16_384
#: Lines of another chat that are pasted at once, and how far they go back at least.
_LONGEST_PASTE = 20
_PASTED_BEFORE = timedelta(hours=1)
#: What the owner is called in the export of their own phone.
_SELF = frozenset({"you", "du", "tu", "vous", "voce"})


class WhatsAppImporter:
    """Chats exported from a phone."""

    name = "whatsapp"
    summary = "WhatsApp: a chat exported as text (.txt, or the .zip it comes in)"

    def detects(self, path: Path) -> bool:
        """Detect a chat: two of the first lines begin a message."""
        try:
            if path.is_dir():
                return False
            with open_archive(path) as archive:
                member = _chat(archive)
                if member is None:
                    return False
                with archive.open(member) as file:
                    head = _head_lines(file)
        except (OSError, BadInputError):
            return False
        return sum(map(begins_message, head)) >= min(2, len(head)) > 0

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Yield a chat's members and each message.

        Raises BadInputError when nothing can be read, or nothing tells which one is the owner.
        """
        with open_archive(path) as archive:
            member = _chat(archive)
            if member is None:
                raise BadInputError(f"{path.name} holds no chat")
            with open_text(lambda: archive.open(member), member.name) as text:
                lines = read_chat_lines(text)
        if not lines:
            raise BadInputError(f"{path.name} holds no message that can be read")
        yield from _Chat(path.name, _without_pasted(_dated(lines, options)), options).items()


def _chat(archive: Archive) -> Member | None:
    """Return the chat among the files: the only text, or the one called ``_chat.txt``."""
    texts = [member for member in archive.members if member.name.lower().endswith(".txt")]
    named = [text for text in texts if re.search(r"_chat|whatsapp", text.name, re.IGNORECASE)]
    if archive.path.is_file() and len(archive.members) == 1:
        return archive.members[0]
    return named[0] if len(named) == 1 else None


def _head_lines(file: IO[bytes]) -> list[str]:
    head = file.read(_HEAD_BYTES)
    text = head.decode(encoding_of(BytesIO(head), "chat"), "replace")
    return text.splitlines()[:_HEAD_LINES]


@dataclass(frozen=True, slots=True)
class _Message:
    """A line of a chat that somebody wrote, and when; None when nothing tells the day."""

    line: ChatLine
    at: datetime | None


def _dated(lines: list[ChatLine], options: Options) -> list[_Message]:
    dates = ChatDates.of([line.day for line in lines], options.now.date() if options.now else None)
    return [_Message(line, _moment(line, dates, options.zone)) for line in lines]


def _moment(line: ChatLine, dates: ChatDates, zone: tzinfo) -> datetime | None:
    day = dates.read(line.day)
    if day is None or line.clock is None:
        return None
    try:
        return datetime.combine(day, line.clock, zone).astimezone(UTC)
    except OverflowError:  # the first or the last day that there is
        return None


def _without_pasted(lines: list[_Message]) -> list[_Message]:
    """Return the lines, those of another chat that somebody pasted joined to that message.

    A chat goes on in time. What goes back, by senders who are nowhere else, until the time goes on
    from where it was, was copied from another chat of the same phone.
    """
    times = Counter(message.line.sender for message in lines)
    messages: list[_Message] = []
    at = 0
    while at < len(lines):
        end = at
        while (
            messages
            and end < min(len(lines), at + _LONGEST_PASTE)
            and _is_before(lines[end], messages[-1])
        ):
            end += 1
        pasted = [message.line for message in lines[at:end]]
        lines_by_sender = Counter(line.sender for line in pasted)
        if (
            pasted
            and end < len(lines)
            and all(times[sender] == count for sender, count in lines_by_sender.items())
        ):
            messages[-1] = replace(messages[-1], line=join_lines(messages[-1].line, pasted))
            at = end
        else:
            messages.append(lines[at])
            at += 1
    return messages


def _is_before(message: _Message, previous: _Message) -> bool:
    return (
        message.at is not None
        and previous.at is not None
        and message.at < previous.at - _PASTED_BEFORE
    )


#: Who answers in chats and is a program.
_BOTS = frozenset({"meta ai"})


class _Chat:
    """All messages of one chat, and the people in it."""

    def __init__(self, file: str, lines: list[_Message], options: Options) -> None:
        self._file, self._options = file, options
        notices = notices_of([message.line for message in lines])
        numbers = {line.number for line in notices}
        written = [message for message in lines if message.line.number not in numbers]
        self._messages = [m for m in written if fold(m.line.sender) not in _BOTS]
        self._by_bots = [m.line.number for m in written if fold(m.line.sender) in _BOTS]
        self._notices = notices
        self._is_group = any(map(is_about_group, notices))
        self._senders = Counter(message.line.sender for message in self._messages)
        self._with = self._partner()
        self._handles = {sender: self._handle(sender) for sender in self._senders}

    def items(self) -> Iterator[Item]:
        """Yield the people, then the messages in order, then what is no message."""
        me = self._owner()
        own = typed_handles(self._options) or (self._handle(me),)
        self._handles[me] = own[0]
        own = tuple(dict.fromkeys((*own, *self._options.own_handles)))
        yield Sighting(own, owner_name(self._options) or me, owner=True)
        others = [sender for sender in self._senders if sender != me]
        if not others and self._with and not self._is_group and fold(self._with) not in _BOTS:
            others = [self._with]
            self._handles[self._with] = self._handle(self._with)
        yield from (Sighting((self._handles[partner],), partner) for partner in others)
        if len(others) > self._options.max_recipients:
            reason = f"a group of more than {self._options.max_recipients} people"
            yield Problem(self._file, 1, reason, len(self._messages))
        elif others:
            yield from self._interactions(others, me)
        if self._by_bots:
            yield Problem(self._file, self._by_bots[0], "written by a bot", len(self._by_bots))
            yield entity("machine", "Meta AI", "", ORIGIN)
        if self._notices:
            reason = "WhatsApp's own lines: encryption, missed calls, changes of the group"
            yield Problem(self._file, self._notices[0].number, reason, len(self._notices))

    def _partner(self) -> str:
        """Return the partner or group that the file's name says the chat is with; else empty."""
        if match := _FILE_NAME.fullmatch(self._file):
            return clean(_COPY.sub("", match["who"]))
        title = fold(Path(self._file).stem)
        named_in = [sender for sender in self._senders if fold(sender) in title]
        return named_in[0] if "whatsapp" in title and len(named_in) == 1 else ""

    def _handle(self, sender: str) -> Handle:
        return phone(sender, self._options.region) or named(ORIGIN, sender)

    def _owner(self) -> str:
        """Return which sender is the owner: the one the user names, or not the one it is with.

        Who wrote nothing in a chat of two is still the one the user names.
        """
        own_names = owner_names(self._options)
        keys = set(owner_handles(self._options))
        for sender, handle in self._handles.items():
            if fold(natural_order(sender)) in own_names | _SELF or handle in keys:
                return sender
        partners = [sender for sender in self._senders if fold(sender) != fold(self._with)]
        if not self._is_group:
            if self._with and len(partners) == 1 and len(self._senders) <= 2:
                return partners[0]
            if own_names and len(self._senders) <= 1:
                return owner_name(self._options)
        names = ", ".join(list(self._senders)[:5])
        raise BadInputError(f"{self._file}: which of these are you? say it with --me: {names}")

    def _interactions(self, others: list[str], me: str) -> Iterator[Item]:
        """Yield each message, as sent to the owner and to those who had written before it.

        Who else is in a group the file does not say; and a longer export of the same chat then
        says the same of the same messages.
        """
        now = self._options.now
        unread: list[int] = []
        evident = EvidenceFilter()
        present = dict.fromkeys([me, *others] if len(others) == 1 else [me])
        for message in self._messages:
            sender = message.line.sender
            present[sender] = None
            if message.at is None or (now and message.at.date() > now.date()):
                unread.append(message.line.number)
            elif recipients := [member for member in present if member != sender]:
                contact = self._interaction(message.line, message.at, recipients)
                yield contact
                yield from tellings(contact, message.line.text)
                ids = [self._handles[member].person_id for member in present if member != me]
                seen_together = acquaintances(message.at, ids, "thread", source=ORIGIN)
                yield from evident.news(seen_together)
        if unread:
            reason = "a date in the future, unreadable, or with two readings in this file"
            yield Problem(self._file, unread[0], reason, len(unread))

    def _interaction(self, line: ChatLine, at: datetime, recipients: list[str]) -> Interaction:
        sender = self._handles[line.sender].person_id
        ids = tuple(self._handles[recipient].person_id for recipient in recipients)
        mark = blake2b(line.text.encode("utf-8", "replace"), digest_size=8).hexdigest()
        thread = f"{ORIGIN}/{fold(self._with) or fold(_COPY.sub('', Path(self._file).stem))}"
        return Interaction(
            at, "message", sender, ids, thread, clean(line.text)[:_EXCERPT], ORIGIN, mark
        )


IMPORTER = WhatsAppImporter()
