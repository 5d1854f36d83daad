"""Settle whom the names of a line mean: one of those known, somebody new, or a question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from netkit.language.name_index import NameNeighbours, RoleIndex
from netkit.model.names import fold, without_title, words

from .log_entry import Ask, Mention
from .log_rules import log_grammar
from .name_words import PARTICLES, without_possessive
from .roles import WORK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from netkit.language.name_index import Person, PersonRanking

__all__ = ["Relation", "asks_about", "is_others_surname", "settle_all"]

CLEARLY = 2.0  # the likeliest must be this many times as likely as the next to be taken unasked
MOST_NEAR = 3  # namesakes that a question names


_CAPITAL_BEFORE = re.compile(
    rf"(?<![\w'])([^\W\d_a-z][\w-]+)(?: (?:{'|'.join(sorted(PARTICLES))}))* $"
)


class Relation(NamedTuple):
    """A relation names a person by their role to another: "Bo's boss Carla Diaz"."""

    name: str
    role: str
    of: str


def settle_all(
    mentions: Sequence[Mention], ranking: PersonRanking, relations: Mapping[str, Relation]
) -> dict[Mention, Mention]:
    """Say of every mention who is meant, by all the names of the line together."""
    names = [mention.text for mention in mentions]
    return {
        mention: _settle(
            mention, [name for name in names if name != mention.text], ranking, relations
        )
        for mention in mentions
    }


def _settle(
    mention: Mention,
    beside: Sequence[str],
    ranking: PersonRanking,
    relations: Mapping[str, Relation],
) -> Mention:
    """Return a mention with those it can mean, given the names beside it.

    relations : who was named by a role, by folded name
    """
    choices = tuple(ranking.candidates(mention.text, beside=beside))
    near: tuple[Person, ...] = ()
    relation = relations.get(fold(mention.text))
    whole = _not_in_part(mention.text, choices)
    if relation:  # nobody is their own sister
        same = {person.id for person in ranking.candidates(relation.of, beside=())}
        whole = tuple(person for person in whole if len(same) > 1 or person.id not in same)
    if len(whole) < len(choices):
        choices, near = whole, () if whole else choices[:MOST_NEAR]
    if choices and relation and " " not in without_title(mention.text):
        related = _in_role(choices, relation, ranking)
        choices, near = related, () if related else choices[:MOST_NEAR]
    elif not (choices or near) and isinstance(ranking, NameNeighbours):
        near = tuple(ranking.near(mention.text))
    return Mention(mention.text, mention.span, _clearly(choices), choices, near)


def is_others_surname(text: str, word: re.Match[str], ranking: PersonRanking) -> bool:
    """Return True for the surname of somebody new: "Clara Stein" does not name Marcus Stein."""
    before = _CAPITAL_BEFORE.search(text, 0, word.start())
    is_surname = word[0][0].isupper() or fold(word[0]) in PARTICLES
    if before is None or not is_surname or ranking.candidates(before[1], beside=()):
        return False
    if fold(before[1]) in log_grammar().not_names | log_grammar().openers:
        return False
    surname = without_possessive(word[0])
    people = ranking.candidates(surname, beside=())
    return all(words(without_title(person.name))[0] != fold(surname) for person in people)


def _not_in_part(text: str, choices: Sequence[Person]) -> tuple[Person, ...]:
    """Return those whose first name is not cut short: Marie is no Marie-Claire."""
    first = fold(without_title(text)).split()[:1]

    def is_cut(person: Person) -> bool:
        name = fold(without_title(person.name)).split()
        parts = name[0].split("-") if name else []
        return len(parts) > 1 and first[0] in parts and first[0] not in name

    return tuple(person for person in choices if not (first and is_cut(person)))


def _in_role(
    choices: Sequence[Person], relation: Relation, ranking: PersonRanking
) -> tuple[Person, ...]:
    """Return those who are on record in the role: a namesake of Bo's wife is not his wife."""
    if not isinstance(ranking, RoleIndex):
        return ()
    role = relation.role.split()[-1]
    others = ranking.candidates(relation.of, beside=())
    return tuple(
        person
        for person in choices
        for other in others
        if ranking.has_role(person.id, role, other.id, at_work=role in WORK)
    )


def _clearly(choices: Sequence[Person]) -> Person | None:
    if len(choices) > 1 and choices[0].score < CLEARLY * choices[1].score:
        return None
    return choices[0] if choices else None


def asks_about(mentions: Iterable[Mention]) -> list[Ask]:
    """List what must be asked about names: which of several, and whether to make a new person."""
    asks: list[Ask] = []
    for mention in mentions:
        if mention.is_new:
            near = " or ".join(person.name for person in mention.near)
            like = f" (or do you mean {near}?)" if near else ""
            namesake = any(fold(mention.text) in words(person.name) for person in mention.near)
            nobody = "Nobody else" if namesake else "Nobody"
            question = f"{nobody} is called {mention.text}; add them?{like}"
            asks.append(Ask("new", question, mention.span, mention.near))
        elif mention.person is None:
            choices = ", ".join(_with_reason(person) for person in mention.choices)
            question = f"Which {mention.text}: {choices}?"
            asks.append(Ask("which", question, mention.span, mention.choices))
    return asks


def _with_reason(person: Person) -> str:
    return f"{person.name} ({person.reason})" if person.reason else person.name
