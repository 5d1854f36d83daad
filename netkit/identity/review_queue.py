"""The review queue: people who may be one, with reasons and a score, for the user to decide.

Never on a name alone: similar names are a candidate only with something else in common.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass
from netkit.model.names import fold, words
from netkit.model.organizations import organization_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from netkit.model.people import Person, PersonId

__all__ = ["KINDS", "Duplicate", "duplicates", "hanging_together", "review_score"]

_SIMILAR = 88.0  # rapidfuzz token sort ratio: Wei Zhang / Wei Zhao has 82
#: What each further reason for or against a pair moves its score by.
_FOR, _AGAINST = 5.0, 20.0

#: Kinds of question, each with what raised it: they can be answered all at once.
KINDS = {
    "shared number": "one number, two names",
    "shared address": "one e-mail address, two names",
    "shared id": "one id in a source, two names",
    "two profiles": "one key, but two LinkedIn profiles",
    "changed surname": "one key and given name, but two surnames",
    "several fit": "the same name and employer, but several people would fit",
    "same employer": "names alike at one employer",
    "same name": "the same name; of one no employer is on record",
}
#: Kinds of two clearly different names: hardly one person, and hardly ever more than two.
_TWO_NAMES = frozenset({"shared number", "shared address", "shared id"})
#: The kind of a doubt by the words of its reason (`Conflict.reason`), the first that fits.
_KIND_OF_DOUBT = (
    ("somebody else would fit", "several fit"),
    ("different LinkedIn profiles", "two profiles"),
    ("different surnames", "changed surname"),
    ("the same email", "shared address"),
    ("the same phone", "shared number"),
    ("", "shared id"),
)
#: A handle's kind in the words of `Conflict.reason`, and as people say it.
_PLAIN = (("the same email", "the same address"), ("the same phone", "the same number"))


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two people who may be one.

    Attributes
    ----------
    a, b : the two, by id.
    score : 0 to 100; how similar the names are, plus what else they have in common, less what
        speaks against it.
    reasons : what speaks for it, in plain words.
    against : what speaks against it.
    kind : one of `KINDS`.
    """

    a: Person
    b: Person
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()
    kind: str = "same name"


def duplicates(
    people: Collection[Person],
    settled: Collection[frozenset[PersonId]] = (),
    doubted: Mapping[frozenset[PersonId], str] | None = None,
) -> list[Duplicate]:
    """Return the pairs to look at, the likeliest first.

    Parameters
    ----------
    people : everybody.
    settled : pairs the user has decided on; never shown again.
    doubted : pairs an import could not decide, with the reason.
    """
    doubted = doubted or {}
    by_id = {person.id: person for person in people}
    by_pair = {
        pair: _doubt(by_id[min(pair)], by_id[max(pair)], reason)
        for pair, reason in doubted.items()
        if len(pair) == 2 and all(person_id in by_id for person_id in pair)
    }
    for a, b in _neighbours(people):
        pair = frozenset((a.id, b.id))
        if pair not in by_pair:
            candidate = _compare(a, b)
            if candidate is not None:
                by_pair[pair] = candidate
    unsettled = [candidate for pair, candidate in by_pair.items() if pair not in settled]
    return sorted(
        unsettled, key=lambda candidate: (-candidate.score, candidate.a.id, candidate.b.id)
    )


def hanging_together(pairs: Iterable[Duplicate]) -> list[list[Duplicate]]:
    """Return the pairs in groups of people who hang together, in the order of `pairs`.

    Of three people of one name who may all be one, one question is asked, not three. Two names
    on one key are a question of their own.
    """
    group_of: dict[tuple[bool, PersonId], list[Duplicate]] = {}
    groups: list[list[Duplicate]] = []
    for pair in pairs:
        by_key = pair.kind in _TWO_NAMES
        mine, theirs = (group_of.get((by_key, person.id)) for person in (pair.a, pair.b))
        group = mine if mine is not None else theirs
        if group is None:
            groups.append(group := [])
        elif theirs is not None and theirs is not group:
            group += theirs
            groups = [other for other in groups if other is not theirs]
        group.append(pair)
        for member in group:
            group_of[by_key, member.a.id] = group_of[by_key, member.b.id] = group
    return groups


def review_score(similar: float, reasons: int, against: int) -> float:
    """Return the score of a pair, 0 to 100.

    Parameters
    ----------
    similar : the likeness of the names, 0 to 100; reasons, against : how many of each.

    >>> review_score(100.0, 1, 0), review_score(100.0, 2, 1)
    (95.0, 80.0)
    """
    score = similar - 10.0 + _FOR * reasons - _AGAINST * against
    return round(min(100.0, max(0.0, score)), 1)


def _doubt(a: Person, b: Person, reason: str) -> Duplicate:
    """Return a pair that an import could not decide: "the same phone, but different names"."""
    kind = next(kind for words_, kind in _KIND_OF_DOUBT if words_ in reason)
    common, _, against = reason.partition(", but ")
    for written, plain in _PLAIN:
        common = common.replace(written, plain)
    objections = (against,) if against else ()
    score = review_score(_similarity(a, b), 1, len(objections))
    return Duplicate(a, b, score, (common,), objections, kind)


def _neighbours(people: Iterable[Person]) -> Iterable[tuple[Person, Person]]:
    """Yield the pairs that `_compare` may find alike, each once.

    Names that begin alike, with an employer or a title in common; or the same words of a name.
    """
    first_in: dict[str, Person] = {}
    blocks: defaultdict[str, list[Person]] = defaultdict(list)
    for person in people:
        for key in _block_keys(person):
            first = first_in.setdefault(key, person)
            if first is not person:  # a list only where there are two: most are alone
                blocks[key].append(person)
    seen: set[tuple[PersonId, PersonId]] = set()
    for block in ([first_in[key], *others] for key, others in blocks.items()):
        for a, b in combinations(sorted(block, key=lambda person: person.id), 2):
            if (a.id, b.id) not in seen:
                seen.add((a.id, b.id))
                yield a, b


def _block_keys(person: Person) -> Iterator[str]:
    parts = words(person.name)
    if person.unknown or person.owner or len(parts) < 2:
        return
    yield " ".join(sorted(parts))
    begins = " ".join(sorted({parts[0][:3], parts[-1][:3]}))
    if employer := organization_key(person.organization):
        yield f"{begins}\n{employer}"
    if person.title:
        yield f"{begins}\nas {fold(person.title)}"


def _similarity(a: Person, b: Person) -> float:
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(fold(a.name), fold(b.name))


def _compare(a: Person, b: Person) -> Duplicate | None:
    similar = _similarity(a, b)
    if similar < _SIMILAR:
        return None
    reasons = []
    same = organization_key(a.organization)
    at_one_employer = bool(same) and same == organization_key(b.organization)
    if at_one_employer:
        reasons.append(f"both at {a.organization}")
    if a.title and fold(a.title) == fold(b.title):
        reasons.append(f"both “{a.title}”")
    if similar == 100.0 and not (a.organization and b.organization):
        reasons.append("one of the two has no employer on record")
    if not reasons:
        return None
    alike = "the same name" if similar == 100.0 else f"similar names ({similar:.0f} of 100)"
    kind = "same employer" if at_one_employer else "same name"
    score = review_score(similar, len(reasons), 0)
    return Duplicate(a, b, score, (alike, *reasons), (), kind)
