"""Finding a text: names, notes, needs, facts, favours, and what messages say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netkit.model.events import Fact, Favour, Need, Note

if TYPE_CHECKING:
    from tests.practice.conftest import Circle


@pytest.fixture
def told(circle: Circle) -> Circle:
    ann, bo = circle.person("Ann Zither"), circle.person("Bo Ray")
    circle.told(
        Note(circle.ago(30), ann, "reads decks on Fridays"),
        Need(circle.ago(20), bo, "a zither teacher"),
        Fact(circle.ago(10), bo, "hobby", "café racers"),
        Favour(circle.ago(5), ann, circle.me, "advice", "on the zither"),
    )
    circle.wrote("Bo Ray", "Mia Moss", 3, text="The zither is in tune")
    return circle


def test_names_come_first_then_the_newest(told: Circle) -> None:
    rows = told.rows("find", "zither")
    assert [row["kind"] for row in rows] == ["name", "message", "favour", "need"]
    assert rows[1]["people"][0]["name"] == "Bo Ray"
    assert "The zither is in tune" in rows[1]["text"]


def test_words_are_found_by_their_beginning_without_case_or_accents(told: Circle) -> None:
    assert [row["kind"] for row in told.rows("find", "CAFE", "rac")] == ["fact"]
    assert [row["kind"] for row in told.rows("find", "friday")] == ["note"]


def test_nothing_found_says_so_and_nothing_asked_is_refused(told: Circle) -> None:
    code, out, err = told.run("find", "harpsichord")
    assert (code, out) == (1, "")
    assert "harpsichord" in err
    assert told.run("find", "…")[0] == 2


def test_a_cut_list_says_so(told: Circle) -> None:
    _, out, err = told.run("find", "zither", "-n", "2")
    assert len(out.splitlines()) == 2
    assert "2 of 4 shown; --limit 0 shows all" in err
    assert len(told.rows("find", "zither", "--limit", "0")) == 4


def test_what_is_found_can_be_removed_by_its_number(told: Circle) -> None:
    [row] = [row for row in told.rows("find", "zither") if row["kind"] == "need"]
    assert told.run("remove", str(row["number"]))[0] == 0
    assert "need" not in {row["kind"] for row in told.rows("find", "zither")}


def test_the_past_is_searched_as_of_its_day(told: Circle) -> None:
    rows = told.rows("find", "zither", "--as-of", "2026-11-05")
    assert [row["kind"] for row in rows] == ["name", "need"]


def test_who_was_forgotten_is_found_nowhere(told: Circle) -> None:
    told.run("people", "forget", "Bo Ray", "--yes")
    assert [row["kind"] for row in told.rows("find", "zither")] == ["name", "favour"]
