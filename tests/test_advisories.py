"""Locked packages are looked up in an export of OSV: ranges, lists, withdrawn advisories."""

from __future__ import annotations

import json
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.advisories import LOCK, advisories_of, is_affected, locked_versions, main

if TYPE_CHECKING:
    from pathlib import Path

RANGE = [{"introduced": "0"}, {"fixed": "1.2"}, {"introduced": "2.0"}, {"fixed": "2.1.1"}]


@pytest.mark.parametrize(
    ("version", "affected"),
    [("0.9", True), ("1.1.9", True), ("1.2", False), ("1.10", False), ("2.0", True),
     ("2.1rc1", True), ("2.1.1", False), ("3", False)],
)  # fmt: skip
def test_a_range_is_read_event_by_event(version: str, affected: bool) -> None:
    assert is_affected({"ranges": [{"type": "ECOSYSTEM", "events": RANGE}]}, version) == affected


def test_a_list_a_last_version_and_ranges_of_commits() -> None:
    assert is_affected({"versions": ["1.0", "1.1"]}, "1.1")
    events = [{"introduced": "1.0"}, {"last_affected": "1.4"}]
    assert is_affected({"ranges": [{"type": "ECOSYSTEM", "events": events}]}, "1.4")
    assert not is_affected({"ranges": [{"type": "ECOSYSTEM", "events": events}]}, "1.4.1")
    assert not is_affected({"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}, "1.0")


def test_the_lock_is_read_whole() -> None:
    versions = locked_versions(LOCK.read_text(encoding="utf-8"))
    assert {"click", "networkx", "sqlcipher3"} <= set(versions)
    assert locked_versions("Foo_Bar==1.0 \\\n    --hash=sha256:00\n") == {"foo-bar": "1.0"}


def entry(name: str, **more: Any) -> dict[str, Any]:
    events = [{"introduced": "0"}, {"fixed": "2"}]
    affected = {
        "package": {"ecosystem": "PyPI", "name": name},
        "ranges": [{"type": "ECOSYSTEM", "events": events}],
    }
    return {"id": f"OSV-{name}", "summary": f"a hole in {name}", "affected": [affected], **more}


def test_the_table_names_who_is_met_and_leaves_out_the_withdrawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("holey==1.0\nsound==2.0\ntaken-back==1.0\n")
    entries = [
        entry("Holey"),
        entry("sound"),
        entry("taken-back", withdrawn="2026-01-01T00:00:00Z"),
    ]
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for one in entries:
            archive.writestr(f"{one['id']}.json", json.dumps(one))
    assert len(list(advisories_of(tmp_path / "all.zip"))) == 2
    monkeypatch.setattr(sys, "argv", ["advisories", str(tmp_path / "all.zip"), "--lock", str(lock)])
    assert main() == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["holey 1.0: OSV-Holey a hole in Holey", "3 packages, 2 advisories: 1 met"]
