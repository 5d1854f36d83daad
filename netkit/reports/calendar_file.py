"""The report as a calendar file (RFC 5545): days ahead, promises due, and the acts of the day.

All are events of a whole day that mark nobody as busy: to-dos are shown by few calendar programs.
A UID stays what it is in later reports, so that an entry which is imported again is the same.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from netkit.reports.earlier_entries import mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from netkit.reports.content import Report

__all__ = ["calendar_text"]

_OCTETS = 73  # of a line, before it is folded: 75 with the blank and room for the break


def calendar_text(report: Report) -> str:
    """Return the calendar file of a report."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//netkit//report//EN", "METHOD:PUBLISH"]
    stamp = f"{report.as_of.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for day, summary, description, key in _entries(report):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{key}@netkit",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(summary)}",
            *([f"DESCRIPTION:{_escaped(description)}"] if description else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _entries(report: Report) -> Iterator[tuple[date, str, str, str]]:
    """Yield each entry: its day, what it says, more of it, and its key."""
    for day, name, milestone in report.milestones:
        yield day, f"{name}: {milestone}", "", mark_of("day", name, milestone, day)
    for row in report.promises:
        if row.due is not None:
            whose = "your promise to" if row.whose == "mine" else "promised by"
            yield row.due, f"{whose} {row.person.name}: {row.text}", row.next_step, mark_of(row.id)
    for act, entry in zip(report.acts, report.front.section("acts").entries, strict=True):
        more = "\n".join((entry.why, *entry.commands))
        yield report.as_of.date(), entry.text, more, mark_of(act.key)


def _escaped(text: str) -> str:
    """Return a text as a value (RFC 5545, 3.3.11); control characters have no place in one."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    plain = escaped.replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(letter for letter in plain if letter.isprintable())


def _folded(line: str) -> str:
    """Return a line, broken so that no part is longer than 75 octets (RFC 5545, 3.1)."""
    parts, part, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _OCTETS:
            parts.append(part)
            part, size = "", 0
        part += letter
        size += octets
    return "\r\n ".join([*parts, part])
