"""Features of the network around a tie that foretell its future: nine scale-free ones (numpy).

With S the strength at half-life 2h, ``v = S / (1 + S)``, ``D_i = Σ_k v_ik``, R the silence of the
tie, ĝ its usual gap (`netkit.ties.slowdown`) and h the horizon, for the tie of a and b:

- silence = ``ln(R/h + 0.05)``, strength = ``ln(1 + S)``, overdue = ``ln(R/ĝ + 0.1)``
- frequency = ``ln n``, n the contact-days of the tie: what a fading memory has forgotten
- circle = ``ln((c + 0.05) / (√(D_a·D_b) + 0.2))``, ``c = Σ_z v_az·v_bz / ln(2 + D_z)``: how much
  of both people's company is shared (triadic closure; Granovetter 1973)
- mutual = ``ln(c + 0.02)``: how much company that is, whatever else both have
- company = ``ln(1 + min(D_a, D_b) − v_ab)``: how many others the less connected one has
- elsewhere = ``ln(max(R_a, R_b)/h + 0.05)``, ``R_i = min(R, silence of i towards everyone else)``:
  whoever has gone quiet towards all is likely to stay so
- trend = ``ln(1 + P_short) − ln(1 + P_long)``, contact-days with others of the less active
  one, remembered at half-lives h/2 and 2h: whether they are more or less active than before

Without ties between other people (one person's own log) the last four say nothing; then
`netkit.ties.lapse` speaks alone, see `one_owner`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.ties.lapse import FEW_DAYS
from netkit.ties.link_prediction import pair_scores, tie_matrix
from netkit.ties.strength import saturated, strength

from . import slowdown

if TYPE_CHECKING:
    from netkit.ties.contact_days import Contacts, Floats, Ints, TieColumns
    from netkit.ties.network import Network

__all__ = ["FEATURES", "features", "one_owner"]

FEATURES = (
    "silence", "strength", "overdue", "frequency", "circle", "mutual", "company", "elsewhere",
    "trend",
)  # fmt: skip
_OWN_LOG = 1 / 3  # one person in this share of all ties: it is that person's log
_NEVER = 20.0  # horizons of silence that stand for "never seen"


def one_owner(net: Network) -> bool:
    """Return True if the network is one person's own log, which shows nothing of the others.

    >>> from netkit.ties import Network
    >>> one_owner(Network.from_events(["me"] * 3, ["ann", "bob", "cid"], [1, 2, 3]))
    True
    """
    import numpy as np

    ties = np.bincount(np.concatenate((net.a, net.b)), minlength=1)
    return bool(ties.max() >= _OWN_LOG * net.n_ties)


def features(
    net: Network, contacts: Contacts, ties: TieColumns, horizon: float, chosen: Ints
) -> Floats:
    """Return the features of the chosen ties at ``contacts.now``.

    Parameters
    ----------
    net : whose ties these are; only its people and ties are read, not its events.
    contacts, ties : contact-days up to that day, and their statistics at half-life 2h.
    horizon : in days.
    chosen : (n,) positions of ties that then had a contact.

    Returns
    -------
    (n, 9) float, a column for each of `FEATURES`.
    """
    import numpy as np

    silent = np.nan_to_num(contacts.now - ties.last_day, nan=_NEVER * horizon)
    power = np.nan_to_num(strength(ties.log_strength, contacts.now, 2 * horizon, np.exp))
    few = ties.contact_days[chosen] <= FEW_DAYS
    own = np.where(few, 2.0 ** (-silent[chosen] / (2 * horizon)), power[chosen])  # the last alone
    typical = float(ties.sum_log_gap.sum() / max(int(ties.gap_count.sum()), 1))
    gap = slowdown.typical_gap(ties.gap_count[chosen], ties.sum_log_gap[chosen], typical, np.exp)
    columns = (
        np.log(silent[chosen] / horizon + 0.05),
        np.log1p(own),
        np.log(silent[chosen] / gap + 0.1),
        np.log(ties.contact_days[chosen]),
        *_circle(net, saturated(power), chosen),
        np.log(_elsewhere(net, silent, chosen, _NEVER * horizon) / horizon + 0.05),
        _trend(net, contacts, power, horizon, chosen),
    )
    return np.column_stack(columns)


def _circle(net: Network, v: Floats, chosen: Ints) -> tuple[Floats, Floats, Floats]:
    """Return the columns circle, mutual and company."""
    import numpy as np

    a, b = net.a[chosen], net.b[chosen]
    total = _per_person(net, v)
    shared = pair_scores(tie_matrix(net, v), a, b)
    circle = np.log((shared + 0.05) / (np.sqrt(total[a] * total[b]) + 0.2))
    others = np.minimum(total[a], total[b]) - v[chosen]
    return circle, np.log(shared + 0.02), np.log1p(np.maximum(others, 0))


def _elsewhere(net: Network, silent: Floats, chosen: Ints, never: float) -> Floats:
    """Return ``max(R_a, R_b)`` in days."""
    import numpy as np

    people = np.concatenate((net.a, net.b))
    tie = np.concatenate((np.arange(net.n_ties),) * 2)
    least = np.full(len(net.people), np.inf)
    np.minimum.at(least, people, silent[tie])
    latest = np.zeros(len(net.people), dtype=np.int64)
    newest = silent[tie] == least[people]
    latest[people[newest]] = tie[newest]  # any of those that are equally new
    second = np.full(len(net.people), never)
    other = latest[people] != tie
    np.minimum.at(second, people[other], silent[tie[other]])

    def apart(person: Ints) -> Floats:
        rest = np.where(latest[person] == chosen, second[person], silent[latest[person]])
        return np.minimum(rest, silent[chosen])

    return np.maximum(apart(net.a[chosen]), apart(net.b[chosen]))


def _trend(net: Network, contacts: Contacts, power: Floats, horizon: float, chosen: Ints) -> Floats:
    import numpy as np

    from netkit.ties.contact_days import decayed

    recent = decayed(contacts, np.full(net.n_ties, horizon / 2))
    short, long = (_least_of_others(net, each, chosen) for each in (recent, power))
    return np.log1p(short) - np.log1p(long)


def _least_of_others(net: Network, values: Floats, chosen: Ints) -> Floats:
    """Return what the less active end has with others than the tie's other end."""
    import numpy as np

    total = _per_person(net, values)
    least = np.minimum(total[net.a[chosen]], total[net.b[chosen]])
    return np.maximum(least - values[chosen], 0)  # rounding may leave less than nothing


def _per_person(net: Network, values: Floats) -> Floats:
    """Return the sum over the ties of each person."""
    import numpy as np

    size = len(net.people)
    sums = np.bincount(net.a, values, size) + np.bincount(net.b, values, size)
    return sums.astype(np.float64)
