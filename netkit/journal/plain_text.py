"""Make a typed line plain before it is read: quotes straight, short words spelt out."""

from __future__ import annotations

import re
from functools import cache

from netkit.model.names import fold

from .log_rules import log_grammar
from .roles import ROLES

__all__ = ["asides_placed", "plain_text"]

_NAME = r"(?-i:[^\W\d_a-z][\w-]*(?: [^\W\d_a-z][\w-]*)*)"
#: "Bo's boss, Carla Diaz, called": who is meant by the role is named after it.
_APPOSITION = re.compile(
    rf"((?:'s|s'|\bhis|\bher|\btheir|\bmy) (?:[\w-]+ )?(?:{'|'.join(ROLES)})),"
    rf" ({_NAME})(?:,(?= [a-z]))?",
    re.IGNORECASE,
)
#: "Carla Diaz, Bo's boss,": the same, the name before the role.
_NAME_FIRST = re.compile(
    rf"({_NAME}), ({_NAME}'s (?:[\w-]+ )?(?:{'|'.join(ROLES)}))(?:,|(?=[.;!]|$))",
    re.IGNORECASE,
)
#: "Bo introduced me to Carla Diaz, his boss".
_INTRODUCED = (
    rf"(introduced (?:me|us) to) ({_NAME}), ((?:his|her|their) (?:[\w-]+ )?(?:{'|'.join(ROLES)}))"
    r"(?=[.;!]|$)"
)
#: "Raj (Bo's co-founder)".
_ROLE_IN_BRACKETS = re.compile(
    rf" \(({_NAME}'s (?:[\w-]+ )?(?:{'|'.join(ROLES)}))\)", re.IGNORECASE
)
#: "Jo Taylor - Bo's wife - called".
_ROLE_IN_DASHES = re.compile(
    rf" [-–—] ({_NAME}'s (?:[\w-]+ )?(?:{'|'.join(ROLES)})) [-–—] ", re.IGNORECASE
)
#: "Sofia'll send it", not "I'll".
_WOULD_LIKE = re.compile(r"(?<=\bshe)'d(?= (?:like|love) )|(?<=\bhe)'d(?= (?:like|love) )")
_NAME_WILL = re.compile(r"\b(?-i:[A-Z])\w+'ll\b")
_WITH = re.compile(r"(?<![\w/.'])w(?:/(?!o\b) ?|\.? )(?=\w)")
_CALLED = re.compile(
    r"\ban? (?:\w+ )?(?:guy|man|woman|girl|lady|bloke|person|friend|founder|colleague|chap)"
    r" (?:called|named) (?=(?-i:[A-Z]))",
    re.IGNORECASE,
)
#: "Needs: a lawyer".
_LISTED = re.compile(r"\b(needs|offers|wants|seeks|looking for): ", re.IGNORECASE)
#: "Met 3 people: Ida Holm, …": those who are listed.
_COUNTED = re.compile(
    r"\b(met|saw)(?: (?:\d+|two|three|four|five|six|several|some|many|a few))?(?: \w+)?"
    r" (?:people|persons|folks|contacts): ",
    re.IGNORECASE,
)
#: "Both Bo and Kai left".
_BOTH = re.compile(rf"\bboth (?=(?:with )?{_NAME} (?:and|&) (?-i:[^\W\d_a-z]))", re.IGNORECASE)
_NEW_JOB = re.compile(r"((?:'s|s') new (?:job|role|position|post|employer)): ", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\(([^()]*[^\W\d_][^()]*)\)")


@cache
def _short_words() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, log_grammar().short), key=len, reverse=True))
    return re.compile(rf"(?<![\w'])({words})(?![\w'/:])\.?(?= )", re.IGNORECASE)


def _spelt_out(match: re.Match[str]) -> str:
    """Return what a short word stands for; in capitals within a line it is a name: "Tel Aviv"."""
    named = match.start() and match[1].istitle() and match.string[match.start() - 2] not in ".;:!?"
    return match[0] if named else log_grammar().short[match[1].casefold()]


def _role_first(match: re.Match[str]) -> str:
    """Return "Met Bo's boss Carla Diaz" for "Met Carla Diaz, Bo's boss,"."""
    name = match[1].split()
    before = 0
    while before < len(name) - 1 and fold(name[before]) in log_grammar().openers:
        before += 1
    return " ".join((*name[:before], match[2], *name[before:]))


def plain_text(text: str) -> str:
    """Return a line with straight quotes, its short and mistyped words spelt out.

    >>> plain_text("coffe w/ Bo’s boss")
    "coffee with Bo's boss"
    """
    text = text.replace("’", "'").replace("‘", "'")
    text = _WOULD_LIKE.sub(" would", text)
    text = re.sub(r"(?<=\w)'ll\b", " will", text) if _NAME_WILL.search(text) else text
    text = _WITH.sub("with ", text)
    text = _short_words().sub(_spelt_out, text)
    text = _LISTED.sub(r"\1 ", _CALLED.sub("", _BOTH.sub("", text)))
    text = _NEW_JOB.sub(r"\1 is ", _COUNTED.sub(r"\1 ", text))
    if text.isupper() and len(text.split()) > 2:
        text = text.lower()
    if "introduced " in text:
        text = re.sub(_INTRODUCED, r"\1 \3 \2", text, flags=re.IGNORECASE)
    text = _ROLE_IN_DASHES.sub(r", \1, ", text)
    return _ROLE_IN_BRACKETS.sub(r", \1,", text)


def asides_placed(text: str) -> str:
    """Return a line with roles before their names, and what stands in brackets at its end.

    >>> asides_placed("Bo's boss, Carla Diaz, called (from Rome)")
    "Bo's boss Carla Diaz called; from Rome"
    """
    text = _APPOSITION.sub(r"\1 \2", _NAME_FIRST.sub(_role_first, text))
    aside = _BRACKETS.findall(text)
    return "; ".join([_BRACKETS.sub("", text).strip(), *aside])
