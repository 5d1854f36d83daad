"""Read people and what sources say of them from a server: an index behind every start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.model.names import begun
from netkit.model.people import Affiliation, Claim, Handle, Person, PersonId
from netkit.store.codec import moment_of, partial_date_of
from netkit.store.neo4j.stored_counts import TERM_COUNTS
from netkit.store.neo4j.transactions import NetworkGraph
from netkit.store.values import Doubt, Term

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import tzinfo

__all__ = [
    "ALL_HANDLES", "CLAIM", "JOB", "THEIR_HANDLES", "PeopleQueries", "affiliations_of",
    "claims_of", "people_of",
]  # fmt: skip

_LONGEST_WORD = 200  # letters of a word that the index holds

_PERSON = """
RETURN DISTINCT p.id, p.name, p.organization, p.title, p.city, p.owner, p.unknown
ORDER BY p.id"""

CLAIM = "h.person, c.field, c.at, c.value, c.source, c.origin"
JOB = "h.person, a.kind, a.seen_at, a.organization, a.title, a.since, a.until, a.source"

#: Everybody's handles, or those of the people that these handles belong to.
ALL_HANDLES = "MATCH (h:Handle {net: $net}) WHERE h.pid IS NOT NULL"
THEIR_HANDLES = """
UNWIND $ids AS id
MATCH (:Handle {net: $net, pid: id})-[:OF]->(p:Person)
MATCH (p)<-[:OF]-(h:Handle)
WITH DISTINCT h"""

_HANDLES = """
UNWIND $ids AS id
MATCH (:Handle {net: $net, pid: id})-[:OF]->(p:Person)
MATCH (p)<-[:OF]-(h:Handle)
RETURN id, h.kind, h.value ORDER BY id, h.pid <> p.id, h.kind, h.value"""

_BY_HANDLE = "UNWIND $rows AS pid MATCH (h:Handle {net: $net, pid: pid}) RETURN pid, h.person"

_NAMED = """
MATCH (w:Word {net: $net})
WHERE w.word STARTS WITH $longest
MATCH (w)<-[:CALLED]-(:Handle)-[:OF]->(p:Person)
WITH DISTINCT p
WHERE all(part IN $others WHERE EXISTS {
  MATCH (p)<-[:OF]-(:Handle)-[:CALLED]->(v:Word) WHERE v.word STARTS WITH part
})"""

_LIVING = """
UNWIND $rows AS city
MATCH (p:Person {net: $net, city: city})"""


class PeopleQueries(NetworkGraph):
    """`netkit.store.port.People` on a server."""

    def owners(self) -> tuple[PersonId, ...]:
        """See the port."""
        rows = self._rows(
            "MATCH (h:Owner {net: $net}) WHERE h.owner_batch IS NOT NULL"
            " RETURN h.person ORDER BY h.owner_batch, h.batch, h.n"
        )
        return tuple(dict.fromkeys(PersonId(person) for (person,) in rows))

    def people_by_handle(self, keys: Collection[str]) -> dict[str, PersonId]:
        """See the port."""
        key_by_pid = {Handle.from_key(key).person_id: key for key in sorted(keys)}
        rows = self._each(_BY_HANDLE, [*key_by_pid])
        return {key_by_pid[pid]: PersonId(person) for pid, person in rows}

    def people(self, ids: Collection[PersonId] | None = None) -> list[Person]:
        """See the port."""
        if ids is None:
            start = "MATCH (p:Person {net: $net}) WHERE p.id IS NOT NULL"
        else:
            start = "UNWIND $ids AS id MATCH (:Handle {net: $net, pid: id})-[:OF]->(p:Person)"
        return people_of(self._rows(start + _PERSON, ids=sorted(ids or ())))

    def named(self, words: Sequence[str]) -> list[Person]:
        """See the port."""
        if not words:
            return []
        cut = (word[:_LONGEST_WORD] for word in words)
        longest, *others = sorted(cut, key=len, reverse=True)
        return people_of(self._rows(_NAMED + _PERSON, longest=longest, others=others))

    def handles(self, person: PersonId) -> list[Handle]:
        """See the port."""
        return self.handles_of([person]).get(person, [])

    def handles_of(self, people: Collection[PersonId]) -> dict[PersonId, list[Handle]]:
        """See the port."""
        handles: dict[PersonId, list[Handle]] = {}
        for pid, kind, value in self._rows(_HANDLES, ids=sorted(set(people))):
            handles.setdefault(PersonId(pid), []).append(Handle(kind, value))
        return handles

    def claims(
        self, people: Collection[PersonId] | None = None, fields: Collection[str] | None = None
    ) -> list[Claim]:
        """See the port."""
        start = f"{ALL_HANDLES if people is None else THEIR_HANDLES} MATCH (c:Claim)-[:ABOUT]->(h)"
        if people is None and fields is not None:
            start = (
                "UNWIND $fields AS field MATCH (c:Claim {net: $net, field: field})-[:ABOUT]->(h)"
            )
        rows = self._rows(
            f"{start} WHERE $fields IS NULL OR c.field IN $fields RETURN {CLAIM}",
            ids=sorted(people or ()),
            fields=None if fields is None else sorted(fields),
        )
        return claims_of(rows, self.zone)

    def affiliations(
        self,
        people: Collection[PersonId] | None = None,
        organizations: Collection[str] | None = None,
    ) -> list[Affiliation]:
        """See the port."""
        if organizations is not None and people is None:
            start = (
                "UNWIND $keys AS key MATCH (:Organization {net: $net, key: key})<-[:AT]-"
                "(a:Affiliation)-[:ABOUT]->(h:Handle)"
            )
        else:
            handles = ALL_HANDLES if people is None else THEIR_HANDLES
            start = f"{handles} MATCH (a:Affiliation)-[:ABOUT]->(h)"
        if organizations is not None and people is not None:
            start += " WHERE a.org_key IN $keys"
        rows = self._rows(
            f"{start} RETURN {JOB}", ids=sorted(people or ()), keys=sorted(organizations or ())
        )
        return affiliations_of(rows, self.zone)

    def organizations(self, words: Sequence[str]) -> list[str]:
        """See the port."""
        if not words:
            return []
        rows = self._rows(
            "MATCH (o:Organization {net: $net}) WHERE o.key IS NOT NULL"
            " AND all(word IN $words WHERE (' ' + o.key) CONTAINS (' ' + word))"
            " AND EXISTS { (o)<-[:AT]-(:Affiliation) } RETURN o.key ORDER BY o.key",
            words=list(words),
        )
        return [key for (key,) in rows]

    def living_in(self, words: Sequence[str]) -> list[Person]:
        """See the port."""
        if not words:
            return []
        cities = self._rows(
            "MATCH (p:Person {net: $net}) WHERE p.city > '' RETURN DISTINCT p.city AS city"
        )
        meant = [city for (city,) in cities if begun(words, city)]
        return people_of(self._each(_LIVING + _PERSON, meant))

    def with_terms(self, terms: Collection[str] | None = None) -> list[Term]:
        """See the port."""
        start = "MATCH (t:Term {net: $net}) WHERE t.term IS NOT NULL"
        if terms is not None:
            start = "UNWIND $terms AS term MATCH (t:Term {net: $net, term: term})"
        rows = self._rows(
            f"{start} MATCH (t)<-[r:HAS]-(h:Handle)"
            " RETURN DISTINCT h.person AS person, t.term AS term, r.origin AS origin"
            " ORDER BY person, term, origin",
            terms=sorted(terms or ()),
        )
        return [Term(PersonId(pid), term, origin) for pid, term, origin in rows]

    def term_counts(self, terms: Collection[str] | None = None) -> dict[str, int]:
        """See the port."""
        if terms is not None:
            return dict(self._rows(TERM_COUNTS, terms=sorted(terms)))
        rows = self._rows(
            "MATCH (t:Term {net: $net}) WHERE t.term IS NOT NULL"
            " MATCH (t)<-[:HAS]-(h) RETURN t.term, count(DISTINCT h.person)"
        )
        return dict(rows)

    def doubts(self) -> list[Doubt]:
        """See the port."""
        newest: dict[tuple[str, str], Doubt] = {}
        for a, b, reason, verdict in self._rows(
            "MATCH (d:Doubt {net: $net}) WHERE d.key IS NOT NULL"
            " RETURN d.a, d.b, d.reason, d.verdict ORDER BY d.batch, d.n"
        ):
            newest[a, b] = Doubt(PersonId(a), PersonId(b), reason, verdict)
        return list(newest.values())


def people_of(rows: list[list[Any]]) -> list[Person]:
    """Return people of rows in the order of `Person`."""
    return [Person(PersonId(row[0]), *row[1:]) for row in rows]


def claims_of(rows: list[list[Any]], zone: tzinfo) -> list[Claim]:
    """Return the claims of rows of `CLAIM`, by person, field and time."""
    rows.sort(key=lambda row: (row[0], row[1], row[2] is not None, row[2] or 0, *row[3:5]))
    return [
        Claim(PersonId(pid), field, value, moment_of(at, zone), source, origin)
        for pid, field, at, value, source, origin in rows
    ]


def affiliations_of(rows: list[list[Any]], zone: tzinfo) -> list[Affiliation]:
    """Return the affiliations of rows of `JOB`, by person, kind and time."""
    rows.sort(key=lambda row: (*row[:2], row[2] is not None, row[2] or 0, *row[3:6]))
    return [
        Affiliation(
            PersonId(pid), organization, title, partial_date_of(since), partial_date_of(until),
            kind, moment_of(seen_at, zone), source,
        )
        for pid, kind, seen_at, organization, title, since, until, source in rows
    ]  # fmt: skip
