"""The header block of a mail, read as bytes: who, to whom, when, in which thread.

Only the few headers that are needed are looked for, and names are decoded only when they are shown:
`benchmarks/mail.py` measures what that saves beside the standard library. Everything is linear in
the length of the block: a block is a stranger's text.
"""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parsedate_to_datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Literal, NamedTuple

from netkit.importers.mail.tool_names import is_tool_remark
from netkit.model.names import MAX_NAME, clean

__all__ = [
    "MAX_HEADERS",
    "Address",
    "Mail",
    "decoded",
    "parse_addresses",
    "parse_date",
    "read_mail",
]

#: Bytes of one header block that are looked at; real ones are 2–20 kB.
MAX_HEADERS = 256 * 1024

#: (address in lower case, display name as written): names are decoded when they are needed.
Address = tuple[str, str]

#: The headers that are looked at, with their folded lines.
_WANTED = re.compile(
    rb"\n(from|s(?:ender|ubject)|to|cc|bcc|d(?:ate|elivered-to)|message-id|references|in-reply-to|"
    rb"list-(?:id|unsubscribe|post|help)|precedence|auto-submitted|feedback-id|mailing-list|"
    rb"return-path(?=:[ \t]*<>)|content-type(?=:[ \t]*multipart/report)|"
    rb"x-(?:gm-thrid|gmail-labels|mozilla-draft-info|mailing-list|"
    rb"auto-?reply|auto-?respond|auto-response-suppress)):([^\n]*+(?:\n[ \t][^\n]*+)*+)",
    re.IGNORECASE,
)
#: Headers that only lists and senders of bulk mail write.
_OF_LISTS = frozenset({
    b"list-id", b"list-unsubscribe", b"list-post", b"list-help", b"mailing-list",
    b"x-mailing-list", b"feedback-id",
})  # fmt: skip
#: Headers of automatic answers; bounces and receipts have an empty Return-Path or are reports.
_OF_MACHINES = frozenset({
    b"return-path", b"content-type", b"x-autoreply", b"x-auto-reply", b"x-autorespond",
    b"x-auto-respond",
})  # fmt: skip
_DECLARATIONS = (
    _OF_LISTS | _OF_MACHINES | {b"precedence", b"auto-submitted", b"x-auto-response-suppress"}
)
_MASS_PRECEDENCE = frozenset({b"bulk", b"list", b"junk"})
_AUTOMATIC_PRECEDENCE = frozenset({b"auto_reply", b"auto-reply", b"autoreply"})
_FALSE = frozenset({b"", b"no", b"false", b"none", b"0"})
#: How the subjects of automatic answers and of receipts begin, folded; for programs that write no
#: header that says so.
_AUTOMATIC_SUBJECT = re.compile(
    r"\s*\[?(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|"
    r"vacation (?:reply|response)|automatische antwort|abwesenheitsnotiz|"
    r"réponse automatique|absence du bureau|respuesta automática|fuera de (?:la )?oficina|"
    r"risposta automatica|fuori (?:sede|ufficio)|resposta automática|ausência temporária|"
    r"automatisch antwoord|autosvar|automaattinen vastaus|automatické? odpověď|"
    r"odpowiedź automatyczna|автоответ|自动答复|自動応答|"
    r"read receipt|delivery (?:status notification|receipt)|undeliver(?:able|ed)|"
    r"mail delivery (?:failed|subsystem)|returned mail|lesebestätigung|unzustellbar)"
    r"(?:\]|\s*[:：(]|\s*$)",
    re.IGNORECASE,
)
_DRAFTS_AND_SPAM = re.compile(
    r"(?:^|,)\s*\"?(?:spam|junk(?: e-?mail)?|drafts?|entwürfe|brouillons?|borradores|bozze|"
    r"rascunhos|concepten)\"?\s*(?:,|$)",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"(?:^|,)\s*\"?(?:sent(?: mail| items| messages)?|gesendet|messages envoyés|envoyés|enviados?|"
    r"posta inviata|inviati|verzonden)\"?\s*(?:,|$)",
    re.IGNORECASE,
)


def role_of_labels(labels: str) -> Literal["", "sent", "left out"]:
    """Return a mail's role by its Gmail labels or folder names, joined by commas.

    >>> role_of_labels("Posteingang,Entwürfe"), role_of_labels("Archived,Sent")
    ('left out', 'sent')
    """
    if _DRAFTS_AND_SPAM.search(labels):
        return "left out"
    return "sent" if _SENT.search(labels) else ""


class Mail(NamedTuple):
    """One mail's headers; a tuple, because 100,000 are made and most are dropped at once.

    `mark` is the Message-ID, or a hash of the block where there is none. `thread` is the first id
    of References, else of In-Reply-To, else the mail's own, so that a mail has the same thread
    wherever it was exported; Gmail's decimal id (kept as text: it has more digits than a float)
    stands in only where a mail has no id at all. `delivered_to` is the mailbox that received it.
    `mass` is sent by a list or in bulk, `automatic` an automatic answer, a bounce or a receipt.
    """

    at: datetime | None
    sender: Address | None
    recipients: tuple[Address, ...]
    blind: tuple[Address, ...]
    thread: str
    mark: str
    subject: str
    delivered_to: str = ""
    mass: bool = False
    automatic: bool = False
    draft_or_spam: bool = False
    sent: bool = False


def read_mail(block: bytes) -> Mail:
    """Parse a header block; a header it lacks is empty, an unreadable date None."""
    block = b"\n" + (block.replace(b"\r\n", b"\n") if b"\r" in block else block)
    # reversed: of a header that stands twice, the first counts
    headers = {name.lower(): value for name, value in reversed(_WANTED.findall(block))}
    get = headers.get
    senders = parse_addresses(get(b"from", b"")) or parse_addresses(get(b"sender", b""))
    delivered = parse_addresses(get(b"delivered-to", b""))
    own_id = _message_id(get(b"message-id", b""))
    mark = own_id or blake2b(block, digest_size=12).hexdigest()
    labels = get(b"x-gmail-labels", b"")
    role = role_of_labels(decoded(_text(labels))) if labels else ""
    subject = _subject(get(b"subject", b""))
    declared = not _DECLARATIONS.isdisjoint(headers)
    return Mail(
        parse_date(get(b"date", b"").strip()) or _date_received(block),
        senders[0] if senders else None,
        parse_addresses(get(b"to", b"")) + parse_addresses(get(b"cc", b"")),
        parse_addresses(get(b"bcc", b"")),
        _thread(headers) or own_id or _text(get(b"x-gm-thrid", b"").strip()) or mark,
        mark,
        subject,
        delivered[0][0] if delivered else "",
        declared and _is_mass(headers),
        (declared and _is_automatic(headers)) or _AUTOMATIC_SUBJECT.match(subject) is not None,
        role == "left out" or b"x-mozilla-draft-info" in headers,
        role == "sent",
    )


def _is_mass(headers: dict[bytes, bytes]) -> bool:
    """Return True for a mail from a list or newsletter, by the headers that these declare."""
    if not _OF_LISTS.isdisjoint(headers):
        return True
    return headers.get(b"precedence", b"").strip().lower() in _MASS_PRECEDENCE


def _is_automatic(headers: dict[bytes, bytes]) -> bool:
    """Return True for an automatic reply: an absence, a receipt or a bounce (RFC 3834)."""
    for name in _OF_MACHINES:
        if name in headers and (name == b"return-path" or _is_yes(headers[name])):
            return True
    if headers.get(b"precedence", b"").strip().lower() in _AUTOMATIC_PRECEDENCE:
        return True
    suppressed = headers.get(b"x-auto-response-suppress", b"").lower().replace(b" ", b"").strip()
    if not {b"all", b"autoreply"}.isdisjoint(suppressed.split(b",")):
        return True
    return _is_yes(headers.get(b"auto-submitted", b"no").partition(b";")[0])


def _is_yes(value: bytes) -> bool:
    return value.strip().lower() not in _FALSE


def _thread(headers: dict[bytes, bytes]) -> str:
    return _message_id(headers.get(b"references", b"")) or _message_id(
        headers.get(b"in-reply-to", b"")
    )


def _message_id(value: bytes) -> str:
    """Return the first ``<id>`` of `value` without its brackets; its first word without them."""
    opening = value.find(b"<")
    closing = value.find(b">", opening)
    if opening < 0 or closing < 0:
        words = value.split(None, 1)
        return _text(words[0]) if words else ""
    return _text(value[opening + 1 : closing].strip())


def _subject(value: bytes) -> str:
    text = clean(_text(value[:2_000]))
    return (clean(decoded(text)) if "=?" in text else text)[:200]


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def decoded(text: str) -> str:
    """Return `text` with its RFC 2047 words decoded; what cannot be decoded stays as it is."""
    if "=?" not in text:
        return text
    try:
        parts = decode_header(text)
    except (HeaderParseError, Base64Error, ValueError, AssertionError):
        return text
    return "".join(part if isinstance(part, str) else _charset(part, name) for part, name in parts)


def _charset(part: bytes, charset: str | None) -> str:
    """Decode a word by the charset it names, else as UTF-8: a wrong name most often stands for it.

    A language after the charset's name (RFC 2231) is dropped.
    """
    for name in ((charset or "ascii").partition("*")[0], "utf-8"):
        # an unknown name, a codec not of text, or other bytes than it has
        with suppress(LookupError, ValueError, TypeError):
            return part.decode(name)
    return part.decode("latin-1")


# --- addresses ---------------------------------------------------------------------------------

#: One token of an address list: quoted text, a comment, an address, a comma, plain text.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|$)|\((?:[^()\\]|\\.)*+\)?|<[^<>]*>?|[,;]|[^"(<,;]+')
#: One mailbox as nearly all are written, up to the comma after it.
_PLAIN = re.compile(
    r"\s*+(?:\"([^\"\\]*+)\"|([^\"<>(),;:@\\]*+))\s*+"
    r"<([^\s<>,;:\"()@]++@[^\s<>,;:\"()@]++)>\s*+(?:,|$)"
)
#: An address from the beginning of its word on: looked for in linear time.
_BARE = re.compile(r"(?<![^\s<>,;:\"()@])[^\s<>,;:\"()@]++@[^\s<>,;:\"()@]++")
_UNESCAPE = re.compile(r"\\(.)")


@lru_cache(maxsize=4_096)
def parse_addresses(value: bytes) -> tuple[Address, ...]:
    """Return the mailboxes of an address header: (address in lower case, name as written).

    >>> parse_addresses(b'"Doe, Jane" <Jane@Example.org>, bob@example.org')
    (('jane@example.org', 'Doe, Jane'), ('bob@example.org', ''))
    """
    if b"@" not in value:
        return ()
    text = _text(value)
    addresses: list[Address] = []
    at = 0
    while match := _PLAIN.match(text, at):
        quoted, plain, address = match.groups()
        addresses.append((address.lower(), " ".join((quoted or plain or "").split())))
        at = match.end()
    if at < len(text):
        addresses += _any_addresses(text[at:].replace("\n", " "))
    return tuple((address, name[:MAX_NAME]) for address, name in addresses)


def _any_addresses(text: str) -> list[Address]:
    """Return the mailboxes of a list with groups, comments, escapes and bare addresses."""
    addresses: list[Address] = []
    name: list[str] = []
    address = comment = ""
    for token in [*_TOKEN.findall(text), ","]:
        if token in (",", ";"):
            addresses += _mailbox(address, name, comment)
            name, address, comment = [], "", ""
        elif token[0] == "<":
            address = token.strip("<> \t")
        elif token[0] == '"':
            name.append(_UNESCAPE.sub(r"\1", token[1:].removesuffix('"')))
        elif token[0] == "(":
            comment = comment or _UNESCAPE.sub(r"\1", token[1:].removesuffix(")"))
        else:
            name.append(token.rpartition(":")[2])  # a group's name stands before a colon
    return addresses


def _mailbox(address: str, name: list[str], comment: str) -> list[Address]:
    """Return one mailbox; where no name stands before it, the comment after it is the name.

    ``ana@example.org (Ana Lima)`` is how names were written before RFC 822, and still are.
    """
    written = " ".join(" ".join(name).split())
    remark = " ".join(comment.split())
    if not address:
        bare = _BARE.search(written)
        return [(bare.group().lower(), remark)] if bare else []
    if written and remark and is_tool_remark(decoded(remark)):
        written = f"{written} ({remark})"
    return [(address.lower(), written or remark)] if _BARE.fullmatch(address) else []


# --- dates -------------------------------------------------------------------------------------

_DATE = re.compile(
    rb"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})\s+([A-Za-z]{3})[a-z]*\s+(\d{4})\s+"
    rb"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(?:([+-])(\d{2}):?(\d{2})|(UT|UTC|GMT|Z)\b)"
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        (b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov",
         b"dec"), 1,
    )
}  # fmt: skip


@lru_cache(maxsize=256)
def _zone(sign: bytes, hours: int, minutes: int) -> timezone:
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if sign == b"-" else offset)


def parse_date(value: bytes) -> datetime | None:
    """Return the time of a Date header in UTC; None when it cannot be read or is absurd.

    A zone nobody knows counts as UTC, as RFC 5322 says of ``-0000``.
    """
    match = _DATE.match(value)
    try:
        return _exact(match) if match else _lenient(value)
    except (ValueError, OverflowError, KeyError, TypeError, IndexError):
        return None


#: When a server took the mail, after the last semicolon of a Received header.
_RECEIVED = re.compile(
    rb"\n(?:x-)?received:[^\n;]*+(?:\n[ \t][^\n;]*+)*+;([^\n]*+(?:\n[ \t][^\n]*+)*+)"
    rb"|\n(?:delivery-date|resent-date):([^\n]*+)",
    re.IGNORECASE,
)


def _date_received(block: bytes) -> datetime | None:
    """Return when the mail arrived, for mails whose own date is missing or cannot be read."""
    for received, delivered in _RECEIVED.findall(block):
        written = b" ".join((received or delivered).split())
        if (moment := parse_date(written.rpartition(b";")[2].strip())) is not None:
            return moment
    return None


def _exact(match: re.Match[bytes]) -> datetime | None:
    day, month, year, hour, minute, second, sign, hours, minutes, _utc = match.groups()
    zone = _zone(sign, int(hours), int(minutes)) if sign else UTC
    moment = datetime(
        int(year), _MONTHS[month.lower()], int(day),
        int(hour), int(minute), min(int(second or 0), 59), tzinfo=zone,
    )  # fmt: skip
    return _sane(moment.astimezone(UTC))


def _lenient(value: bytes) -> datetime | None:
    text = _text(value[:200]).strip()
    if not text:
        return None
    is_iso = text[:4].isdigit()
    moment = datetime.fromisoformat(_ISO_ZONE.sub(r"\1", text)) if is_iso else _rfc_date(text)
    if moment is None:
        return None
    return _sane(moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC))


#: Space before the zone of an ISO date, which Python does not read.
_ISO_ZONE = re.compile(r"\s+([+-]\d{2}:?\d{2}|Z)$")


def _rfc_date(text: str) -> datetime | None:
    moment: datetime | None = parsedate_to_datetime(text)
    return moment


def _sane(moment: datetime) -> datetime | None:
    return moment if moment.year >= 1971 else None  # clocks that were never set say 1970
