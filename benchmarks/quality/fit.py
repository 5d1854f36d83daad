"""Fit the network's lapse model to some logs: those that are not the one shown.

``python -m benchmarks.quality.fit --data DIR`` prints the defaults that netkit ships.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.logs import Cut, Log, read_log
from netkit.graph.contacts import contact_days, tie_columns, unit_for
from netkit.graph.lapse import FEW_DAYS
from netkit.graph.network_lapse import NetworkModel, newton
from netkit.graph.surroundings import features

__all__ = ["examples", "fitted"]

Floats = NDArray[np.float64]

_LOG_WEIGHT = 1000.0  # every log weighs the same, as this many cases
_RIDGE = 5.0
_FREE = 1e-3  # the level of each cut is its own


class Examples(NamedTuple):
    """The ties at one cut, (n, 7) features, and whether they lapsed."""

    rows: Floats
    lapsed: Floats


def examples(cut: Cut) -> Examples:
    """Return the ties with two contact-days or more, as seen at a cut."""
    contacts = contact_days(cut.net, unit_for(cut.horizon))
    ties = tie_columns(contacts, 2 * cut.horizon)
    chosen = np.flatnonzero(ties.contact_days >= FEW_DAYS)
    rows = features(cut.net, contacts, ties, cut.horizon, chosen)
    people = cut.net.people
    ends = zip(cut.net.a[chosen].tolist(), cut.net.b[chosen].tolist(), strict=True)
    pairs = (sorted((people[a], people[b])) for a, b in ends)
    return Examples(rows, np.array([tuple(pair) not in cut.future for pair in pairs], float))


def fitted(logs: Sequence[Sequence[Examples]]) -> NetworkModel:
    """Return the model that fits the examples of some logs, each a list of cuts.

    Logistic regression with a level of its own for every cut; logs weigh the same. The
    intercept is the mean over logs of the mean level of their cuts.
    """
    cuts = [cut for log in logs for cut in log]
    rows = np.concatenate([cut.rows for cut in cuts])
    centre, scale = rows.mean(axis=0), rows.std(axis=0)
    share = [_LOG_WEIGHT / sum(len(cut.rows) for cut in log) for log in logs for _ in log]
    sizes = [len(cut.rows) for cut in cuts]
    level = np.eye(len(cuts))[np.repeat(np.arange(len(cuts)), sizes)]
    design = np.column_stack(((rows - centre) / scale, level))
    precision = np.repeat([_RIDGE, _FREE], [rows.shape[1], len(cuts)])
    outcomes = np.concatenate([cut.lapsed for cut in cuts])
    beta = newton(design, outcomes, np.zeros(len(precision)), precision, np.repeat(share, sizes))
    levels = np.split(beta[rows.shape[1] :], np.cumsum([len(log) for log in logs])[:-1])
    intercept = float(np.mean([each.mean() for each in levels]))
    slopes = tuple(beta[: rows.shape[1]].tolist())
    return NetworkModel(intercept, slopes, tuple(centre.tolist()), tuple(scale.tolist()))


def main() -> None:
    """Print the model fitted to all logs of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("NETKIT_DATA"), required=False)
    folder = parser.parse_args().data
    logs: list[Log] = [read_log(path) for path in sorted(Path(folder).glob("*.csv*"))]
    model = fitted([[examples(cut) for cut in log.cuts()] for log in logs])
    print(f"intercept={model.intercept:.2f}")
    for name in ("slopes", "centre", "scale"):
        print(f"{name}=({', '.join(f'{value:.2f}' for value in getattr(model, name))}),")


if __name__ == "__main__":
    main()
