"""messages.csv of every era: from rows to messages, and from messages to interactions.

=========  =================================================================================
2018       From, To, Date, Subject, Content, Direction, Folder: names only, no conversations
2021–22    conversations, the sender's profile
2023       the recipients' profiles too, joined by commas
2024–26    drafts, attachments; in 2026 every field quoted
=========  =================================================================================

Drafts, sponsored messages, spam and what a page wrote are no interactions and are counted.
Content holds line breaks and HTML. A missing address means a hidden person.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from netkit.domain.handles import linkedin
from netkit.importers.linkedin.dates import minute, second
from netkit.importers.linkedin.rows import TOO_LONG, Skip, full_name, latest, rejoin_date
from netkit.importers.tables import BadRow, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from netkit.domain.people import Handle
    from netkit.importers.port import Options

__all__ = [
    "WANTED",
    "Ends",
    "Left",
    "Message",
    "Reader",
    "first_messages",
    "messages",
    "profiles_of",
]

WANTED = (frozenset({"from", "to", "date", "content"}),)
_SPONSORED_TITLE = "sponsored conversation"
_SPONSORED_MARKS = ("spinmail", "%FIRSTNAME%")
_MAX_THREAD = 200
_YES = frozenset({"yes", "true", "1"})
_WAYS = {"OUTGOING": True, "INCOMING": False}
#: What the messages of one conversation have in common, then what is each one's own.
_COLUMNS = (
    "conversationid", "from", "senderprofileurl", "to", "recipientprofileurls", "direction",
    "conversationtitle", "folder", "ismessagedraft", "isconversationdraft",
    "date", "subject", "content",
)  # fmt: skip
_WIDTH = _COLUMNS.index("date")
_ISO_LENGTH = len("2026-02-01 08:00:00 UTC")  # dates of this form sort as they are written
#: How many conversations' people are remembered while reading.
_MOST_ENDS = 100_000

_DRAFT = Skip("a draft, never sent", bulk=True)
_SPAM = Skip("in the spam folder", bulk=True)
_SPONSORED = Skip("a sponsored message", bulk=True)
_PAGE = Skip("from a page, not from a person", bulk=True)
_NO_DATE = Skip("its date cannot be read")
_FUTURE = Skip("its date lies in the future")
_TOO_MANY = Skip("more cells than its header")


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """Who wrote to whom in which conversation, as it is written; compared by identity.

    `outgoing` is what 2018's Direction says, else None; `to_profiles` is empty before 2023.
    """

    thread: str
    sender: str
    sender_profile: Handle | None
    to: str
    to_profiles: tuple[Handle, ...]
    outgoing: bool | None


class Message(NamedTuple):
    """One message that counts. Messages between the same ends share one `Ends`."""

    line: int
    at: datetime
    ends: Ends
    subject: str
    content: str


class Left(NamedTuple):
    """A row that is no message: its line and why."""

    line: int
    skip: Skip


def messages(table: Table, reader: Reader) -> Iterator[Message | Left]:
    """Yield each row as a message, or why it is none."""
    read = reader.read
    for found in _picked(table):
        yield found if isinstance(found, Left) else read(*found)


def first_messages(table: Table, reader: Reader) -> Iterator[Message | Left]:
    """Yield as :func:`messages`, but of the messages between the same ends not the older ones.

    That is all it takes to learn who is there, and when the last message was.
    """
    read = reader.read
    known: dict[tuple[str, ...], str] = {}
    for found in _picked(table):
        if isinstance(found, Left):
            yield found
            continue
        cells = found[1]
        ends, date = cells[:_WIDTH], cells[_WIDTH]
        if date <= known.get(ends, "") and len(date) == _ISO_LENGTH:
            continue
        message = read(*found)
        if isinstance(message, Message):
            known[ends] = date
        yield message


def _picked(table: Table) -> Iterator[tuple[int, tuple[str, ...]] | Left]:
    """Yield the line and the cells of `_COLUMNS` of each row, or why it has none."""
    width = len(table.header)
    columns = [table.columns.get(name, -1) for name in _COLUMNS]  # -1: a blank put behind the row
    pick = itemgetter(*columns)
    for found in table.rows():
        if isinstance(found, BadRow):
            yield Left(found.line, Skip(found.reason))
            continue
        line, cells = found
        if len(cells) > width:
            rejoin_date(cells, width, columns[_WIDTH])
        if len(cells) > width:
            yield Left(line, _TOO_MANY)
        else:
            cells.append("")
            yield line, pick(cells)


class Reader:
    """Reads rows; what those of a conversation have in common once, for both passes.

    `Options.now` bounds the dates of messages.
    """

    def __init__(self, options: Options) -> None:
        self._latest = latest(options)
        self._known: dict[tuple[str, ...], Ends | Skip] = {}

    def read(self, line: int, cells: tuple[str, ...]) -> Message | Left:
        """Return the message of a row, given as the cells of `_COLUMNS`, or why it is none."""
        key = cells[:_WIDTH]
        ends = self._known.get(key) or self._learn(key)
        if isinstance(ends, Skip):
            return Left(line, ends)
        date, subject, content = cells[_WIDTH:]
        if ends.sender_profile is None and any(mark in content for mark in _SPONSORED_MARKS):
            return Left(line, _SPONSORED)
        at = second(date) or minute(date)
        if at is None or at > self._latest:
            return Left(line, _NO_DATE if at is None else _FUTURE)
        return Message(line, at, ends, subject, content)

    def _learn(self, cells: tuple[str, ...]) -> Ends | Skip:
        if len(self._known) >= _MOST_ENDS:
            self._known.clear()
        ends = self._known[cells] = _left_out(*cells[6:]) or _ends(*cells[:6])
        return ends


def _left_out(title: str, folder: str, draft: str, whole_draft: str) -> Skip | None:
    """Return why a row is no interaction whatever it says; None when it may be one."""
    if not _YES.isdisjoint((draft.strip().lower(), whole_draft.strip().lower())):
        return _DRAFT
    if folder.strip().upper() == "SPAM":
        return _SPAM
    return _SPONSORED if title.strip().lower() == _SPONSORED_TITLE else None


def _ends(thread: str, sender: str, url: str, to: str, urls: str, way: str) -> Ends | Skip:
    name = full_name(sender, "")
    if name is None:
        return Skip(TOO_LONG)
    profiles = profiles_of(url)
    if not profiles and url.strip():
        return _PAGE
    profile = profiles[0] if profiles else None
    way = way.strip().upper()
    return Ends(thread[:_MAX_THREAD], name, profile, to, profiles_of(urls), _WAYS.get(way))


def profiles_of(urls: str) -> tuple[Handle, ...]:
    """Return the people's profiles in a cell of addresses joined by commas."""
    found = (linkedin(url) for url in urls.split(",") if "/" in url)
    return tuple(dict.fromkeys(handle for handle in found if handle is not None))
