"""What is answered from the surroundings of one person is what is answered from everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from netkit.analysis.introductions import introductions_for
from netkit.errors import NothingFoundError
from netkit.workspace import open_workspace
from tests.analysis.invented_facts import NOW


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented network of three hundred people, with needs and offers."""
    from importlib import import_module

    demo = import_module("netkit.examples.demo")
    folder: Path = tmp_path_factory.mktemp("demo")
    return demo, folder  # type: ignore[return-value]
