"""Doctor: the state of the network, and what would make its answers better."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from netkit.answers.duplicates import open_groups
from netkit.answers.fading import SPARSE, is_sparse_log
from netkit.answers.results import Results
from netkit.answers.told_introductions import open_count
from netkit.model.frozen import dataclass
from netkit.model.when import date_of
from netkit.model.when.written_days import long_day
from netkit.support.permissions import open_to_others

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netkit.answers.network_view import NetworkView
    from netkit.store.port import Store

__all__ = ["Finding", "findings"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing netkit sees: whether it is well, and what would help."""

    subject: str
    well: bool
    text: str
    advice: str = ""


def findings(view: NetworkView) -> Results[Finding]:
    """Return the findings on a network, most basic first."""
    return Results(_findings(view), kind=Finding)


def _remedy(store: Store) -> str:
    """Return the command that mends a network in which `check` finds something wrong."""
    if store.unfinished:
        return "or 'netkit undo' withdraws it"
    if store.engine == "neo4j":
        return "'netkit check --repair' derives it anew"
    return "'netkit restore' brings a backup"


def _findings(view: NetworkView) -> Iterator[Finding]:
    store, counts = view.store, view.store.counts()
    problems = store.check()
    yield Finding(
        "network", not problems, "; ".join(problems) or f"{store.url} is sound",
        _remedy(store) if problems else "",
    )  # fmt: skip
    if store.engine == "sqlite" and (exposed := open_to_others(Path(store.url))):
        yield Finding(
            "private", False, f"other users can read {', '.join(map(str, exposed))}",
            "'netkit doctor --fix' closes that to them",
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
        stale = view.stale_log if owners else None
        last = date_of(span[1])
        usual = f", usually {stale.usual}" if stale and stale.rhythm else ""
        yield Finding(
            "last contact known", stale is None, f"{long_day(last)}{usual}",
            "" if stale is None else "import again: silence since then is not known to be silence",
        )  # fmt: skip
    yield from _for_answers(view, counts.acquaintances)


def _for_answers(view: NetworkView, acquaintances: int) -> Iterator[Finding]:
    """Return advice that would make introductions and probabilities better."""
    store = view.store
    needs = len(store.events(["need"]))
    yield Finding(
        "needs on record", needs > 0, f"{needs:,}",
        "" if needs else "'netkit need \"Ann\" \"a patent lawyer\"': the best introductions",
    )  # fmt: skip
    yield Finding(
        "who knows whom", acquaintances > 0, f"{acquaintances:,} pieces of evidence",
        "" if acquaintances else "mail, calendars and group threads hold such evidence",
    )  # fmt: skip
    coefficients = view.coefficients()
    fitted = f"fitted to {coefficients.cases:,} cases of your own past"
    yield Finding(
        "probability of lapse", coefficients.calibrated,
        fitted if coefficients.calibrated else "general experience, not your own yet",
    )  # fmt: skip
    if is_sparse_log(view):
        yield Finding(
            "contacts on record", False, SPARSE,
            "'netkit import' mail or a calendar; 'netkit doctor --quality' says how right it is",
        )  # fmt: skip
    open_told = open_count(view)
    yield Finding(
        "introductions told of", not open_told, f"{open_told:,}",
        "'netkit people introductions' asks which were made" if open_told else "",
    )  # fmt: skip
    doubts = open_groups(view)
    yield Finding(
        "doubts who is who", not doubts, f"{len(doubts):,}",
        "'netkit people duplicates' asks you" if doubts else "",
    )  # fmt: skip
