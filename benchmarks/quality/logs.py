"""The logs, and the days at which each is cut: what was seen before is all that may be used."""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from netkit.ties import Network

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["PLANS", "Cut", "Log", "Plan", "read_log"]

SECONDS_PER_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How a log is cut: days after its first event, horizon in days, last day of use."""

    cuts: tuple[float, ...]
    horizon: float
    last: float


#: The cuts of the published comparison, one entry per development log.
PLANS = {
    "collegemsg": Plan((50, 70, 90, 110, 130), 30, 193),
    "radoslaw": Plan((90, 120, 150, 180, 210), 30, 271),
    "copenhagen": Plan((10, 14, 17, 20.9), 7, 28),
    "contacts_office2013": Plan((4, 7, 8), 3, 11.5),
}


@dataclass(frozen=True, eq=False)
class Log:
    """Events in the order of time.

    Attributes
    ----------
    name : what it is called. plan : how it is cut.
    source, target : (n,) int. seconds : (n,) float.
    """

    name: str
    plan: Plan
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    seconds: NDArray[np.float64]

    def cuts(self) -> Iterator[Cut]:
        """Yield one cut after the other."""
        for day in self.plan.cuts:
            yield Cut(self, float(self.seconds[0] + day * SECONDS_PER_DAY))

    def around(self, person: Hashable, contacts: Iterable[Hashable]) -> Log:
        """Return the log of a person and these contacts: what they have with each other, too."""
        known = np.array([person, *contacts])
        rows = np.isin(self.source, known) & np.isin(self.target, known)
        theirs = (self.source[rows], self.target[rows], self.seconds[rows])
        return Log(self.name, self.plan, *theirs)

    def of(self, person: Hashable) -> Log:
        """Return the log as that person has it: nobody else's contacts."""
        rows = (self.source == person) | (self.target == person)
        mine = (self.source[rows], self.target[rows], self.seconds[rows])
        return Log(self.name, self.plan, *mine)


@dataclass(frozen=True, eq=False)
class Cut:
    """A moment in a log. `net` holds what was seen by then; the rest of it tells what came.

    Attributes
    ----------
    log : the whole log. now : seconds.
    """

    log: Log
    now: float

    @property
    def horizon(self) -> float:
        """The period ahead, in days."""
        return self.log.plan.horizon

    @cached_property
    def net(self) -> Network:
        """The network of the events up to `now`: built from them alone."""
        seen = self.log.seconds <= self.now
        log = self.log
        return Network.from_events(
            log.source[seen], log.target[seen], log.seconds[seen], as_of=self.now
        )

    @cached_property
    def coming(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Source, target and seconds of the events of the next period."""
        log, end = self.log, self.now + self.horizon * SECONDS_PER_DAY
        rows = (log.seconds > self.now) & (log.seconds <= end)
        return log.source[rows], log.target[rows], log.seconds[rows]

    @cached_property
    def future(self) -> dict[tuple[int, int], NDArray[np.float64]]:
        """Moments of the coming contacts of each pair of ids, the smaller id first."""
        found: dict[tuple[int, int], list[float]] = {}
        for a, b, moment in zip(*(column.tolist() for column in self.coming), strict=True):
            found.setdefault((min(a, b), max(a, b)), []).append(moment)
        return {pair: np.array(moments) for pair, moments in found.items()}


def read_log(path: Path) -> Log:
    """Read ``source,target,timestamp[,…]``, plain or gzipped; the plan goes by the file's name."""
    name = path.name.split(".")[0]
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        rows = [(int(row[0]), int(row[1]), float(row[2])) for row in list(csv.reader(lines))[1:]]
    source, target, seconds = (np.array(column) for column in zip(*rows, strict=True))
    order = np.argsort(seconds, kind="stable")
    days = float(seconds.max() - seconds.min()) / SECONDS_PER_DAY
    plan = PLANS.get(name) or _plan(days)
    return Log(name, plan, source[order], target[order], seconds[order].astype(np.float64))


def _plan(days: float) -> Plan:
    """Return a plan for an unknown log: a horizon of a tenth of it, three cuts in its latter half.

    >>> _plan(600.0)
    Plan(cuts=(300.0, 400.0, 500.0), horizon=60.0, last=600.0)
    """
    horizon = min(60.0, days / 10)
    return Plan((days / 2, days * 2 / 3, days * 5 / 6), horizon, days)
