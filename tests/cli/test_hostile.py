"""A person named as an attack and a company named as a formula, all the way through.

The archive of these tests holds both: import, map, report, CSV and terminal must show them as text.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Netkit

NAME = "</script><img src=x onerror=alert(1)>"
COMPANY = "=cmd|'/C calc'!A0"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        unavailable("the page is opened in Chromium: install Debian's package chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=program, args=["--disable-gpu", "--no-sandbox"]
        )
        yield opened
        opened.close()


def test_the_terminal_shows_them_as_they_are_written(netkit: Netkit, network: Path) -> None:
    result = netkit("who", "--at", "cmd")
    assert result.code == 0
    assert COMPANY in result.out
    assert NAME in netkit("person", "script onerror").out


def test_no_control_character_reaches_the_terminal(netkit: Netkit, network: Path) -> None:
    netkit("person", "Evil \x1b[2J\u202eEve", "--new", "--city", "Berlin")
    netkit("note", "evil", "clear\x1b[2Jed and \u202eturned")
    for shown in (netkit("who", "evil").out, netkit("brief", "evil").out):
        assert "Evil" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown


@pytest.mark.parametrize("what", ["map", "report"])
def test_a_page_runs_nothing_and_asks_nothing_of_the_network(
    netkit: Netkit, network: Path, tmp_path: Path, browser: Browser, what: str
) -> None:
    if what == "map":
        netkit("map", "--output", tmp_path / "page.html")
    else:
        written = netkit("report", "--output", tmp_path, "--format", "html", "--top", "500").out
        Path(written.strip()).rename(tmp_path / "page.html")
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((tmp_path / "page.html").as_uri())
    page.wait_for_timeout(300)
    assert asked == [(tmp_path / "page.html").as_uri()]
    assert said == []
    assert page.locator("img[src=x]").count() == 0
    page.close()
