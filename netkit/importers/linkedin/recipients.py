"""Find a message's recipients: profiles where there are any, else names split with care.

The names of several recipients are joined by commas or semicolons, and names hold commas
themselves (``Doe, Ph.D.``); where there are semicolons, commas belong to names unless the profiles
show more people. A name is paired with a profile only when their numbers agree; a wrong pair would
rename a person.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.importers.linkedin.rows import Party, is_hidden

if TYPE_CHECKING:
    from collections.abc import Callable

    from netkit.importers.linkedin.messages import Ends

__all__ = ["names_several", "parties_to", "split_names"]

#: What follows a comma inside one name: a degree or a title.
_CREDENTIAL = re.compile(r"[A-Z0-9®-]{2,8}|\S*\.\S*|PhD|MSc|BSc|MEng|MEd|Jr|Sr|Esq")
_MAX_NAMES = 500
_MOST_COMMAS = 3


def names_several(text: str) -> bool:
    """Return True for a cell that may hold more than one name."""
    return "," in text or ";" in text


def split_names(text: str, is_name: Callable[[str], bool], expected: int = 0) -> list[str]:
    """Return the names in a cell; what `is_name` knows stays whole, degrees stay attached.

    A semicolon always stands between two names. `expected` is how many profiles there are.

    >>> split_names("Jane Doe, Ph.D., Bo Li", lambda name: False)
    ['Jane Doe, Ph.D.', 'Bo Li']
    >>> split_names("Doe, Jane; Li, Bo", lambda name: False, 2)
    ['Doe, Jane', 'Li, Bo']
    """
    if not names_several(text):
        return [text.strip()] if text.strip() else []
    between = [part.strip() for part in text.split(";") if part.strip()]
    if len(between) > 1 and len(between) == expected:
        return between
    return [name for part in between for name in _split_at_commas(part, is_name)][:_MAX_NAMES]


def _split_at_commas(text: str, is_name: Callable[[str], bool]) -> list[str]:
    parts = [part.strip() for part in text.split(",") if part.strip()][:_MAX_NAMES]
    names: list[str] = []
    while parts:
        taken = _known_length(parts, is_name)
        name, parts = ", ".join(parts[:taken]), parts[taken:]
        if names and taken == 1 and _CREDENTIAL.fullmatch(name) and not is_name(name):
            names[-1] = f"{names[-1]}, {name}"
        else:
            names.append(name)
    return names


def _known_length(parts: list[str], is_name: Callable[[str], bool]) -> int:
    """Return the number of first parts that make up a known name; 1 when none do."""
    for taken in range(min(_MOST_COMMAS + 1, len(parts)), 1, -1):
        if is_name(", ".join(parts[:taken])):
            return taken
    return 1


def parties_to(ends: Ends, is_name: Callable[[str], bool]) -> list[Party]:
    """Return the recipients; one without name and profile stands for all that are hidden."""
    names = split_names(ends.to, is_name, len(ends.to_profiles))
    shown = [name for name in names if not is_hidden(name)]
    hidden: list[Party] = [("", None)] if len(shown) < len(names) else []
    profiles = ends.to_profiles
    if not profiles:
        return [(name, None) for name in shown] + hidden
    paired = shown if len(shown) == len(profiles) else [""] * len(profiles)
    return [*zip(paired, profiles, strict=True), *hidden]
