"""The command line as a whole: help, options, forms of answer, exit codes, errors."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from contextlib import closing
from importlib import import_module
from typing import TYPE_CHECKING

import click
import pytest

from netkit.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netkit

TABLE = import_module("netkit.cli.main").COMMANDS
COMMANDS = [(name, summary) for section in TABLE.values() for name, summary in section.items()]


def _command(name: str) -> click.Command:
    group = import_module("netkit.cli.main").cli
    command = group.get_command(click.Context(group), name)
    assert isinstance(command, click.Command)
    return command


@pytest.mark.parametrize(("name", "summary"), COMMANDS)
def test_each_summary_in_the_table_is_its_commands_own(name: str, summary: str) -> None:
    assert (_command(name).help or "").split("\n")[0] == summary


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_each_command_has_help_for_every_option(name: str) -> None:
    command = _command(name)
    silent = [
        option.name
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []


def test_help_lists_every_command_by_section(netkit: Netkit) -> None:
    result = netkit("--help")
    assert result.code == 0
    assert all(f"\n  {name} " in result.out for name, _ in COMMANDS)
    assert all(f"{section}:" in result.out for section in TABLE)


def test_a_command_that_is_not_there_is_one_line_with_the_nearest(netkit: Netkit) -> None:
    result = netkit("introduze")
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert "did you mean 'netkit introduce'" in result.err


def test_an_unknown_person_is_one_line(netkit: Netkit, network: Path) -> None:
    result = netkit("introduce", "Nobody Atall")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("netkit: nobody is called “Nobody Atall”")
    assert result.err.count("\n") == 1


def test_a_name_of_several_is_a_line_each_with_what_can_be_typed(
    netkit: Netkit, network: Path
) -> None:
    result = netkit("brief", "Maria Silva")
    assert result.code == 2
    lines = result.err.splitlines()[1:]
    assert len(lines) == 2
    for line in lines:
        typed = line.partition("·")[0].strip()
        assert netkit("brief", typed).code == 0


def test_a_missing_network_says_what_makes_one(netkit: Netkit, tmp_path: Path) -> None:
    result = netkit("fading", "--network", tmp_path / "none.netkit")
    assert result.code == 4
    assert "'netkit init' makes one" in result.err
    assert not (tmp_path / "none.netkit").exists()


def test_a_file_that_is_no_network_is_one_line(netkit: Netkit, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"no database" * 200)
    result = netkit("fading", "--network", tmp_path / "x")
    assert result.code == 4
    assert result.err.count("\n") == 1


def test_options_work_before_and_after_the_command(netkit: Netkit, network: Path) -> None:
    before = netkit("--json", "--as-of", "2026-06-30", "fading")
    after = netkit("fading", "--json", "--as-of", "2026-06-30")
    assert before == after
    assert after.json["as_of"] == "2026-06-30T23:59:59+00:00"


def test_a_bad_date_is_one_line_that_shows_a_good_one(netkit: Netkit, network: Path) -> None:
    result = netkit("fading", "--as-of", "yesterdayish")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "2026-11-01" in result.err


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("introduce", "Inês Carvalho"), "person score band because cautions status"),
        (("introduce",), "a b score band because cautions"),
        (
            ("fading",),
            "person strength momentum lapse_probability calibrated silent_days usual_gap_days"
            " because",
        ),
        (("balance", "--all"), "person attention favours verdict next_act because"),
        (("who", "engineer"), "person organization title matched because"),
        (("reach", "Inês Carvalho"), "path probability evidence weak_link advice because"),
    ],
)
def test_json_has_the_keys_that_are_documented(
    netkit: Netkit, network: Path, words: tuple[str, ...], keys: str
) -> None:
    result = netkit(*words, "--json")
    assert result.code == 0
    whole = result.json
    assert {"question", "as_of", "engine", "results", "notes"} <= whole.keys()
    assert whole["engine"] == "sqlite"
    assert whole["results"]
    for row in whole["results"]:
        assert set(keys.split()) <= row.keys()
        assert row["because"]
        assert all({"kind", "text", "weight", "evidence"} <= one.keys() for one in row["because"])
    people = [row[key] for row in whole["results"] for key in ("person", "a", "b") if key in row]
    assert all(person.keys() == {"id", "name"} for person in people)


def test_nothing_found_is_exit_1_and_json_says_why(netkit: Netkit, network: Path) -> None:
    result = netkit("who", "xylophonist", "--json")
    assert result.code == 1
    assert result.json["results"] == []
    assert "xylophonist" in result.json["notes"][0]
    unknown = netkit("introduce", "Nobody Atall", "--json")
    assert (unknown.code, unknown.json["results"]) == (1, [])
    assert unknown.json["notes"][0].startswith("nobody is called")


def test_csv_cells_are_never_formulas(netkit: Netkit, network: Path) -> None:
    result = netkit("who", "--at", "cmd", "--csv")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert [row["organization"] for row in rows] == ["'=cmd|'/C calc'!A0"]


def test_a_pipe_gets_no_colours_and_no_progress(netkit: Netkit, network: Path) -> None:
    for words in (("fading",), ("introduce",), ("who", "engineer")):
        assert "\x1b" not in netkit(*words).out


def test_as_of_sees_nothing_later(netkit: Netkit, network: Path) -> None:
    early = netkit("fading", "--json", "--as-of", "2025-06-30", "--limit", "50").json
    assert early["results"]
    assert all(row["silent_days"] >= 0 for row in early["results"])
    netkit("need", "Inês Carvalho", "a very rare oboist")
    past = netkit("brief", "Inês Carvalho", "--json", "--as-of", "2026-11-18").json
    now = netkit("brief", "Inês Carvalho", "--json").json
    assert "a very rare oboist" in now["results"][0]["needs"]
    assert "a very rare oboist" not in past["results"][0]["needs"]


@pytest.mark.skipif(os.name == "nt", reason="closes what the system numbers")
@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_a_closed_standard_stream_is_no_fault(tmp_path: Path, closed: str) -> None:
    """A file that is opened next would get its number, and hold what is printed."""
    network = tmp_path / "net.netkit"
    line = f'exec "$0" -m netkit "$@" --network "{network}" {closed}'
    for words in (("init", "--me", "Ida"), ("person", "Ann", "--new"), ("people", "list")):
        done = subprocess.run(
            ["/bin/sh", "-c", line, sys.executable, *words], capture_output=True, check=False
        )
        assert done.returncode == 0, done
    with closing(SqliteStore(network, create=False)) as store:
        assert store.check() == []
