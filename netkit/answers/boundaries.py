"""Boundaries that people asked for: no introductions, not before a date, not by phone.

A boundary is a fact in the person's own words; here it is read into what an analysis must heed.
What cannot be read is still shown as it was said.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass
from netkit.model.names import fold
from netkit.model.when import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netkit.model.events import Fact
    from netkit.model.history import Recorded

__all__ = ["Boundaries", "boundaries"]

#: Patterns are compiled when somebody has asked for something: few have.
_NOT = r"\b(?:no|not|never|don'?t|do not|without|avoid|stop|hates?|dislikes?)\b(?:\W+\w+){0,3}?\W+"
#: The word for a way of contact → the channel it means.
_CHANNELS = {
    r"phon\w*|call\w*|ring\w*|voice\w*": "call",
    r"e-?mails?|mail\w*": "email",
    r"sms|texts?|texting|whatsapp|signal": "text",
    r"linkedin|messages?|messaging|dms?": "message",
    r"meetings?|visits?|lunch\w*": "meeting",
}
_NO_CHANNEL = {_NOT + rf"(?:{words})\b": name for words, name in _CHANNELS.items()}
_NO_INTRODUCTIONS = _NOT + r"(?:intro\w*|be introduced)\b"
_NO_CONTACT = (
    _NOT + r"(?:contact\w*|write|be contacted|reach out)\b"
    r"|\b(?:leave (?:me|him|her|them)|(?:be )?left) (?:alone|in peace)\b"
)
_MONTHS = "january february march april may june july august september october november december"
_FROM = (
    r"\b(?:not before|before|until|till|not earlier than)\s+(?:the\s+)?"
    r"(?:(?P<iso>\d{4}(?:-\d{2}){0,2})"
    rf"|(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{_MONTHS.replace(' ', '|')})"
    r"(?:\s+(?P<year>\d{4}))?)\b"
)


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The boundaries to heed with a person.

    Attributes
    ----------
    no_introductions : the words in which they asked for none; empty otherwise.
    no_contact : the words in which they asked to be left alone.
    not_before : the first day on which they may be approached again.
    no_channels : ways of contact they asked not to use, by the names of `Channel`.
    said : every boundary in their own words.
    """

    no_introductions: str = ""
    no_contact: str = ""
    not_before: date | None = None
    no_channels: frozenset[str] = frozenset()
    said: tuple[str, ...] = ()

    def at_rest(self, day: date) -> bool:
        """Return True if the person is to be left in peace on `day`."""
        if self.not_before is not None:
            return day < self.not_before
        return bool(self.no_contact)

    def cautions(self) -> tuple[str, ...]:
        """Return one line for each boundary, to be shown beside any advice."""
        return tuple(f"asked: {text}" for text in self.said)


def boundaries(facts: Iterable[Recorded[Fact]]) -> Boundaries:
    """Read the boundaries among what was said of one person; other facts are passed over.

    A month without its year is the first one after the day it was said.

    >>> from datetime import UTC, datetime
    >>> from netkit.model.events import EventId
    >>> from netkit.model.people import PersonId
    >>> said = Fact(datetime(2026, 11, 1, tzinfo=UTC), PersonId("p"), "boundary", "not by phone")
    >>> sorted(boundaries([Recorded(EventId("e"), said)]).no_channels)
    ['call']
    """
    stated = [fact.event for fact in facts if fact.event.kind == "boundary"]
    texts = [(fact.text, fold(fact.text)) for fact in stated]
    days = [day for fact in stated if (day := _first_day(fold(fact.text), fact.at.date()))]
    return Boundaries(
        no_introductions=_matching(texts, _NO_INTRODUCTIONS),
        no_contact=_matching(texts, _NO_CONTACT),
        not_before=max(days, default=None),
        no_channels=frozenset(
            name
            for shape, name in _NO_CHANNEL.items()
            if any(re.search(shape, folded) for _, folded in texts)
        ),
        said=tuple(fact.text for fact in stated),
    )


def _matching(texts: Iterable[tuple[str, str]], shape: str) -> str:
    return next((text for text, folded in texts if re.search(shape, folded)), "")


def _first_day(text: str, said_on: date) -> date | None:
    match = re.search(_FROM, text)
    if match is None:
        return None
    try:
        if match["iso"]:
            return PartialDate.parse(match["iso"]).earliest()
        month = _MONTHS.split().index(match["month"]) + 1
        partial = PartialDate(None, month, int(match["day"] or 1))
        year = match["year"]
        return date(int(year), month, partial.day or 1) if year else partial.next_after(said_on)
    except ValueError:  # a day the calendar does not have: shown as it was said, not heeded
        return None
