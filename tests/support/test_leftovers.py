"""What a killed run leaves half written goes with a later run; a writer at work is left alone."""

from __future__ import annotations

import os
import tempfile
import time
from typing import TYPE_CHECKING

import pytest

from netkit.errors import UsageError
from netkit.support.atomic_files import STALE_SECONDS, write_atomic
from netkit.support.scratch_folders import SCRATCH, scratch_folder, temporary_folder

if TYPE_CHECKING:
    from pathlib import Path


def made_long_ago(path: Path) -> Path:
    past = time.time() - STALE_SECONDS - 60
    os.utime(path, (past, past))
    return path


def test_a_half_written_file_goes_when_the_file_is_written_again(tmp_path: Path) -> None:
    left = tmp_path / ".map[1].html.abc.part"
    journal = tmp_path / ".map[1].html.abc.part-journal"
    at_work, other = tmp_path / ".map[1].html.def.part", tmp_path / ".map1.html.abc.part"
    for path in (left, journal, at_work, other):
        path.write_bytes(b"half")
    for path in (left, journal, other):
        made_long_ago(path)
    write_atomic(tmp_path / "map[1].html", b"whole")
    assert {path.name for path in tmp_path.iterdir()} == {
        "map[1].html",
        at_work.name,
        other.name,
    }


def test_a_scratch_folder_goes_with_its_use_and_a_killed_runs_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, at_work = tmp_path / f"{SCRATCH}left", tmp_path / f"{SCRATCH}at-work"
    for folder in (left, at_work):
        folder.mkdir()
        (folder / "copy").write_bytes(b"of a network")
    made_long_ago(left)
    with scratch_folder() as mine:
        assert mine.stat().st_mode & 0o777 == 0o700
        assert not left.exists()
    assert not mine.exists()
    assert at_work.exists()


def test_looking_for_the_temporary_folder_writes_nothing_that_a_kill_would_leave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(os, "open", lambda *call, **named: written.append(call[0]))
    assert temporary_folder() == tmp_path
    monkeypatch.undo()
    assert written == []
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "none"))
    monkeypatch.setenv("TEMP", str(tmp_path))
    assert temporary_folder() == tmp_path


@pytest.mark.skipif(os.name == "nt", reason="makes a pipe")
def test_a_device_or_a_pipe_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "null"
    os.mkfifo(pipe)
    link.symlink_to(os.devnull)
    for path in (pipe, link):
        with pytest.raises(UsageError, match="device or a pipe"):
            write_atomic(path, b"a report")
    assert pipe.is_fifo()
    assert link.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["null", "pipe"]
