"""Drawings that are saved from the page: text stays text, and small maps name everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from tests.maps.hostile import hostile_scene
from tests.maps.invented import scene

if TYPE_CHECKING:
    from tests.maps.conftest import Show


def test_names_stay_text_in_a_saved_drawing(show: Show) -> None:
    shown = show(hostile_scene())
    with shown.page.expect_download() as saved:
        shown.page.click("#drawing")
    root = ElementTree.fromstring(saved.value.path().read_text("utf-8"))
    kinds = {part.tag.rpartition("}")[2] for part in root.iter()}
    assert kinds <= {"svg", "title", "rect", "path", "text"}
    assert all(not name.startswith("on") and "href" not in name for part in root.iter()
               for name in part.attrib)  # fmt: skip
    assert shown.quiet()


def test_a_small_map_names_everybody_whatever_is_asked(show: Show) -> None:
    small = scene(8, 6)
    for lens in ("meet", "fading", "balance", "connect"):
        shown = show(small, mark=lens)
        with shown.page.expect_download() as saved:
            shown.page.click("#drawing")
        root = ElementTree.fromstring(saved.value.path().read_text("utf-8"))
        texts = {part.text for part in root.iter() if part.tag.endswith("text")}
        assert {person.name for person in small.people} <= texts
        assert shown.quiet()
