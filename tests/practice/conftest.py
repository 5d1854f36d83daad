"""A small invented circle, told by hand: I am Mia; the day is Friday, 20 November 2026."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

import pytest

from netkit.model.events import Channel, Event, Interaction
from netkit.model.people import Affiliation, Claim, Handle, PersonId
from netkit.store import open_store
from netkit.store.values import Change

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Story:
    """One network file, told event by event."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.now = NOW
        self._people: dict[str, PersonId] = {}
        self.me = self.person("Mia Moss", owner=True)

    def person(
        self,
        name: str,
        *,
        work: str = "",
        title: str = "",
        city: str = "",
        circle: str = "",
        owner: bool = False,
    ) -> PersonId:
        """Make somebody; a name that is known gives the same person."""
        if name not in self._people:
            handle = Handle("linkedin", name.lower().replace(" ", "-"))
            pid = handle.person_id
            seen = self.now - timedelta(days=1000)
            fields = (("name", name), ("city", city), ("circle", circle))
            claims = [Claim(pid, field, value, seen) for field, value in fields if value]  # type: ignore[arg-type]
            jobs = [Affiliation(pid, work, title, seen_at=seen)] if work or title else []
            self.kept(
                handles=[(handle, pid)],
                owners=[pid] if owner else [],
                claims=claims,
                affiliations=jobs,
            )
            self._people[name] = pid
        return self._people[name]

    def ago(self, days: float) -> datetime:
        """The moment so many days before the circle's day, at noon."""
        return NOW - timedelta(days=days)

    def told(self, *events: Event) -> None:
        """Record what happened."""
        self.kept(events=list(events))

    def wrote(
        self, sender: str, receiver: str, *days: float, text: str = "", channel: Channel = "message"
    ) -> None:
        """Record messages, or meetings, so many days ago."""
        a, b = self.person(sender), self.person(receiver)
        self.told(
            *(
                Interaction(self.ago(day), channel, a, (b,), text=text, mark=f"{a}{b}{day}{text}")
                for day in days
            )
        )

    def in_touch(self, name: str, *days: float) -> None:
        """Record messages both ways on these days."""
        self.wrote("Mia Moss", name, *days)
        self.wrote(name, "Mia Moss", *(day - 0.01 for day in days))

    def kept(self, **parts: Any) -> None:
        """Record the parts of a change as they are."""
        store = open_store(str(self.file))
        try:
            store.append(Change(label="told", at=self.now - timedelta(days=900), **parts))
        finally:
            store.close()


class Circle(Story):
    """A story that can be asked by its command line."""

    def __init__(
        self,
        file: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        super().__init__(file)
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def run(self, *words: str) -> tuple[int, str, str]:
        """Type a command; its exit code, answer and notes."""
        (entry,) = entry_points(group="console_scripts", name="netkit")
        self._monkeypatch.setenv("NETKIT_NOW", self.now.isoformat())
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            entry.load()(["--network", str(self.file), *words])
        said = self._capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, said.out, said.err

    def ask(self, *words: str, code: int = 0) -> Any:
        """Type a command with ``--json``; the object it answers."""
        ended, out, err = self.run("--json", *words)
        assert ended == code, (out, err)
        return json.loads(out)

    def rows(self, *words: str) -> list[Any]:
        """Type a command with ``--json``; its results."""
        return list(self.ask(*words)["results"])


@pytest.fixture(scope="session")
def new_story() -> type[Story]:
    """Make a story to be told once and asked by many tests."""
    return Story


@pytest.fixture
def circle(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Circle:
    """My circle with nobody in it yet, on Friday 20 November 2026 at noon."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Circle(tmp_path / "me.netkit", capsys, monkeypatch)
