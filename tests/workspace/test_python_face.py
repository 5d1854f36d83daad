"""What `import netkit` gives to who works in Python: names, errors, frames, notebooks."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import netkit
from netkit.answers.fading import Fading
from netkit.answers.results import Results
from netkit.errors import NothingFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Questions that the demo has answers to, with the options that takes.
QUESTIONS: dict[str, dict[str, Any]] = {
    "fading": {},
    "balance": {"kind": "all"},
    "today": {},
    "who": {"text": "engineer"},
    "milestones": {"days": 366},
    "reconnect": {},
    "promises": {},
}


@pytest.fixture(scope="module")
def demo() -> Iterator[netkit.Workspace]:
    with netkit.demo(people=150) as workspace:
        workspace.change_person(workspace.fading()[0].person, birthday="--06-15")
        yield workspace


def test_every_public_name_is_there_and_importing_netkit_imports_nothing_else() -> None:
    for name in netkit.__all__:
        assert getattr(netkit, name) is not None
    assert set(netkit.__all__) <= set(dir(netkit))
    code = (
        "import sys, netkit; print(sorted({m.split('.')[0] for m in sys.modules} &"
        " {'pandas', 'numpy', 'networkx', 'neo4j', 'click'}), netkit.__version__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("[] ")


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_becomes_a_frame_of_single_values(demo: netkit.Workspace, question: str) -> None:
    results = getattr(demo, question)(**QUESTIONS[question])
    frame = results.to_frame()
    assert len(frame) == len(results) > 0
    for column in frame:
        for value in frame[column].dropna():
            assert isinstance(value, bool | int | float | str), (column, value)


def test_a_person_is_an_id_and_a_name(demo: netkit.Workspace) -> None:
    rows = demo.who("engineer")
    frame = rows.to_frame()
    assert frame["person_id"].tolist() == [row.person.id for row in rows]
    assert frame["person"].tolist() == [row.person.name for row in rows]


def test_no_answers_have_the_same_columns(demo: netkit.Workspace) -> None:
    some = Results(demo.fading(limit=200), kind=Fading).to_frame()
    assert list(Results((), kind=Fading).to_frame().columns) == list(some.columns)


def test_answers_show_themselves_in_a_screen_and_escape_in_a_notebook(
    demo: netkit.Workspace,
) -> None:
    results = demo.who("engineer", limit=0)
    assert len(repr(results)) < 80
    assert results._repr_html_().startswith("<table>")
    hostile = Results([{"name": "<script>alert(1)</script>"}])
    assert "<script>" not in hostile._repr_html_()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in hostile._repr_html_()


def test_opening_what_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(netkit.NetkitError, match="no network"):
        netkit.open(tmp_path / "none.netkit")


def test_a_network_is_opened_again_and_as_on_a_past_day(tmp_path: Path) -> None:
    with netkit.demo(tmp_path, people=100) as first:
        count = len(first.people())
    with netkit.open(tmp_path / "demo.netkit", as_of="2025-01-01") as past:
        assert len(past.people()) == count
        assert past.view.present.year == 2025


def test_the_users_own_network_is_opened_without_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETKIT_NETWORK", str(tmp_path / "mine.netkit"))
    netkit.open(create=True).close()
    assert (tmp_path / "mine.netkit").exists()
    monkeypatch.delenv("NETKIT_NETWORK")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    netkit.open(create=True).close()
    assert (tmp_path / "data" / "netkit" / "me.netkit").exists()


def test_another_thread_a_closed_network_and_a_wrong_value_are_told_apart_from_damage(
    tmp_path: Path,
) -> None:
    workspace = netkit.open(tmp_path / "net.netkit", create=True)
    raised: list[BaseException] = []

    def use() -> None:
        try:
            workspace.people()
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert "thread" in str(raised[0])
    with pytest.raises(UsageError, match="no network can hold"):
        workspace.store.people([object()])  # type: ignore[list-item]
    with pytest.raises(UsageError, match="means nobody"):
        workspace.person(7)  # type: ignore[arg-type]
    workspace.close()
    with pytest.raises(UsageError, match="is closed"):
        workspace.people()
    assert isinstance(raised[0], UsageError)


def test_a_person_stands_wherever_a_name_or_an_id_does(demo: netkit.Workspace) -> None:
    somebody = demo.who("engineer")[0].person
    briefs = [demo.brief(one) for one in (somebody, somebody.id)]
    assert briefs[0] == briefs[1]
    with pytest.raises(NothingFoundError):
        demo.brief("Nobody At All")


def test_a_server_is_reached_without_touching_the_hosts_logging(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    level = logging.DEBUG + 1  # a level nobody sets, so that an earlier call cannot hide this one
    monkeypatch.setattr(logging.getLogger("neo4j"), "level", level)
    with pytest.raises(netkit.NetkitError):
        netkit.open("neo4j://127.0.0.1:1/neo4j", auth=("neo4j", "none"))
    assert logging.getLogger("neo4j").level == level


def test_the_network_as_a_graph_and_as_tables(demo: netkit.Workspace) -> None:
    net = demo.network()
    graph = net.to_networkx()
    assert graph.number_of_nodes() == len(net.people)
    assert isinstance(net.strongest(5), pd.DataFrame)
    assert len(net.strongest(5)) == 5
    assert len(repr(net)) < 100


@pytest.mark.parametrize(
    "question", ["fading", "reconnect", "connectors", "groups", "introduce_pairs"]
)
def test_a_limit_of_0_means_all(demo: netkit.Workspace, question: str) -> None:
    every = getattr(demo, question)(limit=0)
    assert len(every) == len(getattr(demo, question)(limit=100_000))
    assert every
    with pytest.raises(UsageError, match="0 for all"):
        getattr(demo, question)(limit=-1)
