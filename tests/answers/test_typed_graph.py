"""The graph of typed nodes and edges: labels, types and properties as docs/neo4j.md has them."""

from __future__ import annotations

import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from netkit.cli.main import main

import netkit
from netkit.answers.network_view import NetworkView
from netkit.answers.typed_graph import NODE_KINDS, chosen_kinds, typed_graph
from netkit.errors import UsageError
from netkit.model.events import Event, Introduction, Offer, Promise, Step, event_id
from netkit.store.sqlite import SqliteStore
from tests.circle import ANN, BOB, BUSY, CID, DAY, ME, NOON, circle, need, pid, wrote

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
INTRODUCED = Introduction(NOON, pid(ME), pid(ANN), pid(BOB), "both sail")
STEPS = [
    Step(NOON + DAY, event_id(INTRODUCED), "asked"),
    Step(NOON + 3 * DAY, event_id(INTRODUCED), "made"),
    Step(NOON + 9 * DAY, event_id(INTRODUCED), "outcome", "they sail together"),
]


@pytest.fixture
def view(tmp_path: Path) -> Iterator[NetworkView]:
    store = SqliteStore(tmp_path / "net.netkit")
    promised = Promise(NOON, pid(ME), pid(ANN), "the paper")
    offered = Offer(NOON, pid(CID), "patents")
    said: list[Event] = [promised, need(CID, "a boat"), offered, wrote(CID, BOB, day=5)]
    store.append(circle(*BUSY, INTRODUCED, *STEPS, *said))
    yield NetworkView(store, NOON + 30 * DAY)
    store.close()


def edges(graph: nx.MultiDiGraph[Any], type_: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Return the edges of a type as names or texts of their ends, and what else they tell."""
    shown = {
        node: data.get("name") or data.get("text") or data["label"]
        for node, data in graph.nodes(data=True)
    }
    return sorted(
        (shown[a], shown[b], {name: value for name, value in data.items() if name != "type"})
        for a, b, data in graph.edges(data=True)
        if data["type"] == type_
    )


def test_each_kind_of_node_has_its_edges(view: NetworkView) -> None:
    graph = typed_graph(view, chosen_kinds("all"))
    assert edges(graph, "WORKS_AT") == [
        ("Ann Müller", "ACME, Inc.", {"title": "IP attorney"}),
        ("Bob O'Ray", "Beta GmbH", {"title": "Engineer"}),
    ]
    assert edges(graph, "GIVEN_BY") == [("Favour", "Me Myself", {})]
    assert edges(graph, "RECEIVED_BY") == [("Favour", "Ann Müller", {})]
    assert edges(graph, "BROKER") == [("Introduction", "Me Myself", {})]
    assert edges(graph, "OF") == [
        ("Introduction", "Ann Müller", {}), ("Introduction", "Bob O'Ray", {})
    ]  # fmt: skip
    assert edges(graph, "NEEDS") == [
        ("Bob O'Ray", "a patent lawyer", {}), ("Cid López-Ray", "a boat", {})
    ]  # fmt: skip
    assert edges(graph, "OFFERS") == [("Cid López-Ray", "patents", {})]
    assert edges(graph, "PROMISED") == [("Me Myself", "the paper", {})]
    assert edges(graph, "TO") == [("the paper", "Ann Müller", {})]
    [introduction] = [n for _, n in graph.nodes(data=True) if n["label"] == "Introduction"]
    assert introduction == {
        "label": "Introduction", "at": "2026-01-01", "state": "outcome", "why": "both sail",
        "asked_at": "2026-01-02", "made_at": "2026-01-04", "outcome": "they sail together",
    }  # fmt: skip
    [favour] = [n for _, n in graph.nodes(data=True) if n["label"] == "Favour"]
    assert (favour["kind"], favour["value"], favour["at"]) == ("advice", 2, "2026-01-01")


def test_knows_tells_of_contact_and_of_evidence_apart(view: NetworkView) -> None:
    """With Ann on 1 and 11 January alone, on the 21st with Bob besides; halves in 120 days."""
    rows = edges(typed_graph(view, chosen_kinds("person")), "KNOWS")
    by_pair = {(a, b, data["evidence"]): data for a, b, data in rows}
    contact = by_pair["Me Myself", "Ann Müller", "contact"]
    assert (contact["contact_days"], contact["last"]) == (3, "2026-01-21")
    power = sum(w * 0.5 ** (age / 120) for w, age in ((1, 20), (1, 10), (0.5, 0)))
    assert contact["strength"] == pytest.approx(power)
    assert contact["probability"] == 1.0
    told = [data for (a, b, kind), data in by_pair.items() if kind == "inferred"]
    assert told == [
        {
            "probability": 0.5, "evidence": "inferred", "because": "both in a thread",
            "last": "2026-01-01",
        }
    ]  # fmt: skip
    [of_others] = [data for a, b, data in rows if "Me Myself" not in (a, b) and data not in told]
    assert (of_others["probability"], of_others["last"]) == (0.95, "2026-01-06")  # Cid wrote to Bob


def test_as_of_a_past_day_nothing_later_is_there(view: NetworkView) -> None:
    graph = typed_graph(view.at(NOON + timedelta(days=2)), chosen_kinds("all"))
    [introduction] = [n for _, n in graph.nodes(data=True) if n["label"] == "Introduction"]
    assert introduction["state"] == "asked"
    assert "made_at" not in introduction
    contacts = [row for row in edges(graph, "KNOWS") if "strength" in row[2]]
    assert [(a, b, data["contact_days"]) for a, b, data in contacts] == [
        ("Me Myself", "Ann Müller", 1)
    ]


def test_only_what_is_asked_for_is_in_it(view: NetworkView) -> None:
    alone = typed_graph(view, chosen_kinds("favour"), owner=False, acquaintances=False)
    assert {n["label"] for _, n in alone.nodes(data=True)} == {"Person", "Favour"}
    assert [b for _, b, _ in edges(alone, "RECEIVED_BY")] == ["Ann Müller"]
    assert edges(alone, "GIVEN_BY") == []  # by the owner
    assert {data["evidence"] for *_, data in edges(alone, "KNOWS")} == {"contact"}
    bare = typed_graph(view, chosen_kinds("all"), attributes=False)
    assert {name for _, node in bare.nodes(data=True) for name in node} == {"label"}
    assert {name for *_, edge in bare.edges(data=True) for name in edge} == {"type"}
    with pytest.raises(UsageError, match="'friend' is none of: all, person"):
        chosen_kinds(["person", "friend"])
    with pytest.raises(UsageError):
        chosen_kinds(7)  # type: ignore[arg-type]


def test_labels_and_relationships_are_those_of_the_documentation(view: NetworkView) -> None:
    page = (ROOT / "docs" / "neo4j.md").read_text(encoding="utf-8")
    table = page.partition("## The graph")[2].partition("## Fifteen questions")[0]
    labels, types = set(re.findall(r"\(:(\w+)", table)), set(re.findall(r"\[:(\w+)", table))
    graph = typed_graph(view, chosen_kinds("all"))
    assert {n["label"] for _, n in graph.nodes(data=True)} <= labels
    assert {data["type"] for *_, data in graph.edges(data=True)} <= types
    assert {kind.capitalize() for kind in NODE_KINDS} <= labels


@pytest.mark.parametrize("form", ["graphml", "json"])
def test_a_file_of_it_holds_what_the_graph_holds(tmp_path: Path, form: str) -> None:
    with netkit.open(tmp_path / "net.netkit", create=True) as workspace:
        workspace.set_owner("Ida Moor", email="ida@example.org")
        workspace.add_person("Bo </graphml> Berg", city="Ab\x0bo", organization='Acme & "Co"')
        workspace.favour("me", "Bo </graphml> Berg", "advice", "read\x00 <it>")
        content, people = workspace.graph_file(form, kinds=["favour", "city", "organization"])
        assert people == 1
        with pytest.raises(UsageError, match="graphml or json"):
            workspace.graph_file("gexf", kinds="all")
        with pytest.raises(UsageError, match="with their names"):
            workspace.graph_file(form, kinds="all", anonymise=True)
    if form == "graphml":
        read: nx.Graph[Any] = nx.read_graphml(io.BytesIO(content))
    else:
        read = nx.node_link_graph(json.loads(content), edges="edges")
    texts = {n.get("name") or n["text"] for _, n in read.nodes(data=True)}
    assert texts == {"Ida Moor", "Bo </graphml> Berg", "Abo", 'Acme & "Co"', "read <it>"}
    types = sorted(data["type"] for *_, data in read.edges(data=True))
    assert types == ["GIVEN_BY", "LIVES_IN", "RECEIVED_BY", "WORKS_AT"]


def test_the_command_writes_the_kinds_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, file = str(tmp_path / "net.netkit"), str(tmp_path / "g.graphml")
    with netkit.open(path, create=True) as workspace:
        workspace.set_owner("Ida Moor", email="ida@example.org")
        workspace.add_person("Bo Berg", city="Oslo", organization="Acme")

    def run(*words: str) -> int:
        with pytest.raises(SystemExit) as ended:
            main(["--network", path, "export", *words])
        return int(ended.value.code or 0)

    assert run("graphml", file, "--kind", "city", "--kind", "favour") == 0
    labels = nx.get_node_attributes(nx.read_graphml(file), "label")
    assert sorted(labels.values()) == ["City", "Person", "Person"]
    capsys.readouterr()
    for words in (
        ("gexf", file, "--kind", "all"), ("vcard", file, "--kind", "all"),
        ("graphml", file, "--kind", "friend"), ("json", file, "--kind", "all", "--anonymise"),
    ):  # fmt: skip
        assert run(*words) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) <= 4
