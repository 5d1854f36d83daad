"""Balance of giving and getting, tie by tie: attention, and favours.

It speaks of the next kind act on one side and of thanks on the other, never of a debt; and it
calls nothing lopsided on two favours (see :func:`netkit.answers.reciprocity.share`).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from netkit.answers.reciprocity import LEAST_TO_LEAN, Share, lean, share, sides
from netkit.answers.results import Reason, Results
from netkit.answers.wording import certainty
from netkit.model.frozen import dataclass
from netkit.model.names import given_name
from netkit.ties.outlook import TOO_FEW

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from netkit.model.events import Favour
    from netkit.model.history import State
    from netkit.model.people import Person, PersonId
    from netkit.ties.statistics import TieStats

__all__ = [
    "ASKING", "LARGER_SHARE", "LEANING", "THANKS_DAYS", "VERDICTS", "Account", "Standing",
    "by_other", "in_turn", "least_larger", "ranked", "standings", "surely_first", "thanks_due",
    "verdict_of",
]  # fmt: skip

#: A favour weighs half after two years: it is remembered longer than a message.
FAVOUR_HALF_LIFE_DAYS = 730.0
#: Thanks later than that would surprise; an endorsement (value 1) asks for none.
THANKS_DAYS = 365
#: How the advice to ask something of somebody begins.
ASKING = "let "
#: Contact-days from which a tie is looked at: attention may lean from here on.
LEAST_DAYS_TO_LEAN = LEAST_TO_LEAN - 1
#: The verdicts of whoever comes first in `ranked`.
LEANING = frozenset({"you give more", "they give more", "mixed"})
#: All that is said of a balance.
VERDICTS = (TOO_FEW, "in balance", "you give more", "they give more", "mixed")
#: What leans has at least this share on one side, of however many days (tests try all to 400).
LARGER_SHARE = 0.6
_TABLED = 30  # numbers of days for which the least that leans is told exactly
_LEAN = {"mostly given": 1, "mostly received": -1}


@dataclass(frozen=True, slots=True)
class Account:
    """One side of the balance, seen from the owner.

    given, received : contact-days (one of both counts half to either), or favours weighted by
        value and age.
    share : posterior mean of the owner's share; `interval` its 90 % interval.
    certainty : that it is one-sided (above .65 or below .35), in a word.
    """

    given: float
    received: float
    share: float
    interval: tuple[float, float]
    certainty: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The balance of giving and getting with a person.

    Attributes
    ----------
    verdict : ``you give more`` · ``they give more`` · ``in balance`` · ``mixed`` ·
        ``too few to say``.
    next_act : the next kind act, or the thanks due; one sentence.
    """

    person: Person
    attention: Account
    favours: Account
    verdict: str
    next_act: str
    because: tuple[Reason, ...]


def standings(
    people: Mapping[PersonId, Person],
    ties: Mapping[PersonId, TieStats],
    favours: Iterable[State[Favour]],
    owner: PersonId,
    as_of: datetime,
) -> Results[Standing]:
    """Return everybody with whom something was exchanged; what leans comes first.

    Sorted by how sure the lean is, favours before attention, then by id.
    """
    theirs = by_other(favours, owner)
    attention = {pid: _reaching(stats) for pid, stats in ties.items()}
    order = ranked(attention, theirs, owner, as_of)
    return Results(in_turn(order, people, ties, theirs, owner, as_of), kind=Standing)


def by_other(
    favours: Iterable[State[Favour]], owner: PersonId
) -> dict[PersonId, list[State[Favour]]]:
    """Return the favours that the owner did or was done, by the other person."""
    theirs: dict[PersonId, list[State[Favour]]] = defaultdict(list)
    for favour in favours:
        if owner in (favour.event.giver, favour.event.receiver):
            partner = favour.event.receiver if favour.event.giver == owner else favour.event.giver
            theirs[partner].append(favour)
    return theirs


@cache
def least_larger() -> dict[int, float]:
    """Return, for numbers of contact-days from the least that can lean, the larger side's least.

    Sides are halves (`reciprocity.sides`).

    >>> least_larger()[5], least_larger()[10]
    (5.0, 9.0)
    """
    return {
        total: next(
            (
                (twice + 1) / 2
                for twice in range(2 * total, total, -1)
                if not _surely(twice / 2, total - twice / 2)
            ),
            (total + 1) / 2,
        )
        for total in range(LEAST_DAYS_TO_LEAN, _TABLED + 1)
    }


def ranked(
    attention: Mapping[PersonId, tuple[float, float]],
    favours: Mapping[PersonId, Sequence[State[Favour]]],
    owner: PersonId,
    as_of: datetime,
) -> list[PersonId]:
    """Return everybody of these in the order of `standings`.

    attention : contact-days of the owner's side and of theirs (`reciprocity.sides`).
    """
    first = [pid for page in surely_first(attention, [], favours, owner, as_of) for pid in page]
    return [*first, *sorted((attention.keys() | favours.keys()) - {*first})]


def surely_first(
    attention: Mapping[PersonId, tuple[float, float]],
    pages: Iterable[tuple[Mapping[PersonId, tuple[float, float]], int]],
    favours: Mapping[PersonId, Sequence[State[Favour]]],
    owner: PersonId,
    as_of: datetime,
) -> Iterator[list[PersonId]]:
    """Yield pages of people whose ties lean, in the order of `standings`.

    Parameters
    ----------
    attention : contact-days of the owner's side and of theirs (`reciprocity.sides`); those of
        `favours` must have them here.
    pages : more of them, each with the most contact-days that those still to come can have. No
        tie leans more surely than one of as many days that are all of one side.
    favours : those with fewer than `LEAST_TO_LEAN` may stand without them.
    """
    waiting = {
        pid: (
            _surely(*_weighed(favours.get(pid, ()), owner, as_of)),
            _surely(*attention.get(pid, (0, 0))),
        )
        for pid in attention.keys() | favours.keys()
    }
    looked_at = set(waiting)
    for page, left in chain(pages, [({}, 0)]):
        waiting.update((pid, (0.0, _surely(*page[pid]))) for pid in page.keys() - looked_at)
        looked_at |= page.keys()
        to_come = (0.0, _surely(left, 0.0))
        ready = sorted(
            (*sure, pid)
            for pid, sure in waiting.items()
            if any(sure) and (left == 0 or sure < to_come)
        )
        waiting = {pid: sure for pid, sure in waiting.items() if any(sure)}
        for *_, pid in ready:
            del waiting[pid]
        yield [pid for *_, pid in ready]


def _surely(given: float, received: float) -> float:
    """Return minus how sure it is that a share leans; 0 when it does not."""
    if given + received < LEAST_DAYS_TO_LEAN:
        return 0.0
    lopsided, verdict = lean(given, received)
    return -lopsided if verdict in _LEAN else 0.0


def in_turn(
    order: Iterable[PersonId],
    people: Mapping[PersonId, Person],
    ties: Mapping[PersonId, TieStats],
    favours: Mapping[PersonId, Sequence[State[Favour]]],
    owner: PersonId,
    as_of: datetime,
    verdicts: Collection[str] = VERDICTS,
) -> Iterator[Standing]:
    """Yield the standing with each of these people, made when it is looked at.

    verdicts : only those of which one of these is said.
    """
    for pid in order:
        stats, deeds = ties.get(pid), favours.get(pid, ())
        if pid == owner or not (stats is not None or deeds) or pid not in people:
            continue
        if verdicts is VERDICTS or verdict_of(stats, deeds, owner, as_of) in verdicts:
            yield _standing(people[pid], stats, deeds, owner, as_of)


def _standing(
    person: Person,
    stats: TieStats | None,
    favours: Sequence[State[Favour]],
    owner: PersonId,
    as_of: datetime,
) -> Standing:
    attention = share(*(_reaching(stats) if stats else (0, 0)))
    deeds = share(*_weighed(favours, owner, as_of))
    unthanked = [f for f in favours if f.event.receiver == owner and thanks_due(f, as_of)]
    verdict = _verdict(attention.verdict, deeds.verdict)
    return Standing(
        person,
        _account(attention),
        _account(deeds),
        verdict,
        _next_act(person, verdict, unthanked),
        tuple(_reasons(stats, favours, owner)),
    )


def verdict_of(
    stats: TieStats | None, favours: Iterable[State[Favour]], owner: PersonId, as_of: datetime
) -> str:
    """Return the verdict alone of a :class:`Standing`, in a tenth of its time."""
    attention = _reaching(stats) if stats else (0.0, 0.0)
    return _verdict(_side(*attention), _side(*_weighed(favours, owner, as_of)))


def _side(given: float, received: float) -> str:
    """Return the verdict of `lean`, at once where there is too little for any."""
    return TOO_FEW if given + received < LEAST_DAYS_TO_LEAN else lean(given, received)[1]


def _reaching(stats: TieStats) -> tuple[float, float]:
    return sides(stats.contact_days, stats.days_ab, stats.days_ba)


def thanks_due(state: State[Favour], as_of: datetime) -> bool:
    """Return True if thanks are still due: of the last year, and for more than a click."""
    fresh = as_of - state.event.at <= timedelta(days=THANKS_DAYS)
    return fresh and state.event.value > 1 and state.when("thanked") is None


def _weighed(
    favours: Iterable[State[Favour]], owner: PersonId, as_of: datetime
) -> tuple[float, float]:
    """Return favours given and received, by value, together as many as there were favours.

    One large favour must not pass for five small ones: value decides how the sum is shared, age
    how much of it is left, and the number of favours how sure it is.
    """
    worth = [0.0, 0.0]
    count = 0.0
    for state in favours:
        age = (as_of - state.event.at).total_seconds() / 86_400
        fresh = 2.0 ** (-age / FAVOUR_HALF_LIFE_DAYS)
        worth[state.event.giver != owner] += state.event.value * fresh
        count += fresh
    total = sum(worth)
    return (count * worth[0] / total, count * worth[1] / total) if total else (0.0, 0.0)


def _account(share: Share) -> Account:
    sure = certainty(share.lopsided, round(share.given + share.received, 3))
    return Account(
        round(share.given, 3), round(share.received, 3), share.mean, share.interval, sure
    )


def _verdict(attention: str, deeds: str) -> str:
    if attention == deeds == TOO_FEW:  # most ties
        return TOO_FEW
    leans = {_LEAN[verdict] for verdict in (attention, deeds) if verdict in _LEAN}
    if len(leans) == 2:
        return "mixed"
    if leans:
        return "you give more" if leans == {1} else "they give more"
    return "in balance"


def _next_act(person: Person, verdict: str, unthanked: list[State[Favour]]) -> str:
    first = given_name(person.name) or "them"
    if unthanked:
        last = max(unthanked, key=lambda f: (f.event.at, f.id))
        kind = last.event.kind if last.event.kind != "other" else (last.event.text or "help")
        return f"thank {first} for the {kind} of {last.event.at:%B %Y}"
    if verdict == "they give more":
        return f"a small kindness for {first}: an introduction, an article, a word of praise"
    if verdict == "you give more":
        return f"{ASKING}{first} do something for you: ask for advice that is easy to give"
    return ""


def _reasons(
    stats: TieStats | None, favours: Sequence[State[Favour]], owner: PersonId
) -> Iterable[Reason]:
    if stats is not None:
        text = f"you reached out on {stats.days_ab} days, they on {stats.days_ba}"
        yield Reason("attention", text, float(stats.days_ab + stats.days_ba))
    for verb, mine in (("you did", True), ("they did", False)):
        deeds = [f for f in favours if (f.event.giver == owner) == mine]
        if deeds:
            kinds = sorted({f.event.kind for f in deeds})
            yield Reason(
                "favours",
                f"{verb} {len(deeds)} favour{'s' if len(deeds) > 1 else ''}: {', '.join(kinds)}",
                float(len(deeds)),
                tuple(f.id for f in deeds[-3:]),
            )
