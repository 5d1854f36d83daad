"""The graph of `to_networkx(kinds=)` is the graph that a server shows, whichever store it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from netkit.answers.network_view import NetworkView
from netkit.answers.typed_graph import chosen_kinds, typed_graph
from netkit.model.events import Event, Introduction, Offer, Promise, Step, event_id
from netkit.model.people import Affiliation, Claim
from netkit.model.when import PartialDate
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change, Join
from tests.circle import ANN, ANN_MAIL, BOB, BUSY, CID, DAY, ME, NOON, circle, need, pid, wrote

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx

    from netkit.store.neo4j import Neo4jStore
    from netkit.store.port import Store
    from tests.neo4j.conftest import OpenNet

pytestmark = pytest.mark.neo4j

_LABELS = "Person|Organization|City|Favour|Introduction|Need|Offer|Promise"
_NODES = f"MATCH (n:{_LABELS} {{net: $net}}) RETURN labels(n) AS labels, properties(n) AS shown"
_EDGES = f"""
MATCH (a:{_LABELS} {{net: $net}})-[r]->(b:{_LABELS} {{net: $net}})
WHERE type(r) <> 'TIE'
RETURN coalesce(a.id, a.uid, a.key, a.name) AS source, type(r) AS type,
       coalesce(b.id, b.uid, b.key, b.name) AS target, properties(r) AS shown"""


def changes() -> list[Change]:
    introduced = Introduction(NOON, pid(ME), pid(ANN), pid(BOB), "both sail")
    steps = [
        Step(NOON + DAY, event_id(introduced), "asked"),
        Step(NOON + 2 * DAY, event_id(introduced), "made"),
        Step(NOON + 9 * DAY, event_id(introduced), "outcome", "they sail"),
    ]
    promised = Promise(NOON, pid(ME), pid(ANN), "the paper", PartialDate(2026, 5))
    wishes: list[Event] = [Offer(NOON, pid(CID), "patents"), need(CID, "a boat")]
    said: list[Event] = [introduced, *steps, promised, *wishes]
    more = Change(
        "more",
        NOON,
        handles=[(ANN_MAIL, ANN_MAIL.person_id)],
        claims=[Claim(CID.person_id, "city", "Porto", NOON)],
        affiliations=[
            Affiliation(CID.person_id, "Beta GmbH", "Clerk", PartialDate(2019), PartialDate(2021)),
            Affiliation(CID.person_id, "Uni Köln", "M.Sc.", PartialDate(2010), kind="school"),
        ],
        events=[wrote(CID, BOB, day=5), wrote(ANN_MAIL, ME, day=30)],
    )
    joined = Change("joined", NOON, joins=[Join(pid(ANN), ANN_MAIL.person_id, "the same")])
    return [circle(*BUSY, *said), more, joined]


def plain(properties: dict[str, Any], *without: str) -> list[tuple[str, Any]]:
    """Return properties as a graph file holds them: days and lists as texts, without the empty."""
    rows = []
    for name, value in properties.items():
        if name in {"net", "uid", *without} or value == "":
            continue
        if isinstance(value, list):
            value = "; ".join(value)
        if isinstance(value, float):
            value = round(value, 9)
        rows.append((name, str(value) if hasattr(value, "iso_format") else value))
    return sorted(rows)


def shown_by_server(store: Neo4jStore) -> tuple[list[Any], list[Any]]:
    nodes = [(row["labels"][0], plain(row["shown"])) for row in store.query(_NODES, {})]
    edges = [
        (row["source"], row["type"], row["target"], plain(row["shown"]))
        for row in store.query(_EDGES, {})
    ]
    return sorted(nodes, key=repr), sorted(edges, key=repr)


def shown_by_networkx(store: Store) -> tuple[list[Any], list[Any]]:
    graph: nx.MultiDiGraph[Any] = typed_graph(
        NetworkView(store, NOON + 60 * DAY), chosen_kinds("all")
    )
    nodes = [(node["label"], plain(node, "label")) for _, node in graph.nodes(data=True)]
    edges = [
        (source.rpartition(":")[2], edge["type"], target.rpartition(":")[2], plain(edge, "type"))
        for source, target, edge in graph.edges(data=True)
    ]
    return sorted(nodes, key=repr), sorted(edges, key=repr)


def test_networkx_has_the_nodes_and_relationships_of_the_server(
    new_net: OpenNet, tmp_path: Path
) -> None:
    server, file = new_net(), SqliteStore(tmp_path / "net.netkit")
    for change in changes():
        server.append(change)
        file.append(change)
    nodes, edges = shown_by_server(server)
    assert {label for label, _ in nodes} == set(_LABELS.split("|"))
    assert len({type_ for _, type_, *_ in edges}) == 12
    assert shown_by_networkx(server) == (nodes, edges)
    assert shown_by_networkx(file) == (nodes, edges)
    file.close()
