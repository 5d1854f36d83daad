"""Keep the newest backup of each of the last days, weeks and months; remove the others."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from netkit.errors import UsageError
from netkit.model.frozen import dataclass

from .seal import seal_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = ["Keep", "backup_name", "backups_in", "read_keep", "rotate", "worth_keeping"]

#: In UTC, so that names sort as time does, also when the clocks go back.
_STAMP = "%Y%m%dT%H%M%SZ"
_EXAMPLE = "daily=7,weekly=4,monthly=12"


@dataclass(frozen=True, slots=True)
class Keep:
    """Retention of backups: one for each of so many days, weeks and months; the newest always."""

    daily: int = 0
    weekly: int = 0
    monthly: int = 0


#: A backup belongs to one of each: days by date, weeks as ISO 8601 counts them, months.
_PERIODS: dict[str, Callable[[datetime], object]] = {
    "daily": lambda at: at.date(),
    "weekly": lambda at: at.isocalendar()[:2],
    "monthly": lambda at: (at.year, at.month),
}


def read_keep(text: str) -> Keep:
    """Read "daily=7,weekly=4,monthly=12"; what is left out is 0.

    Raises
    ------
    UsageError
        It cannot be read, or keeps nothing.
    """
    counts: dict[str, int] = {}
    for part in text.split(","):
        period, _, count = part.strip().partition("=")
        if period not in _PERIODS or period in counts or not count.isdecimal():
            raise UsageError(f"--keep {text}: write it as in {_EXAMPLE}")
        counts[period] = int(count)
    if not any(counts.values()):
        raise UsageError(f"--keep {text} keeps nothing; write it as in {_EXAMPLE}")
    return Keep(**counts)


def worth_keeping(times: Iterable[datetime], keep: Keep) -> set[datetime]:
    """Return the times whose backups are kept: the newest of each period, and the newest of all.

    A period without a backup does not count: after a holiday the older ones are still there.
    """
    newest_first = sorted(times, reverse=True)
    kept = set(newest_first[:1])
    for name, period_of in _PERIODS.items():
        newest_of: dict[object, datetime] = {}
        for at in newest_first:
            newest_of.setdefault(period_of(at), at)
        kept.update(sorted(newest_of.values(), reverse=True)[: getattr(keep, name)])
    return kept


def backup_name(stem: str, at: datetime, *, encrypted: bool = False) -> str:
    """Return the name of the backup of a network made at a time."""
    return f"{stem}-{at.astimezone(UTC):{_STAMP}}.backup{'.age' if encrypted else ''}"


def backups_in(folder: Path, stem: str) -> dict[datetime, Path]:
    """Return the backups of a network in a folder, by the time in their names."""
    return dict(_dated_backups(folder, stem))


def rotate(folder: Path, stem: str, keep: Keep) -> list[Path]:
    """Remove what need not be kept, each with its seal; return the backups that were removed."""
    backups = sorted(_dated_backups(folder, stem))
    keep_times = worth_keeping((at for at, _ in backups), keep)
    removed = [path for at, path in backups if at not in keep_times]
    for path in removed:
        path.unlink()
        seal_path(path).unlink(missing_ok=True)
    return removed


def _dated_backups(folder: Path, stem: str) -> Iterator[tuple[datetime, Path]]:
    """Yield files that are named as backups; folders, links and days that are none are no such."""
    pattern = re.compile(rf"{re.escape(stem)}-(\d{{8}}T\d{{6}}Z)\.backup(?:\.age)?", re.ASCII)
    for path in folder.iterdir():
        match = pattern.fullmatch(path.name)
        if match is None or path.is_symlink() or not path.is_file():
            continue
        with suppress(ValueError):  # "20269999T…"
            yield datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC), path
