"""Small charts as inline SVG; each stands beside a table that says the same in figures."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["bars", "sparkline"]


def sparkline(values: Sequence[int], title: str, *, width: int = 156, height: int = 22) -> str:
    """Return a row of thin bars, one a value, the highest as high as the chart."""
    top = max(values, default=0) or 1
    step = width / max(len(values), 1)
    marks = "".join(
        f'<rect x="{i * step:.1f}" y="{height - value / top * height:.1f}"'
        f' width="{max(step - 1, 1):.1f}" height="{value / top * height:.1f}"/>'
        for i, value in enumerate(values)
        if value
    )
    return _svg(marks, title, width, height, "spark")


def bars(rows: Sequence[tuple[str, int]], title: str, *, height: int = 120) -> str:
    """Return labelled bars, one a row, with their figures above them."""
    width, top = 44 * max(len(rows), 1), max((value for _, value in rows), default=0) or 1
    room = height - 34
    marks = []
    for i, (label, value) in enumerate(rows):
        tall = value / top * room
        middle = 44 * i + 22
        marks.append(
            f'<rect x="{44 * i + 6}" y="{16 + room - tall:.1f}" width="32" height="{tall:.1f}"'
            ' rx="2"/>'
            f'<text x="{middle}" y="{12 + room - tall:.1f}">{value:,}</text>'
            f'<text x="{middle}" y="{height - 3}">{escape(label)}</text>'
        )
    return _svg("".join(marks), title, width, height, "bars")


def _svg(marks: str, title: str, width: int, height: int, kind: str) -> str:
    name = escape(title, quote=True)
    return (
        f'<svg class="{kind}" role="img" aria-label="{name}" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}"><title>{name}</title>{marks}</svg>'
    )
