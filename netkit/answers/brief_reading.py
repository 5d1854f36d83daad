"""Gather a brief: the last words, what is open, and the acts for one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from netkit.answers.acts_for import acts_for
from netkit.answers.brief import Brief, brief
from netkit.answers.connection_told import connection_told
from netkit.answers.fading import tie_standing
from netkit.answers.introduce.introductions import introductions_for
from netkit.answers.milestones import recorded_milestones
from netkit.answers.promises import promises
from netkit.errors import NothingFoundError
from netkit.model.events import Promise, Thread
from netkit.model.frozen import replace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from netkit.answers.acts import Act
    from netkit.answers.facts import Facts
    from netkit.answers.introduce.introductions import Introduction
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person

__all__ = ["brief_of", "sources_of"]

_INTRODUCED = 3
#: Kinds of event that say something of a person.
_TOLD = ("fact", "note", "moment", "milestone", "need", "offer", "promise", "favour")
_CONTACTS = 20  # the last of them; the others say nothing new of the source


def brief_of(view: NetworkView, person: Person) -> Brief:
    """Read the store for the brief to have before talking to `person`."""
    store, owner, present = view.store, view.owner, view.present
    facts = view.facts_around(person.id)
    introduce = _introduce(facts, person)
    remembered = store.events(["fact", "note", "moment"], people=[person.id], until=view.as_of)
    days = recorded_milestones(view, [person.id])
    people_by_id = {person.id: person, owner: facts.profiles[owner].person}
    whole = brief(
        facts.profiles[person.id],
        owner,
        present,
        tie=tie_standing(view, person),
        interactions=view.contacts_with(person.id, 3),
        remembered=cast("Any", remembered),
        milestones=days,
        threads=view.states(Thread, people=[person.id]),
        promises=promises(
            people_by_id,
            view.states(Promise, people=[person.id]),
            owner,
            present,
        ),
        introduce=introduce,
        acts=_acts(view, person, facts, introduce),
        connected=connection_told(view, person),
    )
    departure = view.departed([person.id]).get(person.id)
    return whole if departure is None else _in_memory(whole, departure.text(person.name))


def _in_memory(whole: Brief, text: str) -> Brief:
    """Return the brief of somebody who died or was archived: no acts, no days, no questions."""
    remember = (text, *whole.remember)
    return replace(whole, remember=remember, act=None, introduce=(), question="", milestones=())


def _introduce(facts: Facts, person: Person) -> Sequence[Introduction]:
    try:
        return introductions_for(facts, person.id, limit=_INTRODUCED)
    except NothingFoundError:  # they asked for no introductions: the brief says so elsewhere
        return []


def sources_of(view: NetworkView, person: Person) -> list[dict[str, Any]]:
    """Return everything known of a person and of the owner with them, and where it is from.

    Each row is a mapping: field, value, source, at (None where the source gave no day).
    """
    store, pid = view.store, person.id
    rows = [_row(claim.field, claim.value, claim.source, claim.at) for claim in store.claims([pid])]
    for job in store.affiliations([pid]):
        headline = " at ".join(part for part in (job.title, job.organization) if part)
        rows.append(_row(job.kind, headline or "no employer", job.source, job.seen_at))
    rows += [_row("handle", handle.key, "", None) for handle in store.handles(pid)]
    for recorded in store.events(_TOLD, people=[pid], until=view.as_of):
        event: Any = recorded.event
        value = getattr(event, "text", "") or getattr(event, "evidence", "") or str(event.kind)
        rows.append(_row(type(event).__name__.lower(), value, event.source, event.at))
    contacts = view.contacts_with(pid, _CONTACTS)
    for contact in contacts:
        headline = contact.event.text or contact.event.channel
        rows.append(_row(contact.event.channel, headline, contact.event.source, contact.event.at))
    return rows


def _row(field: str, value: str, source: str, at: datetime | None) -> dict[str, Any]:
    return {"field": field, "value": value, "source": source, "at": at}


def _acts(
    view: NetworkView,
    person: Person,
    facts: Facts,
    introduce: Sequence[Introduction],
) -> list[Act]:
    try:
        return acts_for(view, person, (facts, introduce))
    except NothingFoundError:  # they asked to be left in peace: the brief's cautions say so
        return []
