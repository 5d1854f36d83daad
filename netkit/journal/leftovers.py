"""Read the leftovers of a contact's clause besides who, when, where, about what; lose nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from netkit.model.names import fold
from netkit.model.when.sentence_dates import find_dates

from .log_rules import log_grammar

if TYPE_CHECKING:
    from datetime import date

__all__ = ["CLOCK", "DURATION", "Besides", "besides", "without_hour"]

_PURPOSE = re.compile(
    r"(?:in order )?to (?:discuss|talk about|talk over|talk through|go over|review|plan|prepare"
    r"|work on|catch up on|look at|celebrate|agree on|sort out) (?P<topic>.+)",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    r"(?:(?:and|who|that|because|saying|said|as|to say)(?: that)? )+(?P<clause>.+)", re.IGNORECASE
)
DURATION = re.compile(
    r"\b(?:for |over )?(?:an?|half an?|\d+|two|three|four|five|ten|twenty|thirty)(?: and a half)?"
    r"[ -]?(?:hours?|hrs?|h|minutes?|mins?)\b|\b(?:at|around|from|until) \d{1,2}(?:[:.]\d\d)?"
    r"(?: ?(?:am|pm|o'clock))?(?!\w)",
    re.IGNORECASE,
)
#: An hour of the day.
CLOCK = re.compile(
    r"(?:\bat |@ ?)?\b\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)\b|(?:\bat |@ ?)?\b\d{1,2}:\d\d\b"
    r"|(?:\bat|@) ?\d{1,2}(?:\.\d\d)?\b(?![./:-]?\d|\w)",
    re.IGNORECASE,
)
_HOUR_FIRST = re.compile(rf"\s*,?\s*(?:(?:from|around) )?(?:{CLOCK.pattern})", re.IGNORECASE)
_TRIVIAL = frozenset(("a", "an", "the", "by", "via", "and", "talk", "planned", "booked"))


class Besides(NamedTuple):
    """The leftovers of a clause are a topic, a further clause, or words that are kept as a note."""

    topic: str = ""
    clause: str = ""
    words: str = ""


def besides(tail: str, *, without: tuple[str, ...], today: date) -> Besides:
    """Return the leftovers of a contact's clause: what its tail says that was not read.

    Parameters
    ----------
    tail : what follows the names
    without : the parts of it that were read: its topic, its place, its occasion
    """
    for when in reversed(find_dates(tail, today=today, direction="past")):
        tail = f"{tail[: when.start]} {tail[when.end :]}"
    for part in without:
        tail = tail.replace(part, " ", 1) if part else tail
    tail = " ".join(DURATION.sub(" ", tail).split()).strip(" .,;:!-–")
    if match := _PURPOSE.fullmatch(tail):
        return Besides(topic=match["topic"])
    if match := _FURTHER.fullmatch(tail):
        return Besides(clause=match["clause"])
    grammar = log_grammar()
    nothing = _TRIVIAL | grammar.after_names | grammar.prepositions | grammar.channels.keys()
    telling = [word for word in re.findall(r"[\w'-]+", tail) if fold(word) not in nothing]
    return Besides(words=tail) if telling else Besides()


def without_hour(text: str) -> str:
    """Return what follows a day without the hour that it begins with.

    >>> without_hour(" 9am with Liam")
    ' with Liam'
    """
    return _HOUR_FIRST.sub("", text, count=1) if _HOUR_FIRST.match(text) else text
