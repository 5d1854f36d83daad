"""Find the day of a contact: past, planned for a day to come, or none that is its own."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from netkit.model.frozen import replace
from netkit.model.when.calendar_words import MONTH, WEEKDAY

from .leftovers import CLOCK
from .log_line import HAPPENED, LONG_PAST

if TYPE_CHECKING:
    from netkit.model.when.sentence_dates import FoundDate

    from .clauses import Clause
    from .log_entry import Contact
    from .log_line import Line

__all__ = [
    "PLANNED_WORDS", "SPAN_OF_DAYS", "TOLD", "dated", "dated_topic", "is_of_last_weeks",
    "names_weekday_of_today",
]  # fmt: skip

_TOPIC = re.compile(r"\b(?:about|re:?|regarding|concerning) (?P<topic>.+)$", re.IGNORECASE)
PLANNED_WORDS = re.compile(
    r"\b(?:planned|scheduled|booked|agreed|confirmed|arranged|fixed|lined up|set (?:up )?for"
    r"|pencilled|penciled|is on for|in the diary|in the calendar|coming up|upcoming)\b",
    re.IGNORECASE,
)
#: "Lunch with Bo for the 10th": a day that it is planned for.
_FOR_A_DAY = re.compile(
    rf"\bfor (?:tomorrow|next|this|the \d|\d{{1,2}}(?:st|nd|rd|th|[./ ])|(?:{WEEKDAY})(?!'s|\w))",
    re.IGNORECASE,
)
#: "Bo is in town until Thursday, dinner with him on Wednesday".
_IN_TOWN = re.compile(
    r"\b(?:is|are|will be) (?:in|at|here|over|visiting|staying|around|coming)\b[^.;]*"
    r"\b(?:until|till|this week|next week|for (?:a|the) (?:week|few days))\b",
    re.IGNORECASE,
)
_RECENT = 30  # days; a day that near in a topic is that of the contact


#: Several days, none of which is that of a contact: "6–8 November", "from 2 to 6 Nov".
SPAN_OF_DAYS = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|\.)? ?(?:[-–—/]|to|till|until) ?\d{{1,2}}(?:st|nd|rd|th|\.)?"
    rf" (?:of )?(?:{MONTH})\b|\b(?:{MONTH}) \d{{1,2}} ?(?:[-–—]|to) ?\d{{1,2}}\b(?![:.]\d)",
    re.IGNORECASE,
)


#: Words after which it is told what was said: "emailed to say | the office closes on 31 March".
TOLD = re.compile(
    r"\b(?:(?:to say|saying|that|because|since|as|to tell me|to ask|asking|wondering|whether|if)\b"
    r"|(?:he|she|they) (?:is|are|was|were|will|has|had|says?|said)\b)",
    re.IGNORECASE,
)


def _is_told(line: Line, clause: Clause, when: FoundDate | None) -> bool:
    """Return True for a day in what somebody said, which is not that of the contact."""
    speech = TOLD.search(clause.text)
    return speech is not None and when is not None and when.start - clause.start > speech.start()


def dated_topic(line: Line, clause: Clause) -> str:
    """Return a topic with the day it is of: "re the fair in March" tells no day of the contact."""
    topic = _TOPIC.search(clause.text.strip(" .,;:!"))
    when = line.date_in(clause, direction="past")
    if topic is None or when is None or when.start - clause.start < topic.start():
        return ""
    ago = (line.today - when.day).days
    alone = line.text[when.start].isdigit()  # "about pricing 3/4/2026"
    of_contact = when.precision == "day" and ago >= 0 and (alone or ago <= _RECENT)
    return "" if of_contact else topic["topic"]


def dated(line: Line, clause: Clause, contact: Contact) -> Contact:
    """Give a contact its day; one that is surely to come is kept as ahead."""
    in_town = _IN_TOWN.search(line.text) and not HAPPENED.match(clause.text.strip())
    planned = (
        line.plans
        or in_town
        or PLANNED_WORDS.search(clause.text)
        or _FOR_A_DAY.search(clause.text)
        or _is_booked(line, clause)
    )
    when = line.date_in(clause, direction="ahead" if planned else "past")
    if _is_told(line, clause, when):
        return contact
    if when and _is_a_year_ago(when, line) and not HAPPENED.match(clause.text.strip()):
        when = line.date_in(clause, direction="ahead") or when
    if when and line.plans and when.precision == "day":
        weeks = 0 if when.day > (line.ahead_day or line.today) else 1
        return replace(contact, day=when.day + timedelta(days=7 * weeks), ahead=True)
    if when and when.day > line.today and when.precision == "day" and not when.ambiguous:
        return replace(contact, day=when.day, ahead=True)
    if when is None and line.ahead_day:
        return replace(contact, day=line.ahead_day, ahead=True)
    return replace(contact, day=line.take_day(clause))


#: "Viewing with Bo on Thursday at 3", told as nothing that was.
_WEEKDAY_BESIDE_HOUR = (
    rf"(?<!last )\b(?:{WEEKDAY})\b\W*(?:{CLOCK.pattern})"
    rf"|(?:{CLOCK.pattern}) (?:on |this |next )?(?:{WEEKDAY})\b"
)


def _is_booked(line: Line, clause: Clause) -> bool:
    """Return True for a weekday with an hour, where the line tells nothing as past."""
    if CLOCK.search(clause.text) is None:
        return False
    parts = re.split(r"[,;.:] ", line.text)
    past = any(HAPPENED.match(part.strip()) for part in parts)
    beside = re.search(_WEEKDAY_BESIDE_HOUR, clause.text, re.IGNORECASE)
    return not past and beside is not None


def _is_a_year_ago(when: FoundDate, line: Line) -> bool:
    """Return True for a day without a year whose next is near: "lunch with Bo on 2 December"."""
    return not when.has_year and (line.today - when.day).days > LONG_PAST


def names_weekday_of_today(line: Line, when: FoundDate) -> bool:
    """Return True for "moved to Friday", said on a Friday: to the next one, not to today."""
    typed = line.text[when.start : when.end]
    return when.day == line.today and bool(re.search(WEEKDAY, typed, re.IGNORECASE))


def is_of_last_weeks(line: Line, clause: Clause, when: FoundDate) -> bool:
    """Return True for a day that has just been, not of next year: "meeting Bo 27.11."."""
    past = line.date_in(clause, direction="past")
    soon = (when.day - line.today).days <= LONG_PAST
    return not when.has_year and not soon and past is not None and past.day < line.today
