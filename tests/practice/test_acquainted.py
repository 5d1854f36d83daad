"""`netkit knows A B --check` says whether two know each other, and records nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.practice.conftest import Circle


def test_two_who_were_said_to_know_each_other_do(circle: Circle) -> None:
    circle.person("Ann Lee")
    circle.person("Bob Ray")
    circle.run("knows", "Ann Lee", "Bob Ray", "--how", "worked together at Marlow")
    code, out, _ = circle.run("ask", "Do Ann and Bob know each other?", "--json")
    (row,) = json.loads(out)["results"]
    assert (code, row["degree"]) == (0, "yes")
    assert "worked together at Marlow" in row["because"][0]["text"]


def test_of_two_strangers_nothing_tells_it(circle: Circle) -> None:
    circle.person("Ann Lee")
    circle.person("Bob Ray")
    code, out, err = circle.run("knows", "Ann Lee", "Bob Ray", "--check")
    assert (code, out) == (1, "")
    assert "nothing tells that Ann Lee and Bob Ray know each other" in err
