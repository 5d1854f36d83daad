"""Results as plain values: what JSON and CSV know. The one door to a spreadsheet."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

from netkit.model.people import Person
from netkit.model.when import PartialDate

__all__ = ["csv_text", "flat_rows", "plain"]

#: Of so many values: "tuple[float, float]", but not "tuple[Reason, ...]".
_PAIR = re.compile(r"tuple\[((?:\w+, )+\w+)\]")
#: What a spreadsheet would run; a cell that begins so gets an apostrophe before it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(value: Any) -> Any:
    """Return a result as JSON knows it: people by id and name, times in ISO 8601."""
    if isinstance(value, Person):
        return {"id": value.id, "name": value.name}
    if isinstance(value, PartialDate):  # a dataclass, too
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [item.name for item in dataclasses.fields(value)]
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value


def csv_text(rows: Sequence[dict[str, Any]], kind: type | None = None) -> str:
    """Return rows as CSV whose cells no spreadsheet will run, one value a cell.

    A person becomes two columns, ``person_id`` and ``person``; what stands in something else is
    named after both (``attention_given``), what stands in a list by its number (``path_1``); texts
    in a list are joined by "; ", reasons become one sentence. `kind` : what the rows are, for the
    header where there is none.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names, flat = flat_rows(rows, kind)
    if names:
        writer.writerow(names)
        writer.writerows([_cell(row.get(name)) for name in names] for row in flat)
    return out.getvalue()


def flat_rows(
    rows: Sequence[dict[str, Any]], kind: type | None = None
) -> tuple[list[str], list[dict[str, Any]]]:
    """Return the names of the columns of plain rows, and each row with one value a column.

    How they are named, `csv_text` says. `kind` : what the rows are, for the names where there is
    none.
    """
    flat = [dict(_columns("", row)) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    listed = {name for name in names if {f"{name}_1", f"{name}_1_id"} & set(names)}
    return [name for name in names if name not in listed] or _header(kind), flat


def _columns(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the columns of a value, each with its one value."""
    if isinstance(value, dict):
        if value.keys() == {"id", "name"}:
            yield from (
                (f"{name}_id" if name else "id", value["id"]),
                (name or "name", value["name"]),
            )
            return
        for key, entry in value.items():
            yield from _columns(f"{name}_{key}" if name else key, entry)
    elif isinstance(value, list) and name.endswith("because"):
        yield name, "; ".join(str(reason["text"]) for reason in value)
    elif isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        yield name, "; ".join(value)
    elif isinstance(value, list):
        for number, entry in enumerate(value, start=1):
            yield from _columns(f"{name}_{number}", entry)
    else:
        yield name, value


def _header(kind: type | None) -> list[str]:
    """Return the columns of a kind of row, of which there is none."""
    names: list[str] = []
    for item in dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ():
        type_text = str(item.type)
        inner = getattr(sys.modules[kind.__module__], type_text, None)
        if type_text in {"Person", "Person | None"}:
            names += [f"{item.name}_id", item.name]
        elif pair := _PAIR.fullmatch(type_text):
            names += [f"{item.name}_{place}" for place in range(1, pair[1].count(",") + 2)]
        elif dataclasses.is_dataclass(inner) and isinstance(inner, type):
            names += [f"{item.name}_{name}" for name in _header(inner)]
        else:
            names.append(item.name)
    return names


def _cell(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).lower()
    if isinstance(value, int | float):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
