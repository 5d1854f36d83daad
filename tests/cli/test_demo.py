"""`netkit demo`: an invented network to try."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from netkit.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
def test_a_second_demo_shows_the_first_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    assert run(["demo", "--folder", str(folder), "--people", "120"]) == 0
    network = (folder / "demo.netkit").stat().st_size
    capsys.readouterr()
    assert run(["demo", "--folder", str(folder)]) == 0
    said = capsys.readouterr()
    assert "is there already, and is shown as it is" in said.err
    assert "$ netkit introduce" in said.out
    assert (folder / "demo.netkit").stat().st_size >= network
