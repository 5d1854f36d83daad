"""Find the features of a question: its concepts, who does what to whom, its names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netkit.language.vocabulary import Phrase, vocabulary

from .tokens import Token, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netkit.language.name_index import NameIndex

__all__ = ["Reading", "read"]

LONGEST_GAP = 3
AUXILIARIES = frozenset(("may", "past", "not", "only"))


class Reading(NamedTuple):
    """A question, read.

    Attributes
    ----------
    tokens : tuple of Token
        Its words and names.
    features : frozenset of str
        Concepts, grammatical classes, base forms of words, directions (``introduce<i``: I do it,
        ``introduce>me``: it is done to me, ``help!i``: I do not do it) and kinds of names.
    content : tuple of frozenset of str
        For each word that says something, the concepts it may stand for; empty for an unknown one.
    """

    tokens: tuple[Token, ...]
    features: frozenset[str]
    content: tuple[frozenset[str], ...]

    @property
    def names(self) -> list[Token]:
        """The names and topics in it, in their order."""
        return [token for token in self.tokens if token.is_name]


class _Hit(NamedTuple):
    concept: str
    start: int
    inside: tuple[int, ...]
    gaps: tuple[int, ...]


def read(question: str, names: NameIndex) -> Reading:
    """Read a question into features that the patterns are matched with."""
    tokens = tokens_of(question, names)
    hits = _concepts(tokens)
    features = {hit.concept for hit in hits}
    features |= _words(tokens, hits) | _directions(tokens, hits) | _kinds(tokens)
    if _is_past(tokens):
        features.add("past")
    return Reading(tuple(tokens), frozenset(features), _content(tokens, hits))


def _concepts(tokens: Sequence[Token]) -> list[_Hit]:
    hits = [hit for i in range(len(tokens)) for hit in _hits_at(tokens, i)]
    in_phrases = {i for hit in hits if len(hit.inside) > 1 for i in hit.inside}
    return [hit for hit in hits if len(hit.inside) > 1 or hit.start not in in_phrases]


def _hits_at(tokens: Sequence[Token], i: int) -> Iterator[_Hit]:
    token = tokens[i]
    if token.is_name:
        return
    firsts = {token.low, token.base} | ({"not"} & token.tags)
    for first in sorted(firsts):
        for phrase in vocabulary().phrases.get(first, ()):
            if (hit := _match(tokens, i, phrase)) is not None:
                yield hit


def _match(tokens: Sequence[Token], start: int, phrase: Phrase) -> _Hit | None:
    inside, gaps = [start], list[int]()
    i, room = start + 1, 0
    for word in phrase.words[1:]:
        if word == "~":
            room = LONGEST_GAP
            continue
        while i < len(tokens) and not _is(tokens[i], word):
            if tokens[i].low not in vocabulary().lists["passed_over"]:
                room -= 1
                if room < 0:
                    return None
            gaps.append(i)
            i += 1
        if i == len(tokens):
            return None
        inside.append(i)
        i, room = i + 1, 0
    return _Hit(phrase.concept, start, tuple(inside), tuple(gaps))


def _is(token: Token, word: str) -> bool:
    if token.is_name:
        return False
    return word in (token.low, token.base) or (word == "not" and "not" in token.tags)


def _words(tokens: Sequence[Token], hits: Sequence[_Hit]) -> set[str]:
    """Give the classes of all words, and the base forms of those not part of a longer phrase."""
    taken = {i for hit in hits if len(hit.inside) > 1 for i in hit.inside}
    words = {token.base for i, token in enumerate(tokens) if i not in taken and not token.is_name}
    return words | {tag for token in tokens for tag in token.tags - {"past"}}


def _directions(tokens: Sequence[Token], hits: Sequence[_Hit]) -> set[str]:
    return {feature for hit in hits for feature in _directions_of(tokens, hit)}


def _directions_of(tokens: Sequence[Token], hit: _Hit) -> Iterator[str]:
    agent = _agent(tokens, hit)
    if agent and _passive(tokens, hit.start):
        yield f"{hit.concept}>me" if agent == "i" else f"{hit.concept}>{agent}"
    elif agent:
        yield f"{hit.concept}<{agent}"
        if any("not" in token.tags for token in tokens[max(0, hit.start - 2) : hit.start]):
            yield f"{hit.concept}!{agent}"
    end = hit.inside[-1] + 1
    for i in (*hit.inside, *hit.gaps, *range(end, min(end + 3, len(tokens)))):
        if "me" in tokens[i].tags:
            by_me = i > 0 and tokens[i - 1].low in ("from", "by")
            yield f"{hit.concept}<i" if by_me else f"{hit.concept}>me"


def _agent(tokens: Sequence[Token], hit: _Hit) -> str:
    """Return the agent of the act a hit names: i, who, they, name, or empty for nobody in sight."""
    after = tokens[hit.inside[-1] + 1 :][:2]
    if len(after) == 2 and _helps(after[0]) and "i" in after[1].tags:
        return "i"  # "which promises did I make"
    for token in reversed(tokens[max(0, hit.start - 6) : hit.start]):
        if who := _who(token):
            return who
        if token.stop or not _helps(token):
            return ""
    return ""


def _who(token: Token) -> str:
    """Say which of the people in a question a token stands for."""
    if token.is_name:
        return "name"
    if "i" in token.tags:
        return "i"
    if token.tags & {"who", "what"}:
        return "who" if token.low.startswith("who") and token.low != "whose" else "which"
    return "they" if "someone" in token.tags else ""


def _helps(token: Token) -> bool:
    """Return True when a token may stand between the agent and the act."""
    lists = vocabulary().lists
    return bool(
        token.tags & AUXILIARIES
        or token.low in lists["passed_over"]
        or token.base in lists["helping_verbs"]
    )


def _passive(tokens: Sequence[Token], start: int) -> bool:
    before = [token.base for token in tokens[max(0, start - 2) : start]]
    return tokens[start].past and bool({"be", "get"} & set(before))


def _kinds(tokens: Sequence[Token]) -> set[str]:
    names = [token for token in tokens if token.is_name]
    found = {kind for name in names for kind in name.kinds}
    if found & {"person", "org"}:
        found.add("target")
    if not any("org" in name.kinds and _like_an_organization(name) for name in names):
        found.discard("org")
    if sum("person" in name.kinds for name in names) > 1:
        found.add("two_people")
    return found


def _like_an_organization(name: Token) -> bool:
    """Return True when a name that may be an organization's is more than just any name."""
    return "person" not in name.kinds or name.preposition == "from" or name.text.isupper()


def _is_past(tokens: Sequence[Token]) -> bool:
    """Return True when the question is about the past: did, was, "have … done", "thanked"."""
    lists = vocabulary().lists
    for i, token in enumerate(tokens):
        if token.low in lists["past_markers"]:
            return True
        over = token.past or token.low in lists["past_as_they_are"]
        if over and not any(_keeps_open(before) for before in tokens[max(0, i - 4) : i]):
            return True
    return False


def _keeps_open(token: Token) -> bool:
    """Return True when a token makes a past form after it a present one: "can be introduced"."""
    lists = vocabulary().lists
    return "may" in token.tags or token.base == "get" or token.low in lists["not_over"]


def _content(tokens: Sequence[Token], hits: Sequence[_Hit]) -> tuple[frozenset[str], ...]:
    content: list[frozenset[str]] = []
    for i, token in enumerate(tokens):
        concepts = frozenset(hit.concept for hit in hits if i in hit.inside)
        if token.is_name:
            continue
        if concepts or not token.known:
            content.append(concepts)
    return tuple(content)
