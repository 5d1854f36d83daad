"""The Neo4j server of a test session: started when the first test asks for it, and only then."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings

from tests.neo4j_server import ServerUnavailable, running_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from neo4j import Driver

#: A busy machine is slow, which says nothing of an example: time is held where it is measured.
settings.register_profile("netkit", deadline=None)
settings.load_profile("netkit")

WIPE = "MATCH (n) WITH n LIMIT 10000 DETACH DELETE n RETURN count(*) AS gone"
#: Tests read no text for its meaning unless they say so: it takes seconds, and changes answers.
MEANING_MODEL = os.environ.get("NETKIT_MEANING_MODEL")
os.environ["NETKIT_MEANING_MODEL"] = ""
#: Keys of encrypted networks outlast no test, unless it says so.
os.environ["XDG_RUNTIME_DIR"] = ""

VERSION = os.environ.get("NETKIT_TEST_NEO4J_VERSION", "")  # the newest by default
NOT_EMPTY = (
    "the database at NETKIT_TEST_NEO4J_URI holds data and the tests erase it: "
    "name an empty one, or set NETKIT_TEST_NEO4J_WIPE=1"
)


#: Rooms whose tests run whole commands, or on every store, …
WIDE_ROOMS = {
    "backups", "cli", "contract", "docs", "examples", "forgetting", "practice", "quality",
    "schedule", "workspace",
}  # fmt: skip
#: … and files of other rooms that take seconds.
WIDE_FILES = {
    "test_a_year_of_mondays.py", "test_acquaintance.py", "test_awkward_logs.py",
    "test_best_pairs.py", "test_brokerage.py", "test_canvas.py", "test_contradictions.py",
    "test_encryption.py", "test_eras.py", "test_fuzz.py", "test_fuzzing_harness.py",
    "test_growth_of_files.py", "test_held_back_questions.py", "test_imap_damage.py",
    "test_introductions_laws.py", "test_introductions_stored.py", "test_linkedin_damage.py",
    "test_linkedin_eras.py", "test_linkedin_forms.py", "test_mail_headers.py",
    "test_map_object.py", "test_meaning_model.py", "test_needs_in_other_words.py",
    "test_one_circle.py", "test_outlook.py", "test_page_addresses.py", "test_page_lenses.py",
    "test_page_views.py", "test_pairing.py", "test_reimports.py", "test_restoring.py",
    "test_same_answers.py", "test_scene_data.py", "test_structure.py", "test_tables.py",
    "test_torture.py", "test_understand.py", "test_upgrade.py",
}  # fmt: skip


#: Fixtures that start a browser.
BROWSERS = {"browser", "chromium"}


def is_wide(file: Path) -> bool:
    """Return True for a file, or folder, of tests that are wide."""
    return file.name in WIDE_FILES | WIDE_ROOMS or bool(WIDE_ROOMS & {*file.parent.parts[-1:]})


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Read no file whose tests would all be left out: to import them takes half a minute."""
    left_out = "not wide" in str(config.option.markexpr)
    return True if left_out and is_wide(collection_path) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is left out by ``make test-fast`` or ``make test-local``."""
    for item in items:
        if is_wide(item.path):
            item.add_marker(pytest.mark.wide)
        if BROWSERS & {*getattr(item, "fixturenames", ())}:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True, slots=True)
class Neo4jDatabase:
    """Where the tests may read and erase everything."""

    uri: str
    auth: tuple[str, str]
    database: str = "neo4j"


def unavailable(reason: str) -> NoReturn:
    """Skip where a developer lacks something; fail where all must be there."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def neo4j_database() -> Iterator[Neo4jDatabase]:
    """The database named in the environment, or one of a server that Maven fetched."""
    if uri := os.environ.get("NETKIT_TEST_NEO4J_URI"):
        user = os.environ.get("NETKIT_TEST_NEO4J_USER", "neo4j")
        auth = user, os.environ.get("NETKIT_TEST_NEO4J_PASSWORD", "")
        name = os.environ.get("NETKIT_TEST_NEO4J_DATABASE", "neo4j")
        yield Neo4jDatabase(uri, auth, name)
        return
    try:
        with running_server(VERSION) as server:
            yield Neo4jDatabase(server.uri, server.auth)
    except ServerUnavailable as reason:
        unavailable(str(reason))


@pytest.fixture(scope="session")
def neo4j_driver(neo4j_database: Neo4jDatabase) -> Iterator[Driver]:
    """A driver of its own for the tests, beside that of the store under test."""
    from neo4j import GraphDatabase

    with GraphDatabase.driver(neo4j_database.uri, auth=neo4j_database.auth) as driver:
        driver.verify_connectivity()
        named = os.environ.get("NETKIT_TEST_NEO4J_URI")
        if named and not os.environ.get("NETKIT_TEST_NEO4J_WIPE"):
            found = driver.execute_query(
                "MATCH (n) RETURN n LIMIT 1", database_=neo4j_database.database
            )
            assert not found.records, NOT_EMPTY
        yield driver


@pytest.fixture
def empty_neo4j(neo4j_database: Neo4jDatabase, neo4j_driver: Driver) -> Neo4jDatabase:
    """The database without a node; its constraints and indexes stay."""
    while neo4j_driver.execute_query(WIPE, database_=neo4j_database.database).records[0]["gone"]:
        pass
    return neo4j_database
