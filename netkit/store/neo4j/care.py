"""Keep a network on a server sound: settings, counts, check, and giving and taking its rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from netkit.store.derive import PairDays, differing, pair_days
from netkit.store.neo4j import copying, exchanges, forgetting, tie_counting
from netkit.store.neo4j.put import CHUNK
from netkit.store.neo4j.readable_graph import readable_problems
from netkit.store.neo4j.steps import gather
from netkit.store.neo4j.stored_counts import COUNT_PEOPLE, STORED_PEOPLE
from netkit.store.neo4j.transactions import NetworkGraph
from netkit.store.recorded_rows import Row, digest_of
from netkit.store.values import Counts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from netkit.model.people import PersonId
    from netkit.store.neo4j.steps import Steps
    from netkit.store.port import Store

__all__ = ["CareQueries"]


class CareQueries(NetworkGraph):
    """`netkit.store.port.Care` on a server."""

    def setting(self, name: str) -> str | None:
        """See the port."""
        rows = self._rows("MATCH (s:Setting {net: $net, name: $name}) RETURN s.value", name=name)
        return str(rows[0][0]) if rows else None

    def set_setting(self, name: str, value: str) -> None:
        """See the port."""
        query = "MERGE (s:Setting {net: $net, name: $name}) SET s.value = $value"
        self.__dict__.pop("zone", None)
        if not value:
            query = "MATCH (s:Setting {net: $net, name: $name}) DELETE s"

        def steps(_: str) -> Steps[None]:
            yield lambda graph: graph.rows(query, name=name, value=value)

        self._write(steps)

    def population(self) -> int:
        """See the port."""
        [[count]] = self._rows(STORED_PEOPLE) or self._rows(COUNT_PEOPLE)
        return int(count)

    def counts(self) -> Counts:
        """See the port."""
        [[people]] = self._rows(COUNT_PEOPLE)
        kinds: dict[str, int] = dict(
            self._rows(
                "MATCH (e:Event {net: $net}) WHERE e.kind IS NOT NULL AND e.at IS NOT NULL"
                " RETURN e.kind, count(*)"
            )
        )
        favours, introductions, acquaintances = (
            kinds.pop(kind, 0) for kind in ("favour", "introduction", "acquaintance")
        )
        return Counts(
            people,
            self._read(exchanges.count),
            favours,
            introductions,
            acquaintances,
            sum(kinds.values()),
        )

    def forget(self, person: PersonId, salt: bytes) -> int:
        """See the port; the server's transaction logs keep a trace until they are pruned."""
        self.drop_undone()
        return self._write(lambda _: forgetting.forget(person, salt))

    def drop_undone(self) -> None:
        """See the port."""
        self._write(lambda _: forgetting.drop_withdrawn(), large=True)

    def scrub(self) -> bool:
        """See the port; nothing is set aside on a server but its transaction logs."""
        return True

    def lift(self, hashes: Collection[bytes]) -> None:
        """See the port."""
        rows = [value.hex() for value in hashes]
        query = "MATCH (f:Forgotten {net: $net}) WHERE f.hash IN $rows DELETE f"

        def steps(_: str) -> Steps[None]:
            yield lambda graph: graph.rows(query, rows=rows)

        self._write(steps)

    def digest(self) -> str:
        """See the port."""
        return digest_of(self.dump)

    def check(self) -> list[str]:
        """See the port."""
        labels = self._rows(
            "MATCH (b:Batch {net: $net, open: true}) WHERE b.id IS NOT NULL RETURN b.label"
        )
        unfinished = [f"“{label}” was cut off; run the same command again" for (label,) in labels]
        return unfinished or [*self._tie_problems(), *readable_problems(self._read)]

    def backup(self: Store, path: Path) -> None:
        """See the port; the copy is a file, which needs no server."""
        from netkit.store.copying import backup_to_file

        backup_to_file(self, path)

    def dump(self, table: str) -> Iterator[Row]:
        """See the port."""
        return copying.dump(self._read, table)

    def load(self, table: str, rows: Iterable[Row]) -> int:
        """See the port."""
        row_list = list(rows)
        large = len(row_list) > CHUNK
        return self._write(lambda _: copying.load(table, row_list), large=large)

    def rederive(self) -> None:
        """See the port."""
        self._write(lambda _: copying.rederive(), large=True)

    def _tie_problems(self) -> list[str]:
        """Compare ties with a fresh count of the interactions."""
        owners = self._read(tie_counting.owner_people)
        days: PairDays[str] = {}
        seen, after = self._read(partial(exchanges.all_seen, after=""))
        while seen:
            gather(days, pair_days(seen, tie_counting.Itself(), owners, self.zone))
            seen, after = self._read(partial(exchanges.all_seen, after=after))
        pairs = tie_counting.by_pair(days).items()
        counted = ((*pair, tie_counting.properties_of(rows)) for pair, rows in pairs)
        stored = self._read(tie_counting.stored_ties)
        differences = differing(map(_tie_row, stored), map(_tie_row, counted))
        if not differences:
            return []
        return [
            f"tie: {differences} rows differ from what the interactions give; 'netkit check"
            " --repair' counts them anew"
        ]


def _tie_row(tie: tuple[str, str, dict[str, Any]]) -> tuple[Any, ...]:
    a, b, properties = tie
    names = sorted(properties)
    return a, b, tuple(names), *(properties[name] for name in names)
