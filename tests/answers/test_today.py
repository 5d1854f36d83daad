"""The rule of `today`: in turn, nobody twice, rested people only, five at most."""

from __future__ import annotations

from datetime import date, timedelta

from netkit.answers.acts import KINDS, Act
from netkit.answers.boundaries import Boundaries
from netkit.answers.proposals import Memory, read_memory
from netkit.answers.today import in_turn
from netkit.model.people import Person, PersonId

DAY = date(2026, 11, 20)


def act(kind: str, who: str) -> Act:
    return Act(kind, Person(PersonId(who), who), f"{kind} for {who}", (), key=f"{kind} {who}")


def proposed(*acts: Act, **rest: object) -> list[str]:
    return [one.text for one in in_turn(acts, day=DAY, **rest)]  # type: ignore[arg-type]


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


def test_who_rests_is_left_out_unless_something_is_due() -> None:
    found = [act("promise", "a"), act("milestone", "b"), act("fading", "c")]
    resting = {PersonId("a"), PersonId("b"), PersonId("c")}
    assert proposed(*found, resting=resting) == ["promise for a", "milestone for b"]


def test_who_asked_for_peace_gets_it_even_when_something_is_due() -> None:
    bounds = {PersonId("a"): Boundaries(not_before=DAY + timedelta(days=1))}
    assert proposed(act("promise", "a"), boundaries=bounds) == []


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
