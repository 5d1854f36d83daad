"""A scene that can be shown on a screen or shared: nobody in it can be told by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.maps.scene import Scene, SceneGroup, SceneOwner, ScenePerson, SceneTie
from netkit.model.frozen import replace

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["anonymise"]


def anonymise(scene: Scene) -> Scene:
    """Return the scene without names, ids, places of work, topics, dates and reasons.

    People become "Person 1", "Person 2", …, the strongest first. The groups keep their names (an
    employer, a school, a city) unless a group is named after a person; strengths, directions,
    places on the map and how long ago the last contact was stay.

    Notes
    -----
    Whoever knows the network can still tell people by where they lie. Strengths of named groups
    with two or three members say much about few; look before sharing.
    """
    order = sorted(scene.people, key=lambda person: (-person.strength, person.group, person.x))
    alias = {person.id: f"Person {number}" for number, person in enumerate(order, start=1)}
    if scene.owner:
        alias[scene.owner.id] = "You"
    path = scene.path
    return replace(
        scene,
        title="A network",
        owner=SceneOwner("You", "You") if scene.owner else None,
        people=tuple(_nameless(person, alias) for person in order),
        ties=tuple(_silent(tie, alias) for tie in scene.ties),
        groups=tuple(_kept(group, alias) for group in scene.groups),
        suggestions=tuple(
            replace(s, a=alias[s.a], b=alias[s.b], because=()) for s in scene.suggestions
        ),
        connecting=tuple(
            replace(connector, person=alias[connector.person], text="")
            for connector in scene.connecting
        ),
        fading=tuple(replace(tie, person=alias[tie.person], text="") for tie in scene.fading),
        moved=tuple(replace(m, person=alias[m.person], text="") for m in scene.moved),
        path=path
        and replace(
            path,
            people=tuple(alias.get(person, "Somebody") for person in path.people),
            weak_link=path.weak_link
            and (alias.get(path.weak_link[0], ""), alias.get(path.weak_link[1], "")),
            because=(),
        ),
        focus=alias.get(scene.focus) if scene.focus else None,
        anonymous=True,
    )


def _nameless(person: ScenePerson, alias: Mapping[str, str]) -> ScenePerson:
    return replace(
        person,
        id=alias[person.id],
        name=alias[person.id],
        organization="",
        title="",
        city="",
        tags=(),
        circles=(),
        schools=(),
        earlier_organizations=(),
        because=(),
        next_act="",
        sources=(),
        card=None,
    )


def _silent(tie: SceneTie, alias: Mapping[str, str]) -> SceneTie:
    return replace(tie, a=alias[tie.a], b=alias[tie.b], because=())


def _kept(group: SceneGroup, alias: Mapping[str, str]) -> SceneGroup:
    """Keep a group's name, unless a person's name is in it."""
    members = tuple(alias[member] for member in group.members)
    hub = alias[group.hub] if group.hub else None
    name = f"Around {hub}" if hub else group.name
    return replace(group, name=name, members=members, hub=hub)
