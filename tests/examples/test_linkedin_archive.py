"""How an archive of an invented network is written: the same bytes, folders, and the command."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.examples.linkedin_archives import TODAY, Archive

if TYPE_CHECKING:
    from pathlib import Path

    from examples.invented import invent
    from examples.linkedin_archive import main, write_archive
    from examples.people import InventedNetwork
else:
    from netkit.examples.invented import invent
    from netkit.examples.linkedin_archive import main, write_archive


def test_hostile_archives_hold_an_endless_name_and_an_empty_file(tmp_path: Path) -> None:
    network = invent(today=TODAY, people=120, messages=300, hostile=True)
    expected = write_archive(network, tmp_path / "hostile.zip")
    archive = Archive(tmp_path / "hostile.zip", expected)
    rows = archive.rows("Connections.csv")
    assert sum(len(row["First Name"]) > 1000 for row in rows) == archive.skipped("name too long")
    assert "</script><img src=x onerror=alert(1)>" in {row["First Name"] for row in rows}
    assert "=cmd|'/C calc'!A0" in {row["Company"] for row in rows}
    assert expected.empty_files == (f"PhoneNumbers_{100_000_000 + 7 * 7919}.csv",)


def test_the_same_network_gives_the_same_bytes(network: InventedNetwork, tmp_path: Path) -> None:
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    assert write_archive(network, first) == write_archive(network, second)
    assert first.read_bytes() == second.read_bytes()


def test_a_folder_holds_the_files_of_the_zip(network: InventedNetwork, tmp_path: Path) -> None:
    write_archive(network, tmp_path / "packed.zip", 2024)
    write_archive(network, tmp_path / "open", 2024)
    with zipfile.ZipFile(tmp_path / "packed.zip") as packed:
        for name in packed.namelist():
            assert (tmp_path / "open" / name).read_bytes() == packed.read(name)


def test_an_unknown_year_is_refused(network: InventedNetwork, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no archive of 2019"):
        write_archive(network, tmp_path / "a.zip", 2019)


def test_the_command_writes_what_it_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "deep" / "demo.zip"
    arguments = ["--era", "2021", "--people", "120", "--messages", "400", "--today", "2026-11-22"]
    assert main([str(out), *arguments]) == 0
    network = invent(today=TODAY, people=120, messages=400)
    expected = write_archive(network, tmp_path / "again.zip", 2021)
    assert f"{expected.people} people, {expected.interactions} interactions" in (
        capsys.readouterr().out
    )
    assert out.read_bytes() == (tmp_path / "again.zip").read_bytes()


def test_the_command_refuses_too_few_people(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["out.zip", "--people", "3"])
    assert stopped.value.code == 2
    assert "at least 100" in capsys.readouterr().err
