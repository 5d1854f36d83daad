"""Bring a finished report to its place: a folder, a mailbox, an address, the desktop, a program."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from netkit.support.atomic_files import sweep, write_atomic

from . import mail_delivery as mail
from . import notify
from .schedules import (
    DeliveryError,
    Schedule,
    ToCommand,
    ToDesktop,
    ToFolder,
    ToMail,
    ToNtfy,
    ToWebhook,
)
from .web_delivery import post_to_ntfy, post_to_webhook

if TYPE_CHECKING:
    from pathlib import Path

    from .outbox import Parcel

COMMAND_SECONDS = 300

_STAMP = "-".join("[0-9]" * digits for digits in (4, 2, 2, 6))


def deliver(schedule: Schedule, parcel: Parcel) -> str:
    """Deliver a report and return where it went, in words.

    Raises
    ------
    DeliveryError
        When it did not arrive; delivering again is safe, since files are replaced by the same
        file and a mail keeps its Message-ID.
    """
    try:
        return _send(schedule, parcel)
    except subprocess.TimeoutExpired as error:
        raise DeliveryError(f"{error.cmd[0]} did not end in {error.timeout:g} s") from error
    except OSError as error:
        raise DeliveryError(" ".join(str(error).split())) from error


def _send(schedule: Schedule, parcel: Parcel) -> str:
    target = schedule.order.target
    match target:
        case ToFolder():
            return _to_folder(target, schedule, parcel)
        case ToDesktop():
            return notify.show(parcel.report.subject, parcel.report.summary)
        case ToCommand():
            return _to_command(target, schedule, parcel)
        case ToMail():
            return mail.send(target, parcel)
        case ToNtfy():
            return post_to_ntfy(target, parcel)
        case ToWebhook():
            return post_to_webhook(target, parcel)
    raise DeliveryError("a schedule of backups delivers no report")


def _to_folder(target: ToFolder, schedule: Schedule, parcel: Parcel) -> str:
    moment = parcel.as_of.astimezone(schedule.zone)
    for names in (f"{schedule.name}-{_STAMP}*", f"{schedule.name}-latest*"):
        sweep(target.folder, names)
    for form in schedule.order.formats:
        path = target.folder / f"{schedule.name}-{moment:%Y-%m-%d-%H%M%S}.{form}"
        write_atomic(path, parcel.report.forms[form])
        _renew_latest(path, schedule.name)
    return str(target.folder)


def _renew_latest(path: Path, name: str) -> None:
    """Make ``NAME-latest`` the newest report; an older one delivered late does not replace it."""
    reports = path.parent.glob(f"{name}-{_STAMP}{path.suffix}")
    newest = max(
        [path, *(report for report in reports if report.is_file() and not report.is_symlink())]
    )
    write_atomic(path.with_name(f"{name}-latest{path.suffix}"), newest.read_bytes())


def _to_command(target: ToCommand, schedule: Schedule, parcel: Parcel) -> str:
    done = subprocess.run(  # noqa: S603 the user's own program, an argument list, no shell
        target.argv,
        input=parcel.report.forms[schedule.order.formats[0]],
        capture_output=True,
        timeout=COMMAND_SECONDS,
        check=False,
    )
    if done.returncode:
        last_line = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise DeliveryError(f"{target.argv[0]} ended with {done.returncode}: {''.join(last_line)}")
    return f"command {target.argv[0]}"
