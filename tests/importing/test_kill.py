"""An import that is killed loses nothing: the file holds all of it, or none."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from netkit.examples.invented import invent
from netkit.examples.linkedin_archive import write_archive

from netkit.importing import import_file
from netkit.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, tzinfo=UTC)
MOMENTS = 12

_IMPORT = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from netkit.importing import import_file
from netkit.store.sqlite import SqliteStore
store = SqliteStore(Path(sys.argv[1]))
print("open", flush=True)
import_file(store, Path(sys.argv[2]), now=datetime(2026, 11, 20, tzinfo=UTC))
print("done", flush=True)
"""


def _start(network: Path, archive: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _IMPORT, str(network), str(archive)],
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_all_of_an_import_or_none(tmp_path: Path) -> None:
    archive = tmp_path / "archive.zip"
    write_archive(invent(today=date(2026, 11, 20), people=150, messages=700), archive)
    whole = SqliteStore(tmp_path / "whole.netkit")
    empty = whole.digest()
    started = time.monotonic()
    with _start(tmp_path / "timed.netkit", archive) as process:
        process.wait()
    lasts = time.monotonic() - started
    import_file(whole, archive, now=NOW)
    full = whole.digest()
    rng = random.Random(20261120)
    seen = set()
    for number in range(MOMENTS):
        network = tmp_path / f"{number}.netkit"
        with _start(network, archive) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(rng.random() * lasts)
            process.send_signal(signal.SIGKILL)
            process.wait()
        store = SqliteStore(network)
        assert store.check() == []
        found = store.digest()
        assert found in {empty, full}
        seen.add(found)
        import_file(store, archive, now=NOW)
        assert store.digest() == full
        store.close()
    whole.close()
    assert empty in seen
