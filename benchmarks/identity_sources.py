"""Invent one life told by five sources: who wrote from where, and whose each key is.

1,200 LinkedIn connections (40 pairs of namesakes at different firms); a mailbox of 400 of them: 30
under a nickname, 10 still at their last employer's address, 30 at a private address, which says
nothing of an employer. Of the private ones ten are shown by LinkedIn too, fifteen by a vCard, and
of five nothing but the name tells who they are. 300 vCards: 20 under a married name, 25 with one
switchboard in common. 60 text chats. A calendar with 100 of the mailbox.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Collection, Mapping
    from pathlib import Path

__all__ = ["OWNER", "Truth", "invent_lives", "write_sources"]

OWNER = "ida@moor.example"
_PRIVATE = ("web.example", "mail.example", "posteo.example")
_GIVEN = [
    "Robert", "William", "Elizabeth", "Katherine", "Margaret", "Edward", "Anthony", "Susan",
    "Rosa", "Otto", "Henrik", "Ingrid", "Pavel", "Yusuf", "Amara", "Leonor", "Tomas", "Freya",
    "Matteo", "Chiara", "Bruno", "Selma", "Viktor", "Nadia", "Oskar", "Ylva", "Rafael", "Lucia",
]  # fmt: skip
_NICKNAMES = {
    "Robert": "Bob", "William": "Bill", "Elizabeth": "Liz", "Katherine": "Kate",
    "Margaret": "Peggy", "Edward": "Ted", "Anthony": "Tony", "Susan": "Sue",
}  # fmt: skip
_SURNAMES = [
    a + b
    for a in ("Brand", "Hollo", "Mar", "Ves", "Kor", "Lind", "Tar", "Wen", "Sol", "Dra")
    for b in ("berg", "way", "chetti", "ström", "nik", "hart", "ova", "mann")
]
_FIRMS = [
    f"{a}{b}"
    for a in ("Bright", "Oak", "Fern", "North", "Silver", "Clear", "Stone", "River", "Ash", "Elm")
    for b in ("moor", "line", "gate", "works", "field", "bridge", "well", "port", "crest", "dale")
]


@dataclass(frozen=True, slots=True)
class Life:
    """An invented person: name, work and keys."""

    number: int
    given: str
    surname: str
    firm: str
    mail: str
    phone: str
    last_firm: str


def invent_lives(rng: random.Random) -> list[Life]:
    """Return 1,200 people, the last 40 namesakes of the first 40 at other firms."""
    names = list(product(_GIVEN, _SURNAMES))
    firms = list(_FIRMS)
    rng.shuffle(names)
    rng.shuffle(firms)
    names = [*names[:1160], *names[:40]]
    lives: list[Life] = []
    for number, (given, surname) in enumerate(names):
        firm = firms[(number * 7 + number // 1160) % len(firms)]
        last = firms[(number * 7 + 31) % len(firms)]
        local = f"{given}.{surname}".lower().replace("ö", "o")
        mail = f"{local}@{firm.lower()}.example"
        lives.append(Life(number, given, surname, firm, mail, f"+4478{number:08d}", last))
    return lives


@dataclass(frozen=True, slots=True)
class Truth:
    """Whose each key is, by number, and who cannot be told by anything but a name.

    Attributes
    ----------
    owners : a key → the number of its person.
    private, moved : the numbers of those with a private address, or at their last employer's.
    """

    owners: Mapping[str, int]
    private: frozenset[int]
    moved: frozenset[int]


def write_sources(folder: Path, lives: list[Life], rng: random.Random) -> Truth:
    """Write the five sources into a folder, each under its first letter; return the truth."""
    owners = {f"linkedin:p-{life.number}": life.number for life in lives}
    nicknamed = [life for life in lives if life.given in _NICKNAMES][:30]
    in_mail = [*lives[1130:], *nicknamed]
    others = [life for life in lives[:1130] if life not in nicknamed]
    in_mail += rng.sample(others, 400 - len(in_mail))
    special = rng.sample([life for life in in_mail if life not in nicknamed], 40)
    moved, private = special[:10], special[10:]
    mails = {life.number: life.mail for life in in_mail}
    for life in moved:
        mails[life.number] = f"{life.mail.partition('@')[0]}@{life.last_firm.lower()}.example"
    for life in private:
        mails[life.number] = f"{life.mail.partition('@')[0]}@{rng.choice(_PRIVATE)}"
    owners |= {f"email:{mail}": number for number, mail in mails.items()}
    cards = private[10:25] + rng.sample([life for life in lives if life not in private], 285)
    owners |= {f"phone:{life.phone}": life.number for life in cards}
    shown = {life.number for life in private[:10]}
    _write_linkedin(folder / "l", lives, {number: mails[number] for number in shown})
    _write_mail(folder / "m.mbox", in_mail, mails, {life.number for life in nicknamed})
    _write_cards(folder / "v.vcf", cards, mails, private)
    _write_chats(folder / "s.xml", rng.sample(cards, 60))
    _write_calendar(folder / "c.ics", rng.sample(in_mail, 100), mails)
    return Truth(
        owners,
        frozenset(life.number for life in private),
        frozenset(life.number for life in moved),
    )


def _write_linkedin(folder: Path, lives: list[Life], shown: Mapping[int, str]) -> None:
    folder.mkdir()
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    rows = [
        f"{life.given},{life.surname},https://www.linkedin.com/in/p-{life.number},"
        f"{shown.get(life.number, '')},{life.firm},Engineer,"
        f"{life.number % 28 + 1:02d} Mar {2010 + life.number % 14}\n"
        for life in lives
    ]
    (folder / "Connections.csv").write_text(head + "".join(rows), encoding="utf-8")
    (folder / "Profile.csv").write_text("First Name,Last Name\nIda,Moor\n", encoding="utf-8")


def _write_mail(
    path: Path, lives: list[Life], mails: Mapping[int, str], nicknamed: set[int]
) -> None:
    from email.header import Header

    parts = []
    for life in lives:
        given = _NICKNAMES[life.given] if life.number in nicknamed else life.given
        name = Header(f"{given} {life.surname}", "utf-8").encode()
        for way in (0, 1):
            me, them = "Ida Moor <ida@moor.example>", f"{name} <{mails[life.number]}>"
            sender, to = (me, them) if way else (them, me)
            parts.append(
                f"From x Mon Mar  2 10:00:00 2026\nFrom: {sender}\nTo: {to}\nSubject: plan\n"
                f"Date: Mon, 02 Mar 2026 1{way}:{life.number % 60:02d}:00 +0000\n"
                f"Message-ID: <{life.number}.{way}@x.example>\n\nhello\n\n"
            )
    path.write_text("".join(parts), encoding="utf-8")


def _write_cards(
    path: Path, cards: list[Life], mails: Mapping[int, str], private: Collection[Life]
) -> None:
    married = [life for life in cards if life.number in mails and life not in private][:20]
    sharing = [life for life in cards if life not in married][:25]
    parts = []
    for life in cards:
        surname = "Newhall" if life in married else life.surname
        lines = [f"FN:{life.given} {surname}", f"ORG:{life.firm} Ltd", f"TEL:{life.phone}"]
        if life.number in mails:
            lines.append(f"EMAIL:{mails[life.number]}")
        if life in sharing:
            lines.append("TEL:+442079460000")
        body = "\n".join(lines)
        parts.append(f"BEGIN:VCARD\nVERSION:3.0\n{body}\nEND:VCARD\n")
    path.write_text("".join(parts), encoding="utf-8")


def _write_chats(path: Path, lives: list[Life]) -> None:
    rows = [
        f'<sms address="{life.phone}" date="17700{life.number:05d}000" type="{t}" body="hello {t}"'
        f' contact_name="{life.given} {life.surname}" />'
        for life in lives
        for t in (1, 2)
    ]
    path.write_text(f'<?xml version="1.0"?><smses count="{len(rows)}">{"".join(rows)}</smses>')


def _write_calendar(path: Path, lives: list[Life], mails: Mapping[int, str]) -> None:
    events = [
        f"BEGIN:VEVENT\nUID:{life.number}@c\nDTSTART:20260{life.number % 9 + 1}10T100000Z\n"
        f"ORGANIZER;CN=Ida Moor:mailto:ida@moor.example\n"
        f"ATTENDEE;CN={life.given} {life.surname};PARTSTAT=ACCEPTED:mailto:{mails[life.number]}\n"
        "END:VEVENT\n"
        for life in lives
    ]
    whole = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{''.join(events)}END:VCALENDAR\n"
    path.write_text(whole, encoding="utf-8")
