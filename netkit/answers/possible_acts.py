"""Turn what is recorded and what the analyses found into acts: what could be done for people."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from netkit.answers.acts import Act
from netkit.answers.meetings import MEETING
from netkit.answers.milestones import milestones_ahead
from netkit.answers.results import Reason
from netkit.model.when.written_days import day_and_month, long_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netkit.answers.fading import Fading
    from netkit.answers.introduce.introductions import Pair
    from netkit.answers.promises import PromiseRow
    from netkit.model.events import Favour, Milestone
    from netkit.model.history import Recorded, State
    from netkit.model.people import Person, PersonId

__all__ = ["favour_words", "introduction_act", "possible_acts", "silence_act"]

_THANKS_DAYS = 90
_PROMISE_DAYS = 90  # overdue for longer: `netkit promises` still has it
_AHEAD_DAYS = 7


def possible_acts(
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
) -> list[Act]:
    """Return everything worth doing, the best of each kind first.

    Parameters
    ----------
    people : who may be turned to.
    promises, fading, introductions, hellos : answers of those analyses, the best first.
    """
    pairs = list(introductions)
    suggested = [
        *(act for row in promises if (act := _promise(row, as_of.date())) is not None),
        *_thanks(people, favours, owner, as_of),
        *_milestones(people, milestones, as_of.date()),
        *(_introduction(pair) for pair in pairs if _need_of(pair)),
        *(silence_act(row.person, row.silent_days, row.because, as_of.date()) for row in fading),
        *(_introduction(pair) for pair in pairs if not _need_of(pair)),
        *hellos,
    ]
    return [act for act in suggested if act.person.id in people]


def _key(kind: str, person: Person, detail: object) -> str:
    return f"{kind} {person.id} {detail}"


def _promise(row: PromiseRow, day: date) -> Act | None:
    late = 0 if row.due is None else (day - row.due).days
    if (
        row.whose != "mine"
        or row.status not in {"due", "overdue", "missed"}
        or late > _PROMISE_DAYS
    ):
        return None
    by = f" by {day_and_month(row.due)}" if row.due else ""
    if row.status == "missed":
        text = f"repair what you promised {row.person.name} and missed: {row.text}"
    else:
        text = f"keep your promise to {row.person.name}: {row.text}{by}"
    why = Reason("promise", row.next_step or row.status, 1.0, (row.id,))
    key = _key("promise", row.person, row.id)
    return Act("promise", row.person, text, (why, *row.because), key=key)


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
        and state.event.kind != "endorsement"  # a click: thanks are kind, not due
        and timedelta() <= as_of - state.event.at <= timedelta(days=_THANKS_DAYS)
        and state.when("thanked") is None
        and state.event.giver in people
    ]
    due.sort(key=lambda state: (-state.event.value, -state.event.at.timestamp(), state.id))
    return [_thank(people[state.event.giver], state) for state in due]


def _thank(person: Person, state: State[Favour]) -> Act:
    text = f"thank {person.name} for {favour_words(state.event)}"
    why = Reason("favour", f"on {long_day(state.event.at)}", 1.0, (state.id,))
    return Act("thanks", person, text, (why,), key=_key("thanks", person, state.id))


def favour_words(favour: Favour) -> str:
    """Return a favour after "thanks for": "the advice on the lease", "the loan: 200 euros"."""
    kind, text = favour.kind, favour.text
    if kind == "other":
        return f"their help: {text}" if text else "their help"
    if text.casefold().startswith(f"{kind} "):  # "advice on the lease" names its kind itself
        return f"the {kind}{text[len(kind) :]}"
    return f"the {kind}: {text}" if text else f"the {kind}"


def _milestones(
    people: Mapping[PersonId, Person], milestones: Iterable[Recorded[Milestone]], day: date
) -> list[Act]:
    return [
        Act(
            "milestone",
            person,
            f"a word for {person.name}: {milestone.event.kind} on {day_and_month(coming)}",
            (why,),
            key=_key("milestone", person, f"{milestone.id} {coming.year}"),
        )
        for coming, milestone, why in milestones_ahead(milestones, day, _AHEAD_DAYS)
        if (person := people.get(milestone.event.person)) is not None
        and not milestone.event.kind.startswith(MEETING)
    ]


def silence_act(person: Person, silent_days: int, because: tuple[Reason, ...], day: date) -> Act:
    """Return the act of writing to somebody who has been silent for so many days."""
    text = f"write to {person.name}: silent for {silent_days} days"
    since = day - timedelta(days=silent_days)
    return Act("fading", person, text, because, key=_key("fading", person, since))


def _need_of(pair: Pair) -> Reason | None:
    """Return the need that one of the two has and the other can meet; None without one."""
    return next((reason for reason in pair.because if reason.kind == "need"), None)


def _introduction(pair: Pair) -> Act:
    kind = "need" if _need_of(pair) else "introduction"
    return introduction_act(pair.a, pair.b, pair.because, kind)


def introduction_act(
    asked: Person, other: Person, because: tuple[Reason, ...], kind: str = "introduction"
) -> Act:
    """Return the act of offering somebody an introduction to another."""
    text = f"offer {asked.name} an introduction to {other.name}"
    return Act(kind, asked, text, because, key=_key("introduction", asked, other.id))
