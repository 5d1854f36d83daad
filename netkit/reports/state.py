"""What a report saw of the network: kept, so that the next one compares exactly."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from netkit.analysis.fading import mean_log_gap
from netkit.domain.dates import day_number
from netkit.domain.events import Introduction
from netkit.domain.people import Person, PersonId
from netkit.graph import rhythm, strength
from netkit.graph.lapse import Coefficients, lapse_probability

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netkit.graph.ties import TieStats
    from netkit.workspace import Workspace

__all__ = ["NetworkState", "Seen", "dump", "load", "observe"]

_VERSION = 2
_SILENT = 0.5


@dataclass(frozen=True, slots=True)
class Seen:
    """One person as a report saw them.

    strength : 0 to 100; 0 without contact.
    contact_days, last_day : of the tie; 0 and None without contact.
    usual_gap : days between contacts as a rule; 0 where that is not known.
    silent : whether the tie was more likely than not to lapse, and beyond its usual gap.
    """

    name: str
    organization: str
    title: str
    strength: float = 0.0
    contact_days: int = 0
    last_day: int | None = None
    usual_gap: float = 0.0
    silent: bool = False


@dataclass(frozen=True, slots=True)
class NetworkState:
    """The network as a report saw it.

    introductions : by the event's id, whom it brings together and its status.
    """

    as_of: datetime
    people: dict[PersonId, Seen]
    introductions: dict[str, tuple[str, str]]


def observe(workspace: Workspace, as_of: datetime | None = None) -> NetworkState:
    """Return the network as it stands, or stood."""
    present = as_of or workspace.now
    ties = workspace.ties(as_of)
    typical = mean_log_gap(list(ties.values()))
    coefficients = workspace.coefficients(as_of)
    now = day_number(present)
    people = workspace.acquainted()
    return NetworkState(
        present,
        {
            pid: _seen(
                (person.name, person.organization, person.title),
                ties.get(pid),
                now,
                typical,
                coefficients,
            )
            for pid, person in people.items()
        },
        {
            str(state.id): (_pair(people, state.event), state.status)
            for state in workspace.states(Introduction, as_of=as_of)
        },
    )


def _pair(people: Mapping[PersonId, Person], event: Introduction) -> str:
    """Return the names of two who are introduced; the owner, who is in no list, is "you"."""
    names = [people[one].name if one in people else "you" for one in (event.a, event.b)]
    return " and ".join(names)


def _seen(
    who: tuple[str, str, str],
    stats: TieStats | None,
    now: int,
    typical: float,
    coefficients: Coefficients,
) -> Seen:
    if stats is None:
        return Seen(*who)
    power = float(strength.strength(stats.log_strength, now))
    gap = float(rhythm.usual_gap(stats.gap_count, stats.sum_log_gap, typical))
    away = now - stats.last_day
    lapse = lapse_probability(stats.contact_days, away, power, coefficients=coefficients)
    return Seen(
        *who,
        strength=round(float(strength.shown(power)), 1),
        contact_days=stats.contact_days,
        last_day=int(stats.last_day),
        usual_gap=round(gap, 1),
        silent=lapse >= _SILENT and away > gap,
    )


def dump(state: NetworkState) -> str:
    """Return a state as JSON."""
    people = {pid: list(asdict(seen).values()) for pid, seen in state.people.items()}
    whole = {"version": _VERSION, "as_of": state.as_of.isoformat(), "people": people,
             "introductions": state.introductions}  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> NetworkState | None:
    """Return the state that :func:`dump` wrote; None of one that another netkit wrote."""
    whole = json.loads(text)
    if whole["version"] != _VERSION:
        return None
    return NetworkState(
        datetime.fromisoformat(whole["as_of"]),
        {PersonId(pid): Seen(*row) for pid, row in whole["people"].items()},
        {one: (who, status) for one, (who, status) in whole["introductions"].items()},
    )
