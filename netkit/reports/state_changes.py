"""Changes between two states of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from netkit.model.frozen import dataclass
from netkit.model.people import PersonId
from netkit.model.when import day_number
from netkit.ties.strength import NOTABLE_POINTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from netkit.reports.network_state import NetworkState, Seen
    from netkit.ties.contact_days import Flags, Ints

__all__ = ["FIRST_TIME", "KINDS", "Changed", "changes"]

#: How the news of a first contact begin, and of one after a long pause.
FIRST_TIME = "in touch for the first time"
_LONG_PAUSE = 180  # days between two contacts of a tie too young for a rhythm

Kind = Literal["woke up", "fell silent", "grew", "cooled", "new", "job", "introduction"]
KINDS: tuple[Kind, ...] = ("woke up", "fell silent", "grew", "cooled", "new", "job", "introduction")


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that changed.

    person : whom it is about; None for an introduction.
    before, after : the figure or word that changed.
    ends : the two whom an introduction brings together; nobody otherwise.
    """

    kind: Kind
    person: PersonId | None
    name: str
    text: str
    before: str
    after: str
    ends: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Both:
    """Two states, and where those whom both know stand in each: places of `before`, `after`."""

    before: NetworkState
    after: NetworkState
    then: Ints
    now: Ints


def changes(before: NetworkState, after: NetworkState) -> list[Changed]:
    """Return changes, by kind in the order of `KINDS`, the largest first, then by id."""
    both, new = _matched(before, after)
    ranked: list[tuple[int, float, str, Changed]] = []
    for pid, weight, change in (*_new(after, new), *_ties(both)):
        ranked.append((KINDS.index(change.kind), -weight, pid, change))
    for eid, (pair, status) in after.introductions.items():
        _, earlier = before.introductions.get(eid, ("", ""))
        if status != earlier:
            text = status + (f", was {earlier}" if earlier else "")
            ends = after.ends.get(eid, ())
            change = Changed("introduction", None, pair, text, earlier, status, ends)
            ranked.append((KINDS.index("introduction"), 0.0, eid, change))
    return [change for *_, change in sorted(ranked, key=lambda row: row[:3])]


def _matched(before: NetworkState, after: NetworkState) -> tuple[_Both, Ints]:
    """Return those whom both states know, and the places of those who are new."""
    import numpy as np

    if not len(before.ids):
        none = np.zeros(0, dtype=np.int64)
        return _Both(before, after, none, none), np.arange(len(after.ids))
    place = np.minimum(np.searchsorted(before.ids, after.ids), len(before.ids) - 1)
    matched = before.ids[place] == after.ids
    return _Both(before, after, place[matched], np.flatnonzero(matched)), np.flatnonzero(~matched)


def _new(after: NetworkState, places: Ints) -> Iterator[tuple[PersonId, float, Changed]]:
    for place in places.tolist():
        pid, now = PersonId(after.ids[place].decode()), after.seen(place)
        where = f" at {now.job.organization}" if now.job.organization else ""
        yield pid, now.strength, Changed("new", pid, now.name, f"new{where}", "", "new")


def _ties(both: _Both) -> Iterator[tuple[PersonId, float, Changed]]:
    """Yield the ties that moved; most of a large network's did not and are not looked at."""
    import numpy as np

    then, now = both.before.figures, both.after.figures
    moved = np.abs(now.strength[both.now] - then.strength[both.then]) >= NOTABLE_POINTS
    moved |= now.silent[both.now] != then.silent[both.then]
    moved |= now.pace[both.now] != then.pace[both.then]
    for pid, old, new in _seen(both, moved):
        change = _of_tie(pid, old, new, (both.before.as_of, both.after.as_of))
        if change is not None:
            yield pid, *change


def _seen(both: _Both, flags: Flags) -> Iterator[tuple[PersonId, Seen, Seen]]:
    """Yield people whom a flag marks among those whom both states know, as each saw them."""
    for then, now in zip(both.then[flags].tolist(), both.now[flags].tolist(), strict=True):
        pid = PersonId(both.after.ids[now].decode())
        yield pid, both.before.seen(then), both.after.seen(now)


def _of_tie(
    pid: PersonId, then: Seen, now: Seen, moments: tuple[datetime, datetime]
) -> tuple[float, Changed] | None:
    """Return the one word that says most of how a tie moved, None when it did not.

    Whether its silence was out of the ordinary at either moment, `netkit.ties.outlook` decided.
    """
    moved = now.strength - then.strength
    figures = f"{then.strength:.0f}", f"{now.strength:.0f}"
    before, after = map(day_number, moments)
    if then.silent and not now.silent and now.last_day > then.last_day:
        exact = now.contact_days == then.contact_days + 1
        least = "" if exact else "more than "
        silence = (now.last_day if exact else before) - then.last_day
        text = f"in touch again after {least}{silence} days"
        return now.strength, Changed("woke up", pid, now.name, text, *figures)
    if now.silent and not then.silent:
        silence = after - now.last_day
        text = f"silent for {silence} days, usually {now.usual_gap:.0f}"
        return then.strength, Changed("fell silent", pid, now.name, text, *figures)
    if not now.contact_days:  # mere letters that nobody answered, or an import that was undone
        return None
    if now.usual_gap:
        return _of_pace(pid, then, now)
    if abs(moved) >= NOTABLE_POINTS:
        kind: Kind = "grew" if moved > 0 else "cooled"
        text = f"strength {figures[0]} → {figures[1]}"
        pause = now.last_day - then.last_day
        if not then.contact_days:  # typed, or in an address book, until now
            text = f"{FIRST_TIME}, strength {figures[1]}"
        elif pause >= _LONG_PAUSE:
            text = f"{FIRST_TIME} in {pause / 30.44:.0f} months, strength {figures[1]}"
        return abs(moved), Changed(kind, pid, now.name, text, *figures)
    return None


def _of_pace(pid: PersonId, then: Seen, now: Seen) -> tuple[float, Changed] | None:
    """Return that a tie with a rhythm has begun to grow or to slow down.

    Its strength is no news: with somebody met every month each meeting lifts it by ten points,
    and it never falls as fast as it rises.
    """
    if not now.pace or now.pace == then.pace or then.silent:
        return None
    kind: Kind = "grew" if now.pace == "growing" else "cooled"
    often = "more" if now.pace == "growing" else "less"
    usual = f"{now.usual_gap:.0f} days" if now.usual_gap >= 1.5 else "day"
    text = f"in touch {often} often than every {usual}, as was usual"
    return now.strength, Changed(kind, pid, now.name, text, then.pace, now.pace)
