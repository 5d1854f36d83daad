"""Reading a network file: indexed SQL, plain values."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, cast

from netkit.model.events import Event, EventId, Interaction
from netkit.model.history import Recorded
from netkit.model.names import begun
from netkit.model.organizations import keep_key
from netkit.model.people import Affiliation, Claim, Handle, Person, PersonId
from netkit.model.when import PartialDate, day_number, from_epoch, to_epoch
from netkit.store.codec import restore
from netkit.store.values import Batch, Counts, Doubt, PairDay, Term

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime


__all__ = [
    "PID", "affiliations", "all_interactions", "as_json", "batches", "claims", "contacts", "counts",
    "doubts", "events", "handles", "interactions", "known", "living_in", "named", "organizations",
    "owners", "people", "population", "span", "term_counts", "with_terms",
]  # fmt: skip

#: Who a handle `h` belongs to now: mostly itself, which spares a look-up.
PID = (
    "CASE WHEN h.person = h.id THEN h.pid ELSE (SELECT pid FROM handle r WHERE r.id = h.person) END"
)
_PEOPLE = (
    "SELECT h.pid, p.name, p.organization, p.title, p.city, p.owner, p.unknown"
    " FROM person p JOIN handle h ON h.id = p.id"
)
_LAST = "\U0010ffff"
_FEW = 200  # events of a kind that are looked at sooner than the events of some people
_PLENTY = 1_000  # contacts from which on it does not matter how many more


def _marks(items: Collection[object]) -> str:
    return ",".join("?" * len(items))


def as_json(people: Collection[PersonId]) -> str:
    """Return people as one parameter: SQLite's json_each makes rows of them."""
    return json.dumps(list(people))


def narrow(connection: sqlite3.Connection, people: Collection[PersonId] | None) -> str:
    """Return the SQL set of all handles of these people, empty for everybody.

    The set is a temporary table: a query has room for 32,766 parameters, a network for more.
    """
    if people is None:
        return ""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM wanted")
    connection.execute(
        "INSERT OR IGNORE INTO wanted SELECT o.id FROM json_each(?) j"
        " JOIN handle h ON h.pid = j.value JOIN handle o ON o.person = h.person",
        (as_json(people),),
    )
    return "(SELECT id FROM wanted)"


def owners(connection: sqlite3.Connection) -> tuple[PersonId, ...]:
    """See the port."""
    query = f"SELECT {PID} FROM owner o JOIN handle h ON h.id = o.handle ORDER BY o.batch, o.handle"  # noqa: S608
    return tuple(dict.fromkeys(PersonId(pid) for (pid,) in connection.execute(query)))


def known(connection: sqlite3.Connection, keys: Collection[str]) -> dict[str, PersonId]:
    """See the port."""
    found: dict[str, PersonId] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), 500):
        pids = {Handle(*_parts(key)).person_id: key for key in wanted[start : start + 500]}
        query = f"SELECT h.pid, {PID} FROM handle h WHERE h.pid IN ({_marks(pids)})"  # noqa: S608
        for pid, person in connection.execute(query, list(pids)):
            found[pids[pid]] = PersonId(person)
    return found


def _parts(key: str) -> tuple[Any, str]:
    kind, _, value = key.partition(":")
    return kind, value


def people(connection: sqlite3.Connection, ids: Collection[PersonId] | None = None) -> list[Person]:
    """See the port."""
    query = _PEOPLE
    if ids is None:
        rows: Iterable[Any] = connection.execute(f"{query} ORDER BY h.pid")
    elif len(ids) <= 500:
        rows = connection.execute(
            f"{query} WHERE p.id IN (SELECT person FROM handle WHERE pid IN ({_marks(ids)}))"  # noqa: S608
            " ORDER BY h.pid",
            list(ids),
        )
    else:
        rows = connection.execute(f"{query} WHERE p.id IN {narrow(connection, ids)} ORDER BY h.pid")
    return [_person(row) for row in rows]


def _person(row: tuple[Any, ...]) -> Person:
    pid, name, org, title, city, owner, unknown = row
    return Person(PersonId(pid), name, org, title, city, bool(owner), bool(unknown))


def named(connection: sqlite3.Connection, words: Sequence[str]) -> list[Person]:
    """See the port."""
    if not words:
        return []
    same = (
        "SELECT h.person FROM word w JOIN handle h ON h.id = w.handle WHERE word >= ? AND word < ?"
    )
    query = f"SELECT pid FROM handle WHERE id IN ({' INTERSECT '.join([same] * len(words))})"  # noqa: S608
    bounds = [bound for word in words for bound in (word, word + _LAST)]
    return people(connection, [PersonId(pid) for (pid,) in connection.execute(query, bounds)])


def handles(connection: sqlite3.Connection, person: PersonId) -> list[Handle]:
    """See the port."""
    rows = connection.execute(
        "SELECT kind, value FROM handle WHERE person = (SELECT person FROM handle WHERE pid = ?)"
        " ORDER BY id <> person, kind, value",
        (person,),
    )
    return [Handle(kind, value) for kind, value in rows]


def claims(
    connection: sqlite3.Connection,
    people: Collection[PersonId] | None = None,
    fields: Collection[str] | None = None,
) -> list[Claim]:
    """See the port."""
    which = narrow(connection, people)
    wheres = [f"c.handle IN {which}"] if which else []
    wanted = sorted(fields or ())
    if fields is not None:
        wheres.append(f"c.field IN ({_marks(wanted)})")
    rows = connection.execute(
        f"SELECT {PID}, c.field, c.value, c.at, c.source, c.origin FROM claim c"  # noqa: S608
        f" JOIN handle h ON h.id = c.handle {'WHERE ' + ' AND '.join(wheres) if wheres else ''}"
        " ORDER BY 1, c.field, c.at, c.value, c.source",
        wanted,
    )
    return [
        Claim(PersonId(pid), field, value, _moment(at), source, origin)
        for pid, field, value, at, source, origin in rows
    ]


def affiliations(
    connection: sqlite3.Connection,
    people: Collection[PersonId] | None = None,
    organizations: Collection[str] | None = None,
) -> list[Affiliation]:
    """See the port."""
    which = narrow(connection, people)
    wheres = [f"a.handle IN {which}"] if which else []
    keys: list[str] = []
    if organizations is not None:
        keys = sorted(organizations)
        wheres.append(f"a.org_key IN ({_marks(keys)})")
    rows = connection.execute(
        f"SELECT {PID}, a.organization, a.title, a.since, a.until, a.kind, a.seen_at, a.source,"  # noqa: S608
        " a.org_key"
        " FROM affiliation a JOIN handle h ON h.id = a.handle"
        f" {'WHERE ' + ' AND '.join(wheres) if wheres else ''}"
        " ORDER BY 1, a.kind, a.seen_at, a.organization, a.title, a.since",
        keys,
    )
    found = []
    for pid, org, title, since, until, kind, seen, source, key in rows:
        keep_key(org, key)
        start, end = _partial(since), _partial(until)
        job = Affiliation(PersonId(pid), org, title, start, end, kind, _moment(seen), source)
        found.append(job)
    return found


def organizations(connection: sqlite3.Connection, words: Sequence[str]) -> list[str]:
    """See the port."""
    if not words:
        return []
    has = " AND ".join(["instr(' ' || org_key, ?)"] * len(words))
    query = f"SELECT DISTINCT org_key FROM affiliation WHERE {has} ORDER BY org_key"  # noqa: S608
    return [key for (key,) in connection.execute(query, [f" {word}" for word in words])]


def living_in(connection: sqlite3.Connection, words: Sequence[str]) -> list[Person]:
    """See the port."""
    cities = connection.execute("SELECT DISTINCT city FROM person WHERE city <> ''")
    wanted = [city for (city,) in cities if words and begun(words, city)]
    there = "WHERE p.city <> '' AND p.city IN (SELECT value FROM json_each(?)) ORDER BY h.pid"
    query = f"{_PEOPLE} {there}"
    rows = connection.execute(query, (json.dumps(wanted),)) if wanted else ()
    return [_person(row) for row in rows]


def with_terms(connection: sqlite3.Connection, terms: Collection[str] | None) -> list[Term]:
    """See the port."""
    wanted = sorted(terms or ())
    rows = connection.execute(
        "SELECT h.pid, t.term, t.origin FROM term t JOIN handle h ON h.id = t.person"  # noqa: S608
        f" {'' if terms is None else f'WHERE t.term IN ({_marks(wanted)})'}",
        wanted,
    )
    return [Term._make(row) for row in sorted(set(rows))]


def term_counts(connection: sqlite3.Connection, terms: Collection[str] | None) -> dict[str, int]:
    """See the port."""
    wanted = sorted(terms or ())
    rows = connection.execute(
        "SELECT term, count(DISTINCT person) FROM term"  # noqa: S608
        f" {'' if terms is None else f'WHERE term IN ({_marks(wanted)})'} GROUP BY term",
        wanted,
    )
    return dict(rows)


def doubts(connection: sqlite3.Connection) -> list[Doubt]:
    """See the port."""
    newest: dict[tuple[str, str], Doubt] = {}
    rows = connection.execute("SELECT a, b, reason, verdict FROM doubt ORDER BY id")
    for a, b, reason, verdict in rows:
        newest[a, b] = Doubt(PersonId(a), PersonId(b), reason, verdict)
    return list(newest.values())


def events(
    connection: sqlite3.Connection,
    kinds: Collection[str],
    *,
    people: Collection[PersonId] | None = None,
    until: datetime | None = None,
) -> list[Recorded[Event]]:
    """See the port."""
    which = narrow(connection, people)
    wheres = [f"e.kind IN ({_marks(kinds)})"]
    parameters: list[object] = [*sorted(kinds)]
    if which and _are_few(connection, parameters):
        # An owner has a part in most events: from a few needs their people are soon found.
        part = "SELECT 1 FROM event_person WHERE event = e.id AND handle IN"
        wheres.append(f"EXISTS ({part} {which})")
    elif which:
        wheres.append(f"e.id IN (SELECT event FROM event_person WHERE handle IN {which})")  # noqa: S608
    if until is not None:
        wheres.append("e.at <= ?")
        parameters.append(to_epoch(until))
    rows = connection.execute(
        f"SELECT e.uid, e.kind, e.at, e.data, p.role, {PID} FROM event e"  # noqa: S608
        " LEFT JOIN event_person p ON p.event = e.id LEFT JOIN handle h ON h.id = p.handle"
        f" WHERE {' AND '.join(wheres)} ORDER BY e.at, e.uid",
        parameters,
    )
    said: dict[str, tuple[str, int, str]] = {}
    who: dict[str, dict[str, PersonId]] = defaultdict(dict)
    for uid, kind, at, data, role, pid in rows:
        said[uid] = (kind, at, data)
        if role is not None:
            who[uid][role] = PersonId(pid)
    return [Recorded(EventId(uid), restore(*what, who[uid])) for uid, what in said.items()]


def _are_few(connection: sqlite3.Connection, kinds: list[object]) -> bool:
    """Return True when there are so few events of these kinds that each may be looked at."""
    query = f"SELECT count(*) FROM (SELECT 1 FROM event WHERE kind IN ({_marks(kinds)}) LIMIT ?)"  # noqa: S608
    return int(connection.execute(query, [*kinds, _FEW]).fetchone()[0]) < _FEW


def interactions(
    connection: sqlite3.Connection,
    people: Collection[PersonId],
    *,
    until: datetime | None = None,
    limit: int | None = None,
) -> list[Recorded[Interaction]]:
    """See the port."""
    theirs = "IN (SELECT o.id FROM handle h JOIN handle o ON o.person = h.person WHERE h.pid = ?)"
    count = (
        f"SELECT count(*) FROM (SELECT 1 FROM participant WHERE handle {theirs} LIMIT {_PLENTY})"  # noqa: S608
    )
    sizes = {pid: connection.execute(count, (pid,)).fetchone()[0] for pid in people}
    # The owner has a part in nearly all: who has the fewest contacts leads, the rest is looked up.
    first, *rest = sorted(sizes, key=lambda pid: (sizes[pid], pid))
    also = f" AND EXISTS (SELECT 1 FROM participant WHERE interaction = i.id AND handle {theirs})"  # noqa: S608
    query = (
        "SELECT i.id FROM interaction i WHERE"  # noqa: S608
        f" i.id IN (SELECT interaction FROM participant WHERE handle {theirs}){also * len(rest)}"
    )
    parameters: list[object] = [first, *rest]
    if until is not None:
        query += " AND i.at <= ?"
        parameters.append(to_epoch(until))
    query += " ORDER BY i.at DESC, i.uid LIMIT ?"
    parameters.append(-1 if limit is None else limit)
    return list(_contacts_of(connection, f"({query})", parameters, "i.at DESC, i.uid"))


def all_interactions(connection: sqlite3.Connection) -> Iterator[Recorded[Interaction]]:
    """See the port."""
    return _contacts_of(connection, "(SELECT id FROM interaction)", [], "i.at, i.uid")


def _contacts_of(
    connection: sqlite3.Connection, which: str, parameters: list[object], order: str
) -> Iterator[Recorded[Interaction]]:
    rows = connection.execute(
        f"SELECT i.uid, i.at, i.channel, i.thread, i.text, i.source, i.mark, p.role, {PID} AS pid"  # noqa: S608
        f" FROM interaction i JOIN {which} w ON w.id = i.id"
        " JOIN participant p ON p.interaction = i.id JOIN handle h ON h.id = p.handle"
        f" ORDER BY {order}, p.role, pid",
        parameters,
    )
    sender, recipients, last = PersonId(""), cast("list[PersonId]", []), cast("Any", None)
    for row in rows:
        if last is not None and row[0] != last[0]:
            yield _interaction(last, sender, recipients)
            recipients = []
        last = row
        if row[7] == 0:
            sender = PersonId(row[8])
        else:
            recipients.append(PersonId(row[8]))
    if last is not None:
        yield _interaction(last, sender, recipients)


def _interaction(row: Any, sender: PersonId, recipients: list[PersonId]) -> Recorded[Interaction]:
    uid, at, channel, thread, text, source, mark = row[:7]
    event = Interaction(
        from_epoch(at),
        channel,
        sender,
        tuple(dict.fromkeys(recipients)),
        thread,
        text,
        source,
        mark,
    )
    return Recorded(EventId("e" + uid.hex()), event)


def contacts(connection: sqlite3.Connection, until: datetime | None) -> Iterator[PairDay]:
    """See the port."""
    rows = connection.execute(
        "SELECT x.pid, y.pid, c.day, c.ab, c.ba FROM contact c JOIN handle x ON x.id = c.a"
        " JOIN handle y ON y.id = c.b WHERE c.day <= ?"
        " ORDER BY min(x.pid, y.pid), max(x.pid, y.pid), c.day",
        (10**9 if until is None else day_number(until),),
    )
    for a, b, day, ab, ba in rows:
        yield PairDay(a, b, day, ab, ba) if a < b else PairDay(b, a, day, ba, ab)


def span(connection: sqlite3.Connection) -> tuple[int, int] | None:
    """See the port."""
    first, last = connection.execute("SELECT min(first_day), max(last_day) FROM tie").fetchone()
    return None if first is None else (first, last)


def batches(connection: sqlite3.Connection) -> list[Batch]:
    """See the port."""
    rows = connection.execute("SELECT id, label, at, withdrawn_at FROM batch ORDER BY id")
    return [Batch(row, label, from_epoch(at), gone is not None) for row, label, at, gone in rows]


def population(connection: sqlite3.Connection) -> int:
    """See the port."""
    query = "SELECT count(*) FROM person WHERE owner = 0 AND unknown = 0"
    return int(connection.execute(query).fetchone()[0])


def counts(connection: sqlite3.Connection) -> Counts:
    """See the port."""
    one = connection.execute
    interactions = one("SELECT count(*) FROM interaction").fetchone()[0]
    kinds = dict(one("SELECT kind, count(*) FROM event GROUP BY kind"))
    favours, introductions, acquaintances = (
        kinds.pop(kind, 0) for kind in ("favour", "introduction", "acquaintance")
    )
    other = sum(kinds.values())
    return Counts(
        population(connection), interactions, favours, introductions, acquaintances, other
    )


def _moment(at: int | None) -> datetime | None:
    return None if at is None else from_epoch(at)


def _partial(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
