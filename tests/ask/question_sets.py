"""Read the held-back sets: a question a line, and the command or commands that answer it."""

from __future__ import annotations

import itertools
import shlex
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from netkit.ask.understand import NotUnderstood, Understood, understand

if TYPE_CHECKING:
    from netkit.language.name_index import NameIndex

__all__ = [
    "DatedQuestion",
    "Question",
    "command_of",
    "dated_questions",
    "questions",
    "refused_questions",
    "same_command",
]

HERE = Path(__file__).parent


class Question(NamedTuple):
    """A question, and the commands that answer it alike."""

    text: str
    commands: tuple[tuple[str, ...], ...]


class DatedQuestion(NamedTuple):
    """A question, the answers that are right, and the day on which it is asked.

    An answer is a command and words that have to be named as not taken into account; an empty
    command stands for a refusal.
    """

    text: str
    answers: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    asked_on: date

    def is_right(self, understood: Understood | NotUnderstood) -> bool:
        """Return True when a question was understood as one of its answers."""
        if isinstance(understood, NotUnderstood) or understood.missing:
            return any(not command for command, _ in self.answers)
        ignored = " ".join(understood.ignored).lower()
        return any(
            same_command(understood.command, command) and all(w in ignored for w in named)
            for command, named in self.answers
            if command
        )


def dated_questions(name: str) -> list[DatedQuestion]:
    """Return the questions of a set that is asked on one day."""
    rows = [line.rsplit(" => ", 1) for line in _lines(name)]
    return [
        DatedQuestion(text, tuple(map(_answer, answers.split(" | "))), date(2026, 11, 30))
        for text, answers in rows
    ]


def _answer(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = [] if text.strip() == "REFUSE" else shlex.split(text)
    command = tuple(word for word in words if not word.startswith("~"))
    return command, tuple(word[1:].lower() for word in words if word.startswith("~"))


def _lines(name: str) -> list[str]:
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


def questions(name: str) -> list[Question]:
    """Return the questions of a set."""
    rows = [line.rsplit(" => ", 1) for line in _lines(name)]
    return [
        Question(text, tuple(tuple(shlex.split(command)) for command in commands.split(" | ")))
        for text, commands in rows
    ]


def refused_questions(name: str) -> list[str]:
    """Return the questions of a set that no command answers."""
    return _lines(name)


def command_of(question: str, names: NameIndex) -> tuple[str, ...] | None:
    """Return the command that a question becomes, or None."""
    answer = understand(question, names)
    return answer.command if isinstance(answer, Understood) else None


def same_command(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Return True when two commands are the same but for letter case and the order of options."""
    return _options(a) == _options(b)


def _options(command: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[tuple[str, ...]]]:
    words = [word.lower() for word in command]
    starts = [i for i, word in enumerate(words) if word.startswith("--")]
    bounds = [*starts, len(words)]
    options = (tuple(words[i:j]) for i, j in itertools.pairwise(bounds))
    return tuple(words[: bounds[0]]), frozenset(options)
