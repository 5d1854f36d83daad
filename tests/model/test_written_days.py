"""How days are written in answers."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import netkit
from netkit import cli
from netkit.model.when.written_days import day_and_month, long_day, short_day, weekday_and_day

WRITERS = (long_day, short_day, weekday_and_day, day_and_month)


def test_a_day_below_ten_has_no_zero_before_it() -> None:
    """5 December 2026 is a Saturday."""
    assert [write(date(2026, 12, 5)) for write in WRITERS] == [
        "5 December 2026",
        "5 Dec 2026",
        "Saturday 5 December 2026",
        "5 December",
    ]


def test_days_with_a_month_in_words_are_written_in_one_place() -> None:
    """A format of its own would show "05 December" beside "5 December"."""
    own_format = re.compile(r"%-?d\.? %[bB]")
    roots = [Path(str(package.__file__)).parent for package in (netkit, cli)]
    sources = [
        file for root in roots for kind in ("*.py", "*.html", "*.txt") for file in root.rglob(kind)
    ]
    assert len(sources) > 300
    assert [file.name for file in sources if own_format.search(file.read_text("utf-8"))] == []
