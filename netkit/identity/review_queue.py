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
    from collections.abc import Collection, Iterable, Mapping

    from netkit.model.people import Person, PersonId

__all__ = ["Duplicate", "duplicates"]

_SIMILAR = 88.0  # rapidfuzz token sort ratio: Wei Zhang / Wei Zhao has 82


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two people who may be one.

    Attributes
    ----------
    a, b : the two, by id.
    score : 0 to 100; how similar the names are, plus what else they have in common.
    reasons : what speaks for it, in plain words.
    against : what speaks against it.
    """

    a: Person
    b: Person
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()


def duplicates(
    people: Collection[Person],
    settled: Collection[frozenset[PersonId]] = (),
    doubted: Mapping[frozenset[PersonId], str] | None = None,
    vetoed: Mapping[PersonId, frozenset[str]] | None = None,
) -> list[Duplicate]:
    """Return the pairs to look at, the likeliest first.

    Parameters
    ----------
    people : everybody.
    settled : pairs the user has decided on; never shown again.
    doubted : pairs an import could not decide, with the reason.
    vetoed : LinkedIn slugs of a person; two different ones are no candidate by name.
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
        if pair not in by_pair and not _vetoed(a, b, vetoed or {}):
            candidate = _compare(a, b)
            if candidate is not None:
                by_pair[pair] = candidate
    unsettled = [candidate for pair, candidate in by_pair.items() if pair not in settled]
    return sorted(
        unsettled, key=lambda candidate: (-candidate.score, candidate.a.id, candidate.b.id)
    )


def _doubt(a: Person, b: Person, reason: str) -> Duplicate:
    """Return a pair that an import could not decide: "the same phone, but different names"."""
    common, _, against = reason.partition(", but ")
    return Duplicate(a, b, 100.0, (common,), (against,) if against else ())


def _vetoed(a: Person, b: Person, slugs: Mapping[PersonId, frozenset[str]]) -> bool:
    mine, theirs = slugs.get(a.id, frozenset()), slugs.get(b.id, frozenset())
    return bool(mine and theirs and not mine & theirs)


def _neighbours(people: Iterable[Person]) -> Iterable[tuple[Person, Person]]:
    """Yield the pairs that share a folded first or last name word, each once."""
    blocks: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        if person.unknown or person.owner:
            continue
        parts = words(person.name)
        if len(parts) >= 2:
            blocks[" ".join(sorted({parts[0][:3], parts[-1][:3]}))].append(person)
    seen: set[frozenset[PersonId]] = set()
    for block in blocks.values():
        for a, b in combinations(sorted(block, key=lambda person: person.id), 2):
            if frozenset((a.id, b.id)) not in seen:
                seen.add(frozenset((a.id, b.id)))
                yield a, b


def _compare(a: Person, b: Person) -> Duplicate | None:
    from rapidfuzz import fuzz

    similar = fuzz.token_sort_ratio(fold(a.name), fold(b.name))
    if similar < _SIMILAR:
        return None
    reasons = []
    same = organization_key(a.organization)
    if same and same == organization_key(b.organization):
        reasons.append(f"both at {a.organization}")
    if a.title and fold(a.title) == fold(b.title):
        reasons.append(f"both “{a.title}”")
    if similar == 100.0 and not (a.organization and b.organization):
        reasons.append("one of the two has no employer on record")
    if not reasons:
        return None
    alike = "the same name" if similar == 100.0 else f"similar names ({similar:.0f} of 100)"
    return Duplicate(a, b, similar - 10.0 + 5.0 * len(reasons), (alike, *reasons))
