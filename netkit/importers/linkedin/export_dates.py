"""The dates of a LinkedIn export: one form per file, never a guess.

Each reader returns None for what is not of its form; the caller reports the row. Times without
a zone are taken as UTC. A month table reads three times as fast as strptime.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from netkit.model.when import PartialDate

__all__ = [
    "birthday", "connected_on", "endorsed_at", "has_clock", "minute", "month", "note_time", "second"
]  # fmt: skip

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_DAY = re.compile(r"(\d{1,2}) ([A-Za-z]{3}) (\d{4})")
_EXCEL_DAY = re.compile(r"(\d{1,2})-([A-Za-z]{3})-(\d{2})")
_MINUTE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}),\s*(\d{1,2}):(\d{2})\s*([AP])M", re.IGNORECASE)
_CLOCK = re.compile(r"\s*\d{1,2}:\d{2}\s*[AP]M\s*", re.IGNORECASE)
_SECOND = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", re.ASCII)
_SLASHED_SECOND = re.compile(r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d UTC", re.ASCII)
_MONTH = re.compile(r"(?:([A-Za-z]{3}) )?(\d{4})")
_BIRTHDAY = re.compile(r"([A-Za-z]{3}) (\d{1,2})")


def _day(year: int, month_name: str, day: str) -> date | None:
    try:
        return date(year, _MONTHS[month_name.lower()], int(day))
    except (KeyError, ValueError):
        return None


def connected_on(text: str) -> date | None:
    """Read ``01 Jan 2024``, ``4/9/18, 7:05 AM`` (2018) or ``29-Nov-21`` (saved by Excel)."""
    text = text.strip()
    if match := _DAY.fullmatch(text):
        return _day(int(match[3]), match[2], match[1])
    if match := _EXCEL_DAY.fullmatch(text):
        return _day(2000 + int(match[3]), match[2], match[1])
    moment = minute(text)
    return moment.date() if moment else None


def minute(text: str) -> datetime | None:
    """Read ``4/9/18, 7:05 AM``: month, day, year; without a zone."""
    match = _MINUTE.fullmatch(text.strip())
    if match is None or not 1 <= int(match[4]) <= 12:
        return None
    hour = int(match[4]) % 12 + (12 if match[6] in "Pp" else 0)
    try:
        return datetime(
            2000 + int(match[3]), int(match[1]), int(match[2]), hour, int(match[5]), tzinfo=UTC
        )
    except ValueError:
        return None


def has_clock(text: str) -> bool:
    """Say whether `text` is the part of a 2018 date behind its comma: ``7:05 AM``."""
    return _CLOCK.fullmatch(text) is not None


def second(text: str) -> datetime | None:
    """Read ``2026-02-01 08:00:00 UTC``."""
    return _iso(text[:19]) if _SECOND.fullmatch(text) else None


def endorsed_at(text: str) -> datetime | None:
    """Read ``2022/06/20 13:05:02 UTC``."""
    text = text.strip()
    return _iso(text[:19].replace("/", "-")) if _SLASHED_SECOND.fullmatch(text) else None


def note_time(text: str) -> datetime | None:
    """Read the time of a note; no real one was seen, so the forms of the other files go."""
    text = text.strip()
    return second(text) or second(f"{text} UTC") or minute(text)


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text + "+00:00")
    except ValueError:
        return None


def month(text: str) -> PartialDate | None:
    """Read ``Aug 2022`` or ``2009``."""
    match = _MONTH.fullmatch(text.strip())
    if match is None or int(match[2]) == 0:
        return None
    number = _MONTHS.get(match[1].lower()) if match[1] else None
    return None if match[1] and number is None else PartialDate(int(match[2]), number)


def birthday(text: str) -> PartialDate | None:
    """Read ``Mar 7``: a birthday without its year."""
    match = _BIRTHDAY.fullmatch(text.strip())
    day = _day(2024, match[1], match[2]) if match else None  # 2024: a leap year
    return PartialDate(None, day.month, day.day) if day else None
