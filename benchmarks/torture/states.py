"""Compare what is in a folder after a fault with what was there before, and would be after."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from contextlib import closing
from pathlib import Path

from netkit.errors import NetkitError
from netkit.store import UNFINISHED
from netkit.store.sqlite import SqliteStore
from netkit.support.atomic_files import PARTIAL
from netkit.support.scratch_folders import SCRATCH

__all__ = ["State", "let_time_pass", "names_of", "problems_of", "state_of"]

#: SQLite's own, taken up by whoever opens the network next.
_JOURNALS = ("-wal", "-shm", "-journal")
_SQLITE = b"SQLite format 3\0"
_ENCRYPTED = b"netkitEn"

_NETWORK = "network "
_EMPTY_FILE = hashlib.sha256(b"").hexdigest()
#: Made, and nothing in it yet: 'netkit init' and 'netkit import' take it for a new one.
_NOT_BEGUN = "no network yet"

#: The content of each file, by its path in the folder.
State = dict[str, str]


def names_of(folder: Path) -> set[str]:
    """Return the paths of all files below a folder, without SQLite's journals."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(_JOURNALS)
    }


def let_time_pass(folder: Path) -> None:
    """Make what a fault left behind two hours old: nobody writes to it any more."""
    past = time.time() - 7_200
    for path in folder.rglob("*"):
        if PARTIAL in path.name or path.name.startswith(SCRATCH):
            os.utime(path, (past, past))


def state_of(folder: Path) -> State:
    """Return the content of all files: the digest of a network, the hash of anything else."""
    return {name: _content(folder / name) for name in names_of(folder)}


def _content(path: Path) -> str:
    with path.open("rb") as opened:
        begins = opened.read(len(_SQLITE))
    if path.name == "schedules.json" or path.name.endswith(".seal"):
        return _json_content(path)
    if begins != _SQLITE and not begins.startswith(_ENCRYPTED):
        return hashlib.sha256(path.read_bytes()).hexdigest()
    with tempfile.TemporaryDirectory() as folder:  # opening it would take up its journal
        copy = Path(folder) / path.name
        for suffix in ("", *_JOURNALS):
            if path.with_name(path.name + suffix).exists():
                shutil.copyfile(path.with_name(path.name + suffix), f"{copy}{suffix}")
        try:
            with closing(SqliteStore(copy, create=False)) as store:
                if store.setting(UNFINISHED):
                    return _NOT_BEGUN  # refused by every command until the copy is finished
                wrong = store.check()
                return f"damaged: {wrong[0]}" if wrong else f"{_NETWORK}{store.digest()}"
        except NetkitError as error:
            return _NOT_BEGUN if "holds no network" in str(error) else f"damaged: {error}"


def _json_content(path: Path) -> str:
    """Return what must be the same: a failed run is written down, no two encryptions are alike."""
    try:
        value = json.loads(path.read_text())
        if path.name.endswith(".seal"):
            return f"seal {value['digest']}"
        return "schedules " + " ".join(one["name"] for one in value["schedules"])
    except (ValueError, KeyError) as error:
        return f"damaged: {error}"


def problems_of(found: State, before: State, after: State) -> list[str]:
    """Return the files that are neither as before nor as after; a file not begun is no problem."""
    wrong = []
    for name in before.keys() | after.keys():
        allowed = {before.get(name), after.get(name)}
        if name not in before and after[name].startswith(_NETWORK):
            allowed |= {_EMPTY_FILE, _NOT_BEGUN, _NETWORK + "0" * 64}
        if found.get(name) not in allowed:
            wrong.append(f"{name}: {found.get(name, 'gone')}")
    return wrong
