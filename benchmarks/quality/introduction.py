"""Who would meet anyway: pairs with a common contact and no tie, and who of them had one soon.

Four views: all pairs of the log; the pairs of one broker's contacts, scored with everyone's
ties; the same, scored with nothing but the broker's own log; and with the ties among these
contacts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.quality import measures
from benchmarks.quality.logs import Cut, Log
from benchmarks.quality.table import Figure, mean_over_cuts
from netkit.answers.introduce.introductions import scores
from netkit.ties.contact_days import contact_days, tie_columns
from netkit.ties.link_prediction import pair_scores, tie_matrix
from netkit.ties.strength import saturated, strength

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from netkit.ties import Network

__all__ = ["introduction_task"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Found = dict[tuple[str, str], float]

_BROKERS = 60  # of whose own log a network is built, at each cut
_BLOCK = 20_000


@dataclass(frozen=True, eq=False)
class Strangers:
    """Pairs without a tie that have a common contact, in the order of ``left · n + right``.

    Attributes
    ----------
    left, right : positions of people, left < right. met : whether they did in the next period.
    """

    left: Ints
    right: Ints
    met: Flags


def introduction_task(log: Log) -> list[Figure]:
    """Return the figures of a log."""
    views = [_views(cut) for cut in log.cuts()]
    return [
        figure
        for k, task in enumerate(("introduction", "introduction, broker's own log"))
        for figure in mean_over_cuts(task, log.name, (view[k] for view in views))
    ]


def _views(cut: Cut) -> tuple[Found, Found]:
    ties = _ties(cut.net)
    pairs = strangers(cut, ties)
    methods = {
        "netkit": _netkit(cut.net, pairs, cut.horizon),
        "saturated Adamic–Adar": saturated_scores(cut, pairs),
        **rivals(ties, pairs),
    }
    found = {("AUC", name): measures.auc(pairs.met, score) for name, score in methods.items()}
    brokers = list(_brokers(ties, pairs))
    for name, score in methods.items():
        for measure, rule in (
            ("AUC within a broker", measures.auc),
            ("MAP", measures.average_precision),
            ("P@5", measures.hits),
        ):
            values = [rule(pairs.met[own], score[own]) for _, own in brokers]
            found[measure, name] = _mean(values)
    return found, _own_view(cut, pairs, brokers)


def _mean(values: list[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")


def _ties(net: Network) -> Any:
    """Return the 0/1 matrix of ties."""
    size, ends = len(net.people), np.concatenate((net.a, net.b))
    others = np.concatenate((net.b, net.a))
    return sparse.csr_array((np.ones(len(ends)), (ends, others)), shape=(size, size))


def strangers(cut: Cut, ties: Any) -> Strangers:
    """Return the pairs to be ranked, and who met."""
    net = cut.net
    size = len(net.people)
    common = (ties @ ties).tocoo()
    upper = common.row < common.col
    code = np.sort(common.row[upper].astype(np.int64) * size + common.col[upper])
    code = code[~np.isin(code, net.a * size + net.b)]
    known = (
        tuple(sorted((net.index[a], net.index[b])))
        for a, b in cut.future
        if a in net.index and b in net.index
    )
    met = np.isin(code, [low * size + high for low, high in known])
    return Strangers(code // size, code % size, met)


def _ids(net: Network, pairs: Strangers) -> list[tuple[Hashable, Hashable]]:
    ends = zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    return [(net.people[a], net.people[b]) for a, b in ends]


def _netkit(net: Network, pairs: Strangers, horizon: float) -> Floats:
    return scores(net, _ids(net, pairs), horizon)


def saturated_scores(cut: Cut, pairs: Strangers) -> Floats:
    """Return netkit's common contacts alone: no longer paths, and whoever has gone quiet counts."""
    contacts = contact_days(cut.net)
    kept = tie_columns(contacts, cut.horizon).log_strength
    v = saturated(strength(kept, contacts.now, cut.horizon, np.exp))
    return pair_scores(tie_matrix(cut.net, v), pairs.left, pairs.right)


def rivals(ties: Any, pairs: Strangers) -> dict[str, Floats]:
    """Return the textbook scores (Liben-Nowell & Kleinberg 2007; Zhou et al. 2009)."""
    degree = np.asarray(ties.sum(axis=1)).ravel()
    left, right = pairs.left, pairs.right
    common = _over_common(ties, np.ones(len(degree)), pairs)
    return {
        "Adamic–Adar": _over_common(ties, 1 / np.log(np.maximum(degree, 2)), pairs),
        "resource allocation": _over_common(ties, 1 / np.maximum(degree, 1), pairs),
        "common neighbours": common,
        "Jaccard": common / (degree[left] + degree[right] - common),
        "preferential attachment": degree[left] * degree[right],
    }


def _over_common(ties: Any, value: Floats, pairs: Strangers) -> Floats:
    """Return the sum of a value of people over the common contacts of each pair."""
    weighed = (ties @ sparse.diags_array(value)).tocsr()
    blocks = [
        (ties[pairs.left[low : low + _BLOCK]] * weighed[pairs.right[low : low + _BLOCK]]).sum(1)
        for low in range(0, len(pairs.left), _BLOCK)
    ]
    return np.concatenate([np.asarray(block).ravel() for block in blocks])


def _brokers(ties: Any, pairs: Strangers) -> Iterator[tuple[int, Ints]]:
    """Yield the brokers among whose contacts somebody met, each with the rows of `pairs`."""
    size = ties.shape[0]
    code = pairs.left * size + pairs.right
    met = pairs.met
    able = np.flatnonzero(np.asarray((ties[pairs.left[met]] * ties[pairs.right[met]]).sum(0)) > 0)
    for broker in able.tolist():
        own = np.sort(ties[[broker]].indices)
        first, second = np.triu_indices(len(own), 1)
        wanted = own[first].astype(np.int64) * size + own[second]
        place = np.minimum(np.searchsorted(code, wanted), len(code) - 1)
        yield broker, place[code[place] == wanted]


def _own_view(cut: Cut, pairs: Strangers, brokers: list[tuple[int, Ints]]) -> Found:
    """Score the pairs of some brokers, evenly chosen, with the broker's own log alone.

    And with the ties among these contacts beside it: what it is worth to know who knows whom.
    """
    found: dict[str, list[float]] = {}
    for broker, own in brokers[:: 1 + len(brokers) // _BROKERS]:
        mine = Strangers(pairs.left[own], pairs.right[own], pairs.met[own])
        ids, me = _ids(cut.net, mine), cut.net.people[broker]
        alone, around = cut.log.of(me), cut.log.around(me, {end for pair in ids for end in pair})
        degree = _contact_counts(cut.net, broker)
        for name, score in (
            ("netkit", scores(Cut(alone, cut.now).net, ids, cut.horizon)),
            ("with contacts' ties", scores(Cut(around, cut.now).net, ids, cut.horizon)),
            ("product of contacts", degree[mine.left] * degree[mine.right]),
        ):
            found.setdefault(name, []).append(measures.auc(mine.met, score))
    return {("AUC within a broker", name): _mean(values) for name, values in found.items()}


def _contact_counts(net: Network, broker: int) -> Floats:
    """Return how many events the broker had with each person."""
    mine = (net.a == broker) | (net.b == broker)
    count = np.bincount(net.tie, minlength=net.n_ties)
    result = np.zeros(len(net.people))
    result[np.where(net.a[mine] == broker, net.b[mine], net.a[mine])] = count[mine]
    return result
