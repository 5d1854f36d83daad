"""A scene with everything that a card can say, and what its page shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from netkit.maps import Card, build_scene
from tests.maps.invented import AS_OF, network, scene

if TYPE_CHECKING:
    from netkit.maps import Scene
    from tests.maps.conftest import Shown


def rich_scene() -> Scene:
    """Return people with everything a card can say, and ties with days both ways."""
    people, ties, ideas = network(60, 240, states=3)
    people = [
        replace(
            person,
            sources=("linkedin",) if number % 2 else ("mail", "table"),
            reach=float(number % 7),
            last_word="you" if number % 3 else "they",
            history=((1, 2), (0, 1), (3, 0), (number % 5, 2)),
            card=Card(
                needs=(f"a lawyer for case {number}",),
                offers=("a desk in Porto",),
                promises=(f"the paper {number} (mine, due)",),
                last=("12 Oct 2026, you (message)",),
                milestones=("birthday: 7 March 2027",),
                act=f"keep your promise to {person.name}",
                commands=(f"netkit promise --kept paper-{number}",),
                cautions=("asked for no calls",),
            ),
        )
        for number, person in enumerate(people)
    ]
    ties = [replace(tie, history=((0, 1), (2, 0), (1, 1), (0, 3))) for tie in ties]
    past = scene(3, 0, states=3).past
    owner = scene(3, 0).owner
    return build_scene(people, ties, title="Robin's network", as_of=AS_OF, owner=owner,
                       suggestions=ideas, past=past)  # fmt: skip


def state(shown: Shown) -> dict[str, Any]:
    found: dict[str, Any] = shown.js("netkitMap.state()")
    return found


def mark(shown: Shown) -> str:
    found: str = shown.js("decodeURIComponent(location.hash.slice(1))")
    return found


def wait_until(shown: Shown, expression: str) -> None:
    """Wait until the page says yes; the page's policy forbids the waiting that Playwright does."""
    for _ in range(200):
        if shown.js(expression):
            return
        shown.page.wait_for_timeout(50)
    raise AssertionError(f"never: {expression}")


def unique_names(drawn: Scene) -> list[int]:
    names = [person.name for person in drawn.people]
    return [row for row, name in enumerate(names) if names.count(name) == 1]


def wait_for_mark(shown: Shown, part: str) -> None:
    wait_until(shown, f"decodeURIComponent(location.hash).includes({part!r})")


def open_filters(shown: Shown) -> None:
    shown.js("document.getElementById('filters').open = true")
