"""Gathering what today's acts need from an open workspace."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from netkit.answers.boundaries import Boundaries, boundaries
from netkit.answers.fading import Fading, mean_log_gap
from netkit.answers.introduce.introductions import (
    Introduction,
    Pair,
    introductions,
    introductions_for,
)
from netkit.answers.promises import PromiseRow, promises
from netkit.answers.proposals import REST_DAYS, SETTING, Memory, read_memory
from netkit.answers.reconnect import FIGURES as DORMANT_FIGURES
from netkit.answers.reconnect import Dormant, as_acts, reconnect
from netkit.answers.results import Reason, Results
from netkit.answers.today import MOST, Act, acts, in_turn
from netkit.errors import NothingFoundError
from netkit.model.events import Fact, Favour, Interaction, Milestone, Need, Offer, Promise, event_id
from netkit.model.frozen import replace
from netkit.model.history import Recorded, State, is_open
from netkit.model.people import PersonId
from netkit.model.when import PartialDate, day_number
from netkit.support.lazy_mapping import Shelf
from netkit.topics.terms import terms

from . import cadence as rhythm

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from netkit.answers.facts import Facts
    from netkit.model.people import Person
    from netkit.ties.statistics import TieStats
    from netkit.workspace import Workspace

#: How much of a need the owner's offer has to answer before it is worth a word.
_WORTH_OFFERING = 0.3
_MEETINGS = 2  # whom they could meet, in the acts for one person

__all__ = [
    "acts_for",
    "acts_of",
    "boundaries_of",
    "cadences_of",
    "contacts_with",
    "dormant_of",
    "fading_of",
    "memory_of",
    "milestones_of",
    "promises_of",
    "wishes_of",
]


def fading_of(workspace: Workspace, as_of: datetime | None, limit: int) -> Results[Fading]:
    """Return the owner's fading ties."""
    return workspace.fading(as_of, limit=limit)


def promises_of(workspace: Workspace, as_of: datetime | None) -> Results[PromiseRow]:
    """Return the promises between the owner and others that are not settled."""
    states = workspace.states(Promise, as_of=as_of)
    ends = {end for state in states for end in (state.event.giver, state.event.receiver)}
    people = {person.id: person for person in workspace.store.people(ends)}
    return promises(people, states, workspace.owner, as_of or workspace.now)


def dormant_of(workspace: Workspace, as_of: datetime | None, limit: int) -> Results[Dormant]:
    """Return the owner's dormant ties worth a hello.

    Profiles are read of those alone who asked for something, or whose words meet the owner's.
    """
    owner = workspace.owner
    mine: list[State[Need] | State[Offer]] = [
        *workspace.states(Need, people=[owner], as_of=as_of),
        *workspace.states(Offer, people=[owner], as_of=as_of),
    ]
    mine = [one for one in mine if is_open(cast("State[Need]", one))]
    wanted = {term for one in mine for term in terms(one.event.text)}
    said = {one.person for one in workspace.store.with_terms(wanted)} if wanted else set()
    asked = said | boundaries_of(workspace, as_of).keys()
    return reconnect(
        workspace.acquainted(),
        Shelf(lambda some: dict(workspace.store.ties(owner, others=some, until=as_of))),
        workspace.profiles(asked, as_of) if asked else {},
        lambda pid: contacts_with(workspace, pid, as_of, 3),
        as_of or workspace.now,
        mine=mine,
        figures=workspace.store.tie_figures(owner, DORMANT_FIGURES, until=as_of),
        limit=limit,
    )


def contacts_with(
    workspace: Workspace, person: PersonId, as_of: datetime | None, limit: int
) -> list[Recorded[Interaction]]:
    """Return the last contacts between the owner and somebody, the newest first.

    Reads the other's contacts, which are far fewer than the owner's.
    """
    owner = workspace.owner
    found = workspace.store.interactions([person], until=as_of, limit=2 * limit)
    both = (one for one in found if owner in (one.event.sender, *one.event.recipients))
    return list(islice(both, limit))


def memory_of(workspace: Workspace) -> Memory:
    """Return what was proposed before, and what was answered to it."""
    return read_memory(workspace.store.setting(SETTING))


def wishes_of(workspace: Workspace) -> rhythm.Wishes:
    """Return how often the owner wishes to be in touch, by person and circle."""
    return rhythm.read_wishes(workspace.store.setting(rhythm.SETTING))


def boundaries_of(
    workspace: Workspace, as_of: datetime | None, people: Collection[PersonId] | None = None
) -> dict[PersonId, Boundaries]:
    """Return what people asked not to happen, of those who asked for anything."""
    said = cast(
        "list[Recorded[Fact]]", workspace.store.events(["fact"], people=people, until=as_of)
    )
    of: dict[PersonId, list[Recorded[Fact]]] = {}
    for one in said:
        if one.event.kind == "boundary":
            of.setdefault(one.event.person, []).append(one)
    return {pid: boundaries(facts) for pid, facts in of.items()}


def acts_of(
    workspace: Workspace, as_of: datetime | None = None, *, limit: int = MOST
) -> Results[Act]:
    """Return what to do today, `limit` acts at most; see `netkit.answers.today` for the rule."""
    present = as_of or workspace.now
    bounds = boundaries_of(workspace, as_of)
    memory, day = memory_of(workspace), present.date()
    pairs = [
        pair
        for pair in _introductions(workspace, as_of, 4 * limit)
        if not any(one.id in bounds and bounds[one.id].at_rest(day) for one in (pair.a, pair.b))
    ]
    found = acts(
        workspace.acquainted(),
        present,
        promises=promises_of(workspace, as_of),
        favours=workspace.states(Favour, as_of=as_of),
        milestones=milestones_of(workspace, as_of),
        fading=fading_of(workspace, as_of, 3 * limit),
        introductions=pairs,
        hellos=as_acts(dormant_of(workspace, as_of, 3 * limit), present),
        owner=workspace.owner,
    )
    resting = _in_touch(workspace, as_of) | _now(workspace, memory.resting(day))
    asleep = _now(workspace, memory.asleep(day))
    awake = [act for act in (*_overdue(workspace, as_of), *found) if act.person.id not in asleep]
    return in_turn(
        awake, resting=resting, boundaries=bounds, dismissed=memory.dismissed, day=day, limit=limit
    )


def milestones_of(
    workspace: Workspace, as_of: datetime | None, people: Collection[PersonId] | None = None
) -> list[Recorded[Milestone]]:
    """Return the milestones on record, with the birthdays that address books hold."""
    found = workspace.store.events(["milestone"], people=people, until=as_of)
    kept = cast("list[Recorded[Milestone]]", found)
    known = {one.event.person for one in kept if one.event.kind == "birthday"}
    for claim in workspace.store.claims(people, fields={"birthday"}):
        if claim.person not in known:
            known.add(claim.person)
            at = claim.at or workspace.now
            day = PartialDate.parse(claim.value)
            event = Milestone(at, claim.person, "birthday", day, claim.origin)
            kept.append(Recorded(event_id(event), event))
    return kept


def _closer_first(pair: Pair, facts: Facts) -> Pair:
    """Return a pair with the one the owner stands closer to first: who is asked first."""
    if facts.strength(pair.b.id) > facts.strength(pair.a.id):
        return replace(pair, a=pair.b, b=pair.a)
    return pair


def _introductions(workspace: Workspace, as_of: datetime | None, limit: int) -> list[Pair]:
    """Return who should meet, of each pair the one first to whom the owner stands closer."""
    facts = workspace.facts_at_large(as_of)
    return [_closer_first(pair, facts) for pair in introductions(facts, limit=limit)]


def _in_touch(workspace: Workspace, as_of: datetime | None) -> set[PersonId]:
    """Return whom the owner was in touch with in the last 14 days."""
    since = day_number((as_of or workspace.now) - timedelta(days=REST_DAYS))
    last = workspace.store.tie_figures(workspace.owner, ["last_day"], until=as_of)
    return {pid for pid, day in last if day > since}


def _now(workspace: Workspace, ids: Collection[PersonId]) -> set[PersonId]:
    """Return the ids that stand now: somebody may have been joined to another since."""
    return {person.id for person in workspace.store.people(ids)} if ids else set()


def cadences_of(workspace: Workspace, as_of: datetime | None = None) -> list[dict[str, Any]]:
    """Return how often to be in touch with everybody of whom that is known, by id.

    Each row is a mapping: person, ideal_days, longest_days, origin, silent_days (None without
    any contact).
    """
    circles: dict[PersonId, tuple[str, ...]] = {}
    for claim in workspace.store.claims(fields={"circle"}):
        circles[claim.person] = (*circles.get(claim.person, ()), claim.value)
    return _cadences(workspace, as_of, workspace.people(), workspace.ties(as_of), circles)


def _cadences(
    workspace: Workspace,
    as_of: datetime | None,
    people: Iterable[Person],
    ties: Mapping[PersonId, TieStats],
    circles: Mapping[PersonId, tuple[str, ...]],
) -> list[dict[str, Any]]:
    """Return the rows of `cadences_of` for these people."""
    wishes, now = wishes_of(workspace), day_number(as_of or workspace.now)
    typical = mean_log_gap([(one.gap_count, one.sum_log_gap) for one in ties.values()])
    rows = []
    for person in people:
        stats = ties.get(person.id)
        wish = rhythm.cadence(person.id, circles.get(person.id, ()), stats, wishes, typical)
        if wish is not None and person.id != workspace.owner:
            rows.append(
                {
                    "person": person,
                    "ideal_days": wish.ideal_days,
                    "longest_days": wish.longest_days,
                    "origin": wish.origin,
                    "silent_days": None if stats is None else int(now - stats.last_day),
                }
            )
    return rows


def _wished(workspace: Workspace, as_of: datetime | None) -> list[dict[str, Any]]:
    """Return the rows of `cadences_of` for those alone of whom the owner wished anything."""
    wishes = wishes_of(workspace)
    circles: dict[PersonId, tuple[str, ...]] = {}
    for claim in workspace.store.claims(fields={"circle"}) if wishes.circles else ():
        if claim.value.casefold() in wishes.circles:
            circles[claim.person] = (*circles.get(claim.person, ()), claim.value)
    some = {PersonId(pid) for pid in wishes.people} | circles.keys()
    if not some:
        return []
    ties = dict(workspace.store.ties(workspace.owner, others=some, until=as_of))
    return _cadences(workspace, as_of, workspace.store.people(some), ties, circles)


def _overdue(workspace: Workspace, as_of: datetime | None) -> Iterable[Act]:
    """Return a word for those silent longer than the owner wishes, the longest overdue first."""
    day = (as_of or workspace.now).date()
    late: list[tuple[float, Act]] = []
    for row in _wished(workspace, as_of):
        person, silent = row["person"], row["silent_days"] or 0
        if row["origin"] != "history" and silent > row["longest_days"]:
            text = f"write to {person.name}: silent for {silent} days"
            said = f"you wish to be in touch every {row['ideal_days']:.0f} days ({row['origin']})"
            key = f"fading {person.id} {day - timedelta(days=silent)}"
            act = Act("fading", person, text, (Reason("cadence", said, 1.0),), key=key)
            late.append((-silent / row["longest_days"], act))
    return [act for _, act in sorted(late, key=lambda one: (one[0], one[1].person.id))]


def acts_for(
    workspace: Workspace,
    person: Person,
    as_of: datetime | None = None,
    known: tuple[Facts, Sequence[Introduction]] | None = None,
) -> Results[Act]:
    """Return what the owner can do for one person this week, most due first.

    A thank-you, a promise to keep, a day of theirs, somebody who meets their need, what the owner
    offers and they look for. Nothing when they asked to be left in peace. `known` : the facts
    around the person and the best introductions, where they were read already.
    """
    present, owner = as_of or workspace.now, workspace.owner
    facts = known[0] if known else workspace.facts_around(person.id, as_of)
    bounds = boundaries(facts.profiles[person.id].boundaries)
    if bounds.at_rest(present.date()):
        raise NothingFoundError(
            f"{person.name} asked to be left in peace: {'; '.join(bounds.said)}"
        )
    found = acts(
        {person.id: person},
        present,
        promises=[row for row in promises_of(workspace, as_of) if row.person.id == person.id],
        favours=workspace.states(Favour, people=[person.id], as_of=as_of),
        milestones=milestones_of(workspace, as_of, [person.id]),
        owner=owner,
    )
    found += _offered(facts, person, owner)
    best = known[1] if known else _introducible(facts, person)
    found += [_meeting(person, one) for one in best[:_MEETINGS]]
    return Results(replace(act, cautions=bounds.cautions()) for act in found)


def _introducible(facts: Facts, person: Person) -> list[Introduction]:
    try:
        return introductions_for(facts, person.id, limit=_MEETINGS)
    except NothingFoundError:  # they asked for none
        return []


def _meeting(person: Person, one: Introduction) -> Act:
    text = f"ask {person.name} whether they would like to meet {one.person.name}"
    key = f"introduction {person.id} {one.person.id}"
    return Act("introduction", person, text, one.because, key=key)


def _offered(facts: Facts, person: Person, owner: PersonId) -> list[Act]:
    """Return what the owner offers that the person looks for."""
    from netkit.answers.introduce.matching import best_match

    theirs, mine = facts.profiles[person.id], facts.profiles[owner]
    match = best_match(theirs, mine, facts.term_counts, facts.population)
    if match is None or match.score < _WORTH_OFFERING:
        return []
    why = Reason("need", f"they look for “{match.need}”", match.score, match.evidence)
    text = f"offer {person.name} what you have: {match.offer}"
    return [Act("need", person, text, (why,), key=f"need {person.id} {match.need}")]
