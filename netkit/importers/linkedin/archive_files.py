"""Which file of an export is which: its names, its header, and the reader of its rows."""

from __future__ import annotations

import io
import os
from itertools import islice
from typing import TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.importers.archive import Archive, Member, is_litter, open_archive, unreadable
from netkit.importers.linkedin.rows import Row, Skip, open_table
from netkit.importers.port import Options, Warned
from netkit.importers.tables.delimited import encoding_of, find_table, squash_name
from netkit.model.frozen import dataclass, field

from . import address_book as contacts
from . import connections, invitations, messages
from . import own_profile as me
from . import recommendations as favours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
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
        ("endorsementreceivedinfo",), favours.ENDORSEMENT,
        favours.endorsement(given=False), "endorsementdate",
    ),
    FileKind(
        ("endorsementgiveninfo",), favours.ENDORSEMENT,
        favours.endorsement(given=True), "endorsementdate",
    ),
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
#: Other names of a file: what it was called once.
_FORMER = {"inbox": MESSAGES}
#: Names that other programs' exports have too; one of them alone proves nothing.
_COMMON = frozenset({
    "profile", "contacts", "notes", "skills", "education", "comments", "votes", "inbox"
})  # fmt: skip
#: Columns that no other program's table has together: a renamed file is known by them.
_HEADERS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"firstname", "lastname", "connectedon"}), "connections"),
    (frozenset({"conversationid", "from", "to", "date", "content"}), MESSAGES),
    (frozenset({"from", "to", "date", "subject", "content", "direction", "folder"}), MESSAGES),
    (frozenset({"from", "to", "sentat", "direction"}), "invitations"),
    (frozenset({"endorsementdate", "skillname", "endorseefirstname"}), "endorsementgiveninfo"),
    (frozenset({"endorsementdate", "skillname", "endorserfirstname"}), "endorsementreceivedinfo"),
    (frozenset({"connectionfirstname", "connectionprofileurl", "note"}), "notes"),
    (frozenset({"firstname", "lastname", "headline", "geolocation"}), "profile"),
    (frozenset({"companyname", "title", "startedon", "finishedon"}), "positions"),
    (frozenset({"emailaddress", "confirmed", "primary"}), "emailaddresses"),
)
#: What given and received recommendations have in common; their name tells them apart.
_RECOMMENDATIONS = frozenset({"firstname", "jobtitle", "creationdate", "status"})
_MOST_NAMES = 50_000
_MOST_PROBED = 200
_PROBE = 65_536
_DEEPEST = 3
_TABLES = frozenset({"csv", "tsv", "txt"})
_WHOLE = (".zip", ".tgz", ".tar.gz", ".tar")


def known_members(archive: Archive) -> list[tuple[str, Member]]:
    """Return the files that say something about people, each with its squashed name.

    Those of the uppermost folders that hold any: an archive's own, or its parts side by side.
    """
    tables = [member for member in archive.members if _is_table(member.name)]
    names = {member: _known_name(member.name) for member in tables}
    for member in [member for member in tables if not names[member]][:_MOST_PROBED]:
        names[member] = _name_by_header(archive, member)
    export_files = [member for member in tables if names[member]]
    top = min((member.name.count("/") for member in export_files), default=0)
    return [(names[member], member) for member in export_files if member.name.count("/") == top]


def _is_table(path: str) -> bool:
    return path.rpartition(".")[2].lower() in _TABLES


def _known_name(path: str) -> str:
    """Return the squashed name of a known file; empty for any other."""
    name = squash_name(path)
    return _FORMER.get(name, name) if name in _KNOWN or name in _FORMER else ""


def _name_by_header(archive: Archive, member: Member) -> str:
    """Return which file a renamed one is, by the columns that only it has; empty for none."""
    try:
        with unreadable(member.name), archive.open(member) as file:
            head = file.read(_PROBE)
        encoding = encoding_of(io.BytesIO(head), member.name)
    except BadInputError:
        return ""
    text = io.StringIO(head.decode(encoding, "replace"), newline="")
    wanted = [*(columns for columns, _ in _HEADERS), _RECOMMENDATIONS]
    table = find_table(text, wanted, connections.ALIASES)
    if table is None:
        return ""
    for columns, name in _HEADERS:
        if columns <= table.columns.keys():
            return name
    loose = squash_name(member.name)
    side = "given" if "given" in loose else "received" if "received" in loose else ""
    return f"recommendations{side}" if side else ""


def looks_like_export(path: Path) -> bool:
    """Return True for a ZIP or folder that holds an export's files, or for one of these files."""
    try:
        if path.is_dir() and not _may_be_export(path):
            return False
        if path.is_file() and not (_is_table(path.name) or path.name.lower().endswith(_WHOLE)):
            return False
        with open_archive(path) as archive:
            file_names = {name for name, _ in known_members(archive)} - _COMMON
            return bool(file_names) and (not _is_table(path.name) or _has_header(archive))
    except (BadInputError, OSError, ValueError, NotImplementedError):
        return False


def _may_be_export(folder: Path) -> bool:
    """Return True when a folder, or the only one within, has a known file, or only tables.

    Any other folder is looked through file by file: an address book beside an archive is read too.
    """
    names = _listing(folder)
    for _ in range(_DEEPEST):
        if len(names) == 1 and (folder / names[0]).is_dir():
            folder /= names[0]
            names = _listing(folder)
    if {name for name in map(_known_name, filter(_is_table, names)) if name} - _COMMON:
        return True
    return all(map(_is_table, names)) if names else False


def _has_header(archive: Archive) -> bool:
    wanted = {name: kind.wanted for kind in FILES for name in kind.names}
    for name, member in known_members(archive):
        opened = open_table(archive, member, wanted.get(name, messages.WANTED), connections.ALIASES)
        if isinstance(opened, Warned):
            return False
        opened[0].close()
    return True


def _listing(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return [
            entry.name for entry in islice(entries, _MOST_NAMES)
            if not is_litter(entry.name) and not entry.name.startswith(".")
        ]  # fmt: skip
