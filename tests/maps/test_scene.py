"""From people and ties to a scene: groups and their names, places, moves, decay, hiding names."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import numpy as np
import pytest

from netkit.maps import Scene, anonymise, build_scene
from netkit.maps.decay import HALF_LIFE_DAYS, later
from netkit.maps.layout import rings, spread_apart
from netkit.maps.lenses import lenses_of
from netkit.maps.moves import moves
from netkit.maps.packing import pack_circles
from netkit.maps.scene import SceneNote, ScenePerson, SceneTie, band_of, radius_of
from tests.maps.hostile import hostile_scene
from tests.maps.invented import AS_OF, network, scene


def person(name: str, **more: object) -> ScenePerson:
    return replace(ScenePerson(id=name, name=name), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def drawn() -> Scene:
    return scene(200, 800, ghosts=6)


def test_the_same_people_in_any_order_give_the_same_scene() -> None:
    people, ties, ideas = network(120, 300)
    one = build_scene(people, ties, title="T", as_of=AS_OF, suggestions=ideas)
    random.Random(3).shuffle(people)
    random.Random(4).shuffle(ties)
    assert build_scene(people, ties, title="T", as_of=AS_OF, suggestions=ideas) == one


def test_ties_with_strangers_go_and_the_stronger_of_two_stays() -> None:
    people = [person("a"), person("b")]
    ties = [SceneTie("b", "a", 10.0), SceneTie("a", "b", 30.0), SceneTie("a", "owner", 90.0),
            SceneTie("a", "a", 50.0)]  # fmt: skip
    drawn = build_scene(people, ties, title="T", as_of=AS_OF)
    assert [(tie.a, tie.b, tie.strength) for tie in drawn.ties] == [("a", "b", 30.0)]


def test_people_do_not_lie_on_each_other(drawn: Scene) -> None:
    discs = [(p.x, p.y, radius_of(p.strength)) for p in drawn.people]
    overlap = [
        (a, b)
        for i, a in enumerate(discs)
        for b in discs[:i]
        if math.dist(a[:2], b[:2]) < 0.98 * (a[2] + b[2])
    ]
    assert len(overlap) <= 4  # rounds of pushing end; a few may still touch


def test_everybody_of_a_group_lies_in_its_bubble(drawn: Scene) -> None:
    for group in drawn.groups:
        for one in drawn.people:
            if one.group == group.id:
                away = math.dist((one.x, one.y), (group.x, group.y))
                assert away + radius_of(one.strength) <= group.radius + 0.1


def test_bubbles_hardly_overlap(drawn: Scene) -> None:
    for one in drawn.groups:
        for other in drawn.groups[: one.id]:
            apart = math.dist((one.x, one.y), (other.x, other.y))
            assert apart > 0.85 * (one.radius + other.radius)


def test_groups_are_named_after_what_most_members_share(drawn: Scene) -> None:
    for group in drawn.groups:
        members = [one for one in drawn.people if one.group == group.id]
        assert {one.id for one in members} == set(group.members)
    names = [group.name for group in drawn.groups]
    assert len(set(names)) == len(names)
    assert not any("cluster" in name.lower() for name in names)


def test_colleagues_without_any_tie_are_a_group() -> None:
    people = [person(f"x{i}", organization="ACME" if i < 4 else "Beta") for i in range(8)]
    drawn = build_scene(people, title="T", as_of=AS_OF)
    assert sorted(group.name for group in drawn.groups) == ["ACME", "Beta"]


def test_a_second_map_keeps_everybody_near_where_they_were(drawn: Scene) -> None:
    before = {p.id: (p.x, p.y) for p in drawn.people}
    people, ties, _ = network(200, 800)
    grown = [*people, person("new", organization=people[0].organization)]
    again = build_scene(grown, ties, title="T", as_of=AS_OF, before=before)
    moved = [math.dist((p.x, p.y), before[p.id]) for p in again.people if p.id in before]
    across = max(math.dist((p.x, p.y), (0, 0)) for p in drawn.people)
    assert np.median(moved) < 0.05 * across


def test_people_in_no_group_lie_outside_every_bubble() -> None:
    people = [person(f"x{i:02}", organization="ACME" if i < 6 else "") for i in range(30)]
    drawn = build_scene(people, title="T", as_of=AS_OF)
    [group] = drawn.groups
    loose = [p for p in drawn.people if p.group < 0]
    assert len(loose) == 24
    assert all(math.dist((p.x, p.y), (group.x, group.y)) > group.radius for p in loose)


def test_circles_are_packed_around_the_biggest() -> None:
    from scipy import sparse

    radius = np.array([10.0, 50.0, 12.0, 8.0, 20.0])
    centres = pack_circles(radius, sparse.csr_array((5, 5)), np.full((5, 2), np.nan))
    assert np.hypot(*centres[1]) < 5.0
    for i in range(5):
        for j in range(i):
            assert np.hypot(*(centres[i] - centres[j])) >= radius[i] + radius[j]


def test_rings_are_the_nearer_the_stronger() -> None:
    strength = np.array([90.0, 5.0, 60.0, 30.0])
    places = rings(np.array([0, 0, 1, -1]), strength, np.full(4, 3.0))
    reach = np.hypot(places[:, 0], places[:, 1])
    assert np.argsort(reach).tolist() == np.argsort(-strength).tolist()


def test_circles_on_one_spot_are_pushed_apart() -> None:
    places = spread_apart(np.zeros((5, 2)), np.full(5, 2.0))
    assert min(math.dist(a, b) for i, a in enumerate(places) for b in places[:i]) >= 3.9


def test_strength_halves_on_its_own_scale() -> None:
    # 100·S/(1+S): S = 1 shows 50; after a half-life S = 1/2 shows 33.3
    assert later(50.0, HALF_LIFE_DAYS) == pytest.approx(100 / 3)
    assert later(80.0, 0) == pytest.approx(80.0)
    assert later(100.0, 900) == 100.0
    assert later(0.0, 10) == 0.0


def test_bands_and_sizes_follow_strength() -> None:
    assert [band_of(s) for s in (90, 67, 50, 25, 24.9, 0)] == [
        "close", "close", "strong", "light", "faint", "faint"]  # fmt: skip
    assert (radius_of(-5), radius_of(0), radius_of(100), radius_of(400)) == (2.5, 2.5, 9.0, 9.0)


def test_moves_tell_the_largest_changes_and_no_ghosts() -> None:
    people = [
        person("Ann", strength=20.0, past=(60.0,), silent_days=90),
        person("Bob", strength=45.0, past=(30.0,)),
        person("Cid", strength=30.0, past=(29.0,), returned_after=400),
        person("Dee", strength=0.0, past=(70.0,), known=False),
    ]
    assert [(m.person, m.kind, m.text) for m in moves(people)] == [
        ("Ann", "went quiet", "silent for 90 days; strength 60 → 20"),
        ("Bob", "warmed up", "strength 30 → 45"),
        ("Cid", "replied after a silence", "back after 400 days"),
    ]


def test_an_anonymous_scene_holds_no_name_and_no_reason(drawn: Scene) -> None:
    hidden = anonymise(drawn)
    told = repr(hidden)
    people, groups = drawn.people, {group.name for group in drawn.groups}
    for one in people:
        assert one.name not in told
        assert one.id not in told
        assert all(reason not in told for reason in one.because)
    assert {g.name for g in hidden.groups if g.kind == "organization" and not g.hub} <= groups
    assert len(hidden.ties) == len(drawn.ties)
    assert "Robin" not in told


def test_an_anonymous_hostile_scene_keeps_group_names_alone() -> None:
    hidden = anonymise(hostile_scene())
    assert all(one.name.startswith("Person ") for one in hidden.people)
    assert all(not one.because for one in hidden.people)


def test_nobody_at_all_is_a_scene_too() -> None:
    drawn = build_scene([], title="T", as_of=AS_OF)
    assert (drawn.people, drawn.ties, drawn.groups) == ((), (), ())


def test_a_connector_who_is_an_only_link_too_counts_once() -> None:
    notes = (
        SceneNote("a", "connector", "knows 4 of your people in 2 groups"),
        SceneNote("b", "connector", "knows 3 of your people in 2 groups"),
        SceneNote("b", "only link", "Acorn: nobody else"),
        SceneNote("c", "only link", "Birch: nobody else"),
    )
    drawn = build_scene([person("a"), person("b"), person("c")], [], title="T", as_of=AS_OF)
    connect = lenses_of(replace(drawn, connecting=notes))[3]
    assert connect.count == 3
    assert connect.headline == "2 connectors · 2 only links · 1 is both"
    assert len(connect.rows) == 4


def test_the_count_of_what_fades_is_the_headlines_own_number() -> None:
    slower = [person("a", trend="weakening"), person("b", trend="weakening"), person("c")]
    drawn = build_scene(slower, [], title="T", as_of=AS_OF)
    fading = lenses_of(drawn)[1]
    assert (fading.count, fading.headline) == (2, "2 ties are slowing down")
    silent = (SceneNote("c", "fading", "90 days"), SceneNote("a", "held back", "asked for peace"))
    fading = lenses_of(replace(drawn, fading=silent))[1]
    assert (fading.count, fading.headline) == (1, "1 tie is fading · 2 slowing down")
