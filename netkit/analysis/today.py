"""The next kind acts: five at most, mixed, each with its reason.

The rule: kinds are taken in turn, in the order of `KINDS`, the best of each kind first, until five
are found. Nobody appears twice; whoever rests (was contacted, or proposed, within 14 days) is left
out, but for what has a date: a promise, a milestone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from netkit.analysis.fading import Fading
from netkit.analysis.introductions import Pair
from netkit.analysis.promises import PromiseRow
from netkit.analysis.results import Reason, Results
from netkit.domain.events import Favour, Milestone
from netkit.domain.fold import Recorded, State
from netkit.domain.people import Person, PersonId

__all__ = ["KINDS", "REST_DAYS", "Act", "milestones_ahead", "today"]

#: What may be proposed, in the order in which kinds take their turn.
KINDS = ("promise", "thanks", "milestone", "fading", "introduction", "hello")
#: So long somebody is left in peace after a contact or a proposal.
REST_DAYS = 14
_DATED = frozenset({"promise", "milestone"})
_MOST = 5
_THANKS_DAYS = 90
_AHEAD_DAYS = 7


@dataclass(frozen=True, slots=True)
class Act:
    """One kind act: for whom, what to do, and why.

    kind : one of `KINDS`.
    person : whom it is for; of an introduction, the one who stands closer.
    text : what to do, one sentence.
    """

    kind: str
    person: Person
    text: str
    because: tuple[Reason, ...]


def today(
    people: Mapping[PersonId, Person],
    as_of: datetime,
    *,
    promises: Iterable[PromiseRow] = (),
    favours: Iterable[State[Favour]] = (),
    milestones: Iterable[Recorded[Milestone]] = (),
    fading: Iterable[Fading] = (),
    introductions: Iterable[Pair] = (),
    hellos: Iterable[Act] = (),
    owner: PersonId,
    resting: Collection[PersonId] = (),
    limit: int = _MOST,
) -> Results[Act]:
    """Return what to do today, at most `limit` acts."""
    queues: dict[str, list[Act]] = {
        "promise": [act for row in promises if (act := _promise(row)) is not None],
        "thanks": _thanks(people, favours, owner, as_of),
        "milestone": [
            Act("milestone", people[one.event.person], _word_for(one.event, day, people), (why,))
            for day, one, why in milestones_ahead(milestones, as_of.date(), _AHEAD_DAYS)
            if one.event.person in people
        ],
        "fading": [_fading(row) for row in fading],
        "introduction": [_introduction(pair) for pair in introductions],
        "hello": list(hellos),
    }
    return Results(_in_turn(queues, set(resting), limit))


def _in_turn(queues: Mapping[str, Sequence[Act]], resting: set[PersonId], limit: int) -> list[Act]:
    chosen: list[Act] = []
    taken: set[PersonId] = set()
    waiting = {kind: list(queues[kind]) for kind in KINDS}
    while len(chosen) < limit and any(waiting.values()):
        for kind in KINDS:
            act = _next(waiting[kind], taken, resting if kind not in _DATED else set())
            if act is not None and len(chosen) < limit:
                chosen.append(act)
                taken.add(act.person.id)
    return chosen


def _next(queue: list[Act], taken: set[PersonId], resting: set[PersonId]) -> Act | None:
    while queue:
        act = queue.pop(0)
        if act.person.id not in taken and act.person.id not in resting:
            return act
    return None


def _promise(row: PromiseRow) -> Act | None:
    if row.whose != "mine" or row.status not in {"due", "overdue", "missed"}:
        return None
    day = f" by {row.due:%d %B}" if row.due else ""
    verb = "repair" if row.status == "missed" else "keep"
    text = f"{verb} your promise to {row.person.name}: {row.text}{day}"
    why = Reason("promise", row.next_step or row.status, 1.0, (row.id,))
    return Act("promise", row.person, text, (why, *row.because))


def _thanks(
    people: Mapping[PersonId, Person],
    favours: Iterable[State[Favour]],
    owner: PersonId,
    as_of: datetime,
) -> list[Act]:
    """Return the thanks that were not said for favours of the last three months, newest first."""
    due = [
        state
        for state in favours
        if state.event.receiver == owner
        and state.event.giver in people
        and state.when("thanked") is None
        and timedelta() <= as_of - state.event.at <= timedelta(days=_THANKS_DAYS)
    ]
    due.sort(key=lambda state: (-state.event.value, -state.event.at.timestamp(), state.id))
    return [
        Act(
            "thanks",
            people[state.event.giver],
            f"thank {people[state.event.giver].name} for the {state.event.kind}"
            + (f": {state.event.text}" if state.event.text else ""),
            (Reason("favour", f"on {state.event.at:%d %B %Y}", 1.0, (state.id,)),),
        )
        for state in due
    ]


def milestones_ahead(
    milestones: Iterable[Recorded[Milestone]], day: date, within: int
) -> list[tuple[date, Recorded[Milestone], Reason]]:
    """Return the milestones of the next `within` days, the nearest first; 29 February on the 28th.

    A milestone with a whole date comes round each year; one without a day never does.
    """
    found = []
    for one in milestones:
        coming = one.event.date.next_after(day)
        if coming is not None and (coming - day).days <= within:
            left = (coming - day).days
            when = "today" if left == 0 else "tomorrow" if left == 1 else f"in {left} days"
            found.append(
                (coming, one, Reason("milestone", f"{one.event.kind} {when}", 1.0, (one.id,)))
            )
    return sorted(found, key=lambda row: (row[0], row[1].id))


def _word_for(event: Milestone, day: date, people: Mapping[PersonId, Person]) -> str:
    return f"a word for {people[event.person].name}: {event.kind} on {day:%d %B}"


def _fading(row: Fading) -> Act:
    text = f"write to {row.person.name}: silent for {row.silent_days} days"
    return Act("fading", row.person, text, row.because)


def _introduction(pair: Pair) -> Act:
    return Act(
        "introduction",
        pair.a,
        f"ask {pair.a.name} whether they would like to meet {pair.b.name}",
        pair.because,
    )
