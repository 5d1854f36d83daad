"""`netkit doctor`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from netkit.model.frozen import dataclass

from ..output import Answer, say, show
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netkit.answers.backtest import Backtest
    from netkit.workspace import Workspace

    from ..render.page import Page

_STALE_DAYS = 45


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing netkit sees: whether it is well, and what would help."""

    subject: str
    well: bool
    text: str
    advice: str = ""


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
    found = list(_findings(session.workspace, session.now))
    show(session, Answer("doctor", found, lambda where, rows: _draw(rows)))


def _draw(rows: object) -> None:
    for one in rows if isinstance(rows, list) else []:
        say(f"{'ok ' if one.well else '!  '} {one.subject}: {one.text}")
        if one.advice:
            say(f"      → {one.advice}")


def _findings(workspace: Workspace, now: datetime) -> Iterator[Finding]:
    store, counts = workspace.store, workspace.store.counts()
    problems = store.check()
    yield Finding(
        "network", not problems, "; ".join(problems) or f"{store.url} is sound",
        "'netkit restore' brings a backup" if problems else "",
    )  # fmt: skip
    owners = store.people(store.owners())
    yield Finding(
        "owner", bool(owners), ", ".join(person.name for person in owners) or "nobody yet",
        "" if owners else "'netkit init --me \"Your Name\"'",
    )  # fmt: skip
    yield Finding(
        "people", counts.people > 0, f"{counts.people:,}, {counts.interactions:,} interactions",
        "" if counts.interactions else "'netkit import' an archive, a mailbox or a calendar",
    )  # fmt: skip
    span = store.span()
    if span is not None:
        last = datetime.fromtimestamp(span[1] * 86_400, UTC)
        fresh = (now - last).days <= _STALE_DAYS
        yield Finding(
            "last contact known", fresh, f"{last:%d %B %Y}",
            "" if fresh else "import again: silence since then is not known to be silence",
        )  # fmt: skip
    yield from _for_answers(workspace, counts.acquaintances)


def _for_answers(workspace: Workspace, acquaintances: int) -> Iterator[Finding]:
    """Say what would make introductions and probabilities better."""
    store = workspace.store
    needs = len(store.events(["need"]))
    yield Finding(
        "needs on record", needs > 0, f"{needs:,}",
        "" if needs else "'netkit need \"Ann\" \"a patent lawyer\"': the best introductions",
    )  # fmt: skip
    yield Finding(
        "who knows whom", acquaintances > 0, f"{acquaintances:,} pieces of evidence",
        "" if acquaintances else "mail, calendars and group threads hold such evidence",
    )  # fmt: skip
    coefficients = workspace.coefficients()
    fitted = f"fitted to {coefficients.cases:,} cases of your own past"
    yield Finding(
        "probability of lapse", coefficients.calibrated,
        fitted if coefficients.calibrated else "general experience, not your own yet",
    )  # fmt: skip
    doubts = [doubt for doubt in store.doubts() if doubt.verdict == "open"]
    yield Finding(
        "doubts who is who", not doubts, f"{len(doubts):,}",
        "'netkit people duplicates' asks you" if doubts else "",
    )  # fmt: skip


def _quality(session: Session) -> None:
    """Back-test the lapse probabilities on the network's own past."""
    from netkit.answers.backtest import backtest

    found = backtest(session.workspace.network(session.as_of))
    show(session, Answer("doctor --quality", [found], _told))


def _told(page: Page, results: Sequence[Backtest]) -> None:
    for one in results:
        page.line((one.sentence, ""))
