"""Read a column of moments of any common type as seconds since 1970, or refuse it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from netkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netkit.ties.contact_days import Flags, Floats

__all__ = ["TimeFormat", "local_seconds", "one_column", "time_column"]

#: Seconds of 1 January 2200: a number above it counts something finer than seconds.
_LATEST = 7_258_118_400
#: Whole numbers that are all in here are years, not seconds of 1 January 1970.
_YEARS = (1900, 2100)
_OFFSET = re.compile(r"(?:[zZ]|[+-]\d{2}:?\d{2})\s*$")
_UNITS = {"D": 86_400.0, "h": 3_600.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9}


class TimeFormat:
    """The format in which times are written.

    Parameters
    ----------
    unit : of numbers: "D", "h", "s", "ms", "us" or "ns" since 1970; seconds unless said.
    zone : whose clocks show times without a zone, an IANA name.
    format : of texts, as ``datetime.strptime`` takes it; ISO 8601 unless said.
    """

    def __init__(self, unit: str | None = None, zone: str = "UTC", format: str | None = None):
        if unit is not None and (not isinstance(unit, str) or unit not in _UNITS):
            raise UsageError(f"unit={unit!r}: write one of {', '.join(_UNITS)}")
        if format is not None and not isinstance(format, str):
            raise UsageError(f"format={format!r} is a text, as %d.%m.%Y")
        self.unit = unit
        self.zone = zone
        self.format = format
        if zone != "UTC":
            _zone(zone)


def _zone(name: str) -> Any:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError) as error:
        raise UsageError(f"zone={name!r} is no time zone; write one as Europe/Lisbon") from error


def one_column(values: Any, name: str) -> Any:
    """Return an array as it is, and other columns of values as a list.

    Raises
    ------
    UsageError
        It is no column, or has more than one.
    """
    if hasattr(values, "dtype") and getattr(values, "ndim", 1) == 1:
        return values
    if getattr(values, "ndim", 1) != 1:
        raise UsageError(f"{name} must be one column, not {values.ndim} dimensions")
    try:
        return list(values)
    except TypeError as error:
        raise UsageError(f"{name} must be a column of values, not {values!r}") from error


def time_column(times: Iterable[Any], written: TimeFormat) -> tuple[Floats, Flags]:
    """Return moments as seconds since 1970, and which of them are missing or cannot be read.

    Raises
    ------
    UsageError
        They are numbers that cannot be what they are taken for: years, or finer than seconds.
    """
    import numpy as np

    values = one_column(times, "times")
    if isinstance(values, list) and values and _all_numbers(values):
        values = np.array(
            [np.nan if value is None else value for value in values], dtype=np.float64
        )
    kind = getattr(getattr(values, "dtype", None), "kind", "O")
    seconds = _from_numbers(values, written.unit) if kind in "iuf" else _from_texts(values, written)
    return seconds, ~np.isfinite(seconds)


def _all_numbers(values: list[Any]) -> bool:
    numbers = [value for value in values if value is not None]
    return bool(numbers) and all(
        isinstance(value, (int, float)) and not isinstance(value, bool) for value in numbers
    )


def _from_numbers(values: Any, unit: str | None) -> Floats:
    import numpy as np

    numbers = np.asarray(values, dtype=np.float64)
    finite = numbers[np.isfinite(numbers)]
    if unit is None and len(finite):
        if finite.max() > _LATEST or finite.min() < -_LATEST:
            raise UsageError(
                f"{finite.max():.0f} is no time in seconds since 1970; say unit='ms', 'us' or 'ns'"
            )
        if finite.min() >= _YEARS[0] and finite.max() <= _YEARS[1] and (finite % 1 == 0).all():
            raise UsageError(
                f"{finite[0]:.0f} is taken for a year, not for a second of 1970; give dates, or"
                " say unit='s'"
            )
    seconds: Floats = numbers * _UNITS[unit or "s"]
    if np.nanmax(np.abs(seconds), initial=0.0) > _LATEST:
        raise UsageError(f"times in unit={unit!r} lie after the year 2200; name another unit")
    return seconds


def _from_texts(values: Any, written: TimeFormat) -> Floats:
    """Return texts, datetimes and periods as seconds; NaN for what cannot be read."""
    import numpy as np
    import pandas as pd

    series = pd.Series(values)
    if any(isinstance(value, pd.Period) for value in series):
        series = series.map(
            lambda value: value.to_timestamp() if isinstance(value, pd.Period) else value
        )
    texts = any(isinstance(value, str) for value in series)
    if texts and any(isinstance(value, float) and value == value for value in series):
        raise UsageError("times are numbers and texts in one column; make them one kind first")
    form = (written.format or "ISO8601") if texts else None
    try:
        moments = pd.DatetimeIndex(pd.to_datetime(series, utc=True, format=form, errors="coerce"))
    except (TypeError, ValueError) as error:
        raise UsageError(f"times cannot be read with format={form!r}: {error}") from error
    if written.zone != "UTC":
        moments = _on_clocks(moments, series.map(_is_naive).to_numpy(dtype=bool), written.zone)
    missing = np.asarray(moments.isna())
    return np.where(missing, np.nan, moments.as_unit("us").asi8 / 1e6)


def _is_naive(value: Any) -> bool:
    if isinstance(value, str):
        return _OFFSET.search(value[10:]) is None
    return getattr(value, "tzinfo", None) is None


def _on_clocks(moments: Any, naive: Flags, zone: str) -> Any:
    """Return moments of which those without a zone, read as UTC so far, are a zone's own."""
    import numpy as np

    wall = moments.tz_localize(None)
    # When clocks go back, an hour comes twice: the second is winter's; forward, it never comes.
    local = wall.tz_localize(zone, ambiguous=np.zeros(len(wall), bool), nonexistent="shift_forward")
    return moments.where(~naive, local.tz_convert("UTC"))


def local_seconds(seconds: Floats, zone: str) -> Floats:
    """Return the local time in a zone, as seconds since 1970 on its clocks: days begin there."""
    import numpy as np
    import pandas as pd

    if zone == "UTC" or not len(seconds):
        return seconds
    index = pd.DatetimeIndex(np.round(seconds * 1e6).astype("datetime64[us]")).tz_localize("UTC")
    local = index.tz_convert(zone).tz_localize(None)
    return np.asarray(local.as_unit("us").asi8 / 1e6)
