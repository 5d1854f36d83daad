"""Arguments of `Workspace` methods: refused here with one line, before anything is read."""

from __future__ import annotations

import os
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from netkit.errors import UsageError
from netkit.model.when import PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "check_arguments",
    "choice_of",
    "day_of",
    "path_of",
    "python_moment",
    "row_count",
    "text_of",
]

T = TypeVar("T", bound=str)

#: More than any network holds: what `limit` 0 means.
_EVERYTHING = 10**9


def row_count(limit: int) -> int:
    """Return how many rows an answer may have; 0 means all.

    Raises
    ------
    UsageError
        It is negative, or no whole number.
    """
    if not hasattr(limit, "__index__") or limit < 0:
        raise UsageError(f"limit is a number of answers, not {limit!r}; 0 for all")
    return limit or _EVERYTHING


def choice_of(value: T, choices: Any, name: str) -> T:
    """Return `value` where it is one of the choices.

    choices : a ``Literal`` type, or the values.

    >>> from typing import Literal
    >>> choice_of("kept", Literal["kept", "missed"], "outcome")
    'kept'
    """
    values: Iterable[str] = get_args(choices) or choices
    if not isinstance(value, str) or value not in tuple(values):
        raise UsageError(f"{name}={value!r} is none of: {', '.join(values)}")
    return value


def path_of(value: str | os.PathLike[str], name: str = "path") -> str:
    """Return the path of a file, or an address, as a text."""
    path = os.fspath(value) if isinstance(value, str | os.PathLike) else value
    return text_of(path, name)


def text_of(value: str, name: str = "text") -> str:
    """Return `value` where it is a text."""
    if not isinstance(value, str):
        raise UsageError(f"{name} is a text, not {value!r}")
    return value


def day_of(when: date) -> date:
    """Return the day of a date, or of a moment on its own clocks."""
    if not isinstance(when, date):
        raise UsageError(f"{when!r} is no day: give a date, a datetime, or a text as 2026-01-31")
    return python_moment(when).date() if isinstance(when, datetime) else when


def python_moment(when: datetime) -> datetime:
    """Return a datetime as Python's own: pandas' timestamps count finer, and may be missing."""
    if when != when:  # pandas' NaT alone differs from itself
        raise UsageError("a time is missing (NaT); give a day")
    convert = getattr(when, "to_pydatetime", None)
    moment: datetime = when if convert is None else convert(warn=False)
    return moment


def check_arguments(kind: type) -> None:
    """Make each public method of a class refuse arguments that are not what it is annotated for.

    Only annotations of `_WANTED` are checked: texts, numbers and days. Others are looked at where
    they are read: people, choices, files.
    """
    for name in dir(kind):
        method = getattr(kind, name)
        if not name.startswith("_") and hasattr(method, "__code__"):
            setattr(kind, name, _checked(method))


def _checked(method: Callable[..., Any]) -> Callable[..., Any]:
    code = method.__code__
    places = code.co_varnames[: code.co_argcount]
    wanted = {
        name: _WANTED[annotation]
        for name, annotation in method.__annotations__.items()
        if annotation in _WANTED and name != "return"
    }

    @wraps(method)
    def checked(*arguments: Any, **named: Any) -> Any:
        for name, value in (*zip(places, arguments, strict=False), *named.items()):
            if name in wanted and not wanted[name][0](value):
                raise UsageError(f"{name} is {wanted[name][1]}, not {value!r}")
        return method(*arguments, **named)

    return checked if wanted else method


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    return hasattr(value, "__index__")


def _is_partial_day(value: object) -> bool:
    return isinstance(value, str | date | PartialDate)


def _or_none(is_one: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or is_one(value)


#: Annotation → what fits it, and how that is called.
_WANTED: dict[str, tuple[Callable[[object], bool], str]] = {
    "str": (_is_text, "a text"),
    "str | None": (_or_none(_is_text), "a text"),
    "int": (_is_number, "a number"),
    "int | None": (_or_none(_is_number), "a number"),
    "float": (lambda value: isinstance(value, float | int), "a number"),
    "PartialDate | Day": (_is_partial_day, "a day, as 2026-03-07"),
    "PartialDate | Day | None": (_or_none(_is_partial_day), "a day, as 2026-03-07"),
    "Progress | None": (_or_none(callable), "a function that takes a count"),
    "Span | str | None": (
        lambda value: value is None or isinstance(value, str) or hasattr(value, "days"),
        "a span, as 3 months",
    ),
}
