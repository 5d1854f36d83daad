"""CSV and TSV as people's exports really are.

The encoding is decided by looking at the whole file, the header is searched for below any
preamble, column names are compared without case, spaces and underscores, and a quote that is
never closed costs its own row instead of the rest of the file.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import chain, islice
from typing import IO, TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.importers.archive import unreadable
from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterator, Mapping

__all__ = [
    "BadRow",
    "Table",
    "Wanted",
    "encoding_of",
    "find_table",
    "open_text",
    "squash",
    "squash_name",
]

#: Sets of squashed column names, or what tells a header by its cells.
Wanted = Iterable[frozenset[str]] | Callable[[list[str]], bool]

_HEADER_ROWS = 25
_CHUNK = 1 << 20
_BLOCK = 1 << 16  # characters of lines read at once
_PROBE = 65_536
#: Longer fields end a row: 16 Mi characters, where the longest seen in exports is below 1 Mi.
_MAX_FIELD = 1 << 24
_MAX_LINE = 1 << 25
_MAX_REWINDS = 64
_DELIMITERS = (",", "\t", ";")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x00"))
_LOOSE = re.compile(r"[\s_\ufeff\u200b-]+")
_ID_SUFFIX = re.compile(r"(?:_\d+|\s*\(\d+\))+$")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def squash(heading: str) -> str:
    """Return a column's name as it is compared: without case, spaces, underscores, hyphens.

    >>> squash("Connected On"), squash("CONVERSATION_ID_42")
    ('connectedon', 'conversationid')
    """
    return _LOOSE.sub("", _ID_SUFFIX.sub("", heading.strip())).lower()


def squash_name(path: str) -> str:
    """Return a file's name as it is compared: its last part, without ending and id.

    >>> squash_name("export/Phone Numbers_12345.csv")
    'phonenumbers'
    """
    stem, dot, _ = path.rpartition("/")[2].rpartition(".")
    return squash(stem if dot else path.rpartition("/")[2])


def encoding_of(file: IO[bytes], name: str) -> str:
    """Return the encoding of a text file, having read all of it.

    A byte-order mark decides; else UTF-8, unless more bytes contradict it than agree, which is
    the older Windows encoding (cp1252). Raises BadInputError for what is not text.
    """
    return _survey(file, name)[0]


def _survey(file: IO[bytes], name: str) -> tuple[str, bool]:
    """Return the encoding, and whether some lines may be in another."""
    with unreadable(name):
        chunk = file.read(_CHUNK)
        encoding = _by_mark(chunk)
        if encoding is None and _is_binary(chunk[:_PROBE]):
            raise BadInputError(f"{name} cannot be read: it is not a text file")
        agree = contradict = 0
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        unbroken = 0
        while chunk:
            unbroken = 0 if b"\n" in chunk or b"\r" in chunk else unbroken + len(chunk)
            if unbroken > _MAX_LINE:
                raise BadInputError(f"{name} cannot be read: it has a line of {unbroken:,} bytes")
            if encoding is None and not chunk.isascii():
                text = decoder.decode(chunk)
                contradict += text.count("\ufffd")
                agree += len(chunk) - len(text)
            chunk = file.read(_CHUNK)
    if encoding:
        return encoding, encoding == "utf-8-sig"
    return "utf-8" if contradict <= agree else "cp1252", contradict > 0 < agree


def _by_mark(head: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    probe = head[:_PROBE]
    even, odd = probe[::2].count(0), probe[1::2].count(0)
    if max(even, odd) * 4 > len(probe) and min(even, odd) * 40 < len(probe):
        return "utf-16-le" if odd > even else "utf-16-be"  # Latin text: every other byte is zero
    return None


def _is_binary(probe: bytes) -> bool:
    """Return True for binary data: above 1 % control characters, or above 0.1 % zero bytes."""
    controls = len(probe) - len(probe.translate(None, _CONTROLS))
    return controls * 100 > len(probe) or probe.count(0) * 1_000 > len(probe)


def open_text(opened: Callable[[], IO[bytes]], name: str) -> io.TextIOWrapper:
    """Open a file as text, in the encoding found by a first pass over it, line by line.

    `opened` is called twice. The first pass also proves the member undamaged, so that nothing of
    a file is used that later turns out to be cut off. A line that is not UTF-8, in a file without
    a byte-order mark, is read as cp1252: address books are put together from several programs.
    Raises BadInputError for what is not text.
    """
    with opened() as file:
        encoding, is_mixed = _survey(file, name)
    errors = _LINE_BY_LINE if is_mixed else "replace"
    encoding = "utf-8" if is_mixed and encoding == "cp1252" else encoding
    return io.TextIOWrapper(opened(), encoding=encoding, errors=errors, newline="")


_LINE_BY_LINE = "netkit-line-by-line"
_SEQUENCE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")


def _read_as_windows(error: UnicodeError) -> tuple[str, int]:
    """Decode bytes that are no UTF-8 as cp1252, unless their line holds UTF-8: then it is damaged.

    The line is looked for in the bytes that are decoded at once, 8 KiB.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    data, start, end = error.object, error.start, error.end
    first = data.rfind(b"\n", 0, start) + 1
    last = data.find(b"\n", end)
    line = data[first : last if last >= 0 else len(data)]
    is_cut_off = error.reason == "unexpected end of data"
    if is_cut_off or any(map(_is_utf8, _SEQUENCE.findall(line))):
        return "\ufffd", end
    return data[start:end].decode("cp1252", "replace"), end


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


codecs.register_error(_LINE_BY_LINE, _read_as_windows)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be split into fields: the line it begins on, and why."""

    line: int
    reason: str


class Table:
    """The rows below a header.

    Attributes
    ----------
    columns : squashed name → position; the first of repeated names, aliases resolved
    header : the names as they are written
    header_line : the line the header ends on, counted from 1
    """

    def __init__(
        self, header: list[str], header_line: int, lines: _Lines, delimiter: str,
        aliases: Mapping[str, str],
    ) -> None:  # fmt: skip
        self.header = tuple(header)
        self.header_line = header_line
        self.columns: dict[str, int] = {}
        for position, heading in enumerate(header):
            key = squash(heading)
            if key:
                self.columns.setdefault(aliases.get(key, key), position)
        self._lines = lines
        self._delimiter = delimiter

    def rows(self) -> Iterator[tuple[int, list[str]] | BadRow]:
        """Yield each row's first line and its cells, padded to the header's width.

        Rows of white space are passed over. Cells beyond the header's width are kept unless
        they are empty: what they mean depends on the file.
        """
        csv.field_size_limit(_MAX_FIELD)
        before, rewinds = self.header_line, 0
        lines = self._lines
        while not lines.ended:
            reader = csv.reader(lines, delimiter=self._delimiter)
            with suppress(csv.Error):
                yield from self._sound(reader, lines, before)
                if not lines.torn:
                    return
            yield BadRow(
                before + lines.row + 1, "a quote is opened and never closed, or a field is too long"
            )
            rewinds += 1
            read = reader.line_num if rewinds > _MAX_REWINDS else lines.row + 1
            before, lines = before + read, lines.again(read)

    def _sound(self, reader: Reader, lines: _Lines, before: int) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows of `reader` up to one that a quote tears; see `_Lines.torn`."""
        width = len(self.header)
        for cells in reader:
            if lines.ended:
                lines.torn = True
                return
            if cells and (cells[0].strip() or any(map(str.strip, cells))):
                if len(cells) != width:
                    _fit(cells, width)
                yield before + lines.row + 1, cells
            lines.row = reader.line_num


def _fit(cells: list[str], width: int) -> None:
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    cells.extend([""] * (width - len(cells)))


class _Lines:
    """Lines for csv.reader that can be read again from the row on that turns out to be torn.

    They are read in blocks, without a step of Python for each; the blocks that hold the row being
    read are kept.

    Attributes
    ----------
    row : how many lines lie before the row being read; the reader of rows keeps it up to date
    ended : whether more lines were asked for than there are
    torn : whether that happened within a row: a quote was not closed
    """

    def __init__(self, first: list[str], text: IO[str]) -> None:
        self.row = 0
        self.ended = self.torn = False
        self._first = first
        self._text = text
        self._held: deque[list[str]] = deque()
        self._before = 0

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._blocks())

    def _blocks(self) -> Iterator[list[str]]:
        block = self._first or self._text.readlines(_BLOCK)
        while block:
            self._held.append(block)
            yield block
            while self._held and self._before + len(self._held[0]) <= self.row:
                self._before += len(self._held.popleft())
            block = self._text.readlines(_BLOCK)
        self.ended = True

    def again(self, read: int) -> _Lines:
        """Return the lines after the first `read` ones; the row being read may be among them."""
        held = list(chain.from_iterable(self._held))
        return _Lines(held[read - self._before :], self._text)


def find_table(
    text: IO[str],
    wanted: Wanted,
    aliases: Mapping[str, str] | None = None,
) -> Table | None:
    """Return the table whose header is among the first 25 rows of `text`; None without one.

    Parameters
    ----------
    text : a text stream opened with ``newline=""``
    wanted : sets of squashed column names, a row that holds all of any one set is the header; or
        what tells a header from another row by its cells
    aliases : squashed name → squashed name, for localized headers
    """
    aliases = aliases or {}
    head = list(islice(text, _HEADER_ROWS * 2))
    for delimiter in _DELIMITERS:
        located = _find_header(head, delimiter, _header_test(wanted, aliases))
        if located is not None:
            header, line = located
            return Table(header, line, _Lines(head[line:], text), delimiter, aliases)
    return None


def _header_test(wanted: Wanted, aliases: Mapping[str, str]) -> Callable[[list[str]], bool]:
    if callable(wanted):
        return wanted
    names = tuple(wanted)

    def holds_all_of_one(cells: list[str]) -> bool:
        keys = {squash(cell) for cell in cells}
        keys |= {aliases[key] for key in keys if key in aliases}
        return any(column_set <= keys for column_set in names)

    return holds_all_of_one


def _find_header(
    head: list[str], delimiter: str, is_header: Callable[[list[str]], bool]
) -> tuple[list[str], int] | None:
    csv.field_size_limit(_MAX_FIELD)
    reader = csv.reader(head, delimiter=delimiter)
    try:
        for cells in islice(reader, _HEADER_ROWS):
            if is_header(cells):
                return cells, reader.line_num
    except csv.Error:
        return None
    return None
