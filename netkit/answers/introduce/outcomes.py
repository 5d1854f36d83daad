"""Outcomes of earlier introductions, for the next suggestion: a posterior per connector.

Each introduction of somebody is a trial that went well or did not. The share that went well has
the posterior Beta(2 + well, 2 + badly): two of each are taken as seen, so that one refusal does
not end anything. The same is kept for kinds of reasons: who sees that introductions between
alumni come to nothing is shown fewer of them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netkit.model.events import Introduction
    from netkit.model.history import State
    from netkit.model.people import PersonId

__all__ = ["kind_factors", "outcome_factor"]

#: What counts as seen before anything is: an even chance, worth four introductions.
_PRIOR = 2.0
#: The same for a kind of reason: steadier, since it moves every suggestion.
_KIND_PRIOR = 5.0
#: How the reason of an introduction begins or goes on, by kind; any other purpose is a need.
_KINDS = (
    ("school", ("studied at",)),
    ("employer", ("worked at",)),
    ("network", ("both probably know", "both know")),
    ("topic", ("in common", "both work on", "both care about")),
    ("city", ("both live in",)),
)
_WELL = frozenset({"met", "outcome", "thanked"})
#: Made, and so long without a meeting: it came to nothing.
_PATIENCE = timedelta(days=90)


def outcome_factor(
    states: Iterable[State[Introduction]], person: PersonId, as_of: datetime
) -> float:
    """Return by how much to weigh a suggestion of `person`: ½ + posterior mean, 1.0 when unknown.

    Parameters
    ----------
    states : the introductions the owner made, with their steps; others do not matter.
    as_of : an introduction made 90 days before it and never met has gone badly.

    Returns
    -------
    0.5 (everything failed, often) to 1.5; one that went well gives 1.1, two 1.167.
    """
    well = badly = 0
    for state in states:
        if person not in (state.event.a, state.event.b):
            continue
        went = _went(state, as_of)
        well += went is True
        badly += went is False
    return 0.5 + (_PRIOR + well) / (2 * _PRIOR + well + badly)


def kind_factors(states: Iterable[State[Introduction]], as_of: datetime) -> dict[str, float]:
    """Return by how much to weigh each kind of reason: ½ + posterior mean of Beta(5, 5).

    The kind is read from what the introduction was made for (`why`); one without a word counts
    for none. Kinds of which nothing is known are left out: their factor is 1.0.
    """
    well: dict[str, int] = {}
    counts: dict[str, int] = {}
    for state in states:
        went = _went(state, as_of)
        if went is None or not state.event.why:
            continue
        kind = _kind(state.event.why.casefold())
        counts[kind] = counts.get(kind, 0) + 1
        well[kind] = well.get(kind, 0) + went
    return {
        kind: 0.5 + (_KIND_PRIOR + well[kind]) / (2 * _KIND_PRIOR + counts[kind])
        for kind in sorted(counts)
    }


def _kind(why: str) -> str:
    return next(
        (kind for kind, beginnings in _KINDS if any(beginning in why for beginning in beginnings)),
        "need",
    )


def _went(state: State[Introduction], as_of: datetime) -> bool | None:
    """Return True if an introduction went well; None while that is open."""
    if state.status == "declined":
        return False
    if state.status in _WELL:
        return True
    made_at = state.when("made")
    return False if made_at is not None and as_of - made_at > _PATIENCE else None
