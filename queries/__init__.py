"""The questions in Cypher, one file each: for `netkit query`, and for Neo4j Browser as they are.

A file begins with its documentation::

    // name: who
    // summary: Who do I know whose name has a word that begins so?
    // param net: text = 'main', the network; netkit query gives its own
    // param word: word, the beginning of a word
    // param limit: whole = 50, rows at most
    // returns: id, name, organization, title
    // example: netkit query who -p word=ann
    // plan: NodeUniqueIndexSeek

A parameter has one of :data:`TYPES`, and a default unless it must be given: a text in quotes, a
number, ``today``, or a figure that netkit decides, by its name (in quotes where the parameter is a
text): ``netkit.ties.strength.HALF_LIFE_DAYS``. `plan` is the operator that the plan starts from.
"""

from __future__ import annotations

import math
import re
import time
from datetime import date
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING

from netkit.errors import UsageError
from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "TYPES",
    "Figure",
    "Parameter",
    "Question",
    "Value",
    "question",
    "question_of",
    "questions",
]

Value = str | int | float

#: Type of a parameter → how it is given.
TYPES = {
    "text": "a text",
    "word": "the beginning of a word",
    "terms": "words",
    "whole": "a whole number, 0 or more",
    "number": "a number",
    "positive": "a number above 0",
    "person": "a name, an address, an id, or me",
    "day": "a day such as 2026-03-07",
}

_LINE = re.compile(r"// (\w+): (.+)")
_PARAMETER = re.compile(
    r"^// param (?P<name>\w+): (?P<type>\w+)"
    r"(?: = (?P<default>'[^']*'|[\w.+-]+))?, (?P<meaning>.+)$",
    re.MULTILINE,
)
_USED = re.compile(r"\$(\w+)")
_MOST = 2**63  # the server counts in 64 bits
_EPOCH = date(1970, 1, 1).toordinal()


class Figure(str):
    """The name of a constant in netkit whose value is the default of a parameter."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question; without a default it must be given."""

    name: str
    type: str
    meaning: str
    default: Value | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question in Cypher; see the head of this module."""

    name: str
    summary: str
    parameters: dict[str, Parameter]
    returns: tuple[str, ...]
    text: str
    example: str = ""
    plan: str = ""

    @property
    def defaults(self) -> dict[str, Value]:
        """Return the parameters that need not be given, with their defaults as they are written."""
        rows = self.parameters.values()
        return {row.name: row.default for row in rows if row.default is not None}

    def filled(
        self,
        given: Mapping[str, str],
        *,
        person: Callable[[str], str] = str,
        today: int | None = None,
    ) -> dict[str, Value]:
        """Return every parameter with its value, read as its type says.

        person : gives the id of whom a name means.
        today : in whole days since 1970; by default of the clock.

        Raises
        ------
        UsageError
            One is missing, is none of this question's, or is not what its type says.
        """
        unknown = sorted(given.keys() - self.parameters.keys())
        missing = sorted(self.parameters.keys() - given.keys() - self.defaults.keys())
        if unknown or missing:
            wrong = f"has no {unknown[0]}" if unknown else f"needs {missing[0]}"
            raise UsageError(f"the question {self.name} {wrong}; it takes {self._told()}")
        day = int(time.time() // 86_400) if today is None else today
        defaults = {name: _figure(value, day) for name, value in self.defaults.items()}
        return defaults | {
            name: person(text) if self.parameters[name].type == "person"
            else _read(self.parameters[name], text)
            for name, text in given.items()
        }  # fmt: skip

    def _told(self) -> str:
        rows = (row for row in self.parameters.values() if row.name != "net")
        told = "; ".join(f"{row.name}: {row.meaning}" for row in rows)
        return told or "none"


def _read(parameter: Parameter, text: str) -> Value:
    readers: dict[str, Callable[[str], Value]] = {
        "word": _folded, "terms": _stems, "whole": _whole, "number": _number,
        "positive": _positive, "day": _day,
    }  # fmt: skip
    try:
        return readers.get(parameter.type, str)(text)
    except ValueError as error:
        wanted = TYPES[parameter.type]
        raise UsageError(f"{parameter.name} is {wanted}; “{text}” is none") from error


def _whole(text: str) -> int:
    value = _number(text)
    if not (value.is_integer() and 0 <= value < _MOST):
        raise ValueError(text)
    return int(value)


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _positive(text: str) -> float:
    value = _number(text)
    if value <= 0:
        raise ValueError(text)
    return value


def _day(text: str) -> int:
    """Return a day in whole days since 1970; a number is such a day already."""
    if re.fullmatch(r"-?\d{1,10}", text):
        return int(text)
    return date.fromisoformat(text).toordinal() - _EPOCH


def _folded(text: str) -> str:
    from netkit.model.names import fold

    return fold(text)


def _stems(text: str) -> str:
    from netkit.topics.terms import terms

    return " ".join(sorted(terms(text)))


def _figure(value: Value, today: int) -> Value:
    """Return the figure that a default names by module and constant; any other default as it is."""
    if not isinstance(value, Figure):
        return value
    if value == "today":
        return today
    module, _, name = value.strip("'").rpartition(".")
    figure: Value = getattr(import_module(module), name)
    return str(figure) if value.startswith("'") else figure


def questions() -> list[Question]:
    """Return every question there is, by name."""
    sources = [file for file in files(__package__).iterdir() if file.name.endswith(".cypher")]
    return [_question(file.read_text(encoding="utf-8")) for file in sorted(sources, key=str)]


def question(name: str) -> Question:
    """Return one question.

    Raises
    ------
    UsageError
        There is none of this name.
    """
    by_name = {row.name: row for row in questions()}
    if name not in by_name:
        raise UsageError(f"there is no question “{name}”; there are: {', '.join(by_name)}")
    return by_name[name]


def question_of(text: str, name: str) -> Question:
    """Return the question that a text of one's own asks; what its head does not say is a text."""
    asked = _question(text, name)
    used = dict.fromkeys(_USED.findall(re.sub(r"//.*", "", text)))
    more = {row: Parameter(row, "text", "as it is given") for row in used if row != "net"}
    return Question(asked.name, asked.summary, more | asked.parameters, asked.returns, text)


def _question(text: str, name: str = "") -> Question:
    header = dict(_LINE.findall(text))
    parameters = {
        row["name"]: Parameter(row["name"], _type(row["type"]), row["meaning"], _default(row))
        for row in _PARAMETER.finditer(text)
    }
    returns = tuple(part.strip() for part in header.get("returns", "").split(",") if part.strip())
    return Question(
        header.get("name", name), header.get("summary", ""), parameters, returns, text,
        header.get("example", ""), header.get("plan", ""),
    )  # fmt: skip


def _type(text: str) -> str:
    if text not in TYPES:
        raise UsageError(f"a parameter is of no type “{text}”; there are: {', '.join(TYPES)}")
    return text


def _default(row: re.Match[str]) -> Value | None:
    text = row["default"]
    if text is None:
        return None
    if text == "today" or text.strip("'").startswith("netkit."):
        return Figure(text)
    if text.startswith("'"):
        return text.strip("'")
    return float(text) if "." in text else int(text)
