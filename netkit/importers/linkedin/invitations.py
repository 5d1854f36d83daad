"""Invitations.csv: who reached out to whom first, with which note."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from netkit.importers.linkedin.rows import TOO_LONG, Party, Row, Skip, excerpt, full_name, profile
from netkit.importers.linkedin.world import SOURCE, World
from netkit.model.events import Interaction
from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from netkit.importers.port import Item, Options

__all__ = ["WANTED", "Invitation", "parse"]

WANTED = (frozenset({"from", "to", "sentat"}),)
_NOTE = 300  # LinkedIn's own limit for a note


@dataclass(frozen=True, slots=True)
class Invitation:
    """One row; `outgoing` is None when the file does not say which way it went."""

    line: int
    at: datetime
    sender: Party
    receiver: Party
    note: str
    outgoing: bool | None

    def parties(self) -> Iterator[Party]:
        """Yield both."""
        yield self.sender
        yield self.receiver

    @property
    def owner(self) -> Party | None:
        """Return the one of the two whose archive it must be."""
        return {True: self.sender, False: self.receiver, None: None}[self.outgoing]

    def items(self, world: World) -> Iterator[Item]:
        """Yield the interaction."""
        outgoing = world.is_owner(*self.sender) if self.outgoing is None else self.outgoing
        partner = world.other(
            *(self.receiver if outgoing else self.sender), f"invitation {self.at:%Y-%m-%d %H:%M}"
        )
        owner = world.owner.id
        if partner != owner:
            sender, receiver = (owner, partner) if outgoing else (partner, owner)
            mark = hashlib.blake2b(self.note.encode(), digest_size=8).hexdigest()
            yield Interaction(
                self.at, "invitation", sender, (receiver,), "", self.note, SOURCE, mark
            )


def parse(row: Row, options: Options) -> Iterator[Invitation | Skip]:
    """Yield the invitation of a row, or why there is none."""
    sender, receiver = full_name(row.raw("from"), ""), full_name(row.raw("to"), "")
    at = row.moment("sentat")
    if sender is None or receiver is None:
        yield Skip(TOO_LONG)
    elif not sender and not receiver:
        yield Skip("it names nobody")
    elif row.overflows:
        yield Skip("more cells than its header")
    elif at is None:
        yield Skip("its date cannot be read")
    else:
        way = row.text("direction").casefold()
        yield Invitation(
            row.line,
            at,
            (sender, profile(row.raw("inviterprofileurl"))),
            (receiver, profile(row.raw("inviteeprofileurl"))),
            excerpt(row.raw("message"), _NOTE),
            {"outgoing": True, "incoming": False}.get(way),
        )
