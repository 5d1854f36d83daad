"""Wrong arguments are one line of netkit's own, before anything is read or recorded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import networkx as nx
import pandas as pd
import pytest

import netkit
from netkit.analysis import introductions, reciprocity, weakening
from netkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[netkit.Workspace]:
    path = tmp_path_factory.mktemp("misuse") / "net.netkit"
    with netkit.open(path, create=True) as opened:
        opened.set_owner("Ida Moor", email="ida@example.org")
        opened.add_person("Ann Lee", email="ann@example.org")
        opened.add_person("Bo Berg", email="bo@example.org")
        yield opened


Call = "Callable[[Any], object]"
WRONG: dict[str, Callable[[Any], object]] = {
    "a limit that is no number": lambda ws: ws.fading(limit="ten"),
    "a kind of balance there is not": lambda ws: ws.balance(kind="lopsided"),
    "a side of promises": lambda ws: ws.promises(whose="ours"),
    "an order of people": lambda ws: ws.people_list(sort="age"),
    "a band": lambda ws: ws.people_list(band="warm"),
    "a search that is no text": lambda ws: ws.who(about=7),
    "a kind of favour": lambda ws: ws.favour("me", "Ann Lee", "hug"),
    "a kind of fact": lambda ws: ws.fact("Ann Lee", "shoe size", "41"),
    "a frame as a person": lambda ws: ws.brief(pd.DataFrame({"name": ["a", "b"]})),
    "progress that cannot be told": lambda ws: ws.import_file("mails.csv", progress=5),
    "a kind of node": lambda ws: ws.to_networkx(kinds=["friend"]),
    "a kind of moment": lambda ws: ws.moment("Ann Lee", "quarrel"),
    "a step of an introduction": lambda ws: ws.introduction("Ann Lee", "Bo Berg", step="wed"),
    "an outcome of a promise": lambda ws: ws.settle_promise("the paper", "forgotten"),
    "a kind of letter": lambda ws: ws.letter("love", "Ann Lee"),
    "a need that is no text": lambda ws: ws.need("Ann Lee", None),
    "a note that is no text": lambda ws: ws.note("Ann Lee", 5),
    "a day that is none": lambda ws: ws.need("Ann Lee", "x", on=5),
    "a line that is no text": lambda ws: ws.log(None),
    "a due day that is a number": lambda ws: ws.promise("me", "Ann Lee", "the paper", due=5),
    "a birthday that is a number": lambda ws: ws.change_person("Ann Lee", birthday=5),
    "a milestone that is a number": lambda ws: ws.milestone("Ann Lee", "birthday", 5),
    "a kind of milestone that is none": lambda ws: ws.milestone("Ann Lee", None, "2026-05-05"),
    "a favour worth nine": lambda ws: ws.favour("me", "Ann Lee", "advice", value=9),
    "a person without a name": lambda ws: ws.add_person(None),
    "an employer that is a number": lambda ws: ws.people_list(at=5),
    "a number of days that is a word": lambda ws: ws.milestones(days="many"),
    "a number of an entry that is a word": lambda ws: ws.undo("last"),
    "a gap that is a number": lambda ws: ws.set_cadence("Ann Lee", every=5),
    "a form of a graph": lambda ws: ws.graph_file("dot"),
    "a version of vCards": lambda ws: ws.vcards(version="5.0"),
    "a path that is none": lambda ws: ws.import_file(7),
    "a past day that is none": lambda ws: ws.at(20260131),
    "a past day that is missing": lambda ws: ws.at(pd.NaT),
    "a frame that is none": lambda ws: ws.add_frame([("Ann", "ann@example.org")]),
    "an empty frame": lambda ws: ws.add_frame(pd.DataFrame({"name": []})),
    "a column that is not there": lambda ws: ws.add_frame(
        pd.DataFrame({"name": ["Cy Dow"]}), columns={"cell": "phone"}
    ),
    "a name of a frame that is a path": lambda ws: ws.add_frame(
        pd.DataFrame({"name": ["Cy Dow"]}), name="../x"
    ),
    "a network's path that is none": lambda _: netkit.open(7),  # type: ignore[arg-type]
    "a driver that is none": lambda _: netkit.open(
        "neo4j://127.0.0.1:1/neo4j",
        driver=7,  # type: ignore[arg-type]
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_argument_is_a_usage_error_and_records_nothing(
    workspace: netkit.Workspace, name: str
) -> None:
    before = workspace.store.digest()
    with pytest.raises(UsageError) as refused:
        WRONG[name](workspace)
    assert "\n" not in str(refused.value)
    assert workspace.store.digest() == before


#: A frame of contacts without any, with the types that a filter of rows leaves.
NO_ROWS = pd.DataFrame({"source": ["a"], "target": ["b"], "timestamp": [pd.Timestamp(0)]}).iloc[:0]
ONE = (["a"], ["b"], [1_000_000_000])
WRONG_NETWORKS: dict[str, Callable[[], object]] = {
    "rows in place of a frame": lambda: netkit.Network.from_pandas([1]),  # type: ignore[arg-type]
    "no graph": lambda: netkit.Network.from_networkx(None),  # type: ignore[arg-type]
    "an id that cannot be hashed": lambda: netkit.Network.from_events([["a"]], *ONE[1:]),  # type: ignore[list-item]
    "a weight that is a word": lambda: netkit.Network.from_events(*ONE, weights=["heavy"]),  # type: ignore[list-item]
    "a zone": lambda: netkit.Network.from_events(*ONE, zone="Atlantis"),
    "a unit": lambda: netkit.Network.from_events(*ONE, unit="weeks"),
    "what to do with errors": lambda: netkit.Network.from_events(*ONE, errors="skip"),  # type: ignore[arg-type]
    "a missing as_of": lambda: netkit.Network.from_events(*ONE, as_of=pd.NaT),  # type: ignore[arg-type]
    "an as_of that is no moment": lambda: netkit.Network.from_events(*ONE, as_of=[]),  # type: ignore[arg-type]
    "a column that is a number": lambda: netkit.Network.from_events(5, ["b"], [0]),  # type: ignore[arg-type]
    "a column of two dimensions": lambda: netkit.Network.from_events(
        pd.DataFrame({"a": [1], "b": [2]}), ["b"], [0]
    ),
    "times that are none": lambda: netkit.Network.from_events(["a"], ["b"], None),  # type: ignore[arg-type]
    "a format that is none": lambda: netkit.Network.from_events(["a"], ["b"], ["1"], format="%Q"),
    "a unit that is a list": lambda: netkit.Network.from_events(*ONE, unit=[]),  # type: ignore[arg-type]
    "people who stand twice": lambda: netkit.Network.from_pandas(
        pd.DataFrame({"source": ["a"], "target": ["b"], "timestamp": [0]}),
        pd.DataFrame({"id": ["a", "a"]}),
        id="id",
    ),
    "timestamps of an edge that are none": lambda: netkit.Network.from_networkx(
        nx.Graph([(1, 2, {"timestamps": 5})])
    ),
    "a horizon of no days": lambda: weakening.weakening(
        netkit.Network.from_events(*ONE), horizon_days=0
    ),
    "pairs that are single ids": lambda: introductions.scores(
        netkit.Network.from_events(*ONE),
        ["a"],  # type: ignore[list-item]
    ),
    "a limit of pairs": lambda: introductions.candidates(
        netkit.Network.from_events(*ONE),
        "a",
        limit="all",  # type: ignore[arg-type]
    ),
    "a list in place of a network": lambda: weakening.weakening([1]),  # type: ignore[arg-type]
    "a frame in place of a network": lambda: reciprocity.balance(pd.DataFrame()),  # type: ignore[arg-type]
    "no network to score in": lambda: introductions.scores(None, [("a", "b")]),  # type: ignore[arg-type]
    "no network of the broker's": lambda: introductions.candidates(None, "a"),  # type: ignore[arg-type]
    "pairs that are texts of two letters": lambda: introductions.scores(
        netkit.Network.from_events(*ONE),
        ["ab"],  # type: ignore[list-item]
    ),
    "less than no pairs": lambda: introductions.candidates(
        netkit.Network.from_events(*ONE), "a", limit=-1
    ),
    "less than no ties": lambda: netkit.Network.from_events(*ONE).strongest(-1),
    "a column that stands twice": lambda: netkit.Network.from_pandas(
        pd.DataFrame([["a", "b", "b", 0]], columns=["source", "target", "target", "timestamp"])
    ),
    "no rows and no as_of": lambda: netkit.Network.from_pandas(NO_ROWS),
    "an invented network of a few": lambda: netkit.demo(people=60),
    "a count of ties": lambda: netkit.Network.from_events(*ONE).strongest("all"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("name", WRONG_NETWORKS)
def test_a_wrong_argument_of_a_network_is_a_usage_error(name: str) -> None:
    with pytest.raises(UsageError):
        WRONG_NETWORKS[name]()


def test_a_time_without_a_zone_is_on_the_owners_clocks(tmp_path: Path) -> None:
    with netkit.open(tmp_path / "net.netkit", create=True) as workspace:
        workspace.store.set_setting("config time-zone", "America/New_York")
        past = workspace.at(pd.Timestamp("2026-01-31 12:00"))
        assert past.as_of == pd.Timestamp("2026-01-31 17:00", tz="UTC")
        assert type(past.as_of).__name__ == "datetime"
        assert workspace.at("2026-01-31").as_of == workspace.at(past.as_of.date()).as_of


def test_a_frame_without_rows_is_a_network_without_anybody() -> None:
    net = netkit.Network.from_pandas(NO_ROWS, as_of="2026-01-01")
    assert repr(net) == "<Network: 0 people, 0 ties, 0 contacts up to 2026-01-01>"
    assert net.to_networkx().number_of_nodes() == 0
    rows = weakening.weakening(net)
    assert len(rows) == 0
    assert "strength" in rows[:5].to_frame().columns
    assert net.strongest(3).empty


def test_the_last_day_there_is_is_a_day() -> None:
    net = netkit.Network.from_events(*ONE, as_of=date.max)
    assert repr(net) == "<Network: 2 people, 1 tie, 1 contact up to 9999-12-31>"


def test_a_folder_is_no_network(tmp_path: Path) -> None:
    with pytest.raises(netkit.StoreError, match="is a folder"):
        netkit.open(tmp_path)


def test_what_was_recorded_and_imported_shows_itself_in_a_line(tmp_path: Path) -> None:
    with netkit.open(tmp_path / "net.netkit", create=True) as opened:
        opened.set_owner("Ida Moor", email="ida@example.org")
        opened.add_person("Bo Berg", email="bo@example.org")
        assert repr(opened.need("Bo Berg", "a boat")) == "<RecordedChange: Bo Berg needs: a boat>"
        report = opened.add_frame(pd.DataFrame({"name": ["Al Dean"], "email": ["al@example.org"]}))
        assert repr(report) == ("<ImportReport of frame.csv (table): new are 1 people, 0 contacts>")


def test_texts_of_a_list_are_a_column_however_many_there_are(tmp_path: Path) -> None:
    with netkit.open(tmp_path / "net.netkit", create=True) as opened:
        opened.set_owner("Ida Moor", email="ida@example.org")
        for name in ("Bo Berg", "Al Dean"):
            opened.add_person(name, email=f"{name[:2]}@example.org")
        without = list(opened.people_list().to_frame().columns)
        for need in ("a boat", "a sail", "an anchor"):
            opened.need("Bo Berg", need)
        frame = opened.people_list().to_frame().set_index("person")
        assert ["person_id", "person", *frame.columns[1:]] == without
        assert sorted(frame.needs["Bo Berg"].split("; ")) == ["a boat", "a sail", "an anchor"]
        assert frame.needs["Al Dean"] == ""
