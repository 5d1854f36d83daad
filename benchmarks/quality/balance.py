"""Balance: who reaches out next? The share of giving, as a forecast of coming one-way days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.quality import measures
from benchmarks.quality.logs import SECONDS_PER_DAY, Cut, Log
from benchmarks.quality.table import Figure, mean_over_cuts
from netkit.answers.reciprocity import balance

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["balance_task"]


def balance_task(log: Log) -> list[Figure]:
    """Return the figures of a log; none if its events have no direction."""
    if bool((log.source < log.target).all()):
        return []
    return mean_over_cuts("balance", log.name, (_next_direction(cut) for cut in log.cuts()))


def _next_direction(cut: Cut) -> dict[tuple[str, str], float]:
    """Return the log-loss of each forecast over the coming days with contact one way only."""
    ways: dict[tuple[int, int], dict[float, set[bool]]] = {}
    for a, b, moment in zip(*(column.tolist() for column in cut.coming), strict=True):
        days = ways.setdefault((min(a, b), max(a, b)), {})
        days.setdefault(moment // SECONDS_PER_DAY, set()).add(a < b)
    rows = []
    for row in balance(cut.net):
        low, high = sorted((row.a, row.b))  # type: ignore[type-var]
        for way in ways.get((low, high), {}).values():  # type: ignore[arg-type]
            if len(way) == 1:
                rows.append((way == {row.a == low}, row.share, row.given, row.received))
    came, share, given, received = (np.array(column) for column in zip(*rows, strict=True))
    return _losses(came, share, given / (given + received))


def _losses(
    came: NDArray[np.bool_], share: NDArray[np.float64], raw: NDArray[np.float64]
) -> dict[tuple[str, str], float]:
    methods = {"netkit": share, "raw ratio": raw, "a coin": np.full(len(came), 0.5)}
    measure = "log-loss of the next direction (lower is better)"
    return {(measure, name): measures.log_loss(came, said) for name, said in methods.items()}
