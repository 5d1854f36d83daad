"""Content of a report: gathered from an open view, drawn by `netkit.reports.render`."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from netkit.answers.balance import LEANING, thanks_due
from netkit.answers.fading import fading_ties
from netkit.answers.job_changes import job_changes
from netkit.answers.leaning_ties import leaning
from netkit.answers.milestones import milestones
from netkit.answers.promises import open_promises
from netkit.answers.today import today
from netkit.model.events import Favour, Introduction
from netkit.model.frozen import dataclass
from netkit.model.history import is_open
from netkit.model.when import day_number
from netkit.reports.network_state import observe
from netkit.reports.state_changes import KINDS, Changed, changes
from netkit.reports.tie_rows import TieRow, TieRows, date_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from netkit.answers.acts import Act
    from netkit.answers.balance import Standing
    from netkit.answers.fading import Fading
    from netkit.answers.network_view import NetworkView
    from netkit.answers.promises import PromiseRow
    from netkit.model.events import Interaction
    from netkit.model.history import Recorded, State
    from netkit.model.people import Person, PersonId
    from netkit.reports.network_state import NetworkState

__all__ = ["FadingRow", "Report", "TieRow", "changed_since", "report_of"]

_MONTHS = 12
#: For these reasons of the gate nobody's silence is news.
_QUIET = frozenset({"dead", "archived", "boundary", "snoozed"})


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
    view: NetworkView,
    before: NetworkState | None,
    *,
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
    present = view.present
    state = observe(view)
    inside = _circle(view, circle) if circle else None
    ties = TieRows(state, inside)
    [owner] = view.store.people([view.owner])
    report = Report(
        owner=owner,
        as_of=present,
        since=None if before is None else before.as_of,
        people=len(state.ids) if inside is None else len(inside),
        changed=changed_since(view, before, state, inside),
        acts=tuple(act for act in today(view) if inside is None or act.person.id in inside),
        fading=_fading_rows(view, fading_ties(view, among=inside, limit=top)),
        balance=tuple(_balance(view, inside, top)),
        promises=tuple(open_promises(view)[:top]),
        milestones=_milestones(view, inside),
        introductions=_introductions(view),
        months=_months(view),
        strengths=ties.distribution(),
        ties=ties,
        map_file=map_file,
    )
    return report, state


def _circle(view: NetworkView, circle: str) -> set[PersonId]:
    """Return the people of a circle."""
    from netkit.answers.memberships import membership_fields, memberships

    claims = view.store.claims(fields=membership_fields("circle"))
    circles = memberships(claims, "circle", view.as_of)
    return {person for person, names in circles.items() if circle in names}


def changed_since(
    view: NetworkView,
    before: NetworkState | None,
    state: NetworkState,
    inside: set[PersonId] | None = None,
) -> tuple[Changed, ...]:
    """Return the changes since the state before; jobs as `people changes` tells them."""
    if before is None:
        return ()
    moved = [
        Changed("job", row.person.id, row.person.name, f"now {row.now}", row.before, row.now)
        for row in job_changes(view, before.as_of)
    ]
    told = [row for row in changes(before, state) if not _is_held_back(view, row)]
    rows = sorted([*told, *moved], key=lambda row: KINDS.index(row.kind))
    return tuple(row for row in rows if inside is None or row.person in inside)


def _is_held_back(view: NetworkView, change: Changed) -> bool:
    """Return True for a silence of somebody who died, rests, or asked to be left in peace."""
    if change.kind not in {"fell silent", "cooled"} or change.person is None:
        return False
    held = view.gate.held_back(change.person, "notice")
    return held is not None and held.reason in _QUIET


def _balance(
    view: NetworkView,
    inside: Collection[PersonId] | None,
    top: int,
) -> list[Standing]:
    """Return ties that lean in giving and getting, then thanks due, `top` at most.

    Of those in balance only whoever waits for thanks has a next act: the others, nearly all of a
    large network, are not read.
    """
    ranked = leaning(view, inside, every=False)
    lopsided = takewhile(lambda standing: standing.verdict in LEANING, ranked)
    shown = list(islice((standing for standing in lopsided if standing.next_act), top))
    if len(shown) < top:
        waiting = {
            state.event.giver
            for state in view.states(Favour)
            if state.event.receiver == view.owner and thanks_due(state, view.present)
        }
        waiting = waiting if inside is None else waiting & set(inside)
        balanced = (
            standing for standing in leaning(view, waiting) if standing.verdict == "in balance"
        )
        shown += islice(
            (balanced_standing for balanced_standing in balanced if balanced_standing.next_act),
            top - len(shown),
        )
    return shown


def _fading_rows(view: NetworkView, ties: Sequence[Fading]) -> tuple[FadingRow, ...]:
    days = view.days([row.person.id for row in ties])
    now = day_number(view.present)
    rows = []
    for row in ties:
        weeks = [0] * 52
        for day in days[row.person.id]:
            back = int(now - day) // 7
            if 0 <= back < 52:
                weeks[51 - back] += 1
        last = view.contacts_with(row.person.id, 3)
        rows.append(FadingRow(row, tuple(weeks), _hook(last)))
    return tuple(rows)


def _hook(last: Sequence[Recorded[Interaction]]) -> str:
    text = next((contact.event.text for contact in last if contact.event.text), "")
    return f"last words: “{text}”" if text else ""


def _milestones(
    view: NetworkView, inside: Collection[PersonId] | None
) -> tuple[tuple[date, str, str], ...]:
    ahead = milestones(view, people=inside)
    return tuple((row.day, row.person.name, row.kind) for row in ahead)


def _introductions(view: NetworkView) -> tuple[tuple[str, str, str, date], ...]:
    states: list[State[Introduction]] = view.states(Introduction)
    waiting = [s for s in states if is_open(s) and s.event.broker == view.owner]
    names = _names(view, (end for s in waiting for end in (s.event.a, s.event.b)))
    return tuple((names[s.event.a], names[s.event.b], s.status, s.event.at.date()) for s in waiting)


def _names(view: NetworkView, ids: Iterable[PersonId]) -> dict[PersonId, str]:
    return {person.id: person.name for person in view.store.people(set(ids))}


def _months(
    view: NetworkView,
) -> tuple[tuple[date, int], ...]:
    """Return the owner's contact-days in each of the last twelve months, oldest first."""
    firsts = [view.present.date().replace(day=1)]
    while len(firsts) < _MONTHS:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    since = datetime.combine(firsts[-1], time(), UTC)
    months: Counter[date] = Counter()
    counts = view.store.day_counts(view.owner, since=since, until=view.as_of)
    for day, count in counts.items():
        months[date_of(day).replace(day=1)] += count
    return tuple((first, months[first]) for first in reversed(firsts))
