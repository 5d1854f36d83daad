"""The picture of the graph in docs/neo4j.md is what the server itself says of a network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netkit.store.neo4j import Neo4jStore
from tests.neo4j.picture import LABELS, picture
from tests.neo4j.test_model_questions import PAGE, town

if TYPE_CHECKING:
    from neo4j import Driver

    from tests.conftest import Neo4jDatabase

pytestmark = pytest.mark.neo4j

GRASS = Path(__file__).parents[2] / "examples" / "neo4j-browser.grass"


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


def test_browsers_style_gives_every_node_a_caption_that_it_has(
    empty_neo4j: Neo4jDatabase, login: Neo4jDatabase, neo4j_driver: Driver
) -> None:
    store = Neo4jStore(f"{login.uri}/{login.database}")
    store.append(town())
    store.close()
    captions = dict(
        re.findall(
            r'^node\.(\w+) \{[^}]*caption: "\{(\w+)\}"', GRASS.read_text("utf-8"), re.MULTILINE
        )
    )
    with neo4j_driver.session(database=login.database, default_access_mode="READ") as session:
        rows = session.run("MATCH (n) UNWIND labels(n) AS l RETURN l, collect(keys(n)) AS keys")
        keys = {row["l"]: row["keys"] for row in rows}
    assert set(LABELS) <= captions.keys()
    for label in keys.keys() & captions.keys():
        assert all(captions[label] in names for names in keys[label]), label
    assert keys.keys() - captions.keys() <= {
        "Owner",
        "Move",
        "Doubt",
        "Forgotten",
        "Withdrawn",
        "Meaning",
    }
