"""Gathering what a brief needs from an open workspace."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from netkit.analysis.brief import Brief, brief
from netkit.analysis.fading import Fading, mean_log_gap, standing
from netkit.analysis.introductions import introductions_for
from netkit.analysis.promises import promises
from netkit.analysis.today import Act
from netkit.daily import acts_for, contacts_with
from netkit.domain.dates import day_number
from netkit.domain.events import Promise, Thread
from netkit.domain.people import Person
from netkit.errors import NothingFoundError
from netkit.graph.facts import Facts
from netkit.workspace import Workspace

__all__ = ["brief_of", "tie_of"]

_INTRODUCED = 3


def brief_of(workspace: Workspace, person: Person, as_of: datetime | None = None) -> Brief:
    """Return what to know before talking to `person`."""
    store, owner, present = workspace.store, workspace.owner, as_of or workspace.now
    facts = workspace.facts_around(person.id, as_of)
    said = store.events(["fact", "note", "moment"], people=[person.id], until=as_of)
    days = store.events(["milestone"], people=[person.id], until=as_of)
    known = {person.id: person, owner: facts.profiles[owner].person}
    return brief(
        facts.profiles[person.id],
        owner,
        present,
        tie=tie_of(workspace, person, as_of),
        interactions=contacts_with(workspace, person.id, as_of, 3),
        remembered=cast("Any", said),
        milestones=cast("Any", days),
        threads=workspace.states(Thread, people=[person.id], as_of=as_of),
        promises=promises(
            known,
            workspace.states(Promise, people=[person.id], as_of=as_of),
            owner,
            present,
        ),
        introduce=_introduce(facts, person),
        acts=_acts(workspace, person, as_of),
    )


def _introduce(facts: Facts, person: Person) -> list[Any]:
    try:
        return introductions_for(facts, person.id, limit=_INTRODUCED)
    except NothingFoundError:  # they asked for no introductions: the brief says so elsewhere
        return []


def _acts(workspace: Workspace, person: Person, as_of: datetime | None) -> list[Act]:
    try:
        return acts_for(workspace, person, as_of)
    except NothingFoundError:  # they asked to be left in peace: the brief's cautions say so
        return []


def tie_of(workspace: Workspace, person: Person, as_of: datetime | None = None) -> Fading | None:
    """Return how the owner's tie with `person` stands; None without any contact."""
    ties = workspace.ties(as_of)
    if person.id not in ties:
        return None
    return standing(
        person,
        ties[person.id],
        workspace.days([person.id], as_of)[person.id],
        day_number(as_of or workspace.now),
        mean_log_gap(list(ties.values())),
        workspace.coefficients(as_of),
    )
