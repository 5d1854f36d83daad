"""Record what is over: a need that was met, an offer withdrawn, a promise that was kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from netkit.model import events
from netkit.model.history import is_open
from netkit.model.names import words

from . import log_entry as say
from . import log_news as news
from .items import people_of_item
from .log_rules import log_grammar
from .record_context import LineRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netkit.model.events import Event
    from netkit.model.history import State

    from .record_context import RecordContext

__all__ = ["ENDING_RECORDS", "kept_by"]

_KINDS: Mapping[str, type[events.Need] | type[events.Offer] | type[events.Promise]] = {
    "need": events.Need, "offer": events.Offer, "promise": events.Promise,
    "promise to me": events.Promise,
}  # fmt: skip
#: "No longer needs one": whichever it is.
_WHICHEVER = re.compile(r"(?:one|it|them|that|any|this|anything|help)?", re.IGNORECASE)


def _ending(item: news.Ending, context: RecordContext) -> LineRecord:
    """End the open need, offer or promise that is meant; where that is not sure, keep a note."""
    at, pid, name = context.time_of(item), context.id_of(item.person), context.name_of(item.person)
    whose = f"promise to {name}" if item.of == "promise" else f"{item.of.split()[0]} of {name}"
    open_states = _meant(item, _open_states(item, context))
    if len(open_states) != 1 and not item.is_said:
        note = events.Note(at, pid, item.text, context.source)
        return LineRecord(f"kept as a note on {name}: {item.text}", (note,))
    if len(open_states) != 1:
        why = f"several open: {whose}" if open_states else f"not on record: {whose}"
        note = events.Note(at, pid, item.text, context.source)
        return LineRecord(f"{why}; kept as a note on {name}: {item.text}", (note,))
    state = open_states[0]
    to = "kept" if item.of.startswith("promise") else "closed"
    step = events.Step(at, state.id, to, item.text, context.source)
    return LineRecord(f"{to}: {whose}, {state.event.text}", (step,))


def _open_states(item: news.Ending, context: RecordContext) -> list[State[Any]]:
    pid = context.id_of(item.person)
    states = context.view.states(_KINDS[item.of], people={pid})
    ends = (pid, context.view.owner) if item.of == "promise to me" else (context.view.owner, pid)
    return [state for state in states if is_open(state) and _is_of(state.event, pid, ends)]


def _is_of(event: Event, pid: str, ends: tuple[str, str]) -> bool:
    if isinstance(event, events.Promise):
        return (event.giver, event.receiver) == ends
    return getattr(event, "person", "") == pid


def _meant(item: news.Ending, states: list[State[Any]]) -> list[State[Any]]:
    """Return the states that share a telling word with what is said to be over."""
    if _WHICHEVER.fullmatch(item.what.strip()) and item.is_said:
        return states
    telling = _telling(item.what)
    if item.is_said:
        return [state for state in states if telling & {*words(state.event.text)}]
    return [state for state in states if telling and telling == _telling(state.event.text)]


#: What one does with what is promised, and how: "send him the slides", "the slides at last".
_DOING = frozenset(
    (
        "send", "sent", "give", "gave", "forward", "mail", "email", "bring", "brought", "deliver",
        "share", "hand", "get", "have", "return", "show", "back", "over", "finally", "last",
    )
)  # fmt: skip


def _telling(text: str) -> set[str]:
    """Return the words of a text that say of what it is.

    >>> sorted(_telling("send him the budget sheet")), sorted(_telling("the budget sheet at last"))
    (['budget', 'sheet'], ['budget', 'sheet'])
    """
    grammar = log_grammar()
    whole = {word.removesuffix("ed") for word in words(text)}  # "reviewed" what is to review
    return whole - grammar.trivial - grammar.not_names - _DOING


def kept_by(item: say.Contact | say.Favour, context: RecordContext) -> LineRecord | None:
    """Return that the owner kept the one promise whose words are those of what was given."""
    text = item.topic if isinstance(item, say.Contact) else item.text
    mine = not item.from_them if isinstance(item, say.Contact) else item.giver is None
    people = people_of_item(item)
    if not (text and mine and len(people) == 1) or getattr(item, "ahead", False):
        return None
    said = context.entry.said(item.span).strip(" .,;:")
    ending = news.Ending(people[0], "promise", text, said, item.span, item.day, is_said=False)
    states = _meant(ending, _open_states(ending, context))
    return _ending(ending, context) if len(states) == 1 else None


ENDING_RECORDS: Mapping[type, Callable[[Any, RecordContext], LineRecord | None]] = {
    news.Ending: _ending,
}
