"""The option that says how many results to show; 0 shows all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

__all__ = ["limit_option"]

F = TypeVar("F", bound=Callable[..., Any])


def limit_option(default: int | None, what: str = "How many to show") -> Callable[[F], F]:
    """Add ``--limit``; 0 means all, which the questions of a workspace know."""
    return click.option(
        "--limit", "-n", type=click.IntRange(0), default=default, show_default=True,
        help=f"{what}; 0 for all.",
    )  # fmt: skip
