"""What a conversation of several people says: an introduction, and who may know whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netkit.importers.co_presence import LARGEST_GROUP, acquaintances
from netkit.importers.linkedin.messages import OPENING
from netkit.importers.linkedin.rows import excerpt
from netkit.importers.linkedin.world import SOURCE
from netkit.model.events import Interaction, Introduction, Step, event_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from netkit.importers.port import Item
    from netkit.model.people import PersonId

__all__ = ["Threads", "speaks_of_introducing"]

_INTRODUCING = re.compile(
    r"\bintroduc(?:e|es|ed|ing|tions?)\b(?! (?:myself|ourselves|my company|our company))"
    r"|\be?-?intros?\b"
    r"|\b(?:meet|know) (?:each other|one another)\b"
    r"|\b(?:connect(?:ing)?|put(?:ting)?|bring(?:ing)?) (?:you|the) two\b"
    r"|\bconnect(?:ing)? you (?:both|with each other|with one another)\b"
    r"|\b(?:put(?:ting)?|get(?:ting)?) you (?:both |two )?in (?:touch|contact)\b"
    r"|\byou (?:two|both) should (?:meet|talk|connect|know)\b",
    re.IGNORECASE,
)


def speaks_of_introducing(text: str) -> bool:
    """Say whether a message's words are those of somebody who brings two people together."""
    return _INTRODUCING.search(text[:OPENING]) is not None


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

    def __init__(self, owner: PersonId, unknown: set[PersonId]) -> None:
        self._owner = owner
        self._unknown = unknown
        self._began: dict[str, datetime] = {}
        self._groups: dict[str, _Group] = {}

    def add(self, message: Interaction, thread: str, opening: str) -> None:
        """Take in one message of `thread`, which names its people where the export does not."""
        began = self._began.setdefault(thread, message.at)
        if message.at < began:
            self._began[thread] = message.at
        if len(message.recipients) < 2:
            return
        group = self._groups.get(thread)
        if group is None or message.at < group.at:
            people = group.people if group else set()
            group = _Group(message.at, message.sender, message.recipients, opening, people)
            self._groups[thread] = group
        group.people.update((message.sender, *message.recipients))

    def items(self) -> Iterator[Item]:
        """Yield what the conversations say, once all messages were read."""
        for thread, group in self._groups.items():
            if group.at == self._began[thread]:
                yield from self._introduction(group)
            others = group.people - self._unknown - {self._owner}
            if len(group.people) <= LARGEST_GROUP:
                yield from acquaintances(group.at, others, "thread", source=SOURCE)

    def _introduction(self, group: _Group) -> Iterator[Item]:
        """Yield the introduction that a conversation of three begins with, and that it was made."""
        three = {group.sender, *group.receivers}
        if len(three) != 3 or self._owner not in three or three & self._unknown:
            return
        if speaks_of_introducing(group.opening):
            a, b = sorted(group.receivers)
            why = excerpt(group.opening)
            introduction = Introduction(group.at, group.sender, a, b, why, SOURCE)
            yield introduction
            yield Step(group.at, event_id(introduction), "made", source=SOURCE)
