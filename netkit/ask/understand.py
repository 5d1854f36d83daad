"""A plain question becomes a netkit command, without a model and offline."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from netkit.language.name_index import NO_NAMES, NameIndex
from netkit.model.frozen import dataclass

from .patterns import Pattern, fit, patterns
from .question_features import Reading, read

if TYPE_CHECKING:
    from .tokens import Token

__all__ = ["NotUnderstood", "Understood", "understand"]

UNDERSTOOD_FROM = 0.55  # set by eye on tests/questions: foreign ones stay below, most reach 0.9
SLOT = re.compile(r"\{(\w+)(\??)(?::(\w+))?\}")
TOWARDS = ("to", "into", "at", "inside", "between")
UNITS = {"day": "d", "week": "w", "month": "m", "quarter": "q", "year": "y"}
SPAN = re.compile(
    r"\b(?:this|last|past|previous|a|an|one|(?P<n>\d+|two|three|six|twelve)) "
    r"(?P<unit>day|week|month|quarter|year)s?\b"
)
NUMBERS = {"two": "2", "three": "3", "six": "6", "twelve": "12"}


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that became a command.

    Attributes
    ----------
    command : tuple of str
        The arguments of ``netkit``: ``("introduce", "Ann Smith")``.
    pattern : str
        The name of the pattern it fits.
    question : str
        The question of that pattern, put in full.
    missing : tuple of str
        What the question leaves open (``person``, ``topic``, …): its place in the command holds
        the word in capitals, and the command cannot run before it is said.
    fit : float
        How well it fits, from 0 to 1.
    """

    command: tuple[str, ...]
    pattern: str
    question: str
    missing: tuple[str, ...] = ()
    fit: float = 1.0


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A question that fits no pattern well, and the three questions nearest to it."""

    nearest: tuple[str, str, str]


class _Match(NamedTuple):
    pattern: Pattern
    fit: float
    command: tuple[str, ...]
    missing: tuple[str, ...]


def understand(question: str, names: NameIndex = NO_NAMES) -> Understood | NotUnderstood:
    """Find the command that answers a question.

    Parameters
    ----------
    question : str
        As a person types it: any word order, tense, contractions, small typing mistakes.
    names : NameIndex
        Tells the names in the network; a name it does not know is found by its capitals and its
        place in the sentence.

    Returns
    -------
    Understood or NotUnderstood

    Examples
    --------
    >>> understand("whom should I introduce to Ann Smith?").command
    ('introduce', 'Ann Smith')
    """
    reading = read(question, names)
    matches = sorted(
        (_match(pattern, reading, question) for pattern in patterns()),
        key=attrgetter("fit"),
        reverse=True,
    )
    best = matches[0]
    if best.fit < UNDERSTOOD_FROM:
        first, second, third = (match.pattern.question for match in matches[:3])
        return NotUnderstood((first, second, third))
    return Understood(
        best.command, best.pattern.name, best.pattern.question, best.missing, round(best.fit, 3)
    )


def _match(pattern: Pattern, reading: Reading, question: str) -> _Match:
    command: list[str] = []
    missing: list[str] = []
    left = reading.names
    for part in pattern.command:
        slot = SLOT.fullmatch(part)
        if slot is None:
            command.append(part)
        elif slot[1] == "since":
            command.append(_since(question) or slot[3])
        elif name := _filling(slot[1], left):
            left = [other for other in left if other is not name]
            command.append(name.text)
        elif not slot[2]:
            missing.append(slot[1].rstrip("2"))
            command.append(missing[-1].upper())
    best = max(fit(way, reading, names_left=len(left)) for way in pattern.ways)
    return _Match(pattern, best, tuple(command), tuple(missing))


def _filling(slot: str, names: list[Token]) -> Token | None:
    """Find the name that a slot takes: where the way leads to, or else a known one first."""
    kind = slot.rstrip("2")
    if kind == "target":
        fitting = [name for name in names if name.kinds & {"person", "org"}]
        return min(fitting, key=lambda name: name.preposition not in TOWARDS, default=None)
    fitting = [name for name in names if kind in name.kinds]
    return min(fitting, key=lambda name: not name.known, default=None)


def _since(question: str) -> str:
    """Read the span of time a question names: ``1w``, ``1m``, ``3m``, ``1y``; empty for none."""
    found = SPAN.search(question.casefold())
    if found is None:
        return ""
    number = NUMBERS.get(found["n"] or "1", found["n"] or "1")
    span = number + UNITS[found["unit"]]
    return {"12m": "1y", "1q": "3m"}.get(span, span)
