"""A page looks as `rich` draws it, on terminals of every width, with colours and without."""

from __future__ import annotations

import io
import random
from datetime import UTC, datetime
from typing import Any

import pytest
from netkit.cli.render.page import Column, Page
from netkit.cli.render.record_views import history
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from netkit.answers.change_history import RecordedBatch

_STYLES = ("", "bold", "dim", "green", "bold green", "yellow", "red", "default")
_WIDTHS = (7, 13, 24, 50, 80, 100)
#: Words as people's names and notes hold them: accents, wide letters, emoji, tabs, line ends.
_WORDS = (
    "Ann", "García-Márquez", "of", "the", "patents", "“so”", "→", "–", "山田太郎", "Søren",
    "👩‍👩‍👧", "Zoe\u0308", "one\ntwo", "  ", "\x07bell", "https://example.org/a-very/long/address",
    "Übergrößenträgerinnen", "日本語の長い名前です", "…", "x" * 60, "مرحبا", "❤️",
)  # fmt: skip


def _texts(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(_WORDS, k=chance.randint(0, 9))) for _ in range(count)]


def _drawn(width: int, look: str, drawing: Any) -> str:
    """Return what rich writes: ``plain`` on a pipe, else on a terminal."""
    out = io.StringIO()
    console = Console(
        file=out, width=width, no_color=look != "coloured", force_terminal=look != "plain",
        color_system=None if look == "plain" else "standard", highlight=False, markup=False,
        emoji=False, legacy_windows=False, _environ={},
    )  # fmt: skip
    console.print(drawing)
    return out.getvalue()


def _page(width: int, look: str) -> Any:
    return Page(width, styled=look != "plain", coloured=look == "coloured")


@pytest.mark.parametrize("look", ["plain", "styled", "coloured"])
@pytest.mark.parametrize("width", _WIDTHS)
def test_a_line_of_several_styles_breaks_where_rich_breaks_it(width: int, look: str) -> None:
    for seed in range(25):
        parts = list(zip(_texts(seed, 4), random.Random(seed).choices(_STYLES, k=4), strict=True))
        page = _page(width, look)
        page.line(*parts)
        text = Text.assemble(*(part for part in parts if part[0]))
        assert str(page) == _drawn(width, look, text), seed


@pytest.mark.parametrize("look", ["plain", "coloured"])
@pytest.mark.parametrize("width", _WIDTHS)
def test_a_text_below_is_the_indented_block_that_rich_draws(width: int, look: str) -> None:
    for seed, text in enumerate(_texts(1, 30)):
        style = _STYLES[seed % len(_STYLES)]
        page = _page(width, look)
        page.below(f"• {text}", style)
        block = Padding(Text(f"• {text}", style=style), (0, 0, 0, 4), expand=False)
        assert str(page) == _drawn(width, look, block), text


@pytest.mark.parametrize("look", ["plain", "coloured"])
@pytest.mark.parametrize("width", _WIDTHS[1:])
@pytest.mark.parametrize("headed", [True, False])
def test_a_table_is_that_of_rich(width: int, look: str, headed: bool) -> None:
    for seed in range(12):
        texts = _texts(seed, 12)
        columns = [
            Column("who" if headed else "", "bold"), Column("", "dim"),
            Column("silent" if headed else "", right=True, fold=False), Column(right=True),
        ]  # fmt: skip
        rows = [texts[at : at + 4] for at in range(0, 12, 4)]
        page = _page(width, look)
        page.table(columns, rows, header_style="dim")
        table = Table(box=None, pad_edge=False, header_style="dim", show_header=headed)
        for one in columns:
            table.add_column(
                one.header, style=one.style, justify="right" if one.right else "left",
                overflow="fold" if one.fold else "ellipsis",
            )  # fmt: skip
        for row in rows:
            table.add_row(*row)
        assert str(page) == _drawn(width, look, table), seed


@pytest.mark.parametrize("width", range(24, 80, 7))
def test_a_day_is_not_broken_where_the_other_columns_can_give_way(width: int) -> None:
    page = Page(width)
    columns = [Column("name"), Column("last", whole=True), Column("needs")]
    row = ("Marie-Claire Dubois", "2026-12-01", "a translator from Portuguese for contracts")
    page.table(columns, [row])
    assert "2026-12-01" in str(page)
    assert max(map(len, str(page).splitlines())) <= width


def test_a_day_is_broken_rather_than_a_table_wider_than_the_page() -> None:
    page = Page(16)
    page.table([Column("name"), Column("last", whole=True)], [("Ann Lee", "2026-12-01 10:00")])
    assert max(map(len, str(page).splitlines())) <= 16


def test_a_line_that_must_not_break_does_not() -> None:
    page = Page(10)
    page.line(("every day at 08:00 in Europe/Vienna", "bold"), wrap=False)
    assert str(page) == "every day at 08:00 in Europe/Vienna\n"


def test_a_tab_leads_to_the_next_eighth_column() -> None:
    page = Page(40)
    page.line(("Ann", "bold"), ("\tpatents\tx", ""))
    assert str(page) == "Ann     patents x\n"


@pytest.mark.parametrize("undone", [False, True])
def test_a_history_is_no_wider_than_its_terminal(undone: bool) -> None:
    text = "log: Zeynep and Bo met me at the wind energy fair in Hamburg on 3 November"
    batches = [RecordedBatch(7, datetime(2026, 11, 30, 21, tzinfo=UTC), text, undone, 7)]
    page = Page(80)

    history(page, batches)

    lines = str(page).splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert ("undone" in lines[0]) is undone
