"""Gathering what today's acts need from an open workspace."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from netkit.analysis.fading import Fading, fading
from netkit.analysis.introductions import Pair, introductions
from netkit.analysis.promises import PromiseRow, promises
from netkit.analysis.reconnect import Dormant, as_acts, reconnect
from netkit.analysis.results import Results
from netkit.analysis.today import REST_DAYS, Act, today
from netkit.domain.dates import day_number
from netkit.domain.events import Favour, Milestone, Promise
from netkit.domain.fold import Recorded
from netkit.domain.people import PersonId
from netkit.graph.facts import Facts
from netkit.workspace import Workspace

__all__ = ["acts_of", "dormant_of", "fading_of", "promises_of", "resting"]


def fading_of(workspace: Workspace, as_of: datetime | None, limit: int) -> Results[Fading]:
    """Return the owner's fading ties."""
    return fading(
        workspace.acquainted(),
        workspace.ties(as_of),
        lambda shown: workspace.days(shown, as_of),
        as_of or workspace.now,
        workspace.coefficients(as_of),
        limit=limit,
    )


def promises_of(workspace: Workspace, as_of: datetime | None) -> Results[PromiseRow]:
    """Return the promises between the owner and others that are not settled."""
    people = {person.id: person for person in workspace.people()}
    states = workspace.states(Promise, as_of=as_of)
    return promises(people, states, workspace.owner, as_of or workspace.now)


def dormant_of(
    workspace: Workspace, facts: Facts, as_of: datetime | None, limit: int
) -> Results[Dormant]:
    """Return the owner's dormant ties worth a hello."""
    store, owner = workspace.store, workspace.owner
    own = facts.profiles.get(owner)
    mine = own.wishes if own is not None else ()
    return reconnect(
        workspace.acquainted(),
        facts.ties,
        facts.profiles,
        lambda pid: store.interactions([owner, pid], until=as_of, limit=3),
        as_of or workspace.now,
        mine=mine,
        limit=limit,
    )


def resting(facts: Facts) -> set[PersonId]:
    """Return whom the owner was in touch with in the last 14 days."""
    since = day_number(facts.as_of - timedelta(days=REST_DAYS))
    return {pid for pid, stats in facts.ties.items() if stats.last_day > since}


def acts_of(
    workspace: Workspace,
    as_of: datetime | None = None,
    *,
    limit: int = 5,
    facts: Facts | None = None,
    pairs: list[Pair] | None = None,
) -> Results[Act]:
    """Return what to do today, five acts at most.

    Parameters
    ----------
    facts, pairs : what is known of everybody, and who should meet, where the caller has them.
    """
    facts = facts or workspace.facts(as_of)
    milestones = cast(
        "list[Recorded[Milestone]]", workspace.store.events(["milestone"], until=as_of)
    )
    return today(
        workspace.acquainted(),
        as_of or workspace.now,
        promises=promises_of(workspace, as_of),
        favours=workspace.states(Favour, as_of=as_of),
        milestones=milestones,
        fading=fading_of(workspace, as_of, 3 * limit),
        introductions=introductions(facts, limit=2 * limit) if pairs is None else pairs,
        hellos=as_acts(dormant_of(workspace, facts, as_of, 2 * limit)),
        owner=workspace.owner,
        resting=resting(facts),
        limit=limit,
    )
