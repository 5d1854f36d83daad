"""Recording a change: what was said goes in, whatever is derived from it is brought up to date."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple, dataclass, field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from netkit.model.frozen import replace
from netkit.model.organizations import organization_key
from netkit.model.people import Handle, PersonId
from netkit.model.when import to_epoch
from netkit.store.derive import PairDays, Seen, pair_days
from netkit.store.event_spool import Spool
from netkit.store.neo4j.beginning import Begun, begin
from netkit.store.neo4j.exchanges import Contact, contacts_of, exchanges_of, put_contacts
from netkit.store.neo4j.moving import move
from netkit.store.neo4j.put import NAMED, chunks, distinct, put, put_names
from netkit.store.neo4j.readable_graph import draw, draw_people
from netkit.store.neo4j.removing import SpokenOf, remove_rows
from netkit.store.neo4j.steps import (
    Job,
    Steps,
    count_ties,
    each,
    persons_now,
    recount,
    recount_all,
    rename,
    search_anew,
)
from netkit.store.neo4j.touched import Touched, touched_by_batch, touched_by_moves
from netkit.store.recorded_rows import (
    TABLES,
    Row,
    affiliation_row,
    claim_row,
    doubt_row,
    handle_row,
)
from netkit.store.values import Change, Counts, Receipt

from . import projection, tie_counting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime, tzinfo

    from netkit.store.event_spool import EventRow
    from netkit.store.neo4j.connection import Graph

__all__ = ["append", "size_of"]

_CLOSE = """
MATCH (b:Batch {net: $net, id: $batch})
SET b.open = false, b.new = $new
REMOVE b.mark"""

_NOTHING = """
MATCH (b:Batch {net: $net, id: $batch})
MATCH (n:Network {net: $net})
SET n.batches = CASE WHEN n.batches = $batch THEN $batch - 1 ELSE n.batches END
DELETE b"""


@dataclass(slots=True)
class _Written:
    """Track what has been put: the number of new rows of each kind, and the handles spoken of."""

    counts: Counter[str] = field(default_factory=Counter)
    touched: set[str] = field(default_factory=set)


def size_of(change: Change) -> int:
    """Return the number of rows a change writes, to tell small changes from large."""
    return len(change.handles) + len(change.claims) + len(change.affiliations) + len(change.events)


def append(change: Change, token: str) -> Steps[Receipt]:
    """Record `change`; `token` tells this recording from others, should it be repeated."""
    spool = Spool.of(change.events)
    change = replace(change, events=spool)
    begun: Begun = yield lambda graph: begin(graph, change, token)
    if begun.receipt is not None:
        return begun.receipt
    change, batch = begun.change, begun.batch
    handles = _new_handles(change, begun, batch)
    written = _Written(touched=set(begun.unnamed))
    new_people = _new_people_rows(change, handles) if begun.empty else {}
    yield from _put_handles(begun, handles, new_people, written)
    moved: set[str] = yield lambda graph: move(graph, change, batch)
    person_of = begun.persons | {row["pid"]: row["person"] for row in handles}
    if moved:
        person_of = yield lambda graph: persons_now(graph, person_of)
    owners: set[str] = yield tie_counting.owner_people
    touched: Touched = yield partial(touched_by_moves, batch=batch)
    removed = SpokenOf(set(), set(), Touched(), set())
    if change.removals:
        removed = yield partial(remove_rows, uids=change.removals, batch=batch)
    days: PairDays[str] = {}
    zone: tzinfo = yield lambda graph: graph.zone
    count = partial(pair_days, person_of=person_of, owners=owners, zone=zone, days=days)
    yield from each(chain(_record_jobs(begun, written), _contact_jobs(begun, written, count)))
    if new_people and (yield lambda graph: graph.alone):
        written.touched -= new_people.keys()
    if not (begun.resumed or moved or removed.uids or written.counts.pop("fresh", 0)):
        yield lambda graph: graph.rows(_NOTHING, batch=batch)
        return Receipt(0, Counts())
    people: set[str] = yield partial(_people_of, pids=written.touched, person_of=person_of)
    yield from rename(people | moved | removed.people)
    touched |= removed.touched
    if removed.handles:
        yield from search_anew(removed.handles)
    if written.counts.pop("owner", 0) and batch > 1:
        yield from recount_all()
    else:
        yield from count_ties(days, new=begun.empty)
        yield from recount(touched.contacts)
    touched |= yield partial(touched_by_batch, batch=batch, contacts=False)
    yield from draw_people(new_people, new=True)
    yield from draw(touched, new=begun.empty)
    new = _counted(written.counts, _new_people(change, handles))
    yield lambda graph: graph.rows(_CLOSE, batch=batch, new=list(astuple(new)))
    return Receipt(batch, new)


def _people_of(graph: Graph, pids: set[str], person_of: dict[str, str]) -> set[str]:
    """Return the people these handles belong to: as found out, unless somebody else wrote since."""
    now = person_of if graph.alone else persons_now(graph, pids)
    return {now[pid] for pid in pids}


def _put_handles(
    begun: Begun, handles: list[Row], new_people: dict[str, Row], written: _Written
) -> Steps[None]:
    """Put handles, those with a person of their own first, and say whose are the owners'."""
    use = partial(_take_note, begun, written)
    people = [{**row, **new_people[row["pid"]]} for row in handles if row["pid"] in new_people]
    yield from each(Job(partial(_put_people, rows=rows), use) for rows in chunks(people))
    apart = [row for row in handles if row["pid"] not in new_people]
    owners = [{"pid": pid, "batch": begun.batch} for pid in begun.change.owners]
    for table, rows in (("handle", apart), ("owner", owners)):
        yield from each(_jobs(begun, written, [(table, rows)]))


def _record_jobs(begun: Begun, written: _Written) -> Iterator[Job]:
    """Yield the jobs that put all a change says of the handles that are there, but for contacts."""
    change, batch = begun.change, begun.batch
    others = (row for chunk in Spool.of(change.events).others() for row in chunk)
    doubts = enumerate(change.doubts)
    return _jobs(
        begun,
        written,
        [
            ("claim", (claim_row(claim, batch) for claim in change.claims)),
            ("affiliation", (affiliation_row(job, batch) for job in change.affiliations)),
            ("doubt", ({**doubt_row(doubt, batch), "n": number} for number, doubt in doubts)),
            ("event", (_event_row(event, batch) for event in others)),
        ],
    )


def _jobs(
    begun: Begun, written: _Written, tables: Iterable[tuple[str, Iterable[Row]]]
) -> Iterator[Job]:
    """Yield jobs that put rows of tables, none of which needs another, with words and terms."""
    searched: set[tuple[str, ...]] = set()
    named: set[tuple[str, str]] = set()
    use = partial(_take_note, begun, written)
    for table, rows in tables:
        for chunk in chunks(distinct(table, rows)):
            search = projection.search_rows(table, chunk).beside(searched)
            names = {*search.names(), *_organizations(table, chunk)} - named
            named |= names
            put_rows = partial(_put, table=table, rows=chunk, search=search, new=begun.empty)
            yield Job(partial(put_rows, names=names), use)


def _organizations(table: str, rows: list[Row]) -> Iterator[tuple[str, str]]:
    if table == "affiliation":
        yield from (("Organization", organization_key(row["organization"])) for row in rows)


def _put_names(graph: Graph, names: set[tuple[str, str]]) -> None:
    """Make the nodes that many rows point at."""
    for label in NAMED:
        put_names(graph, label, [name for of, name in names if of == label])


def _take_note(begun: Begun, written: _Written, result: tuple[str, list[Row], list[Row]]) -> None:
    """Count what was new of the rows that were put."""
    table, fresh, rows = result
    counted = rows if begun.resumed else fresh
    written.counts["fresh"] += len(fresh)
    written.touched |= {row["pid"] for row in counted if "pid" in row}
    written.counts.update(row["kind"] for row in fresh if table == "event")
    written.counts["owner"] += len(counted) if table == "owner" else 0


def _put(
    graph: Graph,
    table: str,
    rows: list[Row],
    search: projection.Search,
    names: set[tuple[str, str]],
    *,
    new: bool,
) -> tuple[str, list[Row], list[Row]]:
    """Put rows of a table with their words and terms; return those that were new, and all."""
    _put_names(graph, names)
    fresh = put(graph, table, rows, new=new)
    if len(fresh) < len(rows):
        search = projection.search_rows(table, fresh)
    projection.add_search(graph, search, new=new)
    return table, fresh, rows


def _put_people(graph: Graph, rows: list[Row]) -> tuple[str, list[Row], list[Row]]:
    """Put handles with the people who have no other, unless somebody else wrote meanwhile."""
    if not graph.alone:
        handles = [{name: row[name] for name in (*TABLES["handle"], "n")} for row in rows]
        return "handle", put(graph, "handle", handles), rows
    projection.add_people(graph, rows)
    return "handle", rows, rows


def _new_people_rows(change: Change, handles: list[Row]) -> dict[str, Row]:
    """Return, by the one handle that they have, the people whom the change says all of."""
    if change.joins or change.splits:
        return {}
    several = {row["person"] for row in handles if row["person"] != row["pid"]}
    owners = set(change.owners)
    alone = [
        (row["pid"], row["pid"], row["kind"], row["value"], row["pid"] in owners)
        for row in handles
        if row["person"] not in several
    ]
    # Of what is said twice the first stays, in the network as well.
    names = {
        (claim.person, claim.field, claim.value, claim.source): _known_at(claim.at)
        for claim in reversed(change.claims)
        if claim.field in {"name", "city"}
    }
    jobs = {
        (job.person, job.organization, job.title, job.source, str(job.start or "")): _known_at(
            job.seen_at
        )
        for job in reversed(change.affiliations)
        if job.kind == "work" and not job.end
    }
    return projection.derived(
        alone,
        [(*claim, at) for claim, at in names.items()],
        [(*job[:4], at, job[4]) for job, at in jobs.items()],
    )


def _known_at(moment: datetime | None) -> int:
    return 0 if moment is None else to_epoch(moment)


def _contact_jobs(
    begun: Begun, written: _Written, count: Callable[[Iterable[Seen[str]]], Any]
) -> Iterator[Job]:
    """Yield the jobs that put the contacts of a change; the new ones are counted into its ties."""

    def use(result: tuple[list[Contact], list[Contact]]) -> None:
        fresh, contacts = result
        written.counts["interaction"] += len(fresh)
        written.counts["fresh"] += len(fresh)
        count(
            (contact.at, contact.sender, contact.recipients)
            for contact in (contacts if begun.resumed else fresh)
        )

    rows = (row for chunk in Spool.of(begun.change.events).contacts() for row in chunk)
    for chunk in chunks(contacts_of(rows, begun.batch)):
        packed = exchanges_of(chunk)
        yield Job(partial(_put_contacts, contacts=chunk, packed=packed, new=begun.empty), use)


def _put_contacts(
    graph: Graph, contacts: list[Contact], packed: list[Row], *, new: bool
) -> tuple[list[Contact], list[Contact]]:
    return put_contacts(graph, contacts, packed, new=new), contacts


def _counted(counts: Counter[str], people: int) -> Counts:
    counts.pop("fresh", 0)
    return Counts(
        people=people,
        interactions=counts.pop("interaction", 0),
        favours=counts.pop("favour", 0),
        introductions=counts.pop("introduction", 0),
        acquaintances=counts.pop("acquaintance", 0),
        other=counts.total(),
    )


def _new_handles(change: Change, begun: Begun, batch: int) -> list[Row]:
    """Return the handles to add, each with the person it belongs to, in order."""
    new: dict[Handle, PersonId] = {}
    for handle, person in change.handles:
        if begun.resumed or handle.person_id not in begun.persons:
            new[handle] = person
    rows = []
    for number, (handle, person) in enumerate(new.items()):
        older = person != handle.person_id and person in begun.persons
        belongs = PersonId(begun.persons[person]) if older else person
        rows.append({**handle_row(handle, belongs, batch), "n": number})
    return rows


def _new_people(change: Change, handles: Sequence[Row]) -> int:
    left_out = {*change.owners, *(join.absorbed for join in change.joins)}
    return sum(
        row["pid"] == row["person"] and row["kind"] != "unknown" and row["pid"] not in left_out
        for row in handles
    )


def _event_row(event: EventRow, batch: int) -> Row:
    """Return an event of a spool as a row of what was said."""
    key, kind, at, data, people = event
    parts = sorted([role, pid] for role, pid in people.items())
    return {
        "uid": f"e{key.hex()}", "kind": kind, "at": at, "data": data, "parts": parts, "batch": batch
    }  # fmt: skip
