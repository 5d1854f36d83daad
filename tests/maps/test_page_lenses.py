"""The four questions of the page: what they list, how they open, what they leave lit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from netkit.maps.lenses import lenses_of, opening_lens
from netkit.maps.scene import SceneNote
from netkit.model.frozen import replace
from tests.maps.invented import scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from netkit.maps import Scene, ScenePerson
    from tests.maps.conftest import Show, Shown


@pytest.fixture(scope="module")
def drawn() -> Scene:
    return scene(200, 800)


def state(shown: Shown) -> dict[str, Any]:
    found: dict[str, Any] = shown.js("netkitMap.state()")
    return found


def wait_for_lens(shown: Shown, key: str) -> None:
    for _ in range(100):
        if state(shown)["lens"] == key:
            return
        shown.page.wait_for_timeout(30)
    raise AssertionError(f"{state(shown)['lens']!r} is open, not {key!r}")


def test_a_page_opens_with_the_question_that_has_most_to_say(show: Show, drawn: Scene) -> None:
    shown = show(drawn, mark="")
    assert state(shown)["lens"] == opening_lens(drawn) == "fading"
    lens = lenses_of(drawn)[1]
    assert lens.headline == f"{lens.count} ties are slowing down"
    assert shown.page.inner_text("#answer").startswith(f"{lens.headline}\n\n{lens.answer}")
    assert shown.quiet()


@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_keys_and_links_open_a_question_with_its_answer_and_number(
    show: Show, drawn: Scene, number: int
) -> None:
    lens = lenses_of(drawn)[number]
    shown = show(drawn, mark=lens.key)
    assert state(shown)["lens"] == lens.key
    assert shown.page.inner_text(".answer-text") == lens.answer
    button = shown.page.locator(f"#lens-{lens.key}")
    assert button.inner_text().split("\n") == [lens.question, str(lens.count)]
    shown.page.focus("#map")
    shown.page.keyboard.press(str(number + 1))  # the same key leaves it
    wait_for_lens(shown, "")
    shown.page.keyboard.press(str(number + 1))
    wait_for_lens(shown, lens.key)
    assert shown.quiet()


def test_back_leads_to_the_question_before(show: Show, drawn: Scene) -> None:
    shown = show(drawn, mark="meet")
    shown.page.click("#lens-fading")
    wait_for_lens(shown, "fading")
    shown.page.go_back()
    wait_for_lens(shown, "meet")
    assert shown.quiet()


def test_fading_lists_and_lights_everybody_whose_tie_changes(show: Show, drawn: Scene) -> None:
    shown = show(drawn, mark="fading")
    people = [person for person in drawn.people if person.trend != "steady"]
    while shown.page.locator("#answer li button:has-text(' more')").count():
        shown.page.click("#answer li button:has-text(' more')")
    links = shown.page.locator("#answer .link")
    assert links.count() == len(people)
    strongest = max((p for p in people if p.trend == "weakening"), key=lambda p: p.strength)
    assert links.nth(0).inner_text().startswith(strongest.name)
    lit = {number for number, person in enumerate(drawn.people) if person.trend != "steady"}
    assert set(shown.js("netkitMap.lit()")) == lit


def test_silences_and_words_come_out_whole_among_thousands(show: Show) -> None:
    drawn = scene(3_000, 0)
    silent = {row: 400 + row for row in range(0, 3_000, 40)}  # the others: five days
    people = [replace(one, silent_days=silent.get(row, 5), trend="steady", strength=row / 30)
              for row, one in enumerate(drawn.people)]  # fmt: skip
    notes = [SceneNote(people[row].id, "fading", f"{days} days, usually 2 to 4 weeks | 7 times")
             for row, days in silent.items()]  # fmt: skip
    shown = show(replace(drawn, people=tuple(people), fading=tuple(notes)), mark="fading")
    shown.page.click("#answer li button:has-text(' more')")
    lines = shown.page.locator("#answer .link").all_inner_texts()
    assert [line.split("\n")[1] for line in lines] == [note.text for note in notes]
    assert set(shown.js("netkitMap.lit()")) == set(silent)
    shown.page.goto(shown.page.url.replace("#fading", "#all&silence=365"))
    assert set(shown.js("netkitMap.shown()")) == set(silent)
    assert shown.quiet()


def both_ends(drawn: Scene, fits: Callable[[ScenePerson], bool]) -> list[set[int]]:
    """Return the rows of each suggestion of which at least one end fits."""
    row = {person.id: number for number, person in enumerate(drawn.people)}
    pairs = [{row[s.a], row[s.b]} for s in drawn.suggestions]
    return [ends for ends in pairs if any(fits(drawn.people[end]) for end in ends)]


def test_introductions_are_left_by_a_group_with_both_ends_lit(show: Show, drawn: Scene) -> None:
    shown = show(drawn, mark="meet")
    first = next(one for one in drawn.people if one.id == drawn.suggestions[0].a)
    group = drawn.groups[first.group]
    wanted = both_ends(drawn, lambda one: one.group == group.id)
    assert len(wanted) < len(drawn.suggestions)
    shown.page.select_option("#among", group.name)
    assert shown.page.locator("#answer .link").count() == len(wanted)
    assert set(shown.js("netkitMap.lit()")) == set().union(*wanted)
    text = f"{len(wanted)} of {len(drawn.suggestions)} pass the filters"
    assert text in shown.page.inner_text("#answer")
    shown.page.reload()  # the address keeps the choice
    assert shown.page.input_value("#among") == group.name
    assert shown.page.locator("#answer .link").count() == len(wanted)
    shown.page.focus("#map")
    shown.page.keyboard.press("Escape")
    assert shown.page.locator("#answer .link").count() == len(drawn.suggestions)
    assert shown.quiet()


def test_introductions_are_left_by_a_person(show: Show, drawn: Scene) -> None:
    shown = show(drawn, mark="meet")
    last = drawn.suggestions[-1]
    person = next(one for one in drawn.people if one.id == last.b)
    alike = [one.id for one in drawn.people if one.name == person.name]
    nth = alike.index(person.id)
    shown.page.select_option("#whose", person.name + (f"*{nth + 1}" if nth else ""))
    wanted = both_ends(drawn, lambda one: one.id == person.id)
    assert shown.page.locator("#answer .link").count() == len(wanted)
    assert set(shown.js("netkitMap.lit()")) == set().union(*wanted)
    assert shown.quiet()


def test_the_list_of_a_question_keeps_to_the_filters(show: Show, drawn: Scene) -> None:
    shown = show(drawn, mark="fading")
    cities = [one.city for one in drawn.people if one.trend == "weakening" and one.city]
    wanted = [one.name for one in drawn.people if one.trend != "steady" and one.city == cities[0]]
    shown.js("document.getElementById('filters').open = true")
    shown.page.select_option("#city", cities[0])
    links = shown.page.locator("#answer .link").all_inner_texts()
    assert sorted(text.split("\n")[0] for text in links) == sorted(wanted)
    assert shown.quiet()


def test_the_first_introductions_have_a_number_in_the_list_and_on_the_map(
    show: Show, drawn: Scene
) -> None:
    shown = show(drawn, mark="meet")
    assert shown.page.locator("#answer .nth").all_inner_texts() == ["1", "2", "3", "4", "5"]
    first = [{one.a, one.b} for one in drawn.suggestions[:5]]
    ids = [{drawn.people[a].id, drawn.people[b].id} for a, b in shown.js("netkitMap.numbered()")]
    assert ids == first
    shown.js("netkitMap.draw()")
    x, y = shown.js("netkitMap.numberAt(1)")
    shown.page.mouse.click(x, y)
    name = {person.id: person.name for person in drawn.people}
    text = shown.page.locator("#person").inner_text()
    assert name[drawn.suggestions[0].a] in text
    assert name[drawn.suggestions[0].b] in text
    assert shown.quiet()


def test_the_command_for_the_first_answer_is_there_to_copy(show: Show, drawn: Scene) -> None:
    first = drawn.suggestions[0]
    name = {person.id: person.name for person in drawn.people}
    button = show(drawn, mark="meet").page.locator(".first-act button")
    command = button.get_attribute("title") or ""
    assert command.startswith("netkit intro --draft -- '")
    assert name[first.a] in command
    assert name[first.b] in command
    button = show(drawn, mark="fading").page.locator(".first-act button")
    assert (button.get_attribute("title") or "").startswith("netkit brief -- '")


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_a_question_leaves_nobody_out_of_view_to_come_a_little_nearer(
    show: Show, seed: int
) -> None:
    few = scene(220, 300, seed=seed)
    kept = {person.id for person in few.people[: 4 + seed]}
    few = replace(few, suggestions=tuple(i for i in few.suggestions if {i.a, i.b} & kept)[:2])
    shown = show(few, mark="all")
    shown.page.keyboard.press("1")
    wait_for_lens(shown, "meet")
    nearer = shown.page.evaluate("netkitMap.view().scale")
    lit = shown.page.evaluate("netkitMap.lit()")
    assert 2 <= len(lit) <= 4
    shown.page.keyboard.press("1")
    shown.page.wait_for_function("!netkitMap.state().lens && !netkitMap.moving()")
    whole = shown.page.evaluate("netkitMap.view().scale")
    assert nearer == pytest.approx(whole) or nearer > 1.5 * whole


def test_two_who_should_meet_open_a_card_with_commands_safe_to_paste(show: Show) -> None:
    drawn = scene(60, 120)
    shown = show(drawn, mark="meet")
    shown.page.locator("#answer .link").nth(0).click()
    first = drawn.suggestions[0]
    name = {person.id: person.name for person in drawn.people}
    card = shown.page.locator("#person")
    assert name[first.a] in card.inner_text()
    assert name[first.b] in card.inner_text()
    commands = [button.get_attribute("title") for button in card.locator(".hops button").all()]
    assert commands[1] == f"netkit intro --step made -- '{name[first.a]}' '{name[first.b]}'"
    shown.page.focus("#map")
    shown.page.keyboard.press("Escape")
    assert card.is_hidden()
    assert shown.quiet()


def test_show_all_and_escape_clear_every_filter(show: Show, drawn: Scene) -> None:
    shown = show(drawn)
    for key in ("button", "Escape"):
        shown.js("document.getElementById('filters').open = true")
        shown.page.select_option("#company", index=1)
        assert len(shown.js("netkitMap.shown()")) < 200
        shown.page.focus("#map")
        if key == "button":
            shown.page.click("#fit")
        else:
            shown.page.keyboard.press(key)
        assert len(shown.js("netkitMap.shown()")) == 200
        assert shown.page.input_value("#company") == ""


def test_a_small_network_opens_with_its_owner_in_the_middle(show: Show, drawn: Scene) -> None:
    assert state(show(scene(30, 60)))["layout"] == "rings"
    assert state(show(drawn))["layout"] == "groups"


def test_a_phone_says_the_question_beside_the_map(show: Show, drawn: Scene) -> None:
    shown = show(drawn, mark="fading", width=390, height=844)
    assert "What is fading?" in shown.page.inner_text("#count")


def test_a_group_has_a_card_with_its_closest_its_fading_and_where_it_leads(
    show: Show, drawn: Scene
) -> None:
    shown = show(drawn)
    group = drawn.groups[0]
    shown.page.fill("#search", group.name)
    entry = shown.page.locator("#found li", has_text=f"group of {len(group.members)}").first
    entry.dispatch_event("mousedown")
    text = shown.page.inner_text("#person")
    assert group.name in text
    assert f"{len(group.members)} people" in text
    inside = [person for person in drawn.people if person.group == 0]
    closest = sorted(inside, key=lambda person: -person.strength)[:5]
    inside.sort(key=lambda person: -person.strength)
    weakening = [person for person in inside if person.trend == "weakening"][:12]
    assert weakening
    assert all(person.name in text for person in [*closest, *weakening])
    group_of = {person.id: person.group for person in drawn.people}
    across = [
        {group_of[tie.a], group_of[tie.b]}
        for tie in drawn.ties
        if 0 in {group_of[tie.a], group_of[tie.b]}
    ]
    leads = [next(iter(ends - {0})) for ends in across if len(ends) == 2 and -1 not in ends]
    most = max(set(leads), key=lambda number: (leads.count(number), -number))
    assert f"to {drawn.groups[most].name}: {leads.count(most)} tie" in text
    shown.page.focus("#map")
    shown.page.keyboard.press("Escape")
    assert shown.page.locator("#person").is_hidden()
    assert shown.quiet()
