"""The canvas page in Chromium: what it shows and does equals what the Python scene says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from netkit.maps import Scene, build_scene
from netkit.maps.canvas import page
from netkit.maps.scene import SceneOwner, ScenePerson, SceneTie
from tests.maps.invented import AS_OF, scene
from tests.maps.page_case import SIZE, TIES, people_shown

if TYPE_CHECKING:
    from tests.maps.conftest import Show, Shown


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
