"""Open an archive that is no export by itself: exports zipped again, parts and loose files in one.

Its files of known kinds are copied into a private folder that goes afterwards, each within what an
honest export stays in; archives among them are opened alike, down to `_DEEPEST`. An archive of a
known format is read where it lies, and what is zipped within it (a document sent in a chat) is not.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.importers.archive import LIMITS, is_archive_name, open_archive, unreadable
from netkit.support.scratch_folders import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netkit.importers.archive import Archive, Member

__all__ = ["Allowance", "archives_within", "unpacked"]

#: Archives within an archive within an archive.
_DEEPEST = 2
_MOST_ARCHIVES = 64
_BLOCK = 1 << 20
#: Kinds of files that some importer may know; a photograph or a film is not copied.
_KINDS = frozenset({
    "", ".csv", ".db", ".eml", ".gexf", ".gml", ".graphml", ".ics", ".ical", ".json", ".mbox",
    ".ndjson", ".sql", ".tsv", ".txt", ".vcf", ".xlsx", ".xml",
})  # fmt: skip


class Allowance:
    """Bounds on all archives that one import opens, together."""

    def __init__(self) -> None:
        self.archives, self.total_bytes = _MOST_ARCHIVES, LIMITS.total_bytes

    def take(self, archive: Archive) -> None:
        """Count an archive and what it would unpack to.

        Raises BadInputError where there are too many of them, or they unpack to too much.
        """
        self.archives -= 1
        self.total_bytes -= sum(member.size for member in (*archive.members, *archive.nested))
        if self.archives < 0 or self.total_bytes < 0:
            raise BadInputError(
                f"{archive.path.name} holds more archives, or larger ones, than an export does;"
                " refused"
            )


def archives_within(path: Path) -> list[str]:
    """Return the names of the archives within a ZIP; nothing for any other file."""
    if not path.is_file() or not path.name.lower().endswith(".zip"):
        return []
    with open_archive(path) as archive:
        return [member.name for member in archive.nested]


@contextmanager
def unpacked(path: Path, allowance: Allowance, depth: int) -> Iterator[Path]:
    """Give a folder with the files of an archive that some importer may know.

    Raises
    ------
    BadInputError
        It is no archive, or one that is refused, or archives in it lie too deep.
    """
    with scratch_folder() as scratch, open_archive(path) as archive:
        folder = scratch / path.stem
        folder.mkdir()
        allowance.take(archive)
        if archive.nested and depth >= _DEEPEST:
            raise BadInputError(
                f"{path.name} holds archives within archives within archives; unpack them, and"
                " import the folder"
            )
        for member in (*archive.members, *archive.nested):
            if PurePosixPath(member.name).suffix.lower() in _KINDS or is_archive_name(member.name):
                _copy(archive, member, folder)
        yield folder


def _copy(archive: Archive, member: Member, folder: Path) -> None:
    """Write a member below `folder`, no more of it than its size."""
    target = folder.joinpath(*PurePosixPath(member.name).parts)
    left = member.size
    with unreadable(member.name):
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as packed, target.open("xb") as file:
            while left > 0 and (block := packed.read(min(_BLOCK, left))):
                left -= len(block)
                file.write(block)
