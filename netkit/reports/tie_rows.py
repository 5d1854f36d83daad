"""Every tie as a report lists it: a row is made when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, overload

from netkit.model.frozen import dataclass
from netkit.model.when import date_of
from netkit.reports.network_state import NO_DAY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from netkit.model.people import PersonId
    from netkit.reports.network_state import NetworkState
    from netkit.ties.contact_days import Floats

__all__ = ["TieRow", "TieRows"]

_BINS = 10


@dataclass(frozen=True, slots=True)
class TieRow:
    """One tie as the CSV lists it."""

    person: str
    organization: str
    title: str
    strength: float
    contact_days: int
    last_contact: date | None
    usual_gap_days: float


_NAMES = tuple(field.name for field in fields(TieRow))


class TieRows(Sequence[TieRow]):
    """The ties of a state, strongest first, equals by id.

    Parameters
    ----------
    inside : only ties with these people; everybody's when None.
    """

    def __init__(self, state: NetworkState, inside: Collection[PersonId] | None = None) -> None:
        import numpy as np

        places = state.strongest()
        if inside is not None:
            wanted = np.array(sorted(inside), dtype=np.bytes_)
            places = places[np.isin(state.ids[places], wanted)]
        self._state = state
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return f"<{len(self)} × {TieRow.__name__}>"

    @overload
    def __getitem__(self, place: int) -> TieRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[TieRow]: ...
    def __getitem__(self, place: int | slice) -> TieRow | Sequence[TieRow]:
        if isinstance(place, slice):
            return [self[row] for row in range(*place.indices(len(self)))]
        name, job, power, days, last, gap, *_ = self._state.seen(int(self._places[place]))
        return TieRow(name, *job, power, days, date_of(last), gap)

    def __iter__(self) -> Iterator[TieRow]:
        return (self[place] for place in range(len(self)))

    def plain(self) -> Iterator[dict[str, Any]]:
        """Yield each row as `netkit.answers.plain_values.plain` makes it, only faster."""
        texts: dict[int, str | None] = {NO_DAY: None}
        for place in self._places.tolist():
            name, job, power, days, last, gap, *_ = self._state.seen(place)
            if last not in texts:
                texts[last] = date_of(last).isoformat()
            yield dict(zip(_NAMES, (name, *job, power, days, texts[last], gap), strict=True))

    def distribution(self) -> tuple[int, ...]:
        """Return the number of ties with a strength of 0–9, 10–19, … 90–100."""
        import numpy as np

        power: Floats = self._state.figures.strength[self._places]
        steps = np.minimum(power // _BINS, _BINS - 1).astype(np.int64)
        return tuple(np.bincount(steps, minlength=_BINS).tolist())
