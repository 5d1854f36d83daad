"""The same network in a file and on a server gives the same rows, in the same order."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from netkit.answers.fading import Page, fading
from netkit.answers.introduce.introductions import introductions, introductions_for
from netkit.answers.leaning_ties import leaning
from netkit.answers.network_view import TIE_FIGURES
from netkit.answers.reach import reach
from netkit.answers.who import search_all
from netkit.model.events import Acquaintance, Event, Favour, Interaction, Need, Offer
from netkit.model.people import Affiliation, Claim, Handle, PersonId
from netkit.store.neo4j import Neo4jStore
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change, Join
from netkit.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from netkit.store.port import Store

pytestmark = pytest.mark.neo4j

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
HANDLES = [Handle("linkedin", f"p{number}") for number in range(7)]
IDS = [handle.person_id for handle in HANDLES]
TOPICS = ("patent lawyer", "engineer for embedded systems", "designer", "Anwältin für Markenrecht")

people = st.sampled_from(IDS)
times = st.integers(0, 900).map(lambda days: NOW - timedelta(days=days))
texts = st.sampled_from(TOPICS)
names = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Co", "Cn")), min_size=1, max_size=12
)

contacts = st.builds(
    Interaction,
    times,
    st.just("message"),
    people,
    st.lists(people, min_size=1, max_size=3).map(tuple),
    mark=st.sampled_from(["", "second"]),
)
events = st.one_of(
    contacts,
    contacts,
    contacts,
    st.builds(Need, times, people, texts),
    st.builds(Offer, times, people, texts),
    st.builds(Favour, times, people, people, st.just("advice"), value=st.integers(1, 5)),
    st.builds(
        Acquaintance, times, people, people, st.just("a thread"), st.sampled_from([0.2, 0.5])
    ),
)


@st.composite
def changes(draw: st.DrawFn) -> list[Change]:
    """A network in two changes: parallel, empty, to oneself, out of order, strangely named."""
    jobs = [
        Affiliation(person, draw(st.sampled_from(["ACME, Inc.", "Acme GmbH", "Ünïcode & Søns"])))
        for person in draw(st.lists(people, max_size=4))
    ]
    said: list[Event] = draw(st.lists(events, max_size=30))
    first = Change(
        "first",
        NOW,
        handles=[(handle, handle.person_id) for handle in HANDLES],
        owners=[IDS[0]] if draw(st.booleans()) else [],
        claims=[Claim(person, "name", draw(names), NOW) for person in IDS],
        affiliations=jobs,
        events=said[::2],
    )
    joins = [Join(IDS[5], IDS[6], "the same")] if draw(st.booleans()) else []
    return [first, Change("second", NOW, joins=joins, events=said[1::2])]


def answers(store: Store) -> dict[str, Any]:
    """Every everyday answer, and what it is computed from."""
    space = Workspace(store, NOW)
    found: dict[str, Any] = {
        "people": store.people(),
        "ties": {person: store.ties(person) for person in IDS},
        "past": {person: store.ties(person, until=NOW - timedelta(days=300)) for person in IDS},
        "contacts": list(store.contacts()),
        "interactions": [store.interactions([IDS[0], person]) for person in IDS],
        "all": list(store.all_interactions()),
        "terms": store.with_terms(),
        "counts": (store.counts(), store.span(), store.term_counts()),
        "who": [
            search_all(store, [("any", word)], limit=limit)
            for word in ("lawyer", "acme", "ü", "patent lawyer")
            for limit in (1, 2, 20)
        ],
    }
    if store.owners():
        now = [person.id for person in store.people(IDS)]
        found |= {
            "introduce": [introductions_for(space.view.facts_around(p), p, limit=10) for p in now],
            "which two": introductions(space.view.facts(), limit=10),
            "reach": [reach(space.view.facts_to([p]), [p], limit=5) for p in now if p != IDS[0]],
            "balance": space.balance(kind="all", limit=10**9),
            "fading": [space.fading(limit=limit) for limit in (1, 3, 10)],
            "fading later": [
                Workspace(store, NOW + timedelta(days=days)).fading(limit=3) for days in (60, 400)
            ],
            "fading then": space.at(NOW - timedelta(days=200)).fading(limit=10),
            "fading, all read": fading(
                space.view.contacts,
                [Page(space.store.tie_figures(space.view.owner, TIE_FIGURES), 0.0)],
                partial(_days, space),
                NOW,
                space.view.coefficients(),
                clock=space.view.clock,
                limit=10,
            ),
            "leaning": [list(leaning(space.view, every=every)) for every in (True, False)],
            "balance then": space.at(NOW - timedelta(days=200)).balance(kind="all", limit=10**9),
            "neighbourhood": [neighbourhood(space, person) for person in now],
        }
    return found


def neighbourhood(space: Workspace, person: PersonId) -> list[tuple[PersonId, float]]:
    """Whom somebody is in contact with, the strongest tie first."""
    stats = space.store.ties(person)
    return sorted(
        ((other, tie.log_strength) for other, tie in stats), key=lambda row: (-row[1], row[0])
    )


def _days(space: Workspace, others: Iterable[PersonId]) -> dict[PersonId, list[float]]:
    return space.view.days(list(others))


def same(left: Any, right: Any) -> bool:
    """Whether two answers are equal, floats within 1e-9 of each other."""
    if isinstance(left, float) and isinstance(right, float):
        return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
    if is_dataclass(left) and type(left) is type(right):
        return all(same(getattr(left, f.name), getattr(right, f.name)) for f in fields(left))
    if isinstance(left, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)


@given(changes())
@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each example asks a server
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_two_engines_give_the_same_answers(
    tmp_path: Path, new_url: Callable[[], str], said: list[Change]
) -> None:
    number = next(NUMBERS)
    file, server = SqliteStore(tmp_path / f"{number}.netkit"), Neo4jStore(new_url())
    try:
        for change in said:
            assert file.append(change) == server.append(change)
        assert file.digest() == server.digest()
        expected, found = answers(file), answers(server)
        for name, answer in expected.items():
            assert same(found[name], answer), name
        assert server.check() == []
    finally:
        file.close()
        server.close()


NUMBERS = count()


def test_an_answer_that_differs_is_told() -> None:
    assert same([1.0, ("a",)], [1.0 + 1e-12, ("a",)])
    assert not same([1.0], [1.0 + 1e-6])
    assert not same({"a": 1}, {"b": 1})
