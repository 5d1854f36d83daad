"""Tell what a name means that is no person's: a machine, a mailing list, a room."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from netkit.model.names import fold, words

if TYPE_CHECKING:
    from netkit.model.events import Entity, EntityKind
    from netkit.store.port import Store

__all__ = ["entities_named", "entity_sentence"]

_LISTED = 3
_WORDS: dict[EntityKind, str] = {
    "machine": "an automatic sender",
    "list": "a mailing list or a newsletter",
    "office": "an office's address that you never wrote to",
    "room": "a room or a device",
    "group": "a group",
    "company": "a company's card",
}


def entities_named(store: Store, text: str) -> list[Entity]:
    """Return the entities (no people) with all words of a text in the name, or this address."""
    asked = words(text)
    by_name: dict[str, Entity] = {}
    for recorded in store.events(["entity"]) if asked else ():
        entity = cast("Entity", recorded.event)
        own = words(entity.name)
        if set(asked) <= set(own) or fold(text.strip()) == fold(entity.address):
            by_name.setdefault(entity.address or fold(entity.name), entity)
    return sorted(by_name.values(), key=lambda entity: (fold(entity.name), entity.address))


def entity_sentence(store: Store, text: str) -> str:
    """Return a sentence that says what a text means that is no person; empty without any."""
    entities = entities_named(store, text)
    if not entities:
        return ""
    sentences = [f"{_called(entity)} is {_WORDS[entity.kind]}" for entity in entities[:_LISTED]]
    more = f"; {len(entities) - _LISTED} more are no people" if len(entities) > _LISTED else ""
    return f"{'; '.join(sentences)}{more}, and no person"


def _called(entity: Entity) -> str:
    return (
        entity.name if entity.address in ("", entity.name) else f"{entity.name} ({entity.address})"
    )
