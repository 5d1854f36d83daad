"""Who am I losing touch with: the owner's own ties, strongest loss first, without any array.

The same formulas as :mod:`netkit.answers.weakening`, over the statistics that the store keeps.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from netkit.answers.results import Reason, Results
from netkit.answers.weakening import Weakening
from netkit.answers.wording import certainty
from netkit.model.frozen import dataclass
from netkit.model.people import Person, PersonId
from netkit.model.when import day_number, to_epoch
from netkit.support.lazy_mapping import Shelf
from netkit.ties import slowdown, strength
from netkit.ties.lapse import DEFAULTS, Coefficients, interval, lapse_probability

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.answers.network_view import NetworkView
    from netkit.ties.statistics import TieStats

__all__ = [
    "FIGURES",
    "DaysOf",
    "EvidenceOf",
    "Fading",
    "RankedBy",
    "fading",
    "mean_log_gap",
    "standing",
]

EvidenceOf = Callable[[PersonId], tuple[str, ...]]
DaysOf = Callable[[Collection[PersonId]], Mapping[PersonId, Sequence[float]]]

#: A tie counts as fading when it was worth something and is more likely than not to lapse.
_LEAST_DAYS = 3
_LIKELY = 0.5


class RankedBy(NamedTuple):
    """What ranking needs of a tie."""

    person: PersonId
    contact_days: int
    last_day: float
    log_strength: float
    gap_count: int
    sum_log_gap: float


#: The statistics of a tie by which it is ranked.
FIGURES = RankedBy._fields[1:]


@dataclass(frozen=True, slots=True)
class Fading:
    """A tie of the owner's that is fading.

    Attributes
    ----------
    person : the other.
    strength : 0 to 100, where the tie has been.
    momentum : in doublings: 0 its usual pace, -1 half of it.
    lapse_probability : of no contact in the next 60 days; `interval` its 90 % interval.
    certainty : that there will be none, in a word: "clearly", "probably", …
    calibrated, cases : whether that was fitted to the owner's own past, and to how many cases.
    silent_days, usual_gap_days : days since the last contact, and between contacts as a rule.
    because : the reasons, in plain words.
    """

    person: Person
    strength: float
    momentum: float
    lapse_probability: float
    interval: tuple[float, float]
    certainty: str
    calibrated: bool
    cases: int
    silent_days: int
    usual_gap_days: float
    because: tuple[Reason, ...]


def mean_log_gap(gaps: Collection[tuple[int, float]]) -> float:
    """Return the mean ``ln gap`` over all gaps of all ties; 0 (one day) if there are none.

    gaps : how many of each tie, and the sum of their logarithms.
    """
    count = sum(many for many, _ in gaps)
    return math.fsum(logs for _, logs in gaps) / count if count else 0.0


def fading(
    people: Mapping[PersonId, Person],
    ties: Mapping[PersonId, TieStats],
    days_of: DaysOf,
    as_of: datetime,
    coefficients: Coefficients = DEFAULTS,
    *,
    evidence_of: EvidenceOf = lambda person: (),
    figures: Iterable[tuple[Any, ...]] | None = None,
    typical: float | None = None,
    limit: int = 10,
) -> Results[Fading]:
    """Return the ties most worth keeping among those that are fading.

    Ranked by what is at stake now: the strength that is left, v = S/(1+S), times the probability
    of lapse; a tie long gone cold has little left to lose (see `netkit.answers.reconnect`).
    Equals by id.

    Parameters
    ----------
    people : who may be shown; the others are passed over.
    ties : the owner's ties, by the other person.
    days_of : reads the contact-days of a few of them, for their momentum.
    evidence_of : reads the ids of the last contacts with one of them.
    figures : the other person and `FIGURES` of every tie, where `ties` would have to read them;
        then only the ties that are shown are read.
    typical : mean ``ln gap`` of all ties, where `figures` are those of some alone.
    """
    now = day_number(as_of)
    if figures is None:
        figures = ((pid, *(getattr(stats, f) for f in FIGURES)) for pid, stats in ties.items())
    rows = [RankedBy(*row) for row in figures]
    if typical is None:
        typical = mean_log_gap([(row.gap_count, row.sum_log_gap) for row in rows])
    shown = _most_at_stake(rows, people, now, typical, coefficients, limit)
    days = days_of(shown)
    return Results(
        standing(people[pid], ties[pid], days[pid], now, typical, coefficients, evidence_of(pid))
        for pid in shown
    )


def _most_at_stake(
    rows: Iterable[RankedBy],
    people: Collection[PersonId],
    now: int,
    typical: float,
    coefficients: Coefficients,
    limit: int,
) -> list[PersonId]:
    """Return whose ties are fading, what is most at stake first.

    Nobody has more to lose than the strength that is left: once that of the strongest not looked
    at is below what the last one shown has to lose, the others need no look.
    """
    found: list[tuple[float, PersonId]] = []
    best: list[float] = []  # the largest losses so far, a heap of `limit`
    worth = [row for row in rows if row.contact_days >= _LEAST_DAYS]
    for row in sorted(worth, key=attrgetter("log_strength"), reverse=True):
        power = strength.strength(row.log_strength, now)
        left, silent = strength.saturated(power), now - row.last_day
        least = best[0] if best and len(best) == limit else 0.0
        if left < least:
            break
        if silent <= _usual_gap(row, typical):
            continue
        probability = lapse_probability(row.contact_days, silent, power, coefficients=coefficients)
        if probability < _LIKELY or left * probability < least or row.person not in people:
            continue
        found.append((-left * probability, row.person))
        (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, left * probability)
    return [pid for _, pid in sorted(found)[:limit]]


def _probability(stats: TieStats, now: int, coefficients: Coefficients) -> float:
    power = strength.strength(stats.log_strength, now)
    return lapse_probability(
        stats.contact_days, now - stats.last_day, power, coefficients=coefficients
    )


def _usual_gap(stats: TieStats | RankedBy, typical: float) -> float:
    return float(slowdown.typical_gap(stats.gap_count, stats.sum_log_gap, typical))


def standing(
    person: Person,
    stats: TieStats,
    days: Collection[float],
    now: int,
    typical: float,
    coefficients: Coefficients = DEFAULTS,
    evidence: tuple[str, ...] = (),
) -> Fading:
    """Return how one tie stands, fading or not.

    Parameters
    ----------
    days : its contact-days, up to `now`.
    typical : mean ``ln gap`` over all of the owner's ties.
    evidence : ids of the last contacts.
    """
    gap = _usual_gap(stats, typical)
    half_life = slowdown.half_life(gap)
    pace = slowdown.pace(days, now, half_life)
    tie = Weakening(
        a="",
        b=person.id,
        strength=float(strength.shown(strength.strength(stats.log_strength, now))),
        momentum=slowdown.momentum(pace, gap, half_life, now - stats.first_day),
        lapse_probability=_probability(stats, now, coefficients),
        calibrated=coefficients.calibrated,
        cases=coefficients.cases,
        weakening=slowdown.alert(pace),
        contact_days=stats.contact_days,
        silent_days=now - stats.last_day,
        usual_gap_days=gap,
        horizon_days=strength.HORIZON_DAYS,
        evidence=evidence,
    )
    return Fading(
        person,
        tie.strength,
        tie.momentum,
        tie.lapse_probability,
        interval(tie.lapse_probability, calibrated=tie.calibrated),
        certainty(tie.lapse_probability, tie.contact_days),
        tie.calibrated,
        tie.cases,
        int(tie.silent_days),
        gap,
        tie.because,
    )


#: Ties that are read together where no more than these may be shown.
_READ_TOGETHER = 64
#: More rows than asked for: some of them may be held back.
_SPARE_ROWS = 32
#: Closest ties of a past day that ``since`` looks at.
_CLOSEST = 50


def fading_ties(
    view: NetworkView,
    *,
    since: datetime | None = None,
    among: Collection[PersonId] | None = None,
    limit: int = 10,
) -> Results[Fading]:
    """Return the owner's fading ties, what is most at stake first.

    Parameters
    ----------
    since : only ties that were among the closest fifty on that past day.
    among : only ties with these people.
    """
    if since is not None:
        closest = _closest_on(view, since)
        among = closest if among is None else closest & set(among)
    open_to = view.gate.open_to("notice")
    coefficients = view.coefficients()
    typical: float | None = None
    if among is None:
        candidates = view.store.fading_ties(
            view.owner,
            FIGURES,
            day=day_number(view.present),
            lapse=(coefficients.intercept, coefficients.silence, coefficients.strength),
            limit=max(limit, 1) + _SPARE_ROWS,
            until=view.as_of,
        )
        figures = candidates.rows
        typical = candidates.sum_log_gap / candidates.gaps if candidates.gaps else 0.0
        people: Mapping[PersonId, Person] = open_to
    else:
        figures = view.store.tie_figures(view.owner, FIGURES, until=view.as_of)
        people = {pid: open_to[pid] for pid in among if pid in open_to}
    few = [row[0] for row in figures] if len(figures) <= _READ_TOGETHER else []
    rows = fading(
        people,
        Shelf(view.ties, few, _READ_TOGETHER),
        view.days,
        view.present,
        coefficients,
        evidence_of=view.last_contacts,
        figures=figures,
        typical=typical,
        limit=limit,
    )
    notes = []
    if rows and not rows[0].calibrated:
        notes.append("the probabilities are not fitted to your own past: too little of it is known")
    return Results(rows, held_back=open_to.held.values(), notes=notes)


def _closest_on(view: NetworkView, then: datetime) -> set[PersonId]:
    """Return whose tie with the owner was among the closest fifty on a past day."""
    day = to_epoch(then) // 86_400
    past = dict(view.store.ties(view.owner, until=then))
    ranked = sorted(((stats.log_strength, pid) for pid, stats in past.items()), reverse=True)
    return {pid for ls, pid in ranked[:_CLOSEST] if strength.strength(ls, day) >= 1.0}


def tie_standing(view: NetworkView, person: Person) -> Fading | None:
    """Return how the owner's tie with `person` stands; None without any contact."""
    stats = view.ties([person.id]).get(person.id)
    if stats is None:
        return None
    gaps, logs = view.store.gap_sums(view.owner, until=view.as_of)
    return standing(
        person,
        stats,
        view.days([person.id])[person.id],
        day_number(view.present),
        logs / gaps if gaps else 0.0,
        view.coefficients(),
    )
