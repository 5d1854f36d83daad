"""The command line through its declared entry point, on a small invented network."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

import pytest

from netkit.importing import import_file
from netkit.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = NOW.date()


@dataclass(frozen=True, slots=True)
class Result:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        whole: dict[str, Any] = json.loads(self.out)
        return whole


Netkit = Callable[..., Result]


def _main() -> Callable[[list[str]], None]:
    [entry] = entry_points(group="console_scripts", name="netkit")
    main: Callable[[list[str]], None] = entry.load()
    return main


@pytest.fixture
def netkit(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Netkit:
    """Run a command line: ``netkit("introduce", "Ann", "--json")``."""
    monkeypatch.setenv("NETKIT_NOW", NOW.isoformat())
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("NETKIT_NETWORK", raising=False)
    main = _main()

    def run(*words: str | Path) -> Result:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(word) for word in words])
        printed = capsys.readouterr()
        return Result(int(ended.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LinkedIn archive of an invented, partly hostile network of 150 people."""
    from netkit.examples.invented import invent
    from netkit.examples.linkedin_archive import write_archive

    file: Path = tmp_path_factory.mktemp("archive") / "archive.zip"
    day = date(TODAY.year, TODAY.month, TODAY.day)
    write_archive(invent(today=day, people=150, messages=900, hostile=True), file)
    return file


@pytest.fixture(scope="session")
def imported(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The network file that importing the archive gives."""
    file = tmp_path_factory.mktemp("imported") / "net.netkit"
    store = SqliteStore(file)
    import_file(store, archive, now=NOW)
    store.backup(file.with_name("copy"))
    store.close()
    return file.with_name("copy").read_bytes()


@pytest.fixture
def network(imported: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy of that network, named by NETKIT_NETWORK."""
    file = tmp_path / "net.netkit"
    file.write_bytes(imported)
    monkeypatch.setenv("NETKIT_NETWORK", str(file))
    return file
