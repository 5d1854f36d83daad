"""What is said of an import when it is done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netkit.store.values import Counts

if TYPE_CHECKING:
    from netkit.identity.joins import Resolution
    from netkit.importers.port import Problem
    from netkit.importing.items_read import Read

__all__ = ["ImportReport", "found_in", "report_of"]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a file held and what of it was new.

    Attributes
    ----------
    found : what the file holds; people without the owner and unknown ones.
    new : what the network did not have before.
    skipped : rows left out, by file, line and reason.
    warnings : what the reader should know of whole files.
    doubts : how many pairs went to the review queue.
    """

    path: str
    format: str
    found: Counts
    new: Counts
    skipped: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    doubts: int = 0


def found_in(read: Read, resolution: Resolution) -> Counts:
    """Count what the file holds, each thing once."""
    belongs = dict(resolution.handles)
    own = {belongs[s.handles[0]] for s in read.sightings if s.owner}
    people = {belongs[s.handles[0]] for s in read.sightings if s.handles[0].kind != "unknown"} - own
    kinds = Counter(read.events.kinds)
    return Counts(
        people=len(people),
        interactions=kinds.pop("interaction", 0),
        favours=kinds.pop("favour", 0),
        introductions=kinds.pop("introduction", 0),
        acquaintances=kinds.pop("acquaintance", 0),
        other=kinds.total(),
    )


def report_of(path: str, name: str, read: Read, found: Counts, new: Counts) -> ImportReport:
    """Return the report of an import, its doubts left to be counted."""
    return ImportReport(
        path=path,
        format=name,
        found=found,
        new=new,
        skipped=tuple(read.problems),
        warnings=tuple(f"{one.file}: {one.text}" for one in read.warnings),
    )
