"""Whole questions asked of a server by the files in ``queries/``: few rows come back.

What a file chooses by is a bound or the very figure that the analysis computes from the rows it
returns; the analysis has the last word on score and order.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any

from netkit.domain.people import PersonId
from netkit.graph.strength import HALF_LIFE_DAYS, saturated
from netkit.queries import question
from netkit.store.port import FadingTies, Sharing, Term

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from netkit.store.neo4j.connection import Graph

__all__ = [
    "Rest",
    "about",
    "fading_ties",
    "gap_sums",
    "keep_sums",
    "leaning_ties",
    "population",
    "sharing",
]

_MANY = 10**9
#: Rows beyond what is asked: a server's exp and ours may differ in the last digit.
_MARGIN = 8
#: Strengths at which a search for fading ties pauses: below, nobody has more to lose than that.
_STEPS = (1.0, 0.2, 0.0)

#: The sums over an owner's ties, with the change of ties after which they were taken.
_KEEP_SUMS = """
MATCH (n:Network {net: $net})
SET n.people = COUNT {
      MATCH (q:Person {net: $net}) WHERE q.id IS NOT NULL AND NOT q.owner AND NOT q.unknown
    }, n.people_of = n.ties
WITH n.ties AS of
MATCH (h:Owner {net: $net})
WHERE h.owner_batch IS NOT NULL
MATCH (h)-[:OF]->(p:Person)
WITH DISTINCT of, p
CALL (p) {
  MATCH (p)-[t:TIE]-()
  RETURN sum(t.gap_count) AS gaps, sum(t.sum_log_gap) AS logs
}
SET p.gap_count = gaps, p.sum_log_gap = logs, p.gaps_of = of"""

#: The sums of one person's ties: those kept, where they are still true.
_GAP_SUMS = """
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(p:Person)
OPTIONAL MATCH (n:Network {net: $net})
CALL (p, n) {
  WITH p, n WHERE p.gaps_of = n.ties
  RETURN p.gap_count AS gaps, p.sum_log_gap AS logs
  UNION ALL
  WITH p, n WHERE p.gaps_of IS NULL OR n.ties IS NULL OR p.gaps_of <> n.ties
  MATCH (p)-[t:TIE]-()
  RETURN sum(t.gap_count) AS gaps, sum(t.sum_log_gap) AS logs
}
RETURN sum(gaps), sum(logs)"""

#: Words, each with where it stands, to the most that a tie of those left out can be.
Rest = dict[tuple[tuple[str, str], ...], float]

_ALSO = """
UNWIND $rows AS id
MATCH (:Handle {net: $net, pid: id})-[:OF]->(p:Person)
MATCH (p)<-[:OF]-(:Handle)-[r:HAS]->(t:Term)
WHERE t.term IN $terms
RETURN p.id, collect([t.term, r.origin])"""


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
    """
    graph.rows(_KEEP_SUMS)


def population(graph: Graph) -> int:
    """See the port."""
    kept = graph.rows(_KEPT_PEOPLE) or graph.rows(_COUNT_PEOPLE)
    return int(kept[0][0])


def gap_sums(graph: Graph, person: PersonId) -> tuple[int, float]:
    """See the port; the sums that are kept, where no tie was changed since."""
    rows = graph.rows(_GAP_SUMS, person=person)
    return (int(rows[0][0]), float(rows[0][1])) if rows else (0, 0.0)


def fading_ties(
    graph: Graph,
    person: PersonId,
    fields: Sequence[str],
    day: int,
    lapse: tuple[float, float, float],
    limit: int,
) -> FadingTies:
    """See the port; the strongest are looked at first, by index, and the others if need be."""
    rows: list[dict[str, Any]] = []
    below = math.inf
    for power in _STEPS:
        least = _log_sum(power, day)
        rows += graph.maps(
            _text("fading"), person=person, day=day, least=least, below=min(below, 1e9), days=3,
            intercept=lapse[0], silence=lapse[1], strength=lapse[2], limit=limit + _MARGIN,
        )  # fmt: skip
        stakes = sorted((row["at_stake"] for row in rows), reverse=True)
        if len(stakes) >= limit and stakes[limit - 1] > saturated(power):
            break
        below = least
    found = [(PersonId(row["id"]), *(row[field] for field in fields)) for row in rows]
    first = rows[0] if rows else {"gaps": 0, "sum_log_gaps": 0.0}
    return FadingTies(found, int(first["gaps"]), float(first["sum_log_gaps"]))


def _log_sum(power: float, day: int) -> float:
    """Return the logarithm of the decayed sum of a tie that has this strength on `day`."""
    return math.log(power) + math.log(2) * day / HALF_LIFE_DAYS if power else -1e9


def leaning_ties(
    graph: Graph, person: PersonId, least: Mapping[int, float], share: float
) -> list[tuple[PersonId, int, int, int]]:
    """See the port."""
    rows = graph.rows(
        _text("leaning"),
        person=person,
        days=" ".join(map(str, least)),
        larger=" ".join(map(str, least.values())),
        share=share,
        limit=_MANY,
    )
    return [(PersonId(pid), days, out, back) for pid, _, days, out, back in rows]


def about(
    graph: Graph,
    terms: Collection[str],
    worth: Mapping[str, float],
    limit: int,
    also: Collection[PersonId],
) -> list[Term]:
    """See the port."""
    rows = graph.rows(
        _text("about"),
        terms=" ".join(sorted(terms)),
        offer=worth["offer"],
        skill=worth["skill"],
        other=worth["title"],
        limit=limit,
    )
    found = {pid: origins for pid, _, _, origins in rows}
    missing = sorted(set(also) - found.keys())
    found |= dict(graph.each(_ALSO, missing, terms=sorted(terms)))
    return [
        Term(PersonId(pid), term, origin)
        for pid, origins in found.items()
        for term, origin in sorted({(term, origin) for term, origin in origins})
    ]


def sharing(
    graph: Graph,
    person: PersonId,
    asked: PersonId,
    terms: Collection[str],
    each: int | None,
    also: Collection[PersonId],
) -> tuple[list[Sharing], Rest]:
    """See the port."""
    if not terms:
        return [], {}
    rows = graph.rows(
        _text("introduce"),
        person=person,
        x=asked,
        terms=" ".join(sorted(terms)),
        each=_MANY if each is None else each,
        limit=_MANY,
    )
    found: dict[PersonId, Sharing] = {}
    rest: Rest = {}
    for shared, people, pid, _, power in rows:
        words = tuple(sorted({_pair(one) for one in shared}))
        found[pid] = Sharing(PersonId(pid), words, power)
        if each is not None and people > each:  # the last of a group is its weakest
            rest[words] = -math.inf if power is None else power
    missing = sorted(set(also) - found.keys() - {person, asked})
    words_of = graph.each(_ALSO, missing, terms=sorted(terms)) if rest else []
    for pid, some in words_of:
        words = tuple(sorted({(term, origin) for term, origin in some}))
        found[pid] = Sharing(PersonId(pid), words, None)
    return list(found.values()), rest


def _pair(text: str) -> tuple[str, str]:
    term, _, origin = text.rpartition(" ")
    return term, origin
