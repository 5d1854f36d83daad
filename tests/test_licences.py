"""Everything that netkit needs may be used with it: no GPL, AGPL or SSPL."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PERMISSIVE = re.compile(
    r"\b(MIT|MIT-0|BSD|ISC|ISCL|Apache|PSF|Python-2\.0|Zlib|0BSD|CC0|Unlicense|MPL)\b",
    re.IGNORECASE,
)
STRONG = re.compile(r"\b(A?GPL|SSPL|General Public)", re.IGNORECASE)
#: The licence of zlib has no name in its text.
ZLIB = ("provided 'as-is', without any express or implied warranty", "must not be misrepresented")
LESSER = re.compile(r"\bLGPL|Lesser General Public", re.IGNORECASE)
#: Reading calendars; used unchanged as libraries, see docs/dependencies.md.
LESSER_ALLOWED = {"recurring-ical-events", "x-wr-timezone"}


def licence_of(name: str) -> str:
    """Return what a package says of its licence: the expression, the field and classifiers."""
    said = distribution(name).metadata
    lines = [line for key in ("License-Expression", "License") for line in said.get_all(key) or ()]
    classifiers = [one for one in said.get_all("Classifier") or () if one.startswith("License")]
    fields = [*(line.partition("\n")[0] for line in lines), *classifiers]
    return "; ".join(fields or [licence_in_files(name)])


def licence_in_files(name: str) -> str:
    """Return the licence that stands in a package's file alone: its first line, or its name."""
    for file in distribution(name).files or ():
        if file.name.upper().startswith("LICEN"):
            text = file.read_text()
            return "Zlib" if all(words in text for words in ZLIB) else text.partition("\n")[0]
    return ""


def needed() -> set[str]:
    """Return every package that netkit and its extras need, those of this machine."""
    waiting = ["netkit-people"]
    found: set[str] = set()
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop().lower())
        try:
            requirements = distribution(name).requires or []
        except PackageNotFoundError:  # for another system, or an extra of somebody else's
            continue
        if name in found:
            continue
        found.add(name)
        own = name == "netkit-people"
        for line in requirements:
            if own or "extra ==" not in line:
                waiting += re.findall(r"^[\w.-]+", line)
    return found - {"netkit-people"}


NEEDED = sorted(needed())


def test_there_is_something_to_look_at() -> None:
    assert {"click", "networkx", "neo4j", "pyvis", "pandas"} <= set(NEEDED)


@pytest.mark.parametrize("name", NEEDED)
def test_a_needed_package_has_a_licence_that_allows_its_use(name: str) -> None:
    licence = licence_of(name)
    if name in LESSER_ALLOWED:
        assert LESSER.search(licence)
        return
    assert PERMISSIVE.search(licence), licence
    assert not STRONG.search(licence), licence


def test_what_is_allowed_beyond_that_is_explained() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert all(name in text for name in LESSER_ALLOWED)


@pytest.mark.parametrize(
    "licence", ["GPL-3.0-only", "AGPL-3.0", "SSPL-1.0", "GNU General Public License v2"]
)
def test_a_licence_that_would_bind_users_is_noticed(licence: str) -> None:
    assert STRONG.search(licence)
