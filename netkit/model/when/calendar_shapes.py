"""The patterns of the phrases for days, each with what reads it; compiled when first used."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from netkit.model.when import calendar_rules as rules
from netkit.model.when.calendar_words import (
    COUNT,
    HOLIDAYS,
    MISSPELT,
    MONTH,
    NAMED_DAYS,
    ORDINALS,
    PART_OF_DAY,
    SEASONS,
    WEEKDAY,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Reader = Callable[[re.Match[str], rules.Reference], rules.Reading]

__all__ = ["DayRule", "day_rules", "unread_shape", "vague_shape"]

_LEAD = (
    r"(?<![\w'.-])(?P<lead>(?:(?:by|until|till|before|due|no later than|since|on|from|at|over"
    r"|during|back in|in|of|as of)(?: the)? )?)"
)
_VAGUE = (
    r"(?:the other (?:day|week|night|evening|month)|recently|lately|not long ago"
    r"|a while (?:ago|back)|(?:some|a long|long) time ago|back then|sometime|one of these days"
    r"|(?:some|several|many) (?:days|weeks|months|years) ago|(?:ages|long|years|months|weeks) ago"
    r"|(?:before|during|after) (?:the )?(?:pandemic|covid|lockdown|crisis|war)"
    r"|(?:in the (?:old|good old) days|back in the day|in those days|years back|a while back)"
    r"|(?:in )?the (?:next|last|past) few (?:days|weeks|months|years))"
)
_WORDS = "|".join(sorted(ORDINALS, key=len, reverse=True))
_ORDINAL = rf"(?P<d>\d{{1,2}}(?:st|nd|rd|th)|{_WORDS})"
_DAY = rf"(?P<d>\d{{1,2}}(?:st|nd|rd|th)?|{_WORDS})"
_D, _M, _Y = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<y>[12]\d{3})"
_NAMED_MONTH = rf"(?P<month>{MONTH})"
_UNIT = r"(?P<unit>days?|weeks?|fortnights?|months?|quarters?|years?)"
_N = rf"(?P<n>{COUNT})"
_YEAR = rf"(?:,? {_Y})?"
_WHICH_YEAR = rf"(?:,? (?:(?:of )?(?P<which>last|this|next) year|(?:of )?{_Y}))?"
_ON_WEEKDAY = rf"(?: (?:on )?(?:a |the )?(?P<weekday>{WEEKDAY}))?"
_WEEKDAY = rf"(?P<weekday>{WEEKDAY})"
_ITS_WEEKDAY = rf"(?:{_WEEKDAY}\.?,? (?:the )?)?"
#: "sat down", "the sun": short names count in a sentence only where nothing else fits.
_FULL_WEEKDAY = (
    r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:tues|weds|thurs?)\b(?<!thu)|(?-i:Mon|Tue|Wed|Thu|Fri)\b"
    r"|(?<=\bto )(?:mon|tue|thu|fri)\b"
    r"|(?:(?<=\bby )|(?<=\bon ))(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\b"
    r"|^(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)(?=[:,])"
    r"|(?:(?-i:Sat)|(?:^|(?<=\bon )|(?<=last )|(?<=this ))(?-i:Sun))\b"  # Sun may be a surname
    r"(?! (?:down|up|in|through|next|is|was|has|on|with|beside|together|at(?! \d))\b))"
)
#: After "the 12th", what leaves it a day: not a floor, not a birthday.
_NO_NOUN = (
    r"(?= ?(?:$|[,;:.!?)–-]| (?:and|with|at|in|for|to|about|i|we|he|she|they|you|it|from|over|or"
    r"|was|is|after|before|there|me|us)\b| (?-i:[A-Z])))"
)
#: "Christmas lunch" is of any day of December.
_NO_FEAST = (
    r"(?! (?:lunch|dinner|breakfast|brunch|drinks?|party|do|cards?|market|concert|gifts?|presents?"
    r"|break|holidays?|bonus|shopping|tree|greetings?|mails?|letter)\b)"
)
_ENDS = r"(?=$|[,;:.]| (?:with|we|i)\b)"


def _names(names: Iterable[str]) -> str:
    return "(?P<name>" + "|".join(sorted(names, key=len, reverse=True)) + ")"


#: The more telling first: no later one takes what an earlier one took.
_SHAPES: tuple[tuple[str, Reader], ...] = (
    (rf"{_Y}[-/]{_M}[-/]{_D}", rules.iso),
    (rf"{_Y}-(?P<m>\d{{2}})(?!-)", rules.iso_month),
    (r"--(?P<m>\d{2})-(?P<d>\d{2})", rules.yearless),
    (rf"{_D}(?P<slash>[./]) ?{_M}[./] ?(?P<y>\d{{4}}|\d{{2}})(?!\.?\d)", rules.numeric),
    (rf"{_D}\. ?{_M}\.(?!\d)", rules.yearless),
    (rf"(?<=on ){_D}\.{_M}(?!\.?\d)", rules.yearless),
    (
        r"(?:(?<=on )|(?<=by )|(?<=until )|(?<![\d/])(?!24/7|9/11|50/50|1/2 |1/3 |2/3 |[13]/4 ))"
        r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![/\d]| (?:of|hours?|h|page|share)\b)",
        rules.yearless_with_slash,
    ),
    (_names(NAMED_DAYS) + PART_OF_DAY, rules.named_day),
    (rf"(?:(?P<which>last|this|next) )?{_names(HOLIDAYS)}{_NO_FEAST}{_YEAR}", rules.holiday),
    (rf"{_N} weekends? (?:ago|back)", rules.weekends_ago),
    (rf"(?:on )?{_WEEKDAY},? {_N} {_UNIT} (?:ago|back)", rules.ago),
    (rf"{_N} {_UNIT} (?:ago|back){_ON_WEEKDAY}", rules.ago),
    (rf"(?:in|within) {_N} {_UNIT}(?:'s|s')?(?: time)?{_ON_WEEKDAY}", rules.ahead),
    (rf"{_N} {_UNIT} (?:from (?:now|today)|hence)", rules.ahead),
    (rf"(?:the )?(?:{_N} )?{_UNIT} (?:before|earlier){_ENDS}", rules.earlier),
    (
        r"(?:the )?(?P<part>end|beginning|start|middle) of (?P<which>the|this|next|last|)? ?"
        r"(?P<unit>week|month|quarter|year)(?:end)?",
        rules.part_of_period,
    ),
    (
        r"(?:the )?(?P<part>(?:end|beginning|start|middle) of|early|late|mid)[ -](?:in )?"
        rf"(?:(?P<which>last|this|next) )?{_NAMED_MONTH}{_YEAR}",
        rules.part_of_month,
    ),
    (
        rf"{_ITS_WEEKDAY}(?:the )?{_DAY}(?: of)? {_NAMED_MONTH}{_WHICH_YEAR}",
        rules.day_and_month,
    ),
    (
        rf"{_ITS_WEEKDAY}{_NAMED_MONTH} (?:the )?{_DAY}(?!:?\d){_WHICH_YEAR}",
        rules.day_and_month,
    ),
    (rf"(?:{WEEKDAY},? )?(?:the )?{_ORDINAL} of (?:this|the) month", rules.day_of_month),
    (rf"(?:{WEEKDAY},? )?the {_ORDINAL}{_NO_NOUN}", rules.day_of_month),
    (rf"{WEEKDAY},? {_ORDINAL}{_NO_NOUN}", rules.day_of_month),
    (rf"(?:the )?{_WEEKDAY} before(?P<last> last)?{_ENDS}", rules.weekday_before),
    (
        rf"{_WEEKDAY}{PART_OF_DAY}(?: of)? (?P<which>last|this|next) week",
        rules.weekday_of_week,
    ),
    (
        rf"(?P<which>last|this|next) week(?: on)?(?:'s)? {_WEEKDAY}{PART_OF_DAY}",
        rules.weekday_of_week,
    ),
    (rf"a week on {_WEEKDAY}", rules.week_after_weekday),
    (rf"{_WEEKDAY} week", rules.week_after_weekday),
    (
        rf"(?P<which>last|this|next|past|previous|coming|upcoming) {_WEEKDAY}{PART_OF_DAY}",
        rules.weekday,
    ),
    (rf"(?P<which>){_FULL_WEEKDAY}{PART_OF_DAY}", rules.weekday),
    (r"(?:(?:at|over|on) )?(?P<which>last|this|next|the|past|coming) weekend", rules.weekend),
    (r"(?:the )?(?P<unit>week|month|year) (?P<twice>before last)(?P<which>)", rules.period),
    (
        r"(?P<which>last|past|previous|this|next|coming) (?P<unit>week|month|quarter|year)",
        rules.period,
    ),
    (rf"(?P<which>last|this|next|past|previous) {_NAMED_MONTH}{_YEAR}", rules.month),
    (rf"(?P<which>){_NAMED_MONTH},? (?:of )?{_Y}", rules.month),
    (rf"(?<=in )(?P<which>){_NAMED_MONTH}{_YEAR}", rules.month),
    (rf"(?<=since )(?P<which>){_NAMED_MONTH}{_YEAR}", rules.month),
    (rf"(?P<which>last|this|next|past) {_names(SEASONS)}{_YEAR}", rules.season),
    (rf"(?<=in )(?:the )?(?P<which>){_names(SEASONS)}(?: of)?{_YEAR}", rules.season),
    (r"(?<=in )(?P<y>19\d{2}|20\d{2})", rules.year),
    (r"(?<=since )(?P<y>19\d{2}|20\d{2})", rules.year),
)

#: These count only where the text is nothing but a date.
_SHAPES_ALONE: tuple[tuple[str, Reader], ...] = (
    (rf"{_D}[./]{_M}", rules.yearless),
    (_ORDINAL, rules.day_of_month),
    (rf"(?P<which>){_WEEKDAY}{PART_OF_DAY}", rules.weekday),
    (rf"(?P<which>){_NAMED_MONTH}(?P<y>)", rules.month),
    (rf"(?P<which>){_names(SEASONS)}{_YEAR}", rules.season),
    (r"(?P<which>the )?weekend", rules.weekend),
    (r"(?P<y>19\d{2}|20\d{2})", rules.year),
)


class DayRule(NamedTuple):
    """A pattern, and what reads its match."""

    shape: re.Pattern[str]
    read: Reader


@cache
def day_rules(alone: bool) -> tuple[DayRule, ...]:
    """Return the rules, with those for a text that is nothing but a date where it is one."""
    return tuple(
        DayRule(re.compile(_LEAD + shape + r"(?!\w)", re.IGNORECASE), read)
        for shape, read in (*_SHAPES, *(_SHAPES_ALONE if alone else ()))
    )


@cache
def vague_shape() -> re.Pattern[str]:
    """Return the pattern of words for a time that is no day."""
    return re.compile(rf"(?<![\w'])(?:in |within )?{_VAGUE}(?!\w)", re.IGNORECASE)


@cache
def unread_shape() -> re.Pattern[str]:
    """Return the pattern of what is written like a date, whether the calendar has it or not."""
    return re.compile(
        rf"(?<![\w.+-])(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}(?!\w)"
        rf"|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?!\w)"
        r"|\d{4}-\d{1,2}-\d{1,2}(?!\w)|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?(?![\w.])"
        r"|\d{1,2}/\d{1,2}/\d{2,4}(?!\w)|(?!24/7|9/11|50/50)\d{1,2}/\d{1,2}(?![\w/])"
        rf"|{MISSPELT}(?!\w)"
        r"|on the \d{1,3}(?:st|nd|rd|th)(?=$|[,;:.]| (?:with|at|i|we|he|she)\b))",
        re.IGNORECASE,
    )
