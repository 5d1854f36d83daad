"""Fill the places of a command with what a question names."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from netkit.language.vocabulary import vocabulary

from .intents import intent_words
from .spoken_options import DROPPED_BANDS, SPOKEN_OPTIONS, spellings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .intents import Intent, Slot
    from .tokens import Token

__all__ = ["FilledCommand", "fill_command"]

NAME_LEFT = 0.8  # for each name that the command has no place for
TIME_LEFT = 0.8  # for a time that the command has no place for
PERSON_LEFT = 0.6  # for somebody known whom it has no place for
TOPIC_LEFT = 0.4  # for each run of words that nobody knows and the command has no place for
UNKNOWN_NAME = 0.95  # for a name that nobody has
UNKNOWN_WORD = 0.7  # for such a one in lower case
STRANGER = 0.5  # for such a name where the command has to have somebody's
LOOSE_NAME = 0.9  # for a name that nobody knows, taken for what the place needs
NOT_SPOKEN = 0.3  # for a word such as "close" that the command has to have
AHEAD = 0.3  # for a time that lies ahead where a command tells of the past
NOT_NAMED = 0.6  # for a place that nothing fills, though it is filled in the example
_POINTING = frozenset({"that", "this", "it", "them", "her", "him", "me", "us", "there", "here"})
_LABELS = frozenset({"circle", "tag"})
_CONDITIONS = ("band", "circle", "tag", "count")
_TIMES = frozenset({"span", "day"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIME_PLACES = frozenset({"start", "end", "gap", "then", "year"})
_AHEAD_PLACES = frozenset({"--days"})  # the options that take a time to come
#: What is a count and yet limits nothing: "five people to call", "which two should meet".
USUAL_COUNTS = {"today": "5", "introduce": "2"}
_NEEDING = frozenset(
    {
        "need", "require", "seek", "look", "search", "want", "after", "lack", "short", "use",
        "wish", "hunt", "lookout", "market", "ask", "without", "miss", "find", "like",
        "crave", "request", "braucht", "brauchen", "sucht", "suchen", "cherche",
        "cherchent", "besoin", "necesita", "necesitan", "busca", "buscan", "quiere",
    }
)  # fmt: skip
TOPIC = frozenset({"topic"})
ANY_NAME = frozenset({"person", "org", "target", "place", "topic"})


class FilledCommand(NamedTuple):
    """A command with its places filled.

    Attributes
    ----------
    words : the arguments of ``netkit``; a place that nothing fills holds its kind in capitals.
    missing : the kinds that nothing fills.
    ignored : the names and spans that the command has no place for, as they were typed.
    likelihood : from 1, all fits, down to 0, cannot be meant.
    """

    words: tuple[str, ...]
    missing: tuple[str, ...]
    ignored: tuple[str, ...]
    likelihood: float


class _Filling:
    """The names of a question, while a command takes them one by one."""

    def __init__(self, intent: Intent, tokens: Sequence[Token], example: Sequence[Token]) -> None:
        self._tells_the_past = any(
            slot.kind in (*_TIME_PLACES, "span") and slot.option not in _AHEAD_PLACES
            for slot in intent.slots
        )
        self._tokens = tokens
        self._example = example
        self._command = intent.slots[0].word
        self._left = [token for token in tokens if token.kinds]
        self._times = [t for t in self._left if t.kinds & _TIMES and not t.is_ahead]
        self.likelihood = 1.0

    def take(self, slot: Slot) -> str:
        """Return the text that fills a slot, and use it up; empty when nothing does.

        Where the example names something, a name that nobody knows is taken for it.
        """
        asked_for = self.asked_for(slot)
        fitting = [token for token in self._left if _fits(token, slot)]
        if asked_for and not fitting and slot.kind in ANY_NAME:
            fitting = [token for token in self._left if _may_be(token, slot.kind)]
            self.likelihood *= LOOSE_NAME if fitting else 1.0
        if not asked_for and slot.group:
            fitting = [t for t in fitting if t.known or t.preposition or t.kinds == TOPIC]
        if fitting:
            chosen = self._chosen(slot, fitting)
            self._left.remove(chosen)
            if not chosen.known:
                named = UNKNOWN_NAME if chosen.capital or slot.kind == "topic" else UNKNOWN_WORD
                self.likelihood *= STRANGER if slot.known else named
            return chosen.text
        if self._command == "letter":
            return self._reason() if slot.option == "--about" else ""
        return self._topic_after() if slot.kind == "topic" and asked_for else ""

    def _chosen(self, slot: Slot, fitting: Sequence[Token]) -> Token:
        """Return the first that is known; of two who may be reached, the one "to" whom it goes."""
        if slot.kind == "target" and all(token.known for token in fitting):
            led = [token for token in fitting if token.preposition in ("to", "with")]
            return (led or fitting)[-1]
        return min(fitting, key=lambda token: (not token.known, self._left.index(token)))

    def read(self, slot: Slot) -> str:
        """Return the option that a question spells out for a slot, and use names up."""
        text = SPOKEN_OPTIONS[slot.kind](self._tokens)
        if not (text or slot.group):
            self.likelihood *= NOT_SPOKEN
        self._left = [token for token in self._left if token.text != text]
        return text

    def unspoken(self, intent: Intent) -> list[str]:
        """Return the options spelled out for which the command has no slot."""
        kinds = {slot.kind for slot in intent.slots}
        texts = [SPOKEN_OPTIONS[kind](self._tokens) for kind in _CONDITIONS if kind not in kinds]
        left = [
            text
            for text in filter(None, texts)
            if text in DROPPED_BANDS or not spellings(text) & intent_words(intent)
        ]
        self.likelihood *= NAME_LEFT ** len(left)
        return left

    def take_time(self, slot: Slot) -> str:
        """Return the first day, the last day, the length until now or the year that is named."""
        words = [token.low for token in self._tokens]
        if slot.kind == "year" and (years := [*filter(_YEAR.fullmatch, words)]):
            return years[0]
        if not self._times:
            return "today" if slot.kind == "start" and "today" in words else ""
        token = self._times[0]
        period = token.period
        between = period.until and {"and", "to", "until", "till"} & {*token.low.split()}
        span = token.text if "span" in token.kinds else "" if between else period.since
        texts = {"end": period.until, "start": period.since, "gap": period.gap, "then": span}
        texts["year"] = period.since[:4] if period.since.endswith("-01-01") else ""
        text = texts[slot.kind]
        if text:
            self._left = [other for other in self._left if other is not token]
        return text

    def _reason(self) -> str:
        """Return the reason of a letter, at the end of a question: "thank Ann for the flowers"."""
        lows = [token.low for token in self._tokens]
        if "for" not in lows:
            return ""
        rest = self._tokens[len(lows) - lows[::-1].index("for") :]
        rest = list(itertools.takewhile(lambda token: token.low not in ("in", "by", "with"), rest))
        words = [t.text for t in rest if t.low not in vocabulary().lists["articles"] | {"your"}]
        plain = not any(token.kinds for token in rest) and lows[-1] not in _POINTING
        return " ".join(words) if plain else ""

    def _topic_after(self) -> str:
        """Return the words that stand where an example has its topic: after the same word."""
        lead = ""
        for token in self._example:
            if token.kinds:
                break
            lead = token.base if token.low not in vocabulary().lists["articles"] else lead
        bases = [token.base for token in self._tokens]
        if lead not in ("", *bases):
            return ""
        start = len(bases) - bases[::-1].index(lead) if lead else 0
        words: list[str] = []
        for token in self._tokens[start:]:
            if token.kinds or token.tags or token.low in _POINTING:
                if not words and token.low in vocabulary().lists["articles"]:
                    continue
                break
            if words or token.low not in vocabulary().lists["articles"]:
                words.append(token.text)
        return " ".join(words)

    def asked_for(self, slot: Slot) -> bool:
        """Return True when the example names what fills this place, as a question then has to."""
        return any(
            token.kinds & _kinds(slot) and not (slot.kind == "topic" and token.kinds & _LABELS)
            for token in self._example
        )

    def tells_of_need(self) -> bool:
        """Return True where a word says that something is needed."""
        return any({token.low, token.base} & _NEEDING for token in self._tokens)

    def lacks_somebody(self) -> bool:
        """Return True when the example names a person, and the question does not."""
        named, asked = (
            any("person" in token.kinds for token in tokens)
            for tokens in (self._example, self._tokens)
        )
        return named and not asked

    def ignored(self) -> list[str]:
        """Return the words that no slot of the command takes, and make it less likely."""
        named = {kind for token in self._example for kind in token.kinds}
        for token in self._left:
            if token.is_ahead and self._tells_the_past:
                self.likelihood *= AHEAD
            if token.known and token.kinds & named:
                continue  # the way to ask has one like it, and no place for it
            topical = "topic" in token.kinds and not token.known
            if token.kinds & _TIMES:
                self.likelihood *= TIME_LEFT
            else:
                somebody = token.known and "person" in token.kinds
                self.likelihood *= PERSON_LEFT if somebody else NAME_LEFT
                self.likelihood *= TOPIC_LEFT / NAME_LEFT if topical else 1.0
        return [
            token.low if token.kinds & _TIMES else f"{token.preposition} {token.text}".strip()
            for token in self._left
        ]


def _kinds(slot: Slot) -> frozenset[str]:
    if slot.kind == "target":
        return frozenset({"person", "org"})
    return _TIMES if slot.kind in _TIME_PLACES else frozenset({slot.kind})


def _fits(token: Token, slot: Slot) -> bool:
    ahead = token.is_ahead and slot.option not in _AHEAD_PLACES
    return bool(token.kinds & _kinds(slot)) and not ahead


def _may_be(token: Token, kind: str) -> bool:
    """Return True for a name that nobody knows, of which only its place told what it may be."""
    if kind == "org" and token.preposition in ("in", "near", "around"):
        return False
    return not token.known and not token.kinds & _TIMES and (token.capital or kind == "topic")


def fill_command(
    intent: Intent, question: str, tokens: Sequence[Token], example: Sequence[Token]
) -> FilledCommand:
    """Fill an intent's command from a question, as the intent's nearest example is filled."""
    filling = _Filling(intent, tokens, example)
    asked_first = sorted(
        intent.slots,
        key=lambda slot: (slot.kind not in SPOKEN_OPTIONS, not filling.asked_for(slot)),
    )
    texts = {id(slot): _text(slot, question, filling) for slot in asked_first}
    usual = USUAL_COUNTS.get(intent.slots[0].word)
    texts = {place: "" if text == usual else text for place, text in texts.items()}
    missing = [slot for slot in intent.slots if not (texts[id(slot)] or slot.group)]
    group = [slot for slot in intent.slots if slot.group == "("]
    if group and not any(texts[id(slot)] for slot in group):
        missing.append(next(filter(filling.asked_for, group), group[-1]))
    filling.likelihood *= NOT_NAMED ** sum(map(filling.asked_for, missing))
    needs = any(slot.option == "--needs" and slot.kind and not slot.group for slot in intent.slots)
    filling.likelihood *= 1.0 if not needs or filling.tells_of_need() else NOT_SPOKEN
    words: list[str] = []
    for slot in intent.slots:
        text = texts[id(slot)] or (slot.kind.upper() if slot in missing else "")
        words += [part for part in (slot.option, text) if part] if text else []
    everything = any(slot.kind == "all" for slot in intent.slots)
    if everything and filling.lacks_somebody():
        filling.likelihood *= NOT_NAMED
    ignored = [] if everything else [*filling.ignored(), *filling.unspoken(intent)]
    kinds = tuple(slot.kind for slot in missing)
    return FilledCommand(tuple(words), kinds, tuple(ignored), filling.likelihood)


def _text(slot: Slot, question: str, filling: _Filling) -> str:
    if slot.option == "--needs" and slot.group and not filling.tells_of_need():
        return ""
    if slot.word or slot.kind == "all":
        return slot.word or question
    if slot.kind in SPOKEN_OPTIONS:
        return filling.read(slot)
    taken = filling.take_time(slot) if slot.kind in _TIME_PLACES else filling.take(slot)
    return taken or slot.default
