"""What others of the machine can read of a network is found, and closed to them."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from netkit.support.permissions import close_to_others, open_to_others

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def network(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir(mode=0o700)
    path = folder / "me.netkit"
    path.write_bytes(b"")
    path.chmod(0o600)
    return path


def test_a_private_network_in_a_private_folder_is_open_to_nobody(network: Path) -> None:
    assert open_to_others(network) == []


def test_the_file_its_copies_and_the_folder_are_found_and_closed(network: Path) -> None:
    kept = network.with_name("me.netkit.before-upgrade-0003")
    kept.write_bytes(b"")
    letter = network.with_name("letter.txt")
    letter.write_bytes(b"")
    for path in (network, kept, letter):
        path.chmod(0o644)
    network.parent.chmod(0o755)
    exposed = open_to_others(network)
    assert exposed == [network, kept, network.parent]
    assert close_to_others(exposed) == []
    assert open_to_others(network) == []
    assert stat.S_IMODE(network.stat().st_mode) == 0o600
    assert stat.S_IMODE(letter.stat().st_mode) == 0o644, "a file that is not netkit's"


def test_a_link_is_followed_to_the_file_that_it_names(network: Path, tmp_path: Path) -> None:
    network.chmod(0o604)
    link = tmp_path / "link.netkit"
    link.symlink_to(network)
    assert open_to_others(link) == [network]


def test_a_folder_that_many_share_is_left_as_it_is(network: Path) -> None:
    network.parent.chmod(0o1777)
    assert close_to_others(open_to_others(network)) == [network.parent]
    assert stat.S_IMODE(network.parent.stat().st_mode) == 0o1777


_WRITES = """
import os, sys
os.umask(0)
from netkit.cli.main import main
main(sys.argv[1:])
"""


@pytest.mark.skipif(os.name == "nt", reason="folders of a Windows user are private")
def test_nothing_that_is_written_is_open_to_others_also_without_a_umask(tmp_path: Path) -> None:
    """Folders too, with every folder above them that was made: who may write there may replace."""
    work = tmp_path / "work"
    work.mkdir(mode=0o700)
    variables = {"XDG_DATA_HOME": "a/b", "XDG_CONFIG_HOME": "c", "XDG_RUNTIME_DIR": ""}
    environment = os.environ | {name: str(work / at) for name, at in variables.items() if at}
    environment |= {"XDG_RUNTIME_DIR": "", "NETKIT_PASSPHRASE": "seven quiet herons"}
    environment.pop("NETKIT_NETWORK", None)
    for words in (
        "init --me Ida",
        "person Ann --new --email ann@example.org",
        "backup --to bk/deep/er",
        "export vcard ex/port/all.vcf",
        "map --output ma/p/m.html",
        "report --output re/port",
        "schedule add weekly --on monday --to-folder sent/to/here",
        "schedule run weekly",
        "init --me Ida --network n/e/w.netkit",
        "encrypt",
        "copy c/o/none.netkit c/o/py.netkit",
    ):
        done = subprocess.run(
            [sys.executable, "-c", _WRITES, *words.split()],
            cwd=work, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode in (0, 4), (words, done.stderr)
    made = list(work.rglob("*"))
    assert len([path for path in made if path.is_file()]) >= 12
    assert [str(path) for path in made if path.stat().st_mode & 0o077] == []
