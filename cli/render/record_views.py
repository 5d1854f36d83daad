"""Draw what is on record: time lines and the history of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .page import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.answers.change_history import RecordedBatch
    from netkit.answers.text_finds import TextFind
    from netkit.answers.timeline import TimelineEntry

    from .page import Page

__all__ = ["finds", "history", "timeline"]


_NUMBER, _DAY = Column(style="bold", right=True, fold=False), Column(style="dim", fold=False)


def timeline(page: Page, results: Sequence[TimelineEntry]) -> None:
    """Draw a time line: number, day, a sentence and its kind."""
    rows = [
        (str(entry.number), f"{entry.at:%Y-%m-%d}", entry.text, entry.kind) for entry in results
    ]
    page.table([_NUMBER, _DAY, Column(), Column(style="dim", fold=False)], rows)


def history(page: Page, results: Sequence[RecordedBatch]) -> None:
    """Draw changes: number, moment, what it was, and that it was undone."""
    rows = [(str(entry.number), f"{entry.at:%Y-%m-%d %H:%M}", entry.text) for entry in results]
    if not any(entry.undone for entry in results):
        page.table([_NUMBER, _DAY, Column()], rows)
        return
    states = ["undone" if entry.undone else "" for entry in results]
    columns = [_NUMBER, _DAY, Column(), Column(style="yellow", fold=False)]
    page.table(columns, [(*row, state) for row, state in zip(rows, states, strict=True)])


def finds(page: Page, results: Sequence[TextFind]) -> None:
    """Draw where a text stands: number, day, a sentence and its kind."""
    rows = [
        (
            str(entry.number or ""),
            f"{entry.at:%Y-%m-%d}" if entry.at else "",
            entry.text,
            entry.kind,
        )
        for entry in results
    ]
    page.table([_NUMBER, _DAY, Column(), Column(style="dim", fold=False)], rows)
