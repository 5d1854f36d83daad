"""Show results, and whom the gate held back: apart, and with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .output import Answer, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.answers.gate import HeldBack
    from netkit.answers.results import Results

    from .output import View
    from .render.page import Page
    from .session import Session

__all__ = ["held_back_option", "show_results"]

held_back_option = click.option(
    "--held-back", is_flag=True, help="Instead: who is held back from this answer, and why."
)


def show_results(
    session: Session, results: Results[Any], view: View, *, empty: str = "", held_back: bool = False
) -> None:
    """Show what a question found; with `held_back`, whom the gate kept out of it."""
    if held_back:
        nobody = "nobody is held back"
        show(session, Answer(session.question, results.held_back, _held_back, empty=nobody))
        return
    notes = list(results.notes)
    # Whoever was in touch a few days ago rests: that needs no remark.
    count = sum(row.reason != "resting" for row in results.held_back)
    if count:
        people = "1 person is" if count == 1 else f"{count} people are"
        notes.append(f"{people} held back; --held-back says who, and why")
    extra = {"held_back": list(results.held_back)} if results.held_back else {}
    show(session, Answer(session.question, results, view, notes, empty, extra))


def _held_back(page: Page, rows: Sequence[HeldBack]) -> None:
    for row in rows:
        page.line((row.text, ""))
