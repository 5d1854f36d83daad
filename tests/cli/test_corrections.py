"""Correcting a person by hand: the last word counts, at once and for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Netkit


@pytest.fixture
def network(netkit: Netkit, tmp_path: Path) -> Path:
    path = tmp_path / "n"
    netkit("--network", path, "init", "--me", "Ida Moor")
    netkit("--network", path, "person", "Rosa Feld", "--email", "rosa@feld.example",
           "--org", "Brightmoor", "--title", "Cook")  # fmt: skip
    return path


def _person(netkit: Netkit, network: Path) -> dict[str, Any]:
    [row] = netkit("--network", network, "person", "rosa@feld.example", "--json").json["results"]
    found: dict[str, Any] = row
    return found


def test_changes_within_one_second_all_apply_in_order(netkit: Netkit, network: Path) -> None:
    for city in ("Ulm", "Bonn", "Ulm"):
        netkit("--network", network, "person", "Rosa Feld", "--city", city)
    assert _person(netkit, network)["city"] == "Ulm"
    netkit("--network", network, "undo")
    assert _person(netkit, network)["city"] == "Bonn"


def test_a_title_alone_keeps_the_employer_and_an_empty_one_empties(
    netkit: Netkit, network: Path
) -> None:
    netkit("--network", network, "person", "Rosa Feld", "--title", "Baker")
    assert _person(netkit, network)["organization"] == "Brightmoor"
    assert _person(netkit, network)["title"] == "Baker"
    netkit("--network", network, "person", "Rosa Feld", "--org", "")
    assert _person(netkit, network)["organization"] == ""
    netkit("--network", network, "person", "Rosa Feld", "--org", "Brightmoor")
    assert _person(netkit, network)["organization"] == "Brightmoor"


def test_a_renamed_person_is_found_by_both_names_and_outlasts_an_import(
    netkit: Netkit, network: Path, tmp_path: Path
) -> None:
    netkit("--network", network, "person", "Rosa Feld", "--rename", "Rosa Kern")
    card = tmp_path / "c.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Rosa Feld\nEMAIL:rosa@feld.example\nEND:VCARD\n")
    netkit("--network", network, "import", card)
    assert _person(netkit, network)["person"]["name"] == "Rosa Kern"
    assert netkit("--network", network, "who", "Feld").code == 0


def test_a_first_name_that_is_the_owners_changes_nothing(netkit: Netkit, network: Path) -> None:
    refused = netkit("--network", network, "person", "Ida", "--org", "Oakline")
    assert refused.code == 2
    assert "is you, Ida Moor" in refused.err
