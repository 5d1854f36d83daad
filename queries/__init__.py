"""The questions in Cypher, one file each: for `netkit query`, and for Neo4j Browser as they are.

A file begins with its documentation::

    // name: who
    // summary: Who do I know whose name, work or topic holds a word?
    // parameters: net = 'main' · word = the beginning of a word
    // returns: id, name, organization, title

A parameter that stands with a value in quotes, or a number, has that default; a figure that netkit
decides is named instead (in quotes where the parameter is a text), and read from where it stands:
``netkit.ties.strength.HALF_LIFE_DAYS``.
"""

from __future__ import annotations

import re
from importlib import import_module
from importlib.resources import files

from netkit.errors import UsageError
from netkit.model.frozen import dataclass

__all__ = ["Figure", "Question", "Value", "question", "questions"]

Value = str | int | float

_LINE = re.compile(r"// (\w+): (.+)")
_DEFAULT = re.compile(
    r"(?P<figure>'?netkit(?:\.\w+)+)|'(?P<text>[^']*)'|(?P<number>-?\d+(?:\.\d+)?)\b"
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question in Cypher.

    parameters : name → what it means, as the file says it.
    defaults : those of them that need not be given.
    """

    name: str
    summary: str
    parameters: dict[str, str]
    returns: tuple[str, ...]
    defaults: dict[str, Value]
    text: str

    def filled(self, given: dict[str, str]) -> dict[str, Value]:
        """Return every parameter with its value; a number is read where the default is one.

        Raises
        ------
        UsageError
            One is missing, or is none of this question's.
        """
        unknown = sorted(given.keys() - self.parameters.keys())
        missing = sorted(self.parameters.keys() - given.keys() - self.defaults.keys())
        if unknown or missing:
            wrong = f"has no {unknown[0]}" if unknown else f"needs {missing[0]}"
            told = "; ".join(f"{name}: {meaning}" for name, meaning in self.parameters.items())
            raise UsageError(f"the question {self.name} {wrong}; it takes {told}")
        defaults = {name: _figure(value) for name, value in self.defaults.items()}
        return defaults | {
            name: _read(name, text, defaults.get(name, "")) for name, text in given.items()
        }


def _read(name: str, text: str, default: Value) -> Value:
    if isinstance(default, str):
        return text
    try:
        return int(text) if re.fullmatch(r"-?\d+", text) else float(text)
    except ValueError as error:
        raise UsageError(f"{name} is a number; “{text}” is none") from error


def _figure(value: Value) -> Value:
    """Return the figure that a default names by module and constant; any other default as it is."""
    if not isinstance(value, Figure):
        return value
    module, _, name = value.lstrip("'").rpartition(".")
    figure: Value = getattr(import_module(module), name)
    return str(figure) if value.startswith("'") else figure


class Figure(str):
    """The name of a constant in netkit whose value is the default of a parameter."""

    __slots__ = ()


def questions() -> list[Question]:
    """Return every question there is, by name."""
    found = [file for file in files(__package__).iterdir() if file.name.endswith(".cypher")]
    return [_question(file.read_text(encoding="utf-8")) for file in sorted(found, key=str)]


def question(name: str) -> Question:
    """Return one question.

    Raises
    ------
    UsageError
        There is none of this name.
    """
    known = {one.name: one for one in questions()}
    if name not in known:
        raise UsageError(f"there is no question “{name}”; there are: {', '.join(known)}")
    return known[name]


def _question(text: str) -> Question:
    header = dict(_LINE.findall(text))
    parameters: dict[str, str] = {}
    for one in header["parameters"].split(" · "):
        name, _, meaning = one.partition(" = ")
        parameters[name.strip()] = meaning.strip()
    defaults: dict[str, Value] = {}
    for name, meaning in parameters.items():
        if match := _DEFAULT.match(meaning):
            number, figure = match["number"], match["figure"]
            text_default: Value = Figure(figure) if figure else match["text"]
            defaults[name] = text_default if number is None else _number(number)
    returns = tuple(part.strip() for part in header["returns"].split(","))
    return Question(header["name"], header["summary"], parameters, returns, defaults, text)


def _number(text: str) -> Value:
    return float(text) if "." in text else int(text)
