"""Read people and what sources say of them from a network file."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from netkit.model.names import begun
from netkit.model.organizations import keep_key
from netkit.model.people import Affiliation, Claim, Handle, Person, PersonId
from netkit.store.codec import moment_of, partial_date_of
from netkit.store.sqlite.connection import NetworkFile
from netkit.store.sqlite.handle_sets import PERSON_ID, handle_set, marks
from netkit.store.values import Doubt, Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import tzinfo

__all__ = ["PeopleQueries"]

_PEOPLE = (
    "SELECT h.pid, p.name, p.organization, p.title, p.city, p.owner, p.unknown"
    " FROM person p JOIN handle h ON h.id = p.id"
)
_LAST_CHARACTER = "\U0010ffff"
_BEGINS_SO = (
    "SELECT DISTINCT (SELECT pid FROM handle r WHERE r.id = h.person) FROM word w"
    " JOIN handle h ON h.id = w.handle WHERE w.word >= ? AND w.word < ?"
)
#: One of the person's handles has a word that begins so; looked up for few, since a single letter
#: begins words of thousands of people.
_HAS_WORD = (
    " AND EXISTS (SELECT 1 FROM handle o CROSS JOIN word v ON v.handle = o.id"
    " WHERE o.person = h.person AND v.word >= ? AND v.word < ?)"
)
_PARAMETERS = 500  # of one query


class PeopleQueries(NetworkFile):
    """`netkit.store.port.People` in a file."""

    def owners(self) -> tuple[PersonId, ...]:
        """See the port."""
        query = (
            f"SELECT {PERSON_ID} FROM owner o JOIN handle h ON h.id = o.handle"  # noqa: S608
            " ORDER BY o.batch, o.handle"
        )
        with self._reading() as connection:
            return tuple(dict.fromkeys(PersonId(pid) for (pid,) in connection.execute(query)))

    def people_by_handle(self, keys: Collection[str]) -> dict[str, PersonId]:
        """See the port."""
        people: dict[str, PersonId] = {}
        asked = sorted(keys)
        with self._reading() as connection:
            for start in range(0, len(asked), _PARAMETERS):
                chunk = asked[start : start + _PARAMETERS]
                key_by_pid = {Handle.from_key(key).person_id: key for key in chunk}
                rows = connection.execute(
                    f"SELECT h.pid, {PERSON_ID} FROM handle h WHERE h.pid IN ({marks(key_by_pid)})",  # noqa: S608
                    list(key_by_pid),
                )
                people |= {key_by_pid[pid]: PersonId(person) for pid, person in rows}
        return people

    def people(self, ids: Collection[PersonId] | None = None) -> list[Person]:
        """See the port."""
        with self._reading() as connection:
            if ids is None:
                rows: Iterable[Any] = connection.execute(f"{_PEOPLE} ORDER BY h.pid")
            elif len(ids) <= _PARAMETERS:
                rows = connection.execute(
                    f"{_PEOPLE} WHERE p.id IN (SELECT person FROM handle"  # noqa: S608
                    f" WHERE pid IN ({marks(ids)})) ORDER BY h.pid",
                    list(ids),
                )
            else:
                handles = handle_set(connection, ids)
                rows = connection.execute(f"{_PEOPLE} WHERE p.id IN {handles} ORDER BY h.pid")
            return [_person(row) for row in rows]

    def named(self, words: Sequence[str]) -> list[Person]:
        """See the port."""
        if not words:
            return []
        longest, *others = sorted(words, key=len, reverse=True)
        query = _BEGINS_SO + _HAS_WORD * len(others)
        bounds = [bound for word in (longest, *others) for bound in (word, word + _LAST_CHARACTER)]
        with self._reading() as connection:
            ids = [PersonId(pid) for (pid,) in connection.execute(query, bounds)]
        return self.people(ids)

    def handles(self, person: PersonId) -> list[Handle]:
        """See the port."""
        query = (
            "SELECT kind, value FROM handle"
            " WHERE person = (SELECT person FROM handle WHERE pid = ?)"
            " ORDER BY id <> person, kind, value"
        )
        with self._reading() as connection:
            return [Handle(kind, value) for kind, value in connection.execute(query, (person,))]

    def handles_of(self, people: Collection[PersonId]) -> dict[PersonId, list[Handle]]:
        """See the port; a person after another, which costs a file little."""
        read = {pid: self.handles(pid) for pid in people}
        return {pid: handles for pid, handles in read.items() if handles}

    def claims(
        self, people: Collection[PersonId] | None = None, fields: Collection[str] | None = None
    ) -> list[Claim]:
        """See the port."""
        asked = sorted(fields or ())
        by_field = "" if people is None else "+"  # a few people's claims are found by them
        conditions = [] if fields is None else [f"{by_field}c.field IN ({marks(asked)})"]
        with self._reading() as connection:
            if handles := handle_set(connection, people):
                conditions.append(f"c.handle IN {handles}")
            rows = connection.execute(
                f"SELECT {PERSON_ID}, c.field, c.value, c.at, c.source, c.origin FROM claim c"  # noqa: S608
                f" JOIN handle h ON h.id = c.handle {_where(conditions)}"
                " ORDER BY 1, c.field, c.at, c.value, c.source",
                asked,
            )
            return [
                Claim(PersonId(pid), field, value, moment_of(at, self.zone), source, origin)
                for pid, field, value, at, source, origin in rows
            ]

    def affiliations(
        self,
        people: Collection[PersonId] | None = None,
        organizations: Collection[str] | None = None,
    ) -> list[Affiliation]:
        """See the port."""
        keys = sorted(organizations or ())
        conditions = [] if organizations is None else [f"a.org_key IN ({marks(keys)})"]
        with self._reading() as connection:
            if handles := handle_set(connection, people):
                conditions.append(f"a.handle IN {handles}")
            rows = connection.execute(
                f"SELECT {PERSON_ID}, a.organization, a.title, a.since, a.until, a.kind,"  # noqa: S608
                " a.seen_at, a.source, a.org_key FROM affiliation a"
                f" JOIN handle h ON h.id = a.handle {_where(conditions)}"
                " ORDER BY 1, a.kind, a.seen_at, a.organization, a.title, a.since",
                keys,
            )
            return [_affiliation(row, self.zone) for row in rows]

    def organizations(self, words: Sequence[str]) -> list[str]:
        """See the port."""
        if not words:
            return []
        has = " AND ".join(["instr(' ' || org_key, ?)"] * len(words))
        query = f"SELECT DISTINCT org_key FROM affiliation WHERE {has} ORDER BY org_key"  # noqa: S608
        with self._reading() as connection:
            return [key for (key,) in connection.execute(query, [f" {word}" for word in words])]

    def living_in(self, words: Sequence[str]) -> list[Person]:
        """See the port."""
        if not words:
            return []
        with self._reading() as connection:
            cities = connection.execute("SELECT DISTINCT city FROM person WHERE city <> ''")
            meant = json.dumps([city for (city,) in cities if begun(words, city)])
            query = (
                f"{_PEOPLE} WHERE p.city <> '' AND p.city IN (SELECT value FROM json_each(?))"  # noqa: S608
                " ORDER BY h.pid"
            )
            return [_person(row) for row in connection.execute(query, (meant,))]

    def with_terms(self, terms: Collection[str] | None = None) -> list[Term]:
        """See the port."""
        query = "SELECT h.pid, t.term, t.origin FROM term t JOIN handle h ON h.id = t.person"
        asked = sorted(terms or ())
        condition = "" if terms is None else f" WHERE t.term IN ({marks(asked)})"
        with self._reading() as connection:
            return [
                Term._make(row) for row in sorted({*connection.execute(query + condition, asked)})
            ]

    def term_counts(self, terms: Collection[str] | None = None) -> dict[str, int]:
        """See the port."""
        asked = sorted(terms or ())
        condition = "" if terms is None else f" WHERE term IN ({marks(asked)})"
        query = f"SELECT term, count(DISTINCT person) FROM term{condition} GROUP BY term"  # noqa: S608
        with self._reading() as connection:
            return dict(connection.execute(query, asked).fetchall())

    def doubts(self) -> list[Doubt]:
        """See the port."""
        newest: dict[tuple[str, str], Doubt] = {}
        with self._reading() as connection:
            for a, b, reason, verdict in connection.execute(
                "SELECT a, b, reason, verdict FROM doubt ORDER BY id"
            ):
                newest[a, b] = Doubt(PersonId(a), PersonId(b), reason, verdict)
        return list(newest.values())


def _where(conditions: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def _person(row: tuple[Any, ...]) -> Person:
    pid, name, org, title, city, owner, unknown = row
    return Person(PersonId(pid), name, org, title, city, bool(owner), bool(unknown))


@lru_cache(maxsize=10_000)  # who has a job at a place is read by the place, then with all jobs
def _affiliation(row: tuple[Any, ...], zone: tzinfo) -> Affiliation:
    pid, organization, title, since, until, kind, seen_at, source, key = row
    keep_key(organization, key)
    start, end = partial_date_of(since), partial_date_of(until)
    seen = moment_of(seen_at, zone)
    return Affiliation(PersonId(pid), organization, title, start, end, kind, seen, source)
