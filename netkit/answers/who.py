"""Search for people: by a name, at an organization, in a city, about a topic."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from netkit.answers.employment import is_replaced, jobs_at
from netkit.answers.results import Reason, Results
from netkit.model.city_names import city_names
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
OFFER_WORTH, SKILL_WORTH, WORD_WORTH = 2.0, 1.5, 1.0
_WEIGHTS = {"name": 4.0, "organization": 3.0, "city": 2.0, "offer": OFFER_WORTH}
_WEIGHTS |= {"skill": SKILL_WORTH, **dict.fromkeys(("title", "interest", "need"), WORD_WORTH)}
_MOST_TEXTS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A person who matches a search, with where they work and what matched."""

    person: Person
    organization: str
    title: str
    matched: tuple[str, ...]
    because: tuple[Reason, ...]


def search(
    store: Store, text: str, *, fields: frozenset[str] = frozenset(), limit: int = 50
) -> Results[Found]:
    """Return people who match every word of `text` in one field, the best first, then by id.

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
        spellings = [words(name) for name in city_names(text)]
        living = {person.id: person for asked in spellings for person in store.living_in(asked)}
        for person in living.values():
            reason = Reason("city", f"lives in {person.city}", _WEIGHTS["city"])
            reasons[person.id].append(reason)
    if _looked_in("topic", fields):
        _about(store, terms(text), reasons, limit)
    return _best(store, reasons, limit)


def _best(store: Store, reasons: Mapping[PersonId, Sequence[Reason]], limit: int) -> Results[Found]:
    """Return the best of those found; who is an owner or unknown is seen when they are read."""
    ranked = sorted(
        (-sum(reason.weight for reason in matched), pid) for pid, matched in reasons.items()
    )
    rows: list[Found] = []
    for start in range(0, len(ranked), max(limit, 1)):  # owners and unknown ones are few
        page = [pid for _, pid in ranked[start : start + limit]]
        people = {p.id: p for p in store.people(page) if not (p.owner or p.unknown)}
        topics = _topic_texts(store, {pid: reasons[pid] for pid in people})
        rows += [_found(people[pid], topics[pid]) for pid in page if pid in people]
        if len(rows) >= limit:
            break
    return Results(rows[:limit], kind=Found)


def _topic_texts(
    store: Store, reasons: Mapping[PersonId, Sequence[Reason]]
) -> dict[PersonId, list[Reason]]:
    """Return `reasons`, those about a topic in the words that were said instead of their stems."""
    about = {pid for pid, matched in reasons.items() if any(reason.evidence for reason in matched)}
    texts: defaultdict[tuple[PersonId, str], list[str]] = defaultdict(list)
    if about:
        sayings = store.sayings(about, ("need", "offer", "fact"), ("skill",))
        for claim in sayings.claims:
            texts[claim.person, "skill"].append(claim.value)
        for person in sayings.people:
            texts[person.id, "title"].append(person.title)
        for job in sayings.affiliations:
            texts[job.person, "title"].append(job.title)
        for recorded in sayings.events:
            event: Any = recorded.event
            kind = "interest" if isinstance(event, Fact) else type(event).__name__.lower()
            texts[event.person, kind].append(event.text)
    return {
        pid: [_in_words(reason, texts[pid, reason.kind]) for reason in matched]
        for pid, matched in reasons.items()
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
    """Return people who match all of several (field, text); field ``any`` looks everywhere."""
    among = limit + 1 if len(asked) == 1 else 10**9
    hits = [
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
            matched=tuple(dict.fromkeys(m for hit in hits for m in hit[pid].matched)),
            because=tuple(reason for hit in hits for reason in hit[pid].because),
        )
        for pid, row in hits[0].items()
        if all(pid in hit for hit in hits)
    ]
    cut = f"the first {limit} are shown; --limit 0 shows all"
    return Results(rows[:limit], kind=Found, notes=[cut] if len(rows) > limit else ())


def _looked_in(field: str, fields: frozenset[str]) -> bool:
    return not fields or field in fields


def _at_organizations(
    store: Store, asked: tuple[str, ...], reasons: dict[PersonId, list[Reason]]
) -> None:
    for job in jobs_at(store, store.organizations(asked)):
        when = "" if job.end is None else f" until {job.end}"
        if is_replaced(job):
            when = f", last known there {job.end}"
        verb = "studied at" if job.kind == "school" else "is at" if not when else "was at"
        weight = _WEIGHTS["organization"] if not when else 1.0
        reason = Reason("organization", f"{verb} {job.organization}{when}", weight)
        if reason not in reasons[job.person]:
            reasons[job.person].append(reason)


def _about(
    store: Store, wanted: frozenset[str], reasons: dict[PersonId, list[Reason]], limit: int
) -> None:
    """Add who has all of the wanted terms, each by the origin that says most.

    Whoever matches otherwise is looked at, of all others those who match best.
    """
    if not wanted:
        return
    texts: dict[PersonId, dict[str, str]] = defaultdict(dict)
    for term in store.about(wanted, _WEIGHTS, limit=limit, also=list(reasons)):
        best = texts[term.person].get(term.term)
        if best is None or _WEIGHTS[term.origin] > _WEIGHTS[best]:
            texts[term.person][term.term] = term.origin
    for person, origins in texts.items():
        if origins.keys() >= wanted:
            for origin in sorted(set(origins.values())):
                stems = tuple(sorted(term for term in origins if origins[term] == origin))
                reasons[person].append(Reason(origin, "", _WEIGHTS[origin], stems))
