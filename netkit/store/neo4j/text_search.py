"""Search the texts of events and contacts on a server by its full-text index.

The index is made by the first search; the server keeps it up afterwards, forgetting included. What
it gives is looked at again: an exchange holds many contacts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.events import EventId, event_id
from netkit.model.history import Recorded
from netkit.model.names import begun
from netkit.store.codec import words_of
from netkit.store.neo4j import exchanges
from netkit.store.row_change import events_of_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import tzinfo

    from netkit.model.events import Event
    from netkit.store.neo4j.connection import Graph
    from netkit.store.recorded_rows import Row

__all__ = ["INDEX_STATEMENTS", "search_every_text", "search_texts"]

#: What makes the index where it is not there; a schema change, and so apart from what is read.
INDEX_STATEMENTS = (
    "CREATE FULLTEXT INDEX netkit_text IF NOT EXISTS FOR (n:Event|Exchange)"
    " ON EACH [n.text, n.why, n.topic, n.context, n.next_step]"
    " OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}",
    "CALL db.awaitIndexes(300)",
)

_ROW = """
RETURN n.uid AS uid, n.kind AS kind, n.at AS at, n.data AS data, n.batch AS batch,
       COLLECT { MATCH (n)-[r:PART]->(h:Handle) RETURN [r.role, h.pid] } AS parts"""

_EVENTS = f"""
CALL db.index.fulltext.queryNodes('netkit_text', $asked) YIELD node AS n
WHERE n.net = $net AND n:Event {_ROW}"""

_EVERY_EVENT = f"""
MATCH (n:Event {{net: $net}})
WHERE n.kind IS NOT NULL AND n.at IS NOT NULL {_ROW}"""


def search_texts(graph: Graph, words: Sequence[str], zone: tzinfo) -> list[Recorded[Event]]:
    """Return events and contacts whose text has words that begin so, the newest first."""
    asked = " AND ".join(f"{word}*" for word in words)
    return _matching(
        graph.maps(_EVENTS, asked=asked), exchanges.with_text(graph, asked), words, zone
    )


def search_every_text(graph: Graph, words: Sequence[str], zone: tzinfo) -> list[Recorded[Event]]:
    """Return the same where no index may be made: every text is read and looked through."""
    return _matching(
        graph.maps(_EVERY_EVENT), exchanges.dump(lambda read: read(graph)), words, zone
    )


def _matching(
    events: Iterable[Row], contacts: Iterable[Row], words: Sequence[str], zone: tzinfo
) -> list[Recorded[Event]]:
    rows: dict[str, list[Row]] = {
        "event": [row for row in events if begun(words, words_of(row["data"]))],
        "interaction": [row for row in contacts if begun(words, row["text"])],
    }
    recorded = [Recorded(EventId(event_id(event)), event) for event in events_of_rows(rows, zone)]
    recorded.sort(key=lambda entry: (-entry.event.at.timestamp(), entry.id))
    return recorded
