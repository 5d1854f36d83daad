"""Which file of an export is which: its names, its header, and the reader of its rows."""

from __future__ import annotations

import os
import zipfile
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.importers.archive import Archive, Member, is_litter, open_archive
from netkit.importers.linkedin.rows import Row, Skip, open_table
from netkit.importers.port import Options, Warned
from netkit.importers.tables.delimited import squash_name

from . import address_book as contacts
from . import connections, invitations, messages
from . import own_profile as me
from . import recommendations as favours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from netkit.importers.linkedin.roster import Connection
    from netkit.importers.linkedin.world import Record

__all__ = ["COUNTED", "FILES", "MESSAGES", "FileKind", "known_members", "looks_like_export"]

MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of small file.

    Attributes
    ----------
    names : its squashed names over the years
    wanted : sets of columns; the row that holds all of one of them is its header
    parse : turns a row into what it says, and into why it, or part of it, was left out
    date_column : where a date may stand whose comma was not quoted
    """

    names: tuple[str, ...]
    wanted: tuple[frozenset[str], ...]
    parse: Callable[[Row, Options], Iterator[Connection | Skip] | Iterator[Record | Skip]]
    date_column: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)


def _columns(*names: str) -> tuple[frozenset[str], ...]:
    return (frozenset(names),)


FILES: tuple[FileKind, ...] = (
    FileKind(
        ("connections",), connections.WANTED, connections.parse, "connectedon", connections.ALIASES
    ),
    FileKind(("profile",), _columns("firstname", "lastname"), me.profile),
    FileKind(("emailaddresses",), _columns("emailaddress"), me.own_email),
    FileKind(("phonenumbers",), _columns("number"), me.own_phone),
    FileKind(("positions",), _columns("companyname", "title"), me.position),
    FileKind(("education",), _columns("schoolname"), me.school),
    FileKind(("skills",), _columns("name"), me.skill),
    FileKind(("invitations",), invitations.WANTED, invitations.parse, "sentat"),
    FileKind(
        ("endorsementreceivedinfo",), favours.ENDORSEMENT, favours.endorsement(given=False)
    ),
    FileKind(("endorsementgiveninfo",), favours.ENDORSEMENT, favours.endorsement(given=True)),
    FileKind(
        ("recommendationsreceived",), favours.RECOMMENDATION,
        favours.recommendation(given=False), "creationdate",
    ),
    FileKind(
        ("recommendationsgiven",), favours.RECOMMENDATION,
        favours.recommendation(given=True), "creationdate",
    ),
    FileKind(("contacts", "importedcontacts"), contacts.CONTACTS, contacts.contact, "createdat"),
    FileKind(("notes",), contacts.NOTES, contacts.note, "createdon"),
)  # fmt: skip

_ASSISTANT = "a conversation with an assistant, not with a person"
_LINK = "holds a link and no person"
_FOLLOWED = "following somebody is no contact"

#: Files whose rows are counted and left out, with why.
COUNTED: dict[str, str] = {
    "guidemessages": _ASSISTANT,
    "coachmessages": _ASSISTANT,
    "learningcoachmessages": _ASSISTANT,
    "learningroleplaymessages": _ASSISTANT,
    "reactions": _LINK,
    "comments": _LINK,
    "votes": _LINK,
    "shares": _LINK,
    "memberfollows": _FOLLOWED,
    "companyfollows": _FOLLOWED,
}

_KNOWN = frozenset({MESSAGES, *COUNTED, *(name for kind in FILES for name in kind.names)})
#: Names that other programs' exports have too; one of them alone proves nothing.
_COMMON = frozenset({"profile", "contacts", "notes", "skills", "education", "comments", "votes"})
_MOST_NAMES = 50_000


def known_members(archive: Archive) -> list[tuple[str, Member]]:
    """Return the files that say something about people, each with its squashed name."""
    by_path = {member.name: member for member in archive.members}
    return [(name, by_path[path]) for path, name in _known(by_path)]


def _known(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield path and squashed name of the known tables at the root, or in the only folder."""
    paths = sorted(paths)
    tops = {path.split("/", 1)[0] for path in paths if "/" in path}
    alone = len(tops) == 1 and all("/" in path for path in paths)
    depth = 1 if alone else 0
    for path in paths:
        ending = path.rpartition(".")[2].lower()
        if path.count("/") == depth and ending in {"csv", "tsv", "txt"}:
            name = squash_name(path)
            if name in _KNOWN:
                yield path, name


def looks_like_export(path: Path) -> bool:
    """Say whether the file names in a ZIP or folder are an export's, or a file is one of them."""
    try:
        found = {name for _, name in _known(_names(path))} - _COMMON
        return bool(found) and (path.suffix.lower() != ".csv" or _has_header(path))
    except (BadInputError, OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _has_header(path: Path) -> bool:
    wanted = {name: kind.wanted for kind in FILES for name in kind.names}
    with open_archive(path) as archive:
        for name, member in known_members(archive):
            opened = open_table(
                archive, member, wanted.get(name, messages.WANTED), connections.ALIASES
            )
            if isinstance(opened, Warned):
                return False
            opened[0].close()
    return True


def _names(path: Path) -> list[str]:
    if path.is_dir():
        names = _listing(path)
        if len(names) == 1 and (path / names[0]).is_dir():
            names = [f"{names[0]}/{name}" for name in _listing(path / names[0])]
        return names
    if path.suffix.lower() == ".csv":
        return [path.name]
    with zipfile.ZipFile(path) as zipped:
        return [name for name in zipped.namelist() if not is_litter(name)]


def _listing(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return [entry.name for entry in islice(entries, _MOST_NAMES)]
