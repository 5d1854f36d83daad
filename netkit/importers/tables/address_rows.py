"""Rows of a table to entries of an address book: shared by Google, Outlook and any other table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, get_args

from netkit.errors import BadInputError
from netkit.importers.address_books.cards import Card, Entry
from netkit.importers.date_order import month_first, read_day
from netkit.importers.tables.delimited import BadRow, Table, find_table, open_text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "FIELDS",
    "Columns",
    "Field",
    "has_header",
    "open_sheet",
    "sheet_entries",
    "values_of",
]

#: Sets of squashed column names: a row that holds all of one of them is the header.
Headers = Iterable[frozenset[str]]


def has_header(path: Path, headers: Headers) -> bool:
    """Say whether `path` is a table with one of `headers`; never raises."""
    try:
        if path.is_dir():
            return False
        with open_text(lambda: path.open("rb"), path.name) as text:
            return find_table(text, headers) is not None
    except (OSError, BadInputError, UnicodeError):
        return False


@contextmanager
def open_sheet(path: Path, headers: Headers, unknown: str) -> Iterator[Table]:
    """Open the table of `path`; raises BadInputError that says `unknown` when it has no header."""
    with open_text(lambda: path.open("rb"), path.name) as text:
        table = find_table(text, headers)
        if table is None:
            raise BadInputError(f"{path.name}: {unknown}")
        yield table


#: What a column can be.
Field = Literal[
    "name", "first_name", "middle_name", "last_name", "nickname", "email", "phone", "linkedin",
    "url", "organization", "title", "city", "birthday", "circle", "note", "related", "uid",
    "last_contact",
]  # fmt: skip
FIELDS: tuple[Field, ...] = get_args(Field)

#: Position of a column → what it is; several columns may be the same.
Columns = Mapping[int, Field]

_MANY = re.compile(r"\s*:::\s*")
_SEVERAL = {"email": re.compile(r"[;,\s]+"), "phone": re.compile(r"[;\n]|,\s")}
_LISTED = re.compile(r"\s*[;,]\s*")
_DATES: tuple[Field, ...] = ("birthday", "last_contact")
_NO_DATE = re.compile(r"0+[./-]0+[./-]0+")


def values_of(cells: Sequence[str], columns: Columns, field: Field) -> tuple[str, ...]:
    """Return the values of `field` in a row, in the order of the columns, without empty ones.

    Google joins several values by `` ::: ``; addresses and numbers also come joined by ``;``.
    """
    split = _SEVERAL.get(field)
    found: list[str] = []
    for position, kind in columns.items():
        if kind == field and position < len(cells):
            for value in _MANY.split(cells[position]):
                found += split.split(value) if split else [value]
    return tuple(value.strip() for value in found if value.strip())


def sheet_entries(
    table: Table, columns: Columns, file: str, *, months_first: bool | None = None
) -> Iterator[Entry]:
    """Yield an entry per row.

    Parameters
    ----------
    months_first : how ``3/4/20`` is to be read where no date of the file tells
    """
    rows = list(table.rows())
    texts = (
        text
        for row in rows
        if not isinstance(row, BadRow)
        for field in _DATES
        for text in values_of(row[1], columns, field)
    )
    order = month_first(texts)
    order = months_first if order is None else order
    for row in rows:
        if isinstance(row, BadRow):
            yield file, row.line, row.reason
            continue
        line, cells = row
        card, unread = _card(cells, columns, order)
        yield file, line, card
        if unread:
            yield file, line, f"{unread}: a date that cannot be read, or has two readings"


def _card(cells: list[str], columns: Columns, order: bool | None) -> tuple[Card, str]:
    """Return a row's entry, and the name of a date in it that cannot be read."""

    def first(field: Field) -> str:
        return next(iter(values_of(cells, columns, field)), "")

    days: dict[Field, str] = {}
    unread = ""
    for field in _DATES:
        text = first(field)
        day = read_day(text, order)
        days[field] = str(day or "")
        if text and day is None and not _NO_DATE.fullmatch(text):
            unread = field.replace("_", " ")
    parts = (first("first_name"), first("middle_name"), first("last_name"))
    labels = (part for text in values_of(cells, columns, "circle") for part in _LISTED.split(text))
    card = Card(
        name=first("name") or " ".join(filter(None, parts)),
        emails=values_of(cells, columns, "email"),
        phones=values_of(cells, columns, "phone"),
        urls=(*map(_profile, values_of(cells, columns, "linkedin")),
              *values_of(cells, columns, "url")),
        uid=first("uid"),
        nickname=first("nickname"),
        organization=first("organization"),
        title=first("title"),
        city=first("city"),
        birthday=days["birthday"],
        last_contact=days["last_contact"],
        # Google: "* " marks what the system made (* myContacts, * starred)
        circles=tuple(label for label in labels if label and not label.startswith("*")),
        note="\n".join(values_of(cells, columns, "note")),
        related=values_of(cells, columns, "related"),
    )  # fmt: skip
    return card, unread


def _profile(text: str) -> str:
    """Return a profile's address, of which a column called LinkedIn may hold the slug alone."""
    return text if "/" in text else f"linkedin.com/in/{text}"
