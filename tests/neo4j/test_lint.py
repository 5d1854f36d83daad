"""Every query file passes Neo4j's own front end, in Cypher 5 and in Cypher 25."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import unavailable
from tests.neo4j_server import cache_folder

HERE = Path(__file__).parent
QUERIES = sorted((HERE.parents[1] / "queries").glob("*.cypher"))

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def linter() -> Path:
    """The lint script beside the packages that its lock file pins, installed once."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        unavailable("node and npm are missing: they run Neo4j's Cypher linter")
    folder = cache_folder() / "lint"
    lock = (HERE / "package-lock.json").read_bytes()
    installed = folder / "package-lock.json"
    if not (folder / "node_modules").exists() or installed.read_bytes() != lock:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        command = [npm, "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(folder)
            unavailable(f"npm did not install the Cypher linter: {done.stderr[-1000:]}")
    shutil.copy(HERE / "lint_cypher.mjs", folder)
    return folder / "lint_cypher.mjs"


def lint(linter: Path, *files: Path) -> str:
    command = ["node", str(linter), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ, check=False)
    assert done.stderr == ""
    assert done.returncode == bool(done.stdout)
    return done.stdout


def test_every_query_is_clean(linter: Path) -> None:
    assert lint(linter, *QUERIES) == ""


def test_an_error_and_a_warning_are_found_with_their_line(linter: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.cypher"
    wrong.write_text("// two lines\nMATCH (p:Person) RETURN q\n")
    loose = tmp_path / "loose.cypher"
    loose.write_text("MATCH (a:Person {id: $a}), (b:Person {id: $b}) RETURN a, b\n")
    found = lint(linter, wrong, loose)
    assert f"{wrong}:2 [CYPHER 5] Variable `q` not defined" in found
    assert f"{loose}:1 [CYPHER 25] " in found
    assert "cartesian product" in found
