"""Introductions that the owner could make: to one person, or between any two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.introduce import introductions as scored
from netkit.answers.results import Results
from netkit.errors import NothingFoundError, UsageError

if TYPE_CHECKING:
    from netkit.answers.facts import Facts
    from netkit.answers.introduce.introductions import Introduction, Pair
    from netkit.answers.letter_templates import Draft
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person

__all__ = ["introduction_letters", "introductions_between", "introductions_to"]

#: Pairs looked through for a need: as many as anybody would.
_MOST_PAIRS = 1_000


def introductions_to(
    view: NetworkView, person: Person, *, limit: int = 10
) -> Results[Introduction]:
    """Return the people the owner could introduce to `person`, the best first.

    Raises
    ------
    NothingFoundError
        `person` is dead, archived, or asked for no introductions.
    """
    held = view.gate.held_back(person.id, "introduce") if not person.owner else None
    facts = view.facts_around(person.id)
    rows = scored.introductions_for(facts, person.id, limit=limit)
    notes = [held.text] if held is not None else []
    if rows and not facts.neighbours(person.id):
        notes.append("no evidence of who knows whom here: ranked by needs, offers and work")
    return Results(rows, held_back=rows.held_back, notes=notes, kind=rows.kind)


def introductions_between(
    view: NetworkView, *, needs: bool = False, limit: int = 10, facts: Facts | None = None
) -> Results[Pair]:
    """Return which two of the owner's people should meet, the best first.

    Parameters
    ----------
    needs : only pairs where one offers what the other needs.
    facts : of everybody, where they have been read already.
    """
    facts = facts or view.facts_at_large()
    rows = scored.introductions(facts, limit=_MOST_PAIRS if needs else limit)
    answering = [row for row in rows if not needs or any(why.kind == "need" for why in row.because)]
    return Results(answering[:limit], held_back=rows.held_back, kind=rows.kind)


def introduction_letters(
    view: NetworkView, a: Person, b: Person, *, broker: Person, why: str = ""
) -> Results[Draft]:
    """Return the letters of an introduction: the owner's own, or the one to who introduces them.

    Raises
    ------
    NothingFoundError
        One of them asked for no introductions, or to be left in peace.
    UsageError
        The owner neither introduces nor is introduced.
    """
    from netkit.answers.introduction_letters import drafts, forwardable
    from netkit.answers.introduction_records import introductions_of
    from netkit.support.own_files import template_folder

    me = view.me
    for person in (a, b):
        held = None if person.id == me.id else view.gate.held_back(person.id, "introduce")
        if held is not None and held.lasting:
            raise NothingFoundError(held.text)
    if broker.id == me.id:
        letters = drafts(view, a, b, why)
    elif me.id in (a.id, b.id):
        letters = [forwardable(view, broker, b if a.id == me.id else a, why)]
    else:
        raise UsageError("letters can be drafted where you introduce, or are introduced")
    notes = [f"the words are yours: templates in {template_folder()} replace these"]
    statuses = [state.status for state in introductions_of(view, [a, b])]
    notes += [f"on record already: {status}" for status in statuses[-1:]]
    return Results(letters, notes=notes)
