"""Questions who is who: people who may be one, in groups, for the user to decide."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from netkit.answers.duplicate_sides import Side, compare_sides, read_sides
from netkit.answers.name_lookup import matching
from netkit.identity.review_queue import (
    KINDS,
    Duplicate,
    duplicates,
    hanging_together,
    review_score,
)
from netkit.model.frozen import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import PersonId

__all__ = [
    "DuplicateGroup", "duplicate_groups", "kinds_summary", "open_groups", "pair_rows",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """People who may be one: one question, whatever their number.

    Attributes
    ----------
    kind : what raised the question, one of `netkit.identity.review_queue.KINDS`.
    score : 0 to 100, that of the least likely pair.
    people : each with what tells them apart.
    reasons, against : what speaks for and against, of all pairs together.
    pairs : the pairs that raised the question.
    """

    kind: str
    score: float
    people: tuple[Side, ...]
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    pairs: tuple[Duplicate, ...]


def open_groups(view: NetworkView) -> list[list[Duplicate]]:
    """Return the pairs that the user has not decided on, in groups that hang together.

    The number of groups is the number of questions that every surface tells.
    """
    store = view.store
    doubts = [(_standing(view, doubt.a, doubt.b), doubt) for doubt in store.doubts()]
    settled = {pair for pair, doubt in doubts if doubt.verdict != "open"}
    doubted = {pair: doubt.reason for pair, doubt in doubts if doubt.verdict == "open"}
    people = [person for person in store.people() if not (person.owner or person.unknown)]
    pairs = duplicates(people, settled, doubted)
    slugs = {pid: _slugs(view, pid) for pair in pairs for pid in (pair.a.id, pair.b.id)}
    return hanging_together(
        pair
        for pair in pairs
        if frozenset((pair.a.id, pair.b.id)) in doubted
        or not (slugs[pair.a.id] and slugs[pair.b.id])
        or slugs[pair.a.id] & slugs[pair.b.id]
    )


def _standing(view: NetworkView, a: PersonId, b: PersonId) -> frozenset[PersonId]:
    """Return the ids that stand now for two people; one where they were joined since."""
    return frozenset(person.id for pid in (a, b) for person in view.store.people([pid]))


def _slugs(view: NetworkView, person: PersonId) -> frozenset[str]:
    handles = view.store.handles(person)
    return frozenset(handle.value for handle in handles if handle.kind == "linkedin")


def duplicate_groups(view: NetworkView, like: str = "") -> list[DuplicateGroup]:
    """Return the open questions who is who, the likeliest first.

    like : only questions about somebody of this name.
    """
    groups = open_groups(view)
    if like:
        alike = {person.id for person in matching(view.store, like)}
        groups = [
            group for group in groups if any(alike & {pair.a.id, pair.b.id} for pair in group)
        ]
    people = {
        person.id: person for group in groups for pair in group for person in (pair.a, pair.b)
    }
    sides = read_sides(view, list(people.values()))
    doubtful = [_group(view, group, sides) for group in groups]
    return sorted(doubtful, key=lambda group: (-group.score, group.people[0].person.id))


def _group(
    view: NetworkView, pairs: Iterable[Duplicate], sides: dict[PersonId, Side]
) -> DuplicateGroup:
    weighed = [_weighed(view, pair, sides) for pair in pairs]
    ids = dict.fromkeys(person.id for pair in weighed for person in (pair.a, pair.b))
    kinds = Counter(pair.kind for pair in weighed)
    return DuplicateGroup(
        kinds.most_common(1)[0][0],
        min(pair.score for pair in weighed),
        tuple(sides[pid] for pid in ids),
        tuple(dict.fromkeys(text for pair in weighed for text in pair.reasons)),
        tuple(dict.fromkeys(text for pair in weighed for text in pair.against)),
        tuple(weighed),
    )


def _weighed(view: NetworkView, pair: Duplicate, sides: dict[PersonId, Side]) -> Duplicate:
    """Return a pair with all that the two records say for and against it."""
    common, against = compare_sides(view, sides[pair.a.id], sides[pair.b.id])
    more = [text for text in common if text not in pair.reasons]
    objections = [text for text in against if text not in pair.against]
    moved = review_score(pair.score + 10.0, len(more), len(objections))
    return replace(
        pair,
        reasons=(*pair.reasons, *more),
        against=(*pair.against, *objections),
        score=moved,
    )


def kinds_summary(groups: Sequence[DuplicateGroup]) -> str:
    """Return the number of questions of each kind in words: "7 shared number, 5 same name"."""
    kinds = Counter(group.kind for group in groups)
    ranked = sorted(kinds.items(), key=lambda row: (-row[1], list(KINDS).index(row[0])))
    return ", ".join(f"{count:,} {kind}" for kind, count in ranked)


def pair_rows(groups: Sequence[DuplicateGroup]) -> list[dict[str, Any]]:
    """Return a flat row for each pair, for a table in which the user writes the verdicts."""
    rows = []
    for number, group in enumerate(groups, start=1):
        sides = {side.person.id: side for side in group.people}
        for pair in group.pairs:
            row: dict[str, Any] = {"question": number, "verdict": "", "kind": pair.kind}
            row |= {"score": round(pair.score)}
            for letter, person in (("a", pair.a), ("b", pair.b)):
                row |= _side_cells(letter, sides[person.id])
            row |= {"in_common": "; ".join(pair.reasons), "against": "; ".join(pair.against)}
            rows.append(row)
    return rows


def _side_cells(letter: str, side: Side) -> dict[str, Any]:
    return {
        f"{letter}_id": side.person.id,
        f"{letter}_name": side.person.name,
        f"{letter}_organization": side.organization,
        f"{letter}_title": side.title,
        f"{letter}_addresses": "; ".join((*side.addresses, *side.shared)),
        f"{letter}_sources": "; ".join(side.sources),
        f"{letter}_last_contact": side.last_contact,
    }
