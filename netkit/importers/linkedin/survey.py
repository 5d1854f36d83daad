"""The first pass over the messages: who carries which name, and whose mailbox it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.domain.handles import name_key
from netkit.importers.linkedin.messages import Ends, Left, Message
from netkit.importers.linkedin.rows import is_hidden

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from netkit.domain.people import Handle
    from netkit.importers.linkedin.owner import Clues
    from netkit.importers.linkedin.roster import Roster

__all__ = ["Survey", "look"]


def look(messages: Iterable[Message | Left], roster: Roster, clues: Clues) -> Survey:
    """Go through one file, adding to `roster` and `clues`."""
    survey = Survey(roster, clues)
    for message in messages:
        survey.rows += 1
        if isinstance(message, Message):
            survey.add(message)
    return survey


class Survey:
    """What the messages say of their people, gathered without keeping a message.

    Attributes
    ----------
    rows, useful : how many rows there are, and how many of them are messages
    newest : the time of the latest message
    in_thread : (conversation, name) → the profile that wrote there under that name; None for two
    """

    def __init__(self, roster: Roster, clues: Clues) -> None:
        self.rows = self.useful = 0
        self.newest: datetime | None = None
        self.in_thread: dict[tuple[str, str], Handle | None] = {}
        self._roster = roster
        self._clues = clues

    def add(self, message: Message) -> None:
        """Take in one message."""
        self.useful += 1
        if self.newest is None or message.at > self.newest:
            self.newest = message.at
        ends = message.ends
        self._clues.undirected |= ends.outgoing is None
        if ends.sender_profile is not None:
            self._roster.add([(ends.sender, ends.sender_profile)])
        if ends.to_profiles:
            self._by_profile(ends)
        else:
            self._by_name(ends)

    def _by_profile(self, ends: Ends) -> None:
        presence = self._clues.presence.by_profile
        if len(ends.to_profiles) == 1 and "," not in ends.to and not is_hidden(ends.to):
            self._roster.add([(ends.to.strip(), ends.to_profiles[0])])
        for profile in (ends.sender_profile, *ends.to_profiles):
            if profile is not None:
                presence[profile].add(ends.thread)

    def _by_name(self, ends: Ends) -> None:
        presence = self._clues.presence.by_name
        if ends.outgoing is not None:
            owner = ends.sender if ends.outgoing else ends.to
            if "," not in owner and not is_hidden(owner):
                self._clues.named[owner.strip()] += 1
        for name in (ends.sender, *ends.to.split(",")):
            if not is_hidden(name):
                presence[name.strip()].add(ends.thread)
        if ends.sender_profile is not None:
            where = (ends.thread, name_key(ends.sender))
            same = self.in_thread.setdefault(where, ends.sender_profile)
            if same != ends.sender_profile:
                self.in_thread[where] = None
