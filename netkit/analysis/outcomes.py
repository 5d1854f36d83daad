"""What became of earlier introductions, for the next suggestion: a posterior per connector.

Each introduction of somebody is a trial that went well or did not. The share that went well has
the posterior Beta(2 + well, 2 + badly): two of each are taken as seen, so that one refusal does
not end anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from netkit.domain.events import Introduction
from netkit.domain.fold import State
from netkit.domain.people import PersonId

__all__ = ["outcome_factor"]

#: What counts as seen before anything is: an even chance, worth four introductions.
_PRIOR = 2.0
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


def _went(state: State[Introduction], as_of: datetime) -> bool | None:
    """Say whether an introduction went well; None while that is open."""
    if state.status == "declined":
        return False
    if state.status in _WELL:
        return True
    made = state.when("made")
    return False if made is not None and as_of - made > _PATIENCE else None
