"""What the canvas page leaves on view and counts: filters, legend, colours, the time slider."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from netkit.maps.decay import later
from tests.maps.page_case import people_shown, row

if TYPE_CHECKING:
    from netkit.maps import Scene
    from tests.maps.conftest import Shown


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("company", lambda p: (p.organization,)),
        ("tag", lambda p: p.tags),
        ("circle", lambda p: p.circles),
    ],
)
def test_filters_offer_and_leave_the_numbers_that_python_counts(
    shown: Shown, drawn: Scene, field: str, values: Any
) -> None:
    counted = Counter(value for p in drawn.people for value in values(p) if value)
    shown.page.click("#filters summary")
    offered = shown.page.locator(f"#{field} option").all_inner_texts()
    assert set(offered) == {"all", *(f"{text} ({count})" for text, count in counted.items())}
    for text in list(counted)[:4]:
        shown.page.select_option(f"#{field}", text)
        wanted = {i for i, p in enumerate(drawn.people) if text in values(p)}
        assert people_shown(shown) == wanted
        assert shown.page.inner_text("#count").startswith(f"{counted[text]} of")


def test_the_strength_filter_leaves_whom_python_leaves(shown: Shown, drawn: Scene) -> None:
    shown.page.click("#filters summary")
    for least in (5, 30, 60, 95):
        shown.page.fill("#least", str(least))
        wanted = {i for i, p in enumerate(drawn.people) if p.known and p.strength >= least}
        assert people_shown(shown) == wanted


def test_the_legend_counts_groups_and_leaves_the_one_chosen(shown: Shown, drawn: Scene) -> None:
    entries = shown.page.locator("#legend button")
    for group in drawn.groups[:8]:
        entry = entries.nth(group.id)
        assert entry.locator(".name").inner_text() == group.name
        assert entry.locator(".number").inner_text() == str(len(group.members))
    entries.nth(2).click()
    members = {i for i, p in enumerate(drawn.people) if p.group == 2}
    assert people_shown(shown) == members
    assert entries.nth(2).get_attribute("aria-pressed") == "true"
    entries.nth(2).click()
    assert len(people_shown(shown)) == len(drawn.people)


@pytest.mark.parametrize("colour", ["trend", "favours", "contact"])
def test_every_colouring_has_a_legend_that_counts_everybody(
    shown: Shown, drawn: Scene, colour: str
) -> None:
    shown.page.select_option("#colour", colour)
    numbers = shown.page.locator("#legend .number").all_inner_texts()
    assert sum(map(int, numbers)) == len(drawn.people)
    shown.picture(f"colour_{colour}")


def test_the_time_slider_gives_the_past_of_python_and_the_future_of_decay(
    shown: Shown, drawn: Scene
) -> None:
    known = [i for i, p in enumerate(drawn.people) if p.known]
    for step in range(-len(drawn.past), len(drawn.future_days) + 1):
        shown.page.fill("#when", str(step))
        strengths = shown.js("netkitMap.strengths()")
        for i in known:
            person = drawn.people[i]
            wanted = person.strength
            if step < 0:
                wanted = round(person.past[step])
            elif step > 0:
                wanted = later(person.strength, drawn.future_days[step - 1])
            assert strengths[i] == pytest.approx(wanted, abs=1e-3)
    assert "in 24 months, if nobody writes" in shown.page.inner_text("#when-label")
    shown.picture("future_200_light")


def test_what_moved_leads_to_the_people_who_moved(shown: Shown, drawn: Scene) -> None:
    names = {person.id: person.name for person in drawn.people}
    links = shown.page.locator("#moved-list button")
    assert links.count() == len(drawn.moved)
    shown.page.click("#moved summary")
    for number, move in enumerate(drawn.moved):
        assert links.nth(number).inner_text() == f"{names[move.person]}\n{move.text}"
    links.first.click()
    assert shown.js("netkitMap.state().selected") == row(drawn)[drawn.moved[0].person]


def test_suggestions_and_ghosts_can_be_hidden(shown: Shown, drawn: Scene) -> None:
    shown.page.uncheck("#ghosts")
    assert people_shown(shown) == {i for i, p in enumerate(drawn.people) if p.known}
    shown.page.uncheck("#ideas")
    assert shown.js("netkitMap.state().ideas") is False
