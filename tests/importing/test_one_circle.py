"""One command, one folder, five kinds of source of one circle: each person and contact once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from netkit.examples.invented import invent
from netkit.examples.linkedin_archive import write_archive
from netkit.examples.other_sources import write_sources

from netkit.importing import import_file, sources
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Counts
from netkit.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LinkedIn archive, a mailbox, a calendar, two address books and a table."""
    made: Path = tmp_path_factory.mktemp("sources")
    return made


def test_each_person_and_contact_is_there_once_and_again_after_a_second_run(
    folder: Path, tmp_path: Path
) -> None:
    network = invent(today=date(2026, 11, 20), people=300, messages=1200)
    linkedin = write_archive(network, folder / "export.zip")
    others = write_sources(network, folder)
    store = SqliteStore(tmp_path / "net")
    reports = [import_file(store, path, now=NOW) for path in sources(folder)]
    assert len(reports) == 6
    counts = store.counts()
    joined = linkedin.people + others.newcomers - counts.people
    assert joined > 0  # the same name at the same employer
    contacts = sum(one.interactions for one in others.found)
    assert counts.interactions == linkedin.interactions + contacts
    assert len(store.owners()) == 1
    asked = {
        side.person.name
        for question in Workspace(store, NOW).duplicates()
        for side in question.people
    }
    doubtful = [one for one in network.connections if one.id in others.doubtful]
    assert len(doubtful) == 12
    left = [
        one
        for one in doubtful
        if any(one.first.strip() in name and one.last.strip() in name for name in asked)
    ]
    assert joined + len(left) == len(doubtful)
    before = store.digest()
    again = [import_file(store, path, now=NOW) for path in sources(folder)]
    assert [report.new for report in again] == [Counts()] * 6
    assert store.digest() == before
    assert store.check() == []
    store.close()


def test_a_file_is_its_own_source_and_a_folder_of_many_is_not_one(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "b.vcf").write_text("BEGIN:VCARD\nEND:VCARD\n")
    (tmp_path / "in" / "deep" / "c.txt").write_text("a letter")
    (tmp_path / "in" / "a.vcf").write_text("BEGIN:VCARD\nEND:VCARD\n")
    (tmp_path / "in" / ".hidden").write_text("x")
    found = [str(path.relative_to(tmp_path)) for path in sources(tmp_path / "in")]
    assert found == ["in/a.vcf", "in/deep/b.vcf", "in/deep/c.txt"]
