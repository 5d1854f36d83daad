"""Import rate and everyday questions, on a Neo4j server beside the embedded file, in one run.

    python -m benchmarks.neo4j --people 30000 --contacts 300000
    python -m benchmarks.neo4j --people 300000 --contacts 3000000 --bulk

starts a server of its own (Java and Maven). The network is recorded a part at a time, as archives
come; the first part brings the people. The server gets it twice by statements, cold and warm, or,
with ``--bulk``, once by ``neo4j-admin``. Each question is asked once to warm up and then up to
three times; the median counts. Of each question in Cypher the database hits are counted.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import statistics
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.invented import NOW, Invented
from netkit.analysis.introductions import introductions_for
from netkit.analysis.reach import reach
from netkit.errors import UsageError
from netkit.search import search_all
from netkit.store.neo4j import Neo4jStore
from netkit.store.neo4j.bulk import export
from netkit.store.neo4j.connection import address, connect
from netkit.store.sqlite import SqliteStore
from netkit.workspace import Workspace
from tests.neo4j_server import Server, Sizing, running_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netkit.analysis.balance import Standing
    from netkit.store.port import Store

PATIENCE = 30.0  # seconds of one question; a slower one is asked once


def questions(store: Store, people: Invented) -> dict[str, Callable[[], object]]:
    """Return the everyday questions, each ready to be asked."""
    space = Workspace(store, NOW)
    return {
        "introduce": lambda: introductions_for(
            space.facts_around(people.asked), people.asked, limit=10
        ),
        "reach": lambda: reach(space.facts_to([people.known]), [people.known], limit=5),
        "fading": lambda: space.fading(limit=10),
        "balance": lambda: list(islice(filter(_leans, space.leaning(every=False)), 10)),
        "who": lambda: search_all(store, [("any", "lawyer")], limit=50),
        "neighbourhood": lambda: store.ties(people.asked),
    }


def _leans(one: Standing) -> bool:
    """Say whether `netkit balance` shows somebody."""
    return one.verdict in {"you give more", "they give more", "mixed"}


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes, by the clock on the wall."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def told(engine: str, what: str, took: float, more: str = "") -> None:
    """Print one line of the table."""
    print(f"{engine:<8} {what:<22} {took:10.4f} s  {more}".rstrip(), flush=True)


def recorded(engine: str, store: Store, people: Invented, server: Server | None = None) -> None:
    """Record the network a part at a time; print what each took, those after the first, and all."""
    parts: list[Spent] = []
    for number, change in enumerate(people.changes()):
        before, here = server_cpu(server), time.process_time()
        began = time.perf_counter()
        new = store.append(change).new.interactions
        wall = time.perf_counter() - began
        cpu = time.process_time() - here, server_cpu(server) - before
        parts.append(Spent(new, wall, *cpu))
        parts[-1].tell(engine, "people and contacts" if number == 0 else "contacts")
    if len(parts) > 2:
        Spent.together(parts[1:]).tell(engine, "contacts, all parts")
    Spent.together(parts).tell(engine, "all")


class Spent(NamedTuple):
    """What recording so many contacts took: on the clock, and of the processor on both sides."""

    contacts: int
    wall: float
    here: float
    server: float

    @classmethod
    def together(cls, parts: list[Spent]) -> Spent:
        """Return the sums of several."""
        return cls(*map(sum, zip(*parts, strict=True)))

    def tell(self, engine: str, what: str) -> None:
        """Print one line, with the load of the machine, which tells what the clock is worth."""
        rate = f"{self.contacts:,} contacts, {self.contacts / self.wall:,.0f} a second"
        cpu = f"CPU {self.here:.1f} s here" + f", {self.server:.1f} s on the server" * (
            self.server > 0
        )
        told(engine, what, self.wall, f"{rate}; {cpu}; load {os.getloadavg()[0]:.1f}")


def server_cpu(server: Server | None) -> float:
    """Return the CPU seconds that the server's process has used; 0 where there is none."""
    if server is None or server.process is None:
        return 0.0
    spent = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


def asked(engine: str, store: Store, people: Invented) -> None:
    """Ask every everyday question, and print the median of each."""
    for question, ask in questions(store, people).items():
        first = seconds(ask)
        times = [first] if first > PATIENCE else [seconds(ask) for _ in range(3)]
        told(engine, question, statistics.median(times), f"first {first:.2f} s")


def profiled(url: str, people: Invented) -> None:
    """Print the database hits of each question in Cypher."""
    from netkit.queries import questions as in_cypher

    where = address(url)
    given: dict[str, Any] = {
        "net": where.net, "person": people.owner, "x": people.asked, "target": people.known,
        "word": "name1", "terms": "lawyer", "day": int(NOW.timestamp()) // 86_400,
    }  # fmt: skip
    with connect(where) as driver, driver.session(database=where.database) as session:
        for one in in_cypher():
            mine = {name: str(value) for name, value in given.items() if name in one.parameters}
            try:
                filled = one.filled(mine)
            except UsageError as missing:
                print(f"cypher   {one.name:<22} {missing}")
                continue
            session.run(one.text, filled).consume()
            began = time.perf_counter()
            summary = session.run(f"PROFILE {one.text}", filled).consume()
            took = time.perf_counter() - began
            told("cypher", one.name, took, f"{sum(_hits(summary.profile)):,} hits, profiled")


def _hits(plan: dict[str, Any] | None) -> Iterator[int]:
    if plan is not None:
        yield plan["args"].get("DbHits", 0)
        for child in plan.get("children", ()):
            yield from _hits(child)


def by_admin(server: Server, given: Store, folder: Path) -> str:
    """Load the server with files; return the address of the network on it."""
    took = seconds(lambda: export(given, folder, "main"))
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    told("neo4j", "write the files", took, f"{size:,.0f} MB")
    server.stop()
    told("neo4j", "neo4j-admin import", seconds(lambda: server.load(folder)))
    told("neo4j", "start", seconds(server.start))
    url = f"{server.uri}/neo4j"
    told("neo4j", "open, make indexes", seconds(lambda: Neo4jStore(url).close()))
    return url


def main() -> None:
    """Measure both engines on the same network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=30_000)
    parser.add_argument("--contacts", type=int, default=300_000)
    parser.add_argument("--part", type=int, default=150_000, help="contacts recorded at once")
    parser.add_argument("--bulk", action="store_true", help="load the server by neo4j-admin")
    parser.add_argument("--heap", default="2g")
    size = parser.parse_args()
    gc.set_threshold(100_000)  # an import makes much that stays; the command line looks as rarely
    people = Invented(size.people, size.contacts, size.part)
    print(f"{size.people:,} people, {size.contacts:,} contacts; {os.getloadavg()[0]:.1f} load")
    with tempfile.TemporaryDirectory() as folder:
        file = SqliteStore(Path(folder) / "net")
        recorded("sqlite", file, people)
        asked("sqlite", file, people)
        sizing = Sizing(heap=size.heap, page_cache="512m", quick_start=False)
        with running_server(sizing=sizing) as server:
            os.environ["NETKIT_NEO4J_USER"], os.environ["NETKIT_NEO4J_PASSWORD"] = server.auth
            if size.bulk:
                url = by_admin(server, file, Path(folder) / "files")
            else:
                for url in (f"{server.uri}/neo4j?net=cold", f"{server.uri}/neo4j?net=warm"):
                    print(url.partition("?")[2])
                    store = Neo4jStore(url)
                    recorded("neo4j", store, people, server)
                    store.close()
            store = Neo4jStore(url)
            asked("neo4j", store, people)
            store.close()
            profiled(url, people)
        file.close()
    spent = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{spent.ru_maxrss / 1e3:,.0f} MB at most here; {os.getloadavg()[0]:.1f} load at the end")


if __name__ == "__main__":
    main()
