"""The documents of `Workspace`: files that come in, maps and reports that go out, typed lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.workspace.opened import OpenNetwork, read_moment

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.ask.understand import NotUnderstood, Understood
    from netkit.importers.port import Options
    from netkit.importing import ImportReport
    from netkit.journal.keep_line import LinePlan, LoggedLine
    from netkit.maps.notebook import Map
    from netkit.reports.content import Report
    from netkit.workspace.opened import Moment, Who

__all__ = ["Documents"]


class Documents(OpenNetwork):
    """An open network that reads files and typed lines, and draws maps and reports."""

    def import_file(self, path: str | Path, options: Options | None = None) -> ImportReport:
        """Import a file or folder: all of it, or on an error nothing; see `netkit.importing`."""
        from pathlib import Path

        from netkit.importing import import_file

        return import_file(self.store, Path(path), now=self.now, options=options)

    def log(self, line: str) -> LoggedLine:
        """Record what happened, in one line; undo takes it back. New names are added."""
        plan = self.log_line(line)
        plan.take_likeliest()
        return plan.record()

    def log_line(self, text: str) -> LinePlan:
        """Read one line of the log: what it would record, and what must be answered first."""
        from netkit.journal.keep_line import plan_line

        return plan_line(self.view, text, now=self.view.present, source="typed")

    def ask(self, question: str) -> Understood | NotUnderstood:
        """Return the command that a plain question means; it is not run."""
        from netkit.ask.understand import understand
        from netkit.language.stored_names import StoredNames

        return understand(question, StoredNames(self.store))

    def map(
        self, person: Who | None = None, *, path_to: Who | None = None, notes: bool = False
    ) -> Map:
        """Return the map, of everybody or around somebody; it shows itself in a notebook.

        Parameters
        ----------
        path_to : draw the best way to this person.
        notes : with facts, notes and the words of last contacts on everybody's card.
        """
        from netkit.maps.notebook import map_of

        focus = None if person is None else self.person(person).id
        target = None if path_to is None else self.person(path_to).id
        return map_of(self.view, focus=focus, path_to=target, notes=notes)

    def report(self, *, since: Moment | None = None, circle: str = "", top: int = 10) -> Report:
        """Return the tie-strength report; `netkit.reports.render` draws it.

        Parameters
        ----------
        since : the day to compare with; None for the last report that was kept.
        circle : only people of this circle.
        top : rows a section has at most.
        """
        from netkit.reports import snapshots
        from netkit.reports.content import report_of

        then = read_moment(since, self.now)
        earlier = snapshots.before(self.view, then or "last", self.view.present)
        report, _ = report_of(self.view, earlier, circle=circle, top=top)
        return report
