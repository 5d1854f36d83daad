"""A map in headless Chromium, with everything that it asked of the network and every error."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from netkit.maps.canvas import page as canvas_page
from tests.conftest import unavailable
from tests.maps.invented import scene
from tests.maps.page_case import SIZE, TIES

if TYPE_CHECKING:
    from netkit.maps import Scene

ARTEFACTS = Path(__file__).parents[2] / "artefacts"
# Without a GPU: SwiftShader makes a canvas ten times slower than it is anywhere.
ARGUMENTS = ["--disable-gpu", "--no-sandbox"]


@dataclass(slots=True)
class Shown:
    """A page that is open; ``asked`` and ``errors`` must stay empty."""

    page: Page
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def js(self, expression: str, argument: Any = None) -> Any:
        return self.page.evaluate(expression, argument)

    def rest(self) -> None:
        """Wait until nothing moves."""
        self.page.wait_for_function("!netkitMap.moving()")

    def choose(self, person: int) -> None:
        """Click on somebody, brought into view by the search."""
        self.page.fill("#search", self.js("(i) => netkitMap.people()[i]", person))
        self.page.press("#search", "Enter")
        self.rest()

    def picture(self, name: str) -> None:
        """Keep a screenshot among the artefacts."""
        ARTEFACTS.mkdir(exist_ok=True)
        self.rest()
        self.page.screenshot(path=ARTEFACTS / f"{name}.png")

    def quiet(self) -> bool:
        """Whether the page asked nothing of any network and raised no error."""
        assert self.asked == []
        assert self.errors == []
        return True


Show = Callable[..., Shown]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium as the system has it."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        unavailable("Chromium is not installed")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        except Error as reason:
            unavailable(f"Chromium does not start: {reason}")
        yield browser
        browser.close()


@pytest.fixture
def show(chromium: Browser, tmp_path: Path) -> Iterator[Show]:
    """Open a scene, or the bytes of a page: ``show(scene, width=390, dark=True)``.

    mark : of the address; ``all`` opens no question, "" what the page opens with by itself.
    """
    contexts: list[BrowserContext] = []

    def opened(
        what: Scene | bytes,
        *,
        width: int = 1400,
        height: int = 900,
        dark: bool = False,
        calm: bool = True,
        mark: str = "all",
        **more: Any,
    ) -> Shown:
        file = tmp_path / f"map{len(contexts)}.html"
        file.write_bytes(what if isinstance(what, bytes) else canvas_page(what))
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if calm else "no-preference",
            **more,
        )
        contexts.append(context)
        shown = Shown(context.new_page())
        _listen(shown)
        shown.page.goto(f"{file.as_uri()}#{mark}" if mark else file.as_uri())
        return shown

    yield opened
    for context in contexts:
        context.close()


def _listen(shown: Shown) -> None:
    """Note every request that leaves the page (and let it hang) and every error."""
    shown.page.route(
        lambda url: not url.startswith(("file:", "data:", "blob:")),
        lambda route: shown.asked.append(route.request.url),
    )
    shown.page.on("pageerror", lambda error: shown.errors.append(str(error)))
    shown.page.on(
        "console",
        lambda said: shown.errors.append(said.text) if said.type == "error" else None,
    )


@pytest.fixture(scope="module")
def drawn() -> Scene:
    """Return the scene of the page tests; a file with another scene defines its own."""
    return scene(SIZE, TIES, ghosts=6)


@pytest.fixture
def shown(show: Show, drawn: Scene) -> Shown:
    return show(drawn)
