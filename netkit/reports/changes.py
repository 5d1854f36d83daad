"""What changed between two states of a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from netkit.domain.dates import day_number

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.domain.people import PersonId
    from netkit.reports.state import NetworkState, Seen

__all__ = ["KINDS", "Changed", "changes"]

Kind = Literal["woke up", "fell silent", "grew", "cooled", "new", "job", "introduction"]
KINDS: tuple[Kind, ...] = ("woke up", "fell silent", "grew", "cooled", "new", "job", "introduction")

#: Points of strength, of 100, below which a change is the noise of a message more or less.
_POINTS = 10.0
#: A silence is worth a word when it lasted this long, and three times the usual gap.
_SILENCE_DAYS = 90
_TIMES_USUAL = 3.0


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that changed.

    person : whom it is about; None for an introduction.
    before, after : the figure or word that changed.
    """

    kind: Kind
    person: PersonId | None
    name: str
    text: str
    before: str
    after: str


def changes(before: NetworkState, after: NetworkState) -> list[Changed]:
    """Return what changed, by kind in the order of `KINDS`, the largest first, then by id."""
    found: list[tuple[int, float, str, Changed]] = []
    for pid, now in after.people.items():
        then = before.people.get(pid)
        for weight, change in _of_person(pid, then, now, after.as_of):
            found.append((KINDS.index(change.kind), -weight, pid, change))
    for eid, (who, status) in after.introductions.items():
        _, earlier = before.introductions.get(eid, ("", ""))
        if status != earlier:
            text = status + (f", was {earlier}" if earlier else "")
            change = Changed("introduction", None, who, text, earlier, status)
            found.append((KINDS.index("introduction"), 0.0, eid, change))
    return [change for *_, change in sorted(found, key=lambda row: row[:3])]


def _of_person(
    pid: PersonId, then: Seen | None, now: Seen, after: datetime
) -> list[tuple[float, Changed]]:
    if then is None:
        where = f" at {now.organization}" if now.organization else ""
        return [(now.strength, Changed("new", pid, now.name, f"new{where}", "", "new"))]
    found = []
    if (then.organization, then.title) != (now.organization, now.title) and now.organization:
        old, new = _job(then), _job(now)
        found.append((now.strength, Changed("job", pid, now.name, f"now {new}", old, new)))
    tie = _of_tie(pid, then, now, after)
    return found + ([tie] if tie is not None else [])


def _of_tie(pid: PersonId, then: Seen, now: Seen, after: datetime) -> tuple[float, Changed] | None:
    """Return the one word that says most of how a tie moved, None when it did not."""
    moved = now.strength - then.strength
    figures = f"{then.strength:.0f}", f"{now.strength:.0f}"
    if then.last_day is not None and now.last_day is not None and now.last_day > then.last_day:
        silence = now.last_day - then.last_day
        if silence >= _SILENCE_DAYS and silence >= _TIMES_USUAL * then.usual_gap:
            text = f"in touch again after {silence} days"
            return now.strength, Changed("woke up", pid, now.name, text, *figures)
    if now.silent and not then.silent and now.contact_days >= 3:
        silence = day_number(after) - (now.last_day or 0)
        text = f"silent for {silence} days, usually {now.usual_gap:.0f}"
        return then.strength, Changed("fell silent", pid, now.name, text, *figures)
    if abs(moved) >= _POINTS:
        kind: Kind = "grew" if moved > 0 else "cooled"
        text = f"strength {figures[0]} → {figures[1]}"
        return abs(moved), Changed(kind, pid, now.name, text, *figures)
    return None


def _job(seen: Seen) -> str:
    return " at ".join(part for part in (seen.title, seen.organization) if part) or "nowhere known"
