"""Who belongs together, whatever the size, and what a group is called."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import chain, combinations, pairwise

import pytest

from netkit.answers.group_names import named
from netkit.answers.groups import Group, Link, Member, Trait, groups_of


def member(name: str, employer: str = "", *traits: Trait, strength: float = 0.0) -> Member:
    return Member(name, name, employer, traits, strength)


def people(start: int, count: int, employer: str = "") -> list[Member]:
    return [member(f"p{number:05d}", employer) for number in range(start, start + count)]


def clique(members: list[Member]) -> list[Link]:
    return [Link(a.id, b.id, 0.5) for a, b in combinations(members, 2)]


def sizes(groups: tuple[Group, ...]) -> list[tuple[str, int]]:
    return [(group.name, len(group.people)) for group in groups]


def test_a_firm_of_a_thousand_is_one_group_however_its_people_are_tied() -> None:
    rng = random.Random(1)
    firm = people(0, 1000, "Vireo Freight")
    ties = [Link(a.id, b.id, 0.4) for a, b in (rng.sample(firm, 2) for _ in range(4000))]
    assert sizes(groups_of(firm, ties)) == [("Vireo Freight", 1000)]
    assert sizes(groups_of([*firm, *people(1000, 30, "Oxbow Tea")], ties)) == [
        ("Vireo Freight", 1000), ("Oxbow Tea", 30)]  # fmt: skip


def test_a_firm_nobody_named_is_whole_too() -> None:
    """A thousand people with eight random ties each hold no parts beyond what chance makes."""
    rng = random.Random(2)
    firm = people(0, 1000)
    ties = [Link(a.id, b.id, 0.4) for a, b in (rng.sample(firm, 2) for _ in range(4000))]
    assert max(len(group.people) for group in groups_of(firm, ties)) >= 990


@pytest.mark.parametrize("size", [12, 60, 150, 220])
def test_a_clique_is_one_group_alone_and_among_others(size: int) -> None:
    crowd = people(0, size)
    alone = groups_of(crowd, clique(crowd))
    assert [len(group.people) for group in alone] == [size]
    others = [people(size + 10 * number, 10) for number in range(20)]
    ties = clique(crowd) + [tie for some in others for tie in clique(some)]
    ties += [Link(crowd[0].id, some[0].id, 0.5) for some in others]
    ties += [Link(a[1].id, b[2].id, 0.5) for a, b in pairwise(others)]
    found = {group.people for group in groups_of(chain(crowd, *others), ties)}
    assert found == {tuple(one.id for one in some) for some in [crowd, *others]}


def test_small_cliques_of_a_large_network_are_not_merged() -> None:
    """A ring of 100 cliques of five: modularity alone joins neighbours (Fortunato 2007)."""
    rings = [people(5 * number, 5) for number in range(100)]
    ties = [tie for some in rings for tie in clique(some)]
    ties += [Link(a[0].id, b[1].id, 0.5) for a, b in pairwise([*rings, rings[0]])]
    found = groups_of(chain(*rings), ties)
    assert [len(group.people) for group in found] == [5] * 100


def test_groups_do_not_depend_on_the_order_of_people_and_ties() -> None:
    rng = random.Random(5)
    crowd = [replace(one, employer=rng.choice(("", "Oxbow", "Lark"))) for one in people(0, 60)]
    ties = [Link(a.id, b.id, rng.random()) for a, b in (rng.sample(crowd, 2) for _ in range(150))]
    before = groups_of(crowd, ties)
    rng.shuffle(crowd)
    rng.shuffle(ties)
    assert groups_of(crowd, ties) == before


def test_an_employer_spelt_in_two_ways_is_one_group_with_the_usual_spelling() -> None:
    crowd = [*people(0, 3, "Lark Mills"), *people(3, 2, "Lark Mills, Inc.")]
    assert sizes(groups_of(crowd, [])) == [("Lark Mills", 5)]


def test_the_self_employed_are_no_firm() -> None:
    assert groups_of(people(0, 5, "Self-employed"), []) == ()


def test_whoever_has_most_ties_with_a_firm_joins_it() -> None:
    firm = people(0, 5, "Oxbow")
    consultant, stranger = member("consultant"), member("stranger")
    ties = [Link("consultant", one.id, 0.5) for one in firm]
    [group] = groups_of([*firm, consultant, stranger], ties)
    assert set(group.people) == {*(one.id for one in firm), "consultant"}


def test_a_city_that_all_live_in_names_no_group() -> None:
    oslo: Trait = ("city", "Oslo")
    everybody = [member(f"a{i}", "", oslo, ("school", "NTNU")) for i in range(5)]
    everybody += [member(f"b{i}", "", oslo, ("topic", "jazz")) for i in range(5)]
    ids = [one.id for one in everybody]
    names = named([ids[:5], ids[5:]], everybody)
    assert [(name.name, name.kind) for name in names] == [("NTNU", "school"), ("jazz", "topic")]


def test_a_group_that_shares_nothing_is_named_after_its_strongest() -> None:
    members = [member("Ann", strength=60.0), member("Bob", strength=20.0)]
    [group] = named([["Ann", "Bob"]], members)
    assert (group.name, group.kind, group.hub) == ("Around Ann", "person", "Ann")


def test_no_two_groups_have_the_same_name() -> None:
    school: Trait = ("school", "NTNU")
    crowd = [member(f"x{i}", "", school) for i in range(12)]
    names = [group.name for group in named([[one.id for one in crowd[n::3]] for n in range(3)],
                                           crowd)]  # fmt: skip
    assert len(set(names)) == 3


def test_a_group_that_shares_nothing_is_named_after_whom_its_members_know_most() -> None:
    # Ann has the strongest tie with the owner, or most contact with the whole world; but it is
    # Hub whom all of the group know.
    members = [Member(name, name.title(), "", (), 90.0 if name == "ann" else 10.0)
               for name in ("ann", "bob", "cid", "dan", "hub")]  # fmt: skip
    links = [Link("hub", name, 0.8) for name in ("ann", "bob", "cid", "dan")]
    links.append(Link("ann", "bob", 0.5))
    [group] = groups_of(members, links)
    assert (group.name, group.hub) == ("Around Hub", "hub")
