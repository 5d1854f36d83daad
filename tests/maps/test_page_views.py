"""What can be looked at on the page, and how its address keeps it: filters, cards, days, links."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from netkit.maps import Card, build_scene
from tests.maps.invented import AS_OF, network, scene

if TYPE_CHECKING:
    from netkit.maps import Scene
    from tests.maps.conftest import Show, Shown


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


@pytest.fixture(scope="module")
def drawn() -> Scene:
    return rich_scene()


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


def open_filters(shown: Shown) -> None:
    shown.js("document.getElementById('filters').open = true")


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


def wait_for_mark(shown: Shown, part: str) -> None:
    wait_until(shown, f"decodeURIComponent(location.hash).includes({part!r})")


def camera(shown: Shown) -> tuple[float, float, float]:
    """Return where the first person lies in the window, and the zoom."""
    place, view = shown.js("netkitMap.place(0)"), shown.js("netkitMap.view()")
    return place["x"], place["y"], view["scale"]


def test_no_option_of_a_command_is_broken_at_its_hyphens(show: Show, drawn: Scene) -> None:
    shown = show(drawn, mark=f"meet&person={drawn.people[unique_names(drawn)[0]].name}")
    assert {"--", "--draft"} <= set(shown.page.locator(".option").all_inner_texts())
    for width in range(40, 260, 4):  # pixels of a line: at some of them an option stands at its end
        broken = """(width) => [...document.querySelectorAll('.option')].filter((part) => {
          part.parentElement.style.width = `${width}px`;
          return part.getClientRects().length > 1; }).length"""
        assert shown.js(broken, width) == 0


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
