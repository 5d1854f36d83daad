"""Plan to install a schedule: files to write, commands to run; shown or carried out."""

from __future__ import annotations

import shlex
import subprocess
from typing import TYPE_CHECKING, Protocol

from netkit.errors import StoreError
from netkit.model.frozen import dataclass
from netkit.support.atomic_files import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.schedule.schedules import Schedule

_TIMEOUT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Step:
    """A command to run; ``may_fail`` marks one that undoes what may not be there."""

    argv: tuple[str, ...]
    stdin: str | None = None
    may_fail: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file to write, as text and in the encoding its reader asks for."""

    path: Path
    text: str
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Plan:
    """Files to write, commands to run after that, files to remove last, and a note to the user."""

    files: tuple[File, ...] = ()
    steps: tuple[Step, ...] = ()
    leftovers: tuple[Path, ...] = ()
    note: str = ""


class System(Protocol):
    """One of the schedulers.

    It wakes ``netkit schedule run NAME --if-due``, which decides for itself whether to run; so
    waking too often is harmless, and every system only has to wake often enough.
    """

    def install(self, schedule: Schedule, command: tuple[str, ...]) -> Plan:
        """Plan to have ``command`` woken for a schedule; installing twice changes nothing."""
        ...

    def remove(self, name: str) -> Plan:
        """Plan to take a schedule out again; removing what is not there is no error."""
        ...


def show(plan: Plan) -> str:
    """Write out a plan for ``netkit schedule install --print``."""
    parts = [f"# {file.path}\n{file.text}" for file in plan.files]
    for step in plan.steps:
        fed = f" <<'END'\n{step.stdin}END" if step.stdin is not None else ""
        parts.append(f"$ {shlex.join(step.argv)}{fed}\n")
    parts += [f"$ rm {shlex.quote(str(path))}\n" for path in plan.leftovers]
    return "\n".join([*parts, *([f"# {plan.note}\n"] if plan.note else [])])


def carry_out(plan: Plan) -> None:
    """Write the files and run the commands of a plan.

    Raises
    ------
    StoreError
        When a file cannot be written or a command fails; says which.
    """
    for file in plan.files:
        write_atomic(file.path, file.text.encode(file.encoding))
    for step in plan.steps:
        _run(step)
    for path in plan.leftovers:
        path.unlink(missing_ok=True)


def _run(step: Step) -> None:
    try:
        done = subprocess.run(  # noqa: S603 the system's own tools, an argument list, no shell
            step.argv,
            input=step.stdin,
            capture_output=True,
            text=True,
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StoreError(f"{shlex.join(step.argv)}: {error}") from error
    if done.returncode and not step.may_fail:
        message = " ".join(done.stderr.split())
        raise StoreError(f"{shlex.join(step.argv)} ended with {done.returncode}: {message}")
