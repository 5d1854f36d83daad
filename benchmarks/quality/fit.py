"""Fit the network's lapse model to some logs: those that are not the one shown.

``python -m benchmarks.quality.fit --data DIR`` prints the defaults that netkit ships.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.logs import SECONDS_PER_DAY, Cut, Log, read_log
from netkit.ties.contact_days import contact_days, tie_columns, unit_for
from netkit.ties.lapse import FEW_DAYS
from netkit.ties.neighborhood_features import features
from netkit.ties.network_lapse import PERIOD_SPREAD, NetworkModel, newton
from netkit.ties.periods import youth

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["examples", "fitted", "training"]

Floats = NDArray[np.float64]

_LOG_WEIGHT = 1000.0  # every log weighs the same, as this many cases
_RIDGE = 5.0
_FREE = 1e-3  # the level of each log is its own
_YOUNG = (0.5, 1.0)  # periods after a log's beginning at which its youth shows


class Examples(NamedTuple):
    """The ties at one cut, (n, 9) features, whether they lapsed, and the log's youth."""

    rows: Floats
    lapsed: Floats
    youth: float


def training(log: Log) -> list[Examples]:
    """Return the examples of a log: at its cuts, and from its beginning."""
    begin, period = float(log.seconds[0]), log.plan.horizon * SECONDS_PER_DAY
    young = (Cut(log, begin + share * period) for share in _YOUNG)
    return [examples(cut) for cut in (*young, *log.cuts())]


def examples(cut: Cut) -> Examples:
    """Return the ties with two contact-days or more, as seen at a cut."""
    contacts = contact_days(cut.net, unit_for(cut.horizon))
    ties = tie_columns(contacts, 2 * cut.horizon)
    chosen = np.flatnonzero(ties.contact_days >= FEW_DAYS)
    rows = features(cut.net, contacts, ties, cut.horizon, chosen)
    people = cut.net.people
    ends = zip(cut.net.a[chosen].tolist(), cut.net.b[chosen].tolist(), strict=True)
    pairs = (sorted((people[a], people[b])) for a, b in ends)
    lapsed = np.array([tuple(pair) not in cut.future for pair in pairs], float)
    age = (cut.now - float(cut.log.seconds[0])) / SECONDS_PER_DAY
    return Examples(rows, lapsed, youth(age, cut.horizon))


def fitted(logs: Sequence[Sequence[Examples]]) -> NetworkModel:
    """Return the model that fits the examples of some logs, each a list of cuts.

    Logistic regression; logs weigh the same. A log has a level, its youth moves that, and every
    cut differs from it by a normal deviate. The intercept is the mean level of the logs.
    """
    cuts = [cut for log in logs for cut in log]
    rows = np.concatenate([cut.rows for cut in cuts])
    centre, scale = rows.mean(axis=0), rows.std(axis=0)
    per_cut = np.column_stack(
        (
            np.eye(len(logs))[np.repeat(np.arange(len(logs)), [len(log) for log in logs])],
            [cut.youth for cut in cuts],
            np.eye(len(cuts)),
        )
    )
    sizes = [len(cut.rows) for cut in cuts]
    share = [_LOG_WEIGHT / sum(len(cut.rows) for cut in log) for log in logs for _ in log]
    design = np.column_stack(((rows - centre) / scale, np.repeat(per_cut, sizes, axis=0)))
    counts = (rows.shape[1], len(logs) + 1, len(cuts))
    precision = np.repeat([_RIDGE, _FREE, 1 / PERIOD_SPREAD**2], counts)
    outcomes = np.concatenate([cut.lapsed for cut in cuts])
    beta = newton(design, outcomes, np.zeros(len(precision)), precision, np.repeat(share, sizes))
    slopes, levels, _ = np.split(beta, np.cumsum(counts)[:-1])
    return NetworkModel(
        float(levels[:-1].mean()),
        tuple(slopes.tolist()),
        tuple(centre.tolist()),
        tuple(scale.tolist()),
        float(levels[-1]),
    )


def main() -> None:
    """Print the model fitted to all logs of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("NETKIT_DATA"), required=False)
    folder = parser.parse_args().data
    logs: list[Log] = [read_log(path) for path in sorted(Path(folder).glob("*.csv*"))]
    model = fitted([training(log) for log in logs])
    print(f"intercept={model.intercept:.2f}, youth={model.youth:.2f}")
    for name in ("slopes", "centre", "scale"):
        print(f"{name}=({', '.join(f'{value:.2f}' for value in getattr(model, name))}),")


if __name__ == "__main__":
    main()
