"""Reciprocity: the balance of giving and receiving, and how sure that is.

Share θ of a tie's contact-days (or favours) that a gave: posterior Beta(given + 1, received + 1).
A day on which both reached out counts half to either (`sides`). Lopsided is said only if
P(θ > .65 or θ < .35) ≥ .9, which takes about five contacts: a raw 80/20 rule flags a third or more
of small ties, mostly by chance. Imbalance does not foretell lapse: it is a matter of fairness and
thanks, not of risk.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from netkit.answers.lazy_columns import Latest, Lookup
from netkit.answers.results import Reason, Rows
from netkit.model.frozen import dataclass
from netkit.ties import beta
from netkit.ties.outlook import TOO_FEW

if TYPE_CHECKING:
    from collections.abc import Hashable

    from netkit.ties.network import Network
    from netkit.ties.strength import Real

__all__ = ["LEAST_TO_LEAN", "Balance", "Share", "balance", "lean", "share", "sides"]

LOPSIDED = 0.65  # a share above it, or below one minus it, is lopsided
SURE = 0.90
#: Fewer contact-days or favours than these never lean, whatever they were worth (P(θ > .65) of
#: four is .88), and are too few to say that they balance.
LEAST_TO_LEAN = 5


@dataclass(frozen=True, slots=True)
class Share:
    """The share of giving in one tie.

    Attributes
    ----------
    given, received : what was counted, seen from a.
    mean : posterior mean of the share that a gives, in (0, 1).
    interval : 90 % credible interval of it.
    lopsided : probability that the share is above .65 or below .35.
    verdict : "mostly given" · "mostly received" · "balanced" · "no clear lean" ·
        "too few to say".
    """

    given: float
    received: float
    mean: float
    interval: tuple[float, float]
    lopsided: float
    verdict: str


def share(given: float, received: float) -> Share:
    """Return the share of giving, with its uncertainty; counts may be weighted (favours).

    >>> share(4, 0).verdict, share(5, 0).verdict, share(12, 10).verdict
    ('too few to say', 'mostly given', 'balanced')
    """
    a, b = given + 1.0, received + 1.0
    lopsided, verdict = lean(given, received)
    interval = (beta.quantile(0.05, a, b), beta.quantile(0.95, a, b))
    return Share(given, received, a / (a + b), interval, lopsided, verdict)


def sides(contact_days: Real, days_ab: Real, days_ba: Real) -> tuple[Real, Real]:
    """Return the contact-days of either side, together as many as there were; floats or arrays.

    A day on which both reached out says nothing of who does: half of it counts to either. That
    foretells the next direction better than counting it to both (log-loss .610 for .617).

    Ten days, on six of which a reached out and on eight b; four were of both:

    >>> sides(10, 6, 8)
    (4.0, 6.0)
    """
    return (contact_days + days_ab - days_ba) / 2, (contact_days + days_ba - days_ab) / 2


@lru_cache(maxsize=65_536)
def lean(given: float, received: float) -> tuple[float, str]:
    """Return `lopsided` and `verdict` of a share: all that ranking thousands of ties needs.

    >>> lean(5, 0)[1], lean(0, 5)[1], round(lean(5, 0)[0], 3)
    ('mostly given', 'mostly received', 0.926)
    """
    a, b = given + 1.0, received + 1.0
    lopsided = 1 - beta.cdf(LOPSIDED, a, b) + beta.cdf(1 - LOPSIDED, a, b)
    return lopsided, _verdict(given + received, a / (a + b), lopsided)


def _verdict(total: float, mean: float, lopsided: float) -> str:
    if lopsided >= SURE:
        return "mostly given" if mean > 0.5 else "mostly received"
    if total < LEAST_TO_LEAN:
        return TOO_FEW
    return "balanced" if lopsided < 0.5 else "no clear lean"


@dataclass(frozen=True, slots=True)
class Balance:
    """The balance of attention in one tie, seen from a.

    Attributes
    ----------
    a, b : ids of the two people.
    given, received : days on which a reached out to b, and b to a.
    share, interval : posterior mean of a's share of the `sides`, and its 90 % interval.
    lopsided : probability that the share is above .65 or below .35.
    verdict : see `Share`.
    evidence : rows of the latest events, newest first, three at most.
    """

    a: Hashable
    b: Hashable
    given: int
    received: int
    share: float
    interval: tuple[float, float]
    lopsided: float
    verdict: str
    evidence: tuple[int, ...]

    @property
    def because(self) -> tuple[Reason, ...]:
        """The reason, in plain words."""
        text = f"reached out on {self.given} days, was reached on {self.received}"
        return (Reason("attention", text, self.lopsided, self.evidence),)


def balance(net: Network) -> Rows[Balance]:
    """Return the balance of attention of every tie once, the most surely lopsided first.

    Of a network without directions (`Network.directed`) there is nothing to tell: no rows.

    >>> from netkit.ties import Network
    >>> net = Network.from_events(["ann"] * 6, ["bob"] * 6, [d * 86400 for d in range(6)])
    >>> [row] = balance(net)
    >>> row.given, row.received, row.share, row.verdict
    (6, 0, 0.875, 'mostly given')
    """
    import numpy as np

    from netkit.ties.contact_days import contact_days, tie_columns
    from netkit.ties.network import require_network

    require_network(net)
    if not net.directed:
        return Rows(Balance, dict.fromkeys(Balance.__match_args__, ()), net.name_of)
    ties = tie_columns(contact_days(net))
    counts = np.column_stack(sides(ties.contact_days, ties.days_ab, ties.days_ba))
    _, first, kind = np.unique(counts @ (1 << 32, 1), return_index=True, return_inverse=True)
    shares = [share(*pair) for pair in counts[first].tolist()]
    surely = np.array([tie_share.lopsided for tie_share in shares])
    order = np.argsort(-surely[kind], kind="stable") if shares else kind
    kind = kind[order]
    columns = {
        "a": Lookup(net.people, net.a[order]),
        "b": Lookup(net.people, net.b[order]),
        "given": ties.days_ab[order],
        "received": ties.days_ba[order],
        "share": np.array([tie_share.mean for tie_share in shares])[kind],
        "interval": Lookup([tie_share.interval for tie_share in shares], kind),
        "lopsided": surely[kind],
        "verdict": Lookup([tie_share.verdict for tie_share in shares], kind),
        "evidence": Latest(net, order),
    }
    return Rows(Balance, columns, net.name_of)
