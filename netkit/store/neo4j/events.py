"""Record changes on a server, and read the events and interactions that it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.errors import ReadOnlyError
from netkit.model.events import Event, EventId, Interaction
from netkit.model.history import Recorded
from netkit.model.people import PersonId
from netkit.model.when import from_epoch, to_epoch
from netkit.store.codec import restore
from netkit.store.neo4j import exchanges, forgetting, writing
from netkit.store.neo4j.people import (
    CLAIM,
    JOB,
    THEIR_HANDLES,
    PeopleQueries,
    affiliations_of,
    claims_of,
    people_of,
)
from netkit.store.values import Batch, Sayings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime, tzinfo

    from netkit.store.recorded_rows import Row
    from netkit.store.values import Change, Receipt

__all__ = ["EventQueries"]

_END_OF_TIME = 2**62

#: Rows up to which a change is one transaction; its rows stand in the server's memory.
_ONE_TRANSACTION = 20_000

_LAST_BATCH_SIZE = """
MATCH (b:Batch {net: $net})
WHERE b.id IS NOT NULL AND b.withdrawn_at IS NULL
WITH max(b.id) AS last
RETURN COUNT { MATCH (:Exchange {net: $net, batch: last}) }
     + COUNT { MATCH (:Handle {net: $net, batch: last}) }
     + COUNT { MATCH (:Event {net: $net, batch: last}) }"""

_EVENTS = """
UNWIND $kinds AS kind
MATCH (e:Event {net: $net, kind: kind})
WHERE e.at <= $until"""

_THEIR_EVENTS = """
MATCH (h)<-[:PART]-(e:Event)
WHERE e.kind IN $kinds AND e.at <= $until
WITH DISTINCT e"""

_EVENT = """e.uid, e.kind, e.at, e.data,
       COLLECT { MATCH (e)-[r:PART]->(x:Handle) RETURN [r.role, x.person] }"""

#: All that was said of these people, in one row for each of them.
_SAYINGS = f"""
UNWIND $rows AS id
MATCH (:Handle {{net: $net, pid: id}})-[:OF]->(p:Person)
WITH DISTINCT p
RETURN [p.id, p.name, p.organization, p.title, p.city, p.owner, p.unknown],
       COLLECT {{
         MATCH (p)<-[:OF]-(:Handle)<-[:PART]-(e:Event)
         WHERE e.kind IN $kinds AND e.at <= $until
         WITH DISTINCT e
         RETURN [{_EVENT}]
       }},
       COLLECT {{ MATCH (p)<-[:OF]-(h:Handle)<-[:ABOUT]-(a:Affiliation) RETURN [{JOB}] }},
       COLLECT {{
         MATCH (p)<-[:OF]-(h:Handle)<-[:ABOUT]-(c:Claim) WHERE c.field IN $fields RETURN [{CLAIM}]
       }}
ORDER BY p.id"""

#: Parts of an interaction, of contact `i` of an exchange `x`, the newest first.
_INTERACTIONS = """
MATCH (s:Handle)-[:SENT]->(x)
RETURN uid, at, x.channel, coalesce(x.thread[i], ''), coalesce(x.text[i], ''), x.source,
       coalesce(x.mark[i], ''), s.person, COLLECT { MATCH (x)-[:TO]->(r:Handle) RETURN r.person }
ORDER BY at DESC, uid"""

#: The rarest of the people first: an owner took part in all, somebody else in few. Where one is
#: not known, nobody shares anything with them.
_SHARED_INTERACTIONS = """
UNWIND $ids AS id
OPTIONAL MATCH (:Handle {net: $net, pid: id})-[:OF]->(p:Person)
WITH collect(DISTINCT p) AS found, count(p) AS known
WHERE known = size($ids)
UNWIND found AS p
WITH p, COLLECT { MATCH (p)<-[:OF]-(h:Handle) RETURN COUNT { (h)-[:SENT|TO]-() } } AS parts
ORDER BY reduce(all = 0, part IN parts | all + part)
WITH collect(p) AS people
WHERE size(people) > 0
WITH people[0] AS rarest, [p IN people[1..] | p.id] AS others
MATCH (rarest)<-[:OF]-(:Handle)-[:SENT|TO]-(x:Exchange)
WHERE x.first <= $until
WITH DISTINCT x, others
WHERE all(id IN others WHERE EXISTS { (x)-[:SENT|TO]-(:Handle {person: id}) })
WITH x, x.at AS at, x.uid AS uid
UNWIND range(0, size(at) - 1) AS i
WITH x, i, at[i] AS at, uid[i] AS uid
WHERE at <= $until
WITH x, i, at, uid
ORDER BY at DESC, uid LIMIT $most"""

_LAST_CONTACTS = """
UNWIND $ids AS id
MATCH (:Handle {net: $net, pid: id})-[:OF]->(p:Person)
CALL (p) {
  MATCH (p)<-[:OF]-(:Handle)-[:SENT|TO]-(x:Exchange)
  WHERE x.first <= $until
  WITH DISTINCT x
  WITH x, x.at AS at, x.uid AS uid
  UNWIND range(0, size(at) - 1) AS i
  WITH x, i, at[i] AS at, uid[i] AS uid
  WHERE at <= $until
  WITH x, i, at, uid
  ORDER BY at DESC, uid LIMIT $most
  MATCH (s:Handle)-[:SENT]->(x)
  RETURN uid, at, x.channel AS channel, coalesce(x.thread[i], '') AS thread,
         coalesce(x.text[i], '') AS text, x.source AS source, coalesce(x.mark[i], '') AS mark,
         s.person AS sender, COLLECT { MATCH (x)-[:TO]->(r:Handle) RETURN r.person } AS others
}
RETURN id, uid, at, channel, thread, text, source, mark, sender, others
ORDER BY id, at DESC, uid"""

_MEETINGS = """
MATCH (:Handle {net: $net, pid: $id})-[:OF]->(p:Person)
MATCH (p)<-[:OF]-(:Handle)-[:SENT|TO]-(x:Exchange)
WHERE x.channel = 'meeting' AND x.first <= $until AND x.last >= $since
WITH DISTINCT x
UNWIND range(0, size(x.at) - 1) AS i
WITH x, i, x.at[i] AS at, x.uid[i] AS uid
WHERE $since <= at <= $until"""


_IN_TOUCH_OTHERWISE = f"""{THEIR_HANDLES}, $person AS person
MATCH (:Handle {{net: $net, pid: person}})-[:OF]->(p:Person)
WITH h, p.id AS owner
WHERE EXISTS {{
  MATCH (h)<-[:TO]-(x:Exchange)<-[:SENT]-(:Handle {{person: owner}}) WHERE x.first <= $until
}} OR EXISTS {{
  MATCH (h)-[:SENT]->(x:Exchange)-[:TO]->(:Handle {{person: owner}})
  WHERE x.first <= $until AND NOT x.channel IN $channels
}}
RETURN DISTINCT h.person"""


class EventQueries(PeopleQueries):
    """`netkit.store.port.Events` on a server."""

    def append(self, change: Change) -> Receipt:
        """See the port."""
        return self._write(
            lambda token: writing.append(change, token),
            large=writing.size_of(change) > _ONE_TRANSACTION,
        )

    def withdraw(self, at: datetime) -> Batch | None:
        """See the port."""
        [[size]] = self._rows(_LAST_BATCH_SIZE)
        large = size > _ONE_TRANSACTION
        return self._write(lambda token: forgetting.withdraw(at, token), large=large)

    def search_texts(self, words: Sequence[str]) -> list[Recorded[Event]]:
        """See the port."""
        from netkit.store.neo4j.text_search import (
            INDEX_STATEMENTS,
            search_every_text,
            search_texts,
        )

        try:
            for statement in INDEX_STATEMENTS:
                self._change_schema(statement)
        except ReadOnlyError:
            return self._read(lambda graph: search_every_text(graph, words, self.zone))
        return self._read(lambda graph: search_texts(graph, words, self.zone))

    def recorded_by(self, batch: int) -> dict[str, list[Row]]:
        """See the port."""
        from netkit.store.neo4j.copying import dump_batch

        return self._read(lambda graph: dump_batch(graph, batch))

    def batches(self) -> list[Batch]:
        """See the port."""
        rows = self._rows(
            "MATCH (b:Batch {net: $net}) WHERE b.id IS NOT NULL"
            " RETURN b.id, b.label, b.at, b.withdrawn_at IS NOT NULL ORDER BY b.id"
        )
        return [
            Batch(number, label, from_epoch(at, self.zone), withdrawn)
            for number, label, at, withdrawn in rows
        ]

    def events(
        self,
        kinds: Collection[str],
        *,
        people: Collection[PersonId] | None = None,
        until: datetime | None = None,
    ) -> list[Recorded[Event]]:
        """See the port."""
        start = _EVENTS if people is None else THEIR_HANDLES + _THEIR_EVENTS
        rows = self._rows(
            f"{start}\nRETURN {_EVENT}\nORDER BY e.at, e.uid",
            kinds=sorted(set(kinds)),
            ids=sorted(people or ()),
            until=_until(until),
        )
        return _events(rows, self.zone)

    def sayings(
        self,
        people: Collection[PersonId] | None,
        kinds: Collection[str],
        fields: Collection[str],
        *,
        until: datetime | None = None,
    ) -> Sayings:
        """See the port; of several people in one round trip."""
        if people is None:
            return Sayings(
                self.people(),
                self.events(kinds, until=until),
                self.affiliations(),
                self.claims(None, fields),
            )
        rows = self._each(
            _SAYINGS, sorted(people), kinds=sorted(set(kinds)), fields=sorted(fields),
            until=_until(until),
        )  # fmt: skip
        shared = {event[0]: event for row in rows for event in row[1]}
        return Sayings(
            people_of([row[0] for row in rows]),
            _events(sorted(shared.values(), key=lambda event: (event[2], event[0])), self.zone),
            affiliations_of([job for row in rows for job in row[2]], self.zone),
            claims_of([claim for row in rows for claim in row[3]], self.zone),
        )

    def event_counts(
        self, kind: str, *, until: datetime | None = None, least: int = 1
    ) -> dict[PersonId, int]:
        """See the port."""
        rows = self._rows(
            "MATCH (e:Event {net: $net, kind: $kind}) WHERE e.at <= $until"
            " MATCH (e)-[:PART]->(h) WITH h.person AS person, count(DISTINCT e) AS events"
            " WHERE events >= $least MATCH (p:Person {net: $net, id: person}) WHERE NOT p.owner"
            " RETURN person, events",
            kind=kind,
            least=least,
            until=_until(until),
        )
        return {PersonId(person): count for person, count in rows}

    def interactions(
        self,
        people: Collection[PersonId],
        *,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> list[Recorded[Interaction]]:
        """See the port."""
        rows = self._rows(
            _SHARED_INTERACTIONS + _INTERACTIONS,
            ids=sorted(set(people)),
            until=_until(until),
            most=_END_OF_TIME if limit is None else limit,
        )
        return [exchanges.interaction_of(self.zone, *row) for row in rows]

    def last_contacts(
        self,
        people: Collection[PersonId],
        *,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> dict[PersonId, list[Recorded[Interaction]]]:
        """See the port."""
        rows = self._rows(
            _LAST_CONTACTS,
            ids=sorted(set(people)),
            until=_until(until),
            most=_END_OF_TIME if limit is None else limit,
        )
        last: dict[PersonId, list[Recorded[Interaction]]] = {}
        for person, *contact in rows:
            last.setdefault(PersonId(person), []).append(
                exchanges.interaction_of(self.zone, *contact)
            )
        return last

    def meetings(
        self, person: PersonId, *, since: datetime, until: datetime
    ) -> list[Recorded[Interaction]]:
        """See the port."""
        times = {"since": to_epoch(since), "until": to_epoch(until)}
        rows = self._rows(_MEETINGS + _INTERACTIONS, id=person, **times)
        return [exchanges.interaction_of(self.zone, *row) for row in rows]

    def in_touch_otherwise(
        self,
        person: PersonId,
        others: Collection[PersonId],
        channels: Collection[str],
        *,
        until: datetime | None = None,
    ) -> set[PersonId]:
        """See the port."""
        rows = self._rows(
            _IN_TOUCH_OTHERWISE,
            person=person,
            ids=sorted(others),
            channels=sorted(channels),
            until=_until(until),
        )
        return {PersonId(pid) for [pid] in rows}

    def all_interactions(self) -> Iterator[Recorded[Interaction]]:
        """See the port."""
        return exchanges.all_interactions(self._read, self.zone)


def _until(until: datetime | None) -> int:
    return _END_OF_TIME if until is None else to_epoch(until)


def _events(rows: Iterable[list[Any]], zone: tzinfo) -> list[Recorded[Event]]:
    return [
        Recorded(
            EventId(uid), restore(kind, at, data, {role: PersonId(p) for role, p in parts}, zone)
        )
        for uid, kind, at, data, parts in rows
    ]
