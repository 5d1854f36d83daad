"""Keep what people wrote from commanding a terminal: the one door for all that is printed."""

from __future__ import annotations

import re

__all__ = ["escaped", "harmless", "without_secrets"]

#: Whole terminal sequences (CSI, OSC and the other strings), so that no "[31m" is left behind.
_SEQUENCE = (
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)"
)
#: C0 but line feed and tab, DEL, C1, the marks that turn a line round, halves of pairs.
_CONTROL = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"

#: A password in an address ("neo4j://me:…@host", "imaps:me:…@host"), a token in its query.
_WITH_PASSWORD = r"([A-Za-z][A-Za-z0-9+.-]*:(?://)?[^\s/@:]*):\S*@"  # noqa: S105 a pattern
_WITH_TOKEN = r"([?&][^=\s&]*(?:auth|key|pass|secret|sig|token)[^=\s&]*=)[^&\s:]+"  # noqa: S105 a pattern


def harmless(text: str) -> str:
    """Return `text` without anything that a terminal would obey; lines and tabs stay."""
    if text.replace("\n", "").isprintable():  # compiling the pattern takes longer than most answers
        return text
    return re.sub(f"{_SEQUENCE}|{_CONTROL}", "", text)


def escaped(json_text: str) -> str:
    """Return JSON with such characters written as their codes: the same value, safe to show."""
    if json_text.replace("\n", "").isprintable():
        return json_text
    return re.sub(_CONTROL, lambda match: f"\\u{ord(match[0]):04x}", json_text)


def without_secrets(text: str) -> str:
    """Return an error without the passwords and tokens of addresses that stand in it."""
    if "@" in text:
        text = re.sub(_WITH_PASSWORD, r"\1:…@", text)
    return re.sub(_WITH_TOKEN, r"\1…", text, flags=re.IGNORECASE) if "=" in text else text
