"""The readable graph follows every change, undoing and forgetting; an older network gets it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from netkit.model.events import Acquaintance, Event, Introduction, Offer, Promise, Step, event_id
from netkit.store.neo4j import Neo4jStore
from netkit.store.values import Change, Join
from tests.circle import ANN, ANN_MAIL, BOB, BUSY, CID, ME, NOON, circle, closed, need, pid, wrote

if TYPE_CHECKING:
    from collections.abc import Callable

    from neo4j import Driver

    from netkit.model.people import PersonId
    from tests.conftest import Neo4jDatabase
    from tests.neo4j.conftest import OpenNet

pytestmark = pytest.mark.neo4j

INTRODUCED = Introduction(NOON, pid(ME), pid(ANN), pid(BOB), "both sail")
PROMISED = Promise(NOON, pid(ME), pid(ANN), "the paper")

EDGES = """
MATCH (a:Person {net: $net})-[k:KNOWS]->(b:Person)
RETURN a.name, b.name, k.evidence ORDER BY a.name, b.name, k.evidence"""


def full_circle() -> Change:
    """The circle, with one of every kind that has a node of its own."""
    offered = Offer(NOON, pid(CID), "patents")
    return circle(*BUSY, INTRODUCED, PROMISED, need(CID, "an engineer"), offered)


@pytest.fixture
def store(new_net: OpenNet) -> Neo4jStore:
    opened = new_net()
    opened.append(full_circle())
    return opened


def join(survivor: PersonId) -> Change:
    return Change("joined", NOON, joins=[Join(survivor, ANN_MAIL.person_id, "the same")])


def test_it_stays_what_was_said_through_steps_joins_undoing_and_forgetting(
    store: Neo4jStore,
) -> None:
    mail = ANN_MAIL.person_id
    steps = [Step(NOON, event_id(INTRODUCED), "made"), closed(PROMISED, 3)]
    known = Acquaintance(NOON, mail, pid(CID), "a mail", 0.3)
    mails: list[Event] = [wrote(ANN_MAIL, ME), wrote(ME, ANN, ANN_MAIL, CID, day=2), known]
    changes = [
        Change("steps", NOON, events=steps),
        Change("mails", NOON, handles=[(ANN_MAIL, mail)], events=mails),
    ]
    for change in changes:
        store.append(change)
        assert store.check() == []
    for survivor in (pid(ANN), pid(ME)):  # the weight of a contact, and whose it is, change
        store.append(join(survivor))
        assert store.check() == []
        store.withdraw(NOON)
        assert store.check() == []
    assert store.population() == 4
    for _ in changes:
        store.withdraw(NOON)
        assert store.check() == []
    store.forget(pid(BOB), b"12345678")
    assert (store.check(), store.population()) == ([], 2)
    rows = store.query(EDGES, {})
    assert [tuple(row.values()) for row in rows] == [("Me Myself", "Ann Müller", "contact")]


def test_what_is_undone_is_in_no_answer(store: Neo4jStore) -> None:
    count = "MATCH (f:Favour {net: $net}) RETURN count(*) AS favours"
    assert store.query(count, {}) == [{"favours": 1}]
    store.withdraw(NOON)
    assert store.query(count, {}) == [{"favours": 0}]


@pytest.mark.parametrize(
    "harm",
    [
        "MATCH (:Person {net: $net})-[k:KNOWS {evidence: 'contact'}]->() SET k.contact_days = 99",
        "MATCH (:Person {net: $net})-[k:KNOWS {evidence: 'inferred'}]->() DELETE k",
        "MATCH (:Person {net: $net})-[w:WORKS_AT]->() SET w.title = 'King'",
        "MATCH (n:Promise {net: $net}) SET n.state = 'kept'",
        "MATCH (n:Introduction {net: $net}) DETACH DELETE n",
    ],
)
def test_check_tells_what_differs_and_repair_mends_it(store: Neo4jStore, harm: str) -> None:
    with store._driver.session(database=store.address.database) as session:
        session.run(harm, net=store.address.net).consume()
    assert any("differ from what was said" in line for line in store.check())
    store.rederive()
    assert store.check() == []


def test_a_network_of_an_older_netkit_gets_it_at_its_opening(
    new_url: Callable[[], str], neo4j_driver: Driver, login: Neo4jDatabase
) -> None:
    url = new_url()
    store = Neo4jStore(url)
    store.append(full_circle())
    net = store.address.net
    for statement in (
        "MATCH (:Person {net: $net})-[k:KNOWS|WORKS_AT|LIVES_IN]->() DELETE k",
        "MATCH (n:Favour|Introduction|Need|Offer|Promise {net: $net}) DETACH DELETE n",
        "MATCH (e:Event {net: $net, kind: 'favour'}) SET e:Favour",  # as they were called then
        "MATCH (e:Event {net: $net, kind: 'acquaintance'}) SET e:Acquaintance",
        "MATCH (n:Network {net: $net}) REMOVE n.model, n.population SET n.people = 77",
    ):
        neo4j_driver.execute_query(statement, net=net, database_=login.database)
    store.close()
    with closing(Neo4jStore(url)) as opened:
        assert opened.check() == []
        assert opened.population() == 3
        assert len(opened.query("MATCH (f:Favour {net: $net}) RETURN f", {})) == 1
