"""Contacts on a server: what one handle sent to the same others stands in one node, as lists.

``(:Handle)-[:SENT]->(:Exchange {at, uid, text, mark, thread, …})-[:TO]->(:Handle)``: element ``i``
of each list is one contact, by time; a list whose texts are all empty is left out. Relationships
are what a server pays most for, and this needs them once for all that two people wrote.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from functools import partial
from heapq import heappop, heappush
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from netkit.model.events import EventId, Interaction
from netkit.model.history import Recorded
from netkit.model.people import PersonId
from netkit.model.when import from_epoch
from netkit.store.neo4j.connection import Graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import tzinfo

    from netkit.store.derive import Seen
    from netkit.store.event_spool import ContactRow
    from netkit.store.recorded_rows import Row

__all__ = [
    "PARTY_LETTERS", "Contact", "all_interactions", "all_seen", "contact_of", "contacts_of",
    "count", "dump", "exchanges_of", "interaction_of", "of_batch", "put_contacts", "seen_of",
    "with_text",
]  # fmt: skip

_EVER = 2**62
_PAGE = 5_000

#: Letters of the hash of who took part, with which the key of an exchange begins.
PARTY_LETTERS = 24

#: Contacts an exchange: the newest few of many are read without the whole of them.
_MOST = 500

#: What a contact says in words; most sources leave some of them empty throughout.
_TEXTS = ("thread", "text", "mark")

_UIDS = """
UNWIND $rows AS row
MATCH (x:Exchange {net: $net})
WHERE x.key STARTS WITH row[0] AND x.first <= row[2] AND x.last >= row[1]
RETURN collect(x.uid)"""

_CREATE = """
UNWIND $rows AS row
MATCH (s:Handle {net: $net, pid: row.sender})
CREATE (s)-[:SENT]->(x:Exchange {
  net: $net, key: row.key, first: row.first, last: row.last,
  contacts: row.contacts, uid: row.uid, at: row.at, thread: row.thread, text: row.text,
  mark: row.mark, channel: row.channel, source: row.source, batch: row.batch
})
WITH x, row
UNWIND row.recipients AS pid
MATCH (r:Handle {net: $net, pid: pid})
CREATE (x)-[:TO]->(r)"""

_COUNT = """
MATCH (x:Exchange {net: $net})
WHERE x.key IS NOT NULL
RETURN coalesce(sum(x.contacts), 0)"""

_LISTS = "x.first, x.key, x.at, x.uid, x.thread, x.text, x.mark, x.channel, x.source, x.batch"

_BY_TIME = f"""
MATCH (x:Exchange {{net: $net}})
WHERE x.first >= $first AND (x.first > $first OR x.key > $key)
WITH x ORDER BY x.first, x.key LIMIT $most
MATCH (s:Handle)-[:SENT]->(x)
RETURN {_LISTS}, s.person, COLLECT {{ MATCH (x)-[:TO]->(r:Handle) RETURN r.person }}
ORDER BY x.first, x.key"""

_BY_KEY = f"""
MATCH (x:Exchange {{net: $net}})
WHERE x.key > $key
WITH x ORDER BY x.key LIMIT $most
MATCH (s:Handle)-[:SENT]->(x)
RETURN {_LISTS}, s.pid, COLLECT {{ MATCH (x)-[:TO]->(r:Handle) RETURN r.pid }}
ORDER BY x.key"""

_OF_BATCH = f"""
MATCH (x:Exchange {{net: $net, batch: $batch}})
WITH x ORDER BY x.key
MATCH (s:Handle)-[:SENT]->(x)
RETURN {_LISTS}, s.pid, COLLECT {{ MATCH (x)-[:TO]->(r:Handle) RETURN r.pid }}
ORDER BY x.key"""

_WITH_TEXT = f"""
CALL db.index.fulltext.queryNodes('netkit_text', $asked) YIELD node AS x
WHERE x.net = $net AND x:Exchange
MATCH (s:Handle)-[:SENT]->(x)
RETURN {_LISTS}, s.pid, COLLECT {{ MATCH (x)-[:TO]->(r:Handle) RETURN r.pid }}"""

_ALL_SEEN = """
MATCH (x:Exchange)
WHERE x.net = $net AND x.key > $after
WITH x ORDER BY x.key LIMIT $most
MATCH (s:Handle)-[:SENT]->(x)
RETURN x.at, s.person, COLLECT { MATCH (x)-[:TO]->(r:Handle) RETURN r.person }, x.key
ORDER BY x.key"""

_SEEN = """
UNWIND $rows AS id
MATCH (:Person {net: $net, id: id})<-[:OF]-(:Handle)-[:SENT|TO]-(x:Exchange)
WITH DISTINCT x
MATCH (s:Handle)-[:SENT]->(x)
RETURN x.at, s.person, COLLECT { MATCH (x)-[:TO]->(r:Handle) RETURN r.person }"""


class _Exchange(NamedTuple):
    """An exchange as it is read; texts None when all of them are empty."""

    first: int
    key: str
    at: list[int]
    uid: list[str]
    thread: list[str] | None
    text: list[str] | None
    mark: list[str] | None
    channel: str
    source: str
    batch: int
    sender: str
    recipients: list[str]

    def row(self, number: int) -> Row:
        """Return one contact as a row of what was said."""
        texts = {name: _nth(getattr(self, name), number) for name in _TEXTS}
        return {
            "uid": self.uid[number], "at": self.at[number], "channel": self.channel, **texts,
            "source": self.source, "sender": self.sender,
            "recipients": sorted(set(self.recipients)), "batch": self.batch,
        }  # fmt: skip


def _nth(texts: list[str] | None, number: int) -> str:
    return texts[number] if texts else ""


def _party(sender: str, recipients: Iterable[str]) -> str:
    """Return the prefix of the keys of exchanges of this sender and these recipients."""
    text = ">".join((sender, *recipients))
    return hashlib.blake2b(text.encode(), digest_size=PARTY_LETTERS // 2).hexdigest()


class Contact(NamedTuple):
    """One contact to put; `recipients` are sorted, each once."""

    sender: str
    recipients: tuple[str, ...]
    channel: str
    source: str
    batch: int
    at: int
    uid: str
    thread: str
    text: str
    mark: str


_PARTY = itemgetter(0, 1)
_SAME = itemgetter(0, 1, 2, 3, 4)
_WHEN = itemgetter(5, 6)


def contact_of(row: Row) -> Contact:
    """Return a contact that is given as a row of what was said."""
    fields = {name: row[name] for name in Contact._fields}
    return Contact(**fields | {"recipients": tuple(row["recipients"])})


def contacts_of(rows: Iterable[ContactRow], batch: int) -> Iterator[Contact]:
    """Yield the contacts of a change by party, equal ones once."""
    parties: defaultdict[tuple[str, tuple[str, ...]], list[ContactRow]] = defaultdict(list)
    for row in rows:
        parties[row[-2], _each_once(row[-1])].append(row)
    for sender, recipients in sorted(parties):
        row_by_key = {row[0]: row for row in reversed(parties.pop((sender, recipients)))}
        for key, at, channel, thread, text, source, mark, _, _ in reversed(row_by_key.values()):
            uid = f"e{key.hex()}"
            yield Contact(sender, recipients, channel, source, batch, at, uid, thread, text, mark)


def _each_once(recipients: tuple[PersonId, ...]) -> tuple[str, ...]:
    return recipients if len(recipients) == 1 else tuple(sorted(set(recipients)))


def exchanges_of(contacts: Iterable[Contact]) -> list[dict[str, Any]]:
    """Return contacts as exchanges: the same sender, recipients, channel, source and import."""
    groups: dict[tuple[Any, ...], list[Contact]] = defaultdict(list)
    for contact in contacts:
        groups[_SAME(contact)].append(contact)
    exchanges = []
    for mine in groups.values():
        mine.sort(key=_WHEN)
        exchanges += [_exchange(mine[i : i + _MOST]) for i in range(0, len(mine), _MOST)]
    return exchanges


def _exchange(contacts: list[Contact]) -> dict[str, Any]:
    first = contacts[0]
    at, uid, thread, text, mark = map(
        list, zip(*(contact[5:] for contact in contacts), strict=True)
    )
    return {
        "sender": first.sender,
        "recipients": list(first.recipients),
        "channel": first.channel,
        "source": first.source,
        "batch": first.batch,
        "key": _party(first.sender, first.recipients) + first.uid,
        "first": at[0],
        "last": at[-1],
        "contacts": len(contacts),
        "uid": uid,
        "at": at,
        "thread": thread if any(thread) else None,
        "text": text if any(text) else None,
        "mark": mark if any(mark) else None,
    }


def put_contacts(
    graph: Graph, contacts: list[Contact], packed: list[dict[str, Any]] | None = None, *, new: bool
) -> list[Contact]:
    """Add the contacts that are not there yet, and return them.

    packed : all of them as exchanges, where that is done already
    new : none of them is there, unless somebody else wrote meanwhile
    """
    stored = set() if new and graph.alone else _known(graph, contacts)
    fresh = [contact for contact in contacts if contact.uid not in stored] if stored else contacts
    graph.each(_CREATE, exchanges_of(fresh) if stored or packed is None else packed)
    return fresh


def _known(graph: Graph, contacts: list[Contact]) -> set[str]:
    """Return the ids of those of `contacts` that the graph has."""
    spans: dict[tuple[Any, ...], list[int]] = {}
    for contact in contacts:
        span = spans.setdefault(_PARTY(contact), [contact.at, contact.at])
        span[:] = [min(span[0], contact.at), max(span[1], contact.at)]
    asked = [[_party(sender, others), *span] for (sender, others), span in spans.items()]
    mine = {contact.uid for contact in contacts}
    rows = graph.each(_UIDS, asked)
    return {uid for uids in rows[0][0] for uid in mine.intersection(uids)} if rows else set()


def count(graph: Graph) -> int:
    """Return the number of contacts there are."""
    [[contacts]] = graph.rows(_COUNT)
    return int(contacts)


def all_interactions(read: Callable[[Callable[[Graph], Any]], Any], zone: tzinfo) -> Iterator[Any]:
    """See the port; holds the exchanges that have begun and not ended yet."""
    begun: list[tuple[int, str, int, _Exchange]] = []
    for exchange in _pages(read, _BY_TIME):
        while begun and begun[0][0] < exchange.first:
            yield _next(begun, zone)
        heappush(begun, (exchange.at[0], exchange.uid[0], 0, exchange))
    while begun:
        yield _next(begun, zone)


def _next(begun: list[tuple[int, str, int, _Exchange]], zone: tzinfo) -> Recorded[Interaction]:
    """Take the earliest contact of the exchanges that have begun."""
    at, uid, number, exchange = heappop(begun)
    if number + 1 < len(exchange.at):
        heappush(begun, (exchange.at[number + 1], exchange.uid[number + 1], number + 1, exchange))
    thread, text, mark = (
        _nth(texts, number) for texts in (exchange.thread, exchange.text, exchange.mark)
    )
    return interaction_of(
        zone,
        uid,
        at,
        exchange.channel,
        thread,
        text,
        exchange.source,
        mark,
        exchange.sender,
        exchange.recipients,
    )


def dump(read: Callable[[Callable[[Graph], Any]], Any]) -> Iterator[Row]:
    """Yield every contact as a row of what was said."""
    for exchange in _pages(read, _BY_KEY):
        yield from map(exchange.row, range(len(exchange.at)))


def of_batch(graph: Graph, batch: int) -> list[Row]:
    """Return the contacts that a change recorded, as rows of what was said."""
    rows = graph.rows(_OF_BATCH, batch=batch)
    packed = map(_Exchange._make, rows)
    return [exchange.row(number) for exchange in packed for number in range(len(exchange.at))]


def with_text(graph: Graph, asked: str) -> list[Row]:
    """Return the contacts of the exchanges that the full-text index gives for a query."""
    packed = map(_Exchange._make, graph.rows(_WITH_TEXT, asked=asked))
    return [exchange.row(number) for exchange in packed for number in range(len(exchange.at))]


def _pages(read: Callable[[Callable[[Graph], Any]], Any], query: str) -> Iterator[_Exchange]:
    first, key = -_EVER, ""
    while True:
        rows = read(partial(Graph.rows, query=query, first=first, key=key, most=_PAGE))
        yield from map(_Exchange._make, rows)
        if len(rows) < _PAGE:
            return
        first, key = rows[-1][:2]


def interaction_of(
    zone: tzinfo,
    uid: str,
    at: int,
    channel: Any,
    thread: str,
    text: str,
    source: str,
    mark: str,
    sender: str,
    recipients: list[str],
) -> Recorded[Interaction]:
    """Return one contact as the event that was recorded; people as they are now."""
    to = tuple(PersonId(pid) for pid in sorted(set(recipients)))
    when, writer = from_epoch(at, zone), PersonId(sender)
    event = Interaction(when, channel, writer, to, thread, text, source, mark)
    return Recorded(EventId(uid), event)


def seen_of(graph: Graph, people: Iterable[str]) -> list[Seen[str]]:
    """Return the contacts in which any of these people took part, once each, by person."""
    return [contact for row in graph.each(_SEEN, sorted(people)) for contact in _seen(*row)]


def all_seen(graph: Graph, after: str) -> tuple[list[Seen[str]], str]:
    """Return the next contacts after the exchange `after`, and the last one; none at the end."""
    rows = graph.rows(_ALL_SEEN, after=after, most=_PAGE)
    seen = [
        contact for at, sender, recipients, _ in rows for contact in _seen(at, sender, recipients)
    ]
    return seen, rows[-1][3] if rows else ""


def _seen(at: list[int], sender: str, recipients: list[str]) -> Iterator[Seen[str]]:
    to = tuple(recipients)
    return ((moment, sender, to) for moment in at)
