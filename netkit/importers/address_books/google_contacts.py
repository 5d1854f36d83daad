"""Google Contacts as CSV, in the old form (Given Name, E-mail 1 - Type) and the new (Labels)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.importers.address_books.cards import book_items
from netkit.importers.tables.address_rows import has_header, open_sheet, sheet_entries
from netkit.importers.tables.column_names import Columns, Field, columns_by_name
from netkit.importers.tables.delimited import Table, squash

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.importers.port import Item, Options

__all__ = ["IMPORTER"]

_HEADERS = tuple(
    frozenset({name, key})
    for name in ("givenname", "firstname")
    for key in ("email1value", "phone1value", "groupmembership", "email1label", "fileas")
)
_PLAIN: dict[str, Field] = {
    "name": "name",
    "givenname": "first_name",
    "firstname": "first_name",
    "additionalname": "middle_name",
    "middlename": "middle_name",
    "familyname": "last_name",
    "lastname": "last_name",
    "nickname": "nickname",
    "birthday": "birthday",
    "notes": "note",
    "groupmembership": "circle",
    "labels": "circle",
    "organizationname": "organization",
    "organization1name": "organization",
    "organizationtitle": "title",
    "organization1title": "title",
    "address1city": "city",
}
_NUMBERED: tuple[tuple[re.Pattern[str], Field], ...] = (
    (re.compile(r"email\d+value"), "email"),
    (re.compile(r"phone\d+value"), "phone"),
    (re.compile(r"website\d+value"), "url"),
    (re.compile(r"relation\d+value"), "related"),
)


def columns_of(table: Table) -> Columns:
    """Map each column of a Google export to its field; fall back on the usual column names."""
    fields: dict[int, Field] = {}
    others = columns_by_name(table.header)
    for position, heading in enumerate(table.header):
        key = squash(heading)
        field = _PLAIN.get(key) or next(
            (field for pattern, field in _NUMBERED if pattern.fullmatch(key)),
            None if " - " in heading else others.get(position),
        )
        if field:
            fields[position] = field
    return fields


class GoogleContactsImporter:
    """The CSV of contacts.google.com and of Takeout."""

    name = "google-contacts"
    summary = "Google Contacts, exported as Google CSV"

    def detects(self, path: Path) -> bool:
        """Detect the header of a Google export."""
        return has_header(path, _HEADERS)

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Yield the people; values come joined by `` ::: ``, birthdays as ``--03-07``."""
        with open_sheet(path, _HEADERS, "no header of a Google export") as table:
            yield from book_items(
                sheet_entries(table, columns_of(table), path.name), "google", options
            )


IMPORTER = GoogleContactsImporter()
