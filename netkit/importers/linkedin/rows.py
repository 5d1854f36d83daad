"""From the files of an archive to rows, with what is left out told by file, line and reason."""

from __future__ import annotations

import dataclasses
import html
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TextIO

from netkit.errors import BadInputError
from netkit.importers.linkedin.export_dates import has_clock, moment, with_day_order
from netkit.importers.port import Options, Problem, Warned
from netkit.importers.tables.delimited import BadRow, Table, find_table, open_text
from netkit.model.frozen import dataclass
from netkit.model.handles import linkedin
from netkit.model.names import MAX_NAME, clean
from netkit.model.people import Handle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from netkit.importers.archive import Archive, Member

__all__ = [
    "TAG",
    "TOO_LONG",
    "Party",
    "Row",
    "Skip",
    "Tally",
    "excerpt",
    "full_name",
    "is_hidden",
    "latest",
    "open_table",
    "profile",
    "rejoin_date",
    "rows",
    "shown_name",
]

#: A name and, where the row has one, the profile it belongs to.
Party = tuple[str, Handle | None]

_MAX_FIELD = 300
_EXCERPT = 140
TAG = re.compile(r"<[^<>]*>")
_GRACE = timedelta(days=1)  # times without a zone may lie up to 14 hours ahead
_LAST = datetime.max.replace(tzinfo=UTC)
_HIDDEN = frozenset(
    {"", "linkedin member", "linkedin-mitglied", "utilisateur linkedin", "miembro de linkedin"}
)

TOO_LONG = "a name of more than 1,000 characters"


@dataclass(frozen=True, slots=True)
class Skip:
    """Why a row, or part of it, was left out; `bulk` reasons are counted instead of listed."""

    reason: str
    bulk: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a small file, its cells by squashed column name.

    `months_first` says how its column's dates in numbers are to be read.
    """

    line: int
    cells: list[str]
    columns: Mapping[str, int]
    width: int
    months_first: bool = True

    @property
    def overflows(self) -> bool:
        """Return True for a row with more cells than its header, whose meaning is unsure."""
        return len(self.cells) > self.width

    def raw(self, column: str) -> str:
        """Return a cell as it stands; empty when the file has no such column."""
        position = self.columns.get(column)
        return "" if position is None else self.cells[position]

    def moment(self, column: str) -> datetime | None:
        """Return the time in a cell; None when it is none."""
        return moment(self.raw(column), months_first=self.months_first)

    def text(self, column: str) -> str:
        """Return a cell as one clean line of at most 300 characters."""
        return clean(self.raw(column)[: 4 * _MAX_FIELD])[:_MAX_FIELD]


def shown_name(name: str) -> str:
    """Return an archive's file name as it may be shown."""
    return clean(name)[:_MAX_FIELD]


def full_name(first: str, last: str) -> str | None:
    """Return a person's name in one; None when it is too long to be one."""
    return None if len(first) + len(last) > MAX_NAME else clean(f"{first} {last}")


def is_hidden(name: str) -> bool:
    """Return True for a name that stands for a hidden or closed account."""
    return name.strip().casefold() in _HIDDEN


def profile(url: str) -> Handle | None:
    """Return the profile an address leads to; None when it is empty or not a person's."""
    return linkedin(url) if "/" in url else None


def excerpt(text: str, limit: int = _EXCERPT) -> str:
    """Return the first `limit` characters of what a text says, without HTML."""
    if not text:
        return ""
    head = text[: 3 * limit]
    if "<" in head or "&" in head:
        head = html.unescape(TAG.sub(" ", text[: 8 * limit]))
        head = head[: 3 * limit]
    line = " ".join(head.split())
    if not (line.isascii() and line.isprintable()):
        line = clean(line)
    return line if len(line) <= limit else line[:limit].rstrip()


def latest(options: Options) -> datetime:
    """Return the time after which nothing has happened yet; the last of all without a clock."""
    return _LAST if options.now is None else options.now + _GRACE


@dataclasses.dataclass(slots=True)
class Tally:
    """Counts the bulk reasons of one file."""

    file: str
    _found: dict[str, tuple[int, int]] = dataclasses.field(default_factory=dict)

    def skip(self, line: int, skip: Skip) -> Iterator[Problem]:
        """Yield the problem of a row, or count it when its reason is a bulk one."""
        if skip.bulk:
            first, count = self._found.get(skip.reason, (line, 0))
            self._found[skip.reason] = (first, count + 1)
        else:
            yield Problem(self.file, line, skip.reason)

    def problems(self) -> Iterator[Problem]:
        """Yield one problem per bulk reason."""
        for reason, (line, count) in self._found.items():
            yield Problem(self.file, line, reason, count)


def open_table(
    archive: Archive,
    member: Member,
    wanted: Iterable[frozenset[str]],
    aliases: Mapping[str, str] | None = None,
) -> tuple[TextIO, Table] | Warned:
    """Open a member and find its header; a warning says why that is not possible."""
    name = shown_name(member.name)
    if member.size == 0:
        return Warned(name, "the file is empty")
    try:
        text = open_text(lambda: archive.open(member), member.name)
    except BadInputError as error:
        return Warned(name, f"refused: {shown_name(str(error))}")
    table = find_table(text, wanted, aliases)
    if table is None:
        text.close()
        return Warned(name, "no header of a LinkedIn export among its first 25 lines; not read")
    return text, table


def rejoin_date(cells: list[str], width: int, at: int) -> None:
    """Put together a date whose comma was not quoted: ``4/9/18, 7:05 AM``, in place."""
    if len(cells) == width + 1 and at + 1 < len(cells) and has_clock(cells[at + 1]):
        cells[at : at + 2] = [f"{cells[at]},{cells[at + 1]}"]


def rows(table: Table, tally: Tally, date_column: str) -> Iterator[Row | Problem]:
    """Yield a small file's rows, and a problem for each that cannot be split into cells."""
    width = len(table.header)
    at = table.columns.get(date_column, width)

    def date_of(entry: tuple[int, list[str]] | BadRow) -> str:
        if isinstance(entry, BadRow) or at == width:
            return ""
        rejoin_date(entry[1], width, at)
        return entry[1][at]

    for entry, months_first in with_day_order(table.rows(), date_of):
        if isinstance(entry, BadRow):
            yield Problem(tally.file, entry.line, entry.reason)
            continue
        line, cells = entry
        yield Row(line, cells, table.columns, width, months_first)
