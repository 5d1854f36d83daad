"""What the user decided on people stands, whatever is imported afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Netkit

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\n{}END:VCARD\n"


def _import(netkit: Netkit, tmp_path: Path, *cards: tuple[str, str]) -> None:
    file = tmp_path / "cards.vcf"
    file.write_text("".join(CARD.format(name, lines) for name, lines in cards))
    assert netkit("--network", tmp_path / "n", "import", file).code == 0


def test_a_split_stands_when_the_same_file_comes_again(netkit: Netkit, tmp_path: Path) -> None:
    netkit("--network", tmp_path / "n", "init", "--me", "Ida Moor")
    card = ("Rosa Feld", "EMAIL:rosa@feld.example\nEMAIL:other@feld.example\n")
    _import(netkit, tmp_path, card)
    assert netkit("--network", tmp_path / "n", "people", "split", "other@feld.example").code == 0
    before = netkit("--network", tmp_path / "n", "who", "feld", "--json").out
    _import(netkit, tmp_path, card)
    assert netkit("--network", tmp_path / "n", "who", "feld", "--json").out == before


def test_two_called_different_stay_two_without_a_question(netkit: Netkit, tmp_path: Path) -> None:
    netkit("--network", tmp_path / "n", "init", "--me", "Ida Moor")
    netkit("--network", tmp_path / "n", "person", "Rosa Feld", "--email", "rosa@a.example",
           "--org", "Brightmoor")  # fmt: skip
    netkit("--network", tmp_path / "n", "person", "Rosa Feld", "--new", "--email",
           "feld@b.example", "--org", "Brightmoor")  # fmt: skip
    two = ("rosa@a.example", "feld@b.example")
    assert (
        netkit("--network", tmp_path / "n", "people", "duplicates", "--different", *two).code == 0
    )
    _import(netkit, tmp_path, ("Rosa Feld", "EMAIL:rosa@a.example\nORG:Brightmoor\n"),
            ("Rosa Feld", "EMAIL:feld@b.example\nORG:Brightmoor\n"))  # fmt: skip
    found = netkit("--network", tmp_path / "n", "who", "feld", "--json").json["results"]
    assert len(found) == 2
    assert netkit("--network", tmp_path / "n", "people", "duplicates").code == 1


def test_an_address_never_replaces_a_name(netkit: Netkit, tmp_path: Path) -> None:
    netkit("--network", tmp_path / "n", "init", "--me", "Ida Moor")
    _import(netkit, tmp_path, ("Rosa Feld", "EMAIL:rosa@feld.example\n"))
    _import(netkit, tmp_path, ("rosa@feld.example", "EMAIL:rosa@feld.example\n"))
    _import(netkit, tmp_path, ("R. Feld", "EMAIL:rosa@feld.example\n"))
    [row] = netkit("--network", tmp_path / "n", "who", "feld", "--json").json["results"]
    assert row["person"]["name"] == "Rosa Feld"
