"""The pyvis page in a browser: names at every zoom in small maps, Find goes nearer, no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.maps.pyvis_writer import page
from tests.maps.hostile import hostile_scene
from tests.maps.invented import scene

if TYPE_CHECKING:
    from tests.maps.conftest import Show, Shown


#: How many dark pixels of text there are at the middle of each name's place.
TEXT_PIXELS = """() => {
  const { network, nodes } = netkitPyvis;
  const sheet = document.querySelector('#map canvas');
  const ratio = sheet.width / sheet.clientWidth;
  const dark = (id) => {
    const { x, y } = network.getPosition(id);
    const at = network.canvasToDOM({ x, y: y + nodes.get(id).size });
    const [left, top] = [(at.x - 30) * ratio, (at.y + 3) * ratio];
    const { data } = sheet.getContext('2d').getImageData(left, top, 60 * ratio, 14 * ratio);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] > 200 && data[i] < 90 && data[i + 1] < 90 && data[i + 2] < 90) count += 1;
    }
    return count;
  };
  return nodes.getIds().map(dark);
}"""


def zoomed(shown: Shown, scale: float) -> list[int]:
    shown.js(f"netkitPyvis.network.moveTo({{ scale: {scale} }})")
    shown.page.wait_for_timeout(300)
    counts: list[int] = shown.js(TEXT_PIXELS)
    return counts


def test_a_small_map_has_its_names_at_every_zoom(show: Show) -> None:
    shown = show(page(scene(5, 6)))
    shown.page.wait_for_timeout(300)
    for scale in (0.6, 1.5, 3.0):
        assert min(zoomed(shown, scale)) > 15
    assert shown.quiet()


def test_find_goes_nearer_and_selects(show: Show) -> None:
    drawn = scene(200, 400)
    shown = show(page(drawn))
    shown.page.wait_for_timeout(300)
    before = shown.js("netkitPyvis.network.getScale()")
    name = drawn.people[17].name
    row = next(row for row, person in enumerate(drawn.people) if person.name == name)
    shown.page.fill("#search", name)
    shown.page.dispatch_event("#search", "change")
    shown.page.wait_for_timeout(300)
    assert shown.js("netkitPyvis.network.getScale()") >= max(2.6, before)
    assert len(shown.js("netkitPyvis.network.getSelectedNodes()")) == 1
    selected = shown.js("netkitPyvis.network.getSelectedNodes()")[0]
    assert drawn.people[selected].name == drawn.people[row].name
    assert shown.quiet()


def test_hostile_names_run_nothing_on_the_pyvis_page(show: Show) -> None:
    shown = show(page(hostile_scene()))
    shown.page.wait_for_timeout(300)
    for x in range(350, 1100, 75):
        for y in range(200, 800, 100):
            shown.page.mouse.move(x, y)
            shown.page.wait_for_timeout(10)
    assert shown.js("window.ran") is None
    assert shown.quiet()
