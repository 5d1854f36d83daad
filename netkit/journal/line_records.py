"""Turn a line of the log into records, as they are shown to whoever typed it.

Each statement of a line becomes one `LineRecord`: a sentence that names on whom it is kept, and
the events, claims, jobs and handles that keep it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import log_entry as say
from .day_texts import day_text
from .detail_records import DETAIL_RECORDS
from .ending_records import ENDING_RECORDS, kept_by
from .event_records import EVENT_RECORDS
from .relation_records import RELATION_RECORDS

if TYPE_CHECKING:
    from .record_context import LineRecord, RecordContext

__all__ = ["records_of"]

_RECORDS = {**EVENT_RECORDS, **RELATION_RECORDS, **DETAIL_RECORDS, **ENDING_RECORDS}


def records_of(context: RecordContext) -> list[LineRecord]:
    """Return everything a line says, as it will be recorded."""
    entry = context.entry
    items: list[Any] = [
        *entry.contacts, *entry.needs, *entry.offers, *entry.promises, *entry.facts,
        *entry.favours, *entry.introductions, *entry.thanks, *entry.moments, *entry.milestones,
        *entry.jobs, *entry.leaves, *entry.moves, *entry.deaths, *entry.addresses,
        *entry.acquaintances, *entry.steps, *entry.employers, *entry.endings, *entry.notes,
    ]  # fmt: skip
    records = [_record(item, context) for item in items]
    if not entry.endings:  # "as promised" says it
        given: list[say.Contact | say.Favour] = [*entry.contacts, *entry.favours]
        records += [kept_by(item, context) for item in given]
    return [record for record in records if record is not None]


def _record(item: Any, context: RecordContext) -> LineRecord | None:
    """Return the record of one item, with its own day where it has one."""
    record = _RECORDS[type(item)](item, context)
    day = getattr(item, "day", None)
    if record is None or day is None or isinstance(item, say.Milestone):
        return record
    if isinstance(item, say.Contact) and item.ahead:
        return record
    precision = context.precision_of(day)
    return record._replace(sentence=f"{record.sentence} ({day_text(day, precision)})")
