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

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from netkit.domain.handles import linkedin
from netkit.domain.people import Handle
from netkit.importers.linkedin.dates import minute, second
from netkit.importers.linkedin.rows import (
    TOO_LONG,
    Skip,
    full_name,
    in_future,
    rejoin_date,
)
from netkit.importers.port import Options
from netkit.importers.tables import BadRow, Table

__all__ = ["WANTED", "Left", "Message", "messages", "profiles_of"]

WANTED = (frozenset({"from", "to", "date"}),)
_SPONSORED_TITLE = "sponsored conversation"
_SPONSORED_MARKS = ("spinmail", "%FIRSTNAME%")
_MAX_THREAD = 200
_YES = frozenset({"yes", "true", "1"})
_WAYS = {"OUTGOING": True, "INCOMING": False}
_COLUMNS = (
    "conversationid", "conversationtitle", "from", "senderprofileurl", "to",
    "recipientprofileurls", "date", "subject", "content", "direction", "folder",
    "ismessagedraft", "isconversationdraft",
)  # fmt: skip

_DRAFT = Skip("a draft, never sent", bulk=True)
_SPAM = Skip("in the spam folder", bulk=True)
_SPONSORED = Skip("a sponsored message", bulk=True)
_PAGE = Skip("from a page, not from a person", bulk=True)
_NO_DATE = Skip("its date cannot be read")
_FUTURE = Skip("its date lies in the future")
_TOO_MANY = Skip("more cells than its header")


class Message(NamedTuple):
    """One message that counts, with its people as they are written.

    `outgoing` is what 2018's Direction says, else None; `to_profiles` is empty before 2023.
    """

    line: int
    thread: str
    at: datetime
    sender: str
    sender_profile: Handle | None
    to: str
    to_profiles: tuple[Handle, ...]
    outgoing: bool | None
    subject: str
    content: str


class Left(NamedTuple):
    """A row that is no message: its line and why."""

    line: int
    skip: Skip


def profiles_of(urls: str) -> tuple[Handle, ...]:
    """Return the people's profiles in a cell of addresses joined by commas."""
    if "/" not in urls:
        return ()
    if "," not in urls:
        return _profile_of(urls)
    return tuple(dict.fromkeys(one for url in urls.split(",") for one in _profile_of(url)))


@lru_cache(maxsize=65_536)
def _profile_of(url: str) -> tuple[Handle, ...]:
    found = linkedin(url) if "/" in url else None
    return () if found is None else (found,)


def messages(table: Table, options: Options) -> Iterator[Message | Left]:
    """Yield each row as a message, or why it is none; `Options.now` bounds their dates."""
    width = len(table.header)
    at = [table.columns.get(column, -1) for column in _COLUMNS]  # -1: the blank put behind a row
    for found in table.rows():
        if isinstance(found, BadRow):
            yield Left(found.line, Skip(found.reason))
            continue
        line, cells = found
        if len(cells) > width:
            rejoin_date(cells, width, at[6])
            if len(cells) > width:
                yield Left(line, _TOO_MANY)
                continue
        cells.append("")
        read = _read(line, [cells[position] for position in at], options)
        yield Left(line, read) if isinstance(read, Skip) else read


def _read(line: int, cells: list[str], options: Options) -> Message | Skip:
    thread, title, sender, url, to, urls, date, subject, content, way, *marks = cells
    left = _left_out(title[:30], *marks)
    if left is None and not url and any(mark in content for mark in _SPONSORED_MARKS):
        left = _SPONSORED
    if left is not None:
        return left
    moment = second(date) or minute(date)
    if moment is None:
        return _NO_DATE
    if in_future(moment, options):
        return _FUTURE
    name = full_name(sender, "")
    if name is None:
        return Skip(TOO_LONG)
    profiles = profiles_of(url)
    if not profiles and url.strip():
        return _PAGE
    return Message(
        line, thread[:_MAX_THREAD], moment, name, profiles[0] if profiles else None, to,
        profiles_of(urls), _WAYS.get(way), subject, content,
    )  # fmt: skip


@lru_cache(maxsize=4_096)
def _left_out(title: str, folder: str, draft: str, whole_draft: str) -> Skip | None:
    """Return why a row is no interaction whatever it says; None when it may be one."""
    if not _YES.isdisjoint((draft.strip().lower(), whole_draft.strip().lower())):
        return _DRAFT
    if folder.strip().upper() == "SPAM":
        return _SPAM
    return _SPONSORED if title.strip().lower() == _SPONSORED_TITLE else None
