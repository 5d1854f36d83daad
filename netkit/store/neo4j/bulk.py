"""A network as files for ``neo4j-admin database import full``: what the adapter would have written.

One file for each kind of node and relationship, its header in the first line. A server that is
stopped takes them many times faster than one that is asked, statement by statement.
"""

from __future__ import annotations

import hashlib
import shutil
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from netkit.errors import StoreError
from netkit.model.events import EVENT_KINDS
from netkit.model.organizations import organization_key
from netkit.store.neo4j.exchanges import contact_of, exchanges_of
from netkit.store.neo4j.projection import search_rows
from netkit.store.neo4j.put import shown
from netkit.store.neo4j.tie_counting import properties_of
from netkit.store.recorded_rows import TABLES, Row, key_of
from netkit.ties.statistics import TieStats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from netkit.store.port import Store

__all__ = ["export"]

#: Between the elements of a list: a control character, which no text that people write holds.
_BETWEEN = "\x1f"

_ROWS = 100_000

#: What neo4j-admin calls the type of a column that holds no strings.
_TYPES = {
    **dict.fromkeys(("at", "batch", "n", "withdrawn_at", "seen_at", "owner_batch"), "long"),
    **dict.fromkeys(("first", "last", "contacts"), "long"),
    **dict.fromkeys(("asked", "seen", "owner", "unknown", "open"), "boolean"),
    **dict.fromkeys(TieStats._fields, "long"),
    **dict.fromkeys(("weight", "log_strength", "sum_log_gap"), "double"),
}

_PERSON = ("name", "organization", "title", "city", "owner", "unknown")
_EVENT = (
    "kind", "at", "data", "batch", "text", "value:long", "weight", "seen", "asked", "why", "to",
    "of", "topic", "evidence",
)  # fmt: skip
_EXCHANGE = (
    "first", "last", "contacts", "uid:string[]", "at:long[]", "thread:string[]", "text:string[]",
    "mark:string[]", "channel", "source", "batch",
)  # fmt: skip
_TIE = ("net", "a", "b", *TieStats._fields, "days:byte[]", "ab:byte[]", "ba:byte[]")

_SCRIPT = """\
#!/bin/sh
# Brings this network into the database of a Neo4j server, whose content it replaces:
#   1. stop the server;
#   2. on its machine, as the user it runs as: sh import.sh [DATABASE]
#   3. start the server, and open the network there: netkit --network {url} check
# The first opening makes constraints and indexes, which takes a while in a large network.
set -e
cd "$(dirname "$0")"
exec neo4j-admin database import full "${{1:-neo4j}}" --overwrite-destination \\
  --array-delimiter=U+001F --multiline-fields=true --report-file=/dev/stderr \\
{files}
"""


class _Folder:
    """The folder that is written, and what neo4j-admin must be told of the files in it."""

    def __init__(self, folder: Path, net: str) -> None:
        self.folder = folder
        self.net = net
        self.options: list[str] = []
        #: Two networks may hold the same person; neo4j-admin tells ids apart by space.
        self._mark = hashlib.blake2b(net.encode(), digest_size=4).hexdigest()

    def nodes(self, label: str, key: str, columns: Iterable[str], rows: Iterable[Row]) -> int:
        """Write nodes, relationships to which name `key`, where there are any."""
        named = [name for name in columns if name != key]
        header = ["net", *([f"{key}:ID({label}-{self._mark})"] if key else []), *map(_typed, named)]
        names = [*([key] if key else []), *(name.partition(":")[0] for name in named)]
        lines = (
            [self.net, *(row.get(name) for name in names), [label, *row.get("also", ())]]
            for row in rows
        )
        return self._write(f"{label}.csv", "--nodes", [*header, ":LABEL"], lines)

    def links(
        self,
        kind: str,
        start: str,
        end: str,
        rows: Iterable[list[Any]],
        columns: Iterable[str] = (),
    ) -> int:
        """Write relationships: the keys of both ends, then these columns."""
        ends = [f":START_ID({start}-{self._mark})", f":END_ID({end}-{self._mark})"]
        name = f"{start}-{kind}-{end}.csv"
        return self._write(name, f"--relationships={kind}", [*ends, *map(_typed, columns)], rows)

    def _write(self, name: str, option: str, header: list[str], rows: Iterable[list[Any]]) -> int:
        """Write a file, unless it would be empty."""
        path = self.folder / name
        path.touch(0o600)
        count = 0
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write(",".join(header) + "\n")
            for row in rows:
                file.write(",".join(map(_field, row)) + "\n")
                count += 1
        if count:
            self.options.append(f"  {option}=./{name}")
        else:
            path.unlink()
        return count


def _typed(column: str) -> str:
    return f"{column}:{_TYPES[column]}" if column in _TYPES else column


def _field(value: Any) -> str:
    """Return a value as a field: nothing for None, strings and lists in quotes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        if any(isinstance(element, str) and _BETWEEN in element for element in value):
            raise StoreError("a text holds the control character U+001F, which separates lists")
        value = _BETWEEN.join(map(str, value))
    return '"' + value.replace('"', '""') + '"' if isinstance(value, str) else repr(value)


def export(store: Store, folder: Path, net: str) -> int:
    """Write all that stands in `store` into `folder`, new or empty, for a network called `net`.

    What was undone stays behind, as in a copy. Only their owner can read the files; ``import.sh``
    among them names the others to neo4j-admin. Returns how many nodes and relationships there are.
    Nothing is left when it fails.

    Raises
    ------
    StoreError
        A text in it cannot be an element of a list.
    """
    part = folder.absolute().with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True, mode=0o700)
    try:
        count = _write_all(store, part, net)
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return count


def _write_all(store: Store, folder: Path, net: str) -> int:
    out = _Folder(folder, net)
    parts: tuple[Callable[[Store, _Folder], int], ...] = (
        _records, _people, _claims, _affiliations, _events, _exchanges, _search, _ties,
    )  # fmt: skip
    count = sum(part(store, out) for part in parts)
    url = f"neo4j://localhost:7687/neo4j{'' if net == 'main' else f'?net={quote(net)}'}"
    script = folder / "import.sh"
    script.touch(0o600)
    script.write_text(_SCRIPT.format(url=url, files=" \\\n".join(out.options)), "utf-8")
    return count


def _records(store: Store, out: _Folder) -> int:
    """Write what nothing is linked to: batches, moves, doubts, settings."""
    batches = [{**row, "open": False} for row in store.dump("batch")]
    last = max((row["id"] for row in batches), default=0)
    count = out.nodes("Network", "", ["batches:long"], [{"batches": last}])
    columns = [name if name != "id" else "id:long" for name in (*TABLES["batch"], "open")]
    count += out.nodes("Batch", "", columns, batches)
    for table in ("move", "doubt", "setting", "forgotten"):
        numbered = table in {"move", "doubt"}
        rows = _keyed(table, store.dump(table)) if numbered else store.dump(table)
        columns = [*TABLES[table], *(["n", "key"] if numbered else [])]
        count += out.nodes(table.capitalize(), "", columns, rows)
    return count


def _keyed(table: str, rows: Iterable[Row]) -> Iterator[Row]:
    return ({**row, "n": n, "key": key_of(table, row)} for n, row in enumerate(rows))


def _people(store: Store, out: _Folder) -> int:
    owners = {row["pid"]: row["batch"] for row in store.dump("owner")}
    handles = list(_keyed("handle", store.dump("handle")))
    for row in handles:
        if row["pid"] in owners:
            row |= {"owner_batch": owners[row["pid"]], "also": ["Owner"]}
    columns = [*TABLES["handle"], "n", "owner_batch"]
    count = out.nodes("Handle", "pid", columns, handles)
    people = (
        {name: getattr(person, name) for name in ("id", *_PERSON)} for person in store.people()
    )
    count += out.nodes("Person", "id", _PERSON, people)
    return count + out.links("OF", "Handle", "Person", ([h["pid"], h["person"]] for h in handles))


def _without_pid(table: str) -> list[str]:
    """Return the columns of a table that stand on its node: whom it is about is a relationship."""
    return ["pid", *(name for name in TABLES[table] if name != "pid")]


def _claims(store: Store, out: _Folder) -> int:
    def rows() -> Iterator[Row]:
        return _keyed("claim", store.dump("claim"))

    count = out.nodes("Claim", "key", _without_pid("claim"), rows())
    return count + out.links("ABOUT", "Claim", "Handle", ([r["key"], r["pid"]] for r in rows()))


def _affiliations(store: Store, out: _Folder) -> int:
    def rows() -> Iterator[Row]:
        for row in _keyed("affiliation", store.dump("affiliation")):
            yield {**row, "org_key": organization_key(row["organization"])}

    columns = [*_without_pid("affiliation"), "org_key"]
    count = out.nodes("Affiliation", "key", columns, rows())
    names = sorted({row["org_key"] for row in rows()})
    count += out.nodes("Organization", "key", (), ({"key": name} for name in names))
    about = ([row["key"], row["pid"]] for row in rows())
    count += out.links("ABOUT", "Affiliation", "Handle", about)
    at = ([row["key"], row["org_key"]] for row in rows())
    return count + out.links("AT", "Affiliation", "Organization", at)


def _events(store: Store, out: _Folder) -> int:
    def rows() -> Iterator[Row]:
        for row in store.dump("event"):
            yield {**row, **shown(row), "also": [EVENT_KINDS[row["kind"]].__name__]}

    count = out.nodes("Event", "uid", _EVENT, rows())
    parts = ([row["uid"], pid, role] for row in rows() for role, pid in row["parts"])
    return count + out.links("PART", "Event", "Handle", parts, ["role"])


def _exchanges(store: Store, out: _Folder) -> int:
    sent: list[list[str]] = []
    to: list[list[str]] = []

    def rows() -> Iterator[Row]:
        contacts = store.dump("interaction")
        while chunk := list(islice(contacts, _ROWS)):
            for exchange in exchanges_of(map(contact_of, chunk)):
                sent.append([exchange["sender"], exchange["key"]])
                to.extend([exchange["key"], pid] for pid in exchange["recipients"])
                yield exchange

    count = out.nodes("Exchange", "key", _EXCHANGE, rows())
    count += out.links("SENT", "Handle", "Exchange", sent)
    return count + out.links("TO", "Exchange", "Handle", to)


def _search(store: Store, out: _Folder) -> int:
    called: dict[tuple[str, ...], None] = {}
    has: dict[tuple[str, ...], None] = {}
    for table in ("claim", "affiliation", "event"):
        words, terms = search_rows(table, store.dump(table))
        called |= dict.fromkeys(map(tuple, words))
        has |= dict.fromkeys(map(tuple, terms))
    count = 0
    for label, kind, links, columns in (
        ("Word", "CALLED", called, ()),
        ("Term", "HAS", has, ("origin",)),
    ):
        names = sorted({link[1] for link in links})
        key = label.lower()
        count += out.nodes(label, key, (), ({key: name} for name in names))
        count += out.links(kind, "Handle", label, map(list, links), columns)
    return count


def _ties(store: Store, out: _Folder) -> int:
    def rows() -> Iterator[list[Any]]:
        for (a, b), days in groupby(store.contacts(), key=lambda day: (day.a, day.b)):
            properties = properties_of({day.day: [day.ab, day.ba] for day in days})
            # A byte[] of such a file goes from -128 to 127.
            values = (
                list(memoryview(value).cast("b")) if isinstance(value, bytes) else value
                for value in properties.values()
            )
            yield [a, b, out.net, a, b, *values]

    return out.links("TIE", "Person", "Person", rows(), _TIE)
