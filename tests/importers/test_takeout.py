"""Google Takeout: one ZIP, three kinds of files, one owner."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from netkit.errors import BadInputError
from netkit.importers import detect
from netkit.importers.port import Item, Options, Sighting, Warned
from netkit.importers.takeout import IMPORTER
from netkit.model.events import Interaction

if TYPE_CHECKING:
    from pathlib import Path

MAIL = """From 1790000000000000001@xxx Mon Feb 02 10:00:00 +0000 2026
X-GM-THRID: 1790000000000000001
X-Gmail-Labels: Archived,Sent
From: Me <me@example.org>
To: Ana Lima <ana@example.org>
Date: Mon, 2 Feb 2026 10:00:00 +0000
Message-ID: <1@example.org>

Hello
"""
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
DTSTAMP:20260301T000000Z
DTSTART:20260210T090000Z
ORGANIZER:mailto:ana@example.org
ATTENDEE:mailto:me@example.org
END:VEVENT
END:VCALENDAR
"""
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Lima\nEMAIL:ana@example.org\nTITLE:Boss\nEND:VCARD\n"


def takeout(tmp_path: Path, **files: str) -> Path:
    path = tmp_path / "takeout-20260301T000000Z-001.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Takeout/archive_browser.html", "<html></html>")
        for name, text in files.items():
            archive.writestr("Takeout/" + name.replace("__", "/").replace("_", "."), text)
    return path


def test_mail_contacts_and_calendars_are_one_import_of_one_owner(tmp_path: Path) -> None:
    path = takeout(
        tmp_path, Mail__Alle_mbox=MAIL, Calendar__Me_ics=CALENDAR, Contacts__All_vcf=CARD
    )
    assert detect(path) is IMPORTER
    items: list[Item] = list(IMPORTER.read(path, Options()))
    assert {item.handles[0].value for item in items if isinstance(item, Sighting)} == {
        "me@example.org", "ana@example.org"
    }  # fmt: skip
    assert [item.channel for item in items if isinstance(item, Interaction)] == [
        "email", "meeting"
    ]  # fmt: skip
    assert not [item for item in items if isinstance(item, Warned)]


def test_a_part_that_cannot_be_read_is_a_warning(tmp_path: Path) -> None:
    path = takeout(tmp_path, Mail__All_mbox=MAIL, Calendar__Me_ics="nothing")
    items = list(IMPORTER.read(path, Options()))
    assert [item.file for item in items if isinstance(item, Warned)] == ["Takeout/Calendar/Me.ics"]


def test_where_no_part_can_be_read_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="no mail"):
        list(IMPORTER.read(takeout(tmp_path, Mail__All_mbox=""), Options()))


def named(calendar: str, address: str) -> str:
    return calendar.replace("VERSION:2.0\n", f"VERSION:2.0\nX-WR-CALNAME:{address}\n", 1)


def test_of_several_named_calendars_none_is_taken_for_the_owners_by_chance(
    tmp_path: Path,
) -> None:
    boss = named(CALENDAR, "ana@example.org")
    mine = named(CALENDAR, "me@example.org")
    path = takeout(tmp_path, Calendar__A_ics=boss, Calendar__B_ics=mine, Contacts__All_vcf=CARD)
    items = list(IMPORTER.read(path, Options()))
    assert [item.name for item in items if isinstance(item, Sighting)] == ["Ana Lima"]
    (warning,) = [item.text for item in items if isinstance(item, Warned)]
    assert "--me ana@example.org" in warning
    items = list(IMPORTER.read(path, Options(owner="me@example.org")))
    assert {
        item.handles[0].value for item in items if isinstance(item, Sighting) and item.owner
    } == {"me@example.org"}
