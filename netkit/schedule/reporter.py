"""Reporter of schedules: makes reports of the network that a schedule names, remembered in it."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

from netkit.schedule.schedules import Report
from netkit.schedule.secrets import secret_of

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.schedule.schedules import Order, Schedule
    from netkit.workspace import Workspace

__all__ = ["NetworkReporter"]

_TOP = 10


class NetworkReporter:
    """Makes reports; see `netkit.schedule.schedules.Reporter`."""

    def produce(self, schedule: Schedule, as_of: datetime) -> Report:
        """Bring in what is new, then render the report; only the import is recorded."""
        from netkit.reports import render
        from netkit.reports.network_state import dump
        from netkit.workspace import open_workspace

        order = schedule.order
        with open_workspace(order.network, now=as_of, create=False) as space:
            troubles = _bring_in(space, order)
            report = space.at(as_of).report(
                circle=order.circle,
                top=order.top or _TOP,
                series=schedule.name,
                troubles=troubles,
            )
        forms = {form: b"".join(render.encoded(report, form)) for form in order.forms}
        state = "" if report.state is None else dump(report.state)
        return Report(render.subject(report), render.summary(report), forms, state.encode())

    def keep(self, schedule: Schedule, run_id: str, as_of: datetime, snapshot: bytes) -> None:
        """Store what a report saw; whom it proposed rests in `today`. Both once per moment."""
        from netkit.reports import snapshots
        from netkit.reports.earlier_entries import proposed_on
        from netkit.workspace import open_workspace

        order = schedule.order
        with open_workspace(order.network, now=as_of, create=False) as space:
            name = snapshots.series_of(schedule.name, order.circle)
            snapshots.keep(space.view, snapshot.decode(), name)
            told = json.loads(snapshot).get("told", {})
            space.remember_people(proposed_on(told, as_of.date()))

    def outbox_key(self, schedule: Schedule) -> bytes | None:
        """Return the key of waiting reports, which lies in the network; None where it is plain."""
        from netkit.store import open_store
        from netkit.store.sqlite.kept_files import files_key, new_files_key

        with closing(open_store(schedule.order.network, create=False)) as store:
            return new_files_key(store) or files_key(store)


def _bring_in(space: Workspace, order: Order) -> tuple[str, ...]:
    password = secret_of(order.import_password) if order.import_password else ""
    return space.bring_in(order.imports, imap_password=password)
