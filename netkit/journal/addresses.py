"""Addresses, numbers and profiles in a line: "Ann's new email is ann@example.org"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from netkit.model import handles

from .log_news import Address
from .roles import ROLES

if TYPE_CHECKING:
    from .clauses import Clause
    from .log_entry import Mention
    from .log_line import Line

__all__ = ["take_address"]

_EMAIL = re.compile(r"(?:mailto:)?(?P<value>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_PROFILE = re.compile(
    r"(?P<value>(?:https?://)?(?:[\w-]+\.)?linkedin\.com/in/[^\s,;]+)", re.IGNORECASE
)
_PHONE = re.compile(r"(?P<value>(?:\+|00)\d[\d ()/.-]{6,}\d)")
_KINDS: tuple[tuple[Literal["email", "linkedin", "phone"], re.Pattern[str]], ...] = (
    ("email", _EMAIL), ("linkedin", _PROFILE), ("phone", _PHONE),
)  # fmt: skip
#: Words around an address that say no more than that it is one.
_FILLER = re.compile(
    r"\b(?:his|her|their|the|a|new|old|private|personal|work|business|office|home|direct|current|is"
    r"|are|now|at|on|got|has|have|gave|me|us|my|number|phone|mobile|cell|tel|telephone|e-?mail"
    r"|mail|address|linkedin|profile|reach|reachable|under|via|can|be|reached|it's|its|and|or|for"
    r"|changed|to|by|contact|whatsapp|i|call|write|text|he|she|they|for|of|you|we)\b",
    re.IGNORECASE,
)


_ROLE = re.compile(rf"\b(?:{'|'.join(ROLES)})\b", re.IGNORECASE)
#: Not theirs: "gave Bo my number", "not +44 …", "the number was wrong".
_NOT_THEIRS = re.compile(
    r"\b(?:my|our) (?:\w+ ){0,2}(?:number|phone|mobile|cell|e-?mail|mail|address|linkedin)\b"
    r"|\b(?:wrong|former|bounce[sd]?|bouncing|dead|invalid|not|no longer|isn't|never|instead of)\b"
    r"|\bold (?:e-?mail|mail|number|address)\b|\b(?:call|text|mail|email|reach) me\b",
    re.IGNORECASE,
)


#: Whose it is said to be, after a verb of the owner's.
_OWNED = re.compile(
    r"^(?:got|found|have|has) (?P<name>(?-i:[^\W\d_a-z])[\w.-]*(?: (?-i:[^\W\d_a-z])[\w.-]*)*)"
    r"'s (?:\w+ )?(?:number|phone|mobile|cell|e-?mail|mail|address|linkedin)\b.*\bfrom\b",
    re.IGNORECASE,
)


def take_address(line: Line, clause: Clause) -> bool:
    """Keep the addresses in a clause; False when there is none, or nobody whose it could be."""
    values = [(kind, match) for kind, shape in _KINDS for match in shape.finditer(clause.text)]
    values = [(kind, match) for kind, match in values if _reads(kind, match["value"])]
    if not values:
        return False
    text = clause.text
    for _, match in sorted(values, key=lambda row: -row[1].start()):
        text = text[: match.start()] + text[match.end() :]
    span = (clause.start, clause.end)
    person = None if _NOT_THEIRS.search(text) else _whose(line, text)
    if person is None:
        line.keep_unclear(span, [])
        return True
    for kind, match in values:
        line.items.append(Address(person, kind, _international(match["value"]), span))
    leftover = _FILLER.sub("", text.replace("'s", "")).replace(person.text, "")
    if re.search(r"\w", leftover):
        line.keep_note(clause, [person])
    return True


def _reads(kind: str, value: str) -> bool:
    reader = {"email": handles.email, "linkedin": handles.linkedin}.get(kind)
    handle = handles.phone(_international(value), "") if reader is None else reader(value)
    return handle is not None


def _international(value: str) -> str:
    """Return a number dialled with 00 as one with a plus."""
    return re.sub(r"^00(?=\d)", "+", value.strip())


def _is_of_another(text: str) -> bool:
    """Return True for the number of what is somebody's: "Ann's café: +41 …"."""
    owned = re.search(r"(?:\w's|s') (?P<what>[\w' -]+?)(?: (?:is|are|has|was|from)\b|:|$)", text)
    if owned is None or _ROLE.search(text):
        return False
    return bool(re.search(r"[^\W\d_]", _FILLER.sub("", owned["what"])))


def _whose(line: Line, text: str) -> Mention | None:
    """Return the person of an address: named beside it, a pronoun's, or the one spoken of."""
    if _is_of_another(text):
        return None  # "Ann's parents' number is …"
    if _ROLE.search(text):  # "Bo's assistant Kari: …"
        run = line.cast.names_in(text.strip())
        theirs = len(run.names) == 1 and not _ROLE.search(run.tail)
        return line.cast.mention(run.names[0]) if theirs else None
    if owner := _OWNED.search(text):  # "got Ann's number from Bo"
        return next(iter(line.cast.of(owner["name"])), None)
    people = line.cast.named_in(text, lower=text.islower())
    if not people:
        name = re.match(r"\W*(?:got |have |has )?(?P<name>.*?)(?:'s\b|:|\bis\b|\bhas\b|$)", text)
        names = line.cast.names_in(name["name"].strip()).names if name else []
        people = [line.cast.mention(given_name) for given_name in names]
    if len(people) == 1:
        line.cast.last = people
        return people[0]
    pronoun = re.search(r"\b(?:his|her|their|he|she|they)\b", text, re.IGNORECASE)
    if not people and pronoun:
        people = line.cast.referents(pronoun[0])
    people = people or line.cast.last
    return people[0] if len(people) == 1 else None
