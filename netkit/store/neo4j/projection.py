"""Derive the people of joined handles and the words that find them, anew for who changed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from netkit.model.names import words
from netkit.store.derive import best_claims, best_jobs, searched_text, shown_name
from netkit.store.neo4j.affiliation_edges import write_affiliations
from netkit.store.neo4j.stored_counts import add_to_population
from netkit.topics.terms import terms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from netkit.store.neo4j.connection import Graph

__all__ = [
    "Search",
    "add_people",
    "add_search",
    "clear_search",
    "derived",
    "rebuild",
    "search_rows",
    "search_sources",
]  # fmt: skip

_LONGEST = 200  # letters: an index cannot hold a word of eight thousand

_HANDLES = """
UNWIND $rows AS id
MATCH (h:Handle {net: $net, person: id})
RETURN collect([id, h.pid, h.kind, h.value, h:Owner, [(h)-[:OF]->(p:Person) | p.id]])"""

_CLAIMS = """
UNWIND $rows AS id
MATCH (h:Handle {net: $net, person: id})<-[:ABOUT]-(c:Claim)
WHERE c.field IN ['name', 'city']
RETURN collect([id, c.field, c.value, c.source, coalesce(c.at, 0)])"""

_JOBS = """
UNWIND $rows AS id
MATCH (h:Handle {net: $net, person: id})<-[:ABOUT]-(a:Affiliation)
WHERE a.kind = 'work' AND a.until = ''
RETURN collect([id, a.organization, a.title, a.source, coalesce(a.seen_at, 0), a.since])"""

_THERE = """
UNWIND $rows AS id
MATCH (p:Person {net: $net, id: id})
RETURN collect([id, p.owner OR p.unknown])"""

_PERSON = (
    "net: $net, id: row.id, name: row.name, organization: row.organization, title: row.title,"
    " city: row.city, owner: row.owner, unknown: row.unknown"
)

_NEW_PEOPLE = f"UNWIND $rows AS row CREATE (:Person {{{_PERSON}}})"

#: A person who has one handle, with it. Nothing needs to be looked up for them.
_NEW = f"""
UNWIND $rows AS row
CREATE (h:Handle {{
  net: $net, pid: row.id, person: row.id,
  kind: row.kind, value: row.value, batch: row.batch, n: row.n
}})-[:OF]->(:Person {{{_PERSON}}})"""

_CHANGED_PEOPLE = f"""
UNWIND $rows AS row
MATCH (p:Person {{net: $net, id: row.id}})
SET p += {{{_PERSON}}}"""

_MOVED = """
UNWIND $rows AS row
MATCH (h:Handle {net: $net, pid: row.pid})-[old:OF]->(:Person)
DELETE old"""

_OF = """
UNWIND $rows AS row
MATCH (h:Handle {net: $net, pid: row.pid})
MATCH (p:Person {net: $net, id: row.id})
CREATE (h)-[:OF]->(p)"""

_GONE = """
UNWIND $rows AS id
MATCH (p:Person {net: $net, id: id})
DETACH DELETE p"""

#: CREATE for handles that nobody has given words yet: MERGE looks through their relationships.
_WORDS = """
UNWIND $rows AS row
MERGE (w:Word {{net: $net, word: row[0]}})
WITH w, row
UNWIND row[1] AS pid
MATCH (h:Handle {{net: $net, pid: pid}})
{put} (h)-[:CALLED]->(w)"""

_TERMS = """
UNWIND $rows AS row
MERGE (t:Term {{net: $net, term: row[0]}})
WITH t, row
UNWIND row[2] AS pid
MATCH (h:Handle {{net: $net, pid: pid}})
{put} (h)-[:HAS {{origin: row[1]}}]->(t)"""

_CLEAR_SEARCH = """
UNWIND $rows AS pid
MATCH (h:Handle {net: $net, pid: pid})-[r:CALLED|HAS]->(word)
REMOVE word.has
DELETE r"""

_SAID_CLAIMS = """
UNWIND $rows AS pid
MATCH (h:Handle {net: $net, pid: pid})<-[:ABOUT]-(c:Claim)
RETURN 'claim' AS table, {pid: pid, field: c.field, value: c.value} AS row"""

_SAID_JOBS = """
UNWIND $rows AS pid
MATCH (h:Handle {net: $net, pid: pid})<-[:ABOUT]-(a:Affiliation)
RETURN 'affiliation' AS table, {pid: pid, title: a.title, kind: a.kind, until: a.until} AS row"""

_SAID_EVENTS = """
UNWIND $rows AS pid
MATCH (h:Handle {net: $net, pid: pid})<-[r:PART]-(e:Event)
WHERE e.kind IN ['need', 'offer', 'fact']
RETURN 'event' AS table, {kind: e.kind, data: e.data, parts: [[r.role, pid]]} AS row"""


def rebuild(graph: Graph, people: Collection[str]) -> None:
    """Derive anew who these people are; those without a handle left go."""
    asked = sorted(people)
    if not asked:
        return
    handles, claims, jobs, there = (
        graph.each(query, asked)[0][0] for query in (_HANDLES, _CLAIMS, _JOBS, _THERE)
    )
    counted = dict(there)
    there = counted.keys()
    rows = derived(handles, map(_five, claims), map(_six, jobs))
    graph.each(_GONE, sorted(there - rows.keys()))
    graph.each(_NEW_PEOPLE, [row for pid, row in rows.items() if pid not in there])
    graph.each(_CHANGED_PEOPLE, [row for pid, row in rows.items() if pid in there])
    wrong = [row for row in handles if row[5] != [row[0]]]
    links = [{"pid": pid, "id": person} for person, pid, *_ in wrong]
    graph.each(_MOVED, [link for link, row in zip(links, wrong, strict=True) if row[5]])
    graph.each(_OF, links)
    write_affiliations(graph, sorted(rows))
    before = sum(not hidden for hidden in counted.values())
    add_to_population(graph, sum(map(_is_counted, rows.values())) - before)


def _is_counted(row: dict[str, Any]) -> bool:
    """Return True for somebody who counts among the people: no owner, and not without a name."""
    return not (row["owner"] or row["unknown"])


def derived(
    handles: Iterable[Sequence[Any]],
    claims: Iterable[tuple[str, str, str, str, int]],
    jobs: Iterable[tuple[str, str, str, str, int, str]],
) -> dict[str, dict[str, Any]]:
    """Return the properties of the node of each person, by the person's id.

    handles : person, handle, kind, value, whether it is an owner's
    claims, jobs : of names and cities, and of present work, as in :mod:`netkit.store.derive`
    """
    names, work = best_claims(claims), best_jobs(jobs)
    owned: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for row in handles:
        owned[row[0]].append(row)
    return {
        pid: _person(pid, mine, names.get(pid, {}), work.get(pid)) for pid, mine in owned.items()
    }


def add_people(graph: Graph, rows: list[dict[str, Any]]) -> None:
    """Add people who are not there, each with the one handle that they have."""
    graph.each(_NEW, rows)
    add_to_population(graph, sum(map(_is_counted, rows)))


class Search(NamedTuple):
    """Search rows find people: words (handle, word), and terms (handle, term, origin)."""

    words: list[tuple[str, str]]
    terms: list[tuple[str, str, str]]

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield the label and name of each node the handles come to point at."""
        yield from (("Word", word) for _, word in self.words)
        yield from (("Term", term) for _, term, _ in self.terms)

    def beside(self, written: set[tuple[str, ...]]) -> Search:
        """Return those that are not in `found`, which gets them."""
        more = Search(
            [row for row in self.words if row not in written],
            [row for row in self.terms if row not in written],
        )
        written.update(more.words, more.terms)
        return more


def _five(row: list[Any]) -> tuple[str, str, str, str, int]:
    person, field, value, source, at = row
    return person, field, value, source, at


def _six(row: list[Any]) -> tuple[str, str, str, str, int, str]:
    person, organization, title, source, at, since = row
    return person, organization, title, source, at, since


def _person(
    pid: str, handles: list[Sequence[Any]], claimed: dict[str, str], job: tuple[str, str] | None
) -> dict[str, Any]:
    unknown = all(kind == "unknown" for _, _, kind, *_ in handles)
    key = min(f"{kind}:{value}" for _, _, kind, value, *_ in handles)
    organization, title = job or ("", "")
    return {
        "id": pid,
        "name": shown_name(claimed.get("name"), key, unknown=unknown),
        "organization": organization,
        "title": title,
        "city": claimed.get("city", ""),
        "owner": any(row[4] for row in handles),
        "unknown": unknown,
    }


def search_rows(table: str, rows: Iterable[dict[str, Any]]) -> Search:
    """Return the words and terms that rows give."""
    found_words: dict[tuple[str, str], None] = {}
    found_terms: dict[tuple[str, str, str], None] = {}
    for row in rows:
        if table == "claim" and row["field"] in {"name", "nickname"}:
            found_words |= {(row["pid"], word[:_LONGEST]): None for word in words(row["value"])}
        for pid, origin, text in _texts(table, row):
            found_terms |= {(pid, term[:_LONGEST], origin): None for term in terms(text)}
    return Search([*found_words], [*found_terms])


def _texts(table: str, row: dict[str, Any]) -> Iterable[tuple[str, str, str]]:
    if table == "claim" and row["field"] in {"skill", "headline"}:
        yield row["pid"], "skill", row["value"]
    elif table == "affiliation" and row["kind"] == "work" and not row["until"]:
        yield row["pid"], "title", row["title"]
    elif table == "event":
        for origin, text in searched_text(row["kind"], row["data"]):
            yield from ((pid, origin, text) for _, pid in row["parts"])


def add_search(graph: Graph, search: Search, *, new: bool = False) -> None:
    """Add words and terms; `new` where none of them is there, unless somebody else wrote."""
    put = "CREATE" if new and graph.alone else "MERGE"
    called: dict[str, list[str]] = defaultdict(list)
    for pid, word in search.words:
        called[word].append(pid)
    has: dict[tuple[str, str], list[str]] = defaultdict(list)
    for pid, term, origin in search.terms:
        has[term, origin].append(pid)
    graph.each(_WORDS.format(put=put), [[word, pids] for word, pids in sorted(called.items())])
    graph.each(_TERMS.format(put=put), [[*key, pids] for key, pids in sorted(has.items())])


def clear_search(graph: Graph, handles: list[str]) -> None:
    """Take away the words and terms of these handles."""
    graph.each(_CLEAR_SEARCH, handles)


def search_sources(graph: Graph, handles: list[str]) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    """Yield the rows that words and terms of these handles come from, by table."""
    for query in (_SAID_CLAIMS, _SAID_JOBS, _SAID_EVENTS):
        rows = graph.each(query, handles)
        if rows:
            yield rows[0][0], [row for _, row in rows]
