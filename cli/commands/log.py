"""`netkit log`: one line typed after lunch, or many from a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from netkit.errors import NetkitError, UsageError

from ..output import note, say
from ..record import tell
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from typing import TextIO

    from netkit.journal.keep_line import LinePlan
    from netkit.journal.log_entry import Mention
    from netkit.language.name_index import Person


@click.command("log")
@click.argument("words", nargs=-1)
@click.option("--file", "-f", type=click.File(encoding="utf-8"), help="Many lines; - for stdin.")
@click.option("--yes", is_flag=True, help="Ask nothing: take the likeliest, add new names.")
@common
@pass_session
def command(session: Session, words: tuple[str, ...], file: TextIO | None, yes: bool) -> None:
    """Record what happened, in one line.

    netkit log "yesterday: lunch with Ann and Bo, Ann needs a patent lawyer, promised Bo the
    paper by Friday" — says what it understood and on whom it is kept, and asks only where it
    must. 'netkit undo' takes all of it back. Many lines: netkit log --file lines.txt, or '-'.
    """
    if file is None and words == ("-",):
        file = sys.stdin
    if file is not None:
        _batch(session, file, yes)
    elif words:
        _record_line(session, " ".join(words), yes)
    else:
        raise click.UsageError('write what happened: netkit log "lunch with Ann", or --file FILE')


def _batch(session: Session, file: TextIO, yes: bool) -> None:
    """Record each line by itself; one that cannot be is reported, and the others go on."""
    _ = session.workspace  # a network that cannot be opened is one error, not one a line
    for number, text in enumerate(file, start=1):
        line = text.strip()
        if not line or line.startswith("#"):
            continue
        if session.format != "json":
            say(line)
        try:
            _record_line(session, line, yes, batch=True)
        except NetkitError as error:
            session.exit_code = error.exit_code
            note(f"line {number}: {error}")


def _record_line(session: Session, text: str, yes: bool, *, batch: bool = False) -> None:
    session.question = f"log {text}"
    plan = session.workspace.log_line(text)
    asking = not yes and not batch and sys.stdin.isatty()
    _settle(plan, yes=yes, asking=asking)
    logged = plan.record()
    for told in logged.notes:
        note(told)
    session.extra["understood"] = list(logged.understood)
    if session.format != "json":
        for line in logged.understood:
            say(f"  {line}")
    tell(session, logged.change)


def _settle(plan: LinePlan, *, yes: bool, asking: bool) -> None:
    """Answer the questions of a line: by --yes, by asking, or not at all.

    Raises
    ------
    UsageError
        A question cannot be put, or is answered so that nothing can be recorded.
    """
    if yes:
        plan.take_likeliest()
        return
    if plan.questions and not asking:
        raise UsageError(f"{' '.join(plan.questions)} (--yes takes the likeliest, adds new names)")
    _ask_day(plan, asking=asking)
    for mention in plan.new_names:
        if click.confirm(plan.new_question(mention), err=True):
            plan.add(mention)
        else:
            plan.keep_whole_line(f"{mention.text} was not added")
    for mention in plan.unsettled:
        if person := _picked(mention):
            plan.choose(mention, person)
        else:
            plan.keep_whole_line(f"{mention.text} is none of them")


def _ask_day(plan: LinePlan, *, asking: bool) -> None:
    for question in plan.day_questions if asking else ():
        if not click.confirm(f"{question} Go on?", err=True):
            raise UsageError("nothing was recorded; write the day as 2026-11-20")
    if plan.unread_day and asking:
        plan.set_day(click.prompt(plan.unread_day, err=True))


def _picked(mention: Mention) -> Person | None:
    """Ask which of several people is meant, the likeliest first; None for none of them."""
    for number, person in enumerate(mention.choices, start=1):
        click.echo(f"  {number}  {person.name}  {person.reason}", err=True)
    click.echo("  0  none of them: keep the line as a note", err=True)
    numbers = click.Choice([str(number) for number in range(len(mention.choices) + 1)])
    question = f"Which {mention.text}?"
    typed = click.prompt(question, type=numbers, default="1", show_choices=False, err=True)
    return mention.choices[int(typed) - 1] if int(typed) else None
