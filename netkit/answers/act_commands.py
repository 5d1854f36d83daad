"""Commands for an act: what can be typed to do it, and to mark it done."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from netkit.answers.name_lookup import typed_name
from netkit.model.events import Favour, Promise
from netkit.model.frozen import replace
from netkit.model.people import PersonId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netkit.answers.acts import Act
    from netkit.answers.network_view import NetworkView

__all__ = ["command_line", "with_commands"]

#: So many letters of an event's id tell it from every other.
_ID_LETTERS = 11
#: What is a word of a command line for every shell, once it stands in double quotes.
_UNSAFE = frozenset('"$`\\!\n')


def command_line(*words: str) -> str:
    """Return words as a line that can be typed: those with spaces in quotes.

    >>> command_line("netkit", "brief", "Ann Lee")
    'netkit brief "Ann Lee"'
    """
    return " ".join(
        shlex.quote(word) if _UNSAFE & set(word) or shlex.quote(word) == word else f'"{word}"'
        for word in words
    )


def with_commands(view: NetworkView, acts: Iterable[Act]) -> list[Act]:
    """Return acts with the commands that do them or mark them done."""
    return [replace(act, commands=tuple(_commands(view, act))) for act in acts]


def _commands(view: NetworkView, act: Act) -> list[str]:
    name = typed_name(view.store, act.person)
    kind, _, rest = act.key.partition(" ")
    detail = rest.partition(" ")[2]
    if act.kind == "promise":
        return [command_line("netkit", "promise", "--kept", _promise_text(view, act, detail))]
    if act.kind == "thanks":
        favour = _event(view, Favour, act, detail)
        giving = favour.kind if favour is not None else "other"
        return [
            command_line("netkit", "letter", "thanks", name),
            command_line("netkit", "favour", name, "me", giving, "--thanked"),
        ]
    if kind == "introduction":
        return _introduction(view, name, detail)
    if act.kind == "meeting":
        return [command_line("netkit", "brief", name)]
    if act.kind == "follow-up":
        return [command_line("netkit", "log", f"met {act.person.name}: …")]
    wrote = command_line("netkit", "log", f"wrote to {act.person.name}")
    if act.kind in {"fading", "hello"}:
        return [command_line("netkit", "letter", "reconnect", name), wrote]
    return [wrote]


def _introduction(view: NetworkView, name: str, other_id: str) -> list[str]:
    others = view.store.people([PersonId(other_id)])
    if not others:
        return []
    other = typed_name(view.store, others[0])
    return [
        command_line("netkit", "intro", "draft", name, other),
        command_line("netkit", "intro", name, other, "--step", "asked"),
    ]


def _promise_text(view: NetworkView, act: Act, event_id: str) -> str:
    """Return the text of a promise where it means that promise alone, else its id."""
    from netkit.model.names import fold

    texts = [state.event.text for state in view.states(Promise)]
    promise = _event(view, Promise, act, event_id)
    if promise is None:
        return event_id[:_ID_LETTERS]
    alike = [text for text in texts if fold(promise.text) in fold(text)]
    return str(promise.text) if len(alike) == 1 else event_id[:_ID_LETTERS]


def _event(view: NetworkView, kind: Any, act: Act, event_id: str) -> Any:
    states = view.states(kind, people=[act.person.id])
    return next((state.event for state in states if state.id == event_id), None)
