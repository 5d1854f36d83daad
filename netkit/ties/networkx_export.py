"""The network as the graph that a person works with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

    from netkit.ties.contact_days import Floats
    from netkit.ties.network import Network

__all__ = ["tie_strengths", "to_networkx"]


def tie_strengths(net: Network) -> Floats:
    """Return the strength of every tie, 0 to 100, at the network's `as_of`."""
    import numpy as np

    from netkit.ties.contact_days import contact_days, tie_columns
    from netkit.ties.strength import HALF_LIFE_DAYS, shown, strength

    contacts = contact_days(net)
    ties = tie_columns(contacts)
    power = strength(ties.log_strength, contacts.now, HALF_LIFE_DAYS, np.exp)
    return np.asarray(shown(power))


def to_networkx(net: Network) -> nx.DiGraph[Any]:
    """Return one node per person and one edge per direction with contact."""
    import networkx as nx
    import numpy as np

    from netkit.ties.event_times import local_seconds
    from netkit.ties.timestamps import SECONDS_PER_DAY

    graph: nx.DiGraph[Any] = nx.DiGraph(as_of=net.as_of.isoformat())
    graph.add_nodes_from((one, dict(net.attributes.get(one, {}))) for one in net.people)
    strengths = tie_strengths(net).tolist()
    days = np.floor(local_seconds(net.seconds, net.zone) / SECONDS_PER_DAY).tolist()
    contacts: dict[tuple[int, bool], list[tuple[float, float, float]]] = {}
    rows = zip(net.tie.tolist(), net.from_a.tolist(), net.seconds.tolist(), net.weight.tolist(),
               days, strict=True)  # fmt: skip
    for tie, from_a, *contact in rows:
        contacts.setdefault((tie, from_a), []).append((contact[0], contact[1], contact[2]))
    for (tie, from_a), listed in contacts.items():
        a, b = net.people[net.a[tie]], net.people[net.b[tie]]
        source, target = (a, b) if from_a else (b, a)
        graph.add_edge(source, target, **_facts(listed, strengths[tie]))
    return graph


def _facts(contacts: list[tuple[float, float, float]], strength: float) -> dict[str, Any]:
    seconds, weights, days = (list(column) for column in zip(*contacts, strict=True))
    return {
        "contact_days": len(set(days)),
        "strength": strength,
        "weight": strength / 100,
        "last": datetime.fromtimestamp(seconds[-1], UTC).isoformat(),
        "timestamps": seconds,
        "weights": weights,
    }
