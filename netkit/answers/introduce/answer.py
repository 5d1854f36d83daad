"""Introductions that the owner could make: to one person, or between any two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.introduce import introductions as scored
from netkit.answers.results import Results
from netkit.errors import NothingFoundError

if TYPE_CHECKING:
    from netkit.answers.introduce.introductions import Introduction, Pair
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person

__all__ = ["introductions_between", "introductions_to"]

#: Pairs looked through for a need: as many as anybody would.
_MOST_PAIRS = 1_000
#: Reasons of the gate for which nobody is to be introduced to somebody at all.
_NEVER = frozenset({"dead", "archived", "boundary"})


def introductions_to(
    view: NetworkView, person: Person, *, limit: int = 10
) -> Results[Introduction]:
    """Return whom the owner could introduce to `person`, the best first.

    Raises
    ------
    NothingFoundError
        `person` is dead, archived, or asked for no introductions.
    """
    held = view.gate.held_back(person.id, "introduce") if not person.owner else None
    if held is not None and held.reason in _NEVER:
        raise NothingFoundError(held.text)
    facts = view.facts_around(person.id)
    rows = scored.introductions_for(facts, person.id, limit=limit)
    notes = [held.text] if held is not None else []
    if rows and not facts.neighbours(person.id):
        notes.append("no evidence of who knows whom here: ranked by needs, offers and work")
    return Results(rows, held_back=rows.held_back, notes=notes)


def introductions_between(
    view: NetworkView, *, needs: bool = False, limit: int = 10
) -> Results[Pair]:
    """Return which two of the owner's people should meet, the best first.

    Parameters
    ----------
    needs : only pairs where one offers what the other needs.
    """
    rows = scored.introductions(view.facts_at_large(), limit=_MOST_PAIRS if needs else limit)
    kept = [row for row in rows if not needs or any(why.kind == "need" for why in row.because)]
    return Results(kept[:limit], held_back=rows.held_back)
