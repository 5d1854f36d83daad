"""Who could I introduce to X, and why: the giver's question.

An introduction is worth making when both sides gain, when I stand well with both, and when they do
not know each other already. For a pair (x, c)::

    gain_x   = 1 - (1 - need of x met by c)(1 - half of what x gives c)(1 - ground)(1 - network)
    merit    = harmonic mean of gain_x and gain_c
    standing = sqrt(v_x · v_c),  v = S/(1+S) of my tie with each, at least 0.05
    score    = merit · (0.4 + 0.6·standing) · (1 - fatigue) · (1 - p_acquainted) · outcomes

Both sides must gain, hence the harmonic mean (reciprocal recommendation: Pizzato et al. 2010).
Whoever asked not to be introduced is never proposed; a pair that was introduced, declined or is
being introduced is not proposed again. Each part is a reason of the result, with its weight.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netkit.analysis.boundaries import Boundaries, boundaries
from netkit.analysis.matching import Match, best_match, shared_topics
from netkit.analysis.outcomes import outcome_factor
from netkit.analysis.pairing import pairs_worth_weighing
from netkit.analysis.results import Reason, Results
from netkit.domain.fold import State
from netkit.domain.names import words
from netkit.domain.organizations import organization_key
from netkit.domain.people import Affiliation, Person, PersonId
from netkit.errors import NothingFoundError
from netkit.graph.facts import Facts, Profile, known_probability
from netkit.graph.strength import saturated
from netkit.graph.structure import Candidate, candidates, common_ground, scores

if TYPE_CHECKING:
    from netkit.domain.events import Introduction as IntroductionEvent
    from netkit.graph.network import Network

__all__ = [
    "WEIGHTS",
    "Candidate",
    "Introduction",
    "Pair",
    "candidates",
    "introductions",
    "introductions_for",
    "scores",
]

#: Every judgement in the score, in one table: what it is worth at most, and why.
WEIGHTS = {
    "need": 1.0,  # a stated need that the other can meet is the whole reason to introduce
    "useful": 0.5,  # to be asked for what one offers is half the gain of being helped
    "school": 0.25,  # a place both remember opens a conversation, seldom more
    "employer": 0.30,  # a former employer in common; the present one means they have met
    "city": 0.10,  # they can meet; half the world lives in a city
    "circle": 0.10,  # the owner sees them in one circle
    "topic": 0.45,  # at most: the same rare craft, see `TOPIC_CAP`
    "network": 0.50,  # who would meet anyway (AUC .76): likely to fit, little news
}
#: Standing: a lukewarm introduction is worth two fifths of a warm one.
TRUST_FLOOR, TRUST_RANGE = 0.4, 0.6
STANDING_FLOOR = 0.05
#: Each introduction of the last months costs, fading by half in so many days.
FATIGUE_HALF_LIFE_DAYS = 60.0
#: The same employer now: they probably know each other, surely in a small firm.
SAME_EMPLOYER = 0.6
#: Welcome beside another reason, no reason alone: half the world lives in a city.
_ASIDE = frozenset({"city", "circle"})
_ROUNDING = 1e-9  # bounds and scores are sums in another order
TOPIC_CAP = 2.0  # rarity of two rare terms in common says all that topics can say
_NETWORK_SCALE = 0.5  # one good common contact gives about this much
_BANDS = ((0.35, "strong"), (0.18, "good"), (0.0, "possible"))
_SHOWN_DAYS = 365.0


@dataclass(frozen=True, slots=True)
class Introduction:
    """Somebody I could introduce to the person asked about.

    Attributes
    ----------
    person : whom to introduce.
    score : 0 to 1, comparable between answers.
    band : ``strong``, ``good`` or ``possible``.
    because : the reasons, the weightiest first; their weights are parts of gain, 0 to 1.
    cautions : what speaks against it, in plain words.
    status : ``new``, or ``suggested`` when it was proposed before.
    """

    person: Person
    score: float
    band: str
    because: tuple[Reason, ...]
    cautions: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people I know who should meet; fields as in `Introduction`."""

    a: Person
    b: Person
    score: float
    band: str
    because: tuple[Reason, ...]
    cautions: tuple[str, ...]


def introductions_for(
    net: Network | Facts, person: Person | PersonId, *, limit: int = 10
) -> Results[Introduction]:
    """Return whom the owner could introduce to `person`, the best first, ties by id.

    Parameters
    ----------
    net : a network of a workspace, or the facts around `person`.
    person : whom they would be introduced to.
    limit : how many to return.

    Raises
    ------
    NothingFoundError
        `person` is unknown, or asked not to be introduced to anybody.
    """
    facts = _facts(net)
    asked = facts.profiles.get(person.id if isinstance(person, Person) else person)
    if asked is None:
        raise NothingFoundError("nobody of that name is in this network")
    if said := boundaries(asked.boundaries).no_introductions:
        raise NothingFoundError(f"{asked.person.name} asked for no introductions: {said}")
    history = _History(facts)
    found: list[Introduction] = []
    best: list[float] = []  # the highest scores so far, a heap of `limit`
    for other in facts.bounds or facts.profiles:
        if best and len(best) == limit and facts.bounds.get(other, math.inf) < best[0] - _ROUNDING:
            break
        if other == asked.person.id:
            continue
        made = _weigh(facts, history, asked, facts.profiles[other])
        if made is not None:
            found.append(made)
            (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, made.score)
    found.sort(key=lambda made: (-round(made.score, 12), made.person.id))
    return Results(found[:limit])


def introductions(net: Network | Facts, *, limit: int = 10) -> Results[Pair]:
    """Return which two of the owner's people should meet, the best first, ties by ids.

    Looks at every pair that a need, a topic, a place or a common contact brings together.
    """
    facts = _facts(net)
    history = _History(facts)
    best: list[Pair] = []
    for a, b in pairs_worth_weighing(facts):
        first = facts.profiles[a]
        said = boundaries(first.boundaries)
        if _closed(said, facts):
            continue
        made = _weigh(facts, history, first, facts.profiles[b])
        if made is not None:
            asked = [f"{first.person.name} {text}" for text in said.cautions()]
            cautions = (*asked, *made.cautions)
            best.append(
                Pair(first.person, made.person, made.score, made.band, made.because, cautions)
            )
    best.sort(key=lambda pair: (-round(pair.score, 12), pair.a.id, pair.b.id))
    return Results(_varied(best, limit))


def _varied(pairs: list[Pair], limit: int) -> list[Pair]:
    """Return the best pairs, nobody in more than two of them: variety is a kindness."""
    seen: dict[PersonId, int] = {}
    kept: list[Pair] = []
    for pair in pairs:
        if len(kept) == limit:
            break
        if max(seen.get(pair.a.id, 0), seen.get(pair.b.id, 0)) < 2:
            kept.append(pair)
            for one in (pair.a.id, pair.b.id):
                seen[one] = seen.get(one, 0) + 1
    return kept


def _facts(net: Network | Facts) -> Facts:
    if isinstance(net, Facts):
        return net
    facts = net.facts.get("facts")
    if not isinstance(facts, Facts):
        raise NothingFoundError(
            "this network holds contacts alone; ask for candidates(), or open a workspace"
        )
    return facts


class _History:
    """What was introduced before: pairs not to propose again, and who is tired of it."""

    def __init__(self, facts: Facts) -> None:
        self.pairs: dict[frozenset[PersonId], State[IntroductionEvent]] = {}
        self.load: dict[PersonId, float] = {}
        self.as_of = facts.as_of
        self.of: dict[PersonId, list[State[IntroductionEvent]]] = {}
        for state in facts.introductions:
            if state.event.broker != facts.owner:
                continue
            self.pairs[frozenset((state.event.a, state.event.b))] = state
            for one in (state.event.a, state.event.b):
                self.of.setdefault(one, []).append(state)
            if state.status in {"suggested", "declined"}:
                continue
            age = (facts.as_of - state.event.at).total_seconds() / 86_400
            for one in (state.event.a, state.event.b):
                spent = math.exp2(-age / FATIGUE_HALF_LIFE_DAYS)
                self.load[one] = self.load.get(one, 0.0) + spent

    def status(self, a: PersonId, b: PersonId) -> str:
        state = self.pairs.get(frozenset((a, b)))
        return "new" if state is None else state.status

    def fatigue(self, person: PersonId) -> float:
        """Return 0 for a rested connector, a half for two introductions just now."""
        return 1.0 - math.exp2(-self.load.get(person, 0.0) / 2)

    def outcomes(self, *people: PersonId) -> float:
        """Return what earlier introductions of these say, 1.0 when there were none."""
        factors = (outcome_factor(self.of.get(one, ()), one, self.as_of) for one in people)
        return math.prod(factors) ** (1 / len(people))


def _weigh(facts: Facts, history: _History, asked: Profile, other: Profile) -> Introduction | None:
    """Return the introduction of `other` to `asked`; None when there is no reason for it."""
    said = boundaries(other.boundaries)
    if not _eligible(facts, other) or _closed(said, facts):
        return None
    status = history.status(asked.person.id, other.person.id)
    if status not in {"new", "suggested"}:
        return None
    gain, reasons = _gains(facts, asked, other)
    if all(reason.kind in _ASIDE for reason in reasons):
        return None
    acquainted, cautions = _acquainted(facts, asked, other)
    tired = max(history.fatigue(asked.person.id), history.fatigue(other.person.id))
    standing, trust = _standing(facts, asked, other)
    went = history.outcomes(asked.person.id, other.person.id)
    score = min(gain * trust * (1 - tired) * (1 - acquainted) * went, 1.0)
    if score <= 0.0:
        return None
    if tired > 0.25:
        cautions.append("introduced often of late: give it some weeks")
    cautions += [f"{other.person.name} {text}" for text in said.cautions()]
    reasons.sort(key=lambda reason: (-reason.weight, reason.text))
    band = next(name for least, name in _BANDS if score >= least)
    return Introduction(other.person, score, band, (*reasons, standing), tuple(cautions), status)


def _eligible(facts: Facts, profile: Profile) -> bool:
    person = profile.person
    return not (person.unknown or person.owner or person.id == facts.owner)


def _closed(said: Boundaries, facts: Facts) -> bool:
    """Say whether somebody asked for no introductions, or to be left in peace by now."""
    return bool(said.no_introductions) or said.at_rest(facts.as_of.date())


def _gains(facts: Facts, asked: Profile, other: Profile) -> tuple[float, list[Reason]]:
    """Return the merit of a pair and the reasons for it."""
    helps = best_match(asked, other, facts.term_counts, facts.population)
    helped = best_match(other, asked, facts.term_counts, facts.population)
    mutual = [
        *_ground(asked, other),
        *_topic(facts, asked, other),
        *_common_contacts(facts, asked.person.id, other.person.id),
    ]
    reasons = mutual + _need_reasons(asked, other, helps) + _need_reasons(other, asked, helped)
    need, back = _score(helps), _score(helped)
    shared = math.prod(1 - reason.weight for reason in mutual)
    useful = WEIGHTS["useful"]
    gain_asked = 1 - (1 - need) * (1 - useful * back) * shared
    gain_other = 1 - (1 - back) * (1 - useful * need) * shared
    both = gain_asked + gain_other
    return (2 * gain_asked * gain_other / both if both else 0.0), reasons


def _score(match: Match | None) -> float:
    return 0.0 if match is None else WEIGHTS["need"] * match.score


def _need_reasons(needing: Profile, giving: Profile, match: Match | None) -> list[Reason]:
    if match is None:
        return []
    how = {"offer": "offers", "skill": "is skilled in", "title": "is"}[match.origin]
    text = f"{needing.person.name} needs “{match.need}”, {giving.person.name} {how} “{match.offer}”"
    return [Reason("need", text, match.score, match.evidence)]


def _ground(a: Profile, b: Profile) -> list[Reason]:
    """Return the places two people share: schools, former employers, the city, a circle."""
    return [
        Reason(kind, text, WEIGHTS[kind])
        for kind, text in (
            ("school", _shared_place(a, b, lambda one: one.kind == "school", "both studied at")),
            ("employer", _shared_place(a, b, _former, "both worked at")),
            ("city", _same_city(a.person, b.person)),
            ("circle", next((f"both in {c}" for c in a.circles if c in b.circles), "")),
        )
        if text
    ]


def _shared_place(a: Profile, b: Profile, counts: Callable[[Affiliation], bool], words: str) -> str:
    mine = {organization_key(one.organization) for one in a.affiliations if counts(one)} - {""}
    for one in b.affiliations:
        if counts(one) and organization_key(one.organization) in mine:
            return f"{words} {one.organization}"
    return ""


def _former(affiliation: Affiliation) -> bool:
    return affiliation.kind == "work" and affiliation.end is not None


def _same_city(a: Person, b: Person) -> str:
    same = a.city and words(a.city) == words(b.city)
    return f"both live in {a.city}" if same else ""


def _topic(facts: Facts, a: Profile, b: Profile) -> list[Reason]:
    """Return the craft two people share, by how rare its words are in this network."""
    shared = shared_topics(a, b, facts.term_counts, facts.population)
    shared = [(term, rarity) for term, rarity in shared if rarity > 0.25]
    if not shared:
        return []
    total = min(math.fsum(rarity**2 for _, rarity in shared), TOPIC_CAP)
    shared.sort(key=lambda pair: (-pair[1], pair[0]))
    named = ", ".join(_spelled(term, a, b) for term, _ in shared[:3])
    return [Reason("topic", f"both work on {named}", WEIGHTS["topic"] * total / TOPIC_CAP)]


def _spelled(term: str, *profiles: Profile) -> str:
    """Return a word that somebody really wrote for a term: "robotics" rather than "robot"."""
    from netkit.domain.topics import terms

    texts: Iterable[str] = (
        word
        for profile in profiles
        for text in (
            *profile.skills,
            *(one.title for one in profile.affiliations),
            *(fact.event.text for fact in profile.interests),
        )
        for word in words(text)
    )
    return next((word for word in texts if term in terms(word)), term)


def _common_contacts(facts: Facts, a: PersonId, b: PersonId) -> list[Reason]:
    """Return what people who know both say: the network part, from acquaintance evidence."""
    mine, theirs = facts.neighbours(a), facts.neighbours(b)
    common = sorted(mine.keys() & theirs.keys())
    if not common:
        return []
    shared = [
        (
            known_probability(mine[z]),
            known_probability(theirs[z]),
            math.fsum(known_probability(e) for e in facts.neighbours(z).values()),
        )
        for z in common
    ]
    weight = WEIGHTS["network"] * saturated(common_ground(shared) / _NETWORK_SCALE)
    names = [facts.profiles[z].person.name for z in common if z in facts.profiles]
    who = ", ".join(names[:3]) or "somebody"
    evidence = tuple(one.id for z in common for one in (*mine[z], *theirs[z]))[:6]
    return [Reason("network", f"both probably know {who}", weight, evidence)]


def _acquainted(facts: Facts, a: Profile, b: Profile) -> tuple[float, list[str]]:
    """Return the probability that two people know each other already, with the cautions."""
    evidence = facts.neighbours(a.person.id).get(b.person.id, ())
    known = known_probability(evidence)
    cautions = []
    if evidence:
        best = max(evidence, key=lambda one: one.event.weight).event.evidence
        cautions.append(f"may know each other already: {best}")
    same = _shared_place(a, b, lambda one: one.kind == "work" and one.end is None, "both work at")
    if same:
        known = 1 - (1 - known) * (1 - SAME_EMPLOYER)
        cautions.append(f"probably know each other: {same}")
    return known, cautions


def _standing(facts: Facts, a: Profile, b: Profile) -> tuple[Reason, float]:
    """Return how well the owner stands with both, as a reason and as a factor."""
    v = [max(float(saturated(facts.strength(one.person.id))), STANDING_FLOOR) for one in (a, b)]
    standing = math.sqrt(v[0] * v[1])
    said = " · ".join(f"{one.person.name}: {_warmth(facts, one.person.id)}" for one in (a, b))
    return Reason("standing", f"your ties — {said}", standing), TRUST_FLOOR + TRUST_RANGE * standing


def _warmth(facts: Facts, person: PersonId) -> str:
    stats = facts.ties.get(person)
    if stats is None:
        return "connected, no contact yet"
    silent = int((facts.as_of.timestamp() - stats.last_day * 86_400) // 86_400)
    if silent > _SHOWN_DAYS:
        return f"last contact {silent // 365} year{'s' if silent >= 730 else ''} ago"
    return f"last contact {max(silent, 0)} days ago"
