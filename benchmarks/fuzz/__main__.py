"""``python -m benchmarks.fuzz``: fuzz every importer, and print a line for each.

The corpus grows in ``--corpus``: what gave something new is kept, and read first the next time. A
file that hangs (5 s of CPU), takes more than 500 MB or ends in an exception is a fault; it is kept
as ``fault-…`` beside it.
"""

from __future__ import annotations

import argparse
import json
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.importers.test_fuzz import IDS

_GRACE_SECONDS = 120  # to begin and to end; a machine may have more to do
#: libFuzzer sees which branches of the importers a file takes.
_INSTRUMENTED = """
import atheris
with atheris.instrument_imports(include=["netkit.importers"]):
    from benchmarks.fuzz.reading import main
main()
"""


@dataclass
class Tally:
    """The figures of one importer."""

    name: str
    runs: int = 0
    outcomes: int = 0
    megabytes: int = 0
    faults: tuple[str, ...] = ()


def fuzzed(name: str, corpus: Path, seconds: float, engine: str, seed: int) -> Tally:
    """Fuzz one importer for some seconds; after a fault it goes on with other files."""
    tally = Tally(name)
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and len(tally.faults) < 5:
        begin = ["-c", _INSTRUMENTED] if engine == "atheris" else ["-m", "benchmarks.fuzz.reading"]
        words = [sys.executable, *begin, name, str(corpus), "--seconds", f"{left:.1f}",
                 "--seed", str(seed + len(tally.faults))]  # fmt: skip
        words += ["--atheris"] if engine == "atheris" else []
        try:
            ended = subprocess.run(  # noqa: S603 — this program's own module
                words, capture_output=True, text=True, timeout=left + _GRACE_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            tally.faults += (_kept(corpus, "hang: waits for something"),)
            break
        _count(tally, ended.stdout + ended.stderr)
        if ended.returncode == 0:
            break
        tally.faults += (_kept(corpus, _reason(ended)),)
    return tally


def _count(tally: Tally, said: str) -> None:
    """Take the figures from what a run printed: JSON, or libFuzzer's."""
    for line in said.splitlines():
        if line.startswith('{"runs"'):
            figures = json.loads(line)
            tally.runs += figures["runs"]
            tally.outcomes = figures["outcomes"]
            tally.megabytes = max(tally.megabytes, figures["megabytes"])
    for pattern, name in ((r"number_of_executed_units: *(\d+)", "runs"),
                          (r"peak_rss_mb: *(\d+)", "megabytes"),
                          (r"new_units_added: *(\d+)", "outcomes")):  # fmt: skip
        if match := re.search(pattern, said):
            setattr(tally, name, getattr(tally, name) + int(match[1]))


def _reason(ended: subprocess.CompletedProcess[str]) -> str:
    if ended.returncode == -signal.SIGPROF:
        return "hang: 5 s of CPU for one file"
    lines = [line for line in ended.stderr.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"[\w.]+(Error|Exception)|memory:", line)]
    return (errors or lines or [f"exit code {ended.returncode}"])[-1][:100]


def _kept(corpus: Path, reason: str) -> str:
    """Keep the file that was being read at a fault; return the reason with its name."""
    reading = corpus / "reading"
    if not reading.exists():
        return reason
    number = sum(1 for _ in corpus.glob("fault-*"))
    fault = reading.rename(corpus / f"fault-{number}")
    return f"{reason} ({fault})"


def main() -> int:
    """Print the table; the exit code is 1 when there was a fault."""
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="for each importer")
    parser.add_argument("--corpus", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--engine", choices=("auto", "atheris", "mutator"), default="auto")
    parser.add_argument("--only", default="", help="importers whose name holds this")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    typed = parser.parse_args()
    engine = typed.engine
    if engine == "auto":
        engine = "atheris" if find_spec("atheris") else "mutator"
    tallies = []
    for name in (each for each in IDS if typed.only in each):
        corpus = typed.corpus / re.sub(r"\W+", "-", name)
        tally = fuzzed(name, corpus, typed.seconds, engine, typed.seed)
        tallies.append(tally)
        size = sum(1 for _ in corpus.glob("*")) if corpus.exists() else 0
        print(f"{name:28} {tally.runs:8,} files {size:5} in corpus {tally.megabytes:4} MB"
              f"  {len(tally.faults) or 'no'} faults", flush=True)  # fmt: skip
        for fault in tally.faults:
            print(f"    {fault}", flush=True)
    runs, faults = sum(each.runs for each in tallies), sum(len(each.faults) for each in tallies)
    print(f"{len(tallies)} importers, {runs:,} files by {engine}, seed {typed.seed}:"
          f" {faults} faults")  # fmt: skip
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
