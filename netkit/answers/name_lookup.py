"""Names as people type them: exact, by a handle, by parts, without accents; never by a guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.errors import AmbiguousNameError, NothingFoundError
from netkit.model.names import fold, words
from netkit.model.people import Person, PersonId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.store.port import Store

__all__ = ["described", "matching", "one_person"]

_LISTED = 6


def one_person(store: Store, text: str) -> Person:
    """Return the one person whom `text` names.

    In this order: an id, a handle (e-mail address, LinkedIn address or slug), the exact name, a
    part of the name that only one person has.

    Raises
    ------
    NothingFoundError, AmbiguousNameError
    """
    people = matching(store, text)
    if len(people) == 1:
        return people[0]
    if not people:
        raise NothingFoundError(f"nobody is called “{text}”{_nearest(store, text)}")
    listed = "; ".join(described(store, person) for person in people[:_LISTED])
    more = f" and {len(people) - _LISTED} more" if len(people) > _LISTED else ""
    raise AmbiguousNameError(f"“{text}” is {len(people)} people: {listed}{more}; say which by id")


def matching(store: Store, text: str) -> list[Person]:
    """Return the people a name may mean: those the best kind of match gives, by id."""
    asked = text.strip()
    if people := store.people([PersonId(asked)]):
        return people
    if by_handle := {} if " " in asked else store.known(_keys(asked)):
        return store.people(sorted(set(by_handle.values())))
    named = [person for person in store.named(words(asked)) if not person.unknown]
    exact = [person for person in named if fold(person.name) == fold(asked)]
    whole = [p for p in named if set(words(asked)) <= set(words(p.name))]
    return exact or whole or named


def _keys(text: str) -> list[str]:
    """Return the keys of the handles that a text may be."""
    from netkit.model import handles  # its patterns take longer to compile than a name to find

    return [handle.key for handle in (handles.email(text), handles.linkedin(text)) if handle]


def described(store: Store, person: Person) -> str:
    """Return a person with what tells them from a namesake: work, or a handle; and the id."""
    work = " at ".join(part for part in (person.title, person.organization) if part)
    if not work:
        named = [h.value for h in store.handles(person.id) if h.kind in {"email", "linkedin"}]
        work = named[0] if named else ""
    return f"{person.name} ({', '.join(part for part in (work, person.id) if part)})"


def _nearest(store: Store, text: str) -> str:
    """Return "; did you mean …?" with the names written most alike, empty when none is."""
    from rapidfuzz import fuzz, process

    names = {person.name: None for person in store.people() if not person.unknown}
    near: Sequence[tuple[str, float, int]] = process.extract(
        fold(text), list(names), scorer=fuzz.WRatio, processor=fold, limit=3, score_cutoff=75
    )
    return f"; did you mean {' or '.join(name for name, _, _ in near)}?" if near else ""
