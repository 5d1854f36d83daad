"""`netkit schedule`: reports that come by themselves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from netkit.errors import NetkitError, UsageError

from ..age_options import recipient_option
from ..output import Answer, note, say, show
from ..session import LOCAL, Session, common, pass_session
from .report import FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from netkit.schedule.book import Book
    from netkit.schedule.ledger import Run
    from netkit.schedule.listing import Row
    from netkit.schedule.run import Desk

    from ..render.page import Page

#: Schedulers of systems, named here again: their modules are imported only to install.
SYSTEMS = ("systemd", "cron", "launchd", "windows")
_NOT_DELIVERED = 4


@click.group("schedule")
@click.option(
    "--folder",
    type=LOCAL,
    help="Where schedules are kept, instead of the user's data folder.",
)
@common
@click.pass_context
def command(ctx: click.Context, folder: Path | None) -> None:
    """Have reports made and delivered by themselves."""
    ctx.meta["netkit.schedule.folder"] = folder


@command.command("add")
@click.argument("rule", type=click.Choice(["daily", "weekly", "monthly", "cron"]))
@click.argument("expression", required=False)
@click.option("--name", help="What to call it; the rule, if left out.")
@click.option("--on", multiple=True, metavar="DAY", help="A weekday, or a day of the month.")
@click.option("--at", default="08:00", show_default=True, metavar="HH:MM", help="When.")
@click.option("--time-zone", help="As in Europe/Berlin; this machine's, if left out.")
@click.option(
    "--deliver",
    type=click.Choice(["file", "mail", "ntfy", "webhook", "notify", "command"]),
    default="file",
    show_default=True,
    help="Where the report goes.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMS),
    help="Form of the report; may be repeated.",
)
@click.option("--circle", default="", help="Only people of this circle.")
@click.option("--top", type=click.IntRange(min=1), help="How many ties to show at most.")
@click.option("--to-folder", "folder", type=LOCAL, help="For files.")
@click.option("--command", "program", help="A program that reads the report; no shell.")
@click.option("--mail-to", help="Who gets the mail.")
@click.option("--mail-from", help="Who sends it; the recipient, if left out.")
@click.option("--smtp", metavar="SERVER[:PORT]", help="The server that takes the mail, over TLS.")
@click.option("--smtp-user", default="", help="Name at that server.")
@click.option("--smtp-ca", default="", help="File of certificates to trust, for mail and --url.")
@click.option("--backup-to", type=LOCAL, help="Make backups in this folder, not reports.")
@click.option("--keep", default="", metavar="daily=7,weekly=4", help="Which backups to keep.")
@recipient_option
@click.option("--ask-password", is_flag=True, help="Ask for its password; keep it in the keyring.")
@click.option(
    "--password-command",
    default="",
    metavar="COMMAND",
    help="A program that prints the password, or the token of --url; no shell.",
)
@click.option("--url", help="The one address that ntfy or a webhook is posted to.")
@click.option(
    "--import",
    "sources",
    multiple=True,
    metavar="PATH|imaps://…",
    help="Bring in what is new there before each report; may be repeated.",
)
@click.option(
    "--import-password-command", default="", metavar="COMMAND",
    help="A program that prints the password of those mail servers; no shell.",
)  # fmt: skip
@common
@pass_session
def add(session: Session, /, ask_password: bool, **typed: Any) -> None:
    """Add a schedule: daily, weekly --on monday, monthly --on 31, or cron 'M H D M W'."""
    from netkit.schedule.due import describe
    from netkit.schedule.ledger import added
    from netkit.schedule.order_options import OrderOptions, schedule_of
    from netkit.schedule.schedules import place_of

    book = _book()
    options = OrderOptions(**typed)
    new = schedule_of(options, session.url, book.folder / "reports", session.now)
    if ask_password:
        _ask_password(new.order.target)
    book.change(partial(added, schedule=new))
    say(f"{new.name}: {describe(new)}")
    note(f"it goes to {place_of(new.order.target)}; netkit contacts nothing else for it")
    note("to have it run by itself: netkit schedule install")


@command.command("list")
@common
@pass_session
def list_(session: Session) -> None:
    """Show every schedule, its next and last run, and how that went."""
    from netkit.schedule.listing import rows

    rows_shown = rows(_book().read(), session.now)
    empty = "there is no schedule; 'netkit schedule add weekly --on monday' makes one"
    show(session, Answer("schedule list", rows_shown, _draw, empty=empty))


@command.command("run")
@click.argument("name", required=False)
@click.option("--if-due", is_flag=True, help="Only if it has come round or waits for a retry.")
@common
@pass_session
def run(session: Session, name: str | None, if_due: bool) -> None:
    """Run a schedule now; without a name, every schedule that is due."""
    from netkit.schedule.run import run_all_due, run_schedule

    desk = _desk(session)
    if name:
        _tell(session, run_schedule(desk, name, session.now, only_if_due=if_due))
    else:
        _tell(session, run_all_due(desk, session.now))


@command.command("pause")
@click.argument("name")
@common
def pause(name: str) -> None:
    """Stop a schedule until it is resumed."""
    from netkit.schedule.ledger import paused

    _book().change(partial(paused, name=name))
    say(f"{name} is paused; 'netkit schedule resume {name}' starts it again")


@command.command("resume")
@click.argument("name")
@common
@pass_session
def resume(session: Session, name: str) -> None:
    """Start a paused schedule again; what came meanwhile is left out."""
    from netkit.schedule.ledger import resumed

    _book().change(partial(resumed, name=name, now=session.now))
    say(f"{name} runs again")


@command.command("remove")
@click.argument("name")
@common
def remove(name: str) -> None:
    """Remove a schedule, also from the system's scheduler; delivered reports stay."""
    from netkit.schedule.installing import remove_schedule

    remove_schedule(_book(), name)
    say(f"{name} is removed")


@command.command("install")
@click.argument("name", required=False)
@click.option("--system", type=click.Choice(SYSTEMS), help="This machine's, if left out.")
@click.option("--print", "only_print", is_flag=True, help="Only show what would be written.")
@common
def install(name: str | None, system: str | None, only_print: bool) -> None:
    """Have the system's scheduler wake one schedule, or all."""
    from netkit.schedule.installing import hand_over, install_plans
    from netkit.schedule.systems.plan import show as shown

    book = _book()
    for each, chosen, plan in install_plans(book, name, system):
        if only_print:
            say(shown(plan))
            continue
        hand_over(book, each, plan, chosen)
        say(f"{each} is woken by {chosen}")
        if plan.note:
            note(plan.note)


@command.command("daemon")
@common
@pass_session
def daemon(session: Session) -> None:
    """Stay and run what is due, where there is no scheduler, as in a container."""
    import signal
    from datetime import UTC, datetime
    from threading import Event

    from netkit.schedule.daemon import serve

    desk, stop = _desk(session), Event()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wanted, lambda *_: stop.set())
    note("looking every minute for what is due; Ctrl-C ends it")
    serve(lambda: _look(session, desk, datetime.now(UTC)), stop, session.now)
    session.exit_code = 0


def _look(session: Session, desk: Desk, now: datetime) -> None:
    """Run what is due, as often as the daemon asks; a full disk does not end it."""
    from netkit.schedule.run import run_all_due

    try:
        _tell(session, run_all_due(desk, now))
    except NetkitError as error:
        note(f"netkit: {error}")


def _book() -> Book:
    from netkit.schedule.book import Book
    from netkit.support.own_files import schedule_folder

    folder = click.get_current_context().meta["netkit.schedule.folder"]
    return Book((folder or schedule_folder()).absolute())


def _desk(session: Session) -> Desk:
    from netkit.schedule.run import Desk

    from ..reporting import reporter

    return Desk(_book(), reporter())


def _ask_password(target: object) -> None:
    from netkit.schedule.mail_delivery import remember_password
    from netkit.schedule.schedules import ToMail

    if not isinstance(target, ToMail) or not target.user:
        raise UsageError("--ask-password goes with --deliver mail and --smtp-user")
    remember_password(target, click.prompt("Password", hide_input=True, err=True))


def _tell(session: Session, runs: Sequence[Run]) -> None:
    from netkit.schedule.ledger import Outcome

    show(session, Answer("schedule run", runs, _draw_runs))
    if any(run.outcome is not Outcome.DELIVERED for run in runs):
        session.exit_code = _NOT_DELIVERED


def _draw_runs(page: Page, results: Sequence[Run]) -> None:
    from netkit.schedule.listing import outcome

    for run in results:
        page.line((f"{run.run_id}: {outcome(run)}", ""), wrap=False)


def _draw(page: Page, results: Sequence[Row]) -> None:
    for row in results:
        following = f"{row.next_run:%a %Y-%m-%d %H:%M %Z}" if row.next_run else "not until resumed"
        last = f"{row.last_run:%Y-%m-%d %H:%M %Z}, " if row.last_run else ""
        waiting = f"; reports waiting: {row.waiting}" if row.waiting else ""
        woken = row.woken_by or "nothing yet: netkit schedule install"
        page.line((f"{row.name}  {row.when}", "bold"), wrap=False)
        page.line((f"    next: {following}, woken by {woken}", ""), wrap=False)
        page.line((f"    last: {last}{row.how}{waiting}", ""), wrap=False)
        page.line((f"    to: {row.to}", ""), wrap=False)
