"""What a source names like a person and is none is kept as what it is, and never proposed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.answers.entities import entities_named, entity_sentence
from netkit.errors import NothingFoundError
from netkit.importers.port import Options
from netkit.importing import import_file
from netkit.store.sqlite import SqliteStore
from netkit.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
MINE = Options(owner="ida@moor.example")
MAIL = (
    "From - Mon Nov 02 09:00:00 2026\nFrom: {}\nTo: ida@moor.example\n"
    "Date: Mon, 2 Nov 2026 09:00:00 +0000\nMessage-ID: <{}@x>\nSubject: Hi\n{}\nHi\n\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "n")
    yield store
    store.close()


def _mailbox(folder: Path, *senders: tuple[str, str]) -> Path:
    file = folder / "box.mbox"
    mails = [MAIL.format(sender, n, extra) for n, (sender, extra) in enumerate(senders)]
    file.write_text("".join(mails))
    return file


@pytest.mark.parametrize(
    ("sender", "extra", "kind"),
    [
        ("Harbour News <news@harbour.example>", "List-Unsubscribe: <mailto:a@b>\n", "list"),
        ("Ann Lee via Choir <choir@groups.example>", "", "list"),
        ("Parcels <noreply@parcels.example>", "", "machine"),
        ("Stadtwerke <kunden.service@sw.example>", "", "office"),
        ("Otto Kern <otto@kern.example>", "", None),
        ("Service <customer.service@sw.example>", "", "office"),
        ("Sunfish.example <hey@sunfish.example>", "", "office"),
        ("Besprechungsraum 3 <br3@work.example>", "", "room"),
    ],
)
def test_a_sender_that_is_no_person_is_kept_as_what_it_is(
    store: SqliteStore, tmp_path: Path, sender: str, extra: str, kind: str | None
) -> None:
    box = _mailbox(tmp_path, (sender, extra), ("Bo Ray <bo@ray.example>", ""))
    report = import_file(store, box, now=NOW, options=MINE)
    kinds = [recorded.event.kind for recorded in store.events(["entity"])]  # type: ignore[union-attr]
    assert kinds == ([kind] if kind else [])
    assert report.entities == len(kinds)
    assert report.found.people == (1 if kind else 2)


def test_a_firm_that_the_owner_wrote_to_is_a_correspondent(
    store: SqliteStore, tmp_path: Path
) -> None:
    box = _mailbox(tmp_path, ("Sunfish <hey@sunfish.example>", ""))
    with box.open("a") as file:
        file.write(
            "From - Mon Nov 02 09:00:00 2026\nFrom: ida@moor.example\nTo: hey@sunfish.example\n"
            "Date: Mon, 3 Nov 2026 09:00:00 +0000\nMessage-ID: <9@x>\nSubject: Hi\n\nHi\n\n"
        )
    report = import_file(store, box, now=NOW, options=MINE)
    assert (report.found.people, report.found.interactions, report.entities) == (1, 2, 0)


def test_the_same_entity_of_two_imports_is_one(store: SqliteStore, tmp_path: Path) -> None:
    for _ in range(2):
        box = _mailbox(tmp_path, ("Parcels <noreply@parcels.example>", ""),
                       ("Bo Ray <bo@ray.example>", ""))  # fmt: skip
        import_file(store, box, now=NOW, options=MINE)
    assert len(entities_named(store, "parcels")) == 1
    assert store.check() == []


def test_rooms_and_groups_of_calendars_and_address_books_are_told_by_name(
    store: SqliteStore, tmp_path: Path
) -> None:
    calendar = tmp_path / "c.ics"
    calendar.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20261102T090000Z\n"
        "SUMMARY:Plan\nORGANIZER;CN=Ida Moor:mailto:ida@moor.example\n"
        "ATTENDEE;CN=Bo Ray:mailto:bo@ray.example\n"
        "ATTENDEE;CN=Attic;CUTYPE=ROOM:mailto:attic@work.example\n"
        "ATTENDEE;CN=Conference Room Oslo:mailto:oslo@work.example\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    cards = tmp_path / "c.vcf"
    cards.write_text(
        "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Rowing club\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:4.0\nFN:Cy Dow\nEMAIL:cy@dow.example\nEND:VCARD\n"
    )
    for file in (calendar, cards):
        import_file(store, file, now=NOW, options=MINE)
    workspace = Workspace(store, NOW)
    assert {person.name for person in workspace.people()} == {"Ida Moor", "Bo Ray", "Cy Dow"}
    assert "is a room or a device" in entity_sentence(store, "Attic")
    assert "is a room or a device" in entity_sentence(store, "oslo@work.example")
    assert workspace.who("rowing").notes == ("Rowing club is a group, and no person",)
    with pytest.raises(NothingFoundError, match="Rowing club is a group"):
        workspace.brief("Rowing club")
