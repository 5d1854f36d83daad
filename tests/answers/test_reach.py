"""Paths to somebody: against every path written out, and a circle told by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise, permutations
from typing import TYPE_CHECKING, Literal

from hypothesis import given
from hypothesis import strategies as st

from netkit.answers.facts import Facts, Profile
from netkit.answers.reach import HOP_PENALTY, MOST_HOPS, Link, paths, reach
from netkit.model.events import Acquaintance, EventId
from netkit.model.history import Recorded
from netkit.model.people import Person, PersonId
from netkit.ties.statistics import Contact, tie_stats

if TYPE_CHECKING:
    from collections.abc import Sequence

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TODAY = NOW.timestamp() / 86_400
ME, ANN, BOB, CID, DEE = (PersonId(name) for name in ("me", "ann", "bob", "cid", "dee"))


def _facts(
    ties: dict[PersonId, Sequence[float]], *known: tuple[PersonId, PersonId, float, bool]
) -> Facts:
    """Facts of a circle: my ties by days ago, and (a, b, probability, seen) of the others'."""
    acquaintances: dict[PersonId, list[Recorded[Acquaintance]]] = {}
    for number, (a, b, weight, seen) in enumerate(known):
        one = Recorded(EventId(f"e{number}"), Acquaintance(NOW, a, b, "both at ACME", weight, seen))
        for end in (a, b):
            acquaintances.setdefault(end, []).append(one)
    people = {ME, *ties, *acquaintances}
    stats = {
        pid: tie_stats(Contact(TODAY - ago, from_a=True) for ago in days)
        for pid, days in ties.items()
    }
    return Facts(
        ME,
        NOW,
        {pid: Profile(Person(pid, str(pid), owner=pid == ME)) for pid in people},
        {pid: one for pid, one in stats.items() if one is not None},
        acquaintances,
    )


def _names(path: object) -> list[str]:
    return [person.name for person in path.path]  # type: ignore[attr-defined]


def test_a_seen_way_comes_before_a_likelier_inferred_one() -> None:
    close, distant = [5.0 * n for n in range(12)], [200.0]
    facts = _facts({ANN: close, BOB: distant}, (ANN, DEE, 0.9, False), (BOB, DEE, 0.5, True))
    found = [path for path in reach(facts, [DEE]) if len(path.path) > 2]
    assert [_names(path) for path in found] == [["me", "bob", "dee"], ["me", "ann", "dee"]]
    assert [path.evidence for path in found] == ["seen", "inferred"]
    assert found[0].probability < found[1].probability


def test_the_weak_link_is_named_and_says_what_to_do_first() -> None:
    """One contact 240 days ago: S = 2^(-240/120) = 0.25, v = 0.2; v · 0.5 · 0.9 = 0.09."""
    facts = _facts({BOB: [240.0]}, (BOB, DEE, 0.5, True))
    best = next(path for path in reach(facts, [DEE]) if len(path.path) == 3)
    assert math.isclose(best.probability, 0.09)
    assert [person.name for person in best.weak_link] == ["me", "bob"]
    assert best.advice == "warm first"
    assert best.because[1].evidence == ("e0",)


def test_a_warm_first_tie_can_be_asked_now() -> None:
    facts = _facts({ANN: [3.0, 10.0, 17.0]}, (ANN, DEE, 0.5, True))
    assert next(path for path in reach(facts, [DEE]) if len(path.path) == 3).advice == "ask now"


def test_without_evidence_there_is_no_way() -> None:
    facts = _facts({ANN: [3.0]}, (BOB, DEE, 0.5, True))
    strangers = Facts(
        ME, NOW, {p: facts.profiles[p] for p in (ME, ANN)}, facts.ties, facts.acquaintances
    )
    assert reach(strangers, [DEE]) == []


def test_each_way_begins_with_somebody_else() -> None:
    facts = _facts(
        {ANN: [3.0], BOB: [4.0]},
        (ANN, CID, 0.9, True), (CID, DEE, 0.9, True), (ANN, DEE, 0.4, True), (BOB, DEE, 0.3, True),
    )  # fmt: skip
    firsts = [_names(path)[1] for path in reach(facts, [DEE])]
    assert len(firsts) == len(set(firsts))


Graph = dict[tuple[str, str], tuple[float, Literal["seen", "inferred"]]]
NODES = ["s", "a", "b", "c", "t"]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    ends = draw(
        st.lists(
            st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), unique=True, max_size=14
        )
    )
    return {
        (a, b): (
            draw(st.floats(0.05, 0.95)),
            draw(st.sampled_from(["seen", "inferred"])),
        )
        for a, b in ends
        if a != b
    }


def _cost(graph: Graph, path: Sequence[str]) -> tuple[bool, float] | None:
    """Written out: the evidence class, then minus the logarithm of the probability."""
    links = list(pairwise(path))
    if not all(link in graph for link in links):
        return None
    probability = math.prod(graph[link][0] for link in links) * HOP_PENALTY ** (len(links) - 1)
    return any(graph[link][1] == "inferred" for link in links), -math.log(probability)


@given(graphs())
def test_the_best_path_is_the_best_of_all_paths(graph: Graph) -> None:
    between = [p for size in range(MOST_HOPS) for p in permutations(["a", "b", "c"], size)]
    every = [_cost(graph, ("s", *middle, "t")) for middle in between]
    best = min((cost for cost in every if cost is not None), default=None)

    def neighbours(person: PersonId) -> list[Link]:
        return [
            Link(PersonId(b), probability, evidence, "")
            for (a, b), (probability, evidence) in sorted(graph.items())
            if a == person
        ]

    found = paths(PersonId("s"), [PersonId("t")], neighbours)
    if best is None:
        assert found == []
        return
    first = _cost(graph, ["s", *(link.to for _, link in found[0])])
    assert first is not None
    assert first[0] == best[0]
    assert math.isclose(first[1], best[1], rel_tol=1e-9)


def test_a_stranger_is_reached_through_others_alone() -> None:
    facts = _facts({ANN: [3.0]}, (ANN, DEE, 0.5, True))
    assert ["me", "dee"] in [_names(path) for path in reach(facts, [DEE])]
    stranger = replace(facts, strangers=frozenset({DEE}))
    assert [_names(path) for path in reach(stranger, [DEE])] == [["me", "ann", "dee"]]
