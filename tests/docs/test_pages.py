"""Every command in the documentation is run, and prints what the page shows."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from netkit.examples.demo import make_demo

from netkit.workspace import open_workspace
from tests.docs.console import ROOT, Place, agrees, examples, run

PAGES = sorted(
    page
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
    if "```console" in page.read_text(encoding="utf-8")
)
EVERY_PAGE = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_of_a_page_print_what_it_shows(page: Path) -> None:
    with Place():
        for example in examples(page.read_text(encoding="utf-8")):
            code, printed = run(example.command)
            assert code in {0, 1}, (example.command, printed)
            assert agrees(example.shown, printed), (example.command, printed)


def python_blocks(page: Path) -> list[str]:
    return re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)


def as_typed(block: str) -> ast.Interactive:
    """Return a block as typed in Python's own shell, which shows what each expression gives."""
    return ast.Interactive(ast.parse(block).body)


#: Pages whose blocks run in a test of their own: tasks.md in test_tasks.py.
PYTHON_PAGES = [page for page in EVERY_PAGE if python_blocks(page) and page.name != "tasks.md"]


@pytest.mark.parametrize("page", PYTHON_PAGES, ids=lambda page: page.name)
def test_the_python_of_a_page_runs(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_workspace("me.netkit") as workspace:
        make_demo(workspace, tmp_path, people=1200, messages=2_000)
    rows = [f"{day % 7},{(day + 1) % 5 + 2},{1_700_000_000 + day * 86_400}" for day in range(40)]
    Path("e-mail.csv").write_text("\n".join(["source,target,timestamp", *rows]))
    answers: list[Any] = []
    monkeypatch.setattr(sys, "displayhook", answers.append)
    names: dict[str, Any] = {}  # a page is read from its beginning
    for block in python_blocks(page):
        exec(compile(as_typed(block), str(page), "single"), names)
    frames = [answer for answer in answers if isinstance(answer, pd.DataFrame)]
    assert answers
    assert [answer for answer in answers if answer is None] == []
    assert [len(frame) for frame in frames if frame.empty] == []


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert missing == []


def test_the_harness_notices_a_wrong_line() -> None:
    assert agrees(("a", "…", "z"), ["a", "b", "c", "z"])
    assert agrees(("a", "…"), ["a"])
    assert not agrees(("a", "b"), ["a", "c"])
    assert not agrees(("a",), ["a", "b"])
