"""Draw a list of people in the columns that were chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .page import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from netkit.answers.people_list import PersonRow

    from .page import Page

__all__ = ["people_table", "plain_rows"]

#: Column → its value as JSON and CSV have it.
_VALUES: dict[str, Callable[[PersonRow], Any]] = {
    "name": lambda row: row.person.name,
    "id": lambda row: row.person.id,
    "title": lambda row: row.title,
    "organization": lambda row: row.organization,
    "city": lambda row: row.city,
    "circles": lambda row: list(row.circles),
    "tags": lambda row: list(row.tags),
    "band": lambda row: row.band,
    "strength": lambda row: row.strength,
    "last": lambda row: None if row.last is None else row.last.isoformat(),
    "silent": lambda row: row.silent_days,
    "needs": lambda row: list(row.needs),
    "sources": lambda row: list(row.sources),
}
_NUMBERS = frozenset({"strength", "silent"})


def plain_rows(rows: Sequence[PersonRow], names: Sequence[str]) -> list[dict[str, Any]]:
    """Return the chosen columns of people, each with the person's id and name."""
    others = [name for name in names if name not in {"name", "id"}]
    return [{"person": row.person, **{name: _VALUES[name](row) for name in others}} for row in rows]


def people_table(names: Sequence[str]) -> Callable[[Page, Sequence[Any]], None]:
    """Return a view that draws people in these columns; those in which nothing stands are left."""

    def draw(page: Page, rows: Sequence[Any]) -> None:
        cells = {name: [_cell(_VALUES[name](row)) for row in rows] for name in names}
        filled = [name for name in names if any(cells[name])]
        columns = [
            Column(
                name,
                "bold" if name == "name" else "",
                right=name in _NUMBERS,
                whole=name in _NUMBERS | {"band", "last"},
            )
            for name in filled
        ]
        page.table(columns, zip(*(cells[name] for name in filled), strict=True), "dim")

    return draw


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, list) else str(value)
