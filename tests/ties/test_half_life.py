"""The half-life of strength stands once; the files for Neo4j Browser agree with it."""

from __future__ import annotations

from importlib.resources import files

from netkit.maps import decay
from netkit.ties.strength import HALF_LIFE_DAYS


def test_the_files_for_the_server_have_the_half_life_of_strength() -> None:
    folder = files("netkit.queries")
    for name in ("neighbourhood.cypher", "reach.cypher"):
        text = folder.joinpath(name).read_text(encoding="utf-8")
        assert f"/ {HALF_LIFE_DAYS}" in text, name


def test_the_maps_future_has_the_half_life_of_strength() -> None:
    assert decay.HALF_LIFE_DAYS == HALF_LIFE_DAYS
