"""Send a report by mail: text beside HTML, over TLS always."""

from __future__ import annotations

import os
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

from netkit.errors import MissingExtraError

from .schedules import DeliveryError, PermanentRefusalError, ToMail
from .secrets import secret_of

if TYPE_CHECKING:
    from .outbox import Parcel

PASSWORD_VARIABLE = "NETKIT_SMTP_PASSWORD"  # noqa: S105 a variable's name
KEYRING_SERVICE = "netkit-smtp"

_TLS_FROM_THE_START = 465
_TIMEOUT_SECONDS = 30.0


def compose(target: ToMail, parcel: Parcel) -> EmailMessage:
    """Write the mail: text first, HTML as its alternative (RFC 2046, 5.1.4), a calendar file.

    The Message-ID belongs to the run, so a mail that is sent again is known as the same.
    """
    message = EmailMessage()
    message["Subject"] = " ".join(parcel.report.subject.split())
    message["From"] = target.sender
    message["To"] = target.recipient
    message["Date"] = format_datetime(parcel.as_of)
    message["Message-ID"] = f"<{parcel.run_id}@{target.sender.rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    forms = parcel.report.forms
    message.set_content(forms["txt"].decode())
    rich = forms["mail"] if "mail" in forms else forms["html"]  # an older netkit made it
    message.add_alternative(rich.decode(), subtype="html")
    if "ics" in forms:
        message.add_attachment(
            forms["ics"].decode(), subtype="calendar", filename="netkit.ics",
            params={"method": "PUBLISH"},
        )  # fmt: skip
    return message


def send(target: ToMail, parcel: Parcel) -> str:
    """Send the mail and return where it went.

    Raises
    ------
    PermanentRefusalError
        When the server refuses the password, an address or the mail for good (5xx).
    DeliveryError
        When the server cannot be reached, offers no TLS, shows a certificate that is not
        trusted, or does not take the mail now.
    """
    try:
        message = compose(target, parcel)
        with _connected(target) as server:
            if target.user:
                server.login(target.user, _password(target))
            server.send_message(message)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        kind = PermanentRefusalError if _is_permanent(error) else DeliveryError
        raise kind(f"mail through {target.server}:{target.port}: {_said(error)}") from error
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
    if password := os.environ.get(PASSWORD_VARIABLE):
        return password
    if target.password_command:
        return secret_of(target.password_command)
    if password := _from_keyring(target):
        return password
    raise DeliveryError(
        f"no password for {_account(target)}: set {PASSWORD_VARIABLE}, "
        f"or run: keyring set {KEYRING_SERVICE} {_account(target)}"
    )


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


_REFUSED_FOR_GOOD = 500  # SMTP replies from there on (RFC 5321, 4.2.1)


def _is_permanent(error: Exception) -> bool:
    """Return True if the server said that trying again is no use."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= _REFUSED_FOR_GOOD for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= _REFUSED_FOR_GOOD


def _said(error: Exception) -> str:
    """Put an SMTP refusal into one line; smtplib keeps the server's words as bytes."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{who}: {_reply(*reply)}" for who, reply in error.recipients.items())
    if isinstance(error, smtplib.SMTPResponseException):
        return _reply(error.smtp_code, error.smtp_error)
    return " ".join(str(error).split())


def _reply(code: int, words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return f"{code} {' '.join(text.split())}"
