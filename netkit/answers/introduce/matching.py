"""Matching of needs with offers, skills and titles."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass
from netkit.topics.terms import Reading, broader, reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeAlias

    from netkit.answers.facts import Profile
    from netkit.model.events import Need
    from netkit.model.history import State

    #: Pairs of a need and something given, with how far the one meets the other.
    Meanings: TypeAlias = Mapping[tuple[str, str], float]

__all__ = [
    "BELIEF", "LEAST_COVERAGE", "Given", "Match", "Wanted", "answers", "best_match", "coverage",
    "given_by", "is_covered", "needs_of", "rarity", "wanted",
]  # fmt: skip

#: How far a text can be believed as an offer, by where it stands.
BELIEF = {"offer": 1.0, "skill": 0.7, "title": 0.6}
#: How far a trade does for the one that is looked for: a broader one (a doctor for a
#: cardiologist), one beside it (UX for industrial design), any other one; the same trade of
#: another kind; and a text in which what is looked for does not stand at all. Set by judgement;
#: none moves the AUC on the labelled pairs by more than .005 (`benchmarks.quality.topics`).
BROADER_TRADE, SIBLING_TRADE, OTHER_TRADE, OTHER_KIND, HEADLESS = 0.8, 0.6, 0.2, 0.5, 0.6
#: So much in common, or less, is chance; above it most pairs are called matches by people too.
LEAST_COVERAGE = 0.2

_NO_MEANINGS: Meanings = {}


@dataclass(frozen=True, slots=True)
class Match:
    """A need, what meets it, and how well: 0 to 1.

    by_meaning : the two share too few words; a model says that they mean much the same.
    """

    need: str
    offer: str
    origin: str
    score: float
    evidence: tuple[str, ...] = ()
    by_meaning: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """Something a person has to give: an offer, a skill or a title, with the events behind it."""

    text: str
    origin: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need that is open, read: how much each of its terms says."""

    text: str
    evidence: tuple[str, ...]
    read: Reading
    weights: Mapping[str, float]
    total: float


def rarity(term: str, counts: Mapping[str, int], population: int) -> float:
    """Return the information in a shared term, 0 to 1: ``ln(N/n) / ln N``, at least 0.05.

    >>> rarity("patent", {"patent": 10}, 1000)
    0.6666666666666667
    """
    if population < 2:
        return 1.0
    share = math.log(population / min(max(counts.get(term, 1), 1), population))
    return max(share / math.log(population), 0.05)


def wanted(text: str, evidence: str, counts: Mapping[str, int], population: int) -> Wanted:
    """Read the text of a need; its terms are weighed by rarity and by their place in it."""
    read = reading(text)
    weights = {
        term: weight * rarity(term, counts, population) for term, weight in read.terms.items()
    }
    return Wanted(text, (evidence,), read, weights, math.fsum(weights.values()))


def coverage(need: str, given: str, counts: Mapping[str, int], population: int) -> float:
    """Return the share of `need` that `given` (an offer, a skill, a title) covers, 0 to 1.

    The share of what the need says that the other text says too, each term by its rarity and by
    its place (`netkit.topics.terms.Reading`), times a factor for what the two come down to: who
    looks for a patent lawyer is not helped by a patent examiner, nor much by a divorce lawyer.

    >>> coverage("a patent lawyer", "IP attorney at ACME", {}, 1)
    1.0
    >>> round(coverage("a patent lawyer", "Patent examiner", {}, 1), 2)
    0.2
    """
    return _covered(wanted(need, "", counts, population), reading(given))


def is_covered(need: str, given: Iterable[str], *, least: float) -> bool:
    """Return True if words of one of these texts cover so much of `need`, each word alike rare."""
    read = wanted(need, "", {}, 1)
    return any(_covered(read, reading(text)) >= least for text in given)


def _covered(need: Wanted, held: Reading) -> float:
    shared = need.weights.keys() & held.terms.keys()
    if not shared:
        return 0.0
    share = math.fsum(need.weights[term] for term in shared) / need.total
    return share * _fit(need.read, held)


def _fit(need: Reading, held: Reading) -> float:
    """Return the factor for trade and kind of trade, 0 to 1."""
    if not need.trades:
        return 1.0 if need.heads & held.terms.keys() else HEADLESS
    if not held.trades:
        fit = 1.0 if need.trades & held.terms.keys() else HEADLESS
    else:
        fit = max(
            _related(trade, held_trade) for trade in need.trades for held_trade in held.trades
        )
    missed = need.kinds - held.terms.keys()
    if missed and missed == need.kinds and held.kinds - need.terms.keys():
        fit *= OTHER_KIND
    return fit


def _related(sought: str, held: str) -> float:
    """Return the fit of one trade for another: the narrower does for the broader."""
    if sought == held or sought in broader(held):
        return 1.0
    if held in broader(sought):
        return BROADER_TRADE
    return SIBLING_TRADE if set(broader(sought)) & set(broader(held)) else OTHER_TRADE


def given_by(profile: Profile) -> list[Given]:
    """Return the offers, skills and titles of a person, offers first."""
    givings = [Given(state.event.text, "offer", (str(state.id),)) for state in profile.offers]
    givings += [Given(skill, "skill") for skill in profile.skills]
    current = [job for job in profile.affiliations if job.kind == "work" and job.end is None]
    return givings + [Given(job.title, "title") for job in current if job.title]


def needs_of(
    needs: Sequence[State[Need]], counts: Mapping[str, int], population: int
) -> list[Wanted]:
    """Return these needs, read; one of stop words alone ("help") says nothing to match by."""
    read = (wanted(need.event.text, str(need.id), counts, population) for need in needs)
    return [need for need in read if need.weights]


def answers(
    needs: Sequence[Wanted], given: Sequence[Given], meanings: Meanings = _NO_MEANINGS
) -> list[Match]:
    """Return the best answer to each need that has one, the best first.

    meanings : pairs of texts that mean much the same; asked only where words do not match.
    """
    matches = [match for need in needs if (match := _answer(need, given, meanings)) is not None]
    return sorted(matches, key=lambda match: (-match.score, match.need, match.offer))


def _answer(need: Wanted, given: Sequence[Given], meanings: Meanings) -> Match | None:
    best: Match | None = None
    for giving in given:
        covered = _covered(need, reading(giving.text))
        by_meaning = covered <= LEAST_COVERAGE
        if by_meaning:
            covered = meanings.get((need.text, giving.text), 0.0)
        score = BELIEF[giving.origin] * covered
        if covered > LEAST_COVERAGE and (best is None or score > best.score):
            evidence = (*need.evidence, *giving.evidence)
            best = Match(need.text, giving.text, giving.origin, score, evidence, by_meaning)
    return best


def best_match(
    needing: Profile,
    giving: Profile,
    counts: Mapping[str, int],
    population: int,
    meanings: Meanings = _NO_MEANINGS,
) -> Match | None:
    """Return the best meeting of an open need of one with something the other gives."""
    matches = answers(needs_of(needing.needs, counts, population), given_by(giving), meanings)
    return matches[0] if matches else None
