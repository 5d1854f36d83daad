"""The reasons two people have to meet: needs that are met, and what they share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from netkit.answers.introduce.matching import Match, rarity
from netkit.answers.results import Reason
from netkit.model.names import words
from netkit.ties.link_prediction import common_ground
from netkit.ties.strength import saturated

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from netkit.answers.facts import Facts
    from netkit.answers.introduce.portraits import Portrait, Portraits
    from netkit.model.people import PersonId

__all__ = [
    "COMMON_TERM", "TOPIC_CAP", "WEIGHTS", "need_reasons", "shared", "standing", "trusted", "weigh",
]  # fmt: skip

#: Every judgement in the score, in one table: what it is worth at most, and why.
WEIGHTS = {
    "need": 1.0,  # a stated need that the other can meet is the whole reason to introduce
    "useful": 0.5,  # to be asked for what one offers is half the gain of being helped
    "school": 0.15,  # a place both remember opens a conversation, seldom more
    "employer": 0.20,  # a former employer in common; the present one means they have met
    "city": 0.10,  # they can meet; half the world lives in a city
    "circle": 0.10,  # the owner sees them in one circle
    "topic": 0.45,  # at most: the same rare craft, see `TOPIC_CAP`
    "network": 0.50,  # who would meet anyway (AUC .76): likely to fit, little news
}
TOPIC_CAP = 2.0  # rarity of two rare terms in common says all that topics can say
COMMON_TERM = 0.25  # a shared term that says less than this is chance
#: Standing: a lukewarm introduction is worth two fifths of a warm one.
_TRUST_FLOOR, _TRUST_RANGE = 0.4, 0.6
_STANDING_FLOOR = 0.05
_NETWORK_SCALE = 0.5  # one good common contact gives about this much
_NAMED = 3  # topics, or common contacts, that are named
_SKILL_WORDS = 4  # a longer "skill" is a headline: what people write about themselves


_MOST = 0.95  # of any one reason, however well its kind did before


def weigh(kind: str, weight: float, kinds: Mapping[str, float]) -> float:
    """Return the weight of a reason, moved by how introductions of its kind went.

    `kinds` : the factors of `netkit.answers.introduce.outcomes.kind_factors`. A certain match
    stays certain.

    >>> weigh("school", 0.25, {"school": 0.8}), weigh("need", 1.0, {"need": 1.2})
    (0.2, 1.0)
    """
    factor = kinds.get(kind)
    return weight if factor is None else min(factor * weight, max(_MOST, weight))


def standing(a: float, b: float) -> float:
    """Return the owner's standing with two people, 0 to 1, by the strengths S of both ties.

    >>> standing(1.0, 1.0), standing(0.0, 0.0)
    (0.5, 0.05)
    """
    v, w = max(saturated(a), _STANDING_FLOOR), max(saturated(b), _STANDING_FLOOR)
    return math.sqrt(v * w)


def trusted(standing: float) -> float:
    """Return the share of an introduction's worth left when the owner stands so with both.

    >>> trusted(1.0), trusted(0.0)
    (1.0, 0.4)
    """
    return _TRUST_FLOOR + _TRUST_RANGE * standing


def shared(portraits: Portraits, a: Portrait, b: Portrait) -> list[Reason]:
    """Return reasons in common for two people: places, a craft, people whom both know."""
    return [
        *_places(a, b),
        *_topic(portraits.facts, a, b),
        *_common_contacts(portraits, a.person.id, b.person.id),
    ]


def _places(a: Portrait, b: Portrait) -> list[Reason]:
    city = f"both live in {a.person.city}" if a.city and a.city == b.city else ""
    circle = next((f"both in your circle “{c}”" for c in a.circles if c in b.circles), "")
    return [
        Reason(kind, text, WEIGHTS[kind])
        for kind, text in (
            ("school", _both("both studied at", a.schools, b.schools)),
            ("employer", _both("both worked at", a.former, b.former)),
            ("city", city),
            ("circle", circle),
        )
        if text
    ]


def _both(shared_trait: str, a: Mapping[str, str], b: Mapping[str, str]) -> str:
    same = sorted(a.keys() & b.keys())
    return f"{shared_trait} {a[same[0]]}" if same else ""


def _topic(facts: Facts, a: Portrait, b: Portrait) -> list[Reason]:
    """Return the craft two people share, by how rare its words are in this network."""
    topics = []
    for term in a.topics.keys() & b.topics.keys():
        weight = min(a.topics[term][0], b.topics[term][0])
        weight *= rarity(term, facts.term_counts, facts.population)
        if weight > COMMON_TERM:
            topics.append((-weight, term))
    if not topics:
        return []
    total = min(math.fsum(weight**2 for weight, _ in topics), TOPIC_CAP)
    texts = [_named(a, b, term) for _, term in sorted(topics)]
    quoted = "; ".join(list(dict.fromkeys(texts))[:_NAMED])
    return [Reason("topic", f"in common: {quoted}", WEIGHTS["topic"] * total / TOPIC_CAP)]


def _named(a: Portrait, b: Portrait, term: str) -> str:
    """Return a shared term as both wrote it, or as each of them did."""
    mine, theirs = a.topics[term][1], b.topics[term][1]
    their_words = {words(text) for text in theirs}
    same = min((text for text in mine if words(text) in their_words), key=len, default=None)
    if same is not None:
        return f"“{same}”"
    my_text, their_text = min(mine, key=len), min(theirs, key=len)
    return f"“{my_text}” ({a.person.name}) and “{their_text}” ({b.person.name})"


def _common_contacts(portraits: Portraits, a: PersonId, b: PersonId) -> list[Reason]:
    """Return the reason from common contacts: the network part, from acquaintance evidence."""
    mine, theirs = portraits.acquaintances_of(a), portraits.acquaintances_of(b)
    common = sorted(mine.keys() & theirs.keys())
    if not common:
        return []
    ties = [(mine[z].probability, theirs[z].probability, portraits.reach(z)) for z in common]
    weight = WEIGHTS["network"] * saturated(common_ground(ties) / _NETWORK_SCALE)
    names = [name for z in common if (name := portraits.name(z))]
    listed = ", ".join(names[:_NAMED]) or "somebody"
    evidence: list[Hashable] = []
    for z in common[:_NAMED]:
        evidence += (*mine[z].evidence, *theirs[z].evidence)
    return [Reason("network", f"both probably know {listed}", weight, tuple(evidence))]


def need_reasons(
    a: Portrait, b: Portrait, helps: Sequence[Match], helped: Sequence[Match]
) -> list[Reason]:
    """Return each need that is met; `helps` are those of `a`, `helped` those of `b`.

    Two people who look for the same and give the same are told of once.
    """
    reasons = []
    mentioned: set[tuple[str, str]] = set()
    back = {(words(match.need), words(match.offer)) for match in helped}
    for needing, giving, matches in ((a, b, helps), (b, a, helped)):
        for match in matches:
            key = (match.need.casefold(), match.offer.casefold())
            if key in mentioned:
                continue
            mentioned.add(key)
            both = needing is a and (words(match.need), words(match.offer)) in back
            both = both and not match.by_meaning
            text = _each(match) if both else _met(needing, giving, match)
            weight = WEIGHTS["need"] * match.score
            reasons.append(Reason("need", text, weight, match.evidence))
    return reasons


#: What a text is to who gives it, after "means much the same as".
_HELD = {"offer": "{} offers", "skill": "{} is skilled in", "title": "{} is"}


def _met(needing: Portrait, giving: Portrait, match: Match) -> str:
    if match.by_meaning:
        held = _HELD[match.origin].format(giving.person.name)
        return (
            f"{needing.person.name} needs “{match.need}”, which means much the same as"
            f" “{match.offer}”, which {held}"
        )
    verb = {"offer": "offers", "skill": "is skilled in", "title": "is"}[match.origin]
    if match.origin == "skill" and len(words(match.offer)) > _SKILL_WORDS:
        verb = "writes of themselves:"
    need = f"{needing.person.name} needs “{match.need}”"
    return f"{need}, {giving.person.name} {verb} “{match.offer}”"


def _each(match: Match) -> str:
    verb = {"offer": "offers", "skill": "is skilled in", "title": "is"}[match.origin]
    return f"each needs “{match.need}” and {verb} “{match.offer}”"
