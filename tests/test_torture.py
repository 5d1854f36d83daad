"""The torture kills and refuses indeed: a fault that is not met would prove nothing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from benchmarks.torture.injecting import STRACE, count_calls, run_injected
from benchmarks.torture.operations import make_base
from tests.conftest import unavailable

if TYPE_CHECKING:
    from pathlib import Path

NOTE = ("note", "Quin Marlow", "plays the bassoon")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which(STRACE) is None:
        unavailable("the torture needs strace (Linux): apt-get install strace")
    folder = tmp_path_factory.mktemp("torture") / "base"
    make_base(folder)
    return folder


@pytest.fixture
def folder(base: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "here"
    shutil.copytree(base, copy)
    return copy


def test_a_kill_at_a_call_ends_the_command_there(folder: Path) -> None:
    ending = run_injected(folder, NOTE, "pwrite64", 2, "signal=KILL")
    assert ending.killed
    assert ending.out == ""


def test_a_refused_call_is_one_line(folder: Path) -> None:
    ending = run_injected(folder, NOTE, "pwrite64", 2, "error=ENOSPC")
    assert ending.code == 4
    assert ending.err.startswith("netkit: ")
    assert ending.err.count("\n") == 1


def test_the_calls_of_a_command_are_counted(folder: Path, tmp_path: Path) -> None:
    calls = count_calls(folder, NOTE, tmp_path / "calls")
    assert calls["pwrite64"] > 2
    assert calls["fdatasync"] + calls["fsync"] >= 1
