"""What is put aside comes back in its order, from disk or from memory, and a full disk is told."""

from __future__ import annotations

import tempfile

import pytest

from netkit.errors import StoreError
from netkit.support.spill import Aside

MANY = 10_000  # two blocks on disk and a rest in memory


def filled(count: int) -> Aside[tuple[int, str]]:
    aside: Aside[tuple[int, str]] = Aside()
    for number in range(count):
        aside.append((number, f"row {number}"))
    return aside


@pytest.mark.parametrize("count", [0, 1, 4_095, 4_096, 4_097, MANY])
def test_rows_come_back_in_their_order_as_often_as_asked(count: int) -> None:
    aside = filled(count)
    told = [(number, f"row {number}") for number in range(count)]
    assert len(aside) == count
    assert list(aside) == told
    assert [row for chunk in aside.chunks() for row in chunk] == told


def test_two_readers_do_not_disturb_each_other() -> None:
    aside = filled(MANY)
    assert all(one == other for one, other in zip(aside, aside, strict=True))


def test_few_rows_touch_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", None)
    assert len(list(filled(4_000))) == 4_000


def test_a_full_disk_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(StoreError, match=r"No space left on device.*TMPDIR"):
        filled(MANY)
