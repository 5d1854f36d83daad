"""Documentation as tests: the commands of a page are run, and print what the page shows.

A ``console`` block holds commands after ``$ `` and what they print. A line ``…`` stands for any
lines. ``python tests/docs/console.py README.md`` writes anew what the commands print;
``--check`` before the page compares instead.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
#: The day on which the pages were written.
NOW = "2026-11-20T09:00:00+00:00"
_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A command of a page and what the page says it prints."""

    command: str
    shown: tuple[str, ...]


def examples(page: str) -> Iterator[Example]:
    """Yield the commands of a page in order."""
    for block in _BLOCK.findall(page):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.rstrip("\n").split("\n")
            yield Example(command, tuple(line.rstrip() for line in shown))


def run(command: str) -> tuple[int, list[str]]:
    """Run a `netkit` command in this process and return its exit code and lines."""
    from netkit.cli.main import run as netkit

    words = shlex.split(command, comments=True)
    if words[0] == "export":
        name, _, value = words[1].partition("=")
        os.environ[name] = value
        return 0, []
    assert words[0] == "netkit", command
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        code = netkit(words[1:])
    said = out.getvalue().replace(str(Path.cwd()), ".")
    return code, [line.rstrip() for line in said.splitlines()]


def agrees(shown: tuple[str, ...], printed: list[str]) -> bool:
    """Say whether the page shows what was printed; ``…`` stands for any lines."""
    parts = [".*\n" if line == "…" else re.escape(line) + "\n" for line in shown]
    pattern = "".join("(?:.*\n)*?" if part == ".*\n" else part for part in parts)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


class Place:
    """An empty folder, an empty home, a fixed clock: where a page is read for the first time."""

    def __enter__(self) -> Place:
        self._folder = tempfile.TemporaryDirectory()
        home = Path(self._folder.name).resolve()
        self._env = mock.patch.dict(
            os.environ,
            {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "NETKIT_NOW": NOW},
        )
        self._env.start()
        os.environ.pop("NETKIT_NETWORK", None)
        self._chdir = chdir(home)
        self._chdir.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._chdir.__exit__(None, None, None)
        self._env.stop()
        self._folder.cleanup()


def written_anew(page: str) -> str:
    """Return a page with what its commands print now; elided output stays elided."""

    def fill(match: re.Match[str]) -> str:
        lines = []
        for example in examples(match.group(0)):
            _, printed = run(example.command)
            lines += [f"$ {example.command}", *_elided(example.shown, printed)]
        return "```console\n" + "\n".join(lines) + "\n```"

    return _BLOCK.sub(fill, page)


def _elided(shown: tuple[str, ...], printed: list[str]) -> list[str]:
    """Return what was printed, cut where the page had cut it: after as many lines as before."""
    if "…" not in shown:
        return printed
    head = shown.index("…")
    tail = len(shown) - head - 1
    return [*printed[:head], "…", *(printed[-tail:] if tail else [])]


def check(name: str) -> None:
    """Run the commands of a page with the netkit that is installed; end where one differs."""
    with Place():
        for example in examples((ROOT / name).read_text(encoding="utf-8")):
            code, printed = run(example.command)
            if code not in {0, 1} or not agrees(example.shown, printed):
                sys.exit(f"{name}: {example.command}\n" + "\n".join(printed))
    sys.stdout.write(f"{name}: as printed\n")


def main(names: list[str]) -> None:
    if names[:1] == ["--check"]:
        for name in names[1:]:
            check(name)
        return
    for name in names:
        page = Path(name).resolve()
        text = page.read_text(encoding="utf-8")
        with Place():
            page.write_text(written_anew(text), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
