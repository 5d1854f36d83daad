"""Whole questions asked of a server by the files in ``queries/``: few rows come back.

What a file chooses by is a bound or the very figure that the analysis computes from the rows it
returns; the analysis has the last word on score and order.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from netkit.model.people import PersonId
from netkit.queries import question
from netkit.store.values import Sharing, Term

from . import reading

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from netkit.store.neo4j.connection import Graph

__all__ = [
    "about", "fading_ties", "keep_sums", "leaning_ties",
    "population", "sharing", "term_counts",
]  # fmt: skip

_MANY = 10**9
_NEED = "need"
#: Rows beyond what is asked: a server's exp and ours may differ in the last digit.
_MARGIN = 8
#: Owners and people without a name among the best, whom no answer shows; seldom more.
_BESIDE = 100
#: Contact-days at which a search for leaning ties pauses: one of fewer cannot lean more surely
#: than one of as many that are all of one side.
_DAYS = (40, 14, 8)
#: How many people there are, with the change of ties after which they were counted.
_KEEP_SUMS = """
MATCH (n:Network {net: $net})
SET n.people = COUNT {
      MATCH (q:Person {net: $net}) WHERE q.id IS NOT NULL AND NOT q.owner AND NOT q.unknown
    }, n.people_of = n.ties"""

_ALSO = """
UNWIND $rows AS id
MATCH (:Handle {net: $net, pid: id})-[:OF]->(p:Person)
MATCH (p)<-[:OF]-(:Handle)-[r:HAS]->(t:Term)
WHERE t.term IN $terms
WITH p, collect(t.term + ' ' + r.origin) AS said
RETURN p.id, said,
       COUNT { MATCH (p)<-[:OF]-(:Handle)<-[:PART]-(e:Event) WHERE e.kind = 'need' }"""

#: Who shares words: sorting them, as ``queries/introduce.cypher`` does, would hold them all.
_EVERYBODY = """
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(me:Person)
MATCH (:Handle {net: $net, pid: $x})-[:OF]->(x:Person)
CALL () {
  UNWIND $words AS word
  MATCH (:Term {net: $net, term: word[0]})<-[r:HAS]-(h)
  WHERE r.origin IN word[1..]
  RETURN h.person AS id, collect(word[0] + ' ' + r.origin) AS shared
}
WITH me.id AS mine, x.id AS asked, id, shared
WHERE id <> mine AND id <> asked
OPTIONAL MATCH ()-[t:TIE {
  net: $net, a: CASE WHEN id < mine THEN id ELSE mine END,
  b: CASE WHEN id < mine THEN mine ELSE id END
}]->()
RETURN id, shared, t.log_strength"""


#: Words of so many people that counting these takes a while.
_COMMON = 1_000

#: Whether what is kept of a word holds: nothing was taken away or moved since, nor added to it.
_HOLDS = "coalesce(t.people_of = coalesce(n.moved, '') AND t.has = COUNT { (t)<-[:HAS]-() }, false)"

_KEEP_COUNTS = f"""
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

_COUNTS = f"""
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

_KEPT_PEOPLE = "MATCH (n:Network {net: $net}) WHERE n.people_of = n.ties RETURN n.people"

_COUNT_PEOPLE = """
MATCH (p:Person {net: $net})
WHERE p.id IS NOT NULL AND NOT p.owner AND NOT p.unknown
RETURN count(*)"""


@cache
def _text(name: str) -> str:
    text: str = question(name).text
    return text


def keep_sums(graph: Graph) -> None:
    """Keep how many people there are, and with each owner the sums over their ties.

    Each with the mark of the last change of ties: after another they are counted when asked for.
    And with each common word, how many people have it.
    """
    graph.rows(_KEEP_SUMS)
    graph.rows(_KEEP_COUNTS, common=_COMMON)


def term_counts(graph: Graph, terms: Collection[str]) -> dict[str, int]:
    """See the port."""
    return dict(graph.rows(_COUNTS, terms=sorted(terms)))


def population(graph: Graph) -> int:
    """See the port."""
    kept = graph.rows(_KEPT_PEOPLE) or graph.rows(_COUNT_PEOPLE)
    return int(kept[0][0])


def fading_ties(
    graph: Graph,
    person: PersonId,
    fields: Sequence[str],
    limits: tuple[int, int, float, float],
) -> list[tuple[Any, ...]]:
    """See the port; `limits` as its parameters, in turn."""
    least_days, last_before, least, below = limits
    rows = graph.maps(
        _text("fading"), person=person, days=least_days, before=last_before,
        least=max(least, -1e9), below=min(below, 1e9),
    )  # fmt: skip
    return [(PersonId(row["id"]), *(row[field] for field in fields)) for row in rows]


def leaning_ties(
    graph: Graph,
    person: PersonId,
    least: Mapping[int, float],
    share: float,
    below: int | None,
) -> tuple[list[tuple[PersonId, int, int, int]], int]:
    """See the port; the ties of the most days are looked at first, by index."""
    below = _MANY if below is None else below
    first = next((days for days in _DAYS if min(least) < days < below), 0)
    rows = graph.maps(
        _text("leaning"), person=person, days=" ".join(map(str, least)),
        larger=" ".join(map(str, least.values())), share=share, limit=_MANY,
        **{"from": max(first, min(least)), "below": below},
    )  # fmt: skip
    found = [
        (PersonId(row["id"]), row["contact_days"], row["days_out"], row["days_in"]) for row in rows
    ]
    return found, max(first - 1, 0)


def about(
    graph: Graph,
    terms: Collection[str],
    worth: Mapping[str, float],
    limit: int,
    also: Collection[PersonId],
) -> list[Term]:
    """See the port."""
    given = {
        "terms": " ".join(sorted(terms)),
        "offer": worth["offer"],
        "skill": worth["skill"],
        "other": worth["title"],
        "limit": limit,
    }
    rows = graph.rows(_text("about"), **given, beside=_BESIDE)
    if len(rows) < limit:
        rows = graph.rows(_text("about"), **given, beside=_MANY)
    found = {pid: [" ".join(pair) for pair in origins] for pid, _, _, origins in rows}
    missing = sorted(set(also) - found.keys())
    found |= {pid: said for pid, said, _ in graph.each(_ALSO, missing, terms=sorted(terms))}
    return [
        Term(PersonId(pid), term, origin)  # type: ignore[arg-type]
        for pid, shared in found.items()
        for term, origin in _words(tuple(shared))
    ]


def sharing(
    graph: Graph, person: PersonId, asked: PersonId, terms: Mapping[str, Collection[str]]
) -> list[Sharing]:
    """See the port."""
    words = [[term, *sorted(origins)] for term, origins in sorted(terms.items()) if origins]
    if not words:
        return []
    several = reading.parts(graph, _NEED, None, 2)
    return [
        _sharing(pid, shared, power, several.get(PersonId(pid), 1))
        for pid, shared, power in graph.rows(_EVERYBODY, words=words, person=person, x=asked)
    ]


def _sharing(pid: str, shared: Iterable[str], power: float | None, needs: int) -> Sharing:
    return Sharing(PersonId(pid), _words(tuple(shared)), power, needs)


@lru_cache(maxsize=4_096)
def _words(shared: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return words with where they stand, which many people share."""
    pairs = (text.rpartition(" ") for text in sorted(set(shared)))
    return tuple(sorted((term, origin) for term, _, origin in pairs))
