"""Completion as the shells do it: each asked by its own means."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netkit.workspace import open_workspace

if TYPE_CHECKING:
    from tests.cli.conftest import Netkit

BIN = Path(sys.executable).parent


def shell(name: str, script: str) -> list[str]:
    """Run a script in a shell that finds this netkit; its lines."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(
        [name, "-c", script], capture_output=True, text=True, env=environment, check=True
    )
    return ran.stdout.splitlines()


def bash(*words: str) -> list[str]:
    """Complete the last of these words as bash does."""
    line = " ".join(f"'{word}'" for word in words)
    return shell(
        "bash",
        f"source <(netkit completion bash); COMP_WORDS=({line}); COMP_CWORD={len(words) - 1};"
        " _netkit; printf '%s\\n' \"${COMPREPLY[@]}\"",
    )


def test_bash_completes_commands_options_and_names(network: Path) -> None:
    assert bash("netkit", "introduc") == ["introduce"]
    assert bash("netkit", "people", "dupl") == ["duplicates"]
    assert bash("netkit", "fading", "--lim") == ["--limit"]
    assert bash("netkit", "brief", "Inês Ca") == [r"Inês\ Carvalho"]
    assert bash("netkit", "brief", "Ines", "ca") == ["Carvalho"]
    assert bash("netkit", "brief", '"Inês') == ["Inês Carvalho"]
    assert bash("netkit", "note", "Carvalh") == [r"Inês\ Carvalho"]


def test_fish_completes_commands_and_names(network: Path) -> None:
    def complete(line: str) -> list[str]:
        return shell("fish", f"source (netkit completion fish | psub); complete -C '{line}'")

    assert complete("netkit introduc") == [
        "introduce\tWho could I introduce to X, or: which two..."
    ]
    assert [row.partition("\t")[0] for row in complete("netkit brief Inês Ca")] == ["Carvalho"]


def test_zsh_reads_its_script() -> None:
    script = (
        'autoload -U compinit; compinit -D -u; eval "$(netkit completion zsh)";'
        ' print -r -- "$_comps[netkit]"; whence -w -- "$_comps[netkit]"'
    )
    assert shell("zsh", script) == ["_netkit", "_netkit: function"]


def test_a_name_that_would_run_something_is_quoted(netkit: Netkit, network: Path) -> None:
    netkit("person", "Eve $(touch /nowhere) `id`", "--new", "--org", "x")
    [name, *_] = bash("netkit", "brief", r"Eve \$")
    assert shell("bash", f"printf '%s' {name}") == ["Eve $(touch /nowhere) `id`"]


def test_completion_without_a_network_is_silent(tmp_path: Path) -> None:
    os.environ["NETKIT_NETWORK"] = str(tmp_path / "none.netkit")
    try:
        assert bash("netkit", "brief", "Inês") == [""]
    finally:
        del os.environ["NETKIT_NETWORK"]
    assert not (tmp_path / "none.netkit").exists()


@pytest.mark.parametrize("named", [True, False])
def test_completion_opens_no_more_than_the_store(tmp_path: Path, named: bool) -> None:
    (tmp_path / "netkit").mkdir()
    with open_workspace(tmp_path / "netkit" / "me.netkit"):
        pass
    probe = (
        "import sys; from importlib import import_module; sys.argv = ['netkit', 'brief', 'X'];"
        "import_module('netkit.cli.main').run(); print(*sorted(sys.modules))"
    )
    environment = {**os.environ, "_NETKIT_COMPLETE": "bash", "XDG_DATA_HOME": str(tmp_path)}
    environment.pop("NETKIT_NETWORK", None)
    if named:
        environment["NETKIT_NETWORK"] = str(tmp_path / "netkit" / "me.netkit")
    ran = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, env=environment, check=True
    )
    loaded = set(ran.stdout.split())
    assert {"netkit.workspace", "rich", "dataclasses", "neo4j", "numpy"}.isdisjoint(loaded)
