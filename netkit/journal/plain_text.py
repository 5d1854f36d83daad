"""A typed line made plain before it is read: quotes straight, appositions without their commas."""

from __future__ import annotations

import re

from netkit.model.names import fold

from .log_rules import log_grammar
from .roles import ROLES

__all__ = ["plain_text"]

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
#: "Sofia'll send it", not "I'll".
_WOULD_LIKE = re.compile(r"(?<=\bshe)'d(?= (?:like|love) )|(?<=\bhe)'d(?= (?:like|love) )")
_NAME_WILL = re.compile(r"\b(?-i:[A-Z])\w+'ll\b")
_ABBREVIATIONS = {
    "mtg": "meeting with", "mtg w": "meeting with", "mtg w/": "meeting with",
    "mtg with": "meeting with", "abt": "about", "appt": "appointment",
    "bday": "birthday", "b'day": "birthday",
    "tel": "call with", "conf call": "call",
}  # fmt: skip
_ABBREVIATION = re.compile(
    rf"(?<![\w'])({'|'.join(sorted(_ABBREVIATIONS, key=len, reverse=True))})(?![\w'/:])\.?(?= )",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\(([^()]+)\)")


def _role_first(match: re.Match[str]) -> str:
    """Return "Met Bo's boss Carla Diaz" for "Met Carla Diaz, Bo's boss,"."""
    name = match[1].split()
    before = 0
    while before < len(name) - 1 and fold(name[before]) in log_grammar().openers:
        before += 1
    return " ".join((*name[:before], match[2], *name[before:]))


def plain_text(text: str) -> str:
    """Return a line with straight quotes, no comma before a name that explains a role, no brackets.

    What stands in brackets goes to the end, as a part of its own.

    >>> plain_text("Bo’s boss, Carla Diaz, called (from Rome)")
    "Bo's boss Carla Diaz called; from Rome"
    """
    text = text.replace("’", "'").replace("‘", "'")
    text = _WOULD_LIKE.sub(" would", text)
    text = re.sub(r"(?<=\w)'ll\b", " will", text) if _NAME_WILL.search(text) else text
    text = _ABBREVIATION.sub(lambda match: _ABBREVIATIONS[match[1].casefold()], text)
    if text.isupper() and len(text.split()) > 2:
        text = text.lower()
    text = _NAME_FIRST.sub(_role_first, text)
    text = _APPOSITION.sub(r"\1 \2", text)
    aside = _BRACKETS.findall(text)
    if not aside:
        return text
    return "; ".join([_BRACKETS.sub("", text).strip(), *aside])
