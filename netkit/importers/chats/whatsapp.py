"""A WhatsApp chat exported as text, or the ZIP that holds it: who wrote when, in which group.

The line that begins a message looks different for every system and country: brackets (iPhone) or a
dash (Android), 12 or 24 hours, dots, slashes or hyphens, hidden direction marks and narrow spaces.
The order of day and month is inferred from the whole file. There are no ids and no zones: a message
is told apart by its minute, its sender and a hash of its text; times are in `Options.zone`, the
phone's.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.importers.archive import Archive, Member, open_archive
from netkit.importers.co_presence import acquaintances
from netkit.importers.date_order import month_first, read_day
from netkit.importers.owner_option import owner_handles, owner_name
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.importers.tables.delimited import open_text
from netkit.model.events import Interaction
from netkit.model.handles import named, phone
from netkit.model.names import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from netkit.model.people import Handle

__all__ = ["IMPORTER"]

ORIGIN = "whatsapp"
_MARKS = str.maketrans({mark: None for mark in "\u200e\u200f\u202a\u202b\u202c\ufeff"})
_SPACES = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u2009": " "})
_NOON = r"(?:a\.? ?m\.?|p\.? ?m\.?|上午|下午|午前|午後|오전|오후)"
_START = re.compile(
    r"\[?(?P<day>\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4})\.?,?\s(?:kl\.? |klo |à |at |às |um )?"
    rf"(?P<before>{_NOON} ?)?(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:[:.]\d{{2}})?"
    rf"(?: ?(?P<after>{_NOON}))?\s?(?:\]|\s?[-–—])\s(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_SENDER = re.compile(r"(?P<sender>[^:\n]{1,100}?): ?(?P<text>.*)", re.DOTALL)
_AFTERNOON = re.compile(r"p|下午|午後|오후", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"(?:whatsapp[ -]chat (?:with|mit|con|avec|com|met|-)|chat de whatsapp con|"
    r"discussion whatsapp avec|whatsapp chat - )\s*(?P<who>.+?)(?:\.txt|\.zip)*",
    re.IGNORECASE,
)
#: What a browser adds to the name of a file it has saved before.
_COPY = re.compile(r"\s*\(\d+\)$")
_EXCERPT = 140
_HEAD_LINES = 40


@dataclass(frozen=True, slots=True)
class _Line:
    """A message: the line it begins on, its date and time as written, who wrote it, its text."""

    number: int
    day: str
    clock: time
    sender: str
    text: str


class WhatsAppImporter:
    """Chats exported from a phone."""

    name = "whatsapp"
    summary = "WhatsApp: a chat exported as text (.txt, or the .zip it comes in)"

    def detects(self, path: Path) -> bool:
        """Say whether two of the first lines begin a message."""
        try:
            if path.is_dir():
                return False
            with open_archive(path) as archive:
                member = _chat(archive)
                if member is None:
                    return False
                with archive.open(member) as file:
                    head = file.read(16_384).decode("utf-8", "replace").splitlines()[:_HEAD_LINES]
        except (OSError, BadInputError):
            return False
        return sum(_matched(line) is not None for line in head) >= min(2, len(head)) > 0

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Yield who wrote and each message.

        Raises BadInputError when nothing can be read, or nothing tells which one is the owner.
        """
        with open_archive(path) as archive:
            member = _chat(archive)
            if member is None:
                raise BadInputError(f"{path.name} holds no chat")
            with open_text(lambda: archive.open(member), member.name) as text:
                lines = list(_lines(text))
        if not lines:
            raise BadInputError(f"{path.name} holds no message that can be read")
        yield from _Chat(path.name, lines, options).items()


def _chat(archive: Archive) -> Member | None:
    """Return the chat among the files: the only text, or the one called ``_chat.txt``."""
    texts = [member for member in archive.members if member.name.lower().endswith(".txt")]
    named = [one for one in texts if re.search(r"_chat|whatsapp", one.name, re.IGNORECASE)]
    if archive.path.is_file() and len(archive.members) == 1:
        return archive.members[0]
    return named[0] if len(named) == 1 else None


def _matched(line: str) -> re.Match[str] | None:
    return _START.match(line.translate(_MARKS).translate(_SPACES).lstrip())


def _lines(text: Iterator[str]) -> Iterator[_Line]:
    """Yield the messages; a line that begins none belongs to the one before."""
    current: _Line | None = None
    parts: list[str] = []
    for number, line in enumerate(text, 1):
        match = _matched(line)
        if match is None:
            if len(parts) < _HEAD_LINES:
                parts.append(line)
            continue
        if current is not None:
            yield _whole(current, parts)
        current, parts = _begun(number, match), []
    if current is not None:
        yield _whole(current, parts)


def _whole(line: _Line, parts: list[str]) -> _Line:
    text = "\n".join([line.text, *map(str.rstrip, parts)])
    return _Line(line.number, line.day, line.clock, line.sender, text)


def _begun(number: int, match: re.Match[str]) -> _Line | None:
    """Return a message's beginning; None for what WhatsApp itself says, and impossible times."""
    said = _SENDER.match(match["rest"])
    if said is None:
        return None
    hour, half = int(match["hour"]), match["before"] or match["after"]
    if half:
        hour = hour % 12 + (12 if _AFTERNOON.search(half) else 0)
    try:
        clock = time(hour, int(match["minute"]))
    except ValueError:
        return None
    sender = clean(said["sender"]).lstrip("~ ")
    return _Line(number, match["day"].replace(" ", ""), clock, sender, said["text"].rstrip())


class _Chat:
    """All messages of one chat, and the people in it."""

    def __init__(self, file: str, lines: list[_Line], options: Options) -> None:
        self._file, self._lines, self._options = file, lines, options
        self._senders = Counter(line.sender for line in lines)
        match = _FILE_NAME.fullmatch(file)
        self._with = clean(match["who"]) if match else ""
        self._handles = {sender: self._handle(sender) for sender in self._senders}

    def items(self) -> Iterator[Item]:
        """Yield the people, then the messages in order."""
        me = self._owner()
        own = owner_handles(self._options) or (self._handles[me],)
        self._handles[me] = own[0]
        yield Sighting(own, me, owner=True)
        others = [sender for sender in self._senders if sender != me]
        if not others and self._with:
            others = [self._with]
            self._handles[self._with] = self._handle(self._with)
        yield from (Sighting((self._handles[who],), who) for who in others)
        if len(others) > self._options.max_recipients:
            reason = f"a group of more than {self._options.max_recipients} people"
            yield Problem(self._file, 1, reason, len(self._lines))
        elif others:
            yield from self._messages(others, me)

    def _handle(self, sender: str) -> Handle:
        return phone(sender, self._options.region) or named(ORIGIN, sender)

    def _owner(self) -> str:
        """Return which sender is the owner: the one the user names, or not the one it is with."""
        said = {fold(part) for part in self._options.owner.split(",")}
        said.add(fold(owner_name(self._options)))
        keys = set(owner_handles(self._options))
        for sender, handle in self._handles.items():
            if (
                fold(sender) in said
                or handle in keys
                or fold(sender) in ("you", "du", "tú", "vous")
            ):
                return sender
        rest = [sender for sender in self._senders if fold(sender) != fold(self._with)]
        if self._with and len(rest) == 1 and len(self._senders) <= 2:
            return rest[0]
        names = ", ".join(list(self._senders)[:5])
        raise BadInputError(f"{self._file}: which of these are you? say it with --me: {names}")

    def _messages(self, others: list[str], me: str) -> Iterator[Item]:
        """Yield each message, as sent to the owner and to those who had written before it.

        Who else is in a group the file does not say; and a longer export of the same chat then
        says the same of the same messages.
        """
        order = month_first(line.day for line in self._lines)
        unread: list[int] = []
        present = dict.fromkeys([me, *others] if len(others) == 1 else [me])
        for line in self._lines:
            present[line.sender] = None
            at = _moment(line, order, self._options.zone)
            if at is None or (self._options.now and at.date() > self._options.now.date()):
                unread.append(line.number)
            elif recipients := [who for who in present if who != line.sender]:
                yield self._message(line, at, recipients)
                ids = [self._handles[who].person_id for who in present if who != me]
                yield from acquaintances(at, ids, "thread", source=ORIGIN)
        if unread:
            reason = "a date in the future, unreadable, or with two readings in this file"
            yield Problem(self._file, unread[0], reason, len(unread))

    def _message(self, line: _Line, at: datetime, recipients: list[str]) -> Interaction:
        sender = self._handles[line.sender].person_id
        ids = tuple(self._handles[who].person_id for who in recipients)
        mark = blake2b(line.text.encode("utf-8", "replace"), digest_size=8).hexdigest()
        thread = f"{ORIGIN}/{fold(self._with) or fold(_COPY.sub('', Path(self._file).stem))}"
        return Interaction(
            at, "message", sender, ids, thread, clean(line.text)[:_EXCERPT], ORIGIN, mark
        )


def _moment(line: _Line, order: bool | None, zone: tzinfo) -> datetime | None:
    day = read_day(line.day, order)
    first = day.earliest() if day else None
    try:
        return datetime.combine(first, line.clock, zone).astimezone(UTC) if first else None
    except OverflowError:  # the first or the last day that there is
        return None


IMPORTER = WhatsAppImporter()
