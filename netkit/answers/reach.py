"""Paths to X: the strongest honest path, its weak link, and what to do first.

The strength of a path is the product of its links, less a tenth for every hop after the first:
``v = S/(1+S)`` for my own ties, the probability of acquaintance for the others'. A path of seen
links always ranks before one with inferred links, however likely: evidence first, then rank.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

from netkit.answers.acquaintance import Acquaintances
from netkit.answers.coworkers import coworkers_of
from netkit.answers.employment import is_replaced, jobs_at
from netkit.answers.results import Reason, Results
from netkit.answers.wording import too_few_note
from netkit.errors import NothingFoundError
from netkit.model.frozen import dataclass
from netkit.model.organizations import organization_words
from netkit.model.people import Person, PersonId
from netkit.model.when import day_number, days_ago
from netkit.ties.strength import saturated

if TYPE_CHECKING:
    from netkit.answers.facts import Facts
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Affiliation

__all__ = ["Link", "Neighbours", "Path", "own_links", "paths", "reach"]

HOP_PENALTY = 0.9
MOST_HOPS = 3
_FORMER = 3  # people who were at an organization, named where nobody is there now
#: A first tie this strong and this recent can be asked without warming it first.
ASK_STRENGTH, ASK_DAYS = 0.4, 120.0
#: A contact without any contact-day still exists: as good as one contact three years ago.
BARE_TIE = 0.02

Evidence = Literal["seen", "inferred"]


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a path: to whom, how surely, on what evidence."""

    to: PersonId
    probability: float
    evidence: Evidence
    text: str
    events: tuple[str, ...] = ()


Neighbours = Callable[[PersonId], Sequence[Link]]


@dataclass(frozen=True, slots=True)
class Path:
    """A way to somebody.

    Attributes
    ----------
    path : the people along it; the owner first, the person asked for last.
    probability : 0 to 1, the product of its links less a tenth for each further hop.
    evidence : ``seen``, or ``inferred`` when any link is.
    weak_link : the two people of its least certain link; the one to warm, or to ask about.
    advice : ``ask now`` or ``warm first``: whether the first tie can carry the request.
    because : a reason for each link.
    """

    path: tuple[Person, ...]
    probability: float
    evidence: Evidence
    weak_link: tuple[Person, Person]
    advice: str
    because: tuple[Reason, ...]


def reach(facts: Facts, targets: Collection[PersonId], *, limit: int = 5) -> Results[Path]:
    """Return the best paths from the owner to any of `targets`, one for each first step.

    The first is the path to take, the others are fall-backs. Ties are broken by ids.
    """
    if facts.owner is None:
        return Results(kind=Path)
    own = own_links(facts)
    acquaintances, coworkers = Acquaintances(facts), _coworkers(facts, targets)

    @cache  # asked once for each first step of a path
    def neighbours(person: PersonId) -> Sequence[Link]:
        if person == facts.owner:
            return own
        if not facts.may_propose(person):
            return ()
        ends = {*acquaintances.ends_of(person), *coworkers.get(person, ())} - {facts.owner}
        return [_link(acquaintances, person, end) for end in sorted(ends)]

    routes = paths(facts.owner, targets, neighbours, limit=limit)
    return Results((_told(facts, steps) for steps in routes), held_back=facts.held_back, kind=Path)


def _link(acquaintances: Acquaintances, person: PersonId, end: PersonId) -> Link:
    acquaintance = acquaintances.between(person, end)
    if acquaintance is None:
        return Link(end, 0.0, "inferred", "")
    evidence: Evidence = "seen" if acquaintance.seen else "inferred"
    return Link(
        end, acquaintance.probability, evidence, acquaintance.because[0], acquaintance.evidence[:3]
    )


def _coworkers(facts: Facts, targets: Collection[PersonId]) -> dict[PersonId, set[PersonId]]:
    """Return by co-worker the targets with whom they shared an employer: last steps of paths."""
    targets_known = [facts.profiles[pid] for pid in targets if pid in facts.profiles]
    if not any(profile.affiliations for profile in targets_known):
        return {}
    jobs = {
        pid: profile.affiliations for pid, profile in facts.profiles.items() if pid != facts.owner
    }
    by_coworker: dict[PersonId, set[PersonId]] = {}
    shared = coworkers_of(targets, jobs, facts.employer_sizes, facts.as_of.date())
    for target, coworkers in shared.items():
        for coworker in coworkers:
            by_coworker.setdefault(coworker, set()).add(target)
    return by_coworker


def own_links(facts: Facts) -> list[Link]:
    """Return the owner's contacts as the first steps of paths."""
    links = []
    for person, profile in sorted(facts.profiles.items()):
        if person == facts.owner or profile.person.unknown or profile.person.owner:
            continue
        if person in facts.strangers:
            continue
        strength = max(float(saturated(facts.strength(person))), BARE_TIE)
        links.append(Link(person, strength, "seen", _own_tie(facts, person)))
    return links


def _own_tie(facts: Facts, person: PersonId) -> str:
    stats = facts.ties.get(person)
    if stats is None:
        return facts.without_tie(person)
    silent = day_number(facts.as_of) - stats.last_day
    few = too_few_note(stats.contact_days)
    days = "day" if stats.contact_days == 1 else "days"
    return f"{stats.contact_days} {days} of contact, the last {days_ago(silent)}{few}"


def paths(
    start: PersonId,
    targets: Collection[PersonId],
    neighbours: Neighbours,
    *,
    limit: int = 5,
) -> list[list[tuple[PersonId, Link]]]:
    """Return up to `limit` best paths, each through another first person, best first.

    A path is its links with where each starts. Best-first search; the cost of a path is whether it
    holds an inferred link, then minus the logarithm of its probability.
    """
    wanted = frozenset(targets) - {start}
    queue: list[tuple[bool, float, tuple[PersonId, ...], list[tuple[PersonId, Link]]]] = [
        (False, 0.0, (start,), [])
    ]
    settled: dict[tuple[PersonId, PersonId], int] = {}
    routes: list[list[tuple[PersonId, Link]]] = []
    taken: set[PersonId] = set()
    while queue and len(routes) < limit:
        inferred, cost, people, links = heapq.heappop(queue)
        end = people[-1]
        if end in wanted:
            if people[1] not in taken:
                taken.add(people[1])
                routes.append(links)
            continue
        first = people[1] if len(people) > 1 else end
        if first in taken or len(links) == MOST_HOPS or (first, end) in settled:
            continue
        settled[first, end] = len(links)
        for link in neighbours(end):
            if link.to in people or link.probability <= 0.0:
                continue
            step = -math.log(link.probability) - (math.log(HOP_PENALTY) if links else 0.0)
            heapq.heappush(
                queue,
                (
                    inferred or link.evidence == "inferred",
                    cost + step,
                    (*people, link.to),
                    [*links, (end, link)],
                ),
            )
    return routes


def _told(facts: Facts, steps: list[tuple[PersonId, Link]]) -> Path:
    people = [_person(facts.profiles, steps[0][0])]
    people += [_person(facts.profiles, link.to) for _, link in steps]
    probability = math.prod(link.probability for _, link in steps)
    probability *= HOP_PENALTY ** (len(steps) - 1)
    weakest = min(range(len(steps)), key=lambda i: (steps[i][1].probability, i))
    inferred = any(link.evidence == "inferred" for _, link in steps)
    return Path(
        path=tuple(people),
        probability=probability,
        evidence="inferred" if inferred else "seen",
        weak_link=(people[weakest], people[weakest + 1]),
        advice=_advice(facts, steps[0][1]),
        because=tuple(
            Reason(
                link.evidence,
                f"{'you' if i == 0 else people[i].name} – {people[i + 1].name}: {link.text}",
                link.probability,
                link.events,
            )
            for i, (_, link) in enumerate(steps)
        ),
    )


def _person(profiles: Mapping[PersonId, object], pid: PersonId) -> Person:
    profile = profiles.get(pid)
    person = getattr(profile, "person", None)
    return person if isinstance(person, Person) else Person(pid, str(pid))


def _advice(facts: Facts, first: Link) -> str:
    stats = facts.ties.get(first.to)
    silent = math.inf if stats is None else day_number(facts.as_of) - stats.last_day
    fit = first.probability >= ASK_STRENGTH and silent <= ASK_DAYS
    return "ask now" if fit else "warm first"


def ways_to(view: NetworkView, target: Person | str, *, limit: int = 5) -> Results[Path]:
    """Return the ways to a person, or into the organization that `target` names.

    In a team, see also `netkit.answers.team.ways_by_colleagues`.

    Raises
    ------
    NothingFoundError
        No organization of that name has anybody at it now.
    """
    targets = [target.id] if not isinstance(target, str) else people_at(view, target)
    rows = reach(view.facts_to(targets), targets, limit=limit)
    notes = []
    if any(row.evidence == "inferred" for row in rows):
        notes.append("“inferred” ways rest on hints, such as a shared thread; ask before you rely")
    return Results(rows, held_back=rows.held_back, notes=notes, kind=Path)


def people_at(view: NetworkView, organization: str) -> list[PersonId]:
    """Return the people who work at the organization of this name now, by id.

    Raises
    ------
    NothingFoundError
    """
    keys = view.store.organizations(organization_words(organization))
    jobs = jobs_at(view.store, keys)
    people = sorted({job.person for job in jobs if job.end is None})
    if not people:
        former = _former_people(view, jobs)
        raise NothingFoundError(f"nobody you know of is at “{organization}” now{former}")
    return people


def people_ever_at(view: NetworkView, organization: str) -> set[PersonId]:
    """Return the people who work, worked or studied at the organization of this name.

    Raises
    ------
    NothingFoundError
    """
    keys = view.store.organizations(organization_words(organization))
    people = {job.person for job in view.store.affiliations(organizations=keys)} if keys else set()
    if not people:
        raise NothingFoundError(f"nobody you know is at “{organization}”")
    return people


def _former_people(view: NetworkView, jobs: Sequence[Affiliation]) -> str:
    """Return the former people of an organization, the last first: "; Ana Lima until 2024-05"."""
    last: dict[PersonId, str] = {}
    for job in sorted(jobs, key=lambda job: str(job.end), reverse=True):
        phrase = "last known there in" if is_replaced(job) else "until"
        last.setdefault(job.person, f"{phrase} {job.end}")
    people = {person.id: person for person in view.store.people(list(last))}
    named = [
        f"{people[pid].name} was, {when}"
        for pid, when in last.items()
        if pid in people and not people[pid].owner
    ]
    return f"; {', '.join(named[:_FORMER])}" if named else ""
