"""A chat names people as the phone's address book does: its one bearer of a name is meant."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.importers.port import Options
from netkit.importing import import_file
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change, Doubt
from netkit.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
MINE = Options(owner="ida@moor.example,Ida Moor")
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\n{}\nEND:VCARD\n"
ROSA = CARD.format("Rosa Feld", "TEL:+4930123456\nEMAIL:rosa@feld.example")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "n")
    yield store
    store.close()


def _chat(folder: Path, name: str = "Rosa Feld") -> Path:
    file = folder / f"WhatsApp Chat with {name}.txt"
    file.write_text(f"25/03/2026, 21:05 - {name}: Hi\n25/03/2026, 21:06 - Ida Moor: Hello\n")
    return file


def _cards(folder: Path, text: str) -> Path:
    file = folder / "cards.vcf"
    file.write_text(text)
    return file


def _called_rosa(store: SqliteStore) -> int:
    return len([person for person in store.people() if person.name.startswith("Rosa")])


@pytest.mark.parametrize("chat_first", [True, False])
def test_the_only_one_of_a_name_with_a_number_is_the_partner_in_either_order(
    store: SqliteStore, tmp_path: Path, chat_first: bool
) -> None:
    files = [_chat(tmp_path), _cards(tmp_path, ROSA)]
    for file in files if chat_first else reversed(files):
        report = import_file(store, file, now=NOW, options=MINE)
    assert _called_rosa(store) == 1
    assert dict(report.recognized) == {"by the name in your phone": 1}
    assert len(store.batches()) == 2
    Workspace(store, NOW).undo()
    assert store.check() == []


def test_two_of_a_name_with_numbers_leave_it_open(store: SqliteStore, tmp_path: Path) -> None:
    other = CARD.format("Rosa Feld", "TEL:+442079460001\nEMAIL:r@other.example")
    import_file(store, _cards(tmp_path, ROSA + other), now=NOW, options=MINE)
    import_file(store, _chat(tmp_path), now=NOW, options=MINE)
    assert _called_rosa(store) == 3


def test_a_given_name_or_a_bearer_without_a_number_is_not_enough(
    store: SqliteStore, tmp_path: Path
) -> None:
    import_file(store, _cards(tmp_path, CARD.format("Rosa Feld", "EMAIL:a@b.example")), now=NOW,
                options=MINE)  # fmt: skip
    import_file(store, _chat(tmp_path), now=NOW, options=MINE)
    import_file(store, _cards(tmp_path, CARD.format("Rosa", "TEL:+4930123456")), now=NOW,
                options=MINE)  # fmt: skip
    import_file(store, _chat(tmp_path, "Rosa"), now=NOW, options=MINE)
    assert _called_rosa(store) == 4


def test_two_whom_the_user_called_different_stay_two(store: SqliteStore, tmp_path: Path) -> None:
    import_file(store, _chat(tmp_path), now=NOW, options=MINE)
    [partner] = [person for person in store.people() if person.name == "Rosa Feld"]
    import_file(store, _cards(tmp_path, ROSA), now=NOW, options=MINE)
    Workspace(store, NOW).undo()
    card = CARD.format("Rosa Feld", "EMAIL:rosa@feld.example")
    import_file(store, _cards(tmp_path, card), now=NOW, options=MINE)
    [other] = [p for p in store.people() if p.name == "Rosa Feld" and p.id != partner.id]
    store.append(Change("two", NOW, doubts=[Doubt(partner.id, other.id, "said", "different")]))
    import_file(store, _cards(tmp_path, ROSA), now=NOW, options=MINE)
    assert _called_rosa(store) == 2
