"""A scene as plain JSON in documented keys: what is drawn, for whoever wants to read it.

The canvas page has its own compact form (`netkit.maps.payload`); this one is for programs, tests
and notebooks, and its keys are kept.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from netkit.maps.lenses import lenses_of

if TYPE_CHECKING:
    from netkit.answers.brief_cards import Card
    from netkit.maps.scene import Scene, ScenePerson, SceneTie

__all__ = ["scene_data", "scene_json"]


def scene_data(scene: Scene) -> dict[str, Any]:
    """Return the data of a scene, all that a map draws, as plain values.

    Keys: ``title``, ``as_of``, ``owner``; ``steps``, the days of the slider, oldest first, the
    last one today; ``people``, with ``strengths`` at those steps; ``ties`` between them;
    ``groups``; ``suggestions``; ``lenses``, the questions with their answers.
    """
    names = [group.name for group in scene.groups]
    return {
        "title": scene.title,
        "as_of": scene.as_of.isoformat(),
        "owner": {"id": scene.owner.id, "name": scene.owner.name} if scene.owner else None,
        "steps": [day.date().isoformat() for day in (*scene.past, scene.as_of)],
        "people": [_person(person, names, len(scene.past)) for person in scene.people],
        "ties": [_tie(tie) for tie in scene.ties],
        "groups": [
            {"name": group.name, "kind": group.kind, "size": len(group.members),
             "people": list(group.members)}
            for group in scene.groups
        ],
        "suggestions": [
            {"a": idea.a, "b": idea.b, "band": idea.band, "because": list(idea.because)}
            for idea in scene.suggestions
        ],
        "lenses": [
            {"key": lens.key, "question": lens.question, "count": lens.count,
             "headline": lens.headline, "answer": lens.answer, "results": [
                 {"people": list(row.people), "kind": row.kind, "text": row.text}
                 for row in lens.rows]}
            for lens in lenses_of(scene)
        ],
    }  # fmt: skip


def scene_json(scene: Scene) -> bytes:
    """Return :func:`scene_data` as UTF-8 JSON; the same scene gives the same bytes."""
    return json.dumps(scene_data(scene), ensure_ascii=False, indent=1).encode() + b"\n"


def _person(person: ScenePerson, names: list[str], steps: int) -> dict[str, Any]:
    past = person.past or (person.strength,) * steps
    return {
        "id": person.id,
        "name": person.name,
        "group": names[person.group] if person.group >= 0 else None,
        "strength": person.strength,
        "band": person.band,
        "outlook": person.trend,
        "leaning": person.leaning,
        "silent_days": person.silent_days,
        "known": person.known,
        "strengths": [*past, person.strength],
        "sources": list(person.sources),
        "reach": person.reach,
        "last_word": person.last_word,
        "history": [list(days) for days in person.history],
        "card": _card(person.card),
        "x": person.x,
        "y": person.y,
    }


def _card(card: Card | None) -> dict[str, Any] | None:
    if card is None:
        return None
    return {
        "needs": list(card.needs),
        "offers": list(card.offers),
        "promises": list(card.promises),
        "last": list(card.last),
        "milestones": list(card.milestones),
        "act": card.act,
        "commands": list(card.commands),
        "cautions": list(card.cautions),
        "remember": list(card.remember),
    }


def _tie(tie: SceneTie) -> dict[str, Any]:
    return {
        "a": tie.a,
        "b": tie.b,
        "strength": round(tie.strength, 1),
        "inferred": tie.inferred,
        "because": list(tie.because),
        "history": [list(days) for days in tie.history],
    }
