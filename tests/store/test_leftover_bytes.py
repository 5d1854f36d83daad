"""What deleted rows leave in a network file is overwritten, and no row is harmed by it."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from benchmarks.invented import NOW, Invented
from netkit.model.events import Interaction, Note
from netkit.store.sqlite import SqliteStore, leftover_bytes
from netkit.store.sqlite.leftover_bytes import _gaps_are_overwritten, overwrite_leftovers
from netkit.store.sqlite.page_gaps import UnknownLayoutError, overwrite_gaps
from netkit.store.values import Change

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from netkit.model.events import Event
    from netkit.model.people import PersonId

SALT = b"12345678"
WRITER = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
connection.execute("PRAGMA secure_delete = ON")
print("ready", flush=True)
for number in range(400):
    text = f"note {number} " * (number % 40)
    connection.execute("INSERT INTO scribble VALUES (?, ?)", (number * 7919 % 400, text))
    if number % 3 == 0:
        connection.execute("DELETE FROM scribble WHERE id = ?", (number * 7919 % 400,))
        time.sleep(0.01)
"""


def filled_gaps(path: Path) -> int:
    """Count the bytes other than zero between the list of cells and the cells of each page."""
    content = path.read_bytes()
    size = int.from_bytes(content[16:18], "big")
    filled = 0
    for begin in range(size, len(content), size):
        page = content[begin : begin + size]
        if page[0] in (2, 5, 10, 13):
            listed = (8 if page[0] > 5 else 12) + 2 * int.from_bytes(page[3:5], "big")
            gap = page[listed : int.from_bytes(page[5:7], "big")]
            filled += len(gap) - gap.count(0)
    return filled


def traces_of(store: SqliteStore, owner: PersonId, person: PersonId) -> set[bytes]:
    """Return bytes that tell of somebody: ids, keys, names, texts, ids of their contacts."""
    contacts = store.interactions([person, owner])
    texts = [claim.value for claim in store.claims([person], ["name"])]
    notes = [kept.event for kept in store.events(["note"]) if isinstance(kept.event, Note)]
    texts += [note.text for note in notes if note.person == person]
    texts += [handle.value for handle in store.handles(person)]
    named = {text.encode() for text in texts} | {person.encode()}
    return named | {bytes.fromhex(contact.id[1:]) for contact in contacts}


def holds(folder: Path, trace: bytes) -> bool:
    """Return True when a file holds a trace that is not the beginning of a longer number."""
    for file in folder.iterdir():
        parts = file.read_bytes().split(trace)[1:]
        if any(not part[:1].isdigit() for part in parts):
            return True
    return False


def grown(path: Path, people: int = 300) -> tuple[SqliteStore, Invented]:
    store, invented = SqliteStore(path), Invented(people, 5 * people, people)
    for change in invented.changes():
        store.append(change)
    return store, invented


def write_on(store: SqliteStore, invented: Invented, chance: random.Random, turn: int) -> None:
    """Log some contacts and notes, undo one, look for a word: what a week brings."""
    there = [one.id for one in store.people() if not one.owner]
    for number in range(6):
        pid, mark = chance.choice(there), f"{turn} {number}"
        then = NOW + timedelta(minutes=chance.randrange(10**6))
        text = f"spoke about {mark} and {chance.random()} with {pid}"
        events: list[Event] = [
            Interaction(then, "message", invented.owner, (pid,), mark=mark, text=text),
            Note(then, pid, f"noted {mark}, {text}"),
        ]
        store.append(Change(f"log {mark}", NOW, events=events))
    store.withdraw(NOW)
    store.search_texts(["spoke"])


@pytest.mark.parametrize("seed", [1, 2])
def test_many_are_forgotten_in_a_busy_file_and_no_byte_of_any_is_left(
    tmp_path: Path, seed: int
) -> None:
    """A second connection that remembers every page writes between, and brings nothing back."""
    chance = random.Random(seed)
    store, invented = grown(tmp_path / "busy.netkit")
    other = SqliteStore(tmp_path / "busy.netkit")
    with closing(store), closing(other):
        for turn in range(8):
            write_on(other, invented, chance, turn)
            list(other.dump("interaction"))  # so that its cache holds these pages
            person = chance.choice([one.id for one in store.people() if not one.owner])
            traces = traces_of(store, invented.owner, person)
            everything = b"".join(file.read_bytes() for file in tmp_path.iterdir())
            assert any(trace in everything for trace in traces)
            store.forget(person, SALT)
            assert store.scrub()
            assert [trace for trace in traces if holds(tmp_path, trace)] == []
            write_on(other, invented, chance, 100 + turn)
            assert [trace for trace in traces if holds(tmp_path, trace)] == []
        assert store.check() == []


def test_no_gap_of_a_page_holds_anything_afterwards_and_every_row_is_as_before(
    tmp_path: Path,
) -> None:
    store, _ = grown(tmp_path / "net")
    with closing(store):
        before = store.digest()
        store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert filled_gaps(tmp_path / "net") > 1_000
        assert store.scrub()
        assert (filled_gaps(tmp_path / "net"), store.digest(), store.check()) == (0, before, [])


def test_a_connection_that_remembers_pages_writes_no_gap_of_them_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "net"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c INTEGER) STRICT")
        rows = [(number * 7919 % 3_001, f"row {number} " * 9, 1_000) for number in range(3_000)]
        other.executemany("INSERT INTO t VALUES (?, ?, ?)", rows)
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert filled_gaps(path) > 500

        def read_before(file: str, run: Callable[[str], bool] = _gaps_are_overwritten) -> bool:
            assert other.execute("SELECT count(*) FROM t WHERE b < 'z'").fetchone() == (3_000,)
            return run(file)

        monkeypatch.setattr(leftover_bytes, "_gaps_are_overwritten", read_before)
        with closing(sqlite3.connect(path, isolation_level=None)) as mine:
            assert overwrite_leftovers(mine, str(path), encrypted=False)
        assert filled_gaps(path) == 0
        other.execute("UPDATE t SET c = c + 1")  # of the same length: each stays where it is
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert filled_gaps(path) == 0


def test_locks_of_the_process_stay_on_the_file(tmp_path: Path) -> None:
    """A process that closes a file loses its locks; another could then write beside it."""
    store, _ = grown(tmp_path / "net", people=50)
    with closing(store):
        store._connection.execute("BEGIN")
        store._connection.execute("SELECT count(*) FROM person").fetchone()
        assert leftover_bytes._gaps_are_overwritten(str(tmp_path / "net"))
        exclusive = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=0);"
        exclusive += " c.execute('PRAGMA journal_mode = DELETE')"  # wants the file for itself
        command = [sys.executable, "-c", exclusive, str(tmp_path / "net")]
        refused = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "locked" in refused.stderr
        store._connection.execute("COMMIT")


def test_the_file_is_not_rewritten_for_it(tmp_path: Path) -> None:
    store, invented = grown(tmp_path / "net")
    statements: list[str] = []
    with closing(store):
        store._connection.set_trace_callback(statements.append)
        store.forget(invented.known, SALT)
    assert "VACUUM" not in statements


def test_where_gaps_cannot_be_overwritten_the_file_is_rewritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, _ = grown(tmp_path / "net")
    monkeypatch.setattr(leftover_bytes, "_descriptor", lambda path: os.open(path, os.O_RDONLY))
    statements: list[str] = []
    with closing(store):
        store._connection.set_trace_callback(statements.append)
        assert store.scrub()
        assert "VACUUM" in statements
        assert filled_gaps(tmp_path / "net") < 1_000  # what it leaves are no rows


def test_somebody_else_writes_all_the_while_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "net"
    store, _ = grown(path, people=150)
    with closing(store), closing(sqlite3.connect(path, isolation_level=None)) as mine:
        mine.execute("CREATE TABLE scribble (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        before = store.digest()
        command = [sys.executable, "-c", WRITER, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            done = 0
            while writer.poll() is None:
                done += store.scrub()
                store._scrubbed = None
        assert (writer.returncode, store.digest(), store.check()) == (0, before, [])
        assert done > 1
        rows = dict(mine.execute("SELECT id, text FROM scribble"))
    assert rows == {
        number * 7919 % 400: f"note {number} " * (number % 40)
        for number in range(400)
        if number % 3
    }


@pytest.mark.parametrize("page", [512, 4096, 65_536])
def test_tables_and_indexes_of_any_page_size_read_as_before(tmp_path: Path, page: int) -> None:
    path, chance = tmp_path / "any", random.Random(page)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {page}")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("CREATE TABLE t (a TEXT, b BLOB, PRIMARY KEY (a)) WITHOUT ROWID")
        connection.execute("CREATE TABLE u (a INTEGER PRIMARY KEY, b TEXT UNIQUE)")
        for number in range(600):
            text = f"{chance.random()} row {number} " * chance.randrange(1, 30)
            connection.execute("INSERT INTO t VALUES (?, ?)", (text, chance.randbytes(number % 97)))
            connection.execute("INSERT INTO u VALUES (?, ?)", (chance.randrange(10**9), text))
        connection.execute("DELETE FROM u WHERE a % 3 = 0")
        before = [connection.execute(f"SELECT * FROM {one}").fetchall() for one in "tu"]
    assert filled_gaps(path) or page == 65_536  # whose cells may begin at 0, which is 65,536
    with path.open("r+b") as file:
        assert overwrite_gaps(file.fileno())
        assert overwrite_gaps(file.fileno()) == 0
    with closing(sqlite3.connect(path)) as connection:
        assert [connection.execute(f"SELECT * FROM {one}").fetchall() for one in "tu"] == before
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_file_of_another_layout_is_left_as_it_is(tmp_path: Path) -> None:
    mapped = tmp_path / "mapped"
    with closing(sqlite3.connect(mapped, isolation_level=None)) as connection:
        connection.execute("PRAGMA auto_vacuum = FULL")
        connection.execute("CREATE TABLE t (a TEXT)")
    (tmp_path / "empty").touch()
    (tmp_path / "text").write_bytes(b"no network at all" * 20)
    (tmp_path / "cut").write_bytes(b"SQLite format 3\0" + mapped.read_bytes()[16:52] + bytes(333))
    for path in list(tmp_path.iterdir()):
        before = path.read_bytes()
        with path.open("r+b") as file, pytest.raises(UnknownLayoutError):
            overwrite_gaps(file.fileno())
        assert path.read_bytes() == before
