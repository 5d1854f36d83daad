"""Acquaintances that follow from what people took part in together."""

from __future__ import annotations

from datetime import UTC, datetime

from netkit.importers.co_presence import EvidenceFilter, acquaintances
from netkit.model.events import event_id
from netkit.model.people import PersonId
from netkit.ties.acquaintance import co_presence

AT = datetime(2026, 2, 2, 15, 30, tzinfo=UTC)
A, B, C = PersonId("pa"), PersonId("pb"), PersonId("pc")


def test_each_pair_is_told_once_in_one_order_on_its_day() -> None:
    found = list(acquaintances(AT, [C, A, B, A], "mail", sender=B))
    assert [(one.a, one.b) for one in found] == [(A, B), (A, C), (B, C)]
    wrote, beside = co_presence(4, "wrote"), co_presence(4, "mail")
    assert [one.weight for one in found] == [wrote, beside, wrote]  # B wrote it
    assert {one.at for one in found} == {datetime(2026, 2, 2, tzinfo=UTC)}
    assert not any(one.seen for one in found)


def test_evidence_of_one_day_is_one_event_in_whatever_order_it_comes() -> None:
    one = list(acquaintances(AT, [A, B], "thread"))
    other = list(acquaintances(AT.replace(hour=1), [B, A], "thread"))
    assert [event_id(event) for event in one] == [event_id(event) for event in other]


def test_a_second_mail_to_as_many_says_nothing_new() -> None:
    evident = EvidenceFilter()
    first, later = (list(acquaintances(AT.replace(day=day), [A, B, C], "mail")) for day in (2, 9))
    assert list(evident.news(first)) == first
    assert list(evident.news(later)) == []


def test_a_smaller_mail_later_and_a_large_one_earlier_are_kept() -> None:
    """Asked about the day before each of them, somebody misses it else."""
    evident = EvidenceFilter()
    list(evident.news(acquaintances(AT, [A, B, C], "mail")))
    smaller = list(acquaintances(AT.replace(day=9), [A, B], "mail"))
    earlier = list(acquaintances(AT.replace(day=1), [A, B, C, PersonId("pd")], "mail"))
    assert list(evident.news(smaller)) == smaller
    assert list(evident.news(earlier)) == earlier
