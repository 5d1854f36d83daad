"""The example of the library's face runs, and so do the sentences of the README about it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from netkit.store.sqlite import SqliteStore
from tests.circle import BUSY, circle

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_arrays_are_answered_without_a_store(capsys: pytest.CaptureFixture[str]) -> None:
    import_module("netkit.examples.library").from_arrays()
    lines = capsys.readouterr().out.splitlines()
    assert {line.split(":")[0] for line in lines[:3]} == {"ann – bob", "ann – cid", "bob – cid"}
    assert "ann – bob: too few to say" in lines


def test_a_workspace_is_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = SqliteStore(tmp_path / "net")
    store.append(circle(*BUSY))
    store.close()
    import_module("netkit.examples.library").from_workspace(str(tmp_path / "net"), "Bob")
    printed = capsys.readouterr().out
    assert "Ann Müller" in printed
    assert "lapse_probability" in printed
