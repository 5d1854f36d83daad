"""Names on the command line: without quotes, ambiguous on a terminal, near-miss commands."""

from __future__ import annotations

import os
import pty
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netkit

NETKIT = str(Path(sys.executable).with_name("netkit"))


def test_a_name_needs_no_quotes_where_it_means_one_person(netkit: Netkit, network: Path) -> None:
    plain = netkit("brief", "Inês", "Carvalho")
    assert plain.code == 0
    assert plain == netkit("brief", "Inês Carvalho")
    assert netkit("introduce", "Inês", "Carvalho", "-n", "1").code == 0
    noted = netkit("note", "Inês", "Carvalho", "likes", "tea")
    assert "Inês Carvalho" in noted.out
    assert "likes tea" in netkit("brief", "Inês Carvalho").out


def test_a_kind_stands_between_a_name_and_a_text(netkit: Netkit, network: Path) -> None:
    result = netkit("fact", "Inês", "Carvalho", "hobby", "sailing", "far")
    assert result.out == "Inês Carvalho, hobby: sailing far\n"
    assert netkit("fact", "Inês Carvalho", "sailing").code == 2


@pytest.mark.parametrize(
    ("word", "command"),
    [
        ("forget", "people forget"),
        ("merge", "people merge"),
        ("rename", "--rename"),
        ("birthday", "milestone"),
        ("introduse", "netkit introduce"),
        ("forgett", "people forget"),
        ("list", "netkit people"),
        ("search", "netkit find"),
    ],
)
def test_a_word_that_is_no_command_is_answered_by_its_meaning(
    netkit: Netkit, word: str, command: str
) -> None:
    result = netkit(word, "Ann Lee")
    assert (result.code, result.out) == (2, "")
    assert command in result.err


def _options_of(words: list[str]) -> set[str]:
    """Return the options of the command that words begin with; `people` alone lists."""
    from importlib import import_module

    group: click.Command = import_module("netkit.cli.main").cli
    context = click.Context(group)
    for word in words:
        inner = group.get_command(context, word) if isinstance(group, click.Group) else None
        if inner is None:
            break
        group = inner
    if isinstance(group, click.Group) and "list" in group.list_commands(context):
        own = {option for parameter in group.params for option in parameter.opts}
        return own | _options_of([*words[:1], "list"])
    return {option for parameter in group.params for option in parameter.opts}


def test_every_near_command_is_a_command_with_options_it_has() -> None:
    from importlib import import_module

    near = import_module("netkit.cli.near_commands")
    names = {name for part in import_module("netkit.cli.main").COMMANDS.values() for name in part}
    lines = [shlex.split(line) for meant in near._MEANT.values() for line in meant]
    assert [words for words in lines if words[0] not in names] == []
    typed = [(words, {one for one in words if one.startswith("--")}) for words in lines]
    assert [words for words, options in typed if not options <= _options_of(words)] == []


def test_a_missing_part_says_what_can_be_typed(netkit: Netkit, network: Path) -> None:
    assert "type 'netkit brief PERSON'" in netkit("brief").err
    assert "GIVER RECEIVER" in netkit("favour", "Inês Carvalho").err


def test_help_of_a_command_within_a_command(netkit: Netkit) -> None:
    assert netkit("help", "people", "forget").out == netkit("people", "forget", "--help").out
    assert netkit("help").out == netkit("--help").out


def test_netkit_alone_says_what_to_do_next(netkit: Netkit, network: Path) -> None:
    result = netkit()
    assert result.code == 0
    assert len(result.out.splitlines()) == 3
    rows = netkit("--json").json["results"]
    assert [row["command"] for row in rows] == [
        line.partition("  ")[0] for line in result.out.splitlines()
    ]


def test_netkit_alone_without_a_network_says_how_to_begin(netkit: Netkit) -> None:
    result = netkit()
    assert result.code == 0
    assert "netkit init --me" in result.out
    assert "netkit demo" in result.out


def test_an_ambiguous_name_is_a_numbered_choice_on_a_terminal(network: Path) -> None:
    """Typed into a pseudo-terminal, as a person does."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "NETKIT_NOW": "2026-11-20T09:00+00:00", "COLUMNS": "80"}
    with subprocess.Popen(
        [NETKIT, "person", "Maria Silva"], stdin=theirs, stderr=theirs, stdout=subprocess.PIPE,
        env=environment, text=True,
    ) as running:  # fmt: skip
        os.write(ours, b"2\n")
        out, _ = running.communicate(timeout=30)
        asked = os.read(ours, 10_000).decode()
    os.close(theirs)
    os.close(ours)
    assert running.returncode == 0
    assert "  1  Maria Silva" in asked
    assert "  2  Maria Silva" in asked
    assert out.startswith("Maria Silva")
