"""Read the tokens of a question otherwise: without conditions, with unknown words as words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.language.words import split_words

from .tokens import TOPIC, plain_token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tokens import Token

__all__ = ["without_conditions", "without_topics"]

ORG_OR_PLACE = frozenset({"org", "place"})
CONDITIONS = frozenset({"in", "at", "from", "of", "near", "around", "for"})


def without_topics(tokens: Sequence[Token]) -> list[Token]:
    """Return tokens in which words that nobody knows are words, not topics."""
    plain: list[Token] = []
    for token in tokens:
        if token.kinds == TOPIC and not token.known:
            plain += map(plain_token, split_words(token.text))
        else:
            plain.append(token)
    return plain


def without_conditions(tokens: Sequence[Token]) -> list[Token]:
    """Return tokens without places and organizations after a preposition, and without topics."""
    bare: list[Token] = []
    for token in tokens:
        condition = token.kinds and token.kinds <= ORG_OR_PLACE and token.preposition in CONDITIONS
        topic = token.kinds == TOPIC and not token.known and not token.preposition
        if not (condition or topic):
            bare.append(token)
        elif condition and bare and "prep" in bare[-1].tags:
            bare.pop()
    return bare
