"""Map what a rule of ``log.toml`` makes to the reader of such clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .contact_readers import CONTACT_READERS
from .exchange_readers import EXCHANGE_READERS
from .news_readers import NEWS_READERS
from .trait_readers import TRAIT_READERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .clauses import Clause
    from .log_line import Line
    from .rule_fits import Fit

__all__ = ["READERS"]

READERS: Mapping[str, Callable[[Line, Clause, Fit], None]] = {
    **CONTACT_READERS,
    **EXCHANGE_READERS,
    **TRAIT_READERS,
    **NEWS_READERS,
}
