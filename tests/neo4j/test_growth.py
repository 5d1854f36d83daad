"""Logging a contact, undoing it and forgetting somebody cost the same in a larger network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.invented import NOW, Invented
from benchmarks.neo4j import counted
from netkit.model.events import Interaction
from netkit.model.people import PersonId
from netkit.store.values import Change
from netkit.workspace import Workspace

if TYPE_CHECKING:
    from netkit.store.neo4j import Neo4jStore
    from tests.neo4j.conftest import OpenNet

pytestmark = pytest.mark.neo4j

SMALL, LARGE = 200, 2_000


def hits(store: Neo4jStore, people: int) -> dict[str, int]:
    """Return the database hits of each change, in a network of so many people."""
    invented = Invented(people, 5 * people, 5 * people)
    for change in invented.changes():
        store.append(change)
    spent = {}
    for name in ("once to warm up", "measured"):
        somebody = _few_contacts(store, invented)
        contact = Interaction(NOW, "message", invented.owner, (somebody,), mark=name)
        with counted() as log:
            store.append(Change(f"log {name}", NOW, events=[contact]))
        with counted() as undo:
            store.withdraw(NOW)
        with counted() as forget:
            store.forget(somebody, b"12345678")
        spent = {"log": sum(log), "undo": sum(undo), "forget": sum(forget)}
    assert store.check() == []
    return spent


def _few_contacts(store: Neo4jStore, invented: Invented) -> PersonId:
    """Return somebody with three contact-days: the same, whatever the size of the network."""
    figures = store.tie_figures(invented.owner, ["contact_days"])
    return PersonId(min(pid for pid, days in figures if days == 3))


def test_a_contact_its_undoing_and_forgetting_cost_the_same_in_a_larger_network(
    new_net: OpenNet,
) -> None:
    small, large = hits(new_net(), SMALL), hits(new_net(), LARGE)
    assert {name: large[name] <= 2 * small[name] for name in small} == dict.fromkeys(small, True), (
        small, large,
    )  # fmt: skip


#: Questions that weigh one person after another, with the statements that each may ask.
MOST = {"today": 285, "stalls": 45, "fading": 70, "reconnect": 30}


def test_a_question_reads_many_people_together(new_net: OpenNet) -> None:
    """With pairs, handles and steps read one by one, `today` asked more than 500 here."""
    store, invented = new_net(), Invented(LARGE, 5 * LARGE, 5 * LARGE)
    for change in invented.changes():
        store.append(change)
    space = Workspace(store, NOW)
    asked = {}
    for name in MOST:
        with counted() as log:
            answer = getattr(space, name)()
        asked[name] = len(log)
        assert answer or name == "fading", name
    assert {name: asked[name] <= most for name, most in MOST.items()} == dict.fromkeys(
        MOST, True
    ), asked
