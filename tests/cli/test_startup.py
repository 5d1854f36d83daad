"""Everyday answers start fast: they import none of what takes longer than the answer."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from netkit.examples.demo import make_demo

from netkit.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {"numpy", "networkx", "pandas", "scipy", "neo4j", "pyvis", "jinja2", "matplotlib"}
#: What an answer has no use for, however small: drawing by rich, classes compiled at import, tables
#: of legal forms, locales. (`rich.cells` measures letters from afar.)
NEEDLESS = {"rich.console", "rich.table", "dataclasses", "cleanco", "calendar"}
_PROBE = """
import json, sys
from importlib import import_module
code = import_module("netkit.cli.main").run(json.loads(sys.argv[1]))
loaded = sorted({*sys.modules, *(name.partition(".")[0] for name in sys.modules)})
sys.stderr.write("\\n" + json.dumps([code, loaded]))
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A network, and the name of one of its people."""
    folder = tmp_path_factory.mktemp("startup")
    with open_workspace(folder / "me.netkit") as workspace:
        demo = make_demo(workspace, folder, people=150, messages=600)
    return folder / "me.netkit", demo.spotlight


@pytest.mark.parametrize(
    "command",
    [
        ["--help"],
        ["introduce", "X"],
        ["--json", "introduce", "X"],
        ["reach", "X"],
        ["fading"],
        ["balance"],
        ["balance", "X"],
        ["who", "lawyer"],
        ["brief", "X"],
        ["need", "X", "a patent lawyer"],
        ["note", "X", "likes the sea"],
    ],
    ids=" ".join,
)
def test_an_everyday_command_imports_nothing_heavy(
    asked: tuple[Path, str], command: list[str]
) -> None:
    network, name = asked
    words = ["--network", str(network), *(name if word == "X" else word for word in command)]
    ran = subprocess.run(
        [sys.executable, "-c", _PROBE, json.dumps(words)], capture_output=True, check=True
    )
    code, modules = json.loads(ran.stderr.splitlines()[-1])
    assert code in (0, 1)
    assert HEAVY.isdisjoint(modules)
    if "--json" not in command:  # that looks for the fields of results
        assert NEEDLESS.isdisjoint(modules)
