"""Rows of a report: what each section may tell, of everybody or of one circle."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from netkit.answers.balance import LEANING, thanks_due
from netkit.answers.leaning_ties import heedful, leaning
from netkit.answers.promises import open_promises
from netkit.errors import UsageError
from netkit.model.events import Favour, Introduction
from netkit.model.frozen import dataclass
from netkit.model.history import is_open
from netkit.model.when import date_of, day_number, start_of_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from netkit.answers.acts import Act
    from netkit.answers.balance import Standing
    from netkit.answers.fading import Fading
    from netkit.answers.milestones import MilestoneAhead
    from netkit.answers.network_view import NetworkView
    from netkit.answers.promises import PromiseRow
    from netkit.model.history import State
    from netkit.model.people import PersonId
    from netkit.reports.acknowledged import Done
    from netkit.reports.state_changes import Changed
    from netkit.ties.stale_log import StaleLog

__all__ = [
    "QUIET",
    "OpenIntroduction",
    "ReportRows",
    "balance_rows",
    "circle_people",
    "contact_months",
    "is_left_alone",
    "is_noted_since",
    "open_introductions",
    "promise_rows",
]

_MONTHS = 12
#: What the owner records as it happens: whoever writes it down is no longer unheard of.
_NOTED = ("favour", "introduction", "moment", "note", "promise", "step")
#: For these reasons of the gate nobody's silence is news.
QUIET = frozenset({"dead", "archived", "boundary", "snoozed"})


@dataclass(frozen=True, slots=True)
class OpenIntroduction:
    """An open introduction of the owner's: a and b in names, its status, and since when."""

    id: str
    a: str
    b: str
    status: str
    since: date

    @property
    def pair(self) -> str:
        """The two, as changes name them."""
        return f"{self.a} and {self.b}"


@dataclass(frozen=True, slots=True)
class ReportRows:
    """What the sections of a report may tell.

    Attributes
    ----------
    day, today : the day of the report, as a date and in days since 1970.
    quiet : ties that are silent for longer than usual, what is most at stake first.
    hooks : last words, by person.
    stale : the end of the log, if nobody was heard of for an unusual time.
    noted : whether anything was recorded as happened after the last message of a stale log.
    waiting : of those with promises, who is not to be written to now.
    still_open : whether acts that earlier reports proposed were not done.
    troubles : what went wrong before the report, one sentence each.
    """

    day: date
    today: int
    acts: tuple[Act, ...]
    done: tuple[Done, ...]
    changed: tuple[Changed, ...]
    quiet: tuple[Fading, ...]
    hooks: Mapping[PersonId, str]
    promises: tuple[PromiseRow, ...]
    days: tuple[MilestoneAhead, ...]
    standings: tuple[Standing, ...]
    introductions: tuple[OpenIntroduction, ...]
    stale: StaleLog | None
    waiting: Collection[PersonId]
    troubles: tuple[str, ...] = ()
    noted: bool = False
    still_open: bool = False


def circle_people(view: NetworkView, circle: str) -> set[PersonId]:
    """Return the people of a circle.

    Raises
    ------
    UsageError
        Nobody is in a circle of that name; the message says which circles there are.
    """
    from netkit.answers.memberships import membership_fields, memberships

    claims = view.store.claims(fields=membership_fields("circle"))
    circles = memberships(claims, "circle", view.as_of)
    wanted = circle.casefold()
    inside = {
        person for person, names in circles.items() if wanted in {n.casefold() for n in names}
    }
    if not inside:
        names = sorted({name for several in circles.values() for name in several})
        there_are = f"there are {', '.join(names)}" if names else "there is none"
        raise UsageError(f"no circle is called {circle!r}; {there_are}")
    return inside


def is_noted_since(view: NetworkView, stale: StaleLog | None) -> bool:
    """Return True if a favour, a step or a note is dated after the last message of a stale log."""
    return stale is not None and any(
        day_number(recorded.event.at) > stale.last_day
        for recorded in view.store.events(_NOTED, until=view.present)
    )


def is_left_alone(view: NetworkView, person: PersonId) -> bool:
    """Return True for somebody who died, was archived, rests, or asked to be left in peace."""
    held = view.gate.held_back(person, "notice")
    return held is not None and held.reason in QUIET


def balance_rows(
    view: NetworkView, inside: Collection[PersonId] | None, top: int
) -> list[Standing]:
    """Return ties that lean in giving and getting, then thanks due, `top` at most.

    Of those in balance only whoever waits for thanks has a next act: the others, nearly all of a
    large network, are not read. Whom the gate holds back is left out, but for those who only ever
    wrote: answering them is the kind act.
    """
    ranked = leaning(view, inside, every=False)
    lopsided = takewhile(lambda standing: standing.verdict in LEANING, ranked)
    shown = list(islice(_proposable(view, lopsided), top))
    if len(shown) < top:
        waiting = {
            state.event.giver
            for state in view.states(Favour)
            if state.event.receiver == view.owner and thanks_due(state, view.present)
        }
        waiting = waiting if inside is None else waiting & set(inside)
        balanced = (row for row in leaning(view, waiting) if row.verdict == "in balance")
        shown += islice(_proposable(view, balanced), top - len(shown))
    return list(heedful(view, shown))


def _proposable(view: NetworkView, rows: Iterable[Standing]) -> Iterable[Standing]:
    for row in rows:
        held = view.gate.held_back(row.person.id, "notice") if row.next_act else None
        if row.next_act and held is None:
            yield row


def promise_rows(view: NetworkView, inside: Collection[PersonId] | None) -> Sequence[PromiseRow]:
    """Return the open promises, without dismissed ones and people who are to be left alone."""
    dismissed = view.proposals().dismissed
    return [
        row
        for row in open_promises(view)
        if (inside is None or row.person.id in inside)
        and not is_left_alone(view, row.person.id)
        and f"promise {row.person.id} {row.id}" not in dismissed
    ]


def open_introductions(
    view: NetworkView, inside: Collection[PersonId] | None
) -> list[OpenIntroduction]:
    """Return the owner's open introductions, without people who are to be left alone."""
    states: list[State[Introduction]] = [
        state
        for state in view.states(Introduction)
        if is_open(state)
        and state.event.broker == view.owner
        and (inside is None or {state.event.a, state.event.b} & set(inside))
        and not any(is_left_alone(view, end) for end in (state.event.a, state.event.b))
    ]
    ends = {end for state in states for end in (state.event.a, state.event.b)}
    names = {person.id: person.name for person in view.store.people(ends)} if ends else {}
    return [
        OpenIntroduction(
            str(state.id),
            names[state.event.a],
            names[state.event.b],
            state.status,
            state.event.at.date(),
        )
        for state in states
    ]


def contact_months(
    view: NetworkView, inside: Collection[PersonId] | None
) -> tuple[tuple[date, int], ...]:
    """Return the owner's contact-days in each of the last twelve months, oldest first."""
    firsts = [view.present.date().replace(day=1)]
    while len(firsts) < _MONTHS:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    since = start_of_day(firsts[-1], view.store.zone)
    months: Counter[date] = Counter()
    for day, count in _day_counts(view, since, inside).items():
        months[date_of(day).replace(day=1)] += count
    return tuple((first, months[first]) for first in reversed(firsts))


def _day_counts(
    view: NetworkView, since: datetime, inside: Collection[PersonId] | None
) -> Mapping[int, int]:
    if inside is None:
        return view.store.day_counts(view.owner, since=since, until=view.as_of)
    return Counter(int(day) for days in view.days(inside).values() for day in days)
