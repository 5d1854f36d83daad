"""The picture of the graph in docs/neo4j.md is what the server itself says of a network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from netkit.store.neo4j import Neo4jStore
from tests.neo4j.picture import LABELS, picture
from tests.neo4j.test_model_questions import PAGE, town

if TYPE_CHECKING:
    from neo4j import Driver

    from tests.conftest import Neo4jDatabase

pytestmark = pytest.mark.neo4j


def test_the_picture_is_that_of_the_server(
    empty_neo4j: Neo4jDatabase, login: Neo4jDatabase, neo4j_driver: Driver
) -> None:
    store = Neo4jStore(f"{login.uri}/{login.database}")
    store.append(town())
    store.close()
    [drawn] = re.findall(
        r"```mermaid\n(graph LR\n.+?)\n```", PAGE.read_text(encoding="utf-8"), re.DOTALL
    )
    assert drawn == picture(neo4j_driver, login.database)
    assert all(label in drawn for label in LABELS)
