"""What a real SMTP server refuses for good, what waits, and a backlog that arrives as one mail."""

from __future__ import annotations

import mailbox
import socket
import ssl
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import AuthResult, LoginPassword

from netkit.schedule.book import Book
from netkit.schedule.ledger import Outcome, added
from netkit.schedule.listing import rows
from netkit.schedule.run import Desk, run_all_due, run_schedule
from netkit.schedule.schedules import DeliveryError, Order, Report, Schedule, ToMail
from netkit.schedule.secrets import secret_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage
    from pathlib import Path

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
WEEK, HOUR = timedelta(days=7), timedelta(hours=1)
PASSWORD = "correct horse"


class Reporter:
    """Makes the forms of a mail: text, HTML and a calendar file."""

    def produce(self, schedule: Schedule, as_of: datetime) -> Report:
        day = f"{as_of:%d %B}"
        forms = {
            "txt": f"Text of {day}.\n".encode(),
            "mail": f"<html><body><p>Page of {day}</p></body></html>".encode(),
            "ics": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        }
        assert set(forms) == set(schedule.order.forms)
        return Report(f"Subject of {day}", "a summary", forms, b"{}")

    def outbox_key(self, schedule: Schedule) -> bytes | None:
        return None

    def keep(self, schedule: Schedule, run_id: str, as_of: datetime, snapshot: bytes) -> None:
        """Keep nothing."""


class Handler(Mailbox):
    """A mailbox that answers a recipient, or a mail, with a reply of the test's."""

    rcpt = data = ""

    async def handle_RCPT(  # noqa: N802 aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.rcpt:
            return self.rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        return self.data or await super().handle_DATA(server, session, envelope)


class Server:
    """A real SMTP server on loopback, with TLS and a password."""

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA()
        self.ca_file = folder / "ca.pem"
        authority.cert_pem.write_to_path(str(self.ca_file))
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert("127.0.0.1").configure_cert(self.context)
        self.maildir = folder / "mail"
        self.handler = Handler(self.maildir)
        self.tries = 0
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])

    def _authenticate(self, *call: Any) -> AuthResult:
        self.tries += 1
        given = call[-1]
        right = given == LoginPassword(b"me", PASSWORD.encode())
        return AuthResult(success=isinstance(given, LoginPassword) and right, handled=False)

    @contextmanager
    def running(self) -> Iterator[int]:
        controller = Controller(
            self.handler, hostname="127.0.0.1", port=self.port, tls_context=self.context,
            require_starttls=True, auth_required=True, authenticator=self._authenticate,
        )  # fmt: skip
        controller.start()
        try:
            yield self.port
        finally:
            controller.stop()

    def mails(self) -> list[EmailMessage]:
        box = mailbox.Maildir(self.maildir, factory=None, create=False)
        return [message_from_bytes(each.as_bytes(), policy=default) for each in box]


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path)


def printing(folder: Path, text: str) -> tuple[str, ...]:
    """Return the command of a program that prints a text."""
    program = folder / "pass"
    program.write_text(f"#!{sys.executable}\nprint({text!r})\n")
    program.chmod(0o700)
    return (str(program), "show", "mail")


@pytest.fixture
def desk_for(
    tmp_path: Path,
    server: Server,
    make_schedule: Callable[..., Schedule],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Desk]:
    monkeypatch.delenv("NETKIT_SMTP_PASSWORD", raising=False)

    def make(port: int, password: str = PASSWORD) -> Desk:
        target = ToMail(
            "127.0.0.1", "me@example.org", "me@example.org", port, "me", str(server.ca_file),
            printing(tmp_path, password),
        )  # fmt: skip
        schedule = make_schedule(
            since=MONDAY - WEEK + HOUR, time_zone="UTC", order=Order(target=target)
        )
        book = Book(tmp_path / "data")
        book.change(lambda ledger: added(ledger, schedule))
        return Desk(book, Reporter())

    return make


def outcomes(desk: Desk, now: datetime) -> list[Outcome]:
    return [run.outcome for run in run_all_due(desk, now)]


def test_a_password_command_opens_the_server_and_the_mail_brings_a_calendar_file(
    server: Server, desk_for: Callable[..., Desk]
) -> None:
    with server.running() as port:
        assert outcomes(desk_for(port), MONDAY) == [Outcome.DELIVERED]
    [mail] = server.mails()
    assert mail["Subject"] == "Subject of 02 March"
    kinds = [part.get_content_type() for part in mail.walk()]
    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    [attached] = list(mail.iter_attachments())
    assert attached.get_filename() == "netkit.ics"
    assert attached.get_content().startswith("BEGIN:VCALENDAR")


@pytest.mark.parametrize("reply", ["550 no such mailbox", "553 5.1.3 not an address"])
def test_a_recipient_refused_for_good_is_not_tried_again_until_the_next_report(
    reply: str, server: Server, desk_for: Callable[..., Desk]
) -> None:
    server.handler.rcpt = reply
    with server.running() as port:
        desk = desk_for(port)
        assert outcomes(desk, MONDAY) == [Outcome.REFUSED]
        for hours in range(1, 24 * 6):
            assert outcomes(desk, MONDAY + hours * HOUR) == []
        assert server.tries == 1
        row = rows(desk.book.read(), MONDAY)[0]
        assert reply in row.how
        assert row.how.startswith("refused: ")
        assert row.waiting == 1
        server.handler.rcpt = ""
        assert outcomes(desk, MONDAY + WEEK) == [Outcome.DELIVERED] * 2
    [mail] = server.mails()
    assert mail["Subject"] == "Subject of 09 March (and 1 earlier report)"


def test_a_mail_refused_for_good_waits_for_a_hand(
    server: Server, desk_for: Callable[..., Desk]
) -> None:
    server.handler.data = "554 this looks like spam"
    with server.running() as port:
        desk = desk_for(port)
        assert outcomes(desk, MONDAY) == [Outcome.REFUSED]
        server.handler.data = ""
        assert {run.outcome for run in run_schedule(desk, "weekly", MONDAY + HOUR)} == {
            Outcome.DELIVERED
        }
    assert len(server.mails()) == 1


def test_a_wrong_password_is_not_repeated_until_the_account_is_locked(
    server: Server, desk_for: Callable[..., Desk]
) -> None:
    with server.running() as port:
        desk = desk_for(port, "guess")
        assert outcomes(desk, MONDAY) == [Outcome.REFUSED]
        tries = server.tries
        for hours in range(1, 48):
            outcomes(desk, MONDAY + hours * HOUR)
    assert server.tries == tries
    assert "535" in rows(desk.book.read(), MONDAY)[0].how
    assert "guess" not in rows(desk.book.read(), MONDAY)[0].how


def test_a_refusal_of_the_moment_is_tried_again(
    server: Server, desk_for: Callable[..., Desk]
) -> None:
    server.handler.rcpt = "451 greylisted, try again later"
    with server.running() as port:
        desk = desk_for(port)
        assert outcomes(desk, MONDAY) == [Outcome.WAITING]
        server.handler.rcpt = ""
        assert outcomes(desk, MONDAY + HOUR) == [Outcome.DELIVERED]
    assert len(server.mails()) == 1


def test_a_backlog_of_five_weeks_arrives_as_one_mail_the_newest_first(
    server: Server, desk_for: Callable[..., Desk]
) -> None:
    desk = desk_for(server.port)
    for week in range(5):  # the server is down
        assert set(outcomes(desk, MONDAY + week * WEEK)) == {Outcome.WAITING}
    with server.running():
        assert outcomes(desk, MONDAY + 4 * WEEK + 8 * HOUR) == [Outcome.DELIVERED] * 5
    [mail] = server.mails()
    assert mail["Subject"] == "Subject of 30 March (and 4 earlier reports)"
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    places = [text.index(day) for day in ("30 March", "23 March", "16 March", "09 March")]
    assert places == sorted(places)
    assert "Text of 02 March" not in text  # of older ones only the subject
    assert "Subject of 02 March" in text
    page = mail.get_body(("html",))
    assert page is not None
    assert page.get_content().count("<body>") == 1
    assert page.get_content().count("<p>Page of") == 4
    assert not list(desk.outbox_of("weekly").iterdir())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("import sys; sys.exit('the vault is locked')", "the vault is locked"),
        ("pass", "it printed nothing"),
        ("print(); print('second')", "it printed nothing"),
    ],
)
def test_a_password_command_that_gives_none_is_one_line(
    body: str, words: str, tmp_path: Path
) -> None:
    program = tmp_path / "pass"
    program.write_text(f"#!{sys.executable}\n{body}\n")
    program.chmod(0o700)
    with pytest.raises(DeliveryError, match=words):
        secret_of((str(program),))
    with pytest.raises(DeliveryError, match="No such file"):
        secret_of((str(tmp_path / "missing"),))
