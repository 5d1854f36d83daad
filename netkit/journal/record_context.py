"""A record of a line, and the context it is made in: the people, day and source of the line."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

from netkit.model import events
from netkit.model.frozen import dataclass
from netkit.recording.typed_record import typed_moment

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from netkit.answers.network_view import NetworkView
    from netkit.model.events import Event, EventId
    from netkit.model.people import Affiliation, Claim, Handle, PersonId
    from netkit.model.when.calendar_rules import Precision

    from .log_entry import LogEntry, Mention, Who

__all__ = ["LineRecord", "RecordContext"]


class LineRecord(NamedTuple):
    """A line record keeps one statement of a line: a sentence, and what the network keeps."""

    sentence: str
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    jobs: tuple[Affiliation, ...] = ()
    handles: tuple[tuple[Handle, PersonId], ...] = ()
    removals: tuple[EventId, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordContext:
    """The line that records are made of, its people settled, and the network they go to.

    who : every mention of the line, settled: a person's id and name
    now : the moment it is typed
    """

    entry: LogEntry
    view: NetworkView
    who: Callable[[Mention], tuple[PersonId, str]]
    now: datetime
    source: str

    def id_of(self, mention: Who) -> PersonId:
        """Return the id of a mention, or of the owner."""
        return self.view.owner if mention is None else self.who(mention)[0]

    def name_of(self, mention: Who) -> str:
        """Return the name of a mention, "you" for the owner."""
        return "you" if mention is None else self.who(mention)[1]

    def time_of(self, item: Any) -> datetime:
        """Return noon of the item's day, or now."""
        day = getattr(item, "day", None) or self.entry.when
        return min(datetime.combine(day, time(12), self.now.tzinfo), self.now)

    def told_at(self, person: PersonId) -> datetime:
        """Return when the line's news were heard: now, or at noon of an earlier day of the line.

        What is told now comes after all that was typed of the person before.
        """
        if self.entry.when >= self.now.date():
            people = self.view.store.people([person])
            return typed_moment(self.view.store, people[0], self.now) if people else self.now
        return datetime.combine(self.entry.when, time(12), self.now.tzinfo)

    def precision_of(self, day: date) -> Precision:
        """Return how exactly the line gives a day."""
        if day == self.entry.when:
            return self.entry.precision
        return dict(self.entry.precisions).get(day, "day")

    def introductions_of(self, a: PersonId, b: PersonId) -> list[Any]:
        """Return the introductions on record that either of two people has to do with."""
        return list(self.view.states(events.Introduction, people={a, b}))
