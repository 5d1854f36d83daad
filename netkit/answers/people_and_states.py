"""People as they are shown, and events with what became of them, read from the store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from netkit.model.events import Event, Step
from netkit.model.history import Recorded, State, states
from netkit.model.people import Person, PersonId
from netkit.support.lazy_mapping import LazyMapping

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.store.port import Store

__all__ = ["Contacts", "read_steps", "shown", "states_of"]

E = TypeVar("E", bound=Event)


def states_of(
    store: Store,
    kind: type[E],
    people: Collection[PersonId] | None = None,
    until: datetime | None = None,
    steps: Callable[[], list[Step]] | None = None,
) -> list[State[E]]:
    """Return the events of one kind with what became of them, by time.

    steps : returns all steps, where somebody else has read them.
    """
    name = kind.__name__.lower()
    recorded = cast("list[Recorded[E]]", store.events([name], people=people, until=until))
    return states(recorded, (steps or partial(read_steps, store, until))() if recorded else [])


def read_steps(store: Store, until: datetime | None) -> list[Step]:
    """Return every recorded step."""
    return cast("list[Step]", [event.event for event in store.events(["step"], until=until)])


class Contacts(Mapping[PersonId, Person]):
    """Everybody but owners and unknown ones, by id.

    One is read by itself, those who are expected some at a time, and all at once.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._few: LazyMapping[PersonId, Person] = LazyMapping(
            lambda people: shown(store.people(people))
        )
        self._every: dict[PersonId, Person] | None = None

    def __getitem__(self, key: PersonId) -> Person:
        return self._few[key] if self._every is None else self._every[key]

    def expect(self, people: Iterable[PersonId]) -> None:
        """Expect questions about these people, in this order: they are read together."""
        self._few.expect(people)

    def __iter__(self) -> Iterator[PersonId]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def add_all(self, people: Iterable[Person]) -> None:
        """Take everybody there is, where they were read already."""
        self._every = shown(people)

    def _all(self) -> dict[PersonId, Person]:
        if self._every is None:
            self._every = shown(self._store.people())
        return self._every


def shown(people: Iterable[Person]) -> dict[PersonId, Person]:
    """Return these people by id, without owners and unknown ones."""
    return {person.id: person for person in people if not (person.owner or person.unknown)}
