"""Collect names of profiles, and evidence for the archive's owner, from the messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.importers.linkedin.recipients import names_several
from netkit.importers.linkedin.rows import is_hidden
from netkit.model.handles import name_key

if TYPE_CHECKING:
    from netkit.importers.linkedin.archive_owner import Clues
    from netkit.importers.linkedin.messages import Ends
    from netkit.importers.linkedin.roster import Roster
    from netkit.model.people import Handle

__all__ = ["Survey"]


class Survey:
    """A first pass over one file's messages that adds names to `roster` and evidence to `clues`.

    Attributes
    ----------
    newest : the time of the latest message, in seconds since 1970
    in_thread : (conversation, name) → the profile that wrote there under that name; None for two
    """

    def __init__(self, roster: Roster, clues: Clues) -> None:
        self.newest: int | None = None
        self.in_thread: dict[tuple[str, str], Handle | None] = {}
        self._roster = roster
        self._clues = clues
        self._met: set[Ends] = set()

    def add(self, at: int, ends: Ends) -> None:
        """Take in one message."""
        if self.newest is None or at > self.newest:
            self.newest = at
        if ends.outgoing is not None:
            self._count_owner(ends)
        if ends not in self._met:
            self._met.add(ends)
            self._meet(ends)

    def _count_owner(self, ends: Ends) -> None:
        """Count the name at the owner's end, where 2018's Direction says which that is."""
        owner = ends.sender if ends.outgoing else ends.to
        if not ends.to_profiles and not names_several(owner) and not is_hidden(owner):
            self._clues.named[owner.strip()] += 1

    def _meet(self, ends: Ends) -> None:
        self._clues.undirected |= ends.outgoing is None
        if ends.sender_profile is not None:
            self._roster.add([(ends.sender, ends.sender_profile)])
        if ends.to_profiles:
            self._by_profile(ends)
        else:
            self._by_name(ends)

    def _by_profile(self, ends: Ends) -> None:
        presence = self._clues.presence.by_profile
        if len(ends.to_profiles) == 1 and not names_several(ends.to) and not is_hidden(ends.to):
            self._roster.add([(ends.to.strip(), ends.to_profiles[0])])
        for profile in (ends.sender_profile, *ends.to_profiles):
            if profile is not None:
                presence[profile].add(ends.thread)

    def _by_name(self, ends: Ends) -> None:
        presence = self._clues.presence.by_name
        for name in (ends.sender, *re.split("[,;]", ends.to)):
            if not is_hidden(name):
                presence[name.strip()].add(ends.thread)
        if ends.sender_profile is not None:
            where = (ends.thread, name_key(ends.sender))
            same = self.in_thread.setdefault(where, ends.sender_profile)
            if same != ends.sender_profile:
                self.in_thread[where] = None
