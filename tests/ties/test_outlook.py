"""The outlook of a tie: fading, weakening, growing, steady, or too few to say."""

import random

import numpy as np
import pytest

from netkit.ties import Network
from netkit.ties import outlook as rules
from netkit.ties.contact_days import contact_days
from netkit.ties.outlook import TRENDS, may_fade, outlook
from netkit.ties.outlook_columns import outlook_columns, trends
from netkit.ties.owner_clock import clock_of_contacts, owner_clock
from netkit.ties.rhythm import Rhythm

MONTHLY = [30 * month for month in range(13)]  # the last on day 360


def test_a_silence_of_1_9_times_the_usual_gap_is_not_yet_out_of_the_ordinary() -> None:
    assert outlook(MONTHLY, 360 + 57).trend == "steady"
    assert outlook(MONTHLY, 360 + 58).trend == "fading"


def test_a_silence_under_a_fortnight_is_never_out_of_the_ordinary() -> None:
    daily = range(100)
    assert outlook(daily, 99 + 14).trend == "steady"
    assert outlook(daily, 99 + 15).trend == "fading"


def test_below_three_gaps_there_is_too_little_to_say() -> None:
    view = outlook([0, 30, 60], 600)
    assert (view.trend, view.rhythm, view.words) == ("too few", None, "too few to say")
    assert outlook([0, 30, 60, 90], 600).trend == "fading"


def test_one_long_pause_among_mails_of_a_week_is_no_rhythm() -> None:
    assert outlook([0, 1, 2, 3, 400, 401, 402], 1500).trend == "too few"


def test_mails_of_a_few_days_on_end_are_one_conversation() -> None:
    assert outlook([0, 1, 2, 3, 4], 60).trend == "too few"
    assert outlook([0, 5, 10, 15], 60).trend == "fading"


def test_the_owners_holiday_makes_nobody_fade() -> None:
    weekly = [day for day in range(0, 360, 7)]
    busy = {day: 4 for day in range(360)}
    assert outlook(weekly, 357 + 28, owner_clock(busy, 357 + 28)).trend == "steady"
    assert outlook(weekly, 357 + 28).trend == "fading"


def test_a_monthly_tie_that_comes_every_ten_weeks_now_is_weakening_before_it_fades() -> None:
    slower = [*MONTHLY, 360 + 70, 360 + 140, 360 + 210]
    assert outlook(slower, 360 + 215).trend == "weakening"


def test_a_tie_that_became_weekly_is_growing() -> None:
    assert outlook([*MONTHLY, *range(367, 550, 7)], 550).trend == "growing"


@pytest.mark.parametrize("usual", [7, 30, 60, 120])
def test_regular_ties_are_steady_at_every_moment_before_they_are_overdue(usual: int) -> None:
    rng = random.Random(usual)
    ringed = looks = 0
    for _ in range(40):
        day, days = 0.0, [0]
        while day < 1000:
            day += usual * rng.uniform(0.75, 1.25)
            days.append(round(day))
        for now in range(560, 1000, 20):
            looks += 1
            ringed += outlook(days, now).trend in ("fading", "weakening")
    assert ringed <= 0.05 * looks


def test_a_wish_takes_the_place_of_what_was_learnt() -> None:
    wish = Rhythm(7.0, 7.0, 7.0, 0, 0.0, wish="person", longest_days=14.0)
    view = outlook(MONTHLY, 360 + 15, wish=wish)
    assert (view.trend, view.words) == ("fading", "every week, as you wish")
    assert outlook([0], 15, wish=wish).trend == "fading"  # even of a tie with a single contact


def test_days_after_now_are_not_seen() -> None:
    assert outlook([*MONTHLY, 900], 500) == outlook(MONTHLY, 500)


def _invented_network(rng: random.Random) -> Network:
    days: list[int] = []
    people: list[str] = []
    for number in range(150):
        usual, day, pace = rng.choice((1, 7, 30, 90)), rng.randint(0, 100), 1.0
        end = rng.choice((1200, 1200, 700))
        while day < end and not (number % 15 == 0 and day > 150):
            people.append(f"p{number}")
            days.append(day)
            pace = (1.0, 3.0, 0.3)[number % 3] if day > 800 else 1.0
            day += max(round(rng.gammavariate(4, usual * pace / 4)), 1)
    seconds = [day * 86_400 for day in days]
    return Network.from_events(["me"] * len(days), people, seconds, as_of=1200 * 86_400)


def test_a_whole_network_is_judged_as_each_of_its_ties() -> None:
    contacts = contact_days(_invented_network(random.Random(11)))
    clock = clock_of_contacts(contacts)
    columns = outlook_columns(contacts, clock)
    trends = set()
    for tie in range(len(contacts.start) - 1):
        days = contacts.day[contacts.start[tie] : contacts.start[tie + 1]]
        view = outlook(days.tolist(), contacts.now, clock)
        trends.add(view.trend)
        assert TRENDS[columns.trend[tie]] == view.trend
        assert columns.counted_days[tie] == pytest.approx(view.counted_days)
        usual = view.rhythm.usual_days if view.rhythm else np.nan
        assert columns.usual_days[tie] == pytest.approx(usual, nan_ok=True)
    assert trends == set(TRENDS)


def test_the_trends_of_many_ties_at_once_are_those_of_each_alone() -> None:
    ties = [MONTHLY, [], [3], range(0, 361, 30), [*range(0, 300, 30), *range(300, 360, 5)], [900]]
    for now in (0, 100, 374, 450):
        assert trends(ties, now) == [outlook(days, now).trend for days in ties]


def test_raising_the_limit_here_alone_lets_a_network_and_a_tie_be_steady(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    net = Network.from_events(
        ["me"] * 13, ["pat"] * 13, [day * 86_400 for day in MONTHLY], as_of=430 * 86_400
    )
    contacts = contact_days(net)
    assert TRENDS[outlook_columns(contacts).trend[0]] == outlook(MONTHLY, 430).trend == "fading"
    monkeypatch.setattr(rules, "TIMES_USUAL", 4.0)
    assert TRENDS[outlook_columns(contacts).trend[0]] == outlook(MONTHLY, 430).trend == "steady"


def test_whoever_cannot_fade_at_a_glance_does_not_at_a_closer_look() -> None:
    chance, spared = random.Random(5), 0
    for _ in range(3_000):
        gap = chance.choice((1, 3, 7, 30, 90))
        count = chance.randint(1, 30)
        days = sorted({chance.randint(0, gap * count) for _ in range(count)})
        now = days[-1] + chance.choice((0.5, 1.5, 3, 8)) * gap
        busy = chance.sample(range(gap * count + 1), min(20, gap * count))
        clock = owner_clock(dict.fromkeys(busy, 1.0), now)
        if not may_fade(days, now):
            spared += 1
            assert outlook(days, now, clock).trend != "fading"
    assert spared > 1_000


def test_a_silence_is_news_a_little_after_it_is_out_of_the_ordinary() -> None:
    """Monthly: out of the ordinary after 57 days, news after 76."""
    monthly = range(0, 361, 30)
    views = {silent: outlook(monthly, 360 + silent) for silent in (57, 66, 76, 77, 90)}
    assert [view.trend == "fading" for view in views.values()] == [False, True, True, True, True]
    assert [view.fell_silent for view in views.values()] == [False, False, False, True, True]


def test_a_wish_that_is_not_kept_is_news_at_once() -> None:
    wish = Rhythm(30.0, 30.0, 30.0, 0, 0.0, wish="person", longest_days=60.0)
    assert outlook([0, 30], 91, wish=wish).fell_silent


@pytest.mark.parametrize("period", [7, 10, 14, 21, 30, 45, 60, 90, 120])
def test_a_regular_tie_is_never_fading_nor_weakening_on_any_day(period: int) -> None:
    """Kept to the day, or a fifth early or late in turn, from the fourth gap on."""
    shifts = (0.0, 0.2, -0.2, 0.1, -0.1, 0.2, 0.0, -0.2)
    for sway in (0.0, 1.0):
        days = [round(period * (number + sway * shifts[number % 8])) for number in range(14)]
        for now in range(days[4], days[-1]):
            seen = [day for day in days if day <= now]
            assert outlook(seen, now).trend not in {"fading", "weakening"}, (period, sway, now)
