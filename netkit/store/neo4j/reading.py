"""Reading a network on a server: parameters only, an index behind every start, plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.model.events import Event, EventId
from netkit.model.history import Recorded
from netkit.model.names import begun
from netkit.model.people import Affiliation, Claim, Handle, Person, PersonId
from netkit.model.when import PartialDate, from_epoch, to_epoch
from netkit.store.codec import restore
from netkit.store.values import Batch, Counts, Doubt, Sayings, Term

from . import exchanges

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from netkit.store.neo4j.connection import Graph

__all__ = [
    "affiliations",
    "batches",
    "claims",
    "counts",
    "doubts",
    "events",
    "handles",
    "known",
    "named",
    "organizations",
    "owners",
    "parts",
    "people",
    "sayings",
    "setting",
    "span",
    "term_counts",
    "with_terms",
]  # fmt: skip

_EVER = 2**62
_LONGEST = 200  # letters of a word that the index holds

_PERSON = """
RETURN DISTINCT p.id, p.name, p.organization, p.title, p.city, p.owner, p.unknown
ORDER BY p.id"""

_CLAIM = "h.person, c.field, c.at, c.value, c.source, c.origin"
_JOB = "h.person, a.kind, a.seen_at, a.organization, a.title, a.since, a.until, a.source"

#: Everybody's handles, or those of the people that some handles belong to.
_ALL = "MATCH (h:Handle {net: $net}) WHERE h.pid IS NOT NULL"
_THEIRS = """
UNWIND $ids AS id
MATCH (:Handle {net: $net, pid: id})-[:OF]->(p:Person)
MATCH (p)<-[:OF]-(h:Handle)
WITH DISTINCT h"""


def owners(graph: Graph) -> tuple[PersonId, ...]:
    """See the port."""
    found = graph.rows(
        "MATCH (h:Owner {net: $net}) WHERE h.owner_batch IS NOT NULL"
        " RETURN h.person ORDER BY h.owner_batch, h.batch, h.n"
    )
    return tuple(dict.fromkeys(PersonId(person) for (person,) in found))


def known(graph: Graph, keys: Collection[str]) -> dict[str, PersonId]:
    """See the port."""
    pids = {_handle(key).person_id: key for key in sorted(keys)}
    found = graph.each(_KNOWN, [*pids])
    return {pids[pid]: PersonId(person) for pid, person in found}


def _handle(key: str) -> Handle:
    kind, _, value = key.partition(":")
    return Handle(kind, value)  # type: ignore[arg-type]


def people(graph: Graph, ids: Collection[PersonId] | None = None) -> list[Person]:
    """See the port."""
    if ids is None:
        start = "MATCH (p:Person {net: $net}) WHERE p.id IS NOT NULL"
    else:
        start = "UNWIND $ids AS id MATCH (:Handle {net: $net, pid: id})-[:OF]->(p:Person)"
    return _people(graph.rows(start + _PERSON, ids=sorted(ids or ())))


def _people(found: list[list[Any]]) -> list[Person]:
    return [Person(PersonId(row[0]), *row[1:]) for row in found]


_NAMED = """
MATCH (w:Word {net: $net})
WHERE w.word STARTS WITH $first
MATCH (w)<-[:CALLED]-(:Handle)-[:OF]->(p:Person)
WITH DISTINCT p
WHERE all(part IN $others WHERE EXISTS {
  MATCH (p)<-[:OF]-(:Handle)-[:CALLED]->(v:Word) WHERE v.word STARTS WITH part
})"""


def named(graph: Graph, words: Sequence[str]) -> list[Person]:
    """See the port."""
    if not words:
        return []
    first, *others = sorted((word[:_LONGEST] for word in words), key=len, reverse=True)
    return _people(graph.rows(_NAMED + _PERSON, first=first, others=others))


def handles(graph: Graph, person: PersonId) -> list[Handle]:
    """See the port."""
    found = graph.rows(
        "MATCH (:Handle {net: $net, pid: $pid})-[:OF]->(p:Person) MATCH (p)<-[:OF]-(h:Handle)"
        " RETURN h.kind, h.value ORDER BY h.pid <> p.id, h.kind, h.value",
        pid=person,
    )
    return [Handle(kind, value) for kind, value in found]


def claims(
    graph: Graph, people: Collection[PersonId] | None, fields: Collection[str] | None
) -> list[Claim]:
    """See the port."""
    start = f"{_ALL if people is None else _THEIRS} MATCH (c:Claim)-[:ABOUT]->(h)"
    if people is None and fields is not None:
        start = "UNWIND $fields AS field MATCH (c:Claim {net: $net, field: field})-[:ABOUT]->(h)"
    found = graph.rows(
        f"{start} WHERE $fields IS NULL OR c.field IN $fields RETURN {_CLAIM}",
        ids=sorted(people or ()),
        fields=None if fields is None else sorted(fields),
    )
    return _claims(found)


def _claims(found: list[list[Any]]) -> list[Claim]:
    found.sort(key=lambda row: (row[0], row[1], row[2] is not None, row[2] or 0, *row[3:5]))
    return [
        Claim(PersonId(pid), field, value, _moment(at), source, origin)
        for pid, field, at, value, source, origin in found
    ]


def affiliations(
    graph: Graph, people: Collection[PersonId] | None, organizations: Collection[str] | None
) -> list[Affiliation]:
    """See the port."""
    at = "MATCH (a:Affiliation)-[:ABOUT]->(h)"
    if organizations is not None and people is None:
        start = (
            "UNWIND $keys AS key MATCH (:Organization {net: $net, key: key})<-[:AT]-"
            "(a:Affiliation)-[:ABOUT]->(h:Handle)"
        )
    else:
        start = f"{_ALL if people is None else _THEIRS} {at}"
    if organizations is not None and people is not None:
        start += " WHERE a.org_key IN $keys"
    found = graph.rows(
        f"{start} RETURN {_JOB}",
        ids=sorted(people or ()),
        keys=sorted(organizations or ()),
    )
    return _affiliations(found)


def _affiliations(found: list[list[Any]]) -> list[Affiliation]:
    found.sort(key=lambda row: (*row[:2], row[2] is not None, row[2] or 0, *row[3:6]))
    return [
        Affiliation(
            PersonId(pid), org, title, _partial(since), _partial(until), kind, _moment(seen), source
        )
        for pid, kind, seen, org, title, since, until, source in found
    ]


def organizations(graph: Graph, words: Sequence[str]) -> list[str]:
    """See the port."""
    if not words:
        return []
    found = graph.rows(
        "MATCH (o:Organization {net: $net}) WHERE o.key IS NOT NULL"
        " AND all(word IN $words WHERE (' ' + o.key) CONTAINS (' ' + word))"
        " AND EXISTS { (o)<-[:AT]-(:Affiliation) } RETURN o.key ORDER BY o.key",
        words=list(words),
    )
    return [key for (key,) in found]


def living_in(graph: Graph, words: Sequence[str]) -> list[Person]:
    """See the port."""
    if not words:
        return []
    cities = graph.rows(
        "MATCH (p:Person {net: $net}) WHERE p.city > '' RETURN DISTINCT p.city AS city"
    )
    meant = [city for (city,) in cities if begun(words, city)]
    return _people(graph.each(_LIVING + _PERSON, meant))


_LIVING = """
UNWIND $rows AS city
MATCH (p:Person {net: $net, city: city})"""


def with_terms(graph: Graph, terms: Collection[str] | None) -> list[Term]:
    """See the port."""
    start = "MATCH (t:Term {net: $net}) WHERE t.term IS NOT NULL"
    if terms is not None:
        start = "UNWIND $terms AS term MATCH (t:Term {net: $net, term: term})"
    found = graph.rows(
        f"{start} MATCH (t)<-[r:HAS]-(h:Handle)"
        " RETURN DISTINCT h.person AS person, t.term AS term, r.origin AS origin"
        " ORDER BY person, term, origin",
        terms=sorted(terms or ()),
    )
    return [Term(PersonId(pid), term, origin) for pid, term, origin in found]


def term_counts(graph: Graph) -> dict[str, int]:
    """See the port; of all terms, `netkit.store.neo4j.prefilters` counts some."""
    found = graph.rows(
        "MATCH (t:Term {net: $net}) WHERE t.term IS NOT NULL"
        " MATCH (t)<-[:HAS]-(h) RETURN t.term, count(DISTINCT h.person)"
    )
    return {term: count for term, count in found}


def doubts(graph: Graph) -> list[Doubt]:
    """See the port."""
    newest: dict[tuple[str, str], Doubt] = {}
    for a, b, reason, verdict in graph.rows(
        "MATCH (d:Doubt {net: $net}) WHERE d.key IS NOT NULL"
        " RETURN d.a, d.b, d.reason, d.verdict ORDER BY d.batch, d.n"
    ):
        newest[a, b] = Doubt(PersonId(a), PersonId(b), reason, verdict)
    return list(newest.values())


_EVENTS = """
UNWIND $kinds AS kind
MATCH (e:Event {net: $net, kind: kind})
WHERE e.at <= $until"""

_THEIR_EVENTS = """
MATCH (h)<-[:PART]-(e:Event)
WHERE e.kind IN $kinds AND e.at <= $until
WITH DISTINCT e"""

_TOLD = """e.uid, e.kind, e.at, e.data,
       COLLECT { MATCH (e)-[r:PART]->(x:Handle) RETURN [r.role, x.person] }"""
_EVENT = f"""
RETURN {_TOLD}
ORDER BY e.at, e.uid"""


def events(
    graph: Graph,
    kinds: Collection[str],
    people: Collection[PersonId] | None,
    until: datetime | None,
) -> list[Recorded[Event]]:
    """See the port."""
    start = _EVENTS if people is None else _THEIRS + _THEIR_EVENTS
    found = graph.rows(
        start + _EVENT,
        kinds=sorted(set(kinds)),
        ids=sorted(people or ()),
        until=_EVER if until is None else to_epoch(until),
    )
    return _events(found)


def _events(found: Iterable[list[Any]]) -> list[Recorded[Event]]:
    return [
        Recorded(EventId(uid), restore(kind, at, data, {role: PersonId(p) for role, p in parts}))
        for uid, kind, at, data, parts in found
    ]


#: All that is said of some people, in one row for each.
_SAID = f"""
UNWIND $rows AS id
MATCH (:Handle {{net: $net, pid: id}})-[:OF]->(p:Person)
WITH DISTINCT p
RETURN [p.id, p.name, p.organization, p.title, p.city, p.owner, p.unknown],
       COLLECT {{
         MATCH (p)<-[:OF]-(:Handle)<-[:PART]-(e:Event)
         WHERE e.kind IN $kinds AND e.at <= $until
         WITH DISTINCT e
         RETURN [{_TOLD}]
       }},
       COLLECT {{ MATCH (p)<-[:OF]-(h:Handle)<-[:ABOUT]-(a:Affiliation) RETURN [{_JOB}] }},
       COLLECT {{
         MATCH (p)<-[:OF]-(h:Handle)<-[:ABOUT]-(c:Claim) WHERE c.field IN $fields RETURN [{_CLAIM}]
       }}
ORDER BY p.id"""


def sayings(
    graph: Graph,
    ids: Collection[PersonId] | None,
    kinds: Collection[str],
    fields: Collection[str],
    until: datetime | None,
) -> Sayings:
    """See the port."""
    if ids is None:
        told = events(graph, kinds, None, until)
        jobs, said = affiliations(graph, None, None), claims(graph, None, fields)
        return Sayings(people(graph), told, jobs, said)
    rows = graph.each(
        _SAID, sorted(ids), kinds=sorted(set(kinds)),
        fields=sorted(fields), until=_EVER if until is None else to_epoch(until),
    )  # fmt: skip
    shared = {event[0]: event for _, some, *_ in rows for event in some}
    return Sayings(
        _people([row[0] for row in rows]),
        _events(sorted(shared.values(), key=lambda event: (event[2], event[0]))),
        _affiliations([job for *_, some, _ in rows for job in some]),
        _claims([claim for *_, some in rows for claim in some]),
    )


def parts(graph: Graph, kind: str, until: datetime | None, least: int) -> dict[PersonId, int]:
    """See the port."""
    found = graph.rows(
        "MATCH (e:Event {net: $net, kind: $kind}) WHERE e.at <= $until"
        " MATCH (e)-[:PART]->(h) WITH h.person AS person, count(DISTINCT e) AS many"
        " WHERE many >= $least MATCH (p:Person {net: $net, id: person}) WHERE NOT p.owner"
        " RETURN person, many",
        kind=kind,
        least=least,
        until=_EVER if until is None else to_epoch(until),
    )
    return {PersonId(person): count for person, count in found}


_KNOWN = "UNWIND $rows AS pid MATCH (h:Handle {net: $net, pid: pid}) RETURN pid, h.person"


def span(graph: Graph) -> tuple[int, int] | None:
    """See the port."""
    ends = [
        graph.rows(
            f"MATCH (:Person)-[t:TIE]->(:Person) WHERE t.net = $net AND t.{column} > -1000000000"
            # The index is in this order: its first entry is the answer.
            f" RETURN t.{column} ORDER BY t.net {order}, t.{column} {order} LIMIT 1"
        )
        for column, order in (("first_day", "ASC"), ("last_day", "DESC"))
    ]
    return (ends[0][0][0], ends[1][0][0]) if all(ends) else None


def batches(graph: Graph) -> list[Batch]:
    """See the port."""
    found = graph.rows(
        "MATCH (b:Batch {net: $net}) WHERE b.id IS NOT NULL"
        " RETURN b.id, b.label, b.at, b.withdrawn_at IS NOT NULL ORDER BY b.id"
    )
    return [Batch(row, label, from_epoch(at), gone) for row, label, at, gone in found]


def counts(graph: Graph) -> Counts:
    """See the port."""
    people = graph.rows(
        "MATCH (p:Person {net: $net}) WHERE p.id IS NOT NULL AND NOT p.owner AND NOT p.unknown"
        " RETURN count(*)"
    )[0][0]
    contacts = exchanges.count(graph)
    kinds: dict[str, int] = {
        kind: count
        for kind, count in graph.rows(
            "MATCH (e:Event {net: $net}) WHERE e.kind IS NOT NULL AND e.at IS NOT NULL"
            " RETURN e.kind, count(*)"
        )
    }
    favours, introductions, acquaintances = (
        kinds.pop(kind, 0) for kind in ("favour", "introduction", "acquaintance")
    )
    return Counts(people, contacts, favours, introductions, acquaintances, sum(kinds.values()))


def setting(graph: Graph, name: str) -> str | None:
    """See the port."""
    found = graph.rows("MATCH (s:Setting {net: $net, name: $name}) RETURN s.value", name=name)
    return str(found[0][0]) if found else None


def _moment(at: int | None) -> datetime | None:
    return None if at is None else from_epoch(at)


def _partial(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
