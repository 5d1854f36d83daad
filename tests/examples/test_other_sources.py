"""The same circle in mail, calendar, address books and a table: well-formed, and counted.

The files are read back with the standard library; LinkedIn's side is read from its own archive.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from email import message_from_bytes, policy
from email.utils import getaddresses
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from examples.invented import invent
    from examples.linkedin_archive import write_archive
    from examples.other_sources import Found, Sources, write_sources
    from examples.people import InventedNetwork
else:
    from netkit.examples.invented import invent
    from netkit.examples.linkedin_archive import write_archive
    from netkit.examples.other_sources import Found, Sources, write_sources

TODAY = date(2026, 11, 22)
SEPARATOR = re.compile(rb"(?:^|\n\n)From \d+@xxx \w{3} \w{3} \d\d [\d:]{8} \+0000 \d{4}\n")


@pytest.fixture(scope="module")
def network() -> InventedNetwork:
    return invent(today=TODAY, people=500, messages=1500)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sources")


@pytest.fixture(scope="module")
def sources(network: InventedNetwork, folder: Path) -> Sources:
    return write_sources(network, folder)


def found(sources: Sources, file: str) -> Found:
    return next(one for one in sources.found if one.file == file)


def people_of_mails(folder: Path, owner: str) -> dict[str, set[str]]:
    """The others in each mail between people, by Message-ID."""
    parts = SEPARATOR.split((folder / "mail.mbox").read_bytes())[1:]
    mails: dict[str, set[str]] = {}
    for part in parts:
        mail = message_from_bytes(part, policy=policy.default)
        ends = getaddresses([str(mail[h]) for h in ("From", "To", "Cc") if mail[h]])
        others = {address for _, address in ends} - {owner}
        is_bulk = any(mail[h] for h in ("List-Id", "Precedence", "Auto-Submitted"))
        if not (is_bulk or len(others) > 20 or "noreply@bank.example" in others):
            mails[str(mail["Message-ID"])] = others
    return mails


def test_the_same_network_gives_the_same_files(
    network: InventedNetwork, folder: Path, sources: Sources, tmp_path: Path
) -> None:
    assert write_sources(network, tmp_path) == sources
    for one in sources.found:
        assert (tmp_path / one.file).read_bytes() == (folder / one.file).read_bytes()


def test_mails_are_counted_once_and_without_noise(
    network: InventedNetwork, folder: Path, sources: Sources
) -> None:
    mails = people_of_mails(folder, network.owner.email)
    pairs = {pair for others in mails.values() for pair in combinations(sorted(others), 2)}
    expected = found(sources, "mail.mbox")
    assert expected.interactions == len(mails)
    assert expected.people == len(set[str]().union(*mails.values()))
    assert expected.acquaintances == len(pairs)
    parts = len(SEPARATOR.split((folder / "mail.mbox").read_bytes())) - 1
    assert parts == len(mails) + sum(rows.rows for rows in expected.skipped)


def test_bodies_hold_lines_that_look_like_separators(folder: Path) -> None:
    text = (folder / "mail.mbox").read_text(encoding="utf-8")
    assert "\n\nFrom Monday we row." in text


def test_meetings_are_those_that_took_place(
    network: InventedNetwork, folder: Path, sources: Sources
) -> None:
    text = (folder / "meetings.ics").read_text(encoding="utf-8").replace("\n ", "")
    owner = network.owner.email
    people: set[str] = set()
    held = 0
    for event in text.split("BEGIN:VEVENT")[1:]:
        lines = event.splitlines()
        begins = next(line for line in lines if line.startswith("DTSTART"))
        guests = {
            line.lower().rsplit("mailto:", 1)[1]
            for line in lines
            if "mailto:" in line.lower() and "DECLINED" not in line and "ROOM" not in line
        } - {owner}
        if "STATUS:CANCELLED" in event or begins > "DTSTART:20261122" or not guests:
            continue
        people |= guests
        weeks = re.search(r"COUNT=(\d+)", event)
        held += int(weeks[1]) if weeks else 1
    expected = found(sources, "meetings.ics")
    assert (expected.people, expected.interactions) == (len(people), held)
    assert {rows.reason for rows in expected.skipped} == {"nobody else", "to come", "cancelled"}


def test_lines_of_calendars_and_cards_are_short(folder: Path, sources: Sources) -> None:
    assert sources.found
    for file in ("meetings.ics", "cards.vcf"):
        lines = (folder / file).read_bytes().split(b"\r\n")
        assert max(map(len, lines)) <= 75


def test_address_books_hold_their_people(folder: Path, sources: Sources) -> None:
    cards = (folder / "cards.vcf").read_text(encoding="utf-8")
    assert found(sources, "cards.vcf").people == cards.count("EMAIL;")
    assert cards.count("BEGIN:VCARD") == cards.count("END:VCARD") + 1
    assert "VERSION:2.1" in cards
    google = (folder / "google.csv").read_text(encoding="utf-8")
    entries = list(csv.DictReader(io.StringIO(google, newline="")))
    assert found(sources, "google.csv").people == len(entries)
    assert any(" ::: " in entry["E-mail 1 - Value"] for entry in entries)
    table = (folder / "table.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))
    assert rows[0] == ["Name", "E-Mail", "Firma", "Position", "Stadt", "Telefon"]
    assert found(sources, "table.csv").people == sum(1 for row in rows[1:] if row[0])


def test_joined_people_share_an_address_or_a_link_with_linkedin(
    network: InventedNetwork, folder: Path, sources: Sources, tmp_path: Path
) -> None:
    write_archive(network, tmp_path, 2025)
    linkedin = "".join(
        (tmp_path / file).read_text(encoding="utf-8")
        for file in ("Connections.csv", "Contacts.csv")
    ).lower()
    cards = (folder / "cards.vcf").read_text(encoding="utf-8").replace("\n ", "")
    assert sources.joined
    assert sources.doubtful
    for person in sources.joined:
        contact = network.contact(person)
        assert contact.email in linkedin or f"/in/{contact.slug}" in cards
    for person in sources.doubtful:
        contact = network.contact(person)
        assert contact.email not in linkedin
        assert f"/in/{contact.slug}" not in cards
        assert contact.full_name.split()[0].lower() in linkedin
    assert 0 < sources.newcomers < sources.people


def test_some_doubtful_people_have_another_employer(folder: Path, sources: Sources) -> None:
    assert sources.doubtful
    assert "Quite Another Company" in (folder / "table.csv").read_text(encoding="utf-8-sig")
