"""What a recording finds out stays true only while nobody else writes; steps run in their order."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from netkit.model.frozen import replace
from netkit.model.people import Affiliation, Claim, Handle
from netkit.store.neo4j import Neo4jStore, events, projection, put, tie_counting
from netkit.store.neo4j.steps import Job, Step, Steps, drive, each
from netkit.store.neo4j.write_lock import WriteLock
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change, Join
from tests.circle import ANN, ANN_MAIL, BOB, BUSY, CID, ME, NOON, circle, pid, wrote

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
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


def numbered() -> Steps[list[int]]:
    """Ask for four steps, the middle ones as jobs."""
    used: list[int] = []
    first = yield given(1)
    yield from each(Job(given(number), used.append) for number in (2, 3))
    fourth = yield given(4)
    return [first, *used, fourth]


def test_steps_run_in_their_order() -> None:
    done: list[int] = []

    def run(step: Step) -> Any:
        done.append(step(None))  # type: ignore[arg-type]
        return done[-1]

    assert drive(numbered(), run) == [1, 2, 3, 4]
    assert done == [1, 2, 3, 4]


@pytest.fixture
def store(new_net: OpenNet) -> Neo4jStore:
    """A network with a few people and contacts."""
    made = new_net()
    made.append(circle(*BUSY))
    return made


@pytest.mark.neo4j
def test_nobody_writes_within_the_step_of_another(store: Neo4jStore) -> None:
    """A second writer waits for the lock; the first learns at its next step that it came."""
    order: list[str] = []
    lock = WriteLock(store.address.net, "mine")
    locked = store._locked
    held = threading.Event()

    def slow(graph: Graph) -> bool:
        held.set()
        time.sleep(1.0)
        order.append("mine")
        return graph.alone

    def theirs() -> None:
        held.wait(20)
        with closing(Neo4jStore(store.address)) as other:
            other.append(circle(wrote(ME, CID, day=3), label="theirs"))
        order.append("theirs")

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(theirs)
        assert locked(slow, lock)
        other.result(30)
    assert not locked(lambda graph: graph.alone, lock)
    assert order == ["mine", "theirs"]


@pytest.mark.neo4j
def test_a_step_that_fails_leaves_nothing_and_frees_the_lock(store: Neo4jStore) -> None:
    def failing(graph: Graph) -> None:
        graph.rows("CREATE (:Setting {net: $net, name: 'too late', value: ''})")
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError, match="gone"):
        store._locked(failing, WriteLock(store.address.net, "mine"))
    assert store.setting("too late") is None
    store.set_setting("later", "on")
    assert store.setting("later") == "on"


@pytest.mark.neo4j
def test_ties_wait_for_the_people_at_their_ends(
    store: Neo4jStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change brings people to a network that has some, and to name them takes long."""
    monkeypatch.setattr(events, "_ONE_TRANSACTION", 0)
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
def test_letters_among_the_same_few_people_are_all_written(
    store: Neo4jStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_ONE_TRANSACTION", 0)
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
        for a, b, said in store._read(tie_counting.stored_ties)
        for days, ab, ba in [
            map(
                list, zip(*tie_counting.tie_days(said["days"], said["ab"], said["ba"]), strict=True)
            )
        ]
    ]
    assert rows
    store._locked(lambda graph: graph.each(AS_LISTS, rows), WriteLock(store.address.net, "lists"))
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
    monkeypatch.setattr(events, "_ONE_TRANSACTION", 0)
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
@pytest.mark.parametrize(("before", "steps"), [((), 1), ((), 8), ((), 14), (BUSY, 2), (BUSY, 14)])
def test_what_somebody_else_wrote_meanwhile_is_seen(
    before: tuple[Any, ...],
    steps: int,
    new_url: Callable[[], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another writer brings the same people and contacts, and joins two, after so many rows."""
    monkeypatch.setattr(events, "_ONE_TRANSACTION", 0)
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

    done: list[Step] = []
    with closing(Neo4jStore(url)) as store, closing(SqliteStore(tmp_path / "net")) as file:
        expected = [circle(*before, label="before")] if before else []
        for change in expected:
            store.append(change)
        locked = store._locked

        def between(step: Step, lock: WriteLock) -> Any:
            done.append(step)
            if len(done) == steps + 1:
                with closing(Neo4jStore(url)) as other:
                    for change in theirs:
                        other.append(change)
            return locked(step, lock)

        monkeypatch.setattr(store, "_locked", between)
        store.append(mine)
        assert len(done) > steps, "there was no such step"
        for change in (*expected, *theirs, mine):
            file.append(change)
        assert store.digest() == file.digest()
        assert store.people() == file.people()
        assert store.ties(pid(ME)) == file.ties(pid(ME))
        assert store.with_terms() == file.with_terms()
        assert store.query(DOUBLED, {}) == []
        assert store.check() == []
