"""State of the network that a report saw: kept, so that the next one compares exactly.

Columns, not an object for each person: a network of 300,000 is looked at whole each week.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, overload

from netkit.answers.network_view import TIE_FIGURES
from netkit.model.events import Introduction
from netkit.model.frozen import dataclass
from netkit.model.people import PersonId
from netkit.model.when import day_number
from netkit.store.one_way_senders import one_way_senders
from netkit.store.packing import packed, unpacked
from netkit.ties import strength
from netkit.ties.outlook import LEAST_CONTACT_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person
    from netkit.ties.contact_days import Flags, Floats, Ints

__all__ = ["NO_DAY", "Job", "NetworkState", "Seen", "dump", "load", "observe", "state_of"]

_VERSION = 3
_AT_ONCE = 2_000  # ties whose contact-days are held in memory
#: Trends of a tie that are news when they begin; see `netkit.ties.outlook`.
_PACES = ("", "weakening", "growing")
#: Stands for a last day where there was no contact.
NO_DAY = -1


class Job(NamedTuple):
    """A job: the organization and the title; both may be empty."""

    organization: str
    title: str


class Seen(NamedTuple):
    """One person as a report saw them.

    strength : 0 to 100; 0 without contact.
    contact_days, last_day : of the tie; 0 and `NO_DAY` without contact.
    usual_gap : days between contacts as a rule; 0 where that is not known.
    silent : whether it fell silent; see `netkit.ties.outlook.Outlook.fell_silent`.
    pace : ``weakening`` or ``growing``; empty otherwise.
    """

    name: str
    job: Job
    strength: float = 0.0
    contact_days: int = 0
    last_day: int = NO_DAY
    usual_gap: float = 0.0
    silent: bool = False
    pace: str = ""


class Names(Sequence[str]):
    """Many names as one text: a tenth of the memory, and what was read with them can go."""

    def __init__(self, names: Sequence[str]) -> None:
        import numpy as np

        self._text = "".join(names)
        self._ends = np.cumsum([0, *map(len, names)])

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [self[row] for row in range(*place.indices(len(self)))]
        return self._text[self._ends[place] : self._ends[place + 1]]


@dataclass(frozen=True, slots=True, eq=False)
class _Figures:
    """The fields of `Seen` that are numbers, each an array of shape (n_people,).

    pace : the place of each one's in `_PACES`.
    """

    strength: Floats
    contact_days: Ints
    last_day: Ints
    usual_gap: Floats
    silent: Flags
    pace: Ints


@dataclasses.dataclass(frozen=True, eq=False)
class NetworkState:
    """The network as a report saw it.

    Attributes
    ----------
    ids : (n_people,) the ids of people as bytes, ascending.
    names : what each is called; empty in a state that was kept, whose names are today's.
    jobs, job : every job that somebody has, and the number of each one's.
    figures : how the owner's tie with each stands.
    introductions : by the event's id, whom it brings together and its status.
    told : what the series of reports has told; see `netkit.reports.earlier_entries`.
    ends : by the event's id, the ids of whom an introduction brings together; not kept.
    """

    as_of: datetime
    ids: NDArray[np.bytes_]
    names: Sequence[str]
    jobs: Sequence[Job]
    job: Ints
    figures: _Figures
    introductions: Mapping[str, tuple[str, str]]
    told: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    ends: Mapping[str, tuple[PersonId, ...]] = dataclasses.field(default_factory=dict)

    @cached_property
    def people(self) -> dict[str, Seen]:
        """Everybody by id, as a value each: for reading a small network, not for counting."""
        return {pid.decode(): self.seen(place) for place, pid in enumerate(self.ids.tolist())}

    def seen(self, place: int) -> Seen:
        """Return the person at a place of `ids`."""
        figures = self.figures
        return Seen(
            self.names[place] if len(self.names) else "",
            self.jobs[self.job[place]],
            float(figures.strength[place]),
            int(figures.contact_days[place]),
            int(figures.last_day[place]),
            float(figures.usual_gap[place]),
            bool(figures.silent[place]),
            _PACES[figures.pace[place]],
        )

    def has(self, person: PersonId) -> bool:
        """Return True if somebody was known then under this id."""
        import numpy as np

        wanted = np.bytes_(person.encode())
        place = int(np.searchsorted(self.ids, wanted)) if len(self.ids) else 0
        return place < len(self.ids) and bool(self.ids[place] == wanted)

    def silent_days(self) -> dict[PersonId, int]:
        """Return the last contact-day of each who was silent, or told as quiet."""
        import numpy as np

        places = np.flatnonzero(self.figures.silent).tolist()
        last = {PersonId(self.ids[p].decode()): int(self.figures.last_day[p]) for p in places}
        quiet = self.told.get("fading", {}).items()
        return last | {PersonId(pid): int(day) for pid, day in quiet}

    def still_silent(self, told: Mapping[str, str]) -> dict[str, str]:
        """Return the marks of those told as quiet with whom there was no contact since."""
        import numpy as np

        ids = np.array(sorted(told), dtype=np.bytes_)
        places = np.flatnonzero(np.isin(self.ids, ids)).tolist() if len(ids) else []
        last = {self.ids[p].decode(): str(int(self.figures.last_day[p])) for p in places}
        return {pid: mark for pid, mark in told.items() if mark == last.get(pid)}

    def strongest(self) -> Ints:
        """Return the places of those with whom there was contact, the strongest first, by id."""
        import numpy as np

        order = np.lexsort((self.ids, -self.figures.strength))
        return order[self.figures.contact_days[order] > 0]


def state_of(
    as_of: datetime,
    people: Mapping[PersonId, Seen],
    introductions: Mapping[str, tuple[str, str]] | None = None,
) -> NetworkState:
    """Return the state that holds these people."""
    import numpy as np

    sorted_people = [people[pid] for pid in sorted(people)]
    rows = [_numbers(person) for person in sorted_people]
    jobs, job = _numbered(person.job for person in sorted_people)
    return NetworkState(
        as_of,
        np.array(sorted(people), dtype=np.bytes_),
        [person.name for person in sorted_people],
        jobs,
        job,
        _figures(np.array(rows, dtype=np.float64).reshape(-1, 6)),
        introductions or {},
    )


def observe(view: NetworkView) -> NetworkState:
    """Return the network as it stands, or stood."""
    import numpy as np

    people = [person for person in view.store.people() if not (person.owner or person.unknown)]
    ids = np.array([person.id for person in people], dtype=np.bytes_)
    jobs, job = _numbered(Job(person.organization, person.title) for person in people)
    names = Names([person.name for person in people])
    del people  # a tenth of what a report may hold at most
    return NetworkState(
        view.present,
        ids,
        names,
        jobs,
        job,
        _ties(view, ids),
        *_introductions(view),
    )


def _numbered(jobs: Iterable[Job]) -> tuple[list[Job], Ints]:
    """Return the distinct jobs, and the number of each one given."""
    import numpy as np

    number: dict[Job, int] = {}
    numbers = np.fromiter((number.setdefault(job, len(number)) for job in jobs), dtype=np.int64)
    return list(number), numbers


def _ties(view: NetworkView, ids: NDArray[np.bytes_]) -> _Figures:
    """Return the standing of the owner's tie with each of these."""
    import numpy as np

    senders = one_way_senders(view.store, view.owner, until=view.as_of)
    every_tie = view.store.tie_figures(view.owner, TIE_FIGURES, until=view.as_of)
    rows = [row for row in every_tie if row[0] not in senders]
    del every_tie
    others = np.array([row[0] for row in rows], dtype=np.bytes_)
    values = chain.from_iterable(row[1:] for row in rows)
    figures = np.fromiter(values, dtype=np.float64).reshape(-1, len(TIE_FIGURES))
    del rows
    place = np.searchsorted(ids, others)
    matched = ids[np.minimum(place, len(ids) - 1)] == others if len(ids) else others == b""
    nothing = np.array(_numbers(Seen("", Job("", ""))), dtype=np.float64)
    rows_of_figures = np.tile(nothing, (len(ids), 1))
    rows_of_figures[place[matched]] = _scored(view, others[matched], figures[matched])
    return _figures(rows_of_figures)


def _scored(view: NetworkView, others: NDArray[np.bytes_], figures: Floats) -> Floats:
    """Return strength, days, last day, usual gap, silence and pace of ties: (n_ties, 6)."""
    import numpy as np

    days, last, log_strength = figures.T
    shown = strength.shown(strength.strength(log_strength, day_number(view.present), exp=np.exp))
    rhythm = np.zeros((len(others), 3))  # usual gap, silence, pace
    wished = np.isin(others, np.array([*view.wished_rhythms], dtype=np.bytes_))
    judged = np.flatnonzero((days >= LEAST_CONTACT_DAYS) | wished)
    for start in range(0, len(judged), _AT_ONCE):
        page = judged[start : start + _AT_ONCE]
        outlooks = view.outlooks([PersonId(pid.decode()) for pid in others[page].tolist()])
        rhythm[page] = [
            (
                round(outlook.rhythm.usual_days, 1) if outlook.rhythm else 0.0,
                outlook.fell_silent,
                _PACES.index(outlook.trend) if outlook.trend in _PACES else 0,
            )
            for outlook in outlooks.values()
        ]
    return np.column_stack((np.round(shown, 1), days, last, rhythm))


def _figures(rows: Floats) -> _Figures:
    import numpy as np

    strengths, days, last, gap, silent, pace = rows.T
    return _Figures(
        np.ascontiguousarray(strengths),
        days.astype(np.int64),
        last.astype(np.int64),
        np.ascontiguousarray(gap),
        silent.astype(bool),
        pace.astype(np.int64),
    )


def _numbers(person: Seen) -> tuple[float, ...]:
    """Return the fields of one that are numbers, in the order of `_Figures`."""
    return (*person[2:-1], _PACES.index(person.pace))


def _introductions(
    view: NetworkView,
) -> tuple[dict[str, tuple[str, str]], dict[str, dict[str, str]], dict[str, tuple[PersonId, ...]]]:
    """Return introductions by id, nothing told, and the ends of each introduction."""
    states = view.states(Introduction)
    ends = {end for state in states for end in (state.event.a, state.event.b)}
    people_by_id = {person.id: person for person in view.store.people(ends)} if ends else {}
    return (
        {str(state.id): (_pair(people_by_id, state.event), state.status) for state in states},
        {},
        {str(state.id): (state.event.a, state.event.b) for state in states},
    )


def _pair(people: Mapping[PersonId, Person], event: Introduction) -> str:
    """Return the names of two who are introduced; the owner is "you"."""
    ends = (people[event.a], people[event.b])
    return " and ".join("you" if end.owner or end.unknown else end.name for end in ends)


def dump(state: NetworkState) -> str:
    """Return a state as JSON, its people packed: all that is said of one stands under their id.

    So that forgetting somebody finds it (`netkit.store.scrub`); names are not kept at all.
    """
    figures = state.figures
    columns = (
        figures.strength,
        figures.contact_days,
        figures.last_day,
        figures.usual_gap,
        figures.silent + 2 * figures.pace,  # states kept without a pace are read alike
        state.job,
    )
    rows = zip(state.ids.tolist(), *(column.tolist() for column in columns), strict=True)
    people = {
        pid.decode(): (f"{power:g} {days} {last} {gap:g} {standing:d}", *state.jobs[job])
        for pid, power, days, last, gap, standing, job in rows
    }
    statuses = {event: status for event, (_, status) in state.introductions.items()}
    as_of = state.as_of.astimezone(UTC).isoformat()
    whole = {"version": _VERSION, "as_of": as_of, "people": packed(people),
             "introductions": statuses, "told": state.told}  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> NetworkState | None:
    """Return the state that :func:`dump` wrote, without names; None if another netkit wrote it."""
    import numpy as np

    whole = json.loads(text)
    if whole["version"] != _VERSION:
        return None
    people = unpacked(whole["people"])
    jobs, job = _numbered(Job(*row[1:]) for row in people.values())
    numbers = np.fromstring(" ".join(row[0] for row in people.values()), dtype=np.float64, sep=" ")
    *figures, standing = numbers.reshape(-1, 5).T
    rows = np.column_stack((*figures, standing % 2, standing // 2))
    return NetworkState(
        datetime.fromisoformat(whole["as_of"]),
        np.array(list(people), dtype=np.bytes_),
        (),
        jobs,
        job,
        _figures(rows),
        {event: ("", status) for event, status in whole["introductions"].items()},
        whole.get("told", {}),
    )
