"""Import rate and everyday questions, on a Neo4j server beside the embedded file, in one run.

    python -m benchmarks.neo4j --people 30000 --contacts 300000

starts a server of its own (Java and Maven), or uses NETKIT_TEST_NEO4J_URI. Each question is asked
three times; the median counts, after one that warms the server.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.analysis.fading import fading
from netkit.analysis.introductions import introductions_for
from netkit.analysis.reach import reach
from netkit.domain.events import Acquaintance, Event, Interaction, Need
from netkit.domain.people import Affiliation, Claim, Handle
from netkit.search import search_all
from netkit.store.neo4j import Neo4jStore
from netkit.store.port import Change, Store
from netkit.store.sqlite import SqliteStore
from netkit.workspace import Workspace
from tests.neo4j_server import Sizing, running_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOW = datetime(2026, 11, 20, tzinfo=UTC)
TITLES = ("Patent lawyer", "Embedded engineer", "Designer", "Nurse", "Teacher", "Founder")


def network(people: int, contacts: int, seed: int = 1) -> Change:
    """Return an invented network: one owner, everybody else with a job, contacts by rank."""
    chance = random.Random(seed)  # noqa: S311 — not for secrets
    handles = [Handle("linkedin", f"person-{number}") for number in range(people)]
    ids = [handle.person_id for handle in handles]
    weights = [1 / (rank + 20) for rank in range(people - 1)]
    others = chance.choices(ids[1:], weights, k=contacts)
    events: list[Event] = []
    for number, other in enumerate(others):
        at = NOW - timedelta(minutes=chance.randrange(3_000_000))
        pair = (ids[0], other) if chance.random() < 0.5 else (other, ids[0])
        events.append(Interaction(at, "message", pair[0], (pair[1],), mark=str(number)))
    for pid in ids[1 :: people // 300 or 1]:
        events.append(Need(NOW, pid, chance.choice(TITLES)))
        events.append(Acquaintance(NOW, pid, chance.choice(ids[1:]), "a thread", 0.5))
    return Change(
        "invented",
        NOW,
        handles=[(handle, handle.person_id) for handle in handles],
        owners=[ids[0]],
        claims=[Claim(pid, "name", f"Name{n} Sur{n % 997}", NOW) for n, pid in enumerate(ids)],
        affiliations=[
            Affiliation(pid, f"Company {n % 500}", chance.choice(TITLES), seen_at=NOW)
            for n, pid in enumerate(ids)
        ],
        events=events,
    )


def questions(store: Store, change: Change) -> dict[str, Callable[[], object]]:
    """Return the everyday questions, each ready to be asked."""
    space = Workspace(store, NOW)
    asked = next(event.person for event in change.events if isinstance(event, Need))
    known = next(event.b for event in change.events if isinstance(event, Acquaintance))
    return {
        "introduce": lambda: introductions_for(space.facts_around(asked), asked, limit=10),
        "reach": lambda: reach(space.facts_to([known]), [known], limit=5),
        "fading": lambda: fading(
            space.acquainted(), space.ties(), space.days, NOW, space.coefficients(), limit=10
        ),
        "balance": lambda: space.standings(),
        "who": lambda: search_all(store, [("any", "lawyer")], limit=50),
        "neighbourhood": lambda: store.ties(asked),
    }


def measured(name: str, store: Store, change: Change) -> None:
    """Import, ask, and print one line for each."""
    began = time.perf_counter()
    new = store.append(change).new
    took = time.perf_counter() - began
    rate = new.interactions / took
    print(f"{name:<8} import         {took:9.2f} s  {rate:,.0f} interactions/s", flush=True)
    for question, ask in questions(store, change).items():
        ask()
        times = []
        for _ in range(3):
            began = time.perf_counter()
            ask()
            times.append(time.perf_counter() - began)
        print(f"{name:<8} {question:<14} {statistics.median(times):9.4f} s", flush=True)


@contextmanager
def a_server() -> Iterator[str]:
    """Give the address of an empty network on the named server, or on one of our own."""
    net = f"/neo4j?net=bench-{uuid.uuid4().hex[:8]}"
    if named := os.environ.get("NETKIT_TEST_NEO4J_URI"):
        os.environ.setdefault("NETKIT_NEO4J_PASSWORD", os.environ["NETKIT_TEST_NEO4J_PASSWORD"])
        yield named + net
        return
    with running_server(sizing=Sizing(heap="2g", page_cache="512m", quick_start=False)) as server:
        os.environ["NETKIT_NEO4J_USER"], os.environ["NETKIT_NEO4J_PASSWORD"] = server.auth
        yield server.uri + net


def main() -> None:
    """Measure both engines on the same network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=30_000)
    parser.add_argument("--contacts", type=int, default=300_000)
    size = parser.parse_args()
    change = network(size.people, size.contacts)
    print(f"{size.people:,} people, {size.contacts:,} contacts; {os.getloadavg()[0]:.1f} load")
    with tempfile.TemporaryDirectory() as folder, a_server() as url:
        for name, store in (
            ("sqlite", SqliteStore(Path(folder) / "net")),
            ("neo4j", Neo4jStore(url)),
        ):
            measured(name, store, change)
            store.close()


if __name__ == "__main__":
    main()
