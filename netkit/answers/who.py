"""Who do I know: by a name, at an organization, in a city, about a topic."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from netkit.answers.employment import is_replaced, jobs_at
from netkit.answers.results import Reason, Results
from netkit.model.events import Fact
from netkit.model.frozen import dataclass, replace
from netkit.model.names import words
from netkit.model.organizations import organization_words
from netkit.topics.terms import terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netkit.model.people import Person, PersonId
    from netkit.store.port import Store

__all__ = ["Found", "search", "search_all"]

#: What a match is worth: a whole name says more than a title.
_WEIGHTS = {"name": 4.0, "organization": 3.0, "city": 2.0, "offer": 2.0, "skill": 1.5}
_WEIGHTS |= {"title": 1.0, "interest": 1.0, "need": 1.0}
_MOST_TEXTS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who matches, with where they work and what matched."""

    person: Person
    organization: str
    title: str
    matched: tuple[str, ...]
    because: tuple[Reason, ...]


def search(
    store: Store, text: str, *, fields: frozenset[str] = frozenset(), limit: int = 50
) -> Results[Found]:
    """Return who matches every word of `text` in one of their fields, the best first, then by id.

    Parameters
    ----------
    fields : look only in these of ``name``, ``organization``, ``city``, ``topic``; all when empty.
    """
    asked = words(text)
    reasons: dict[PersonId, list[Reason]] = defaultdict(list)
    if asked and _looked_in("name", fields):
        for person in store.named(asked):
            reasons[person.id].append(Reason("name", f"called {person.name}", _WEIGHTS["name"]))
    if asked and _looked_in("organization", fields):
        _at_organizations(store, organization_words(text), reasons)
    if asked and _looked_in("city", fields):
        for person in store.living_in(asked):
            reason = Reason("city", f"lives in {person.city}", _WEIGHTS["city"])
            reasons[person.id].append(reason)
    if _looked_in("topic", fields):
        _about(store, terms(text), reasons, limit)
    return _best(store, reasons, limit)


def _best(store: Store, reasons: Mapping[PersonId, Sequence[Reason]], limit: int) -> Results[Found]:
    """Return the best of those found; who is an owner or unknown is seen when they are read."""
    ranked = sorted((-sum(one.weight for one in said), pid) for pid, said in reasons.items())
    rows: list[Found] = []
    for start in range(0, len(ranked), max(limit, 1)):  # owners and unknown ones are few
        some = [pid for _, pid in ranked[start : start + limit]]
        people = {p.id: p for p in store.people(some) if not (p.owner or p.unknown)}
        topics = _topic_texts(store, {pid: reasons[pid] for pid in people})
        rows += [_found(people[pid], topics[pid]) for pid in some if pid in people]
        if len(rows) >= limit:
            break
    return Results(rows[:limit])


def _topic_texts(
    store: Store, reasons: Mapping[PersonId, Sequence[Reason]]
) -> dict[PersonId, list[Reason]]:
    """Return `reasons`, those about a topic in the words that were said instead of their stems."""
    about = {pid for pid, some in reasons.items() if any(one.evidence for one in some)}
    texts: defaultdict[tuple[PersonId, str], list[str]] = defaultdict(list)
    if about:
        said = store.sayings(about, ("need", "offer", "fact"), ("skill",))
        for claim in said.claims:
            texts[claim.person, "skill"].append(claim.value)
        for person in said.people:
            texts[person.id, "title"].append(person.title)
        for job in said.affiliations:
            texts[job.person, "title"].append(job.title)
        for one in said.events:
            event: Any = one.event
            kind = "interest" if isinstance(event, Fact) else type(event).__name__.lower()
            texts[event.person, kind].append(event.text)
    return {
        pid: [_in_words(one, texts[pid, one.kind]) for one in some] for pid, some in reasons.items()
    }


def _in_words(reason: Reason, texts: Sequence[str]) -> Reason:
    """Return a reason that names terms (as its evidence) with the texts that hold them."""
    stems = {str(term) for term in reason.evidence}
    if not stems:
        return reason
    holding = list(dict.fromkeys(text for text in texts if terms(text) & stems))
    shown = ", ".join(holding[:_MOST_TEXTS]) or ", ".join(sorted(stems))
    return replace(reason, text=f"{reason.kind}: {shown}", evidence=())


def _found(person: Person, reasons: Sequence[Reason]) -> Found:
    matched = tuple(dict.fromkeys(reason.kind for reason in reasons))
    return Found(person, person.organization, person.title, matched, tuple(reasons))


def search_all(
    store: Store, asked: Sequence[tuple[str, str]], *, limit: int = 50
) -> Results[Found]:
    """Return who matches all of several (field, text); field ``any`` looks everywhere."""
    among = limit if len(asked) == 1 else 10**9
    found = [
        {
            row.person.id: row
            for row in search(
                store,
                text,
                fields=frozenset() if field == "any" else frozenset({field}),
                limit=among,
            )
        }
        for field, text in asked
    ]
    rows = [
        replace(
            row,
            matched=tuple(dict.fromkeys(m for one in found for m in one[pid].matched)),
            because=tuple(reason for one in found for reason in one[pid].because),
        )
        for pid, row in found[0].items()
        if all(pid in one for one in found)
    ]
    return Results(rows[:limit])


def _looked_in(field: str, fields: frozenset[str]) -> bool:
    return not fields or field in fields


def _at_organizations(
    store: Store, asked: tuple[str, ...], reasons: dict[PersonId, list[Reason]]
) -> None:
    for one in jobs_at(store, store.organizations(asked)):
        when = "" if one.end is None else f" until {one.end}"
        if is_replaced(one):
            when = f", last known there {one.end}"
        verb = "studied at" if one.kind == "school" else "is at" if not when else "was at"
        weight = _WEIGHTS["organization"] if not when else 1.0
        said = Reason("organization", f"{verb} {one.organization}{when}", weight)
        if said not in reasons[one.person]:
            reasons[one.person].append(said)


def _about(
    store: Store, wanted: frozenset[str], reasons: dict[PersonId, list[Reason]], limit: int
) -> None:
    """Add who has all of the wanted terms, each by the origin that says most.

    Whoever matches otherwise is looked at, of all others those who match best.
    """
    if not wanted:
        return
    found: dict[PersonId, dict[str, str]] = defaultdict(dict)
    for term in store.about(wanted, _WEIGHTS, limit=limit, also=list(reasons)):
        best = found[term.person].get(term.term)
        if best is None or _WEIGHTS[term.origin] > _WEIGHTS[best]:
            found[term.person][term.term] = term.origin
    for person, origins in found.items():
        if origins.keys() >= wanted:
            for origin in sorted(set(origins.values())):
                stems = tuple(sorted(term for term in origins if origins[term] == origin))
                reasons[person].append(Reason(origin, "", _WEIGHTS[origin], stems))
