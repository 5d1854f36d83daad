"""The subject of a report's mail: the two things most worth opening it for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.names import given_name
from netkit.model.when.written_days import day_and_month
from netkit.reports.entries import SOON_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netkit.model.people import Person
    from netkit.reports.front_page import FrontPage
    from netkit.reports.report_rows import ReportRows

__all__ = ["no_messages", "subject_of"]

_PARTS = 2
_LONGEST = 78  # characters of a subject that a list of mails shows


def subject_of(rows: ReportRows, page: FrontPage) -> str:
    """Return the subject: "Ida's birthday Friday; Moritz quiet for twice the usual"."""
    parts: list[str] = []
    for part in _parts(rows, page):
        if len("; ".join([*parts, part])) > _LONGEST and parts:
            continue
        parts.append(part)
        if len(parts) == _PARTS:
            break
    text = "; ".join(parts) or f"A quiet week: nothing new on {day_and_month(rows.day)}"
    return text[:1].upper() + text[1:]


def _parts(rows: ReportRows, page: FrontPage) -> Iterator[str]:
    """Yield what is worth opening the report for, the most pressing first, one of each kind."""
    called = _Called(rows)
    kinds = (
        _stale(rows),
        _days(rows, page, called),
        _promises(rows, page, called),
        _quiet(rows, page, called),
        _changes(rows, page),
        _done(rows, page, called),
        _acts(rows),
    )
    for kind in kinds:
        yield from kind


class _Called:
    """Given names, and whole names where two people of the report share one."""

    def __init__(self, rows: ReportRows) -> None:
        people = {
            row.person.id: row.person
            for part in (rows.acts, rows.quiet, rows.promises, rows.days, rows.done)
            for row in part
        }
        firsts = [given_name(person.name) for person in people.values()]
        self._shared = {first for first in firsts if firsts.count(first) > 1}

    def __call__(self, person: Person) -> str:
        first = given_name(person.name)
        return person.name if not first or first in self._shared else first


def _stale(rows: ReportRows) -> Iterator[str]:
    if rows.stale is not None:
        yield no_messages(rows)


def no_messages(rows: ReportRows) -> str:
    """Return for how long a stale log lacks messages, and notes too where there are none since."""
    days = 0 if rows.stale is None else rows.stale.silent_days
    return f"No messages{'' if rows.noted else ' or notes'} for {days:,} days"


def _days(rows: ReportRows, page: FrontPage, called: _Called) -> Iterator[str]:
    """Yield the nearest day that the page tells: "Ida's birthday Friday"."""
    on_page = {entry.name for entry in page.section("ahead").entries}
    on_page |= {act.person.name for act in rows.acts if act.kind == "milestone"}
    near = [
        row
        for row in rows.days
        if row.person.name in on_page and (row.day - rows.day).days <= SOON_DAYS
    ]
    for row in near[:1]:
        left = (row.day - rows.day).days
        next_week = "next " if left == SOON_DAYS else ""  # on a Monday, "Monday" would be today
        when = "today" if left == 0 else "tomorrow" if left == 1 else f"{next_week}{row.day:%A}"
        yield f"{called(row.person)}'s {row.kind} {when}"


def _promises(rows: ReportRows, page: FrontPage, called: _Called) -> Iterator[str]:
    """Yield the most pressing promise of the owner's that is news."""
    entries = [(entry.name, entry.text) for entry in page.section("ahead").entries]
    asked = {act.key for act in rows.acts if act.kind == "promise"}
    for row in rows.promises:
        on_page = any(key.endswith(f" {row.id}") for key in asked) or any(
            name == row.person.name and row.text in text and row.status in text
            for name, text in entries
        )
        wait = row.person.id in rows.waiting
        if row.whose == "mine" and row.status != "open" and on_page and not wait:
            yield f"your promise to {called(row.person)} is {row.status}"
            return


def _quiet(rows: ReportRows, page: FrontPage, called: _Called) -> Iterator[str]:
    """Yield the tie that matters most among those told as quiet."""
    if rows.stale is not None:  # how long it was is not known
        return
    on_page = {entry.name for entry in page.section("fading").entries}
    on_page |= {act.person.name for act in rows.acts if act.kind == "fading"}
    for tie in rows.quiet:
        if tie.person.name in on_page and tie.usual_gap_days:
            times = tie.silent_days / tie.usual_gap_days
            much = "twice" if round(times, 1) == 2 else f"{times:.1f} times".replace(".0", "")
            yield f"{called(tie.person)} quiet for {much} the usual"
            return


def _changes(rows: ReportRows, page: FrontPage) -> Iterator[str]:
    """Yield who is back in touch, was come back to, or changed jobs."""
    on_page = {entry.name for entry in page.section("changed").entries}
    for change in rows.changed:
        if change.name in on_page and change.kind in {"woke up", "job", "introduction"}:
            words = {"woke up": "is back in touch", "job": "changed jobs"}
            yield f"{change.name} {words.get(change.kind, change.after)}"
            return


def _done(rows: ReportRows, page: FrontPage, called: _Called) -> Iterator[str]:
    """Yield the first thing that the owner did and that the page tells."""
    entries = {(entry.name, entry.text) for entry in page.section("done").entries}
    words = {"promise": "kept your promise to", "thanks": "thanked", "touch": "came back to"}
    yield from (
        f"you {words[row.kind]} {called(row.person)}"
        for row in rows.done
        if (row.person.name, row.text) in entries
    )


def _acts(rows: ReportRows) -> Iterator[str]:
    """Yield the first act of a kind that no other part of a subject speaks of."""
    spoken = {"milestone", "promise", "fading"}
    others = [act for act in rows.acts if act.kind not in spoken]
    yield from (act.text.partition(": ")[0] for act in others[:1])  # without a hello's hook
