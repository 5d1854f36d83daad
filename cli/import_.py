"""`netkit import`: files, folders and archives."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netkit.errors import BadInputError
from netkit.plain import plain

from .options import Session, common, pass_session
from .show import note, say

if TYPE_CHECKING:
    from netkit.intake import ImportReport

_COUNTED = ("people", "interactions", "favours", "introductions", "acquaintances")
_SHOWN_ROWS = 12


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--me", default="", help="Whose it is: your name, address or profile.")
@click.option("--region", default="", help="Your country, for phone numbers (two letters).")
@click.option("--map", "mapping", multiple=True, metavar="COLUMN=FIELD", help="For tables.")
@click.option("--max-recipients", default=20, show_default=True, help="Larger mails are left out.")
@click.option("--dry-run", is_flag=True, help="Read and count, and record nothing.")
@common
@pass_session
def command(
    session: Session,
    paths: tuple[Path, ...],
    me: str,
    region: str,
    mapping: tuple[str, ...],
    max_recipients: int,
    dry_run: bool,
) -> None:
    """Import files, folders and archives.

    Detects each format; importing the same again adds nothing.
    """
    from netkit.importers.port import Options
    from netkit.intake import import_file

    workspace = session.open(create=not dry_run or not Path(session.url).exists())
    with workspace:
        home = region or workspace.store.setting("config region") or ""
        options = Options(me, home, _mapping(mapping), max_recipients)
        reports = []
        failed: list[BadInputError] = []
        for path in _each(paths, failed):
            with _Progress(path) as progress:
                try:
                    reports.append(
                        import_file(
                            workspace.store, path, now=session.now, options=options,
                            progress=progress, dry_run=dry_run,
                        )
                    )  # fmt: skip
                except BadInputError as refused:
                    failed.append(refused)
    _print(session, reports)
    for error in failed:
        note(f"netkit: {error}")
        session.exit_code = error.exit_code


def _each(paths: tuple[Path, ...], failed: list[BadInputError]) -> Iterator[Path]:
    """Yield every source of the paths given; what is not there is a failure of its own."""
    from netkit.intake import sources

    for path in paths:
        try:
            yield from sources(path)
        except BadInputError as missing:
            failed.append(missing)


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    bad = [pair for pair in pairs if "=" not in pair]
    if bad:
        raise click.UsageError(f"--map wants COLUMN=FIELD, not “{bad[0]}”")
    return dict(pair.split("=", 1) for pair in pairs)


class _Progress:
    """A count on a terminal's stderr, rewritten in place; nothing anywhere else."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._shown = False

    def __enter__(self) -> _Progress:
        return self

    def __call__(self, items: int) -> None:
        if sys.stderr.isatty():
            self._shown = True
            click.echo(f"\rreading {self._path.name}: {items:,} records", err=True, nl=False)

    def __exit__(self, *_: object) -> None:
        if self._shown:
            click.echo("\r\033[K", err=True, nl=False)


def _print(session: Session, reports: list[ImportReport]) -> None:
    if not reports:
        return
    whole = _whole(reports)
    if session.format == "json":
        head = {
            "question": "import",
            "as_of": session.present.isoformat(),
            "engine": session.engine,
            "results": [_whole([report]) | {"path": report.path, "format": report.format}
                        for report in reports],
            "notes": [],
        }  # fmt: skip
        say(json.dumps(head | whole, ensure_ascii=False, indent=2))
        return
    for report in reports:
        say(f"{report.path} ({report.format})")
        for name in _COUNTED:
            found, new = getattr(report.found, name), getattr(report.new, name)
            if found:
                say(f"  {found:>9,} {name}" + (f", {new:,} new" if new != found else ""))
        if report.doubts:
            say(f"  {report.doubts:>9,} to review: 'netkit people duplicates'")
        _print_skipped(report)


def _whole(reports: list[ImportReport]) -> dict[str, Any]:
    whole: dict[str, Any] = {
        name: sum(getattr(report.found, name) for report in reports) for name in _COUNTED
    }
    whole["new"] = {name: sum(getattr(report.new, name) for report in reports) for name in _COUNTED}
    whole["skipped"] = [plain(problem) for report in reports for problem in report.skipped]
    whole["warnings"] = [warning for report in reports for warning in report.warnings]
    return whole


def _print_skipped(report: ImportReport) -> None:
    if report.skipped:
        say(f"  {sum(problem.count for problem in report.skipped):>9,} rows left out:")
    for problem in report.skipped[:_SHOWN_ROWS]:
        many = f"{problem.count:,} × " if problem.count > 1 else ""
        say(f"            {many}{problem.file} line {problem.line}: {problem.reason}")
    if len(report.skipped) > _SHOWN_ROWS:
        say(f"            … and {len(report.skipped) - _SHOWN_ROWS} more; --json lists them all")
    for warning in report.warnings:
        note(f"warning: {warning}")
