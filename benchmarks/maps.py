"""How long maps take to make: ``python -m benchmarks.maps`` prints a table, asserts nothing.

Invented networks of four sizes. Seconds of the clock and, since other programs use the machine too,
of this process; megabytes of the page.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from netkit.maps import build_scene, export, page
from tests.maps.invented import AS_OF, network

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

SIZES = ((200, 800), (2_000, 10_000), (5_000, 40_000), (30_000, 120_000))
MB = 1_000_000


def timed(work: Callable[[], T]) -> tuple[T, float, float]:
    """Return what `work` returns, and its seconds by the clock and of this process."""
    clock, own = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - clock, time.process_time() - own


def row(size: int, count: int) -> str:
    """Return one line of the table."""
    people, ties, ideas = network(size, count)
    drawn, clock, own = timed(
        lambda: build_scene(people, ties, title="Map", as_of=AS_OF, suggestions=ideas)
    )
    content, writing, _ = timed(lambda: page(drawn))
    _, exporting, _ = timed(lambda: export.gexf(drawn))
    return (
        f"{size:>8,} {len(ties):>8,} {clock:>9.2f} {own:>9.2f} {writing:>9.2f}"
        f" {len(content) / MB:>9.2f} {exporting:>9.2f}"
    )


def main() -> None:
    """Print the table."""
    row(30, 60)  # imports numpy, scipy and networkx, which is not measured
    print("  people     ties   scene s     cpu s    page s   page MB    gexf s")
    for people, ties in SIZES:
        print(row(people, ties))


if __name__ == "__main__":
    main()
