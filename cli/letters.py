"""Show letters: as text, as links that a mail program opens, or as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .held_back import show_results
from .output import note
from .render import practice_views
from .session import LOCAL

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.answers.letter_templates import Draft
    from netkit.answers.results import Results

    from .session import Session

__all__ = ["letter_options", "show_letters"]

F = TypeVar("F", bound=Callable[..., Any])


def letter_options(command: F) -> F:
    """Add the options that say in which form letters are wanted."""
    folder = click.option(
        "--eml", type=LOCAL, metavar="FOLDER", help="Write the letters as .eml files into FOLDER."
    )
    link = click.option(
        "--mailto", is_flag=True, help="Print links that open the letters in a mail program."
    )
    return folder(link(command))


def show_letters(
    session: Session, letters: Results[Draft], *, mailto: bool, eml: Path | None
) -> None:
    """Show letters in the form that was asked for."""
    if eml is not None:
        _write(letters, eml)
    show_results(session, letters, practice_views.links if mailto else practice_views.drafts)


def _write(letters: Results[Draft], folder: Path) -> None:
    from netkit.answers import letter_files
    from netkit.support.atomic_files import write_atomic

    for letter in letters:
        file = folder.absolute() / letter_files.eml_name(letter)
        write_atomic(file, letter_files.eml(letter))
        note(f"wrote {file}")
