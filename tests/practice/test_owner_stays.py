"""The owner is never joined to somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.practice.conftest import Circle


def test_the_owner_is_not_merged_away(circle: Circle) -> None:
    circle.person("Ann Lee")
    before = circle.run("doctor")[1]
    code, out, err = circle.run("people", "merge", "Ann Lee", "me")
    assert (code, out) == (2, "")
    assert "joins Ann Lee to you" in err
    assert circle.run("doctor")[1] == before


def test_a_second_self_is_joined_to_the_owner(circle: Circle) -> None:
    circle.person("Ann Lee")
    code, out, _ = circle.run("people", "merge", "me", "Ann Lee")
    assert code == 0
    assert "are one person" in out
