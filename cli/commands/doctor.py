"""`netkit doctor`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..output import Answer, note, show
from ..report_troubles import backup_findings, report_findings
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.answers.backtest import Backtest
    from netkit.answers.doctor import Finding

    from ..render.page import Page


@click.command("doctor")
@click.option("--quality", is_flag=True, help="How often netkit would have been right last year.")
@click.option("--fix", is_flag=True, help="Close the network and its folder to other users.")
@common
@pass_session
def command(session: Session, quality: bool, fix: bool) -> None:
    """List findings on the network, and what would make its answers better."""
    session.question = "doctor"
    if fix and not session.on_server:
        _close_to_others(Path(session.workspace.store.url))
    if quality:
        _quality(session)
        return
    space = session.workspace
    rows = [*space.doctor(), *backup_findings(session), *report_findings(session)]
    show(session, Answer("doctor", rows, _draw))


def _close_to_others(network: Path) -> None:
    from netkit.support.permissions import close_to_others, open_to_others

    exposed = open_to_others(network)
    shared = close_to_others(exposed)
    for path in exposed:
        note(
            f"{path} is shared, or not yours: left as it is; a folder of its own is safer"
            if path in shared
            else f"{path} is closed to other users"
        )


def _draw(page: Page, rows: Sequence[Finding]) -> None:
    for finding in rows:
        page.line((f"{'ok ' if finding.well else '!  '} {finding.subject}: {finding.text}", ""))
        if finding.advice:
            page.line((f"      → {finding.advice}", ""), wrap=False)


def _quality(session: Session) -> None:
    """Back-test the lapse probabilities on the network's own past."""
    show(session, Answer("doctor --quality", [session.workspace.backtest()], _told))


def _told(page: Page, results: Sequence[Backtest]) -> None:
    for backtest in results:
        page.line((backtest.sentence, ""))
