"""Keep the vectors of texts on a server, and tell who says a text."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from typing import TYPE_CHECKING, Any

from netkit.model.people import PersonId
from netkit.store.neo4j.put import chunks
from netkit.store.neo4j.transactions import NetworkGraph
from netkit.store.values import Utterance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from netkit.store.neo4j.connection import Graph
    from netkit.store.neo4j.steps import Steps

__all__ = ["MeaningQueries", "clear_vectors", "drop_unsaid"]

_TITLES = """
MATCH (a:Affiliation {net: $net})-[:ABOUT]->(h:Handle)
WHERE a.key IS NOT NULL AND a.kind = 'work' AND a.until = '' AND a.title <> ''
  AND ($all OR a.title IN $texts)
RETURN DISTINCT h.person, a.title, 'title'"""

_SKILLS = """
UNWIND ['skill', 'headline'] AS field
MATCH (c:Claim {net: $net, field: field})-[:ABOUT]->(h:Handle)
WHERE $all OR c.value IN $texts
RETURN DISTINCT h.person, c.value, 'skill'"""

_WISHES = """
UNWIND ['need', 'offer'] AS kind
MATCH (e:Event {net: $net, kind: kind})-[:PART]->(h:Handle)
WHERE e.at IS NOT NULL
RETURN DISTINCT h.person, e.data, e.kind"""

_VECTORS = """
MATCH (m:Meaning {net: $net})
WHERE m.key IS NOT NULL
RETURN m.side, m.text, m.vector"""

_KEEP = """
UNWIND $rows AS row
MERGE (m:Meaning {net: $net, key: row.key})
SET m.side = row.side, m.text = row.text, m.vector = row.vector"""

_DROP = "UNWIND $rows AS key MATCH (m:Meaning {net: $net, key: key}) DELETE m"

_CLEAR = "MATCH (m:Meaning {net: $net}) WHERE m.key IS NOT NULL DELETE m"


class MeaningQueries(NetworkGraph):
    """`netkit.store.port.Meanings` on a server."""

    def utterances(self, texts: Collection[str] | None = None) -> list[Utterance]:
        """See the port."""
        return self._read(lambda graph: list(_said(graph, texts)))

    def vectors(self) -> dict[tuple[str, str], bytes]:
        """See the port."""
        return {(side, text): bytes(vector) for side, text, vector in self._rows(_VECTORS)}

    def keep_vectors(self, vectors: Mapping[tuple[str, str], bytes]) -> None:
        """See the port."""

        def steps(_: str) -> Steps[None]:
            for chunk in chunks(_row(*key, vector) for key, vector in vectors.items()):
                yield partial(_keep, rows=chunk)
            yield drop_unsaid

        self._write(steps, large=True)


def _keep(graph: Graph, rows: list[dict[str, Any]]) -> None:
    graph.each(_KEEP, rows)


def drop_unsaid(graph: Graph) -> None:
    """Delete the vectors of texts that nobody says any more."""
    stored = graph.rows("MATCH (m:Meaning {net: $net}) WHERE m.key IS NOT NULL RETURN m.key")
    if not stored:
        return
    in_use = {
        _key("need" if row.origin == "need" else "given", row.text) for row in _said(graph, None)
    }
    graph.each(_DROP, [key for (key,) in stored if key not in in_use])


def clear_vectors(graph: Graph) -> None:
    """Delete every vector."""
    graph.rows(_CLEAR)


def _said(graph: Graph, texts: Collection[str] | None) -> Iterator[Utterance]:
    asked = {"all": texts is None, "texts": sorted(texts or ())}
    for query in (_TITLES, _SKILLS):
        for person, text, origin in graph.rows(query, **asked):
            yield Utterance(PersonId(person), text, origin)
    for person, data, kind in graph.rows(_WISHES):
        text = json.loads(data)["text"]
        if texts is None or text in texts:
            yield Utterance(PersonId(person), text, kind)


def _row(side: str, text: str, vector: bytes) -> dict[str, Any]:
    return {"key": _key(side, text), "side": side, "text": text, "vector": vector}


def _key(side: str, text: str) -> str:
    """Return a key short enough for an index, which holds no text of eight thousand letters."""
    return hashlib.sha256(f"{side}\x1f{text}".encode()).hexdigest()[:32]
