"""Print answers: for people, as JSON, as CSV. This is the one door to the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from netkit.model.frozen import dataclass, field

from .render.harmless import escaped, harmless, without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TextIO

    from .render.page import Page
    from .session import Session

#: Columns of a pipe, and of a terminal that does not say.
_PIPE, _UNKNOWN = 100, 80

#: Draws the results of an answer on a page.
View = Callable[["Page", Sequence[Any]], None]

__all__ = [
    "Answer",
    "View",
    "draw",
    "fail",
    "harmless",
    "note",
    "say",
    "say_json",
    "say_rest",
    "show",
]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer holds the results that a command found.

    question : the question in the form of the command, "introduce Ann".
    results : frozen dataclasses or mappings, each a result of the documented keys.
    human : draws the results on a page.
    notes : what the reader should know besides.
    empty : why there is no result, said when there is none; the exit code is 1 then.
    """

    question: str
    results: Sequence[Any]
    human: View
    notes: Sequence[str] = ()
    empty: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


def show(session: Session, answer: Answer) -> None:
    """Print an answer in the form that was asked for, and set the exit code."""
    notes = list(dict.fromkeys((*answer.notes, *session.unfinished_notes())))
    if not answer.results and answer.empty:
        notes.insert(0, answer.empty)
        session.exit_code = 1
    if session.format == "json":
        from netkit.answers.plain_values import plain

        whole = {
            "question": answer.question,
            "as_of": session.present.isoformat(),
            "engine": session.engine,
            "results": [plain(item) for item in answer.results],
            "notes": notes,
            **{key: plain(value) for key, value in {**answer.extra, **session.extra}.items()},
        }
        say_json(whole)
    elif session.format == "csv":
        from netkit.answers.plain_values import csv_text, plain

        table = csv_text(
            [plain(item) for item in answer.results], getattr(answer.results, "kind", None)
        )
        click.echo(harmless(table), nl=False)
        _tell(notes)
    else:
        if answer.results:
            draw(session, answer.human, answer.results)
        _tell(notes)


def _tell(notes: Iterable[str]) -> None:
    for text in notes:
        note(text)


def note(text: str) -> None:
    """Print a line to stderr: progress and notes keep out of the way of answers.

    A terminal would cut it within a word; a command in it stays whole, to be copied.
    """
    if sys.stderr.isatty() and "netkit " not in text:
        from .render.page import Page

        page = Page(_columns(os.environ.get("TERM", "").lower() in {"dumb", "unknown"}))
        page.line((text, ""))
        click.echo(str(page), nl=False, err=True)
    else:
        click.echo(harmless(text), err=True)


def say(text: str) -> None:
    """Print a line of an answer; with ``--json`` it waits for the whole (`say_rest`)."""
    from .session import Session

    context = click.get_current_context(silent=True)
    session = context.find_object(Session) if context else None
    if session is not None and session.format == "json":
        session.said.append(harmless(text))
    else:
        click.echo(_wrapped(harmless(text), sys.stdout))


def _wrapped(text: str, stream: TextIO) -> str:
    """Return a line as a terminal shows it, broken between words; one with a command stays whole.

    What goes on stands below the line's beginning, indented as it is.
    """
    if not stream.isatty() or "netkit " in text or "\n" in text:
        return text
    width = _columns(os.environ.get("TERM", "").lower() in {"dumb", "unknown"})
    if len(text) <= width:
        return text
    from textwrap import wrap

    indent = " " * (len(text) - len(text.lstrip()))
    lines = wrap(text, width, subsequent_indent=indent, break_on_hyphens=False)
    return "\n".join(lines)


def say_rest(session: Session) -> None:
    """Print as one JSON object what a command said in lines and not in an object of its own."""
    if session.said:
        say_json(
            {
                "question": session.question,
                "as_of": session.present.isoformat(),
                "engine": session.engine,
                "results": [{"text": text.strip()} for text in session.said if text.strip()],
                "notes": session.unfinished_notes(),
            }
        )


def fail(text: str) -> None:
    """Print an error as one line to stderr."""
    click.echo(_wrapped(f"netkit: {without_secrets(harmless(text))}", sys.stderr), err=True)


def say_json(value: object, indent: int | None = 2) -> None:
    """Print a value as JSON; what could command a terminal is written as its code."""
    import json

    click.echo(escaped(json.dumps(value, ensure_ascii=False, indent=indent)))


def draw(session: Session, view: View, results: Sequence[Any]) -> None:
    """Print what a view draws; a pipe gets no colours and 100 columns."""
    from .render.page import Page

    terminal = sys.stdout.isatty()
    dumb = os.environ.get("TERM", "").lower() in {"dumb", "unknown"}
    page = Page(
        _columns(dumb) if terminal else _PIPE,
        styled=not dumb and (terminal or bool(os.environ.get("FORCE_COLOR"))),
        coloured=terminal and session.color is not False,
    )
    view(page, results)
    click.echo(str(page), nl=False, color=True)


def _columns(dumb: bool) -> int:
    """Return the width of the terminal in columns: as it is told, or as it says."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns):
        return int(columns)
    for stream in () if dumb else (0, 1, 2):  # one of them may be a pipe
        try:
            return os.get_terminal_size(stream).columns or _UNKNOWN
        except OSError:
            continue
    return _UNKNOWN
