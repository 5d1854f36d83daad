"""Read the options of `netkit schedule add` as a schedule."""

from __future__ import annotations

import os
import re
import shlex
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from netkit.backups.age_files import read_readers
from netkit.backups.rotation import read_keep
from netkit.errors import UsageError
from netkit.importing.bring_in import MAIL_SERVERS
from netkit.model.frozen import dataclass
from netkit.schedule.schedules import (
    Order,
    Rule,
    Schedule,
    Target,
    ToBackups,
    ToCommand,
    ToDesktop,
    ToFolder,
    ToMail,
    ToNtfy,
    ToWebhook,
)
from netkit.support.server_address import is_this_machine, split_address

__all__ = ["OrderOptions", "schedule_of"]

_SMTP_PORT = 587
#: The name of a server: letters, digits, hyphens and dots.
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class OrderOptions:
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
    url: str | None = None
    password_command: str = ""
    sources: tuple[str, ...] = ()
    import_password_command: str = ""
    backup_to: Path | None = None
    keep: str = ""
    recipients: tuple[str, ...] = ()


def schedule_of(typed: OrderOptions, network: str, reports: Path, now: datetime) -> Schedule:
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


def _order(typed: OrderOptions, network: str, reports: Path) -> Order:
    default = ("txt",) if typed.deliver == "command" else ("html",)
    return Order(
        network=_kept_address(network),
        target=_target(typed, reports),
        formats=typed.formats or default,
        circle=typed.circle,
        top=typed.top,
        imports=tuple(_source(source) for source in typed.sources),
        import_password=_program(typed.import_password_command, "--import-password-command"),
    )


def _source(source: str) -> str:
    """Return a source as the schedule keeps it: a whole path, or an address without a password."""
    if source.startswith(MAIL_SERVERS):
        from netkit.importers.mail.imap import Account

        Account.parse(source)
        return source
    path = Path(source).expanduser()
    if not path.exists():
        raise UsageError(f"--import {source}: there is no such file or folder")
    return str(path.absolute())


def _program(text: str, option: str) -> tuple[str, ...]:
    """Return a command as its words: no shell is involved."""
    try:
        return tuple(shlex.split(text))
    except ValueError as error:
        raise UsageError(f"{option} {text}: a quote is not closed") from error


def _kept_address(network: str) -> str:
    """Return the address or whole path that the schedule keeps; never one with a password."""
    from netkit.store import is_address

    if not is_address(network):
        return str(Path(network).absolute())
    from netkit.store.neo4j.connection import address

    address(network)
    return network


def _target(typed: OrderOptions, reports: Path) -> Target:
    if typed.backup_to is not None:
        return _backups(typed, typed.backup_to)
    if typed.keep or typed.recipients:
        raise UsageError("--keep and --recipient go with --backup-to FOLDER")
    match typed.deliver:
        case "file":
            return ToFolder((typed.folder or reports).absolute())
        case "notify":
            return ToDesktop()
        case "command":
            return ToCommand(_program(_given(typed.program, "--command 'PROGRAM …'"), "--command"))
        case "ntfy":
            return _web(ToNtfy, typed, "--url https://ntfy.sh/TOPIC")
        case "webhook":
            return _web(ToWebhook, typed, "--url https://…")
    return _mail(typed)


def _web(kind: type[ToNtfy | ToWebhook], typed: OrderOptions, wanted: str) -> ToNtfy | ToWebhook:
    url = _given(typed.url, wanted)
    parts = split_address(url, "https://ntfy.sh/my-topic")
    if parts.username or parts.password:
        raise UsageError("keep the password out of --url: --password-command prints a token")
    if parts.scheme != "https" and not (parts.scheme == "http" and _may_be_plain(parts.hostname)):
        raise UsageError(
            f"--url to {parts.hostname}: begin it with https://, or add --insecure for a plain one"
        )
    if not parts.path.strip("/") and kind is ToNtfy:
        raise UsageError(
            f"--url to {parts.hostname}: name the topic, as in https://ntfy.sh/my-topic"
        )
    command = _program(typed.password_command, "--password-command")
    return kind(url, _ca_file(typed), command)


def _may_be_plain(host: str | None) -> bool:
    return is_this_machine(host or "") or os.environ.get("NETKIT_INSECURE") == "1"


def _ca_file(typed: OrderOptions) -> str:
    return str(Path(typed.smtp_ca).absolute()) if typed.smtp_ca else ""


def _backups(typed: OrderOptions, folder: Path) -> Target:
    if typed.keep:
        read_keep(typed.keep)
    read_readers(typed.recipients, with_passphrase=False)
    return ToBackups(folder.absolute(), typed.keep, typed.recipients)


def _mailbox(address: str, option: str) -> str:
    """Return a mail address that a server can take; a slip is said now, not on Monday."""
    name, _, host = address.rpartition("@")
    if (
        not name
        or not host
        or not address.isprintable()
        or set(address) & set(" <>,;()")
        or "@" in name
    ):
        raise UsageError(
            f"{option} {' '.join(address.split())}: write one address, as in you@example.org"
        )
    return address


def _mail(typed: OrderOptions) -> Target:
    recipient = _mailbox(_given(typed.mail_to, "--mail-to you@example.org"), "--mail-to")
    server, _, port = _given(typed.smtp, "--smtp SERVER:PORT").partition(":")
    if not _HOST.fullmatch(server) or (port and not (port.isdecimal() and 0 < int(port) < 65_536)):
        shown = "" if "@" in str(typed.smtp) else f" {typed.smtp}"  # it may hold a password
        raise UsageError(
            f"--smtp{shown}: write SERVER or SERVER:PORT; the name there goes to --smtp-user"
        )
    return ToMail(
        server=server,
        sender=_mailbox(typed.mail_from or recipient, "--mail-from"),
        recipient=recipient,
        port=int(port or _SMTP_PORT),
        user=typed.smtp_user,
        ca_file=_ca_file(typed),
        password_command=_program(typed.password_command, "--password-command"),
    )


def _given(value: Any, wanted: str) -> str:
    if not value:
        raise UsageError(f"this delivery needs {wanted}")
    return str(value)
