"""Read introductions and acquaintances from conversations of several people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netkit.importers.co_presence import LARGEST_GROUP, acquaintances
from netkit.importers.introduction_tales import hints_at_introduction, tellings
from netkit.importers.introduction_words import introduces, thanked_for
from netkit.importers.linkedin.rows import excerpt
from netkit.importers.linkedin.world import SOURCE
from netkit.model.events import Interaction, Introduction, Step, event_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from netkit.importers.port import Item, Telling
    from netkit.model.people import PersonId

__all__ = ["Threads"]


@dataclass(slots=True)
class _Group:
    """One conversation of more than two people, as far as it was read."""

    at: datetime
    sender: PersonId
    receivers: tuple[PersonId, ...]
    opening: str
    people: set[PersonId] = field(default_factory=set)


class Threads:
    """Keeps, of each conversation, when it began, and of a group's also its first message."""

    def __init__(
        self,
        owner: PersonId,
        unknown: set[PersonId],
        person_named: Callable[[str], PersonId | None] = lambda _: None,
        titles: Mapping[str, str] | None = None,
    ) -> None:
        self._titles = titles or {}
        self._owner = owner
        self._unknown = unknown
        self._person_named = person_named
        self._thanked: list[tuple[datetime, PersonId, PersonId, str, str]] = []
        self._tellings: list[Telling] = []
        self._began: dict[str, datetime] = {}
        self._groups: dict[str, _Group] = {}

    def add(self, message: Interaction, thread: str, opening: str) -> None:
        """Take in one message of `thread`, which names its people where the export does not."""
        began = self._began.setdefault(thread, message.at)
        if message.at < began:
            self._began[thread] = message.at
        if len(message.recipients) < 2:
            if not hints_at_introduction(opening):
                return
            self._tellings += tellings(message, opening)
            if name := thanked_for(opening):
                thanks = (message.at, message.recipients[0], message.sender, name, excerpt(opening))
                self._thanked.append(thanks)
            return
        self._tellings += tellings(message, opening)
        group = self._groups.get(thread)
        if group is None or message.at < group.at:
            people = group.people if group else set()
            group = _Group(message.at, message.sender, message.recipients, opening, people)
            self._groups[thread] = group
        group.people.update((message.sender, *message.recipients))

    def items(self) -> Iterator[Item]:
        """Yield introductions and acquaintances of the conversations, after the last message."""
        yield from self._tellings
        for at, broker, writer, name, text in self._thanked:
            third = self._person_named(name)
            if third is not None and third not in {broker, writer}:
                yield from _made(at, broker, (writer, third), text)
        for thread, group in self._groups.items():
            if group.at == self._began[thread]:
                yield from self._introduction(group)
            others = group.people - self._unknown - {self._owner}
            if len(group.people) <= LARGEST_GROUP:
                yield from acquaintances(
                    group.at, others, "thread", source=SOURCE, title=self._titles.get(thread, "")
                )

    def _introduction(self, group: _Group) -> Iterator[Item]:
        """Yield the introduction that a conversation of three begins with, and that it was made."""
        three = {group.sender, *group.receivers}
        if len(three) != 3 or self._owner not in three or three & self._unknown:
            return
        if introduces(group.opening):
            yield from _made(group.at, group.sender, group.receivers, group.opening)


def _made(
    at: datetime, broker: PersonId, pair: tuple[PersonId, ...], text: str
) -> Iterator[Introduction | Step]:
    a, b = sorted(pair)
    introduction = Introduction(at, broker, a, b, excerpt(text), SOURCE)
    yield introduction
    yield Step(at, event_id(introduction), "made", source=SOURCE)
