"""The fuzzer notices what it looks for: a hang, an exception, too much memory; and goes on."""

from __future__ import annotations

import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from benchmarks.fuzz.__main__ import fuzzed
from benchmarks.fuzz.mutating import LONGEST, mutated

if TYPE_CHECKING:
    from pathlib import Path

_FAULTY = """
import sys
from pathlib import Path
import benchmarks.fuzz.reading as reading
from tests.importers.test_fuzz import Sample

class Faulty:
    name = "faulty"
    def detects(self, path):
        return True
    def read(self, path, options):
        {fault}
        return []

reading.SECONDS = 3
reading.Reader(Sample(Faulty(), "x.csv", b"a"), Path(sys.argv[1])).read(b"the file")
print("done")
"""


@pytest.mark.parametrize(
    ("fault", "code", "text"),
    [
        ("import re; re.match('(a+)+b', 'a' * 60)", -27, ""),  # SIGPROF, within a pattern
        ("raise KeyError('lost')", 1, "KeyError: 'lost'"),
        ("self.held = bytearray(b'x') * 600_000_000", 1, "memory: "),
        ("pass", 0, ""),
    ],
)
def test_a_fault_ends_the_process_and_the_file_is_kept(
    tmp_path: Path, fault: str, code: int, text: str
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _FAULTY.format(fault=fault), str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == code, ended.stderr
    assert text in ended.stderr
    assert (tmp_path / "reading").read_bytes() == b"the file"
    assert ("done" in ended.stdout) == (code == 0)


def test_the_corpus_grows_and_is_read_first_the_next_time(tmp_path: Path) -> None:
    first = fuzzed("table t.csv", tmp_path, 1, "mutator", seed=1)
    assert first.faults == ()
    inputs = list(tmp_path.glob("*.input"))
    assert len(inputs) >= 2
    assert fuzzed("table t.csv", tmp_path, 0.1, "mutator", seed=2).runs >= len(inputs)


def test_mutation_is_repeatable_bounded_and_changes_something() -> None:
    corpus = [b"name,email\nAna,ana@example.org\n" * 50, b"x" * LONGEST]
    many = [mutated(corpus, random.Random(seed)) for seed in range(200)]
    assert many == [mutated(corpus, random.Random(seed)) for seed in range(200)]
    assert max(map(len, many)) <= LONGEST
    assert sum(data not in corpus for data in many) > 150
