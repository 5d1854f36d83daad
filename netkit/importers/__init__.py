"""File in, values out: one module per format, imported only when its turn comes."""

from __future__ import annotations

import zipfile
from importlib import import_module
from typing import TYPE_CHECKING, cast

from netkit.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from netkit.importers.port import Importer

__all__ = ["IMPORTERS", "detect", "importers"]

#: The modules that hold an importer, in the order in which they are asked for a file.
IMPORTERS: tuple[str, ...] = (
    "linkedin", "takeout", "mail.mbox", "address_books.monica", "chats.slack", "chats.sms",
    "chats.whatsapp", "address_books.vcard", "calendars.icalendar_files",
    "address_books.google_contacts", "address_books.outlook", "graph_files",
    "tables.people_table",
)  # fmt: skip


def importers() -> Iterator[Importer]:
    """Yield every importer, the most particular format first."""
    for name in IMPORTERS:
        yield cast("Importer", import_module(f"{__package__}.{name}").IMPORTER)


def detect(path: Path, mapped: Collection[str] = ()) -> Importer:
    """Return the first importer that knows `path`.

    Parameters
    ----------
    mapped : columns that the user says the meaning of: a table that has one is read as a table,
        whatever format it looks like

    Raises
    ------
    BadInputError
        None does; or the file is missing, or a ZIP that is damaged or unsafe.
    """
    if not path.exists():
        raise BadInputError(f"there is no file {path}")
    if not path.is_file() and not path.is_dir():
        raise BadInputError(f"{path} is neither a file nor a folder; save what it gives in a file")
    if mapped:
        from netkit.importers.tables import people_table

        if people_table.has_column(path, mapped):
            return people_table.IMPORTER
    for importer in importers():
        if importer.detects(path):
            return importer
    if path.is_file() and _looks_zipped(path):
        from netkit.importers.archive import open_archive

        open_archive(path).close()  # raises with the reason where that is why nobody knows it
    raise BadInputError(f"no importer knows {path.name}; 'netkit formats' lists those there are")


def _looks_zipped(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK" or zipfile.is_zipfile(path)
    except OSError:
        return False
