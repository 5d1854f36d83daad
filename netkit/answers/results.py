"""Results of analyses: rows that say why, in lists that become a pandas frame."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from netkit.model.frozen import dataclass

if TYPE_CHECKING:
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


class Rows(Sequence[T], Generic[T]):
    """A list of answers about millions of ties: each is made when it is looked at.

    Behaves as a read-only list of frozen dataclasses.

    Parameters
    ----------
    kind : the dataclass.
    columns : its fields by name: arrays or sequences of one length.
    """

    def __init__(self, kind: type[T], columns: Mapping[str, Any]) -> None:
        from dataclasses import fields

        self._kind = kind
        self._columns = {field.name: columns[field.name] for field in fields(kind)}  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(next(iter(self._columns.values())))

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Results[T]: ...
    def __getitem__(self, place: int | slice) -> T | Results[T]:
        if isinstance(place, slice):
            return Results(self[row] for row in range(*place.indices(len(self))))
        return self._kind(**{name: _plain(column[place]) for name, column in self._columns.items()})

    def __iter__(self) -> Iterator[T]:
        return (self[place] for place in range(len(self)))

    def __repr__(self) -> str:
        return f"<{len(self)} × {self._kind.__name__}>"

    def to_frame(self, *, reasons: bool = True) -> pd.DataFrame:
        """Return a frame with one row per answer.

        Its reasons become one sentence; leave them out (`reasons`) when there are millions.
        """
        import pandas as pd

        columns = {
            name: column if hasattr(column, "dtype") else list(column)
            for name, column in self._columns.items()
        }
        return pd.DataFrame(_with_reasons(columns, self) if reasons else columns)


def _plain(value: Any) -> Any:
    """Return a numpy scalar as the Python number it is."""
    return value.item() if hasattr(value, "dtype") else value


def _with_reasons(columns: dict[str, Any], rows: Sequence[Any]) -> dict[str, Any]:
    """Add the column `because`, if the rows give reasons."""
    if not rows or not hasattr(rows[0], "because"):
        return columns
    texts = ["; ".join(reason.text for reason in row.because) for row in rows]
    return {**columns, "because": texts}
