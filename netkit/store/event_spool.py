"""The events of a change as the rows they become, put aside so that memory need not hold them.

An import may bring millions. Each event's id is computed once, when it comes in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from netkit.model.events import Event, Interaction, contact_key, event_key
from netkit.model.when import from_epoch, to_epoch
from netkit.store.codec import data_of, kind_of, people_of, restore
from netkit.support.spill import Aside, Scratch

if TYPE_CHECKING:
    from collections.abc import Callable

    from netkit.model.events import Channel
    from netkit.model.people import PersonId

__all__ = ["ContactRow", "EventRow", "Spool"]


#: An interaction: the bytes of its id, seconds since 1970, channel, thread, text, source, mark,
#: sender, recipients.
ContactRow = tuple[bytes, int, "Channel", str, str, str, str, "PersonId", tuple["PersonId", ...]]

#: Any other event: the bytes of its id, its kind, seconds since 1970, its data as
#: `netkit.store.codec` writes them, its people by the field they fill.
EventRow = tuple[bytes, str, int, str, dict[str, "PersonId"]]


_HAND = 8_192  # bytes of ids held in memory in each of 64 parts

#: Read in one step: there are hundreds of thousands.
_contact_row: Callable[[Interaction], tuple[Any, ...]] = attrgetter(
    "channel", "thread", "text", "source", "mark", "sender", "recipients"
)


class Spool(Collection[Event]):
    """Events in the order in which they came; equal ones are kept and counted once."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._contacts: Aside[ContactRow] = Aside()
        self._others: Aside[EventRow] = Aside()
        self._keys: defaultdict[str, _Keys] = defaultdict(_Keys)
        self._counts: dict[str, int] | None = None
        for event in events:
            self.add(event)

    @classmethod
    def of(cls, events: Collection[Event]) -> Spool:
        """Return `events` as a spool; itself where they are one."""
        return events if isinstance(events, Spool) else cls(events)

    def add(self, event: Event) -> None:
        """Put an event behind the others."""
        if isinstance(event, Interaction):
            self.add_contact(event)
            return
        self._counts = None
        kind, key = kind_of(event), event_key(event)
        self._others.append((key, kind, to_epoch(event.at), data_of(event), people_of(event)))
        self._keys[kind].add(key)

    def add_contact(self, contact: Interaction) -> None:
        """Put an interaction behind the others."""
        at = to_epoch(contact.at)
        key = contact_key(contact, at)
        self._counts = None
        self._contacts.append((key, at, *_contact_row(contact)))
        self._keys["interaction"].add(key)

    @property
    def kinds(self) -> dict[str, int]:
        """Return the number of different events of each kind."""
        if self._counts is None:
            self._counts = {kind: len(keys) for kind, keys in self._keys.items()}
        return dict(self._counts)

    def contacts(self) -> Iterator[list[ContactRow]]:
        """Yield the interactions, some thousand at a time."""
        return self._contacts.chunks()

    def others(self) -> Iterator[list[EventRow]]:
        """Yield all other events, some thousand at a time."""
        return self._others.chunks()

    def __len__(self) -> int:
        """Return the number of events that came in."""
        return len(self._contacts) + len(self._others)

    def __iter__(self) -> Iterator[Event]:
        """Yield every event, interactions first, times in whole seconds."""
        for _, at, channel, thread, text, source, mark, sender, recipients in self._contacts:
            yield Interaction(
                from_epoch(at), channel, sender, recipients, thread, text, source, mark
            )
        for _, kind, at, data, people in self._others:
            yield restore(kind, at, data, people)

    def __contains__(self, event: object) -> bool:
        """Return True when an equal event came in."""
        return any(event == stored for stored in self)


class _Keys:
    """Counts different ids by their first eight bytes, on disk once they are many.

    They are dealt out by their first bits, so that each of 64 hands is counted by itself.
    """

    def __init__(self) -> None:
        self._hands = [bytearray() for _ in range(64)]
        self._places: list[list[tuple[int, int]]] = [[] for _ in range(64)]
        self._scratch = Scratch()

    def add(self, key: bytes) -> None:
        number = key[0] & 63
        hand = self._hands[number]
        hand += key[:8]
        if len(hand) >= _HAND:
            self._places[number].append(self._scratch.put(bytes(hand)))
            hand.clear()

    def __len__(self) -> int:
        return sum(self._different(number) for number in range(64))

    def _different(self, number: int) -> int:
        keys = set(memoryview(self._hands[number]).cast("Q"))
        for place in self._places[number]:
            keys.update(memoryview(self._scratch.get(place)).cast("Q"))
        return len(keys)
