"""Looking back and mending: time line, history, edit, remove, undo by number, redo."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from netkit.model.events import Favour, Note, Promise, ToldIntroduction
from netkit.store import open_store

if TYPE_CHECKING:
    from tests.practice.conftest import Circle


@pytest.fixture
def told(circle: Circle) -> Circle:
    """Ann (Acme): messages, a note, a promise of mine that was kept, a favour; all typed."""
    circle.person("Ann Lee", work="Acme", title="Engineer")
    circle.person("Bo Ray")
    for line in (
        "yesterday: lunch with Ann Lee about the gripper",
        "promised Ann Lee the paper by Friday",
        "Ann Lee likes green tea",
    ):
        circle.now += timedelta(minutes=1)
        assert circle.run("log", line)[0] == 0
    return circle


def entries(circle: Circle, *words: str) -> list[Any]:
    return circle.rows("timeline", *words, "--limit", "0")


def number_of(circle: Circle, text: str) -> str:
    rows = entries(circle, "Ann Lee")
    [row] = [row for row in rows if text in row["text"] and row["kind"] != "step"]
    return str(row["number"])


def state(circle: Circle) -> str:
    store = open_store(str(circle.file))
    try:
        return store.digest()
    finally:
        store.close()


def test_a_time_line_tells_every_kind_newest_first(told: Circle) -> None:
    told.run("promise", "--kept", "paper")
    rows = entries(told, "Ann", "Lee")
    kinds = [row["kind"] for row in rows]
    assert [row["at"] for row in rows] == sorted((row["at"] for row in rows), reverse=True)
    assert {"meeting", "promise", "step", "job"} <= set(kinds)
    assert any("gripper" in row["text"] for row in rows)
    assert any("Engineer at Acme" in row["text"] for row in rows)
    assert all(row["people"] for row in rows)


def test_a_step_says_of_what_it_is_one(told: Circle) -> None:
    told.run("promise", "--kept", "paper")
    [step] = [row for row in entries(told, "Ann", "Lee") if row["kind"] == "step"]
    assert step["text"].startswith("kept — ")
    assert "promised Ann Lee: the paper" in step["text"]
    assert "Ann Lee" in {person["name"] for person in step["people"]}


def test_what_a_message_only_tells_of_an_introduction_is_no_entry(told: Circle) -> None:
    ann, bo = told.person("Ann Lee"), told.person("Bo Ray")
    told.told(ToldIntroduction(told.ago(3), ann, ann, bo, ann, "Bo introduced us."))
    assert not [row for row in entries(told, "Ann Lee") if "introduc" in row["kind"]]


def test_numbers_stay_from_one_call_to_the_next(told: Circle) -> None:
    before = {row["id"]: row["number"] for row in entries(told, "Ann Lee")}
    told.run("log", "two weeks ago: called Ann Lee")
    after = {row["id"]: row["number"] for row in entries(told, "Ann Lee")}
    assert before.items() < after.items()
    assert len(set(after.values())) == len(after)


def test_a_time_line_of_a_span_tells_of_everybody(told: Circle) -> None:
    told.run("log", "yesterday: lunch with Bo Ray")
    rows = entries(told, "--since", "1w")
    assert {"Ann Lee", "Bo Ray"} <= {p["name"] for row in rows for p in row["people"]}
    told.told(Note(told.ago(100), told.person("Bo Ray"), "old news"))
    assert not [row for row in entries(told, "--since", "1w") if "old news" in row["text"]]
    assert [row for row in entries(told, "--since", "1y") if "old news" in row["text"]]


def test_a_time_line_says_when_it_is_cut(told: Circle) -> None:
    _, out, err = told.run("timeline", "Ann Lee", "-n", "2")
    assert len(out.splitlines()) == 2
    assert "2 of" in err


def test_removing_an_entry_takes_it_out_and_undo_brings_it_back(told: Circle) -> None:
    before = state(told)
    number = number_of(told, "gripper")
    code, out, _ = told.run("remove", number)
    assert (code, out.startswith("removed: "), "gripper" in out) == (0, True, True)
    assert not [row for row in entries(told, "Ann Lee") if "gripper" in row["text"]]
    assert told.rows("brief", "Ann Lee")[0]["last"] == []
    _, out, _ = told.run("undo")
    assert "removed: " in out
    assert state(told) == before
    assert number_of(told, "gripper") == number


def test_removing_a_promise_takes_its_steps_along(told: Circle) -> None:
    told.run("promise", "--kept", "paper")
    told.run("remove", number_of(told, "promised Ann Lee"))
    assert not [row for row in entries(told, "Ann Lee") if row["kind"] in {"promise", "step"}]
    assert told.ask("promises", "--all", code=1)["results"] == []


def test_editing_an_entry_changes_its_words_and_its_day(told: Circle) -> None:
    number = number_of(told, "promised")
    _, out, _ = told.run("edit", number, "the", "slides")
    assert out.startswith("edited: Mia Moss promised Ann Lee: the slides")
    [promise] = told.rows("promises")
    assert promise["text"] == "the slides"
    told.run("edit", number_of(told, "slides"), "--on", "2026-11-02")
    [row] = [row for row in entries(told, "Ann Lee") if "slides" in row["text"]]
    assert row["at"].startswith("2026-11-02")
    told.run("undo")
    told.run("undo")
    assert told.rows("promises")[0]["text"] == "the paper"


def test_a_contact_can_be_moved_to_another_day_and_told_otherwise(told: Circle) -> None:
    told.run("edit", number_of(told, "gripper"), "lunch · the robot arm")
    assert "robot arm" in told.rows("brief", "Ann Lee")[0]["last"][0]["text"]
    told.run("edit", number_of(told, "robot arm"), "--on", "2026-10-01")
    assert told.rows("brief", "Ann Lee")[0]["last"][0]["at"].startswith("2026-10-01")
    assert told.run("check")[0] == 0


def test_the_steps_of_an_edited_promise_stay_with_it(told: Circle) -> None:
    told.run("promise", "--kept", "paper")
    told.run("edit", number_of(told, "promised Ann Lee"), "the long paper")
    [row] = told.rows("promises", "--all")
    assert (row["text"], row["status"]) == ("the long paper", "kept")


def test_history_tells_what_was_recorded_and_undo_takes_its_numbers(told: Circle) -> None:
    rows = told.rows("history", "--since", "2026-11-20")
    assert [row["text"] for row in rows][:2] == [
        "log: Ann Lee likes green tea", "log: promised Ann Lee the paper by Friday",
    ]  # fmt: skip
    [number] = [str(row["number"]) for row in rows if "promised" in row["text"]]
    _, out, _ = told.run("undo", number)
    assert out.startswith("undone: log: promised Ann Lee the paper")
    assert told.ask("promises", code=1)["results"] == []
    assert [row for row in entries(told, "Ann Lee") if "tea" in row["text"]]  # later ones stay
    told.run("undo")
    assert told.rows("promises")[0]["text"] == "the paper"


def test_undo_of_an_entry_removes_that_entry_alone(told: Circle) -> None:
    told.run("log", "lunch with Bo Ray, promised Bo the minutes")
    [promise] = [row for row in entries(told, "Bo Ray") if "minutes" in row["text"]]
    told.run("undo", str(promise["number"]))
    rows = entries(told, "Bo Ray")
    assert not [row for row in rows if "minutes" in row["text"]]
    assert [row for row in rows if row["kind"] == "meeting"]


def test_undo_lists_what_can_be_undone(told: Circle) -> None:
    told.run("undo")
    texts = [row["text"] for row in told.rows("undo", "--list")]
    assert texts[0] == "log: promised Ann Lee the paper by Friday"
    [undone] = [row for row in told.rows("history") if "tea" in row["text"]]
    assert undone["undone"]


def test_redo_records_again_what_was_undone(told: Circle) -> None:
    before = state(told)
    told.run("undo")
    told.run("undo")
    assert state(told) != before
    assert told.run("redo")[1].startswith("recorded again: log: promised")
    assert told.run("redo")[1] == "recorded again: log: Ann Lee likes green tea\n"
    assert state(told) == before
    code, _, err = told.run("redo")
    assert (code, "nothing to redo" in err) == (1, True)


@pytest.mark.parametrize(
    "words",
    [
        ("people", "merge", "Ann Lee", "Bo Ray"),
        ("person", "Bo Ray", "--org", "Ray Law", "--city", "Porto", "--circle", "friends"),
        ("person", "Cid Roe", "--new", "--email", "cid@example.org"),
        ("intro", "Ann Lee", "Bo Ray", "--step", "met"),
        ("log", "lunch with Dee Fox and Bo Ray, Dee now works at Umber as CTO", "--yes"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_redo_is_exact_for_what_commands_record(told: Circle, words: tuple[str, ...]) -> None:
    assert told.run(*words)[0] == 0
    before = state(told)
    told.run("undo")
    assert state(told) != before
    assert told.run("redo")[0] == 0
    assert state(told) == before


def test_a_removal_can_be_undone_and_redone(told: Circle) -> None:
    told.run("remove", number_of(told, "gripper"))
    removed = state(told)
    told.run("undo")
    told.run("redo")
    assert state(told) == removed


def test_a_number_of_nothing_and_a_job_say_what_to_do(told: Circle) -> None:
    code, _, err = told.run("remove", "99")
    assert (code, "netkit timeline" in err) == (1, True)
    code, _, err = told.run("remove", number_of(told, "Engineer at Acme"))
    assert (code, "netkit person" in err) == (2, True)
    number = str(told.rows("history")[0]["number"])
    code, _, err = told.run("edit", number, "x")
    assert (code, f"netkit undo {number}" in err) == (2, True)


def test_forgetting_somebody_leaves_nothing_to_redo_of_them(told: Circle) -> None:
    told.told(Favour(told.ago(3), told.person("Ann Lee"), told.me, "advice", "a secret"))
    told.run("note", "Ann Lee", "another secret")
    told.run("undo")
    told.run("people", "forget", "Ann Lee", "--yes")
    assert told.run("redo")[0] == 1
    assert b"another secret" not in told.file.read_bytes()


def test_the_past_is_told_as_of_its_day(told: Circle) -> None:
    told.told(Promise(told.ago(100), told.me, told.person("Bo Ray"), "the minutes"))
    assert len(entries(told, "Bo Ray", "--as-of", "2026-09-01")) == 1
    assert told.ask("timeline", "Bo Ray", "--as-of", "2026-01-01", code=1)["results"] == []
