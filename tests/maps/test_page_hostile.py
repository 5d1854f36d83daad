"""Pages full of hostile texts, swept with hover, click and search: nothing runs, all is text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netkit.maps.pyvis_writer import page as pyvis_page
from tests.maps.hostile import NASTY, hostile_scene, nasty

if TYPE_CHECKING:
    from netkit.maps import Scene
    from tests.maps.conftest import Show, Shown


@pytest.fixture(scope="module")
def drawn() -> Scene:
    return hostile_scene()


def nothing_ran(shown: Shown) -> bool:
    assert shown.js("window.ran") is None
    assert shown.js("Object.prototype.ran") is None
    assert shown.page.locator("img, iframe, svg[onload], a[href^=javascript]").count() == 0
    return shown.quiet()


def test_hostile_names_show_literally_in_card_search_and_title(show: Show, drawn: Scene) -> None:
    shown = show(drawn)
    assert shown.page.text_content("h1") == nasty(0)
    assert shown.page.title() == nasty(0)
    for number in range(len(NASTY)):
        shown.page.fill("#search", nasty(number))
        assert nasty(number) in (shown.page.text_content("#found") or "")
        shown.page.press("#search", "Enter")
        assert shown.page.locator("#person h2").text_content() is not None
    assert nothing_ran(shown)


def test_everybody_is_opened_and_every_reason_is_text(show: Show, drawn: Scene) -> None:
    shown = show(drawn)
    shown.page.focus("#map")
    for _ in drawn.people:
        shown.page.keyboard.press("n")
        person = drawn.people[shown.js("netkitMap.state().selected")]
        card = shown.page.text_content("#person") or ""
        for text in (person.name, person.organization, person.title, person.city, *person.tags,
                     *person.circles, *person.because, person.band):  # fmt: skip
            assert text in card
    assert nothing_ran(shown)


def test_sweeps_over_the_map_and_all_its_controls_run_nothing(show: Show, drawn: Scene) -> None:
    shown = show(drawn)
    for place in shown.js("netkitMap.shown().map(netkitMap.place)"):
        shown.page.mouse.move(place["x"], place["y"])
    for x in range(320, 1380, 90):
        shown.page.mouse.move(x, 450)
        shown.page.mouse.click(x, 450)
    shown.page.keyboard.press("Escape")
    shown.page.click("#filters summary")
    for field in ("company", "tag", "circle"):
        for option in range(shown.page.locator(f"#{field} option").count()):
            shown.page.select_option(f"#{field}", index=option)
        shown.page.select_option(f"#{field}", index=0)
    for layout in ("rings", "groups"):
        shown.page.select_option("#layout", layout)
    for colour in ("trend", "favours", "contact", "group"):
        shown.page.select_option("#colour", colour)
    for entry in shown.page.locator("#legend button").all():
        entry.click()
    shown.page.click("#table-button")
    assert nasty(3) in (shown.page.text_content("#table-body") or "")
    shown.page.click("#table-close")
    with shown.page.expect_download():
        shown.page.click("#picture")
    assert nothing_ran(shown)


def test_the_pyvis_page_runs_nothing_either(show: Show, drawn: Scene) -> None:
    shown = show(pyvis_page(drawn))
    places = shown.js(
        "() => Object.values(netkitPyvis.network.getPositions())"
        ".map((at) => netkitPyvis.network.canvasToDOM(at))"
    )
    titles = set()
    for place in places[:30]:
        shown.page.mouse.move(place["x"], place["y"] + 46)
        shown.page.wait_for_timeout(150)  # vis-network shows a title after 120 ms
        titles |= set(shown.page.locator("div.vis-tooltip").all_text_contents())
        shown.page.mouse.click(place["x"], place["y"] + 46)
    assert any("href" in title for title in titles)
    shown.page.fill("#search", nasty(5))
    shown.page.press("#search", "Enter")
    assert shown.page.title() == nasty(0)
    assert nothing_ran(shown)
