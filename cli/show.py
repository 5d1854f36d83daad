"""How answers look: for people, as JSON, as CSV. The one door to the terminal."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

import click

from netkit.domain.dates import PartialDate
from netkit.domain.people import Person

from .options import Session

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["Answer", "console", "note", "plain", "say", "show"]

#: What a spreadsheet would run; a cell that begins so gets an apostrophe before it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
            **{key: plain(value) for key, value in answer.extra.items()},
        }
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
    elif session.format == "csv":
        click.echo(_csv([plain(one) for one in answer.results]), nl=False)
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
    click.echo(text, err=True)


def say(text: str) -> None:
    """Print a line of an answer."""
    click.echo(text)


def console(session: Session) -> Console:
    """Return a terminal to draw on; a pipe gets no colours and 100 columns."""
    from rich.console import Console

    terminal = sys.stdout.isatty()
    return Console(
        file=sys.stdout,
        no_color=session.color is False or not terminal,
        width=None if terminal else 100,
        highlight=False,
        markup=False,
        emoji=False,
    )


def plain(value: Any) -> Any:
    """Return a result as JSON knows it: people by id and name, times in ISO 8601."""
    if isinstance(value, Person):
        return {"id": value.id, "name": value.name}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [item.name for item in dataclasses.fields(value)]
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return value


def _csv(rows: Sequence[dict[str, Any]]) -> str:
    """Return rows as CSV whose cells no spreadsheet will run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if rows:
        names = list(dict.fromkeys(name for row in rows for name in row))
        writer.writerow(names)
        writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).lower()
    if isinstance(value, int | float):
        return value
    text = _flat(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        if "name" in value:
            return str(value["name"])
        if "text" in value:
            return str(value["text"])
        return "; ".join(f"{key}: {_flat(one)}" for key, one in value.items())
    if isinstance(value, list):
        return "; ".join(_flat(one) for one in value)
    return "" if value is None else str(value)
