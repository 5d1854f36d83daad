"""How well what one person looks for meets what another has to give."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from netkit.domain.topics import Reading, broader, reading, terms
from netkit.graph.facts import Profile

__all__ = ["Match", "best_match", "coverage", "given_by", "rarity", "shared_topics"]

#: How far a text can be believed as an offer, by where it stands.
BELIEF = {"offer": 1.0, "skill": 0.7, "title": 0.6}
#: How far a trade does for the one that is looked for: a broader one (a doctor for a
#: cardiologist), one beside it (UX for industrial design), any other one; the same trade of
#: another kind; and a text in which what is looked for does not stand at all.
BROADER_TRADE, SIBLING_TRADE, OTHER_TRADE, OTHER_KIND, HEADLESS = 0.8, 0.6, 0.2, 0.5, 0.6


@dataclass(frozen=True, slots=True)
class Match:
    """A need, what meets it, and how well: 0 to 1."""

    need: str
    offer: str
    origin: str
    score: float
    evidence: tuple[str, ...] = ()


def rarity(term: str, counts: Mapping[str, int], population: int) -> float:
    """Return how much a shared term says, 0 to 1: ``ln(N/n) / ln N``, at least 0.05.

    >>> rarity("patent", {"patent": 10}, 1000)
    0.6666666666666667
    """
    if population < 2:
        return 1.0
    share = math.log(population / min(max(counts.get(term, 1), 1), population))
    return max(share / math.log(population), 0.05)


def coverage(need: str, given: str, counts: Mapping[str, int], population: int) -> float:
    """Return how well `given` (an offer, a skill, a title) answers `need`, 0 to 1.

    The share of what the need says that the other text says too, each term by its rarity and by
    its place (`netkit.domain.topics.Reading`), times a factor for what the two come down to: who
    looks for a patent lawyer is not helped by a patent examiner, nor much by a divorce lawyer.
    """
    wanted, held = reading(need), reading(given)
    shared = wanted.terms.keys() & held.terms.keys()
    if not shared:
        return 0.0
    weights = {
        term: weight * rarity(term, counts, population) for term, weight in wanted.terms.items()
    }
    share = math.fsum(weights[term] for term in shared) / math.fsum(weights.values())
    return share * _fit(wanted, held)


def _fit(wanted: Reading, held: Reading) -> float:
    """Return the factor for trade and kind of trade, 0 to 1."""
    if not wanted.trades:
        return 1.0 if wanted.heads & held.terms.keys() else HEADLESS
    if not held.trades:
        fit = 1.0 if wanted.trades & held.terms.keys() else HEADLESS
    else:
        fit = max(_related(one, other) for one in wanted.trades for other in held.trades)
    kinds = wanted.kinds - held.terms.keys()
    if kinds and kinds == wanted.kinds and held.kinds - wanted.terms.keys():
        fit *= OTHER_KIND
    return fit


def _related(wanted: str, held: str) -> float:
    """Return how far one trade does for another: the narrower does for the broader."""
    if wanted == held or wanted in broader(held):
        return 1.0
    if held in broader(wanted):
        return BROADER_TRADE
    return SIBLING_TRADE if set(broader(wanted)) & set(broader(held)) else OTHER_TRADE


def given_by(profile: Profile) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return what a person has to give: (text, origin, evidence), offers first."""
    given: list[tuple[str, str, tuple[str, ...]]]
    given = [(state.event.text, "offer", (str(state.id),)) for state in profile.offers]
    given += [(skill, "skill", ()) for skill in profile.skills]
    current = [one for one in profile.affiliations if one.kind == "work" and one.end is None]
    given += [(one.title, "title", ()) for one in current if one.title]
    return given


def best_match(
    needing: Profile, giving: Profile, counts: Mapping[str, int], population: int
) -> Match | None:
    """Return the best meeting of an open need of one with something the other gives."""
    found = [
        Match(
            need.event.text,
            text,
            origin,
            BELIEF[origin] * coverage(need.event.text, text, counts, population),
            (str(need.id), *evidence),
        )
        for need in needing.needs
        for text, origin, evidence in given_by(giving)
    ]
    return max((m for m in found if m.score > 0), key=lambda m: (m.score, m.offer), default=None)


def _topics(profile: Profile) -> frozenset[str]:
    texts: Iterable[str] = [
        *(skill for skill in profile.skills),
        *(fact.event.text for fact in profile.interests),
        *(one.title for one in profile.affiliations if one.kind == "work" and one.end is None),
    ]
    return frozenset(term for text in texts for term in terms(text))


def shared_topics(
    a: Profile, b: Profile, counts: Mapping[str, int], population: int
) -> list[tuple[str, float]]:
    """Return the terms in which two people's work and interests meet, with their rarity."""
    return [(term, rarity(term, counts, population)) for term in sorted(_topics(a) & _topics(b))]
