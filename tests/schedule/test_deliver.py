"""Where reports go: folders, a real SMTP server with TLS and a password, the desktop, programs."""

from __future__ import annotations

import mailbox
import os
import smtplib
import socket
import ssl
import stat
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Any

import keyring
import keyring.backend
import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import AuthResult, LoginPassword

from netkit.errors import NetkitError
from netkit.schedule import mail_delivery as mail
from netkit.schedule.deliver import deliver
from netkit.schedule.outbox import Parcel
from netkit.schedule.schedules import (
    Order,
    Report,
    Schedule,
    ToCommand,
    ToDesktop,
    ToFolder,
    ToMail,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage
    from pathlib import Path

MOMENT = datetime(2026, 3, 2, 7, tzinfo=UTC)
FORMS = {"txt": "Zoë is fading.\n".encode(), "html": "<p>Zoë is fading.</p>\n".encode()}
PASSWORD = "correct horse"

NO_STARTTLS = pytest.mark.filterwarnings(
    "ignore:Requiring AUTH while not requiring TLS"  # aiosmtpd means STARTTLS
)


def parcel_of(moment: datetime = MOMENT, subject: str = "Your week: 2 ties cooled") -> Parcel:
    forms = {form: data + f"{moment:%d}".encode() for form, data in FORMS.items()}
    return Parcel(f"weekly-{moment:%Y%m%dT%H%M%SZ}", moment, Report(subject, "2 cooled", forms))


@pytest.fixture
def to_folder(tmp_path: Path, make_schedule: Callable[..., Schedule]) -> Schedule:
    order = Order(target=ToFolder(tmp_path / "out"), formats=("html", "txt"))
    return make_schedule(order=order)


def test_a_folder_gets_each_form_and_the_latest_beside_it(
    to_folder: Schedule, tmp_path: Path
) -> None:
    assert deliver(to_folder, parcel_of()) == str(tmp_path / "out")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [
        "weekly-2026-03-02-080000.html",
        "weekly-2026-03-02-080000.txt",
        "weekly-latest.html",
        "weekly-latest.txt",
    ]
    latest = tmp_path / "out" / "weekly-latest.html"
    assert latest.read_bytes() == parcel_of().report.forms["html"]
    assert stat.S_IMODE(latest.stat().st_mode) == 0o600


def test_an_older_report_delivered_late_does_not_become_the_latest(
    to_folder: Schedule, tmp_path: Path
) -> None:
    deliver(to_folder, parcel_of(MOMENT + timedelta(days=7)))
    deliver(to_folder, parcel_of(MOMENT))
    deliver(replace(to_folder, name="weekly-2"), parcel_of(MOMENT + timedelta(days=9)))
    assert (tmp_path / "out" / "weekly-latest.txt").read_text().endswith("09")


class Password:
    """Accepts one user with one password."""

    def __call__(self, *call: Any) -> AuthResult:
        given = call[-1]
        good = isinstance(given, LoginPassword) and given == LoginPassword(b"me", PASSWORD.encode())
        return AuthResult(success=good, handled=False)


class Server:
    """A real SMTP server on loopback whose mails land in a Maildir."""

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA()
        self.ca_file = folder / "ca.pem"
        authority.cert_pem.write_to_path(str(self.ca_file))
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert("127.0.0.1", "localhost").configure_cert(self.context)
        self.maildir = folder / "mail"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])

    @contextmanager
    def running(self, **options: Any) -> Iterator[ToMail]:
        controller = Controller(
            Mailbox(self.maildir),
            hostname="127.0.0.1",
            port=self.port,
            authenticator=Password(),
            auth_required=True,
            **options,
        )
        controller.start()
        try:
            yield ToMail(
                "127.0.0.1",
                "me@example.org",
                "zoë <zoe@example.org>",
                self.port,
                "me",
                str(self.ca_file),
            )
        finally:
            controller.stop()

    def mails(self) -> list[EmailMessage]:
        box = mailbox.Maildir(self.maildir, factory=None, create=False)
        parsed = [message_from_bytes(each.as_bytes(), policy=default) for each in box]
        return sorted(parsed, key=lambda each: str(each["Date"]))


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setenv(mail.PASSWORD_VARIABLE, PASSWORD)
    return Server(tmp_path)


@pytest.fixture
def by_mail(make_schedule: Callable[..., Schedule]) -> Callable[[ToMail], Schedule]:
    return lambda target: make_schedule(order=Order(target=target))


@pytest.mark.skipif(os.name == "nt", reason="makes a pipe and a link")
def test_a_link_or_pipe_named_as_a_report_is_not_read(
    make_schedule: Callable[..., Schedule], tmp_path: Path
) -> None:
    """In a folder that others can write to, either would be read, or hang the schedule."""
    folder = tmp_path / "out"
    folder.mkdir()
    (tmp_path / "secret").write_text("a secret")
    (folder / "weekly-9998-12-31-080000.txt").symlink_to(tmp_path / "secret")
    os.mkfifo(folder / "weekly-9999-12-31-080000.txt")
    deliver(make_schedule(order=Order("me", ToFolder(folder), ("txt",))), parcel_of())
    assert (folder / "weekly-latest.txt").read_bytes() == parcel_of().report.forms["txt"]


def test_a_mail_arrives_in_a_real_mailbox_with_text_beside_html(
    server: Server, by_mail: Callable[[ToMail], Schedule]
) -> None:
    with server.running(tls_context=server.context, require_starttls=True) as target:
        assert deliver(by_mail(target), parcel_of()) == "mail to zoë <zoe@example.org>"
        deliver(by_mail(target), parcel_of())
    first, again = server.mails()
    assert first["Message-ID"] == again["Message-ID"] == "<weekly-20260302T070000Z@example.org>"
    assert first["Subject"] == "Your week: 2 ties cooled"
    assert first["Date"].datetime == MOMENT
    assert first.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in first.iter_parts()]
    assert kinds == ["text/plain", "text/html"]
    plain = first.get_body(("plain",))
    rich = first.get_body(("html",))
    assert plain is not None
    assert rich is not None
    assert plain.get_content().splitlines() == ["Zoë is fading.", "02"]
    assert rich.get_content().splitlines() == ["<p>Zoë is fading.</p>", "02"]


@NO_STARTTLS
def test_a_server_that_speaks_tls_from_the_start_is_served_too(
    server: Server, by_mail: Callable[[ToMail], Schedule], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "_TLS_FROM_THE_START", server.port)
    options = {"ssl_context": server.context, "auth_require_tls": False}
    with server.running(**options) as target:
        deliver(by_mail(target), parcel_of())
    assert len(server.mails()) == 1


def refusal(schedule: Schedule) -> str:
    """Return the words with which a delivery is refused: one line, never with the password."""
    with pytest.raises(NetkitError) as error:
        deliver(schedule, parcel_of())
    assert "\n" not in str(error.value)
    assert PASSWORD not in str(error.value)
    return str(error.value)


def test_a_wrong_password_is_one_line_and_sends_nothing(
    server: Server, by_mail: Callable[[ToMail], Schedule], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(mail.PASSWORD_VARIABLE, "guess")
    with server.running(tls_context=server.context, require_starttls=True) as target:
        assert "535" in refusal(by_mail(target))
    assert not server.mails()


def test_a_certificate_nobody_vouches_for_is_refused_before_the_password_is_sent(
    server: Server, by_mail: Callable[[ToMail], Schedule]
) -> None:
    with server.running(tls_context=server.context, require_starttls=True) as target:
        assert "certificate verify failed" in refusal(by_mail(replace(target, ca_file="")))
    assert not server.mails()


@NO_STARTTLS
def test_a_server_without_tls_is_refused(
    server: Server, by_mail: Callable[[ToMail], Schedule]
) -> None:
    with server.running(auth_require_tls=False) as target:
        assert "STARTTLS" in refusal(by_mail(target))
    assert not server.mails()


def test_a_server_that_is_down_is_one_line(by_mail: Callable[[ToMail], Schedule]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert "refused" in refusal(by_mail(ToMail("127.0.0.1", "a@b", "c@d", port)))


def test_a_line_break_cannot_smuggle_a_header(
    server: Server, by_mail: Callable[[ToMail], Schedule]
) -> None:
    evil = parcel_of(subject="Hello\r\nBcc: eve@example.org")
    with server.running(tls_context=server.context, require_starttls=True) as target:
        deliver(by_mail(target), evil)
        smuggling = replace(target, recipient="a@b\nBcc: eve@example.org")
        assert "linefeed" in refusal(by_mail(smuggling))
    (arrived,) = server.mails()
    assert arrived["Bcc"] is None
    assert arrived["Subject"] == "Hello Bcc: eve@example.org"


class InMemory(keyring.backend.KeyringBackend):
    """A keyring that forgets."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def own_keyring() -> Iterator[InMemory]:
    before = keyring.get_keyring()
    ours = InMemory()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


def test_the_password_comes_from_the_keyring_when_no_variable_holds_it(
    server: Server,
    by_mail: Callable[[ToMail], Schedule],
    own_keyring: InMemory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(mail.PASSWORD_VARIABLE)
    with server.running(tls_context=server.context, require_starttls=True) as target:
        assert "set NETKIT_SMTP_PASSWORD, or run: keyring set" in refusal(by_mail(target))
        mail.remember_password(target, PASSWORD)
        deliver(by_mail(target), parcel_of())
    assert own_keyring.kept == {("netkit-smtp", "me@127.0.0.1"): PASSWORD}
    assert len(server.mails()) == 1


def test_smtplib_itself_finds_the_servers_wrong_password_refusal(server: Server) -> None:
    """The server the tests rest on does refuse: asked by the standard library alone."""
    context = ssl.create_default_context(cafile=str(server.ca_file))
    with (
        server.running(tls_context=server.context, require_starttls=True),
        smtplib.SMTP("127.0.0.1", server.port) as plain,
    ):
        plain.starttls(context=context)
        with pytest.raises(smtplib.SMTPAuthenticationError):
            plain.login("me", "guess")


def program(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport os, sys\nfrom pathlib import Path\n{body}\n")
    path.chmod(0o700)
    return path


def test_a_program_gets_the_first_form_on_its_standard_input(
    tmp_path: Path, make_schedule: Callable[..., Schedule]
) -> None:
    body = "Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"
    argv = (str(program(tmp_path, "take it", body)), str(tmp_path / "; echo $HOME"))
    order = Order(target=ToCommand(argv), formats=("txt", "html"))
    assert deliver(make_schedule(order=order), parcel_of()) == f"command {argv[0]}"
    assert (tmp_path / "; echo $HOME").read_bytes() == parcel_of().report.forms["txt"]


@pytest.mark.parametrize(
    ("body", "said"), [("sys.exit('no\\nroom')", "ended with 1: room"), ("", "No such file")]
)
def test_a_program_that_fails_or_is_missing_is_one_line(
    body: str, said: str, tmp_path: Path, make_schedule: Callable[..., Schedule]
) -> None:
    path = program(tmp_path, "fails", body) if body else tmp_path / "missing"
    order = Order(target=ToCommand((str(path),)), formats=("txt",))
    assert said in refusal(make_schedule(order=order))


def test_a_program_that_hangs_is_given_up(
    tmp_path: Path, make_schedule: Callable[..., Schedule], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netkit.schedule.deliver.COMMAND_SECONDS", 0.2)
    path = program(tmp_path, "hangs", "import time; time.sleep(30)")
    order = Order(target=ToCommand((str(path),)), formats=("txt",))
    assert "0.2 s" in refusal(make_schedule(order=order))


@pytest.mark.parametrize("name", ["notify-send", "osascript", "powershell"])
def test_a_notification_hands_title_and_text_over_as_data(
    name: str,
    tmp_path: Path,
    make_schedule: Callable[..., Schedule],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = (
        "Path(__file__).with_suffix('.got').write_text("
        "'\\n'.join([*sys.argv[1:], os.environ['NETKIT_TITLE'], os.environ['NETKIT_TEXT']]))"
    )
    program(tmp_path, name, body)
    monkeypatch.setenv("PATH", str(tmp_path))
    title = "--urgency=critical '; rm -rf $(HOME) \""
    place = deliver(make_schedule(order=Order(target=ToDesktop())), parcel_of(subject=title))
    assert place == f"notification by {name}"
    got = (tmp_path / f"{name}.got").read_text().splitlines()
    assert got[-2:] == [title, "2 cooled"]
    if name != "powershell":
        assert got[-4:-2] == [title, "2 cooled"]
    else:
        assert title not in got[:-2]


def test_without_a_desktop_it_says_what_to_use_instead(
    tmp_path: Path, make_schedule: Callable[..., Schedule], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    schedule = make_schedule(order=Order(target=ToDesktop()))
    assert "--deliver file, mail or command" in refusal(schedule)
    program(tmp_path, "notify-send", "sys.exit('Cannot autolaunch D-Bus\\nwithout $DISPLAY')")
    assert "notify-send showed nothing: Cannot autolaunch D-Bus without" in refusal(schedule)
