"""Rows left out are told each by itself, until there are too many of one kind."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from netkit.importing import import_file
from netkit.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, tzinfo=UTC)
ROWS = 1_500


def test_rows_beyond_a_thousand_of_one_reason_are_counted_together(tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    bad = "".join("Ana Lima,ana@example.org,no day\n" for _ in range(ROWS))
    table.write_text(f"Name,E-mail,Last contact\nBo Li,bo@example.org,2026-01-02\n{bad}")
    report = import_file(SqliteStore(tmp_path / "net.netkit"), table, now=NOW)
    assert sum(problem.count for problem in report.skipped) == ROWS
    assert len(report.skipped) == 1_001
    last = report.skipped[-1]
    assert (last.line, last.count) == (1_003, ROWS - 1_000)
