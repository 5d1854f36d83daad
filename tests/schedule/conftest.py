"""A schedule, a reporter that counts, and the rule for tests that need a system service."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

import pytest

from netkit.schedule.schedules import Order, Report, Rule, Schedule, ToFolder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SINCE = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass
class CountingReporter:
    """Says in each report how it differs from the snapshot before, as the real one does."""

    folder: Path
    produced: list[datetime] = field(default_factory=list)
    error: Exception | None = None

    def produce(self, schedule: Schedule, as_of: datetime) -> Report:
        if self.error:
            raise self.error
        self.produced.append(as_of)
        before = max(self.snapshots(), default="nothing")
        text = f"{as_of:%Y-%m-%d %H:%M} after {before}".encode()
        forms = {form: text for form in schedule.order.forms}
        return Report(f"Report {as_of:%Y-%m-%d}", "two ties cooled", forms, text)

    def outbox_key(self, schedule: Schedule) -> bytes | None:
        return None

    def keep(self, schedule: Schedule, run_id: str, as_of: datetime, snapshot: bytes) -> None:
        place = self.folder / f"{as_of:%Y-%m-%d %H:%M}"
        if not place.exists():
            part = place.with_suffix(".tmp")
            part.write_bytes(snapshot)
            part.replace(place)

    def snapshots(self) -> list[str]:
        return [path.name for path in self.folder.iterdir() if not path.suffix]


@pytest.fixture
def reporter(tmp_path: Path) -> CountingReporter:
    folder = tmp_path / "snapshots"
    folder.mkdir()
    return CountingReporter(folder)


@pytest.fixture
def make_schedule(tmp_path: Path) -> Callable[..., Schedule]:
    def make(**changes: Any) -> Schedule:
        order = Order(network="me.netkit", target=ToFolder(tmp_path / "reports"), formats=("txt",))
        given: dict[str, Any] = {
            "name": "weekly",
            "rule": Rule.WEEKLY,
            "time_zone": "Europe/Berlin",
            "since": SINCE,
            "at": time(8),
            "on": (0,),
            "order": order,
        }
        return Schedule(**{**given, **changes})

    return make


@pytest.fixture
def need_program() -> Callable[[str], str]:
    """Skip where a program is missing, except in CI, where that is a failure."""

    def need(program: str) -> str:
        found = shutil.which(program)
        if not found:
            if os.environ.get("CI"):
                pytest.fail(f"{program} is not installed")
            pytest.skip(f"{program} is not installed")
        return found

    return need
