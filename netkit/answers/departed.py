"""People who died or were archived: found and remembered, never proposed, no birthdays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass
from netkit.store.derive import best_claims

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from netkit.model.people import ClaimField, PersonId
    from netkit.store.port import Store

__all__ = ["ALIVE", "DIED_UNDATED", "Departed", "departed_people"]

#: Value of a ``died`` or ``archived`` claim that takes an earlier one back.
ALIVE = "no"
#: Value of a ``died`` claim whose day is not known.
DIED_UNDATED = "yes"
_FIELDS: tuple[ClaimField, ...] = ("died", "archived")


@dataclass(frozen=True, slots=True)
class Departed:
    """The reason why a person is left out of every suggestion: a death, or the owner's archive.

    Attributes
    ----------
    died : the day of death as ISO text of any precision, ``yes`` where no day is known, or empty.
    archived : the owner put them away.
    """

    died: str = ""
    archived: bool = False

    @property
    def reason(self) -> str:
        """``dead`` or ``archived``, as the gate calls it."""
        return "dead" if self.died else "archived"

    def text(self, name: str) -> str:
        """Return the reason as a sentence."""
        if not self.died:
            return f"{name} is archived"
        return f"{name} has died" if self.died == DIED_UNDATED else f"{name} died {self.died}"


def departed_people(
    store: Store, people: Collection[PersonId] | None = None, until: datetime | None = None
) -> dict[PersonId, Departed]:
    """Return those of these people (or of everybody) who died or were archived, by id.

    Of several claims the most believed, then the newest counts; ``no`` takes one back.
    """
    rows = [
        (claim.person, claim.field, claim.value, claim.source, _seconds(claim.at))
        for claim in store.claims(people, _FIELDS)
        if until is None or claim.at is None or claim.at <= until
    ]
    departures = {}
    for person, fields in best_claims(rows).items():
        died = fields.get("died", ALIVE)
        archived = fields.get("archived", ALIVE) != ALIVE
        if died != ALIVE or archived:
            departures[person] = Departed("" if died == ALIVE else died, archived)
    return departures


def _seconds(at: datetime | None) -> int:
    return 0 if at is None else int(at.timestamp())
