"""Draw what is on record: time lines and the history of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.answers.change_history import RecordedBatch
    from netkit.answers.text_finds import TextFind
    from netkit.answers.timeline import TimelineEntry

    from .page import Page

__all__ = ["finds", "history", "timeline"]


def timeline(page: Page, results: Sequence[TimelineEntry]) -> None:
    """Draw a time line: number, day, kind and a sentence."""
    digits = len(str(max(one.number for one in results)))
    for one in results:
        page.line(
            (f"{one.number:>{digits}}  ", "bold"), (f"{one.at:%Y-%m-%d}  ", "dim"),
            (one.text, ""), (f"  {one.kind}", "dim"),
        )  # fmt: skip


def history(page: Page, results: Sequence[RecordedBatch]) -> None:
    """Draw changes: number, moment, what it was, and that it was undone."""
    digits = len(str(max(one.number for one in results)))
    for one in results:
        page.line(
            (f"{one.number:>{digits}}  ", "bold"), (f"{one.at:%Y-%m-%d %H:%M}  ", "dim"),
            (one.text, ""), ("  undone" if one.undone else "", "yellow"),
        )  # fmt: skip


def finds(page: Page, results: Sequence[TextFind]) -> None:
    """Draw where a text stands: number, day, kind and a sentence."""
    digits = len(str(max(one.number for one in results)))
    for one in results:
        number = str(one.number or "")
        day = f"{one.at:%Y-%m-%d}  " if one.at else " " * 12
        page.line(
            (f"{number:>{digits}}  ", "bold"), (day, "dim"), (one.text, ""),
            (f"  {one.kind}", "dim"),
        )  # fmt: skip
