"""What can be looked at on the page: filters, cards, days, drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from tests.maps.rich_page import mark, open_filters, rich_scene, state, unique_names, wait_until

if TYPE_CHECKING:
    from netkit.maps import Scene
    from tests.maps.conftest import Show, Shown


@pytest.fixture(scope="module")
def drawn() -> Scene:
    return rich_scene()


def test_a_card_says_what_is_due_with_its_command(show: Show, drawn: Scene) -> None:
    shown = show(drawn)
    row = unique_names(drawn)[0]
    shown.choose(row)
    card = drawn.people[row].card
    assert card is not None
    text = shown.page.inner_text("#person")
    for line in (*card.needs, *card.offers, *card.promises, *card.last, *card.milestones,
                 card.act, *card.commands, *card.cautions, *drawn.people[row].sources):  # fmt: skip
        assert line in text
    assert "Remember" not in text  # no notes were asked for
    assert shown.quiet()


@pytest.mark.parametrize("key", ["city", "source", "direction", "silence", "company", "tag"])
def test_each_filter_leaves_whom_it_says(show: Show, drawn: Scene, key: str) -> None:
    shown = show(drawn)
    open_filters(shown)
    values = shown.js(f"[...document.getElementById('{key}').options].map((one) => one.value)")
    value = values[1]
    shown.page.select_option(f"#{key}", value)
    expected = {
        row
        for row, person in enumerate(drawn.people)
        if {
            "city": person.city == value,
            "source": value in person.sources,
            "direction": person.trend == value,
            "silence": key == "silence" and (person.silent_days or 0) >= int(value),
            "company": person.organization == value,
            "tag": value in person.tags,
        }[key]
    }
    if drawn_in_rings(shown):
        assert set(shown.js("netkitMap.shown()")) == expected
    assert 0 < len(expected) < len(drawn.people)
    assert mark(shown) == f"all&{key}={value}"
    assert shown.quiet()


def drawn_in_rings(shown: Shown) -> bool:
    """Say whether everybody has a place: 60 people open in rings, all of them in it."""
    return bool(state(shown)["layout"] == "rings")


def test_size_follows_brokerage_and_favours(show: Show, drawn: Scene) -> None:
    shown = show(drawn)
    open_filters(shown)
    sizes = {
        "reach": [person.reach for person in drawn.people],
        "favours": [person.given + person.received for person in drawn.people],
    }
    for value, figures in sizes.items():
        shown.page.select_option("#size", value)
        order = sorted(range(len(figures)), key=figures.__getitem__)
        radii = shown.js("(rows) => rows.map((row) => netkitMap.radius(row))", order)
        assert radii == sorted(radii)
        assert radii[-1] > 2 * radii[0]
        assert f"size={value}" in mark(shown)


def test_no_option_of_a_command_is_broken_at_its_hyphens(show: Show, drawn: Scene) -> None:
    shown = show(drawn, mark=f"meet&person={drawn.people[unique_names(drawn)[0]].name}")
    assert {"--", "--draft"} <= set(shown.page.locator(".option").all_inner_texts())
    for width in range(40, 260, 4):  # pixels of a line: at some of them an option stands at its end
        broken = """(width) => [...document.querySelectorAll('.option')].filter((part) => {
          part.parentElement.style.width = `${width}px`;
          return part.getClientRects().length > 1; }).length"""
        assert shown.js(broken, width) == 0


def test_two_days_are_compared_as_their_strengths_say(show: Show, drawn: Scene) -> None:
    shown = show(drawn, mark=f"all&day={drawn.past[0].date()}")
    shown.page.click("#compare")
    expected = {"came": 0, "warmed": 0, "cooled": 0, "went": 0}
    for person in drawn.people:
        then, now = round(person.past[0]), person.strength
        if then < 1 <= now:
            expected["came"] += 1
        elif now < 1 <= then:
            expected["went"] += 1
        elif now - then >= 10:
            expected["warmed"] += 1
        elif then - now >= 10:
            expected["cooled"] += 1
    text = shown.page.inner_text(".answer-text")
    assert all(f"{count} {kind}" in text for kind, count in expected.items() if count)
    assert sum(expected.values()) > 5
    assert "since=" in mark(shown)
    shown.page.click("#compare")
    assert state(shown)["base"] is None
    assert state(shown)["colour"] == "group"
    assert shown.quiet()


def test_time_plays_by_itself_until_it_is_stopped(show: Show, drawn: Scene) -> None:
    shown = show(drawn)
    shown.page.focus("#map")
    shown.page.keyboard.press(" ")
    wait_until(shown, "netkitMap.state().step >= 2")
    shown.page.keyboard.press(" ")
    stopped = state(shown)["step"]
    shown.page.wait_for_timeout(1000)
    assert state(shown)["step"] == stopped
    assert shown.page.inner_text("#play") == "Play"


def test_several_people_show_what_they_share_and_the_ways_between_two(
    show: Show, drawn: Scene
) -> None:
    shown = show(drawn)
    name = [person.name for person in drawn.people]
    row_of = {person.id: row for row, person in enumerate(drawn.people)}
    tie = next(tie for tie in drawn.ties if row_of[tie.a] in unique_names(drawn)
               and row_of[tie.b] in unique_names(drawn))  # fmt: skip
    a, b = row_of[tie.a], row_of[tie.b]
    shown.choose(a)
    shown.page.focus("#map")
    shown.page.keyboard.press("x")
    shown.choose(b)
    shown.page.focus("#map")
    shown.page.keyboard.press("x")
    text = shown.page.inner_text("#person")
    assert "2 people" in text
    one, other = drawn.people[a], drawn.people[b]
    for shared in {*one.tags, one.city, one.organization} & {
        *other.tags,
        other.city,
        other.organization,
    }:
        assert not shared or shared in text
    assert f"{name[a]} – " in text
    neighbours = [{t.b if t.a == p.id else t.a for t in drawn.ties if p.id in (t.a, t.b)}
                  for p in (one, other)]  # fmt: skip
    both = neighbours[0] & neighbours[1]
    listed = [person for person in both if name[row_of[person]] in text]
    assert len(listed) >= min(12, len(both))
    assert set(shown.js("netkitMap.lit()")) >= {a, b, *(row_of[person] for person in both)}
    assert mark(shown) == f"all&chosen={name[a]}|{name[b]}"
    assert shown.quiet()


def test_a_tie_has_a_card_with_its_days_both_ways_and_its_reason(show: Show, drawn: Scene) -> None:
    shown = show(drawn)
    row_of = {person.id: row for row, person in enumerate(drawn.people)}
    tie = next(tie for tie in drawn.ties if row_of[tie.a] in unique_names(drawn)
               and row_of[tie.b] in unique_names(drawn))  # fmt: skip
    a, b = (drawn.people[row_of[end]].name for end in (tie.a, tie.b))
    shown.choose(row_of[tie.a])
    shown.page.locator(f'#person button[aria-label="The tie with {b}"]').click()
    text = shown.page.inner_text("#person")
    assert f"{a} on 3 days (above), {b} on 5 (below)" in text
    assert all(reason in text for reason in tie.because)
    assert ("inferred, not seen" in text) == tie.inferred
    assert shown.page.locator("#person svg.days rect").count() == 8
    assert mark(shown) == f"all&tie={a}|{b}"
    assert shown.quiet()


def test_a_saved_drawing_is_svg_with_title_day_and_legend(show: Show, drawn: Scene) -> None:
    shown = show(drawn, mark="fading")
    with shown.page.expect_download() as saved:
        shown.page.click("#drawing")
    text = saved.value.path().read_text("utf-8")
    root = ElementTree.fromstring(text)
    words = " ".join("".join(part.itertext()) for part in root.iter() if part.tag.endswith("text"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    for part in ("Robin's network", "Nov 1, 2026", "What is fading?", "weakening", "growing"):
        assert part in words
    assert saved.value.suggested_filename == "map-2026-11-01.svg"
    assert shown.quiet()


def test_on_a_very_wide_window_the_cards_are_larger_and_stay_inside(show: Show) -> None:
    measure = """['dock', 'time'].map((id) => {
      const { width, bottom } = document.getElementById(id).getBoundingClientRect();
      return [width, bottom];
    })"""
    usual = show(rich_scene(), width=1280, height=800).js(measure)
    wide = show(rich_scene(), width=3840, height=2160).js(measure)
    for (width, _), (larger, bottom) in zip(usual, wide, strict=True):
        assert larger > 1.4 * width
        assert bottom <= 2160
