"""Counts stored on the server for readers: of people, and of those who have each common word.

Each is stored with the mark of the last change after which it holds; after another change it is
counted when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netkit.store.neo4j.connection import Graph

__all__ = ["COUNT_PEOPLE", "STORED_PEOPLE", "TERM_COUNTS", "update_counts"]

#: People of a word from which on counting them takes a while.
_COMMON = 1_000

_STORE_PEOPLE = """
MATCH (n:Network {net: $net})
SET n.people = COUNT {
      MATCH (q:Person {net: $net}) WHERE q.id IS NOT NULL AND NOT q.owner AND NOT q.unknown
    }, n.people_of = n.ties"""

STORED_PEOPLE = "MATCH (n:Network {net: $net}) WHERE n.people_of = n.ties RETURN n.people"

COUNT_PEOPLE = """
MATCH (p:Person {net: $net})
WHERE p.id IS NOT NULL AND NOT p.owner AND NOT p.unknown
RETURN count(*)"""

#: True while the count of a word holds: nothing was taken away or moved since, nor added to it.
_HOLDS = "coalesce(t.people_of = coalesce(n.moved, '') AND t.has = COUNT { (t)<-[:HAS]-() }, false)"

_STORE_TERMS = f"""
MATCH (n:Network {{net: $net}})
MATCH (t:Term {{net: $net}})
WHERE t.term IS NOT NULL AND COUNT {{ (t)<-[:HAS]-() }} >= $common
  AND NOT {_HOLDS}
CALL (t) {{
  MATCH (t)<-[:HAS]-(h)
  RETURN count(DISTINCT h.person) AS people
}}
SET t.people = people, t.has = COUNT {{ (t)<-[:HAS]-() }},
    t.people_of = coalesce(n.moved, '')"""

TERM_COUNTS = f"""
UNWIND $terms AS term
MATCH (t:Term {{net: $net, term: term}})
MATCH (n:Network {{net: $net}})
CALL (t, n) {{
  WITH t, n WHERE {_HOLDS}
  RETURN t.people AS people
  UNION ALL
  WITH t, n WHERE NOT {_HOLDS}
  MATCH (t)<-[:HAS]-(h)
  RETURN count(DISTINCT h.person) AS people
}}
WITH t, sum(people) AS people
WHERE people > 0
RETURN t.term, people"""


def update_counts(graph: Graph) -> None:
    """Count people, and those who have each common word whose count does not hold any more."""
    graph.rows(_STORE_PEOPLE)
    graph.rows(_STORE_TERMS, common=_COMMON)
