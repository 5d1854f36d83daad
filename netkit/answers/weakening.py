"""Which ties are weakening: slowing down now, and likely to lapse.

Three figures for three questions: `Weakening.trend` says where a tie heads and decides who is
called fading or weakening (`netkit.ties.outlook`), `Weakening.lapse_probability` how likely there
is no contact in the next period (`netkit.ties.lapse`), and `Weakening.weakening` ranks regular
ties by how much they slow down (`netkit.ties.slowdown`).
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from netkit.answers.lazy_columns import Latest, Lookup, RhythmWords
from netkit.answers.results import Rows
from netkit.answers.tie_forecast import Weakening
from netkit.errors import UsageError
from netkit.model.frozen import replace
from netkit.ties import lapse, network_lapse, periods, slowdown, strength
from netkit.ties import neighborhood_features as surroundings
from netkit.ties.neighborhood_features import one_owner
from netkit.ties.network_lapse import DEFAULTS, PERIOD_SPREAD, SHORT_SPREAD, NetworkModel
from netkit.ties.outlook import TRENDS
from netkit.ties.strength import HORIZON_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netkit.ties.contact_days import Contacts, Flags, Floats, Ints, TieColumns
    from netkit.ties.network import Network

__all__ = ["weakening"]

_MOST_CASES = 2_000  # from each past day; three the formulas need no more


def weakening(
    net: Network, horizon_days: float = HORIZON_DAYS, *, model: NetworkModel = DEFAULTS
) -> Rows[Weakening]:
    """Return every tie once, those first that are worth keeping now.

    Fading and weakening ties come first, by the strength that is left times the probability of
    lapse; then the others, regular ones first, by how much they slow down. Ties with somebody
    whom a source hides (``unknown`` in `Network.attributes`) come last: nobody can be written to.

    Parameters
    ----------
    net : the network up to its `as_of`.
    horizon_days : the period ahead. Under two weeks, contacts are counted per hour.
    model : what is known of lapse from other networks; it is drawn to this one's past.

    >>> from netkit.ties import Network
    >>> others = ["bob"] * 6 + ["eve"] * 9  # both weekly, bob until three weeks ago
    >>> days = [0, 7, 14, 21, 28, 35, *range(0, 57, 7)]
    >>> net = Network.from_events(["ann"] * 15, others, [d * 86400 for d in days],
    ...                           as_of=56 * 86400)
    >>> [row] = [row for row in weakening(net) if "bob" in (row.a, row.b)]
    >>> row.trend, row.silent_days, row.usual_gap_days, round(row.strength, 1)
    ('fading', 21.0, 7.0, 82.8)
    """
    from numbers import Real

    import numpy as np

    from netkit.ties.contact_days import contact_days, tie_columns, unit_for
    from netkit.ties.network import require_network

    require_network(net)
    if not isinstance(horizon_days, Real) or not horizon_days > 0:
        raise UsageError(f"horizon_days is a number above zero, not {horizon_days!r}")
    weighted = contact_days(net, unit_for(horizon_days))
    contacts = replace(weighted, weight=np.ones_like(weighted.weight))
    ties = tie_columns(contacts, 2 * horizon_days)  # every contact-day weighs 1, see lapse
    probability, cases = _lapse(net, contacts, ties, horizon_days, model)
    shown = tie_columns(weighted, 2 * horizon_days)
    odds = np.ones(net.n_ties) if one_owner(net) else probability / (1 - probability)
    columns = {
        **_rhythm(contacts, ties, horizon_days, odds),
        "strength": strength.shown(_power(shown, contacts.now, horizon_days)),
        "lapse_probability": probability,
        "contact_days": ties.contact_days,
        "silent_days": contacts.now - ties.last_day,
        "horizon_days": np.full(net.n_ties, float(horizon_days)),
        "calibrated": np.full(net.n_ties, cases > 0),
        "cases": np.full(net.n_ties, cases),
    }
    order = _worth_keeping_first(columns, _hidden(net))
    ends = {"a": Lookup(net.people, net.a[order]), "b": Lookup(net.people, net.b[order])}
    in_order = {name: column[order] for name, column in columns.items()}
    in_order["rhythm"] = RhythmWords(*in_order.pop("rhythm").T)
    return Rows(Weakening, {**ends, **in_order, "evidence": Latest(net, order)}, net.name_of)


def _worth_keeping_first(columns: dict[str, Any], hidden: Flags) -> Ints:
    """Return the order of ties: fading and weakening ones by what is at stake, then the others.

    At stake is the strength that is left times the probability of lapse, as `netkit fading` ranks:
    who was lost long ago has little left to lose.
    """
    import numpy as np

    heading_down = np.isin(columns["trend"], ("fading", "weakening"))
    stake = columns["strength"] * columns["lapse_probability"]
    few = columns["contact_days"] < slowdown.ENOUGH_DAYS
    return np.lexsort(
        (-columns["weakening"], few, -np.where(heading_down, stake, 0), ~heading_down, hidden)
    )


def _hidden(net: Network) -> Flags:
    """Return which ties are with somebody whom a source hides."""
    import numpy as np

    unknown = [bool(net.attributes.get(person, {}).get("unknown")) for person in net.people]
    flags = np.array(unknown, dtype=bool)
    return np.asarray(flags[net.a] | flags[net.b])


def _rhythm(
    contacts: Contacts, ties: TieColumns, horizon: float, odds: Floats
) -> dict[str, Floats]:
    """Return outlook, usual gap, alert and momentum of every tie."""
    import numpy as np

    from netkit.ties.contact_days import decayed, unit_for
    from netkit.ties.outlook_columns import outlook_columns
    from netkit.ties.owner_clock import clock_of_contacts

    view = outlook_columns(contacts, clock_of_contacts(contacts), unit_for(horizon))
    usual = np.where(np.isnan(view.usual_days), 1.0, view.usual_days)
    half_life = slowdown.half_life(usual, horizon)
    momentum = slowdown.momentum(
        decayed(contacts, half_life), usual, half_life, contacts.now - ties.first_day, np.log
    )
    typical = slowdown.typical_gap(ties.gap_count, ties.sum_log_gap, _mean_log_gap(ties), np.exp)
    return {
        "trend": np.array(TRENDS)[view.trend],
        "usual_gap_days": np.nan_to_num(view.usual_days),
        "rhythm": np.column_stack((view.low_days, view.high_days, view.gap_count)),
        "weakening": slowdown.alert(decayed(contacts, slowdown.half_life(typical, horizon)), odds),
        "momentum": np.where(np.isnan(view.usual_days), 0.0, momentum),
    }


def _mean_log_gap(ties: TieColumns) -> float:
    """Return the mean ``ln gap`` over all gaps of all ties; 0 (one day) if there are none."""
    return float(ties.sum_log_gap.sum() / max(int(ties.gap_count.sum()), 1))


def _power(ties: TieColumns, now: float, horizon: float) -> Floats:
    import numpy as np

    return np.asarray(strength.strength(ties.log_strength, now, 2 * horizon, np.exp))


def _lapse(
    net: Network, contacts: Contacts, ties: TieColumns, horizon: float, model: NetworkModel
) -> tuple[Floats, int]:
    """Return the lapse probability of every tie, and the past cases behind it."""
    import numpy as np

    if one_owner(net):
        own = _calibrated(contacts, horizon)
        return _own_lapse(ties, contacts.now, horizon, own), own.cases
    days = _past_days(contacts, horizon)
    past = [_case_rows(net, contacts, day, horizon) for day in days]
    shifts = periods.shifts(contacts, days, horizon, model.youth)
    period = np.repeat(np.arange(len(past)), [len(lapsed) for _, lapsed in past])
    spread = PERIOD_SPREAD if horizon >= periods.WEEK_DAYS else SHORT_SPREAD
    if len(period):
        rows, lapsed = (np.concatenate(column) for column in zip(*past, strict=True))
        model = network_lapse.drawn(model, rows, lapsed, period, shifts, spread)
    tie_numbers = np.arange(net.n_ties)
    now = surroundings.features(net, contacts, ties, horizon, tie_numbers)
    return network_lapse.probabilities(now, model, float(shifts[-1]), spread), model.cases


def _past_days(contacts: Contacts, horizon: float) -> list[float]:
    """Return the past days whose outcome is known, as far as the log goes back."""
    days = lapse.snapshot_days(contacts.now, horizon)
    return [day for day in days if len(contacts.day) and day >= contacts.day.min()]


def _case_rows(
    net: Network, contacts: Contacts, day: float, horizon: float
) -> tuple[Floats, Flags]:
    """Return the features of ties at a past day, and whether they lapsed."""
    then, ties, cases, lapsed = _past(contacts, day, horizon)
    return surroundings.features(net, then, ties, horizon, cases), lapsed


def _own_lapse(
    ties: TieColumns, now: float, horizon: float, coefficients: lapse.Coefficients
) -> Floats:
    """Return lapse probabilities as `lapse.lapse_probability` does, for one person's own log."""
    import numpy as np

    silent = now - ties.last_day
    logit = lapse.logit(silent, _power(ties, now, horizon), horizon, coefficients, np.log)
    return np.asarray(lapse.probability(logit, np.exp))


def _calibrated(contacts: Contacts, horizon: float) -> lapse.Coefficients:
    """Return the lapse coefficients drawn to the owner's own past."""
    days = lapse.snapshot_days(contacts.now, horizon)
    return lapse.calibrate(chain(*(_snapshots(contacts, day, horizon) for day in days)), horizon)


def _snapshots(contacts: Contacts, day: float, horizon: float) -> Iterator[lapse.Snapshot]:
    """Yield past figures of ties that then had two contact-days."""
    _, ties, cases, lapsed = _past(contacts, day, horizon)
    power = _power(ties, day, horizon)[cases]
    columns = ((day - ties.last_day[cases]).tolist(), power.tolist(), lapsed.tolist())
    return (lapse.Snapshot(*row) for row in zip(*columns, strict=True))


def _past(
    contacts: Contacts, day: float, horizon: float
) -> tuple[Contacts, TieColumns, Ints, Flags]:
    """Return the network at a past day: contacts, ties, the cases among them, their outcome."""
    import numpy as np

    from netkit.ties.contact_days import tie_columns

    then = contacts.until(day)
    ties = tie_columns(then, 2 * horizon)
    cases = np.flatnonzero(ties.contact_days >= lapse.FEW_DAYS)
    cases = cases[:: 1 + len(cases) // _MOST_CASES]
    soon = (contacts.day > day) & (contacts.day <= day + horizon)
    lapsed = np.ones(len(ties.contact_days), dtype=bool)
    lapsed[contacts.tie[soon]] = False
    return then, ties, cases, lapsed[cases]
