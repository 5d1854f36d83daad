"""How long maps take to make and to draw: ``python -m benchmarks.maps`` prints, asserts nothing.

Invented networks of several sizes, each as our own page and, where pyvis draws so many, as pyvis's.
Seconds of the clock, and of this process or the page's thread alone: other programs use the machine
too. Without Chromium the columns of the page stay empty.

``python -m benchmarks.maps --network me.netkit`` makes the whole map of a network that is there (a
copy of it), as the command does, and prints the least processor time of three processes.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, TypeVar

from benchmarks.speed.processes import Cost, run
from netkit.maps import build_scene, page
from netkit.maps.pyvis_writer import PEOPLE_AT_MOST
from netkit.maps.pyvis_writer import page as pyvis_page
from tests.maps.invented import AS_OF, network
from tests.maps.page_timing import DRAG, PAINTED, thread_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from netkit.maps import Scene

T = TypeVar("T")

SIZES = ((30, 60), (200, 800), (1_200, 5_000), (2_000, 10_000), (30_000, 120_000))
MB = 1_000_000
RUNS = 3
SETTLED_MS = 400


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page in Chromium: seconds to its first picture, milliseconds a frame of dragging."""

    painted: float
    painted_thread: float
    frame: float
    frame_thread: float
    heap_mb: float


def timed(work: Callable[[], T]) -> tuple[T, float, float]:
    """Return what `work` returns, and its seconds by the clock and of this process."""
    clock, own = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - clock, time.process_time() - own


@contextmanager
def chromium() -> Iterator[Browser | None]:
    """Start Chromium without a GPU; None where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--disable-gpu", "--no-sandbox"]
        )
        yield browser
        browser.close()


def drawn(browser: Browser, content: bytes) -> Drawn:
    """Open a page, drag its map, and say how long that took."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "map.html"
        file.write_bytes(content)
        context = browser.new_context(viewport={"width": 1400, "height": 900},
                                      reduced_motion="reduce")  # fmt: skip
        opened = context.new_page()
        session = context.new_cdp_session(opened)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        opened.goto(f"{file.as_uri()}#all")
        painted = float(opened.evaluate(PAINTED))
        painted_thread = thread_seconds(session)
        opened.wait_for_timeout(SETTLED_MS)
        before = thread_seconds(session)
        frames: list[float] = opened.evaluate(DRAG)
        frame_thread = 1000 * (thread_seconds(session) - before) / len(frames)
        session.send("HeapProfiler.collectGarbage")
        used: dict[str, Any] = session.send("Runtime.getHeapUsage")
        context.close()
    heap = (used["usedSize"] + used.get("backingStorageSize", 0)) / MB
    return Drawn(painted / 1000, painted_thread, median(frames), frame_thread, heap)


def row(name: str, scene: Scene, build: tuple[float, float], write: Callable[[Scene], bytes],
        browser: Browser | None) -> str:  # fmt: skip
    """Return one line of the table."""
    content, writing, _ = timed(lambda: write(scene))
    line = (
        f"{name:<7}{len(scene.people):>7,}{len(scene.ties):>9,}{build[0]:>9.2f}{build[1]:>8.2f}"
        f"{writing:>8.2f}{len(content) / MB:>9.2f}"
    )
    if browser is None:
        return line
    page_run = drawn(browser, content)
    return line + (
        f"{page_run.painted:>10.2f}{page_run.painted_thread:>9.2f}"
        f"{page_run.frame:>10.0f}{page_run.frame_thread:>9.1f}{page_run.heap_mb:>9.1f}"
    )


def whole_command(network: Path) -> Cost:
    """Return what the cheapest of some runs of `netkit map` took, on a copy of this network."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "me.netkit"
        shutil.copy(network, copy)
        command = ["netkit", "--network", str(copy), "map", "-o", str(copy.with_suffix(".html"))]
        return min((run(command) for _ in range(RUNS)), key=lambda cost: cost.cpu)


def main() -> None:
    """Print the table, or what the map of one network takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path, metavar="FILE")
    network = parser.parse_args().network
    if network is not None:
        cost = whole_command(network)
        print(f"netkit map: {cost.cpu:.1f} s of processor time, {cost.peak:.0f} MB at most")
        return
    _print_table()


def _print_table() -> None:
    _scene(30, 60)  # imports numpy and scipy, which is not measured
    print("drawn   people     ties  scene s   cpu s  page s  page MB painted s thread s"
          "  frame ms   thread  heap MB")  # fmt: skip
    with chromium() as browser, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for people, ties in SIZES:
            scene, clock, own = timed(partial(_scene, people, ties))
            print(row("own", scene, (clock, own), page, browser), flush=True)
            if people <= PEOPLE_AT_MOST:
                print(row("pyvis", scene, (clock, own), pyvis_page, browser), flush=True)


def _scene(size: int, count: int) -> Scene:
    people, ties, ideas = network(size, count)
    return build_scene(people, ties, title="Map", as_of=AS_OF, suggestions=ideas)


if __name__ == "__main__":
    main()
