"""Introductions for X, each with its reasons: the giver's question.

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

from netkit.answers.facts import Facts
from netkit.answers.introduce.crowd import crowd_of
from netkit.answers.introduce.matching import Match, answers
from netkit.answers.introduce.pairs import pairs_worth_weighing
from netkit.answers.introduce.past_introductions import History
from netkit.answers.introduce.portraits import Portrait, Portraits
from netkit.answers.introduce.reasons_to_meet import WEIGHTS, need_reasons, shared, trusted, weigh
from netkit.answers.introduce.reasons_to_meet import standing as how_well
from netkit.answers.results import Reason, Results
from netkit.answers.wording import too_few_note
from netkit.errors import NothingFoundError
from netkit.model.frozen import dataclass, replace
from netkit.model.people import Person, PersonId
from netkit.model.when import day_number, days_ago
from netkit.ties.link_prediction import Candidate, candidates, scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from netkit.answers.acquaintance import Acquaintanceship
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
#: Two who surely know each other, because somebody says so, are not proposed; of others it is said.
_SURELY, _PROBABLY = 0.9, 0.55
_NAMED = 2  # pieces of evidence that are named


@dataclass(frozen=True, slots=True)
class Introduction:
    """A person the owner could introduce to the person asked about.

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
    """Return the introductions the owner could make for `person`, the best first, ties by id.

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
    refusal = facts.refusal(asked)
    if refusal is not None and refusal.lasting:
        raise NothingFoundError(refusal.text)
    history = History(facts)
    proposals: list[Introduction] = []
    best: list[float] = []  # the highest scores so far, a heap of `limit`
    for candidate in facts.bounds or facts.profiles:
        if (
            best
            and len(best) == limit
            and facts.bounds.get(candidate, math.inf) < best[0] - _ROUNDING
        ):
            break
        if candidate == asked:
            continue
        proposal = _weigh(portraits, history, asked, candidate)
        if proposal is not None and facts.may_propose(candidate):
            proposals.append(proposal)
            (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, proposal.score)
    proposals.sort(key=lambda proposal: (-round(proposal.score, 12), proposal.person.id))
    return Results(proposals[:limit], held_back=facts.held_back, kind=Introduction)


def introductions(net: Network | Facts, *, limit: int = 10) -> Results[Pair]:
    """Return which two of the owner's people should meet, the best first, ties by ids.

    Of every pair that a need, a topic, a place or a common contact brings together; those that
    cannot come among the best, the owner standing as they do with the two, are not weighed.
    """
    portraits = Portraits(_facts(net))
    facts = portraits.facts
    history = History(facts)
    pairs: list[Pair] = []
    enough = _LOOKED_AT
    for number, (most, a, b) in enumerate(_pairs(portraits)):
        if number == enough:  # asked ever more seldom: it takes as long as sorting them all
            if _are_best(_varied(pairs, limit, facts), limit, most):
                break
            enough += max(_LOOKED_AT, number // 4)
        pairs += _meeting(portraits, history, a, b)
    return Results(_varied(pairs, limit, facts), held_back=facts.held_back, kind=Pair)


def _pairs(portraits: Portraits) -> Sequence[PairBound]:
    facts = portraits.facts
    if facts.pairs is not None:
        return facts.pairs
    return pairs_worth_weighing(crowd_of(facts.profiles.values()), portraits, facts.strength)


def _are_best(shown: list[Pair], limit: int, most: float) -> bool:
    """Return True if no pair that scores `most` can come among those shown."""
    return len(shown) == limit and (not shown or most < shown[-1].score - _ROUNDING)


def _meeting(portraits: Portraits, history: History, a: PersonId, b: PersonId) -> Iterator[Pair]:
    """Yield the pair as it is shown; nothing when there is no reason for it."""
    first = portraits.of(a)
    if history.exhausted(a):
        return
    introduction = _weigh(portraits, history, a, b)
    if introduction is not None:
        cautions = (*_asked(first), *introduction.cautions)
        yield Pair(
            first.person,
            introduction.person,
            introduction.score,
            introduction.band,
            introduction.because,
            cautions,
        )


def _varied(pairs: list[Pair], limit: int, facts: Facts) -> list[Pair]:
    """Return the best pairs that the gate lets through, nobody in more than two of them.

    Who is in contact with whom is read of those alone that would be shown, or held back, and the
    next best are looked at until no two of them are.
    """
    best = sorted(pairs, key=lambda pair: (-round(pair.score, 12), pair.a.id, pair.b.id))
    if facts.proposable is not None:
        facts.proposable.expect(end.id for pair in best for end in (pair.a, pair.b))
    looked_at = list(_spread(best, limit, facts))
    while in_contact := facts.pairs_in_contact([_ids(pair) for pair, _ in looked_at]):
        best = [pair for pair in best if _ids(pair) not in in_contact]
        looked_at = list(_spread(best, limit, facts))
    for pair, _ in looked_at:  # whoever is held back is told
        all(facts.may_propose(end) for end in _ids(pair))
    return [pair for pair, may_meet in looked_at if may_meet]


def _spread(best: list[Pair], limit: int, facts: Facts) -> Iterator[tuple[Pair, bool]]:
    """Yield the pairs to show, nobody in more than two; False with those that are held back."""
    times_shown: dict[PersonId, int] = {}
    shown = 0
    for pair in best:
        if shown == limit:
            return
        if max(times_shown.get(end, 0) for end in _ids(pair)) >= 2:
            continue
        may_meet = all(facts.refusal(end) is None for end in _ids(pair))
        if may_meet:
            shown += 1
            for end in _ids(pair):
                times_shown[end] = times_shown.get(end, 0) + 1
        yield pair, may_meet


def _ids(pair: Pair) -> tuple[PersonId, PersonId]:
    return pair.a.id, pair.b.id


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
    portraits: Portraits, history: History, asked: PersonId, candidate: PersonId
) -> Introduction | None:
    """Return the introduction of `candidate` to `asked`; None when there is no reason for it."""
    facts, a, b = portraits.facts, portraits.of(asked), portraits.of(candidate)
    status = history.status(asked, candidate)
    if (
        not _eligible(facts, b)
        or status not in {"new", "suggested"}
        or history.exhausted(candidate)
    ):
        return None
    gain, reasons = _gains(portraits, history, a, b)
    known = portraits.acquaintances.between(asked, candidate)
    if known is not None and known.seen and known.probability >= _SURELY:
        return None
    if all(reason.kind in _ASIDE for reason in reasons):
        return None
    standing = _standing(facts, a.person, b.person)
    against = [*_acquainted(known), *_tired(history, asked, candidate)]
    past = _past(history, a.person, b.person)
    went = math.prod(1 + reason.weight for reason in past)
    factor = math.prod(1 + reason.weight for reason in against)
    score = min(gain * trusted(standing.weight) * factor * went, 1.0)
    if score <= 0.0:
        return None
    reasons.sort(key=lambda reason: (-reason.weight, reason.text))
    return Introduction(
        b.person,
        score,
        next(name for least, name in _BANDS if score >= least),
        (*reasons, standing, *past, *against),
        (
            *(
                objection.text
                for objection in against
                if objection.kind != "rest" or -objection.weight > _TIRED
            ),
            *_asked(b),
        ),
        status,
    )


def _eligible(facts: Facts, portrait: Portrait) -> bool:
    person = portrait.person
    hidden = person.unknown or person.owner or person.id == facts.owner
    return not (hidden or person.id in facts.strangers)


def _asked(portrait: Portrait) -> Iterable[str]:
    return (f"{portrait.person.name} {text}" for text in portrait.said.cautions())


def _gains(
    portraits: Portraits, history: History, a: Portrait, b: Portrait
) -> tuple[float, list[Reason]]:
    """Return the merit of a pair and the reasons for it."""
    meanings = portraits.facts.meanings
    helps, helped = answers(a.needs, b.given, meanings), answers(b.needs, a.given, meanings)
    mutual = [_moved(reason, history) for reason in shared(portraits, a, b)]
    reasons = [_moved(reason, history) for reason in need_reasons(a, b, helps, helped)]
    scores = [_met(matches, history) for matches in (helps, helped)]
    ground = math.prod(1 - reason.weight for reason in mutual)
    useful = WEIGHTS["useful"]
    gains = [
        1 - (1 - mine) * (1 - useful * theirs) * ground
        for mine, theirs in ((scores[0], scores[1]), (scores[1], scores[0]))
    ]
    return (2 * gains[0] * gains[1] / sum(gains) if any(gains) else 0.0), mutual + reasons


def _met(matches: list[Match], history: History) -> float:
    """Return the share of needs met, 0 to 1: several needs add up, none passes the whole."""
    worth = WEIGHTS["need"]
    return 1 - math.prod(1 - weigh("need", worth * match.score, history.kinds) for match in matches)


def _moved(reason: Reason, history: History) -> Reason:
    """Return a reason weighed by how introductions for such reasons went."""
    if reason.kind not in history.kinds:
        return reason
    return replace(reason, weight=weigh(reason.kind, reason.weight, history.kinds))


def _acquainted(known: Acquaintanceship | None) -> list[Reason]:
    """Return the reason to think two people know each other already, weighing below zero."""
    if known is None:
        return []
    word = "probably" if known.probability >= _PROBABLY else "may"
    text = f"{word} know each other already: {'; '.join(known.because[:_NAMED])}"
    return [Reason("acquainted", text, -known.probability, known.evidence)]


def _tired(history: History, a: PersonId, b: PersonId) -> list[Reason]:
    tired = max(history.fatigue(a), history.fatigue(b))
    if tired < _RESTED:
        return []
    often = "introduced often of late: give it some weeks"
    return [Reason("rest", often if tired > _TIRED else "introduced not long ago", -tired)]


def _past(history: History, a: Person, b: Person) -> list[Reason]:
    """Return the reasons that earlier introductions of each give, for or against."""
    reasons = []
    for end in (a, b):
        factor = math.sqrt(history.factor(end.id))
        if factor != 1.0:
            outcome = "went well" if factor > 1 else "came to little"
            text = f"earlier introductions of {end.name} {outcome}"
            reasons.append(Reason("outcomes", text, factor - 1))
    return reasons


def _standing(facts: Facts, a: Person, b: Person) -> Reason:
    """Return the reason from the owner's standing with both, weight 0 to 1."""
    text = " · ".join(f"{end.name}: {_warmth(facts, end.id)}" for end in (a, b))
    return Reason(
        "standing", f"your ties — {text}", how_well(facts.strength(a.id), facts.strength(b.id))
    )


def _warmth(facts: Facts, person: PersonId) -> str:
    stats = facts.ties.get(person)
    if stats is None:
        return facts.without_tie(person)
    deed = facts.deed_with(person) if facts.deed_with is not None else None
    later = deed is not None and day_number(deed.at) > stats.last_day
    since = f"; since then {deed.text}" if deed is not None and later else ""
    silent = day_number(facts.as_of) - int(stats.last_day)
    few = too_few_note(stats.contact_days)
    if silent > _SHOWN_DAYS:
        return f"last contact {silent // 365} year{'s' if silent >= 730 else ''} ago{few}{since}"
    return f"last contact {days_ago(silent)}{few}{since}"
