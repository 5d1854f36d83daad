"""Gathering what a brief needs from an open workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from netkit.answers.brief import Brief, brief
from netkit.answers.daily import acts_for, contacts_with
from netkit.answers.fading import Fading, standing
from netkit.answers.introduce.introductions import introductions_for
from netkit.answers.promises import promises
from netkit.errors import NothingFoundError
from netkit.model.events import Promise, Thread
from netkit.model.when import day_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from netkit.answers.facts import Facts
    from netkit.answers.introduce.introductions import Introduction
    from netkit.answers.today import Act
    from netkit.model.people import Person
    from netkit.workspace import Workspace

__all__ = ["brief_of", "sources_of", "tie_of"]

_INTRODUCED = 3
#: Kinds of event that say something of a person.
_TOLD = ("fact", "note", "moment", "milestone", "need", "offer", "promise", "favour")
_CONTACTS = 20  # the last of them; the others say nothing new of the source


def brief_of(workspace: Workspace, person: Person, as_of: datetime | None = None) -> Brief:
    """Return what to know before talking to `person`."""
    store, owner, present = workspace.store, workspace.owner, as_of or workspace.now
    facts = workspace.facts_around(person.id, as_of)
    introduce = _introduce(facts, person)
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
        introduce=introduce,
        acts=_acts(workspace, person, as_of, facts, introduce),
    )


def _introduce(facts: Facts, person: Person) -> Sequence[Introduction]:
    try:
        return introductions_for(facts, person.id, limit=_INTRODUCED)
    except NothingFoundError:  # they asked for no introductions: the brief says so elsewhere
        return []


def sources_of(
    workspace: Workspace, person: Person, as_of: datetime | None = None
) -> list[dict[str, Any]]:
    """Return everything known of a person and of the owner with them, and where it is from.

    Each row is a mapping: field, value, source, at (None where the source gave no day).
    """
    store, pid = workspace.store, person.id
    rows = [_row(claim.field, claim.value, claim.source, claim.at) for claim in store.claims([pid])]
    for job in store.affiliations([pid]):
        what = " at ".join(part for part in (job.title, job.organization) if part)
        rows.append(_row(job.kind, what, job.source, job.seen_at))
    rows += [_row("handle", handle.key, "", None) for handle in store.handles(pid)]
    for one in store.events(_TOLD, people=[pid], until=as_of):
        event: Any = one.event
        value = getattr(event, "text", "") or getattr(event, "evidence", "") or str(event.kind)
        rows.append(_row(type(event).__name__.lower(), value, event.source, event.at))
    contacts = contacts_with(workspace, pid, as_of, _CONTACTS)
    for contact in contacts:
        what = contact.event.text or contact.event.channel
        rows.append(_row(contact.event.channel, what, contact.event.source, contact.event.at))
    return rows


def _row(field: str, value: str, source: str, at: datetime | None) -> dict[str, Any]:
    return {"field": field, "value": value, "source": source, "at": at}


def _acts(
    workspace: Workspace,
    person: Person,
    as_of: datetime | None,
    facts: Facts,
    introduce: Sequence[Introduction],
) -> list[Act]:
    try:
        return acts_for(workspace, person, as_of, (facts, introduce))
    except NothingFoundError:  # they asked to be left in peace: the brief's cautions say so
        return []


def tie_of(workspace: Workspace, person: Person, as_of: datetime | None = None) -> Fading | None:
    """Return how the owner's tie with `person` stands; None without any contact."""
    store, owner = workspace.store, workspace.owner
    found = store.ties(owner, others=[person.id], until=as_of)
    if not found:
        return None
    gaps, logs = store.gap_sums(owner, until=as_of)
    return standing(
        person,
        found[0][1],
        workspace.days([person.id], as_of)[person.id],
        day_number(as_of or workspace.now),
        logs / gaps if gaps else 0.0,
        workspace.coefficients(as_of),
    )
