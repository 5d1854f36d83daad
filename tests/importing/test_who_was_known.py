"""Which people of a file the report says were known already, and by what."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.importers.port import Options
from netkit.importing import import_file
from netkit.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
MINE = Options(owner="ida@moor.example")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "n")
    yield store
    store.close()


def test_rows_of_two_tables_with_one_number_are_nobody_known_and_no_question(
    store: SqliteStore, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("ID,Name,Email\n1,Ann Lee,ann@a.example\n2,Bo Ray,bo@b.example\n")
    second.write_text("ID,Name,Email\n1,Cy Dow,cy@c.example\n2,Dee Fox,dee@d.example\n")
    import_file(store, first, now=NOW, options=MINE)
    report = import_file(store, second, now=NOW, options=MINE)
    assert (report.new.people, dict(report.recognized)) == (2, {})
    assert store.doubts() == []


def test_the_owner_is_not_among_the_people_known(store: SqliteStore, tmp_path: Path) -> None:
    mail = (
        "From: Ida Moor <ida@moor.example>\nTo: Ann Lee <ann@lee.example>\n"
        "Date: Mon, 2 Nov 2026 09:00:0{n} +0000\nMessage-ID: <{n}@x>\nSubject: Hi\n\nHi\n"
    )
    for number, known in ((1, {}), (2, {"by address": 1})):
        file = tmp_path / f"{number}.eml"
        file.write_text(mail.format(n=number))
        report = import_file(store, file, now=NOW, options=MINE)
        assert dict(report.recognized) == known


def test_an_address_without_a_name_is_matched_by_what_it_is_made_of(
    store: SqliteStore, tmp_path: Path
) -> None:
    card = tmp_path / "c.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Marta Nowak\nORG:Kernwerk GmbH\nEND:VCARD\n")
    import_file(store, card, now=NOW, options=MINE)
    mail = tmp_path / "m.eml"
    mail.write_text(
        "From: marta.nowak@kernwerk.de\nTo: ida@moor.example\n"
        "Date: Mon, 2 Nov 2026 09:00:00 +0000\nMessage-ID: <1@x>\nSubject: Hi\n\nHi\n"
    )
    report = import_file(store, mail, now=NOW, options=MINE)
    assert dict(report.recognized) == {"by an address made of the name at the employer": 1}


def test_the_owners_own_card_is_not_counted_among_the_people(
    store: SqliteStore, tmp_path: Path
) -> None:
    mail = tmp_path / "m.eml"
    mail.write_text(
        "From: Ida Moor <ida@moor.example>\nTo: Ann Lee <ann@lee.example>\n"
        "Date: Mon, 2 Nov 2026 09:00:00 +0000\nMessage-ID: <1@x>\nSubject: Hi\n\nHi\n"
    )
    import_file(store, mail, now=NOW, options=MINE)
    book = tmp_path / "b.vcf"
    book.write_text(
        "".join(
            f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:{address}\nEND:VCARD\n"
            for name, address in (
                ("Ida Moor", "ida@moor.example"),
                ("Ann Lee", "ann@lee.example"),
                ("Bo Ray", "bo@ray.example"),
            )
        )
    )
    report = import_file(store, book, now=NOW)
    assert (report.found.people, report.new.people) == (2, 1)
    assert sum(report.recognized.values()) == 1
