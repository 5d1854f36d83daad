"""Results of analyses: rows that say why, in lists that become a pandas frame."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, SupportsIndex, TypeVar, overload

from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from netkit.answers.gate import HeldBack

__all__ = ["Reason", "Results", "Rows", "first_rows"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason behind an answer.

    Attributes
    ----------
    kind : what sort of reason, one word, stable: "silence", "strength", "common ground", …
    text : the reason in plain words.
    weight : what it adds to the answer, in the answer's own unit; 0 if it only informs.
    evidence : ids of the events it rests on.
    """

    kind: str
    text: str
    weight: float = 0.0
    evidence: tuple[Hashable, ...] = ()


class Results(list[T]):
    """A list of answers: frozen dataclasses of one kind.

    Attributes
    ----------
    kind : the class of the answers, also when there are none.
    held_back : people whom the gate kept out of this answer, each with the reason.
    notes : remarks that a reader of the answer should see.
    """

    def __init__(
        self,
        rows: Iterable[T] = (),
        *,
        held_back: Iterable[HeldBack] = (),
        notes: Iterable[str] = (),
        kind: type[T] | None = None,
    ) -> None:
        super().__init__(rows)
        self.kind = kind
        self.held_back = tuple(held_back)
        self.notes = tuple(notes)

    @overload
    def __getitem__(self, place: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Results[T]: ...
    def __getitem__(self, place: SupportsIndex | slice) -> T | Results[T]:
        if not isinstance(place, slice):
            return super().__getitem__(place)
        rows = super().__getitem__(place)
        return Results(rows, held_back=self.held_back, notes=self.notes, kind=self.kind)

    def to_frame(self) -> pd.DataFrame:
        """Return a frame with one row per answer and one value a cell, as ``--csv`` has them.

        A person is two columns, their id and name: ``person_id``, ``person``. Reasons become one
        sentence, in the column ``because``. Without answers the columns are the same.
        """
        from netkit.answers.result_frames import answer_frame

        return answer_frame(self, self.kind)

    def __repr__(self) -> str:
        kind = self.kind or (type(self[0]) if self else None)
        name = kind.__name__ if kind else "answers"
        return f"<Results: {len(self)} × {name}>"

    def _repr_html_(self) -> str:
        from netkit.answers.result_frames import answer_table

        return answer_table(self, self.kind)


def first_rows(
    rows: Sequence[T], limit: int, *, total: int | None = None, kind: type[T] | None = None
) -> Results[T]:
    """Return the first `limit` answers, and a note where there are more; 0 returns all.

    total : how many there are, where not all of them were made.
    """
    shown = rows[:limit] if limit else rows
    total = len(rows) if total is None else total
    note = f"{len(shown):,} of {total:,} shown; --limit 0 shows all"
    return Results(shown, notes=[note] if len(shown) < total else (), kind=kind)


#: Columns of which a frame tells only with the reasons; those of two ends.
_TOLD, _PAIRS = frozenset({"evidence"}), frozenset({"interval"})


class Rows(Sequence[T], Generic[T]):
    """A list of answers about millions of ties: each is made when it is looked at.

    Behaves as a read-only list of frozen dataclasses.

    Parameters
    ----------
    kind : the dataclass.
    columns : its fields by name: arrays or sequences of one length.
    name_of : the name of whom an id in the columns ``a`` and ``b`` means, for frames.
    """

    def __init__(
        self,
        kind: type[T],
        columns: Mapping[str, Any],
        name_of: Callable[[Hashable], str] | None = None,
    ) -> None:
        from dataclasses import fields

        self._kind = kind
        self._name_of = name_of
        self._columns = {field.name: columns[field.name] for field in fields(kind)}  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(next(iter(self._columns.values())))

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Results[T]: ...
    def __getitem__(self, place: int | slice) -> T | Results[T]:
        if isinstance(place, slice):
            rows = (self[row] for row in range(*place.indices(len(self))))
            return Results(rows, kind=self._kind)
        return self._kind(**{name: _plain(column[place]) for name, column in self._columns.items()})

    def __iter__(self) -> Iterator[T]:
        return (self[place] for place in range(len(self)))

    def __repr__(self) -> str:
        return f"<{len(self)} × {self._kind.__name__}>"

    def to_frame(self, *, reasons: bool = True) -> pd.DataFrame:
        """Return a frame with one row per answer and one value a cell, without rows too.

        Ids stand in ``a`` and ``b``, names in ``a_name`` and ``b_name``. Reasons become one
        sentence (``because``), and their evidence the numbers of its rows (column ``row`` of
        `Network.to_pandas`), joined by blanks; leave both out (`reasons`) when there are millions.
        """
        import pandas as pd

        columns: dict[str, Any] = {}
        for name, column in self._columns.items():
            if name not in _TOLD:
                columns.update(_flat(name, column))
            if name == "b" and self._name_of is not None:
                columns.update(
                    {f"{end}_name": list(map(self._name_of, columns[end])) for end in ("a", "b")}
                )
        if reasons:
            columns["because"] = ["; ".join(why.text for why in _reasons(row)) for row in self]
            evidence = self._columns.get("evidence", ())
            columns["evidence"] = [" ".join(map(str, rows)) for rows in evidence]
        return pd.DataFrame(columns)

    def _repr_html_(self) -> str:
        from netkit.answers.result_frames import SHOWN_ROWS, html_table

        columns = {name: column[:SHOWN_ROWS] for name, column in self._columns.items()}
        frame = Rows(self._kind, columns, self._name_of).to_frame()
        rows: list[Any] = frame.to_dict("records")
        return html_table(list(frame.columns), rows, len(self))


def _plain(value: Any) -> Any:
    """Return a numpy scalar as the Python number it is."""
    return value.item() if hasattr(value, "dtype") else value


def _flat(name: str, column: Any) -> dict[str, Any]:
    """Return a column as columns of single values: an interval becomes its two ends."""
    if hasattr(column, "dtype"):
        return {name: column}
    values = list(column)
    if name not in _PAIRS:
        return {name: values}
    return {f"{name}_{end + 1}": [value[end] for value in values] for end in range(2)}


def _reasons(row: Any) -> tuple[Reason, ...]:
    because: tuple[Reason, ...] = getattr(row, "because", ())
    return because
