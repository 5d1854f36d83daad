"""What others of the machine can read of a network is found, and closed to them."""

from __future__ import annotations

import stat
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
