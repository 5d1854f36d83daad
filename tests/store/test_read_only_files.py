"""A network file that may be read and not written answers, and is left as it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from netkit.store.sqlite import SqliteStore
from netkit.store.sqlite.read_only import file_stamp, read_only_address
from tests.circle import ANN, BUSY, ME, circle, wrote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Takes from the system's administrator what nobody else has: to write what may not be written.
CAPABILITIES = "-dac_override,-dac_read_search"
SETPRIV = ["setpriv", "--bounding-set", CAPABILITIES, "--inh-caps", CAPABILITIES]
AS_ANYBODY = SETPRIV if os.geteuid() == 0 else []


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Path]:
    """A network file with mode 0444 in a folder with mode 0555."""
    folder = tmp_path / "read-only"
    folder.mkdir()
    with closing(SqliteStore(folder / "net.netkit")) as store:
        store.append(circle(*BUSY, *(wrote(ME, ANN, day=day) for day in range(30, 60, 6))))
    (folder / "net.netkit").chmod(0o444)
    folder.chmod(0o555)
    yield folder / "net.netkit"
    folder.chmod(0o755)


def netkit_as_a_stranger(network: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command as somebody who may not write the file."""
    program = "from netkit.cli.main import main; main()"
    command = [*AS_ANYBODY, sys.executable, "-c", program, "--network", str(network), *words]
    with tempfile.TemporaryDirectory(prefix="netkit-stranger-") as home:
        environment = {**os.environ, "HOME": home, "NETKIT_NOW": "2026-07-01"}
        return subprocess.run(
            command, cwd=home, env=environment, capture_output=True, text=True, check=False
        )


@pytest.fixture
def stranger(network: Path) -> Path:
    """The network; skipped where a stranger cannot even run Python."""
    if AS_ANYBODY and not shutil.which(AS_ANYBODY[0]):
        pytest.skip("an administrator may write everything, and setpriv is missing")
    return network


@pytest.mark.parametrize(
    "words",
    [
        ("today",), ("map",), ("brief", "Ann"), ("fading",), ("reach", "Bob"), ("find", "lawyer"),
        ("timeline", "Ann"), ("history",), ("who", "lawyer"), ("network",), ("report",),
        ("introduce", "Ann"), ("doctor",), ("people",), ("check",),
    ],
)  # fmt: skip
def test_every_question_answers(stranger: Path, words: tuple[str, ...]) -> None:
    content, files = stranger.read_bytes(), sorted(stranger.parent.iterdir())
    answer = netkit_as_a_stranger(stranger, *words)
    assert answer.returncode in (0, 1), answer.stderr
    assert "Traceback" not in answer.stderr
    assert "may not be written" not in answer.stderr
    assert stranger.read_bytes() == content
    assert sorted(stranger.parent.iterdir()) == files


def test_what_would_be_recorded_is_one_line_and_exit_code_4(stranger: Path) -> None:
    answer = netkit_as_a_stranger(stranger, "note", "Ann", "likes chess")
    assert answer.returncode == 4
    assert answer.stderr.splitlines() == [
        f"netkit: {stranger} may not be written to; nothing was changed"
    ]


def test_a_file_that_may_be_written_has_no_address_for_reading(tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path / "net.netkit")) as store:
        assert read_only_address(store.url) == ""


def test_a_change_of_the_file_changes_its_stamp(tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path / "net.netkit")) as store:
        before = file_stamp(store.url)
        store.append(circle())
        assert file_stamp(store.url) != before
