"""What people ask not to happen, as they say it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from netkit.answers.boundaries import Boundaries, boundaries
from netkit.model.events import EventId, Fact
from netkit.model.history import Recorded
from netkit.model.people import PersonId

SAID_ON = datetime(2026, 11, 1, tzinfo=UTC)


def read(*texts: str) -> Boundaries:
    return boundaries(
        Recorded(EventId(str(n)), Fact(SAID_ON, PersonId("p"), "boundary", text))
        for n, text in enumerate(texts)
    )


@pytest.mark.parametrize(
    "text",
    ["no introductions", "Please don't introduce me", "no more intros please", "never intro"],
)
def test_no_introductions_is_heard(text: str) -> None:
    assert read(text).no_introductions == text


@pytest.mark.parametrize("text", ["introductions are welcome", "no calls", "likes tea"])
def test_other_words_are_no_refusal_of_introductions(text: str) -> None:
    assert read(text).no_introductions == ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("not before 2027-01-10", date(2027, 1, 10)),
        ("not before 2027-02", date(2027, 2, 1)),
        ("no contact until March", date(2027, 3, 1)),
        ("not before the 3rd of May", None),
        ("not before 3 May 2028", date(2028, 5, 3)),
        ("not before 31 April", None),
        ("not before lunch", None),
    ],
)
def test_a_day_before_which_to_wait_is_read(text: str, day: date | None) -> None:
    assert read(text).not_before == day


def test_until_the_day_they_are_at_rest_and_then_no_more() -> None:
    said = read("no contact until 2027-01-10")
    assert said.at_rest(date(2027, 1, 9))
    assert not said.at_rest(date(2027, 1, 10))


@pytest.mark.parametrize(
    "text", ["do not contact me", "wishes to be left in peace", "leave me alone", "left in peace"]
)
def test_no_contact_at_all_has_no_end(text: str) -> None:
    assert read(text).at_rest(date(2036, 1, 1))


@pytest.mark.parametrize("text", ["left early", "leaves at five"])
def test_whoever_left_is_not_left_in_peace(text: str) -> None:
    assert not read(text).at_rest(date(2036, 1, 1))


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("not by phone", {"call"}),
        ("please don't call, and no WhatsApp", {"call", "text"}),
        ("never e-mail me at work", {"email"}),
        ("call any time", set()),
    ],
)
def test_ways_of_contact_to_avoid(text: str, channels: set[str]) -> None:
    assert read(text).no_channels == channels


def test_what_cannot_be_read_is_still_shown() -> None:
    assert read("only over good coffee").cautions() == ("asked: only over good coffee",)


def test_facts_that_are_no_boundary_are_passed_over() -> None:
    fact = Fact(SAID_ON, PersonId("p"), "interest", "no introductions")
    assert boundaries([Recorded(EventId("e"), fact)]) == Boundaries()
