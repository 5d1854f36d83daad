"""A page of an answer: lines, bullets and tables of a width, as text with colours or without.

What `rich` draws, to the byte (a test compares them), at a thirtieth of what importing it costs.
Only how wide a letter from afar is, is asked of `rich.cells`.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from .harmless import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Column", "Page"]

_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "default": "39"}
_ATTRIBUTES = frozenset({"bold", "dim"})  # these stay where colours are not wanted
#: One cell wide each: Latin, Greek, Cyrillic, and the dashes, quotes and arrows of the answers.
_NARROW = frozenset(
    chr(code)
    for first, last in (
        (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x482), (0x2010, 0x2027),
        (0x2190, 0x2193),
    )
    for code in range(first, last + 1)
)  # fmt: skip
_WORD = r"\s*\S+\s*"
_TAB = 8


#: Cells that each other column keeps beside those that are not broken.
_LEAST_BESIDE_WHOLE = 6


class Column(NamedTuple):
    """One column of a table: what stands above it, how it looks, and where long cells break.

    whole : the other columns give way first, so that a day is not broken in two
    """

    header: str = ""
    style: str = ""
    right: bool = False
    fold: bool = True
    whole: bool = False


class Page:
    """Lines in the order they are added; ``str`` of it is the whole.

    Parameters
    ----------
    width : cells in a line, at least 1.
    styled : whether bold and dim are written; coloured : whether colours are, besides.
    """

    def __init__(self, width: int, *, styled: bool = False, coloured: bool = False) -> None:
        self._width = width
        self._styled = styled
        self._coloured = coloured
        self._lines: list[str] = []

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self._lines)

    def line(self, *parts: tuple[str, str], wrap: bool = True) -> None:
        """Add texts, each with its style, as one line that breaks where it is too long."""
        styles = [style for _, style in parts]
        text, marks = _joined([part for part, _ in parts])
        for start, end in _lines(text, self._width if wrap else 0):
            runs = groupby(range(start, end), marks.__getitem__)
            places = [(mark, list(run)) for mark, run in runs]
            self._lines.append(
                "".join(self._ink(text[at[0] : at[-1] + 1], styles[mark]) for mark, at in places)
            )

    def below(self, text: str, style: str = "", indent: int = 4) -> None:
        """Add a text that is indented as a block below the line before."""
        text, _ = _joined([text])
        room = max(1, min(_widest(text), self._width - indent))
        for start, end in _lines(text, room):
            piece = text[start:end]
            pad = " " * (room - cells(piece))
            self._lines.append(f"{' ' * indent}{self._ink(piece, style)}{pad}")

    def table(
        self, columns: Sequence[Column], rows: Iterable[Sequence[str]], header_style: str = "bold"
    ) -> None:
        """Add a table without lines; a column's header is left out where no column has one."""
        body = [[_joined([cell])[0] for cell in row] for row in rows]
        headers = [column.header for column in columns]
        head = [headers] if any(headers) else []
        last_place = len(columns) - 1
        pads = [(int(place > 0), int(place < last_place)) for place in range(len(columns))]
        whole = [column.whole for column in columns]
        widths = _widths([*zip(*head, *body, strict=True)], pads, whole, self._width)
        for number, row in enumerate([*head, *body]):
            heads = number < len(head)
            drawn = [
                self._cell(cell, column, header_style if heads else column.style, width, pad)
                for cell, column, width, pad in zip(row, columns, widths, pads, strict=True)
            ]
            tall = max(map(len, drawn))
            for place, lines in enumerate(drawn):
                style = header_style if heads else columns[place].style
                empty = [self._ink(" " * widths[place], style)] * (tall - len(lines))
                drawn[place] = empty + lines if heads else lines + empty
            self._lines += ["".join(parts) for parts in zip(*drawn, strict=True)]

    def _cell(
        self, text: str, column: Column, style: str, width: int, pad: tuple[int, int]
    ) -> list[str]:
        """Return the lines of one cell, each as wide as the column."""
        room, drawn = max(1, width - sum(pad)), []
        for start, end in _lines(text, room, column.fold):
            piece = text[start:end]
            piece = _cut(piece.rstrip() if column.right else piece, room, column.fold)
            space = " " * (room - cells(piece))
            padded = space + piece if column.right else piece + space
            drawn.append("".join(self._ink(p, style) for p in (" " * pad[0], padded, " " * pad[1])))
        return drawn

    def _ink(self, text: str, style: str) -> str:
        names = [name for name in style.split() if self._coloured or name in _ATTRIBUTES]
        if not (text and names and self._styled):
            return text
        return f"\x1b[{';'.join(_CODES[name] for name in names)}m{text}\x1b[0m"


def cells(text: str) -> int:
    """Return the number of terminal cells that a text takes."""
    if _NARROW.issuperset(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _joined(parts: Sequence[str]) -> tuple[str, list[int]]:
    """Return parts as one harmless text without tabs, and each letter's part."""
    text = ""
    marks: list[int] = []
    for number, part in enumerate(parts):
        text += harmless(part)
        marks += [number] * (len(text) - len(marks))
    while (place := text.find("\t")) >= 0:
        column = cells(text[text.rfind("\n", 0, place) + 1 : place])
        spaces = _TAB - column % _TAB
        text = text[:place] + " " * spaces + text[place + 1 :]
        marks[place : place + 1] = [marks[place]] * spaces
    return text, marks


def _widest(text: str) -> int:
    return max(map(cells, text.splitlines()), default=0)


def _lines(text: str, width: int, fold: bool = True) -> Iterator[tuple[int, int]]:
    """Yield the begin and end of each line of a text; a `width` of 0 breaks none."""
    start = 0
    for paragraph in text.split("\n"):
        is_long = width and cells(paragraph) > width
        begins = [0, *(_breaks(paragraph, width, fold) if is_long else ())]
        for begin, end in zip(begins, [*begins[1:], len(paragraph)], strict=True):
            line_end = _without_overhang(paragraph, begin, end, width) if width else end
            yield start + begin, start + line_end
        start += len(paragraph) + 1


def _without_overhang(text: str, begin: int, end: int, width: int) -> int:
    """Return the end of a line whose trailing spaces may not pass the width."""
    over = end - begin - width
    while over > 0 or cells(text[begin:end]) > width:
        if not text[begin:end][-1:].isspace():
            break
        over, end = over - 1, end - 1
    return end


def _breaks(text: str, width: int, fold: bool) -> Iterator[int]:
    """Yield the line breaks: before a word that is too long for what is left of a line."""
    used = 0
    for match in re.finditer(_WORD, text):
        start, word = match.start(), match[0]
        long = cells(word.rstrip())
        if long <= width - used:
            used += cells(word)
        elif long > width and fold:
            for piece in _chopped(word, width):
                if start:
                    yield start
                used = cells(piece)
                start += len(piece)
        elif start and (used or long > width):
            yield start
            used = cells(word)
        elif long > width:
            used = cells(word)


def _chopped(word: str, width: int) -> list[str]:
    if _NARROW.issuperset(word):
        return [word[at : at + width] for at in range(0, len(word), width)]
    from rich.cells import chop_cells

    return chop_cells(word, width)


def _cut(text: str, width: int, fold: bool) -> str:
    """Return a text cut to a width; what does not break says by … that it was cut."""
    if cells(text) <= width:
        return text
    from rich.cells import set_cell_size

    return set_cell_size(text, width) if fold else f"{set_cell_size(text, width - 1)}…"


def _widths(
    columns: Sequence[Sequence[str]],
    pads: Sequence[tuple[int, int]],
    whole: Sequence[bool],
    room: int,
) -> list[int]:
    """Return the widths of the columns: as the longest cell, the widest less where it is tight."""
    natural = [
        max(_widest(cell) for cell in column) + sum(pad)
        for column, pad in zip(columns, pads, strict=True)
    ]
    widths = [max(1, min(width, room)) for width in natural]
    spared = sum(width for width, is_whole in zip(widths, whole, strict=True) if is_whole)
    least = _LEAST_BESIDE_WHOLE * whole.count(False)
    if not any(whole) or spared + least > room:
        whole = [False] * len(widths)  # too narrow to spare any
    while (excess := sum(widths) - room) > 0:
        giving = [width for width, is_whole in zip(widths, whole, strict=True) if not is_whole]
        widest = max(giving)
        next_widest = max((width for width in giving if width < widest), default=0)
        chosen = [
            width == widest and not is_whole for width, is_whole in zip(widths, whole, strict=True)
        ]
        widths = _reduced(widths, excess, chosen, widest - next_widest)
    return [min(full, width) for full, width in zip(natural, widths, strict=True)]


def _reduced(widths: Sequence[int], excess: int, chosen: Sequence[bool], limit: int) -> list[int]:
    """Take the excess from the chosen columns in equal parts, from none more than `limit`."""
    remaining, count, reduced = excess, sum(chosen), []
    for width, is_chosen in zip(widths, chosen, strict=True):
        part = min(limit, excess, round(remaining / count)) if is_chosen else 0
        remaining, count = remaining - part, count - is_chosen
        reduced.append(width - part)
    return reduced
