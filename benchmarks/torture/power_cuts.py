"""Replay the traced writes of a command up to a power cut: what was not synced may be gone."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.torture.injecting import STRACE
from benchmarks.torture.operations import environment, netkit_words
from benchmarks.torture.states import State, state_of

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["cut_power"]

_TRACED = "openat,write,pwrite64,fsync,fdatasync,ftruncate,rename,unlink,mkdir"
_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)(?:<([^>]*)>)?", re.DOTALL)
_FILE = re.compile(r"(?:\d+|AT_FDCWD)<([^>]*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Written:
    """One change of a file: bytes at a place, a length, a sync, another name, or its end."""

    kind: str
    path: str
    data: bytes = b""
    at: int = 0
    to: str = ""


def cut_power(
    words: tuple[str, ...], begin: Path, work: Path, most: int, chance: random.Random
) -> tuple[int, list[tuple[State, str]]]:
    """Return how often the power was cut, and what stood on the disk each time.

    At a cut, each write that was not followed by a sync of its file may have reached the disk or
    not; a rename not followed by a sync of the folder likewise, in order. SQLite's shared memory
    is made anew after a start of the machine.
    """
    folder = work / "here"
    shutil.copytree(begin, folder)
    writes = list(_traced(folder, words, work / "trace"))
    shutil.rmtree(folder)
    places = range(len(writes) + 1)
    chosen = places if len(places) <= most else sorted(chance.sample(places, most))
    found = []
    for place in chosen:
        disk = work / "disk"
        shutil.copytree(begin, disk)
        for write in _surviving(writes[:place], chance):
            _apply(write, str(folder), disk)
        for shared in disk.rglob("*-shm"):
            shared.unlink()
        found.append((state_of(disk), f"power cut after {place} of {len(writes)} writes"))
        shutil.rmtree(disk)
    return len(found), found


def _traced(folder: Path, words: tuple[str, ...], log: Path) -> Iterator[Written]:
    """Run a command, and yield each change that it makes below its folder."""
    subprocess.run(  # noqa: S603 — netkit itself, with words from a table
        [STRACE, "-f", "--seccomp-bpf", "-y", "-xx", "-s", "100000000", "-e",
         f"trace={_TRACED}", "-o", str(log), "--", *netkit_words(), *words],
        cwd=folder, env=environment(folder), stdin=subprocess.DEVNULL,
        capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    ends: dict[str, int] = {}
    with log.open(errors="replace") as lines:
        for line in lines:
            match = _CALL.match(line)
            if match is None or match[3].startswith("-"):
                continue
            for change in _change(match[1], match[2], _readable(match[4] or ""), ends):
                path, to = (str(folder / one) if one else "" for one in (change.path, change.to))
                if path.startswith(str(folder)):
                    yield replace(change, path=path, to=to)


def _text(hexed: str) -> bytes:
    return bytes.fromhex(hexed.replace("\\x", ""))


def _readable(path: str) -> str:
    return _text(path).decode(errors="replace") if path.startswith("\\x") else path


def _change(call: str, arguments: str, returned: str, ends: dict[str, int]) -> Iterator[Written]:
    texts = [_text(one) for one in _TEXT.findall(arguments)]
    named = _FILE.match(arguments)
    path = _readable(named[1]) if named else ""
    if call == "openat" and "O_CREAT" in arguments:
        if "O_TRUNC" in arguments or "O_EXCL" in arguments:
            ends[returned] = 0
        yield Written("make", returned)
    elif call in ("rename", "unlink", "mkdir"):
        names = [one.decode(errors="replace") for one in texts]
        yield Written(call, names[0], to=names[1] if call == "rename" else "")
    elif call != "openat":
        yield from _content_change(call, arguments, path, texts, ends)


def _content_change(
    call: str, arguments: str, path: str, texts: list[bytes], ends: dict[str, int]
) -> Iterator[Written]:
    if ">(deleted)" in arguments.partition(",")[0]:
        return  # a file that another has replaced; strace gives it the name that it had
    if call in ("fsync", "fdatasync"):
        yield Written("sync", path)
        return
    last = arguments.rsplit(", ", 1)[1]
    if call == "ftruncate":
        yield Written("length", path, at=int(last))
    elif call == "pwrite64":
        yield Written("write", path, texts[0], int(last))
    else:
        yield Written("write", path, texts[0], ends.get(path, 0))
        ends[path] = ends.get(path, 0) + len(texts[0])


def _surviving(writes: list[Written], chance: random.Random) -> Iterator[Written]:
    """Yield the writes that reached the disk: all that were synced, and some of the others."""
    last_sync = {write.path: place for place, write in enumerate(writes) if write.kind == "sync"}
    lost_from: dict[str, int] = {}
    for place, write in enumerate(writes):
        if write.kind in ("sync",):
            continue
        if write.kind in ("write", "length"):
            if place <= last_sync.get(write.path, -1) or chance.random() < 0.5:
                yield write
            continue
        folder = write.path.rpartition("/")[0]
        synced = place <= last_sync.get(folder, -1)
        if synced or (folder not in lost_from and chance.random() < 0.5):
            yield write  # names change in order: a journalling file system loses only the last
        elif not synced:
            if write.kind in ("make", "mkdir"):
                yield write  # an empty file that nobody was told of is the worse case
            else:
                lost_from[folder] = place


def _apply(write: Written, traced: str, disk: Path) -> None:
    """Do to the files below `disk` what was done to those below `traced`."""
    path = disk / write.path[len(traced) :].lstrip("/")
    if write.kind == "mkdir":
        path.mkdir(parents=True, exist_ok=True)
    elif write.kind == "make":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    elif write.kind == "unlink":
        path.unlink(missing_ok=True)
    elif write.kind == "rename" and path.exists():
        path.replace(disk / write.to[len(traced) :].lstrip("/"))
    elif write.kind in ("write", "length") and path.exists():
        with path.open("r+b") as opened:
            if write.kind == "length":
                opened.truncate(write.at)
            else:
                opened.seek(write.at)
                opened.write(write.data)
