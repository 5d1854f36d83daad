"""Proposals made before, and what the owner answered: not now, or never.

Kept as one small text, so that a proposal is not repeated day after day.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass, field, replace
from netkit.model.people import PersonId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["REST_DAYS", "SETTING", "Memory", "read_memory"]

#: The setting under which it is kept.
SETTING = "today proposals"
#: So long somebody is left in peace after a contact, a proposal, or a snooze without a time.
REST_DAYS = 14
_KEPT_DAYS = 60  # older proposals matter to nobody


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory of earlier days: proposed, snoozed, dismissed.

    Attributes
    ----------
    proposed : the day each person was last proposed.
    snoozed : the first day on which each may be proposed again.
    dismissed : keys of acts that are not to come again; see `netkit.answers.today.Act`.
    asked : the day on which it was asked what came of a meeting, by the key of the question.
    """

    proposed: Mapping[PersonId, date] = field(default_factory=dict)
    snoozed: Mapping[PersonId, date] = field(default_factory=dict)
    dismissed: frozenset[str] = frozenset()
    asked: Mapping[str, date] = field(default_factory=dict)

    def resting(self, day: date) -> set[PersonId]:
        """Return the people to leave out on `day`: proposed on an earlier day, or snoozed.

        Asking twice on one day gives the same answer.
        """
        since = day - timedelta(days=REST_DAYS)
        return {pid for pid, on in self.proposed.items() if since < on < day} | self.asleep(day)

    def asleep(self, day: date) -> set[PersonId]:
        """Return the people who are snoozed on `day`."""
        return {pid for pid, until in self.snoozed.items() if day < until}

    def after(self, people: Iterable[PersonId], day: date) -> Memory:
        """Return the memory once these were proposed on `day`."""
        oldest = day - timedelta(days=_KEPT_DAYS)
        recent = {pid: on for pid, on in self.proposed.items() if on >= oldest}
        return replace(self, proposed={**recent, **dict.fromkeys(people, day)})

    def after_asking(self, keys: Iterable[str], day: date) -> Memory:
        """Return the memory once these questions were asked on `day`."""
        oldest = day - timedelta(days=_KEPT_DAYS)
        recent = {key: on for key, on in self.asked.items() if on >= oldest}
        return replace(self, asked={**dict.fromkeys(keys, day), **recent})

    def snooze(self, person: PersonId, until: date) -> Memory:
        """Return the memory with `person` left in peace until a day."""
        return replace(self, snoozed={**self.snoozed, person: until})

    def dismiss(self, keys: Iterable[str]) -> Memory:
        """Return the memory with these acts gone for good."""
        return replace(self, dismissed=self.dismissed | set(keys))

    def without(self, person: PersonId) -> Memory:
        """Return the memory with no trace of `person`."""
        return Memory(
            {pid: on for pid, on in self.proposed.items() if pid != person},
            {pid: until for pid, until in self.snoozed.items() if pid != person},
            frozenset(key for key in self.dismissed if person not in key),
            {key: day for key, day in self.asked.items() if person not in key},
        )

    def written(self) -> str:
        """Return it as the text that is kept; `read_memory` reads it."""
        return json.dumps(
            {
                "proposed": {pid: str(day) for pid, day in sorted(self.proposed.items())},
                "snoozed": {pid: str(day) for pid, day in sorted(self.snoozed.items())},
                "dismissed": sorted(self.dismissed),
                "asked": {key: str(day) for key, day in sorted(self.asked.items())},
            }
        )


def read_memory(text: str | None) -> Memory:
    """Read what `Memory.written` wrote; nothing kept means nothing was proposed."""
    stored = json.loads(text or "{}")
    return Memory(
        _days(stored.get("proposed", {})),
        _days(stored.get("snoozed", {})),
        frozenset(stored.get("dismissed", ())),
        {key: date.fromisoformat(day) for key, day in stored.get("asked", {}).items()},
    )


def _days(stored: Mapping[str, str]) -> dict[PersonId, date]:
    return {PersonId(pid): date.fromisoformat(day) for pid, day in stored.items()}
