"""`netkit map` and `netkit export` on a small, partly hostile network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Netkit


def data(file: Path) -> dict[str, Any]:
    """Return the data block of a page."""
    text = file.read_text(encoding="utf-8").split('id="data">')[1].split("</script>")[0]
    found: dict[str, Any] = json.loads(text)
    return found


def test_the_map_holds_everybody_and_a_second_one_does_not_jump(
    netkit: Netkit, network: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.html", tmp_path / "b.html"
    told = netkit("map", "-o", first, "--json").json
    assert told["results"][0]["people"] == len(data(first)["people"]["name"]) > 100
    assert netkit("map", "-o", second).out == f"{second}\n"
    assert {g[0] for g in data(second)["groups"]} == {g[0] for g in data(first)["groups"]}


def test_a_map_of_one_person_is_named_after_them(
    netkit: Netkit, network: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    person = netkit("who", "engineer", "--json").json["results"][0]["person"]["name"]
    file = Path(netkit("map", person).out.strip())
    assert file.name == f"netkit-map-{person.split()[0].lower()}.html"
    assert data(file)["focus"] is not None
    way = tmp_path / "way.html"
    assert netkit("map", "--path", person, "-o", way).code == 0
    assert data(way)["path"]["people"][0] == -1  # it begins at the owner, who has no row


def test_an_anonymous_map_holds_nobodys_name(netkit: Netkit, network: Path, tmp_path: Path) -> None:
    open_, hidden = tmp_path / "open.html", tmp_path / "hidden.html"
    netkit("map", "-o", open_)
    netkit("map", "--anonymise", "-o", hidden)
    text = hidden.read_text(encoding="utf-8")
    names = data(open_)["people"]["name"]
    assert names
    assert not [name for name in names if f'"{name}"' in text]
    assert set(data(hidden)["people"]["name"]) == {f"Person {n + 1}" for n in range(len(names))}


def test_nobody_there_and_no_way_are_one_line(netkit: Netkit, network: Path) -> None:
    around = netkit("map", "--around", "Nowhere Inc")
    assert (around.code, around.out) == (1, "")
    assert "nobody you know is at “Nowhere Inc”" in around.err
    way = netkit("map", "--path", "me")
    assert way.code == 1
    assert "no evidence of who knows" in way.err
    assert "Traceback" not in way.err


def test_the_pyvis_engine_draws_the_same_people(
    netkit: Netkit, network: Path, tmp_path: Path
) -> None:
    canvas, pyvis = tmp_path / "a.html", tmp_path / "b.html"
    netkit("map", "-o", canvas)
    assert netkit("map", "--engine", "pyvis", "-o", pyvis).code == 0
    assert [node["label"] for node in data(pyvis)["nodes"]] == data(canvas)["people"]["name"]


@pytest.mark.parametrize(
    ("form", "read"),
    [("graphml", nx.read_graphml), ("gexf", nx.read_gexf), ("gml", nx.read_gml)],
)
def test_an_export_reads_back(
    netkit: Netkit, network: Path, tmp_path: Path, form: str, read: Any
) -> None:
    file = tmp_path / f"net.{form}"
    told = netkit("export", form, file)
    graph = read(file)
    assert told.out == f"{file} holds {len(graph) - 1:,} people\n"  # and the owner
    names = {name for _, name in graph.nodes(data="name")}
    assert any("<" in name for name in names)


def test_json_reads_back_and_an_anonymous_one_has_no_names(
    netkit: Netkit, network: Path, tmp_path: Path
) -> None:
    file = tmp_path / "net.json"
    netkit("export", "json", file)
    graph = nx.node_link_graph(json.loads(file.read_text(encoding="utf-8")), edges="edges")
    netkit("export", "json", file, "--anonymise")
    hidden = nx.node_link_graph(json.loads(file.read_text(encoding="utf-8")), edges="edges")
    assert len(hidden) == len(graph)
    names = {str(data["name"]) for _, data in hidden.nodes(data=True)}
    assert all(name == "You" or name.startswith("Person ") for name in names)


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_an_address_book_goes_out_and_comes_in_again(
    netkit: Netkit, network: Path, tmp_path: Path, version: str
) -> None:
    own = tmp_path / "own.netkit"
    own.write_bytes(network.read_bytes())
    netkit("--network", own, "person", "Zed Alone", "--city", "Rome")  # no address, no profile
    file = tmp_path / "all.vcf"
    told = netkit("--network", own, "export", "vcard", file, "--vcard-version", version).out
    count = int(told.split()[2].replace(",", ""))
    assert file.read_text(encoding="utf-8").count(f"VERSION:{version}") == count
    assert netkit("--network", own, "import", file, "--json").json["new"]["people"] == 0
    again = netkit("--network", tmp_path / "new.netkit", "import", file, "--json").json
    assert again["new"]["people"] == count
    assert netkit("export", "vcard", file, "--anonymise").code == 2


def test_the_data_has_the_groups_that_the_network_command_names(
    netkit: Netkit, network: Path, tmp_path: Path
) -> None:
    file = tmp_path / "scene.json"
    assert netkit("map", "-o", tmp_path / "m.html", "--data", file).code == 0
    drawn = json.loads(file.read_text(encoding="utf-8"))
    groups = netkit("network", "--groups", "-n", "1000", "--json").json["results"]
    assert [(row["name"], row["size"]) for row in drawn["groups"]] == [
        (row["name"], row["size"]) for row in groups
    ]
    assert groups


def test_a_map_of_the_owner_alone_says_what_to_type(netkit: Netkit, network: Path) -> None:
    answer = netkit("map", "me")
    assert answer.code == 2
    assert "'netkit map' draws it" in answer.err


def test_a_report_with_a_map_writes_the_map_that_it_links_to(
    netkit: Netkit, network: Path, tmp_path: Path
) -> None:
    assert netkit("report", "--map", "--output", tmp_path, "--no-keep").code == 0
    assert len(data(tmp_path / "map.html")["people"]["name"]) > 100
    [report] = tmp_path.glob("report-*.html")
    assert 'href="map.html"' in report.read_text(encoding="utf-8")
    assert netkit("report", "--map", "--no-keep").code == 2
