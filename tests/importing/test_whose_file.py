"""What the network knows of its owner tells every importer whose file it reads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.errors import BadInputError
from netkit.importers.port import Options
from netkit.importing import import_file
from netkit.model.handles import email, phone
from netkit.model.people import Claim
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.importing import ImportReport
    from netkit.model.people import Handle

NOW = datetime(2026, 11, 20, tzinfo=UTC)
MAIL = """From: {0}
To: {1}
Date: Mon, 02 Feb 2026 10:0{2}:00 +0000
Message-ID: <{2}@example.org>
"""
MIA, BO = "Mia Roe <mia@example.org>", "Bo Li <bo@example.org>"
CHAT = "[13.02.26, 21:05:33] Ana Lima: Hi\n[13.02.26, 21:06:33] {0}: Hello\n"
CHAT += "[14.02.26, 21:06:33] Bo Li: Hi\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made = SqliteStore(tmp_path / "net.netkit")
    keys: list[Handle | None] = [email("mia@example.org"), phone("+34612345678", "")]
    handles = [key for key in keys if key is not None]
    mia = handles[0].person_id
    made.append(
        Change(
            "init",
            NOW,
            handles=[(key, mia) for key in handles],
            owners=[mia],
            claims=[Claim(mia, "name", "Mia Roe")],
        )
    )
    yield made
    made.close()


def imported(store: SqliteStore, path: Path, text: str) -> ImportReport:
    path.write_text(text)
    return import_file(store, path, now=NOW)


def people(store: SqliteStore) -> set[str]:
    return {person.name for person in store.people() if not person.owner}


@pytest.mark.parametrize("sender", ["Mia Roe", "+34 612 34 56 78"])
def test_a_group_chat_is_read_without_asking_who_the_owner_is(
    store: SqliteStore, tmp_path: Path, sender: str
) -> None:
    report = imported(store, tmp_path / "Lunch.txt", CHAT.format(sender))
    assert report.found.interactions == 3
    assert people(store) == {"Ana Lima", "Bo Li"}


def test_a_group_chat_without_the_owner_still_asks(store: SqliteStore, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="--me"):
        imported(store, tmp_path / "Lunch.txt", CHAT.format("Zoe Kern"))


def test_the_folder_of_one_correspondent_is_the_owners(store: SqliteStore, tmp_path: Path) -> None:
    mails = [MAIL.format(BO, MIA, 1), MAIL.format(MIA, BO, 2), MAIL.format(BO, MIA, 3)]
    text = "\n".join(f"From x@example.org Mon Feb  2 10:00:00 2026\n{one}" for one in mails)
    assert imported(store, tmp_path / "Bo", text).found.interactions == 3
    assert people(store) == {"Bo Li"}
    assert [store.people([one])[0].name for one in store.owners()] == ["Mia Roe"]


def test_a_file_read_before_the_owner_was_known_counts_once(tmp_path: Path) -> None:
    fresh = SqliteStore(tmp_path / "fresh.netkit")
    path = tmp_path / "sms.xml"
    path.write_text(
        '<?xml version="1.0"?><smses count="1"><sms address="+34612345679" date="1770000000000" '
        'type="1" body="Hola" contact_name="Ana Lima" /></smses>'
    )
    assert import_file(fresh, path, now=NOW).new.interactions == 1
    mia = fresh.owners()[0]
    key = email("mia@example.org")
    assert key is not None
    fresh.append(Change("person", NOW, handles=[(key, mia)]))
    assert import_file(fresh, path, now=NOW).new.interactions == 0
    fresh.close()


def test_for_whom_a_file_was_taken_is_told_where_it_alone_told(tmp_path: Path) -> None:
    mail = "Delivered-To: mia@example.org\n" + MAIL.format(BO, MIA, 1)
    path = tmp_path / "one.eml"
    path.write_text(mail)
    for options, told in ((Options(), 1), (Options(owner="mia@example.org"), 0)):
        fresh = SqliteStore(tmp_path / f"{told}.netkit")
        report = import_file(fresh, path, now=NOW, options=options)
        assert sum("mia@example.org" in text for text in report.warnings) == told
        again = import_file(fresh, path, now=NOW)
        assert again.warnings == ()
        fresh.close()
