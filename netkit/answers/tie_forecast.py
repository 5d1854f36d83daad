"""The trend and lapse forecast of one tie, with its reasons in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.results import Reason
from netkit.answers.wording import certainty
from netkit.model.frozen import dataclass
from netkit.ties import lapse
from netkit.ties.outlook import LEAST_GAPS, TOO_FEW
from netkit.ties.rhythm import rhythm_clause

if TYPE_CHECKING:
    from collections.abc import Hashable

    from netkit.ties.outlook import Trend

__all__ = ["Weakening", "reasons"]


@dataclass(frozen=True, slots=True)
class Weakening:
    """The trend and lapse forecast of one tie.

    Attributes
    ----------
    a, b : ids of the two people.
    trend : steady, fading, weakening, growing or too few; see `netkit.ties.outlook`.
    strength : 0 to 100, where the tie has been; see `netkit.ties.strength.shown`.
    momentum : where it heads, in doublings: 0 its usual pace, −1 half of it.
    lapse_probability : of no contact in the next period.
    calibrated : whether that probability was fitted to this network's own past.
    cases : how many past cases it was fitted to.
    weakening : alert score in (0, 1]; the higher, the more the tie is slowing down. It says
        something for ties with five contact-days or more, and those come first.
    contact_days : days with any contact (hours, if the period is under two weeks).
    silent_days : days since the last contact.
    usual_gap_days : the usual time between contacts; 0 where there are too few to say.
    rhythm : the same in words: "every 1 to 2 months, 14 times".
    horizon_days : the length of "the next period".
    evidence : rows of the latest events, newest first, three at most.
    """

    a: Hashable
    b: Hashable
    trend: Trend
    strength: float
    momentum: float
    lapse_probability: float
    calibrated: bool
    cases: int
    weakening: float
    contact_days: int
    silent_days: float
    usual_gap_days: float
    rhythm: str
    horizon_days: float
    evidence: tuple[int | str, ...]

    @property
    def because(self) -> tuple[Reason, ...]:
        """The reasons, in plain words."""
        return reasons(self)


def reasons(tie: Weakening) -> tuple[Reason, ...]:
    """Say in words what the figures of a tie rest on."""
    silence = Reason("silence", _silence(tie), evidence=tie.evidence)
    if tie.contact_days <= LEAST_GAPS:
        return silence, Reason("too few", TOO_FEW)
    basis = f"fitted to {tie.cases:,} past cases" if tie.calibrated else "not calibrated"
    bounds = lapse.interval(tie.lapse_probability, calibrated=tie.calibrated)
    sure = certainty(tie.lapse_probability, tie.contact_days, bounds)
    risk = f"no contact in {tie.horizon_days:g} days: {sure}"
    return (
        silence,
        Reason("momentum", _MOMENTUM[tie.trend], tie.momentum, tie.evidence),
        Reason("lapse", f"{risk} ({tie.lapse_probability:.0%}, {basis})", tie.lapse_probability),
    )


def _silence(tie: Weakening) -> str:
    days = round(tie.silent_days)
    last = f"{days} day{'' if days == 1 else 's'} since the last contact" if days else _TODAY
    if tie.trend == "too few":
        contacts = f"{tie.contact_days} contact{'' if tie.contact_days == 1 else 's'}"
        return f"{last}, {contacts}: how often is {TOO_FEW}"
    return f"{last}, {rhythm_clause(tie.rhythm)}"


_TODAY = "last contact today"  # as `introduce` says it

_MOMENTUM: dict[Trend, str] = {
    "fading": "silent for longer than is usual here",
    "weakening": "slowing down",
    "growing": "livelier than it was",
    "steady": "at its usual pace",
    "too few": TOO_FEW,
}
