"""The network as the graph that a person works with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from netkit.ties.strength import log_strength, saturated, strength
from netkit.ties.timestamps import contact_day

if TYPE_CHECKING:
    import networkx as nx

    from netkit.ties.network import Network

__all__ = ["to_networkx"]


def to_networkx(net: Network) -> nx.DiGraph[Any]:
    """Return one node per person and one edge per direction with contact."""
    import networkx as nx

    graph: nx.DiGraph[Any] = nx.DiGraph(as_of=net.as_of.isoformat())
    graph.add_nodes_from(net.people)
    moments: dict[tuple[int, bool], list[float]] = {}
    ends = zip(net.tie.tolist(), net.from_a.tolist(), net.seconds.tolist(), strict=True)
    for tie, from_a, seconds in ends:
        moments.setdefault((tie, from_a), []).append(seconds)
    for (tie, from_a), timestamps in moments.items():
        a, b = net.people[net.a[tie]], net.people[net.b[tie]]
        source, target = (a, b) if from_a else (b, a)
        graph.add_edge(source, target, **_facts(timestamps, net.now))
    return graph


def _facts(timestamps: list[float], now: float) -> dict[str, Any]:
    days = sorted({contact_day(seconds) for seconds in timestamps})
    share = saturated(strength(log_strength(days), contact_day(now)))
    return {
        "contact_days": len(days),
        "strength": 100 * share,
        "weight": share,
        "last": datetime.fromtimestamp(timestamps[-1], UTC).isoformat(),
        "timestamps": timestamps,
    }
