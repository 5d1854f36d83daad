"""Days as they are typed for an option. Today is Wednesday 18 November 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netkit.errors import UsageError
from netkit.model.when import moment_on_clocks
from netkit.model.when.spans import read_span
from netkit.model.when.typed_dates import (
    read_day,
    read_moment,
    read_month_day,
    read_partial,
    read_since,
    read_weekday,
    read_yearly,
)

TODAY = date(2026, 11, 18)

# typed                    what has been   what is to come
TABLE = """
2026-11-24                 2026-11-24      2026-11-24
24.11.2026                 2026-11-24      2026-11-24
24.11.26                   2026-11-24      2026-11-24
24.11.                     2025-11-24      2026-11-24
12.11.                     2026-11-12      2027-11-12
12.11                      2026-11-12      2027-11-12
11/24/2026                 2026-11-24      2026-11-24
7 March                    2026-03-07      2027-03-07
March 7                    2026-03-07      2027-03-07
7th of March, 2025         2025-03-07      2025-03-07
--03-07                    2026-03-07      2027-03-07
today                      2026-11-18      2026-11-18
yesterday                  2026-11-17      2026-11-17
Tomorrow                   2026-11-19      2026-11-19
the day before yesterday   2026-11-16      2026-11-16
friday                     2026-11-13      2026-11-20
Wed                        2026-11-11      2026-11-18
sat                        2026-11-14      2026-11-21
last Tuesday               2026-11-17      2026-11-17
next Tuesday               2026-11-24      2026-11-24
Tuesday last week          2026-11-10      2026-11-10
the Monday before          2026-11-16      2026-11-16
the Monday before last     2026-11-09      2026-11-09
3 months                   2026-08-18      2027-02-18
three months               2026-08-18      2027-02-18
3 months ago               2026-08-18      2026-08-18
in 3 months                2027-02-18      2027-02-18
2w                         2026-11-04      2026-12-02
90d                        2026-08-20      2027-02-16
1y                         2025-11-18      2027-11-18
a fortnight                2026-11-04      2026-12-02
half a year                2026-05-18      2027-05-18
two weeks ago              2026-11-04      2026-11-04
on the 12th                2026-11-12      2026-12-12
the 31st                   2026-10-31      2026-12-31
12th                       2026-11-12      2026-12-12
last March                 2026-03-31      2026-03-31
last November              2025-11-30      2025-11-30
March                      2026-03-31      2027-03-31
November                   2026-11-18      2026-11-30
March 2025                 2025-03-31      2025-03-31
2026-09                    2026-09-30      2026-09-30
2025                       2025-12-31      2025-12-31
last week                  2026-11-15      2026-11-15
this week                  2026-11-18      2026-11-22
last summer                2026-08-31      2026-08-31
end of the month           2026-10-31      2026-11-30
the end of June            2026-06-30      2027-06-30
beginning of next month    2026-12-01      2026-12-01
last weekend               2026-11-15      2026-11-15
Christmas                  2025-12-25      2026-12-25
29 February                2024-02-29      2028-02-29
"""


def rows() -> list[tuple[str, str, str]]:
    return [
        (line[:27].strip(), line[27:43].strip(), line[43:].strip())
        for line in TABLE.strip().splitlines()
    ]


@pytest.mark.parametrize(("typed", "past", "ahead"), rows())
def test_a_typed_day_is_read_back_or_ahead(typed: str, past: str, ahead: str) -> None:
    assert str(read_day(typed, today=TODAY, direction="past")) == past
    assert str(read_day(typed, today=TODAY, direction="ahead")) == ahead


@pytest.mark.parametrize(
    ("typed", "day"),
    [("7 March", "2027-03-07"), ("7 October", "2026-10-07"), ("friday", "2026-11-20"),
     ("tuesday", "2026-11-17"), ("24.11.", "2026-11-24"), ("12.11.", "2026-11-12")],
)  # fmt: skip
def test_a_day_that_may_lie_on_either_side_is_the_nearest(typed: str, day: str) -> None:
    assert str(read_day(typed, today=TODAY, direction="either")) == day


UNREADABLE = [
    "", " ", "soon", "the other day", "recently", "31 April", "2026-13-01", "2026-02-30",
    "32.1.2026",
    "yesterday or so", "friday with Ann", "9999y", "0.5 months", "12", "-3d", "monkey",
    "2026-11-24x",
    "99999999d", "a day in May",
]  # fmt: skip


@pytest.mark.parametrize("typed", UNREADABLE)
@pytest.mark.parametrize("direction", ["past", "ahead", "either"])
def test_what_is_no_day_is_an_error_that_shows_what_can_be_typed(
    typed: str, direction: str
) -> None:
    with pytest.raises(UsageError, match=r"write 2026-11-01, 24\.11\.2026, 7 March, yesterday"):
        read_day(typed, today=TODAY, direction=direction)  # type: ignore[arg-type]


def test_a_day_that_could_be_two_is_not_guessed() -> None:
    with pytest.raises(UsageError, match="could be two days; write 2026-04-03"):
        read_day("3/4/2026", today=TODAY, direction="past")
    with pytest.raises(UsageError, match="could be two days"):
        read_day("Monday 24 November 2026", today=TODAY, direction="past")  # it is a Tuesday


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("friday", "2026-11-20"), ("2026-12", "2026-12"), ("December", "2026-12"), ("2027", "2027"),
     ("end of the month", "2026-11-30"), ("next week", "2026-11-29"), ("--03-07", "2027-03-07"),
     ("next summer", "2027-08-31"), ("2w", "2026-12-02")],
)  # fmt: skip
def test_a_day_to_keep_is_no_more_exact_than_it_was_typed(typed: str, kept: str) -> None:
    assert str(read_partial(typed, today=TODAY, direction="ahead")) == kept


@pytest.mark.parametrize(
    ("typed", "birthday", "launch"),
    [("7 March", "--03-07", "--03-07"), ("--03-07", "--03-07", "--03-07"),
     ("07.03.", "--03-07", "--03-07"), ("7 March 1980", "1980-03-07", "1980-03-07"),
     ("1980", "1980", "1980"), ("1980-03", "1980-03", "1980-03"),
     ("friday", "--11-20", "2026-11-20"),
     ("yesterday", "--11-17", "2026-11-17"), ("24.11.1980", "1980-11-24", "1980-11-24"),
     ("3 months", "--02-18", "2027-02-18")],
)  # fmt: skip
def test_a_day_without_its_year_stays_without_it(typed: str, birthday: str, launch: str) -> None:
    for yearly, expected in ((True, birthday), (False, launch)):
        kept = read_yearly(typed, today=TODAY, direction="ahead", yearly=yearly)
        assert str(kept) == expected


def test_a_time_is_read_with_the_zone_it_is_typed_with_and_without_one_where_it_has_none() -> None:
    assert read_moment("yesterday", today=TODAY) == date(2026, 11, 17)
    assert read_moment("2026-11-01T08:30", today=TODAY) == datetime(2026, 11, 1, 8, 30)  # noqa: DTZ001
    with_zone = read_moment("2026-11-01T08:30+01:00", today=TODAY)
    assert with_zone.isoformat() == "2026-11-01T08:30:00+01:00"
    with pytest.raises(UsageError):
        read_moment("2026-11-01T99:30", today=TODAY)


def test_since_is_never_ahead() -> None:
    assert read_since("3 months", today=TODAY) == date(2026, 8, 18)
    assert read_since("today", today=TODAY) == TODAY
    with pytest.raises(UsageError, match="lies ahead"):
        read_since("tomorrow", today=TODAY)


@pytest.mark.parametrize(
    ("zone", "typed", "utc"),
    [
        ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25T01:30"),  # comes twice: the second
        ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29T01:30"),  # skipped: 03:30 in summer time
        ("America/New_York", "2026-11-01 01:15", "2026-11-01T06:15"),
        ("America/New_York", "2026-03-08 02:15", "2026-03-08T07:15"),
        ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04T15:15"),  # half an hour back
        ("Asia/Kolkata", "2026-03-01 14:00", "2026-03-01T08:30"),
        ("Asia/Tokyo", "2026-03-01", "2026-03-01T14:59:59"),
        ("America/Los_Angeles", "2026-03-01", "2026-03-02T07:59:59"),
        ("America/Santiago", "2026-04-04", "2026-04-05T03:59:59"),  # its last hour comes twice
    ],
)
def test_a_time_without_a_zone_is_on_the_clocks_given(zone: str, typed: str, utc: str) -> None:
    moment = moment_on_clocks(read_moment(typed, today=TODAY), ZoneInfo(zone))
    assert moment.astimezone(UTC) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "days"),
    [("30d", 30), ("6w", 42), ("6 weeks", 42), ("3m", 90), ("3 months", 90), ("a year", 365),
     ("10", 10), ("every two weeks", 14), ("monthly", 30), ("quarterly", 91), ("half a year", 180),
     ("a fortnight", 14), ("each week", 7)],
)  # fmt: skip
def test_a_gap_is_read_as_it_is_typed(typed: str, days: int) -> None:
    assert read_span(typed).days == days


@pytest.mark.parametrize("typed", ["", "often", "0d", "friday", "2026-11-24", "m", "3 moons"])
def test_what_is_no_span_is_an_error_that_shows_what_can_be_typed(typed: str) -> None:
    with pytest.raises(UsageError, match="write 90d, 2w, 3 months or 1y"):
        read_span(typed)


def test_a_weekday_and_a_day_of_the_month_are_read_for_a_schedule() -> None:
    weekdays = [
        read_weekday(word, today=TODAY) for word in ("monday", "Fri", "Sundays", "24.11.2026")
    ]
    assert weekdays == [0, 4, 6, 1]
    typed = ("31", "the 12th", "1st", "24.11.2026", "end of the month", "on the 3rd")
    assert [read_month_day(word, today=TODAY) for word in typed] == [31, 12, 1, 24, 31, 3]
    with pytest.raises(UsageError, match="31, the 12th or end of the month"):
        read_month_day("friday", today=TODAY)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_every_written_day_is_read_back_by_options_too(day: date) -> None:
    for text in (day.isoformat(), f"{day:%d %B %Y}", f"{day:%B %d, %Y}", f"{day:%d.%m.%Y}"):
        assert read_day(text, today=TODAY, direction="past") == day
        assert read_day(text, today=TODAY, direction="ahead") == day


@given(st.text(max_size=12))
def test_no_text_is_today_by_mistake(text: str) -> None:
    """What reads as today says so, or is its date, or a span of no length."""
    try:
        day = read_day(text, today=TODAY, direction="past")
    except UsageError:
        return
    said = any(part in text.casefold() for part in ("2026", "now", "to", "18", "0", "this", "nov"))
    assert day != TODAY or said
