"""Reports posted over HTTP: to an ntfy topic and to a webhook, on a real server on loopback."""

from __future__ import annotations

import json
import ssl
import sys
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.header import decode_header, make_header
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from netkit.errors import NetkitError
from netkit.schedule.deliver import deliver
from netkit.schedule.outbox import Parcel
from netkit.schedule.schedules import (
    DeliveryError,
    Order,
    PermanentRefusalError,
    Report,
    Schedule,
    ToNtfy,
    ToWebhook,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MOMENT = datetime(2026, 3, 2, 7, tzinfo=UTC)
JSON = json.dumps({"question": "report", "owner": "Zoë"}, ensure_ascii=False).encode()
PARCEL = Parcel(
    "weekly-20260302T070000Z",
    MOMENT,
    Report("Zoë quiet for twice the usual", "2 changes\nwrite to Zoë", {"json": JSON, "txt": b"-"}),
)


class Receiver(HTTPServer):
    """Keeps what was posted, and answers with a status that a test sets."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.location = 200, ""
        self.posts: list[tuple[str, dict[str, str], bytes]] = []


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()

    do_GET = do_POST  # noqa: N815 what a redirect would ask

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""


@contextmanager
def running(context: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    receiver = Receiver()
    if context is not None:
        receiver.socket = context.wrap_socket(receiver.socket, server_side=True)
    thread = threading.Thread(target=receiver.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.shutdown()
        thread.join()
        receiver.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running() as server:
        yield server


@pytest.fixture
def to(make_schedule: Callable[..., Schedule]) -> Callable[[ToNtfy | ToWebhook], Schedule]:
    return lambda target: make_schedule(order=Order(target=target))


def address(receiver: Receiver, path: str = "/hook") -> str:
    return f"http://127.0.0.1:{receiver.server_port}{path}"


def test_a_webhook_gets_the_report_as_json(
    receiver: Receiver, to: Callable[[ToNtfy | ToWebhook], Schedule]
) -> None:
    target = ToWebhook(address(receiver))
    assert deliver(to(target), PARCEL) == f"webhook {target.url}"
    [(path, headers, body)] = receiver.posts
    assert (path, json.loads(body)) == ("/hook", json.loads(JSON))
    assert headers["Content-Type"] == "application/json"
    assert headers["Idempotency-Key"] == PARCEL.run_id


def test_ntfy_gets_the_summary_with_the_subject_as_its_title(
    receiver: Receiver, to: Callable[[ToNtfy | ToWebhook], Schedule]
) -> None:
    deliver(to(ToNtfy(address(receiver, "/my-topic"))), PARCEL)
    [(path, headers, body)] = receiver.posts
    assert (path, body.decode()) == ("/my-topic", "2 changes\nwrite to Zoë")
    assert str(make_header(decode_header(headers["Title"]))) == "Zoë quiet for twice the usual"


def test_a_line_break_in_a_subject_is_no_header(
    receiver: Receiver, to: Callable[[ToNtfy | ToWebhook], Schedule]
) -> None:
    evil = replace(PARCEL, report=replace(PARCEL.report, subject="a\r\nX-Evil: 1"))
    deliver(to(ToNtfy(address(receiver, "/topic"))), evil)
    assert "X-Evil" not in receiver.posts[0][1]


@pytest.mark.parametrize("status", [400, 401, 404, 410])
def test_what_the_receiver_refuses_for_good_is_refused_for_good(
    status: int, receiver: Receiver, to: Callable[[ToNtfy | ToWebhook], Schedule]
) -> None:
    receiver.status = status
    with pytest.raises(PermanentRefusalError, match=str(status)):
        deliver(to(ToWebhook(address(receiver))), PARCEL)


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_what_may_pass_is_tried_again(
    status: int, receiver: Receiver, to: Callable[[ToNtfy | ToWebhook], Schedule]
) -> None:
    receiver.status = status
    with pytest.raises(DeliveryError, match=str(status)) as refused:
        deliver(to(ToWebhook(address(receiver))), PARCEL)
    assert not isinstance(refused.value, PermanentRefusalError)


def test_a_redirect_is_not_followed_no_other_address_is_contacted(
    receiver: Receiver, to: Callable[[ToNtfy | ToWebhook], Schedule]
) -> None:
    with running() as elsewhere:
        for receiver.status in (302, 307, 308):
            receiver.location = address(elsewhere)
            with pytest.raises(PermanentRefusalError, match="give that address instead"):
                deliver(to(ToWebhook(address(receiver))), PARCEL)
        assert elsewhere.posts == []
    assert len(receiver.posts) == 3


def test_no_proxy_of_the_environment_is_asked(
    receiver: Receiver,
    to: Callable[[ToNtfy | ToWebhook], Schedule],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with running() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, address(proxy, ""))
        monkeypatch.delenv("no_proxy", raising=False)
        deliver(to(ToWebhook(address(receiver))), PARCEL)
        assert proxy.posts == []
    assert len(receiver.posts) == 1


def test_over_tls_only_a_certificate_that_is_trusted_gets_the_report_and_the_token(
    tmp_path: Path, to: Callable[[ToNtfy | ToWebhook], Schedule]
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    program = tmp_path / "token"
    program.write_text(f"#!{sys.executable}\nprint('tk_secret')\n")
    program.chmod(0o700)
    with running(context) as receiver:
        url = address(receiver).replace("http://", "https://")
        with pytest.raises(DeliveryError, match="CERTIFICATE_VERIFY_FAILED"):
            deliver(to(ToWebhook(url, password_command=(str(program),))), PARCEL)
        assert receiver.posts == []
        deliver(to(ToWebhook(url, str(tmp_path / "ca.pem"), (str(program),))), PARCEL)
    assert receiver.posts[0][1]["Authorization"] == "Bearer tk_secret"


def test_a_receiver_that_is_down_is_one_line(
    to: Callable[[ToNtfy | ToWebhook], Schedule],
) -> None:
    with running() as gone:
        url = address(gone)
    with pytest.raises(NetkitError, match="refused") as error:
        deliver(to(ToWebhook(url)), PARCEL)
    assert "\n" not in str(error.value)
