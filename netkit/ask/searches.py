"""Read what is to be searched for: "search for seed money", "look up the boat"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .token_variants import without_topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tokens import Token

__all__ = ["searched_text"]

_QUOTED = 4  # kinds: what stands in quotation marks may be anything
_ORDERS = (("search",), ("look", "up"), ("grep",))
_LEADING = frozenset(
    {
        "for", "up", "in", "my", "all", "the", "a", "notes", "note", "mails", "mail", "messages",
        "everything", "text", "word", "words", "about", "with", "on", "of", "and", "to",
    }
)  # fmt: skip


def searched_text(tokens: Sequence[Token]) -> str:
    """Return the text that an order to search names; empty for what is no such order.

    >>> from netkit.ask.tokens import tokens_of
    >>> from netkit.language.name_index import NO_NAMES
    >>> searched_text(tokens_of("search my notes for seed money", NO_NAMES))
    'seed money'
    """
    plain = without_topics(tokens)
    order = next((o for o in _ORDERS if o == tuple(t.low for t in plain[: len(o)])), ())
    rest = list(plain[len(order) :]) if order else []
    while rest and rest[0].low in _LEADING:
        rest.pop(0)
    if any(token.tags or (token.known and 0 < len(token.kinds) < _QUOTED) for token in rest):
        return ""
    return " ".join(token.text for token in rest)
