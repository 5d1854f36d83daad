"""The list of people: filtered, sorted, in chosen columns; and changes of many at once."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from netkit.model.events import Need
from netkit.model.people import Claim

if TYPE_CHECKING:
    from tests.practice.conftest import Circle


@pytest.fixture
def town(circle: Circle) -> Circle:
    """Ann (Acme, Porto), Bo (Acme, Lyon) and Cid (Porto); I wrote to Ann and long ago to Bo."""
    ann = circle.person("Ann Lee", work="Acme Robotics", city="Porto", circle="customer")
    circle.person("Bo Ray", work="Acme Robotics", city="Lyon")
    circle.person("Cid Roe", city="Porto")
    circle.in_touch("Ann Lee", 3, 20, 40)
    circle.in_touch("Bo Ray", 400)
    circle.told(Need(circle.ago(9), ann, "a patent lawyer"))
    return circle


def names(circle: Circle, *words: str) -> list[str]:
    code, out, _ = circle.run("--csv", "people", *words, "--columns", "name")
    rows = [row["person"] for row in csv.DictReader(io.StringIO(out))]
    assert code == (0 if rows else 1)
    return rows


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ((), ["Ann Lee", "Bo Ray", "Cid Roe"]),
        (("--at", "acme"), ["Ann Lee", "Bo Ray"]),
        (("--in", "Porto"), ["Ann Lee", "Cid Roe"]),
        (("--at", "acme", "--in", "Porto"), ["Ann Lee"]),
        (("--circle", "Customer"), ["Ann Lee"]),
        (("--silent", "3m"), ["Bo Ray", "Cid Roe"]),
        (("--band", "closest"), ["Ann Lee", "Bo Ray"]),
        (("--band", "no contact"), ["Cid Roe"]),
        (("--needs",), ["Ann Lee"]),
        (("--needs", "lawyer"), ["Ann Lee"]),
        (("--needs", "cook"), []),
        (("--tag", "climber"), []),
    ],
)
def test_a_list_holds_who_meets_all_conditions(
    town: Circle, words: tuple[str, ...], people: list[str]
) -> None:
    assert sorted(names(town, *words)) == people


def test_a_list_is_sorted_by_strength_last_contact_or_name(town: Circle) -> None:
    town.in_touch("Bo Ray", 1)
    assert names(town, "--sort", "name") == ["Ann Lee", "Bo Ray", "Cid Roe"]
    assert names(town, "--sort", "last") == ["Bo Ray", "Ann Lee", "Cid Roe"]
    assert names(town, "--sort", "strength") == ["Ann Lee", "Bo Ray", "Cid Roe"]


def test_json_and_csv_have_ids_and_the_columns_that_were_chosen(town: Circle) -> None:
    [row] = town.rows("people", "--at", "acme", "--in", "Porto", "--columns", "name,circles,needs")
    assert row["person"]["name"] == "Ann Lee"
    assert (row["circles"], row["needs"]) == (["customer"], ["a patent lawyer"])
    assert row.keys() == {"person", "circles", "needs"}
    code, _, err = town.run("people", "--columns", "name,shoe size")
    assert code == 2
    assert "no column shoe size" in err


def test_a_list_says_when_it_is_cut_and_zero_shows_all(town: Circle) -> None:
    _, out, err = town.run("people", "-n", "2")
    assert (len(out.splitlines()), "2 of 3 shown; --limit 0 shows all" in err) == (3, True)
    _, out, err = town.run("people", "--limit", "0")
    assert (len(out.splitlines()), err) == (4, "")


def test_a_bulk_change_says_whom_it_would_change_and_is_undone_at_once(town: Circle) -> None:
    _, out, err = town.run("people", "change", "--at", "acme", "--add-tag", "robots", "--dry-run")
    assert out.split("\n")[:2] == ["Ann Lee", "Bo Ray"]
    assert "would change 2" in err
    assert names(town, "--tag", "robots") == []

    town.run("people", "change", "--at", "acme", "--add-tag", "robots", "--add-circle", "work")
    assert names(town, "--tag", "Robots") == names(town, "--circle", "work") != []
    town.run("undo")
    assert names(town, "--tag", "robots") == names(town, "--circle", "work") == []


def test_a_tag_can_be_taken_off_and_given_again(town: Circle) -> None:
    for option, tagged in (("--add-tag", 1), ("--remove-tag", 0), ("--add-tag", 1)):
        town.now += timedelta(minutes=1)
        assert town.run("people", "change", "Ann Lee", option, "climber")[0] == 0
        assert len(names(town, "--tag", "climber")) == tagged


def test_a_circle_that_was_left_stays_left_when_an_archive_tells_of_it_again(
    town: Circle,
) -> None:
    ann = town.person("Ann Lee")
    town.run("people", "change", "Ann", "Lee", "--remove-circle", "customer")
    town.kept(claims=[Claim(ann, "circle", "Customer", town.now + timedelta(days=1), "archive")])
    assert names(town, "--circle", "customer") == []
    town.run("cadence", "--circle", "customer", "--every", "30d")
    assert town.ask("cadence", code=1)["results"] == []


def test_archived_people_leave_the_list_and_come_back(town: Circle) -> None:
    assert town.run("people", "change", "--silent", "3m", "--archive")[0] == 0
    assert names(town) == ["Ann Lee"]
    assert len(names(town, "--archived")) == 3
    assert town.run("people", "change", "--in", "Lyon", "--unarchive")[0] == 0
    assert sorted(names(town)) == ["Ann Lee", "Bo Ray"]


def test_a_change_of_nobody_or_of_nothing_is_refused(town: Circle) -> None:
    assert town.run("people", "change", "--at", "acme")[0] == 2
    assert town.run("people", "change", "--add-tag", "x")[0] == 2
    assert town.run("people", "change", "me", "--archive")[0] == 2
    assert town.run("people", "change", "--at", "nowhere", "--add-tag", "x")[0] == 1


def test_words_that_are_one_name_change_that_person_alone(town: Circle) -> None:
    _, out, _ = town.run("people", "change", "Ann", "Lee", "--add-tag", "x")
    assert out == "Ann Lee: tag x\n"
