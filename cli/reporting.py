"""Make the reports a schedule needs: from the network it names, remembered in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.schedule.schedules import Report, Reporter, Schedule

__all__ = ["reporter"]

_TOP = 10


def reporter() -> Reporter:
    """Return the maker of reports."""
    return _Reporter()


class _Reporter:
    def produce(self, schedule: Schedule, as_of: datetime) -> Report:
        """See `netkit.schedule.schedules.Reporter`."""
        from netkit.reports import render, snapshots
        from netkit.reports.content import report_of
        from netkit.reports.network_state import dump
        from netkit.schedule.schedules import Report
        from netkit.workspace import open_workspace

        order = schedule.order
        with open_workspace(order.network, now=as_of, as_of=as_of, create=False) as space:
            earlier = snapshots.before(space.view, "last", as_of)
            found, state = report_of(
                space.view, earlier, circle=order.circle, top=order.top or _TOP
            )
        forms = {form: b"".join(render.encoded(found, form)) for form in order.forms}
        return Report(render.subject(found), render.summary(found), forms, dump(state).encode())

    def keep(self, schedule: Schedule, run_id: str, as_of: datetime, snapshot: bytes) -> None:
        """See `netkit.schedule.schedules.Reporter`; a state is known by its moment."""
        from netkit.reports import snapshots
        from netkit.workspace import open_workspace

        with open_workspace(schedule.order.network, now=as_of, create=False) as space:
            snapshots.keep(space.view, snapshot.decode())
