"""Find the spans of time in a question: "3 months", "half a year", "since March", "in October"."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from netkit.model.when.calendar_words import COUNT, MONTH, SEASONS
from netkit.model.when.spans import span_of

from .year_parts import year_parts_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

__all__ = ["NO_PERIOD", "Period", "QuestionSpan", "spans_in"]

_OPTION_UNITS = {"fortnight": (2, "w"), "quarter": (3, "m")}
#: A question without any of these names no day; the rules for days are not read for it.
_MAY_NAME_A_DAY = re.compile(
    r"\d|yesterday|\bago\b|\bsince\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|\b(?:last|this|past|previous)\b|january|february|march|april|\bmay\b|june|july|august"
    r"|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
    r"|\bhalf\b|\bquarter\b|september|october|november|december|spring|summer|autumn|\bfall\b|winter|christmas|easter",
    re.IGNORECASE,
)
#: Words that are a day and yet say when to act, not when something was.
_NOW = re.compile(r"(?:later )?today|tonight|now|just now|this (?:morning|afternoon|evening)", re.I)
#: A weekday beside these is the next one.
_AHEAD = r"(?i)\bwill\b|'ll\b|\b(?:going|off) to\b|\bbefore\b|\bahead\b|\b(?:visit|fly|travel|stay)"
_WEEKDAY = r"(?i)(?:on )?(?:this |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_BEFORE_LAST = r"(?i)\b(?:in |over |on )?the (weekend|week|month|year) before last\b"
_FROM_THEN_ON = re.compile(r"(?:ever )?since|after", re.IGNORECASE)
_LEAD = re.compile(
    r" ?(?:(?:ever since|since|during|over|from|after|before|until|till|by|in|on|of)(?: the)? )?",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"until|till|before|by", re.IGNORECASE)
_SEASON = re.compile("|".join(SEASONS), re.IGNORECASE)
#: Numbers and units of German, French and Spanish.
_COUNTS = {
    "ein": 1, "eine": 1, "einem": 1, "einer": 1, "einen": 1, "un": 1, "une": 1, "una": 1,
    "zwei": 2, "deux": 2, "dos": 2, "drei": 3, "trois": 3, "tres": 3, "vier": 4, "quatre": 4,
    "cuatro": 4, "fünf": 5, "cinq": 5, "cinco": 5, "sechs": 6, "six": 6, "seis": 6, "acht": 8,
    "huit": 8, "ocho": 8, "zehn": 10, "dix": 10, "diez": 10, "zwölf": 12, "douze": 12, "doce": 12,
}  # fmt: skip
_UNITS = {
    "d": "tag|tage|tagen|jour|jours|día|días|dia|dias",
    "w": "woche|wochen|semaine|semaines|semana|semanas",
    "m": "monat|monate|monaten|mois|mes|meses",
    "y": "jahr|jahre|jahren|an|ans|année|années|año|años",
}
_RELATIVE = {
    "last week": "letzte woche|letzter woche|la semaine dernière|la semana pasada",
    "last month": "letzten monat|letzter monat|le mois dernier|el mes pasado",
    "last year": "letztes jahr|letzten jahr|l'année dernière|l’année dernière|el año pasado",
    "this week": "diese woche|dieser woche|cette semaine|esta semana",
    "this month": "diesen monat|diesem monat|ce mois|este mes",
    "this year": "dieses jahr|diesem jahr|cette année|este año",
    "next week": "nächste woche|nächster woche|la semaine prochaine|la próxima semana",
    "next month": "nächsten monat|le mois prochain|el próximo mes",
    "yesterday": "gestern|hier|ayer",
}
_HALF_YEAR = "halben jahr|halbes jahr|demi-année|medio año"
#: Units as they are shortened in a hurry: "silent 6mo".
_SHORT_UNITS = {
    "days": "d", "d": "d", "wks": "w", "wk": "w", "w": "w", "mths": "m", "mth": "m", "mos": "m",
    "mo": "m", "m": "m", "yrs": "y", "yr": "y", "y": "y",
}  # fmt: skip
#: Months whose names are no other words: "how was November with Ann".
_NEVER_WORDS = (
    "january", "february", "april", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_SHORT_NAMES = {
    "wk": "week", "mth": "month", "yr": "year", "mont": "month", "monht": "month", "moth": "month",
    "yaer": "year", "weak": "week", "dya": "day", "mnth": "month",
}  # fmt: skip
_FEW = {"few": "3", "couple": "2", "couple of": "2", "several": "3"}


class Period(NamedTuple):
    """A stretch of the past as options take it: its first day, its last, and how long it lasts.

    Attributes
    ----------
    since : str
        Its first day, or a span before now ("2w").
    until : str
        Its last day; empty when it lasts until now.
    gap : str
        The time from its first day until now, in days ("61d").
    ahead : bool
        Whether it lies ahead ("next month"), so that nothing happened in it.
    """

    since: str = ""
    until: str = ""
    gap: str = ""
    ahead: bool = False


NO_PERIOD = Period()


class QuestionSpan(NamedTuple):
    """A span of time: where it stands in the question, and how an option takes it ("3m").

    Its value is empty for a day or month that is no span: "in October".
    """

    start: int
    end: int
    value: str
    period: Period = NO_PERIOD


@cache
def _shape() -> re.Pattern[str]:
    led = r"(?:this|last|past|previous|(?P<ahead>next?|coming|upcoming)|these)"
    unit = f"(?:day|week|fortnight|month|quarter|year|{'|'.join(_SHORT_NAMES)})"
    short = rf"(?P<number>\d{{1,3}}) ?(?P<letter>{'|'.join(_SHORT_UNITS)})"
    return re.compile(
        rf"\b(?:(?:{led} )?(?P<count>{COUNT}|half|{'|'.join(_FEW)}) ?(?P<unit>{unit}s?)"
        rf"|{led.replace('?P<ahead>', '?P<ahead_one>')} (?P<one>{unit})"
        rf"|{short}|(?<=since )(?P<day>{MONTH}(?: \d{{4}})?|(?:19|20)\d\d))\b(?! old(?:er)?\b)",
        re.IGNORECASE,
    )


def spans_in(question: str, today: date | None = None) -> list[QuestionSpan]:
    """Return the spans of time that a question names, in their order.

    Parameters
    ----------
    question : str
        As it was typed.
    today : date, optional
        Without it, days and months that are no span are not found.

    >>> [span.value for span in spans_in("not seen in half a year, or since May 2024")]
    ['6m', 'May 2024']
    >>> from datetime import date
    >>> spans_in("met in October", date(2026, 11, 30))[0].period[:2]
    ('2026-10-01', '2026-10-31')
    """
    spans = [
        QuestionSpan(match.start(), match.end(), value, _period(value, match))
        for match in _shape().finditer(question)
        for value in [match["day"] or _value(match)]
    ]
    spans += [*_foreign_spans(question), *_relative_spans(question, today)]
    if today is None or not _MAY_NAME_A_DAY.search(question):
        return spans
    for named in _named_days(question, today):
        inside = [s for s in spans if s.start < named.end and named.start < s.end]
        if not inside:
            spans.append(named)
        elif len(inside) == 1:
            i = spans.index(inside[0])
            start, end = min(named.start, spans[i].start), max(named.end, spans[i].end)
            spans[i] = QuestionSpan(start, end, spans[i].value, named.period)
    return sorted(spans)


def _foreign_spans(question: str) -> list[QuestionSpan]:
    """Return the spans of time in German, French and Spanish: "seit einem Jahr".

    >>> [span.value for span in _foreign_spans("depuis six mois, seit einem halben Jahr")]
    ['6m', '6m']
    """
    spans: list[QuestionSpan] = []
    if not _foreign_words().intersection(re.findall(r"\w+", question.lower())):
        return spans
    for match in _foreign_shape().finditer(question):
        value = "6m"
        if match["unit"]:
            count = match["count"].lower()
            letter = next(
                k for k, names in _UNITS.items() if match["unit"].lower() in names.split("|")
            )
            value = f"{int(count) if count.isdigit() else _COUNTS[count]}{letter}"
        spans.append(QuestionSpan(match.start(), match.end(), value, Period(value, gap=value)))
    return spans


def _relative_spans(question: str, today: date | None) -> Iterator[QuestionSpan]:
    """Yield "letzte Woche" and the like, each as the span that is said so in English."""
    if not _foreign_words().intersection(re.findall(r"\w+", question.lower())):
        return
    for match in _relative_shape().finditer(question):
        english = next(k for k, names in _RELATIVE.items() if match[0].lower() in names.split("|"))
        for span in spans_in(english, today):
            yield span._replace(start=match.start(), end=match.end())


@cache
def _foreign_words() -> frozenset[str]:
    """Return the words without one of which a question names no time in another language."""
    units = "|".join(_UNITS.values()).split("|")
    ends = [name.split()[-1] for names in _RELATIVE.values() for name in names.split("|")]
    return frozenset({*units, *ends, "année", "jahr"})


@cache
def _relative_shape() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_RELATIVE.values())})\b", re.IGNORECASE)


@cache
def _foreign_shape() -> re.Pattern[str]:
    counts, units = "|".join(_COUNTS), "|".join(_UNITS.values())
    counted = rf"(?P<count>\d{{1,3}}|{counts}) (?P<unit>{units})"
    return re.compile(rf"\b(?:{counted}|(?:einem |ein )?(?:{_HALF_YEAR}))\b", re.IGNORECASE)


def _period(value: str, match: re.Match[str]) -> Period:
    if match["ahead"] or match["ahead_one"]:
        return Period(ahead=True)
    return Period(since=value, gap=value)


def _named_days(question: str, today: date) -> Iterator[QuestionSpan]:
    """Yield the days, weeks, months and years of the past that a question names."""
    from netkit.model.when.sentence_dates import find_dates

    taken: list[tuple[int, int]] = []
    for start, end, first, last in (*_between(question, today), *year_parts_in(question, today)):
        taken.append((start, end))
        if first <= today:
            yield _stretch(start, end, question[start:end], first, last, today)
    for named in find_dates(question, today=today, direction="past"):
        if not any(start < named.end and named.start < end for start, end in taken):
            typed = question[named.start : named.end]
            first = _first(named.day, "season" if _SEASON.search(typed) else named.precision)
            if "weekend" in typed.lower():
                first = named.day - timedelta(days=1)
            taken.append((named.start, named.end))
            if re.search(_AHEAD, question) and re.fullmatch(_WEEKDAY, typed.strip(" ,.?!")):
                yield QuestionSpan(named.start, named.end, "", Period(ahead=True))
            elif first <= today and not _NOW.fullmatch(typed.strip(" ,.?!")):
                yield _stretch(named.start, named.end, typed, first, named.day, today)
    yield from _led(question, today, taken)


def _led(question: str, today: date, taken: Sequence[tuple[int, int]]) -> Iterator[QuestionSpan]:
    """Yield the months and seasons behind a preposition or at the end, which are not taken yet."""
    for match in _led_shape().finditer(question):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            last, precision = _read(match[1] or match[2], today)
            first = _first(last, precision)
            if first <= today:
                yield _stretch(match.start(), match.end(), match[0], first, last, today)


def _between(question: str, today: date) -> Iterator[tuple[int, int, date, date]]:
    for match in re.finditer(_BEFORE_LAST, question):
        yield match.start(), match.end(), *_before_last(match[1].lower(), today)
    for match in _month_parts().finditer(question):
        end = _read_day(match["month"], today)
        parts = _parts(end, match["part"].lower())
        yield match.start(), match.end(), *parts[match["nth"].lower()]
    for match in _days_of_month().finditer(question):
        first, last = (_read_day(f"{match[n]} {match['month']}", today) for n in (1, 2))
        yield match.start(), match.end(), first, last
    for match in _between_shape().finditer(question):
        first, last = _first(*_read(match[1], today)), _read(match[2], today)[0]
        yield match.start(), match.end(), first, last


def _stretch(
    start: int, end: int, typed: str, first: date, last: date, today: date
) -> QuestionSpan:
    """Return a stretch of the past as it stands in a question, the word that leads it left out."""
    lead = _LEAD.match(typed)
    start += lead.end() if lead else 0
    typed = typed.strip().lower()
    if _UP_TO.match(typed):
        until = first - timedelta(days=1) if typed.startswith("before") else last
        gap = f"{max((today - until).days, 0)}d"
        return QuestionSpan(start, end, "", Period("", until.isoformat(), gap))
    led_on = bool(_FROM_THEN_ON.match(typed))
    until_now = led_on or last >= today
    gap = f"{(today - first).days}d"
    value = gap if until_now and not typed.startswith("this") else ""
    return QuestionSpan(
        start, end, value, Period(first.isoformat(), "" if until_now else last.isoformat(), gap)
    )


@cache
def _between_shape() -> re.Pattern[str]:
    month = rf"((?:{MONTH}|{'|'.join(SEASONS)})(?: \d{{4}})?)"
    joined = r" (?:and|to|until|till) "
    return re.compile(rf"\b(?:from|between) {month}{joined}{month}\b", re.IGNORECASE)


@cache
def _days_of_month() -> re.Pattern[str]:
    """Return the shape of "from 24 to 27 November"."""
    day = r"(\d{1,2})(?:st|nd|rd|th)?"
    joined = r" ?(?:to|until|till|and|-|–) ?(?:the )?"
    lead = r"\b(?:from |between )?(?:the )?"
    return re.compile(
        rf"{lead}{day}{joined}{day}(?: of)? (?P<month>{MONTH}(?: \d{{4}})?)\b", re.IGNORECASE
    )


def _before_last(unit: str, today: date) -> tuple[date, date]:
    """Return the first and last day of the week, weekend, month or year before the last one."""
    monday = today - timedelta(days=today.weekday() + 14)
    if unit.startswith("week"):
        return monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6)
    if unit == "year":
        first = today.replace(year=today.year - 2, month=1, day=1)
        return first, first.replace(month=12, day=31)
    last = today.replace(day=1) - timedelta(days=1)
    end = last.replace(day=1) - timedelta(days=1)
    return end.replace(day=1), end


@cache
def _month_parts() -> re.Pattern[str]:
    """Return the shape of "in the first half of October" and "the last week of May"."""
    nth = r"\b(?:in |during )?(?:the )?(?P<nth>first|second|last) (?P<part>half|week) of "
    return re.compile(rf"{nth}(?P<month>{MONTH}(?: \d{{4}})?)\b", re.IGNORECASE)


def _parts(end: date, part: str) -> dict[str, tuple[date, date]]:
    """Return the first and last day of each half, or of some weeks, of a month by its last day."""
    first = end.replace(day=1)
    if part == "half":
        later = (first.replace(day=16), end)
        return {"first": (first, first.replace(day=15)), "second": later, "last": later}
    second = (first.replace(day=8), first.replace(day=14))
    last = (end - timedelta(days=6), end)
    return {"first": (first, first.replace(day=7)), "second": second, "last": last}


def _read_day(text: str, today: date) -> date:
    from netkit.model.when.typed_dates import read_day

    return read_day(text, today=today, direction="past")


@cache
def _led_shape() -> re.Pattern[str]:
    lead = r"\b(?:ever since|since|during|over|from|after|before|until|till|in|of)(?: the)? "
    month = rf"(?:{MONTH}|{'|'.join(SEASONS)})(?: \d{{4}})?"
    at_the_end = rf"(?<= )(?!may|fall|spring){month}(?=[ ?!.]*$)"
    by_itself = rf"\b(?:{'|'.join(_NEVER_WORDS)})(?: \d{{4}})?\b(?!(?-i: [A-Z]))"
    return re.compile(rf"{lead}({month})\b|({at_the_end}|{by_itself})", re.IGNORECASE)


def _read(text: str, today: date) -> tuple[date, str]:
    """Return the last day of a month or season that has begun, and which of both it is."""
    from netkit.model.when.typed_dates import read_day

    precision = "season" if _SEASON.match(text) else "month"
    return read_day(text, today=today, direction="past"), precision


def _first(last: date, precision: str) -> date:
    """Return the first day of a stretch that ends on `last`."""
    from netkit.model.when.calendar_rules import first_day

    if precision == "day":
        return last
    if precision == "season":
        months = last.year * 12 + last.month - 3
        return last.replace(year=months // 12, month=months % 12 + 1, day=1)
    return first_day(last, "week" if precision == "week" else _coarse(precision))


def _coarse(precision: str) -> Literal["month", "year"]:
    return "year" if precision == "year" else "month"


def _value(match: re.Match[str]) -> str:
    if match["number"]:
        return f"{int(match['number'])}{_SHORT_UNITS[match['letter'].lower()]}"
    count = (match["count"] or "1").casefold()
    unit = (match["unit"] or match["one"]).casefold().removesuffix("s")
    span = span_of(_FEW.get(count, count), _SHORT_NAMES.get(unit, unit))
    times, letter = _OPTION_UNITS.get(span.unit, (1, span.unit[0]))
    value = f"{span.count * times}{letter}"
    return "1y" if value == "12m" else value
