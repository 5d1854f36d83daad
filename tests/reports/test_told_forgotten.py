"""Forgetting somebody takes them out of what reports told, in every series."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from netkit.model.events import Interaction, Promise
from netkit.model.people import Claim, Handle
from netkit.reports import snapshots
from netkit.store.values import Change
from netkit.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = timedelta(days=1)
ME, MORITZ, IDA = (Handle("email", f"{name}@example.org") for name in ("me", "moritz", "ida"))


def test_forgetting_somebody_leaves_no_trace_in_what_was_told(tmp_path: Path) -> None:
    me, moritz, ida = (handle.person_id for handle in (ME, MORITZ, IDA))
    events = [
        Interaction(NOW - n * DAY, "email", *((me, (moritz,)) if n % 20 else (moritz, (me,))))
        for n in range(60, 200, 10)
    ]
    events += [
        Interaction(NOW - n * DAY, "email", *((me, (ida,)) if n % 2 else (ida, (me,))))
        for n in range(1, 200, 3)
    ]
    with open_workspace(tmp_path / "net", now=NOW) as space:
        space.store.append(
            Change(
                "start",
                NOW,
                handles=[(handle, handle.person_id) for handle in (ME, MORITZ, IDA)],
                owners=[me],
                claims=[
                    Claim(me, "name", "Me Myself"),
                    Claim(moritz, "name", "Moritz Kern"),
                    Claim(ida, "name", "Ida Berg"),
                ],
                events=[*events, Promise(NOW - DAY, me, moritz, "the paper")],
            )
        )
        for series in ("", "weekly"):
            report = space.report(series=series)
            assert report.state is not None
            assert moritz in report.state.told["acts"]
            space.keep_report(report, series=series)
        names = [snapshots.series_of(series, "") for series in ("", "weekly")]
        space.forget("Moritz Kern")
        later = NOW + DAY
        for name in names:
            state = snapshots.before(space.view, "last", later, name)
            assert state is not None
            assert moritz not in state.people
            assert not any(moritz in marks for marks in state.told.values())
