"""Which words of a line are written as a name: how far a name goes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from netkit.language.first_names import is_first_name
from netkit.model.names import fold, without_title
from netkit.model.when.calendar_words import MONTH

from .log_rules import log_grammar

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "NAME_WORD", "PARTICLES", "NameRun", "capital_length", "is_acronym", "is_month_or_verb",
    "is_no_name",
    "leading_words", "name_parts", "no_surnames", "with_lower_surname", "without_possessive",
]  # fmt: skip

LONGEST_NAME = 6
#: Hardly surnames, unlike Sun.
_SHORT_WEEKDAYS = frozenset(
    ["Mon", "Tue", "Tues", "Wed", "Weds", "Thu", "Thur", "Thurs", "Fri", "Sat"]
)
_COMPOUND = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]+-[^\W\d_A-Z]+")
NAME_WORD = re.compile(r"[^\W\d_]+(?:[.'’\-]{1,2}[^\W\d_]+)*\.?(?![\w@])")
_BEFORE_MONTH = re.compile(
    r"(?:\d(?:st|nd|rd|th)?|\b(?:in|of|since|until|till|by|last|next|this|early|late|mid|from|to))"
    r"(?: of)?[ -]$",
    re.IGNORECASE,
)
PARTICLES = frozenset(
    ("van", "von", "de", "der", "den", "del", "di", "da", "dos", "du", "la", "le", "al", "bin")
)


class NameRun(NamedTuple):
    """Some names at the beginning of a text, and what follows them."""

    names: list[str]
    tail: str


def leading_words(text: str) -> list[re.Match[str]]:
    """Give the words at the beginning of a text that only blanks divide, six at most."""
    words: list[re.Match[str]] = []
    position = 0
    while len(words) < LONGEST_NAME and (match := NAME_WORD.match(text, position)):
        ended = match[0].casefold().endswith("'s")
        words.append(
            NAME_WORD.match(text[: match.end() - 2], position) or match if ended else match
        )
        position = match.end()
        full_stop = match[0].endswith(".") and len(match[0]) > 5  # no title, no initial
        if ended or full_stop or text[position : position + 1] != " ":
            break
        position += 1
    return words


def capital_length(words: Sequence[str], *, known: int = 0) -> int:
    """Count the leading words that are capitalised as one name, the first ones known as such."""
    length = known if words and words[0][0].isupper() else 0
    while length < len(words):
        after = length
        while length and after < len(words) and words[after].casefold() in PARTICLES:
            after += 1
        if after >= len(words) or not _is_name_word(words[after], first=not length):
            break
        length = after + 1
    return length


def _is_name_word(word: str, *, first: bool) -> bool:
    bare = word.rstrip(".")
    if len(bare) == 1 and bare != "I":
        return bare.isupper()
    plain = fold(bare)
    if not word[0].isupper() or plain in log_grammar().not_names or plain.startswith("i'"):
        return False
    if plain in log_grammar().pronouns or (not first and bare in _SHORT_WEEKDAYS):
        return False
    return not (first and plain in log_grammar().openers)


def name_parts(name: str) -> list[str]:
    """Return the words of a name, a compound one as it is: Mary-Ann is no Mary."""
    parts = re.split(r"[\s.,]+", fold(without_title(name)))
    return [part for part in parts if part]


def is_acronym(word: str) -> bool:
    """Return True when a word is in capitals alone, and so hardly a surname."""
    return len(word) > 1 and word.isupper()


def _is_month(text: str, word: re.Match[str]) -> bool:
    """Return True for May, April and June as a month: "3 May", "in June", "April 2027"."""
    if not re.fullmatch(MONTH, word[0], re.IGNORECASE):
        return False
    before = _BEFORE_MONTH.search(text, 0, word.start())
    return before is not None or bool(re.match(r" \d", text[word.end() :]))


#: First names that begin a sentence as verbs: "Hope to see Kai", "Mark the date".
_VERBS = re.compile(
    r"Hope (?:to|that|he|she|they|we|you|it|for|not|so|this|the)\b|Mark (?:the|my|it|that|this)\b"
    r"|Chase (?:up|the|him|her|them|down)\b|Bill (?:him|her|them|for)\b|Drew (?:up|a)\b"
    r"|Will (?:be|have|need|try|see|call|send|ask|get|do|not|meet|write|follow|let)\b"
    r"|May (?:be|have|need|go|i|we)\b|Sue (?:him|her|them)\b|Grant (?:him|her|them)\b"
)


def is_month_or_verb(text: str, word: re.Match[str]) -> bool:
    """Return True for a first name that is none there: "in June", "Hope to see Kai"."""
    opens = text[: word.start()].rstrip()[-1:] in ("", ".", ";", "!", "?")
    return _is_month(text, word) or (opens and _VERBS.match(text, word.start()) is not None)


def is_no_name(typed: Sequence[str]) -> bool:
    """Return True for words in capitals that nobody is called: "AP", "Hotel Sacher"."""
    post = bool(typed) and fold(typed[0]) in log_grammar().titles  # "VP Sales"
    if typed and is_acronym(typed[0]) and (post or len(typed) == 1):
        return True
    if typed and (is_first_name(typed[0]) or _COMPOUND.fullmatch(typed[0])):
        return False  # "Ann Hall", "Hye-jin Park"
    return any(fold(word) in log_grammar().place_nouns for word in typed)


def without_possessive(text: str) -> str:
    """Return a name without the ending of whose it is: "Bo's" is Bo, "Jonas'" is Jonas."""
    return re.sub(r"'s$|(?<=s)'$", "", text.strip())


def no_surnames() -> frozenset[str]:
    """Return the words in lower case that after a first name are no surname."""
    grammar = log_grammar()
    return frozenset((*grammar.prepositions, *grammar.not_names, *grammar.after_names))


def with_lower_surname(run: NameRun) -> NameRun:
    """Take a surname typed in lower case: "lunch with amina okafor" is not Amina Diallo."""
    name = run.names[-1]
    words = leading_words(run.tail.lstrip()) if run.tail.startswith(" ") else []
    if not name.islower() or " " in name or not words:
        return run
    if fold(words[0][0]) in no_surnames() or words[0][0][0].isupper():
        return run
    full_name = f"{name} {words[0][0]}"
    return NameRun([*run.names[:-1], full_name], run.tail.lstrip()[words[0].end() :])
