"""Which two should meet, found from afar: the same as weighing every pair with everybody read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from netkit.examples.demo import make_demo

from netkit.answers.facts import PairBound
from netkit.answers.introduce.introductions import introductions
from netkit.topics.terms import CIRCUMSTANCE, reading
from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netkit.answers.facts import Facts, Profile

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("invented")
    with open_workspace(folder / "me.netkit", now=NOW) as opened:
        make_demo(opened, folder, people=300, messages=3_000)
        yield opened


def unbounded(facts: Facts) -> Facts:
    """The same pairs, none of which can be left out."""
    return replace(facts, pairs=[PairBound(9.0, a, b) for _, a, b in facts.pairs or ()])


@pytest.mark.parametrize("limit", [1, 5, 20, 1_000])
def test_leaving_out_what_cannot_be_among_the_best_changes_nothing(
    workspace: Workspace, limit: int
) -> None:
    far = workspace.view.facts_at_large()
    every = introductions(unbounded(far), limit=limit)
    assert introductions(far, limit=limit) == every
    assert introductions(workspace.view.facts(), limit=limit) == every
    assert len(every) == min(limit, len(every)) > 0


def test_no_pair_scores_above_its_bound(workspace: Workspace) -> None:
    far = workspace.view.facts_at_large()
    most = {frozenset(pair[1:]): pair.most for pair in far.pairs or ()}
    found = introductions(unbounded(far), limit=10**6)
    assert all(one.score <= most[frozenset((one.a.id, one.b.id))] + 1e-9 for one in found)
    assert [pair.most for pair in far.pairs or ()] == sorted(most.values(), reverse=True)


def belongings(profile: Profile) -> set[tuple[str, str]]:
    """Schools and crafts of somebody, read one by one."""
    found = {("school", a.organization) for a in profile.affiliations if a.kind == "school"}
    texts = [*profile.skills, *(fact.event.text for fact in profile.interests)]
    texts += [a.title for a in profile.affiliations if a.kind == "work" and a.end is None]
    for text in texts:
        found |= {("t", term) for term, w in reading(text).terms.items() if w >= CIRCUMSTANCE}
    return found


def test_everybody_who_shares_a_rare_thing_is_a_pair(workspace: Workspace) -> None:
    facts = workspace.view.facts()
    groups: dict[tuple[str, str], set[str]] = {}
    for pid, profile in facts.profiles.items():
        if not (profile.person.owner or profile.person.unknown):
            for key in belongings(profile):
                groups.setdefault(key, set()).add(pid)
    rare = {
        frozenset(pair)
        for group in groups.values()
        if len(group) <= 12
        for pair in combinations(group, 2)
    }
    pairs = {frozenset(pair[1:]) for pair in workspace.view.facts_at_large().pairs or ()}
    assert len(rare) > 50
    assert rare <= pairs
