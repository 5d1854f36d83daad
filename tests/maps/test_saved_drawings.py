"""Drawings that are saved from the page: text stays text, and small maps name everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from netkit.maps import Scene, build_scene
from netkit.maps.scene import SceneNote
from netkit.model.frozen import replace
from tests.maps.hostile import hostile_scene
from tests.maps.invented import AS_OF, network, scene

if TYPE_CHECKING:
    from tests.maps.conftest import Show, Shown


def drawing(shown: Shown) -> list[ElementTree.Element]:
    """Return the parts of the drawing that the page saves."""
    with shown.page.expect_download() as saved:
        shown.page.click("#drawing")
    return list(ElementTree.fromstring(saved.value.path().read_text("utf-8")).iter())


def slower(size: int, weakening: int) -> Scene:
    """Return a scene of so many people, of whom the first weaken and the others are steady."""
    people, *_ = network(size, 0)
    marked = [
        replace(one, trend="weakening" if row < weakening else "steady")
        for row, one in enumerate(people)
    ]
    return build_scene(marked, [], title="T", as_of=AS_OF)


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


@pytest.mark.parametrize(("weakening", "ringed"), [(40, 40), (1_000, 0)])
def test_a_thousand_small_people_that_weaken_have_no_rings_and_forty_do(
    show: Show, weakening: int, ringed: int
) -> None:
    shown = show(slower(6_000, weakening), mark="fading", width=900, height=600)
    dashed = [part for part in drawing(shown) if part.get("stroke-dasharray")]
    assert len(dashed) == ringed


def test_rings_and_owner_are_named_larger_in_a_very_wide_window(show: Show) -> None:
    sizes = [
        {part.text: float(part.attrib.get("font-size", 0)) for part in drawing(shown)}
        for shown in (show(scene(8, 6)), show(scene(8, 6), width=3_840, height=2_160))
    ]
    bands = {one.band for one in scene(8, 6).people}
    for name in ("Robin Owner", *bands & sizes[0].keys()):
        assert sizes[1][name] == pytest.approx(1.6 * sizes[0][name])


def test_a_filter_leaves_the_names_of_whom_it_leaves_and_of_their_groups_alone(show: Show) -> None:
    drawn = scene(1_200, 0)
    first = next(one for one in drawn.people if one.organization)
    shown = show(drawn, mark=f"all&city={quote(first.city)}&company={quote(first.organization)}")
    texts = {part.text for part in drawing(shown) if part.text}
    left = [drawn.people[row] for row in shown.js("netkitMap.shown()")]
    names, held = {one.name for one in left}, {one.group for one in left}
    assert 0 < len(left) <= 60
    assert names <= texts
    emptied = {group.name for group in drawn.groups if group.id not in held}
    assert len(emptied) > 30
    assert not emptied & texts


MIDDLE = """() => { const { x, y } = netkitMap.view();
  const pen = document.getElementById('map').getContext('2d');
  return [-3, 0, 3].map((dy) => [...pen.getImageData(x, y + dy, 1, 1).data].slice(0, 3)); }"""


@pytest.mark.parametrize("seed", [0, 1, 3])
def test_no_note_lies_over_the_owner_on_a_phone(show: Show, seed: int) -> None:
    drawn = scene(30, 40, seed=seed)
    closest = sorted(drawn.people, key=lambda one: -one.strength)[:6]
    notes = [SceneNote(one.id, "connector", "knows 2 people in 2 groups") for one in closest]
    lens = replace(drawn, connecting=tuple(notes))
    shown = show(lens, mark="connect", width=390, height=844)
    text = bytes.fromhex(shown.js("netkitMap.palettes().light.text").lstrip("#"))
    assert shown.js(MIDDLE) == [list(text)] * 3
