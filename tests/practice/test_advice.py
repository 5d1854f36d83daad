"""The field's advice, row by row: each shown on a few people, the answer worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netkit.model.events import (
    Fact,
    Favour,
    Introduction,
    Milestone,
    Moment,
    Need,
    Offer,
    Promise,
    Step,
    event_id,
)
from netkit.model.when import PartialDate

if TYPE_CHECKING:
    from tests.practice.conftest import Circle


def test_listen_and_remember_facts_come_back_in_the_brief_with_day_and_source(
    circle: Circle,
) -> None:
    ann = circle.person("Ann Lee")
    circle.told(Fact(circle.ago(10), ann, "family", "daughter Ida starts school", "typed"))

    [brief] = circle.rows("brief", "Ann")

    assert brief["remember"] == ["10 Nov 2026, family: daughter Ida starts school (typed)"]
    assert brief["question"] == "How is it going with this: “daughter Ida starts school”?"


def test_a_cheap_act_of_value_is_proposed_with_its_reason(circle: Circle) -> None:
    """Ann needs what Bo offers: to me it is one message, to her a patent lawyer."""
    ann, bo = circle.person("Ann Lee"), circle.person("Bo Ray")
    circle.in_touch("Ann Lee", 40, 60, 80)
    circle.in_touch("Bo Ray", 30, 50, 70)
    circle.told(
        Need(circle.ago(20), ann, "a patent lawyer"), Offer(circle.ago(19), bo, "patent lawyer")
    )

    [act] = circle.rows("today", "--for", "Ann")
    [brief] = circle.rows("brief", "Ann")
    kinds = {one["kind"] for one in circle.rows("today")}

    assert act["text"] == "offer Ann Lee an introduction to Bo Ray"
    assert (
        act["because"][0]["text"]
        == "Ann Lee needs “a patent lawyer”, Bo Ray offers “patent lawyer”"
    )
    assert brief["act"]["text"] == act["text"]
    assert "need" in kinds


def _ball_dropped(circle: Circle) -> None:
    circle.in_touch("Ann Lee", 60, 70, 80, 90)
    circle.wrote("Ann Lee", "Mia Moss", 30, text="Can you send me the notes?")


def _stepping_back(circle: Circle) -> None:
    circle.in_touch("Ann Lee", 60, 70, 80, 90)
    circle.wrote("Mia Moss", "Ann Lee", 40, 20)
    circle.told(Moment(circle.ago(50), circle.person("Ann Lee"), "push-away", "too busy for calls"))


def _mismatched(circle: Circle) -> None:
    ann = circle.person("Ann Lee")
    circle.in_touch("Ann Lee", 10, 20, 30)
    circle.told(
        Need(circle.ago(60), ann, "a patent lawyer"),
        Favour(circle.ago(40), circle.me, ann, "article", "ten habits of founders"),
    )


def _cooling(circle: Circle) -> None:
    circle.in_touch("Ann Lee", 200, 210, 220, 230, 240)


def _nothing_known(circle: Circle) -> None:
    circle.in_touch("Ann Lee", 5, 12, 19)


@pytest.mark.parametrize(
    ("story", "verdict", "act"),
    [
        (_ball_dropped, "you dropped the ball", "answer Ann now; a short sorry is enough"),
        (
            _stepping_back,
            "they step back",
            "one light word that needs no answer; then let Ann come to you",
        ),
        (
            _mismatched,
            "mismatch",
            "ask Ann whether “a patent lawyer” is still open, and bring somebody who can help",
        ),
        (
            _cooling,
            "cooling by itself",
            "write Ann first, about something of theirs, and ask for nothing",
        ),
        (
            _nothing_known,
            "unknown",
            "nothing needs mending: go on as you and Ann do",
        ),
    ],
)
def test_a_stall_is_told_apart_by_what_happened(
    circle: Circle, story: object, verdict: str, act: str
) -> None:
    story(circle)  # type: ignore[operator]

    [stall] = circle.rows("stalls", "Ann")

    assert (stall["verdict"], stall["next_act"]) == (verdict, act)
    assert stall["because"][0]["text"]


def test_after_three_unanswered_messages_the_advice_is_to_stop_and_wait(circle: Circle) -> None:
    circle.in_touch("Ann Lee", 60, 70, 80, 90)
    circle.wrote("Mia Moss", "Ann Lee", 40, 20, 10)
    circle.in_touch("Bo Ray", 5, 15)

    [stall] = circle.rows("stalls", "--unanswered")

    assert (stall["person"]["name"], stall["unanswered"]) == ("Ann Lee", 3)
    assert (
        stall["next_act"]
        == "stop and wait until 30 November 2026: 3 messages are enough; the next word is Ann’s"
    )


def test_a_missed_promise_leads_to_a_repair_that_a_later_kept_one_closes(circle: Circle) -> None:
    ann = circle.person("Ann Lee")
    missed = Promise(circle.ago(40), circle.me, ann, "the paper", PartialDate(2026, 10, 20))
    circle.told(missed, Step(circle.ago(20), event_id(missed), "missed"))

    [stall] = circle.rows("stalls", "Ann")
    [row] = circle.rows("promises")
    [act] = circle.rows("today", "--peek")
    small = Promise(circle.ago(10), circle.me, ann, "two lines on it", PartialDate(2026, 11, 12))
    circle.told(small, Step(circle.ago(9), event_id(small), "kept"))

    assert stall["next_act"] == "say sorry once, plainly; promise Ann something small and keep it"
    assert row["next_step"] == "say sorry once, plainly, and give Ann something small and certain"
    assert act["text"] == "repair what you promised Ann Lee and missed: the paper"
    assert circle.ask("promises", code=1)["results"] == []
    assert circle.rows("stalls", "Ann")[0]["verdict"] == "unknown"


def test_a_series_keeps_context_decisions_and_the_next_step(circle: Circle) -> None:
    circle.person("Ann Lee")
    pilot = ("--topic", "pilot")
    circle.run("note", "Ann", "a pilot with two clinics", *pilot, "--next", "send the plan")
    circle.run("note", "Ann", "start in May: the grant comes then", *pilot, "--next", "budget")

    [brief] = circle.rows("brief", "Ann")

    assert brief["threads"] == [
        "pilot · a pilot with two clinics · decided 20 Nov 2026: start in May: the grant comes"
        " then · next: budget"
    ]


def test_two_favours_against_one_are_no_imbalance_and_nobody_is_in_debt(circle: Circle) -> None:
    ann, me = circle.person("Ann Lee"), circle.me
    circle.told(
        Favour(circle.ago(30), ann, me, "advice"),
        Favour(circle.ago(20), ann, me, "review", value=2),
        Favour(circle.ago(10), me, ann, "article"),
    )

    [row] = circle.rows("balance", "Ann")

    assert row["verdict"] == "too few to say"
    assert row["next_act"] == "thank Ann for the review of October 2026"
    low, high = row["favours"]["interval"]
    assert low < 0.5 < high
    assert "owe" not in json_text(row)
    assert "debt" not in json_text(row)


def json_text(row: object) -> str:
    return str(row).casefold()


def test_writing_only_when_something_is_needed_is_said_gently(circle: Circle) -> None:
    ann = circle.person("Ann Lee")
    circle.told(
        *(Favour(circle.ago(d), ann, circle.me, "advice", asked=True) for d in (90, 60, 30))
    )

    [row] = circle.rows("balance", "--only-asks")

    assert row["person"]["name"] == "Ann Lee"
    assert row["text"].endswith("write once without a wish")


def test_keep_your_word_and_say_thanks_come_before_the_rest(circle: Circle) -> None:
    ann, bo = circle.person("Ann Lee"), circle.person("Bo Ray")
    circle.told(
        Promise(circle.ago(3), circle.me, ann, "the paper", PartialDate(2026, 11, 22)),
        Favour(circle.ago(2), bo, circle.me, "review", "of my talk"),
    )

    acts = circle.rows("today")

    assert [one["text"] for one in acts] == [
        "keep your promise to Ann Lee: the paper by 22 November",
        "thank Bo Ray for the review: of my talk",
    ]


@pytest.mark.parametrize(
    ("date", "now", "said"),
    [
        ("--11-24", (2026, 11, 20), "birthday on 24 November"),
        ("1992-02-29", (2027, 2, 25), "birthday on 28 February"),
        ("1992-02-29", (2028, 2, 25), "birthday on 29 February"),
        ("2020-11-21", (2026, 11, 20), "birthday on 21 November"),
    ],
)
def test_milestones_come_round_without_a_year_and_in_leap_years(
    circle: Circle, date: str, now: tuple[int, int, int], said: str
) -> None:
    circle.told(
        Milestone(circle.ago(99), circle.person("Ann Lee"), "birthday", PartialDate.parse(date))
    )
    circle.now = circle.now.replace(year=now[0], month=now[1], day=now[2])

    assert [one["text"] for one in circle.rows("today")] == [f"a word for Ann Lee: {said}"]


def test_a_milestone_without_a_day_is_never_proposed(circle: Circle) -> None:
    circle.told(
        Milestone(circle.ago(9), circle.person("Ann Lee"), "launch", PartialDate.parse("2026-11"))
    )

    assert circle.ask("today", code=1)["results"] == []


def test_a_dormant_tie_comes_back_with_a_hook_from_the_past(circle: Circle) -> None:
    """Bo was as close as Ann, but Ann has what I look for: she comes first."""
    ann = circle.person("Ann Lee")
    for name in ("Ann Lee", "Bo Ray"):
        circle.in_touch(name, 700, 710, 720, 730)
    circle.wrote("Bo Ray", "Mia Moss", 699, text="see you in Porto")
    circle.told(
        Need(circle.ago(5), circle.me, "a translator"), Offer(circle.ago(800), ann, "translation")
    )

    first, second = circle.rows("reconnect")

    assert first["person"]["name"] == "Ann Lee"
    assert first["hook"] == "“translation” meets your “a translator”"
    assert second["hook"] == "the last word between you was “see you in Porto”"


def test_a_favour_after_the_last_message_is_the_last_between_you(circle: Circle) -> None:
    """Bo's favour is older than our last message: of him the words of that message stand."""
    ann, bo = circle.person("Ann Lee"), circle.person("Bo Ray")
    for name in ("Ann Lee", "Bo Ray"):
        circle.in_touch(name, 700, 710, 720, 730)
        circle.wrote(name, "Mia Moss", 699, text="see you in Porto")
    circle.told(
        Favour(circle.ago(20), ann, circle.me, "advice", "on the lease", 2),
        Favour(circle.ago(705), bo, circle.me, "loan", "", 2),
    )

    rows = {row["person"]["name"]: row for row in circle.rows("reconnect")}

    favour = "a favour (advice) on 31 October 2026"
    assert rows["Ann Lee"]["hook"] == f"the last between you was {favour}"
    assert rows["Ann Lee"]["because"][-1]["text"].endswith(
        f"no message for 23 months; since then {favour}"
    )
    assert rows["Bo Ray"]["hook"] == "the last word between you was “see you in Porto”"
    assert "since then" not in rows["Bo Ray"]["because"][-1]["text"]


def test_a_step_of_an_introduction_is_the_last_between_you(circle: Circle) -> None:
    ann, bo = circle.person("Ann Lee"), circle.person("Bo Ray")
    circle.in_touch("Ann Lee", 700, 710, 720, 730)
    made = Introduction(circle.ago(40), circle.me, ann, bo)
    circle.told(made, Step(circle.ago(30), event_id(made), "made"))

    [row] = circle.rows("reconnect")

    assert row["hook"] == "the last between you was an introduction (made) on 21 October 2026"


def test_your_tie_with_somebody_introduced_tells_of_a_later_favour(circle: Circle) -> None:
    """Ann thanked nobody and did nothing since our last contact: nothing is added of her."""
    ann, bo = circle.person("Ann Lee"), circle.person("Bo Ray")
    circle.in_touch("Ann Lee", 40, 60, 80)
    circle.in_touch("Bo Ray", 185, 190, 200)
    circle.told(
        Need(circle.ago(20), ann, "a patent lawyer"),
        Offer(circle.ago(19), bo, "patent lawyer"),
        Favour(circle.ago(50), ann, circle.me, "loan", "", 2),
        Favour(circle.ago(20), circle.me, bo, "advice", "on the lease", 2),
    )

    [pair] = circle.rows("introduce")

    [standing] = [one["text"] for one in pair["because"] if one["kind"] == "standing"]
    assert "Ann Lee: last contact 40 days ago" in standing
    assert "Bo Ray: last contact 185 days ago" in standing
    assert standing.count("since then") == 1
    assert "since then a favour (advice) on 31 October 2026" in standing.partition("Bo Ray")[2]
