"""A short list of fading ties is the beginning of the long one, whatever is not read for it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from netkit.answers.fading import Page, fading
from netkit.answers.network_view import TIE_FIGURES
from netkit.model.people import Person, PersonId
from netkit.model.when import day_number
from netkit.ties.lapse import Coefficients
from netkit.ties.statistics import TieStats, day_stats

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

NOW = datetime(2026, 11, 1, tzinfo=UTC)
TODAY = int(day_number(NOW))

#: Contacts every few days, that ended some weeks ago; of a mail to many each weighs less.
TIES = st.lists(
    st.tuples(
        st.integers(1, 40), st.integers(4, 30), st.integers(10, 400), st.sampled_from([1.0, 0.25])
    ),
    min_size=6,
    max_size=30,
)


def ties_of(shapes: list[tuple[int, int, int, float]]) -> dict[PersonId, list[tuple[int, float]]]:
    """Return the contact-days with their weights of one tie for each shape."""
    return {
        PersonId(f"p{number:02}"): [
            (TODAY - silent - gap * place, weight) for place in reversed(range(count))
        ]
        for number, (gap, count, silent, weight) in enumerate(shapes)
    }


def stats_of(days: Sequence[tuple[int, float]]) -> TieStats:
    stats = day_stats((day, weight, 0.0) for day, weight in days)
    assert stats is not None
    return stats


@given(TIES, st.floats(-2.0, 1.0), st.integers(1, 5))
def test_the_first_fading_ties_are_found_without_the_days_of_the_rest(
    shapes: list[tuple[int, int, int, float]], slope: float, limit: int
) -> None:
    ties = ties_of(shapes)
    rows = [
        (pid, *(getattr(stats_of(days), name) for name in TIE_FIGURES))
        for pid, days in ties.items()
    ]
    people = {pid: Person(pid, str(pid)) for pid in ties}

    def days_of(asked: Collection[PersonId]) -> Mapping[PersonId, Sequence[float]]:
        return {pid: [float(day) for day, _ in ties[pid]] for pid in asked}

    coefficients = Coefficients(strength=slope, cases=50)
    every, first = (
        fading(people, [Page(rows, 0.0)], days_of, NOW, coefficients, limit=most)
        for most in (len(rows), limit)
    )
    assert list(first) == list(every)[:limit]


def test_only_the_days_of_ties_with_enough_at_stake_are_read() -> None:
    at_risk = {PersonId(f"a{n}"): (5, 40, 60, 1.0) for n in range(3)}  # every five days, then not
    steady = {PersonId(f"b{n:03}"): (5, 40, 8, 1.0) for n in range(300)}  # eight days ago
    shapes = {**at_risk, **steady}
    ties = dict(zip(shapes, ties_of(list(shapes.values())).values(), strict=True))
    rows = [
        (pid, *(getattr(stats_of(days), name) for name in TIE_FIGURES))
        for pid, days in ties.items()
    ]
    read: set[PersonId] = set()

    def days_of(asked: Collection[PersonId]) -> Mapping[PersonId, Sequence[float]]:
        read.update(asked)
        return {pid: [float(day) for day, _ in ties[pid]] for pid in asked}

    people = {pid: Person(pid, str(pid)) for pid in ties}
    found = fading(people, [Page(rows, 0.0)], days_of, NOW, limit=3)
    assert {row.person.id for row in found} == set(at_risk)
    assert len(read) < 100
