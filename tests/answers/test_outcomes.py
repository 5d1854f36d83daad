"""What became of earlier introductions moves the next suggestion."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from netkit.answers.introduce.outcomes import outcome_factor
from netkit.model.events import EventId, Introduction, Step
from netkit.model.history import State
from netkit.model.people import PersonId

NOW = datetime(2026, 11, 20, tzinfo=UTC)
ME, ANN, BOB, CID = map(PersonId, ("me", "ann", "bob", "cid"))


def introduced(a: PersonId, b: PersonId, *steps: tuple[str, int]) -> State[Introduction]:
    """An introduction with its steps, each so many days ago."""
    eid = EventId(f"{a}{b}{steps}")
    event = Introduction(NOW - timedelta(days=400), ME, a, b)
    taken = tuple(Step(NOW - timedelta(days=days), eid, to) for to, days in steps)
    return State(eid, event, taken)


@pytest.mark.parametrize(
    ("steps", "factor"),
    [
        ([], 1.0),  # Beta(2, 2): mean 1/2
        ([("made", 10)], 1.0),  # still open
        ([("made", 100)], 0.5 + 2 / 5),  # made and never met: went badly
        ([("declined", 10)], 0.5 + 2 / 5),
        ([("made", 100), ("met", 50)], 0.5 + 3 / 5),
        ([("made", 100), ("outcome", 50), ("thanked", 40)], 0.5 + 3 / 5),
    ],
)
def test_each_way_an_introduction_can_go_is_weighed(
    steps: list[tuple[str, int]], factor: float
) -> None:
    known = [introduced(ANN, BOB, *steps)] if steps else []
    assert outcome_factor(known, ANN, NOW) == pytest.approx(factor)


def test_only_introductions_of_the_person_count() -> None:
    known = [introduced(BOB, CID, ("declined", 10)), introduced(ANN, BOB, ("met", 10))]
    assert outcome_factor(known, ANN, NOW) == pytest.approx(1.1)
    assert outcome_factor(known, BOB, NOW) == pytest.approx(1.0)
