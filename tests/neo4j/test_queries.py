"""The questions in Cypher: documented, answered, and every start of theirs found by an index."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import pytest
from netkit.queries import Question, question, questions

from netkit.answers.introduce.introductions import introductions_for
from netkit.answers.reach import reach
from netkit.answers.who import search_all
from netkit.errors import UsageError
from netkit.model.events import Acquaintance, Favour, Offer
from netkit.store.neo4j.connection import Graph
from netkit.workspace import Workspace
from tests.circle import ANN, BOB, BUSY, CID, DAY, ME, NOON, circle, need, pid, wrote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neo4j import Driver

    from netkit.store.neo4j import Neo4jStore
    from tests.conftest import Neo4jDatabase
    from tests.neo4j.conftest import OpenNet

pytestmark = pytest.mark.neo4j

TODAY = NOON + 30 * DAY
DAY0 = int(NOON.timestamp() // 86_400)

#: What a plan must not do on a network that may be large.
SCANS = {"AllNodesScan", "NodeByLabelScan", "UnionNodeByLabelsScan"}
GIVEN: dict[str, Any] = {
    "word": "ann", "terms": "lawyer", "person": pid(ME), "x": pid(BOB),
    "target": pid(CID), "day": DAY0 + 30, "whom": pid(ANN), "organization": "acme",
}  # fmt: skip


@pytest.fixture
def store(new_net: OpenNet) -> Neo4jStore:
    """The circle, where Ann knows Cid, whom I never wrote to."""
    opened = new_net()
    met = Acquaintance(NOON, pid(ANN), pid(CID), "both in a thread", 0.5)
    opened.append(circle(*BUSY, met, need(CID, "an engineer"), wrote(ME, ANN, day=29)))
    return opened


def ask(store: Neo4jStore, name: str) -> list[dict[str, Any]]:
    asked = question(name)
    given = {key: str(value) for key, value in GIVEN.items() if key in asked.parameters}
    given["net"] = store.address.net
    return store.query(asked.text, asked.filled(given))


def operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from operators(child)


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_a_question_is_documented_and_returns_what_it_says(
    one: Question, store: Neo4jStore
) -> None:
    rows = ask(store, one.name)
    assert one.summary.endswith("?")
    assert all(tuple(row) == one.returns for row in rows)
    assert rows or one.name in {"fading", "leaning", "bridges", "who_introduced_whom"}


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_a_question_starts_from_an_index(
    one: Question, neo4j_driver: Driver, login: Neo4jDatabase, store: Neo4jStore
) -> None:
    given = {key: str(value) for key, value in GIVEN.items() if key in one.parameters}
    filled = one.filled({**given, "net": store.address.net})
    with neo4j_driver.session(database=login.database) as session:
        summary = session.run(f"EXPLAIN {one.text}", filled).consume()
    assert summary.plan is not None
    found = set(operators(summary.plan))
    assert SCANS.isdisjoint(found)
    assert any(name.startswith(one.plan) for name in found), found


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_a_question_answers_the_same_with_the_numbers_that_browser_sends(
    one: Question, store: Neo4jStore
) -> None:
    """`:params {limit: 5}` in Browser makes every number a float."""
    given = {key: str(value) for key, value in GIVEN.items() if key in one.parameters}
    filled = one.filled(given)
    floats = {
        name: float(value) if isinstance(value, int) else value for name, value in filled.items()
    }
    assert store.query(one.text, floats) == store.query(one.text, filled)


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_the_example_of_a_question_gives_all_that_it_needs(one: Question) -> None:
    words = shlex.split(one.example)
    assert words[:3] == ["netkit", "query", one.name]
    given = dict(word.split("=", 1) for word in words[3:] if word != "-p")
    assert one.filled(given).keys() == one.parameters.keys()


def test_who_finds_a_word_of_a_name(store: Neo4jStore) -> None:
    assert [row["name"] for row in ask(store, "who")] == ["Ann Müller"]


def test_a_question_asks_its_own_network_whatever_net_it_is_given(
    store: Neo4jStore, new_net: OpenNet
) -> None:
    empty, asked = new_net(), question("who")
    filled = asked.filled({"word": "ann", "net": empty.address.net})
    assert store.query(asked.text, filled) == ask(store, "who") != []
    assert empty.query(asked.text, {**filled, "net": store.address.net}) == []


def test_neighbourhood_has_the_strengths_that_netkit_has(store: Neo4jStore) -> None:
    rows = ask(store, "neighbourhood")
    space = Workspace(store, TODAY)
    expected = {person: space.view.facts().strength(person) for person in space.view.ties()}
    assert {row["id"]: row["strength"] for row in rows} == pytest.approx(expected, rel=1e-9)


def test_balance_counts_days_and_favours_each_way(store: Neo4jStore) -> None:
    found = {row["id"]: row for row in ask(store, "balance")}[pid(ANN)]
    favours = [event for event in BUSY if isinstance(event, Favour)]
    assert (found["days_out"], found["days_in"]) == (3, 2)
    worth = sum(event.value for event in favours)
    assert (found["favours_given"], found["favours_received"]) == (worth, 0)
    asked = question("balance")
    hers = asked.filled({"person": pid(ANN), "net": store.address.net})
    [mine] = [row for row in store.query(asked.text, hers) if row["id"] == pid(ME)]
    assert (mine["favours_given"], mine["favours_received"]) == (0, worth)


def test_reach_finds_the_way_that_netkit_finds(store: Neo4jStore) -> None:
    facts = Workspace(store, TODAY).view.facts_to([pid(CID)])
    [first, *_] = reach(facts, [pid(CID)], limit=1)
    ways = [row["ids"] for row in ask(store, "reach")]
    assert ways == [[pid(ANN), pid(CID)], [pid(BOB), pid(ANN), pid(CID)]]
    assert pid(CID) in {person.id for person in first.path}


def test_introduce_names_who_shares_a_topic_with_the_strength_of_my_tie(
    store: Neo4jStore,
) -> None:
    facts = Workspace(store, TODAY).view.facts_around(pid(BOB))
    [ann] = [row for row in ask(store, "introduce") if row["id"] == pid(ANN)]
    assert ann["shared"] == ["lawyer title", "patent title"]
    assert ann["log_strength"] == pytest.approx(facts.ties[pid(ANN)].log_strength, rel=1e-9)
    offered = [one.person.id for one in introductions_for(facts, pid(BOB), limit=5)]
    assert pid(ANN) in offered


def test_about_counts_a_word_by_the_place_that_says_most(store: Neo4jStore) -> None:
    store.append(circle(Offer(NOON, pid(CID), "a lawyer for patents"), label="offer"))
    rows = ask(store, "about")
    assert [(row["id"], row["score"]) for row in rows] == [
        (pid(CID), 2.0),
        *((person, 1.0) for person in sorted((pid(ANN), pid(BOB)))),
    ]
    assert rows[0]["origins"] == [["lawyer", "offer"]]


def test_fading_lists_who_may_fade_with_the_figures_that_netkit_has(store: Neo4jStore) -> None:
    asked = question("fading")
    given = {"person": pid(ME), "days": "1", "before": str(DAY0 + 200), "net": store.address.net}
    rows = store.query(asked.text, asked.filled(given))
    stats = Workspace(store, TODAY).view.ties()
    assert {row["id"] for row in rows} == stats.keys()
    for row in rows:
        tie = stats[row["id"]]
        assert (row["contact_days"], row["last_day"]) == (tie.contact_days, tie.last_day)
        assert row["log_strength"] == pytest.approx(tie.log_strength, rel=1e-9)
    powers = [row["log_strength"] for row in rows]
    assert powers == sorted(powers, reverse=True)


def test_leaning_asks_more_of_few_days_than_of_many(store: Neo4jStore) -> None:
    asked = question("leaning")
    given = {"person": pid(ME), "net": store.address.net}
    loose = asked.filled({**given, "days": "2 3 4 5", "larger": "2 2 2.5 3"})
    strict = asked.filled({**given, "days": "2 3 4 5", "larger": "3 4 5 6"})
    assert {(row["days_out"], row["days_in"]) for row in store.query(asked.text, loose)} == {(3, 2)}
    assert store.query(asked.text, strict) == []


def test_a_missing_a_strange_and_a_wrong_parameter_are_told() -> None:
    with pytest.raises(UsageError, match="who needs word; it takes word"):
        question("who").filled({})
    with pytest.raises(UsageError, match="who has no nobody"):
        question("who").filled({"word": "a", "nobody": "1"})
    with pytest.raises(UsageError, match="limit is a whole number"):
        question("who").filled({"word": "a", "limit": "many"})
    for limit in ("-3", "2.5", "1e400", "9223372036854775808"):
        with pytest.raises(UsageError, match=f"limit is a whole number, 0 or more; “{limit}”"):
            question("who").filled({"word": "a", "limit": limit})
    for half_life in ("0", "-120", "nan", "inf"):
        with pytest.raises(UsageError, match="half_life is a number above 0"):
            question("neighbourhood").filled({"person": "me", "half_life": half_life})
    with pytest.raises(UsageError, match="least is a number; “nan” is none"):
        question("fading").filled({"person": "me", "least": "nan"})
    with pytest.raises(UsageError, match="day is a day such as"):
        question("neighbourhood").filled({"person": "me", "day": "99999999999999999999"})
    with pytest.raises(UsageError, match="there is no question “what”"):
        question("what")


def test_everyday_readings_start_from_an_index(
    store: Neo4jStore, neo4j_driver: Driver, login: Neo4jDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, dict[str, Any]] = {}
    rows = Graph.rows

    def told(graph: Graph, query: str, **parameters: Any) -> list[list[Any]]:
        asked[query] = {"net": graph.net, **parameters}
        return rows(graph, query, **parameters)

    monkeypatch.setattr(Graph, "rows", told)
    space = Workspace(store, TODAY)
    space.view.facts_around(pid(BOB))
    space.view.facts_to([pid(CID)])
    space.balance(kind="all", limit=10**9)
    space.fading()
    search_all(store, [("any", "lawyer")])
    space.view.days([pid(ANN)])
    space.at(TODAY).view.ties()
    store.named(["ann", "mul"])
    store.interactions([pid(ME), pid(ANN)], limit=5)
    store.organizations(["acm"])
    assert len(asked) > 10
    with neo4j_driver.session(database=login.database) as session:
        for query, parameters in asked.items():
            summary = session.run(f"EXPLAIN {query}", parameters).consume()
            assert summary.plan is not None
            assert SCANS.isdisjoint(operators(summary.plan)), query
