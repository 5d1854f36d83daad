"""Read the options of `netkit schedule add` as a schedule."""

from __future__ import annotations

import shlex
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netkit.errors import UsageError
from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from netkit.schedule.schedules import Order, Rule, Schedule, Target

__all__ = ["Typed", "schedule_of"]

_SMTP_PORT = 587


@dataclass(frozen=True, slots=True)
class Typed:
    """The options of `add`, as they were typed."""

    rule: str
    expression: str | None
    name: str | None
    on: tuple[str, ...]
    at: str
    time_zone: str | None
    deliver: str
    formats: tuple[str, ...]
    circle: str
    top: int | None
    folder: Path | None
    program: str | None
    mail_to: str | None
    mail_from: str | None
    smtp: str | None
    smtp_user: str
    smtp_ca: str


def schedule_of(typed: Typed, network: str, reports: Path, now: datetime) -> Schedule:
    """Make the schedule; it is due from ``now`` on.

    Parameters
    ----------
    reports
        Folder for reports when none was named.

    Raises
    ------
    UsageError
        When something is missing or cannot be read; says which option.
    """
    from netkit.schedule.schedules import Rule, Schedule
    from netkit.schedule.systems.choose import machine_zone

    rule = Rule(typed.rule)
    if (rule is Rule.CRON) != bool(typed.expression):
        raise UsageError("write: netkit schedule add cron '0 8 * * 1', or a rule without more")
    return Schedule(
        name=typed.name or typed.rule,
        rule=rule,
        time_zone=typed.time_zone or machine_zone().key,
        since=now,
        at=_clock(typed.at),
        on=tuple(sorted({_day(rule, word, now.date()) for word in typed.on})),
        cron=typed.expression or "",
        order=_order(typed, network, reports),
    )


def _clock(text: str) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 a time on the wall
    except ValueError as error:
        raise UsageError(f"--at {text}: write hours and minutes, as in 08:00") from error


def _day(rule: Rule, word: str, today: date) -> int:
    from netkit.model.when.typed_dates import read_month_day, read_weekday
    from netkit.schedule.schedules import Rule

    try:
        if rule is Rule.WEEKLY:
            return read_weekday(word, today=today)
        return read_month_day(word, today=today)
    except UsageError as error:
        wanted = (
            "name a weekday, as in --on monday"
            if rule is Rule.WEEKLY
            else "give a day of the month, as in --on 31"
        )
        raise UsageError(f"--on {word}: {wanted}") from error


def _order(typed: Typed, network: str, reports: Path) -> Order:
    from netkit.schedule.schedules import Order

    default = ("txt",) if typed.deliver == "command" else ("html",)
    return Order(
        network=_kept_address(network),
        target=_target(typed, reports),
        formats=typed.formats or default,
        circle=typed.circle,
        top=typed.top,
    )


def _kept_address(network: str) -> str:
    """Return the address or whole path that the schedule keeps; never one with a password."""
    from netkit.store import is_address

    if not is_address(network):
        return str(Path(network).absolute())
    from netkit.store.neo4j.connection import address

    address(network)
    return network


def _target(typed: Typed, reports: Path) -> Target:
    from netkit.schedule.schedules import ToCommand, ToDesktop, ToFolder

    if typed.deliver == "file":
        return ToFolder((typed.folder or reports).absolute())
    if typed.deliver == "notify":
        return ToDesktop()
    if typed.deliver == "command":
        return ToCommand(tuple(shlex.split(_given(typed.program, "--command 'PROGRAM …'"))))
    return _mail(typed)


def _mailbox(address: str, option: str) -> str:
    """Return a mail address that a server can take; a slip is said now, not on Monday."""
    name, _, host = address.rpartition("@")
    if not name or not host or not address.isprintable() or set(address) & set(" <>,;()"):
        raise UsageError(
            f"{option} {' '.join(address.split())}: write one address, as in you@example.org"
        )
    return address


def _mail(typed: Typed) -> Target:
    from netkit.schedule.schedules import ToMail

    recipient = _mailbox(_given(typed.mail_to, "--mail-to you@example.org"), "--mail-to")
    server, _, port = _given(typed.smtp, "--smtp SERVER:PORT").partition(":")
    if port and not port.isdecimal():
        raise UsageError(f"--smtp {typed.smtp}: write SERVER or SERVER:PORT")
    return ToMail(
        server=server,
        sender=_mailbox(typed.mail_from or recipient, "--mail-from"),
        recipient=recipient,
        port=int(port or _SMTP_PORT),
        user=typed.smtp_user,
        ca_file=str(Path(typed.smtp_ca).absolute()) if typed.smtp_ca else "",
    )


def _given(value: Any, wanted: str) -> str:
    if not value:
        raise UsageError(f"this delivery needs {wanted}")
    return str(value)
