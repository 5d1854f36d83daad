"""The first pass over the messages: who carries which name, and whose mailbox it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from netkit.domain.handles import name_key
from netkit.domain.people import Handle
from netkit.importers.linkedin.messages import Left, Message
from netkit.importers.linkedin.owner import Clues
from netkit.importers.linkedin.roster import Roster
from netkit.importers.linkedin.rows import is_hidden

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
        self._known: set[tuple[object, ...]] = set()

    def add(self, message: Message) -> None:
        """Take in one message."""
        self.useful += 1
        if self.newest is None or message.at > self.newest:
            self.newest = message.at
        parties = (message.thread, *message[3:8])
        if parties not in self._known:
            self._known.add(parties)
            self._add_parties(message)

    def _add_parties(self, message: Message) -> None:
        if message.sender_profile is not None:
            self._roster.add([(message.sender, message.sender_profile)])
        if message.to_profiles:
            self._by_profile(message, message.to_profiles)
        else:
            self._by_name(message)

    def _by_profile(self, message: Message, receivers: tuple[Handle, ...]) -> None:
        presence = self._clues.presence.by_profile
        if len(receivers) == 1 and "," not in message.to and not is_hidden(message.to):
            self._roster.add([(message.to.strip(), receivers[0])])
        for profile in (message.sender_profile, *receivers):
            if profile is not None:
                presence[profile].add(message.thread)

    def _by_name(self, message: Message) -> None:
        presence = self._clues.presence.by_name
        if message.outgoing is not None:
            owner = message.sender if message.outgoing else message.to
            if "," not in owner and not is_hidden(owner):
                self._clues.named[owner.strip()] += 1
        for name in (message.sender, *message.to.split(",")):
            if not is_hidden(name):
                presence[name.strip()].add(message.thread)
        if message.sender_profile is not None:
            where = (message.thread, name_key(message.sender))
            same = self.in_thread.setdefault(where, message.sender_profile)
            if same != message.sender_profile:
                self.in_thread[where] = None
