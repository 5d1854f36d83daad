"""The words people use for days: weekdays, months, numbers, holidays, and their patterns."""

from __future__ import annotations

__all__ = [
    "COUNT", "HOLIDAYS", "MISSPELT", "MONTH", "MONTHS", "NAMED_DAYS", "NUMBERS", "ORDINALS",
    "PART_OF_DAY", "SEASONS", "WEEKDAY", "WEEKDAYS", "index_of",
]  # fmt: skip

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
#: Longer phrases first: a pattern takes the first that fits.
NUMBERS = {
    "a couple of": 2, "a few": 3, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14,
    "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30, "an": 1, "a": 1,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "twenty-first": 21, "twenty-second": 22,
    "twenty-third": 23, "twenty-fourth": 24, "twenty-fifth": 25, "twenty-sixth": 26,
    "twenty-seventh": 27, "twenty-eighth": 28, "twenty-ninth": 29, "thirtieth": 30,
    "thirty-first": 31,
}  # fmt: skip
NAMED_DAYS = {
    "the day before yesterday": -2, "day before yesterday": -2, "the day after tomorrow": 2,
    "day after tomorrow": 2, "yesterday": -1, "last night": -1, "the night before last": -2,
    "this morning": 0, "this afternoon": 0, "this evening": 0, "this lunchtime": 0, "tonight": 0,
    "earlier today": 0, "later today": 0, "today": 0, "just now": 0, "now": 0, "tomorrow": 1,
    "tmrw": 1, "tmr": 1, "yday": -1,
}  # fmt: skip
#: Month and day.
HOLIDAYS = {
    "new year's eve": (12, 31), "new year's day": (1, 1), "new year": (1, 1),
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25),
    "boxing day": (12, 26), "halloween": (10, 31), "valentine's day": (2, 14),
}  # fmt: skip
#: The last month of each, north of the equator.
SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 2}

WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)"
)
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
#: Weekdays and months as they are mistyped; a day that is not read is asked for.
MISSPELT = (
    r"(?:(?!(?:mon|tues|wednes|thurs|satur)day|(?:jan|febr)uary|yesterday|tomorrow)"
    r"(?:we[dn]{1,2}[ens]{1,4}day|wednes[ady]{3}|thu?[ri][es]?day|thrus?day|thurds?day|thurs?ady"
    r"|tu[es]{1,2}a?day|teu?sday|tuesady|tus[ea]day|mon?n?day|modnay|mondya|firday|fridya|freiday"
    r"|fryday|sat[eu]?r?[ae]?day|satruday|sunde?y|snuday|janu?ary?|febr?u?ary|decem?eber|decmber"
    r"|novemeber|novmber|ocotber|septemeber|setpember|agust|augsut|yester?day|yesteray"
    r"|tomm?orr?ow))"
)
COUNT = r"(?:\d{1,4}|half an?|" + "|".join(NUMBERS) + ")"
PART_OF_DAY = (
    r"(?:,? (?:early |late )?(?:in the )?(?:morning|noon|lunchtime|afternoon|evening|night))?"
)


def index_of(names: tuple[str, ...], text: str) -> int:
    """Return which of some names a text begins like; three letters tell weekdays and months apart.

    >>> index_of(MONTHS, "Sept.")
    8
    """
    return next(i for i, name in enumerate(names) if name.startswith(text.casefold()[:3]))
