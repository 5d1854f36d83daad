"""The notebook of communities asks a server in Cypher, and gets what NetworkX counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from netkit.model.events import Acquaintance
from netkit.store.neo4j import Neo4jStore
from tests.circle import ANN, BOB, BUSY, CID, NOON, circle, pid

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.neo4j

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebooks" / "communities.ipynb"


def test_the_notebook_runs_on_a_server(
    new_url: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = new_url()
    store = Neo4jStore(url)
    triangle = [
        Acquaintance(NOON, pid(BOB), pid(CID), "a mail", 0.6),
        Acquaintance(NOON, pid(ANN), pid(CID), "a meeting", 0.7),
    ]
    store.append(circle(*BUSY, *triangle))
    store.close()
    monkeypatch.setenv("NETKIT_NETWORK", url)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    assert names["on_server"]
    assert sorted(names["by_cypher"].values()) == [1, 1, 1]
    assert sorted(names["rows"]["probability"]) == [0.5, 0.6, 0.7]
    assert sum(map(len, names["communities"])) == 3
