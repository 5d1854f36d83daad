"""The lines of a WhatsApp export: what begins a message, on whose phone, and what was pasted.

The line that begins a message looks different for every system and country: brackets (iPhone) or a
dash (Android), 12 or 24 hours, dots, slashes or hyphens, the digits of another script, hidden
direction marks and narrow spaces. A phone writes all its lines alike, so that a line that another
phone began is part of a message in which somebody pasted it.
"""

from __future__ import annotations

import re
from datetime import time
from itertools import groupby
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass, replace
from netkit.model.names import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["ChatLine", "begins_message", "read_chat_lines"]

#: How each language marks the half of a day (CLDR), before or behind the time; dots, spaces and
#: capitals as one likes.
_MORNING = (
    "am", "a.m", "上午", "凌晨", "清晨", "早上", "午前", "오전", "ص", "ق.ظ", "पूर्वाह्न", "म.पू", "π.μ",
    "de", "пр.об", "дп", "д.п", "pd", "p.d", "sa", "ö.ö", "öö", "pg", "fm", "f.m", "ap", "vm",
    "לפנה״צ", "לפנה\"צ", "ก่อนเที่ยง", "முற்பகல்", "f.h", "priešpiet", "পূর্বাহ্ণ",
)  # fmt: skip
_AFTERNOON = (
    "pm", "p.m", "下午", "晚上", "中午", "傍晚", "午後", "오후", "م", "ب.ظ", "अपराह्न", "म.उ", "μ.μ",
    "du", "сл.об", "пп", "п.п", "md", "m.d", "ch", "ö.s", "ös", "ptg", "em", "e.m", "ip", "nm",
    "אחה״צ", "אחה\"צ", "หลังเที่ยง", "பிற்பகல்", "e.h", "popiet", "অপরাহ্ণ",
)  # fmt: skip
_LOOSE = re.compile(r"[.\s]")
_LATE = frozenset(_LOOSE.sub("", word) for word in _AFTERNOON)


def _half_day(words: Iterable[str]) -> str:
    """Return the pattern of the words for the halves of a day, the longest first."""
    parts = sorted(words, key=len, reverse=True)
    spelled = (r"\.? ?".join(map(re.escape, word.split("."))) for word in parts)
    return "|".join(f"{word}\\.?" for word in spelled)


_HALF = f"(?:{_half_day((*_MORNING, *_AFTERNOON))})"
_START = re.compile(
    r"(?P<open>\[)?(?P<day>(?P<one>\d{1,4})(?P<sign>[./-]) ?\d{1,2}(?P=sign) ?(?P<last>\d{1,4})|"
    r"\d{4}[年년] ?\d{1,2}[月월] ?\d{1,2}[日일]|"
    r"\d{1,2}\.? (?:de )?[^\W\d]{3,10}\.? (?:de )?\d{4}|[^\W\d]{3,10}\.? \d{1,2}, \d{4})"
    r"\.?(?: ?[гg]\.)?(?P<comma>[,،]?)\s+"
    rf"(?:(?!{_HALF}[\s\d])[^\W\d]{{1,4}}\.? ){{0,2}}(?:(?P<before>{_HALF}) ?)?"
    r"(?P<hour>\d{1,2})(?:[:.٫]|\s?h\s?)(?P<minute>\d{2})(?P<seconds>[:.]\d{2})?"
    rf"(?: ?(?P<after>{_HALF})| Uhr| uur)?\s?(?:\]|\s?[-–—])\s(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
#: Vietnamese phones write the time before the day.
_TIME_FIRST = re.compile(r"(\[?)(\d{1,2}:\d{2}(?::\d{2})?),? (\d{1,2}[/-]\d{1,2}[/-]\d{4})(?=\]? )")
_SENDER = re.compile(r"(?P<sender>[^:\n]{1,100}?):(?:\s(?P<text>.*)|$)", re.DOTALL)
_UNIT = re.compile("[年년]")
_NUMBER = re.compile(r"\d+")
_MARK = "\u200e"
_MARKS = str.maketrans(
    {mark: None for mark in "\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"}
)
_PLAIN = _MARKS | str.maketrans({"\u202f": " ", "\u00a0": " ", "\u2009": " "})
_MAX_PARTS = 40
#: So many lines in another form are no longer something pasted, but another phone's export.
_LONGEST_PASTE = 20


@dataclass(frozen=True, slots=True)
class ChatLine:
    """A message or a notice: where it begins, its date and time as written, who wrote it, its text.

    `sender` is empty where the line has none; `text` is then all of it. `marked` says that the
    text begins with the direction mark that WhatsApp puts before its own words, `form` what the
    phone's lines have in common.
    """

    number: int
    day: str
    clock: time | None
    sender: str
    text: str
    marked: bool = False
    form: tuple[object, ...] = ()


def begins_message(line: str) -> bool:
    """Return True for a line that begins a message or a notice."""
    return _matched(line) is not None


def read_chat_lines(lines: Iterable[str]) -> list[ChatLine]:
    """Return the messages and notices; what was pasted belongs to the message it stands in."""
    entries = list(_entries(lines))
    runs = [list(run) for _, run in groupby(entries, key=lambda entry: entry.form)]
    chat_lines: list[ChatLine] = []
    own = {runs[0][0].form} if runs else set()
    for run in runs:
        if run[0].form in own or len(run) > _LONGEST_PASTE:
            own.add(run[0].form)
            chat_lines += run
        else:
            chat_lines[-1] = join_lines(chat_lines[-1], run)
    return chat_lines


def join_lines(line: ChatLine, pasted: Iterable[ChatLine]) -> ChatLine:
    """Return a message with the lines that were pasted into it."""
    return replace(line, text="\n".join([line.text, *(part.text for part in pasted)]))


def _matched(line: str) -> re.Match[str] | None:
    text = _plain(line).replace(_MARK, "").lstrip()
    if turned := _TIME_FIRST.match(text):
        text = f"{turned[1]}{turned[3]}, {turned[2]}{text[turned.end() :]}"
    return _START.match(text)


def _plain(line: str) -> str:
    return line if line.isascii() else line.translate(_PLAIN)


def _entries(lines: Iterable[str]) -> Iterator[ChatLine]:
    """Yield an entry for each line with a date, with the undated lines that follow it."""
    current: ChatLine | None = None
    parts: list[str] = []
    for number, line in enumerate(lines, 1):
        match = _matched(line)
        if match is None:
            if len(parts) < _MAX_PARTS:
                parts.append(line.rstrip())
            continue
        if current is not None:
            yield replace(current, text="\n".join([current.text, *parts]))
        current, parts = _entry(number, line, match), []
    if current is not None:
        yield replace(current, text="\n".join([current.text, *parts]))


def _entry(number: int, line: str, match: re.Match[str]) -> ChatLine:
    written = _SENDER.match(match["rest"].rstrip("\r\n"))
    raw = written["sender"] if written else ""
    text = (written["text"] or "") if written else match["rest"]
    behind = _plain(line).partition(f"{raw}:")[2] if raw else ""
    return ChatLine(
        number,
        _written_day(match),
        _clock(match),
        clean(raw).lstrip("~ "),
        text.rstrip(),
        behind.lstrip(" ").startswith(_MARK),
        _form(match),
    )


def _written_day(match: re.Match[str]) -> str:
    """Return a date with its signs alone; one with a month's name as it stands."""
    if match["sign"]:
        return match["day"].replace(" ", "")
    return "/".join(_NUMBER.findall(match["day"])) if _UNIT.search(match["day"]) else match["day"]


def _clock(match: re.Match[str]) -> time | None:
    hour, half = int(match["hour"]), match["before"] or match["after"]
    if half:
        late = _LOOSE.sub("", half).casefold() in _LATE
        hour = hour % 12 + 12 * late if hour <= 12 else hour
    try:
        return time(hour, int(match["minute"]))
    except ValueError:
        return None


def _form(match: re.Match[str]) -> tuple[object, ...]:
    """Return the date format of a line, which all lines of one phone share."""
    return (
        match["open"], match["sign"], len(match["one"] or "") == 4, len(match["last"] or "") == 4,
        match["seconds"] is None, match["before"] is None, match["after"] is None,
    )  # fmt: skip
