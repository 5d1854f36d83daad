"""Natural dates. Today is Wednesday 18 November 2026; expected days are from its calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netkit.model.when.sentence_dates import find_date, find_dates

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("yesterday", "2026-11-17"), ("this morning", "2026-11-18"), ("last night", "2026-11-17"),
        ("the day before yesterday", "2026-11-16"), ("last Tuesday", "2026-11-17"),
        ("Tuesday", "2026-11-17"), ("on Thursday", "2026-11-12"), ("on Wednesday", "2026-11-11"),
        ("3 days ago", "2026-11-15"), ("two weeks ago", "2026-11-04"),
        ("a month ago", "2026-10-18"),
        ("on 12 March", "2026-03-12"), ("December 24th", "2025-12-24"),
        ("29 February", "2024-02-29"), ("1.10.2026", "2026-10-01"),
        ("12th of March 2027", "2027-03-12"), ("2026-10-01", "2026-10-01"),
        ("3/14/2026", "2026-03-14"),
    ],
)  # fmt: skip
def test_dates_of_what_has_been(text: str, day: str) -> None:
    found = find_date(text, today=TODAY, direction="past")
    assert found is not None
    assert (str(found.day), found.precision, text[found.start : found.end]) == (day, "day", text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", "2026-11-19"), ("by Friday", "2026-11-20"), ("by Wednesday", "2026-11-18"),
        ("this Friday", "2026-11-20"), ("next Friday", "2026-11-27"),
        ("in two weeks", "2026-12-02"),
        ("by the end of the month", "2026-11-30"), ("end of next month", "2026-12-31"),
        ("by the end of the week", "2026-11-22"), ("before 1 December", "2026-12-01"),
        ("by 12 March", "2027-03-12"), ("by end of June", "2027-06-30"),
        ("29 February", "2028-02-29"),
        ("in a week's time", "2026-11-25"), ("by the end of the year", "2026-12-31"),
    ],
)  # fmt: skip
def test_dates_of_what_is_to_come(text: str, day: str) -> None:
    found = find_date(text, today=TODAY, direction="ahead")
    assert found is not None
    assert (str(found.day), found.due) == (day, text.startswith(("by", "before")))


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("last week", "2026-11-15", "week"), ("next week", "2026-11-29", "week"),
        ("last month", "2026-10-31", "month"), ("last year", "2025-12-31", "year"),
    ],
)  # fmt: skip
def test_a_period_is_its_last_day_and_says_how_near_it_is(
    text: str, day: str, precision: str
) -> None:
    found = find_date(text, today=TODAY, direction="past")
    assert found is not None
    assert (str(found.day), found.precision) == (day, precision)


def test_a_due_date_is_ahead_even_in_a_line_about_the_past() -> None:
    found = find_date("by Tuesday", today=TODAY, direction="past")
    assert found is not None
    assert found.day == date(2026, 11, 24)


def test_day_and_month_that_could_be_swapped_are_marked() -> None:
    either = find_date("3/4/2026", today=TODAY, direction="past")
    assert either is not None
    assert (either.day, either.ambiguous) == (date(2026, 4, 3), True)
    clear = find_date("3.4.2026", today=TODAY, direction="past")
    assert clear is not None
    assert not clear.ambiguous


@pytest.mark.parametrize("text", ["31 April", "30 February 2026", "2026-13-01", "mayor", "monkey"])
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    assert find_dates(text, today=TODAY, direction="ahead") == []


def test_a_year_that_was_not_said_is_not_made_up() -> None:
    found = find_dates("4 July, 4 July 1990", today=TODAY, direction="ahead")
    assert [(str(one.day), one.has_year) for one in found] == [
        ("2027-07-04", False), ("1990-07-04", True),
    ]  # fmt: skip


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_written_out_day_reads_back_as_itself(day: date) -> None:
    for text in (day.isoformat(), f"{day:%d %B %Y}", f"{day:%B %d, %Y}", f"{day:%d.%m.%Y}"):
        found = find_date(f"met on {text} here", today=TODAY, direction="past")
        assert found is not None
        assert found.day == day


@given(st.integers(1, 400))
def test_days_ago_count_back_from_today(days: int) -> None:
    found = find_date(f"{days} days ago", today=TODAY, direction="past")
    assert found is not None
    assert found.day == TODAY - timedelta(days=days)
