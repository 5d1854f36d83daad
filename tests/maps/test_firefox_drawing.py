"""Firefox draws the map, with the colours of everybody."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

from netkit.maps import colours
from netkit.maps.canvas import page
from tests.conftest import unavailable
from tests.maps.conftest import ARTEFACTS
from tests.maps.invented import scene

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


PIXELS = """async (address) => { const image = new Image(); image.src = address;
  await image.decode(); const sheet = document.createElement('canvas');
  [sheet.width, sheet.height] = [image.width, image.height];
  const pen = sheet.getContext('2d'); pen.drawImage(image, 0, 0);
  const all = new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = {}; for (const one of all) counts[one] = (counts[one] ?? 0) + 1;
  return counts; }"""


def test_firefox_draws_the_map(chromium: Browser, tmp_path: Path) -> None:
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        unavailable("Firefox is not installed")
    file, picture = tmp_path / "map.html", tmp_path / "firefox.png"
    file.write_bytes(page(scene(200, 800)))
    profile = tmp_path / "profile"
    profile.mkdir()
    subprocess.run(
        [path, "--headless", "--profile", str(profile), "--window-size", "1400,900",
         "--screenshot", str(picture), f"{file.as_uri()}#all"],
        check=True, timeout=90, capture_output=True, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    ARTEFACTS.mkdir(exist_ok=True)
    shutil.copy(picture, ARTEFACTS / "people_200_firefox.png")
    found = _colours(chromium, picture)
    # Each large group's own colour fills its people; nothing would, had the script stopped.
    for hue in colours.PALETTES["light"]["hues"][:8]:
        assert found[hue] > 300


def _colours(chromium: Browser, picture: Path) -> Counter[str]:
    """Count a picture's pixels by colour; Chromium reads PNG."""
    from base64 import b64encode

    address = "data:image/png;base64," + b64encode(picture.read_bytes()).decode()
    sheet = chromium.new_page()
    try:
        counts = sheet.evaluate(PIXELS, address)
    finally:
        sheet.close()
    return Counter({"#" + int(key).to_bytes(4, "little")[:3].hex(): count
                    for key, count in counts.items()})  # fmt: skip
