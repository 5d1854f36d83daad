"""Google Takeout as it is downloaded: one ZIP with mail, contacts and calendars in it.

Mail is streamed out of the ZIP; calendars and address books, which are small, are unpacked one by
one into a temporary folder. The addresses that the mail shows to be the owner's tell whose the
calendars are. Without any, calendars named by several addresses are left out with a warning: a
download holds every calendar that one manages, a boss's too.
"""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.importers.address_books import vcard
from netkit.importers.archive import Archive, Member, open_archive, unreadable
from netkit.importers.calendars import icalendar_files as calendars
from netkit.importers.mail.mail_items import read_mails
from netkit.importers.mail.mbox import MAIL_LIMITS, raw_mails
from netkit.importers.owner_option import owner_handles, owner_names
from netkit.importers.port import Importer, Item, Options, Sighting, Warned
from netkit.model.frozen import replace
from netkit.model.handles import email
from netkit.support.scratch_folders import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["IMPORTER"]

_ROOT = "Takeout"
_SMALL: dict[str, Importer] = {".vcf": vcard.IMPORTER, ".ics": calendars.IMPORTER}
_MAX_SMALL = 256 << 20
#: Bytes of a calendar in which its name stands.
_HEAD = 4_096
_NAME = re.compile(rb"^X-WR-CALNAME[^:\r\n]*:([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
_WHOSE = "holds the calendars of {}, which are left out; say which is yours with --me {}"


class TakeoutImporter:
    """A Google account's download."""

    name = "takeout"
    summary = "Google Takeout (.zip): its mail, contacts and calendars"

    def detects(self, path: Path) -> bool:
        """Detect a ZIP with mail, contacts or calendars below ``Takeout/``."""
        try:
            if path.is_dir() or path.suffix.lower() != ".zip":
                return False
            with open_archive(path, MAIL_LIMITS) as archive:
                return bool(_members(archive, ".mbox", *_SMALL))
        except (OSError, BadInputError):
            return False

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Yield the items of each part; a part that cannot be read is a warning.

        Raises BadInputError when no part can be read.
        """
        has_items = False
        with open_archive(path, MAIL_LIMITS) as archive:
            for part in _parts(archive, options):
                has_items = has_items or not isinstance(part, Warned)
                yield part
        if not has_items:
            raise BadInputError(f"{path.name} holds no mail, contacts or calendar to read")


def _members(archive: Archive, *suffixes: str) -> list[Member]:
    return [
        member
        for member in archive.members
        if PurePosixPath(member.name).parts[0] == _ROOT
        and member.name.lower().endswith(suffixes)
        and len(PurePosixPath(member.name).parts) > 1
    ]


def _parts(archive: Archive, options: Options) -> Iterator[Item]:
    try:
        for item in read_mails(raw_mails(archive, _members(archive, ".mbox")), options):
            if isinstance(item, Sighting) and item.owner:
                own = (handle.value for handle in item.handles if handle.kind == "email")
                options = replace(options, owner=",".join([*own, options.owner]))
            yield item
    except BadInputError as error:
        yield Warned(archive.path.name, str(error))
    members = _members(archive, *_SMALL)
    named = () if owner_handles(options) or owner_names(options) else _named(archive, members)
    if len(named) > 1:
        yield Warned(archive.path.name, _WHOSE.format(" and ".join(named[:5]), named[0]))
        members = [member for member in members if not member.name.lower().endswith(".ics")]
    with scratch_folder() as folder:
        for member in members:
            yield from _small(archive, member, folder, options)


def _named(archive: Archive, members: list[Member]) -> tuple[str, ...]:
    """Return the addresses that calendars are named by."""
    names: list[str] = []
    for member in members:
        if member.name.lower().endswith(".ics"):
            with suppress(BadInputError), unreadable(member.name), archive.open(member) as file:
                names += [
                    name.decode("utf-8", "replace") for name in _NAME.findall(file.read(_HEAD))
                ]
    return tuple(dict.fromkeys(handle.value for handle in map(email, names) if handle))


def _small(archive: Archive, member: Member, folder: Path, options: Options) -> Iterator[Item]:
    path = folder / PurePosixPath(member.name).name
    importer = _SMALL[path.suffix.lower()]
    try:
        if member.size > _MAX_SMALL:
            raise BadInputError(f"{member.name} is larger than 256 MiB")
        with unreadable(member.name), archive.open(member) as packed, path.open("wb") as file:
            shutil.copyfileobj(packed, file)
        yield from importer.read(path, options)
    except BadInputError as error:
        yield Warned(member.name, str(error))
    finally:
        path.unlink(missing_ok=True)


IMPORTER = TakeoutImporter()
