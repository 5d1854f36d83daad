"""No command opens a connection that was not asked for by name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_WATCHED = """
import json, sys
met = []
def watch(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"):
        met.append(event)
sys.addaudithook(watch)
from netkit.cli.main import run
codes = [run(words) for words in json.loads(sys.argv[1])]
import socket
mine = socket.socket()
mine.bind(("127.0.0.1", 0))
mine.close()
sys.stderr.write("\\n" + json.dumps([codes, met]))
"""
_NAME = "Ann Lee"
COMMANDS = [
    ["init", "--me", "Ida Berg"], ["person", _NAME, "--new", "--email", "ann@example.org"],
    ["log", "lunch with Ann Lee"], ["need", _NAME, "a patent lawyer"], ["introduce"], ["fading"],
    ["reach", _NAME], ["brief", _NAME], ["today"], ["ask", "who do I lose touch with?"],
    ["report", "--output", "report.html"], ["map", "--output", "map.html", "--no-open"],
    ["export", "vcard", "all.vcf"], ["backup", "safe.backup"],
    ["restore", "--rehearse", "safe.backup"],
    ["import", "all.vcf"], ["encrypt"], ["check", "--read-all"], ["decrypt"], ["doctor"],
    ["schedule", "add", "daily", "--backup-to", "safe"], ["schedule", "run", "daily"],
    ["people", "forget", _NAME, "--yes"], ["undo", "--list"], ["history"],
]  # fmt: skip


def test_no_command_opens_a_connection_that_was_not_asked_for(tmp_path: Path) -> None:
    folders = {f"XDG_{name}_HOME": str(tmp_path) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    ran = subprocess.run(
        [sys.executable, "-c", _WATCHED, json.dumps(COMMANDS)],
        cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
        env={**os.environ, **folders, "HOME": str(tmp_path), "NETKIT_NETWORK": "me.netkit",
             "NETKIT_PASSPHRASE": "seven quiet herons"},
    )  # fmt: skip
    codes, met = json.loads(ran.stderr.splitlines()[-1])
    assert set(codes) <= {0, 1}, ran.stderr
    assert met == ["socket.bind"], "the last one is the test's own: so the watch is awake"
