"""Rows of a table to entries of an address book: shared by Google, Outlook and any other table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.importers.address_books.cards import Card, Entry, read_death
from netkit.importers.date_order import month_first, read_day
from netkit.importers.tables.column_names import FIELDS, Columns, Field
from netkit.importers.tables.delimited import BadRow, Table, Wanted, find_table, open_text
from netkit.model.names import fold
from netkit.model.when import PartialDate

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


def has_header(path: Path, headers: Wanted) -> bool:
    """Return True when `path` is a table with one of `headers`; never raises."""
    try:
        if path.is_dir():
            return False
        with open_text(lambda: path.open("rb"), path.name) as text:
            return find_table(text, headers) is not None
    except (OSError, BadInputError, UnicodeError):
        return False


@contextmanager
def open_sheet(path: Path, headers: Wanted, unknown: str) -> Iterator[Table]:
    """Open the table of `path`; raises BadInputError that says `unknown` when it has no header."""
    with open_text(lambda: path.open("rb"), path.name) as text:
        table = find_table(text, headers)
        if table is None:
            raise BadInputError(f"{path.name}: {unknown}")
        yield table


_MANY = re.compile(r"\s*:::\s*")
_SEVERAL = {"email": re.compile(r"[;,\s]+"), "phone": re.compile(r"[;\n]|,\s")}
_LISTED = re.compile(r"\s*[;,]\s*")
_DATES: tuple[Field, ...] = ("birthday", "last_contact", "died")
#: Mr and Mrs, as Outlook's "Title" holds them, are no job.
_SALUTATION = re.compile(
    r"mrs?|ms|miss|mx|sir|dame|dr|prof|herr|frau|hr|fr|m|mm|mme|mlle|monsieur|madame|sra?|srta|don|"
    r"dona|sig|sigra|signora?|dott|dottssa|dhr|mevr|heer|mevrouw|senhora?|eng|pan|pani|"
    r"г-н|г-жа|господин|госпожа|bay|bayan|様|先生|女士|小姐",
)
_NO_DATE = re.compile(r"0+[./-]0+[./-]0+")
_ALIVE = frozenset({"no", "n", "false", "0", "nein", "non", "nao", "nee"})


def values_of(cells: Sequence[str], columns: Columns, field: Field) -> tuple[str, ...]:
    """Return the values of `field` in a row, in the order of the columns, without empty ones.

    Google joins several values by `` ::: ``; addresses and numbers also come joined by ``;``.
    """
    split = _SEVERAL.get(field)
    values: list[str] = []
    for position, kind in columns.items():
        if kind == field and position < len(cells):
            for value in _MANY.split(cells[position]):
                values += split.split(value) if split else [value]
    return tuple(value.strip() for value in values if value.strip())


def sheet_entries(
    table: Table, columns: Columns, file: str, *, months_first: bool | None = None
) -> Iterator[Entry]:
    """Yield an entry per row.

    Parameters
    ----------
    months_first : how ``3/4/20`` is to be read where no date of the file tells
    """
    rows = list(table.rows())
    orders = {
        position: _month_first(rows, position, months_first)
        for position, field in columns.items()
        if field in _DATES
    }
    for row in rows:
        if isinstance(row, BadRow):
            yield file, row.line, row.reason
            continue
        line, cells = row
        card, unread = _card(cells, columns, orders)
        yield file, line, card
        if unread:
            yield file, line, f"{unread}: a date that cannot be read, or has two readings"


#: Position of a column of dates → whether their numbers begin with the month; None: not known.
Orders = Mapping[int, bool | None]


def _month_first(
    rows: Sequence[tuple[int, list[str]] | BadRow], position: int, otherwise: bool | None
) -> bool | None:
    """Return the order of the dates of one column: two columns may come from two programs."""
    cells = (row[1] for row in rows if not isinstance(row, BadRow))
    order = month_first(cell[position] for cell in cells if position < len(cell))
    return otherwise if order is None else order


def _card(cells: list[str], columns: Columns, orders: Orders) -> tuple[Card, str]:
    """Return a row's entry, and the name of a date in it that cannot be read."""

    def first(field: Field) -> str:
        return next(iter(values_of(cells, columns, field)), "")

    days, unread = _dates(cells, orders, columns)
    birthday = days["birthday"]
    if first("birth_month"):
        birthday = _birthday_of_parts(
            first("birth_year"), first("birth_month"), first("birth_day") or first("birthday")
        )
        unread = "" if birthday and unread == "birthday" else unread
    labels = (part for text in values_of(cells, columns, "circle") for part in _LISTED.split(text))
    titles = (text for text in values_of(cells, columns, "title") if not _is_salutation(text))
    card = Card(
        name=_whole_name(first),
        emails=values_of(cells, columns, "email"),
        phones=values_of(cells, columns, "phone"),
        urls=(*map(_profile, values_of(cells, columns, "linkedin")),
              *values_of(cells, columns, "url")),
        uid=first("uid"),
        nickname=first("nickname"),
        organization=first("organization"),
        title=next(titles, ""),
        city=first("city"),
        birthday=birthday,
        last_contact=days["last_contact"],
        died=days["died"] or _death_in(first("died")),
        circles=tuple(label for label in labels if label),
        note="\n".join(values_of(cells, columns, "note")),
        related=values_of(cells, columns, "related"),
    )  # fmt: skip
    return card, unread


def _dates(cells: list[str], orders: Orders, columns: Columns) -> tuple[dict[Field, str], str]:
    """Return the first day of each kind that a row holds, and the kind of one not read."""
    days: dict[Field, str] = dict.fromkeys(_DATES, "")
    unread = ""
    for position, order in orders.items():
        field = columns[position]
        text = cells[position].strip() if position < len(cells) else ""
        if not text or days[field]:
            continue
        day = read_day(text, order)
        days[field] = str(day or "")
        if day is None and field != "died" and not _NO_DATE.fullmatch(text):
            unread = field.replace("_", " ")
    return days, unread


def _death_in(text: str) -> str:
    """Return what a column of deaths says without a date: a year, or ``yes``; empty for no."""
    return "" if fold(text) in _ALIVE or _NO_DATE.fullmatch(text) else read_death(text)


def _birthday_of_parts(year: str, month: str, day: str) -> str:
    """Return a birthday of three columns, as Thunderbird writes it; without a year if it is 0."""
    if not (month.isdecimal() and day.isdecimal()):
        return ""
    try:
        return str(PartialDate(int(year) if year.isdecimal() and int(year) else None, int(month),
                               int(day)))  # fmt: skip
    except ValueError:
        return ""


def _is_salutation(text: str) -> bool:
    return _SALUTATION.fullmatch(fold(text).replace(".", "").replace("/", "").strip()) is not None


def _whole_name(first: Callable[[Field], str]) -> str:
    """Return a row's name: as one column has it, else put together from its parts.

    "Name" beside "Vorname" is a surname; an address in the column of names is no name.
    """
    whole, first_name, family = first("name"), first("first_name"), first("last_name")
    parts = _joined(first_name, first("middle_name"), family)
    if not whole or (parts and "@" in whole):
        return parts or whole
    if first_name and not family and fold(first_name) not in fold(whole):
        return _joined(first_name, first("middle_name"), whole)
    return whole


def _joined(first_name: str, middle: str, family: str) -> str:
    """Return a whole name: where names are written without spaces the family's comes first."""
    if first_name and family and all(map(_is_ideographic, first_name + family)):
        return family + middle + first_name
    return " ".join(filter(None, (first_name, middle, family)))


def _is_ideographic(char: str) -> bool:
    return unicodedata.name(char, "").startswith(("CJK UNIFIED", "HANGUL SYLLABLE"))


def _profile(text: str) -> str:
    """Return a profile's address, of which a column called LinkedIn may hold the slug alone."""
    return text if "/" in text else f"linkedin.com/in/{text}"
