"""The tables of talk: messages with all that is none, assistants' logs, and invitations."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass

from .linkedin_shape import Shape, Table
from .people import OWNER, Conversation, Message, Person

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["assistant_logs", "invitations", "messages"]

_ADVERT = (
    '<p class="spinmail-quill-editor__spin-break">Hi %FIRSTNAME%,</p><p>grow with us: '
    '<a href="https://example.com/?a=1&amp;b=2">learn more</a></p>'
)
_ADVERTISERS = ("Vireo Software", "Kestrel Academy", "Yarrow Talent", "")
_FOLDERS = ("INBOX", "INBOX", "ARCHIVE", "INBOX", "INBOX", "", "INBOX")
_LOGS = ("guide log", "coach log", "learning_coach log", "learning_role_play log")

_Row = tuple[str, ...]
_Block = tuple[datetime, list[_Row]]
"""The rows of one conversation, and when it was last written in."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A message as a file shows it, before it is cut into that year's columns."""

    conversation: str
    title: str
    sender: str
    sender_link: str
    to: str
    to_links: str
    sent_at: datetime
    text: str
    folder: str = "INBOX"
    attachments: str = ""
    draft: str = "No"
    whole_draft: str = "No"


class _Cutter:
    """Cuts lines into the columns of one year's messages."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.columns = shape.columns("messages")
        self.owner = shape.network.owner.full_name
        self.titled = "CONVERSATION TITLE" in self.columns
        self._getters: list[Callable[[_Line], str]] = [
            self._getter(column) for column in self.columns
        ]

    def __call__(self, line: _Line) -> _Row:
        return tuple([get(line) for get in self._getters])

    def _getter(self, column: str) -> Callable[[_Line], str]:
        """Return the getter that fills a column from a line."""
        return {
            "conversation id": lambda line: line.conversation,
            "conversation title": lambda line: line.title,
            "from": lambda line: line.sender,
            "sender profile url": lambda line: line.sender_link,
            "to": lambda line: line.to,
            "recipient profile urls": lambda line: line.to_links,
            "date": lambda line: self.shape.date("messages", line.sent_at),
            "subject": lambda line: "" if self.titled else line.title,
            "content": lambda line: line.text,
            "direction": lambda line: "OUTGOING" if line.sender == self.owner else "INCOMING",
            "folder": lambda line: line.folder,
            "attachments": lambda line: line.attachments,
            "is message draft": lambda line: line.draft,
            "is conversation draft": lambda line: line.whole_draft,
        }[column.lower()]


def messages(shape: Shape) -> Table:
    """Write the messages, conversation by conversation, the newest first."""
    cut = _Cutter(shape)
    count = len(shape.network.messages)
    blocks = [*_conversations(shape, cut, count), *_adverts(shape, cut, count)]
    blocks += _spam(shape, cut, count)
    blocks.sort(key=lambda block: block[0], reverse=True)
    rows = [row for _, block in blocks for row in block]
    quoted = shape.year == 2026
    return Table(shape.file("messages"), cut.columns, rows, quoted=quoted)


def _conversations(shape: Shape, cut: _Cutter, count: int) -> Iterator[_Block]:
    """Write the conversations, with a few exact duplicates and unsent drafts."""
    rng = shape.rng("messages")
    file = shape.file("messages")
    twice, drafts = 0, 0
    every = max(count // max(3, count // 400), 1)
    number = 0
    for index, run in groupby(shape.network.messages, key=lambda message: message.conversation):
        thread = shape.network.conversations[index]
        if not _nameable(shape, thread):
            continue
        lines = _lines(shape, thread, run)
        rows = [cut(line) for line in lines]
        _count(shape, thread, lines)
        for position in range(len(rows) - 1, -1, -1):
            number += 1
            if number % every == 0:
                rows.insert(position, rows[position])
                twice += 1
        if shape.year >= 2024 and rng.random() < 0.02:
            rows.append(cut(_draft(shape, thread, lines[-1], drafts)))
            drafts += 1
        yield lines[-1].sent_at, rows[::-1]
    shape.tally.skip(file, "duplicate", twice)
    shape.tally.skip(file, "draft", drafts)


def _nameable(shape: Shape, thread: Conversation) -> bool:
    """Return True when this year's file can name the people of a thread.

    Without links, a name that two connections bear, or a comma in a list of names, says nothing
    that could be counted on; such threads are left out.
    """
    if shape.links_people:
        return True
    if shape.ambiguous.intersection(thread.members):
        return False
    return len(thread.members) == 2 or not any(
        "," in shape.network.name(person) for person in thread.members
    )


def _lines(shape: Shape, thread: Conversation, run: Iterable[Message]) -> list[_Line]:
    """Write the messages of a conversation."""
    ends: dict[Person, tuple[str, str, str, str]] = {}
    lines: list[_Line] = []
    for message in run:
        sender = message.sender
        if sender not in ends:
            ends[sender] = _ends(shape, thread, sender)
        folder = _FOLDERS[message.conversation % len(_FOLDERS)]
        if shape.year == 2018 and sender == OWNER:
            folder = "SENT"
        lines.append(
            _Line(thread.id, thread.title, *ends[sender], message.sent_at, message.text, folder)
        )
    return lines


def _ends(shape: Shape, thread: Conversation, sender: Person) -> tuple[str, str, str, str]:
    """Return the sender's name and link, and the others' names and links, joined."""
    to = [person for person in thread.members if person != sender]
    comma = ", " if thread.members[1] % 2 else ","
    return (
        shape.network.name(sender),
        shape.other_link(sender),
        comma.join(map(shape.network.name, to)),
        ",".join(filter(None, map(shape.other_link, to))),
    )


def _count(shape: Shape, thread: Conversation, lines: list[_Line]) -> None:
    """Count a written conversation: its interactions, its people, who met whom."""
    tally = shape.tally
    others = [person for person in thread.members if person != OWNER]
    known = [person for person in others if not shape.network.contact(person).is_hidden]
    tally.messages += len(lines)
    tally.people.update(known)
    if not known:
        tally.with_hidden += len(lines)
    if len(thread.members) > 2:
        tally.met(known)


def _draft(shape: Shape, thread: Conversation, last: _Line, number: int) -> _Line:
    """Write what the owner began to answer and did not send."""
    to = [person for person in thread.members if person != OWNER]
    return _Line(
        conversation=thread.id,
        title=thread.title,
        sender=shape.network.owner.full_name,
        sender_link=shape.link(OWNER),
        to=", ".join(map(shape.network.name, to)),
        to_links=",".join(filter(None, map(shape.link, to))),
        sent_at=last.sent_at,
        text="Thank you! I meant to say that",
        draft="true" if number % 3 == 1 else "Yes",
        whole_draft="Yes" if number % 3 == 2 else "No",
    )


def _adverts(shape: Shape, cut: _Cutter, count: int) -> Iterator[_Block]:
    """Write sponsored messages; each has at least one of their marks."""
    rng = shape.rng("adverts")
    many = max(5, count // 150)
    for number in range(many):
        marked = number % 3 or not cut.titled
        line = _Line(
            conversation=f"2-c3BvbnNvcmVk{number:06d}==",
            title="" if number % 3 == 1 else "Sponsored Conversation",
            sender=_ADVERTISERS[number % len(_ADVERTISERS)],
            sender_link="",
            to=cut.owner,
            to_links=shape.link(OWNER),
            sent_at=shape.ago(rng, 3000),
            text=_ADVERT if marked else "Hi Mara, one seat is left in our programme.",
        )
        yield line.sent_at, [cut(line)]
    shape.tally.skip(shape.file("messages"), "sponsored", many)


def _spam(shape: Shape, cut: _Cutter, count: int) -> Iterator[_Block]:
    """Write messages that LinkedIn put into the SPAM folder; their senders are nobody's people."""
    rng = shape.rng("spam")
    many = max(3, count // 300)
    for number in range(many):
        name = f"Rich Quick {number + 1}"
        line = _Line(
            conversation=f"2-c3BhbQ{number:06d}==",
            title="",
            sender=name,
            sender_link=f"https://www.linkedin.com/in/rich-quick-{number + 1}",
            to=cut.owner,
            to_links=shape.link(OWNER),
            sent_at=shape.ago(rng, 2000),
            text="Dear friend, I have a proposal of great profit.",
            folder="SPAM",
        )
        yield line.sent_at, [cut(line)]
    shape.tally.skip(shape.file("messages"), "spam", many)


def assistant_logs(shape: Shape) -> list[Table]:
    """Write the logs of talks with LinkedIn's assistants: columns as messages, but nobody there."""
    cut = _Cutter(shape)
    tables = []
    for log in _LOGS:
        file = shape.file(log)
        if not file:
            continue
        rng = shape.rng(log)
        rows = [cut(_log_line(shape, rng, number)) for number in range(6)]
        shape.tally.skip(file, "assistant log", len(rows))
        tables.append(Table(file, cut.columns, rows))
    return tables


def _log_line(shape: Shape, rng: random.Random, number: int) -> _Line:
    """Write one turn of a talk with an assistant."""
    me, coach = shape.network.owner.full_name, "LinkedIn Assistant"
    mine = number % 2 == 0
    return _Line(
        conversation="2-YXNzaXN0YW50==",
        title="",
        sender=me if mine else coach,
        sender_link=shape.link(OWNER) if mine else "",
        to=coach if mine else me,
        to_links="" if mine else shape.link(OWNER),
        sent_at=shape.ago(rng, 200),
        text="How do I ask for feedback?" if mine else "Start with\n1. the purpose, and 2. a date.",
    )


def invitations(shape: Shape) -> Table:
    """Write the invitations, the newest first; some rows have lost their links."""
    rows: list[_Row] = []
    ordered = sorted(shape.network.invitations, key=lambda one: one.sent_at, reverse=True)
    for invitation in ordered:
        pair = (invitation.sender, invitation.receiver)
        other = max(pair)
        if other in shape.ambiguous and not shape.links_people:
            continue
        shape.tally.invitations += 1
        shape.tally.people.add(other)
        direction = "OUTGOING" if invitation.sender == OWNER else "INCOMING"
        moment = shape.date("short", invitation.sent_at)
        names = map(shape.network.name, pair)
        rows.append((*names, moment, invitation.note, direction, *_links(shape, pair)))
    closed = shape.year < 2024
    return Table(shape.file("invitations"), shape.columns("invitations"), rows, closed=closed)


def _links(shape: Shape, pair: tuple[Person, Person]) -> _Row:
    """Return both links; every 29th connection's row has none, if the name is unique."""
    if not shape.links_people:
        return ()
    other = max(pair)
    is_connection = other <= len(shape.network.connections)
    if is_connection and other % 29 == 0 and other not in shape.ambiguous:
        return ("", "")
    return tuple(shape.other_link(person) for person in pair)
