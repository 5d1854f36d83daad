"""What stands in a report: gathered from an open workspace, drawn by `netkit.reports.render`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, cast

from netkit.analysis.today import Act, milestones_ahead
from netkit.daily import acts_of, fading_of, promises_of
from netkit.domain.dates import day_number
from netkit.domain.events import Interaction, Introduction, Milestone
from netkit.domain.fold import Recorded, State, is_open
from netkit.reports.changes import Changed, changes
from netkit.reports.state import NetworkState, observe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.analysis.balance import Standing
    from netkit.analysis.fading import Fading
    from netkit.analysis.promises import PromiseRow
    from netkit.domain.people import Person, PersonId
    from netkit.workspace import Workspace

__all__ = ["FadingRow", "Report", "TieRow", "report_of"]

_MONTHS = 12
_AHEAD_DAYS = 30
_BINS = 10


@dataclass(frozen=True, slots=True)
class FadingRow:
    """A fading tie with its year and a hook to pick it up.

    weeks : contact-days in each of the last 52 weeks, oldest first.
    """

    tie: Fading
    weeks: tuple[int, ...]
    hook: str


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


@dataclass(frozen=True, slots=True)
class Report:
    """One report.

    Attributes
    ----------
    since : the state it compares with; None for a first report.
    changed : what changed since then.
    acts : five next kind acts at most.
    fading, balance, promises : the rows worth showing, `top` at most.
    milestones : (day, person, what) of the next 30 days.
    introductions : open ones, as (a, b, status, since).
    months : (first day, contact-days) of the last twelve months.
    strengths : how many ties have a strength of 0–9, 10–19, … 90–100.
    ties : every tie, strongest first.
    """

    owner: Person
    as_of: datetime
    since: datetime | None
    people: int
    changed: tuple[Changed, ...]
    acts: tuple[Act, ...]
    fading: tuple[FadingRow, ...]
    balance: tuple[Standing, ...]
    promises: tuple[PromiseRow, ...]
    milestones: tuple[tuple[date, str, str], ...]
    introductions: tuple[tuple[str, str, str, date], ...]
    months: tuple[tuple[date, int], ...]
    strengths: tuple[int, ...]
    ties: tuple[TieRow, ...]
    map_file: str = ""


def report_of(
    workspace: Workspace,
    before: NetworkState | None,
    *,
    as_of: datetime | None = None,
    circle: str = "",
    top: int = 10,
    map_file: str = "",
) -> tuple[Report, NetworkState]:
    """Return the report and the state it saw, to be kept for the next one.

    Parameters
    ----------
    before : the state to compare with; None for a first report.
    circle : only people of this circle are reported on; everybody is kept in the state.
    top : how many rows a section has at most.
    """
    present = as_of or workspace.now
    state = observe(workspace, as_of)
    inside = _circle(workspace, circle) if circle else None
    people = {p.id: p for p in workspace.people()}
    ties = _tie_rows(state, inside)
    fading_ties = [
        row
        for row in fading_of(workspace, as_of, 10**6 if inside is not None else top)
        if inside is None or row.person.id in inside
    ][:top]
    leaning = (
        one
        for one in workspace.leaning(as_of)
        if one.next_act and one.verdict != "too few to say"
        and (inside is None or one.person.id in inside)
    )  # fmt: skip
    report = Report(
        owner=people[workspace.owner],
        as_of=present,
        since=None if before is None else before.as_of,
        people=len(state.people) if inside is None else len(inside),
        changed=_changed(before, state, inside),
        acts=tuple(
            act for act in acts_of(workspace, as_of) if inside is None or act.person.id in inside
        ),
        fading=_fading_rows(workspace, fading_ties, as_of, present),
        balance=tuple(islice(leaning, top)),
        promises=tuple(promises_of(workspace, as_of)[:top]),
        milestones=_milestones(workspace, people, as_of, present),
        introductions=_introductions(workspace, people, as_of),
        months=_months(workspace, as_of, present),
        strengths=_distribution(ties),
        ties=tuple(ties),
        map_file=map_file,
    )
    return report, state


def _circle(workspace: Workspace, circle: str) -> set[PersonId]:
    claims = workspace.store.claims(fields={"circle"})
    return {claim.person for claim in claims if claim.value == circle}


def _changed(
    before: NetworkState | None, state: NetworkState, inside: set[PersonId] | None
) -> tuple[Changed, ...]:
    if before is None:
        return ()
    return tuple(one for one in changes(before, state) if inside is None or one.person in inside)


def _tie_rows(state: NetworkState, inside: set[PersonId] | None) -> list[TieRow]:
    return [
        TieRow(
            seen.name,
            seen.organization,
            seen.title,
            seen.strength,
            seen.contact_days,
            None if seen.last_day is None else _date(seen.last_day),
            seen.usual_gap,
        )
        for pid, seen in sorted(state.people.items(), key=lambda one: (-one[1].strength, one[0]))
        if seen.contact_days and (inside is None or pid in inside)
    ]


def _date(day: float) -> date:
    return datetime.fromtimestamp(day * 86_400, UTC).date()


def _fading_rows(
    workspace: Workspace, ties: Sequence[Fading], as_of: datetime | None, present: datetime
) -> tuple[FadingRow, ...]:
    days = workspace.days([row.person.id for row in ties], as_of)
    now = day_number(present)
    rows = []
    for row in ties:
        weeks = [0] * 52
        for day in days[row.person.id]:
            back = int(now - day) // 7
            if 0 <= back < 52:
                weeks[51 - back] += 1
        last = workspace.store.interactions([workspace.owner, row.person.id], until=as_of, limit=3)
        rows.append(FadingRow(row, tuple(weeks), _hook(last)))
    return tuple(rows)


def _hook(last: Sequence[Recorded[Interaction]]) -> str:
    text = next((one.event.text for one in last if one.event.text), "")
    return f"last words: “{text}”" if text else ""


def _milestones(
    workspace: Workspace,
    people: dict[PersonId, Person],
    as_of: datetime | None,
    present: datetime,
) -> tuple[tuple[date, str, str], ...]:
    found = cast("list[Recorded[Milestone]]", workspace.store.events(["milestone"], until=as_of))
    return tuple(
        (day, people[one.event.person].name, one.event.kind)
        for day, one, _ in milestones_ahead(found, present.date(), _AHEAD_DAYS)
    )


def _introductions(
    workspace: Workspace, people: dict[PersonId, Person], as_of: datetime | None
) -> tuple[tuple[str, str, str, date], ...]:
    states: list[State[Introduction]] = workspace.states(Introduction, as_of=as_of)
    return tuple(
        (people[s.event.a].name, people[s.event.b].name, s.status, s.event.at.date())
        for s in states
        if is_open(s) and s.event.broker == workspace.owner
    )


def _months(
    workspace: Workspace, as_of: datetime | None, present: datetime
) -> tuple[tuple[date, int], ...]:
    """Return the owner's contact-days in each of the last twelve months, oldest first."""
    firsts = [present.date().replace(day=1)]
    while len(firsts) < _MONTHS:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    ties = workspace.ties(as_of)
    start = (firsts[-1] - date(1970, 1, 1)).days
    recent = [pid for pid, stats in ties.items() if stats.last_day >= start]
    counted = Counter(
        _date(day).replace(day=1)
        for days in workspace.days(recent, as_of).values()
        for day in days
        if day >= start
    )
    return tuple((first, counted[first]) for first in reversed(firsts))


def _distribution(ties: Sequence[TieRow]) -> tuple[int, ...]:
    counted = Counter(min(int(row.strength // 10), _BINS - 1) for row in ties)
    return tuple(counted[step] for step in range(_BINS))
