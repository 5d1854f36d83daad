"""One figure of the table, and the tables made of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Figure", "Plot", "mean_over_cuts", "text_table"]


@dataclass(frozen=True, slots=True)
class Figure:
    """How right one method was.

    Attributes
    ----------
    task, log, measure, method : what, on which log, how measured, whose.
    value : mean over the cuts. cuts : how many of them could be measured.
    """

    task: str
    log: str
    measure: str
    method: str
    value: float
    cuts: int


@dataclass(frozen=True, slots=True)
class Plot:
    """A curve for the page: kind ``roc`` or ``calibration``, points (x, y[, cases])."""

    kind: str
    log: str
    method: str
    points: list[tuple[float, ...]]


def mean_over_cuts(
    task: str, log: str, found: Iterable[dict[tuple[str, str], float]]
) -> list[Figure]:
    """Return the mean of each (measure, method) over cuts; NaN cuts are left out."""
    values: dict[tuple[str, str], list[float]] = {}
    for cut in found:
        for key, value in cut.items():
            values.setdefault(key, []).extend([] if math.isnan(value) else [value])
    return [
        Figure(task, log, measure, method, sum(kept) / len(kept), len(kept))
        for (measure, method), kept in values.items()
        if kept
    ]


def text_table(figures: list[Figure]) -> str:
    """Return one table for each task and measure: methods down, logs across, their mean last."""
    blocks = []
    for task, measure in dict.fromkeys((each.task, each.measure) for each in figures):
        rows = [each for each in figures if (each.task, each.measure) == (task, measure)]
        logs = list(dict.fromkeys(each.log for each in rows))
        value = {(each.method, each.log): each.value for each in rows}
        lines = [f"{task}: {measure}", _line("", [*logs, "mean"])]
        for method in dict.fromkeys(each.method for each in rows):
            cells = [value.get((method, log), math.nan) for log in logs]
            known = [cell for cell in cells if not math.isnan(cell)]
            mean = sum(known) / len(known)
            lines.append(_line(method, [_shown(cell) for cell in [*cells, mean]]))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _line(name: str, cells: list[str]) -> str:
    return f"  {name:<24}" + "".join(f"{cell[:12]:>14}" for cell in cells)


def _shown(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.3f}"
