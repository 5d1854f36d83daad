"""A thing is decided in one place: changed there alone, every surface that tells of it changes.

Each change is made in a copy of the sources; every surface is then asked in a process of its own,
where checks of ``test_contradictions`` hold rings, report and commands to one truth, too.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from netkit.examples.demo import make_demo

from netkit.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
FADING = ("fading: library", "fading: command", "fading: assistant", "fading: map",
          "fading: report")  # fmt: skip
BALANCE = ("balance: library", "balance: assistant", "balance: map")
GROUPS = ("groups: library", "groups: command", "groups: assistant", "groups: map")
MEET = ("introduce: library", "introduce: command", "introduce: assistant", "introduce: map")
TODAY = ("today: library", "today: command", "today: assistant", "today: report")
DAYS = ("milestones: library", "milestones: command", "milestones: assistant",
        "milestones: report")  # fmt: skip
STRENGTH = ("strength: library", "strength: command", "brief: command", "strength: map",
            "strength: graph")  # fmt: skip
PAPERS = ("report: .txt", "report: .md", "report: .html")

#: What is changed: the file, its words, the new words, and the surfaces that must tell of it.
CHANGES = {
    "the silence that is fading": (
        "netkit/ties/outlook.py", "TIMES_USUAL = 1.9", "TIMES_USUAL = 6.0", FADING,
    ),
    "the contacts it takes to know a rhythm": (
        "netkit/ties/outlook.py", "LEAST_GAPS = 3 ", "LEAST_GAPS = 8 ", FADING,
    ),
    "the words for too few contacts": (
        "netkit/ties/outlook.py", '"too few to say"', '"not enough to say"', BALANCE,
    ),
    "the half-life of a contact": (
        "netkit/ties/strength.py", "= 2 * HORIZON_DAYS", "= 9 * HORIZON_DAYS", STRENGTH,
    ),
    "the name of a band": (
        "netkit/ties/strength.py", '(5, "closest")', '(5, "dearest")',
        ("strength: library", "strength: command"),
    ),
    "how sure a leaning must be": (
        "netkit/answers/reciprocity.py", "SURE = 0.90", "SURE = 0.45", BALANCE,
    ),
    "whom a proposal leaves out": (
        "netkit/answers/gate.py",
        "            self._departure(person)\n",
        '            (HeldBack(person, "archived", "gone") if person.name < "M" else None)\n'
        "            or self._departure(person)\n",
        (*FADING[:3], "fading: report", *MEET, *TODAY),
    ),
    "what is no place of work, and so no group": (
        "netkit/answers/groups.py", 'frozenset({"self-employed"',
        'frozenset({"brightwater health", "self-employed"', GROUPS,
    ),
    "what a need is worth as a reason to meet": (
        "netkit/answers/introduce/reasons_to_meet.py", '"need": 1.0', '"need": 0.2', MEET,
    ),
    "how surely co-workers know each other": (
        "netkit/ties/acquaintance.py", "_SMALL = 0.6, 10", "_SMALL = 0.1, 10", MEET,
    ),
    "how far ahead a list of days looks": (
        "netkit/answers/milestones.py", "DAYS_AHEAD = 30", "DAYS_AHEAD = 90", DAYS[:3],
    ),
    "the acts of one day": (
        "netkit/answers/acts.py", "MOST = 5", "MOST = 2", TODAY,
    ),
    "a new word for a day": (
        "netkit/model/when/calendar_words.py", '"halloween": (10, 31)',
        '"halloween": (10, 31), "candlemas": (2, 2)',
        ("--as-of: command", "--since: command"),
    ),
    "how a day is written": (
        "netkit/model/when/written_days.py",
        'f"{day.day} {day:%B %Y}"', 'f"{day:%B} {day.day}, {day.year}"',
        PAPERS,
    ),
    "a heading of the report": (
        "netkit/reports/front_page.py", "Quiet for longer", "Silent for longer", PAPERS,
    ),
    "the words of a letter": (
        "netkit/answers/letter_templates.py",
        "I thought of you today, and hope", "you came to my mind, and I hope",
        ("letter: command", "letter: assistant"),
    ),
    "the way out of a stall": (
        "netkit/answers/light_word.py", '= "one light word', '= "a short word',
        ("stalls: library", "stalls: command"),
    ),
    "the colour of the largest group": (
        "netkit/maps/colours.py", '"#206fd8"', '"#1f6ed7"', ("colours: map",),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented network of 100 people, with days ahead at two distances."""
    folder = tmp_path_factory.mktemp("network")
    file = folder / "me.netkit"
    with open_workspace(file, now=NOW) as workspace:
        make_demo(workspace, folder, people=100, messages=1_000)
        for ahead, row in zip((10, 60), workspace.people_list(limit=2), strict=True):
            workspace.milestone(row.person, "started a firm", NOW + timedelta(days=ahead))
    return file


def asked(sources: Path, network: Path, surfaces: Sequence[str]) -> dict[str, Any]:
    """Return what surfaces say, as these sources have it."""
    settings = {"NETKIT_NOW": NOW.isoformat(), "NETKIT_MEANING_MODEL": "", "PYTHONSAFEPATH": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.surfaces", str(network), *surfaces],
        env={**os.environ, **settings, "PYTHONPATH": f"{sources}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: dict[str, Any] = json.loads(done.stdout)
    return answers


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packages, as they are installed."""
    folder = tmp_path_factory.mktemp("sources")
    leave_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "netkit", folder / "netkit", ignore=leave_out)
    shutil.copytree(ROOT / "cli", folder / "netkit" / "cli", ignore=leave_out)
    shutil.copytree(ROOT / "queries", folder / "netkit" / "queries", ignore=leave_out)
    return folder


@pytest.fixture(scope="module")
def before(sources: Path, network: Path) -> dict[str, Any]:
    """What every surface says with nothing changed, the same whenever it is asked."""
    every = sorted({surface for change in CHANGES.values() for surface in change[-1]})
    answers = asked(sources, network, every)
    assert asked(sources, network, every) == answers
    return answers


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_in_its_one_place_changes_every_surface(
    change: str, sources: Path, network: Path, before: dict[str, Any]
) -> None:
    name, words, new_words, surfaces = CHANGES[change]
    file = sources / name
    source = file.read_text()
    assert source.count(words) == 1
    file.write_text(source.replace(words, new_words))
    try:
        after = asked(sources, network, surfaces)
    finally:
        file.write_text(source)
    assert [surface for surface in surfaces if after[surface] == before[surface]] == []
