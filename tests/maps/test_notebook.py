"""The notebook of the examples runs from its first cell to its last."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest

NOTEBOOK = Path(__file__).parents[2] / "examples" / "map_notebook.ipynb"


def test_every_cell_of_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    assert sorted(group.name for group in names["scene"].groups) == ["Design", "Lab", "Sales"]
    assert "Three teams" in Path("three_teams.html").read_text(encoding="utf-8")
    assert names["graph"].number_of_nodes() == 36
    assert "<iframe" in names["drawn"]._repr_html_()
    assert all(not cell.get("outputs") for cell in cells)
