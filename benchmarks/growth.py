"""The growth table of a file and a server: what each change and each question costs at any size.

`python -m benchmarks.neo4j --growth 3000 30000 100000` prints it. Each row is a change or a
question; each cell the seconds by the clock, the processor's (here + on the server) and, of a
server, the database hits. A change is made five times and a question asked three times; the median
without the first counts.
"""

from __future__ import annotations

import os
import resource
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.invented import NOW, Invented
from benchmarks.neo4j import FEW_DAYS, counted, server_cpu
from netkit.model.events import Interaction
from netkit.store.neo4j import Neo4jStore
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change
from netkit.workspace import Workspace
from tests.neo4j_server import Server, Sizing, running_server

if TYPE_CHECKING:
    from collections.abc import Callable

    from netkit.store.port import Store

CHANGES, QUESTIONS = 5, 3  # how often each is measured
CONTACTS_EACH = 10


class Cost(NamedTuple):
    """What something took: by the clock, of the processor here and on the server, and its hits."""

    wall: float
    here: float
    server: float = 0.0
    hits: int = 0

    def cell(self, *, on_server: bool) -> str:
        """Return the cost as a cell of the table."""
        if not on_server:
            return f"{self.wall:.2g} · {self.here:.2g}"
        return f"{self.wall:.2g} · {self.here:.2g} + {self.server:.2g} · {self.hits:,}"


Costs = dict[str, Cost]


def cpu_here() -> float:
    """Return the seconds of the processor that this process and programs it ended have used."""
    usage = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in usage)


def cost_of(work: Callable[[], object], server: Server | None) -> Cost:
    """Return what `work` costs, done once."""
    began, here, there = time.perf_counter(), cpu_here(), server_cpu(server)
    work()
    here, there = cpu_here() - here, server_cpu(server) - there
    return Cost(time.perf_counter() - began, here, there)


def middle(costs: list[Cost], hits: int) -> Cost:
    """Return the medians of all but the first."""
    wall, here, there, _ = map(statistics.median, zip(*costs[1:], strict=True))
    return Cost(wall, here, there, hits)


def measured(work: Callable[[], object], times: int, server: Server | None) -> Cost:
    """Return what `work` costs: the first time warms up, and is the one whose hits are counted."""
    with counted() as hits:
        first = cost_of(work, server)
    return middle([first, *(cost_of(work, server) for _ in range(times - 1))], sum(hits))


def questions(space: Workspace, people: Invented) -> dict[str, Callable[[], object]]:
    """Return the everyday questions, by their names."""
    asked, known = people.asked, people.known
    return {
        "introduce X": lambda: space.introduce(asked),
        "reach X": lambda: space.reach(known),
        "fading": space.fading,
        "balance": space.balance,
        "reconnect": space.reconnect,
        "stalls": space.stalls,
        "promises": space.promises,
        "who": lambda: space.who("lawyer"),
        "brief X": lambda: space.brief(asked),
        "timeline X": lambda: space.timeline(asked),
        "find": lambda: space.find("coffee"),
        "today": space.today,
    }


def changes(store: Store, people: Invented, server: Server | None) -> Costs:
    """Log a contact, undo it and forget somebody with three contact-days, several times over."""
    figures = store.tie_figures(people.owner, ["contact_days"])
    strangers = iter(sorted(pid for pid, days in figures if days == FEW_DAYS))
    costs: dict[str, list[Cost]] = {"log": [], "undo": [], "forget": []}
    hits: dict[str, int] = {}
    for number, pid in zip(range(CHANGES), strangers, strict=False):
        contact = Interaction(NOW, "message", people.owner, (pid,), mark=f"{number}")
        change = Change(f"log {number}", NOW, events=[contact])
        for name, work in (
            ("log", lambda: store.append(change)),  # noqa: B023 - called at once
            ("undo", lambda: store.withdraw(NOW)),
            ("forget", lambda: store.forget(pid, b"12345678")),  # noqa: B023
        ):
            with counted() as counts:
                costs[name].append(cost_of(work, server)) if number else work()
            if not number:
                costs[name].append(Cost(0, 0))
                hits[name] = sum(counts)
    return {name: middle(rows, hits[name]) for name, rows in costs.items()}


def costs_of(store: Store, people: Invented, server: Server | None) -> Costs:
    """Import the network and return what that cost, each change and each question."""
    costs = {"import": cost_of(lambda: [store.append(c) for c in people.changes()], server)}
    costs |= changes(store, people, server)
    for name, cost in costs.items():
        tell(name, cost, server)
    for name, ask in questions(Workspace(store, NOW), people).items():
        costs[name] = measured(ask, QUESTIONS, server)
        tell(name, costs[name], server)
    return costs


def tell(name: str, cost: Cost, server: Server | None) -> None:
    """Print a cost as soon as it is known: all of them may take an hour."""
    print(f"  {name:<12} {cost.cell(on_server=server is not None)}", flush=True)


def table(title: str, sizes: list[int], columns: list[Costs], *, on_server: bool) -> str:
    """Return the costs of one engine as a table of Markdown."""
    head = "| ".join(["", title, *(f"{size:,} people" for size in sizes)]) + "|"
    rows = [
        f"| {name} | " + " | ".join(costs[name].cell(on_server=on_server) for costs in columns)
        for name in columns[0]
    ]
    return "\n".join([head, "|---" * (len(sizes) + 1) + "|", *(f"{row} |" for row in rows)])


def print_growth(sizes: list[int], heap: str, page_cache: str) -> None:
    """Measure the sizes asked for, and print a table for each engine after each of them."""
    file_costs, server_costs = [], []
    sizing = Sizing(heap=heap, page_cache=page_cache, quick_start=False)
    with tempfile.TemporaryDirectory() as folder, running_server(sizing=sizing) as server:
        for count in sizes:
            people = Invented(count, CONTACTS_EACH * count, CONTACTS_EACH * count)
            with closing(SqliteStore(Path(folder) / f"{count}.netkit")) as file:
                file_costs.append(costs_of(file, people, None))
            store = Neo4jStore(f"{server.uri}/neo4j?net=n{count}", auth=server.auth)
            server_costs.append(costs_of(store, people, server))
            store.close()
            print(f"{count:,} people measured; load {os.getloadavg()[0]:.1f}\n", flush=True)
            done = sizes[: len(file_costs)]
            print(table("file: clock · CPU", done, file_costs, on_server=False), end="\n\n")
            title = "server: clock · CPU here + there · hits"
            print(table(title, done, server_costs, on_server=True), end="\n\n", flush=True)
