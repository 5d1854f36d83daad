"""Archives of an invented network, written for each year, and plain ways to read them."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from pathlib import Path

    from examples.linkedin_archive import Expected


TODAY = date(2026, 11, 22)
ERAS = (2018, 2021, 2022, 2023, 2024, 2025, 2026)


class Archive:
    """One written archive and plain ways to read it."""

    def __init__(self, path: Path, expected: Expected) -> None:
        self.expected = expected
        with zipfile.ZipFile(path) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}

    def text(self, name: str) -> str:
        stem = name.removesuffix(".csv").casefold()
        for file, content in self.files.items():
            if re.sub(r"(_\d+)?\.csv$", "", file).casefold() == stem:
                is_wide = content.startswith(b"\xff\xfe")
                return content.decode("utf-16" if is_wide else "utf-8")
        raise KeyError(name)

    def rows(self, name: str) -> list[dict[str, str]]:
        text = self.text(name)
        start = re.search(
            r'^"?(First Name|CONVERSATION ID|From|Endorsement Date|Source)', text, re.M
        )
        assert start is not None
        table = text[start.start() :]
        delimiter = "\t" if "\t" in table.split("\n", 1)[0] else ","
        reader = csv.DictReader(io.StringIO(table, newline=""), delimiter=delimiter)
        return [{key: value or "" for key, value in row.items() if key} for row in reader]

    def skipped(self, reason: str) -> int:
        return sum(rows.rows for rows in self.expected.skipped if rows.reason == reason)


def slug_of(url: str) -> str:
    path = re.sub(r"^(https?://)?[a-z]*\.?linkedin\.com/in/", "", url.strip()).split("?")[0]
    return unicodedata.normalize("NFC", unquote(path.strip("/"))).lower()


def name_of(row: dict[str, str]) -> str:
    return " ".join(f"{row['First Name']} {row['Last Name']}".split())


def talk(archive: Archive) -> list[dict[str, str]]:
    """Messages that are interactions, once each, with lower-case keys."""
    kept: dict[tuple[str, ...], dict[str, str]] = {}
    for raw in archive.rows("messages.csv"):
        row = {key.lower(): value for key, value in raw.items()}
        advert = row.get("conversation title") == "Sponsored Conversation"
        advert = advert or "spinmail" in row["content"] or "%FIRSTNAME%" in row["content"]
        draft = row.get("is message draft", "No") != "No"
        if not (advert or draft or row["folder"] == "SPAM"):
            kept[tuple(raw.values())] = row
    return list(kept.values())
