"""Record what is over: a need that was met, an offer withdrawn, a promise that was kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from netkit.model import events
from netkit.model.history import is_open
from netkit.model.names import words

from . import log_news as news
from .log_rules import log_grammar
from .record_context import LineRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netkit.model.events import Event
    from netkit.model.history import State

    from .record_context import RecordContext

__all__ = ["ENDING_RECORDS"]

_KINDS: Mapping[str, type[events.Need] | type[events.Offer] | type[events.Promise]] = {
    "need": events.Need, "offer": events.Offer, "promise": events.Promise,
}  # fmt: skip
#: "No longer needs one": whichever it is.
_WHICHEVER = re.compile(r"(?:one|it|them|that|any|this|anything|help)?", re.IGNORECASE)


def _ending(item: news.Ending, context: RecordContext) -> LineRecord:
    """End the open need, offer or promise that is meant; where that is not sure, keep a note."""
    at, pid, name = context.time_of(item), context.id_of(item.person), context.name_of(item.person)
    whose = f"promise to {name}" if item.of == "promise" else f"{item.of} of {name}"
    open_states = _meant(item, _open_states(item, context))
    if len(open_states) != 1:
        why = f"several open: {whose}" if open_states else f"not on record: {whose}"
        note = events.Note(at, pid, item.text, context.source)
        return LineRecord(f"{why}; kept as a note on {name}: {item.text}", (note,))
    state = open_states[0]
    to = "kept" if item.of == "promise" else "closed"
    step = events.Step(at, state.id, to, item.text, context.source)
    return LineRecord(f"{to}: {whose}, {state.event.text}", (step,))


def _open_states(item: news.Ending, context: RecordContext) -> list[State[Any]]:
    pid = context.id_of(item.person)
    states = context.view.states(_KINDS[item.of], people={pid})
    return [state for state in states if is_open(state) and _is_of(state.event, pid, context)]


def _is_of(event: Event, pid: str, context: RecordContext) -> bool:
    if isinstance(event, events.Promise):
        return event.giver == context.view.owner and event.receiver == pid
    return getattr(event, "person", "") == pid


def _meant(item: news.Ending, states: list[State[Any]]) -> list[State[Any]]:
    """Return the states that share a telling word with what is said to be over."""
    if _WHICHEVER.fullmatch(item.what.strip()):
        return states
    telling = {*words(item.what)} - log_grammar().trivial - log_grammar().not_names
    return [state for state in states if telling & {*words(state.event.text)}]


ENDING_RECORDS: Mapping[type, Callable[[Any, RecordContext], LineRecord | None]] = {
    news.Ending: _ending,
}
