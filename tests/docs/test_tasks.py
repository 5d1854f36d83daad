"""Twenty-five tasks of a data scientist: in the documentation, three statements each, run here."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

import pytest

import netkit
from tests.docs.console import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Neo4jDatabase

PAGE = (ROOT / "docs" / "tasks.md").read_text(encoding="utf-8")
SETUP = re.findall(r"```python\n(.*?)```", PAGE.partition("\n### 1.")[0], flags=re.DOTALL)[0]
TASKS = {
    int(number): block
    for number, block in re.findall(
        r"^### (\d+)\..*?```py(?:thon)?\n(.*?)```", PAGE, flags=re.DOTALL | re.MULTILINE
    )
}
AT_MOST = 3  # statements


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Names that the page has defined so far, in a folder of its own."""
    patch = pytest.MonkeyPatch()
    patch.chdir(tmp_path_factory.mktemp("tasks"))
    patch.setenv("MPLBACKEND", "Agg")
    names: dict[str, Any] = {}
    exec(SETUP, names)
    yield names
    names["ws"].close()
    names["plt"].close("all")
    patch.undo()


#: What must hold after each task; expected values are counted by hand from the page's own frame.
CHECKS: dict[int, Callable[[dict[str, Any]], bool]] = {
    1: lambda n: len(n["strongest"]) == 10
    and n["strongest"].b_name.str.contains(" ").any()
    and n["strongest"].strength.is_monotonic_decreasing,
    2: lambda n: {"person_id", "person", "score", "because"} <= set(n["for_ines"].columns)
    and len(n["for_ines"]) > 0,
    3: lambda n: {"a_id", "a", "b_id", "b"} <= set(n["pairs"].columns) and len(n["pairs"]) > 0,
    4: lambda n: len(n["told"]) == 5 and all(": " in text for text in n["told"]),
    5: lambda n: [row.person.id for row in n["rows"]] == [row.person.id for row in n["ws"].fading()],
    6: lambda n: n["then"] != n["ws"].fading(),
    7: lambda n: {"person_id", "person", "band", "strength"} <= set(n["people"].columns),
    8: lambda n: n["rated"].rating.notna().sum() == 1 and len(n["rated"]) == len(n["people"]),
    9: lambda n: n["between"].index.str.len().min() > 0 and n["ws"].me.name not in n["between"].index,
    10: lambda n: sum(map(len, n["groups"])) == n["graph"].number_of_nodes(),
    11: lambda n: n["names"] == [n["ws"].me.name, "Inês Carvalho"],
    12: lambda n: 'Inês Carvalho' in _text("people.graphml"),
    13: lambda n: _bytes("people.png").startswith(b"\x89PNG"),
    14: lambda n: "In\\u00eas Carvalho" in _text("people.html") or "Inês" in _text("people.html"),
    15: lambda n: n["saved"].name == "map.html" and "Inês Carvalho" in _text("map.html"),
    16: lambda n: n["net"].zone == "Europe/Lisbon" and n["net"].weight.sum() == 9.0,
    17: lambda n: n["net_aware"].seconds.min() - n["net"].seconds.min() == 5 * 3600,
    18: lambda n: len(n["net_texts"].seconds) == 6 and n["net_millis"].as_of.year == 2026,
    19: lambda n: len(n["net_gappy"].seconds) == 5,
    20: lambda n: len(n["nothing"]) == 0,
    21: lambda n: len(n["best"]) == 5 and len(n["club"].people) == 34,
    22: lambda n: len(n["frame"]) == 3 and n["back"].n_ties == 3
    and n["back"].weight.sum() == n["net"].weight.sum(),
    23: lambda n: [state.text for state in (n["need"], n["favour"])]
    == ["Ann Lee needs: a patent lawyer", n["favour"].text],
    24: lambda n: n["tried"].found.interactions == 6 and n["report"].new.people == 1,
}  # fmt: skip


def _text(name: str) -> str:
    return _bytes(name).decode("utf-8")


def _bytes(name: str) -> bytes:
    from pathlib import Path

    return Path(name).read_bytes()


def test_the_page_has_twenty_five_tasks() -> None:
    assert list(TASKS) == list(range(1, 26))


@pytest.mark.parametrize("number", TASKS)
def test_a_task_takes_three_statements_at_most(number: int) -> None:
    body = ast.parse(TASKS[number]).body
    inner = [child for node in body if isinstance(node, ast.With) for child in node.body]
    assert 1 <= len(body) + len(inner) <= AT_MOST


@pytest.mark.filterwarnings("ignore:Glyph")  # matplotlib's own font lacks some scripts of names
@pytest.mark.parametrize("number", CHECKS)
def test_a_task_of_the_page_does_what_its_heading_says(
    spoken: dict[str, Any], number: int
) -> None:
    exec(compile(TASKS[number], f"task {number}", "exec"), spoken)
    assert CHECKS[number](spoken)


@pytest.mark.neo4j
def test_the_task_on_a_server_is_the_same_call(empty_neo4j: Neo4jDatabase, tmp_path: Path) -> None:
    address = f"{empty_neo4j.uri}/{empty_neo4j.database}"
    text = TASKS[25].replace("neo4j://localhost:7687/neo4j", address)
    text = text.replace('("neo4j", "password")', repr(empty_neo4j.auth))
    names: dict[str, Any] = {"netkit": netkit}
    with netkit.open(address, auth=empty_neo4j.auth, create=True) as server:
        server.set_owner("Ann Lee", email="ann@example.org")
    exec(text, names)
    assert list(names["rows"]) == []
