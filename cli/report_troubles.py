"""Findings on the schedules of a network, as doctor and today tell them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from netkit.support.own_files import schedule_folder

if TYPE_CHECKING:
    from netkit.answers.doctor import Finding

    from .session import Session

__all__ = ["backup_findings", "report_findings", "report_notes"]


def backup_findings(session: Session) -> list[Finding]:
    """Return the finding on the newest backup of the open network; none of a server's."""
    if session.on_server:
        return []
    from netkit.errors import NetkitError
    from netkit.schedule.troubles import backup_finding

    try:
        return [backup_finding(schedule_folder(), Path(session.url).absolute(), session.now)]
    except NetkitError:  # damaged schedules, which report_findings tells
        return []


def report_findings(session: Session) -> list[Finding]:
    """Return a finding for each schedule of the open network."""
    folder = schedule_folder()
    if not folder.exists():
        return []
    from netkit.schedule.troubles import schedule_findings

    network = session.url if session.on_server else str(Path(session.url).absolute())
    return schedule_findings(folder, network, session.now)


def report_notes(session: Session) -> list[str]:
    """Return a line for each report that did not come, with what helps."""
    return [
        f"{row.subject}: {row.text}" + (f" → {row.advice}" if row.advice else "")
        for row in report_findings(session)
        if not row.well
    ]
