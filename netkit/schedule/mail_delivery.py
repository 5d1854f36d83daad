"""Send a report by mail: text beside HTML, over TLS always."""

from __future__ import annotations

import os
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

from netkit.errors import MissingExtraError

from .schedules import DeliveryError, ToMail

if TYPE_CHECKING:
    from .outbox import Parcel

PASSWORD_VARIABLE = "NETKIT_SMTP_PASSWORD"  # noqa: S105 a variable's name
KEYRING_SERVICE = "netkit-smtp"

_TLS_FROM_THE_START = 465
_TIMEOUT_SECONDS = 30.0


def compose(target: ToMail, parcel: Parcel) -> EmailMessage:
    """Write the mail: text first, HTML as its alternative (RFC 2046, 5.1.4).

    The Message-ID belongs to the run, so a mail that is sent again is known as the same.
    """
    message = EmailMessage()
    message["Subject"] = " ".join(parcel.report.subject.split())
    message["From"] = target.sender
    message["To"] = target.recipient
    message["Date"] = format_datetime(parcel.as_of)
    message["Message-ID"] = f"<{parcel.run_id}@{target.sender.rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(parcel.report.forms["txt"].decode())
    message.add_alternative(parcel.report.forms["html"].decode(), subtype="html")
    return message


def send(target: ToMail, parcel: Parcel) -> str:
    """Send the mail and return where it went.

    Raises
    ------
    DeliveryError
        When the server cannot be reached, offers no TLS, shows a certificate that is not
        trusted, or refuses the password or the mail.
    """
    try:
        message = compose(target, parcel)
        with _connected(target) as server:
            if target.user:
                server.login(target.user, _password(target))
            server.send_message(message)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise DeliveryError(
            f"mail through {target.server}:{target.port}: {_said(error)}"
        ) from error
    return f"mail to {target.recipient}"


def remember_password(target: ToMail, password: str) -> None:
    """Put the password into the system's keyring."""
    try:
        import keyring
        import keyring.errors
    except ImportError as error:
        raise MissingExtraError("keyring", "keyring") from error
    try:
        keyring.set_password(KEYRING_SERVICE, _account(target), password)
    except keyring.errors.KeyringError as error:
        raise DeliveryError(f"no keyring here; set {PASSWORD_VARIABLE} instead") from error


def _connected(target: ToMail) -> smtplib.SMTP:
    context = ssl.create_default_context(cafile=target.ca_file or None)
    if target.port == _TLS_FROM_THE_START:
        return smtplib.SMTP_SSL(
            target.server, target.port, timeout=_TIMEOUT_SECONDS, context=context
        )
    server = smtplib.SMTP(target.server, target.port, timeout=_TIMEOUT_SECONDS)
    try:
        server.starttls(context=context)
    except BaseException:
        server.close()
        raise
    return server


def _password(target: ToMail) -> str:
    password = os.environ.get(PASSWORD_VARIABLE) or _from_keyring(target)
    if not password:
        raise DeliveryError(
            f"no password for {_account(target)}: set {PASSWORD_VARIABLE}, "
            f"or run: keyring set {KEYRING_SERVICE} {_account(target)}"
        )
    return password


def _from_keyring(target: ToMail) -> str | None:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return None
    try:
        return keyring.get_password(KEYRING_SERVICE, _account(target))
    except keyring.errors.KeyringError:
        return None


def _account(target: ToMail) -> str:
    return f"{target.user}@{target.server}"


def _said(error: Exception) -> str:
    """Put an SMTP refusal into one line; smtplib keeps the server's words as bytes."""
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        text = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
        return f"{error.smtp_code} {' '.join(text.split())}"
    return " ".join(str(error).split())
