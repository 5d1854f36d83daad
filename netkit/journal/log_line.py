"""A line of the log while it is read: what has been found so far."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from netkit.model.frozen import replace
from netkit.model.when.sentence_dates import (
    FoundDate,
    find_date,
    find_dates,
    find_unread,
    find_vague,
)
from netkit.model.when.typed_dates import partial_of

from .items import people_of_item, settled_item
from .line_people import Cast
from .log_entry import (
    Ask,
    Contact,
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
from .log_news import (
    Address,
    Death,
    Employer,
    Ending,
    IntroductionStep,
    Job,
    Knows,
    Leave,
    Move,
)
from .opening_days import TO_COME, is_of_another, two_days
from .settling import asks_about

if TYPE_CHECKING:
    from datetime import date

    from netkit.language.name_index import PersonRanking
    from netkit.model.when import PartialDate
    from netkit.model.when.calendar_rules import Direction, Precision

    from .clauses import Clause
    from .employers import NameAtEmployer
    from .items import Item

__all__ = ["Line", "LineState"]

T = TypeVar("T")
#: What is told as past: "met Bo", not "lunch with Bo".
HAPPENED = re.compile(
    r"(?:(?:i|we) )?(?:had|went|was|were|came|got|sent|wrote|dropped|gave|made|took|heard"
    r"|[a-z-]+ed|met|saw|ran|caught|sat|rang|spoke)\b|[^,;]* (?:and|&) (?:i|me) ",
    re.IGNORECASE,
)
#: Before a day that is what was talked of: "text Bo re Saturday".
ABOUT = re.compile(r"\b(?:re|regarding|concerning|about)[: ]+$", re.IGNORECASE)
NEAR = 7  # days
LONG_PAST = 300  # days ago; a day of the year that far back may be meant of the year to come
_AFTER_DATE = re.compile(r"(?:'s\b)?\s*[:,;.–—-]*\s*")


class LineState(NamedTuple):
    """What was read of a line up to a clause."""

    items: list[Item]
    asks: list[Ask]
    precisions: dict[date, Precision]
    when: FoundDate | None
    further: list[Clause]
    mentions: list[Mention]
    last: list[Mention]


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
        self.items: list[Item] = []
        self.asks: list[Ask] = []
        self.precisions: dict[date, Precision] = {}
        self._when: FoundDate | None = None
        #: A day to come that the line begins with: "tomorrow: coffee with Ann".
        self.ahead_day: date | None = None
        #: The line begins with an order for a day: its days are to come.
        self.plans = False
        #: Clauses within a clause, still to be read: "heard from Ann that she is moving".
        self.further: list[Clause] = []
        #: A clause that was kept as a note names a day: it may be that of what follows.
        self.names_unread_day = False
        #: A clause before spoke of somebody nameless: "Ann's sister got married, …".
        self.of_relative = False
        #: Whom a heading names: "Petra: needs a designer".
        self.headed: tuple[Mention, ...] = ()

    @property
    def day(self) -> date:
        """The day of the line, today unless one was told."""
        return self._when.day if self._when else self.today

    @property
    def precision(self) -> Precision:
        """Return the precision of the day of the line."""
        return self._when.precision if self._when else "day"

    @property
    def news_precision(self) -> Precision:
        """Return the precision of the day of news: the month where the line names no day."""
        return self._when.precision if self._when else "month"

    def news_day(self) -> PartialDate:
        """Return the day of news that names none: the line's, or else the month it is typed in."""
        return partial_of(self.day, self.news_precision)

    @property
    def contacts(self) -> list[Contact]:
        """The contacts found so far."""
        return [item for item in self.items if isinstance(item, Contact)]

    def take_first_date(self) -> int:
        """Take the date that the line begins with; say where the rest begins."""
        vague = find_vague(self.text)
        if vague and not self.text[: vague.start()].strip():
            after = _AFTER_DATE.match(self.text, vague.end())
            return after.end() if after else vague.end()
        when = find_date(self.text, today=self.today, direction="past")
        if when is None or when.due or self.text[: when.start].strip():
            return 0
        if span := two_days(self.text, when, self.today):
            self.asks.append(Ask("day", f"Which day is “{self.text[slice(*span)]}”?", span))
        rest = self.text[when.end :]
        if self.is_doubtful(when) and not HAPPENED.match(rest.lstrip(" ,:.-")):
            when = find_date(self.text, today=self.today, direction="ahead") or when
        if to_come := TO_COME.match(self.text, when.end):
            next_day = find_date(self.text, today=self.today, direction="ahead") or when
            near = (next_day.day - self.today).days <= LONG_PAST or next_day.has_year
            self.plans = bool(to_come["order"]) and near  # "2 November – call Bo", on the 30th
            when = next_day if near else when
        if when.day > self.today and when.precision == "day" and not when.ambiguous:
            self.ahead_day = when.day
        else:
            self.set_when(when)
        after = _AFTER_DATE.match(self.text, when.end)
        return after.end() if after else when.end

    def ask_about_unread_days(self) -> None:
        """Ask for the day where the line names one that cannot be read: "the other day"."""
        for find in (find_vague, find_unread):
            if match := find(self.text):
                question = f"Which day is “{match[0].strip()}”?"
                self.asks.append(Ask("day", question, match.span()))
                return

    def is_doubtful(self, when: FoundDate) -> bool:
        """Return True for a day of the year that is more likely to come: "deadline: 15 January"."""
        return not when.has_year and (self.today - when.day).days > LONG_PAST

    def may_be_dated(self, when: FoundDate) -> bool:
        """Return True for a day alone that can be that of the line: of a contact, not of news."""
        near = 0 <= (self.today - when.day).days <= NEAR
        undated = any(map(self.is_undated, self.items))  # "Bo paid for dinner (Rome, 12 Nov)"
        return not self.is_doubtful(when) and bool(near or undated or not self.items)

    def set_when(self, when: FoundDate) -> None:
        """Take a date as the day of it all, unless there is one already."""
        if self._when is None:
            self._when = when
            self._ask_if_unclear(when)

    def take_day(self, clause: Clause) -> date | None:
        """Take the day of a clause of what was done; None when it is the line's own.

        The first day told is that of all that follows, unless a contact without one came before.
        """
        when = self.date_in(clause, direction="past")
        if when is None or when.due:  # "lent Bo the drill until Christmas"
            return None
        if self._when is None and not self.contacts:
            self.set_when(when)
            return None
        return self._day_of_clause(when)

    def own_day(self, clause: Clause) -> date | None:
        """Take the day of a piece of news, which says nothing of the rest of the line."""
        when = self.date_in(clause, direction="past")
        return self._day_of_clause(when) if when else None

    def _day_of_clause(self, when: FoundDate) -> date | None:
        if when.day == self.day:
            return None
        self._ask_if_unclear(when)
        self.precisions[when.day] = when.precision
        return when.day

    def _ask_if_unclear(self, when: FoundDate) -> None:
        span = (when.start, when.end)
        typed = self.text[slice(*span)]
        if when.ambiguous:
            month = calendar.month_name[when.day.month]
            question = f"Does {typed} mean {when.day.day} {month}, or are day and month swapped?"
            self.asks.append(Ask("when", question, span))
        elif self.is_doubtful(when):
            question = f"Do you mean {typed} {when.day.year}? The next is still to come."
            self.asks.append(Ask("when", question, span))
        elif when.day > self.today and when.precision == "day":
            self.asks.append(Ask("when", f"{typed} is still to come; did it happen?", span))

    def date_in(
        self, clause: Clause, *, direction: Direction, last: bool = False
    ) -> FoundDate | None:
        """Find a date in a clause, the first or the last; its place is given in the whole line."""
        dates = [
            when
            for when in find_dates(
                clause.text, today=self.today, direction=direction, named=self._named()
            )
            if not (ABOUT.search(clause.text, 0, when.start) or is_of_another(clause.text, when))
        ]
        return replace_span(dates[-1 if last else 0], clause.start) if dates else None

    def _named(self) -> date | None:
        return self._when.day if self._when else None

    def person_spoken_of(self, span: Span) -> Mention | None:
        """Give whom a clause without a name speaks of; asks, and notes it, when that is unclear."""
        people = self.cast.last or self._participants()
        if len(people) == 1:
            return people[0]
        self.keep_unclear(span, people)
        return None

    def keep_unclear(self, span: Span, people: list[Mention]) -> None:
        """Keep a clause as a note on everybody it may speak of, and ask whom it does."""
        text = self.text[slice(*span)].strip(" .,;:")
        about = tuple(people or self.cast.named_in(text) or self._participants())
        self.items.append(Note(text, span, about))
        day = find_date(text, today=self.today, direction="past")
        self.names_unread_day = self.names_unread_day or day is not None
        self.asks.append(Ask("who", f"Who is meant in: {text}?", span))

    def keep_note(self, clause: Clause, people: list[Mention]) -> None:
        """Keep a clause as a note on some people, or on whom the line speaks of."""
        text = clause.text.strip(" .,;:")
        about = tuple(people or self.cast.last or self._participants())
        self.items.append(Note(text, (clause.start, clause.end), about))

    def state(self) -> LineState:
        """Return what was read so far, to go back to."""
        return LineState(
            [*self.items], [*self.asks], dict(self.precisions), self._when, [*self.further],
            [*self.cast.mentions], [*self.cast.last],
        )  # fmt: skip

    def is_undated(self, item: Item) -> bool:
        """Return True for something done that is of the day of typing only for want of another."""
        done = isinstance(item, Contact | Favour | Introduction | Thanks)
        return done and item.day is None and self._when is None

    def items_since(self, state: LineState) -> list[Item]:
        """Return the items that were read after a state."""
        return [item for item in self.items if not any(item is old for old in state.items)]

    def has_read_nothing_since(self, state: LineState) -> bool:
        """Return True when a reader left no record, question, day or further clause."""
        return self.state()[:5] == state[:5]

    def take_back(self, state: LineState) -> None:
        """Forget what was read after a state; names stay only where nobody else is named."""
        self.items, self.asks = [*state.items], [*state.asks]
        self.precisions, self._when = dict(state.precisions), state.when
        self.further, self.cast.last = [*state.further], [*state.last]
        if any(self.cast.knows_somebody(mention) for mention in self.cast.mentions):
            self.cast.mentions = [*state.mentions]

    def _participants(self) -> list[Mention]:
        return list(self.contacts[-1].participants) if self.contacts else []

    def entry(self) -> LogEntry:
        """Put together what was read, every name settled."""
        self._add_relations()
        self._note_the_unmentioned()
        ahead = any(contact.ahead for contact in self.contacts)
        if self.ahead_day and not (ahead or any(isinstance(item, Promise) for item in self.items)):
            self.items = [Note(self.text, (0, len(self.text)), tuple(self.cast.mentions))]
        settled = self.cast.settled()
        items = [settled_item(item, settled, self.text) for item in self.items]
        when = self._when
        return LogEntry(
            text=self.text,
            when=when.day if when else self.today,
            precision=when.precision if when else "day",
            when_span=(when.start, when.end) if when else None,
            contacts=_only(Contact, items),
            needs=_only(Need, items),
            offers=_only(Offer, items),
            promises=_only(Promise, items),
            facts=_only(Fact, items),
            favours=_only(Favour, items),
            introductions=_only(Introduction, items),
            thanks=_only(Thanks, items),
            moments=_only(Moment, items),
            milestones=_only(Milestone, items),
            jobs=_only(Job, items),
            leaves=_only(Leave, items),
            moves=_only(Move, items),
            deaths=_only(Death, items),
            addresses=_only(Address, items),
            acquaintances=_only(Knows, items),
            steps=_only(IntroductionStep, items),
            employers=_only(Employer, items),
            endings=_only(Ending, items),
            notes=_only(Note, items),
            mentions=tuple(settled.values()),
            precisions=tuple(self.precisions.items()),
            asks=(*asks_about(settled.values()), *self.asks),
        )

    def _note_the_unmentioned(self) -> None:
        """Keep the line as a note on whoever is named in it and of whom nothing was read."""
        named = self.cast.named_in(self.text, lower=not self.cast.mentions)
        understood = {mention for item in self.items for mention in people_of_item(item)}
        noted_items = [
            member
            for member in self.items
            if people_of_item(member) and not (isinstance(member, Fact) and member.kind == "family")
        ]
        texts = " ".join(_text_of(item) for item in noted_items)
        unmentioned = [
            member for member in [*self.cast.mentions, *named] if member not in understood
        ]
        unmentioned = [member for member in dict.fromkeys(unmentioned) if member.text not in texts]
        if unmentioned:
            self.items.append(Note(self.text.strip(), (0, len(self.text)), tuple(unmentioned)))

    def _add_relations(self) -> None:
        """Keep what people were called: "Bo's boss Carla" says that she is his boss."""
        for relation in self.cast.relations:
            spoken_of = self.cast.last
            a, b = self.cast.mention(relation.name), self.cast.mention(relation.of)
            self.cast.last = spoken_of
            if a != b:
                self.items.append(Knows(a, b, "", a.span, role=relation.role))

    def add_employers(self, employers: list[NameAtEmployer]) -> bool:
        """Keep the employers beside names; False when somebody of them is not mentioned."""
        mentions = {mention.text: mention for mention in self.cast.mentions}
        for name, organization, title in employers:
            if name not in mentions:
                return False
            mention = mentions[name]
            self.items.append(Employer(mention, organization, title, mention.span))
        return True

    def add_knows(self, a: Mention, b: Mention, how: str, span: Span, role: str = "") -> None:
        """Keep that two people know each other."""
        self.items.append(Knows(a, b, how, span, role=role))


def replace_span(when: FoundDate, by: int) -> FoundDate:
    """Return a date of a clause with its place in the whole line."""
    return replace(when, start=when.start + by, end=when.end + by)


def _text_of(item: Item) -> str:
    """Return the words that an item keeps."""
    names = ("text", "how", "topic", "place")
    return " ".join(str(getattr(item, name, "")) for name in names)


def _only(kind: type[T], items: list[Item]) -> tuple[T, ...]:
    return tuple(item for item in items if isinstance(item, kind))
