"""Ties and their contact-days: one TIE a pair, its days beside its statistics, folded in Python.

``(a)-[:TIE {a, b, days, ab, ba, …}]->(b)`` with a.id < b.id. Beside each stands what a person
reads: ``(owner)-[:KNOWS {strength, last, contact_days, …}]->(other)``. Since the days stand on
the tie, counting further contacts is a merge of two short lists, the same in any order and any
number of times. A server packs a list number by number each time it is written, so that they are
bytes: ``days`` of four, whole numbers, ``ab`` and ``ba`` of eight, floating, the lowest byte first.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from netkit.store.derive import PairDays, fold
from netkit.ties.acquaintance import TOLD
from netkit.ties.statistics import TieStats
from netkit.ties.strength import HALF_LIFE_DAYS, strength

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from netkit.store.neo4j.connection import Graph

__all__ = [
    "PAIRS", "Days", "Folded", "Itself", "Pair", "by_pair", "clear", "clear_some",
    "contact_edge_problems", "day_numbers", "folded", "old", "owner_people", "properties_of",
    "stored_ties", "tie_days", "write",
]  # fmt: skip

#: Ties a query: each carries all its days.
PAIRS = 2_000

#: What a TIE keeps of its days, and the type of each number as `struct` calls it.
_LISTS = {"days": "i", "ab": "d", "ba": "d"}

_EPOCH = date(1970, 1, 1)

#: That the owner knows whom they were in touch with.
_OWN = 1.0
_CLOSE = 1e-9  # of a strength: another machine rounds its last digits otherwise

Days = dict[int, Sequence[float]]
Pair = tuple[str, str]
Kept = bytes | list[Any]

_OWNERS = "MATCH (h:Owner {net: $net}) WHERE h.owner_batch IS NOT NULL RETURN DISTINCT h.person"

_OLD = """
UNWIND $rows AS pair
MATCH ()-[t:TIE {net: $net, a: pair[0], b: pair[1]}]->()
RETURN collect([t.a, t.b, t.days, t.ab, t.ba])"""

_CHANGE = """
UNWIND $rows AS row
MATCH (a)-[t:TIE {net: $net, a: row.a, b: row.b}]->(b)
SET t += row.properties
WITH a, b, row
MATCH (a)-[k:KNOWS {evidence: 'contact'}]-(b)
SET k += row.shown"""

_CREATE = """
UNWIND $rows AS row
MATCH (a:Person {{net: $net, id: row.a}})
MATCH (b:Person {{net: $net, id: row.b}})
CREATE (a)-[:TIE {{net: $net, a: row.a, b: row.b, {properties}}}]->(b)
WITH row, CASE WHEN b.owner AND NOT a.owner THEN [b, a] ELSE [a, b] END AS ends
WITH row, ends[0] AS first, ends[1] AS second
CREATE (first)-[:KNOWS {{
  strength: row.shown.strength, last: row.shown.last, contact_days: row.shown.contact_days,
  probability: CASE WHEN first.owner THEN $own ELSE $told END, evidence: 'contact'
}}]->(second)
RETURN count(*)"""

_CLEAR = """
UNWIND $rows AS pair
MATCH (a)-[t:TIE {net: $net, a: pair[0], b: pair[1]}]->(b)
OPTIONAL MATCH (a)-[k:KNOWS {evidence: 'contact'}]-(b)
DELETE t, k"""

_CLEAR_ALL = """
MATCH (a)-[t:TIE]->(b)
WHERE t.net = $net AND t.last_day IS NOT NULL
WITH a, t, b LIMIT $most
OPTIONAL MATCH (a)-[k:KNOWS {evidence: 'contact'}]-(b)
DELETE t, k
RETURN count(*)"""

#: Ties without an edge that tells the same, and edges without a tie.
_UNLIKE = """
MATCH (a:Person)-[t:TIE]->(b:Person)
WHERE t.net = $net AND t.last_day IS NOT NULL
WITH a, t, b, exp(t.log_strength - log(2.0) * t.last_day / $half_life) AS strength
WHERE COUNT {
  MATCH (a)-[k:KNOWS {evidence: 'contact', contact_days: t.contact_days}]-(b)
  WHERE k.last = $epoch + duration({days: toInteger(t.last_day)})
    AND abs(k.strength - strength) <= $close * strength
    AND k.probability = CASE WHEN a.owner OR b.owner THEN $own ELSE $told END
} <> 1
RETURN count(*) AS unlike
UNION ALL
MATCH (a:Person {net: $net})-[k:KNOWS {evidence: 'contact'}]->(b:Person)
WHERE a.id IS NOT NULL AND NOT EXISTS { (a)-[:TIE]-(b) }
RETURN count(*) AS unlike"""

_KEPT = """
MATCH (:Person)-[t:TIE]->(:Person)
WHERE t.net = $net AND t.last_day IS NOT NULL
RETURN t.a, t.b, properties(t)"""


def owner_people(graph: Graph) -> set[str]:
    """Return the ids of the owners as they stand now."""
    return {person for (person,) in graph.rows(_OWNERS)}


def by_pair(days: PairDays[str]) -> dict[Pair, Days]:
    """Return the days of each pair."""
    days_by_pair: dict[Pair, Days] = {}
    for (a, b, day), both in days.items():
        days_by_pair.setdefault((a, b), {})[day] = both
    return days_by_pair


class Folded(NamedTuple):
    """Ties ready to be written: those there that change, and those to be made."""

    changed: list[dict[str, Any]]
    fresh: list[dict[str, Any]]


def old(graph: Graph, pairs: list[Pair]) -> dict[Pair, Days]:
    """Return the contact-days that the ties of these pairs keep; those without one are left out."""
    rows = graph.each(_OLD, [list(pair) for pair in pairs])
    return {
        (a, b): {day: (out, back) for day, out, back in tie_days(*lists)}
        for a, b, *lists in (rows[0][0] if rows else ())
    }


def folded(counted: list[tuple[Pair, Days]], old: dict[Pair, Days]) -> Folded:
    """Count contact-days beside those kept, those counted already too, and fold their ties."""
    ready = Folded([], [])
    for pair, days in counted:
        if pair in old:
            ready.changed.append(_row(pair, _merged(days, old[pair])))
        else:
            ready.fresh.append(_row(pair, days))
    return ready


def write(graph: Graph, ready: Folded) -> bool:
    """Write ties; return whether both ends of each were there."""
    graph.each(_CHANGE, ready.changed)
    # Named one by one: a property that is set after its relationship is made is indexed twice.
    named = ", ".join(f"{name}: row.properties.{name}" for name in (*TieStats._fields, *_LISTS))
    created = graph.each(_CREATE.format(properties=named), ready.fresh, told=TOLD, own=_OWN)
    return not created or created[0][0] == len(ready.fresh)


def tie_days(days: Kept, ab: Kept, ba: Kept) -> Iterator[tuple[int, float, float]]:
    """Yield (day, ab, ba) of what a TIE keeps."""
    return zip(_numbers("days", days), _numbers("ab", ab), _numbers("ba", ba), strict=True)


def day_numbers(days: Kept) -> Sequence[int]:
    """Return the contact-days that a TIE keeps, oldest first."""
    return _numbers("days", days)


def _numbers(name: str, stored: Kept) -> Sequence[Any]:
    """Return the numbers in the property `name`: lists are from before they were bytes."""
    if isinstance(stored, list):
        return stored
    kind = _LISTS[name]
    return struct.unpack(f"<{len(stored) // struct.calcsize(kind)}{kind}", stored)


def _bytes(name: str, numbers: Kept) -> bytes:
    """Return numbers as the property `name` keeps them; bytes as they are."""
    if isinstance(numbers, list):
        return struct.pack(f"<{len(numbers)}{_LISTS[name]}", *numbers)
    return numbers


def _merged(new: Days, old: Days) -> Days:
    both = dict(old)
    for day, mine in new.items():
        weights = both.get(day)
        both[day] = (
            mine if weights is None else (max(weights[0], mine[0]), max(weights[1], mine[1]))
        )
    return both


def _row(pair: Pair, days: Days) -> dict[str, Any]:
    properties = properties_of(days)
    return {"a": pair[0], "b": pair[1], "properties": properties, "shown": _shown(properties)}


def _shown(properties: dict[str, Any]) -> dict[str, Any]:
    """Return what KNOWS tells of a tie; its strength is that of the day of the last contact."""
    last = properties["last_day"]
    return {
        "strength": strength(properties["log_strength"], last),
        "last": _EPOCH + timedelta(days=int(last)),
        "contact_days": properties["contact_days"],
    }


def properties_of(days: Days) -> dict[str, Any]:
    """Return the properties of a TIE with these contact-days: its statistics, and the days."""
    ordered = sorted(days.items())
    return {
        **fold((day, out, back) for day, (out, back) in ordered)._asdict(),
        "days": _bytes("days", [day for day, _ in ordered]),
        "ab": _bytes("ab", [out for _, (out, _) in ordered]),
        "ba": _bytes("ba", [back for _, (_, back) in ordered]),
    }


def stored_ties(graph: Graph) -> list[tuple[str, str, dict[str, Any]]]:
    """Return the properties of every TIE, in the form of :func:`properties_of`."""
    rows = graph.rows(_KEPT)
    empty: dict[str, Any] = {"last_ab": None, "last_ba": None}
    shown = {"net", "a", "b"}
    return [
        (a, b, empty | {
            name: _bytes(name, value) if name in _LISTS else value
            for name, value in properties.items()
            if name not in shown
        })
        for a, b, properties in rows
    ]  # fmt: skip


def clear(graph: Graph, pairs: Collection[Pair]) -> None:
    """Take away the ties of these pairs."""
    graph.each(_CLEAR, [list(pair) for pair in sorted(pairs)])


def clear_some(graph: Graph) -> bool:
    """Take away up to a few thousand ties of anybody; return whether there were any."""
    return bool(graph.rows(_CLEAR_ALL, most=PAIRS)[0][0])


def contact_edge_problems(graph: Graph) -> int:
    """Return the number of ties and KNOWS edges that do not stand side by side, or differ."""
    rows = graph.rows(
        _UNLIKE, half_life=HALF_LIFE_DAYS, told=TOLD, own=_OWN, epoch=_EPOCH, close=_CLOSE
    )
    return sum(count for (count,) in rows)


class Itself(defaultdict[str, str]):
    """Says of everybody that they are who they are: contacts here already name people."""

    def __missing__(self, key: str) -> str:
        return key
