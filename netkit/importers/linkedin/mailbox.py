"""The second pass over the messages: from messages to interactions between known people."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from netkit.domain.events import Interaction
from netkit.domain.handles import unknown
from netkit.domain.people import PersonId
from netkit.importers.linkedin.messages import Left, Message
from netkit.importers.linkedin.recipients import parties_to
from netkit.importers.linkedin.rows import Party, Skip, Tally, excerpt, is_hidden
from netkit.importers.linkedin.threads import Threads
from netkit.importers.linkedin.world import SOURCE, World
from netkit.importers.port import Item

__all__ = ["Mailbox"]

_REPEATED = Skip("the same message as an earlier row", bulk=True)
_TO_ONESELF = Skip("written to oneself", bulk=True)
_MOST_ENDS = 100_000


class Mailbox:
    """Turns messages into interactions, each once, and remembers the conversations."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._owner = world.owner.id
        self._unknown: set[PersonId] = set()
        self._threads = Threads(self._owner, self._unknown)
        self._told: set[int] = set()
        self._ends_of: dict[tuple[object, ...], tuple[PersonId, tuple[PersonId, ...]]] = {}

    def tell(self, messages: Iterable[Message | Left], tally: Tally) -> Iterator[Item]:
        """Yield one file's interactions and what was left out of it."""
        for message in messages:
            if isinstance(message, Left):
                yield from tally.skip(message.line, message.skip)
                continue
            told = self._interaction(message)
            if isinstance(told, Skip):
                yield from tally.skip(message.line, told)
                continue
            yield from self._world.fresh()
            yield told
        yield from tally.problems()

    def conversations(self) -> Iterator[Item]:
        """Yield what the conversations say as a whole."""
        return self._threads.items()

    def _interaction(self, message: Message) -> Interaction | Skip:
        mark = hashlib.blake2b(message.content.encode(), digest_size=8).hexdigest()
        sender, receivers = self._ends(message, mark)
        if not receivers:
            return _TO_ONESELF
        key = hash((message.at, sender, receivers, message.thread, mark))
        if key in self._told:
            return _REPEATED
        self._told.add(key)
        said = Interaction(
            message.at, "message", sender, receivers, message.thread,
            excerpt(message.subject) or excerpt(message.content), SOURCE, mark,
        )  # fmt: skip
        thread = message.thread or "|".join(sorted((sender, *receivers)))
        self._threads.add(said, thread, message.content)
        return said

    def _ends(self, message: Message, mark: str) -> tuple[PersonId, tuple[PersonId, ...]]:
        """Return who wrote and to whom; the same people of a conversation are looked up once."""
        if not message.thread:
            return self._resolve(message, f"{message.at:%Y-%m-%d %H:%M} {mark}")
        written = (message.thread, *message[3:8])
        found = self._ends_of.get(written)
        if found is None:
            if len(self._ends_of) >= _MOST_ENDS:
                self._ends_of.clear()
            found = self._ends_of[written] = self._resolve(message, message.thread)
        return found

    def _resolve(self, message: Message, thread: str) -> tuple[PersonId, tuple[PersonId, ...]]:
        outgoing = self._is_outgoing(message)
        others = self._receivers(message, thread, outgoing=outgoing)
        sender = self._owner
        if not outgoing:
            sender = self._person((message.sender, message.sender_profile), thread)
        return sender, tuple(person for person in others if person != sender)

    def _is_outgoing(self, message: Message) -> bool:
        if message.outgoing is not None:
            return message.outgoing
        return self._world.is_owner(message.sender, message.sender_profile)

    def _receivers(self, message: Message, thread: str, *, outgoing: bool) -> list[PersonId]:
        """Return the recipients; what came in came to the owner, named or not."""
        found: dict[PersonId, None] = {}
        if not outgoing:
            found[self._owner] = None
        for name, profile in parties_to(message, self._is_name):
            if outgoing or not self._world.is_owner(name, profile):
                found[self._person((name, profile), thread)] = None
        return list(found) or [self._person(("", None), thread)]

    def _person(self, party: Party, thread: str) -> PersonId:
        name, profile = party
        person = self._world.other(name, profile, thread)
        if profile is None and is_hidden(name):
            self._unknown.add(unknown(SOURCE, thread).person_id)
        return person

    def _is_name(self, name: str) -> bool:
        return self._world.is_owner(name, None) or self._world.roster.is_connection_name(name)
