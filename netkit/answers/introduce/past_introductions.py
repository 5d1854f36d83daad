"""Past introductions: pairs not to propose again, tired people, and outcomes."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.answers.introduce.outcomes import kind_factors, outcome_factor

if TYPE_CHECKING:
    from netkit.answers.facts import Facts
    from netkit.model.events import Introduction
    from netkit.model.history import State
    from netkit.model.people import PersonId

__all__ = ["EXHAUSTED", "History"]

#: Each introduction of the last months costs, fading by half in so many days.
FATIGUE_HALF_LIFE_DAYS = 60.0
#: From here on, four introductions just now, somebody is left in peace: not proposed at all.
EXHAUSTED = 0.75


class History:
    """The introductions that the owner of `facts` suggested or made."""

    def __init__(self, facts: Facts) -> None:
        self.as_of = facts.as_of
        self._pairs: dict[frozenset[PersonId], State[Introduction]] = {}
        self._of: dict[PersonId, list[State[Introduction]]] = defaultdict(list)
        brokered = [state for state in facts.introductions if state.event.broker == facts.owner]
        for state in brokered:
            self._pairs[frozenset((state.event.a, state.event.b))] = state
            for end in (state.event.a, state.event.b):
                self._of[end].append(state)
        self.kinds = kind_factors(brokered, facts.as_of)
        self._factors: dict[PersonId, float] = {}

    def status(self, a: PersonId, b: PersonId) -> str:
        """Return the status of the introduction of these two; ``new`` when there is none."""
        state = self._pairs.get(frozenset((a, b)))
        return "new" if state is None else state.status

    def fatigue(self, person: PersonId) -> float:
        """Return 0 for a rested connector, a half for two introductions just now."""
        load = 0.0
        for state in self._of.get(person, ()):
            if state.status not in {"suggested", "declined"}:
                age = (self.as_of - state.event.at).total_seconds() / 86_400
                load += math.exp2(-age / FATIGUE_HALF_LIFE_DAYS)
        return 1.0 - math.exp2(-load / 2)

    def exhausted(self, person: PersonId) -> bool:
        """Return True if somebody was introduced so often of late that they are not proposed."""
        return self.fatigue(person) >= EXHAUSTED - 0.01  # the fourth was some hours ago

    def outcomes(self, a: PersonId, b: PersonId) -> float:
        """Return the factor from earlier introductions of these two, 1.0 when there were none."""
        return math.sqrt(self.factor(a) * self.factor(b))

    def factor(self, person: PersonId) -> float:
        """Return the factor from a person's earlier introductions, 1.0 when there were none."""
        if person not in self._factors:
            states = self._of.get(person, ())
            self._factors[person] = outcome_factor(states, person, self.as_of)
        return self._factors[person]

    def favoured(self) -> set[PersonId]:
        """Return the people whose earlier introductions speak for another one."""
        return {person for person in self._of if self.factor(person) > 1.0}
