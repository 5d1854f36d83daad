"""A file or folder is found, told what it is, read and recorded."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from netkit.errors import BadInputError, UsageError
from netkit.importers import IMPORTERS, detect, importers
from netkit.importers.archive import is_archive_name
from netkit.importers.port import Options, Problem
from netkit.importing.already_recorded import drop_already_recorded
from netkit.importing.bare_names import people_behind_names
from netkit.importing.calibration import recalibrate
from netkit.importing.change import change_of
from netkit.importing.file_owner import refuse_other_owner
from netkit.importing.import_report import ImportReport, found_in, merged_report, report_of
from netkit.importing.items_read import Progress, read_all
from netkit.importing.meanings_kept import keep_most_meanings
from netkit.importing.owner_known import owner_taken, with_known_owner
from netkit.importing.packed_files import Allowance, archives_within, unpacked
from netkit.importing.preview import new_in
from netkit.importing.superseded_meetings import drop_superseded
from netkit.model.frozen import dataclass, replace
from netkit.support.garbage_collection import collection_paused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from netkit.importers.port import Importer
    from netkit.importing.items_read import Read
    from netkit.store.port import Store

__all__ = ["import_file", "sources"]

#: Formats that named people by other keys in other years: the same event has another id there.
_CHANGING_KEYS = frozenset({"linkedin"})
#: Formats that know a message by the name of its file, among others: a renamed one has other ids.
_CHANGING_IDS = frozenset({"linkedin", "whatsapp"})
_WITHIN = "an archive within this one; if it is an export, import it by itself"
#: Formats that say by themselves whose they are.
_SAYS_WHOSE = frozenset({"linkedin"})


def sources(path: Path) -> list[Path]:
    """Return the files to import: `path` itself, or all files in a folder of no single format.

    Archives and mail come before calendars and tables: they say whose the network is. A link
    within a folder is not followed: it may lead back, or out; and nothing but files is opened.

    Raises
    ------
    BadInputError
        There is nothing at `path`, or nothing in it.
    """
    if not path.exists():
        raise BadInputError(f"there is no file {path}")
    files = sorted(_within(path), key=lambda file: (_rank(file), file))
    if not files:
        raise BadInputError(f"{path} holds no file to import; links in it are not followed")
    return files


def _within(path: Path) -> Iterator[Path]:
    if not path.is_dir() or _rank(path) < len(IMPORTERS):
        yield path
        return
    for child in sorted(path.iterdir()):
        if not child.name.startswith(".") and _is_plain(child):
            yield from _within(child)


def _is_plain(path: Path) -> bool:
    """Return True for a file or folder itself: no link, pipe, socket or device."""
    return not path.is_symlink() and (path.is_file() or path.is_dir())


def _rank(path: Path) -> int:
    """Return the place of a file's or folder's importer among all; past the last when none."""
    with suppress(BadInputError):
        importer = detect(path)
        return next(
            rank for rank, candidate in enumerate(importers()) if candidate.name == importer.name
        )
    return len(IMPORTERS)


@collection_paused()
def import_file(
    store: Store,
    path: Path,
    *,
    now: datetime,
    options: Options | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Import a file or folder into `store`.

    Parameters
    ----------
    now : the time of the import.
    dry_run : read and count, and record nothing.

    Raises
    ------
    BadInputError
        Nothing in it can be read, or no importer knows it; the network is as it was.
    """
    if not path.exists():
        raise BadInputError(f"there is no file {path}")
    settings = replace(options or Options(), now=now)
    order = _Order(store, settings, now, progress, dry_run, Allowance())
    return _import(order, path, 0)


@dataclass(frozen=True, slots=True)
class _Order:
    """An import as it was asked for, the same for all files of an archive."""

    store: Store
    options: Options
    now: datetime
    progress: Progress | None
    dry_run: bool
    allowance: Allowance


def _import(order: _Order, path: Path, depth: int) -> ImportReport:
    """Import a file by its format; the files in an archive of none, one after the other."""
    try:
        importer = detect(path, order.options.mapping)
    except BadInputError as unknown:
        if not path.is_file() or not is_archive_name(path.name):
            raise
        return _import_packed(order, path, depth, unknown)
    report = _import_detected(order, importer, path)
    unread = [Problem(name, 1, _WITHIN) for name in archives_within(path)]
    return replace(report, skipped=(*report.skipped, *unread))


def _import_packed(order: _Order, path: Path, depth: int, unknown: BadInputError) -> ImportReport:
    """Import the files in an archive that no importer knows as a whole (`unknown`)."""
    reports: list[ImportReport] = []
    refusals: list[str] = []
    with unpacked(path, order.allowance, depth) as folder:
        for file in sorted(_within(folder), key=lambda file: (_rank(file), file)):
            name = file.relative_to(folder.parent).as_posix()
            try:
                report = _import(order, file, depth + 1)
                reports.append(replace(report, path=str(path.parent / name)))
            except BadInputError as refused:
                refusals.append(f"{name}: {refused}")
    if reports:
        return merged_report(str(path), reports, refusals)
    raise BadInputError(refusals[0]) if len(refusals) == 1 else unknown


def _import_detected(order: _Order, importer: Importer, path: Path) -> ImportReport:
    """Read a file of a known format, and record it whole."""
    store, options = order.store, order.options
    guessed = not store.owners() and not options.owner
    read = _read(store, importer, path, options, order.progress)
    changing = importer.name in _CHANGING_KEYS
    if changing and not options.owner:
        refuse_other_owner(store, read, path.name)
    aliases = people_behind_names(store, read.sightings) if changing else {}
    label = f"import {path.name}"
    change, matches = change_of(store, read, label, order.now, aliases, importer.name)
    if importer.name in _CHANGING_IDS:
        change = drop_already_recorded(store, change, to_the_second=changing)
    change, superseded = drop_superseded(store, change, read.meeting_versions)
    if order.dry_run:
        new = new_in(store, change)
    else:
        new = store.append(change).new
        recalibrate(store)
        read.warnings += keep_most_meanings(store, path.name)
    if importer.name not in _SAYS_WHOSE and guessed:
        read.warnings += owner_taken(read, path.name)
    counts = found_in(read, matches, store.owners())
    return replace(
        report_of(str(path), importer.name, read, counts, new, matches.recognized),
        taken_out=superseded,
    )


def _read(
    store: Store, importer: Importer, path: Path, options: Options, progress: Progress | None
) -> Read:
    """Read a file, told of its owner by the user, by itself or by the network.

    An archive that says whose it is (`_SAYS_WHOSE`) is asked first: it may be somebody else's.
    """
    informed = with_known_owner(store, options)
    if importer.name not in _SAYS_WHOSE:
        return read_all(importer.read(path, informed), progress)
    try:
        return read_all(importer.read(path, options), progress)
    except UsageError:
        if options.owner or informed == options:
            raise
        return read_all(importer.read(path, informed), progress)
