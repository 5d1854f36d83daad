"""The door for arrays: ids, times and weights of any common type, into plain numpy columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.errors import UsageError
from netkit.model.frozen import dataclass
from netkit.ties.event_times import one_column, time_column

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from netkit.ties.contact_days import Flags, Floats, Ints
    from netkit.ties.event_times import TimeFormat

__all__ = ["EventColumns", "event_columns"]


@dataclass(frozen=True, slots=True, eq=False)
class EventColumns:
    """One row per event: `source` and `target` are positions in `people`, `row` the caller's."""

    people: list[Hashable]
    source: Ints
    target: Ints
    seconds: Floats
    weight: Floats
    row: Ints

    def folded(self, now: float) -> dict[str, Any]:
        """Return the fields of a `Network`: events up to `now`, sorted by tie and time.

        People are numbered in the order of their first seen event, so that someone who is
        only met later leaves no trace.
        """
        import numpy as np

        seen = np.flatnonzero((self.seconds <= now) & (self.source != self.target))
        if (np.diff(self.seconds[seen]) < 0).any():
            seen = seen[np.argsort(self.seconds[seen], kind="stable")]
        people, source, target = self._renumbered(seen)
        low, high = np.minimum(source, target), np.maximum(source, target)
        pairs, tie = _numbered(low * len(people) + high)
        order = _counting_order(tie, len(pairs))
        size = max(len(people), 1)
        return {
            "people": tuple(people),
            "a": pairs // size,
            "b": pairs % size,
            "tie": tie[order],
            "seconds": self.seconds[seen][order],
            "from_a": (source < target)[order],
            "weight": self.weight[seen][order],
            "row": self.row[seen][order],
        }

    def _renumbered(self, seen: Ints) -> tuple[list[Hashable], Ints, Ints]:
        import numpy as np

        ends = np.column_stack((self.source[seen], self.target[seen])).ravel()
        first = np.full(len(self.people), len(ends))
        first[ends[::-1]] = np.arange(len(ends))[::-1]  # of repeated ones the earliest stays
        in_order = np.argsort(first, kind="stable")[: int((first < len(ends)).sum())]
        number = np.full(len(self.people), -1)
        number[in_order] = np.arange(len(in_order))
        people = [self.people[position] for position in in_order.tolist()]
        return people, number[self.source[seen]], number[self.target[seen]]


def _numbered(values: Ints) -> tuple[Ints, Ints]:
    """Return the distinct values, ascending, and the position of each among them.

    As ``np.unique(…, return_inverse=True)``, but by hashing: only distinct values are sorted.
    """
    import numpy as np
    import pandas as pd

    codes, numbers = pd.factorize(values)
    order = np.argsort(numbers, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return numbers[order], rank[codes]


def _counting_order(group: Ints, groups: int) -> Ints:
    """Return the stable order by group, in linear time: the rows of a sparse matrix, in turn."""
    import numpy as np
    from scipy import sparse

    every = np.arange(len(group))
    shape = (max(groups, 1), max(len(group), 1))
    rows = sparse.csr_array((np.ones(len(group), dtype=bool), (group, every)), shape=shape)
    return np.asarray(rows.indices, dtype=np.int64)


def event_columns(
    sources: Iterable[Hashable],
    targets: Iterable[Hashable],
    times: Iterable[Any],
    weights: Iterable[float] | None,
    written: TimeFormat,
    *,
    drop: bool = False,
) -> EventColumns:
    """Check and convert the columns of `Network.from_events`; with `drop`, leave bad rows out."""
    import numpy as np

    source_ids = _ids(one_column(sources, "sources"))
    target_ids = _ids(one_column(targets, "targets"))
    seconds, timeless = time_column(times, written)
    weight = np.ones(len(seconds)) if weights is None else _weights(weights)
    sizes = {len(column) for column in (source_ids, target_ids, seconds, weight)}
    if len(sizes) > 1:
        raise UsageError("sources, targets, times and weights must have the same length")
    nameless = _is_missing(source_ids) | _is_missing(target_ids)
    if not drop:
        _refuse(nameless, "has no source or no target")
        _refuse(timeless, "has no time that can be read (format= says how texts are written)")
    row = np.flatnonzero(~(nameless | timeless))
    people, positions = _factorized(source_ids[row], target_ids[row])
    half = len(row)
    ends = positions[:half], positions[half:]
    return EventColumns(people, *ends, seconds[row], weight[row], row)


def _is_missing(ids: Any) -> Flags:
    import numpy as np
    import pandas as pd

    return np.asarray(pd.isna(ids), dtype=bool)


def _refuse(wrong: Flags, reason: str) -> None:
    if wrong.any():
        row = int(wrong.argmax())
        raise UsageError(f"row {row} {reason}; errors='drop' leaves such rows out")


def _ids(values: Iterable[Hashable]) -> Any:
    """Return an array of ids whose elements compare as the caller's did.

    A list of mixed types must not become an array of strings, so that only arrays keep
    their own type; lists hold objects.
    """
    import numpy as np

    if hasattr(values, "to_numpy"):
        return values.to_numpy()
    if isinstance(values, np.ndarray):
        return values
    listed = list(values)
    if all(type(value) is int and abs(value) < 2**62 for value in listed):
        return np.array(listed, dtype=np.int64)
    objects = np.empty(len(listed), dtype=object)
    objects[:] = listed
    return objects


def _factorized(sources: Any, targets: Any) -> tuple[list[Hashable], Ints]:
    import numpy as np
    import pandas as pd

    if sources.dtype.kind in "iu" and targets.dtype.kind in "iu":
        ids = np.concatenate((sources, targets))
    else:
        ids = np.concatenate((sources.astype(object), targets.astype(object)))
    try:
        positions, people = pd.factorize(ids)
    except TypeError as error:
        raise UsageError(f"an id must be hashable, such as a number or a text ({error})") from error
    return people.tolist(), positions.astype(np.int64)


def _weights(weights: Iterable[float]) -> Floats:
    import numpy as np

    values = one_column(weights, "weights")
    try:
        weight = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise UsageError("weights must be numbers above zero") from error
    if not (np.isfinite(weight) & (weight > 0)).all():
        raise UsageError("weights must be numbers above zero")
    return weight
