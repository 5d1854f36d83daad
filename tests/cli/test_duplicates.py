"""`people duplicates`: many pairs accepted at once, and taken back at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Netkit


def test_accepting_above_a_score_joins_what_nothing_speaks_against(
    netkit: Netkit, tmp_path: Path
) -> None:
    here = ("--network", tmp_path / "n")
    netkit(*here, "init", "--me", "Ida Moor")
    netkit(*here, "person", "Rosa Feld", "--email", "rosa@a.example", "--org", "Brightmoor")
    netkit(*here, "person", "Rosa Feld", "--new", "--email", "feld@b.example",
           "--org", "Brightmoor")  # fmt: skip
    accept = ("people", "duplicates", "--accept-above", "0.9")
    assert "1 pairs would be joined" in netkit(*here, *accept, "--dry-run").err
    assert len(netkit(*here, "who", "feld", "--json").json["results"]) == 2
    netkit(*here, *accept)
    assert len(netkit(*here, "who", "feld", "--json").json["results"]) == 1
    netkit(*here, "undo")
    assert len(netkit(*here, "who", "feld", "--json").json["results"]) == 2


def test_a_pair_with_something_against_it_is_left_to_be_decided(
    netkit: Netkit, tmp_path: Path
) -> None:
    here = ("--network", tmp_path / "n")
    netkit(*here, "init", "--me", "Ida Moor")
    file = tmp_path / "c.vcf"
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nEMAIL:{}\nTEL:+442079460001\nEND:VCARD\n"
    file.write_text(
        card.format("Rosa Feld", "r@a.example") + card.format("Otto Kern", "o@b.example")
    )
    netkit(*here, "import", file)
    [pair] = netkit(*here, "people", "duplicates", "--json").json["results"]
    assert pair["against"] == ["different names"]
    assert netkit(*here, "people", "duplicates", "--accept-above", "0", "--json").code == 1
