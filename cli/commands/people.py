"""`netkit people`: who is one person, who is two, and who is to be forgotten."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Literal

import click

from netkit.errors import UsageError

from ..day_types import LAST_OR_SINCE
from ..limit_option import limit_option
from ..name_arguments import name_argument, words_argument
from ..output import Answer, note, show
from ..record import tell, tell_forgotten
from ..render import practice_views
from ..session import LOCAL, Session, common, pass_session
from .people_list import change, list_people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from netkit.answers.duplicates import DuplicateGroup
    from netkit.answers.told_introductions import IntroductionTold
    from netkit.recording.changes import RecordedChange
    from netkit.recording.duplicate_verdicts import Verdict
    from netkit.recording.told_verdicts import ToldVerdict


class PeopleGroup(click.Group):
    """A group that lists people where no command of its own is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``list`` before options that are the list's."""
        completing = ctx.resilient_parsing and not args
        if (
            not completing
            and not {"-h", "--help"} & set(args)
            and not set(args) & set(self.commands)
        ):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group("people", cls=PeopleGroup)
@common
def command() -> None:
    """List, change, join, split and forget people; answer what imports left open.

    Without a command: the list, filtered and sorted by its options (people list --help).
    """


command.add_command(list_people)
command.add_command(change)


@command.command("duplicates")
@name_argument(required=False)
@click.option("--same", nargs=2, metavar="A B", help="They are one person: join them.")
@click.option("--different", nargs=2, metavar="A B", help="They are two: do not ask again.")
@click.option("--kind", metavar="KIND", help="Only questions of this kind, such as “same name”.")
@click.option("--accept-all", is_flag=True, help="They are one person each, all of that --kind.")
@click.option("--reject-all", is_flag=True, help="They are different people, all of that --kind.")
@click.option(
    "--accept-above",
    type=float,
    metavar="SHARE",
    help="Join all of at least this score that nothing speaks against: 0.95.",
)
@click.option(
    "--verdicts",
    type=LOCAL,
    metavar="FILE",
    help="Take the verdicts of a table: that of --csv, with same or different filled in.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be decided.")
@limit_option(20)
@common
@pass_session
def duplicates(
    session: Session,
    /,
    person: str | None,
    same: tuple[str, str] | None,
    different: tuple[str, str] | None,
    verdicts: Path | None,
    limit: int,
    **decision: Any,
) -> None:
    """List the questions who may be one person twice, and answer them.

    On a terminal each question is asked, and one key answers; in a script --same and
    --different do, for many at once --kind with --accept-all or --reject-all, or a table:
    'netkit people duplicates --csv > t.csv', fill in the column verdict, then --verdicts t.csv.
    """
    session.question = "people duplicates"
    if same or different:
        tell(session, _decided(session, same, different))
    elif verdicts is not None:
        _take_verdicts(session, verdicts, dry_run=decision["dry_run"])
    elif decision["accept_above"] is not None or decision["accept_all"] or decision["reject_all"]:
        _decide_many(session, **decision)
    else:
        _list(session, person, decision["kind"], limit)


def _decided(
    session: Session, same: tuple[str, str] | None, different: tuple[str, str] | None
) -> RecordedChange:
    workspace = session.workspace
    return workspace.merge(*same) if same else workspace.keep_apart(*(different or ("", "")))


def _decide_many(
    session: Session,
    kind: str | None,
    accept_above: float | None,
    *,
    accept_all: bool,
    reject_all: bool,
    dry_run: bool,
) -> None:
    """Decide all questions above a score, or of a kind, and show them."""
    if accept_all + reject_all + (accept_above is not None) > 1:
        raise UsageError("say one of --accept-above, --accept-all and --reject-all")
    workspace = session.workspace
    if accept_above is not None:
        groups = workspace.accept_duplicates(accept_above, dry_run=dry_run)
        empty = "no question scores as high that nothing speaks against"
    elif kind is None:
        raise UsageError("say which with --kind, as 'netkit people duplicates' lists them; or all")
    else:
        verdict: Verdict = "same" if accept_all else "different"
        groups = workspace.decide_duplicates(kind, verdict, dry_run=dry_run)
        empty = f"no open question is of the kind “{kind}”"
    show(session, Answer(session.question, groups, practice_views.duplicates, empty=empty))
    outcome = "kept apart" if reject_all else "joined"
    count = f"{len(groups):,} question{'' if len(groups) == 1 else 's'}"
    note(f"{count}: their people {'would be' if dry_run else 'are'} {outcome}")


def _take_verdicts(session: Session, table: Path, *, dry_run: bool) -> None:
    counts, remarks = session.workspace.duplicate_verdicts(table, dry_run=dry_run)
    rows = [{"same": counts["same"], "different": counts["different"], "dry_run": dry_run}]
    words = "would be" if dry_run else "are"
    text = f"{counts['same']:,} pairs {words} joined, {counts['different']:,} {words} kept apart"
    answer = Answer(session.question, rows, lambda page, _: page.line((text, "")), remarks)
    show(session, answer)


def _list(session: Session, person: str | None, kind: str | None, limit: int) -> None:
    """Ask the open questions on a terminal, or show them."""
    from netkit.answers.duplicates import kinds_summary, pair_rows

    groups = list(session.workspace.duplicates(like=person or ""))
    empty = "nobody seems to be here twice"
    if person:
        session.question = f"people duplicates {person}"
        empty = f"nobody like {person} is here twice"
    if kind:
        groups = [group for group in groups if group.kind == kind]
        empty = f"no open question is of the kind “{kind}”"
    if groups and session.format == "human" and sys.stdin.isatty() and sys.stdout.isatty():
        _ask(session, groups)
        return
    rows = pair_rows(groups) if session.format == "csv" else groups[: limit or None]
    show(session, Answer(session.question, rows, practice_views.duplicates, empty=empty))
    if groups and session.format == "human":
        more = f"; -n {len(groups)} shows them all" if 0 < limit < len(groups) else ""
        note(f"{len(groups):,} to decide: {kinds_summary(groups)}{more}")


def _ask(session: Session, groups: list[DuplicateGroup]) -> None:
    """Show one question after the other; a single key answers."""
    from ..output import draw

    for number, group in enumerate(groups, start=1):
        draw(session, practice_views.duplicates, [group])
        several = len(group.people) > 2
        asked = "all one person? y yes, n all different, p pair by pair" if several else (
            "one person? y yes, n no")  # fmt: skip
        answer = _key(f"{number} of {len(groups)}: {asked}, s skip, q quit ", several=several)
        if answer == "q":
            return
        if answer in "yn":
            verdict: Verdict = "same" if answer == "y" else "different"
            tell(session, session.workspace.decide_group(group, verdict))
        elif answer == "p" and _ask_pairs(session, group):
            return


def _ask_pairs(session: Session, group: DuplicateGroup) -> bool:
    """Ask the pairs of a question one by one; return True when the user quits."""
    names = {side.person.id: place for place, side in enumerate(group.people, start=1)}
    joined: dict[str, str] = {}
    for pair in group.pairs:
        if _survivor(joined, pair.a.id) == _survivor(joined, pair.b.id):
            continue  # said already, by way of a third record
        asked = f"{names[pair.a.id]} and {names[pair.b.id]}: one person?"
        answer = _key(f"   {asked} y yes, n no, s skip, q quit ", several=False)
        if answer == "q":
            return True
        if answer == "y":
            joined[_survivor(joined, pair.b.id)] = _survivor(joined, pair.a.id)
            tell(session, session.workspace.merge(pair.a, pair.b))
        if answer == "n":
            tell(session, session.workspace.keep_apart(pair.a, pair.b))
    return False


def _survivor(joined: dict[str, str], person: str) -> str:
    """Return the person a joined record belongs to by now."""
    while person in joined:
        person = joined[person]
    return person


def _key(question: str, *, several: bool) -> str:
    """Ask for one of the keys a question names, without Enter; Escape quits."""
    click.echo(question, nl=False)
    while True:
        key = click.getchar().lower()
        if key in ("\x1b", "q"):
            click.echo("q")
            return "q"
        if key in ("y", "n", "s") or (several and key == "p"):
            click.echo(key)
            return key


@command.command("merge")
@words_argument("A B", 2)
@common
@pass_session
def merge(session: Session, words: list[str]) -> None:
    """Join B to A: one person from now on."""
    a, b = words
    session.question = f"people merge {a} {b}"
    tell(session, session.workspace.merge(a, b))


@command.command("split")
@click.argument("handle")
@common
@pass_session
def split(session: Session, handle: str) -> None:
    """Make a handle (an e-mail address, a profile) a person of its own again, and for good."""
    session.question = f"people split {handle}"
    tell(session, session.workspace.split(handle))


@command.command("introductions")
@click.option("--confirm", multiple=True, metavar="N|all", help="It was made: record it.")
@click.option("--dismiss", multiple=True, metavar="N|all", help="It was none: do not ask again.")
@limit_option(20)
@common
@pass_session
def introductions(
    session: Session, confirm: tuple[str, ...], dismiss: tuple[str, ...], limit: int
) -> None:
    """Which introductions do messages tell of?

    On a terminal each is asked about, and one key answers; in a script --confirm and --dismiss
    take the numbers of the list, or all.
    """
    session.question = "people introductions"
    if confirm and dismiss:
        raise UsageError("say one of --confirm and --dismiss; numbers change with each answer")
    if confirm or dismiss:
        verdict: ToldVerdict = "confirm" if confirm else "dismiss"
        numbers = [_number(text) for text in confirm or dismiss if text != "all"]
        tell(session, session.workspace.decide_told(verdict, *numbers))
        return
    rows = session.workspace.told_introductions()
    if rows and session.format == "human" and sys.stdin.isatty() and sys.stdout.isatty():
        _ask_told(session, rows)
        return
    empty = "no message tells of an introduction that is not settled"
    shown = rows[: limit or None]
    show(session, Answer(session.question, shown, practice_views.told_introductions, empty=empty))
    if rows and session.format == "human":
        more = f"; -n {len(rows)} shows them all" if 0 < limit < len(rows) else ""
        note(f"{len(rows):,} to decide: --confirm N, --dismiss N, or all{more}")


def _number(text: str) -> int:
    if not text.isdecimal():
        raise UsageError(f"“{text}” is no number of the list, nor all")
    return int(text)


def _ask_told(session: Session, rows: Sequence[IntroductionTold]) -> None:
    """Show one introduction after the other; a single key answers."""
    from ..output import draw

    for place, row in enumerate(rows, start=1):
        draw(session, practice_views.told_introductions, [row])
        asked = f"{place} of {len(rows)}: was it made? y yes, n no, s skip, q quit "
        answer = _key(asked, several=False)
        if answer == "q":
            return
        if answer in "yn":
            verdict: ToldVerdict = "confirm" if answer == "y" else "dismiss"
            tell(session, session.workspace.decide_told_row(row, verdict))


@command.command("forget")
@name_argument()
@click.option("--yes", is_flag=True, help="Do not ask.")
@common
@pass_session
def forget(session: Session, person: str, yes: bool) -> None:
    """Erase a person and all that was said of them; an import does not bring them back.

    This cannot be undone. Without --yes it asks on a terminal; elsewhere it only says what it
    would do.
    """
    who = session.person(person)
    session.question = f"people forget {who.name}"
    if not yes and not (sys.stdin.isatty() and sys.stdout.isatty()):
        empty = f"nothing was forgotten; --yes erases {who.name} for good"
        show(session, Answer(session.question, [], practice_views.duplicates, empty=empty))
        return
    if not yes:
        click.confirm(f"Erase {who.name} ({who.id}) for good? No undo", abort=True, err=True)
    forgotten = session.workspace.forget(who, session.kept_folders())
    erased = f"{forgotten.erased:,} record{'' if forgotten.erased == 1 else 's'}"
    sentence = f"forgotten: {who.name}, {erased}"
    show(session, Answer(session.question, [forgotten], lambda page, _: page.line((sentence, ""))))
    tell_forgotten(forgotten)
    for line in session.workspace.publication_notes():
        note(line)
    note("backups, maps, mails and copies made before still hold them: delete those too")


@command.command("changes")
@click.option(
    "--since", default="last", show_default=True, metavar="last|DAY|SPAN", type=LAST_OR_SINCE,
    help="The import before the last, a day, or a span: 1w, 3m, 1y.",
)  # fmt: skip
@common
@pass_session
def changes(session: Session, since: date | Literal["last"]) -> None:
    """List the jobs that changed."""
    day = since if isinstance(since, str) else f"{since:%Y-%m-%d}"
    session.question = f"people changes --since {day}"
    rows = session.workspace.job_changes(since=None if isinstance(since, str) else since)
    empty = "no job is known to have changed; a fresh export tells, imported beside the old one"
    show(session, Answer(session.question, rows, practice_views.changes, empty=empty))
