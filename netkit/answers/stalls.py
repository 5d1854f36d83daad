"""Why a relation is stalling, and one way to take it up again.

Each sign speaks for one verdict, with a weight; the verdict with the most weight wins, and every
sign is shown. The weights are judgements, in one table. What is the owner's own to mend comes
before what is not: equals go in the order of `VERDICTS`. After three messages without an answer
the advice is to stop and wait, whatever the verdict.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from netkit.answers.balance import THANKS_DAYS
from netkit.answers.boundaries import Boundaries
from netkit.answers.correspondence import (
    STOP_AFTER,
    answer_awaited_until,
    answer_delays,
    called_off,
    follow_up,
    overdue_answers,
    shorter,
    unanswered_mine,
    unanswered_theirs,
)
from netkit.answers.light_word import light_word, unanswered_words
from netkit.answers.results import Reason
from netkit.model.frozen import dataclass, field
from netkit.model.history import Recorded, State, is_open
from netkit.model.names import given_name
from netkit.model.when import day_number, days_ago
from netkit.model.when.written_days import long_day
from netkit.ties.rhythm import rhythm_clause
from netkit.topics.terms import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from netkit.answers.promises import PromiseRow
    from netkit.model.events import Favour, Interaction, Introduction, Moment, Need
    from netkit.model.people import Person, PersonId
    from netkit.ties.outlook import Outlook
    from netkit.ties.statistics import TieStats

__all__ = ["ASKED_NOTHING", "STEPS_BACK", "STOP_AFTER", "VERDICTS", "Dealings", "Stall", "stall"]

VERDICTS = (
    "you dropped the ball", "they step back", "mismatch", "cooling by itself", "unknown",
)  # fmt: skip

STEPS_BACK = VERDICTS[1]
#: Verdicts of which the advice is to ask for nothing.
ASKED_NOTHING = frozenset({STEPS_BACK, "cooling by itself"})

#: What each sign says, of 2: how sure it makes its verdict.
WEIGHTS = {
    "promise missed": 2.0,  # said and not done: plain, and mine
    "promise overdue": 1.5,
    "their message": 1.2,  # they wrote last, and got no answer
    "no follow-up": 0.6,  # we met, and I have not written since
    "thanks": 0.5,  # a favour of theirs without a word
    "unanswered": 0.6,  # each of my messages without an answer
    "push-away": 1.6,  # noted at the time, in so many words
    "called off": 0.8,
    "later": 0.7,  # answers take twice as long as they did
    "shorter": 0.5,  # answers are half as long as they were
    "other than needed": 1.5,
    "only asks": 1.0,
    "silence": 0.4,  # explains a stall only when nothing else does
}
_STALE = timedelta(days=180)
_LEAST_ASKS = 3
#: Said of somebody, not done about what they need.
_PRAISE = frozenset({"endorsement", "recommendation"})


@dataclass(frozen=True, slots=True)
class Dealings:
    """Everything between the owner and one person that a verdict may rest on.

    Attributes
    ----------
    stats : the tie; None without any contact.
    outlook : where the tie heads; None without any contact.
    interactions : their contacts, the newest first.
    favours, introductions : in which both have a part.
    promises : those not settled, and missed ones not repaired.
    needs : of the person.
    """

    person: Person
    stats: TieStats | None = None
    outlook: Outlook | None = None
    interactions: Sequence[Recorded[Interaction]] = ()
    favours: Sequence[State[Favour]] = ()
    promises: Sequence[PromiseRow] = ()
    moments: Sequence[Recorded[Moment]] = ()
    needs: Sequence[State[Need]] = ()
    introductions: Sequence[State[Introduction]] = ()
    boundaries: Boundaries = field(default_factory=Boundaries)


@dataclass(frozen=True, slots=True)
class Stall:
    """A stalling relation: the signs of it, and the act that would help.

    Attributes
    ----------
    verdict : one of `VERDICTS`.
    unanswered : how many messages of the owner's have no answer.
    next_act : the one way to take it up again, or to wait.
    weight : how much speaks for the verdict.
    because : the signs, those of the verdict first.
    cautions : what the person asked not to happen.
    """

    person: Person
    verdict: str
    unanswered: int
    next_act: str
    weight: float
    because: tuple[Reason, ...]
    cautions: tuple[str, ...]


Sign = tuple[str, Reason]


def stall(dealings: Dealings, owner: PersonId, as_of: datetime) -> Stall:
    """Return why the relation with one person is stalling, as far as there are signs of it."""
    signs = [
        *_dropped(dealings, owner, as_of),
        *_stepping_back(dealings, owner, as_of),
        *_mismatch(dealings, owner),
        *_cooling(dealings),
    ]
    totals = {
        verdict: math.fsum(reason.weight for name, reason in signs if name == verdict)
        for verdict in VERDICTS
    }
    best = max(VERDICTS, key=lambda verdict: totals[verdict])
    verdict = best if totals[best] > 0 else "unknown"
    signs.sort(key=lambda sign: (sign[0] != verdict, -sign[1].weight))
    waiting = unanswered_mine(dealings.interactions, owner)
    return Stall(
        dealings.person,
        verdict,
        len(waiting),
        _next_act(dealings, verdict, waiting, signs, as_of),
        totals[verdict],
        (
            *(tuple(reason for _, reason in signs) or _nothing_seen(dealings)),
            *_followed_up(dealings, owner),
        ),
        dealings.boundaries.cautions(),
    )


def _sign(verdict: str, kind: str, text: str, *evidence: str, times: int = 1) -> Sign:
    return verdict, Reason(kind, text, min(WEIGHTS[kind] * times, 2.0), evidence)


def _dropped(dealings: Dealings, owner: PersonId, as_of: datetime) -> Iterable[Sign]:
    verdict = VERDICTS[0]
    for row in dealings.promises:
        if row.whose == "mine" and row.status in {"missed", "overdue"}:
            text = f"your promise “{row.text}” is {row.status}"
            yield _sign(verdict, f"promise {row.status}", text, row.id)
    theirs = unanswered_theirs(dealings.interactions, owner, as_of)
    if theirs is not None:
        text = f"their {theirs.event.channel} of {long_day(theirs.event.at)} has no answer"
        yield _sign(verdict, "their message", text, theirs.id)
    meeting, wrote = follow_up(dealings.interactions, owner)
    if (
        meeting is not None
        and wrote is None
        and timedelta(days=2) < as_of - meeting.event.at < _STALE
    ):
        day = long_day(meeting.event.at)
        text = f"you have not written since the {meeting.event.channel} of {day}"
        yield _sign(verdict, "no follow-up", text, meeting.id)
    for favour in dealings.favours:
        praise = favour.event.kind == "endorsement"  # a click: thanks are kind, not due
        mine = favour.event.receiver == owner and favour.when("thanked") is None
        if mine and not praise and as_of - favour.event.at <= timedelta(days=THANKS_DAYS):
            text = f"no thanks yet for the {favour.event.kind} of {long_day(favour.event.at)}"
            yield _sign(verdict, "thanks", text, favour.id)


def _stepping_back(dealings: Dealings, owner: PersonId, as_of: datetime) -> Iterable[Sign]:
    verdict = VERDICTS[1]
    missing = overdue_answers(dealings.interactions, owner, as_of)
    if missing:
        waiting = unanswered_mine(dealings.interactions, owner)
        ids = (contact.id for contact in waiting[:3])
        yield _sign(verdict, "unanswered", unanswered_words(len(waiting)), *ids, times=len(missing))
    for moment in _unhealed(dealings, owner, as_of):
        quote = f": {moment.event.text}" if moment.event.text else ""
        text = f"{moment.event.kind} on {long_day(moment.event.at)}{quote}"
        yield _sign(verdict, "push-away", text, moment.id)
    for off in called_off(dealings.interactions, owner, as_of - _STALE):
        text = f"they called off: “{off.event.text}” ({long_day(off.event.at)})"
        yield _sign(verdict, "called off", text, off.id)
    before, now = answer_delays(dealings.interactions, owner)
    if now >= max(2 * before, 2.0):
        earlier = f"{before:.0f}" if before >= 1 else "less than one"
        yield _sign(verdict, "later", f"answers take {now:.0f} days, they took {earlier}")
    if shorter(dealings.interactions, owner):
        yield _sign(verdict, "shorter", "their answers are less than half as long as they were")


def _unhealed(dealings: Dealings, owner: PersonId, as_of: datetime) -> list[Recorded[Moment]]:
    """Return the late push-aways after which nothing got better: no repair, no word of theirs."""
    better = [m.event.at for m in dealings.moments if m.event.kind in {"repair", "step forward"}]
    better += [i.event.at for i in dealings.interactions if i.event.sender != owner]
    return [
        moment
        for moment in dealings.moments
        if moment.event.kind == "push-away"
        and as_of - moment.event.at <= _STALE
        and not any(at > moment.event.at for at in better)
    ]


def _mismatch(dealings: Dealings, owner: PersonId) -> Iterable[Sign]:
    favours_given = [f for f in dealings.favours if f.event.giver == owner]
    for need in dealings.needs:
        later = [f for f in favours_given if f.event.at >= need.event.at]
        acts = [f for f in later if f.event.kind not in _PRAISE]
        if is_open(need) and acts and not _met(need, acts, dealings.introductions):
            favour = acts[-1].event.text or acts[-1].event.kind
            text = f"they need “{need.event.text}”, you gave “{favour}”"
            yield _sign(VERDICTS[2], "other than needed", text, need.id, acts[-1].id)
    asked = [f for f in dealings.favours if f.event.receiver == owner and f.event.asked]
    if len(asked) >= _LEAST_ASKS and not favours_given:
        text = f"you asked {len(asked)} favours and did none: only asks from your side"
        yield _sign(VERDICTS[2], "only asks", text, *(f.id for f in asked[-3:]))


def _met(
    need: State[Need],
    acts: Iterable[State[Favour]],
    introductions: Iterable[State[Introduction]],
) -> bool:
    """Return True if something done since has to do with the need."""
    wanted = terms(need.event.text)
    return any(introduction.event.at >= need.event.at for introduction in introductions) or any(
        wanted & terms(f"{act.event.kind} {act.event.text}") for act in acts
    )


def _cooling(dealings: Dealings) -> Iterable[Sign]:
    if dealings.outlook is not None and dealings.outlook.trend == "fading":
        silence = f"{dealings.outlook.silent_days:.0f} days without contact"
        text = f"{silence}, {rhythm_clause(dealings.outlook.words)}"
        yield _sign(VERDICTS[3], "silence", text)


def _nothing_seen(dealings: Dealings) -> tuple[Reason, ...]:
    if dealings.stats is None or dealings.outlook is None:
        return (Reason("silence", "no contact on record"),)
    usual = (
        f"how often is {dealings.outlook.words}"
        if dealings.outlook.rhythm is None
        else rhythm_clause(dealings.outlook.words)
    )
    last = days_ago(dealings.outlook.silent_days)
    return (Reason("silence", f"nothing points to a stall: last contact {last}, {usual}"),)


def _followed_up(dealings: Dealings, owner: PersonId) -> Iterable[Reason]:
    meeting, wrote = follow_up(dealings.interactions, owner)
    if meeting is not None and wrote is not None:
        days = day_number(wrote.event.at) - day_number(meeting.event.at)
        when = "the same day" if days == 0 else f"{days} day{'s' if days > 1 else ''} later"
        text = f"after the {meeting.event.channel} of {long_day(meeting.event.at)} you wrote {when}"
        yield Reason("followed up", text, 0.0, (meeting.id, wrote.id))


_WAYS: Mapping[str, str] = {
    "cooling by itself": "write {name} first, about something of theirs, and ask for nothing",
    "unknown": "ask {name} plainly, once, how they would like to stay in touch",
}


def _next_act(
    dealings: Dealings,
    verdict: str,
    waiting: Sequence[Recorded[Interaction]],
    signs: Sequence[Sign],
    as_of: datetime,
) -> str:
    name = given_name(dealings.person.name) or "them"
    bounds = dealings.boundaries
    if bounds.at_rest(as_of.date()):
        before = f" before {long_day(bounds.not_before)}" if bounds.not_before else ""
        return f"leave {name} in peace{before}: they asked for it"
    until = answer_awaited_until(waiting, dealings.outlook.rhythm if dealings.outlook else None)
    if until is not None and as_of < until:
        return (
            f"stop and wait until {long_day(until)}:"
            f" {len(waiting)} messages are enough; the next word is {name}’s"
        )
    if verdict == "unknown" and dealings.stats is not None and dealings.stats.contact_days > 1:
        return f"nothing needs mending: go on as you and {name} do"
    if verdict == STEPS_BACK:
        return light_word(name)
    if verdict in _WAYS:
        return _WAYS[verdict].format(name=name)
    return _mend(name, signs[0][1], dealings)


def _mend(name: str, sign: Reason, dealings: Dealings) -> str:
    """Return the one act that answers the weightiest sign of what is the owner's to mend."""
    if sign.kind == "other than needed":
        need = next(n.event.text for n in dealings.needs if n.id == sign.evidence[0])
        return f"ask {name} whether “{need}” is still open, and bring somebody who can help"
    return {
        "promise missed": f"say sorry once, plainly; promise {name} something small and keep it",
        "promise overdue": f"keep it now, or tell {name} the new day before they ask",
        "their message": f"answer {name} now; a short sorry is enough",
        "no follow-up": f"write {name} two lines about what you spoke of",
        "thanks": f"thank {name}, and say what came of it",
        "only asks": f"write {name} once without a wish, with something useful to them",
    }[sign.kind]
