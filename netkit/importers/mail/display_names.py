"""The names beside addresses, in mails and calendars, as people say them."""

from __future__ import annotations

from netkit.importers.mail.headers import decoded
from netkit.model.names import clean, natural_order

__all__ = ["display_name"]


def display_name(written: str) -> str:
    """Return a display name as people say it; empty when it is an address or nothing.

    >>> display_name("'Doe, Jane'"), display_name("Jane Doe, PhD"), display_name("j@example.org")
    ('Jane Doe', 'Jane Doe, PhD', '')
    """
    name = clean(decoded(written)).strip("'\" ")
    if "@" in name:
        return ""
    return natural_order(name)
