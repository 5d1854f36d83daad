"""Pyvis and the exports show the same scene as the canvas page."""

from __future__ import annotations

import io
import json
from collections import Counter
from dataclasses import replace

import networkx as nx
import pytest
import pyvis.network

import netkit.maps
from netkit.errors import UsageError
from netkit.maps import Scene, export, from_network
from netkit.maps.payload import payload
from netkit.maps.pyvis_writer import PEOPLE_AT_MOST, MapNetwork, page, pyvis_network
from netkit.maps.scene import ScenePerson, SceneTie
from netkit.ties import Network
from tests.maps.hostile import hostile_scene
from tests.maps.invented import AS_OF, scene


@pytest.fixture(scope="module")
def drawn() -> Scene:
    return scene(120, 400, ghosts=4)


def test_both_writers_show_the_same_people_ties_groups_and_suggestions(drawn: Scene) -> None:
    canvas, net = payload(drawn), pyvis_network(drawn)
    assert [node["label"] for node in net.nodes] == canvas["people"]["name"]
    ties = Counter((e["from"], e["to"]) for e in net.edges if not e.get("suggested"))
    row = {person.id: number for number, person in enumerate(drawn.people)}
    assert ties == Counter((row[tie.a], row[tie.b]) for tie in drawn.ties)
    assert sum(ties.values()) == canvas["ties"]["second"][2]
    ideas = [(e["from"], e["to"]) for e in net.edges if e.get("suggested")]
    assert ideas == [(a, b) for a, b, *_ in canvas["suggestions"]]
    data = json.loads(page(drawn).split(b'id="data">')[1].split(b"</script>")[0])
    assert [group[:4] for group in data["groups"]] == [
        [name, x, y, radius] for name, _, _, x, y, radius in canvas["groups"]]  # fmt: skip
    for person, node in zip(drawn.people, net.nodes, strict=True):
        assert (node["x"], node["y"]) == (person.x, person.y)
        assert all(reason in node["title"] for reason in person.because)


def test_the_network_is_pyviss_own_and_can_be_worked_on(drawn: Scene) -> None:
    net = netkit.maps.pyvis_network(drawn)
    assert isinstance(net, pyvis.network.Network)
    assert all(isinstance(node["id"], int) for node in net.nodes)
    net.add_node(9_999, label="Another")
    net.add_edge(9_999, 0)
    assert "Another" in net.generate_html()
    assert "sandbox" in net._repr_html_()
    assert len(net.get_adj_list()) == len(drawn.people) + 1


def test_the_pyvis_page_asks_no_network_and_gives_the_same_bytes(drawn: Scene) -> None:
    content = page(drawn)
    assert content == page(drawn)
    head = content.split(b"<style>")[0]
    assert b"default-src 'none'" in head
    assert b"cdn" not in head.lower()
    assert b"src=" not in content.split(b'<script type="application/json"')[0].split(b"</style>")[1]


def test_hostile_texts_stay_inside_the_data_of_pyvis() -> None:
    html = page(hostile_scene()).decode("utf-8")
    data = html.split('id="data">')[1].split("</script>")[0]
    assert not set("<>&\u2028\u2029") & set(data)


def test_pyvis_warns_of_many_ties_and_refuses_too_many_people_with_a_hint() -> None:
    many = [ScenePerson(id=str(i), name=str(i)) for i in range(PEOPLE_AT_MOST + 1)]
    empty = scene(0, 0)
    with pytest.raises(UsageError, match=r"at most 2,000 people.*surroundings"):
        pyvis_network(replace(empty, people=tuple(many)))
    ties = [SceneTie(str(a), str(b)) for a in range(150) for b in range(a)]
    with pytest.warns(UserWarning, match="11,175 ties are slow in pyvis"):
        pyvis_network(replace(empty, people=tuple(many[:150]), ties=tuple(ties)))


def test_pyvis_takes_the_places_as_they_are(drawn: Scene) -> None:
    options = pyvis_network(drawn).options
    assert options["physics"] == {"enabled": False, "stabilization": {"enabled": False}}


@pytest.mark.parametrize("what", ["invented", "hostile"])
def test_every_export_reads_back_with_networkx(what: str, drawn: Scene) -> None:
    told = drawn if what == "invented" else hostile_scene()
    graphml = nx.read_graphml(io.BytesIO(export.graphml(told)))
    gexf = nx.read_gexf(io.BytesIO(export.gexf(told)))
    gml = nx.parse_gml(export.gml(told).decode("ascii"))
    plain = nx.node_link_graph(json.loads(export.json_graph(told)), edges="edges")
    wanted = export.graph(told)
    for found in (graphml, gexf, gml, plain):
        assert set(found) == set(wanted)
        assert {frozenset(edge) for edge in found.edges} == {frozenset(e) for e in wanted.edges}
        for person, data in wanted.nodes(data=True):
            assert found.nodes[person]["name"] == data["name"]
    assert len(wanted.edges) == len(told.ties) + sum(person.known for person in told.people)


def test_gexf_keeps_places_colours_and_past_strengths(drawn: Scene) -> None:
    found = nx.read_gexf(io.BytesIO(export.gexf(drawn)))
    assert found.graph["mode"] == "dynamic"
    for person in drawn.people:
        looks = found.nodes[person.id]["viz"]
        assert looks["position"]["x"] == pytest.approx(person.x)
        assert looks["position"]["y"] == pytest.approx(-person.y)
        if person.past:
            course = [value for value, *_ in found.nodes[person.id]["strength"]]
            assert course == pytest.approx([*person.past, person.strength])


def test_exports_give_the_same_bytes_and_drop_what_xml_cannot_hold() -> None:
    odd = [ScenePerson(id="a", name="A\x00\x0b\ud800B\ufffe", because=("x\x1f",))]
    told = netkit.maps.build_scene(odd, title="\x00T", as_of=AS_OF)
    for write in (export.graphml, export.gexf, export.gml, export.json_graph):
        assert write(told) == write(told)
        assert b"\x00" not in write(told)
    assert export.graph(told).nodes["a"]["name"] == "AB"


def test_a_network_without_a_store_becomes_a_scene() -> None:
    day = 86_400
    net = Network.from_events(
        ["ann", "ann", "bob", "cid", "ann"],
        ["bob", "bob", "ann", "ann", "cid"],
        [0, 120 * day, 120 * day + 5, 240 * day, 240 * day + 9],
        as_of=240 * day + 100,
    )
    told = from_network(net, names={"ann": "Ann"})
    ties = {(tie.a, tie.b): tie for tie in told.ties}
    # ann–bob: contact-days 0 and 120, seen on day 240: S = 2^-2 + 2^-1 = 0.75 → 100·0.75/1.75
    assert ties["ann", "bob"].strength == pytest.approx(42.9)
    # ann–cid: one contact-day, today: S = 1 → 50
    assert ties["ann", "cid"].strength == pytest.approx(50.0)
    people = {person.id: person for person in told.people}
    assert people["ann"].strength == 100.0
    assert people["ann"].because == ("3 contact-days with 2 people",)
    # bob's S is 0.75 of ann's 1.75: 100·√(0.75/1.75)
    assert people["bob"].strength == pytest.approx(65.5)
    assert people["bob"].silent_days == 120
    assert people["ann"].name == "Ann"
    assert len(told.past) == 7
    assert len(export.graphml(net)) == len(export.graphml(from_network(net)))


def test_a_network_without_events_is_an_empty_scene() -> None:
    assert from_network(Network.from_events([], [], [], as_of=0)).people == ()


def test_ids_that_read_alike_stay_apart() -> None:
    told = from_network(Network.from_events([1, "1"], ["1", 1], [0, 1]))
    assert len({person.id for person in told.people}) == 2


def test_a_map_network_knows_its_scene(drawn: Scene) -> None:
    net = pyvis_network(drawn)
    assert isinstance(net, MapNetwork)
    assert net.scene is drawn
