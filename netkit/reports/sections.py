"""What every form of a report says alike: its heading, since when, and its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass, replace
from netkit.model.when.written_days import long_day, weekday_and_day
from netkit.reports.entries import Entry
from netkit.reports.front_page import Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netkit.reports.content import Report

__all__ = ["NOTHING", "Paper", "compared", "paper_of", "shown_sections", "title"]

#: Said where no act is due.
NOTHING = "Nothing new is due. A hello that wants nothing is always right."


def title(report: Report) -> str:
    """Return the heading of a report."""
    circle = f": {report.circle}" if report.circle else ""
    return f"{report.owner.name}'s network{circle}"


def compared(report: Report) -> str:
    """Return since when a report tells of changes."""
    if report.since is None:
        return "the first report: the next one says what changed"
    return f"compared with {long_day(report.since)}"


def shown_sections(report: Report) -> Iterator[Section]:
    """Yield the sections of the front page: that of acts always, at the end what is as it was."""
    acts = report.front.section("acts")
    yield replace(acts, entries=acts.entries or (Entry("", NOTHING),))
    others = [part for part in report.front.sections if part.name != "acts"]
    yield from (part for part in others if part.entries)
    folded = [line for part in others if not part.entries for line in part.folded]
    if folded:
        yield Section("unchanged", (), tuple(folded), "As it was")


@dataclass(frozen=True, slots=True)
class Paper:
    """What is read of a report: a heading, its day, what is said first, and sections.

    A year in review and a plan for some hours are papers, too. name : that of its files.
    """

    title: str
    day: str
    first: tuple[str, ...]
    sections: tuple[Section, ...]
    name: str = "report"


def paper_of(report: Report) -> Paper:
    """Return what is read of a report."""
    day = f"{weekday_and_day(report.as_of)}, {compared(report)}"
    return Paper(title(report), day, report.front.first, tuple(shown_sections(report)))
