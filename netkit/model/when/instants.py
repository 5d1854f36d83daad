"""Points in time as numbers and words: epoch seconds, day numbers, the end of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

__all__ = [
    "date_of",
    "day_counter",
    "day_number",
    "days_ago",
    "end_of_day",
    "from_epoch",
    "middle_of_day",
    "moment_on_clocks",
    "on_clocks",
    "start_of_day",
    "to_epoch",
]


_SECONDS = 86_400  # of a day
_FIRST_DAY = date(1970, 1, 1).toordinal()


def to_epoch(moment: datetime) -> int:
    """Return whole seconds since 1970 UTC; `moment` must carry a zone."""
    if moment.tzinfo is None:
        raise ValueError("a time needs its zone")
    return int(moment.timestamp())


def from_epoch(seconds: int, zone: tzinfo = UTC) -> datetime:
    """Return the time of whole seconds since 1970, on the clocks of `zone`."""
    return datetime.fromtimestamp(seconds, zone)


def days_ago(days: float) -> str:
    """Return the time since something happened, in words; part of a day is left out.

    >>> days_ago(0.5), days_ago(1), days_ago(30)
    ('today', '1 day ago', '30 days ago')
    """
    whole = max(int(days), 0)
    return f"{whole} day{'s' if whole > 1 else ''} ago" if whole else "today"


def day_number(moment: date) -> int:
    """Return the number of a day, or of a moment's day on its own clocks: days since 1970-01-01.

    It is the key of a contact-day, which is a day on the owner's clocks.

    >>> day_number(date(1970, 1, 2)), day_number(datetime(1970, 1, 2, 23, 59, tzinfo=UTC))
    (1, 1)
    """
    return moment.toordinal() - _FIRST_DAY


def date_of(day: float) -> date:
    """Return the date of a day's number, the reverse of `day_number`.

    >>> date_of(1)
    datetime.date(1970, 1, 2)
    """
    return date.fromordinal(int(day) + _FIRST_DAY)


def day_counter(zone: tzinfo) -> Callable[[int], int]:
    """Return a function from whole seconds since 1970 to `day_number` on the clocks of `zone`.

    It is for many moments: clocks are asked once a day rather than once a moment.

    >>> from zoneinfo import ZoneInfo
    >>> [day_counter(ZoneInfo("Asia/Tokyo"))(hour * 3_600) for hour in (14, 15)]
    [0, 1]
    """
    if zone is UTC:
        return lambda seconds: seconds // _SECONDS
    shifts: dict[int, int | None] = {}  # by UTC day, None where clocks are changed in it

    def day_of(seconds: int) -> int:
        day = seconds // _SECONDS
        if day not in shifts:
            first, last = (_shift(day * _SECONDS + second, zone) for second in (0, _SECONDS - 1))
            shifts[day] = first if first == last else None
        shift = shifts[day]
        return (seconds + (_shift(seconds, zone) if shift is None else shift)) // _SECONDS

    return day_of


def _shift(seconds: int, zone: tzinfo) -> int:
    """Return by how many seconds the clocks of `zone` are ahead of UTC."""
    ahead = from_epoch(seconds, zone).utcoffset()
    return 0 if ahead is None else int(ahead.total_seconds())


def start_of_day(day: date, zone: tzinfo = UTC) -> datetime:
    """Return the first moment of `day` on the clocks of `zone`."""
    return on_clocks(datetime.combine(day, time()), zone)


def middle_of_day(day: date, zone: tzinfo = UTC) -> datetime:
    """Return a moment of `day` for what tells no time: noon in UTC, where that is on that day.

    East of twelve hours ahead, where noon in UTC is the next day, its beginning in UTC.

    >>> from zoneinfo import ZoneInfo
    >>> middle_of_day(date(2026, 7, 1), ZoneInfo("Pacific/Auckland")).isoformat()
    '2026-07-01T00:00:00+00:00'
    """
    noon = datetime.combine(day, time(12), UTC)
    return noon if noon.astimezone(zone).date() == day else noon.replace(hour=0)


def end_of_day(day: date, zone: tzinfo = UTC) -> datetime:
    """Return the last second of `day` on the clocks of `zone`: what ``--as-of DAY`` means."""
    return on_clocks(datetime.combine(day, time(23, 59, 59)), zone)


def on_clocks(wall: datetime, zone: tzinfo) -> datetime:
    """Return the moment at which the clocks of `zone` show `wall`, the later of two.

    When clocks go back, an hour comes twice, and the second is meant; when they go forward, a time
    that they skip is read as the hour after it.

    >>> from zoneinfo import ZoneInfo
    >>> on_clocks(datetime(2026, 10, 25, 2, 30), ZoneInfo("Europe/Berlin")).isoformat()
    '2026-10-25T02:30:00+01:00'
    """
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.timestamp() > second.timestamp():  # skipped: what clocks show then
        return first.astimezone(UTC).astimezone(zone)
    return second


def moment_on_clocks(when: date, zone: tzinfo) -> datetime:
    """Return a time with its zone: `zone` where it has none; a day is read as its end there."""
    if not isinstance(when, datetime):
        return end_of_day(when, zone)
    return when if when.tzinfo else on_clocks(when, zone)
