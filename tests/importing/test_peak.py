"""The peak of a whole process that imports mail, SQLite's own memory counted, at two sizes."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from netkit.importing import calibration, import_file
from netkit.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

PEOPLE, DAYS = 400, 1_500
FEW, MANY = 8_000, 64_000
MOST = 1.15  # measured here: 1.11
CACHE = 16_384  # KiB of SQLite's
IMPORT = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from netkit.support import spill
from netkit.importing import import_file
from netkit.store import sqlite
from netkit.store.sqlite import connection
# What is held at most, made small enough for the smaller mailbox to fill it.
spill._CHUNK = 512
connection._PRAGMAS += ("cache_size = -2048",)
store = sqlite.SqliteStore(Path(sys.argv[2]))
new = import_file(store, Path(sys.argv[1]), now=datetime(2026, 11, 1, tzinfo=UTC)).new
store.close()
print(new.interactions, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _mailbox(path: Path, mails: int) -> Path:
    """Write mails between the same people over the same days, however many there are."""
    rng = random.Random(1)
    start = datetime(2020, 1, 1, tzinfo=UTC)
    with path.open("w") as file:
        for n in range(mails):
            who = [
                f"p{one}@example.org" for one in rng.sample(range(PEOPLE), rng.choice((1, 1, 3)))
            ]
            at = start + timedelta(days=n % DAYS, seconds=n // DAYS)
            file.write(
                f"From x Mon Feb  2 10:00:00 2026\nFrom: {who[0]}\n"
                f"To: {', '.join(['me@example.org', *who[1:]])}\nDate: {format_datetime(at)}\n"
                f"Subject: {'words ' * 20}{n}\nMessage-ID: <{n}@example.org>\n\nBody\n\n"
            )
    return path


def _peak(mailbox: Path, mails: int) -> int:
    """Return the peak, in KiB (bytes on macOS), of a process that imports the mailbox."""
    network = mailbox.with_suffix(".netkit")
    told = subprocess.run(
        [sys.executable, "-c", IMPORT, str(mailbox), str(network)],
        check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    assert int(told[0]) == mails
    return int(told[1])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no resource module")
def test_ten_times_the_mails_have_the_same_peak(tmp_path: Path) -> None:
    least = _peak(_mailbox(tmp_path / "few.mbox", FEW), FEW)
    most = _peak(_mailbox(tmp_path / "many.mbox", MANY), MANY)
    assert most < MOST * least, f"{least} and {most}"


def test_sqlite_holds_no_more_than_its_cache(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "one.netkit")
    (size,) = store._connection.execute("PRAGMA cache_size").fetchone()
    assert size == -CACHE
    store.close()


def test_the_days_of_a_few_ties_are_read_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqliteStore(tmp_path / "one.netkit")
    import_file(store, _mailbox(tmp_path / "few.mbox", 800), now=datetime(2026, 11, 1, tzinfo=UTC))
    whole = calibration.recalibrate(store)
    asked: list[int] = []
    days = store.days

    def counted(person: Any, others: Any, **also: Any) -> Any:
        asked.append(len(others))
        return days(person, others, **also)

    monkeypatch.setattr(store, "days", counted)
    monkeypatch.setattr(calibration, "_AT_ONCE", 7)
    assert calibration.recalibrate(store) == whole
    assert max(asked) == 7
    assert sum(asked) > 200
    store.close()
