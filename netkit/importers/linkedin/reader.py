"""Reads an archive once: the small files whole, the messages put aside, then tells.

Reading learns who is who and whose archive it is; only then can a row's names be told from each
other. Memory grows with people and conversations, not with messages.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.importers.archive import Archive, Member, open_archive
from netkit.importers.linkedin.archive_files import (
    COUNTED,
    FILES,
    MESSAGES,
    FileKind,
    known_members,
    looks_like_export,
)
from netkit.importers.linkedin.archive_owner import Clues, owner_of
from netkit.importers.linkedin.invitations import Invitation
from netkit.importers.linkedin.message_interactions import Mailbox
from netkit.importers.linkedin.own_profile import OwnKey, Place, Profile
from netkit.importers.linkedin.roster import Connection, Roster
from netkit.importers.linkedin.rows import Skip, Tally, latest, open_table, rows, shown_name
from netkit.importers.linkedin.survey import Survey
from netkit.importers.linkedin.world import Owner, Record, World
from netkit.importers.port import Item, Options, Problem, Sighting, Warned
from netkit.model.when import from_epoch
from netkit.support.spill import Aside

from . import connections, messages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from netkit.importers.linkedin.messages import Left, Message
    from netkit.model.people import Handle

__all__ = ["LinkedIn"]

_KIND_OF = {name: kind for kind in FILES for name in kind.names}
#: What an archive is asked for: without any of them readable, the rest tells next to nothing.
_MAIN = frozenset({MESSAGES, "connections"})
_ANY_HEADER = (frozenset[str](),)


class LinkedIn:
    """The importer of LinkedIn's "Get a copy of your data": a ZIP, or its unpacked folder."""

    name = "linkedin"
    summary = "LinkedIn's data export: a ZIP or its folder, 2018 to today"

    def detects(self, path: Path) -> bool:
        """Detect a LinkedIn export by the names of its files; never raises."""
        return looks_like_export(path)

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Return an iterator over the items of an export.

        A chain, not a generator over generators: each level of those costs every message a step.

        Raises
        ------
        BadInputError
            Nothing in it can be read, or it is not safe to read.
        UsageError
            It does not tell whose export it is.
        """
        with open_archive(path) as archive:
            reading = _Reading(archive, options)
            problems = reading.load()
        return chain(problems, reading.tell())


def _nothing_in(rows: int) -> str:
    return f"none of its {rows} rows could be used" if rows else "a header without rows"


class _Reading:
    """One run over one archive."""

    def __init__(self, archive: Archive, options: Options) -> None:
        self._archive = archive
        self._options = options
        self._roster = Roster()
        self._clues = Clues(options)
        self._reader = messages.Reader(options)
        self._records: list[tuple[str, Record]] = []
        self._mailboxes: dict[str, Aside[Message | Left]] = {}
        self._in_thread: dict[tuple[str, str], Handle | None] = {}
        self._connections_file = ""
        self._newest: datetime | None = None
        self._readable = 0
        self._readable_main = 0

    def load(self) -> list[Problem | Warned]:
        """Read every file as far as can be, and return what is wrong with them."""
        members = known_members(self._archive)
        if not members:
            raise BadInputError(f"{self._archive.path.name} holds no file of a LinkedIn export")
        problems = [item for name, member in members for item in self._load(name, member)]
        refused = [item for item in problems if isinstance(item, Warned)]
        has_main = any(name in _MAIN for name, _ in members)
        if not self._readable or (has_main and not self._readable_main):
            reasons = [f"{item.file}: {item.text}" for item in refused]
            raise BadInputError(f"nothing can be read: {'; '.join(reasons)[:300]}")
        return problems

    def _load(self, name: str, member: Member) -> Iterator[Problem | Warned]:
        """Read one file as far as can be without knowing the others."""
        if name == MESSAGES:
            yield from self._survey(member)
        elif name in COUNTED:
            yield from self._count(name, member)
        else:
            yield from self._load_small(_KIND_OF[name], member)

    def _load_small(self, kind: FileKind, member: Member) -> Iterator[Problem | Warned]:
        opened = open_table(self._archive, member, kind.wanted, kind.aliases)
        if isinstance(opened, Warned):
            yield opened
            return
        self._readable += 1
        self._readable_main += kind.names[0] in _MAIN
        tally = Tally(shown_name(member.name))
        text, table = opened
        read = useful = 0
        with text:
            for row in rows(table, tally, kind.date_column):
                read += 1
                if isinstance(row, Problem):
                    yield row
                    continue
                for record in kind.parse(row, self._options):
                    if isinstance(record, Skip):
                        yield from tally.skip(row.line, record)
                    elif self._is_past(record):
                        self._keep(record, tally.file)
                        useful += 1
                    else:
                        yield Problem(tally.file, row.line, "its date lies in the future")
        yield from tally.problems()
        if not useful:
            yield Warned(tally.file, _nothing_in(read))

    def _is_past(self, record: Connection | Record) -> bool:
        if isinstance(record, Connection) or record.at is None:
            return True
        return record.at <= latest(self._options)

    def _keep(self, record: Connection | Record, file: str) -> None:
        if isinstance(record, Connection):
            self._connections_file = file
            self._roster.add_connection(record)
            self._see(connections.midnight(record.day) if record.day else None)
            return
        self._records.append((file, record))
        self._see(record.at)
        if isinstance(record, Profile):
            self._clues.profile_name = record.name
        elif isinstance(record, OwnKey):
            self._clues.keys.append(record.handle)
        elif isinstance(record, Invitation):
            self._clues.add_invitation(record.owner)

    def _see(self, at: datetime | None) -> None:
        if at is not None and (self._newest is None or at > self._newest):
            self._newest = at

    def _survey(self, member: Member) -> Iterator[Warned]:
        """Read the messages, and put them aside until everybody is known."""
        opened = open_table(self._archive, member, messages.WANTED)
        if isinstance(opened, Warned):
            yield opened
            return
        self._readable += 1
        self._readable_main += 1
        text, table = opened
        name = shown_name(member.name)
        survey = Survey(self._roster, self._clues)
        spilled = self._mailboxes[name] = Aside()
        ends = self._reader.ends
        with text:
            for message in self._reader.messages(table):
                spilled.append(message)
                if len(message) > 3:
                    survey.add(message[1], ends[message[2]])
        self._in_thread.update(survey.in_thread)
        if survey.newest is None:
            yield Warned(name, _nothing_in(len(spilled)))
        else:
            self._see(from_epoch(survey.newest))

    def _count(self, name: str, member: Member) -> Iterator[Problem | Warned]:
        """Count the rows of a file that tells nothing of people."""
        opened = open_table(self._archive, member, _ANY_HEADER)
        if isinstance(opened, Warned):
            yield opened
            return
        self._readable += 1
        text, table = opened
        with text:
            count = sum(1 for _ in table.rows())
        if count:
            yield Problem(shown_name(member.name), table.header_line + 1, COUNTED[name], count)

    def tell(self) -> Iterator[Item]:
        """Return an iterator over what the files hold, once all are loaded."""
        if not (
            any(map(len, self._mailboxes.values())) or self._records or self._roster.connections
        ):
            return iter(())
        self._roster.add(party for _, record in self._records for party in record.parties())
        owner = owner_of(self._clues, self._roster)
        slug = owner.handles[0] if owner.handles[0].kind == "linkedin" else None
        self._roster.settle(slug)
        world = World(owner, self._roster, self._newest, self._in_thread)
        return chain(
            [self._sight(owner)],
            connections.tell(self._connections_file, self._roster, world),
            self._tell_records(world),
            self._tell_messages(world),
        )

    def _sight(self, owner: Owner) -> Sighting:
        """Return the owner as their profile and their job of today show them."""
        jobs = [
            record for _, record in self._records
            if isinstance(record, Place) and record.kind == "work" and record.end is None
        ]  # fmt: skip
        job = max(jobs, key=lambda place: str(place.start or ""), default=None)
        company, title = (job.organization, job.title) if job else ("", "")
        return Sighting(owner.handles, owner.name, company, title, self._newest, owner=True)

    def _tell_records(self, world: World) -> Iterator[Item]:
        tallies: dict[str, Tally] = {}
        for file, record in self._records:
            tally = tallies.setdefault(file, Tally(file))
            for item in record.items(world):
                if fresh := world.fresh():
                    yield from fresh
                if isinstance(item, Skip):
                    yield from tally.skip(record.line, item)
                else:
                    yield item
            yield from world.fresh()
        for tally in tallies.values():
            yield from tally.problems()

    def _tell_messages(self, world: World) -> Iterator[Item]:
        mailbox = Mailbox(world, self._reader.ends, self._reader.titles)
        boxes = (mailbox.tell(spilled, Tally(name)) for name, spilled in self._mailboxes.items())
        return chain(chain.from_iterable(boxes), mailbox.conversations())
