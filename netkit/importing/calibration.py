"""The lapse formula fitted to the owner's own past, after each import."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING

from netkit.store.one_way_senders import SENDER_FIGURES, one_way_senders
from netkit.store.values import LAPSE_SETTING
from netkit.ties.lapse import Coefficients, Snapshot, calibrate, snapshot, snapshot_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netkit.model.people import PersonId
    from netkit.store.port import Store

__all__ = ["recalibrate"]

_MOST_CASES = 6_000
_AT_ONCE = 50  # ties whose contact-days are held in memory


def recalibrate(store: Store) -> Coefficients:
    """Fit the lapse formula to the owner's own past, as it was at the last contact, and keep it."""
    span = store.span()
    coefficients = Coefficients()
    if store.owners() and span is not None:
        coefficients = calibrate(_snapshots(_own_days(store), span[1]))
    elif store.setting(LAPSE_SETTING) is None:  # nothing was fitted, and nothing is there to fit
        return coefficients
    store.set_setting(LAPSE_SETTING, json.dumps(asdict(coefficients)))
    return coefficients


def _own_days(store: Store) -> Iterator[list[float]]:
    """Yield the contact-days of the first owners' ties, by the pairs' ids."""
    chosen = list(islice(_own_pairs(store), _MOST_CASES // 3))
    for start in range(0, len(chosen), _AT_ONCE):
        chunk = chosen[start : start + _AT_ONCE]
        days = {
            owner: store.days(
                owner, [contact for tie_owner, contact in chunk if tie_owner == owner]
            )
            for owner in {owner for owner, _ in chunk}
        }
        for owner, contact in chunk:
            yield [float(day) for day, _, _ in days[owner][contact]]


def _own_pairs(store: Store) -> Iterator[tuple[PersonId, PersonId]]:
    """Yield owner and contact of each tie, by the pair's ids; whoever only ever wrote is none."""
    figures = {owner: store.tie_figures(owner, SENDER_FIGURES) for owner in store.owners()}
    pairs = {
        (min(owner, contact), max(owner, contact)): (owner, contact)
        for owner, rows in figures.items()
        for contact, *_ in rows
    }
    senders = {owner: one_way_senders(store, owner, rows) for owner, rows in figures.items()}
    for pair in sorted(pairs):
        owner, contact = pairs[pair]
        if contact not in senders[owner]:
            yield owner, contact


def _snapshots(ties: Iterable[list[float]], now: int) -> Iterator[Snapshot]:
    for days in ties:
        for at in snapshot_days(now):
            if (taken := snapshot(days, at)) is not None:
                yield taken
