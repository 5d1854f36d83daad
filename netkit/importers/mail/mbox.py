"""Mail in files: mbox (Gmail Takeout, Thunderbird, Apple Mail), .eml, Maildir; headers only.

One pass over the bytes in constant memory. A message begins at a line ``From sender date`` that a
header follows: bodies hold lines that begin with "From " (the standard library splits there), and
those have no date, or no header after it. The blank line before it is not asked for, because some
programs leave it out. Bodies are skipped, never decoded.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.importers.archive import Archive, Limits, Member, open_archive, unreadable
from netkit.importers.mail.headers import MAX_HEADERS, role_of_labels
from netkit.importers.mail.mail_items import RawMail, read_mails

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from netkit.importers.port import Item, Options

__all__ = ["IMPORTER", "MAIL_LIMITS", "header_blocks", "raw_mails"]

#: Mailboxes are larger than any other export: 20 years of mail are 50 GB, a Maildir has a file a
#: mail. They are read one block at a time, so size costs time and not memory.
MAIL_LIMITS = Limits(members=5_000_000, total_bytes=1 << 40)

_CHUNK = 1 << 20
#: Looked for without the line end before it, which is twice as fast.
_SEPARATOR = b"From "
#: Enough bytes to hold a separator line and the name of the header after it.
_LOOK_AHEAD = 1_024
_FROM_LINE = re.compile(
    rb"From (?:[^\n]{0,400}\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s[^\n]{4,12}\d\d:\d\d[^\n]{0,40}"
    rb"|-?\s*)\n(?=>?[!-9;-~]{1,76}:|>From )"
)
_HEADER_LINE = re.compile(rb"(?:[!-9;-~]{1,76}:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_MAIL_HEADER = re.compile(
    rb"^(?:from|date|message-id|received|return-path|delivered-to|mime-version):", re.I | re.M
)
_MAIL_SUFFIXES = (".mbox", ".eml", "/mbox")
_MAILDIR_DRAFT = re.compile(r":2,[A-Za-z]*D")


class _Scanner:
    """A window of at most a few chunks over a stream, with CRLF read as LF."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._held = b""
        self._counted = 0
        self._line = 1
        self.data = b""
        self.position = 0

    def more(self) -> bool:
        """Read on, forgetting what lies before `position`; False at the end."""
        chunk = self._stream.read(_CHUNK)
        ended = not chunk
        chunk = self._held + chunk
        self._held = b"\r" if chunk.endswith(b"\r") and not ended else b""
        chunk = chunk[: len(chunk) - len(self._held)]
        if b"\r" in chunk:
            chunk = chunk.replace(b"\r\n", b"\n")
        self.line()
        self.data = self.data[self.position :] + chunk
        self.position = self._counted = 0
        return not ended

    def line(self) -> int:
        """Return the number of the line at `position`."""
        self._line += self.data.count(b"\n", self._counted, self.position)
        self._counted = self.position
        return self._line

    def ahead(self, count: int) -> None:
        """Have `count` bytes from `position` on, where the stream has them."""
        while len(self.data) - self.position < count and self.more():
            pass

    def block(self) -> bytes:
        """Return the header block before the next blank line, and move to its end."""
        end = self.data.find(b"\n\n", self.position)
        while end < 0 and len(self.data) - self.position <= MAX_HEADERS and self.more():
            end = self.data.find(b"\n\n", self.position)
        start = self.position
        self.position = end = end if end >= 0 else len(self.data)
        return self.data[start : min(end + 1, start + MAX_HEADERS)]

    def next_message(self) -> bool:
        """Move to the next separator line; False when there is none."""
        while True:
            separator_at = self.data.find(_SEPARATOR, self.position)
            if separator_at < 0:
                self.position = max(self.position, len(self.data) - len(_SEPARATOR))
                if not self.more():
                    return False
            elif self.data[separator_at - 1 : separator_at] != b"\n":
                self.position = separator_at + 1
            else:
                self.position = separator_at
                if len(self.data) - separator_at < _LOOK_AHEAD:
                    self.ahead(_LOOK_AHEAD)
                if _FROM_LINE.match(self.data, self.position):
                    return True
                self.position += 1


def header_blocks(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield (line number, header block) of each mail of an mbox, or of the one mail of an .eml.

    A stream that is neither yields nothing.
    """
    scan = _Scanner(stream)
    scan.ahead(MAX_HEADERS)
    scan.position = _leading_blanks(scan.data)
    if not _FROM_LINE.match(scan.data, scan.position):
        if _is_one_mail(scan.data[scan.position :]):
            yield scan.line(), scan.block()
        return
    while True:
        line = scan.line()
        scan.position = scan.data.find(b"\n", scan.position) + 1
        yield line, scan.block()
        if not scan.next_message():
            return


def _leading_blanks(data: bytes) -> int:
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    while data[start : start + 1] in (b"\n", b"\r"):
        start += 1
    return start


def _is_one_mail(data: bytes) -> bool:
    """Return True when `data` begins with headers, among them two that only mails have."""
    match = _HEADER_LINE.match(data, 0, MAX_HEADERS)
    return match is not None and len(set(_MAIL_HEADER.findall(match.group().lower()))) >= 2


class MboxImporter:
    """Mail in files."""

    name = "mbox"
    summary = "mail: mbox files (Gmail Takeout, Thunderbird), .eml files, Maildir folders"

    def detects(self, path: Path) -> bool:
        """Detect mail at `path`, by its folders or its first kilobytes."""
        try:
            if path.is_dir():
                return _is_mail_folder(path)
            with path.open("rb") as file:
                if file.read(2) == b"PK":
                    return _is_mail_archive(path)
                file.seek(0)
                return next(header_blocks(file), None) is not None
        except (OSError, BadInputError):
            return False

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Yield the items of the mails; see :func:`netkit.importers.mail.mail_items.read_mails`."""
        with open_archive(path, MAIL_LIMITS) as archive:
            has_mails = False
            for item in read_mails(raw_mails(archive, archive.members), options):
                has_mails = True
                yield item
        if not has_mails:
            raise BadInputError(f"{path.name} holds no mail that can be read")


def _is_mail_folder(path: Path) -> bool:
    if (path / "cur").is_dir() and (path / "new").is_dir():
        return True
    files = [entry for entry in path.iterdir() if not entry.name.startswith(".")]
    if path.suffix == ".mbox":  # Apple Mail's: a folder that holds the file "mbox"
        return any(entry.name == "mbox" for entry in files)
    return bool(files) and all(entry.suffix.lower() == ".eml" for entry in files)


def _is_mail_archive(path: Path) -> bool:
    with open_archive(path, MAIL_LIMITS) as archive:
        return any(member.name.lower().endswith(_MAIL_SUFFIXES) for member in archive.members)


def raw_mails(archive: Archive, members: Iterable[Member]) -> Iterator[RawMail]:
    """Yield the header blocks of the mails in `members`; files that are no mail have none."""
    for member in members:
        parts = PurePosixPath(member.name).parts
        file = member.name if len(archive.members) > 1 else archive.path.name
        group = file if file.lower().endswith(_MAIL_SUFFIXES[:1]) else archive.path.name
        role = role_of_labels(",".join(_folder_names(archive, member)))
        if _MAILDIR_DRAFT.search(parts[-1]):
            role = "left out"
        with unreadable(member.name), archive.open(member) as stream:
            for line, block in header_blocks(stream):
                yield RawMail(file, line, block, role, group)


def _folder_names(archive: Archive, member: Member) -> list[str]:
    """Return the names a mail's folders go by: of ``.Sent/cur/x`` and of ``Sent.mbox``, "Sent"."""
    whole = (archive.path.name, *PurePosixPath(member.name).parts)
    return [piece for part in whole for piece in (part, *part.split("."))]


IMPORTER = MboxImporter()
