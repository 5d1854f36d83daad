"""Report the counts, skipped rows and warnings of an import."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass, field
from netkit.store.values import Counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from netkit.importers.port import Problem
    from netkit.importing.items_read import Read
    from netkit.importing.who_is_who import WhoIsWho
    from netkit.model.people import PersonId

__all__ = ["ImportReport", "found_in", "merged_report", "report_of"]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Counts of a file's content, and of its new content.

    Attributes
    ----------
    found : what the file holds; people without the owner and unknown ones.
    new : what the network did not have before.
    skipped : rows left out, by file, line and reason.
    warnings : what the reader should know of whole files.
    entities : machines, lists, rooms and the like, kept as what they are.
    taken_out : contacts on record that a newer version of their meeting does not tell any more.
    recognized : by what people were known already ("by name and employer") → how many.
    """

    path: str
    format: str
    found: Counts
    new: Counts
    skipped: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    recognized: Mapping[str, int] = field(default_factory=dict)
    entities: int = 0
    taken_out: int = 0

    def __repr__(self) -> str:
        skipped = f"; {len(self.skipped):,} rows left out" if self.skipped else ""
        return (
            f"<ImportReport of {os.path.basename(self.path)} ({self.format}): new are"
            f" {self.new.people:,} people, {self.new.interactions:,} contacts{skipped}>"
        )


def found_in(read: Read, matches: WhoIsWho, owners: Iterable[PersonId] = ()) -> Counts:
    """Count what the file holds, each thing once; `owners` are those the network knows."""
    belongs = matches.belongs()
    home = [(sighting, sighting.handles[0]) for sighting in matches.sightings]
    own = {belongs[handle.person_id] for sighting, handle in home if sighting.owner}
    own.update(owners)
    people = {belongs[handle.person_id] for _, handle in home if handle.kind != "unknown"} - own
    kinds = Counter(read.events.kinds)
    return Counts(
        people=len(people),
        interactions=kinds.pop("interaction", 0),
        favours=kinds.pop("favour", 0),
        introductions=kinds.pop("introduction", 0),
        acquaintances=kinds.pop("acquaintance", 0),
        other=kinds.total(),
    )


def report_of(
    path: str,
    name: str,
    read: Read,
    counts: Counts,
    new: Counts,
    recognized: Mapping[str, int] | None = None,
) -> ImportReport:
    """Return the report of an import."""
    return ImportReport(
        path=path,
        format=name,
        found=counts,
        new=new,
        skipped=tuple(read.problems),
        recognized=dict(recognized or {}),
        entities=read.events.kinds.get("entity", 0),
        warnings=tuple(f"{warning.file}: {warning.text}" for warning in read.warnings),
    )


def merged_report(
    path: str, reports: Sequence[ImportReport], warnings: Iterable[str]
) -> ImportReport:
    """Return the report of an archive by those of its files; who is in several counts in each.

    warnings : why other files in it were not imported
    """
    recognized: Counter[str] = Counter()
    for report in reports:
        recognized.update(report.recognized)
    return ImportReport(
        path,
        ", ".join(dict.fromkeys(report.format for report in reports)),
        sum((report.found for report in reports), Counts()),
        sum((report.new for report in reports), Counts()),
        tuple(problem for report in reports for problem in report.skipped),
        (*(warning for report in reports for warning in report.warnings), *warnings),
        dict(recognized),
        sum(report.entities for report in reports),
        sum(report.taken_out for report in reports),
    )
