"""An invented network and its archive of each year, written once for the files that read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.examples.linkedin_archives import ERAS, TODAY, Archive

if TYPE_CHECKING:
    from examples.invented import invent
    from examples.linkedin_archive import write_archive
    from examples.people import InventedNetwork
else:
    from netkit.examples.invented import invent
    from netkit.examples.linkedin_archive import write_archive


@pytest.fixture(scope="package")
def network() -> InventedNetwork:
    return invent(today=TODAY, people=400, messages=2400)


@pytest.fixture(scope="package")
def archives(
    network: InventedNetwork, tmp_path_factory: pytest.TempPathFactory
) -> dict[int, Archive]:
    folder = tmp_path_factory.mktemp("archives")
    made = {}
    for era in ERAS:
        path = folder / f"{era}.zip"
        made[era] = Archive(path, write_archive(network, path, era))
    return made
