"""Counts stored on the server for readers: of people, and of those who have each common word.

Each change adds to the number of people what it brings. A word is counted after a large change;
one that has come or gone since is counted when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netkit.store.neo4j.connection import Graph

__all__ = [
    "COUNT_PEOPLE", "STORED_PEOPLE", "TERM_COUNTS", "add_to_population", "count_anew",
    "forget_term_counts", "store_term_counts",
]  # fmt: skip

#: People of a word from which on counting them takes a while.
_COMMON = 1_000

_ADD_PEOPLE = """
MATCH (n:Network {net: $net})
SET n.population = n.population + $more
RETURN n.population"""

_STORE_PEOPLE = """
MATCH (n:Network {net: $net})
SET n.population = COUNT {
  MATCH (q:Person {net: $net}) WHERE q.id IS NOT NULL AND NOT q.owner AND NOT q.unknown
}"""

STORED_PEOPLE = "MATCH (n:Network {net: $net}) WHERE n.population IS NOT NULL RETURN n.population"

COUNT_PEOPLE = """
MATCH (p:Person {net: $net})
WHERE p.id IS NOT NULL AND NOT p.owner AND NOT p.unknown
RETURN count(*)"""

#: True while the count of a word holds: as many handles have it as then, and none of them left
#: it or came to belong to others, which takes `has` away.
_HOLDS = "coalesce(t.has = COUNT { (t)<-[:HAS]-() }, false)"

_STORE_TERMS = f"""
MATCH (t:Term {{net: $net}})
WHERE t.term IS NOT NULL AND COUNT {{ (t)<-[:HAS]-() }} >= $common
  AND NOT {_HOLDS}
CALL (t) {{
  MATCH (t)<-[:HAS]-(h)
  RETURN count(DISTINCT h.person) AS people
}}
SET t.people = people, t.has = COUNT {{ (t)<-[:HAS]-() }}"""

_RECOUNT_TERMS = """
UNWIND $rows AS pid
MATCH (:Handle {net: $net, pid: pid})-[:HAS]->(t:Term)
REMOVE t.has"""

_RECOUNT_ALL = """
MATCH (t:Term {net: $net})
WHERE t.term IS NOT NULL AND t.has IS NOT NULL
REMOVE t.has"""

TERM_COUNTS = f"""
UNWIND $terms AS term
MATCH (t:Term {{net: $net, term: term}})
CALL (t) {{
  WITH t WHERE {_HOLDS}
  RETURN t.people AS people
  UNION ALL
  WITH t WHERE NOT {_HOLDS}
  MATCH (t)<-[:HAS]-(h)
  RETURN count(DISTINCT h.person) AS people
}}
WITH t, sum(people) AS people
WHERE people > 0
RETURN t.term, people"""


def add_to_population(graph: Graph, more: int) -> None:
    """Add people to the number there are, or fewer below 0; count them where it is not stored."""
    if graph.rows(_ADD_PEOPLE, more=more) == [[None]]:
        graph.rows(_STORE_PEOPLE)


def count_anew(graph: Graph) -> None:
    """Count everybody, and let every count of a word be made anew when it is asked for."""
    graph.rows(_STORE_PEOPLE)
    graph.rows(_RECOUNT_ALL)


def forget_term_counts(graph: Graph, handles: list[str]) -> None:
    """Let the counts of the words of these handles be made anew when they are asked for."""
    graph.each(_RECOUNT_TERMS, handles)


def store_term_counts(graph: Graph) -> None:
    """Count those who have each common word whose count does not hold any more."""
    graph.rows(_STORE_TERMS, common=_COMMON)
