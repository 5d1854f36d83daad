"""Moments as numbers: seconds and days since 1970, UTC."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time, tzinfo
from typing import TypeAlias

from netkit.errors import UsageError
from netkit.model.when import on_clocks

__all__ = ["SECONDS_PER_DAY", "When", "contact_day", "epoch_seconds"]

SECONDS_PER_DAY = 86_400.0
_LAST_SECOND = 253_402_300_799.0  # of the year 9999, after which a datetime cannot be

When: TypeAlias = datetime | date | str | float


def contact_day(seconds: float, unit_days: float = 1.0) -> float:
    """Return the start of the day (or of another unit) that holds a moment, in days since 1970.

    >>> contact_day(1.5 * SECONDS_PER_DAY)
    1.0
    """
    return math.floor(seconds / SECONDS_PER_DAY / unit_days) * unit_days


def epoch_seconds(moment: When, zone: str = "UTC") -> float:
    """Return a moment as seconds since 1970, UTC.

    A date (or a string that is only a date) means the end of that day, so that what happened
    on it is seen. A date, or a datetime without a zone, is read on the clocks of `zone`.

    >>> epoch_seconds("1970-01-02T00:00:00Z"), epoch_seconds("1970-01-02")
    (86400.0, 172799.999999)
    """
    if isinstance(moment, str):
        moment = _parsed(moment)
    if moment is None or moment != moment:  # pandas' NaT alone, and NaN, differ from themselves
        raise UsageError("as_of must be a moment, not an infinite or missing one")
    if isinstance(moment, datetime):
        return (moment if moment.tzinfo else on_clocks(moment, _clocks(zone))).timestamp()
    if isinstance(moment, date):
        end = on_clocks(datetime.combine(moment, time.max), _clocks(zone)).timestamp()
        return min(end, _LAST_SECOND)
    return _from_number(moment)


def _clocks(zone: str) -> tzinfo:
    if zone == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    return ZoneInfo(zone)


def _parsed(text: str) -> datetime | date:
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError as error:
        message = f"{text!r} is not a date; write it as 2026-11-01 or 2026-11-01T09:30:00Z"
        raise UsageError(message) from error


def _from_number(moment: object) -> float:
    """Take epoch seconds of any numeric type, and numpy's datetime64 by its own conversion."""
    if hasattr(moment, "astype") and getattr(moment, "dtype", None) is not None:
        kind = moment.dtype.kind  # type: ignore[attr-defined]  # a numpy scalar
        if kind == "M":
            return float(moment.astype("datetime64[us]").astype("int64")) / 1e6
    try:
        seconds = float(moment)  # type: ignore[arg-type]  # anything that calls itself a number
    except (TypeError, ValueError) as error:
        raise UsageError(f"{moment!r} is no moment: give a day, a datetime, or seconds") from error
    if not math.isfinite(seconds):
        raise UsageError("as_of must be a moment, not an infinite or missing one")
    return seconds
