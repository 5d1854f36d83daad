"""The map that a notebook holds: a frame, a file, data."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from netkit.maps import Map, map_of, page
from netkit.ties import Network
from tests.maps.hostile import hostile_scene
from tests.maps.invented import scene

if TYPE_CHECKING:
    from pathlib import Path

    from tests.maps.conftest import Show


class _Frames(HTMLParser):
    """The attributes of every element."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def test_the_frame_holds_the_same_page_and_nothing_of_it_leaks_out() -> None:
    drawn = hostile_scene()
    parser = _Frames()
    parser.feed(Map(drawn)._repr_html_())
    [(tag, attributes)] = parser.elements
    assert tag == "iframe"
    assert attributes["sandbox"] == "allow-scripts"  # not of the notebook's origin
    assert attributes["srcdoc"] == page(drawn).decode()


def test_a_map_in_a_frame_draws_itself_and_asks_no_network(show: Show) -> None:
    frame = Map(scene(30, 60))._repr_html_()
    shown = show(f"<!DOCTYPE html><meta charset=utf-8>{frame}".encode(), mark="")
    inside = shown.page.frame_locator("iframe")
    inside.locator("#answer").wait_for()
    assert "30 people" in inside.locator("#count").inner_text()
    assert shown.quiet()


@pytest.mark.parametrize(
    "style", ["display: none", "width: 0; height: 0", "width: 1px; height: 9px"]
)
def test_a_frame_that_is_hidden_at_first_fits_its_map_when_it_is_seen(
    show: Show, style: str
) -> None:
    drawn = scene(30, 60)
    frame = Map(drawn)._repr_html_()
    shown = show(
        f"<!DOCTYPE html><meta charset=utf-8><div style='{style}; overflow: hidden'>"
        f"<style>iframe {{ {style} !important }}</style>{frame}</div>".encode(),
        mark="",
    )
    inside = shown.page.frame_locator("iframe")
    inside.locator("#count").wait_for(state="attached")
    shown.page.wait_for_timeout(200)  # it starts while there is no room
    shown.page.evaluate(
        "document.querySelector('style').remove(); document.querySelector('div').style = ''"
    )
    inside.locator("#answer").wait_for()
    framed = shown.page.frames[1]
    framed.wait_for_function("netkitMap.view().scale > 1")
    assert framed.evaluate(_PEOPLE_IN_VIEW) == len(drawn.people)
    assert shown.quiet()


_PEOPLE_IN_VIEW = """netkitMap.shown().map(netkitMap.place).filter(
    ({ x, y }) => x > 0 && y > 0 && x < innerWidth && y < innerHeight).length"""


def test_a_saved_map_is_the_page_and_its_data_is_plain(tmp_path: Path) -> None:
    net = Network.from_events(["ann", "bob"], ["bob", "cid"], [0, 86_400])
    drawn = map_of(net, title="Three")
    assert drawn.save(tmp_path / "m.html").read_bytes() == page(drawn.scene)
    assert json.loads(json.dumps(drawn.data))["title"] == "Three"
    assert repr(drawn) == "<Map of 3 people, groups: 1>"


def test_a_network_shows_itself_as_a_map(tmp_path: Path) -> None:
    net = Network.from_events(["ann", "bob", "cid"], ["bob", "cid", "ann"], [0, 86400, 172800])
    shown = net.map(title="Three", names={"ann": "Ann Lee"})
    assert {person["name"] for person in shown.data["people"]} == {"Ann Lee", "bob", "cid"}
    assert 'sandbox="allow-scripts"' in shown._repr_html_()
    assert shown.save(tmp_path / "three.html").read_bytes().startswith(b"<!DOCTYPE html>")
