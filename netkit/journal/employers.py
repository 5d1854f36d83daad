"""Take employers that stand beside a name out of a line: "Ida Holm (Vestas)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from netkit.language.first_names import is_first_name
from netkit.language.places import is_known_place
from netkit.model.names import fold, without_title
from netkit.model.when.sentence_dates import find_date

from .log_rules import log_grammar
from .rule_fits import COMPANY

if TYPE_CHECKING:
    from datetime import date

    from .line_people import Cast

__all__ = ["NameAtEmployer", "named_in_full", "take_employers"]

_WORD = r"(?-i:[^\W_a-z])[\w&.'+-]*"
#: "Vestas", "Bank of Ireland", "Taylor & Sons".
_ORGANIZATION = rf"{_WORD}(?: (?:(?:&|\+|of|de|du|und|for|the) )*{_WORD}){{0,4}}"
_BESIDE = re.compile(
    r"(?P<bracket> \((?P<inside>[^()]+)\))"
    rf"|, (?P<apposition>(?:[\w-]+ ){{0,4}}?{_ORGANIZATION})"
    r"(?=[,.;:]|$| - | (?:at|in|on|about|re)\b)"
    rf"|,? (?:from|of) (?P<origin>{_ORGANIZATION})",
    re.IGNORECASE,
)
_POST = re.compile(
    rf"(?:(?P<title>[\w -]{{2,40}}?)(?:,| at| @| of| with| bei| from) )?"
    rf"(?:(?:firm|firma|from|of|at|@|the) )?(?P<organization>{_ORGANIZATION})",
    re.IGNORECASE,
)
#: "Anders from Volvo", "Anders (Volvo)".
_KNOWN_AT = re.compile(
    rf" \((?P<inside>{_ORGANIZATION})\)"
    rf"| (?:(?P<at>at|@)|from|of|over at) (?P<origin>{_ORGANIZATION})",
    re.IGNORECASE,
)
_NAME_AT_END = re.compile(
    r"(?-i:[^\W\d_a-z])[\w'.-]*(?: (?:(?:van|von|de|der|den|del|di|da|la|el|al|bin) )*"
    r"(?-i:[^\W\d_a-z])[\w'.-]*){0,3}$",
    re.IGNORECASE,
)
#: "Met Nadia Khan, founder of Loop, | through Bo".
_GOES_ON = re.compile(r"^,(?= (?:through|via|thanks to|at|in|on|about|re|for|over|to|by)\b)")
_CAPITAL_AT_END = re.compile(r"[^\W\d_a-z][\w'.-]* $")
_LONGEST_NAME = 80  # characters
_EVENT = re.compile(r"\b(?:summit|conference|fair|festival|meetup|congress|expo|week|day)\b", re.I)


class NameAtEmployer(NamedTuple):
    """A name as typed, with the employer that stands beside it and what they are there."""

    name: str
    organization: str
    title: str


def named_in_full(text: str, cast: Cast) -> str:
    """Return a line with the full names of those whose known employer or city stands beside them.

    "Anders from Volvo" is the one Anders who is there; of nobody else is anything changed.
    """
    position = 0
    while match := _KNOWN_AT.search(text, position):
        name = _name_before(text[: match.start()], cast)
        place = (match["inside"] or match["origin"]).strip()
        alone = " " not in name and not _CAPITAL_AT_END.search(text[: match.start() - len(name)])
        full = cast.name_at(name, place) if name and alone else ""
        position = match.end()
        if full:
            start = match.start() - len(name)
            begins = text[:start].rstrip()[-1:] in ("", ",", ";", ".", ":")
            meeting_place = match["at"] and not begins
            after = text[match.start() :] if meeting_place else text[match.end() :]
            text, position = f"{text[:start]}{full}{after}", start + len(f"{full}{match[0]}")
    return text


def take_employers(text: str, cast: Cast, today: date) -> tuple[str, list[NameAtEmployer]]:
    """Return a line without the employers that stand beside names, and these.

    In brackets an employer may stand after anybody; after a comma, "of" or "from" only after a
    full name that is new, and only where it cannot be a further person, a place or a day.
    """
    employers: list[NameAtEmployer] = []
    position = 0
    while match := _BESIDE.search(text, position):
        name = _name_before(text[: match.start()], cast)
        employer = _employer_in(match, name, cast, today) if name else None
        position = match.start() + (0 if employer else 1)
        if employer:
            employers.append(employer)
        elif not (name and match["inside"] and re.search(r"[^\W\d_]", match["inside"])):
            continue
        text = text[: match.start()] + _GOES_ON.sub("", text[match.end() :])
        text += "" if employer else f"; {name}: {match['inside']}"
    return text, employers


def _name_before(text: str, cast: Cast) -> str:
    """Return the name that a text ends in, known or in full; empty without one."""
    match = _NAME_AT_END.search(text[-_LONGEST_NAME:])
    words = match[0].split() if match else []
    grammar = log_grammar()
    no_names = grammar.openers | grammar.not_names
    while words and fold(words[0]).strip(".") in no_names:
        if len(words) == 1 and cast.knows(words[0]):
            break  # Will
        words = words[1:]
    name = " ".join(words)
    return name if name and (len(words) > 1 or cast.knows(name)) else ""


def _employer_in(match: re.Match[str], name: str, cast: Cast, today: date) -> NameAtEmployer | None:
    inner = (match["inside"] or match["apposition"] or match["origin"]).strip()
    post = _POST.fullmatch(inner)
    if post is None or find_date(inner, today=today, direction="past"):
        return None
    title, organization = (post["title"] or "").strip(), post["organization"]
    if title and fold(title.split()[-1]) not in log_grammar().titles and " of " not in title:
        return None
    if _is_something_else(organization, cast):
        return None
    surely = bool(title) or cast.is_organization(organization, in_part=True)
    surely = surely or organization.isupper() or bool(COMPANY.search(organization))
    if match["inside"]:
        return NameAtEmployer(name, organization, title)
    if cast.knows(name) or (match["origin"] and not surely):
        return None
    return NameAtEmployer(name, organization, title)


def _is_something_else(text: str, cast: Cast) -> bool:
    """Return True for what may be a person, a place, an event, a post or a channel."""
    words = text.split()
    grammar = log_grammar()
    first = fold(words[0]).strip(".")
    if cast.is_organization(text):
        return False
    return (
        cast.knows(text)
        or is_known_place(text)
        or cast.is_home(text)
        or without_title(text) != text
        or first in grammar.channels.keys() | grammar.not_names | grammar.openers
        or fold(words[-1]) in grammar.titles
        or bool(_EVENT.search(text))
        or text.isdigit()
        or (is_first_name(words[0]) and not COMPANY.search(text))
    )
