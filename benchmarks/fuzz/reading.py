"""``python -m benchmarks.fuzz.reading``: one importer reads mutated files until its time is over.

A process of its own: the system ends it when one file takes five seconds of CPU (SIGPROF), also
within a regular expression. The file that is being read lies beside the corpus, as ``reading``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.fuzz.mutating import mutated
from netkit.errors import BadInputError, UsageError
from netkit.importers.port import Problem
from tests.importers.test_fuzz import IDS, OPTIONS, SAMPLES, Sample, check, place

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MOST_MEGABYTES", "SECONDS", "sample_named"]

#: One file of a few kilobytes may take so much CPU, and the process so much memory.
SECONDS = 5.0
MOST_MEGABYTES = 500


def sample_named(name: str) -> Sample:
    """Return the sound file of a test, by the name that the test has."""
    return SAMPLES[IDS.index(name)]


class Reader:
    """Reads files as an import does, and remembers what ways of going wrong there were."""

    def __init__(self, sample: Sample, corpus: Path) -> None:
        self.sample, self.corpus = sample, corpus
        self.folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
        self.seen: set[str] = set()
        self.runs = 0
        self.refused = 0

    def read(self, data: bytes) -> None:
        """Read one file; it joins the corpus when what came of it is new."""
        (self.corpus / "reading").write_bytes(data)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        self.runs += 1
        outcome = self._outcome(place(self.sample, data, self.folder))
        signal.setitimer(signal.ITIMER_PROF, 0)
        if _megabytes() > MOST_MEGABYTES:
            sys.exit(f"memory: {_megabytes():.0f} MB")
        if outcome not in self.seen:
            self.seen.add(outcome)
            (self.corpus / f"{hashlib.sha256(data).hexdigest()[:16]}.input").write_bytes(data)

    def _outcome(self, path: Path) -> str:
        """Return what came of a file, without what it says: kinds of items, and reasons."""
        try:
            self.sample.importer.detects(path)
            items = list(self.sample.importer.read(path, OPTIONS))
        except (BadInputError, UsageError) as error:
            self.refused += 1
            return re.sub(r"\d+", "", str(error).replace(str(path), ""))[:80]
        check(items)
        kinds = {type(item).__name__ for item in items}
        kinds |= {
            re.sub(r"\W.*|\d+", "", item.reason) for item in items if isinstance(item, Problem)
        }
        return " ".join([*sorted(kinds), str(min(len(items), 8))])


def _megabytes() -> float:
    """Return the most memory this process has held; what its parent held does not count."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _with_atheris(read: Callable[[bytes], None], corpus: Path, seconds: float) -> None:
    """Hand over to libFuzzer, which mutates by coverage and never returns."""
    import atheris

    atheris.Setup(
        [sys.argv[0], f"-max_total_time={seconds:.0f}", "-max_len=65536", "-print_final_stats=1",
         f"-artifact_prefix={corpus}/", "-verbosity=0", str(corpus)],
        read,
    )  # fmt: skip
    atheris.Fuzz()


def _mutate(reader: Reader, until: float, seed: int) -> None:
    chance = random.Random(seed)
    corpus = [path.read_bytes() for path in sorted(reader.corpus.glob("*.input"))]
    corpus.append(reader.sample.data)
    for data in list(corpus):
        reader.read(data)
    while time.monotonic() < until:
        known = len(reader.seen)
        data = mutated(corpus, chance)
        reader.read(data)
        if len(reader.seen) > known:
            corpus.append(data)


def main() -> None:
    """Read until the time is over, and print how much as JSON."""
    parser = argparse.ArgumentParser(prog="reading", description=__doc__)
    parser.add_argument("name")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--atheris", action="store_true")
    typed = parser.parse_args()
    typed.corpus.mkdir(parents=True, exist_ok=True)
    reader = Reader(sample_named(typed.name), typed.corpus)
    if typed.atheris:
        _with_atheris(reader.read, typed.corpus, typed.seconds)
    _mutate(reader, time.monotonic() + typed.seconds, typed.seed)
    (typed.corpus / "reading").unlink(missing_ok=True)
    print(json.dumps(_figures(reader)))


def _figures(reader: Reader) -> dict[str, Any]:
    return {
        "runs": reader.runs, "refused": reader.refused, "outcomes": len(reader.seen),
        "megabytes": round(_megabytes()),
    }  # fmt: skip


if __name__ == "__main__":
    main()
