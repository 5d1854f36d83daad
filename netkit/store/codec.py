"""Events as plain values and back: what every adapter writes into its rows.

People stand apart from the rest, by the field they fill, so that an adapter can index them and
give back whoever they are now.
"""

from __future__ import annotations

import json
from datetime import UTC
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from netkit.model.events import EVENT_KINDS, Event
from netkit.model.when import PartialDate, from_epoch, start_of_day, to_epoch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, tzinfo

    from netkit.model.people import PersonId

__all__ = [
    "data_of", "epoch_of", "kind_of", "moment_of", "partial_date_of", "people_of", "restore",
    "words_of",
]  # fmt: skip

#: The fields of an event that hold words.
_SEARCHED = ("text", "why", "topic", "context", "next_step")

#: Made once: `json.dumps` makes one for each of tens of thousands of events.
_WRITE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def kind_of(event: Event) -> str:
    """Return the name an event's kind is stored under."""
    return type(event).__name__.lower()


@cache
def _fields(kind: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return a kind's fields: those that hold a person, a partial date, and anything else."""
    # The types are text (PEP 563); resolving them takes longer than the rest of a short answer.
    types = EVENT_KINDS[kind].__annotations__
    people = tuple(name for name, written in types.items() if written == "PersonId")
    dates = tuple(name for name, written in types.items() if "PartialDate" in written)
    others = tuple(name for name in types if name not in people + dates and name != "at")
    return people, dates, others


def people_of(event: Event) -> dict[str, PersonId]:
    """Return the people of an event (not of an interaction), by the field they fill."""
    return {name: getattr(event, name) for name in _fields(kind_of(event))[0]}


def data_of(event: Event) -> str:
    """Return the fields of an event besides its time and people, as JSON with sorted keys."""
    _, dates, others = _fields(kind_of(event))
    values: dict[str, Any] = {name: getattr(event, name) for name in others}
    values |= {
        name: str(getattr(event, name)) for name in dates if getattr(event, name) is not None
    }
    return _WRITE(values)


def words_of(data: str) -> str:
    """Return the words of an event's data, as they are searched: its text, why, topic, context."""
    values = json.loads(data)
    return " · ".join(str(values[name]) for name in _SEARCHED if values.get(name))


def restore(
    kind: str, at: int, data: str, people: Mapping[str, PersonId], zone: tzinfo = UTC
) -> Event:
    """Return the event that was stored; `people` by field, as they are now."""
    _, dates, _ = _fields(kind)
    values: dict[str, Any] = json.loads(data)
    for name in dates:
        if name in values:
            values[name] = PartialDate.parse(values[name])
    if kind == "connected":  # a day, recorded as its beginning in UTC
        when = start_of_day(from_epoch(at).date(), zone)
    else:
        when = from_epoch(at, zone)
    make: Any = EVENT_KINDS[kind]
    event: Event = make(at=when, **people, **values)
    return event


def epoch_of(moment: datetime | None) -> int | None:
    """Return a time as it is stored; None where none is known."""
    return None if moment is None else to_epoch(moment)


@lru_cache(maxsize=4_096)  # an archive says the same moment of all that it knows
def moment_of(seconds: int | None, zone: tzinfo = UTC) -> datetime | None:
    """Return a time that was stored; None where none was known."""
    return None if seconds is None else from_epoch(seconds, zone)


@lru_cache(maxsize=4_096)
def partial_date_of(text: str) -> PartialDate | None:
    """Return a partial date that was stored; None where none was known."""
    return PartialDate.parse(text) if text else None
