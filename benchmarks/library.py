"""The library at 300,000 edges: times and peak memory, beside plain pandas and NetworkX.

``python -m benchmarks.library`` runs each step in a process of its own and prints what it took:
processor seconds of the step alone, and how far the process's memory rose above what it held
before the step. Two invented networks: even (everybody has about ten ties) and heavy-tailed (a
hub of degree 6,821, and others).
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from netkit import Network

EDGES, PEOPLE, HUB = 300_000, 60_000, 6_821
_THREE_YEARS = 3 * 365 * 86_400.0
_BEGIN = 1_700_000_000.0
NETWORKS = ("even", "heavy-tailed")


def edges(kind: str, size: int = EDGES) -> pd.DataFrame:
    """Return a frame of dated contacts: source, target, timestamp (seconds)."""
    import pandas as pd

    rng = np.random.default_rng(7)
    people = PEOPLE * size // EDGES
    if kind == "even":
        source, target = rng.integers(0, people, (2, size))
    else:
        weights = np.arange(1, people + 1) ** -0.75
        source, target = rng.choice(people, (2, size), p=weights / weights.sum())
        hub = HUB * size // EDGES
        others = (source == 0) | (target == 0)
        source[others], target[others] = rng.integers(1, people, (2, int(others.sum())))
        source[:hub], target[:hub] = 0, rng.choice(np.arange(1, people), hub, replace=False)
    kept = source != target
    seconds = _BEGIN + rng.uniform(0, _THREE_YEARS, size)
    columns = {"source": source, "target": target, "timestamp": seconds}
    return pd.DataFrame({name: column[kept] for name, column in columns.items()})


def _net(frame: pd.DataFrame) -> Network:
    import netkit

    return netkit.Network.from_pandas(frame)


def _hub(net: Network) -> Any:
    return net.people[int(np.bincount(np.concatenate((net.a, net.b))).argmax())]


def _candidates(net: Network) -> object:
    from netkit.analysis import introductions

    return introductions.candidates(net, _hub(net))


def _weakening(net: Network) -> object:
    from netkit.analysis import weakening

    return weakening.weakening(net)


def _weakening_frame(net: Network) -> object:
    from netkit.analysis import weakening

    return weakening.weakening(net).to_frame(reasons=False)


def _back(graph: Any) -> object:
    import netkit

    return netkit.Network.from_networkx(graph)


def _plain_pandas(frame: pd.DataFrame) -> object:
    """Group pairs by hand: what an analyst writes to count contacts and find the last one."""
    low = frame[["source", "target"]].min(axis=1)
    high = frame[["source", "target"]].max(axis=1)
    return frame.groupby([low, high])["timestamp"].agg(["count", "max"])


def _plain_networkx(frame: pd.DataFrame) -> object:
    import networkx as nx

    return nx.from_pandas_edgelist(frame, edge_attr="timestamp", create_using=nx.DiGraph)


class Step(NamedTuple):
    """A step that is measured, after what it starts from was made."""

    prepare: Callable[[pd.DataFrame], Any]
    run: Callable[[Any], object]


STEPS: dict[str, Step] = {
    "build": Step(lambda frame: frame, _net),
    "weakening": Step(_net, _weakening),
    "weakening as a frame": Step(_net, _weakening_frame),
    "candidates of the largest hub": Step(_net, _candidates),
    "contacts as a frame": Step(_net, lambda net: net.to_pandas()),
    "to NetworkX": Step(_net, lambda net: net.to_networkx()),
    "from NetworkX": Step(lambda frame: _net(frame).to_networkx(), _back),
    "plain pandas: group by pair": Step(lambda frame: frame, _plain_pandas),
    "plain NetworkX: from_pandas_edgelist": Step(lambda frame: frame, _plain_networkx),
}


def measure(kind: str, name: str, size: int) -> tuple[float, float]:
    """Return the processor seconds of a step, and by how many MB memory rose at its peak."""
    step = STEPS[name]
    start = step.prepare(edges(kind, size))
    step.run(step.prepare(edges(kind, 3_000)))  # imports and first calls are not the step's
    gc.collect()
    before = resident()
    reset_peak()
    begin = time.process_time()
    result = step.run(start)
    seconds = time.process_time() - begin
    peak = peak_resident()
    del result
    return seconds, max(peak - before, 0.0)


def resident() -> float:
    """Return the memory that the process holds now, in MB."""
    return _status("VmRSS") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peak_resident() -> float:
    """Return the most that it held since `reset_peak`, in MB."""
    return _status("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def reset_peak() -> None:
    """Forget the peak so far, where the system can (Linux)."""
    try:
        with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
            file.write("5")
    except OSError:
        return


def _status(key: str) -> float:
    try:
        with open("/proc/self/status", encoding="ascii") as file:
            row = next(line for line in file if line.startswith(key))
    except (OSError, StopIteration):
        return 0.0
    return int(row.split()[1]) / 1024


def main() -> None:
    """Print a row for each step and network."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edges", type=int, default=EDGES)
    parser.add_argument("--one", nargs=2, metavar=("NETWORK", "STEP"), help="this process alone")
    options = parser.parse_args()
    if options.one:
        kind, name = options.one
        print(json.dumps(measure(kind, name, options.edges)))
        return
    print(f"{options.edges:,} edges{'':28}{'seconds':>9}{'MB':>7}")
    for kind in NETWORKS:
        print(kind)
        for name in STEPS:
            words = [sys.executable, "-m", "benchmarks.library", "--edges", str(options.edges)]
            done = subprocess.run(  # noqa: S603 — this module again
                [*words, "--one", kind, name], capture_output=True, check=True, text=True
            )
            seconds, memory = json.loads(done.stdout)
            print(f"  {name:40}{seconds:9.2f}{memory:7.0f}", flush=True)


if __name__ == "__main__":
    main()
