"""Run a command under strace, which counts, kills or refuses its n-th call that changes files."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.torture.operations import environment, netkit_words

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["CALLS", "STRACE", "Ending", "count_calls", "run_injected"]

#: Every system call by which netkit and SQLite change a file or a folder.
CALLS = (
    "write", "pwrite64", "writev", "pwritev", "fsync", "fdatasync", "ftruncate", "rename",
    "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat",
    "symlink", "chmod", "fchmod", "sendfile", "copy_file_range",
)  # fmt: skip
_SECONDS = 600  # a machine may have more to do
STRACE = shutil.which("strace") or "strace"


@dataclass(frozen=True)
class Ending:
    """How a command ended: `killed`, or its exit code, and what it had said."""

    code: int
    out: str
    err: str

    @property
    def killed(self) -> bool:
        """Return True when it ended by the signal."""
        return self.code in (-signal.SIGKILL, 128 + signal.SIGKILL)


def _strace(
    options: list[str], folder: Path, words: tuple[str, ...], *, filtered: bool = True
) -> Ending:
    """Run a command under strace; filtered: quicker, but it delivers no signal that is injected."""
    quick = ["--seccomp-bpf"] if filtered else []
    done = subprocess.run(  # noqa: S603 — netkit itself, with words from a table
        [STRACE, "-f", *quick, *options, "--", *netkit_words(), *words],
        cwd=folder, env=environment(folder), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=_SECONDS, check=False, errors="replace",
    )  # fmt: skip
    return Ending(done.returncode, done.stdout, done.stderr)


def count_calls(folder: Path, words: tuple[str, ...], log: Path) -> Counter[str]:
    """Run a command to its end, and return how often its own process made each of the calls.

    The calls of a program that it starts are counted for themselves by strace, and so meet the
    same faults.
    """
    ending = _strace(["-e", f"trace={','.join(CALLS)}", "-o", str(log)], folder, words)
    if ending.code not in (0, 1):  # 1: there was nothing to say
        raise RuntimeError(f"{' '.join(words)}: {ending.err}")
    calls = re.findall(r"^(\d+) +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE)
    return Counter(call for process, call in calls if process == calls[0][0])


def run_injected(
    folder: Path, words: tuple[str, ...], call: str, number: int, fault: str
) -> Ending:
    """Run a command whose `number`-th call of a kind meets a fault.

    fault : as strace writes it, "signal=KILL" or "error=EIO".
    """
    injected = f"inject={call}:{fault}:when={number}"
    options = ["-e", f"trace={call}", "-e", injected, "-o", "/dev/null"]
    return _strace(options, folder, words, filtered="signal" not in fault)
