"""Names of time zones in calendars, rewritten to names the IANA data base has.

RFC 5545 lets a calendar name its zones as it likes; Exchange and Outlook write
``tzone://Microsoft/Utc`` without the quotes that a colon needs, or what Windows shows in a list:
``(UTC+01:00) Amsterdam, Berlin, Bern``. A zone that the file itself defines keeps its name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from zoneinfo import available_timezones

__all__ = ["decode_calendar", "iana_zone", "rename_zones"]

_PARAMETER = re.compile(
    r';TZID=("[^"\r\n]*"|tzone://[^:;\r\n]*|\([^)\r\n]*\)[^:\r\n]*|[^":;\r\n]*)', re.IGNORECASE
)
_DEFINED = re.compile(r"^TZID(?:;[^:\r\n]*)?:([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
_OFFSET = re.compile(r"\(?(?:UTC|GMT)\s*(?:([+-])(\d{1,2})(?::?(\d{2}))?)?\)?", re.IGNORECASE)
_PLACE = re.compile(r"[A-Za-z][A-Za-z .'-]+")
_UTC = frozenset({"utc", "tzone://microsoft/utc", "z", "zulu", "gmt", "coordinated universal time"})
#: What Windows shows for zones that it names by no city.
_AMERICAN = {
    "eastern time": "America/New_York",
    "central time": "America/Chicago",
    "mountain time": "America/Denver",
    "pacific time": "America/Los_Angeles",
    "atlantic time": "America/Halifax",
}
#: Minutes east of Greenwich → a zone without summer time, where Etc/GMT has none.
_ODD_OFFSETS = {
    -210: "America/St_Johns", 210: "Asia/Tehran", 270: "Asia/Kabul", 330: "Asia/Kolkata",
    345: "Asia/Kathmandu", 390: "Asia/Yangon", 570: "Australia/Darwin",
}  # fmt: skip


def decode_calendar(data: bytes) -> str:
    """Return the text of a calendar: UTF-8 as the standard says, UTF-16 or Windows-1252 else."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    lines = data.splitlines(keepends=True)  # one line in another encoding costs no other line
    return "".join(_decode_line(line) for line in lines).removeprefix("\ufeff")


def _decode_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def rename_zones(text: str) -> str:
    """Return a calendar's text with every zone it does not define under its IANA name."""
    defined = {name.strip().strip('"') for name in _DEFINED.findall(text)}

    def renamed(match: re.Match[str]) -> str:
        name = match[1].strip('"')
        return f';TZID="{name if name in defined else iana_zone(name) or name}"'

    return _PARAMETER.sub(renamed, text)


@lru_cache(maxsize=512)
def iana_zone(name: str) -> str:
    """Return the IANA name of a zone as calendars write it; empty when nothing tells.

    >>> iana_zone("tzone://Microsoft/Utc"), iana_zone("/mozilla.org/20050126_1/Europe/Berlin")
    ('UTC', 'Europe/Berlin')
    >>> iana_zone("(UTC+01:00) Amsterdam, Berlin, Bern"), iana_zone("GMT+0200")
    ('Europe/Amsterdam', 'Etc/GMT-2')
    """
    if name.strip().lower() in _UTC:
        return "UTC"
    parts = name.strip().strip("/").split("/")
    for start in range(len(parts) - 1):
        path = "/".join(parts[start:])
        if path in available_timezones():
            return path
    offset = _OFFSET.match(name.strip())
    return (_by_place(name[offset.end() :]) or _by_offset(offset)) if offset else ""


def _by_place(text: str) -> str:
    places = [place.strip() for place in _PLACE.findall(text)]
    for place in places:
        if zone := _AMERICAN.get(place.lower()):
            return zone
        city = "/" + place.replace(" ", "_")
        if zones := sorted(zone for zone in available_timezones() if zone.endswith(city)):
            return zones[0]
    return ""


def _by_offset(offset: re.Match[str]) -> str:
    sign, hours, minutes = offset.groups()
    east = (int(hours or 0) * 60 + int(minutes or 0)) * (-1 if sign == "-" else 1)
    if east % 60:
        return _ODD_OFFSETS.get(east, "")
    # the signs of Etc are those of POSIX: west of Greenwich is positive
    return "UTC" if east == 0 else f"Etc/GMT{-east // 60:+d}" if abs(east) <= 12 * 60 else ""
