"""Read the dated edges of a NetworkX graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.errors import UsageError
from netkit.model.frozen import dataclass
from netkit.ties.event_times import one_column

if TYPE_CHECKING:
    from collections.abc import Hashable

    import networkx as nx

    from netkit.ties.timestamps import When

__all__ = ["EdgeRows", "edge_rows"]


@dataclass(frozen=True, slots=True, eq=False)
class EdgeRows:
    """One contact a row: who, whom, when, and how much it weighs."""

    sources: list[Hashable]
    targets: list[Hashable]
    times: list[Any]
    weights: list[Any]


def edge_rows(graph: nx.Graph[Any], time: str, weight: str, static_at: When | None) -> EdgeRows:
    """Return the contacts of a graph; an edge of `to_networkx` holds several.

    Raises
    ------
    UsageError
        An edge has no moment and `static_at` is not given, or as many weights as moments.
    """
    if not hasattr(graph, "edges"):
        raise UsageError(f"give a NetworkX graph, not {type(graph).__name__}")
    rows = EdgeRows([], [], [], [])
    for source, target, facts in graph.edges(data=True):
        moments, weights = _contacts(facts, time, weight, static_at)
        if moments is None:
            message = f"the edge {source!r}–{target!r} has no {time!r}: name it with time=, or say"
            raise UsageError(f"{message} static_at=")
        if len(moments) != len(weights):
            raise UsageError(f"the edge {source!r}–{target!r} has not one weight for each moment")
        rows.sources.extend([source] * len(moments))
        rows.targets.extend([target] * len(moments))
        rows.times.extend(moments)
        rows.weights.extend(weights)
    return rows


def _contacts(
    facts: dict[str, Any], time: str, weight: str, static_at: When | None
) -> tuple[list[Any] | None, list[Any]]:
    if "timestamps" in facts:  # its weight is that of the tie, not of one contact
        moments = one_column(facts["timestamps"], "timestamps")
        return moments, list(facts.get("weights", [1.0] * len(moments)))
    single = [facts.get(weight, 1.0)]
    if time in facts:
        return [facts[time]], single
    return (None if static_at is None else [static_at]), single
