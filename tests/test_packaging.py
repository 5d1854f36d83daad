"""What is installed is what is there."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: Packages that lie beside netkit/ in the source tree and are installed inside it.
BESIDE = ("cli", "examples", "queries")


def test_every_folder_with_an_init_is_a_package_that_is_installed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = settings["tool"]["setuptools"]["packages"]
    inside = [folder.parent for folder in (ROOT / "netkit").rglob("__init__.py")]
    found = {".".join(folder.relative_to(ROOT).parts) for folder in inside}
    for name in BESIDE:
        for init in (ROOT / name).rglob("__init__.py"):
            found.add(".".join(("netkit", *init.parent.relative_to(ROOT).parts)))
    assert len(listed) == len(set(listed))
    assert set(listed) == found
