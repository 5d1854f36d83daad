"""A line that tells of what was promised, given or given back, keeps the promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.practice.conftest import Circle


def said(circle: Circle, *lines: str) -> str:
    for name in ("Ivo Marek", "Lena Roth"):
        circle.person(name)
    out = ""
    for line in lines:
        code, out, err = circle.run("log", line)
        assert code == 0, err
    return out


@pytest.mark.parametrize(
    ("promised", "done", "kept"),
    [
        (
            "promised Ivo Marek the seed list by Friday",
            "sent Ivo Marek the seed list at last",
            "kept: promise to Ivo Marek, the seed list",
        ),
        (
            "I promised Ivo Marek I'd send him the floor plans",
            "delivered the floor plans to Ivo Marek",
            "kept: promise to Ivo Marek, send him the floor plans",
        ),
        (
            "agreed to review Ivo Marek's thesis by 20 December",
            "reviewed Ivo Marek's thesis",
            "kept: promise to Ivo Marek, review Ivo Marek's thesis",
        ),
        (
            "Ivo Marek promised to bring back the ladder",
            "got the ladder back from Ivo Marek",
            "kept: promise of Ivo Marek, bring back the ladder",
        ),
        (
            "Ivo Marek promised me the ladder",
            "Ivo Marek returned the ladder",
            "kept: promise of Ivo Marek, the ladder",
        ),
    ],
)
def test_a_promise_is_kept_by_what_was_promised(
    circle: Circle, promised: str, done: str, kept: str
) -> None:
    assert kept in said(circle, promised, done)


@pytest.mark.parametrize(
    ("promised", "done"),
    [
        ("promised Ivo Marek the seed list", "sent Ivo Marek a draft of the seed list"),
        ("promised Ivo Marek the seed list", "sent Lena Roth the seed list"),
        ("promised Ivo Marek the seed list", "Ivo Marek sent me the seed list"),
        ("promised Ivo Marek the seed list", "got the seed list back from Ivo Marek"),
        ("Ivo Marek promised me the ladder", "got my umbrella back from Ivo Marek"),
        ("Ivo Marek promised me the ladder", "returned the ladder to Ivo Marek"),
    ],
)
def test_nothing_else_keeps_it(circle: Circle, promised: str, done: str) -> None:
    assert "kept: " not in said(circle, promised, done)


def test_what_was_given_without_a_promise_is_a_note_or_a_gift_alone(circle: Circle) -> None:
    out = said(circle, "Ivo Marek returned the ladder")
    assert "kept as a note on Ivo Marek: Ivo Marek returned the ladder" in out
