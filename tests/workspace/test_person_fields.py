"""The fields of a person in Python: those of `netkit person`, with days as Python has them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from netkit.errors import UsageError
from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "me.netkit", now=NOW) as opened:
        opened.set_owner("Mia Moss")
        opened.add_person("Ann Lee")
        yield opened


def test_several_addresses_circles_and_tags_are_said_at_once(workspace: Workspace) -> None:
    workspace.add_person(
        "Bo Berg",
        email=("bo@example.org", "berg@example.net"),
        circle="skiers",
        tag=("fast", "dry"),
    )
    assert workspace.person("berg@example.net").name == "Bo Berg"
    (row,) = [row for row in workspace.people_list() if row.person.name == "Bo Berg"]
    assert (row.circles, row.tags) == (("skiers",), ("dry", "fast"))


@pytest.mark.parametrize(
    "born", [date(1980, 3, 7), pd.Timestamp("1980-03-07"), "7 March", "--03-07", "1980-03-07"]
)
def test_a_birthday_is_any_kind_of_day(born: date | str, workspace: Workspace) -> None:
    workspace.change_person("Ann Lee", birthday=born)
    (day,) = workspace.milestones(days=365)
    assert (day.person.name, day.day) == ("Ann Lee", date(2027, 3, 7))


@pytest.mark.parametrize(
    "due", [date(2026, 12, 1), datetime(2026, 12, 1, 9, tzinfo=UTC), "1 December"]
)
def test_a_promise_is_due_on_any_kind_of_day(due: date | str, workspace: Workspace) -> None:
    workspace.promise("me", "Ann Lee", "the deck", due=due)
    (row,) = workspace.promises()
    assert str(row.due) == "2026-12-01"


def test_who_died_or_is_archived_is_proposed_no_more(workspace: Workspace) -> None:
    workspace.change_person("Ann Lee", birthday="--12-01")
    assert workspace.milestones()
    workspace.change_person("Ann Lee", died=date(2026, 10, 1))
    assert not workspace.milestones()
    workspace.change_person("Ann Lee", died="no", archive=True)
    assert not workspace.milestones()
    workspace.change_person("Ann Lee", archive=False)
    assert workspace.milestones()


def test_a_day_that_has_not_been_is_no_day_of_death(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="lies ahead"):
        workspace.change_person("Ann Lee", died="2027-01-01")


def test_an_address_is_put_in_the_place_of_another(workspace: Workspace) -> None:
    workspace.change_person("Ann Lee", email="old@example.org")
    workspace.change_person("Ann Lee", replace=[("old@example.org", "new@example.org")])
    assert workspace.person("new@example.org").name == "Ann Lee"
    assert "old@example.org" not in str(workspace.card("Ann Lee"))


def test_people_are_listed_by_what_they_are_not(workspace: Workspace) -> None:
    workspace.add_person("Bo Berg", organization="Globex", city="Oslo", tag="fast")
    workspace.add_person("Cy Dahl", organization="Acme", city="Oslo", circle="skiers")

    def names(**conditions: str) -> list[str]:
        return sorted(row.person.name for row in workspace.people_list(**conditions))  # type: ignore[arg-type]

    assert names(not_at="Globex") == ["Ann Lee", "Cy Dahl"]
    assert names(city="Oslo", not_at="Globex") == ["Cy Dahl"]
    assert names(not_city="Oslo") == ["Ann Lee"]
    assert names(not_circle="skiers") == ["Ann Lee", "Bo Berg"]
    assert names(not_tag="Fast") == ["Ann Lee", "Cy Dahl"]
    listed = workspace.people_list(not_city="Bergen")
    assert (len(listed), listed.notes) == (
        3, ("of nobody is Bergen on record, so nobody is left out for it",)
    )  # fmt: skip
