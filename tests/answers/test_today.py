"""The rule of `today`: in turn, nobody twice, rested people only, five at most."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from netkit.answers.acts import KINDS, Act
from netkit.answers.proposals import REST_DAYS, Memory, read_memory
from netkit.answers.today import in_turn
from netkit.model.people import Person, PersonId
from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2026, 11, 20)


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    with open_workspace(tmp_path / "me.netkit", now=now) as workspace:
        workspace.set_owner("Mia Hart")
        yield workspace


def act(kind: str, who: str) -> Act:
    return Act(kind, Person(PersonId(who), who), f"{kind} for {who}", (), key=f"{kind} {who}")


def proposed(*acts: Act, **rest: object) -> list[str]:
    return [one.text for one in in_turn(acts, **rest)]  # type: ignore[arg-type]


def test_kinds_take_turns_and_five_is_the_end() -> None:
    found = [act(kind, f"{kind}{n}") for kind in KINDS for n in range(3)]
    assert [text.split()[0] for text in proposed(*found)] == list(KINDS[:5])


def test_the_second_of_a_kind_comes_after_the_first_of_each() -> None:
    found = [act("thanks", "a"), act("thanks", "b"), act("hello", "c")]
    assert proposed(*found) == ["thanks for a", "hello for c", "thanks for b"]


def test_a_thousand_thanks_after_an_import_are_five_at_most() -> None:
    found = [act("thanks", f"p{n}") for n in range(1000)] + [act("hello", "q")]
    assert len(proposed(*found)) == 5
    assert "hello for q" in proposed(*found)


def test_nobody_is_proposed_twice() -> None:
    assert proposed(act("promise", "a"), act("thanks", "a")) == ["promise for a"]


def test_who_rests_is_left_out_unless_something_is_due(space: Workspace) -> None:
    for name in ("Ann Lee", "Bob Moor"):
        space.add_person(name)
        space.favour(name, "me", "advice", "on rents", on="2026-11-10")
    space.promise("me", "Bob Moor", "the lease", due="2026-11-21", on="2026-11-10")
    for name in ("Ann Lee", "Bob Moor"):
        space.snooze(name)
    assert [act.text for act in space.today()] == []
    later = Workspace(space.store, space.now + timedelta(days=REST_DAYS))
    assert [(act.kind, act.person.name) for act in later.today()] == [
        ("promise", "Bob Moor"),
        ("thanks", "Ann Lee"),
    ]


def test_who_asked_for_peace_gets_it_even_when_something_is_due(space: Workspace) -> None:
    space.add_person("Ann Lee")
    space.promise("me", "Ann Lee", "the lease", due="2026-11-21", on="2026-11-10")
    assert [act.kind for act in space.today()] == ["promise"]
    space.fact("Ann Lee", "boundary", "not before 2026-11-21")
    answer = space.today()
    assert [act.kind for act in answer] == []
    assert [held.reason for held in answer.held_back] == ["boundary"]


def test_what_was_dismissed_does_not_come_again() -> None:
    assert proposed(act("hello", "a"), act("thanks", "a"), dismissed={"hello a"}) == [
        "thanks for a"
    ]


def test_a_proposal_rests_fourteen_days_but_not_on_its_own_day() -> None:
    ann = PersonId("ann")
    memory = Memory().after([ann], DAY)
    assert memory.resting(DAY) == set()
    assert memory.resting(DAY + timedelta(days=1)) == {ann}
    assert memory.resting(DAY + timedelta(days=13)) == {ann}
    assert memory.resting(DAY + timedelta(days=14)) == set()


def test_a_snooze_ends_on_its_day() -> None:
    ann = PersonId("ann")
    memory = Memory().snooze(ann, DAY + timedelta(days=3))
    assert memory.resting(DAY + timedelta(days=2)) == {ann}
    assert memory.resting(DAY + timedelta(days=3)) == set()


def test_the_memory_is_kept_and_forgets_whom_it_must() -> None:
    ann, bob = PersonId("ann"), PersonId("bob")
    memory = Memory().after([ann, bob], DAY).snooze(ann, DAY).dismiss(["hello ann 2026-01-01"])
    assert read_memory(memory.written()) == memory
    assert "ann" not in memory.without(ann).written()
    assert memory.without(ann).proposed == {bob: DAY}
