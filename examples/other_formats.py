"""Mail, calendar and address book files, written as the programs that export them do."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from email.header import Header
from email.utils import format_datetime, formataddr
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass

from .names import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Card", "Mail", "Meeting", "calendar", "cards", "google_contacts", "mailbox", "table"]

_GOOGLE_HEADER = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,"
    "Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,"
    "Organization Title,Organization Department,Birthday,Notes,Photo,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,"
    "Phone 1 - Label,Phone 1 - Value"
)
_TABLE_COLUMNS = ("Name", "E-Mail", "Firma", "Position", "Stadt", "Telefon")

Address = tuple[str, str]
"""A name and an e-mail address."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail; ``extra`` are further header lines."""

    id: str
    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    sent_at: datetime
    subject: str
    body: str
    thread: int
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of an hour; ``weeks`` above 1 repeats it weekly.

    ``guests`` come with their answer, such as ``ACCEPTED`` or ``DECLINED``.
    """

    uid: str
    title: str
    begins: datetime
    organizer: Address
    guests: tuple[tuple[Address, str], ...]
    room: str = ""
    cancelled: bool = False
    weeks: int = 1


@dataclass(frozen=True, slots=True)
class Card:
    """One entry of an address book."""

    first: str
    last: str
    email: str
    phone: str
    company: str
    title: str
    city: str
    slug: str = ""

    @property
    def full_name(self) -> str:
        """First and last name without stray spaces."""
        return " ".join(f"{self.first} {self.last}".split())


def mailbox(mails: Iterable[Mail]) -> bytes:
    """Write mails as Gmail Takeout does: one mbox file, "From " in bodies left as it is."""
    return "".join(map(_mail, mails)).encode()


def _mail(mail: Mail) -> str:
    """Write one mail with its separator line."""
    label = Header("Gesendet,Geöffnet" if mail.thread % 2 else "Posteingang,Wichtig", "utf-8")
    moment = f"{mail.sent_at:%a %b %d %H:%M:%S +0000 %Y}"
    lines = [
        f"From {1_700_000_000_000_000_000 + mail.thread}@xxx {moment}",
        f"X-GM-THRID: {1_800_000_000_000_000_000 + mail.thread}",
        f"X-Gmail-Labels: {label.encode()}",
        f"Message-ID: <{mail.id}>",
        f"Date: {format_datetime(mail.sent_at)}",
        f"From: {formataddr(mail.sender)}",
        f"To: {', '.join(map(formataddr, mail.to))}",
        *([f"Cc: {', '.join(map(formataddr, mail.cc))}"] if mail.cc else []),
        f"Subject: {Header(mail.subject, 'utf-8').encode()}",
        *mail.extra,
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "",
        mail.body,
        "",
    ]
    return "\n".join(lines) + "\n"


def calendar(meetings: Iterable[Meeting]) -> bytes:
    """Write meetings as an iCalendar file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//invented//EN"]
    for meeting in meetings:
        lines += _meeting(meeting)
    return "\r\n".join(map(_folded, [*lines, "END:VCALENDAR", ""])).encode()


def _meeting(meeting: Meeting) -> list[str]:
    """Write one meeting."""
    ends = meeting.begins + timedelta(hours=1)
    organizer, address = meeting.organizer
    return [
        "BEGIN:VEVENT",
        f"UID:{meeting.uid}",
        f"DTSTAMP:{meeting.begins:%Y%m%dT%H%M%SZ}",
        f"DTSTART:{meeting.begins:%Y%m%dT%H%M%SZ}",
        f"DTEND:{ends:%Y%m%dT%H%M%SZ}",
        *([f"RRULE:FREQ=WEEKLY;COUNT={meeting.weeks}"] if meeting.weeks > 1 else []),
        f"SUMMARY:{meeting.title}",
        f"STATUS:{'CANCELLED' if meeting.cancelled else 'CONFIRMED'}",
        f'ORGANIZER;CN="{_param(organizer)}":mailto:{address}',
        *(
            f'ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT={answer};CN="{_param(name)}":MAILTO:{guest}'
            for (name, guest), answer in meeting.guests
        ),
        *(
            [f"ATTENDEE;CUTYPE=ROOM;PARTSTAT=ACCEPTED:mailto:{meeting.room}"]
            if meeting.room
            else []
        ),
        "END:VEVENT",
    ]


def _param(name: str) -> str:
    """Return a name that may stand in a quoted parameter."""
    return name.replace('"', "'")


def _folded(line: str) -> str:
    """Break a line into pieces of at most 75 octets, as RFC 5545 and RFC 6350 ask."""
    pieces = [""]
    for letter in line:
        if len((pieces[-1] + letter).encode()) > 74:
            pieces.append("")
        pieces[-1] += letter
    return "\r\n ".join(pieces)


def cards(entries: Sequence[Card]) -> bytes:
    """Write vCards: version 3.0, the last in 2.1, and one in the middle that breaks off."""
    parts = [_card(entry, number) for number, entry in enumerate(entries[:-1])]
    parts.insert(len(parts) // 2, "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Broken")
    parts.append(_old_card(entries[-1]))
    return ("\r\n".join(parts) + "\r\n").encode()


def _escaped(text: str) -> str:
    """Escape what separates values in a vCard."""
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")


def _card(entry: Card, number: int) -> str:
    """Write a card of version 3.0."""
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:card-{number:05d}",
        f"FN:{_escaped(entry.full_name)}",
        f"N:{_escaped(entry.last.strip())};{_escaped(entry.first.strip())};;;",
        f"EMAIL;TYPE=INTERNET:{entry.email.upper() if number % 5 == 1 else entry.email}",
        *([f"TEL;TYPE=CELL:{entry.phone}"] if entry.phone else []),
        f"ORG:{_escaped(entry.company)}",
        f"TITLE:{_escaped(entry.title)}",
        *([f"BDAY:1604-03-{1 + number % 28:02d}"] if number % 3 == 0 else []),
        *(
            [f"X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/{quoted(entry.slug)}"]
            if entry.slug
            else []
        ),
        "END:VCARD",
    ]
    return "\r\n".join(map(_folded, lines))


def _old_card(entry: Card) -> str:
    """Write a card of version 2.1, in quoted-printable."""

    def printable(text: str) -> str:
        return "".join(
            c if c.isascii() and c.isalnum() else "".join(f"={b:02X}" for b in c.encode())
            for c in text
        )

    coding = "CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE"
    lines = (
        "BEGIN:VCARD",
        "VERSION:2.1",
        f"N;{coding}:{printable(entry.last)};{printable(entry.first)}",
        f"FN;{coding}:{printable(entry.full_name)}",
        f"EMAIL;INTERNET:{entry.email}",
        "END:VCARD",
    )
    return "\r\n".join(lines)


def google_contacts(entries: Sequence[Card]) -> bytes:
    """Write the CSV of Google Contacts as of 2024; some entries have a second address."""
    columns = _GOOGLE_HEADER.split(",")
    rows = []
    for number, entry in enumerate(entries):
        second = f"{entry.email} ::: old.{entry.email}" if number % 7 == 3 else entry.email
        filled = {
            "First Name": entry.first,
            "Last Name": entry.last,
            "Organization Name": entry.company,
            "Organization Title": entry.title,
            "Birthday": f"--03-{1 + number % 28:02d}" if number % 4 == 0 else "",
            "Labels": "* myContacts ::: Colleagues",
            "E-mail 1 - Label": "* Work",
            "E-mail 1 - Value": second,
            "Phone 1 - Label": "Mobile" if entry.phone else "",
            "Phone 1 - Value": entry.phone,
        }
        rows.append([filled.get(column, "") for column in columns])
    return _csv(columns, rows, ",").encode()


def table(entries: Sequence[Card]) -> bytes:
    """Write a table as a German Excel saves it: semicolons, a byte order mark, an empty row."""
    rows = [
        (entry.full_name, entry.email, entry.company, entry.title, entry.city, entry.phone)
        for entry in entries
    ]
    rows.insert(len(rows) // 2, ("", "", "Nobody & Sons", "", "", ""))
    return ("\ufeff" + _csv(_TABLE_COLUMNS, rows, ";")).encode()


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str) -> str:
    """Write rows below their header, lines ended as Windows does."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()
