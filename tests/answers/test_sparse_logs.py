"""A log of few contacts is said to be one, beside the list and in doctor."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from netkit import open_workspace
from netkit.answers.fading import SPARSE
from netkit.importers.port import Options

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("gap", "sparse"), [(7, False), (50, False), (75, True), (100, True)])
def test_whether_the_typical_tie_is_in_touch_within_sixty_days_decides(
    tmp_path: Path, gap: int, sparse: bool
) -> None:
    """Six people, each silent for three of their gaps; Kim keeps the owner's clock going."""
    days = [(n, 3 * gap + 2 * n + gap * k) for n in range(6) for k in range(6)]
    rows = [(f"p{n}@x.example", day) for n, day in days]
    rows += [("kim@x.example", day) for day in range(3, 900, 3)]
    lines = [f"r@v.example,{who},{NOW - timedelta(days=day):%Y-%m-%d}" for who, day in rows]
    (tmp_path / "log.csv").write_text("from,to,date\n" + "\n".join(lines), encoding="utf-8")
    with open_workspace(tmp_path / "net", now=NOW) as space:
        space.import_file(tmp_path / "log.csv", Options(owner="Robin,r@v.example"))
        listed = space.fading(limit=20)
        assert len(listed) == 6
        assert (SPARSE in listed.notes) == sparse
        assert (SPARSE in [finding.text for finding in space.doctor()]) == sparse
