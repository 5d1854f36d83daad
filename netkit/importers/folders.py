"""A folder of exports: which of its files and folders are imports, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from netkit.importers import importers

__all__ = ["sources"]

_MAX_DEPTH = 6


def sources(path: Path) -> tuple[list[Path], list[Path]]:
    """Return (what of `path` is an import, files that no importer knows).

    A folder that is one export (LinkedIn's, a Maildir, a Slack workspace) is one import; any other
    is looked into, without following links. Imports come in the order of `IMPORTERS`, so that
    those that say who the owner is come before those that need to be told.
    """
    found: list[tuple[int, Path]] = []
    unknown: list[Path] = []
    for one, rank in _ranked(path, 0):
        if rank is None:
            unknown.append(one)
        else:
            found.append((rank, one))
    return [one for _, one in sorted(found)], sorted(unknown)


def _ranked(path: Path, depth: int) -> Iterator[tuple[Path, int | None]]:
    rank = next((at for at, one in enumerate(importers()) if one.detects(path)), None)
    if rank is not None or not path.is_dir():
        yield path, rank
        return
    for entry in sorted(path.iterdir()) if depth < _MAX_DEPTH else ():
        if not entry.name.startswith(".") and not entry.is_symlink():
            yield from _ranked(entry, depth + 1)
