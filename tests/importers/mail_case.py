"""Mails written by hand, and what reading a mailbox of them gives, sorted for the tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

from netkit.importers.mail.mbox import IMPORTER
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.model.events import Interaction
from netkit.model.handles import email

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.model.people import PersonId


OPTIONS = Options(owner="me@example.org")
START = datetime(2026, 2, 2, 9, tzinfo=UTC)


def person(address: str) -> PersonId:
    handle = email(address)
    assert handle is not None
    return handle.person_id


ME, ANA, BO, CY = (person(f"{name}@example.org") for name in ("me", "ana", "bo", "cy"))


def mail(number: int = 1, body: str = "Hello.\n", **changes: str) -> str:
    headers = {
        "From": "Ana Lima <ana@example.org>",
        "To": "me@example.org",
        "Subject": f"Subject {number}",
        "Date": format_datetime(START + timedelta(hours=number)),
        "Message-ID": f"<{number}@example.org>",
    } | {name.replace("_", "-"): value for name, value in changes.items()}
    return "".join(f"{name}: {value}\n" for name, value in headers.items() if value) + "\n" + body


def mbox_of(*mails: str) -> bytes:
    return "\n".join(
        f"From x@example.org Mon Feb  2 10:00:00 2026\n{one}" for one in mails
    ).encode()


def read(data: bytes, tmp_path: Path, options: Options = OPTIONS) -> list[Item]:
    path = tmp_path / "mail.mbox"
    path.write_bytes(data)
    assert IMPORTER.detects(path)
    return list(IMPORTER.read(path, options))


def interactions(items: list[Item]) -> list[Interaction]:
    return [item for item in items if isinstance(item, Interaction)]


def reasons(items: list[Item]) -> dict[str, int]:
    return {item.reason: item.count for item in items if isinstance(item, Problem)}


def names(items: list[Item]) -> set[str]:
    return {item.name for item in items if isinstance(item, Sighting) and not item.owner}


TEMPTING = """He wrote:

From here on it is clear that
From Monday on we meet.

From x@example.org Mon Feb  2 10:00:00 2026
is how a message begins, I know.
"""
