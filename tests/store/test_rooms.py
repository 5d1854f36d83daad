"""The same thing is done in the file of the same name in both engines, once for each Protocol."""

from __future__ import annotations

import ast
import importlib
import inspect
from pathlib import Path

import pytest

from netkit import store
from netkit.store import port

PROTOCOLS = {
    "people": port.People,
    "events": port.Events,
    "ties": port.Ties,
    "prefilters": port.Prefilters,
    "meanings": port.Meanings,
    "care": port.Care,
}
#: Done in both engines; a file that stands in one alone is about that engine.
TWINS = {
    "__init__", "care", "connection", "copying", "events", "forgetting", "meanings", "people",
    "prefilters", "projection", "removing", "schema", "text_search", "tie_counting", "ties",
    "writing",
}  # fmt: skip


def promises(protocol: type) -> set[str]:
    return {name for name in vars(protocol) if not name.startswith("_")}


def files(engine: str) -> set[str]:
    return {path.stem for path in (Path(store.__file__).parent / engine).glob("*.py")}


@pytest.mark.parametrize("engine", ["sqlite", "neo4j"])
@pytest.mark.parametrize("room", PROTOCOLS)
def test_a_protocol_is_kept_in_the_file_of_its_name(engine: str, room: str) -> None:
    module = importlib.import_module(f"netkit.store.{engine}.{room}")
    [mixin] = [
        value
        for name, value in vars(module).items()
        if name.endswith("Queries") and value.__module__ == module.__name__
    ]
    assert promises(PROTOCOLS[room]) <= vars(mixin).keys()


def test_each_promise_stands_in_one_protocol() -> None:
    names = [name for protocol in PROTOCOLS.values() for name in promises(protocol)]
    assert len(names) == len(set(names)) > 30
    own = {
        "close",
        "engine",
        "from_one_state",
        "member",
        "members",
        "teammate",
        "unfinished",
        "url",
        "zone",
    }
    assert promises(port.Store) == own


def test_both_engines_have_the_files_that_both_need() -> None:
    assert files("sqlite") & files("neo4j") == TWINS


def test_no_file_of_the_store_is_longer_than_400_lines() -> None:
    for path in Path(store.__file__).parent.rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


@pytest.mark.parametrize("engine", ["sqlite", "neo4j"])
def test_an_adapter_is_composed_and_forwards_nothing(engine: str) -> None:
    """A class of forwards would say every promise again: the class itself has only the team."""
    module = importlib.import_module(f"netkit.store.{engine}")
    [adapter] = [value for name, value in vars(module).items() if name in module.__all__]
    [tree] = ast.parse(inspect.getsource(adapter)).body
    assert isinstance(tree, ast.ClassDef)
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert own <= {"__init__", "member", "members", "teammate", "query"}
