"""The page in Firefox: questions, cards, filters, days, links; nothing asked, nothing run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from netkit.maps.canvas import page
from netkit.maps.lenses import lenses_of
from tests.maps.firefox import Firefox, firefox
from tests.maps.hostile import hostile_scene
from tests.maps.rich_page import rich_scene

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.maps import Scene


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("firefox")


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[Firefox]:
    with firefox(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def drawn() -> Scene:
    return rich_scene()


@pytest.fixture(scope="module")
def address(folder: Path, drawn: Scene) -> str:
    file = folder / "map.html"
    file.write_bytes(page(drawn))
    return file.as_uri()


def opened(browser: Firefox, address: str, mark: str) -> None:
    """Open a view afresh: another mark alone would stay in the same page."""
    browser.go("about:blank")
    browser.go(f"{address}#{mark}")
    browser.wait_until("!netkitMap.moving()")


def state(browser: Firefox) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(browser.js("JSON.stringify(netkitMap.state())"))
    return found


def text_of(browser: Firefox, selector: str) -> str:
    return str(browser.js(f"document.querySelector({json.dumps(selector)}).innerText"))


def unique_row(drawn: Scene, after: int = -1) -> int:
    names = [person.name for person in drawn.people]
    return next(row for row, name in enumerate(names) if names.count(name) == 1 and row > after)


def test_each_question_opens_with_its_answer_by_link_and_by_key(
    browser: Firefox, address: str, drawn: Scene
) -> None:
    for number, lens in enumerate(lenses_of(drawn), start=1):
        opened(browser, address, lens.key)
        assert state(browser)["lens"] == lens.key
        assert text_of(browser, ".answer-text") == lens.answer
        browser.js("document.getElementById('map').focus()")
        browser.press(str(number))
        assert state(browser)["lens"] == ""
    assert browser.js("performance.getEntriesByType('resource').length") == 0


def test_a_person_a_tie_and_two_chosen_have_their_cards(
    browser: Firefox, address: str, drawn: Scene
) -> None:
    row = unique_row(drawn)
    person = drawn.people[row]
    opened(browser, address, f"all&person={person.name}")
    card = person.card
    assert card is not None
    shown = text_of(browser, "#person")
    assert all(part in shown for part in (card.act, *card.commands, *card.promises))
    browser.click("#person button[aria-label^='The tie with']")
    assert state(browser)["tie"] >= 0
    assert browser.js("document.querySelectorAll('#person svg.days rect').length") == 8
    other = drawn.people[unique_row(drawn, row)]
    opened(browser, address, f"all&chosen={person.name}|{other.name}")
    assert "2 people" in text_of(browser, "#person")
    assert state(browser)["chosen"] == [row, unique_row(drawn, row)]


def test_filters_sizes_and_back(browser: Firefox, address: str, drawn: Scene) -> None:
    opened(browser, address, "all")
    browser.choose("#source", "mail")
    expected = sum("mail" in person.sources for person in drawn.people)
    assert browser.js("netkitMap.shown().length") == expected
    browser.choose("#size", "favours")
    assert browser.js("location.hash").endswith("size=favours&source=mail")
    browser.js("history.back()")
    browser.wait_until("netkitMap.state().size === 'strength'")
    assert state(browser)["source"] == "mail"


def test_two_days_are_compared(browser: Firefox, address: str, drawn: Scene) -> None:
    opened(browser, address, f"all&day={drawn.past[0].date()}")
    browser.click("#compare")
    cooled = sum(round(p.past[0]) - p.strength >= 10 and p.strength >= 1 for p in drawn.people)
    assert f"{cooled} cooled" in text_of(browser, ".answer-text")


def test_keys_select_and_leave(browser: Firefox, address: str, drawn: Scene) -> None:
    opened(browser, address, "all")
    best = max(range(len(drawn.people)), key=lambda row: (drawn.people[row].strength, -row))
    browser.js("document.getElementById('map').focus()")
    browser.press("n")
    assert state(browser)["selected"] == best
    browser.press("Escape")
    assert state(browser)["selected"] == -1


def test_hostile_texts_run_nothing(browser: Firefox, folder: Path) -> None:
    file = folder / "hostile.html"
    file.write_bytes(page(hostile_scene()))
    opened(browser, file.as_uri(), "meet")
    browser.js("document.getElementById('map').focus()")
    for key in ("n", "n", "1", "2", "3", "4", "c", "c", "t"):
        browser.press(key)
    assert browser.js("window.wrappedJSObject.ran === undefined")
    assert browser.js("performance.getEntriesByType('resource').length") == 0
    assert browser.js("document.querySelectorAll('img, iframe, body script[src]').length") == 0
