"""The readable graph: what a person asks in Cypher, derived from what was said and rebuilt at will.

People with KNOWS, WORKS_AT, STUDIED_AT and LIVES_IN, and a node for each favour, introduction,
need, offer and promise. Handles, claims, events and contact-days stand behind it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from netkit.model.events import EVENT_KINDS
from netkit.model.graph_model import EVENT_LABELS
from netkit.store.neo4j.acquaintance_edges import (
    acquaintance_rows,
    stored_acquaintances,
    write_acquaintances,
)
from netkit.store.neo4j.affiliation_edges import (
    expected_affiliations,
    stored_affiliations,
    write_affiliations,
)
from netkit.store.neo4j.event_nodes import (
    expected_event_nodes,
    stored_event_nodes,
    write_event_nodes,
)
from netkit.store.neo4j.put import CHUNK, chunks
from netkit.store.neo4j.tie_counting import contact_edge_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from netkit.store.neo4j.connection import Graph
    from netkit.store.neo4j.steps import Steps
    from netkit.store.neo4j.tie_counting import Pair
    from netkit.store.neo4j.touched import Touched

__all__ = ["draw", "draw_all", "draw_people", "plain_events", "readable_problems"]

_PEOPLE = 2_000

_EVENTS = "MATCH (e:Event {net: $net}) WHERE e.uid IS NOT NULL AND e.kind IN $kinds RETURN e.uid"

_ACQUAINTED = """
MATCH (e:Event {net: $net, kind: 'acquaintance'})
WHERE e.at IS NOT NULL
RETURN DISTINCT COLLECT { MATCH (e)-[:PART]->(h:Handle) RETURN DISTINCT h.person }"""

_EVERYBODY = "MATCH (p:Person {net: $net}) WHERE p.id IS NOT NULL RETURN p.id"

_CLEAR = """
MATCH (n:{label} {{net: $net}})
WHERE n.uid IS NOT NULL
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*)"""

_CLEAR_KNOWS = """
MATCH (a:Person {net: $net})-[k:KNOWS]->()
WHERE a.id IS NOT NULL AND k.evidence <> 'contact'
WITH k LIMIT $most
DELETE k
RETURN count(*)"""

#: Events of networks that an older netkit wrote have these labels, which now mean other nodes.
_PLAIN_EVENTS = """
MATCH (e:Event|Withdrawn {{net: $net}})
WHERE e:{label} AND (e.uid IS NOT NULL OR e.batch IS NOT NULL)
WITH e LIMIT $most
REMOVE e:{label}
RETURN count(*)"""


def draw(touched: Touched, *, new: bool = False) -> Steps[None]:
    """Derive anew what these events and acquaintances give; `new` where none is drawn yet."""
    for uids in chunks(sorted(touched.events)):
        yield partial(write_event_nodes, uids=uids, new=new)
    for pairs in chunks(sorted(touched.acquaintances)):
        yield partial(write_acquaintances, pairs=pairs, new=new)


def draw_people(people: Iterable[str], *, new: bool = False) -> Steps[None]:
    """Derive anew where these people work, studied and live."""
    for chunk in chunks(sorted(people), _PEOPLE):
        yield partial(write_affiliations, people=chunk, new=new)


def plain_events() -> Steps[None]:
    """Take the labels of kinds off the events that an older netkit wrote."""
    for kind in EVENT_KINDS.values():
        while (yield partial(_some, query=_PLAIN_EVENTS.format(label=kind.__name__))):
            pass


def draw_all() -> Steps[None]:
    """Derive all of it anew but what comes with people and ties, whatever there was before."""
    for query in (*(_CLEAR.format(label=label) for label in EVENT_LABELS.values()), _CLEAR_KNOWS):
        while (yield partial(_some, query=query)):
            pass
    uids: list[str] = yield _event_ids
    pairs: list[Pair] = yield _acquainted
    for chunk in chunks(uids):
        yield partial(write_event_nodes, uids=chunk)
    for some in chunks(pairs):
        yield partial(write_acquaintances, pairs=some)


def _some(graph: Graph, query: str) -> int:
    count: int = graph.rows(query, most=CHUNK)[0][0]
    return count


def _event_ids(graph: Graph) -> list[str]:
    return sorted(uid for (uid,) in graph.rows(_EVENTS, kinds=[*EVENT_LABELS]))


def _acquainted(graph: Graph) -> list[Pair]:
    pairs = (sorted(people) for (people,) in graph.rows(_ACQUAINTED))
    return sorted({(pair[0], pair[1]) for pair in pairs if len(pair) == 2})


def readable_problems(read: Callable[[Callable[[Graph], Any]], Any]) -> list[str]:
    """Compare the readable graph with what it is derived from; return what differs, in lines."""
    different = sum(
        (count(read) for count in (_people_differing, _events_differing, _knows_differing)), 0
    )
    different += read(contact_edge_problems)
    if not different:
        return []
    return [
        f"graph: {different} nodes or relationships differ from what was said;"
        " 'netkit check --repair' derives them anew"
    ]


def _differing(stored: Iterable[Any], expected: Iterable[Any]) -> int:
    left, right = Counter(stored), Counter(expected)
    return ((left - right) + (right - left)).total()


def _people_differing(read: Callable[[Callable[[Graph], Any]], Any]) -> int:
    ids = sorted(pid for (pid,) in read(lambda graph: graph.rows(_EVERYBODY)))
    return sum(
        _differing(
            read(partial(stored_affiliations, people=chunk)),
            read(partial(expected_affiliations, people=chunk)),
        )
        for chunk in chunks(ids, _PEOPLE)
    )


def _events_differing(read: Callable[[Callable[[Graph], Any]], Any]) -> int:
    expected: list[Any] = []
    for chunk in chunks(read(_event_ids)):
        expected += read(partial(expected_event_nodes, uids=chunk))
    return _differing(read(stored_event_nodes), expected)


def _knows_differing(read: Callable[[Callable[[Graph], Any]], Any]) -> int:
    expected: list[dict[str, Any]] = []
    for chunk in chunks(read(_acquainted)):
        expected += read(partial(acquaintance_rows, pairs=chunk))
    names = ("a", "b", "probability", "evidence", "because", "last")
    rows = [tuple(_plain(row[name]) for name in names) for row in expected]
    return _differing((tuple(map(_plain, row)) for row in read(stored_acquaintances)), rows)


def _plain(value: Any) -> Any:
    """Return a value as it can be counted; figures to a trillionth."""
    if isinstance(value, float):
        return round(value, 12)
    if isinstance(value, date):
        return value.isoformat()
    return tuple(value) if isinstance(value, list) else value
