"""Outlook's contacts as CSV, with its localized headers; LinkedIn's own export until 2018."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.importers.address_books.cards import book_items
from netkit.importers.tables.address_rows import has_header, open_sheet, sheet_entries
from netkit.importers.tables.column_names import OUTLOOK, columns_by_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.importers.port import Item, Options

__all__ = ["IMPORTER"]


#: What columns of Outlook's that are not taken are called in other tables: its Location.
_LIKE_OUTLOOKS = frozenset({"city", "url", "note", "title"})


def _is_header(cells: list[str]) -> bool:
    """Return True for a header with Outlook's contact columns and no column foreign to Outlook."""
    outlooks, all_known = columns_by_name(cells, OUTLOOK), columns_by_name(cells)
    fields = set(outlooks.values())
    if not fields >= {"first_name", "last_name"} or not fields & {"email", "phone"}:
        return False
    foreign = {field for position, field in all_known.items() if position not in outlooks}
    return foreign <= _LIKE_OUTLOOKS


class OutlookImporter:
    """Outlook's "comma separated values"."""

    name = "outlook"
    summary = "Outlook contacts, exported as CSV (English, German, French, Spanish and 20 more)"

    def detects(self, path: Path) -> bool:
        """Detect the header of an Outlook export."""
        return has_header(path, _is_header)

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Yield the people; English dates have the month first, ``0/0/00`` is none."""
        with open_sheet(path, _is_header, "no header of an Outlook export") as table:
            columns = columns_by_name(table.header)
            english = "firstname" in table.columns
            entries = sheet_entries(table, columns, path.name, months_first=english)
            yield from book_items(entries, "outlook", options)


IMPORTER = OutlookImporter()
