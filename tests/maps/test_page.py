"""The canvas page in Chromium: what it shows and does equals what the Python scene says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from netkit.answers.reach import HOP_PENALTY
from netkit.maps import Scene, build_scene
from netkit.maps.canvas import page
from netkit.maps.decay import later
from netkit.maps.scene import SceneOwner, ScenePath, ScenePerson, SceneTie
from tests.maps.invented import AS_OF, scene

if TYPE_CHECKING:
    from tests.maps.conftest import Show, Shown

pytestmark = pytest.mark.browser

SIZE, TIES = 200, 800


@pytest.fixture(scope="module")
def drawn() -> Scene:
    return scene(SIZE, TIES, ghosts=6)


@pytest.fixture
def shown(show: Show, drawn: Scene) -> Shown:
    return show(drawn)


def row(drawn: Scene) -> dict[str, int]:
    return {person.id: number for number, person in enumerate(drawn.people)}


def graph(drawn: Scene) -> nx.Graph[int]:
    """Return the ties between rows, with strengths rounded as the page holds them."""
    rows = row(drawn)
    found: nx.Graph[int] = nx.Graph()
    found.add_nodes_from(range(len(drawn.people)))
    for tie in drawn.ties:
        found.add_edge(rows[tie.a], rows[tie.b], strength=round(tie.strength))
    return found


def people_shown(shown: Shown) -> set[int]:
    return set(shown.js("netkitMap.shown()"))


def test_the_page_shows_everybody_of_the_scene(shown: Shown, drawn: Scene) -> None:
    assert shown.js("netkitMap.people()") == [person.name for person in drawn.people]
    assert people_shown(shown) == set(range(len(drawn.people)))
    assert shown.page.inner_text("#count") == "200 people"
    assert shown.page.inner_text("h1") == drawn.title
    shown.picture("people_200_light")
    assert shown.quiet()


def test_the_policy_in_the_page_allows_no_network_and_nothing_unsafe(shown: Shown) -> None:
    policy = shown.page.get_attribute('meta[http-equiv="Content-Security-Policy"]', "content") or ""
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy
    # What is not in the policy does not run, and cannot ask anybody anything.
    shown.js("() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
             " document.body.append(s); const i = document.createElement('img');"
             " i.src = 'https://example.invalid/x.png'; document.body.append(i); }")  # fmt: skip
    assert shown.js("window.ran") is None
    assert shown.asked == []


def test_nobody_lies_under_a_card(show: Show, drawn: Scene) -> None:
    for size in ((1400, 900), (390, 844)):
        shown = show(drawn, width=size[0], height=size[1])
        free = shown.js("netkitMap.free()")
        for place in shown.js("netkitMap.shown().map(netkitMap.place)"):
            assert free["left"] - 1 <= place["x"] <= free["right"] + 1
            assert free["top"] - 1 <= place["y"] <= free["bottom"] + 1


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


def test_rings_place_the_strong_near(shown: Shown, drawn: Scene) -> None:
    shown.page.select_option("#layout", "rings")
    shown.rest()
    places = shown.js("netkitMap.shown().map((i) => [i, netkitMap.place(i)])")
    middle_x = sum(place["x"] for _, place in places) / len(places)
    middle_y = sum(place["y"] for _, place in places) / len(places)

    def distance(place: dict[str, float]) -> float:
        return float(((place["x"] - middle_x) ** 2 + (place["y"] - middle_y) ** 2) ** 0.5)

    far = sorted((-drawn.people[i].strength, distance(place)) for i, place in places)
    near, rest = far[: len(far) // 3], far[-len(far) // 3 :]
    assert max(d for _, d in near) < max(d for _, d in rest)
    assert sum(d for _, d in near) / len(near) < 0.7 * sum(d for _, d in rest) / len(rest)
    shown.picture("rings_200_light")


def test_suggestions_and_ghosts_can_be_hidden(shown: Shown, drawn: Scene) -> None:
    shown.page.uncheck("#ghosts")
    assert people_shown(shown) == {i for i, p in enumerate(drawn.people) if p.known}
    shown.page.uncheck("#ideas")
    assert shown.js("netkitMap.state().ideas") is False


def test_the_table_holds_the_same_people_sorted_and_opens_them(shown: Shown, drawn: Scene) -> None:
    shown.page.click("#table-button")
    rows = shown.page.locator("#table-body tbody tr")
    assert rows.count() == len(drawn.people)
    best = sorted(drawn.people, key=lambda p: -p.strength)
    assert best[0].name in rows.first.inner_text()
    shown.page.get_by_role("button", name="Name").click()
    names = shown.page.locator("#table-body tbody tr td:first-child").all_inner_texts()
    assert sorted(names) == sorted(p.name for p in drawn.people)
    assert names == sorted(names, key=lambda name: (shown_key(shown, name),))
    shown.picture("table_200_light")
    rows.nth(4).locator("button").click()
    assert shown.page.inner_text("#person h2") == names[4]
    assert shown.quiet()


def shown_key(shown: Shown, name: str) -> int:
    """Return the name's rank in the order of the browser's own collation."""
    if not hasattr(shown_key, "ranks"):
        order = shown.js("[...netkitMap.people()].sort((a, b) => a.localeCompare(b))")
        shown_key.ranks = {text: place for place, text in enumerate(order)}  # type: ignore[attr-defined]
    ranks: dict[str, int] = shown_key.ranks  # type: ignore[attr-defined]
    return ranks[name]


def test_the_picture_is_a_png_at_twice_the_size(shown: Shown) -> None:
    with shown.page.expect_download() as download:
        shown.page.click("#picture")
    data = download.value.path().read_bytes()
    assert download.value.suggested_filename == f"map-{AS_OF:%Y-%m-%d}.png"
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(data[16:20]) == 2800  # the width in the header: 1,400 × 2
    assert int.from_bytes(data[20:24]) == 1800


def test_on_paper_there_is_the_map_and_no_card(shown: Shown) -> None:
    shown.page.emulate_media(media="print")
    assert shown.page.is_visible("#map")
    for card in ("#dock", "#time"):
        assert not shown.page.is_visible(card)
    shown.page.emulate_media(media="screen")
    assert shown.page.pdf(landscape=True).startswith(b"%PDF")


def test_large_maps_go_on_gliding_unless_motion_is_reduced(show: Show, drawn: Scene) -> None:
    for calm in (True, False):
        shown = show(drawn, calm=calm)
        shown.page.focus("#map")
        moving = shown.js("() => { document.getElementById('layout').value = 'rings';"
                          " document.getElementById('layout').dispatchEvent(new Event('change'));"
                          " return netkitMap.moving(); }")  # fmt: skip
        assert moving is not calm


@pytest.mark.parametrize("size", [0, 1, 2])
def test_hardly_anybody_is_no_trouble(show: Show, size: int) -> None:
    shown = show(scene(size, size))
    assert len(people_shown(shown)) == size
    for key in "np0+-t":
        shown.page.keyboard.press(key)
    shown.picture(f"people_{size}")
    assert shown.quiet()


def test_people_without_any_tie_are_drawn_apart(show: Show) -> None:
    loose = [ScenePerson(id=str(i), name=f"Person {i}", strength=i) for i in range(30)]
    drawn = build_scene(loose, [SceneTie("0", "1", 30.0)], title="Loose", as_of=AS_OF,
                        owner=SceneOwner("me", "Me"))  # fmt: skip
    shown = show(drawn)
    places = shown.js("netkitMap.shown().map(netkitMap.place)")
    apart = {(round(place["x"]), round(place["y"])) for place in places}
    assert len(apart) == 30
    assert shown.js("([a, b]) => netkitMap.route(a, b)", [4, 9]) is None
    assert shown.quiet()


def test_a_map_without_an_owner_offers_no_rings(show: Show, drawn: Scene) -> None:
    shown = show(replace(drawn, owner=None))
    assert shown.page.locator("#layout option").all_inner_texts() == ["Groups"]


def test_the_same_scene_gives_the_same_bytes(drawn: Scene) -> None:
    assert page(drawn) == page(scene(SIZE, TIES, ghosts=6))
