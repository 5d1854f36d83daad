"""The ties at one cut, as everybody may see them: netkit's figures and those of its rivals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.logs import SECONDS_PER_DAY, Cut
from netkit.answers.weakening import weakening
from netkit.ties import lapse
from netkit.ties.contact_days import Contacts, contact_days, decayed, unit_for

if TYPE_CHECKING:
    from netkit.ties.network_lapse import NetworkModel

__all__ = ["Ties", "calibrated", "rivals", "ties_at"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Ties:
    """One entry per tie, in the order of the network's own.

    Attributes
    ----------
    a, b : ids. contact_days : how many. events : the contacts, each one counted.
    silent : days since the last one.
    rate : contact-days per day from the first one on.
    netkit : its figures: strength, lapse_probability, weakening.
    coming : contact-days (or hours) of the period ahead: the truth.
    """

    a: list[int]
    b: list[int]
    contacts: Contacts
    contact_days: Floats
    events: Floats
    silent: Floats
    rate: Floats
    netkit: dict[str, Floats]
    coming: Floats


def ties_at(cut: Cut, model: NetworkModel) -> Ties:
    """Return the ties of a cut, with netkit's figures as its public face gives them."""
    net, unit = cut.net, unit_for(cut.horizon)
    frame = weakening(net, cut.horizon, model=model).to_frame(reasons=False)
    a = [int(net.people[end]) for end in net.a.tolist()]
    b = [int(net.people[end]) for end in net.b.tolist()]
    place = {pair: k for k, pair in enumerate(zip(frame["a"], frame["b"], strict=True))}
    order = [place[pair] for pair in zip(a, b, strict=True)]
    contacts = contact_days(net, unit)
    last = contacts.day[contacts.start[1:] - 1]
    first = contacts.day[contacts.start[:-1]]
    count = np.diff(contacts.start).astype(np.float64)
    names = ("strength", "lapse_probability", "weakening")
    return Ties(
        a,
        b,
        contacts,
        count,
        np.bincount(net.tie, minlength=net.n_ties).astype(np.float64),
        contacts.now - last,
        count / np.maximum(contacts.now - first + unit, cut.horizon / 4),
        {name: frame[name].to_numpy()[order] for name in names},
        _coming(cut, a, b, unit),
    )


def _coming(cut: Cut, a: list[int], b: list[int], unit: float) -> Floats:
    """Return the number of days (or hours) with contact in the period ahead."""
    pairs = ((min(pair), max(pair)) for pair in zip(a, b, strict=True))
    none = np.zeros(0)
    moments = (cut.future.get(pair, none) for pair in pairs)
    return np.array([len(np.unique(each // (SECONDS_PER_DAY * unit))) for each in moments], float)


def rivals(cut: Cut, ties: Ties) -> dict[str, Floats]:
    """Return what others would say, each the higher, the more a tie is alive.

    The first is netkit's own formula for one person's log, uncalibrated.
    """
    horizon = cut.horizon
    count = ties.contact_days
    power = decayed(ties.contacts, np.full(len(count), 2 * horizon))
    return {
        "silence and strength": -lapse.logit(ties.silent, power, horizon, log=np.log),
        "recency": -ties.silent,
        "frequency": count,
        "tie decay": power,
        "silence / median gap": -ties.silent / _median_gap(ties),
        "recency and frequency": _mix(ties),
        "DotAlign": _dotalign(cut),
    }


def calibrated(ties: Ties, horizon: float) -> Floats:
    """Return what the formula of silence and strength says, drawn to the log's own past.

    As published for it: the three past days of `lapse.snapshot_days`, ties that then had two
    contact-days, precision 10 and 50. What the formula for many people has to be better than.
    """
    contacts = ties.contacts
    cases: list[lapse.Snapshot] = []
    for day in lapse.snapshot_days(contacts.now, horizon):
        for low, high in zip(
            contacts.start[:-1].tolist(), contacts.start[1:].tolist(), strict=True
        ):
            case = lapse.snapshot(contacts.day[low:high].tolist(), day, horizon)
            cases += [] if case is None else [case]
    power = decayed(contacts, np.full(len(ties.a), 2 * horizon))
    logit = lapse.logit(ties.silent, power, horizon, lapse.calibrate(cases, horizon), np.log)
    return np.asarray(lapse.probability(logit, np.exp))


def _median_gap(ties: Ties) -> Floats:
    """Return the median days between contacts; the silence of the log's median without gaps."""
    contacts = ties.contacts
    gaps = [
        np.median(np.diff(contacts.day[low:high])) if high - low > 1 else np.nan
        for low, high in zip(contacts.start[:-1], contacts.start[1:], strict=True)
    ]
    found = np.array(gaps)
    usual = np.nanmedian(found) if np.isfinite(found).any() else 1.0
    return np.where(np.isfinite(found), found, usual)


def _mix(ties: Ties) -> Floats:
    """Return half recency, linear over a year, and .3 log frequency, as one rival ships it."""
    recent = np.maximum(1 - ties.silent / 365, 0)
    often = np.log1p(ties.contact_days)
    return np.asarray(0.5 * recent + 0.3 * often / max(float(often.max()), 1e-9))


def _dotalign(cut: Cut) -> Floats:
    """Return DotAlign's published score.

    ``max(1, min(100, 1 + 3·events + min(in, out)) × (1 − decay))``, 75 % of the points lost over
    two years and 25 % over six, on the later of the last event and the earlier of last in/out.
    """
    net = cut.net
    size = net.n_ties
    out = np.bincount(net.tie[net.from_a], minlength=size)
    into = np.bincount(net.tie[~net.from_a], minlength=size)
    last = np.zeros(size)
    last[net.tie] = net.seconds  # ascending within a tie: the last one stays
    days = (cut.now - last) / SECONDS_PER_DAY  # the earlier of in and out is never later
    decay = 0.75 * np.minimum(days / 730, 1) + 0.25 * np.minimum(days / 2190, 1)
    points = np.minimum(100, 1 + 3 * (out + into) + np.minimum(out, into))
    return np.asarray(np.maximum(1, points * (1 - decay)))
