"""From an open view to a scene: who is drawn, how strong each tie was and is, and why."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

from netkit.answers.fading import fading_ties
from netkit.answers.introduce.answer import introductions_between, introductions_to
from netkit.answers.network_shape import bridges, connectors
from netkit.answers.reach import reach
from netkit.answers.structure import KnownTie, shape_of
from netkit.errors import NothingFoundError
from netkit.maps.build import build_scene
from netkit.maps.drawn_people import drawn_people, marks_of
from netkit.maps.past_ties import tie_histories
from netkit.maps.scene import (
    Scene,
    SceneNote,
    SceneOwner,
    ScenePath,
    ScenePerson,
    SceneSuggestion,
    SceneTie,
)
from netkit.model.people import PersonId
from netkit.model.when import day_number
from netkit.support.garbage_collection import collection_paused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from netkit.answers.facts import Facts
    from netkit.answers.network_shape import Connector
    from netkit.answers.network_view import NetworkView
    from netkit.answers.results import Reason
    from netkit.answers.structure import Shape
    from netkit.maps.past_ties import ContactDay

__all__ = ["gather"]

_PAST_STEP = timedelta(days=91)
# Past states by the number of people drawn: each costs every person a byte of the file.
_PAST_STATES = ((20_000, 6), (5_000, 8), (0, 12))
_SUGGESTIONS = 100
_SUGGESTIONS_TO_ONE = 12
_CONNECTING = 20
_REACHING = 500  # people whose brokerage is measured; the others are drawn small by it
_EVERYBODY = sys.maxsize


@collection_paused()
def gather(
    view: NetworkView,
    *,
    title: str = "",
    focus: PersonId | None = None,
    path_to: PersonId | None = None,
    only: Collection[PersonId] | None = None,
    before: Mapping[str, tuple[float, float]] | None = None,
    notes: bool = False,
) -> Scene:
    """Return the scene of a network.

    Parameters
    ----------
    focus : somebody whose surroundings, and whom they could be introduced to, are drawn.
    path_to : somebody to whom the best way is drawn.
    only : draw these people alone (and the focus's surroundings).
    before : (x, y) on an earlier map, so that the new one does not jump.
    notes : with the facts, notes and words of contacts on record on everybody's card.

    Raises
    ------
    NothingFoundError
        No way leads to `path_to`.
    """
    facts = view.facts()
    view.gate.add_ties(facts.ties)
    present = view.present
    ghosts = _ghosts(facts)
    suggestions = _suggestions(view, facts, focus)
    path = _path(facts, path_to)
    drawn = _shown(facts, focus, path, suggestions, only)
    steps = next(states for least, states in _PAST_STATES if len(drawn) >= least)
    past = [present - _PAST_STEP * step for step in range(steps, 0, -1)]
    shape = shape_of(view, facts)
    reaching = connectors(shape.people, shape.weave, shape.group_of, limit=_REACHING)
    past_days = [day_number(day) for day in past]
    marks = marks_of(view, facts, drawn - ghosts, reaching, notes=notes)
    contacts = view.store.days(view.owner, drawn, until=view.as_of)
    people = drawn_people(view, facts, drawn, ghosts, past_days, marks, contacts)
    me = facts.profiles[view.owner].person
    return build_scene(
        people,
        list(_ties(shape.ties, drawn, past_days)),
        title=title or f"{me.name}'s network",
        as_of=present,
        owner=SceneOwner(me.id, me.name),
        suggestions=suggestions,
        connecting=_connecting(shape, reaching),
        fading=_fading(view, facts, people, contacts),
        path=path,
        groups=shape.groups,
        past=past,
        before=before,
        focus=focus or path_to,
    )


def _ghosts(facts: Facts) -> set[PersonId]:
    """Return the strangers whom somebody the owner is in touch with knows."""
    return {
        pid
        for pid in facts.strangers
        if pid in facts.profiles and any(other in facts.ties for other in facts.neighbours(pid))
    }


def _suggestions(view: NetworkView, facts: Facts, focus: PersonId | None) -> list[SceneSuggestion]:
    """Return the introductions that ``introduce`` proposes, best first."""
    if focus is None:
        return [
            SceneSuggestion(pair.a.id, pair.b.id, pair.band, _texts(pair.because))
            for pair in introductions_between(view, limit=_SUGGESTIONS, facts=facts)
        ]
    try:
        rows = introductions_to(view, facts.profiles[focus].person, limit=_SUGGESTIONS_TO_ONE)
    except NothingFoundError:  # they asked for none; their map is still theirs
        return []
    return [SceneSuggestion(focus, row.person.id, row.band, _texts(row.because)) for row in rows]


def _fading(
    view: NetworkView,
    facts: Facts,
    people: Iterable[ScenePerson],
    contacts: Mapping[PersonId, Sequence[ContactDay]],
) -> list[SceneNote]:
    """Return the ties that ``fading`` lists, in its order, then those it holds back."""
    silent = [PersonId(person.id) for person in people if person.trend == "fading"]
    silent.sort(key=lambda pid: (pid not in view.wished_rhythms, -facts.ties[pid].log_strength))
    days = {pid: [day for day, *_ in contacts[pid]] for pid in silent}
    answer = fading_ties(view, among=silent, limit=_EVERYBODY, evidence=False, days=days)
    held_back = [
        SceneNote(refusal.person.id, "held back", refusal.text)
        for refusal in answer.held_back
        if refusal.person.id in silent
    ]
    rows = (SceneNote(row.person.id, "fading", "; ".join(_texts(row.because))) for row in answer)
    return [*rows, *held_back]


def _connecting(shape: Shape, reaching: Sequence[Connector]) -> list[SceneNote]:
    """Return the connectors, and the only links into groups, that ``network`` names."""
    groups, limit = shape.group_of, _CONNECTING
    joining = reaching[:limit]
    links = bridges(shape.people, shape.closeness, groups, shape.names, limit=limit)
    return [
        *(SceneNote(row.person.id, "connector", row.because[0].text) for row in joining),
        *(
            SceneNote(row.person.id, "only link", f"{row.group}: {row.because[0].text}")
            for row in links
        ),
    ]


def _texts(because: Iterable[Reason]) -> tuple[str, ...]:
    return tuple(reason.text for reason in because)


def _path(facts: Facts, path_to: PersonId | None) -> ScenePath | None:
    """Return the best way to somebody."""
    if path_to is None:
        return None
    paths = reach(facts, [path_to], limit=1)
    if not paths:
        name = facts.profiles[path_to].person.name
        raise NothingFoundError(
            f"no evidence of who knows {name}: nobody you know was seen with them;"
            " mail, calendars and group threads hold such evidence"
        )
    best = paths[0]
    chain = tuple(person.id for person in best.path)
    weak = (best.weak_link[0].id, best.weak_link[1].id) if len(chain) > 2 else None
    return ScenePath(chain, weak, _texts(best.because), best.advice)


def _shown(
    facts: Facts,
    focus: PersonId | None,
    path: ScenePath | None,
    suggestions: Sequence[SceneSuggestion],
    only: Collection[PersonId] | None,
) -> set[PersonId]:
    """Return the people a map draws: everybody known, or the surroundings of the focus."""
    people = {
        pid
        for pid, profile in facts.profiles.items()
        if not (profile.person.owner or profile.person.unknown)
    }
    if only is None and focus is None and path is None:
        return people
    around = set(only or ())
    for centre in filter(None, (focus, *(path.people if path else ()))):
        around |= {PersonId(centre), *facts.neighbours(PersonId(centre))}
    if focus is not None:
        around |= {PersonId(end) for pair in suggestions for end in (pair.a, pair.b)}
    for centre in filter(None, (focus, PersonId(path.people[-1]) if path else None)):
        around |= _colleagues(facts, centre)
    return around & people


def _colleagues(facts: Facts, focus: PersonId) -> set[PersonId]:
    mine = facts.profiles[focus].person.organization
    return {
        pid
        for pid, profile in facts.profiles.items()
        if mine and profile.person.organization == mine
    }


def _ties(
    ties: Iterable[KnownTie], drawn: Collection[PersonId], past: Sequence[int]
) -> Iterable[SceneTie]:
    """Yield the ties between the people drawn."""
    between = [tie for tie in ties if tie.a in drawn and tie.b in drawn]
    histories = tie_histories([tie.days for tie in between], past)
    for tie, history in zip(between, histories, strict=True):
        yield SceneTie(
            tie.a,
            tie.b,
            tie.strength,
            inferred=tie.inferred,
            because=tie.because,
            history=history,
        )
