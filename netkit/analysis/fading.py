"""Who am I losing touch with: the owner's own ties, strongest loss first, without any array.

The same formulas as :mod:`netkit.analysis.weakening`, over the statistics that the store keeps.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from netkit.analysis.results import Reason, Results
from netkit.analysis.weakening import Weakening
from netkit.domain.dates import day_number
from netkit.domain.people import Person, PersonId
from netkit.graph import rhythm, strength
from netkit.graph.lapse import DEFAULTS, Coefficients, lapse_probability
from netkit.graph.ties import TieStats

__all__ = ["DaysOf", "EvidenceOf", "Fading", "fading", "mean_log_gap", "standing"]

EvidenceOf = Callable[[PersonId], tuple[str, ...]]
DaysOf = Callable[[Collection[PersonId]], Mapping[PersonId, Sequence[float]]]

#: A tie counts as fading when it was worth something and is more likely than not to lapse.
_LEAST_DAYS = 3
_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Fading:
    """A tie of the owner's that is fading.

    Attributes
    ----------
    person : the other.
    strength : 0 to 100, where the tie has been.
    momentum : in doublings: 0 its usual pace, -1 half of it.
    lapse_probability : of no contact in the next 60 days.
    calibrated, cases : whether that was fitted to the owner's own past, and to how many cases.
    silent_days, usual_gap_days : days since the last contact, and between contacts as a rule.
    because : the reasons, in plain words.
    """

    person: Person
    strength: float
    momentum: float
    lapse_probability: float
    calibrated: bool
    cases: int
    silent_days: int
    usual_gap_days: float
    because: tuple[Reason, ...]


def mean_log_gap(ties: Sequence[TieStats]) -> float:
    """Return the mean ``ln gap`` over all gaps of all ties; 0 (one day) if there are none."""
    gaps = sum(stats.gap_count for stats in ties)
    return math.fsum(stats.sum_log_gap for stats in ties) / gaps if gaps else 0.0


def fading(
    people: Mapping[PersonId, Person],
    ties: Mapping[PersonId, TieStats],
    days_of: DaysOf,
    as_of: datetime,
    coefficients: Coefficients = DEFAULTS,
    *,
    evidence_of: EvidenceOf = lambda person: (),
    limit: int = 10,
) -> Results[Fading]:
    """Return the ties most worth keeping among those that are fading.

    Ranked by what is at stake now: the strength that is left, v = S/(1+S), times the probability
    of lapse; a tie long gone cold has little left to lose (see `netkit.analysis.reconnect`).
    Equals by id.

    Parameters
    ----------
    people : who may be shown; the others are passed over.
    ties : the owner's ties, by the other person.
    days_of : reads the contact-days of a few of them, for their momentum.
    evidence_of : reads the ids of the last contacts with one of them.
    """
    typical = mean_log_gap(list(ties.values()))
    now = day_number(as_of)
    loss: list[tuple[float, PersonId]] = []
    for pid, stats in ties.items():
        if stats.contact_days < _LEAST_DAYS or now - stats.last_day <= _usual_gap(stats, typical):
            continue
        probability = _probability(stats, now, coefficients)
        if probability >= _LIKELY:
            left = strength.saturated(strength.strength(stats.log_strength, now))
            loss.append((-left * probability, pid))
    loss.sort()
    shown = list(islice((pid for _, pid in loss if pid in people), limit))
    days = days_of(shown)
    return Results(
        standing(
            people[pid], ties[pid], days[pid], now, typical, coefficients, evidence_of(pid)
        )
        for pid in shown
    )


def _probability(stats: TieStats, now: int, coefficients: Coefficients) -> float:
    power = strength.strength(stats.log_strength, now)
    return lapse_probability(
        stats.contact_days, now - stats.last_day, power, coefficients=coefficients
    )


def _usual_gap(stats: TieStats, typical: float) -> float:
    return float(rhythm.usual_gap(stats.gap_count, stats.sum_log_gap, typical))


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
    half_life = rhythm.half_life(gap)
    pace = rhythm.pace(days, now, half_life)
    tie = Weakening(
        a="",
        b=person.id,
        strength=float(strength.shown(strength.strength(stats.log_strength, now))),
        momentum=rhythm.momentum(pace, gap, half_life, now - stats.first_day),
        lapse_probability=_probability(stats, now, coefficients),
        calibrated=coefficients.calibrated,
        cases=coefficients.cases,
        weakening=rhythm.alert(pace),
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
        tie.calibrated,
        tie.cases,
        int(tie.silent_days),
        gap,
        tie.because,
    )
