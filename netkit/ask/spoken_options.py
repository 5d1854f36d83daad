"""Read options that a question says in words of its own: "close contacts", "tagged climber"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.when.calendar_words import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from .tokens import Token

__all__ = ["DROPPED_BANDS", "SPOKEN_OPTIONS", "spellings"]

_BANDS = frozenset({"closest", "close", "good", "active", "distant", "faint"})
#: Bands that are named where a command has no place for one; "closest" is said of an order, too.
DROPPED_BANDS = frozenset({*_BANDS, "never answered", "no contact"} - {"closest"})
_PEOPLE = frozenset(
    {
        "contact", "friend", "tie", "people", "acquaintance", "relationship", "one", "person",
        "name", "connection", "relation",
    }
)  # fmt: skip
_RANKED = frozenset(
    {"closest", "strongest", "best", "top", "nearest", "tightest", "close", "warmest", "first"}
)
_REPLYING = frozenset({"answer", "reply", "respond", "response", "react"})
_MEETING = frozenset({"talk", "speak", "meet", "contact", "touch"})
_GETTING = frozenset({"get", "receive", "hear"})


def _band(tokens: Sequence[Token]) -> str:
    """Return the word for how close people are, from "close contacts" or "contacts are close"."""
    words = [_singular(token) for token in tokens]
    bases = [token.base for token in tokens]
    lows = {token.low for token in tokens}
    if "never" in lows and (band := _of_never(lows, {*bases})):
        return band
    for i, token in enumerate(tokens):
        after, before = words[i + 1 : i + 2], words[max(0, i - 2) : i]
        if token.low in _BANDS and (_PEOPLE & {*after, *before} or "band" in before):
            return token.low
    return ""


def _of_never(lows: AbstractSet[str], bases: AbstractSet[str]) -> str:
    """Return the band of whom "never answered me" and "I have never talked to" mean."""
    mine = lows & {"i", "we"}
    replying = _REPLYING & bases or {"write", "back"} <= bases
    if replying and (not mine or _GETTING & bases):
        return "never answered"
    return "no contact" if mine and _MEETING & bases else ""


def _singular(token: Token) -> str:
    return token.low if token.low == "people" else token.low.removesuffix("s")


def _label_beside(*leads: str) -> Callable[[Sequence[Token]], str]:
    """Return a reader of the name beside a word such as "tag"."""

    def label(tokens: Sequence[Token]) -> str:
        for i, token in enumerate(tokens):
            if token.low not in leads:
                continue
            if token.low == "circle" and i and not (tokens[i - 1].tags or tokens[i - 1].kinds):
                return tokens[i - 1].text
            after = [t for t in tokens[i + 1 : i + 3] if t.low not in ("as", "called", "named")]
            if after and not after[0].tags and not token.stop and not _is_time(after[0]):
                return after[0].text
            if i and not tokens[i - 1].tags:
                return tokens[i - 1].text
        return ""

    return label


def _is_time(token: Token) -> bool:
    return bool(token.kinds & {"span", "day"})


def _count(tokens: Sequence[Token]) -> str:
    """Return how many are asked for: "my five closest contacts", "top 10", "three people"."""
    for i, token in enumerate(tokens):
        number = token.low if token.low.isdigit() else str(_NUMBERS.get(token.low, ""))
        if number and not token.kinds and _counts_people(tokens, i):
            return number
    return ""


def _counts_people(tokens: Sequence[Token], i: int) -> bool:
    """Return True for the number in "top 10", "five closest", "a dozen of", "three at most"."""
    before = tokens[i - 1].low if i else ""
    after = [token.low for token in tokens[i + 1 : i + 3]]
    described = [*map(_singular, tokens[i + 1 : i + 3])]
    if described[:1] and (_RANKED & {after[0]} or _PEOPLE & {described[0]}):
        return True
    if _COUNTED & {*after[:1]} or (_BANDS & {*after[:1]} and _PEOPLE & {*described[1:]}):
        return True
    if before in _RECENT and after[:1] and after[0] in _ENTRIES:
        return True
    if before in _RANKED:
        return not after or after[0] not in _MESSAGES
    if after[:1] == ["of"]:
        return not _MESSAGES.intersection(token.low for token in tokens[i + 2 : i + 4])
    if i and i + 1 == len(tokens) <= SHORT and not tokens[i - 1].kinds:
        return "prep" not in tokens[i - 1].tags
    if i == 0:
        return not _MEASURED & {*after[:1]}
    return after[:2] == ["at", "most"] or after[:1] == ["max"]


def spellings(number: str) -> frozenset[str]:
    """Return a number with the words for it."""
    return frozenset({number, *(word for word, count in _NUMBERS.items() if str(count) == number)})


_NUMBERS = {word: count for word, count in NUMBERS.items() if word not in ("a", "an", "one")}
_NUMBERS["dozen"] = 12
_RECENT = frozenset({"last", "latest", "newest", "first", "recent", "past"})
_ENTRIES = frozenset(
    {"entries", "notes", "events", "meetings", "changes", "things", "records", "contacts", "lines"}
)
_COUNTED = frozenset(
    {"introductions", "intros", "pairs", "matches", "ways", "suggestions", "ideas"}
)
SHORT = 3  # words: "fading 10"
_MEASURED = frozenset({"minutes", "minute", "hours", "hour", "euros", "dollars", "pounds"})
_MESSAGES = frozenset({"message", "messages", "mail", "mails", "email", "emails", "call", "calls"})

#: The reader of each kind of place that no name fills.
SPOKEN_OPTIONS: dict[str, Callable[[Sequence[Token]], str]] = {
    "band": _band,
    "circle": _label_beside("circle"),
    "tag": _label_beside("tagged", "tag"),
    "count": _count,
}
