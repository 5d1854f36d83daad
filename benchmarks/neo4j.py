"""Import rate and everyday questions, on a Neo4j server beside the embedded file, in one run.

    python -m benchmarks.neo4j --people 30000 --contacts 300000
    python -m benchmarks.neo4j --people 300000 --contacts 3000000 --part 150000

starts a server of its own (Java and Maven). The network is recorded in one import, a large one or
with ``--part`` in several, of which the first brings the people. The server gets it four times,
since it compiles while it gets the first ones. Each question is asked twelve times to warm up, and
twelve times more, of which the median counts, with the processor's time (here + on the server);
then once with the database hits counted. At last a contact is logged and undone, and somebody with
three contact-days forgotten, five times over. ``--keep FOLDER`` leaves both networks there, and
finds them again the next time. ``--growth 3000 30000`` measures changes and questions at several
sizes instead (`benchmarks.growth`).
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import statistics
import tempfile
import time
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

from benchmarks.invented import NOW, Invented
from netkit.answers.introduce.introductions import introductions_for
from netkit.answers.leaning_ties import leaning
from netkit.answers.reach import reach
from netkit.answers.who import search_all
from netkit.model.events import Interaction
from netkit.store.neo4j import Neo4jStore
from netkit.store.neo4j.connection import Graph
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change
from netkit.workspace import Workspace
from tests.neo4j_server import Server, Sizing, running_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netkit.answers.balance import Standing
    from netkit.store.port import Store

FEW_DAYS = 3  # of contact: the same for whoever is forgotten, whatever the size
TIMES, PATIENCE = 24, 20.0  # a question is asked so often, or until it took so many seconds


def questions(store: Store, people: Invented) -> dict[str, Callable[[], object]]:
    """Return the everyday questions, each ready to be asked."""
    space = Workspace(store, NOW)
    return {
        "introduce": lambda: introductions_for(
            space.view.facts_around(people.asked), people.asked, limit=10
        ),
        "reach": lambda: reach(space.view.facts_to([people.known]), [people.known], limit=5),
        "fading": lambda: space.fading(limit=10),
        "balance": lambda: list(islice(filter(_leans, leaning(space.view, every=False)), 10)),
        "who": lambda: search_all(store, [("any", "lawyer")], limit=50),
        "neighbourhood": lambda: neighbourhood(store, people),
    }


def neighbourhood(store: Store, people: Invented) -> object:
    """Return the owner's fifty strongest ties: of a server by `netkit query neighbourhood`."""
    from netkit.queries import question

    if isinstance(store, Neo4jStore):
        one = question("neighbourhood")
        day = str(int(NOW.timestamp()) // 86_400)
        return store.query(one.text, one.filled({"person": people.owner, "day": day}))
    figures = store.tie_figures(people.owner, ["log_strength", "contact_days", "last_day"])
    best = sorted(figures, key=lambda row: (-row[1], row[0]))[:50]
    return best, store.people([row[0] for row in best])


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
    if len(parts) > 1:
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


def asked(engine: str, store: Store, people: Invented, server: Server | None = None) -> None:
    """Ask every everyday question until it is warm, and print the median of the last times."""
    for question, ask in questions(store, people).items():
        times = [seconds(ask)]
        while len(times) < TIMES // 2 and sum(times[1:]) < PATIENCE:
            times.append(seconds(ask))
        before, here = server_cpu(server), time.process_time()
        last = [seconds(ask) for _ in times]
        spent = [time.process_time() - here, server_cpu(server) - before]
        cpu = " + ".join(f"{one / len(last):.4f}" for one in spent[: 1 + (server is not None)])
        with counted() as hits:
            ask()
        statements = f"; {len(hits)} statements, {sum(hits):,} hits" if hits else ""
        more = f"first {times[0]:.2f} s; CPU {cpu} s{statements}"
        told(engine, question, statistics.median(last), more)


def changed(
    engine: str, store: Store, people: Invented, server: Server | None = None, times: int = 5
) -> None:
    """Log a contact, undo it and forget somebody, `times` over; print the median of each."""
    figures = store.tie_figures(people.owner, ["contact_days"])
    strangers = sorted(pid for pid, days in figures if days == FEW_DAYS)[: times + 1]
    took: dict[str, list[tuple[float, float, float, int]]] = {}
    for number, pid in enumerate(strangers):
        contact = Interaction(NOW, "message", people.owner, (pid,), mark=f"{number} {time.time()}")
        for name, work in (
            ("log", lambda: store.append(Change("log", NOW, events=[contact]))),  # noqa: B023
            ("undo", lambda: store.withdraw(NOW)),
            ("forget", lambda: store.forget(pid, b"12345678")),  # noqa: B023
        ):
            before, here, began = server_cpu(server), time.process_time(), time.perf_counter()
            if number == 0:  # warms up, and is counted
                with counted() as hits:
                    work()
            else:
                work()
            spent = time.process_time() - here, server_cpu(server) - before
            row = time.perf_counter() - began, *spent, sum(hits)
            took.setdefault(name, []).append(row)
    for name, rows in took.items():
        wall, mine, theirs, _ = map(statistics.median, zip(*rows[1:], strict=True))
        more = f"CPU {mine:.4f} s here" + f", {theirs:.2f} s on the server" * (server is not None)
        told(engine, name, wall, more + f"; {rows[0][3]:,} hits" * (server is not None))


@contextmanager
def counted() -> Iterator[list[int]]:
    """Profile what a server is asked meanwhile; give the database hits of each statement."""
    found: list[int] = []

    def run(graph: Graph, query: str, given: dict[str, Any]) -> tuple[Any, list[list[Any]]]:
        result = graph.tx.run(f"PROFILE {query}", {"net": graph.net, **given})
        names, rows = result.keys(), result.values()
        found.append(sum(_hits(result.consume().profile)))
        return names, rows

    def maps(graph: Graph, query: str, **given: Any) -> list[dict[str, Any]]:
        names, rows = run(graph, query, given)
        return [dict(zip(names, row, strict=True)) for row in rows]

    with (
        patch.object(Graph, "rows", lambda graph, query, **given: run(graph, query, given)[1]),
        patch.object(Graph, "maps", maps),
    ):
        yield found


def _hits(plan: dict[str, Any] | None) -> Iterator[int]:
    if plan is not None:
        yield plan["args"].get("DbHits", 0)
        for child in plan.get("children", ()):
            yield from _hits(child)


def by_statements(server: Server, people: Invented) -> None:
    """Record the network on the server until that is compiled."""
    for net in ("cold", "second", "third", "warm"):
        print(f"net={net}")
        store = Neo4jStore(f"{server.uri}/neo4j?net={net}")
        recorded("neo4j", store, people, server)
        store.close()


def once(mark: Path, work: Callable[[], object]) -> None:
    """Do `work` unless the file `mark` says that it was done."""
    if not mark.exists():
        work()
        mark.touch()


def compared(people: Invented, size: argparse.Namespace, folder: Path) -> None:
    """Measure both engines on the same network, in `folder`."""
    file = SqliteStore(folder / "net")
    once(folder / "recorded", lambda: recorded("sqlite", file, people))
    asked("sqlite", file, people)
    changed("sqlite", file, people)
    sizing = Sizing(heap=size.heap, page_cache=size.page_cache, quick_start=False)
    with running_server(sizing=sizing, home=folder / "server") as server:
        os.environ["NETKIT_NEO4J_USER"], os.environ["NETKIT_NEO4J_PASSWORD"] = server.auth
        once(folder / "loaded", lambda: by_statements(server, people))
        store = Neo4jStore(f"{server.uri}/neo4j?net=warm")
        asked("neo4j", store, people, server)
        changed("neo4j", store, people, server)
        store.close()
    file.close()


def main() -> None:
    """Read what is asked for, measure, and say how busy the machine was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=30_000)
    parser.add_argument("--contacts", type=int, default=300_000)
    parser.add_argument("--part", type=int, default=300_000, help="contacts recorded at once")
    parser.add_argument("--heap", default="2g")
    parser.add_argument("--page-cache", default="1g")
    parser.add_argument("--keep", type=Path, help="a folder of these networks alone")
    parser.add_argument("--growth", type=int, nargs="+", metavar="PEOPLE", help="several sizes")
    size = parser.parse_args()
    gc.set_threshold(100_000)  # an import makes much that stays; the command line looks as rarely
    if size.growth:
        from benchmarks.growth import print_growth

        print_growth(size.growth, size.heap, size.page_cache)
        return
    people = Invented(size.people, size.contacts, size.part)
    print(f"{size.people:,} people, {size.contacts:,} contacts; {os.getloadavg()[0]:.1f} load")
    with tempfile.TemporaryDirectory() as passing:
        folder = size.keep or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        compared(people, size, folder)
    spent = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{spent.ru_maxrss / 1e3:,.0f} MB at most here; {os.getloadavg()[0]:.1f} load at the end")


if __name__ == "__main__":
    main()
