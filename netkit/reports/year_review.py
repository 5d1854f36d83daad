"""A year in review: who came, who went, introductions and what became of them, promises kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from netkit.answers.fading import fading_ties
from netkit.errors import UsageError
from netkit.model.events import Favour, Introduction, Promise
from netkit.model.frozen import dataclass
from netkit.model.history import is_open
from netkit.model.when import date_of, day_number, end_of_day
from netkit.model.when.written_days import long_day
from netkit.reports.entries import Entry, days_text
from netkit.reports.front_page import Section
from netkit.reports.report_rows import circle_people, is_left_alone
from netkit.reports.sections import Paper
from netkit.ties.rhythm import rhythm_clause

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from netkit.answers.network_view import NetworkView
    from netkit.model.history import State
    from netkit.model.people import Person, PersonId

__all__ = ["year_review"]

#: Fewer days of contact made nobody part of the owner's life.
_LEAST_DAYS = 3
#: In the first weeks of a log everybody is met "for the first time".
_LOG_BEGINS_DAYS = 60
_SHOWN = 8
_RANKED = 300  # ties, the strongest, among which those with most days of the year are looked for
_LOOKED_AT = 60
#: What ends well, in the life of an introduction.
_CAME_OF_IT = frozenset({"met", "outcome", "thanked"})


@dataclass(frozen=True, slots=True)
class _Span:
    """The year: its first and last day, and the view as of its end."""

    first: date
    last: date
    view: NetworkView
    inside: Collection[PersonId] | None

    def holds(self, at: datetime | None) -> bool:
        """Return True for a moment of the year."""
        return at is not None and self.first <= at.date() <= self.last

    def among(self, person: PersonId) -> bool:
        """Return True for somebody who may be told of: of the circle, not to be left alone."""
        inside = self.inside is None or person in self.inside
        return inside and not is_left_alone(self.view, person)


def year_review(view: NetworkView, year: int | None = None, *, circle: str = "") -> Paper:
    """Return the review of a calendar year; by default of the last 365 days.

    Raises
    ------
    UsageError
        The year has not begun, or there is no such circle.
    """
    span = _span(view, year, circle)
    parts = (
        _closest(span), _came(span), _went(span), _introduced(span), _promises(span),
        _favours(span),
    )  # fmt: skip
    owner = view.store.people([view.owner])[0].name
    name = f"{owner}'s year{f' {year}' if year else ''}{f': {circle}' if circle else ''}"
    days = f"{long_day(span.first)} to {long_day(span.last)}"
    return Paper(
        name, days, (), tuple(part for part in parts if part.entries or part.folded), "year"
    )


def _span(view: NetworkView, year: int | None, circle: str) -> _Span:
    today = view.present.date()
    if year is None:
        first, last = today - timedelta(days=364), today
    elif year > today.year:
        raise UsageError(f"{year} has not begun")
    else:
        first, last = date(year, 1, 1), min(date(year, 12, 31), today)
    inside = circle_people(view, circle) if circle else None
    end = view if last == today else view.at(end_of_day(last, view.store.zone))
    return _Span(first, last, end, inside)


def _closest(span: _Span) -> Section:
    """Return the people with most days of contact in the year."""
    figures = span.view.store.tie_figures(span.view.owner, ["log_strength"], until=span.view.as_of)
    ranked = sorted(figures, key=lambda row: -row[1])[:_RANKED]
    counts = {
        pid: len([day for day in days if span.first <= date_of(day) <= span.last])
        for pid, days in span.view.days([row[0] for row in ranked if span.among(row[0])]).items()
    }
    best = sorted(counts, key=lambda pid: (-counts[pid], pid))[:5]
    people = span.view.contacts_among(best)
    entries = [
        Entry(people[pid].name, f"{days_text(counts[pid])} of contact")
        for pid in best
        if pid in people and counts[pid]
    ]
    return Section("closest", tuple(entries), (), "Most of your time")


def _came(span: _Span) -> Section:
    """Return the people first met in the year, with whom there was contact since."""
    fields = ["contact_days", "first_day"]
    figures = span.view.store.tie_figures(span.view.owner, fields, until=span.view.as_of)
    begins = min((row[2] for row in figures), default=0) + _LOG_BEGINS_DAYS
    came = [
        (days, first, pid)
        for pid, days, first in figures
        if days >= _LEAST_DAYS and first >= begins and span.first <= date_of(first) <= span.last
    ]
    came = [row for row in sorted(came, key=lambda row: (-row[0], row[2])) if span.among(row[2])]
    people = span.view.contacts_among([pid for *_, pid in came])
    entries = [
        Entry(people[pid].name, f"since {long_day(date_of(first))}, {days_text(days)} of contact")
        for days, first, pid in came
        if pid in people
    ]
    folded = []
    if date_of(begins) > span.first:
        folded.append(f"Your log begins on {long_day(date_of(begins - _LOG_BEGINS_DAYS))}: who"
                      " was new in its first weeks is not known")  # fmt: skip
    return _shown("came", entries, "Who came", folded)


def _went(span: _Span) -> Section:
    """Return the ties that fell silent in the year, what was most at stake first."""
    now = day_number(span.view.present)
    entries = [
        Entry(
            tie.person.name,
            f"last contact on {long_day(date_of(now - tie.silent_days))},"
            f" {rhythm_clause(tie.rhythm)}",
        )
        for tie in fading_ties(span.view, among=span.inside, evidence=False, limit=_LOOKED_AT)
        if date_of(now - tie.silent_days) >= span.first
    ]
    return _shown("went", entries, "Who fell silent")


def _introduced(span: _Span) -> Section:
    """Return the owner's introductions of the year, and what became of each."""
    states: list[State[Introduction]] = [
        state
        for state in span.view.states(Introduction)
        if state.event.broker == span.view.owner
        and span.holds(state.event.at)
        and all(not is_left_alone(span.view, end) for end in (state.event.a, state.event.b))
        and (span.inside is None or {state.event.a, state.event.b} & set(span.inside))
    ]
    names = _names(span.view, (end for s in states for end in (s.event.a, s.event.b)))
    entries = [
        Entry(f"{names[s.event.a]} and {names[s.event.b]}", _became(s))
        for s in sorted(states, key=lambda s: s.event.at)
    ]
    made_count = sum(s.when("made") is not None or s.status in _CAME_OF_IT for s in states)
    came_of_it = sum(s.status in _CAME_OF_IT for s in states)
    folded = [f"{len(states)} in all, {made_count} made, {came_of_it} met"] if states else []
    return _shown("introduced", entries, "Introductions, and what became of them", folded)


def _became(state: State[Introduction]) -> str:
    """Return what became of an introduction, with the words of its outcome."""
    last = next((step.text for step in reversed(state.steps) if step.text), "")
    return f"{state.status}{f': {last}' if last else ''} ({long_day(state.event.at)})"


def _promises(span: _Span) -> Section:
    """Return the owner's promises of the year: kept, missed, still open."""
    states = [
        state
        for state in span.view.states(Promise)
        if state.event.giver == span.view.owner and span.among(state.event.receiver)
    ]
    kept_promises = [s for s in states if span.holds(s.when("kept"))]
    missed = [s for s in states if span.holds(s.when("missed"))]
    waiting = [s for s in states if is_open(s) and span.holds(s.event.at)]
    if not (kept_promises or missed or waiting):
        return Section("promises")
    names = _names(span.view, (s.event.receiver for s in (*kept_promises, *missed, *waiting)))
    entries = [
        Entry(names[s.event.receiver], f"{word}: {s.event.text}")
        for word, several in (("kept", kept_promises), ("missed", missed), ("still open", waiting))
        for s in several
    ]
    sums = f"{len(kept_promises)} kept, {len(missed)} missed, {len(waiting)} still open"
    return _shown("promises", entries, "Your promises", [sums])


def _favours(span: _Span) -> Section:
    """Return how often the owner helped and was helped, and whom to thank still."""
    states = [
        s for s in span.view.states(Favour)
        if span.holds(s.event.at) and s.event.kind != "endorsement"
    ]  # fmt: skip
    owner = span.view.owner
    given = [s for s in states if s.event.giver == owner and span.among(s.event.receiver)]
    received = [s for s in states if s.event.receiver == owner and span.among(s.event.giver)]
    if not (given or received):
        return Section("favours")
    unthanked = [s for s in received if s.when("thanked") is None]
    text = f"you helped {_times(len(given))}, and were helped {_times(len(received))}"
    names = _names(span.view, (s.event.giver for s in unthanked))
    thanks = [f"Not thanked yet: {', '.join(dict.fromkeys(names.values()))}"] if unthanked else []
    return Section("favours", (Entry("", text),), tuple(thanks), "Giving and getting")


def _times(count: int) -> str:
    return {0: "not at all", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _names(view: NetworkView, ids: Iterable[PersonId]) -> Mapping[PersonId, str]:
    wanted = {*ids}
    people: Iterable[Person] = view.store.people(wanted) if wanted else ()
    return {person.id: person.name for person in people}


def _shown(name: str, entries: list[Entry], heading: str, folded: Iterable[str] = ()) -> Section:
    """Return a section with the first entries, and how many more there are."""
    rest = len(entries) - _SHOWN
    more = [f"And {rest:,} more"] if rest > 0 else []
    return Section(name, tuple(entries[:_SHOWN]), (*more, *folded), heading)
