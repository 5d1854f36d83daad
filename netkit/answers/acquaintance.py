"""Acquaintance among the owner's people: the one figure that every answer shows.

From recorded evidence (mails, meetings, threads, chats, introductions made, the word of somebody
who knows), contacts between the two that a source lists, and employers shared in overlapping
years. The formula stands in `netkit.ties.acquaintance`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from netkit.answers.coworkers import SharedEmployer, jobs_by_employer, shared_employer
from netkit.model.frozen import dataclass
from netkit.ties.acquaintance import TOLD, combined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from netkit.answers.facts import Facts
    from netkit.model.events import Acquaintance
    from netkit.model.history import Recorded
    from netkit.model.people import Affiliation, PersonId

    Evidence: TypeAlias = Sequence[Recorded[Acquaintance]]

__all__ = ["Acquaintances", "Acquaintanceship"]

_NOBODY: Mapping[PersonId, int] = {}


@dataclass(frozen=True, slots=True)
class Acquaintanceship:
    """An acquaintance of two people, with its evidence.

    Attributes
    ----------
    probability : that they know each other.
    seen : somebody says so, or a source lists contacts between the two; else it is inferred.
    because : the evidence in words, the weightiest first.
    evidence : ids of the events that say so.
    """

    probability: float
    seen: bool
    because: tuple[str, ...]
    evidence: tuple[str, ...] = ()


class Acquaintances:
    """Acquaintances among the people in `facts`; each is figured out once, when asked for."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._of: dict[PersonId, dict[PersonId, Acquaintanceship]] = {}
        self._recorded: dict[PersonId, Mapping[PersonId, Evidence]] = {}
        self._jobs: dict[PersonId, Mapping[str, Sequence[Affiliation]]] = {}

    def of(self, person: PersonId) -> Mapping[PersonId, Acquaintanceship]:
        """Return the people `person` knows by evidence of the two, whatever their employers."""
        if person not in self._of:
            rows = ((end, self._known(person, end, None)) for end in sorted(self.ends_of(person)))
            self._of[person] = {end: row for end, row in rows if row is not None}
        return self._of[person]

    def ends_of(self, person: PersonId) -> set[PersonId]:
        """Return everybody of whom there is evidence that `person` knows them."""
        return {*self._evidence(person), *self._facts.direct_days.get(person, ())}

    def between(self, a: PersonId, b: PersonId) -> Acquaintanceship | None:
        """Return the acquaintance of two people; None without any evidence."""
        return next((row for _, row in self.with_each(a, (b,))), None)

    def with_each(
        self, a: PersonId, others: Iterable[PersonId]
    ) -> Iterator[tuple[PersonId, Acquaintanceship]]:
        """Yield the acquaintance of `a` with each of these people of whom there is evidence."""
        mine, sizes = self._employers(a), self._facts.employer_sizes
        day = self._facts.as_of.date()
        for b in others:
            theirs = self._employers(b) if mine else mine
            shared = theirs and not mine.keys().isdisjoint(theirs)
            employer = shared_employer(mine, theirs, sizes, day) if shared else None
            if (row := self._known(a, b, employer)) is not None:
                yield b, row

    def _employers(self, person: PersonId) -> Mapping[str, Sequence[Affiliation]]:
        if person not in self._jobs:
            profile = self._facts.profiles.get(person)
            self._jobs[person] = jobs_by_employer(profile.affiliations if profile else ())
        return self._jobs[person]

    def _evidence(self, person: PersonId) -> Mapping[PersonId, Evidence]:
        if person not in self._recorded:
            self._recorded[person] = self._facts.neighbours(person)
        return self._recorded[person]

    def _known(
        self, a: PersonId, b: PersonId, employer: SharedEmployer | None
    ) -> Acquaintanceship | None:
        direct = self._facts.direct_days
        end, other = (b, a) if b in self._recorded else (a, b)
        recorded = self._evidence(end).get(other, ())
        days = max(direct.get(a, _NOBODY).get(b, 0), direct.get(b, _NOBODY).get(a, 0))
        if recorded:
            return _acquaintanceship(recorded, days, employer)
        return _unrecorded(days, employer) if days or employer is not None else None


def _acquaintanceship(
    recorded: Evidence, days: int, employer: SharedEmployer | None
) -> Acquaintanceship:
    """Return the acquaintance of two people from all that is known of them.

    days : on which a source lists contact of the two alone.
    """
    pieces = [(piece.event.source, piece.event.weight, piece.event.seen) for piece in recorded]
    texts = [(piece.event.weight, piece.event.evidence) for piece in recorded]
    if days:
        pieces.append(("contacts", TOLD, True))
        texts.append((1.0, f"{days} day{'s' if days > 1 else ''} of contact"))
    if employer is not None:
        pieces.append(("employer", employer.probability, False))
        texts.append((employer.probability, employer.text))
    texts.sort(key=lambda text: -text[0])
    return Acquaintanceship(
        _combined(tuple(pieces)),
        any(seen for _, _, seen in pieces),
        tuple(dict.fromkeys(text for _, text in texts)),
        tuple(piece.id for piece in recorded),
    )


_combined = lru_cache(maxsize=10_000)(combined)  # the same few pieces come thousands of times


@lru_cache(maxsize=10_000)
def _unrecorded(days: int, employer: SharedEmployer | None) -> Acquaintanceship:
    """Return the acquaintance of two without a record; thousands of pairs have the same."""
    return _acquaintanceship((), days, employer)
