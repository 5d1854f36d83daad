"""The page of a report in headless Chromium: a full one is one screen, and fits a phone's width."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from netkit.reports import render
from netkit.reports.content import report_of
from netkit.reports.entries import Entry
from netkit.reports.front_page import FrontPage, Section
from netkit.workspace import open_workspace
from tests.conftest import unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
NAMES = ("Clémence Aubry", "Oluwaseun Adeyemi", "Kristoffer Arnesen", "Ilse Maurer", "Bo Ray")


def entries(count: int, text: str, why: str = "") -> tuple[Entry, ...]:
    return tuple(Entry(NAMES[place % 5], text, why) for place in range(count))


def full_page() -> FrontPage:
    """A front page with as much as it ever shows: five acts, and every section at its most."""
    acts = tuple(
        Entry(
            "",
            f"Offer {name} an introduction to Friederike Sommer",
            f"Friederike Sommer needs “a photographer for a wedding”, {name} offers “wedding"
            " photography and films”",
            (f'netkit intro draft "{name}" "Friederike Sommer"',
             f'netkit intro "{name}" "Friederike Sommer" --step asked'),
            "mailto:a@example.org",
        )
        for name in NAMES
    )  # fmt: skip
    return FrontPage(
        "Full",
        (),
        (
            Section("acts", acts),
            Section("done", entries(4, "you were in touch again, after 69 days")),
            Section("changed", entries(6, "in touch again after more than 140 days")),
            Section(
                "fading",
                entries(3, "quiet for 69 days, usually every 2 to 3 weeks, 19 times",
                        "last words: “Sorry for the late reply, the new website kept me busy.”"),
                ("And 4 more: netkit fading",),
            ),
            Section(
                "ahead",
                entries(5, "promised you: the floor plan, by 29 March (overdue)",
                        "ask Clémence kindly how it goes; offer to make it smaller"),
                ("Promises and days told before: 3 people (Ann Lee, Bo Ray, Cy Calm)",),
            ),
            Section(
                "balance",
                entries(2, "you give more → let them do something for you: ask for advice that is"
                           " easy to give"),
                ("Giving and getting, as before: 20 people (netkit balance)",),
            ),
            Section(
                "introductions",
                entries(3, "you introduced them on 8 August 2026",
                        "ask them whether they met, and what came of it"),
            ),
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        unavailable("Chromium is not installed")
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(
                executable_path=path, args=["--disable-gpu", "--no-sandbox"]
            )
        except Error as reason:
            unavailable(f"Chromium does not start: {reason}")
        yield opened
        opened.close()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """The file of a full report."""
    with open_workspace(tmp_path / "net", now=NOW) as space:
        space.set_owner("Helena Winter")
        report, _ = report_of(space.view, None)
    file = tmp_path / "report.html"
    file.write_text(render.html(dataclasses.replace(report, front=full_page())), "utf-8")
    return file


def test_a_full_report_is_one_screen(browser: Browser, page: Path) -> None:
    shown = browser.new_page(viewport={"width": 1280, "height": 900})
    shown.goto(page.as_uri())
    assert shown.evaluate("document.documentElement.scrollHeight") <= 900
    assert shown.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_full_report_is_not_wider_than_a_phone(browser: Browser, page: Path) -> None:
    shown = browser.new_page(viewport={"width": 360, "height": 780})
    shown.goto(page.as_uri())
    assert shown.evaluate("document.documentElement.scrollWidth") <= 360
