"""Any table of people: delimiter, encoding and header are found, the columns' meaning is guessed.

The guess is said in a warning, every time; ``--map column=field`` settles what it gets wrong, and
`save_mapping` keeps it for the next table with the same header.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, cast

from netkit.errors import BadInputError, UsageError
from netkit.importers.address_books.cards import book_items
from netkit.importers.port import Item, Options, Warned
from netkit.importers.tables.address_rows import has_header, open_sheet, sheet_entries
from netkit.importers.tables.column_names import (
    FIELDS,
    TABLE,
    Columns,
    Field,
    column_key,
    columns_by_name,
)
from netkit.importers.tables.delimited import Table, encoding_of, squash
from netkit.model.names import clean
from netkit.support.atomic_files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = [
    "IMPORTER",
    "guess_mapping",
    "has_column",
    "header_key",
    "load_mapping",
    "parse_map",
    "save_mapping",
]

ORIGIN = "table"
_IDENTIFYING: frozenset[Field] = frozenset(
    {"name", "first_name", "last_name", "email", "phone", "linkedin"}
)


def guess_mapping(header: Iterable[str]) -> dict[str, Field]:
    """Return column → field for the columns whose names say what they hold.

    >>> guess_mapping(["Full name", "E-mail", "Shoe size"])
    {'Full name': 'name', 'E-mail': 'email'}
    """
    names = tuple(header)
    return {names[position]: field for position, field in columns_by_name(names).items()}


def parse_map(texts: Iterable[str]) -> dict[str, str]:
    """Return column → field of ``--map`` arguments; an empty field leaves the column out.

    Raises UsageError on what is not ``column=field``, and on a field there is not.
    """
    mapping: dict[str, str] = {}
    for text in texts:
        column, sign, field = text.rpartition("=")
        if not sign or not column.strip() or (field.strip() and field.strip() not in FIELDS):
            raise UsageError(
                f"not a mapping: {text!r}; write column=field, a field of: {_listed()}"
            )
        mapping[column.strip()] = field.strip()
    return mapping


def _listed() -> str:
    return ", ".join(FIELDS)


def header_key(header: Iterable[str]) -> str:
    """Return the key under which a table's mapping is kept: the same header, the same mapping."""
    text = "\n".join(squash(name) for name in header)
    return blake2b(text.encode(), digest_size=8).hexdigest()


def load_mapping(file: Path) -> dict[str, str]:
    """Return a saved mapping.

    Raises BadInputError when the file does not hold one.
    """
    try:
        value = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadInputError(f"{file} cannot be read as a mapping") from error
    if not isinstance(value, dict) or not all(isinstance(field, str) for field in value.values()):
        raise BadInputError(f'{file} does not hold a mapping: write {{"column": "field"}}')
    return parse_map(f"{column}={field}" for column, field in value.items())


def save_mapping(file: Path, mapping: Mapping[str, str]) -> None:
    """Write a mapping, for `load_mapping`."""
    text = json.dumps(dict(mapping), ensure_ascii=False, indent=2, sort_keys=True)
    write_atomic(file, f"{text}\n".encode())


class TableImporter:
    """CSV and TSV files that no other importer knows."""

    name = "table"
    summary = "any table of people: CSV, TSV, a spreadsheet saved as CSV; see --map"

    def detects(self, path: Path) -> bool:
        """Detect a table: a column that names people, or a .csv or .tsv ending."""
        named = path.suffix.lower() in (".csv", ".tsv") and path.is_file()
        return has_header(path, _wanted({})) or (named and _is_text(path))

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Yield the people, and what was taken for what."""
        with open_sheet(path, _wanted(options.mapping), _unknown(options)) as table:
            columns = _columns(table, options.mapping)
            yield Warned(path.name, _shown(table, columns))
            yield from book_items(sheet_entries(table, columns, path.name), ORIGIN, options)


def has_column(path: Path, columns: Iterable[str]) -> bool:
    """Return True for a table file with one of `columns`."""
    return has_header(path, _wanted(dict.fromkeys(columns, "name")))


def _is_text(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return bool(encoding_of(file, path.name))
    except (OSError, BadInputError):
        return False


def _wanted(mapping: Mapping[str, str]) -> Callable[[list[str]], bool]:
    """Return a test for header rows: a mapped column is there, else one that names people."""
    mapped = {column_key(column) for column, field in mapping.items() if field}
    identifying = {
        key for key, field in TABLE.items() if field in _IDENTIFYING and not _is_short(key)
    }
    keys = mapped or identifying

    def names_people(cells: list[str]) -> bool:
        return not keys.isdisjoint(map(column_key, cells))

    return names_people


def _is_short(key: str) -> bool:
    """Return True for a column name too short to identify a header: Turkish "Ad"."""
    return key.isascii() and len(key) <= len("ad")


def _unknown(options: Options) -> str:
    if options.mapping:
        return f"none of the columns {', '.join(options.mapping)}"
    return (
        "cannot tell which columns name people; say it with --map COLUMN=FIELD, "
        f"a field of: {_listed()}"
    )


def _columns(table: Table, mapping: Mapping[str, str]) -> Columns:
    """Map each column to its field: by the user's mapping, else by its name."""
    fields = {column_key(column): field for column, field in mapping.items()}
    columns: dict[int, Field] = columns_by_name(table.header)
    for position, heading in enumerate(table.header):
        field = fields.get(column_key(heading))
        if field:
            columns[position] = cast("Field", field)
        elif field is not None:
            columns.pop(position, None)
    return dict(sorted(columns.items()))


def _shown(table: Table, columns: Columns) -> str:
    read = ", ".join(f"{clean(table.header[at])} → {field}" for at, field in columns.items())
    unread = [clean(name) for at, name in enumerate(table.header) if at not in columns and name]
    unused = f"; not used: {', '.join(unread)}" if unread else ""
    return f"read as: {read}{unused} (change it with --map COLUMN=FIELD)"


IMPORTER = TableImporter()
