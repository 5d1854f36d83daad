"""`netkit import`: files, folders and archives."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netkit.answers.plain_values import plain
from netkit.errors import BadInputError

from ..output import fail, harmless, note, say, say_json
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rich.progress import Progress

    from netkit.importers.port import Options
    from netkit.importing import ImportReport
    from netkit.workspace import Workspace

_COUNTED = ("people", "interactions", "favours", "introductions", "acquaintances")
_SHOWN_ROWS = 12
_SINGULAR = {
    "people": "person",
    "interactions": "interaction",
    "favours": "favour",
    "introductions": "introduction",
    "acquaintances": "acquaintance",
}


@click.command("import")
@click.argument("paths", nargs=-1, required=True)
@click.option("--me", default="", help="Whose it is: your name, address or profile.")
@click.option("--region", default="", help="Your country, for phone numbers (two letters).")
@click.option("--time-zone", help="The phone's, for chats; as in Europe/Berlin. By default yours.")
@click.option("--map", "mapping", multiple=True, metavar="COLUMN=FIELD", help="For tables.")
@click.option(
    "--map-file",
    type=click.Path(path_type=Path),
    help="Keeps what --map says; read again when --map is left out.",
)
@click.option("--max-recipients", default=20, show_default=True, help="Larger mails are left out.")
@click.option("--dry-run", is_flag=True, help="Read and count, and record nothing.")
@common
@pass_session
def command(
    session: Session,
    /,
    paths: tuple[str, ...],
    me: str,
    region: str,
    time_zone: str | None,
    mapping: tuple[str, ...],
    map_file: Path | None,
    max_recipients: int,
    dry_run: bool,
) -> None:
    """Import files, folders and archives.

    Detects each format; importing the same again adds nothing. A PATH may also be a mail server:
    imaps://you%40example.org@mail.example.org
    """
    from netkit.answers.unfinished_changes import unfinished_notes
    from netkit.importers.port import Options

    columns = _mapping(mapping, map_file)
    reports: list[ImportReport] = []
    failed: list[BadInputError] = []
    found_sources = list(_sources(paths, failed))
    if not found_sources:  # a slip of the pen makes no network
        _tell(session, failed)
        return
    with session.open(create=not dry_run or not Path(session.url).exists()) as workspace:
        options = workspace.import_options(
            Options(me, mapping=columns, max_recipients=max_recipients),
            region=region,
            time_zone=time_zone or "",
        )
        before = workspace.open_duplicates()
        for path in found_sources:
            with _Progress(str(path), coloured=session.color is not False) as progress:
                try:
                    reports.append(_import_source(workspace, path, options, progress, dry_run))
                except BadInputError as refused:
                    failed.append(refused)
        after = before if dry_run else workspace.open_duplicates()
        introductions = len(workspace.told_introductions())
        cut_off = unfinished_notes(workspace.store)
    questions = {
        "open": len(after),
        "new": sum(group not in before for group in after),
        "introductions": introductions,
    }
    _print(session, reports, questions, cut_off, dry_run=dry_run)
    _tell(session, failed)


def _tell(session: Session, failed: list[BadInputError]) -> None:
    for error in failed:
        fail(str(error))
        session.exit_code = error.exit_code


def _import_source(
    workspace: Workspace,
    path: Path | str,
    options: Options,
    progress: _Progress,
    dry_run: bool,
) -> ImportReport:
    """Import one file, folder or mail server."""
    if isinstance(path, Path):
        return workspace.import_file(path, options, progress=progress, dry_run=dry_run)
    if dry_run:
        raise click.UsageError("--dry-run is for files; a mail server is read once, then only news")
    from netkit.importers.mail.imap import Account, password_for

    password = password_for(Account.parse(path), os.environ)
    return workspace.import_mail_server(path, password, options, progress=progress)


def _sources(paths: tuple[str, ...], failed: list[BadInputError]) -> Iterator[Path | str]:
    """Yield every source of the paths given; what is not there is a failure of its own."""
    from netkit.importing import sources

    for path in paths:
        if path.startswith(("imap://", "imaps://")):
            yield path
            continue
        try:
            yield from sources(Path(path))
        except BadInputError as missing:
            failed.append(missing)


def _mapping(pairs: tuple[str, ...], map_file: Path | None) -> dict[str, str]:
    """Return column → field, as typed or as kept before; what is typed is kept."""
    if not pairs and map_file is None:
        return {}
    from netkit.importers.tables.people_table import load_mapping, parse_map, save_mapping

    if not pairs and map_file is not None:
        return load_mapping(map_file)
    columns = parse_map(pairs)
    if map_file is not None:
        save_mapping(map_file, columns)
    return columns


class _Progress:
    """A bar on a terminal's stderr that goes away when all is recorded; nothing anywhere else.

    How much there is to come is not known beforehand, so it counts, and moves while it works.
    """

    def __init__(self, path: str, *, coloured: bool) -> None:
        self._coloured = coloured
        self._name = harmless(path.rpartition("/")[2] or path)
        self._bar: Progress | None = None

    def __enter__(self) -> _Progress:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

            self._bar = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=20),
                TextColumn("{task.completed:,} records"),
                TimeElapsedColumn(),
                console=Console(stderr=True, no_color=None if self._coloured else True),
                transient=True,
            )
            self._task = self._bar.add_task(self._name, total=None)
            self._bar.start()
        return self

    def __call__(self, items: int) -> None:
        if self._bar is not None:
            self._bar.update(self._task, completed=items)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def _print(
    session: Session,
    reports: list[ImportReport],
    questions: dict[str, int],
    cut_off: list[str],
    *,
    dry_run: bool,
) -> None:
    if not reports:
        return
    totals = _totals(reports) | {"to_review": questions}
    if session.format == "json":
        _print_json(session, reports, totals, cut_off)
        return
    for report in reports:
        _print_report(report, dry_run=dry_run)
    if len(reports) > 1:
        say(f"all {len(reports)} together; whoever is in several is counted in each")
        _print_counts([totals[name] for name in _COUNTED], totals["new"].values())
    if questions["open"]:
        new = f" ({questions['new']:,} new)"
        say(f"{questions['open']:,} to decide who is who{new}: 'netkit people duplicates'")
    if introductions := questions["introductions"]:
        noun = "introduction" if introductions == 1 else "introductions"
        command = "'netkit people introductions'"
        say(f"{introductions:,} {noun} told of in messages, to confirm: {command}")
    for text in cut_off:
        note(text)


def _print_json(
    session: Session, reports: list[ImportReport], totals: dict[str, Any], cut_off: list[str]
) -> None:
    rows = [
        _totals([report])
        | {
            "path": report.path,
            "format": report.format,
            "already_known": dict(report.recognized),
            "no_people": report.entities,
            "taken_out": report.taken_out,
        }
        for report in reports
    ]
    head = {
        "question": "import",
        "as_of": session.present.isoformat(),
        "engine": session.engine,
        "results": rows,
        "notes": cut_off,
    }
    say_json(head | totals)


def _print_report(report: ImportReport, *, dry_run: bool) -> None:
    say(f"{report.path} ({report.format})" + (", nothing is recorded" if dry_run else ""))
    counts, new_counts = (
        [getattr(tally, name) for name in _COUNTED] for tally in (report.found, report.new)
    )
    _print_counts(counts, new_counts)
    _print_recognized(report.recognized)
    if report.entities:
        kinds = "machines, lists, rooms, firms or offices"
        if report.entities == 1:
            kinds = "machine, list, room, firm or office"
        say(f"  {report.entities:>9,} {kinds}, kept as such, not people")
    if taken_out := report.taken_out:
        contacts = "contact" if taken_out == 1 else "contacts"
        say(f"  {taken_out:>9,} {contacts} taken out: the meeting was moved, changed or called off")
    _print_skipped(report)


def _print_recognized(recognized: Mapping[str, int]) -> None:
    """Print how many people were known already, and by what, the commonest first."""
    total = sum(recognized.values())
    people = "person was" if total == 1 else "people were"
    ranked = sorted(recognized.items(), key=lambda row: (-row[1], row[0]))
    if len(ranked) == 1:
        say(f"  {total:>9,} {people} already known, {ranked[0][0]}")
    elif ranked:
        say(f"  {total:>9,} {people} already known:")
        for reason, count in ranked:
            say(f"            {count:,} {reason}")


def _print_counts(counts: Iterable[int], new_counts: Iterable[int]) -> None:
    for name, count, new_count in zip(_COUNTED, counts, new_counts, strict=True):
        if count:
            suffix = "" if new_count == count else f", {new_count:,} new"
            say(f"  {count:>9,} {_SINGULAR[name] if count == 1 else name}{suffix}")


def _totals(reports: list[ImportReport]) -> dict[str, Any]:
    totals: dict[str, Any] = {
        name: sum(getattr(report.found, name) for report in reports) for name in _COUNTED
    }
    totals["new"] = {
        name: sum(getattr(report.new, name) for report in reports) for name in _COUNTED
    }
    totals["skipped"] = [plain(problem) for report in reports for problem in report.skipped]
    totals["warnings"] = [warning for report in reports for warning in report.warnings]
    return totals


def _print_skipped(report: ImportReport) -> None:
    if report.skipped:
        count = sum(problem.count for problem in report.skipped)
        say(f"  {count:>9,} {'row' if count == 1 else 'rows'} left out, whole or in part:")
    for problem in report.skipped[:_SHOWN_ROWS]:
        times = f"{problem.count:,} × " if problem.count > 1 else ""
        say(f"            {times}{problem.file} line {problem.line}: {problem.reason}")
    if len(report.skipped) > _SHOWN_ROWS:
        say(f"            … and {len(report.skipped) - _SHOWN_ROWS} more; --json lists them all")
    for warning in report.warnings:
        note(f"warning: {warning}")
