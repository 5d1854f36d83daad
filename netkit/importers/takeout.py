"""Google Takeout as it is downloaded: one ZIP with mail, contacts and calendars in it.

Mail is streamed out of the ZIP; calendars and address books, which are small, are unpacked one by
one into a temporary folder. The addresses that the mail shows to be the owner's tell whose the
calendars are.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.importers.address_books import vcard
from netkit.importers.archive import Archive, Member, open_archive, unreadable
from netkit.importers.calendars import icalendar_files as calendars
from netkit.importers.mail.mail_items import read_mails
from netkit.importers.mail.mbox import MAIL_LIMITS, raw_mails
from netkit.importers.port import Importer, Item, Options, Sighting, Warned

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["IMPORTER"]

_ROOT = "Takeout"
_SMALL: dict[str, Importer] = {".vcf": vcard.IMPORTER, ".ics": calendars.IMPORTER}
_MAX_SMALL = 256 << 20


class TakeoutImporter:
    """A Google account's download."""

    name = "takeout"
    summary = "Google Takeout (.zip): its mail, contacts and calendars"

    def detects(self, path: Path) -> bool:
        """Say whether a ZIP holds mail, contacts or calendars below ``Takeout/``."""
        try:
            if path.is_dir() or path.suffix.lower() != ".zip":
                return False
            with open_archive(path, MAIL_LIMITS) as archive:
                return bool(_members(archive, ".mbox", *_SMALL))
        except (OSError, BadInputError):
            return False

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Yield what each part says; a part that cannot be read is a warning.

        Raises BadInputError when no part can be read.
        """
        found = False
        with open_archive(path, MAIL_LIMITS) as archive:
            for part in _parts(archive, options):
                found = found or not isinstance(part, Warned)
                yield part
        if not found:
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
    with TemporaryDirectory(prefix="netkit-takeout-") as folder:
        for member in _members(archive, *_SMALL):
            yield from _small(archive, member, Path(folder), options)


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
