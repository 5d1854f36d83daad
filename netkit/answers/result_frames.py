"""Answers as tables, for pandas and for notebooks: the columns of ``--csv``."""

from __future__ import annotations

import dataclasses
import html
from typing import TYPE_CHECKING, Any

from netkit.answers.plain_values import flat_rows, plain
from netkit.model.people import Person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

__all__ = ["SHOWN_ROWS", "answer_frame", "answer_table", "html_table"]

#: Rows and columns that a notebook shows; the frame has all.
SHOWN_ROWS, _SHOWN_COLUMNS = 20, 12


def answer_frame(rows: Sequence[Any], kind: type | None) -> pd.DataFrame:
    """Return the answers as a frame; without any, with the columns of their `kind`."""
    import pandas as pd

    names, flat = flat_rows([_plain_row(row) for row in rows], kind)
    return pd.DataFrame({name: [row.get(name) for row in flat] for name in names}, columns=names)


def answer_table(rows: Sequence[Any], kind: type | None) -> str:
    """Return the first answers as an HTML table, for a notebook; all text is escaped."""
    names, flat = flat_rows([_plain_row(row) for row in rows[:SHOWN_ROWS]], kind)
    return html_table(names, flat, len(rows))


def html_table(names: Sequence[str], rows: Sequence[Mapping[str, Any]], count: int) -> str:
    """Return the first rows of `count` as an HTML table; all text is escaped."""
    shown = [name for name in names if not name.endswith("_id")][:_SHOWN_COLUMNS]
    head = "".join(f"<th>{html.escape(name)}</th>" for name in shown)
    body = "".join(
        "<tr>" + "".join(f"<td>{_shown(row.get(name))}</td>" for name in shown) + "</tr>"
        for row in rows
    )
    more = count - len(rows)
    note = f"<p>{more:,} more; <code>to_frame()</code> has all</p>" if more > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"


def _plain_row(row: Any) -> dict[str, Any]:
    """Return an answer as JSON has it; a person who is an answer, with all that they are."""
    if isinstance(row, Person):
        return {item.name: getattr(row, item.name) for item in dataclasses.fields(row)}
    values: dict[str, Any] = plain(row)
    return values


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    return "" if value is None else html.escape(str(value))
