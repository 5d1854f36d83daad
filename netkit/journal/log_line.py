"""A line of the log while it is read: what has been found so far."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from netkit.model.when.sentence_dates import FoundDate, find_date

from .line_people import Cast, asks_about
from .log_entry import (
    Ask,
    Fact,
    Favour,
    Introduction,
    LogEntry,
    Mention,
    Milestone,
    Moment,
    Need,
    Note,
    Offer,
    Promise,
    Span,
    Thanks,
)

if TYPE_CHECKING:
    from datetime import date

    from netkit.language.name_index import PersonRanking
    from netkit.model.when.calendar_rules import Direction

    from .clauses import Clause

__all__ = ["Contact", "Item", "Line"]

Item = Need | Offer | Promise | Fact | Favour | Introduction | Thanks | Moment | Milestone | Note
T = TypeVar("T")
_AFTER_DATE = re.compile(r"\s*[:,;.–—-]*\s*")


@dataclass(frozen=True, slots=True)
class Contact:
    """The contact a line tells of; see `LogEntry`."""

    occasion: str = ""
    channel: str = ""
    from_them: bool = False
    participants: tuple[Mention, ...] = ()
    topic: str = ""
    place: str = ""


class Line:
    """One line while it is read.

    Parameters
    ----------
    text : str
        The line as typed.
    today : date
        The day it is typed.
    ranking : PersonRanking
        Ranks whom a typed name could mean.
    """

    def __init__(self, text: str, today: date, ranking: PersonRanking) -> None:
        self.text = text
        self.today = today
        self.cast = Cast(text, ranking)
        self.contact = Contact()
        self.items: list[Item] = []
        self.asks: list[Ask] = []
        self._when: FoundDate | None = None

    def take_first_date(self) -> int:
        """Take the date that the line begins with; say where the rest begins."""
        found = find_date(self.text, today=self.today, direction="past")
        if found is None or found.due or self.text[: found.start].strip():
            return 0
        self.set_when(found)
        after = _AFTER_DATE.match(self.text, found.end)
        return after.end() if after else found.end

    def set_when(self, found: FoundDate) -> None:
        """Take a date as the day of it all, unless there is one already."""
        if self._when is not None:
            return
        self._when = found
        said, span = self.text[found.start : found.end], (found.start, found.end)
        if found.ambiguous:
            month = calendar.month_name[found.day.month]
            question = f"Is {said} {found.day.day} {month}, or are day and month swapped?"
            self.asks.append(Ask("when", question, span))
        elif found.day > self.today and found.precision == "day":
            self.asks.append(Ask("when", f"{said} is still to come; did it happen?", span))

    def date_in(self, clause: Clause, *, direction: Direction) -> FoundDate | None:
        """Find a date in a clause; its place is given in the whole line."""
        found = find_date(clause.text, today=self.today, direction=direction)
        if found is None:
            return None
        return replace(found, start=found.start + clause.start, end=found.end + clause.start)

    def the_one_spoken_of(self, span: Span) -> Mention | None:
        """Give whom a clause without a name speaks of; asks, and notes it, when that is unclear."""
        people = self.cast.last or list(self.contact.participants)
        if len(people) == 1:
            return people[0]
        said = self.text[slice(*span)].strip(" .,;:")
        self.items.append(Note(said, span))
        self.asks.append(Ask("who", f"Who is meant in: {said}?", span))
        return None

    def entry(self) -> LogEntry:
        """Put together what was read, every name settled."""
        settled = self.cast.settled()
        items = [_settled(item, settled) for item in self.items]
        contact, when = self.contact, self._when
        return LogEntry(
            text=self.text,
            when=when.day if when else self.today,
            precision=when.precision if when else "day",
            when_span=(when.start, when.end) if when else None,
            occasion=contact.occasion,
            channel=contact.channel,
            from_them=contact.from_them,
            participants=tuple(settled[mention] for mention in contact.participants),
            topic=contact.topic,
            place=contact.place,
            needs=_only(Need, items),
            offers=_only(Offer, items),
            promises=_only(Promise, items),
            facts=_only(Fact, items),
            favours=_only(Favour, items),
            introductions=_only(Introduction, items),
            thanks=_only(Thanks, items),
            moments=_only(Moment, items),
            milestones=_only(Milestone, items),
            notes=_only(Note, items),
            mentions=tuple(settled.values()),
            asks=(*asks_about(settled.values()), *self.asks),
        )


def _only(kind: type[T], items: list[Item]) -> tuple[T, ...]:
    return tuple(item for item in items if isinstance(item, kind))


def _settled(item: Item, settled: dict[Mention, Mention]) -> Item:
    """Put the settled mention in the place of every mention of an item."""
    mentions: dict[str, Any] = {
        field.name: settled[value]
        for field in fields(item)
        if isinstance(value := getattr(item, field.name), Mention)
    }
    return replace(item, **mentions)
