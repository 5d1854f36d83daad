"""All tasks on all logs; what is fitted is fitted to the other logs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.quality.balance import balance_task
from benchmarks.quality.fit import Examples, fitted, training
from benchmarks.quality.introduction import introduction_task
from benchmarks.quality.own_log import own_log_task
from benchmarks.quality.tie_tasks import tie_tasks
from netkit.ties.network_lapse import DEFAULTS, NetworkModel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.quality.logs import Log
    from benchmarks.quality.table import Figure, Plot

__all__ = ["Outcome", "as_json", "model_without", "run"]

_TASKS = (
    "lapse",
    "lapse, owner's own log",
    "live ties",
    "slowdown",
    "strength",
    "introduction",
    "introduction, broker's own log",
    "balance",
)


class Outcome(NamedTuple):
    """The figures, by task, and the curves."""

    figures: list[Figure]
    plots: list[Plot]


def run(logs: Sequence[Log]) -> Outcome:
    """Return how right netkit and its rivals were on the logs."""
    seen = {log.name: training(log) for log in logs}
    figures: list[Figure] = []
    plots: list[Plot] = []
    for log in logs:
        found, curves = tie_tasks(log, model_without(log.name, seen))
        figures += [*found, *own_log_task(log), *introduction_task(log), *balance_task(log)]
        plots += curves
    return Outcome(sorted(figures, key=lambda each: _TASKS.index(each.task)), plots)


def model_without(name: str, seen: Mapping[str, list[Examples]]) -> NetworkModel:
    """Return the model fitted to all logs but one; netkit's own when there is no other."""
    others = [cuts for log, cuts in seen.items() if log != name]
    return fitted(others) if others else DEFAULTS


def as_json(outcome: Outcome) -> dict[str, Any]:
    """Return the figures and curves as plain values; figures to six digits."""
    rows = [asdict(each) | {"value": round(each.value, 6)} for each in outcome.figures]
    return {"figures": rows, "plots": [asdict(each) for each in outcome.plots]}
