"""A network as compact arrays: who was in contact with whom, and when, up to one moment.

No store is needed: arrays, a pandas frame or a NetworkX graph will do. Ids come back as they
were given. Events after `as_of` are dropped at the door, so that no analysis can see them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from netkit.errors import UsageError
from netkit.ties.timestamps import When, epoch_seconds

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from pathlib import Path

    import networkx as nx
    import pandas as pd

    from netkit.ties.contact_days import Flags, Floats, Ints

__all__ = ["Network", "ShownMap"]


class ShownMap(Protocol):
    """A map of a network, see `netkit.maps.Map`: a frame in a notebook, a file, or data."""

    @property
    def data(self) -> dict[str, Any]:
        """Everything that is drawn."""
        ...

    def save(self, path: str | Path) -> Path:
        """Write it as one offline HTML file; return its path."""
        ...

    def _repr_html_(self) -> str: ...


@dataclass(frozen=True, eq=False)
class Network:
    """People, ties and dated events.

    Attributes
    ----------
    people : ids, in the order they are first seen; positions in it are used below.
    a, b : (n_ties,) int, the two ends of each tie, ``a < b``.
    tie : (n_events,) int, the tie of each event, ascending; by time within a tie.
    seconds : (n_events,) float, seconds since 1970, UTC.
    from_a : (n_events,) bool, whether a reached out to b.
    weight : (n_events,) float.
    row : (n_events,) int, the event's row in what the caller gave: the evidence.
    now : seconds since 1970; nothing later is in here.
    facts : what else is known of people; filled by whoever has it.
    """

    people: tuple[Hashable, ...]
    a: Ints
    b: Ints
    tie: Ints
    seconds: Floats
    from_a: Flags
    weight: Floats
    row: Ints
    now: float
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def as_of(self) -> datetime:
        """The moment up to which events are seen."""
        return datetime.fromtimestamp(self.now, UTC)

    @property
    def n_ties(self) -> int:
        """Number of unordered pairs with any contact."""
        return len(self.a)

    @cached_property
    def index(self) -> Mapping[Hashable, int]:
        """Position of each person in `people`."""
        return {person: position for position, person in enumerate(self.people)}

    @classmethod
    def from_events(
        cls,
        sources: Iterable[Hashable],
        targets: Iterable[Hashable],
        times: Iterable[Any],
        *,
        as_of: When | None = None,
        weights: Iterable[float] | None = None,
    ) -> Network:
        """Build a network from one row per contact.

        Parameters
        ----------
        sources, targets : ids of who reached out to whom: numbers, strings, anything hashable.
            Rows from a person to themselves are left out.
        times : aware datetimes, numpy or pandas datetimes, ISO strings, or seconds since 1970.
        as_of : the present; later events are not seen. A date means the end of that day.
            By default the time of the last event.
        weights : weight of each row, above zero; 1 by default.

        Raises
        ------
        UsageError
            If the columns differ in length, an id or a time is missing, or there is no row
            and no `as_of`.

        >>> net = Network.from_events(["ann", "bob"], ["bob", "cid"], [0, 86400], as_of=90000)
        >>> net.people, net.n_ties
        (('ann', 'bob', 'cid'), 2)
        """
        from netkit.ties.event_columns import event_columns

        columns = event_columns(sources, targets, times, weights)
        if as_of is None and not len(columns.seconds):
            raise UsageError("a network without events needs as_of")
        now = float(columns.seconds.max()) if as_of is None else epoch_seconds(as_of)
        return cls(**columns.folded(now), now=now)

    @classmethod
    def from_pandas(
        cls,
        frame: pd.DataFrame,
        *,
        source: str = "source",
        target: str = "target",
        time: str = "timestamp",
        weight: str | None = None,
        as_of: When | None = None,
    ) -> Network:
        """Build a network from a frame with one row per contact; the columns are named."""
        missing = {source, target, time, weight} - {None} - set(frame.columns)
        if missing:
            raise UsageError(f"the frame has no column {', '.join(sorted(map(str, missing)))}")
        weights = None if weight is None else frame[weight]
        return cls.from_events(
            frame[source], frame[target], frame[time], as_of=as_of, weights=weights
        )

    @classmethod
    def from_networkx(
        cls, graph: nx.Graph[Any], *, time: str = "timestamp", as_of: When | None = None
    ) -> Network:
        """Build a network from any NetworkX graph whose edges are dated.

        Each edge carries one moment as its attribute `time`, or several in ``timestamps``
        (as `to_networkx` writes them). In an undirected graph the first end reached out.
        """
        rows: list[tuple[Hashable, Hashable, Any]] = []
        for source, target, facts in graph.edges(data=True):
            moments = facts.get("timestamps", (facts[time],) if time in facts else None)
            if moments is None:
                message = f"the edge {source!r}–{target!r} has no {time!r}: name it with time="
                raise UsageError(message)
            rows.extend((source, target, moment) for moment in moments)
        columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) or [(), (), ()]
        return cls.from_events(*columns, as_of=as_of)

    def to_networkx(self) -> nx.DiGraph[Any]:
        """Return the network as a NetworkX graph, one edge for each direction with contact.

        Edges carry ``contact_days``, ``strength`` (0 to 100), ``weight`` (0 to 1, for
        algorithms), ``last`` (ISO 8601) and ``timestamps`` (seconds since 1970).
        """
        from netkit.ties.networkx_export import to_networkx

        return to_networkx(self)

    def map(self, **options: Any) -> ShownMap:
        """Return a map of the network; it shows itself in a notebook, in a frame of its own.

        Parameters
        ----------
        options : ``title``, ``names`` (what to call people) and ``organizations`` (where they
            work), both by id; see `netkit.maps.from_network`.

        >>> Network.from_events(["ann", "bob"], ["bob", "cid"], [0, 86400]).map()
        <Map of 3 people, groups: 1>
        """
        from importlib import import_module

        # By name, as a plug-in is: maps stand above ties, which import nothing upwards.
        shown: ShownMap = import_module("netkit.maps.notebook").map_of(self, **options)
        return shown
