"""Connectors, only links and groups; NetworkX is the oracle of the two measures."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx.algorithms.structuralholes import normalized_mutual_weight

from netkit.answers.network_shape import bridges, circles, connectors, constraint, effective_size
from netkit.model.people import Person, PersonId

Edges = dict[tuple[int, int], float]
GRAPHS = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    st.floats(0.1, 1.0),
    min_size=1,
)


def weave(edges: Edges) -> dict[PersonId, dict[PersonId, float]]:
    found: dict[PersonId, dict[PersonId, float]] = defaultdict(dict)
    for (a, b), weight in edges.items():
        found[PersonId(str(a))][PersonId(str(b))] = weight
        found[PersonId(str(b))][PersonId(str(a))] = weight
    return found


def graph(edges: Edges) -> nx.Graph[str]:
    made: nx.Graph[str] = nx.Graph()
    made.add_weighted_edges_from((str(a), str(b), weight) for (a, b), weight in edges.items())
    return made


@settings(deadline=None)
@given(GRAPHS)
def test_constraint_is_networkx_own(edges: Edges) -> None:
    expected = nx.constraint(graph(edges), weight="weight")
    known = weave(edges)
    assert {node: constraint(known, PersonId(node)) for node in expected} == pytest.approx(expected)


@settings(deadline=None)
@given(GRAPHS)
def test_effective_size_is_burts_sum_over_networkx_weights(edges: Edges) -> None:
    """Burt 1992, eq. 2.2, from NetworkX's own normalised weights; its sum of them differs."""
    made, known = graph(edges), weave(edges)
    weight = partial(normalized_mutual_weight, made, weight="weight")
    for node in made:
        own = sum(
            1 - sum(weight(node, q) * weight(other, q, norm=max) for q in made[node])
            for other in made[node]
        )
        assert effective_size(known, PersonId(node)) == pytest.approx(own)


@settings(deadline=None)
@given(GRAPHS)
def test_with_equal_ties_it_is_the_number_known_less_their_mean_degree(edges: Edges) -> None:
    """Borgatti 1997: n - 2t/n, with t ties among the n known; NetworkX's own for such graphs."""
    equal = dict.fromkeys(edges, 1.0)
    expected = nx.effective_size(graph(equal))
    known = weave(equal)
    assert {node: effective_size(known, PersonId(node)) for node in expected} == pytest.approx(
        expected
    )


#: Two triangles, 0-1-2 and 4-5-6, that meet in 3 alone; nobody else has a tie across.
BOWTIE: Edges = {
    (0, 1): 1.0, (0, 2): 1.0, (1, 2): 1.0, (4, 5): 1.0, (4, 6): 1.0, (5, 6): 1.0,
    (2, 3): 1.0, (3, 4): 1.0,
}  # fmt: skip
PEOPLE = {PersonId(str(n)): Person(PersonId(str(n)), f"P{n}") for n in range(8)}
GROUPS = {PersonId(str(n)): 0 if n < 3 else 1 for n in (0, 1, 2, 4, 5, 6)}


def test_the_one_between_two_circles_connects_them() -> None:
    """P3 knows two who do not know each other: effective size 2, constraint 2·(1/2)² = 1/2.

    P2 and P4 know three, of whom two know each other: 3 - 2·(1/3) = 2⅓.
    """
    found = {one.person.name: one for one in connectors(PEOPLE, weave(BOWTIE), GROUPS)}

    assert (found["P3"].effective_size, found["P3"].constraint) == (2.0, 0.5)
    assert found["P2"].effective_size == pytest.approx(7 / 3)
    assert (found["P3"].knows, found["P3"].groups) == (2, 2)
    assert list(found)[:3] == ["P2", "P4", "P3"]


def test_an_only_living_tie_into_a_group_is_a_bridge() -> None:
    close = {PersonId("0"): 0.6, PersonId("1"): 0.5, PersonId("4"): 0.4, PersonId("5"): 0.1}

    [bridge] = bridges(PEOPLE, close, GROUPS, {0: "Acme", 1: "Choir"})

    assert (bridge.person.name, bridge.group, bridge.size) == ("P4", "Choir", 3)


def test_groups_that_do_not_know_each_other_are_named() -> None:
    names = {0: "Acme", 1: "Choir"}
    acme, choir = circles(PEOPLE, weave(BOWTIE), {}, GROUPS, names)
    assert (acme.name, acme.apart_from) == ("Acme", ("Choir",))
    assert choir.apart_from == ("Acme",)

    met = weave({**BOWTIE, (0, 5): 0.5})
    assert [one.apart_from for one in circles(PEOPLE, met, {}, GROUPS, names)] == [(), ()]
