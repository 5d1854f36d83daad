"""The one model of who may know whom."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from netkit.importers.co_presence import LARGEST_GROUP, acquaintances, co_presence
from netkit.model.events import event_id
from netkit.model.people import PersonId

AT = datetime(2026, 2, 2, 15, 30, tzinfo=UTC)
A, B, C = PersonId("pa"), PersonId("pb"), PersonId("pc")


@pytest.mark.parametrize("kind", ["wrote", "meeting", "thread", "mail"])
def test_a_small_group_says_far_more_than_a_large_one(kind: str) -> None:
    weights = [co_presence(size, kind) for size in range(3, LARGEST_GROUP + 1)]  # type: ignore[arg-type]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] >= 8 * weights[-1]  # (10 - 2) / (3 - 2)


@pytest.mark.parametrize("size", [0, 1, 2, LARGEST_GROUP + 1, 1_000])
def test_two_people_alone_and_a_crowd_say_nothing(size: int) -> None:
    assert co_presence(size, "meeting") == 0.0


def test_each_pair_is_told_once_in_one_order_on_its_day() -> None:
    found = list(acquaintances(AT, [C, A, B, A], "mail", sender=B))
    assert [(one.a, one.b) for one in found] == [(A, B), (A, C), (B, C)]
    assert [one.weight for one in found] == [0.4, 0.2, 0.4]  # B wrote it
    assert {one.at for one in found} == {datetime(2026, 2, 2, tzinfo=UTC)}
    assert not any(one.seen for one in found)


def test_evidence_of_one_day_is_one_event_in_whatever_order_it_comes() -> None:
    one = list(acquaintances(AT, [A, B], "thread"))
    other = list(acquaintances(AT.replace(hour=1), [B, A], "thread"))
    assert [event_id(event) for event in one] == [event_id(event) for event in other]
