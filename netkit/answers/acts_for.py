"""Propose what the owner can do for one person this week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.act_commands import with_commands
from netkit.answers.acts import Act
from netkit.answers.introduce.introductions import Introduction, introductions_for
from netkit.answers.milestones import recorded_milestones
from netkit.answers.possible_acts import introduction_act, possible_acts
from netkit.answers.promises import recorded_promises
from netkit.answers.results import Reason, Results
from netkit.errors import NothingFoundError
from netkit.model.events import Favour
from netkit.model.frozen import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.answers.facts import Facts
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person, PersonId

__all__ = ["acts_for", "offered"]

#: How much of a need the owner's offer has to answer before it is worth a word.
_WORTH_OFFERING = 0.3
_MEETINGS = 2  # whom they could meet, in the acts for one person


def acts_for(
    view: NetworkView,
    person: Person,
    known: tuple[Facts, Sequence[Introduction]] | None = None,
) -> Results[Act]:
    """Return the acts the owner can do for a person this week, most due first.

    A thank-you, a promise to keep, a day of theirs, somebody who meets their need, what the owner
    offers and they look for. Nothing when they asked to be left in peace. `known` : the facts
    around the person and the best introductions, where they were read already.
    """
    present, owner = view.present, view.owner
    facts = known[0] if known else view.facts_around(person.id)
    held = view.gate.held_back(person.id, "notice")
    if held is not None and held.lasting:
        raise NothingFoundError(held.text)
    suggested = possible_acts(
        {person.id: person},
        present,
        promises=[row for row in recorded_promises(view) if row.person.id == person.id],
        favours=view.states(Favour, people=[person.id]),
        milestones=recorded_milestones(view, [person.id]),
        owner=owner,
    )
    suggested += offered(facts, person, owner)
    best = known[1] if known else _introducible(facts, person)
    suggested += [introduction_act(person, row.person, row.because) for row in best[:_MEETINGS]]
    cautions = view.gate.cautions(person.id)
    heedful = [replace(act, cautions=cautions) for act in suggested]
    return Results(with_commands(view, heedful), kind=Act)


def _introducible(facts: Facts, person: Person) -> list[Introduction]:
    try:
        return introductions_for(facts, person.id, limit=_MEETINGS)
    except NothingFoundError:  # they asked for none
        return []


def offered(facts: Facts, person: Person, owner: PersonId) -> list[Act]:
    """Return acts for the offers of the owner that match what the person looks for."""
    from netkit.answers.introduce.matching import best_match

    theirs, mine = facts.profiles[person.id], facts.profiles[owner]
    match = best_match(theirs, mine, facts.term_counts, facts.population, facts.meanings)
    if match is None or match.score < _WORTH_OFFERING:
        return []
    why = Reason("need", f"they look for “{match.need}”", match.score, match.evidence)
    text = f"offer {person.name} what you have: {match.offer}"
    return [Act("need", person, text, (why,), key=f"need {person.id} {match.need}")]
