"""People who died or were archived: found and remembered, never proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Netkit


@pytest.fixture
def network(netkit: Netkit, tmp_path: Path) -> Path:
    path = tmp_path / "n.netkit"
    netkit("--network", path, "init", "--me", "Ida Moor")
    netkit("--network", path, "person", "Otto Brand", "--email", "otto@brand.example",
           "--birthday", "25 November")  # fmt: skip
    return path


def _birthdays(netkit: Netkit, network: Path) -> str:
    return netkit("--network", network, "milestones").out


def test_a_dead_persons_birthday_is_not_announced(netkit: Netkit, network: Path) -> None:
    assert "Otto Brand" in _birthdays(netkit, network)
    netkit("--network", network, "person", "Otto Brand", "--died", "2026-03-04")
    assert "Otto Brand" not in _birthdays(netkit, network)
    assert "Otto Brand died 2026-03-04" in netkit("--network", network, "brief", "Otto Brand").out
    assert netkit("--network", network, "who", "Otto").code == 0


def test_a_death_without_a_day_is_one(netkit: Netkit, network: Path) -> None:
    netkit("--network", network, "person", "Otto Brand", "--died")
    assert "has died" in netkit("--network", network, "person", "Otto Brand").out
    assert "Otto Brand" not in _birthdays(netkit, network)


def test_undo_and_no_take_a_death_back(netkit: Netkit, network: Path) -> None:
    netkit("--network", network, "person", "Otto Brand", "--died")
    netkit("--network", network, "undo")
    assert "Otto Brand" in _birthdays(netkit, network)


def test_somebody_archived_is_not_proposed_until_taken_back(netkit: Netkit, network: Path) -> None:
    netkit("--network", network, "person", "Otto Brand", "--archive")
    assert "Otto Brand" not in _birthdays(netkit, network)
    assert "archived" in netkit("--network", network, "introduce", "Otto Brand").err
