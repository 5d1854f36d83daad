"""The dates of a LinkedIn export: each column's usual form first, then every other one seen.

Each reader returns None for what is no date; the caller reports the row. Times without a zone are
taken as UTC. ``3/4/20`` begins with the month, as LinkedIn writes it, unless the other dates of
its column show that a program has put the day first.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from netkit.model.when import PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = [
    "birthday", "connected_on", "has_clock", "minute", "moment", "month", "second", "with_day_order"
]  # fmt: skip

Row = TypeVar("Row")

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
#: How months begin elsewhere, where that differs from English: German, French, Spanish,
#: Portuguese, Italian, Dutch.
_MONTHS |= {
    "mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12, "fév": 2, "fev": 2, "avr": 4, "aoû": 8,
    "aou": 8, "déc": 12, "ene": 1, "abr": 4, "ago": 8, "dic": 12, "set": 9, "out": 10, "gen": 1,
    "mag": 5, "giu": 6, "lug": 7, "ott": 10, "maa": 3, "mrt": 3, "mei": 5, "maj": 5,
}  # fmt: skip
_FRENCH_SUMMER = {"juin": 6, "juil": 7}
_WORD = r"(?P<word>[^\W\d_]{3,10})\.?"
_CLOCK_TIME = (
    r"(?:,?[\sT]+(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?\s*(?P<zone>UTC|GMT|Z|[+-]\d{2}:?\d{2})?"
)
_FORMS = tuple(
    re.compile(day + _CLOCK_TIME)
    for day in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?:[A-Za-z]{3,9},?\s+)?(?P<day>\d{1,2})\.?(?:\s+|-)(?:de\s+)?" + _WORD
        + r",?(?:\s+|-)(?:de\s+)?(?P<year>\d{4}|\d{2})",
        r"(?:[A-Za-z]{3,9},?\s+)?" + _WORD + r"\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})",
        r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<other>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})",
    )
)  # fmt: skip
#: As Java writes a time by itself: ``Wed May 01 09:00:00 UTC 2024``.
_JAVA = re.compile(r"[A-Za-z]{3} ([A-Za-z]{3} \d{1,2}) (\d\d:\d\d:\d\d) (?:UTC|GMT) (\d{4})")
_EPOCH = re.compile(r"(1\d{9})(?:\d{3})?", re.ASCII)
_MINUTE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}),\s*(\d{1,2}):(\d{2})\s*([AP])M", re.IGNORECASE)
_CLOCK = re.compile(r"\s*\d{1,2}:\d{2}(?::\d{2})?\s*[AP]M\s*", re.IGNORECASE)
_SECOND = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]", re.ASCII)
_MONTH = re.compile(r"(?:([A-Za-z]{3}) )?(\d{4})")
_BIRTHDAY = re.compile(r"([A-Za-z]{3}) (\d{1,2})")


def with_day_order(
    rows: Iterator[Row], date_of: Callable[[Row], str]
) -> Iterator[tuple[Row, bool]]:
    """Yield each row with whether the numbers of its column's dates begin with the month.

    The column decides, not the row: from the first date in numbers on, all are looked at.
    """
    for row in rows:
        text = date_of(row)
        if text[:4].isdigit() or _NUMBERS.match(text.strip()) is None:  # a year in front: most
            yield row, True
            continue
        all_rows = [row, *rows]
        order = _is_month_first(map(date_of, all_rows))
        yield from ((dated_row, order) for dated_row in all_rows)
        return


def _is_month_first(dates: Iterable[str]) -> bool:
    """Say that dates begin with the month, unless more of a column can only begin with the day."""
    only_day = only_month = 0
    for text in dates:
        if match := _NUMBERS.match(text.strip()):
            first, second_number = int(match[1]), int(match[2])
            only_day += 12 < first <= 31 and 1 <= second_number <= 12
            only_month += 12 < second_number <= 31 and 1 <= first <= 12
    return only_day <= only_month


@lru_cache(maxsize=4_096)  # days of connecting come again and again
def moment(text: str, *, months_first: bool = True) -> datetime | None:
    """Read a time in any form that an export's column may take; a day alone is its midnight.

    >>> moment("2019-11-06T02:08:20"), moment("31/12/2023, 7:05 PM", months_first=False)
    (datetime.datetime(2019, 11, 6, 2, 8, 20, tzinfo=datetime.timezone.utc), \
datetime.datetime(2023, 12, 31, 19, 5, tzinfo=datetime.timezone.utc))
    """
    text = text.strip().replace("\u202f", " ").replace("\xa0", " ")
    at = second(text) or (minute(text) if months_first else None)
    if at is not None or len(text) > 60:
        return at
    if match := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(match[1]), UTC)
    text = _JAVA.sub(r"\1, \3 \2 UTC", text)
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _moment(match, months_first=months_first)
    return None


def _moment(match: re.Match[str], *, months_first: bool) -> datetime | None:
    parts = match.groupdict()
    year = int(parts["year"])
    month = _month_of(parts, months_first=months_first)
    if parts.get("first"):
        first, second_number = int(parts["first"]), int(parts["other"])
        day = first + second_number - month if month else 0
    else:
        day = int(parts["day"])
    hour = int(parts["hour"] or 0)
    if parts["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if parts["half"][0] in "Pp" else 0)
    clock = f"{hour:02}:{parts['minute'] or '00'}:{parts['second'] or '00'}"
    century = 2000 if year < 100 else 0
    return _utc(f"{century + year:04}-{month:02}-{day:02}T{clock}{_zone(parts['zone'])}")


def _month_of(parts: dict[str, str | None], *, months_first: bool) -> int:
    """Return the month of a day in words or numbers; 0, which no date has, when it has none."""
    if word := parts.get("word"):
        word = word.casefold()
        return _FRENCH_SUMMER.get(word) or _MONTHS.get(word[:3], 0)
    if parts.get("month"):
        return int(parts["month"] or 0)
    first, second_number = int(parts["first"] or 0), int(parts["other"] or 0)
    if parts["mark"] == "." or first > 12:  # dots: Europe, day first
        return second_number
    return first if months_first or second_number > 12 else second_number


def _zone(text: str | None) -> str:
    return text if text and text[0] in "+-" else "+00:00"


def _utc(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
        return at if at.tzinfo is UTC else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def connected_on(text: str, *, months_first: bool = True) -> date | None:
    """Read the day of a time in any form: ``01 Jan 2024``, ``4/9/18, 7:05 AM``, ``29-Nov-21``."""
    at = moment(text, months_first=months_first)
    return at.date() if at else None


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
    """Return True for the part of a 2018 date behind its comma: ``7:05 AM``."""
    return _CLOCK.fullmatch(text) is not None


def second(text: str) -> datetime | None:
    """Read ``2026-02-01 08:00:00 UTC``."""
    return _utc(f"{text[:19]}+00:00") if _SECOND.fullmatch(text) else None


def month(text: str) -> PartialDate | None:
    """Read ``Aug 2022`` or ``2009``; of a whole day, its month."""
    match = _MONTH.fullmatch(text.strip())
    if match is None:
        at = moment(text)
        return PartialDate(at.year, at.month) if at else None
    if int(match[2]) == 0:
        return None
    number = _MONTHS.get(match[1].lower()) if match[1] else None
    return None if match[1] and number is None else PartialDate(int(match[2]), number)


def birthday(text: str) -> PartialDate | None:
    """Read ``Mar 7``: a birthday without its year; or a whole day."""
    match = _BIRTHDAY.fullmatch(text.strip())
    if match is None:
        born = moment(text)
        return PartialDate(born.year, born.month, born.day) if born else None
    try:
        born_on = date(2024, _MONTHS[match[1].lower()], int(match[2]))  # 2024: a leap year
    except (KeyError, ValueError):
        return None
    return PartialDate(None, born_on.month, born_on.day)
