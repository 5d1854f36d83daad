"""What a recording finds out stays true only while nobody else writes; steps run in their order."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from neo4j.exceptions import DriverError, Neo4jError

from netkit.model.frozen import replace
from netkit.model.people import Affiliation, Claim, Handle
from netkit.store import neo4j as adapter
from netkit.store.neo4j import Neo4jStore, projection, put, ties, workers
from netkit.store.neo4j.connection import write_uncertain
from netkit.store.neo4j.steps import Later, Step, Steps, drive, drive_ahead, in_turn
from netkit.store.neo4j.turns import Turns
from netkit.store.neo4j.workers import Workers
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change, Join
from tests.circle import ANN, ANN_MAIL, BOB, BUSY, CID, ME, NOON, circle, pid, wrote

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from netkit.store.neo4j.connection import Graph
    from tests.neo4j.conftest import OpenNet

#: Whoever has a word or a term twice counts twice in what is asked by it.
DOUBLED = """
MATCH (h:Handle {net: $net})-[r:CALLED|HAS]->(found)
WHERE h.pid IS NOT NULL
WITH h, found, r.origin AS origin, count(*) AS times
WHERE times > 1
RETURN h.pid AS pid, times"""


def given(number: int) -> Step:
    return lambda graph: number


def waiting() -> Steps[list[int]]:
    """Ask for four steps, the middle ones without waiting, one of them before the other."""
    first = yield given(1)
    third = yield Later(given(3), given(2))
    fourth = yield given(4)
    return [first, third.result(), fourth]


class OneHand:
    """A crew that carries each step out at once, and counts how often it was waited for."""

    def __init__(self, run: Callable[[Step], Any]) -> None:
        self.run = run
        self.waits = 0

    def begin(self, asked: Later) -> Future[Any]:
        return in_turn(asked, self.run)

    def wait(self) -> None:
        self.waits += 1


def test_steps_run_in_their_order() -> None:
    done: list[int] = []

    def run(step: Step) -> Any:
        done.append(step(None))  # type: ignore[arg-type]
        return done[-1]

    crew = OneHand(run)
    assert drive(waiting(), run) == drive_ahead(waiting(), run, crew) == [1, 3, 4]
    assert done == [1, 2, 3, 4] * 2
    assert crew.waits == 3, "before the first, before the last, and at the end"


@pytest.fixture
def store(new_net: OpenNet) -> Neo4jStore:
    """A network with a few people and contacts."""
    made = new_net()
    made.append(circle(*BUSY))
    return made


@pytest.fixture
def crew(store: Neo4jStore) -> Iterator[Workers]:
    """Those who carry out the steps of one writing to it."""
    with working(store) as crew:
        yield crew


@contextmanager
def working(store: Neo4jStore) -> Iterator[Workers]:
    transactions = store._transactions
    turns = Turns(store.address.net, "mine")

    def run(step: Step) -> Any:
        return transactions._turn(step, turns)

    with Workers(transactions._session, turns, run) as crew:
        run(given(0))
        yield crew


@pytest.mark.neo4j
def test_two_steps_run_at_the_same_time(crew: Workers) -> None:
    both = threading.Barrier(2, timeout=20)

    def meeting(graph: Graph) -> bool:
        both.wait()
        return graph.alone

    met = [crew.begin(Later(meeting)) for _ in range(4)]
    crew.wait()
    assert [one.result() for one in met] == [True] * 4


@pytest.mark.neo4j
def test_no_step_is_begun_after_one_that_failed(crew: Workers) -> None:
    done: list[int] = []

    def noting(graph: Graph, number: int) -> None:
        done.append(number)

    def failing(graph: Graph) -> None:
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError, match="gone"):  # noqa: PT012 - whichever notices
        crew.begin(Later(failing))
        for number in range(10):
            crew.begin(Later(partial(noting, number=number)))
            time.sleep(0.1)
        crew.wait()
    assert done in ([], [0])


@pytest.mark.neo4j
def test_nobody_writes_beside_the_steps_of_another(
    store: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who comes meanwhile waits; from then on the steps go one by one, and are told of it."""
    order: list[str] = []

    def slow(graph: Graph) -> bool:
        time.sleep(0.5)
        order.append("step")
        return graph.alone

    def theirs() -> None:
        with closing(Neo4jStore(store.address)) as other:
            other.append(circle(wrote(ME, CID, day=3), label="theirs"))
        order.append("theirs")

    with working(store) as crew, ThreadPoolExecutor(1) as pool:
        monkeypatch.setattr(workers, "_TURN_SECONDS", 0.3)
        mine = [crew.begin(Later(slow)), crew.begin(Later(slow))]
        time.sleep(0.1)
        other = pool.submit(theirs)
        while not other.done():
            mine.append(crew.begin(Later(slow)))
        mine.append(crew.begin(Later(slow)))
        crew.wait()
    found = [one.result() for one in mine]
    assert found == sorted(found, reverse=True)
    assert found[0]
    assert not found[-1]
    assert order.index("theirs") >= 2


def ended_by_an_administrator(crew: Workers, graph: Graph) -> None:
    """End the transaction that holds the lock of this network, and no other."""
    found = graph.rows(
        "SHOW TRANSACTIONS YIELD transactionId, metaData"
        " WHERE metaData.netkit ENDS WITH $net RETURN transactionId"
    )
    [[name]] = found
    graph.rows("TERMINATE TRANSACTION $name", name=name)


def cut(crew: Workers, graph: Graph) -> None:
    """Cut the connection of the transaction that holds the lock."""
    assert crew._hold is not None
    crew._hold._tx._connection.kill()


@pytest.mark.neo4j
@pytest.mark.parametrize("lose", [ended_by_an_administrator, cut])
def test_a_step_is_taken_back_where_the_lock_was_lost(
    lose: Callable[[Workers, Graph], None], store: Neo4jStore
) -> None:
    def losing(graph: Graph, crew: Workers) -> None:
        graph.rows("CREATE (:Setting {net: $net, name: 'too late', value: ''})")
        lose(crew, graph)

    with working(store) as crew:
        begun = crew.begin(Later(partial(losing, crew=crew)))
        with pytest.raises((Neo4jError, DriverError)) as told:
            begun.result()
    assert write_uncertain(told.value) is (lose is cut), "which is what repeats the writing"
    assert store.setting("too late") is None
    store.set_setting("later", "on")
    assert store.setting("later") == "on", "nobody holds the lock any more"


@pytest.mark.neo4j
def test_ties_wait_for_the_people_at_their_ends(
    store: Neo4jStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change brings people to a network that has some, and to name them takes long."""
    monkeypatch.setattr(adapter, "_ONE_TRANSACTION", 0)
    monkeypatch.setattr(put.chunks, "__defaults__", (2,))
    rebuild = projection.rebuild

    def slowly(graph: Graph, people: Collection[str]) -> None:
        rebuild(graph, people)
        time.sleep(0.5)

    monkeypatch.setattr(projection, "rebuild", slowly)
    met = [Handle("email", f"{number}@example.org") for number in range(9)]
    change = Change(
        "more",
        NOON,
        handles=[(one, pid(one)) for one in met],
        events=[wrote(ME, one, day=day) for one in met for day in range(3)],
    )
    with closing(SqliteStore(tmp_path / "net")) as file:
        file.append(circle(*BUSY))
        assert store.append(change) == file.append(change)
        assert store.ties(pid(ME)) == file.ties(pid(ME))
        assert store.people() == file.people()
        assert store.check() == []


@pytest.mark.neo4j
def test_letters_among_the_same_people_are_written_side_by_side(
    store: Neo4jStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step links the same few people; where two wait for each other, one begins again."""
    monkeypatch.setattr(adapter, "_ONE_TRANSACTION", 0)
    monkeypatch.setattr(put.chunks, "__defaults__", (40,))
    group = [ME, ANN, BOB, CID, *(Handle("email", f"{n}@example.org") for n in range(12))]
    letters = [
        wrote(sender, *(one for one in group if one not in {sender, left_out}), day=day)
        for day in range(3)
        for sender in group
        for left_out in group
    ]
    change = circle(*letters, label="letters")
    change = replace(change, handles=[*change.handles, *((one, pid(one)) for one in group[4:])])
    with closing(SqliteStore(tmp_path / "net")) as file:
        file.append(circle(*BUSY))
        assert store.append(change) == file.append(change)
        assert store.digest() == file.digest()
        assert store.ties(pid(ME)) == file.ties(pid(ME))
        assert store.check() == []


#: As ties were written before their days were bytes.
AS_LISTS = """
UNWIND $rows AS row
MATCH ()-[t:TIE {net: $net, a: row.a, b: row.b}]->()
SET t.days = row.days, t.ab = row.ab, t.ba = row.ba"""


@pytest.mark.neo4j
def test_days_that_are_lists_are_read_and_counted_on(store: Neo4jStore, tmp_path: Path) -> None:
    rows = [
        {"a": a, "b": b, "days": days, "ab": ab, "ba": ba}
        for a, b, said in store._read(ties.kept)
        for days, ab, ba in [
            map(list, zip(*ties.tie_days(said["days"], said["ab"], said["ba"]), strict=True))
        ]
    ]
    assert rows
    store._write(lambda token: adapter._one(lambda graph: graph.each(AS_LISTS, rows)))
    more = circle(*BUSY, wrote(ME, ANN, day=77), label="more")
    with closing(SqliteStore(tmp_path / "net")) as file:
        file.append(circle(*BUSY))
        for change in (None, more):
            if change is not None:
                assert store.append(change) == file.append(change)
            assert store.check() == []
            assert store.ties(pid(ME)) == file.ties(pid(ME))
            assert list(store.contacts()) == list(file.contacts())


@pytest.mark.neo4j
def test_a_word_from_two_claims_finds_somebody_once(
    new_net: OpenNet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "_ONE_TRANSACTION", 0)
    monkeypatch.setattr(put.chunks, "__defaults__", (1,))
    store = new_net()
    names = [("name", "Ann Müller"), ("name", "Ann Muller"), ("nickname", "Ann")]
    store.append(
        Change(
            "twice",
            NOON,
            handles=[(ANN, pid(ANN))],
            claims=[Claim(pid(ANN), field, value, NOON) for field, value in names],  # type: ignore[arg-type]
            affiliations=[Affiliation(pid(ANN), org, "Engineer") for org in ("ACME", "Beta")],
        )
    )
    assert [one.id for one in store.named(["ann"])] == [pid(ANN)]
    assert store.query(DOUBLED, {}) == []


@pytest.mark.neo4j
@pytest.mark.parametrize(("before", "steps"), [((), 0), ((), 6), ((), 12), (BUSY, 1), (BUSY, 12)])
def test_what_somebody_else_wrote_meanwhile_is_seen(
    before: tuple[Any, ...],
    steps: int,
    new_url: Callable[[], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another writer brings the same people and contacts, and joins two, after so many rows."""
    monkeypatch.setattr(adapter, "_ONE_TRANSACTION", 0)
    monkeypatch.setattr(put.chunks, "__defaults__", (2,))
    url = new_url()
    mine = circle(*BUSY, *(wrote(ME, ANN, day=day) for day in range(9)), wrote(CID, ME, day=3))
    mail = Change("mail", NOON, handles=[(ANN_MAIL, pid(ANN_MAIL))], events=[wrote(ANN_MAIL, ME)])
    theirs = [
        circle(*BUSY, wrote(ME, ANN, day=4), wrote(ANN, CID, day=5), label="theirs"),
        mail,
        Change("joined", NOON, joins=[Join(pid(BOB), pid(CID), "the same")]),
        Change("joined too", NOON, joins=[Join(pid(ANN), pid(ANN_MAIL), "the same")]),
    ]

    monkeypatch.setattr(workers, "_TURN_SECONDS", -1.0)  # a turn for each step
    begun: list[Later] = []
    with closing(Neo4jStore(url)) as store, closing(SqliteStore(tmp_path / "net")) as file:
        expected = [circle(*before, label="before")] if before else []
        for change in expected:
            store.append(change)
        begin = Workers.begin

        def between(crew: Workers, asked: Later) -> Future[Any]:
            begun.append(asked)
            if len(begun) == steps + 1:
                crew.wait()
                with closing(Neo4jStore(url)) as other:
                    for change in theirs:
                        other.append(change)
            return begin(crew, asked)

        monkeypatch.setattr(Workers, "begin", between)
        store.append(mine)
        assert len(begun) > steps, "there was no such step"
        for change in (*expected, *theirs, mine):
            file.append(change)
        assert store.digest() == file.digest()
        assert store.people() == file.people()
        assert store.ties(pid(ME)) == file.ties(pid(ME))
        assert store.with_terms() == file.with_terms()
        assert store.query(DOUBLED, {}) == []
        assert store.check() == []
