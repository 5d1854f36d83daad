"""messages.csv of every era: from rows to messages, and from messages to interactions.

=========  =================================================================================
2018       From, To, Date, Subject, Content, Direction, Folder: names only, no conversations
2021–22    conversations, the sender's profile
2023       the recipients' profiles too, joined by commas, by semicolons or by both
2024–26    drafts, attachments; in 2026 every field quoted
=========  =================================================================================

Drafts, sponsored messages, spam and what a page wrote are no interactions and are counted.
Content holds line breaks and HTML. A missing address means a hidden person.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from operator import itemgetter
from typing import TYPE_CHECKING

from netkit.importers.linkedin.export_dates import moment, second, with_day_order
from netkit.importers.linkedin.rows import TOO_LONG, Skip, excerpt, full_name, latest, rejoin_date
from netkit.importers.linkedin.system_lines import is_system_line
from netkit.importers.tables.delimited import BadRow, Table
from netkit.model.frozen import dataclass
from netkit.model.handles import linkedin
from netkit.model.when import to_epoch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netkit.importers.port import Options
    from netkit.model.people import Handle

__all__ = [
    "OPENING",
    "WANTED",
    "Ends",
    "Left",
    "Message",
    "Reader",
    "profiles_of",
]

WANTED = (frozenset({"from", "to", "date", "content"}),)
_SPONSORED_TITLE = "sponsored conversation"
_SPONSORED_MARKS = ("spinmail", "%FIRSTNAME%")
_MAX_THREAD = 200
_BETWEEN = re.compile(r"[,;|\s]+")
_YES = frozenset({"yes", "true", "1"})
_WAYS = {"OUTGOING": True, "INCOMING": False}
#: What the messages of one conversation have in common, then what is each one's own.
_COLUMNS = (
    "conversationid", "from", "senderprofileurl", "to", "recipientprofileurls", "direction",
    "conversationtitle", "folder", "ismessagedraft", "isconversationdraft",
    "date", "subject", "content",
)  # fmt: skip
_WIDTH = _COLUMNS.index("date")
#: How far into a message the words of an introduction are looked for, in characters.
OPENING = 4_000
#: How many conversations' rows are recognized by what they have in common.
_MOST_ENDS = 100_000
#: Texts of up to so many characters come again ("Thank you!"): how many of them are remembered.
_SHORT, _MOST_TEXTS = 200, 4_096

_DRAFT = Skip("a draft, never sent", bulk=True)
_SPAM = Skip("in the spam folder", bulk=True)
_SPONSORED = Skip("a sponsored message", bulk=True)
_SYSTEM = Skip("a line of LinkedIn's own", bulk=True)
_PAGE = Skip("from a page, not from a person", bulk=True)
_NO_DATE = Skip("its date cannot be read")
_FUTURE = Skip("its date lies in the future")
_TOO_MANY = Skip("more cells than its header")


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """Sender, recipients and conversation of a message, as written; compared by identity.

    `outgoing` is what 2018's Direction says, else None; `to_profiles` is empty before 2023.
    """

    thread: str
    sender: str
    sender_profile: Handle | None
    to: str
    to_profiles: tuple[Handle, ...]
    outgoing: bool | None


#: One message that counts. Its row's line; seconds since 1970; the number of its `Ends` in
#: `Reader.ends`, shared by all between the same; its subject, else its first words; as much of it
#: as may speak of an introduction, None for that same text; a hash of its content. A plain tuple:
#: hundreds of thousands are put aside.
Message = tuple[int, int, int, str, str | None, str]

#: Of a message's content: whether LinkedIn wrote it, then as in a `Message` its first words, the
#: words of an introduction, its hash.
_Text = tuple[bool, str, str | None, str]

#: A row that is no message: its line, then why and whether that is counted, as in a `Skip`.
Left = tuple[int, str, bool]


class Reader:
    """Reads rows; what those of a conversation have in common once.

    `Options.now` bounds the dates of messages.
    """

    def __init__(self, options: Options) -> None:
        self.ends: list[Ends] = []
        #: The title of each conversation that has one.
        self.titles: dict[str, str] = {}
        self._latest = latest(options)
        self._known: dict[tuple[str, ...], int | Skip] = {}
        self._texts: dict[str, _Text] = {}

    def messages(self, table: Table) -> Iterator[Message | Left]:
        """Yield each row as a message, or why it is none."""
        width = len(table.header)
        columns = [table.columns.get(name, -1) for name in _COLUMNS]  # -1: a blank put behind
        pick = itemgetter(*columns)
        at = columns[_WIDTH]
        read = self._read

        def date_of(entry: tuple[int, list[str]] | BadRow) -> str:
            if isinstance(entry, BadRow):
                return ""
            if len(entry[1]) > width:
                rejoin_date(entry[1], width, at)
            return entry[1][at]

        for entry, months_first in with_day_order(table.rows(), date_of):
            if isinstance(entry, BadRow):
                yield entry.line, entry.reason, False
                continue
            line, cells = entry
            if len(cells) > width:
                yield _left(line, _TOO_MANY)
            else:
                cells.append("")
                yield read(line, pick(cells), months_first)
        self._known.clear()  # another file has other conversations

    def _read(self, line: int, cells: tuple[str, ...], months_first: bool) -> Message | Left:
        """Return the message of a row, given as the cells of `_COLUMNS`, or why it is none."""
        key = cells[:_WIDTH]
        ends = self._known.get(key)
        if ends is None:
            ends = self._learn(key)
        if isinstance(ends, Skip):
            return _left(line, ends)
        date, subject, content = cells[_WIDTH:]
        if self.ends[ends].sender_profile is None and any(
            map(content.__contains__, _SPONSORED_MARKS)
        ):
            return _left(line, _SPONSORED)
        at = second(date) or moment(date, months_first=months_first)
        if at is None or at > self._latest:
            return _left(line, _NO_DATE if at is None else _FUTURE)
        words = self._texts.get(content) or self._text_of(content)
        is_system, first_words, opening, mark = words
        if is_system:
            return _left(line, _SYSTEM)
        text = excerpt(subject) if subject else ""
        if text:
            return line, to_epoch(at), ends, text, content[:OPENING], mark
        return line, to_epoch(at), ends, first_words, opening, mark

    def _text_of(self, content: str) -> _Text:
        """Return what a message's content says by itself, and remember it for short ones."""
        text, opening = excerpt(content), content[:OPENING]
        mark = blake2b(content.encode(), digest_size=8).hexdigest()
        words = is_system_line(content), text, None if opening == text else opening, mark
        if len(content) <= _SHORT:
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            self._texts[content] = words
        return words

    def _learn(self, cells: tuple[str, ...]) -> int | Skip:
        if len(self._known) >= _MOST_ENDS:
            self._known.clear()
        ends = _left_out(*cells[6:]) or _ends(*cells[:6])
        if isinstance(ends, Ends):
            self.ends.append(ends)
            if ends.thread and (title := excerpt(cells[6])):
                self.titles[ends.thread] = title
            self._known[cells] = len(self.ends) - 1
        else:
            self._known[cells] = ends
        return self._known[cells]


def _left(line: int, why: Skip) -> Left:
    return line, why.reason, why.bulk


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
    """Return the people's profiles in a cell of addresses joined by commas, semicolons or both."""
    handles = (linkedin(url) for url in _BETWEEN.split(urls) if "/" in url)
    return tuple(dict.fromkeys(handle for handle in handles if handle is not None))
