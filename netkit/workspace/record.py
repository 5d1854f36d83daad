"""The record of `Workspace`: looked back on, looked through, mended."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from netkit.workspace.opened import OpenNetwork

if TYPE_CHECKING:
    from netkit.answers.change_history import RecordedBatch
    from netkit.answers.results import Results
    from netkit.answers.text_finds import TextFind
    from netkit.answers.timeline import TimelineEntry
    from netkit.recording.changes import RecordedChange
    from netkit.recording.undo import Redone
    from netkit.store.values import Batch
    from netkit.workspace.opened import Day, Moment, Who

__all__ = ["Record"]


class Record(OpenNetwork):
    """An open network whose record is told, and mended: edited, removed, undone."""

    def timeline(
        self,
        person: Who | None = None,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        limit: int = 0,
    ) -> Results[TimelineEntry]:
        """Return all on record of somebody, or of a span, newest first; 0 shows it all.

        Contacts, notes, favours, promises, introductions, jobs, days, each with a number that
        `edit`, `remove` and `undo` take. Without a person and `since`, of the last 30 days.
        """
        from netkit.answers.timeline import timeline
        from netkit.model.frozen import replace
        from netkit.recording.entry_numbers import number_keys

        first = self._start(since)
        if person is None and first is None:
            first = self.view.present - timedelta(days=30)
        about = None if person is None else self.person(person)
        last = self._moment(until)
        rows = timeline(self.view, about, since=first, until=last, limit=limit)
        numbers = number_keys(self.view, [row.id for row in rows])
        rows[:] = [replace(row, number=numbers[row.id]) for row in rows]
        return rows

    def find(self, text: str, *, limit: int = 30) -> Results[TextFind]:
        """Return where a text stands: names, notes, needs, favours, messages; 0 shows it all."""
        from netkit.answers.text_finds import find_text
        from netkit.model.frozen import replace
        from netkit.recording.entry_numbers import number_keys

        rows = find_text(self.view, text, limit=limit)
        numbers = number_keys(self.view, [row.id for row in rows if row.at is not None])
        rows[:] = [replace(row, number=numbers.get(row.id, 0)) for row in rows]
        return rows

    def history(
        self, *, since: Moment | None = None, undoable: bool = False, limit: int = 0
    ) -> Results[RecordedBatch]:
        """Return the changes that were recorded, newest first, each with a number for `undo`.

        Parameters
        ----------
        undoable : only those that stand and can be undone. limit : 0 shows them all.
        """
        from netkit.answers.change_history import change_history
        from netkit.model.frozen import replace
        from netkit.recording.entry_numbers import number_keys

        rows = change_history(self.view, since=self._start(since), undoable=undoable, limit=limit)
        numbers = number_keys(self.view, [f"change {row.change}" for row in rows])
        rows[:] = [replace(row, number=numbers[f"change {row.change}"]) for row in rows]
        return rows

    def edit(self, number: int, text: str = "", *, on: Day | None = None) -> RecordedChange:
        """Record an entry of the time line anew, with other words or on another day."""
        from netkit.recording.corrections import edit_entry

        return edit_entry(self.view, number, text, on=self._day(on))

    def remove(self, number: int) -> RecordedChange:
        """Take an entry of the time line out of the record; undoing that restores it."""
        from netkit.recording.corrections import remove_entry

        return remove_entry(self.view, number)

    def undo(self, number: int | None = None) -> Batch:
        """Undo the last change, or what has a number; return what it was.

        Raises
        ------
        NothingFoundError
            Nothing is left to undo, or nothing has that number.
        """
        from netkit.recording.undo import undo_last, undo_number

        return undo_last(self.view) if number is None else undo_number(self.view, number)

    def redo(self) -> Redone:
        """Record again the change that was undone last; return what it was.

        Raises
        ------
        NothingFoundError
            Nothing was undone.
        """
        from netkit.recording.undo import redo_last

        return redo_last(self.view)
