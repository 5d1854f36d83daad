"""What an import holds in memory does not grow with the mails it reads."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.importing import import_file
from netkit.store.sqlite import SqliteStore
from netkit.support import spill as aside

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NOW = datetime(2026, 11, 20, tzinfo=UTC)
FEW, MANY = 2_200, 6_600  # above the sample of 2,000 that tells whose mail it is
BODY = "words and words\n" * 100  # so that all mailboxes are longer than what is read at once


def _mailbox(path: Path, mails: int) -> Path:
    """Write mails from five people over the same days, however many there are."""
    path.write_text(
        "".join(
            f"From x Mon Feb  2 10:00:00 2026\nFrom: p{n % 5}@example.org\nTo: me@example.org\n"
            f"Date: {1 + n % 28} {('Jan', 'Feb', 'Mar')[n % 3]} 2026 10:00:00 +0000\n"
            f"Subject: {'words ' * 20}{n}\nMessage-ID: <{n}@example.org>\n\n{BODY}\n\n"
            for n in range(mails)
        )
    )
    return path


def _peak(mailbox: Path, network: Path) -> int:
    """Return the most bytes that Python held during an import."""
    store = SqliteStore(network)
    tracemalloc.start()
    try:
        report = import_file(store, mailbox, now=NOW)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        store.close()
        assert report.new.interactions == int(mailbox.stem)


@pytest.mark.slow
def test_three_times_the_mails_take_hardly_more_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aside, "_CHUNK", 256)
    few = _mailbox(tmp_path / f"{FEW}.mbox", FEW)
    many = _mailbox(tmp_path / f"{MANY}.mbox", MANY)
    _peak(_mailbox(tmp_path / "50.mbox", 50), tmp_path / "warm.netkit")  # modules stay
    least = _peak(few, tmp_path / "few.netkit")
    assert _peak(many, tmp_path / "many.netkit") < 1.3 * least
