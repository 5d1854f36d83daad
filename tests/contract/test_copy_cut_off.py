"""A copy that was cut off is refused until it is finished: half a network answers nothing."""

from __future__ import annotations

from contextlib import closing
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from netkit.errors import StoreError
from netkit.store import refuse_unfinished
from netkit.store.copying import copy_network
from netkit.store.sqlite import SqliteStore
from netkit.workspace import open_workspace
from tests.circle import ANN, BUSY, circle, need

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.store.port import Store


@pytest.fixture
def source(tmp_path: Path) -> Path:
    with closing(SqliteStore(tmp_path / "source.netkit")) as store:
        store.append(circle(*BUSY, need(ANN, "a lawyer")))
    return tmp_path / "source.netkit"


def test_an_unfinished_copy_is_refused_and_a_finished_one_is_not(
    store: Store, source: Path
) -> None:
    class CutOffError(Exception):
        pass

    def cut(table: str, rows: int) -> None:
        if table == "event":
            raise CutOffError

    with closing(SqliteStore(source)) as given:
        with pytest.raises(CutOffError):
            copy_network(given, store, cut)
        with pytest.raises(StoreError, match="netkit copy"):
            refuse_unfinished(store)
        copy_network(given, store)
        refuse_unfinished(store)
        assert store.digest() == given.digest()


def test_opening_an_unfinished_copy_names_the_command_that_finishes_it(
    source: Path, tmp_path: Path
) -> None:
    with closing(SqliteStore(source)) as given, closing(SqliteStore(tmp_path / "copy")) as taken:
        copy_network(given, taken)
        taken.set_setting("copied from", str(source))
    with pytest.raises(StoreError, match=f"netkit copy {source} {tmp_path / 'copy'}"):
        open_workspace(tmp_path / "copy", create=False)


def test_a_copy_can_be_copied(source: Path, tmp_path: Path) -> None:
    files = [source, tmp_path / "first", tmp_path / "second"]
    for from_, to in pairwise(files):
        with closing(SqliteStore(from_)) as given, closing(SqliteStore(to)) as taken:
            copy_network(given, taken)
            refuse_unfinished(taken)
            assert taken.digest() == given.digest()
            assert list(taken.dump("event")) == list(given.dump("event")) != []


def test_a_finished_copy_holds_no_mark_of_it(store: Store, source: Path) -> None:
    with closing(SqliteStore(source)) as given:
        copy_network(given, store)
        assert list(store.dump("setting")) == list(given.dump("setting"))


def test_an_empty_value_removes_a_setting(store: Store) -> None:
    store.set_setting("region", "DE")
    store.set_setting("region", "FR")
    assert store.setting("region") == "FR"
    store.set_setting("region", "")
    assert store.setting("region") is None
