"""Every error a user can meet, and the exit code it ends a command with.

::

    NetkitError                 1   answered, but there is nothing to show
    ├── NothingFoundError       1   the question was understood and has no answer; says why
    ├── UsageError              2   the request cannot be understood
    │   ├── AmbiguousNameError  2   a name fits several people; lists them
    │   └── MissingExtraError   2   an optional package is needed; says which to install
    ├── BadInputError           3   a file cannot be read; nothing was changed
    └── StoreError              4   the network cannot be reached, or is damaged
        ├── StoreBusyError      4   another command is writing to it
        ├── ReadOnlyError       4   it may be read, and not be written to
        └── StatementError      4   a server refuses a statement in Cypher

A message is one line and says what to do. Bad rows inside a good file are not errors
but :class:`netkit.importers.port.Problem` values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "AmbiguousNameError",
    "BadInputError",
    "MissingExtraError",
    "NetkitError",
    "NothingFoundError",
    "ReadOnlyError",
    "StatementError",
    "StoreBusyError",
    "StoreError",
    "UsageError",
]


class NetkitError(Exception):
    """Something the user should read: one line, without a traceback."""

    exit_code = 1


class NothingFoundError(NetkitError):
    """The question was understood, and there is no honest answer; the message says why."""


class UsageError(NetkitError):
    """The request cannot be understood or carried out as it was put."""

    exit_code = 2


class AmbiguousNameError(UsageError):
    """A name fits several people: the message lists them and what can be typed for each.

    Attributes
    ----------
    choices : those it fits, the closest first, as `netkit.answers.name_lookup.NameChoice`.
    """

    def __init__(self, message: str, choices: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.choices = tuple(choices)


class MissingExtraError(UsageError):
    """The answer needs an optional package that is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(
            f"this needs {package}, which is not installed; "
            f"run: pip install 'netkit-people[{extra}]'"
        )


class BadInputError(NetkitError):
    """A file cannot be read; nothing was changed."""

    exit_code = 3


class StoreError(NetkitError):
    """The network cannot be reached or is damaged."""

    exit_code = 4


class StoreBusyError(StoreError):
    """Another command is writing to the same network."""


class ReadOnlyError(StoreError):
    """The network may be read, and not be written to: a file, a database or a user is so."""


class StatementError(StoreError):
    """A server refuses a statement in Cypher: what it says, or what it is given."""
