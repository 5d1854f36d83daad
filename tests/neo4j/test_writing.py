"""What a recording finds out stays true only while nobody else writes; steps run in their order."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from netkit.domain.people import Affiliation, Claim
from netkit.store import neo4j as adapter
from netkit.store.neo4j import Neo4jStore, put
from netkit.store.neo4j.steps import Later, Step, Steps, drive, drive_ahead
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change, Join
from tests.circle import ANN, ANN_MAIL, BOB, BUSY, CID, ME, NOON, circle, pid, wrote

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
    """Ask for three steps, the middle one without waiting."""
    first = yield given(1)
    second = yield Later(given(2))
    third = yield given(3)
    return [first, second.result(), third]


@pytest.mark.parametrize("driver", [drive, drive_ahead])
def test_steps_run_in_their_order(driver: Callable[..., list[int]]) -> None:
    done: list[int] = []

    def run(step: Step) -> Any:
        done.append(step(None))  # type: ignore[arg-type]
        return done[-1]

    assert driver(waiting(), run) == [1, 2, 3]
    assert done == [1, 2, 3]


def test_no_step_is_begun_after_one_that_failed() -> None:
    done: list[int] = []

    def run(step: Step) -> None:
        done.append(step(None))  # type: ignore[arg-type]
        if len(done) == 2:
            raise ConnectionError("gone")

    def many() -> Steps[None]:
        for number in range(10):
            yield Later(given(number))

    with pytest.raises(ConnectionError, match="gone"):
        drive_ahead(many(), run)
    assert done == [0, 1]


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

    done: list[bool] = []
    with closing(Neo4jStore(url)) as store, closing(SqliteStore(tmp_path / "net")) as file:
        expected = [circle(*before, label="before")] if before else []
        for change in expected:
            store.append(change)
        turn = store._transactions._turn

        def between(step: Step, turns: Any, **named: Any) -> Any:
            done.append(isinstance(step, partial) and "step" in step.keywords)
            if sum(done) == steps + 1 and done[-1]:
                with closing(Neo4jStore(url)) as other:
                    for change in theirs:
                        other.append(change)
            return turn(step, turns, **named)

        monkeypatch.setattr(store._transactions, "_turn", between)
        store.append(mine)
        assert sum(done) > steps, "there was no such step"
        for change in (*expected, *theirs, mine):
            file.append(change)
        assert store.digest() == file.digest()
        assert store.people() == file.people()
        assert store.ties(pid(ME)) == file.ties(pid(ME))
        assert store.with_terms() == file.with_terms()
        assert store.query(DOUBLED, {}) == []
        assert store.check() == []
