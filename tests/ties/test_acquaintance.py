"""How surely two people know each other."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netkit.ties.acquaintance import (
    INFERRED_MOST,
    LARGEST_GROUP,
    TOLD,
    Presence,
    co_presence,
    combined,
)

_KINDS: tuple[Presence, ...] = ("wrote", "meeting", "thread", "mail")
_PIECES = st.lists(
    st.tuples(st.sampled_from(["mail", "calendar", "typed"]), st.floats(0, 1), st.booleans()),
    max_size=8,
)


@pytest.mark.parametrize(
    ("kind", "size", "expected"),
    [("mail", 3, 0.588), ("mail", 20, 0.394), ("wrote", 3, 0.860), ("wrote", 20, 0.737)],
)
def test_mails_say_what_was_measured_on_logs(kind: Presence, size: int, expected: float) -> None:
    """``0.6 - 0.35 ln(n - 1) + 1.46 wrote``, worked by hand."""
    assert math.isclose(co_presence(size, kind), expected, abs_tol=6e-4)


@pytest.mark.parametrize("kind", _KINDS)
def test_a_small_group_says_more_than_a_large_one(kind: Presence) -> None:
    weights = [co_presence(size, kind) for size in range(3, LARGEST_GROUP + 1)]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize("size", [0, 1, 2, LARGEST_GROUP + 1, 1_000])
def test_two_people_alone_and_a_crowd_say_nothing(size: int) -> None:
    assert {co_presence(size, kind) for kind in _KINDS} == {0.0}


def test_forty_mails_say_no_more_than_the_best_of_them() -> None:
    assert combined([("mail", 0.4, False)] * 39 + [("mail", 0.6, False)]) == 0.6


@given(_PIECES, _PIECES)
def test_more_evidence_never_says_less(
    some: list[tuple[str, float, bool]], more: list[tuple[str, float, bool]]
) -> None:
    assert combined([*some, *more]) >= combined(some) - 1e-12


@given(_PIECES)
def test_what_is_inferred_stays_below_a_word_of_somebody_who_knows(
    pieces: list[tuple[str, float, bool]],
) -> None:
    inferred = [(kind, probability, False) for kind, probability, _ in pieces]
    assert combined(inferred) <= INFERRED_MOST < TOLD
    assert combined([*inferred, ("typed", TOLD, True)]) >= TOLD - 1e-12


@given(st.permutations([("mail", 0.5, False), ("calendar", 0.7, False), ("typed", 0.2, True)]))
def test_the_order_of_evidence_does_not_matter(pieces: list[tuple[str, float, bool]]) -> None:
    """The best .7, half of each further: 1 - .3 · .75 · .9."""
    assert math.isclose(combined(pieces), 0.7975)
