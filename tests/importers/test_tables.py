"""CSV as it comes: encodings, headers below a preamble, ragged rows, quotes that never close."""

from __future__ import annotations

import csv
import io
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netkit.errors import BadInputError
from netkit.importers.tables import delimited as tables
from netkit.importers.tables.delimited import (
    BadRow,
    Table,
    encoding_of,
    find_table,
    open_text,
    squash,
    squash_name,
)

WANTED = [frozenset({"name", "day"})]


def _table(text: str) -> Table:
    table = find_table(io.StringIO(text, newline=""), WANTED)
    assert table is not None
    return table


def _rows(text: str) -> list[tuple[int, list[str]] | BadRow]:
    return list(_table(text).rows())


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Jürgen,1".encode(), "utf-8"),
        (b"\xef\xbb\xbfJ,1", "utf-8-sig"),
        (b"\xff\xfe" + "Jürgen".encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + "Jürgen".encode("utf-16-be"), "utf-16"),
        ("Name,Tag\nJürgen".encode("utf-16-le"), "utf-16-le"),
        ("Name,Tag\nJürgen".encode("utf-16-be"), "utf-16-be"),
        ("Jürgen Müller".encode("cp1252"), "cp1252"),
        ("Jürgen Müller".encode() + b"\xff", "utf-8"),
        (b"x" * (1 << 20) + "é".encode(), "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_the_encoding_is_told_from_the_bytes(data: bytes, encoding: str) -> None:
    assert encoding_of(io.BytesIO(data), "x.csv") == encoding


def test_a_character_cut_by_a_chunk_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    data = "é".encode() * (1 << 20) + b"x"
    assert encoding_of(io.BytesIO(b"x" + data), "x.csv") == "utf-8"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 20, b"\0" * 999, b"a,b\n" * 99 + b"\0" * 9]
)
def test_what_is_no_text_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(BadInputError, match=r"^x\.csv cannot be read: it is not a text file$"):
        encoding_of(io.BytesIO(data), "x.csv")


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(BadInputError, match="has a line of"):
        encoding_of(io.BytesIO(b"x" * (34 << 20)), "x.csv")


def test_text_is_opened_from_its_beginning_in_its_encoding() -> None:
    data = b"\xff\xfe" + "Jürgen\tx\n".encode("utf-16-le")
    with open_text(lambda: io.BytesIO(data), "x.csv") as text:
        assert text.read() == "Jürgen\tx\n"


def test_names_of_columns_and_files_are_compared_loosely() -> None:
    assert {squash(text) for text in ("Connected On", "connected_on", "CONNECTED ON ")} == {
        "connectedon"
    }
    assert {
        squash_name(path)
        for path in ("Phone Numbers.csv", "a/PhoneNumbers_123.csv", "phone_numbers (2).csv")
    } == {"phonenumbers"}


def test_the_header_is_found_below_a_preamble_with_any_delimiter() -> None:
    for delimiter in ",\t;":
        text = 'Notes:\n"a ""b"", c"\n\n' + delimiter.join(("Name", "Day", "X")) + "\n"
        table = _table(text + delimiter.join("abc") + "\n")
        assert (table.header_line, list(table.rows())) == (4, [(5, ["a", "b", "c"])])


def test_no_header_among_the_first_25_rows_is_no_table() -> None:
    assert find_table(io.StringIO("x\n" * 25 + "Name,Day\n"), WANTED) is None
    assert find_table(io.StringIO(""), WANTED) is None


def test_the_first_of_repeated_columns_counts_and_aliases_are_resolved() -> None:
    table = find_table(io.StringIO("Vorname,Day,Day,\n"), WANTED, {"vorname": "name"})
    assert table is not None
    assert table.columns == {"name": 0, "day": 1}


def test_rows_are_padded_and_blank_ones_passed_over() -> None:
    assert _rows("Name,Day,X\na\n\n , ,\nb,1,2,,\nc,1,2,3") == [
        (2, ["a", "", ""]), (5, ["b", "1", "2"]), (6, ["c", "1", "2", "3"]),
    ]  # fmt: skip


def test_a_row_has_the_number_of_its_first_line() -> None:
    text = 'Name,Day\r\n"a\r\nb",1\r\nc,2'
    assert _rows(text) == [(2, ["a\r\nb", "1"]), (4, ["c", "2"])]


def test_a_quote_never_closed_costs_its_own_row() -> None:
    assert _rows('Name,Day\na,1\nb,"2\nc,3\nd,4\n') == [
        (2, ["a", "1"]),
        BadRow(3, "a quote is opened and never closed, or a field is too long"),
        (4, ["c", "3"]),
        (5, ["d", "4"]),
    ]


def test_a_field_of_a_million_characters_is_read() -> None:
    assert _rows(f"Name,Day\n{'x' * 1_000_000},1\n") == [(2, ["x" * 1_000_000, "1"])]


def test_a_field_beyond_all_measure_costs_its_own_row() -> None:
    found = _rows(f"Name,Day\n{'x' * (17 << 20)},1\nb,2\n")
    assert [row.line if isinstance(row, BadRow) else row for row in found] == [2, (3, ["b", "2"])]


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@given(st.lists(st.tuples(CELL.filter(lambda cell: bool(cell.strip())), CELL), max_size=8))
def test_what_csv_writes_is_read_back(rows: list[tuple[str, str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("Name", "Day"), *rows])
    assert [row[1] for row in _table(out.getvalue()).rows() if not isinstance(row, BadRow)] == [
        list(row) for row in rows
    ]


@given(st.text(st.sampled_from('a,"\n\r;é\0'), max_size=60))
def test_any_text_gives_rows_with_growing_line_numbers(text: str) -> None:
    lines = [row.line if isinstance(row, BadRow) else row[0] for row in _rows("Name,Day\n" + text)]
    assert all(a < b for a, b in pairwise(lines))


@pytest.mark.parametrize("seed", range(40))
def test_where_blocks_of_lines_end_does_not_matter(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    body = "".join(rng.choices(["a", ",", '"', "\n", "\r\n", "b c", '""'], k=400))
    whole = list(_table(f"name,day,z\n{body}").rows())
    monkeypatch.setattr(tables, "_BLOCK", rng.choice([1, 3, 10]))
    assert list(_table(f"name,day,z\n{body}").rows()) == whole
    assert whole


def test_a_table_whose_header_is_the_last_of_the_lines_looked_at_is_read_on() -> None:
    preamble = '"' + "\n" * 48 + '"\n'  # one row of 49 lines
    rows = _rows(f"{preamble}name,day\n" + "Ana,1\n" * 100)
    assert (len(rows), rows[0], rows[-1]) == (100, (51, ["Ana", "1"]), (150, ["Ana", "1"]))
