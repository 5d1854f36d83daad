"""Record changes in a network file, and read the events and interactions that it holds."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, cast

from netkit.model.events import Event, EventId, Interaction
from netkit.model.history import Recorded
from netkit.model.people import PersonId
from netkit.model.when import from_epoch, to_epoch
from netkit.store.codec import restore
from netkit.store.sqlite.handle_sets import PERSON_ID, handle_set, marks
from netkit.store.sqlite.people import PeopleQueries
from netkit.store.values import Batch, Sayings

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime, tzinfo

    from netkit.store.recorded_rows import Row
    from netkit.store.values import Change, Receipt

__all__ = ["EventQueries"]

_END_OF_TIME = 10**12
_BULK_EVENTS = 10_000  # events from which on a change is a bulk insert
_FEW_EVENTS = 200  # of a kind: looked at sooner than the events of a set of people
_PLENTY_EVENTS = 1_000  # of a set of people: the kinds narrow them down sooner
_PLENTY_CONTACTS = 1_000  # from which on the exact number does not matter

_EVENT_COUNTS = """
SELECT r.pid, n FROM (
    SELECT h.person AS whose, count(DISTINCT e.id) AS n FROM event e
    JOIN event_person p ON p.event = e.id JOIN handle h ON h.id = p.handle
    WHERE e.kind = ? AND e.at <= ? GROUP BY h.person HAVING n >= ?
) JOIN handle r ON r.id = whose JOIN person o ON o.id = whose WHERE o.owner = 0"""

_HANDLES_OF = "IN (SELECT o.id FROM handle h JOIN handle o ON o.person = h.person WHERE h.pid = ?)"


#: A row for each part of theirs: 0 of the sender, else of a recipient.
_IN_TOUCH_OTHERWISE = f"""
SELECT DISTINCT {PERSON_ID} FROM participant p
JOIN interaction i ON i.id = p.interaction JOIN handle h ON h.id = p.handle
WHERE p.handle IN {{others}} AND CASE
    WHEN p.role > 0 THEN EXISTS (
        SELECT 1 FROM participant WHERE interaction = i.id AND role = 0 AND handle {_HANDLES_OF})
    ELSE i.channel NOT IN ({{channels}}) AND EXISTS (
        SELECT 1 FROM participant WHERE interaction = i.id AND role > 0 AND handle {_HANDLES_OF})
END AND i.at <= ?"""  # noqa: S608


class EventQueries(PeopleQueries):
    """`netkit.store.port.Events` in a file; what writes is imported when it is called."""

    def append(self, change: Change) -> Receipt:
        """See the port."""
        from netkit.store.sqlite.writing import append

        with self._writing(bulk=len(change.events) >= _BULK_EVENTS) as connection:
            return append(connection, change)

    def withdraw(self, at: datetime) -> Batch | None:
        """See the port."""
        from netkit.store.sqlite.forgetting import withdraw

        with self._writing() as connection:
            return withdraw(connection, at)

    def search_texts(self, words: Sequence[str]) -> list[Recorded[Event]]:
        """See the port."""
        from netkit.store.sqlite.text_search import bring_up_to_date, search_texts

        with self._reading() as connection:
            with self._between_snapshots():
                bring_up_to_date(connection)
            return search_texts(connection, words, self.zone)

    def recorded_by(self, batch: int) -> dict[str, list[Row]]:
        """See the port."""
        from netkit.store.sqlite.copying import dump_batch

        with self._reading() as connection:
            return dump_batch(connection, batch)

    def batches(self) -> list[Batch]:
        """See the port."""
        query = "SELECT id, label, at, withdrawn_at FROM batch ORDER BY id"
        with self._reading() as connection:
            return [
                Batch(number, label, from_epoch(at, self.zone), withdrawn_at is not None)
                for number, label, at, withdrawn_at in connection.execute(query)
            ]

    def events(
        self,
        kinds: Collection[str],
        *,
        people: Collection[PersonId] | None = None,
        until: datetime | None = None,
    ) -> list[Recorded[Event]]:
        """See the port."""
        parameters: list[object] = [*sorted(kinds)]
        conditions, lookup = [f"e.kind IN ({marks(parameters)})"], ""
        with self._reading() as connection:
            if handles := handle_set(connection, people):
                part, lookup = _takes_part(connection, parameters, handles)
                conditions.append(part)
            if until is not None:
                conditions.append("e.at <= ?")
                parameters.append(to_epoch(until))
            rows = connection.execute(
                f"SELECT e.uid, e.kind, e.at, e.data, p.role, {PERSON_ID} FROM event e {lookup}"  # noqa: S608
                " LEFT JOIN event_person p ON p.event = e.id LEFT JOIN handle h ON h.id = p.handle"
                f" WHERE {' AND '.join(conditions)} ORDER BY e.at, e.uid",
                parameters,
            )
            values: dict[str, tuple[str, int, str]] = {}
            roles: dict[str, dict[str, PersonId]] = defaultdict(dict)
            for uid, kind, at, data, role, pid in rows:
                values[uid] = (kind, at, data)
                if role is not None:
                    roles[uid][role] = PersonId(pid)
        return [
            Recorded(EventId(uid), restore(*event, roles[uid], self.zone))
            for uid, event in values.items()
        ]

    def sayings(
        self,
        people: Collection[PersonId] | None,
        kinds: Collection[str],
        fields: Collection[str],
        *,
        until: datetime | None = None,
    ) -> Sayings:
        """See the port."""
        return Sayings(
            self.people(people),
            self.events(kinds, people=people, until=until),
            self.affiliations(people),
            self.claims(people, fields),
        )

    def event_counts(
        self, kind: str, *, until: datetime | None = None, least: int = 1
    ) -> dict[PersonId, int]:
        """See the port; the number of favours, which are many, is stored with each person."""
        if kind != "favour" or until is not None:
            last = _END_OF_TIME if until is None else to_epoch(until)
            query, parameters = _EVENT_COUNTS, [kind, last, least]
        else:
            # SQLite takes the partial index where it sees that the condition implies the index's.
            enough = "p.favours > 1" if least > 1 else "p.favours > 0"
            query = (
                "SELECT h.pid, p.favours FROM person p JOIN handle h ON h.id = p.id"  # noqa: S608
                f" WHERE {enough} AND p.favours >= ?"
            )
            parameters = [least]
        with self._reading() as connection:
            return {PersonId(pid): count for pid, count in connection.execute(query, parameters)}

    def interactions(
        self,
        people: Collection[PersonId],
        *,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> list[Recorded[Interaction]]:
        """See the port."""
        with self._reading() as connection:
            rarest, *others = _by_contacts(connection, people)
            shared = (
                " AND EXISTS (SELECT 1 FROM participant"  # noqa: S608
                f" WHERE interaction = i.id AND handle {_HANDLES_OF})"
            )
            query = (
                "SELECT i.id FROM interaction i WHERE i.id IN"  # noqa: S608
                f" (SELECT interaction FROM participant WHERE handle {_HANDLES_OF})"
                f"{shared * len(others)}"
            )
            parameters: list[object] = [rarest, *others]
            if until is not None:
                query += " AND i.at <= ?"
                parameters.append(to_epoch(until))
            query += " ORDER BY i.at DESC, i.uid LIMIT ?"
            parameters.append(-1 if limit is None else limit)
            order = "i.at DESC, i.uid"
            return [*_interactions(connection, query, parameters, order, self.zone)]

    def last_contacts(
        self,
        people: Collection[PersonId],
        *,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> dict[PersonId, list[Recorded[Interaction]]]:
        """See the port."""
        read = (
            (person, self.interactions([person], until=until, limit=limit)) for person in people
        )
        return {person: contacts for person, contacts in read if contacts}

    def meetings(
        self, person: PersonId, *, since: datetime, until: datetime
    ) -> list[Recorded[Interaction]]:
        """See the port."""
        query = (
            "SELECT i.id FROM interaction i WHERE i.channel = 'meeting' AND i.at BETWEEN ? AND ?"  # noqa: S608
            f" AND EXISTS (SELECT 1 FROM participant"
            f" WHERE interaction = i.id AND handle {_HANDLES_OF})"
        )
        parameters = [to_epoch(since), to_epoch(until), person]
        order = "i.at DESC, i.uid"
        with self._reading() as connection:
            return [*_interactions(connection, query, parameters, order, self.zone)]

    def in_touch_otherwise(
        self,
        person: PersonId,
        others: Collection[PersonId],
        channels: Collection[str],
        *,
        until: datetime | None = None,
    ) -> set[PersonId]:
        """See the port."""
        last = _END_OF_TIME if until is None else to_epoch(until)
        parameters = [person, *sorted(channels), person, last]
        with self._reading() as connection:
            query = _IN_TOUCH_OTHERWISE.format(
                others=handle_set(connection, others), channels=marks([*channels])
            )
            return {PersonId(pid) for (pid,) in connection.execute(query, parameters)}

    def all_interactions(self) -> Iterator[Recorded[Interaction]]:
        """See the port."""
        with self._reading() as connection:
            ids = "SELECT id FROM interaction"
            yield from _interactions(connection, ids, [], "i.at, i.uid", self.zone)


def _takes_part(
    connection: sqlite3.Connection, kinds: list[object], handles: str
) -> tuple[str, str]:
    """Return the condition that one of these handles has a part in the event, and how to look.

    An owner has a part in most events: where there are few of these kinds, each is looked at;
    others have few events, which are looked up without the index of kinds.
    """
    query = f"SELECT count(*) FROM (SELECT 1 FROM event WHERE kind IN ({marks(kinds)}) LIMIT ?)"  # noqa: S608
    [[count]] = connection.execute(query, [*kinds, _FEW_EVENTS])
    if count < _FEW_EVENTS:
        part = f"EXISTS (SELECT 1 FROM event_person WHERE event = e.id AND handle IN {handles})"  # noqa: S608
        return part, ""
    theirs = f"SELECT event FROM event_person WHERE handle IN {handles}"  # noqa: S608
    query = f"SELECT count(*) FROM ({theirs} LIMIT ?)"  # noqa: S608
    [[count]] = connection.execute(query, (_PLENTY_EVENTS,))
    return f"e.id IN ({theirs})", "NOT INDEXED" if count < _PLENTY_EVENTS else ""


def _by_contacts(connection: sqlite3.Connection, people: Collection[PersonId]) -> list[PersonId]:
    """Return these people by their number of contacts: who has fewest leads, others are checked.

    An owner has a part in nearly all contacts.
    """
    if len(people) == 1:
        return [*people]
    query = (
        "SELECT count(*) FROM (SELECT 1 FROM participant"  # noqa: S608
        f" WHERE handle {_HANDLES_OF} LIMIT {_PLENTY_CONTACTS})"
    )
    counts = {pid: connection.execute(query, (pid,)).fetchone()[0] for pid in people}
    return sorted(counts, key=lambda pid: (counts[pid], pid))


def _interactions(
    connection: sqlite3.Connection, ids: str, parameters: list[object], order: str, zone: tzinfo
) -> Iterator[Recorded[Interaction]]:
    """Yield the interactions whose row numbers the query `ids` returns, in this order."""
    rows = connection.execute(
        f"SELECT i.uid, i.at, i.channel, i.thread, i.text, i.source, i.mark, p.role,"  # noqa: S608
        f" {PERSON_ID} AS pid FROM interaction i JOIN ({ids}) w ON w.id = i.id"
        " JOIN participant p ON p.interaction = i.id JOIN handle h ON h.id = p.handle"
        f" ORDER BY {order}, p.role, pid",
        parameters,
    )
    sender, recipients, last = PersonId(""), cast("list[PersonId]", []), cast("Any", None)
    for row in rows:
        if last is not None and row[0] != last[0]:
            yield _interaction(last, sender, recipients, zone)
            recipients = []
        last = row
        if row[7] == 0:
            sender = PersonId(row[8])
        else:
            recipients.append(PersonId(row[8]))
    if last is not None:
        yield _interaction(last, sender, recipients, zone)


def _interaction(
    row: Any, sender: PersonId, recipients: list[PersonId], zone: tzinfo
) -> Recorded[Interaction]:
    uid, at, channel, thread, text, source, mark = row[:7]
    event = Interaction(
        from_epoch(at, zone),
        channel,
        sender,
        tuple(dict.fromkeys(recipients)),
        thread,
        text,
        source,
        mark,
    )
    return Recorded(EventId("e" + uid.hex()), event)
