"""Graphs from other tools, NetworkX's own writers as the oracle."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from netkit.errors import BadInputError
from netkit.importers.graph_files import IMPORTER
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.model.events import Acquaintance, Interaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def read(path: Path, options: Options | None = None) -> list[Item]:
    assert IMPORTER.detects(path)
    return list(IMPORTER.read(path, options or Options()))


def edges(items: list[Item]) -> set[tuple[str, str]]:
    names = {
        handle.person_id: item.name
        for item in items
        if isinstance(item, Sighting)
        for handle in item.handles
    }
    found = set()
    for item in items:
        if isinstance(item, Acquaintance):
            found.add((names[item.a], names[item.b]))
        elif isinstance(item, Interaction):
            found.add((names[item.sender], names[item.recipients[0]]))
    return found


@pytest.mark.parametrize(
    "write", [nx.write_graphml, nx.write_gexf, nx.write_gml], ids=["graphml", "gexf", "gml"]
)
def test_what_networkx_writes_is_read(
    tmp_path: Path, write: Callable[[nx.Graph[Any], Path], None]
) -> None:
    graph: nx.Graph[Any] = nx.karate_club_graph()
    nx.set_node_attributes(graph, {node: f"Member {node}" for node in graph}, "name")
    path = tmp_path / "karate"
    write(graph, path)
    items = read(path)
    assert {item.name for item in items if isinstance(item, Sighting)} == {
        f"Member {node}" for node in graph
    }
    assert {frozenset(pair) for pair in edges(items)} == {
        frozenset((f"Member {a}", f"Member {b}")) for a, b in graph.edges
    }
    assert all(item.seen for item in items if isinstance(item, Acquaintance))


def test_a_node_with_an_address_is_known_by_it_and_may_be_the_owner(tmp_path: Path) -> None:
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_node("1", name="Ana", email="Ana@example.org", company="ACME", title="Boss")
    graph.add_node("2", name="Me", linkedin="https://www.linkedin.com/in/me")
    graph.add_edge("1", "2", time="2026-02-03T10:00:00Z")
    graph.add_edge("2", "1", weight=3.0)
    nx.write_graphml(graph, tmp_path / "g.graphml")
    items = read(tmp_path / "g.graphml", Options(owner="me"))
    ana, me = (item for item in items if isinstance(item, Sighting))
    assert [handle.key for handle in ana.handles] == ["email:ana@example.org", "source:graph:g/1"]
    assert (ana.organization, ana.title) == ("ACME", "Boss")
    assert (me.handles[0].key, me.owner, ana.owner) == ("linkedin:me", True, False)
    (contact,) = [item for item in items if isinstance(item, Interaction)]
    assert contact.at == datetime(2026, 2, 3, 10, tzinfo=UTC)
    assert contact.sender == ana.handles[0].person_id


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# a comment\n1 2 1082040961\n2 3 1082155839\n", Interaction),
        ("1 2\n2 3\n", Acquaintance),
        ("1,2,0.5\n2,3,0.25\n", Acquaintance),
        ("ana@example.org\tbo@example.org\nbo@example.org\tcy@example.org\n", Acquaintance),
        ("source,target,timestamp\n1,2,2026-02-03\n2,3,2026-02-04T10:00:00+01:00\n", Interaction),
        ("From;To;Date\nx;y;2026-02-03\ny;z;2026-02-03\n", Interaction),
        ("u v w\na b 1\nb c 2\n", Acquaintance),
    ],
)
def test_edge_lists_of_many_kinds_are_read(tmp_path: Path, text: str, kind: type[Item]) -> None:
    path = tmp_path / "edges.txt"
    path.write_text(text)
    items = read(path)
    assert sum(isinstance(item, kind) for item in items) == 2
    assert sum(isinstance(item, Sighting) for item in items) == 3


def test_the_same_id_in_two_files_is_two_people(tmp_path: Path) -> None:
    keys = []
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("1 2\n2 3\n")
        items = read(tmp_path / name)
        keys.append({item.handles[0] for item in items if isinstance(item, Sighting)})
    assert not keys[0] & keys[1]


def test_a_bad_edge_is_told_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    path.write_text("source,target,time\na,b,2026-02-03\na,a,2026-02-03\nb,c,soon\n")
    found = [item for item in read(path) if isinstance(item, Problem)]
    assert [(one.line, one.reason) for one in found] == [
        (3, "an edge without two ends"), (4, "no readable date, or one in the future"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "Name,Email\nAna,a@example.org\nBo,b@example.org\n", "hello "
                                  "world\nhow are\n", "1\n2\n"])  # fmt: skip
def test_other_texts_are_no_graph(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.csv").write_text(text)
    assert not IMPORTER.detects(tmp_path / "x.csv")


@pytest.mark.parametrize(
    "text",
    [
        "<graphml><graph edgedefault='x'><node/></graph>",
        '<!DOCTYPE a [<!ENTITY b "c">]><graphml></graphml>',
        "graph [ node [ id ] ]",
        "<gexf><graph><nodes><node id='1'/></nodes>",
    ],
)
def test_a_damaged_graph_is_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "x").write_text(text)
    with pytest.raises(BadInputError):
        list(IMPORTER.read(tmp_path / "x", Options()))


def test_an_address_is_a_key_and_no_name(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("source,target\neva@sand.example,jan@fels.example\n")
    items = read(tmp_path / "a.csv")
    seen = [(item.name, item.handles[0].key) for item in items if isinstance(item, Sighting)]
    assert seen == [("", "email:eva@sand.example"), ("", "email:jan@fels.example")]
