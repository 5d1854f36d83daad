"""Where a server looks at the best alone, the answers are those of a file that looks at all.

The network is too small for that: here the limits from which a server leaves something out are low.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from netkit.queries import question

from benchmarks.invented import NOW, Invented
from netkit.answers.introduce.introductions import introductions_for
from netkit.answers.leaning_ties import leaning
from netkit.answers.who import search_all
from netkit.model.events import Need
from netkit.model.people import Handle, PersonId
from netkit.store.neo4j import Neo4jStore, prefilters, stored_counts
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change, Join
from netkit.ties.strength import strength
from netkit.workspace import Workspace
from tests.neo4j.test_parity import same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from tests.conftest import Neo4jDatabase

pytestmark = pytest.mark.neo4j

PEOPLE = Invented(400, 4_000, 4_000)
DAY = int(NOW.timestamp() // 86_400)


@pytest.fixture
def low(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits so low that something is left out everywhere."""
    for module, name, value in (
        (stored_counts, "_COMMON", 2),
        (prefilters, "_BESIDE", 0),
    ):
        monkeypatch.setattr(module, name, value)


def opened(folder: Path, url: str) -> tuple[SqliteStore, Neo4jStore]:
    """A file and a server with the same network, joined people in it."""
    pairs = [(PEOPLE.ids[number], PEOPLE.ids[number + 100]) for number in (3, 21, 51)]
    joined = Change("joined", NOW, joins=[Join(kept, gone, "one") for kept, gone in pairs])
    stores = SqliteStore(folder / "net.netkit"), Neo4jStore(url)
    for store in stores:
        if not store.owners():
            for change in (*PEOPLE.changes(), joined):
                store.append(change)
    return stores


@pytest.fixture
def pair(
    tmp_path: Path, login: Neo4jDatabase, low: None
) -> Iterator[tuple[SqliteStore, Neo4jStore]]:
    """A network that nobody changes: it is made once for a server."""
    stores = opened(tmp_path, f"{login.uri}/{login.database}?net=pages")
    yield stores
    for store in stores:
        store.close()


Pair = tuple[SqliteStore, Neo4jStore]


def both(pair: Pair, ask: Callable[..., Any], **given: Any) -> Any:
    """Return the answer of the server, which is that of the file."""
    found = ask(Workspace(pair[1], NOW), **given)
    assert same(found, ask(Workspace(pair[0], NOW), **given))
    return found


def introductions_to(space: Workspace, person: PersonId, limit: int) -> Any:
    return introductions_for(space.view.facts_around(person), person, limit=limit)


def leaning_rows(
    space: Workspace, most: int, *, every: bool = True, then: datetime | None = None
) -> Any:
    return list(islice(leaning(space.view.at(then), every=every), most))


def fading(space: Workspace, days: int, limit: int) -> Any:
    return Workspace(space.store, NOW + timedelta(days=days)).fading(limit=limit)


def found(space: Workspace, text: str, limit: int) -> Any:
    return search_all(space.store, [("any", text)], limit=limit)


def test_introductions_are_those_of_a_file(pair: Pair) -> None:
    told = 0
    for one in pair[0].people(PEOPLE.ids[1::20]):
        for limit in (1, 4, 10):
            told += len(both(pair, introductions_to, person=one.id, limit=limit))
    assert told > 100


def places_of(space: Workspace, person: PersonId) -> dict[str, frozenset[str]]:
    """What counts when others have it: all terms of somebody, needed where they are given."""
    mine = {one.term for one in space.store.with_terms() if one.person == person}
    return {term: frozenset({"need", "offer", "skill", "title"}) for term in mine}


def test_who_shares_words_is_the_same_as_in_a_file(pair: Pair) -> None:
    shared = 0
    for person in PEOPLE.ids[1::20]:
        terms = places_of(Workspace(pair[0], NOW), person)
        file, server = (
            {one.person: one for one in s.sharing(PEOPLE.owner, person, terms)} for s in pair
        )
        assert file.keys() == server.keys()
        for pid, one in file.items():
            assert (server[pid].shared, server[pid].needs) == (one.shared, one.needs)
            assert same(server[pid].log_strength, one.log_strength)
        shared += len(file)
    assert shared > 1_000


def test_what_leans_is_read_in_pages(pair: Pair) -> None:
    for most in (1, 5, 20, 1_000):
        assert both(pair, leaning_rows, most=most, every=True)
        assert both(pair, leaning_rows, most=most, every=False)
    assert both(pair, leaning_rows, most=1_000, then=NOW - timedelta(days=500))


def test_what_fades_is_read_in_pages(pair: Pair) -> None:
    for days in (0, 90, 400):
        for limit in (1, 10, 50):
            assert both(pair, fading, days=days, limit=limit)


def test_who_is_about_something(pair: Pair) -> None:
    for text in ("lawyer", "patent lawyer", "python", "contracts", "sur12"):
        for limit in (1, 5, 500):
            assert both(pair, found, text=text, limit=limit)


@pytest.mark.parametrize("few", [0, 1_000])
def test_a_neighbourhood_is_that_of_a_file(pair: Pair, few: int) -> None:
    """By the order of an index or from all of somebody's ties: the strongest, equals by id."""
    file, server = pair
    asked = question("neighbourhood")
    for person in (PEOPLE.owner, *PEOPLE.ids[1:12]):
        names = {one.id: one.name for one in file.people()}
        ranked = sorted(file.ties(person), key=lambda row: (-row[1].log_strength, row[0]))
        for limit in (1, 7, 50, 1_000):
            given = {"person": person, "day": str(DAY), "few": str(few), "limit": str(limit)}
            rows = server.query(asked.text, asked.filled(given))
            assert same(
                [tuple(row.values()) for row in rows],
                [
                    (pid, names[pid], float(strength(tie.log_strength, DAY)), tie.contact_days,
                     tie.last_day)
                    for pid, tie in ranked[:limit]
                ],
            )  # fmt: skip


def test_a_kept_count_is_as_good_as_counting(
    tmp_path: Path, new_url: Callable[[], str], low: None
) -> None:
    """Words are added, moved with a person and taken away; what was kept never answers then."""
    file, server = opened(tmp_path, new_url())
    new = Handle("email", "new@example.org")
    said = Change("said", NOW, handles=[(new, PEOPLE.ids[7])], events=[
        Need(NOW, new.person_id, "a patent lawyer"), Need(NOW, PEOPLE.ids[9], "a patent lawyer"),
    ])  # fmt: skip
    steps: tuple[Any, ...] = (
        lambda store: store.append(said),
        lambda store: store.append(
            Change("need", NOW, events=[Need(NOW, PEOPLE.ids[9], "a lawyer and a nurse")])
        ),
        lambda store: store.append(
            Change("join", NOW, joins=[Join(PEOPLE.ids[9], PEOPLE.ids[13], "one")])
        ),
        lambda store: store.withdraw(NOW),
        lambda store: store.withdraw(NOW),
        lambda store: store.forget(PEOPLE.ids[1 + 20 * 4], b"salt"),
    )
    terms = [*file.term_counts()]
    for step in steps:
        for store in (file, server):
            step(store)
        assert server.term_counts(terms) == file.term_counts(terms)
    kept = server.query("MATCH (t:Term {net: $net}) WHERE t.people IS NOT NULL RETURN t.term", {})
    assert len(kept) > 10
    server.close()


def test_nobody_shares_a_contact_with_whom_nobody_knows(
    pair: Pair,
) -> None:
    owner, stranger = PEOPLE.owner, PersonId("p0000000000000000")
    for store in pair:
        assert store.interactions([owner, stranger]) == []
        assert len(store.interactions([owner, PEOPLE.ids[1]], limit=2)) == 2
