"""`netkit log`: one line becomes everything it says, and one undo takes it back."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from netkit.model.events import Interaction
from netkit.store import open_store

if TYPE_CHECKING:
    import pytest

    from tests.practice.conftest import Circle

LINE = (
    "yesterday: lunch with Ann and Bo, Ann needs a patent lawyer, promised Bo the paper by Friday,"
    " Bo's daughter starts school"
)


def people(circle: Circle, *names: str) -> None:
    for name in names:
        circle.person(name)


def test_one_line_makes_the_interaction_the_need_the_promise_and_the_fact(circle: Circle) -> None:
    people(circle, "Ann Lee", "Bo Ray")

    answer = circle.ask("log", LINE)

    assert [row["event"] for row in answer["results"]] == [
        "interaction", "acquaintance", "need", "promise", "fact",
    ]  # fmt: skip
    assert all(row["source"] == "typed" for row in answer["results"])
    lunch, together, _, promise, _ = answer["results"]
    assert together["evidence"] == "both at a meeting of 3 people"
    assert lunch["at"].startswith("2026-11-19")
    assert lunch["channel"] == "meeting"
    assert promise["due"] == "2026-11-20"  # it is typed on a Friday: that day is meant
    assert circle.rows("promises")[0]["text"] == "the paper"


def test_it_shows_what_it_understood(circle: Circle) -> None:
    people(circle, "Ann Lee", "Bo Ray")

    _, out, _ = circle.run("log", LINE)

    assert out.splitlines() == [
        "  on Thursday 19 November 2026",
        "  lunch with Ann Lee, Bo Ray",
        "  Ann Lee needs: a patent lawyer",
        "  you promised Bo Ray: the paper, by Friday 20 November 2026",
        "  Bo Ray, family: daughter starts school",
        "recorded; 'netkit undo' takes it back",
    ]


def test_one_undo_takes_all_of_it_back(circle: Circle) -> None:
    people(circle, "Ann Lee", "Bo Ray")
    before = digest(circle)

    circle.run("log", LINE)
    assert digest(circle) != before
    circle.run("undo")

    assert digest(circle) == before


def digest(circle: Circle) -> str:
    store = open_store(str(circle.file))
    try:
        return store.digest()
    finally:
        store.close()


def test_a_new_name_is_offered_never_silently_made(circle: Circle) -> None:
    before = digest(circle)

    code, out, err = circle.run("log", "coffee with Zed Quill")

    assert (code, out, digest(circle)) == (2, "", before)
    assert "Nobody is called Zed Quill; add them?" in err
    assert "  new: Zed Quill" in circle.run("log", "--yes", "coffee with Zed Quill")[1]
    assert circle.rows("person", "Zed Quill")[0]["person"]["name"] == "Zed Quill"


def test_a_first_name_of_two_is_settled_by_whom_i_meet_together(circle: Circle) -> None:
    """Both Anns wrote me as often; with Bo I met Ann Roe three times."""
    circle.in_touch("Ann Lee", 10, 20, 30)
    circle.in_touch("Ann Roe", 10, 20, 30)
    roe, bo = circle.person("Ann Roe"), circle.person("Bo Ray")
    circle.told(
        *(Interaction(circle.ago(day), "meeting", circle.me, (roe, bo)) for day in (40, 50, 60))
    )

    code, out, _ = circle.run("log", "lunch with Ann and Bo")

    assert code == 0
    assert "Ann is Ann Roe (together with Bo Ray 3 times" in out
    assert "lunch with Ann Roe, Bo Ray" in out


def test_two_who_fit_alike_are_asked_about_on_a_terminal(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(circle, "Ann Lee", "Ann Roe")

    class Terminal:
        def isatty(self) -> bool:
            return True

        def readline(self, *_: object) -> str:
            return "2\n"

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "2")
    code, out, err = circle.run("log", "coffee with Ann")

    assert code == 0
    assert "1  Ann Lee" in err
    assert "coffee with Ann Roe" in out


def test_none_of_two_who_fit_alike_keeps_the_line_as_a_note(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(circle, "Ann Lee", "Ann Roe", "Bo Ray")

    class Terminal:
        def isatty(self) -> bool:
            return True

        def readline(self, *_: object) -> str:
            return "0\n"

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "0")
    code, out, err = circle.run("log", "coffee with Ann and Bo")

    assert code == 0
    assert "Ann is none of them: kept as a note on Bo Ray" in err
    assert "kept as a note on Bo Ray: coffee with Ann and Bo" in out


def test_a_script_is_told_when_two_fit_alike(circle: Circle) -> None:
    people(circle, "Ann Lee", "Ann Roe")

    code, _, err = circle.run("log", "--yes", "coffee with Ann")

    assert code == 2
    assert "Ann Lee" in err
    assert "Ann Roe" in err


def test_what_is_still_to_come_is_kept_as_ahead_and_is_no_contact_yet(circle: Circle) -> None:
    people(circle, "Ann Lee")

    answer = circle.ask("log", "tomorrow: coffee with Ann Lee")

    assert [row["event"] for row in answer["results"]] == ["milestone"]
    assert answer["results"][0]["date"] == "2026-11-21"
    assert answer["understood"][-1] == "ahead, on Saturday 21 November 2026: coffee with Ann Lee"


def test_thanks_settle_the_last_favour(circle: Circle) -> None:
    from netkit.model.events import Favour

    circle.told(Favour(circle.ago(5), circle.person("Ann Lee"), circle.me, "review"))
    assert [one["kind"] for one in circle.rows("today", "--peek")] == ["thanks"]

    circle.run("log", "thanked Ann Lee for the review")

    assert circle.ask("today", "--peek", code=1)["results"] == []


def test_a_line_that_names_nobody_is_refused(circle: Circle) -> None:
    assert circle.run("log", "--yes", "it rained all day")[0] == 2


def test_a_moved_meeting_takes_the_place_of_the_planned_one_and_undo_brings_that_back(
    circle: Circle,
) -> None:
    people(circle, "Ann Lee", "Bo Ray")
    circle.run("log", "lunch with Bo on Wednesday 25 November")

    _, moved, _ = circle.run("log", "moved the lunch with Bo from Wednesday to Friday")
    assert "lunch with Bo Ray, moved from Wednesday 25 November 2026" in moved
    assert "27 November" in circle.run("milestones")[1]

    circle.run("log", "called Ann")
    [number] = [
        line.split()[0] for line in circle.run("history")[1].splitlines() if "moved the" in line
    ]
    circle.run("undo", str(number))
    assert "25 November" in circle.run("milestones")[1]
    assert "27 November" not in circle.run("milestones")[1]


def test_a_wife_on_record_is_meant_by_her_first_name_and_a_namesake_is_not(
    circle: Circle,
) -> None:
    people(circle, "Bo Ray", "Lisa Brandt")

    _, first, _ = circle.run("log", "dinner with Bo and his wife Lisa", "--yes")
    _, second, _ = circle.run("log", "lunch with Bo and his wife Lisa", "--yes")
    _, sister, _ = circle.run("log", "lunch with Bo and his sister Lisa", "--yes")

    assert "new: Lisa (not Lisa Brandt)" in first
    assert "new:" not in second
    assert "new: Lisa" in sister
