"""Results as plain values: what JSON and CSV know. The one door to a spreadsheet."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

from netkit.model.people import Person
from netkit.model.when import PartialDate

__all__ = ["csv_text", "plain"]

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


def csv_text(rows: Sequence[dict[str, Any]]) -> str:
    """Return rows as CSV whose cells no spreadsheet will run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if rows:
        names = list(dict.fromkeys(name for row in rows for name in row))
        writer.writerow(names)
        writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).lower()
    if isinstance(value, int | float):
        return value
    text = _flat(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        if "name" in value:
            return str(value["name"])
        if "text" in value:
            return str(value["text"])
        return "; ".join(f"{key}: {_flat(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "; ".join(_flat(item) for item in value)
    return "" if value is None else str(value)
