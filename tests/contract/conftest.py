"""Every store that netkit has, one after the other: each promise of the port is tested on all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from netkit.store.port import Store
from netkit.store.sqlite import SqliteStore


@pytest.fixture(params=["sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = SqliteStore(tmp_path / "net.netkit")
    yield opened
    opened.close()
