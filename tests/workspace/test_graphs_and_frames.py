"""A network as a NetworkX graph and as frames, and frames that come in; pickles and copies."""

from __future__ import annotations

import copy
import io
import pickle
from typing import TYPE_CHECKING, Any

import networkx as nx
import pandas as pd
import pytest

import netkit
from netkit.analysis import reciprocity, weakening
from netkit.maps.export import graph as map_graph
from netkit.maps.gather import gather

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def demo() -> Iterator[netkit.Workspace]:
    with netkit.demo(people=200) as workspace:
        yield workspace


def test_the_graph_shows_the_strengths_that_the_map_exports(demo: netkit.Workspace) -> None:
    graph, drawn = demo.to_networkx(), map_graph(gather(demo.view))
    shared = [(a, b) for a, b in drawn.edges if graph.has_edge(a, b)]
    assert len(shared) == drawn.number_of_edges()
    for a, b in shared:
        assert graph[a][b]["strength"] == pytest.approx(drawn[a][b]["strength"], abs=0.051)
        assert graph[a][b]["weight"] == pytest.approx(graph[a][b]["strength"] / 100)


def test_a_graph_without_attributes_owner_and_hints_holds_contacts_alone(
    demo: netkit.Workspace,
) -> None:
    bare = demo.to_networkx(owner=False, acquaintances=False, attributes=False)
    assert demo.me.id not in bare
    assert all(not facts for _, facts in bare.nodes(data=True))
    assert all(facts["contact_days"] > 0 for *_, facts in bare.edges(data=True))
    mine = demo.to_networkx(acquaintances=False)
    assert {len(demo.store.days(demo.me.id, [pid])[pid]) == mine[demo.me.id][pid]["contact_days"]
            for pid in mine[demo.me.id]} == {True}  # fmt: skip


def test_every_format_of_networkx_holds_the_graph(demo: netkit.Workspace) -> None:
    graph = demo.to_networkx()
    out = io.BytesIO()
    nx.write_graphml(graph, out)
    out.seek(0)
    back = nx.read_graphml(out)
    assert dict(back.nodes(data="name")) == dict(graph.nodes(data="name"))


def test_a_network_has_names_and_whom_a_source_hides_comes_last(demo: netkit.Workspace) -> None:
    net = demo.network()
    names = {str(person.id): person.name for person in demo.people()}
    assert all(net.name_of(pid) == names[str(pid)] for pid in net.people)
    hidden = {person.id for person in demo.people() if person.unknown}
    assert hidden & set(net.people)
    last = [bool({tie.a, tie.b} & hidden) for tie in weakening.weakening(net)]
    assert last == sorted(last)


def test_frames_of_analyses_hold_names_single_values_and_rows_of_evidence(
    demo: netkit.Workspace,
) -> None:
    net = demo.network()
    contacts = net.to_pandas().set_index("row")
    for frame in (weakening.weakening(net).to_frame(), reciprocity.balance(net).to_frame()):
        assert frame["a_name"].tolist() == [net.name_of(one) for one in frame["a"]]
        for column in frame:
            assert all(isinstance(one, str | int | float | bool) for one in frame[column].tolist())
        tie = frame.iloc[0]
        latest = contacts.loc[[int(row) for row in tie["evidence"].split()]]
        assert {
            frozenset(pair) for pair in latest[["source", "target"]].itertuples(index=False)
        } == {frozenset((tie["a"], tie["b"]))}
        assert latest["timestamp"].is_monotonic_decreasing


def test_analyses_without_rows_have_the_columns_of_those_with_rows(demo: netkit.Workspace) -> None:
    nobody = netkit.Network.from_events([], [], [], as_of=0)
    for analyse in (weakening.weakening, reciprocity.balance):
        assert list(analyse(nobody).to_frame().columns) == list(
            analyse(demo.network()).to_frame().columns
        )


def test_answers_without_rows_have_columns(tmp_path: Path) -> None:
    with netkit.open(tmp_path / "net.netkit", create=True) as empty:
        empty.set_owner("Ida Moor", email="ida@example.org")
        empty.add_person("Ann Lee", email="ann@example.org")
        empty.add_person("Bo Berg", email="bo@example.org")
        answers: list[netkit.Results[Any]] = [
            empty.balance(), empty.fading(), empty.timeline(), empty.find("nothing"),
            empty.one_sided_asks(), empty.acquainted("Ann Lee", "Bo Berg"),
            empty.reach("Ann Lee"), empty.who("nobody"), empty.duplicates(),
        ]  # fmt: skip
        assert [list(answer) for answer in answers] == [[]] * len(answers)
        assert all(len(answer.to_frame().columns) > 1 for answer in answers)
        nested = list(empty.balance().to_frame().columns)
        assert "attention_given" in nested
        assert "favours_interval_2" in nested


def test_a_slice_of_answers_is_answers(demo: netkit.Workspace) -> None:
    every = demo.fading(limit=0)
    part = every[1:3]
    assert isinstance(part, netkit.Results)
    assert list(part) == list(every)[1:3]
    assert part.notes == every.notes


def test_a_frame_of_people_and_one_of_contacts_come_in_and_go_again(tmp_path: Path) -> None:
    people = pd.DataFrame(
        {
            "name": ["Ann Lee", "Bo Berg"],
            "mobile": ["+49 30 1234567", ""],
            "email": ["", "bo@x.org"],
        }
    )
    mails = pd.DataFrame(
        {
            "source": ["ida@x.org", "bo@x.org", "bo@x.org"],
            "target": ["bo@x.org", "ida@x.org", "ida@x.org"],
            "timestamp": ["05.01.2026 23:30", "06.01.2026 08:00", None],
        }
    )
    with netkit.open(tmp_path / "net.netkit", create=True) as workspace:
        report = workspace.add_frame(people, columns={"mobile": "phone"}, owner="ida@x.org")
        assert report.new.people == 2
        added = workspace.add_frame(
            mails, name="mails", owner="ida@x.org", zone="America/New_York", format="%d.%m.%Y %H:%M"
        )
        assert (added.new.interactions, len(added.skipped)) == (2, 1)
        days = {entry.at.isoformat() for entry in workspace.timeline("Bo Berg")}
        assert {"2026-01-06T04:30:00+00:00", "2026-01-06T13:00:00+00:00"} <= days
        assert workspace.add_frame(mails, name="mails", format="%d.%m.%Y %H:%M",
                                   zone="America/New_York").new.interactions == 0  # fmt: skip
        workspace.undo()
        workspace.undo()


def test_ids_of_a_frame_may_hold_blanks_and_commas(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"source": ["Lee, Ann"], "target": ["Bo Berg"], "timestamp": ["2026-01-05"]}
    )
    with netkit.open(tmp_path / "net.netkit", create=True) as workspace:
        assert workspace.add_frame(frame).new.interactions == 1
        assert {"Lee, Ann", "Bo Berg"} <= {person.name for person in workspace.people()}


def test_a_dry_run_of_a_frame_records_nothing(tmp_path: Path) -> None:
    with netkit.open(tmp_path / "net.netkit", create=True) as workspace:
        report = workspace.add_frame(
            pd.DataFrame({"name": ["Ann Lee"], "email": ["ann@x.org"]}), dry_run=True
        )
        assert report.new.people == 1
        assert workspace.people() == []


def test_a_pickled_network_keeps_contacts_and_names(demo: netkit.Workspace) -> None:
    net = demo.network()
    again = pickle.loads(pickle.dumps(net))
    assert again.to_pandas().equals(net.to_pandas())
    assert copy.copy(net).facts is net.facts
    assert copy.deepcopy(net).people == net.people


def test_a_pickled_workspace_opens_its_network_again(demo: netkit.Workspace) -> None:
    past = demo.at("2026-01-31")
    with pickle.loads(pickle.dumps(past)) as again:
        assert again.as_of == past.as_of
        assert again.fading() == past.fading()
    assert copy.copy(past).store is past.store


def test_answers_maps_and_reports_can_be_pickled(demo: netkit.Workspace) -> None:
    for answer in (demo.fading(), demo.brief(demo.fading()[0].person), demo.map(), demo.report()):
        assert repr(pickle.loads(pickle.dumps(answer))) == repr(answer)


def test_everything_shows_itself_within_a_screen(demo: netkit.Workspace) -> None:
    screen = 24 * 80
    somebody = demo.fading()[0].person
    shown = [
        demo, demo.network(), demo.people(), demo.brief(somebody), demo.card(somebody),
        demo.report(), demo.map(), demo.fading()[0], demo.introduce(somebody)[0],
        weakening.weakening(demo.network()), demo.history()[0], demo.answer("who is fading?"),
    ]  # fmt: skip
    assert [type(one) for one in shown if len(repr(one)) > screen] == []


def test_networks_maps_reports_and_answers_show_themselves_in_a_notebook(
    demo: netkit.Workspace,
) -> None:
    net = demo.network()
    assert "<table>" in net._repr_html_()
    assert "<table>" in weakening.weakening(net)._repr_html_()
    for page in (demo.map(), demo.report()):
        assert page._repr_html_().startswith("<iframe ")
        assert 'sandbox="' in page._repr_html_()
    hostile = netkit.Network.from_events(["<b>a</b>"], ["b"], [0])
    assert "<b>a</b>" not in hostile._repr_html_()


def test_a_tie_has_one_strength_in_the_graph_the_table_the_map_and_the_analysis(
    demo: netkit.Workspace,
) -> None:
    """The map shows a decimal, hence the tolerance."""
    net = demo.network()
    graph = net.to_networkx()
    table = {frozenset((row.a, row.b)): row.strength for row in net.strongest(10**6).itertuples()}
    drawn = {frozenset((tie["a"], tie["b"])): tie["strength"] for tie in net.map().data["ties"]}
    analysed = {frozenset((tie.a, tie.b)): tie.strength for tie in weakening.weakening(net)}
    assert drawn.keys() == table.keys() == analysed.keys()
    for pair, strength in table.items():
        assert drawn[pair] == pytest.approx(strength, abs=0.051)
        assert analysed[pair] == pytest.approx(strength)
    for a, b, facts in graph.edges(data=True):
        assert facts["strength"] == table[frozenset((a, b))]
