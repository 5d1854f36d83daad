"""Record who was introduced to whom, and who knows whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.model import events
from netkit.model.events import event_id
from netkit.recording.introduction_consequences import (
    SEEN_WEIGHT,
    consequences,
    introduction_between,
)

from . import log_entry as say
from . import log_news as news
from .record_context import LineRecord
from .roles import FAMILY, mirrored

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from netkit.model.events import Event

    from .log_entry import Mention
    from .record_context import RecordContext

__all__ = ["RELATION_RECORDS"]

_SIBLINGS = ("sibling", "brother", "sister", "twin", "cousin", "in-law")


def _introduction(item: say.Introduction, context: RecordContext) -> LineRecord:
    at, owner = context.time_of(item), context.view.owner
    broker, a, b = map(context.id_of, (item.broker, item.a, item.b))
    names = [context.name_of(person) for person in (item.broker, item.a, item.b)]
    state = introduction_between(context.introductions_of(a, b), a, b, broker)
    event = (
        state.event
        if state
        else events.Introduction(at, broker, a, b, item.why, source=context.source)
    )
    verb = "introduced" if item.made else "suggested an introduction of"
    why = f": {item.why}" if item.why else ""
    sentence = f"{names[0]} {verb} {names[1]} and {names[2]}{why}"
    if not item.made:
        return LineRecord(sentence, () if state else (event,))
    step = events.Step(
        at,
        state.id if state else event_id(event),
        "made",
        source=context.source,
    )
    effects = consequences(event, owner, at, before=state, source=context.source)
    return LineRecord(sentence, (*(() if state else (event,)), step, *effects))


def _introduction_step(item: news.IntroductionStep, context: RecordContext) -> LineRecord:
    a, b, at = context.id_of(item.a), context.id_of(item.b), context.time_of(item)
    names = f"{context.name_of(item.a)} and {context.name_of(item.b)}"
    state = introduction_between(context.introductions_of(a, b), a, b)
    if state is not None:
        step = events.Step(at, state.id, item.to, item.text, context.source)
        effects: list[Event] = []
        if item.to == "met":
            effects = consequences(
                state.event,
                context.view.owner,
                at,
                before=state,
                source=context.source,
            )
        return LineRecord(f"introduction of {names}: {item.to}", (step, *effects))
    if item.to == "met":
        return _acquaintance_record(
            item, context, item.text, f"{names} know each other: {item.text}"
        )
    notes = tuple(events.Note(at, pid, item.text, context.source) for pid in (a, b))
    sentence = f"no introduction of {names} is on record; kept as a note on both: {item.text}"
    return LineRecord(sentence, notes)


def _knows(item: news.Knows, context: RecordContext) -> LineRecord:
    a, b, at = context.name_of(item.a), context.name_of(item.b), context.time_of(item)
    if not item.role:
        return _acquaintance_record(
            item, context, item.how, f"{a} and {b} know each other: {item.how}"
        )
    married = item.role in ("spouse", "wife", "husband")
    mutual = mirrored(item.role.split()[-1]) == item.role.split()[-1]
    sentence = f"{a} is {b}’s {item.role}"
    if married or mutual:
        sentence = f"{a} and {b} are {'married' if married else f'{item.role}s'}"
    if item.how and not married:
        sentence += f": {item.how}"
    record = _acquaintance_record(item, context, sentence, sentence)
    facts = (
        _relation_fact(context, item.a, item.role, b, f"{b}’s {item.role}", at, married=married),
        _relation_fact(context, item.b, item.role, a, f"{item.role}: {a}", at, married=married),
    )
    return record._replace(events=(*record.events, *facts))


def _relation_fact(
    context: RecordContext,
    of: Mention,
    role: str,
    partner: str,
    text: str,
    at: datetime,
    *,
    married: bool,
) -> Event:
    noun = role.split()[-1]
    kind: events.FactKind = "family" if noun in (*FAMILY, *_SIBLINGS, "spouse") else "other"
    mutual = mirrored(noun) == noun
    fact = f"married to {partner}" if married else f"{role} of {partner}" if mutual else text
    return events.Fact(at, context.id_of(of), kind, fact, context.source)


def _acquaintance_record(
    item: news.IntroductionStep | news.Knows, context: RecordContext, how: str, sentence: str
) -> LineRecord:
    a, b = sorted((context.id_of(item.a), context.id_of(item.b)))
    event = events.Acquaintance(
        context.time_of(item), a, b, how, SEEN_WEIGHT, seen=True, source=context.source
    )
    return LineRecord(sentence, (event,))


RELATION_RECORDS: Mapping[type, Callable[[Any, RecordContext], LineRecord | None]] = {
    say.Introduction: _introduction,
    news.IntroductionStep: _introduction_step,
    news.Knows: _knows,
}
