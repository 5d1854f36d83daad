"""The option that says how many results to show; 0 shows all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

__all__ = ["EVERYTHING", "limit_option"]

F = TypeVar("F", bound=Callable[..., Any])

#: More than any network holds.
EVERYTHING = 10**9


def limit_option(default: int, what: str = "How many to show") -> Callable[[F], F]:
    """Add ``--limit``; 0 means all."""
    return click.option(
        "--limit", "-n", type=click.IntRange(0), default=default, show_default=True,
        callback=lambda _ctx, _param, limit: limit or EVERYTHING, help=f"{what}; 0 for all.",
    )  # fmt: skip
