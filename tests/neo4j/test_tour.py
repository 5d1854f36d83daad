"""The tour of the README: a server answers as the file it was copied from."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.docs.console import ROOT, Place, examples, run

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.neo4j

#: What writes files of its own, or would make another network.
_OTHERWISE = {"demo", "map", "report"}


def tour() -> list[str]:
    """The commands of the tour that ask or record, in order."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [example.command for example in examples(page)]
    return [one for one in commands if one.split()[1] not in _OTHERWISE]


def answers(command: str, url: str) -> tuple[int, Any]:
    """The exit code and the JSON answer; what is printed where there is none."""
    code, lines = run(f"{command} --json --network {url}")
    try:
        found = json.loads("\n".join(lines))
    except json.JSONDecodeError:
        return code, lines
    return code, {key: value for key, value in found.items() if key != "engine"}


def alike(left: Any, right: Any) -> bool:
    """Whether two answers are equal, figures within 1e-9 of each other."""
    if isinstance(left, float) and isinstance(right, float):
        return left == pytest.approx(right, rel=1e-9, abs=1e-12)
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(alike(left[key], right[key]) for key in left)
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(alike, left, right))
    return bool(left == right)


def test_the_tours_questions_have_the_same_answers_from_a_server(
    new_url: Callable[[], str],
) -> None:
    url = new_url()
    with Place():
        assert run("netkit demo --folder demo")[0] == 0
        file = "demo/demo.netkit"
        code, lines = run(f"netkit copy {file} '{url}'")
        assert code == 0, lines
        asked = [one for one in tour() if one.startswith("netkit ")]
        assert len(asked) >= 8
        for command in asked:
            from_file, from_server = answers(command, file), answers(command, f"'{url}'")
            assert alike(from_server, from_file), command
        for command in ("netkit who lawyer", "netkit fading", "netkit brief 'Inês Carvalho'"):
            shown = [_plain(run(f"{command} --network {one}")) for one in (file, f"'{url}'")]
            assert shown[0] == shown[1], command
    assert "NETKIT_NETWORK" not in os.environ


def _plain(printed: tuple[int, list[str]]) -> tuple[int, list[str]]:
    code, lines = printed
    return code, [re.sub(r"\s+", " ", line) for line in lines]
