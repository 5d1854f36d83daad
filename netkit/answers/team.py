"""A team: what each member grants the others, and what a colleague's network says within that.

Nobody's question reads a colleague's network, but this: which of them knows somebody.
"""

from __future__ import annotations

from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, cast

from netkit.answers.employment import jobs_at
from netkit.answers.granted_ties import ties_to_tell
from netkit.answers.grants import granted, next_number
from netkit.answers.name_lookup import matching
from netkit.answers.network_view import NetworkView
from netkit.answers.reach import Path as Way
from netkit.answers.reach import ways_to
from netkit.answers.results import Results
from netkit.answers.teammate_ties import ColleagueTie, ThroughColleague, through_colleagues
from netkit.errors import NothingFoundError, StoreError, UsageError
from netkit.model.events import Grant, Granted
from netkit.model.frozen import dataclass, replace
from netkit.model.names import fold, words
from netkit.model.organizations import organization_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from netkit.model.history import Recorded
    from netkit.model.people import Person, PersonId
    from netkit.store.port import Store

__all__ = [
    "Colleague",
    "colleague_named",
    "colleagues_of",
    "granting",
    "reach_with_team",
    "ways_by_colleagues",
]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Another member of the team.

    Attributes
    ----------
    member, name : what ``--member`` calls them, and whose network it is.
    given : what I let them know of my ties. received : what they let me know of theirs.
    """

    member: str
    name: str
    given: Granted
    received: Granted


def colleagues_of(view: NetworkView) -> Results[Colleague]:
    """Return the other members of the team whose networks can be read, by name."""
    grants = granted(_grants(view.store, view.as_of))
    return Results(
        (
            Colleague(
                theirs.store.member,
                theirs.me.name,
                grants.get(theirs.store.member, "nothing"),
                _level(view, theirs),
            )
            for theirs in _others(view)
        ),
        kind=Colleague,
    )


def colleague_named(view: NetworkView, text: str) -> Colleague:
    """Return the colleague of this member name, or whose name has these words.

    Raises
    ------
    NothingFoundError
        There is none, or several.
    """
    colleagues = colleagues_of(view)
    asked = set(words(text))
    matches = [
        colleague for colleague in colleagues if colleague.member and colleague.member == text
    ] or [colleague for colleague in colleagues if asked and asked <= set(words(colleague.name))]
    if len(matches) == 1:
        return matches[0]
    listed = ", ".join(
        f"{colleague.name} ({colleague.member or 'the first'})" for colleague in colleagues
    )
    several = "is several colleagues" if matches else "is no colleague of yours"
    raise NothingFoundError(
        f"“{text}” {several}; there are: {listed}"
        if colleagues
        else "you have no colleagues here; 'netkit --member NAME init --me …' makes one's network"
    )


def granting(view: NetworkView, colleague: Colleague, level: Granted, at: datetime) -> Grant:
    """Return the event that grants, or takes back; to be recorded.

    Raises
    ------
    UsageError
        So it is already.
    """
    if colleague.given == level:
        raise UsageError(f"{colleague.name} may know {level} already; nothing was changed")
    return Grant(at, colleague.member, level, next_number(_grants(view.store, None)), "typed")


def ways_by_colleagues(
    view: NetworkView,
    text: str,
    person: Person | None,
    *,
    limit: int = 5,
) -> Results[ThroughColleague]:
    """Return which colleagues know somebody, as far as each granted it to me.

    Parameters
    ----------
    text : a person's name, or an organization's, as it was typed.
    person : who is meant, where I know them.
    """
    me = view.me
    ties = [
        tie
        for theirs in _others(view)
        if (level := _level(view, theirs)) != "nothing"
        for tie in _ties(view, theirs, level, text, person)
    ]
    return through_colleagues(me, ties, limit=limit)


def reach_with_team(
    view: NetworkView, text: str, person: Person | None, *, limit: int = 5
) -> Results[Way | ThroughColleague]:
    """Return the ways to somebody or into an organization: the owner's own, then teammates'.

    Parameters
    ----------
    text : a person's name, or an organization's, as it was typed.
    person : the person of that name, where the owner knows one.

    Raises
    ------
    NothingFoundError
        Nobody and no organization is called so.
    """
    store = view.store
    team = store.members() != [store.member]
    granted = ways_by_colleagues(view, text, person, limit=limit) if team else Results()
    try:
        own = ways_to(view, person or text, limit=limit)
    except NothingFoundError:
        if not granted:
            raise
        own = Results(kind=Way)
    every: list[Way | ThroughColleague] = [*own, *granted]
    kind: Any = Way  # the columns of an answer without rows
    return Results(every, held_back=own.held_back, notes=own.notes, kind=kind)


def _others(view: NetworkView) -> Iterator[NetworkView]:
    """Yield the other members' networks, open one after the other; those that may not be left."""
    for member in view.store.members():
        if member == view.store.member:
            continue
        with suppress(StoreError), closing(view.store.teammate(member)) as store:
            if store.owners():
                yield NetworkView(store, view.now, view.as_of)


def _grants(store: Store, as_of: datetime | None) -> list[Recorded[Grant]]:
    return cast("list[Recorded[Grant]]", store.events(["grant"], until=as_of))


def _level(mine: NetworkView, theirs: NetworkView) -> Granted:
    return granted(_grants(theirs.store, theirs.as_of)).get(mine.store.member, "nothing")


def _ties(
    mine: NetworkView,
    theirs: NetworkView,
    what: Granted,
    text: str,
    person: Person | None,
) -> Iterator[ColleagueTie]:
    """Yield the ties of a colleague with whoever is meant."""
    same = _same_person(mine.store, theirs.store, person)
    targets = set(same or _called(theirs.store, text))
    if not targets:
        return
    for tie in ties_to_tell(theirs, targets, what):
        called = tie.person
        yield replace(
            tie,
            person=replace(called, id=person.id, name=person.name) if person and same else called,
            shared=bool(same),
            namesake=person is not None and not same,
        )


def _same_person(mine: Store, theirs: Store, person: Person | None) -> Collection[PersonId]:
    """Return the people of theirs who share a handle with the person I mean."""
    keys = [handle.key for handle in mine.handles(person.id)] if person is not None else []
    return set(theirs.people_by_handle(keys).values()) if keys else ()


def _called(store: Store, text: str) -> Collection[PersonId]:
    """Return people of that name, by whole words, or who work at the organization of that name."""
    asked = set(words(text))
    named = [
        person.id
        for person in matching(store, text)
        if fold(person.name) == fold(text) or asked <= set(words(person.name))
    ]
    if named or not asked:
        return named
    keys = store.organizations(organization_words(text))
    at = jobs_at(store, keys)
    return {job.person for job in at if job.end is None and job.kind == "work"}
