"""What the reports of a series told already: an entry is told once, then folded until it changes.

Kept with the state that a report saw (`netkit.reports.network_state`): by section, then by the id
of the person or event, a mark that changes once there is something new to say. Names nobody, so
that forgetting somebody needs to look for ids alone.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from netkit.answers.acts import MEETING_KINDS
from netkit.answers.proposals import REST_DAYS
from netkit.model.people import PersonId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netkit.answers.acts import Act

__all__ = ["ACTS", "after_acts", "earlier_acts", "mark_of", "proposed_on", "resting_people"]

#: The section of proposed acts; its marks are the last day and the digests of all acts told.
ACTS = "acts"
_NEVER = "-"  # no day: nothing was proposed yet
_ACTS_KEPT = 40  # digests a person, the newest


def mark_of(*parts: object) -> str:
    """Return a mark that names nobody: the hash of what an entry says."""
    from hashlib import blake2b

    return blake2b(" ".join(map(str, parts)).encode(), digest_size=6).hexdigest()


def earlier_acts(told: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
    """Return the digests of all acts that were proposed."""
    return frozenset(digest for mark in told.get(ACTS, {}).values() for digest in mark.split()[1:])


def resting_people(told: Mapping[str, Mapping[str, str]], day: date) -> frozenset[PersonId]:
    """Return the people for whom something was proposed in the last `REST_DAYS` days."""
    since = str(day - timedelta(days=REST_DAYS))
    marks = told.get(ACTS, {}).items()
    return frozenset(PersonId(pid) for pid, mark in marks if since < mark.split()[0] < str(day))


def proposed_on(told: Mapping[str, Mapping[str, str]], day: date) -> list[PersonId]:
    """Return the people for whom something was proposed on a day."""
    marks = told.get(ACTS, {}).items()
    return [PersonId(pid) for pid, mark in marks if mark.split()[0] == str(day)]


def after_acts(
    told: Mapping[str, Mapping[str, str]], acts: Iterable[Act], day: date
) -> dict[str, str]:
    """Return the marks of all acts that were proposed, once these were on a day."""
    marks = dict(told.get(ACTS, {}))
    for act in acts:
        before = marks.get(act.person.id, "").split()[1:]
        digests = [digest for digest in before if digest != act.digest]
        last = marks.get(act.person.id, _NEVER).split()[0]
        when = last if act.kind in MEETING_KINDS else str(day)  # the brief for a meeting is none
        marks[act.person.id] = " ".join([when, *digests[-_ACTS_KEPT:], act.digest])
    return marks
