"""Each answer reads one state of the network, while somebody else records and undoes."""

from __future__ import annotations

import os
import re
import threading
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from netkit.answers.plain_values import plain
from netkit.errors import NetkitError, StoreError
from netkit.model.events import Acquaintance, Fact, Note, Offer, Promise
from netkit.model.people import Affiliation, Claim, Handle
from netkit.model.when import PartialDate
from netkit.store import open_store
from netkit.store.values import Change
from netkit.workspace import Workspace
from netkit.workspace.consistent_answers import QUESTIONS
from tests.circle import ANN, BOB, BUSY, CID, DAY, ME, NOON, circle, closed, favour, need, wrote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netkit.store.port import Store

DEE = Handle("email", "dee@example.org")
NOW = NOON + 200 * DAY
PAUSE = 0.03  # seconds
ROUNDS = int(os.environ.get("NETKIT_TEST_ROUNDS", "1"))

#: Somebody new, and something new of everybody: two halves of it never make sense.
NEWS = Change(
    "news",
    NOON,
    handles=[(DEE, DEE.person_id), (Handle("phone", "+4930123"), BOB.person_id)],
    claims=[
        Claim(DEE.person_id, "name", "Dee Novak", NOON),
        Claim(DEE.person_id, "city", "Berlin", NOON),
        Claim(BOB.person_id, "birthday", "--07-25", NOON),
    ],
    affiliations=[
        Affiliation(DEE.person_id, "ACME, Inc.", "Director", seen_at=NOON),
        Affiliation(CID.person_id, "Beta GmbH", "Designer", seen_at=NOON),
    ],
    events=[
        *(wrote(ME, DEE, day=day) for day in range(0, 60, 5)),
        *(wrote(DEE, ME, CID, day=day) for day in range(2, 60, 10)),
        *(wrote(ANN, ME, day=day) for day in range(22, 40)),
        favour(DEE, ME, "the room", day=50),
        favour(CID, ME, "a lift", day=51),
        need(DEE, "a patent lawyer", day=30),
        Offer(NOON, CID.person_id, "a patent lawyer"),
        closed(need(BOB, "a patent lawyer"), day=60),
        Acquaintance(NOON, DEE.person_id, CID.person_id, "both at a fair", 0.9),
        Acquaintance(NOON, ANN.person_id, DEE.person_id, "school", 0.9),
        Promise(NOON, ME.person_id, DEE.person_id, "the plan", PartialDate.parse("2026-03-01")),
        Fact(NOON, ANN.person_id, "interest", "chess"),
        Note(NOON, BOB.person_id, "moved to the sea"),
    ],
)

#: Answers that number the changes themselves, so that each is another; who need an import or a
#: server; arrays and bytes of the same rows.
LEFT_OUT = {"history", "query", "network", "backtest", "graph_file", "vcards", "to_networkx"}
#: Asked of a server, where each takes a hundred times as long; of more rounds all are.
FEW = ["balance", "brief", "fading", "introduce", "people_list", "reach", "stalls", "timeline",
       "today", "who", "promises", "reconnect", "acquainted", "cadence"]  # fmt: skip
ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "introduce": (ANN.person_id,),
    "reach": (CID.person_id,),
    "introductions_of": (ANN.person_id,),
    "introductions": (ANN.person_id,),
    "letters": (ANN.person_id, BOB.person_id),
    "letter": ("hello", ANN.person_id),
    "acquainted": (ANN.person_id, BOB.person_id),
    "introduction_requests": (ANN.person_id,),
    "who": ("lawyer",),
    "brief": (ANN.person_id,),
    "card": (BOB.person_id,),
    "sources": (BOB.person_id,),
    "acts_for": (ANN.person_id,),
    "timeline": (ANN.person_id,),
    "find": ("sea",),
    "attention": ("3h",),
    "answer": ("who do I know at ACME?",),
}


def asked(workspace: Workspace, name: str) -> str:
    """Return an answer as a text that two answers share if they say the same."""
    try:
        answer = getattr(workspace, name)(*ARGUMENTS.get(name, ()))
    except StoreError:
        raise
    except NetkitError as refusal:
        return str(refusal)
    answer = getattr(answer, "rows", getattr(answer, "scene", answer))
    rows = answer if isinstance(answer, list) else [answer]
    text = repr([sorted(row, key=repr) if isinstance(row, set) else plain(row) for row in rows])
    return re.sub(r" at 0x[0-9a-f]+", "", text)


@contextmanager
def toggled(url: str) -> Iterator[list[int]]:
    """Record the news and undo them, over and over, by a connection and a thread of its own."""
    stop, rounds, errors = threading.Event(), [0], []

    def write() -> None:
        try:
            with closing(open_store(url)) as store:
                while not stop.is_set():
                    store.append(NEWS)
                    time.sleep(PAUSE)
                    store.withdraw(NOON)
                    time.sleep(PAUSE)
                    rounds[0] += 1
        except BaseException as error:  # told where the test can see it
            errors.append(error)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield rounds
    finally:
        stop.set()
        thread.join(60)
    assert errors == []


def both_states(store: Store, names: list[str]) -> dict[str, set[str]]:
    """Return what each question answers without the news, and with them."""
    workspace = Workspace(store, NOW)
    store.append(circle(*BUSY, label="before"))
    states: dict[str, set[str]] = {name: set() for name in names}
    for turn in (lambda: store.append(NEWS), lambda: store.withdraw(NOON)):
        for name in names:
            asked(workspace, name)  # gives what it numbers its numbers
        turn()
        for name in names:
            states[name].add(asked(workspace, name))
    return states


def test_no_answer_mixes_two_states_or_fails(store: Store) -> None:
    names = sorted(set(QUESTIONS) - LEFT_OUT) if ROUNDS > 1 or store.engine == "sqlite" else FEW
    states = both_states(store, names)
    assert sum(len(answers) == 2 for answers in states.values()) >= 10
    workspace = Workspace(store, NOW)
    mixed = []
    with toggled(store.url) as rounds:
        while rounds[0] == 0:
            time.sleep(0.01)
        turns = 0
        while turns < ROUNDS or rounds[0] <= 3:  # a busy machine lets the writer go slowly
            mixed += [name for name in names if asked(workspace, name) not in states[name]]
            turns += 1
    assert mixed == []


def test_what_an_answer_writes_ends_its_reading_and_is_no_change_of_others(store: Store) -> None:
    store.append(circle())
    calls = []

    def work() -> str | None:
        calls.append(store.owners())
        store.set_setting("mine", "kept")
        return store.setting("mine")

    assert store.from_one_state(work) == "kept"
    assert len(calls) == 1


def test_an_answer_is_read_anew_when_what_it_writes_rests_on_a_former_state(store: Store) -> None:
    store.append(circle())
    seen = []

    def work() -> None:
        seen.append(store.setting("numbers") or "")
        if len(seen) == 1:
            thread = threading.Thread(target=_set_numbers, args=(store.url,))
            thread.start()
            thread.join(60)
        store.set_setting("numbers", seen[-1] + " mine")

    store.from_one_state(work)
    assert seen == ["", "theirs"]
    assert store.setting("numbers") == "theirs mine"


def _set_numbers(url: str) -> None:
    with closing(open_store(url)) as theirs:
        theirs.set_setting("numbers", "theirs")


def test_an_error_within_an_answer_comes_out_and_the_next_answer_is_read(store: Store) -> None:
    store.append(circle())

    def fail() -> None:
        raise ValueError("from within")

    with pytest.raises(ValueError, match="from within"):
        store.from_one_state(fail)
    assert store.from_one_state(store.owners) == (ME.person_id,)


def test_every_question_of_a_workspace_reads_one_state(store: Store) -> None:
    store.append(circle(*BUSY))
    workspace, depth = Workspace(store, NOW), [0]
    whole = store.from_one_state

    def counted(work: Callable[[], Any]) -> Any:
        depth[0] += 1
        return whole(work)

    store.from_one_state = counted  # type: ignore[method-assign]
    for name in set(QUESTIONS) - LEFT_OUT:
        before = depth[0]
        asked(workspace, name)
        assert depth[0] > before, name
