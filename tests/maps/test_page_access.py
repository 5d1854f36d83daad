"""The page for everybody: by keyboard alone, with a screen reader, on a phone, in any light."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest

from netkit.maps.colours import PALETTES
from tests.maps.invented import scene

if TYPE_CHECKING:
    from netkit.maps import Scene
    from tests.maps.conftest import Show, Shown


PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}

# Every element that shows text of its own: its colours, all grounds beneath it, its size.
TEXTS = """() => [...document.querySelectorAll('body *')].filter((one) =>
  one.checkVisibility() && !one.matches('canvas, script, style, .unseen, .skip, option')
  && !one.closest('.unseen') && (one.matches('input[type=search]')
    || [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim())))
  .map((one) => { const style = getComputedStyle(one); const grounds = [];
    for (let at = one; at; at = at.parentElement)
      grounds.push(getComputedStyle(at).backgroundColor);
    return { name: one.outerHTML.slice(0, 90), grounds,
      colour: one.matches('text') ? style.fill : style.color,
      size: parseFloat(style.fontSize), bold: Number(style.fontWeight) >= 700 }; })"""

# Every control and the name that a screen reader says.
CONTROLS = """() => [...document.querySelectorAll('input, select, button, canvas, dialog, summary')]
  .map((one) => ({ html: one.outerHTML.slice(0, 90), name: (one.getAttribute('aria-label')
    || [...(one.labels ?? [])].map((l) => l.textContent).join(' ')
    || (one.getAttribute('aria-labelledby') && document.getElementById(
      one.getAttribute('aria-labelledby')).textContent) || one.textContent).trim() }))"""


@pytest.fixture(scope="module")
def drawn() -> Scene:
    return scene(200, 800, ghosts=6)


def luminance(colour: str) -> float:
    """Return the relative luminance of ``rgb(…)`` or ``#rrggbb`` (WCAG 2.2)."""
    if colour.startswith("#"):
        parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    else:
        parts = [int(float(part)) for part in re.findall(r"[\d.]+", colour)[:3]]
    linear = [p / 255 / 12.92 if p <= 10 else ((p / 255 + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def ground(grounds: list[str]) -> str:
    """Return the first ground that is not see-through."""
    return next((one for one in grounds if one != "rgba(0, 0, 0, 0)"), "rgb(255, 255, 255)")


def test_contrast_is_what_the_standard_defines() -> None:
    # WCAG 2.2: black on white is 21:1; #767676 on white is the well-known 4.54:1.
    assert contrast("#000000", "rgb(255, 255, 255)") == pytest.approx(21.0)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("dark", "phone"), list(product([False, True], repeat=2)))
def test_all_text_has_the_contrast_of_wcag_aa(
    show: Show, drawn: Scene, dark: bool, phone: bool
) -> None:
    shown = show(drawn, dark=dark, **(PHONE if phone else {}))
    assert shown.js("document.documentElement.dataset.theme") == ("dark" if dark else "light")
    weak = []
    for state in ("start", "person", "found", "table"):
        bring(shown, state, phone)
        for text in shown.js(TEXTS):
            large = text["size"] >= 24 or (text["bold"] and text["size"] >= 18.66)
            ratio = contrast(text["colour"], ground(text["grounds"]))
            if ratio < (3.0 if large else 4.5):
                weak.append((state, round(ratio, 2), text["name"]))
        shown.picture(f"{state}{'_phone' if phone else ''}_{'dark' if dark else 'light'}")
    assert weak == []
    assert shown.quiet()


def bring(shown: Shown, state: str, phone: bool) -> None:
    """Bring the page into one of its states."""
    if state == "start":
        shown.js("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        if phone:
            shown.page.click("#menu")
            shown.picture("menu_phone")
    elif state == "person":
        shown.page.keyboard.press("Escape")
        shown.page.focus("#map")
        shown.page.keyboard.press("n")
    elif state == "found":
        shown.page.fill("#search", "a")
    else:
        shown.page.fill("#search", "")
        shown.page.focus("#map")
        shown.page.keyboard.press("t")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_names_and_lines_on_the_map_have_enough_contrast(theme: str) -> None:
    found = PALETTES[theme]
    for name in ("text", "quiet", "idea", "warn", "accent"):
        assert contrast(found[name], found["ground"]) >= 4.5
    for hue in found["hues"][:8]:  # what is not text needs 3:1, the greys after it say less
        assert contrast(hue, found["ground"]) >= 2.6


def test_every_control_has_a_name(show: Show, drawn: Scene) -> None:
    shown = show(drawn)
    shown.page.focus("#map")
    shown.page.keyboard.press("n")
    shown.page.keyboard.press("t")
    nameless = [one["html"] for one in shown.js(CONTROLS) if not one["name"]]
    assert nameless == []


def test_a_walk_by_keyboard_alone(show: Show, drawn: Scene) -> None:
    shown = show(drawn)
    keys = shown.page.keyboard
    best = sorted(range(len(drawn.people)), key=lambda i: (-drawn.people[i].strength, i))
    keys.press("n")
    assert shown.js("netkitMap.state().selected") == best[0]
    keys.press("n")
    keys.press("p")
    assert shown.js("netkitMap.state().selected") == best[0]
    assert drawn.people[best[0]].name in (shown.page.text_content("#say") or "")
    keys.press("Enter")
    assert shown.js("document.activeElement.id") == "person"
    keys.press("Escape")
    assert shown.js("netkitMap.state().selected") == -1
    assert shown.js("document.activeElement.id") == "map"
    moves(shown)
    keys.press("/")
    assert shown.js("document.activeElement.id") == "search"
    keys.type("muller")
    keys.press("ArrowDown")
    keys.press("Enter")
    assert "Müller" in shown.page.inner_text("#person h2")
    assert shown.js("document.activeElement.id") == "map"
    keys.press("t")
    assert shown.page.locator("#table").get_attribute("open") is not None
    keys.press("Escape")
    assert shown.page.locator("#table").get_attribute("open") is None
    assert shown.quiet()


def moves(shown: Shown) -> None:
    """Arrows move the map, plus and minus zoom, 0 shows everything again."""
    keys = shown.page.keyboard
    keys.press("0")
    shown.rest()
    start = shown.js("netkitMap.view()")
    keys.press("ArrowRight")
    keys.press("ArrowDown")
    moved = shown.js("netkitMap.view()")
    assert (moved["x"], moved["y"]) == (start["x"] - 60, start["y"] - 60)
    keys.press("+")
    assert shown.js("netkitMap.view().scale") > start["scale"]
    keys.press("-")
    assert shown.js("netkitMap.view().scale") == pytest.approx(start["scale"])
    keys.press("0")
    shown.rest()
    assert shown.js("netkitMap.view().x") == pytest.approx(start["x"])


def test_tab_reaches_every_control_in_order(show: Show, drawn: Scene) -> None:
    shown = show(drawn)
    reached = []
    for _ in range(60):
        shown.page.keyboard.press("Tab")
        reached.append(shown.js("document.activeElement.id"))
    wanted = ["map", "search", "layout", "colour", "ideas", "ghosts", "fit", "table-button",
              "picture", "theme", "when"]  # fmt: skip
    assert [one for one in reached if one in wanted][: len(wanted)] == wanted


def test_the_table_tells_a_screen_reader_its_order(show: Show, drawn: Scene) -> None:
    shown = show(drawn)
    shown.page.keyboard.press("t")
    table = shown.page.get_by_role("table")
    assert table.get_by_role("columnheader").all_inner_texts()[0] == "Name"
    assert shown.page.locator('th[aria-sort="descending"]').inner_text().startswith("Tie")
    assert "200 people" in (shown.page.locator("caption").text_content() or "")


def test_touch_opens_people_and_two_fingers_zoom(show: Show, drawn: Scene) -> None:
    shown = show(drawn, **PHONE)
    strongest = max(range(len(drawn.people)), key=lambda i: drawn.people[i].strength)
    place = shown.js("(i) => netkitMap.place(i)", strongest)
    shown.page.touchscreen.tap(place["x"], place["y"])
    assert shown.page.inner_text("#person h2") == drawn.people[strongest].name
    shown.picture("person_phone_tapped")
    card = shown.page.locator("#person").bounding_box()
    assert card is not None
    assert card["y"] > 400
    before = shown.js("netkitMap.view().scale")
    pinch(shown)
    assert shown.js("netkitMap.view().scale") > 1.5 * before
    assert shown.quiet()


def pinch(shown: Shown) -> None:
    """Move two fingers apart."""
    session = shown.page.context.new_cdp_session(shown.page)
    for step, kind in enumerate(("touchStart", "touchMove", "touchMove", "touchMove", "touchEnd")):
        points = [{"x": 195 + side * (30 + 25 * step), "y": 260, "id": side + 1}
                  for side in (-1, 1)]  # fmt: skip
        session.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [] if kind == "touchEnd" else points},
        )


def test_on_a_phone_the_controls_open_from_the_bar(show: Show, drawn: Scene) -> None:
    shown = show(drawn, **PHONE)
    assert not shown.page.is_visible("#layout")
    shown.page.click("#menu")
    assert shown.page.is_visible("#layout")
    assert shown.page.get_attribute("#menu", "aria-expanded") == "true"
    width = shown.js("document.documentElement.scrollWidth")
    assert width <= 390
