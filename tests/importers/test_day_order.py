"""Dates as other programs write them, and the owner as the user says."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netkit.importers.date_order import month_first, read_day, read_moment
from netkit.importers.owner_option import owner_handles, owner_name, owner_of
from netkit.importers.port import Options


@given(st.lists(st.dates(min_value=date(1970, 1, 1), max_value=date(2068, 1, 1)), min_size=1))
def test_a_file_that_tells_its_order_is_read_back_and_one_that_does_not_is_not(
    days: list[date],
) -> None:
    for form, months_first in (("%m/%d/%y", True), ("%d/%m/%Y", False), ("%d-%m-%y", False)):
        texts = [day.strftime(form) for day in days]
        order = month_first(texts)
        assert order in (None, months_first)
        for day, text in zip(days, texts, strict=True):
            read = read_day(text, order)
            unsure = order is None and day.day != day.month
            assert read is None if unsure else str(read) == day.isoformat()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-04", "2026-03-04"), ("20260304", "2026-03-04"), ("--03-04", "--03-04"),
        ("2026-03-04T10:00:00Z", "2026-03-04"), ("4.3.2026", "2026-03-04"),
        ("4. 3. 2026", "2026-03-04"), ("13/2/70", "1970-02-13"), ("3/3/26", "2026-03-03"),
    ],
)  # fmt: skip
def test_days_that_have_one_reading(text: str, day: str) -> None:
    assert str(read_day(text, None)) == day


@pytest.mark.parametrize("text", ["", "soon", "3/4/26", "31.2.2026", "2026-13-01", "1/2/3/4"])
def test_days_that_have_none_or_two(text: str) -> None:
    assert read_day(text, None) is None


def test_a_time_without_its_zone_is_in_utc() -> None:
    assert read_moment("2026-03-04 10:00:00.5") == datetime(2026, 3, 4, 10, tzinfo=UTC)
    assert read_moment("0001-01-01T00:00:00+23:00") is None
    assert read_moment("soon") is None


def test_the_owner_is_what_the_user_says_by_key_and_by_name() -> None:
    said = Options(
        owner="Ana Lima, Ana@Example.org, https://www.linkedin.com/in/ana, 600 000 000", region="ES"
    )
    assert [handle.key for handle in owner_handles(said)] == [
        "email:ana@example.org", "linkedin:ana", "phone:+34600000000",
    ]  # fmt: skip
    assert owner_name(said) == "Ana Lima"
    assert owner_of(Options(), "sms").handles[0].key == "source:sms/me"
