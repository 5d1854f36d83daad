"""`netkit import`: what it reports, and what bad files do (nothing)."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netkit


def test_an_import_reports_what_it_found_and_left_out(
    netkit: Netkit, archive: Path, tmp_path: Path
) -> None:
    result = netkit("import", archive, "--json", "--network", tmp_path / "n")
    assert result.code == 0
    report = result.json
    counted = {"people", "interactions", "favours", "introductions", "acquaintances"}
    assert counted <= report.keys()
    assert report["new"].keys() == counted
    assert report["new"]["people"] == report["people"] > 150
    assert all({"file", "line", "reason"} <= row.keys() for row in report["skipped"])


def test_several_sources_end_with_what_they_hold_together(
    netkit: Netkit, archive: Path, tmp_path: Path
) -> None:
    vcard = tmp_path / "one.vcf"
    vcard.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Una Neu\nEMAIL:una@neu.example\nEND:VCARD\n")
    report = netkit("import", archive, vcard, "--json", "--network", tmp_path / "one").json
    said = netkit("import", archive, vcard, "--network", tmp_path / "two").out
    _, _, together = said.partition("all 2 together")
    assert f"{report['people']:,} people" in together
    assert f"{report['interactions']:,} interactions" in together
    assert (
        "together" not in netkit("import", vcard, "--network", tmp_path / "three", "--me", "Me").out
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own")
def test_a_terminal_is_shown_a_bar_that_goes_away(archive: Path, tmp_path: Path) -> None:
    import pty  # not on Windows

    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from netkit.cli.main import main; main()"]
    words = ["--network", str(tmp_path / "n"), "import", str(archive)]
    running = subprocess.Popen(
        [*command, *words], stdout=subprocess.PIPE, stderr=theirs,
        env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # how a terminal ends
        while part := os.read(ours, 65_536):
            shown += part
    said, _ = running.communicate(timeout=60)
    os.close(ours)
    assert running.returncode == 0
    assert archive.name.encode() in shown
    assert b" records" in shown
    assert b"\x1b[2K" in shown.rpartition(b" records")[2]  # the line is cleared
    assert b"people" in said
    assert b"records" not in said


def test_a_second_import_adds_nothing(netkit: Netkit, archive: Path, network: Path) -> None:
    again = netkit("import", archive, "--json").json
    assert set(again["new"].values()) == {0}
    assert again["people"] > 0


def test_a_dry_run_writes_nothing(netkit: Netkit, archive: Path, tmp_path: Path) -> None:
    netkit("init", "--me", "Me", "--network", tmp_path / "n")
    result = netkit("import", archive, "--dry-run", "--json", "--network", tmp_path / "n")
    assert result.json["people"] > 150
    said = netkit("import", archive, "--dry-run", "--network", tmp_path / "n").out
    assert "nothing is recorded" in said
    assert " new" not in said
    assert "0 people" in netkit("check", "--network", tmp_path / "n").out


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("Connections.csv", b"\0" * (1 << 28))


def _climbing(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("../Connections.csv", "First Name,Last Name,Connected On\n")


def _nested(path: Path) -> None:
    data = b"First Name,Last Name,Connected On\nAna,Lima,01 Mar 2024\n"
    for name in ("Connections.csv", "a.zip", "b.zip", "c.zip"):
        with zipfile.ZipFile(path, "w") as file:
            file.writestr(name, data)
        data = path.read_bytes()


def _empty(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("holiday.jpg", b"\xff\xd8")


@pytest.mark.parametrize("make", [_bomb, _climbing, _nested, _empty])
def test_a_dangerous_or_empty_zip_is_one_line_and_changes_nothing(
    netkit: Netkit, network: Path, tmp_path: Path, make: object
) -> None:
    bad = tmp_path / "bad.zip"
    assert callable(make)
    make(bad)
    before = netkit("check").out
    result = netkit("import", bad)
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert netkit("check").out == before


def test_a_truncated_zip_is_one_line_and_changes_nothing(
    netkit: Netkit, network: Path, archive: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "cut.zip"
    bad.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    before = netkit("check").out
    result = netkit("import", bad)
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert netkit("check").out == before


def test_a_bad_file_among_good_ones_does_not_stop_them(
    netkit: Netkit, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 40)
    result = netkit(
        "import", tmp_path / "noise.bin", archive, "--json", "--network", tmp_path / "n"
    )
    assert result.code == 3
    assert "noise.bin" in result.err
    assert result.json["people"] > 150


def test_a_missing_file_is_one_line(netkit: Netkit, network: Path) -> None:
    result = netkit("import", "nowhere.zip")
    assert (result.code, result.err) == (3, "netkit: there is no file nowhere.zip\n")


def test_a_missing_file_makes_no_network(netkit: Netkit, tmp_path: Path) -> None:
    assert netkit("import", tmp_path / "x.zip", "--network", tmp_path / "new.netkit").code == 3
    assert not (tmp_path / "new.netkit").exists()
