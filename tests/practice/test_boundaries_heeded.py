"""Whoever asked for something, or said no, is proposed nothing against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.events import Fact, Introduction, Need, Offer, Step, event_id

if TYPE_CHECKING:
    from tests.practice.conftest import Circle


def _boundary(circle: Circle, text: str) -> None:
    """Ann and Bo would be a perfect pair, both fading; Ann said something."""
    ann, bo = circle.person("Ann Lee"), circle.person("Bo Ray")
    for name in ("Ann Lee", "Bo Ray"):
        circle.in_touch(name, 100, 110, 120, 130, 140)
    circle.told(
        Need(circle.ago(90), ann, "a patent lawyer"),
        Offer(circle.ago(90), bo, "patent lawyer"),
        Fact(circle.ago(80), ann, "boundary", text, "typed"),
    )


def test_who_asked_for_no_introductions_is_in_none(circle: Circle) -> None:
    _boundary(circle, "please no introductions")

    assert circle.ask("introduce", code=1)["results"] == []
    assert circle.ask("introduce", "Bo", code=1)["results"] == []
    assert "please no introductions" in circle.ask("introduce", "Ann", code=1)["notes"][0]
    assert circle.run("intro", "Ann", "Bo", "--draft")[0] == 1
    assert not {"need", "introduction"} & {one["kind"] for one in circle.rows("today", "--peek")}


def test_not_before_a_day_leaves_somebody_in_peace_until_it(circle: Circle) -> None:
    _boundary(circle, "not before 1 December")

    names = {one["person"]["name"] for one in circle.rows("today", "--peek")}
    assert names == {"Bo Ray"}
    assert circle.run("today", "--for", "Ann")[0] == 1
    assert circle.ask("introduce", code=1)["results"] == []
    assert circle.rows("stalls", "Ann")[0]["next_act"] == (
        "leave Ann in peace before 1 December 2026: they asked for it"
    )
    assert circle.rows("brief", "Ann")[0]["act"] is None
    circle.now = circle.now.replace(month=12, day=2)
    assert "Ann Lee" in {one["person"]["name"] for one in circle.rows("today", "--peek")}


def test_not_by_phone_is_a_caution_beside_every_advice(circle: Circle) -> None:
    _boundary(circle, "not by phone")

    caution = ["asked: not by phone"]
    advice = [
        *(one for one in circle.rows("today", "--peek") if one["person"]["name"] == "Ann Lee"),
        *circle.rows("today", "--for", "Ann"),
        *circle.rows("stalls", "Ann"),
        *circle.rows("brief", "Ann"),
    ]
    assert len(advice) >= 4
    assert all(one["cautions"] == caution for one in advice)
    assert circle.rows("introduce")[0]["cautions"] == ["Ann Lee asked: not by phone"]


def test_a_dormant_tie_that_asked_for_no_contact_is_left_out(circle: Circle) -> None:
    circle.in_touch("Ann Lee", 700, 710, 720, 730)
    circle.told(Fact(circle.ago(600), circle.person("Ann Lee"), "boundary", "do not contact me"))

    assert circle.ask("reconnect", code=1)["results"] == []
    assert circle.ask("today", code=1)["results"] == []


def test_who_asked_for_no_introductions_is_no_way_to_somebody(circle: Circle) -> None:
    from netkit.model.events import Acquaintance

    ann, zoe = circle.person("Ann Lee"), circle.person("Zoe Kay")
    circle.in_touch("Ann Lee", 5, 10, 15)
    circle.told(Acquaintance(circle.ago(50), ann, zoe, "worked together", 0.9, seen=True))
    through_ann = [len(one["path"]) for one in circle.rows("reach", "Zoe")]
    circle.told(Fact(circle.ago(4), ann, "boundary", "no introductions"))

    assert 3 in through_ann
    assert [len(one["path"]) for one in circle.rows("reach", "Zoe")] == [2]


def test_a_declined_introduction_is_not_proposed_again(circle: Circle) -> None:
    _boundary(circle, "likes tea")
    ann, bo = circle.person("Ann Lee"), circle.person("Bo Ray")
    assert len(circle.rows("introduce")) == 1
    tried = Introduction(circle.ago(30), circle.me, ann, bo)
    circle.told(tried, Step(circle.ago(20), event_id(tried), "declined"))

    assert circle.ask("introduce", code=1)["results"] == []
