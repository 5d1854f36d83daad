"""Signs in a correspondence: unanswered letters, answer delays, meetings called off.

Only messages between the two count; a call or a meeting answers everything before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from netkit.model.events import Interaction
from netkit.model.history import Recorded
from netkit.model.when import day_number
from netkit.store.one_way_senders import WRITTEN
from netkit.ties.outlook import LEAST_SILENCE_DAYS

if TYPE_CHECKING:
    from netkit.model.people import PersonId
    from netkit.ties.rhythm import Rhythm
    from netkit.ties.statistics import TieStats

__all__ = [
    "STEPS_BACK_FROM",
    "STOP_AFTER",
    "answer_awaited_until",
    "answer_delays",
    "are_unanswered",
    "called_off",
    "follow_up",
    "may_be_unanswered",
    "overdue_answers",
    "shorter",
    "unanswered_mine",
    "unanswered_theirs",
]

Contacts = Sequence[Recorded[Interaction]]

_TOGETHER = frozenset({"call", "meeting"})
#: So many messages without an answer, and it is time to stop and wait.
STOP_AFTER = 3
#: From so many on, each unanswered for a week, the other steps back: nothing is asked of them.
STEPS_BACK_FROM = 2
#: To wait for an answer: so many usual gaps; so many days where there is no rhythm to go by.
_TIMES_USUAL = 2.0
_PATIENCE_DAYS = 60.0
#: A week without an answer, before it is called missing.
_ANSWER = timedelta(days=7)
_LAST = 3
_LONG_TEXT = 40  # characters: below it, length says nothing
_CALLED_OFF = re.compile(r"\b(?:cancel\w*|call(?:ed)? off|postpon\w*|can(?:'|no)t make it)\b", re.I)


def unanswered_mine(contacts: Contacts, owner: PersonId) -> list[Recorded[Interaction]]:
    """Return the owner's messages since the other's last sign of life, the newest first.

    Several of one day are one message, sent in pieces.

    Parameters
    ----------
    contacts : everything between the two, the newest first; so for all functions here.
    """
    waiting: dict[int, Recorded[Interaction]] = {}
    for contact in takewhile(lambda contact: _mine(contact.event, owner), contacts):
        if _is_letter(contact.event):
            waiting.setdefault(day_number(contact.event.at), contact)
    return list(waiting.values())


def may_be_unanswered(stats: TieStats) -> bool:
    """Return True if a tie's statistics leave `STOP_AFTER` messages without an answer possible.

    Each of a day of its own, the first at the earliest on the day of the other's last word.
    """
    if stats.days_ab < STOP_AFTER or stats.last_ab != stats.last_day:
        return False
    return stats.last_ba is None or stats.last_ab - stats.last_ba >= STOP_AFTER - 1


def are_unanswered(contacts: Contacts, owner: PersonId, limit: int) -> bool | None:
    """Return True if `STOP_AFTER` messages wait for an answer; None where more must be read.

    contacts : the newest `limit` between the two, or all.
    """
    if len(unanswered_mine(contacts, owner)) >= STOP_AFTER:
        return True
    mine = all(_mine(contact.event, owner) for contact in contacts)
    return None if mine and len(contacts) == limit else False


def overdue_answers(
    contacts: Contacts, owner: PersonId, as_of: datetime
) -> list[Recorded[Interaction]]:
    """Return the owner's messages that have waited for an answer for a week or more.

    None where it is one alone: nobody steps back from that.
    """
    missing = [
        contact
        for contact in unanswered_mine(contacts, owner)
        if as_of - contact.event.at >= _ANSWER
    ]
    return missing if len(missing) >= STEPS_BACK_FROM else []


def answer_awaited_until(waiting: Contacts, rhythm: Rhythm | None) -> datetime | None:
    """Return until when the owner should stop and wait for an answer; None to go on.

    Parameters
    ----------
    waiting : the owner's messages without an answer, the newest first.
    rhythm : of the tie; a silence that is ordinary for it may still end in an answer.
    """
    if len(waiting) < STOP_AFTER:
        return None
    patience = _PATIENCE_DAYS
    if rhythm is not None:
        patience = max(_TIMES_USUAL * rhythm.usual_days, LEAST_SILENCE_DAYS)
    return waiting[0].event.at + timedelta(days=patience)


def unanswered_theirs(
    contacts: Contacts, owner: PersonId, as_of: datetime
) -> Recorded[Interaction] | None:
    """Return the oldest message of theirs that waits for an answer, for a week or more.

    A message whose words ask nothing ("Thanks for the note.") waits for none; of one whose words
    are not known, it is taken that it does. An answer of theirs ends an exchange: it waits for
    another only when it asks something, or when they wrote again on a further day.
    """
    run = list(takewhile(lambda contact: _theirs(contact.event, owner), contacts))
    letters = [letter for letter in run if _is_letter(letter.event)]
    if not letters or as_of - letters[-1].event.at < _ANSWER:
        return None
    from netkit.answers.asking import asks_for_answer  # 5 ms of patterns

    first, before = letters[-1], contacts[len(run) : len(run) + 1]
    opened = not before or first.event.at - before[0].event.at > _ANSWER
    if all(letter.event.text and not asks_for_answer(letter.event.text) for letter in letters):
        return None
    asks = any(asks_for_answer(letter.event.text) for letter in letters)
    days = {day_number(letter.event.at) for letter in letters}
    return first if opened or asks or len(days) > 1 else None


def _mine(event: Interaction, owner: PersonId) -> bool:
    return event.sender == owner and event.channel not in _TOGETHER


def _theirs(event: Interaction, owner: PersonId) -> bool:
    return event.sender != owner and event.channel not in _TOGETHER


def _is_letter(event: Interaction) -> bool:
    """Return True if an interaction is a message to a single receiver."""
    return event.channel in WRITTEN and len(event.recipients) == 1


def follow_up(
    contacts: Contacts, owner: PersonId
) -> tuple[Recorded[Interaction] | None, Recorded[Interaction] | None]:
    """Return the last call or meeting, and what the owner wrote after it first."""
    wrote = None
    for contact in contacts:
        if contact.event.channel in _TOGETHER:
            return contact, wrote
        if contact.event.sender == owner and contact.event.channel in WRITTEN:
            wrote = contact
    return None, None


def answer_delays(contacts: Contacts, owner: PersonId) -> tuple[float, float]:
    """Return the median days that their answers took: formerly, and the last three.

    Both are 0 when there are not six answers to compare.
    """
    delays: list[float] = []
    asked: datetime | None = None
    for contact in reversed(contacts):
        if not _is_letter(contact.event):
            asked = None if contact.event.channel in _TOGETHER else asked
        elif contact.event.sender == owner:
            asked = asked or contact.event.at
        elif asked is not None:
            delays.append((contact.event.at - asked).total_seconds() / 86_400)
            asked = None
    if len(delays) < 2 * _LAST:
        return 0.0, 0.0
    from statistics import median  # 4 ms, which an everyday answer spares

    return median(delays[:-_LAST]), median(delays[-_LAST:])


def shorter(contacts: Contacts, owner: PersonId) -> bool:
    """Return True if their last three messages are less than half as long as those before."""
    lengths = [
        len(contact.event.text)
        for contact in contacts
        if contact.event.sender != owner and _is_letter(contact.event) and contact.event.text
    ]
    if len(lengths) < 2 * _LAST:
        return False
    from statistics import fmean

    before = fmean(lengths[_LAST:])
    return before >= _LONG_TEXT and fmean(lengths[:_LAST]) < before / 2


def called_off(
    contacts: Iterable[Recorded[Interaction]], owner: PersonId, since: datetime
) -> list[Recorded[Interaction]]:
    """Return their messages since a day that call something off."""
    return [
        contact
        for contact in contacts
        if contact.event.sender != owner
        and contact.event.at >= since
        and _CALLED_OFF.search(contact.event.text)
    ]
