"""What a server really does for each question, read from its profile on a few thousand people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from netkit.queries import Question, question, questions

from benchmarks.invented import NOW, Invented
from netkit.store.neo4j import Neo4jStore
from tests.neo4j.test_queries import SCANS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neo4j import Driver

    from tests.conftest import Neo4jDatabase

pytestmark = pytest.mark.neo4j

PEOPLE, CONTACTS = 3_000, 12_000
DAY = int(NOW.timestamp() // 86_400)

#: Of so many ties all are looked at in these tests; of more the strongest are found by index.
FEW = 50

#: At most how many times the server may look something up: a constant, and so many for each
#: person whom the question has to weigh: all ties of mine, all who share a word, those it names.
HITS: dict[str, tuple[int, int]] = {
    "about": (200, 14),  # of those who have the word
    "balance": (200, 20),  # of all ties
    "favours_between": (500, 20),  # of the favours of one
    "bridges": (2_000, 60),  # of all ties
    "fading": (200, 10),  # of all ties; fewer when `least` is set
    "introduce": (2_000, 25),  # of those who share a word
    "leaning": (200, 4),  # of the ties of enough days
    "neighbourhood": (1_000, 0),  # of the ties that are shown
    "open_needs": (200, 12),  # of the needs
    "owners": (500, 1),
    "people_at": (500, 20),  # of all people
    "reach": (5_000, 0),  # of the people around one
    "warm_paths": (5_000, 0),  # of the people around one
    "who_introduced_whom": (500, 30),  # of the introductions
    "who": (2_000, 20),  # of the people of that name
}


@pytest.fixture(scope="module")
def people() -> Invented:
    return Invented(PEOPLE, CONTACTS, CONTACTS)


@pytest.fixture
def store(
    people: Invented, neo4j_driver: Driver, neo4j_database: Neo4jDatabase, login: Neo4jDatabase
) -> Iterator[Neo4jStore]:
    """The network of the benchmark, small; made once for a server."""
    opened = Neo4jStore(f"{login.uri}/{login.database}?net=plans")
    if not opened.owners():
        for change in people.changes():
            opened.append(change)
    yield opened
    opened.close()


def profile(
    driver: Driver, store: Neo4jStore, one: Question, given: dict[str, Any]
) -> tuple[dict[str, Any], int]:
    """Return the plan as it was carried out, and how many rows came."""
    chosen = {key: str(value) for key, value in given.items() if key in one.parameters}
    filled = one.filled({**chosen, "net": store.address.net})
    with driver.session(database=store.address.database) as session:
        result = session.run(f"PROFILE {one.text}", filled)
        rows = len(result.values())
        plan = result.consume().profile
    assert plan is not None
    return plan, rows


def steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from steps(child)


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_a_question_looks_up_no_more_than_it_has_to_weigh(
    one: Question, store: Neo4jStore, people: Invented, neo4j_driver: Driver
) -> None:
    given = {
        "person": people.owner, "x": people.asked, "target": people.known, "word": "sur12",
        "terms": "lawyer", "day": DAY, "few": FEW, "whom": people.ids[3],
        "organization": "company 7",
    }  # fmt: skip
    plan, rows = profile(neo4j_driver, store, one, given)
    done = list(steps(plan))
    hits = sum(step["args"].get("DbHits", 0) for step in done)
    constant, each = HITS[one.name]
    weighed = {
        "about": PEOPLE / 6, "introduce": PEOPLE / 3, "who": 60, "owners": 1, "reach": 0,
        "open_needs": 300,
    }.get(one.name, PEOPLE)  # fmt: skip
    assert SCANS.isdisjoint(step["operatorType"].partition("@")[0] for step in done)
    assert any("IndexSeek" in step["operatorType"] for step in done)
    assert rows or one.name == "reach"
    assert hits <= constant + each * weighed, f"{hits} for {rows} rows"


def test_ties_that_are_too_weak_to_matter_are_not_looked_at(
    store: Neo4jStore, people: Invented, neo4j_driver: Driver
) -> None:
    """A rank by strength is a range of an index: a tenth of the ties costs a tenth."""
    asked = question("fading")
    strengths = sorted(
        (power for _, power in store.tie_figures(people.owner, ["log_strength"])), reverse=True
    )
    tenth = len(strengths) // 10
    given = {"person": people.owner, "day": DAY}
    found = {}
    for name, least in (("all", -1e9), ("tenth", strengths[tenth])):
        plan, _ = profile(neo4j_driver, store, asked, {**given, "least": f"{least:.9f}"})
        seek = next(s for s in steps(plan) if "RelationshipIndexSeek" in s["operatorType"])
        found[name] = seek["args"]["DbHits"]
    assert found["all"] >= len(strengths)
    assert found["tenth"] <= tenth + 5


def test_sums_over_all_ties_are_kept_until_ties_change(
    store: Neo4jStore, people: Invented, neo4j_driver: Driver
) -> None:
    """`fading` needs the usual gap of all ties; it is not summed up for each answer."""
    given = {"person": people.owner, "day": DAY, "least": "1000.0"}
    plan, _ = profile(neo4j_driver, store, question("fading"), given)
    assert sum(step["args"].get("DbHits", 0) for step in steps(plan)) < 100
