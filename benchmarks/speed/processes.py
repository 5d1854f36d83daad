"""Running whole processes and asking the kernel what they cost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Cost", "in_turn", "middle", "run", "take_programs"]

_programs = [Path(sys.executable).parent]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took.

    wall : seconds from start to end; other programs' load shows in it.
    cpu : seconds of processor time, its own and the system's for it.
    peak : the most memory it held, in MB (1,000,000 bytes).
    """

    wall: float
    cpu: float
    peak: float


def take_programs(folder: Path) -> None:
    """Measure the `netkit` and `python` of another environment than this one."""
    _programs[:] = [folder.absolute()]


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end, its output dropped.

    `netkit` and `python` are this environment's, or those of `take_programs`.

    Raises
    ------
    RuntimeError
        It failed; what it said is in the message. A netkit's exit code 1, "nothing found", is an
        answer.
    """
    program = str(_programs[0] / command[0]) if command[0] in {"netkit", "python"} else command[0]
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 — the commands are this benchmark's own
        [program, *command[1:]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=None if environment is None else dict(environment),
    )
    said = process.stderr.read() if process.stderr else b""
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stderr:
        process.stderr.close()
    if process.returncode not in ((0, 1) if command[0] == "netkit" else (0,)):
        raise RuntimeError(f"{' '.join(command)}: {said.decode(errors='replace')}")
    scale = 1 if sys.platform == "darwin" else 1024  # the unit of ru_maxrss is the system's
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * scale / 1e6)


def in_turn(
    commands: Mapping[str, Sequence[str]], rounds: int, environment: Mapping[str, str]
) -> dict[str, list[Cost]]:
    """Run each command once a round, so that a busy minute of the machine touches all alike.

    ``{round}`` in a command stands for the number of the round: nothing is written down twice.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            cost = run([word.replace("{round}", str(number)) for word in command], environment)
            if number:  # the first round warms the file cache and the compiled modules
                costs[name].append(cost)
    return costs


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the medians."""
    return Cost(
        median(cost.wall for cost in costs),
        median(cost.cpu for cost in costs),
        median(cost.peak for cost in costs),
    )
