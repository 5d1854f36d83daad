"""Letters as what a mail program opens: a mailto link, or an .eml file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.model.names import fold

if TYPE_CHECKING:
    from netkit.answers.letter_templates import Draft

__all__ = ["eml", "eml_name", "mailto"]


def mailto(letter: Draft) -> str:
    """Return the link that opens a letter in a mail program (RFC 6068)."""
    from urllib.parse import quote

    to = ",".join(quote(address, safe="@") for address in letter.addresses)
    body = quote(letter.text.replace("\n", "\r\n"), safe="")
    return f"mailto:{to}?subject={quote(letter.subject, safe='')}&body={body}"


def eml(letter: Draft) -> bytes:
    """Return a letter as a message that was not sent yet (RFC 5322, ``X-Unsent: 1``)."""
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(SMTP)
    if letter.addresses:
        message["To"] = ", ".join(letter.addresses)
    message["Subject"] = letter.subject
    message["X-Unsent"] = "1"
    message.set_content(f"{letter.text}\n")
    return message.as_bytes()


def eml_name(letter: Draft) -> str:
    """Return the name of a letter's file: "ask-ann-lee.eml"."""
    words = re.sub(r"\W+", "-", fold(letter.to)).strip("-")[:60]
    return f"{letter.kind}-{words or 'letter'}.eml"
