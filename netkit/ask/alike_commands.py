"""Tell which commands answer a question alike, so that it is not open which of them is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .reading_commands import command_of, only_reads

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["answers_alike"]

#: Each shows what the others do, of the same people, places and days, with more or less beside it.
_KINDRED = (
    frozenset({"who", "people list"}),
    frozenset({"brief", "timeline"}),
    frozenset({"report", "timeline", "history"}),
)


def answers_alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Return True for two commands that answer the same, whichever is run.

    >>> answers_alike(["who", "--at", "ACME"], ["people", "list", "--at", "ACME"])
    True
    >>> answers_alike(["promises", "--mine"], ["promises", "--theirs"])
    False
    """
    if sorted(a) == sorted(b) and a[:1] == b[:1]:
        return True
    if not (only_reads(a) and only_reads(b)):
        return False
    (name, rest), (other, others) = command_of(a), command_of(b)
    related = any({name, other} <= kindred for kindred in _KINDRED)
    return related and name != other and sorted(rest) == sorted(others)
