"""People on the canvas page: search, cards, surroundings and paths, as Python finds them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from netkit.answers.reach import HOP_PENALTY
from netkit.maps.scene import ScenePath
from tests.maps.page_case import graph, people_shown, row

if TYPE_CHECKING:
    from netkit.maps import Scene
    from tests.maps.conftest import Show, Shown


@pytest.mark.parametrize("typed", ["muller", "mueller", "MÜLLER"])
def test_search_finds_a_name_however_it_is_typed_and_centres_it(
    shown: Shown, drawn: Scene, typed: str
) -> None:
    shown.page.fill("#search", typed)
    first = shown.page.locator("#found li").first
    assert "Müller" in first.inner_text()
    shown.page.press("#search", "Enter")
    shown.rest()
    chosen = shown.js("netkitMap.state().selected")
    assert "Müller" in drawn.people[chosen].name
    place, free = shown.js("(i) => [netkitMap.place(i), netkitMap.free()]", chosen)
    assert free["left"] < place["x"] < free["right"]
    assert free["top"] < place["y"] < free["bottom"]


def test_search_finds_a_company_and_says_when_nobody_is_found(shown: Shown, drawn: Scene) -> None:
    company = Counter(p.organization for p in drawn.people if p.organization).most_common(1)[0][0]
    shown.page.fill("#search", company.lower())
    assert company in shown.page.inner_text("#found")
    shown.page.fill("#search", "qqqqqq")
    assert "Nobody found" in shown.page.inner_text("#found")


def test_the_card_and_the_neighbours_agree_with_the_scene(shown: Shown, drawn: Scene) -> None:
    ties = graph(drawn)
    people = sorted(range(len(drawn.people)), key=lambda i: -drawn.people[i].strength)[:6]
    for number in people:
        person = drawn.people[number]
        assert set(shown.js("(i) => netkitMap.tiesOf(i)", number)) == set(ties[number])
        shown.page.focus("#map")
        while shown.js("netkitMap.state().selected") != number:
            shown.page.keyboard.press("n")
        card = shown.page.inner_text("#person")
        assert person.name in card
        assert person.organization in card
        assert f"{int(person.strength + 0.5)} of 100" in card  # rounded as JavaScript does
        for reason in person.because:
            assert reason in card
        for idea in drawn.suggestions:
            if person.id in (idea.a, idea.b):
                assert "; ".join(idea.because) in card
    shown.rest()
    shown.picture("person_200_light")
    assert shown.quiet()


def test_a_click_on_a_shared_contact_opens_them(shown: Shown, drawn: Scene) -> None:
    shown.page.focus("#map")
    shown.page.keyboard.press("n")
    link = shown.page.locator("#person ul button.link").last
    name = link.inner_text().split("\n")[0]
    link.click()
    assert shown.page.inner_text("#person h2") == name


def test_a_click_on_the_map_opens_who_is_there(shown: Shown, drawn: Scene) -> None:
    strongest = max(range(len(drawn.people)), key=lambda i: drawn.people[i].strength)
    place = shown.js("(i) => netkitMap.place(i)", strongest)
    shown.page.mouse.move(place["x"], place["y"])
    assert drawn.people[strongest].name in shown.page.inner_text("#tip")
    shown.page.mouse.click(place["x"], place["y"])
    assert shown.page.inner_text("#person h2") == drawn.people[strongest].name


def test_surroundings_are_those_that_networkx_finds(shown: Shown, drawn: Scene) -> None:
    shown.page.focus("#map")
    shown.page.keyboard.press("n")
    chosen = shown.js("netkitMap.state().selected")
    for hops, text in ((1, "1 step"), (2, "2 steps")):
        shown.page.get_by_role("button", name=text, exact=True).click()
        assert people_shown(shown) == set(nx.ego_graph(graph(drawn), chosen, radius=hops))
    shown.page.get_by_role("button", name="Everybody").click()
    assert len(people_shown(shown)) == len(drawn.people)


def test_a_path_is_as_strong_as_the_one_networkx_finds_over_seen_ties_first(
    shown: Shown, drawn: Scene
) -> None:
    """As `netkit reach`: seen links before inferred ones, less a tenth for every further hop."""
    every, number = graph(drawn), row(drawn)
    seen = every.copy()
    seen.remove_edges_from((number[tie.a], number[tie.b]) for tie in drawn.ties if tie.inferred)

    def cost(a: int, b: int, _: object = None) -> float:
        return -log(max(1, every[a][b]["strength"]) / 101 * HOP_PENALTY)

    for start, end in ((0, 150), (3, 77), (20, 199)):
        found = shown.js("([a, b]) => netkitMap.route(a, b).people", [start, end])
        assert found[0] == start
        assert found[-1] == end
        paid = sum(cost(a, b) for a, b in pairwise(found))
        ties = seen if nx.has_path(seen, start, end) else every
        assert paid == pytest.approx(nx.dijkstra_path_length(ties, start, end, weight=cost))


def test_a_path_is_asked_for_and_shown_with_its_weak_link(shown: Shown, drawn: Scene) -> None:
    shown.page.focus("#map")
    shown.page.keyboard.press("n")
    shown.page.get_by_role("button", name="Path to…").click()
    shown.page.keyboard.type(drawn.people[-1].name)
    shown.page.keyboard.press("Enter")
    assert shown.page.inner_text("#person h2") == "Path"
    route = shown.js("netkitMap.state().route")
    assert len(shown.page.locator("#person ul").first.locator("li").all()) == len(route["people"])
    if len(route["people"]) > 2:
        assert "Weak link" in shown.page.inner_text("#person")
    shown.picture("path_200_light")
    shown.page.keyboard.press("Escape")
    assert shown.js("netkitMap.state().route") is None


def test_a_scene_with_a_path_opens_on_it_with_the_owner(show: Show, drawn: Scene) -> None:
    tie = next(tie for tie in drawn.ties)
    path = ScenePath(("me", tie.a, tie.b), (tie.a, tie.b), ("seen together",), "ask now")
    shown = show(replace(drawn, path=path))
    card = shown.page.inner_text("#person")
    assert "Robin Owner" in card
    assert "seen together" in card
    assert "First step: ask now" in card
    shown.picture("path_from_owner")
    assert shown.quiet()
