"""Who could I introduce to X, and why: the giver's question.

An introduction is worth making when both sides gain, when I stand well with both, and when they do
not know each other already. For a pair (x, c)::

    need_x   = 1 - Π (1 - match) over the needs of x that c meets
    gain_x   = 1 - (1 - need_x)(1 - half of need_c)·Π (1 - what they share)
    merit    = harmonic mean of gain_x and gain_c
    standing = sqrt(v_x · v_c),  v = S/(1+S) of my tie with each, at least 0.05
    score    = merit · (0.4 + 0.6·standing) · (1 - fatigue) · (1 - p_acquainted) · outcomes

Both sides must gain, hence the harmonic mean (reciprocal recommendation: Pizzato et al. 2010).
The score of c for x is that of x for c; more evidence never lowers it. Whoever asked not to be
introduced is never proposed; a pair that was introduced, declined or is being introduced is not
proposed again. Each part is a reason of the result, with its weight: what speaks for it by what
it adds to the gain, what speaks against it with a minus by what it takes off the score.
"""

from __future__ import annotations

import heapq
import math
from typing import TYPE_CHECKING

from netkit.answers.coworkers import SAME_EMPLOYER, same_employer
from netkit.answers.facts import Facts
from netkit.answers.introduce.crowd import crowd_of
from netkit.answers.introduce.matching import Match, answers
from netkit.answers.introduce.pairs import pairs_worth_weighing
from netkit.answers.introduce.past_introductions import History
from netkit.answers.introduce.portraits import Portrait, Portraits
from netkit.answers.introduce.reasons_to_meet import WEIGHTS, need_reasons, shared, trusted, weigh
from netkit.answers.introduce.reasons_to_meet import standing as how_well
from netkit.answers.results import Reason, Results
from netkit.answers.wording import FEW_CONTACTS, TOO_FEW
from netkit.errors import NothingFoundError
from netkit.model.frozen import dataclass, replace
from netkit.model.people import Person, PersonId
from netkit.model.when import days_ago
from netkit.ties.link_prediction import Candidate, candidates, scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from netkit.answers.boundaries import Boundaries
    from netkit.answers.facts import PairBound
    from netkit.ties.network import Network

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

#: Welcome beside another reason, no reason alone: half the world lives in a city.
_ASIDE = frozenset({"city", "circle"})
_LOOKED_AT = 256  # pairs weighed before it is first asked whether the best are known
_ROUNDING = 1e-9  # bounds and scores are sums in another order
_RESTED, _TIRED = 0.02, 0.25  # fatigue below counts as none; fatigue above is warned of
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
    because : the reasons, the weightiest first; their weights are parts of gain, 0 to 1, and
        below zero what is taken off.
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
        `person` is unknown, or asked not to be introduced, or to be left in peace by now.
    """
    portraits = Portraits(_facts(net))
    facts = portraits.facts
    asked = person.id if isinstance(person, Person) else person
    if asked not in facts.profiles:
        raise NothingFoundError("nobody of that name is in this network")
    said = portraits.of(asked).said
    if _closed(said, facts):
        name = portraits.name(asked)
        if said.no_introductions:
            raise NothingFoundError(f"{name} asked for no introductions: {said.no_introductions}")
        raise NothingFoundError(f"{name} asked to be left in peace: {'; '.join(said.said)}")
    history = History(facts)
    found: list[Introduction] = []
    best: list[float] = []  # the highest scores so far, a heap of `limit`
    for other in facts.bounds or facts.profiles:
        if best and len(best) == limit and facts.bounds.get(other, math.inf) < best[0] - _ROUNDING:
            break
        if other == asked:
            continue
        made = _weigh(portraits, history, asked, other)
        if made is not None and facts.may_propose(other):
            found.append(made)
            (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, made.score)
    found.sort(key=lambda made: (-round(made.score, 12), made.person.id))
    return Results(found[:limit], held_back=facts.held_back)


def introductions(net: Network | Facts, *, limit: int = 10) -> Results[Pair]:
    """Return which two of the owner's people should meet, the best first, ties by ids.

    Of every pair that a need, a topic, a place or a common contact brings together; those that
    cannot come among the best, the owner standing as they do with the two, are not weighed.
    """
    portraits = Portraits(_facts(net))
    facts = portraits.facts
    history = History(facts)
    found: list[Pair] = []
    enough = _LOOKED_AT
    for number, (most, a, b) in enumerate(_pairs(portraits)):
        if number == enough:  # asked ever more seldom: it takes as long as sorting them all
            if _are_best(_varied(found, limit, facts), limit, most):
                break
            enough += max(_LOOKED_AT, number // 4)
        found += _meeting(portraits, history, a, b)
    return Results(_varied(found, limit, facts), held_back=facts.held_back)


def _pairs(portraits: Portraits) -> Sequence[PairBound]:
    facts = portraits.facts
    if facts.pairs is not None:
        return facts.pairs
    return pairs_worth_weighing(crowd_of(facts.profiles.values()), portraits, facts.strength)


def _are_best(shown: list[Pair], limit: int, most: float) -> bool:
    """Say whether no pair that scores `most` can come among those shown."""
    return len(shown) == limit and (not shown or most < shown[-1].score - _ROUNDING)


def _meeting(portraits: Portraits, history: History, a: PersonId, b: PersonId) -> Iterator[Pair]:
    """Yield the pair as it is shown; nothing when there is no reason for it."""
    first = portraits.of(a)
    if _closed(first.said, portraits.facts) or history.exhausted(a):
        return
    made = _weigh(portraits, history, a, b)
    if made is not None:
        cautions = (*_asked(first), *made.cautions)
        yield Pair(first.person, made.person, made.score, made.band, made.because, cautions)


def _varied(pairs: list[Pair], limit: int, facts: Facts) -> list[Pair]:
    """Return the best pairs that the gate lets through, nobody in more than two of them."""
    seen: dict[PersonId, int] = {}
    kept: list[Pair] = []
    for pair in sorted(pairs, key=lambda pair: (-round(pair.score, 12), pair.a.id, pair.b.id)):
        if len(kept) == limit:
            break
        if max(seen.get(pair.a.id, 0), seen.get(pair.b.id, 0)) >= 2:
            continue
        if facts.may_propose(pair.a.id) and facts.may_propose(pair.b.id):
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


def _weigh(
    portraits: Portraits, history: History, asked: PersonId, other: PersonId
) -> Introduction | None:
    """Return the introduction of `other` to `asked`; None when there is no reason for it."""
    facts, a, b = portraits.facts, portraits.of(asked), portraits.of(other)
    status = history.status(asked, other)
    if not _eligible(facts, b) or status not in {"new", "suggested"} or history.exhausted(other):
        return None
    gain, reasons = _gains(portraits, history, a, b)
    if all(reason.kind in _ASIDE for reason in reasons):
        return None
    standing = _standing(facts, a.person, b.person)
    against = [*_acquainted(portraits, a, b), *_tired(history, asked, other)]
    past = _past(history, a.person, b.person)
    went = math.prod(1 + reason.weight for reason in past)
    kept = math.prod(1 + reason.weight for reason in against)
    score = min(gain * trusted(standing.weight) * kept * went, 1.0)
    if score <= 0.0:
        return None
    reasons.sort(key=lambda reason: (-reason.weight, reason.text))
    return Introduction(
        b.person,
        score,
        next(name for least, name in _BANDS if score >= least),
        (*reasons, standing, *past, *against),
        (*(one.text for one in against if one.kind != "rest" or -one.weight > _TIRED), *_asked(b)),
        status,
    )


def _eligible(facts: Facts, one: Portrait) -> bool:
    person = one.person
    hidden = person.unknown or person.owner or person.id == facts.owner
    hidden = hidden or person.id in facts.strangers
    return not (hidden or _closed(one.said, facts))


def _closed(said: Boundaries, facts: Facts) -> bool:
    """Say whether somebody asked for no introductions, or to be left in peace by now."""
    return bool(said.no_introductions) or said.at_rest(facts.as_of.date())


def _asked(one: Portrait) -> Iterable[str]:
    return (f"{one.person.name} {text}" for text in one.said.cautions())


def _gains(
    portraits: Portraits, history: History, a: Portrait, b: Portrait
) -> tuple[float, list[Reason]]:
    """Return the merit of a pair and the reasons for it."""
    helps, helped = answers(a.needs, b.given), answers(b.needs, a.given)
    mutual = [_moved(reason, history) for reason in shared(portraits, a, b)]
    told = [_moved(reason, history) for reason in need_reasons(a, b, helps, helped)]
    met = [_met(matches, history) for matches in (helps, helped)]
    ground = math.prod(1 - reason.weight for reason in mutual)
    useful = WEIGHTS["useful"]
    gains = [
        1 - (1 - mine) * (1 - useful * theirs) * ground
        for mine, theirs in ((met[0], met[1]), (met[1], met[0]))
    ]
    return (2 * gains[0] * gains[1] / sum(gains) if any(gains) else 0.0), mutual + told


def _met(matches: list[Match], history: History) -> float:
    """Return how far somebody's needs are met: several needs add up, none passes the whole."""
    worth = WEIGHTS["need"]
    return 1 - math.prod(1 - weigh("need", worth * one.score, history.kinds) for one in matches)


def _moved(reason: Reason, history: History) -> Reason:
    """Return a reason weighed by how introductions for such reasons went."""
    if reason.kind not in history.kinds:
        return reason
    return replace(reason, weight=weigh(reason.kind, reason.weight, history.kinds))


def _acquainted(portraits: Portraits, a: Portrait, b: Portrait) -> list[Reason]:
    """Return what says that two people know each other already, weighing below zero."""
    reasons = []
    known = portraits.known(a.person.id).get(b.person.id)
    if known is not None:
        text = f"may know each other already: {known.because}"
        reasons.append(Reason("acquainted", text, -known.probability, known.evidence))
    facts = portraits.facts
    mine, theirs = (facts.profiles[one.person.id].affiliations for one in (a, b))
    same = same_employer(mine, theirs, facts.as_of.date())
    if same is not None:
        organization, when = same
        where = f"work at {organization}" if when == "now" else f"were at {organization}, {when}"
        reasons.append(
            Reason("acquainted", f"probably know each other: both {where}", -SAME_EMPLOYER)
        )
    return reasons


def _tired(history: History, a: PersonId, b: PersonId) -> list[Reason]:
    tired = max(history.fatigue(a), history.fatigue(b))
    if tired < _RESTED:
        return []
    often = "introduced often of late: give it some weeks"
    return [Reason("rest", often if tired > _TIRED else "introduced not long ago", -tired)]


def _past(history: History, a: Person, b: Person) -> list[Reason]:
    """Return what earlier introductions of each add to the score, or take off it."""
    reasons = []
    for one in (a, b):
        factor = math.sqrt(history.factor(one.id))
        if factor != 1.0:
            how = "went well" if factor > 1 else "came to little"
            text = f"earlier introductions of {one.name} {how}"
            reasons.append(Reason("outcomes", text, factor - 1))
    return reasons


def _standing(facts: Facts, a: Person, b: Person) -> Reason:
    """Return how well the owner stands with both, 0 to 1."""
    said = " · ".join(f"{one.name}: {_warmth(facts, one.id)}" for one in (a, b))
    return Reason(
        "standing", f"your ties — {said}", how_well(facts.strength(a.id), facts.strength(b.id))
    )


def _warmth(facts: Facts, person: PersonId) -> str:
    stats = facts.ties.get(person)
    if stats is None:
        return "connected, no contact yet"
    silent = int((facts.as_of.timestamp() - stats.last_day * 86_400) // 86_400)
    few = f", {TOO_FEW}" if stats.contact_days < FEW_CONTACTS else ""
    if silent > _SHOWN_DAYS:
        return f"last contact {silent // 365} year{'s' if silent >= 730 else ''} ago{few}"
    return f"last contact {days_ago(silent)}{few}"
