"""From messages to interactions, once everybody in the archive is known."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from netkit.importers.linkedin.recipients import parties_to
from netkit.importers.linkedin.rows import Party, Skip, Tally, is_hidden
from netkit.importers.linkedin.threads import Threads
from netkit.importers.linkedin.world import SOURCE, World
from netkit.model.events import Interaction
from netkit.model.handles import unknown
from netkit.model.when import from_epoch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from netkit.importers.linkedin.messages import Ends, Left, Message
    from netkit.importers.port import Item
    from netkit.model.people import PersonId

__all__ = ["Mailbox"]

_REPEATED = Skip("the same message as an earlier row", bulk=True)
_TO_ONESELF = Skip("written to oneself", bulk=True)


class Mailbox:
    """Turns messages into interactions, each once, and remembers the conversations.

    `ends` are those that the messages name by their number; `titles` those of conversations.
    """

    def __init__(
        self, world: World, ends: Sequence[Ends], titles: Mapping[str, str] | None = None
    ) -> None:
        self._world = world
        self._owner = world.owner.id
        self._ends = ends
        self._unknown: set[PersonId] = set()
        named = partial(_person_named, world)
        self._threads = Threads(self._owner, self._unknown, named, titles or {})
        self._told: set[int] = set()
        self._found: dict[int, tuple[PersonId, tuple[PersonId, ...]]] = {}

    def tell(self, messages: Iterable[Message | Left], tally: Tally) -> Iterator[Item]:
        """Yield one file's interactions and what was left out of it."""
        for message in messages:
            outcome = Skip(*message[1:]) if len(message) == 3 else self._interaction(message)
            if isinstance(outcome, Skip):
                yield from tally.skip(message[0], outcome)
                continue
            if fresh := self._world.fresh():
                yield from fresh
            yield outcome
        yield from tally.problems()

    def conversations(self) -> Iterator[Item]:
        """Yield the introductions and acquaintances of whole conversations."""
        for item in self._threads.items():
            yield from self._world.fresh()
            yield item

    def _interaction(self, message: Message) -> Interaction | Skip:
        _, at, number, text, opening, mark = message
        sender, receivers = self._found.get(number) or self._people(number, at, mark)
        if not receivers:
            return _TO_ONESELF
        thread = self._ends[number].thread
        key = hash((at, sender, receivers, thread, mark))
        if key in self._told:
            return _REPEATED
        self._told.add(key)
        interaction = Interaction(
            from_epoch(at), "message", sender, receivers, thread, text, SOURCE, mark
        )
        self._threads.add(
            interaction,
            thread or "|".join(sorted((sender, *receivers))),
            text if opening is None else opening,
        )
        return interaction

    def _people(self, number: int, at: int, mark: str) -> tuple[PersonId, tuple[PersonId, ...]]:
        """Return a message's sender and recipients; the same ends are looked up once."""
        ends = self._ends[number]
        hidden = ends.thread or f"{from_epoch(at):%Y-%m-%d %H:%M} {mark}"
        people = self._resolve(ends, hidden)
        if ends.thread or self._unknown.isdisjoint((people[0], *people[1])):
            self._found[number] = people
        return people

    def _resolve(self, ends: Ends, thread: str) -> tuple[PersonId, tuple[PersonId, ...]]:
        outgoing = ends.outgoing
        if outgoing is None:
            outgoing = self._world.is_owner(ends.sender, ends.sender_profile)
        others = self._receivers(ends, thread, outgoing=outgoing)
        sender = self._owner
        if not outgoing:
            sender = self._person((ends.sender, ends.sender_profile), thread)
        return sender, tuple(person for person in others if person != sender)

    def _receivers(self, ends: Ends, thread: str, *, outgoing: bool) -> list[PersonId]:
        """Return the recipients; what came in came to the owner, named or not."""
        receivers: dict[PersonId, None] = {}
        if not outgoing:
            receivers[self._owner] = None
        for name, profile in parties_to(ends, self._is_name):
            if outgoing or not self._world.is_owner(name, profile):
                receivers[self._person((name, profile), thread)] = None
        return list(receivers) or [self._person(("", None), thread)]

    def _person(self, party: Party, thread: str) -> PersonId:
        name, profile = party
        person = self._world.other(name, profile, thread)
        if profile is None and is_hidden(name):
            self._unknown.add(unknown(SOURCE, thread).person_id)
        return person

    def _is_name(self, name: str) -> bool:
        return self._world.is_owner(name, None) or self._world.roster.is_connection_name(name)


def _person_named(world: World, name: str) -> PersonId | None:
    """Return the one person of the archive with that full name, seen already."""
    handle = world.roster.person_named(name)
    return world.other(name, handle, "") if handle is not None else None
