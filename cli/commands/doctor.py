"""`netkit doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..output import Answer, show
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.answers.backtest import Backtest
    from netkit.answers.doctor import Finding

    from ..render.page import Page


@click.command("doctor")
@click.option("--quality", is_flag=True, help="How often netkit would have been right last year.")
@common
@pass_session
def command(session: Session, quality: bool) -> None:
    """Say what netkit sees, and what would make its answers better."""
    session.question = "doctor"
    if quality:
        _quality(session)
        return
    rows = session.workspace.doctor()
    show(session, Answer("doctor", rows, _draw))


def _draw(page: Page, rows: Sequence[Finding]) -> None:
    for one in rows:
        page.line((f"{'ok ' if one.well else '!  '} {one.subject}: {one.text}", ""))
        if one.advice:
            page.line((f"      → {one.advice}", ""), wrap=False)


def _quality(session: Session) -> None:
    """Back-test the lapse probabilities on the network's own past."""
    show(session, Answer("doctor --quality", [session.workspace.backtest()], _told))


def _told(page: Page, results: Sequence[Backtest]) -> None:
    for one in results:
        page.line((one.sentence, ""))
