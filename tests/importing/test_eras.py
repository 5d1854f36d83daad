"""Archives of one account from different years: what both hold is there once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from netkit.examples.invented import invent
from netkit.examples.linkedin_archive import write_archive

from netkit.importing import import_file
from netkit.store.sqlite import SqliteStore
from netkit.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
NETWORK = invent(today=date(2026, 11, 20), people=200, messages=900)


@pytest.mark.parametrize("eras", [(2021, 2026), (2026, 2021), (2022, 2023), (2024, 2025)])
def test_a_second_archive_of_the_same_account_adds_next_to_nothing(
    tmp_path: Path, eras: tuple[int, int]
) -> None:
    store = SqliteStore(tmp_path / "net")
    first, second = eras
    write_archive(NETWORK, tmp_path / "first.zip", first)
    write_archive(NETWORK, tmp_path / "second.zip", second)
    import_file(store, tmp_path / "first.zip", now=NOW)
    again = import_file(store, tmp_path / "second.zip", now=NOW)
    # What remains: contacts with people whom the older archive names by a bare name that several
    # bear, or whom it does not name at all.
    assert again.new.interactions <= 0.08 * again.found.interactions
    assert again.new.favours <= 0.1 * again.found.favours
    assert store.check() == []
    store.close()


def test_a_later_larger_archive_adds_only_what_is_new(tmp_path: Path) -> None:
    cut = datetime(2026, 1, 1, tzinfo=UTC)
    earlier = replace(NETWORK, messages=tuple(m for m in NETWORK.messages if m.sent_at < cut))
    store = SqliteStore(tmp_path / "net")
    old = write_archive(earlier, tmp_path / "earlier.zip")
    new = write_archive(NETWORK, tmp_path / "later.zip")
    import_file(store, tmp_path / "earlier.zip", now=NOW)
    report = import_file(store, tmp_path / "later.zip", now=NOW)
    assert report.new.interactions == new.interactions - old.interactions > 0
    assert report.new.favours == 0
    store.close()


CARD = (
    "BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:Cy Vard\nEMAIL:cy@example.org\n"
    "ORG:{}\nTITLE:Dev\nADR:;;;{};;;\nEND:VCARD\n"
)


def test_what_an_address_book_says_anew_is_a_change_of_that_day(tmp_path: Path) -> None:
    old, new = tmp_path / "old.vcf", tmp_path / "new.vcf"
    old.write_text(CARD.format("Old Corp", "Rotterdam"))
    new.write_text(CARD.format("New Corp", "Oslo"))
    store = SqliteStore(tmp_path / "net")
    first, later = datetime(2025, 3, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
    import_file(store, old, now=first)
    import_file(store, new, now=later)
    (cy,) = store.people()
    assert (cy.organization, cy.city) == ("New Corp", "Oslo")
    changed = Workspace(store, later).job_changes()
    assert [(row.before, row.now, row.at) for row in changed] == [
        ("Dev at Old Corp", "Dev at New Corp", later)
    ]
    assert Workspace(store, later).job_changes(since="2026-01-01") == changed
    before = store.digest()
    for path in (new, old):
        import_file(store, path, now=NOW)
    assert store.digest() == before
    store.close()


def test_what_an_address_book_says_first_outweighs_no_date(tmp_path: Path) -> None:
    archive, card = tmp_path / "Connections.csv", tmp_path / "c.vcf"
    archive.write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Cy,Vard,https://www.linkedin.com/in/cy,cy@example.org,Newest Corp,Boss,01 Jan 2024\n"
    )
    card.write_text(CARD.format("Old Corp", "Oslo"))
    for order in ((archive, card), (card, archive)):
        store = SqliteStore(tmp_path / f"net-{order[0].suffix}")
        for path in order:
            import_file(store, path, now=NOW)
        (cy,) = (one for one in store.people() if not one.owner)
        assert (cy.organization, cy.title) == ("Newest Corp", "Boss")
        store.close()
