"""The documents of `Workspace`: files that come in, maps and reports that go out, typed lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.errors import UsageError
from netkit.workspace.arguments import path_of
from netkit.workspace.opened import OpenNetwork

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from netkit.ask.understand import NotUnderstood, Understood
    from netkit.importers.port import Options
    from netkit.importing import ImportReport, Progress
    from netkit.journal.keep_line import LinePlan, LoggedLine
    from netkit.maps.notebook import Map
    from netkit.model.people import PersonId
    from netkit.recording.preferences import Preference
    from netkit.reports.content import Report
    from netkit.reports.sections import Paper
    from netkit.workspace.opened import Moment, Who

__all__ = ["Documents"]


class Documents(OpenNetwork):
    """An open network that reads files and typed lines, and draws maps and reports."""

    def import_file(
        self,
        path: str | Path,
        options: Options | None = None,
        *,
        progress: Progress | None = None,
        dry_run: bool = False,
    ) -> ImportReport:
        """Import a file or folder: all of it, or on an error nothing; see `netkit.importing`.

        Parameters
        ----------
        progress : is told how many records were read so far.
        dry_run : read and count, and record nothing.
        """
        from pathlib import Path

        from netkit.importing import import_file

        return import_file(
            self.store, Path(path_of(path)), now=self.now, options=options, progress=progress,
            dry_run=dry_run,
        )  # fmt: skip

    def import_mail_server(
        self,
        address: str,
        password: str,
        options: Options | None = None,
        *,
        progress: Progress | None = None,
    ) -> ImportReport:
        """Import what is new on a mail server: ``imaps://you%40example.org@mail.example.org``."""
        from netkit.importing import import_mail_server

        return import_mail_server(
            self.store, address, password, now=self.now, options=options, progress=progress
        )

    def import_options(self, options: Options, *, region: str = "", time_zone: str = "") -> Options:
        """Return the options of an import with the owner's country and clock.

        What is not said is what `netkit config` has, then this machine's.

        Raises
        ------
        UsageError
            There is no such time zone.
        """
        from netkit.importing.local_options import zone_named
        from netkit.model.frozen import replace

        preferences = self.preferences()
        clock = time_zone or preferences["time-zone"]
        return replace(options, region=region or preferences["region"], zone=zone_named(clock))

    def preferences(self) -> dict[Preference, str]:
        """Return what `netkit config` keeps: the owner's country and clock, "" where not set."""
        from netkit.recording.preferences import preferences

        return preferences(self.store)

    def set_preference(self, name: str, value: str) -> None:
        """Record the owner's country (``region``, "DE") or clock (``time-zone``)."""
        from netkit.recording.preferences import set_preference

        set_preference(self.store, name, value)

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

        names = StoredNames(self.store)
        return understand(question, names, self.view.now.date())

    def map(
        self,
        person: Who | None = None,
        *,
        path_to: Who | None = None,
        around: str = "",
        notes: bool = False,
        keep: bool = False,
    ) -> Map:
        """Return the map, of everybody or around somebody; it shows itself in a notebook.

        Parameters
        ----------
        path_to : draw the best way to this person.
        around : an organization; only its people, now or earlier, are drawn.
        notes : with facts, notes and the words of last contacts on everybody's card.
        keep : keep where everybody lies for the next map, where this is of everybody and of today.
        """
        from netkit.answers.reach import people_ever_at
        from netkit.maps.notebook import map_of, map_of_everybody

        if person is None and path_to is None and not around:
            return map_of_everybody(self.view, notes=notes, keep=keep and self.as_of is None)
        return map_of(
            self.view,
            focus=None if person is None else self._person_besides_me(person),
            path_to=None if path_to is None else self.person(path_to).id,
            only=people_ever_at(self.view, around) if around else None,
            notes=notes,
        )

    def _person_besides_me(self, who: Who) -> PersonId:
        """Return the id of somebody else than the owner."""
        person = self.person(who).id
        if person == self.me.id:
            raise UsageError("the whole map is yours: 'netkit map' draws it")
        return person

    def report(
        self,
        *,
        since: Moment | None = None,
        circle: str = "",
        top: int = 10,
        series: str = "",
        map_file: str = "",
        troubles: Sequence[str] = (),
    ) -> Report:
        """Return the tie-strength report; `netkit.reports.render` draws it, `keep_report` keeps it.

        Parameters
        ----------
        since : the day to compare with; None for the last report of the series that was kept.
        circle : only people of this circle.
        top : rows a section has at most.
        series : the schedule that it is made for; each has its own last report. By hand, each
            circle has.
        map_file : the file of a map that its page links to.
        troubles : what went wrong before, one sentence each: the report says it first.

        Raises
        ------
        UsageError
            There is no such circle.
        """
        from netkit.reports import snapshots
        from netkit.reports.content import report_of

        then = self._since(since) or "last"
        view, name = self.view, snapshots.series_of(series, circle)
        earlier = snapshots.before(view, then, view.present, name)
        report, _ = report_of(
            view, earlier, circle=circle, top=top, map_file=map_file, troubles=troubles
        )
        return report

    def year_in_review(self, year: int | None = None, *, circle: str = "") -> Paper:
        """Return the review of a calendar year, or of the last 365 days: who came, who went.

        Raises
        ------
        UsageError
            The year has not begun, or there is no such circle.
        """
        from netkit.reports.year_review import year_review

        return year_review(self.view, year, circle=circle)

    def attention(self, time: str, *, circle: str = "") -> Paper:
        """Return whom to give some hours of this month: acts that fit in, each with its minutes.

        Parameters
        ----------
        time : as typed, "3h", "1.5h", "45min".

        Raises
        ------
        UsageError
            It is no time, or there is no such circle.
        """
        from netkit.reports.attention import attention_plan, read_minutes

        return attention_plan(self.view, read_minutes(time), circle=circle)

    def keep_report(self, report: Report, *, series: str = "") -> None:
        """Keep what a report saw and told, for the next one of its series."""
        from netkit.reports import snapshots
        from netkit.reports.network_state import dump

        if report.state is not None:
            name = snapshots.series_of(series, report.circle)
            snapshots.keep(self.view, dump(report.state), name)

    def bring_in(self, sources: Sequence[str], *, imap_password: str = "") -> tuple[str, ...]:
        """Import files, folders and mail servers; return what could not be, one sentence each.

        Parameters
        ----------
        imap_password : of the mail servers; by default from the environment or the keyring.
        """
        from netkit.importers.port import Options
        from netkit.importing.bring_in import import_source

        if not sources:
            return ()
        options = self.import_options(Options())
        return tuple(
            trouble
            for source in sources
            if (trouble := import_source(self.store, source, self.now, options, imap_password))
        )

    def query(self, name: str, parameters: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return the rows of a question in Cypher, by its name or the path of a file (Neo4j).

        Parameters
        ----------
        parameters : by name, as they are typed; whoever a name means is looked up.
        """
        from netkit.answers.cypher_questions import cypher_rows

        return cypher_rows(self.view, name, parameters, lambda text: self.person(text).id)
