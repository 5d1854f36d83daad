"""Find people named in other ways: a family by its surname, somebody by a name in lower case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.language.first_names import is_first_name
from netkit.model.names import fold, without_title, words

from .log_rules import log_grammar

if TYPE_CHECKING:
    from netkit.language.name_index import PersonRanking

__all__ = ["family_names", "is_named_small"]

#: "The Müllers", "the Lindqvists'", "the Holm family", "the Diaz brothers".
_FAMILY = re.compile(
    r"\b[Tt]he (?P<surname>[^\W\d_a-z][\w'-]+?)"
    r"(?:e?s\b(?!')|s?'(?!\w)|"
    r"(?= (?:family|brothers|sisters|siblings|couple|kids|boys|girls|house)\b))"
)
_NOUN_FOLLOWS = re.compile(r"\b(?:the|an?|my|our|his|her|their|this|that|no|some|any) $", re.I)


def family_names(text: str, ranking: PersonRanking) -> list[str]:
    """Return the names of everybody known who has the surname of a family in a text."""
    names: list[str] = []
    for match in _FAMILY.finditer(text):
        surname = fold(match["surname"])
        people = ranking.candidates(match["surname"], beside=())
        names += [
            person.name
            for person in people
            if words(without_title(person.name))[-1:] == words(surname)[-1:]
        ]
    return names


def is_named_small(text: str, start: int, name: str, ranking: PersonRanking) -> bool:
    """Return True for somebody in lower case: "Text from leo", "the rent" names nobody.

    In a text without any capital it may be a surname, or a word besides.
    """
    if _NOUN_FOLLOWS.search(text, 0, start):
        return False
    if text.islower():
        return True
    if not is_first_name(name) or fold(name) in log_grammar().word_names:
        return False
    people = ranking.candidates(name, beside=())
    return any(words(without_title(person.name))[:1] == (fold(name),) for person in people)
