"""The same WhatsApp chat again, under another file name or from another phone."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.importers.port import Options
from netkit.importing.import_file import import_file
from netkit.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 30, tzinfo=UTC)
ME = Options(owner="Kit Owner")
ANDROID = "03.11.25, 21:15 - Kit Owner: Tea?\n03.11.25, 21:16 - Vera Holm: Yes\n"
IPHONE = "[03.11.25, 21:15:09] Kit Owner: Tea?\n[03.11.25, 21:16:40] Vera Holm: Yes\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(tmp_path / "net.netkit")) as opened:
        yield opened


def take(store: SqliteStore, folder: Path, name: str, text: str) -> tuple[int, int]:
    """Import a chat; return how many messages were new, and how many people there are."""
    path = folder / name
    path.write_text(text)
    new = import_file(store, path, now=NOW, options=ME).new.interactions
    return new, len([person for person in store.people() if not person.owner])


@pytest.mark.parametrize(
    ("name", "text"),
    [("vera.txt", ANDROID), ("_chat.txt", IPHONE), ("WhatsApp Chat - Vera Holm.txt", IPHONE)],
)
def test_a_chat_counts_once_whatever_its_file_is_called(
    store: SqliteStore, tmp_path: Path, name: str, text: str
) -> None:
    assert take(store, tmp_path, "WhatsApp Chat with Vera Holm.txt", ANDROID) == (2, 1)
    assert take(store, tmp_path, name, text) == (0, 1)


def test_a_further_message_of_the_same_minute_is_new(store: SqliteStore, tmp_path: Path) -> None:
    take(store, tmp_path, "WhatsApp Chat with Vera Holm.txt", ANDROID)
    longer = ANDROID + "03.11.25, 21:16 - Vera Holm: At six\n"
    assert take(store, tmp_path, "WhatsApp Chat with Vera Holm.txt", longer) == (1, 1)
    assert take(store, tmp_path, "vera.txt", longer) == (0, 1)
