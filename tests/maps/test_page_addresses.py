"""The address of the page keeps what is looked at: links, back and forward, saved views."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.maps.rich_page import (
    mark,
    open_filters,
    rich_scene,
    state,
    unique_names,
    wait_for_mark,
    wait_until,
)

if TYPE_CHECKING:
    from netkit.maps import Scene
    from tests.maps.conftest import Show, Shown


@pytest.fixture(scope="module")
def drawn() -> Scene:
    return rich_scene()


def test_the_address_keeps_a_view_and_a_new_page_opens_it(show: Show, drawn: Scene) -> None:
    shown = show(drawn)
    open_filters(shown)
    shown.page.select_option("#city", index=1)
    shown.page.select_option("#size", "favours")
    shown.page.select_option("#layout", "groups")
    row = next(row for row in unique_names(drawn) if row in set(shown.js("netkitMap.shown()")))
    shown.choose(row)
    kept = state(shown)
    address = shown.js("location.hash.slice(1)")
    again = show(drawn, mark=address)
    fields = ("layout", "size", "city", "selected", "lens", "colour")
    assert {key: state(again)[key] for key in fields} == {key: kept[key] for key in fields}
    assert again.page.inner_text("#person h2") == drawn.people[row].name
    assert again.page.input_value("#size") == "favours"
    assert again.quiet()


def test_back_and_forward_lead_through_what_was_looked_at(show: Show, drawn: Scene) -> None:
    shown = show(drawn)
    first, second = unique_names(drawn)[:2]
    shown.choose(first)
    shown.choose(second)
    shown.page.click("#lens-fading")
    shown.page.go_back()
    wait_until(shown, f"netkitMap.state().selected === {second}")
    shown.page.go_back()
    wait_until(shown, f"netkitMap.state().selected === {first}")
    assert shown.page.inner_text("#person h2") == drawn.people[first].name
    shown.page.go_forward()
    wait_until(shown, f"netkitMap.state().selected === {second}")
    assert shown.quiet()


def camera(shown: Shown) -> tuple[float, float, float]:
    """Return where the first person lies in the window, and the zoom."""
    place, view = shown.js("netkitMap.place(0)"), shown.js("netkitMap.view()")
    return place["x"], place["y"], view["scale"]


def test_the_first_view_is_whole_again_after_a_link_a_saved_view_and_back(
    show: Show, drawn: Scene
) -> None:
    shown = show(drawn, mark="all")
    first = shown.js("netkitMap.state()")
    shown.page.click("#views summary")
    shown.page.fill("#view-name", "First")
    shown.page.click("#save-view")
    other = f"layout={'groups' if first['layout'] == 'rings' else 'rings'}"
    url = shown.page.url.split("#")[0]

    def open_another() -> None:
        shown.js("(mark) => { location.hash = mark; }", f"{shown.page.url.split('#')[1]}&{other}"
                 f"&day={drawn.past[0].date()}&least=40&size=reach&ideas=no")  # fmt: skip
        wait_until(shown, "netkitMap.state().least === 40")
        assert shown.js("netkitMap.state()") != first

    open_another()
    shown.page.go_back()
    wait_until(shown, "netkitMap.state().least === 0")
    assert shown.js("netkitMap.state()") == first
    open_another()
    shown.page.click("#view-list .link")
    wait_until(shown, "netkitMap.state().least === 0")
    assert shown.js("netkitMap.state()") == first
    assert shown.page.title().startswith("First")
    open_another()
    shown.page.goto(f"{url}#all")
    wait_until(shown, "netkitMap.state().least === 0")
    assert shown.js("netkitMap.state()") == first
    assert shown.page.input_value("#when") == "0"
    assert shown.quiet()


def test_the_address_keeps_where_a_hand_moved_the_map_and_how_near(
    show: Show, drawn: Scene
) -> None:
    shown = show(drawn)
    opened = camera(shown)
    shown.page.mouse.move(700, 300)
    shown.page.mouse.wheel(0, -400)
    wait_for_mark(shown, "&at=")
    zoomed = shown.js("location.hash")
    shown.page.focus("#map")
    shown.page.keyboard.press("ArrowLeft")
    wait_until(shown, f"location.hash !== {zoomed!r}")
    moved = camera(shown)
    assert moved[2] > 1.5 * opened[2]
    again = show(drawn, mark=shown.js("location.hash.slice(1)"))
    assert camera(again) == pytest.approx(moved, rel=0.01, abs=2)
    assert mark(again) == mark(shown)
    again.page.click("#fit")  # what the page shows by itself needs no place
    assert mark(again) == "all"
    assert again.quiet()


def test_a_place_in_an_address_that_is_none_is_not_gone_to(show: Show, drawn: Scene) -> None:
    opened = camera(show(drawn))
    for nonsense in ("at=", "at=1,2", "at=a,b,c", "at=0,0,0", "at=0,0,1e9", "at=NaN,0,1"):
        shown = show(drawn, mark=f"all&{nonsense}")
        assert camera(shown) == pytest.approx(opened)
        assert shown.quiet()


def save_view(shown: Shown, name: str) -> None:
    shown.page.fill("#view-name", name)
    shown.page.click("#save-view")


def saved_names(shown: Shown) -> list[str]:
    names: list[str] = shown.js(
        "[...document.querySelectorAll('#view-list .link')].map((one) => one.textContent)"
    )
    return names


def test_a_view_is_saved_by_name_and_its_address_opens_the_same(show: Show, drawn: Scene) -> None:
    shown = show(drawn, mark="fading")
    open_filters(shown)
    shown.js("document.getElementById('views').open = true")
    shown.page.select_option("#city", index=1)
    shown.js("document.getElementById('when').value = -2")
    shown.page.dispatch_event("#when", "input")
    kept = state(shown)
    save_view(shown, "Two steps ago")
    assert shown.page.title() == "Two steps ago · Robin's network"
    shown.page.click("#lens-meet")
    assert shown.page.title() == "Robin's network"
    save_view(shown, "Meeting")
    assert saved_names(shown) == ["Two steps ago", "Meeting"]

    again = show(drawn, mark=shown.js("location.hash.slice(1)"))  # a link brings all of them
    assert saved_names(again) == ["Two steps ago", "Meeting"]
    assert again.page.title() == "Meeting · Robin's network"
    again.js("document.getElementById('views').open = true")
    again.page.click("#view-list .link >> nth=0")
    wait_until(again, "netkitMap.state().lens === 'fading'")
    fields = ("lens", "city", "step", "selected", "colour", "layout")
    assert {key: state(again)[key] for key in fields} == {key: kept[key] for key in fields}
    assert again.page.title() == "Two steps ago · Robin's network"
    again.page.go_back()
    wait_until(again, "netkitMap.state().lens === 'meet'")
    again.page.click("[aria-label='Forget the view Meeting']")
    assert saved_names(again) == ["Two steps ago"]
    assert shown.quiet()
    assert again.quiet()


def test_a_view_needs_a_name_and_the_same_name_takes_the_place(show: Show, drawn: Scene) -> None:
    shown = show(drawn)
    shown.js("document.getElementById('views').open = true")
    save_view(shown, "   ")
    assert saved_names(shown) == []
    save_view(shown, "Mine")
    shown.page.click("#lens-fading")
    save_view(shown, "Mine")
    assert saved_names(shown) == ["Mine"]
    shown.page.click("#lens-meet")
    shown.page.click("#view-list .link")
    wait_until(shown, "netkitMap.state().lens === 'fading'")
    assert shown.quiet()


def test_saved_views_of_a_hostile_address_are_text_or_nothing(show: Show, drawn: Scene) -> None:
    evil = '[["<img src=x onerror=alert(1)>","javascript:alert(1)"],["",""],[1,2],"x",["a"]]'
    for saved in (quote(evil), quote("{}"), "%5B%5B", quote("[null]"), quote("7")):
        shown = show(drawn, mark=f"all&saved={saved}")
        assert saved_names(shown) == (
            ["<img src=x onerror=alert(1)>"] if saved == quote(evil) else []
        )
        assert len(shown.js("netkitMap.shown()")) == len(drawn.people)
        assert shown.quiet()


def test_nonsense_in_an_address_opens_the_map_all_the_same(show: Show, drawn: Scene) -> None:
    shown = show(
        drawn, mark="all&person=Nobody%&tie=a|b&colour=__proto__&size=x&day=9&hops=z&least=z"
    )
    assert len(shown.js("netkitMap.shown()")) == len(drawn.people)
    assert shown.quiet()
