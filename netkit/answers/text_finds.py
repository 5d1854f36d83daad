"""Find a text: in names, notes, needs, facts, favours, promises, and what messages say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.entry_sentences import entry_kind, entry_people, entry_sentence
from netkit.answers.name_lookup import closest_first
from netkit.answers.results import Results, first_rows
from netkit.answers.timeline import event_names
from netkit.errors import UsageError
from netkit.model.frozen import dataclass
from netkit.model.names import words

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person

__all__ = ["TextFind", "find_text"]


@dataclass(frozen=True, slots=True)
class TextFind:
    """One place where a text stands.

    number : what `edit`, `remove` and `undo` take; 0 of a name.
    kind : ``name``, ``note``, ``need``, …; of a contact its channel.
    at : when it was; None of a name.
    """

    number: int
    kind: str
    text: str
    people: tuple[Person, ...]
    at: datetime | None
    id: str


def find_text(view: NetworkView, text: str, *, limit: int = 30) -> Results[TextFind]:
    """Return the places where a text stands, names first, then the newest; 0 shows them all.

    Each word of the text must begin a word there, without regard to case and accents.

    Raises
    ------
    UsageError
        It holds no word.
    """
    asked = words(text)
    if not asked:
        raise UsageError("say what to find: a word or the beginning of one")
    named = [person for person in view.store.named(asked) if not person.unknown]
    finds = [
        TextFind(0, "name", person.name, (person,), None, person.id)
        for person in closest_first(view, named)
    ]
    recorded_texts = [
        recorded
        for recorded in view.store.search_texts(asked)
        if view.as_of is None or recorded.event.at <= view.as_of
    ]
    count = len(finds) + len(recorded_texts)
    recorded_texts = recorded_texts[: max(limit - len(finds), 0)] if limit else recorded_texts
    people = event_names(view, [recorded.event for recorded in recorded_texts])
    for recorded in recorded_texts:
        event = recorded.event
        sentence = entry_sentence(
            event, lambda pid: people[pid].name if pid in people else str(pid)
        )
        involved = tuple(people[p] for p in dict.fromkeys(entry_people(event)) if p in people)
        finds.append(TextFind(0, entry_kind(event), sentence, involved, event.at, recorded.id))
    return first_rows(finds, limit, total=count, kind=TextFind)
