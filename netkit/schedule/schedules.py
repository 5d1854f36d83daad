"""Schedules as values: when, what, and where to; the rules are in :mod:`.due`."""

from __future__ import annotations

import re
from datetime import datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from netkit.errors import NetkitError, UsageError
from netkit.model.frozen import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMATS = ("html", "md", "txt", "json", "csv", "ics")
"""The forms a report can take, named by the ending of their files."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class DeliveryError(NetkitError):
    """A report could not be delivered; the message says why in one line."""

    exit_code = 4


class PermanentRefusalError(DeliveryError):
    """A delivery was refused for good (SMTP 5xx, HTTP 404): trying again by itself is no use."""


class Rule(StrEnum):
    """The recurrence of a schedule."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    CRON = "cron"


@dataclass(frozen=True, slots=True)
class ToFolder:
    """Put each form of the report into a folder, with the newest as ``NAME-latest`` beside it."""

    folder: Path


@dataclass(frozen=True, slots=True)
class ToMail:
    """Send the report by mail; the password is never kept here.

    Port 465 speaks TLS from the first byte, any other port must offer STARTTLS.
    ``ca_file`` names the certificates to trust in place of the system's, ``password_command``
    a program that prints the password.
    """

    server: str
    sender: str
    recipient: str
    port: int = 587
    user: str = ""
    ca_file: str = ""
    password_command: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToNtfy:
    """Post the report's subject and summary to an ntfy topic, ``https://ntfy.sh/my-topic``.

    ``password_command`` is a program that prints an access token, ``ca_file`` as for mail.
    """

    url: str
    ca_file: str = ""
    password_command: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToWebhook:
    """Post the whole report as JSON to an address; token and certificates as for ntfy."""

    url: str
    ca_file: str = ""
    password_command: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToDesktop:
    """Show the report's summary as a desktop notification."""


@dataclass(frozen=True, slots=True)
class ToCommand:
    """Hand the report's first form to a program on its standard input; no shell is involved."""

    argv: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToBackups:
    """Make no report but a backup of the network, in a folder that holds many.

    ``keep`` is the retention as typed ("daily=7,weekly=4"), empty to keep all; ``recipients`` are
    the public keys that it is encrypted to.
    """

    folder: Path
    keep: str = ""
    recipients: tuple[str, ...] = ()


Target = ToFolder | ToMail | ToNtfy | ToWebhook | ToDesktop | ToCommand | ToBackups


def place_of(target: Target) -> str:
    """Return where a delivery goes; over the network it is the one address it contacts.

    >>> place_of(ToNtfy("https://ntfy.sh/mine")), place_of(ToMail("mail.host", "a@b.cd", "a@b.cd"))
    ('https://ntfy.sh/mine', 'a@b.cd through mail.host:587')
    """
    match target:
        case ToMail():
            return f"{target.recipient} through {target.server}:{target.port}"
        case ToNtfy() | ToWebhook():
            return target.url
        case ToFolder() | ToBackups():
            return str(target.folder)
        case ToCommand():
            return f"command {target.argv[0]}"
        case ToDesktop():
            return "a notification on this machine"


@dataclass(frozen=True, slots=True)
class Order:
    """A report order: the network, its filters, and the delivery target.

    ``network`` is the file or address the report is about, ``circle`` and ``top`` narrow it
    as the same options of ``netkit report`` do. ``imports`` are paths and addresses of mail
    servers that are brought in first, ``import_password`` the program that prints the password
    of those servers.
    """

    network: str = ""
    target: Target = field(default_factory=ToDesktop)
    formats: tuple[str, ...] = ("html",)
    circle: str = ""
    top: int | None = None
    imports: tuple[str, ...] = ()
    import_password: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        unknown = [form for form in self.formats if form not in FORMATS]
        if unknown or not self.formats:
            raise UsageError(f"a report comes as {', '.join(FORMATS)}; not as {unknown}")

    @property
    def forms(self) -> tuple[str, ...]:
        """Forms the report must be rendered in; a mail has text, HTML and a calendar file."""
        match self.target:
            case ToMail():
                return ("txt", "mail", "ics")
            case ToWebhook():
                return ("json",)
        return self.formats


@dataclass(frozen=True, slots=True)
class Schedule:
    """A report that comes round.

    Parameters
    ----------
    name
        Small letters, digits and hyphens; it names files, units and locks.
    rule
        How often.
    time_zone
        An IANA name, such as ``Europe/Berlin``; ``at`` and ``cron`` are read on its clocks.
    since
        When it was added or resumed; nothing before that moment is ever due.
    at
        Hour and minute, for every rule but cron.
    on
        Weekdays for a weekly rule (0 is Monday); days of the month for a monthly one, where a
        month that is too short runs on its last day.
    cron
        Five fields (minute, hour, day of month, month, day of week) for the cron rule.
    woken_by
        The system's scheduler it was installed in, empty while there is none.
    """

    name: str
    rule: Rule
    time_zone: str
    since: datetime
    at: time = time(8)
    on: tuple[int, ...] = ()
    cron: str = ""
    paused: bool = False
    woken_by: str = ""
    order: Order = field(default_factory=Order)

    def __post_init__(self) -> None:
        _check_name(self.name)
        _check_zone(self.time_zone)
        _check_days(self.rule, self.on)
        if self.rule is Rule.CRON:
            _check_cron(self.cron)
        if self.since.tzinfo is None:
            raise ValueError("since needs a time zone")

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose clocks this schedule follows."""
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True, slots=True)
class Report:
    """A rendered report.

    ``forms`` maps a file ending (one of :data:`FORMATS`) to the file's bytes; ``snapshot`` is
    what the next report compares itself with, opaque to this package.
    """

    subject: str
    summary: str
    forms: Mapping[str, bytes]
    snapshot: bytes = b""


class Reporter(Protocol):
    """A maker of reports that remembers what they said."""

    def produce(self, schedule: Schedule, as_of: datetime) -> Report:
        """Render ``schedule.order`` as of that moment in ``schedule.order.forms``; change nothing.

        A run may be killed at any time and asked again, so this must not store the snapshot.
        """
        ...

    def keep(self, schedule: Schedule, run_id: str, as_of: datetime, snapshot: bytes) -> None:
        """Store a snapshot, once per ``run_id`` however often it is called."""
        ...

    def outbox_key(self, schedule: Schedule) -> bytes | None:
        """Return the key that encrypts waiting reports; None for a network in the clear."""
        ...


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} cannot name a schedule; use up to 40 small letters, digits and hyphens"
        )


def _check_zone(time_zone: str) -> None:
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(
            f"{time_zone!r} is not a time zone; give one such as Europe/Berlin or America/New_York"
        ) from error


def _check_days(rule: Rule, on: tuple[int, ...]) -> None:
    allowed = {Rule.WEEKLY: range(7), Rule.MONTHLY: range(1, 32)}.get(rule, range(0))
    if any(day not in allowed for day in on):
        raise UsageError(f"a {rule} schedule cannot run on {', '.join(map(str, on))}")
    if allowed and not on:
        raise UsageError(f"a {rule} schedule needs a day: --on monday, or --on 31 for monthly")


def _check_cron(expression: str) -> None:
    # L, # and seconds are left out: systemd and cron cannot express them alike.
    from cronsim import CronSim, CronSimError

    if not expression.isprintable():  # a line break would become a line of the crontab
        raise UsageError("a cron expression is one line of five fields, without control characters")
    try:
        fields = CronSim(expression, datetime(2000, 1, 1))  # noqa: DTZ001 a wall clock
    except (CronSimError, ValueError) as error:
        raise UsageError(f"cron expression {expression!r}: {error}") from error
    values = [*fields.days, *fields.weekdays]
    if len(expression.split()) != 5 or not all(isinstance(v, int) and v >= 0 for v in values):
        raise UsageError(
            f"cron expression {expression!r}: give five fields (minute hour day month weekday)"
        )
