"""Print how well five sources of one invented life are put together: `benchmarks.identity`.

1,200 LinkedIn connections (40 pairs of namesakes), a mailbox of 400 of them (30 under a nickname,
10 still at their last employer's address), 300 vCards (20 under another surname, 25 with one
number in common), 60 text chats and a calendar are imported in several orders. A key is a profile,
an address or a number; precision and recall are of pairs of keys joined without asking, against
the truth.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.importers.port import Options
from netkit.importing import import_file
from netkit.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Mapping

NOW = datetime(2026, 11, 20, tzinfo=UTC)
ORDERS = ("lmvsc", "cmvsl", "vlmcs", "svmlc")
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
    """One invented person: who they are in each source."""

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
    rng.shuffle(names)
    names = [*names[:1160], *names[:40]]
    lives: list[Life] = []
    for number, (given, surname) in enumerate(names):
        firm = _FIRMS[(number * 7 + number // 1160) % len(_FIRMS)]
        last = _FIRMS[(number * 7 + 31) % len(_FIRMS)]
        local = f"{given}.{surname}".lower().replace("ö", "o")
        mail = f"{local}@{firm.lower()}.example"
        lives.append(Life(number, given, surname, firm, mail, f"+4478{number:08d}", last))
    return lives


def write_sources(folder: Path, lives: list[Life], rng: random.Random) -> dict[str, int]:
    """Write the five sources; return whose each key is."""
    truth = {f"linkedin:p-{one.number}": one.number for one in lives}
    nicknamed = [one for one in lives if one.given in _NICKNAMES][:30]
    in_mail = [*lives[1130:], *nicknamed]
    others = [one for one in lives[:1130] if one not in nicknamed]
    in_mail += rng.sample(others, 400 - len(in_mail))
    moved = set(rng.sample([one.number for one in in_mail if one not in nicknamed], 10))
    mails = {}
    for one in in_mail:
        firm = one.last_firm if one.number in moved else one.firm
        mails[one.number] = f"{one.mail.partition('@')[0]}@{firm.lower()}.example"
        truth[f"email:{mails[one.number]}"] = one.number
    cards = rng.sample(lives, 300)
    truth |= {f"phone:{one.phone}": one.number for one in cards}
    _write_linkedin(folder / "l", lives)
    _write_mail(folder / "m.mbox", in_mail, mails, {one.number for one in nicknamed})
    _write_cards(folder / "v.vcf", cards, mails)
    _write_chats(folder / "s.xml", rng.sample(cards, 60))
    _write_calendar(folder / "c.ics", in_mail[:100], mails)
    return truth


def _write_linkedin(folder: Path, lives: list[Life]) -> None:
    folder.mkdir()
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    rows = [
        f"{o.given},{o.surname},https://www.linkedin.com/in/p-{o.number},,{o.firm},Engineer,"
        f"{o.number % 28 + 1:02d} Mar {2010 + o.number % 14}\n"
        for o in lives
    ]
    (folder / "Connections.csv").write_text(head + "".join(rows), encoding="utf-8")
    (folder / "Profile.csv").write_text("First Name,Last Name\nIda,Moor\n", encoding="utf-8")


def _write_mail(
    path: Path, lives: list[Life], mails: Mapping[int, str], nicknamed: set[int]
) -> None:
    from email.header import Header

    parts = []
    for one in lives:
        given = _NICKNAMES[one.given] if one.number in nicknamed else one.given
        name = Header(f"{given} {one.surname}", "utf-8").encode()
        for way in (0, 1):
            me, them = "Ida Moor <ida@moor.example>", f"{name} <{mails[one.number]}>"
            sender, to = (me, them) if way else (them, me)
            parts.append(
                f"From x Mon Mar  2 10:00:00 2026\nFrom: {sender}\nTo: {to}\nSubject: plan\n"
                f"Date: Mon, 02 Mar 2026 1{way}:{one.number % 60:02d}:00 +0000\n"
                f"Message-ID: <{one.number}.{way}@x.example>\n\nhello\n\n"
            )
    path.write_text("".join(parts), encoding="utf-8")


def _write_cards(path: Path, cards: list[Life], mails: Mapping[int, str]) -> None:
    married = [one for one in cards if one.number in mails][:20]
    sharing = [one for one in cards if one not in married][:25]
    parts = []
    for one in cards:
        surname = "Newhall" if one in married else one.surname
        lines = [f"FN:{one.given} {surname}", f"ORG:{one.firm} Ltd", f"TEL:{one.phone}"]
        if one.number in mails:
            lines.append(f"EMAIL:{mails[one.number]}")
        if one in sharing:
            lines.append("TEL:+442079460000")
        body = "\n".join(lines)
        parts.append(f"BEGIN:VCARD\nVERSION:3.0\n{body}\nEND:VCARD\n")
    path.write_text("".join(parts), encoding="utf-8")


def _write_chats(path: Path, lives: list[Life]) -> None:
    rows = [
        f'<sms address="{o.phone}" date="17700{o.number:05d}000" type="{t}" body="hello {t}"'
        f' contact_name="{o.given} {o.surname}" />'
        for o in lives
        for t in (1, 2)
    ]
    path.write_text(f'<?xml version="1.0"?><smses count="{len(rows)}">{"".join(rows)}</smses>')


def _write_calendar(path: Path, lives: list[Life], mails: Mapping[int, str]) -> None:
    events = [
        f"BEGIN:VEVENT\nUID:{o.number}@c\nDTSTART:20260{o.number % 9 + 1}10T100000Z\n"
        f"ORGANIZER;CN=Ida Moor:mailto:ida@moor.example\n"
        f"ATTENDEE;CN={o.given} {o.surname};PARTSTAT=ACCEPTED:mailto:{mails[o.number]}\n"
        "END:VEVENT\n"
        for o in lives
    ]
    whole = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{''.join(events)}END:VCALENDAR\n"
    path.write_text(whole, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Figures of one order of import; `parts` is who is together with whom."""

    precision: float
    recall: float
    questions: int
    people: int
    reasons: Counter[str]
    parts: frozenset[frozenset[str]]


def import_in_order(folder: Path, order: str, truth: Mapping[str, int]) -> Outcome:
    """Import the sources in an order and compare who is one person with the truth."""
    paths = {path.name[0]: path for path in folder.iterdir()}
    reasons: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        store = SqliteStore(Path(place) / "n")
        for letter in order:
            report = import_file(
                store, paths[letter], now=NOW, options=Options(owner="ida@moor.example")
                if letter in "mc" else None,
            )  # fmt: skip
            reasons.update(report.recognized)
        person = store.people_by_handle(set(truth))
        questions = sum(doubt.verdict == "open" for doubt in store.doubts())
        people = store.counts().people
        store.close()
    groups: dict[str, set[str]] = {}
    for key, pid in person.items():
        groups.setdefault(pid, set()).add(key)
    joined = {pair for group in groups.values() for pair in combinations(sorted(group), 2)}
    lives: dict[int, set[str]] = {}
    for key, number in truth.items():
        lives.setdefault(number, set()).add(key)
    true = {pair for group in lives.values() for pair in combinations(sorted(group), 2)}
    right = len(joined & true)
    return Outcome(
        right / max(1, len(joined)), right / len(true), questions, people, reasons,
        frozenset(map(frozenset, groups.values())),
    )  # fmt: skip


def main() -> int:
    """Print a table, one line an order; return 1 where a figure is below its target."""
    rng = random.Random(15)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        truth = write_sources(folder, invent_lives(rng), rng)
        outcomes = {order: import_in_order(folder, order, truth) for order in ORDERS}
    print("order  precision  recall  questions  people")
    for order, one in outcomes.items():
        print(
            f"{order}  {one.precision:9.4f}  {one.recall:6.4f}  {one.questions:9}  {one.people:6}"
        )
        print("       " + ", ".join(f"{n} {why}" for why, n in one.reasons.most_common()))
    same = len({one.parts for one in outcomes.values()}) == 1
    print("the same in every order" if same else "orders differ")
    good = all(
        one.precision >= 0.998 and one.recall >= 0.98 and one.questions <= 0.05 * one.people
        for one in outcomes.values()
    )
    return 0 if same and good else 1


if __name__ == "__main__":
    sys.exit(main())
