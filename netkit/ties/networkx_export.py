"""The network as the graph that a person works with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from netkit.support.garbage_collection import collection_paused

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from netkit.ties.contact_days import Floats, Ints
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

    graph: nx.DiGraph[Any] = nx.DiGraph(as_of=net.as_of.isoformat())
    graph.add_nodes_from((person, dict(net.attributes.get(person, {}))) for person in net.people)
    with collection_paused():
        graph.add_edges_from(_edges(net))
    return graph


def _edges(net: Network) -> Iterator[tuple[Any, Any, dict[str, Any]]]:
    """Yield each direction of a tie with its contacts, oldest first; the first contact's first."""
    import numpy as np

    direction = 2 * net.tie.astype(np.int64) + net.from_a
    order = np.argsort(direction, kind="stable")
    starts = np.flatnonzero(np.diff(direction[order], prepend=-1))
    ends = np.append(starts[1:], len(order))[: len(starts)]
    seconds, weights = net.seconds[order], net.weight[order]
    from_a = net.from_a[order[starts]]
    a, b = net.a[net.tie[order[starts]]], net.b[net.tie[order[starts]]]
    columns = (
        np.where(from_a, a, b), np.where(from_a, b, a), starts, ends,
        tie_strengths(net)[net.tie[order[starts]]], _day_counts(net, order, starts),
        seconds[ends - 1],
    )  # fmt: skip
    by_first_contact = np.argsort(order[starts])
    rows = zip(*(column[by_first_contact].tolist() for column in columns), strict=True)
    times, counts, people = seconds.tolist(), weights.tolist(), net.people
    for source, target, start, end, strength, days, last in rows:
        facts = {
            "contact_days": days,
            "strength": strength,
            "weight": strength / 100,
            "last": datetime.fromtimestamp(last, UTC).isoformat(),
            "timestamps": times[start:end],
            "weights": counts[start:end],
        }
        yield people[source], people[target], facts


def _day_counts(net: Network, order: Ints, starts: Ints) -> Ints:
    """Return on how many days each direction had contact; rows of one are in order of time."""
    import numpy as np

    from netkit.ties.event_times import local_seconds
    from netkit.ties.timestamps import SECONDS_PER_DAY

    days = np.floor(local_seconds(net.seconds, net.zone) / SECONDS_PER_DAY)[order]
    another = np.diff(days, prepend=-1) != 0
    another[starts] = True
    return np.add.reduceat(another.astype(np.int64), starts) if len(starts) else starts
