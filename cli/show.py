"""How answers look: for people, as JSON, as CSV. The one door to the terminal."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from netkit.domain.frozen import dataclass, field
from netkit.plain import csv_text, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rich.console import Console

    from .options import Session

__all__ = ["Answer", "console", "harmless", "note", "plain", "say", "show"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found.

    question : the question in the form of the command, "introduce Ann".
    results : frozen dataclasses or mappings, each a result of the documented keys.
    human : draws the results on a terminal.
    notes : what the reader should know besides.
    empty : why there is no result, said when there is none; the exit code is 1 then.
    """

    question: str
    results: Sequence[Any]
    human: Callable[[Console, Sequence[Any]], None]
    notes: Sequence[str] = ()
    empty: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


def show(session: Session, answer: Answer) -> None:
    """Print an answer in the form that was asked for, and set the exit code."""
    notes = list(answer.notes)
    if not answer.results and answer.empty:
        notes.insert(0, answer.empty)
        session.exit_code = 1
    if session.format == "json":
        whole = {
            "question": answer.question,
            "as_of": session.present.isoformat(),
            "engine": session.engine,
            "results": [plain(one) for one in answer.results],
            "notes": notes,
            **{key: plain(value) for key, value in {**answer.extra, **session.extra}.items()},
        }
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
    elif session.format == "csv":
        click.echo(csv_text([plain(one) for one in answer.results]), nl=False)
        _tell(notes)
    else:
        if answer.results:
            answer.human(console(session), answer.results)
        _tell(notes)


def _tell(notes: Iterable[str]) -> None:
    for text in notes:
        note(text)


def note(text: str) -> None:
    """Print a line to stderr: progress and notes keep out of the way of answers."""
    click.echo(harmless(text), err=True)


def say(text: str) -> None:
    """Print a line of an answer."""
    click.echo(harmless(text))


#: What can move a cursor, clear a screen or turn a line round; colours (SGR) are let through.
_HARMFUL = re.compile(
    "\x1b(?!\\[[0-9;]*m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def harmless(text: str) -> str:
    """Return `text` as a terminal may have it; what a name holds can do nothing there."""
    return _HARMFUL.sub("", text)


class _Harmless:
    """A stream that lets nothing harmful through; the rest is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(harmless(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def console(session: Session) -> Console:
    """Return a terminal to draw on; a pipe gets no colours and 100 columns."""
    from rich.console import Console

    terminal = sys.stdout.isatty()
    return Console(
        file=cast("TextIO", _Harmless(sys.stdout)),
        no_color=session.color is False or not terminal,
        width=None if terminal else 100,
        highlight=False,
        markup=False,
        emoji=False,
    )
