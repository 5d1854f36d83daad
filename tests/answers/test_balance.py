"""How giving and getting stand with one person: told by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from netkit.answers.balance import Standing, standings
from netkit.model.events import EventId, Favour, Step
from netkit.model.history import State
from netkit.model.people import Person, PersonId
from netkit.ties.statistics import Contact, TieStats, tie_stats

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ME, ANN, BOB = PersonId("me"), PersonId("ann"), PersonId("bob")
PEOPLE = {ANN: Person(ANN, "Ann Lee"), BOB: Person(BOB, "Bob Ray")}


def _tie(out: int, back: int) -> TieStats:
    contacts = [Contact(20_000 + day, from_a=True) for day in range(out)]
    contacts += [Contact(20_500 + day, from_a=False) for day in range(back)]
    stats = tie_stats(contacts)
    assert stats is not None
    return stats


def _favour(giver: PersonId, receiver: PersonId, days: int, value: int = 2) -> State[Favour]:
    at = NOW - timedelta(days=days)
    return State(
        EventId(f"{giver}{receiver}{days}"), Favour(at, giver, receiver, "advice", "", value)
    )


def _one(ties: dict[PersonId, TieStats], *favours: State[Favour]) -> Standing:
    return standings(PEOPLE, ties, favours, ME, NOW)[0]


def test_two_favours_against_one_are_too_few_to_say() -> None:
    found = _one({}, _favour(ANN, ME, 10), _favour(ANN, ME, 20), _favour(ME, ANN, 30))
    assert found.verdict == "too few to say"


def test_one_large_favour_is_not_five_small_ones() -> None:
    found = _one({}, _favour(ANN, ME, 1, value=5))
    assert found.verdict == "too few to say"
    assert found.favours.received <= 1.0


def test_six_days_of_reaching_out_without_an_answer_lean() -> None:
    """Beta(7, 1): mean 7/8, P(θ > .65) = 1 − .65^7 = .95 (SCIENCE: lopsided from .9)."""
    found = _one({ANN: _tie(6, 0)})
    assert found.verdict == "you give more"
    assert found.attention.share == 7 / 8


def test_how_sure_the_lean_is_stands_beside_it_in_a_word() -> None:
    """P(one-sided) of Beta(7, 1) is .95, but six days are never clear; two say nothing."""
    assert _one({ANN: _tie(6, 0)}).attention.certainty == "probably"
    assert _one({ANN: _tie(30, 0)}).attention.certainty == "clearly"
    assert _one({ANN: _tie(2, 0)}).attention.certainty == "too few to say"


def test_what_leans_both_ways_is_mixed() -> None:
    helped = [_favour(ANN, ME, days) for days in range(1, 9)]
    assert _one({ANN: _tie(8, 0)}, *helped).verdict == "mixed"


def test_thanks_that_were_not_said_come_first() -> None:
    owed = _favour(ANN, ME, 30)
    assert _one({}, owed).next_act == "thank Ann for the advice of May 2026"
    thanked = State(owed.id, owed.event, (Step(NOW, owed.id, "thanked"),))
    assert _one({}, thanked).next_act == ""


def test_it_never_speaks_of_a_debt() -> None:
    helped = [_favour(ANN, ME, days) for days in range(1, 9)]
    found = _one({ANN: _tie(0, 8)}, *helped)
    said = " ".join([found.verdict, found.next_act, *(reason.text for reason in found.because)])
    assert not {"owe", "owes", "debt", "due"} & set(said.lower().split())


def test_what_leans_most_surely_comes_first() -> None:
    rows = standings(PEOPLE, {ANN: _tie(5, 4), BOB: _tie(9, 0)}, [], ME, NOW)
    assert [row.person.id for row in rows] == [BOB, ANN]
