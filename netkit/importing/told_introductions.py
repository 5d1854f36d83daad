"""Find the people of a sentence that tells of an introduction.

They are people of the message, of the file or on record. A name must mean one person alone: of
those who took part first, then of all. What stays open is no proposal.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.importers.introduction_tales import tale_in
from netkit.model.events import ToldIntroduction
from netkit.model.names import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from netkit.importers.introduction_tales import Tale
    from netkit.importers.port import Sighting, Telling
    from netkit.model.people import PersonId
    from netkit.store.port import Store

__all__ = ["told_introductions"]


def told_introductions(
    store: Store,
    tellings: Collection[Telling],
    sightings: Iterable[Sighting],
    belongs: Mapping[PersonId, PersonId],
) -> Iterator[ToldIntroduction]:
    """Yield the introductions that sentences tell of, where all three people are known.

    Parameters
    ----------
    belongs : the person whom each id of the file belongs to.
    """
    if not tellings:
        return
    book = _Names(store, sightings, belongs)
    for telling in tellings:
        there = [belongs.get(pid, pid) for pid in (telling.writer, *telling.readers)]
        if not book.hidden.isdisjoint(there):
            continue
        three = _three(telling.text, list(dict.fromkeys(there)), book)
        if three is not None and len(set(three)) == 3:
            broker, a, b = three
            first, second = sorted((a, b))
            yield ToldIntroduction(
                telling.at, there[0], broker, first, second, telling.text, telling.source
            )


class _Names:
    """Names of the people of a file, and of those on record, for a name to be looked up."""

    def __init__(
        self,
        store: Store,
        sightings: Iterable[Sighting],
        belongs: Mapping[PersonId, PersonId],
    ) -> None:
        self._store = store
        self._names: defaultdict[PersonId, set[str]] = defaultdict(set)
        self.hidden: set[PersonId] = set()
        for sighting in sightings:
            person = belongs.get(sighting.handles[0].person_id, sighting.handles[0].person_id)
            if sighting.handles[0].kind == "unknown":
                self.hidden.add(person)
            elif sighting.name:
                self._names[person].add(sighting.name)

    def names_of(self, person: PersonId) -> set[str]:
        """Return the names of a person, in the file and on record."""
        return self._names.get(person, set()) | {p.name for p in self._store.people([person])}

    def person_named(self, name: str, there: Iterable[PersonId]) -> PersonId | None:
        """Return the one person whom a name means; None where nobody is, or several are."""
        asked = words(name)
        if not asked:
            return None
        for people in (list(there), self._called(asked)):
            fitting = {pid for pid in people if any(_fits(asked, n) for n in self.names_of(pid))}
            if fitting:
                return next(iter(fitting)) if len(fitting) == 1 else None
        return None

    def _called(self, asked: Sequence[str]) -> set[PersonId]:
        wanted = set(asked)
        candidates = {
            person
            for person, names in self._names.items()
            if any(wanted <= set(words(name)) for name in names)
        }
        return candidates | {person.id for person in self._store.named(asked)}


def _fits(asked: Sequence[str], name: str) -> bool:
    """Return True where a text means somebody of this name: all of it, or the given name alone."""
    own = words(name)
    return bool(own) and (set(asked) <= set(own) if len(asked) > 1 else asked[0] == own[0])


def _three(
    text: str, there: list[PersonId], book: _Names
) -> tuple[PersonId, PersonId, PersonId] | None:
    """Return broker and the two of a sentence; None unless all three are known."""
    tale = tale_in(text)
    if tale is not None:
        return _of_tale(tale, there, book)
    writer, *readers = there
    if len(readers) > 2:
        text_words = set(words(text))
        readers = [
            pid for pid in readers if any(_is_called(n, text_words) for n in book.names_of(pid))
        ]
    return (writer, readers[0], readers[1]) if len(readers) == 2 else None


def _is_called(name: str, said: set[str]) -> bool:
    own = words(name)
    return bool(own) and own[0] in said


def _of_tale(
    tale: Tale, there: Sequence[PersonId], book: _Names
) -> tuple[PersonId, PersonId, PersonId] | None:
    """Return broker and the two that a tale names; "us" are all but the broker, where two."""
    parts: dict[str, PersonId | None] = {
        name: book.person_named(name, there) for name in tale.names
    }
    parts["writer"] = there[0]
    parts["reader"] = there[1] if len(there) == 2 else None
    broker = parts.get(tale.broker)
    others = [pid for pid in there if pid != broker]
    by_one_of_three = len(there) == 3 and len(others) == 2
    if by_one_of_three and (tale.a == "others" or tale.b == "reader"):
        a, b = others[0], others[1]  # "Ana introduced us", with Ana among the readers
    else:
        a_or_none, b_or_none = parts.get(tale.a), parts.get(tale.b)
        if a_or_none is None or b_or_none is None:
            return None
        a, b = a_or_none, b_or_none
    return (broker, a, b) if broker is not None else None
