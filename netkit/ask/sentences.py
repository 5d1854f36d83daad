"""Split what was typed into its sentences: "Ann is coming for tea. What should I know of her?"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tokens import Token

__all__ = ["asks_of_a_name", "sentences_of"]

_ENDS = frozenset(".?!;:")
_ASKING = frozenset(
    {"what", "which", "who", "whom", "when", "where", "why", "how", "whose", "any",
     "does", "do", "is", "are", "can", "could", "anyone", "anybody"}
)  # fmt: skip
_PRONOUNS = frozenset({"her", "him", "them", "she", "he", "they", "that", "there", "it"})
_SOMEBODY = frozenset({"person", "org", "place"})


def sentences_of(tokens: Sequence[Token]) -> list[list[Token]]:
    """Return the sentences of a question of several; empty for one sentence.

    A pronoun in a sentence without a name stands for the one name of the others.
    """
    sentences: list[list[Token]] = [[]]
    for i, token in enumerate(tokens):
        sentences[-1].append(token)
        following = tokens[i + 1].low if i + 1 < len(tokens) else ""
        if (token.stop and token.stop in _ENDS) or (token.stop == "," and following in _ASKING):
            sentences.append([])
    sentences = [sentence for sentence in sentences if sentence]
    if len(sentences) < 2:
        return []
    named = [token for token in tokens if token.kinds & _SOMEBODY]
    return [_named(sentence, named) for sentence in sentences]


def asks_of_a_name(tokens: Sequence[Token]) -> bool:
    """Return True for a question about what is named itself, which lists nobody: "Is Rome hot?"."""
    return len(tokens) > 1 and tokens[0].low == "is" and tokens[1].is_name


def _named(sentence: list[Token], named: Sequence[Token]) -> list[Token]:
    """Return a sentence with its last pronoun as the name that it stands for."""
    pronouns = [i for i, token in enumerate(sentence) if token.low in _PRONOUNS]
    if len(named) != 1 or not pronouns or any(token.kinds for token in sentence):
        return sentence
    i = pronouns[-1]
    preposition = sentence[i - 1].low if i and "prep" in sentence[i - 1].tags else ""
    return [*sentence[:i], named[0]._replace(preposition=preposition), *sentence[i + 1 :]]
