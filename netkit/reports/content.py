"""What stands in a report: gathered from an open workspace, drawn by `netkit.reports.render`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING, cast

from netkit.answers.balance import LEANING, thanks_due
from netkit.answers.daily import acts_of, promises_of
from netkit.answers.today import Act, milestones_ahead
from netkit.model.events import Favour, Introduction, Milestone
from netkit.model.history import is_open
from netkit.model.when import day_number
from netkit.reports.network_state import observe
from netkit.reports.state_changes import Changed, changes
from netkit.reports.tie_rows import TieRow, TieRows, date_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from netkit.answers.balance import Standing
    from netkit.answers.fading import Fading
    from netkit.answers.promises import PromiseRow
    from netkit.model.events import Interaction
    from netkit.model.history import Recorded, State
    from netkit.model.people import Person, PersonId
    from netkit.reports.network_state import NetworkState
    from netkit.workspace import Workspace

__all__ = ["FadingRow", "Report", "TieRow", "report_of"]

_MONTHS = 12
_AHEAD_DAYS = 30


@dataclass(frozen=True, slots=True)
class FadingRow:
    """A fading tie with its year and a hook to pick it up.

    weeks : contact-days in each of the last 52 weeks, oldest first.
    """

    tie: Fading
    weeks: tuple[int, ...]
    hook: str


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
    ties: TieRows
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
    ties = TieRows(state, inside)
    [owner] = workspace.store.people([workspace.owner])
    report = Report(
        owner=owner,
        as_of=present,
        since=None if before is None else before.as_of,
        people=len(state.ids) if inside is None else len(inside),
        changed=_changed(before, state, inside),
        acts=tuple(
            act for act in acts_of(workspace, as_of) if inside is None or act.person.id in inside
        ),
        fading=_fading_rows(
            workspace, workspace.fading(as_of, among=inside, limit=top), as_of, present
        ),
        balance=tuple(_balance(workspace, as_of, present, inside, top)),
        promises=tuple(promises_of(workspace, as_of)[:top]),
        milestones=_milestones(workspace, as_of, present),
        introductions=_introductions(workspace, as_of),
        months=_months(workspace, as_of, present),
        strengths=ties.distribution(),
        ties=ties,
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


def _balance(
    workspace: Workspace,
    as_of: datetime | None,
    present: datetime,
    inside: Collection[PersonId] | None,
    top: int,
) -> list[Standing]:
    """Return where giving and getting lean, then where thanks are due, `top` at most.

    Of those in balance only whoever waits for thanks has a next act: the others, nearly all of a
    large network, are not read.
    """
    ranked = workspace.leaning(as_of, inside, every=False)
    leaning = takewhile(lambda one: one.verdict in LEANING, ranked)
    found = list(islice((one for one in leaning if one.next_act), top))
    if len(found) < top:
        waiting = {
            one.event.giver
            for one in workspace.states(Favour, as_of=as_of)
            if one.event.receiver == workspace.owner and thanks_due(one, present)
        }
        waiting = waiting if inside is None else waiting & set(inside)
        rest = (one for one in workspace.leaning(as_of, waiting) if one.verdict == "in balance")
        found += islice((one for one in rest if one.next_act), top - len(found))
    return found


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
    workspace: Workspace, as_of: datetime | None, present: datetime
) -> tuple[tuple[date, str, str], ...]:
    found = cast("list[Recorded[Milestone]]", workspace.store.events(["milestone"], until=as_of))
    ahead = milestones_ahead(found, present.date(), _AHEAD_DAYS)
    names = _names(workspace, (one.event.person for _, one, _ in ahead))
    return tuple((day, names[one.event.person], one.event.kind) for day, one, _ in ahead)


def _introductions(
    workspace: Workspace, as_of: datetime | None
) -> tuple[tuple[str, str, str, date], ...]:
    states: list[State[Introduction]] = workspace.states(Introduction, as_of=as_of)
    waiting = [s for s in states if is_open(s) and s.event.broker == workspace.owner]
    names = _names(workspace, (end for s in waiting for end in (s.event.a, s.event.b)))
    return tuple((names[s.event.a], names[s.event.b], s.status, s.event.at.date()) for s in waiting)


def _names(workspace: Workspace, ids: Iterable[PersonId]) -> dict[PersonId, str]:
    return {person.id: person.name for person in workspace.store.people(set(ids))}


def _months(
    workspace: Workspace, as_of: datetime | None, present: datetime
) -> tuple[tuple[date, int], ...]:
    """Return the owner's contact-days in each of the last twelve months, oldest first."""
    firsts = [present.date().replace(day=1)]
    while len(firsts) < _MONTHS:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    since = datetime.combine(firsts[-1], time(), UTC)
    months: Counter[date] = Counter()
    counts = workspace.store.day_counts(workspace.owner, since=since, until=as_of)
    for day, count in counts.items():
        months[date_of(day).replace(day=1)] += count
    return tuple((first, months[first]) for first in reversed(firsts))
