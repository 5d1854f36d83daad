"""The lapse probability from one person's own log alone, as most people will use netkit.

For the people with the most ties at each cut, netkit is given nothing but their own log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.quality import measures
from benchmarks.quality.logs import Cut, Log
from benchmarks.quality.table import Figure, mean_over_cuts
from benchmarks.quality.tie_tasks import DAYS, last_share
from benchmarks.quality.ties import rivals, ties_at
from netkit.ties.network_lapse import DEFAULTS

if TYPE_CHECKING:
    from collections.abc import Hashable

__all__ = ["own_log_task"]

Found = dict[tuple[str, str], float]

_OWNERS = 20  # at each cut
_LEAST = 5  # ties to judge
_BRIER = "Brier (lower is better)"


def own_log_task(log: Log) -> list[Figure]:
    """Return the figures of a log: means over cuts of means over owners."""
    return mean_over_cuts("lapse, owner's own log", log.name, map(_at, log.cuts()))


def _at(cut: Cut) -> Found:
    ties = np.bincount(np.concatenate((cut.net.a, cut.net.b)), minlength=1)
    owners = np.argsort(-ties, kind="stable")[:_OWNERS].tolist()
    found: dict[tuple[str, str], list[float]] = {}
    for owner in owners:
        for key, value in _of(cut, cut.net.people[owner]).items():
            found.setdefault(key, []).append(value)
    return {key: float(np.mean(values)) for key, values in found.items()}


def _of(cut: Cut, owner: Hashable) -> Found:
    """Return the figures of one owner, by id; none if there is too little to judge."""
    own = Cut(cut.log.of(owner), cut.now)
    ties = ties_at(own, DEFAULTS)
    known = ties.contact_days >= DAYS
    if known.sum() < _LEAST:
        return {}
    lapsed = (ties.coming == 0)[known]
    plain = 1 / (1 + np.exp(rivals(own, ties)["silence and strength"][known]))
    said = {
        "netkit": ties.netkit["lapse_probability"][known],
        "uncalibrated": plain,
        "last period's share": np.full(len(lapsed), last_share(ties, cut.horizon)),
        "true share for all": np.full(len(lapsed), lapsed.mean()),
    }
    return {(_BRIER, name): measures.brier(lapsed, each) for name, each in said.items()}
