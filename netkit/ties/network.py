"""A network as compact arrays: who was in contact with whom, and when, up to one moment.

No store is needed: arrays, a pandas frame or a NetworkX graph will do. Ids come back as they
were given. Events after `as_of` are dropped at the door, so that no analysis can see them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Protocol

from netkit.errors import UsageError
from netkit.ties.timestamps import When, epoch_seconds

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping
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
    directed : whether the source of a row reached out to its target; if not, nothing is said of
        who gives more.
    zone : whose days are counted, an IANA name.
    attributes : what is known of people by id: name, organization, …
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
    directed: bool = True
    zone: str = "UTC"
    attributes: Mapping[Hashable, Mapping[str, Any]] = field(default_factory=dict)
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
        directed: bool = True,
        unit: str | None = None,
        zone: str = "UTC",
        format: str | None = None,
        errors: Literal["raise", "drop"] = "raise",
    ) -> Network:
        """Build a network from one row per contact.

        Parameters
        ----------
        sources, targets : ids of who reached out to whom: numbers, strings, anything hashable.
            Rows from a person to themselves are left out.
        times : datetimes of any kind, periods (their begin), texts, or numbers since 1970.
        as_of : the present; later events are not seen. A date means the end of that day.
            By default the time of the last event.
        weights : weight of each row, above zero; 1 by default.
        directed : False for meetings, where nobody reached out: then no balance is told.
        unit : of numbers: "D", "h", "s", "ms", "us" or "ns"; seconds unless said.
        zone : the owner's time zone, an IANA name: times without a zone are read on its clocks,
            and a contact-day is a day there.
        format : of texts, as ``datetime.strptime`` takes it ("%d.%m.%Y"); ISO 8601 unless said.
        errors : "drop" leaves rows out that have no end or no time that can be read.

        Raises
        ------
        UsageError
            If the columns differ in length, an id or a time is missing, numbers cannot be
            seconds, or there is no row and no `as_of`.

        >>> net = Network.from_events(["ann", "bob"], ["bob", "cid"], [0, 86400], as_of=90000)
        >>> net.people, net.n_ties
        (('ann', 'bob', 'cid'), 2)
        """
        from netkit.ties.event_columns import event_columns
        from netkit.ties.event_times import TimeFormat

        written = TimeFormat(unit, zone, format)
        if errors not in ("raise", "drop"):
            raise UsageError(f"errors={errors!r} is neither 'raise' nor 'drop'")
        columns = event_columns(sources, targets, times, weights, written, drop=errors == "drop")
        if as_of is None and not len(columns.seconds):
            raise UsageError("a network without events needs as_of")
        now = float(columns.seconds.max()) if as_of is None else epoch_seconds(as_of, zone)
        return cls(**columns.folded(now), now=now, directed=directed, zone=zone)

    @classmethod
    def from_pandas(
        cls,
        edges: pd.DataFrame,
        nodes: pd.DataFrame | None = None,
        *,
        source: str = "source",
        target: str = "target",
        time: str = "timestamp",
        weight: str | None = None,
        id: str | None = None,
        as_of: When | None = None,
        directed: bool = True,
        unit: str | None = None,
        zone: str = "UTC",
        format: str | None = None,
        errors: Literal["raise", "drop"] = "raise",
    ) -> Network:
        """Build a network from a frame with one row per contact; the columns are named.

        Parameters
        ----------
        nodes : what is known of people, a row each; `id` names the column of their ids, by
            default the frame's index. Its other columns become attributes.
        directed, unit, zone, format, errors : as of `from_events`.
        """
        _require_frame(edges)
        missing = {source, target, time, weight} - {None} - set(edges.columns)
        if missing:
            raise UsageError(f"the frame has no column {', '.join(sorted(map(str, missing)))}")
        for column in (source, target, time, weight):
            if column is not None and getattr(edges[column], "ndim", 1) > 1:
                raise UsageError(f"the frame has several columns {column}; rename or drop one")
        net = cls.from_events(
            edges[source], edges[target], edges[time], as_of=as_of,
            weights=None if weight is None else edges[weight],
            directed=directed, unit=unit, zone=zone, format=format, errors=errors,
        )  # fmt: skip
        return net if nodes is None else net._with_attributes(nodes, id)

    def _with_attributes(self, nodes: pd.DataFrame, id: str | None) -> Network:
        _require_frame(nodes)
        if id is not None and id not in nodes.columns:
            raise UsageError(f"the frame of people has no column {id}")
        by_id = nodes if id is None else nodes.set_index(id)
        if not by_id.index.is_unique:
            twice = by_id.index[by_id.index.duplicated()][0]
            raise UsageError(f"the frame of people has {twice!r} twice")
        listed: dict[Hashable, dict[str, Any]] = by_id.to_dict("index")  # type: ignore[assignment]
        return replace(
            self, attributes={person: listed[person] for person in self.people if person in listed}
        )

    @classmethod
    def from_networkx(
        cls,
        graph: nx.Graph[Any],
        *,
        time: str = "timestamp",
        weight: str = "weight",
        static_at: When | None = None,
        as_of: When | None = None,
        unit: str | None = None,
        zone: str = "UTC",
    ) -> Network:
        """Build a network from any NetworkX graph whose edges are dated.

        Each edge carries one moment as its attribute `time` and its weight as `weight`, or
        several in ``timestamps`` and ``weights`` (as `to_networkx` writes them). Attributes of
        nodes are kept. Nobody reached out in an undirected graph.

        Parameters
        ----------
        static_at : the moment of edges that have none; such an edge is an error without it.
        """
        from netkit.ties.networkx_import import edge_rows

        rows = edge_rows(graph, time, weight, static_at)
        net = cls.from_events(
            rows.sources, rows.targets, rows.times, weights=rows.weights, as_of=as_of,
            directed=graph.is_directed(), unit=unit, zone=zone,
        )  # fmt: skip
        attributes = {person: dict(facts) for person, facts in graph.nodes(data=True) if facts}
        return replace(
            net,
            attributes={
                person: attributes[person] for person in net.people if person in attributes
            },
        )

    def to_pandas(self) -> pd.DataFrame:
        """Return a frame with one row per contact: ids, names, time and weight.

        Columns: ``source``, ``target``, ``source_name``, ``target_name``, ``timestamp`` (UTC),
        ``weight``, and ``row``: its number where it came from, by which results name evidence.
        """
        from netkit.ties.frames import contact_frame

        return contact_frame(self)

    def to_networkx(self) -> nx.DiGraph[Any]:
        """Return the network as a NetworkX graph, one edge for each direction with contact.

        Nodes carry their attributes. Edges carry ``contact_days`` (on which the source reached
        out), ``strength`` of the tie (0 to 100, as `netkit.answers.weakening` shows it),
        ``weight`` (the same, 0 to 1, for algorithms), ``last`` (ISO 8601), ``timestamps``
        (seconds since 1970) and ``weights`` of the contacts.
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

    def name_of(self, person: Hashable) -> str:
        """Return the name of a person: their attribute ``name``, else their id."""
        return str(self.attributes.get(person, {}).get("name", person))

    def strongest(self, n: int = 10) -> pd.DataFrame:
        """Return a frame of the strongest ties, strongest first, with ids and names."""
        from netkit.ties.frames import strongest_frame

        if not hasattr(n, "__index__") or n < 0:
            raise UsageError(f"strongest() takes a number of ties, not {n!r}")
        return strongest_frame(self, n)

    def __getstate__(self) -> dict[str, Any]:
        """Return what a pickle holds: arrays and attributes, no `facts`, which need a store."""
        state = {name: value for name, value in vars(self).items() if name != "index"}
        return {**state, "facts": {}}

    def __copy__(self) -> Network:
        return replace(self)

    def _repr_html_(self) -> str:
        from netkit.ties.frames import summary_table

        return summary_table(self)

    def __repr__(self) -> str:
        counts = (len(self.people), "people"), (self.n_ties, "tie"), (len(self.seconds), "contact")
        listing = ", ".join(
            f"{count:,} {name if count == 1 or name == 'people' else name + 's'}"
            for count, name in counts
        )
        return f"<Network: {listing} up to {self.as_of:%Y-%m-%d}>"


def require_network(net: object) -> None:
    """Refuse what is no `Network`, before an analysis reads it.

    Raises
    ------
    UsageError
    """
    if not isinstance(net, Network):
        hint = ", as its network() returns" if hasattr(net, "network") else ""
        raise UsageError(f"give a netkit.Network{hint}, not {type(net).__name__}")


def _require_frame(frame: object) -> None:
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        raise UsageError(f"give a pandas frame, not {type(frame).__name__}")
