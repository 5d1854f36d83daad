"""Content of a report: gathered from an open view, drawn by `netkit.reports.render`."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from netkit.answers.fading import fading_ties
from netkit.answers.job_changes import job_changes
from netkit.answers.milestones import milestones
from netkit.answers.today import STILL_OPEN, today
from netkit.model.frozen import dataclass
from netkit.model.when import day_number
from netkit.reports.acknowledged import Done, done_since, ended_silences
from netkit.reports.drafts import draft_link
from netkit.reports.earlier_entries import earlier_acts, resting_people
from netkit.reports.front_page import NO_PAGE, FrontPage, front_page
from netkit.reports.network_state import observe
from netkit.reports.report_rows import (
    ReportRows,
    balance_rows,
    circle_people,
    contact_months,
    is_left_alone,
    is_noted_since,
    open_introductions,
    promise_rows,
)
from netkit.reports.state_changes import KINDS, Changed, changes
from netkit.reports.tie_rows import TieRow, TieRows
from netkit.support.page_frame import page_frame

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from netkit.answers.acts import Act
    from netkit.answers.balance import Standing
    from netkit.answers.fading import Fading
    from netkit.answers.network_view import NetworkView
    from netkit.answers.promises import PromiseRow
    from netkit.model.events import Interaction
    from netkit.model.history import Recorded
    from netkit.model.people import Person, PersonId
    from netkit.reports.network_state import NetworkState
    from netkit.ties.stale_log import StaleLog

__all__ = ["FadingRow", "Report", "TieRow", "changed_since", "report_of"]

#: What is not said of whoever is back in touch.
_OF_PACE = frozenset({"grew", "cooled"})
#: So many fading ties are looked at, so that those told before can be folded.
_LOOKED_AT = 60


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
    changed : what changed since then; done : what the owner did since then.
    acts : five next kind acts at most, without those that earlier reports of the series proposed.
    fading, balance, promises : the rows worth showing, `top` at most.
    milestones : (day, person, what) of the next 30 days.
    introductions : open ones, as (a, b, status, since).
    months : (first day, contact-days) of the last twelve months.
    strengths : how many ties have a strength of 0–9, 10–19, … 90–100.
    ties : every tie, strongest first.
    stale : the end of the log, if nobody was heard of for an unusual time.
    front : the front page: what is new, one entry a person, the rest folded.
    state : what the report saw, to be kept for the next one of its series.
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
    circle: str = ""
    stale: StaleLog | None = None
    done: tuple[Done, ...] = ()
    front: FrontPage = NO_PAGE
    state: NetworkState | None = None

    def _repr_html_(self) -> str:
        """Return the page of the report, for a notebook."""
        from netkit.reports.render import html, subject

        return page_frame(subject(self), html(self))


def report_of(
    view: NetworkView,
    before: NetworkState | None,
    *,
    circle: str = "",
    top: int = 10,
    map_file: str = "",
    troubles: Sequence[str] = (),
) -> tuple[Report, NetworkState]:
    """Return the report and the state it saw, to be kept for the next one.

    Parameters
    ----------
    before : the state to compare with; None for a first report.
    circle : only people of this circle are reported on; everybody is kept in the state.
    top : how many rows a section has at most.
    troubles : what went wrong before the report, one sentence each: it is said first.

    Raises
    ------
    UsageError
        There is no such circle.
    """
    inside = circle_people(view, circle) if circle else None
    state = observe(view)
    ties = TieRows(state, inside)
    rows = _rows(view, before, state, inside, troubles)
    told = {} if before is None else before.told
    page, told_now = front_page(rows, told, lambda act: draft_link(view, act))
    told_now["fading"] = state.still_silent(told_now["fading"])
    state = dataclasses.replace(state, told=told_now)
    report = Report(
        owner=view.store.people([view.owner])[0],
        as_of=view.present,
        since=None if before is None else before.as_of,
        people=len(state.ids) if inside is None else len(inside),
        changed=rows.changed,
        acts=rows.acts,
        fading=_fading_rows(view, rows.quiet[:top]),
        balance=rows.standings[:top],
        promises=rows.promises[:top],
        milestones=tuple((row.day, row.person.name, row.kind) for row in rows.days),
        introductions=tuple((r.a, r.b, r.status, r.since) for r in rows.introductions),
        months=contact_months(view, inside),
        strengths=ties.distribution(),
        ties=ties,
        map_file=map_file,
        circle=circle,
        stale=rows.stale,
        done=rows.done,
        front=page,
        state=state,
    )
    return report, state


def _rows(
    view: NetworkView,
    before: NetworkState | None,
    state: NetworkState,
    inside: set[PersonId] | None,
    troubles: Sequence[str],
) -> ReportRows:
    """Return what the sections may tell."""
    day = view.present.date()
    told = {} if before is None else before.told
    acts = today(view, among=inside, earlier=earlier_acts(told), resting=resting_people(told, day))
    quiet = fading_ties(view, among=inside, limit=_LOOKED_AT)
    promised = promise_rows(view, inside)
    held = {row.person.id for row in promised if view.gate.held_back(row.person.id, "notice")}
    return ReportRows(
        day=day,
        today=day_number(view.present),
        acts=tuple(acts),
        still_open=STILL_OPEN in acts.notes,
        done=_done(view, before, inside),
        changed=_with_returned(view, before, changed_since(view, before, state, inside), inside),
        quiet=tuple(quiet),
        hooks={tie.person.id: _hook(view.contacts_with(tie.person.id, 3)) for tie in quiet},
        promises=tuple(promised),
        days=tuple(milestones(view, people=inside)),
        standings=tuple(balance_rows(view, inside, _LOOKED_AT)),
        introductions=tuple(open_introductions(view, inside)),
        stale=view.stale_log,
        waiting=frozenset(held),
        troubles=tuple(troubles),
        noted=is_noted_since(view, view.stale_log),
    )


def _done(
    view: NetworkView, before: NetworkState | None, inside: set[PersonId] | None
) -> tuple[Done, ...]:
    """Return what the owner did since the state before."""
    if before is None:
        return ()
    silent = before.silent_days()
    rows = done_since(view, before.as_of, silent)
    return tuple(
        row
        for row in rows
        if (inside is None or row.person.id in inside) and not is_left_alone(view, row.person.id)
    )


def _with_returned(
    view: NetworkView,
    before: NetworkState | None,
    changed: tuple[Changed, ...],
    inside: set[PersonId] | None,
) -> tuple[Changed, ...]:
    """Return the changes, and before them who was told as quiet and came back by themselves."""
    if before is None:
        return changed
    woken = {change.person for change in changed if change.kind == "woke up"}
    returned = [
        Changed("woke up", back.person.id, back.person.name,
                f"in touch again after {back.days} days", "", "")
        for back in ended_silences(view, before.silent_days())
        if not back.mine
        and back.person.id not in woken
        and (inside is None or back.person.id in inside)
        and not is_left_alone(view, back.person.id)
    ]  # fmt: skip
    back = woken | {change.person for change in returned}
    others = (row for row in changed if row.kind not in _OF_PACE or row.person not in back)
    return (*returned, *others)


def changed_since(
    view: NetworkView,
    before: NetworkState | None,
    state: NetworkState,
    inside: set[PersonId] | None = None,
) -> tuple[Changed, ...]:
    """Return the changes since the state before; jobs as `people changes` tells them.

    Nobody cooled in a stale log: nothing is known of the time.
    """
    if before is None:
        return ()
    moved = [
        Changed("job", row.person.id, row.person.name, f"now {row.now}", row.before, row.now)
        for row in job_changes(view, before.as_of)
    ]
    shown_changes = [row for row in changes(before, state) if not _is_held_back(view, row)]
    shown_changes = [row for row in shown_changes if not _is_joined(view, row, before)]
    if view.stale_log is not None:
        shown_changes = [row for row in shown_changes if row.kind != "cooled"]
    rows = sorted([*shown_changes, *moved], key=lambda row: KINDS.index(row.kind))
    return tuple(row for row in rows if inside is None or _is_inside(row, inside))


def _is_joined(view: NetworkView, change: Changed, before: NetworkState) -> bool:
    """Return True for somebody new who was there before under another of their handles."""
    if change.kind != "new" or change.person is None:
        return False
    others = (handle.person_id for handle in view.store.handles(change.person))
    return any(before.has(person) for person in others)


def _is_inside(change: Changed, inside: set[PersonId]) -> bool:
    """Return True for a change of somebody in the circle; of an introduction, either end."""
    return change.person in inside or bool(inside & set(change.ends))


def _is_held_back(view: NetworkView, change: Changed) -> bool:
    """Return True for a silence of somebody who died, rests, or asked to be left in peace."""
    if change.kind not in {"fell silent", "cooled"} or change.person is None:
        return False
    return is_left_alone(view, change.person)


def _fading_rows(view: NetworkView, ties: Sequence[Fading]) -> tuple[FadingRow, ...]:
    days = view.days([row.person.id for row in ties])
    last = view.contacts_with_each([row.person.id for row in ties], 3)
    now = day_number(view.present)
    rows = []
    for row in ties:
        weeks = [0] * 52
        for day in days[row.person.id]:
            back = int(now - day) // 7
            if 0 <= back < 52:
                weeks[51 - back] += 1
        rows.append(FadingRow(row, tuple(weeks), _hook(last[row.person.id])))
    return tuple(rows)


def _hook(last: Sequence[Recorded[Interaction]]) -> str:
    text = next((contact.event.text for contact in last if contact.event.text), "")
    return f"last words: “{text}”" if text else ""
