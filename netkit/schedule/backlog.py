"""A backlog: reports that could not be delivered arrive together, as one mail or notification."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.model.frozen import replace
from netkit.model.when.written_days import long_day

from .schedules import Report, Target, ToDesktop, ToMail, ToNtfy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .outbox import Parcel

__all__ = ["arrives_together", "merged"]

#: Deliveries to somebody who reads them; files and programs get each report by itself.
_TOGETHER = (ToMail, ToNtfy, ToDesktop)
_WHOLE = 3  # earlier reports that stand whole under the newest one; of others only the subject
_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL | re.IGNORECASE)
_END = re.compile(r"</body>", re.IGNORECASE)


def arrives_together(target: Target) -> bool:
    """Return True if reports that wait are delivered as one."""
    return isinstance(target, _TOGETHER)


def merged(parcels: Sequence[Parcel]) -> Parcel:
    """Return waiting parcels, oldest first, as one: the newest, and under it the earlier ones.

    It has the run of the newest, so that a mail that is sent again is known as the same.
    """
    *earlier, newest = parcels
    if not earlier:
        return newest
    earlier.reverse()
    count = f"{len(earlier)} earlier report{'' if len(earlier) == 1 else 's'}"
    report, forms = newest.report, dict(newest.report.forms)
    for form, join in (("txt", _joined_text), ("mail", _joined_html), ("html", _joined_html)):
        if form in forms:
            forms[form] = join(forms[form], earlier, form)
    return replace(
        newest,
        report=Report(
            f"{report.subject} (and {count})",
            f"{report.summary}\nand {count} that could not be delivered",
            forms,
            report.snapshot,
        ),
    )


def _heading(parcel: Parcel) -> str:
    return f"Earlier, {long_day(parcel.as_of)}: {parcel.report.subject}"


def _form(parcel: Parcel, form: str) -> str:
    """Return a form of a report; the page in place of a mail, where an older netkit made it."""
    forms = parcel.report.forms
    return forms.get(form, forms.get("html", b"")).decode()


def _joined_text(newest: bytes, earlier: Sequence[Parcel], form: str) -> bytes:
    parts = [newest.decode().rstrip()]
    for place, parcel in enumerate(earlier):
        parts.append(f"{'-' * 72}\n{_heading(parcel)}")
        if place < _WHOLE:
            parts.append(_form(parcel, form).rstrip())
    return ("\n\n".join(parts) + "\n").encode()


def _joined_html(newest: bytes, earlier: Sequence[Parcel], form: str) -> bytes:
    """Return a page with the bodies of earlier pages below its own."""
    from html import escape

    parts = []
    for place, parcel in enumerate(earlier):
        body = _BODY.search(_form(parcel, form)) if place < _WHOLE else None
        style = "padding:12px 20px;font-family:Arial,Helvetica,sans-serif;font-size:15px"
        parts.append(
            '<table role="presentation" width="100%"><tr>'
            f'<td align="center" style="{style}"><b>{escape(_heading(parcel))}</b></td>'
            f"</tr></table>{body[1] if body else ''}"
        )
    page = newest.decode()
    end = _END.search(page)
    place = end.start() if end else len(page)
    return f"{page[:place]}{''.join(parts)}{page[place:]}".encode()
