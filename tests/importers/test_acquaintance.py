"""Acquaintances that follow from what people took part in together."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from netkit.importers import co_presence as module
from netkit.importers.co_presence import EvidenceFilter, acquaintances
from netkit.model.events import Acquaintance, event_id
from netkit.model.people import PersonId
from netkit.ties.acquaintance import co_presence

if TYPE_CHECKING:
    import pytest

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


def _oracle(mails: list[list[Acquaintance]]) -> list[Acquaintance]:
    """Filter evidence by a plain dict: the slow obvious way."""
    best: dict[tuple[PersonId, PersonId], tuple[datetime, float]] = {}
    said = []
    for piece in (piece for mail in mails for piece in mail):
        at, weight = best.get((piece.a, piece.b), (piece.at, 0.0))
        if at <= piece.at and weight >= piece.weight:
            continue
        if piece.weight >= weight:
            best[piece.a, piece.b] = piece.at, piece.weight
        said.append(piece)
    return said


def _mails(people: int, number: int) -> list[list[Acquaintance]]:
    rng = random.Random(3)
    ids = [PersonId(f"p{person}") for person in range(people)]
    return [
        list(
            acquaintances(
                AT.replace(day=rng.randint(1, 28)), rng.sample(ids, rng.randint(2, 6)), "mail"
            )
        )
        for _ in range(number)
    ]


def test_many_pairs_are_filtered_as_a_dict_would() -> None:
    mails = _mails(60, 600)
    evident = EvidenceFilter()
    assert [piece for mail in mails for piece in evident.news(mail)] == _oracle(mails)


def test_a_full_filter_says_some_evidence_again_and_leaves_none_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_PLACES", 1 << 9)
    mails = _mails(60, 600)
    evident = EvidenceFilter()
    said = [piece for mail in mails for piece in evident.news(mail)]
    assert len(said) > len(_oracle(mails))
    assert _best_by_day(said) == _best_by_day([piece for mail in mails for piece in mail])


def _best_by_day(pieces: list[Acquaintance]) -> dict[tuple[PersonId, PersonId, int], float]:
    """Return for each pair and day of the month the surest evidence up to it."""
    best: dict[tuple[PersonId, PersonId, int], float] = {}
    for piece in pieces:
        for day in range(piece.at.day, 29):
            key = piece.a, piece.b, day
            best[key] = max(best.get(key, 0.0), piece.weight)
    return best
