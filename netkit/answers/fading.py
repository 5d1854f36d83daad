"""Fading ties of the owner: strongest loss first, without any array.

The same formulas as :mod:`netkit.answers.weakening`. A store gives the strongest ties that may
fade; their contact-days are read, and `netkit.ties.outlook` decides.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from netkit.answers.at_stake import at_stake, lapse_of, may_fade_by_figures, most_at_stake
from netkit.answers.network_view import TIE_FIGURES, TieFigures
from netkit.answers.results import Reason, Results
from netkit.answers.tie_forecast import Weakening
from netkit.answers.wording import FEW_CONTACTS, certainty
from netkit.model.frozen import dataclass, replace
from netkit.model.people import Person, PersonId
from netkit.model.when import day_number
from netkit.support.lazy_mapping import LazyMapping
from netkit.ties import slowdown, strength
from netkit.ties.lapse import (
    DEFAULTS,
    Coefficients,
    interval,
    is_sparse,
)
from netkit.ties.outlook import (
    LEAST_CONTACT_DAYS,
    LEAST_GAPS,
    LEAST_SILENCE_DAYS,
    TOO_FEW,
    Trend,
    may_fade,
    outlook,
)
from netkit.ties.owner_clock import PLAIN_CLOCK

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.answers.network_view import NetworkView
    from netkit.ties.outlook import Outlook
    from netkit.ties.owner_clock import Clock
    from netkit.ties.rhythm import Rhythm

__all__ = [
    "SPARSE",
    "STEPS",
    "DaysOf",
    "EvidenceOf",
    "Fading",
    "Page",
    "fading",
    "is_sparse_log",
    "standing",
]

EvidenceOf = Callable[[Collection[PersonId]], Mapping[PersonId, tuple[str, ...]]]
DaysOf = Callable[[Collection[PersonId]], Mapping[PersonId, Sequence[float]]]


#: Strengths at which a search pauses: below, nobody has more to lose than that.
STEPS = (16.0, 4.0, 2.0, 1.0, 0.6, 0.2, 0.0)
_AT_ONCE = 16  # ties whose contact-days are read together
_ROUNDING = 1e-9  # bounds and stakes are sums in another order


class Page(NamedTuple):
    """Ties that may be fading, none stronger than those of the page before.

    rows : each the other person and `TIE_FIGURES`.
    least : the strength below which all others lie.
    """

    rows: Iterable[tuple[Any, ...]]
    least: float


@dataclass(frozen=True, slots=True)
class Fading:
    """The standing of an owner's tie; in the list of :func:`fading`, a tie that is fading.

    Attributes
    ----------
    person : the other.
    outlook : fading, weakening, growing, steady or too few; see `netkit.ties.outlook`.
    strength : 0 to 100, where the tie has been.
    momentum : in doublings: 0 its usual pace, -1 half of it.
    lapse_probability : of no contact in the next 60 days; `interval` its 90 % interval.
    certainty : that there will be none, in a word: "clearly", "probably", …
    calibrated, cases : whether that was fitted to the owner's own past, and to how many cases.
    silent_days, usual_gap_days : days since the last contact, and between contacts as a rule;
        None where there are too few to say.
    rhythm : the same in words: "every 1 to 2 months, 14 times", "every 6 weeks, as you wish".
    because : the reasons, in plain words.
    """

    person: Person
    outlook: Trend
    strength: float
    momentum: float
    lapse_probability: float
    interval: tuple[float, float]
    certainty: str
    calibrated: bool
    cases: int
    silent_days: int
    usual_gap_days: float | None
    rhythm: str
    because: tuple[Reason, ...]


def fading(
    people: Mapping[PersonId, Person],
    pages: Iterable[Page],
    days_of: DaysOf,
    as_of: datetime,
    coefficients: Coefficients = DEFAULTS,
    *,
    clock: Clock = PLAIN_CLOCK,
    wished: Mapping[PersonId, Rhythm] | None = None,
    evidence_of: EvidenceOf = lambda people: {},
    limit: int = 10,
) -> Results[Fading]:
    """Return the ties most worth keeping among those that are fading.

    Which are, says `netkit.ties.outlook`. Ranked by what is at stake now: the strength that is
    left, v = S/(1+S), times the probability of lapse; a tie long gone cold has little left to
    lose (see `netkit.answers.reconnect`). Equals by id.

    Parameters
    ----------
    people : who may be shown; the others are passed over.
    pages : the ties to look at, the strongest first.
    days_of : reads the contact-days of a few of them.
    clock, wished : the owner's clock, and the rhythms they wish for.
    evidence_of : reads the ids of the last contacts with each of those that are shown.
    """
    now, wishes = day_number(as_of), wished or {}
    lost: list[tuple[float, PersonId, Fading]] = []
    stakes: list[float] = []  # the largest so far, a heap of `limit`
    for page in pages if limit > 0 else ():
        rows = [row for row in map(TieFigures._make, page.rows)
                if may_fade_by_figures(row, now) or row.person in wishes]  # fmt: skip
        bounded = [(most_at_stake(row, now, coefficients), row) for row in rows]
        bounded.sort(key=itemgetter(0), reverse=True)
        days = LazyMapping(days_of, [row.person for _, row in bounded], _AT_ONCE)
        for bound, row in bounded:
            least = stakes[0] if len(stakes) == limit else 0.0
            if bound < least - _ROUNDING:
                break
            if row.person not in wishes and not may_fade(days[row.person], now):
                continue
            view = outlook(days[row.person], now, clock, wishes.get(row.person), pace=False)
            if view.trend != "fading":
                continue
            stake = at_stake(row, days[row.person], now, coefficients)
            if stake < least or row.person not in people:
                continue
            tie = standing(people[row.person], row.log_strength, days[row.person], now, view,
                           coefficients)  # fmt: skip
            lost.append((-stake, row.person, tie))
            (heapq.heappush if len(stakes) < limit else heapq.heappushpop)(stakes, stake)
        if len(stakes) == limit and strength.saturated(page.least) < stakes[0]:
            break
    best = sorted(lost, key=lambda row: row[:2])[:limit]
    evidence = evidence_of([pid for _, pid, _ in best])
    return Results(
        (_with_evidence(tie, evidence.get(pid, ())) for _, pid, tie in best), kind=Fading
    )


def _with_evidence(tie: Fading, evidence: tuple[str, ...]) -> Fading:
    return replace(tie, because=(replace(tie.because[0], evidence=evidence), *tie.because[1:]))


def standing(
    person: Person,
    log_strength: float,
    days: Collection[float],
    now: int,
    view: Outlook,
    coefficients: Coefficients = DEFAULTS,
) -> Fading:
    """Return the standing of one tie, fading or not.

    Parameters
    ----------
    log_strength : of the tie, as it is shown.
    days : its contact-days, up to `now`.
    view : its outlook.
    """
    probability = lapse_of(days, now, coefficients)
    bounds = interval(probability, calibrated=coefficients.calibrated)
    tie = Weakening(
        a="",
        b=person.id,
        trend=view.trend,
        strength=float(strength.shown(strength.strength(log_strength, now))),
        momentum=_momentum(days, now, view),
        lapse_probability=probability,
        calibrated=coefficients.calibrated,
        cases=coefficients.cases,
        weakening=0.0,
        contact_days=len(days),
        silent_days=view.silent_days,
        usual_gap_days=view.rhythm.usual_days if view.rhythm else 0.0,
        rhythm=view.words,
        horizon_days=strength.HORIZON_DAYS,
        evidence=(),
    )
    return Fading(
        person=person,
        outlook=view.trend,
        strength=tie.strength,
        momentum=tie.momentum,
        lapse_probability=probability,
        interval=bounds,
        certainty=(
            certainty(probability, len(days), bounds) if len(days) > LEAST_GAPS else TOO_FEW
        ),
        calibrated=tie.calibrated,
        cases=tie.cases,
        silent_days=int(view.silent_days),
        usual_gap_days=view.rhythm.usual_days if view.rhythm else None,
        rhythm=view.words,
        because=tie.because,
    )


def _momentum(days: Collection[float], now: int, view: Outlook) -> float:
    """Return the pace against the usual one, in doublings; 0 without a rhythm."""
    if view.rhythm is None:
        return 0.0
    usual = view.rhythm.usual_days
    half_life = slowdown.half_life(usual)
    pace = slowdown.pace(days, now, half_life)
    return float(slowdown.momentum(pace, usual, half_life, now - min(days)))


#: Said beside what rests on a log of few contacts, as LinkedIn messages alone are.
SPARSE = (
    "few contacts are on record: the typical tie goes for more than "
    f"{strength.HORIZON_DAYS:g} days without one, so the probabilities say little"
)
#: Closest ties of a past day that ``since`` looks at.
_CLOSEST = 50


def fading_ties(
    view: NetworkView,
    *,
    since: datetime | None = None,
    among: Collection[PersonId] | None = None,
    evidence: bool = True,
    days: Mapping[PersonId, Sequence[float]] | None = None,
    limit: int = 10,
) -> Results[Fading]:
    """Return the owner's fading ties, what is most at stake first.

    Parameters
    ----------
    since : only ties that were among the closest fifty on that past day.
    among : only ties with these people.
    evidence : read the last contacts of each, too; whoever shows all of them can spare it.
    days : the contact-days of some ties, where they were read already.
    """
    if since is not None:
        closest = _closest_on(view, since)
        among = closest if among is None else closest & set(among)
    open_to = view.gate.open_to("notice")
    people: Mapping[PersonId, Person] = open_to
    if among is not None:
        people = {pid: open_to[pid] for pid in among if pid in open_to}
    rows = fading(
        people,
        _pages(view, among),
        partial(_days_of, view, days or {}),
        view.present,
        view.coefficients(),
        clock=view.clock,
        wished=view.wished_rhythms,
        evidence_of=view.last_contacts_of if evidence else lambda people: {},
        limit=limit,
    )
    notes = []
    if rows and not rows[0].calibrated:
        notes.append("the probabilities are not fitted to your own past: too little of it is known")
    slow = is_sparse([row.usual_gap_days for row in rows if row.usual_gap_days])
    if slow and is_sparse_log(view):  # the second reads every tie, the first none
        notes.append(SPARSE)
    return Results(rows, held_back=open_to.held.values(), notes=notes, kind=Fading)


def _days_of(
    view: NetworkView, already: Mapping[PersonId, Sequence[float]], people: Collection[PersonId]
) -> Mapping[PersonId, Sequence[float]]:
    """Return the contact-days of these people, reading those that were not already.

    They are the next to be looked at: the gate reads their ties together, too.
    """
    view.gate.expect(people)
    unread = [pid for pid in people if pid not in already]
    read = {pid: already[pid] for pid in people if pid in already}
    return {**read, **view.days(unread)} if unread else read


def is_sparse_log(view: NetworkView) -> bool:
    """Return True if the typical tie of three contact-days goes for long without one."""
    figures = view.store.tie_figures(
        view.owner, ["contact_days", "first_day", "last_day"], until=view.as_of
    )
    return is_sparse(
        [(last - first) / (days - 1) for _, days, first, last in figures if days >= FEW_CONTACTS]
    )


def _pages(view: NetworkView, among: Collection[PersonId] | None) -> Iterator[Page]:
    """Yield the ties that may be fading: those with a wish, then the others by strength."""
    wished = {*view.wished_rhythms}
    if among is not None:
        ties = view.ties(among)
        rows = [(pid, *(getattr(tie, field) for field in TIE_FIGURES)) for pid, tie in ties.items()]
        yield Page(rows, 0.0)
        return
    if wished:
        ties = view.ties(wished)
        rows = [(pid, *(getattr(tie, field) for field in TIE_FIGURES)) for pid, tie in ties.items()]
        yield Page(rows, math.inf)
    now, below = day_number(view.present), math.inf
    for power in STEPS:
        least = strength.log_sum(power, now)
        page = view.store.fading_ties(
            view.owner,
            TIE_FIGURES,
            least_days=LEAST_CONTACT_DAYS,
            last_before=now - int(LEAST_SILENCE_DAYS),
            strengths=(least, below),
            until=view.as_of,
        )
        yield Page((row for row in page if row[0] not in wished), power)
        below = least


def _closest_on(view: NetworkView, then: datetime) -> set[PersonId]:
    """Return the people whose tie was among the owner's closest fifty on a past day."""
    day = day_number(then)
    past = dict(view.store.ties(view.owner, until=then))
    ranked = sorted(((stats.log_strength, pid) for pid, stats in past.items()), reverse=True)
    return {pid for ls, pid in ranked[:_CLOSEST] if strength.strength(ls, day) >= 1.0}


def tie_standing(view: NetworkView, person: Person) -> Fading | None:
    """Return the standing of the owner's tie with `person`; None without any contact."""
    stats = view.ties([person.id]).get(person.id)
    if stats is None:
        return None
    days = view.days([person.id])[person.id]
    outlook = view.outlooks([person.id])[person.id]
    now = day_number(view.present)
    return standing(person, stats.log_strength, days, now, outlook, view.coefficients())
