"""SMS Backup & Restore (Android) XML: text messages, picture messages and, if saved, calls.

Read as a stream: pictures lie in the file as base64 attributes of hundreds of megabytes. The app
writes an emoji as two halves (``&#55357;&#56832;``), which no XML parser takes; they are put
together first. A document that declares entities is refused.

type: 1 received, 2 sent, 3 draft, 4 outbox, 5 failed, 6 queued; calls: 1 in, 2 out, 3 missed, 4
voicemail, 5 rejected, 6 refused. Dates are milliseconds since 1970 UTC.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from typing import IO, TYPE_CHECKING, Literal
from xml.parsers import expat

from netkit.errors import BadInputError
from netkit.importers.co_presence import EvidenceFilter, acquaintances
from netkit.importers.introduction_tales import tellings
from netkit.importers.owner_option import owner_of
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.model.events import Interaction
from netkit.model.handles import email, named, own_id, phone
from netkit.model.names import clean, fold, natural_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.model.people import Handle, PersonId

__all__ = ["IMPORTER"]

ORIGIN = "sms"
_CHUNK = 1 << 18
_EXCERPT = 140
_HALVES = re.compile(rb"&#(5[5-6]\d{3});&#(5[6-7]\d{3});")
_LONE = re.compile(rb"&#(?:5(?:529[6-9]|5[3-9]\d\d|[67]\d{3})|0|[1-8]|1[124-9]|2\d|3[01]);")
_PICTURE = b' data="'
#: What at the end of a chunk may go on as the two halves of an emoji, or as a picture.
_PARTIAL = re.compile(rb"(?:&(?:#\d{0,5}(?:;(?:&(?:#\d{0,5})?)?)?)?| (?:d(?:a(?:t(?:a=?)?)?)?)?)\Z")
_NO_NAME = frozenset({"", "null", "(unknown)", "unknown"})
_SENT, _RECEIVED = "2", "1"
#: MMS addresses: 137 from, 151 to, 130 copy to.
_FROM = "137"


@dataclass(slots=True)
class _Message:
    """One message or call while its element is open."""

    kind: Literal["sms", "mms", "call"]
    line: int
    facts: dict[str, str]
    texts: list[str] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)


class SmsImporter:
    """Messages and calls of an Android phone."""

    name = "sms"
    summary = "text messages and calls: SMS Backup & Restore (.xml)"

    def detects(self, path: Path) -> bool:
        """Detect the root element ``smses`` or ``calls``."""
        try:
            if path.is_dir():
                return False
            with path.open("rb") as file:
                return re.search(rb"<(?:smses|calls)[\s>]", file.read(8_192)) is not None
        except OSError:
            return False

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Yield the owner's correspondents, and each message and call.

        Raises BadInputError on a document that is not well-formed from its beginning.
        """
        book = _Book(path.name, options)
        yield book.owner
        has_messages = False
        with path.open("rb") as file:
            for message in _messages(file):
                if isinstance(message, str):
                    if not has_messages:
                        raise BadInputError(f"{path.name}: {message}")
                    yield Problem(path.name, 1, f"the rest of the file: {message}")
                    break
                has_messages = True
                yield from book.items(message)
        yield from book.left_out()


def _messages(file: IO[bytes]) -> Iterator[_Message | str]:
    """Yield the messages, and at last why the rest cannot be read, where it cannot."""
    handler = _Handler()
    try:
        for data in _text_only(file):
            handler.parser.Parse(data, False)
            yield from handler.taken()
        handler.parser.Parse(b"", True)
    except (expat.ExpatError, BadInputError) as error:
        yield from handler.taken()
        yield "not well-formed XML" if isinstance(error, expat.ExpatError) else str(error)
        return
    yield from handler.taken()


def _text_only(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the document without its pictures and with whole emoji, however it is cut."""
    held, dropping = b"", False
    while chunk := file.read(_CHUNK):
        text, dropping = _without_pictures(held + chunk, dropping)
        text = _HALVES.sub(_joined, text)
        partial = _PARTIAL.search(text, max(0, len(text) - 2 * len("&#55357;")))
        cut = partial.start() if partial else len(text)
        held = text[cut:]
        yield _LONE.sub(b"?", text[:cut])
    yield _LONE.sub(b"?", held)


def _without_pictures(data: bytes, dropping: bool) -> tuple[bytes, bool]:
    """Return `data` without the values of ``data="…"``, and whether one goes on after its end."""
    chunks: list[bytes] = []
    at = 0
    while True:
        if dropping:
            at = data.find(b'"', at)
            if at < 0:
                return b"".join(chunks), True
        start = data.find(_PICTURE, at)
        if start < 0:
            return b"".join([*chunks, data[at:]]), False
        chunks.append(data[at : start + len(_PICTURE)])
        at, dropping = start + len(_PICTURE), True


def _joined(match: re.Match[bytes]) -> bytes:
    high, low = int(match[1]) - 0xD800, int(match[2]) - 0xDC00
    if 0 <= high < 0x400 and 0 <= low < 0x400:
        return b"&#%d;" % (0x10000 + high * 0x400 + low)
    return b"?"


class _Handler:
    """Collects messages from the parser's calls."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8")  # whatever a damaged first line says
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        self._open: _Message | None = None
        self._done: list[_Message] = []

    def taken(self) -> list[_Message]:
        """Return the complete messages and clear the buffer."""
        done, self._done = self._done, []
        return done

    def _doctype(self, *_: object) -> None:
        raise BadInputError("it declares a document type; no backup does; refused")

    def _start(self, name: str, facts: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        if name == "sms":
            self._open = _Message("sms", line, facts)
        elif name == "mms":
            self._open = _Message("mms", line, facts)
        elif name == "call":
            self._open = _Message("call", line, facts)
        elif self._open is not None and name == "part":
            if facts.get("ct") == "text/plain":
                self._open.texts.append(facts.get("text", ""))
        elif self._open is not None and name == "addr":
            people = self._open.senders if facts.get("type") == _FROM else self._open.recipients
            people.append(facts.get("address", ""))

    def _end(self, name: str) -> None:
        if self._open is not None and name == self._open.kind:
            self._done.append(self._open)
            self._open = None


class _Book:
    """The people of one backup; yields each once."""

    def __init__(self, file: str, options: Options) -> None:
        self._file, self._options = file, options
        self.owner = owner_of(options, ORIGIN)
        self._own = set(self.owner.handles)
        self._shown: set[tuple[Handle, str]] = set()
        self._skipped: dict[str, tuple[int, int]] = {}
        self._evident = EvidenceFilter()

    def items(self, message: _Message) -> Iterator[Item]:
        """Yield the people of a message and the message, or why it does not count."""
        at = _time(message.facts.get("date", ""))
        direction = message.facts.get("msg_box" if message.kind == "mms" else "type", "")
        if at is None or (self._options.now is not None and at > self._options.now):
            yield Problem(self._file, message.line, "no readable date, or one in the future")
        elif direction not in (_SENT, _RECEIVED):
            self._skip(message, "a draft, unsent, missed or refused")
        else:
            yield from self._contact(message, at, sent=direction == _SENT)

    def left_out(self) -> Iterator[Problem]:
        """Yield a problem per reason for skipped messages, with their number."""
        for reason, (line, count) in self._skipped.items():
            yield Problem(self._file, line, reason, count)

    def _skip(self, message: _Message, reason: str) -> None:
        line, count = self._skipped.get(reason, (message.line, 0))
        self._skipped[reason] = (line, count + 1)

    def _contact(self, message: _Message, at: datetime, *, sent: bool) -> Iterator[Item]:
        people = self._people(message)
        if not people or len(people) > self._options.max_recipients:
            self._skip(message, "to nobody, to more people than count, or from a service")
            return
        for handle, name in people.items():
            if (handle, name) not in self._shown:
                self._shown.add((handle, name))
                yield Sighting((handle,), name, seen_at=at)
        ids = [handle.person_id for handle in people]
        me = self.owner.handles[0].person_id
        sender = me if sent else self._sender(message, ids)
        text = message.facts.get("body", "") or " ".join(message.texts)
        mark = blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()
        contact = Interaction(
            at,
            "call" if message.kind == "call" else "text",
            sender,
            tuple(person for person in (me, *ids) if person != sender),
            f"{ORIGIN}/{'+'.join(sorted(ids))}",
            "" if message.kind == "call" else clean(text[: 4 * _EXCERPT])[:_EXCERPT],
            ORIGIN,
            "" if message.kind == "call" else mark,
        )  # fmt: skip
        yield contact
        yield from tellings(contact, text)
        yield from self._evident.news(acquaintances(at, ids, "thread", source=ORIGIN))

    def _people(self, message: _Message) -> dict[Handle, str]:
        """Return the others of a message by their keys, with the names the phone knows."""
        facts = message.facts
        numbers = [part for part in re.split(r"[~;]", facts.get("address") or facts.get("number")
                                             or "") if part.strip()]  # fmt: skip
        names = _names(facts.get("contact_name") or "", len(numbers))
        people: dict[Handle, str] = {}
        for number, name in zip(numbers, names, strict=True):
            contact_name = "" if fold(name) in _NO_NAME else name
            handle = self._handle(number, contact_name)
            if handle is not None and handle not in self._own:
                people[handle] = contact_name
        return people

    def _handle(self, number: str, name: str) -> Handle | None:
        """Return a key: the number, an address, a short local number within this phone."""
        handle = phone(number[:100], self._options.region) or email(number[:300])
        if handle is not None:
            return handle
        digits = re.sub(r"\D", "", number)
        if len(digits) >= 7:
            return own_id(ORIGIN, digits)
        return named(ORIGIN, name) if name else None  # "DHL", 22000: a service, unless it is known

    def _sender(self, message: _Message, ids: list[PersonId]) -> PersonId:
        """Return the sender of a received message; in a group, the one that the phone names."""
        for number in message.senders:
            handle = self._handle(number, "")
            if handle is not None and handle.person_id in ids:
                return handle.person_id
        return ids[0]


def _names(written: str, count: int) -> list[str]:
    """Return the names of `count` people: one may hold a comma, several are separated by them."""
    parts = [written] if count == 1 else written.split(", ")
    if len(parts) != count:
        return [""] * count
    return [natural_order(clean(part[:1_000])) for part in parts]


def _time(text: str) -> datetime | None:
    try:
        moment = datetime.fromtimestamp(int(text) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment.replace(microsecond=0) if moment.year >= 1971 else None


IMPORTER = SmsImporter()
