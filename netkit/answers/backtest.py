"""Backtest of netkit's forecasts on this very network, over the last year.

The network is put back to past days, one period apart; each time every tie with three contact-days
is judged from what was known by then, and held against what came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.wording import FEW_CONTACTS
from netkit.model.frozen import dataclass
from netkit.ties.strength import HORIZON_DAYS
from netkit.ties.timestamps import SECONDS_PER_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netkit.ties.contact_days import Flags, Floats
    from netkit.ties.network import Network

__all__ = ["Backtest", "Bin", "backtest"]

_YEAR_DAYS = 365.0
_LIKELY = 0.5
_ENOUGH = 30  # cases before the figures say anything
_BINS = 5


@dataclass(frozen=True, slots=True)
class Bin:
    """A fifth of the scale: the mean probability said, the share that came true, the cases."""

    said: float
    came: float
    cases: int


@dataclass(frozen=True, slots=True)
class Backtest:
    """The result of scoring past lapse forecasts against what happened.

    Attributes
    ----------
    horizon_days : the period ahead that each was about.
    cuts : past days at which it was asked.
    cases : ties judged, over all of them.
    right : how many went the way it called more likely.
    called, lapsed : how many it called likely to lapse, and how many of those did.
    base_rate : share of all cases that lapsed.
    brier, base_brier : mean squared error of the probabilities, and of saying the base rate each
        time (which nobody knew then).
    bins : said against came true; empty fifths are left out.
    """

    horizon_days: float
    cuts: int
    cases: int
    right: int
    called: int
    lapsed: int
    base_rate: float
    brier: float
    base_brier: float
    bins: tuple[Bin, ...]

    @property
    def sentence(self) -> str:
        """The outcome in plain words."""
        if self.cases < _ENOUGH:
            return (
                f"too little past to say: {self.cases} ties could be followed over "
                f"{self.horizon_days:g} days, {_ENOUGH} are needed"
            )
        always = max(self.base_rate, 1 - self.base_rate)
        share = (
            f"over the last year netkit would have been right {self.right} times of {self.cases} "
            f"({self.right / self.cases:.0%}; saying the same of every tie, {always:.0%})"
        )
        if not self.called:
            return f"{share}; it called no tie likely to lapse"
        return (
            f"{share}; of {self.called} ties it called likely to lapse, {self.lapsed} did "
            f"({self.lapsed / self.called:.0%}; of all ties, {self.base_rate:.0%})"
        )


def backtest(net: Network, horizon_days: float = HORIZON_DAYS) -> Backtest:
    """Ask the past of a network what its present could be asked.

    Parameters
    ----------
    net : the network up to its `as_of`; its last year is gone through.
    horizon_days : the period ahead.

    >>> from netkit.ties import Network
    >>> backtest(Network.from_events(["ann"], ["bob"], [0], as_of=86400)).sentence
    'too little past to say: 0 ties could be followed over 60 days, 30 are needed'
    """
    import numpy as np

    asked = list(_asked(net, horizon_days))
    predicted = np.concatenate([np.zeros(0), *(predicted for predicted, _ in asked)])
    lapsed = np.concatenate([np.zeros(0, dtype=bool), *(lapsed for _, lapsed in asked)])
    called = predicted >= _LIKELY
    cases = len(predicted)
    rate = float(lapsed.mean()) if cases else 0.0
    return Backtest(
        horizon_days=horizon_days,
        cuts=len(asked),
        cases=cases,
        right=int((called == lapsed).sum()),
        called=int(called.sum()),
        lapsed=int((called & lapsed).sum()),
        base_rate=rate,
        brier=float(np.mean((predicted - lapsed) ** 2)) if cases else 0.0,
        base_brier=rate * (1 - rate),
        bins=_bins(predicted, lapsed),
    )


def _asked(net: Network, horizon: float) -> Iterator[tuple[Floats, Flags]]:
    """Yield past lapse forecasts of each tie, with the outcome."""
    import numpy as np

    from netkit.answers.weakening import weakening

    first = float(net.seconds.min()) if len(net.seconds) else net.now
    for step in range(1, int(_YEAR_DAYS // horizon) + 1):
        cut = net.now - step * horizon * SECONDS_PER_DAY
        if cut <= first:
            return
        past = _as_of(net, cut)
        rows = weakening(past, horizon).to_frame(reasons=False)
        rows = rows[rows["contact_days"] >= FEW_CONTACTS]
        in_period = (net.seconds > cut) & (net.seconds <= cut + horizon * SECONDS_PER_DAY)
        size = len(net.people)
        came = np.unique(net.a[net.tie[in_period]] * size + net.b[net.tie[in_period]])
        a, b = (rows[end].to_numpy(dtype=np.int64) for end in ("a", "b"))
        pairs = np.minimum(a, b) * size + np.maximum(a, b)
        yield rows["lapse_probability"].to_numpy(dtype=np.float64), ~np.isin(pairs, came)


def _as_of(net: Network, now: float) -> Network:
    """Return the network as it was, its people named by their position in this one."""
    import numpy as np

    from netkit.ties.network import Network

    past = net.seconds <= now
    tie, from_a = net.tie[past], net.from_a[past]
    source = np.where(from_a, net.a[tie], net.b[tie])
    target = np.where(from_a, net.b[tie], net.a[tie])
    weight = net.weight[past]
    return Network.from_events(source, target, net.seconds[past], as_of=now, weights=weight)


def _bins(predicted: Floats, lapsed: Flags) -> tuple[Bin, ...]:
    import numpy as np

    place = np.minimum((predicted * _BINS).astype(int), _BINS - 1)
    return tuple(
        Bin(
            float(predicted[place == k].mean()),
            float(lapsed[place == k].mean()),
            int((place == k).sum()),
        )
        for k in range(_BINS)
        if (place == k).any()
    )
