"""Notes beside answers, and the words of answers that a reader compares."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from netkit.cli.output import note

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Netkit

LONG = "three barges lay at the lower quay until the tide came in"


def _noted(text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "20")
    note(text)
    return capsys.readouterr().err


def test_a_note_breaks_between_words_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = _noted(LONG, monkeypatch, capsys).splitlines()
    assert [line.rstrip() for line in lines] == [
        "three barges lay at",
        "the lower quay until",
        "the tide came in",
    ]


def test_a_command_in_a_note_stays_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"'netkit restore quay.backup' brings it back; {LONG}"
    assert _noted(text, monkeypatch, capsys) == f"{text}\n"


def test_a_note_in_a_pipe_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    note(LONG * 4)
    assert capsys.readouterr().err == f"{LONG * 4}\n"


def test_a_contact_of_today_is_called_so(netkit: Netkit, network: Path) -> None:
    netkit("--network", str(network), "log", "today: lunch with Inês Carvalho")
    told = netkit("--network", str(network), "brief", "Inês Carvalho")
    assert "last contact today" in told.out
    assert "0 days since" not in told.out


def test_the_owner_is_you_in_every_line_of_reach(netkit: Netkit, network: Path) -> None:
    netkit("--network", str(network), "log", "--yes", "today: lunch with Ottla Brandt")
    netkit("--network", str(network), "knows", "Ottla Brandt", "Inês Carvalho")
    netkit("--network", str(network), "person", "Pavel Drach", "--new", "--org", "Quayside")
    netkit("--network", str(network), "knows", "Ottla Brandt", "Pavel Drach")
    lines = netkit("--network", str(network), "reach", "Pavel Drach").out.splitlines()
    assert "    weak link: you – Ottla Brandt" in lines


def test_a_batch_says_once_that_there_is_no_network(netkit: Netkit, tmp_path: Path) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("lunch with Ann Lee\ncalled Bo Ray\ncoffee with Kai Lim\n", encoding="utf-8")
    answer = netkit("--network", tmp_path / "none.netkit", "log", "--yes", "--file", lines)
    assert answer.code != 0
    assert answer.err.count("there is no network at") == 1
    assert answer.out == ""
