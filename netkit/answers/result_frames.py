"""Answers as tables: flat columns of plain values, for pandas and for notebooks."""

from __future__ import annotations

import dataclasses
import html
from typing import TYPE_CHECKING, Any, get_args

from netkit.answers.plain_values import plain
from netkit.model.people import Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["answer_frame", "answer_table", "flat_columns"]

#: Rows and columns that a notebook shows; the frame has all.
_SHOWN_ROWS, _SHOWN_COLUMNS = 20, 12


def answer_frame(rows: Sequence[Any], kind: type | None) -> pd.DataFrame:
    """Return the answers as a frame; without any, with the columns of their `kind`."""
    import pandas as pd

    columns = flat_columns(rows, kind)
    return pd.DataFrame({name: values for name, values in columns.items()}, columns=list(columns))


def flat_columns(rows: Sequence[Any], kind: type | None) -> dict[str, list[Any]]:
    """Return the fields of answers as columns of single values, a person as id and name."""
    cls = kind or (type(rows[0]) if rows else None)
    if cls is None or not dataclasses.is_dataclass(cls):
        records = [row if isinstance(row, dict) else {"value": row} for row in rows]
        names = list(dict.fromkeys(name for record in records for name in record))
        return {name: [_cell(record.get(name)) for record in records] for name in names}
    people = _people_fields(cls, rows)
    columns: dict[str, list[Any]] = {}
    names = [field.name for field in dataclasses.fields(cls)]
    for name in names if "because" in names or not hasattr(cls, "because") else [*names, "because"]:
        values = [getattr(row, name) for row in rows]
        if name in people:
            columns[f"{name}_id"] = [None if one is None else str(one.id) for one in values]
            columns[name] = [None if one is None else one.name for one in values]
        else:
            columns[name] = [_cell(value) for value in values]
    return columns


def _people_fields(cls: type, rows: Sequence[Any]) -> set[str]:
    """Return the names of the fields that hold one person."""
    if rows:
        return {
            field.name
            for field in dataclasses.fields(cls)
            if any(isinstance(getattr(row, field.name), Person) for row in rows)
        }
    return {
        field.name
        for field in dataclasses.fields(cls)
        if field.type in (Person, "Person", "Person | None") or Person in get_args(field.type)
    }


def _cell(value: Any) -> Any:
    """Return a single value: what holds several becomes one text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return _text(plain(value))


def _text(value: Any) -> str:
    if isinstance(value, dict):
        for name in ("name", "text"):
            if name in value:
                return str(value[name])
        return "; ".join(f"{key}: {_text(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return "" if value is None else str(value)


def answer_table(rows: Sequence[Any], kind: type | None) -> str:
    """Return the first answers as an HTML table, for a notebook; all text is escaped."""
    columns = flat_columns(rows[:_SHOWN_ROWS], kind)
    shown = [name for name in columns if not name.endswith("_id")][:_SHOWN_COLUMNS]
    head = "".join(f"<th>{html.escape(name)}</th>" for name in shown)
    body = "".join(
        "<tr>" + "".join(f"<td>{_shown(columns[name][place])}</td>" for name in shown) + "</tr>"
        for place in range(min(len(rows), _SHOWN_ROWS))
    )
    more = len(rows) - _SHOWN_ROWS
    note = f"<p>{more:,} more; <code>to_frame()</code> has all</p>" if more > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    return "" if value is None else html.escape(str(value))
