"""Dormant ties worth a hello, with a hook from the past.

Ties silent for years are as useful as current ones and more novel (Levin, Walter & Murnighan
2011): ranked by how strong they once were and by what is open now, not by the silence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from netkit.answers.acts import Act
from netkit.answers.recorded_deeds import last_deeds
from netkit.answers.results import Reason, Results
from netkit.model.events import Interaction, Need, Offer
from netkit.model.frozen import dataclass, replace
from netkit.model.history import Recorded, State, is_open
from netkit.model.names import given_name
from netkit.model.people import Person, PersonId
from netkit.model.when import day_number
from netkit.ties import strength
from netkit.ties.outlook import is_dormant
from netkit.topics.terms import terms

if TYPE_CHECKING:
    from netkit.answers.facts import Profile
    from netkit.answers.network_view import NetworkView
    from netkit.answers.recorded_deeds import Deed
    from netkit.ties.statistics import TieStats

__all__ = ["Dormant", "as_acts", "reconnect"]

_RELEVANT = 0.5  # what an open need of mine, met by them, adds to a past strength of 0 to 1

#: Reads the last contacts with each of a few people, newest first.
LastOf = Callable[[Collection[PersonId]], Mapping[PersonId, Sequence[Recorded[Interaction]]]]
#: Reads the ties with a few people.
TiesOf = Callable[[Collection[PersonId]], Mapping[PersonId, "TieStats"]]


@dataclass(frozen=True, slots=True)
class Dormant:
    """A tie to wake.

    Attributes
    ----------
    once : 0 to 100, its strength at the last contact.
    silent_days : days since then.
    hook : where to pick it up; one sentence.
    """

    person: Person
    once: float
    silent_days: int
    hook: str
    because: tuple[Reason, ...]
    cautions: tuple[str, ...] = ()


def reconnect(
    people: Mapping[PersonId, Person],
    ties_of: TiesOf,
    profiles: Mapping[PersonId, Profile],
    last_of: LastOf,
    as_of: datetime,
    *,
    figures: Iterable[tuple[Any, ...]],
    mine: Iterable[State[Need] | State[Offer]] = (),
    expect: Callable[[Iterable[PersonId]], None] = lambda people: None,
    cautions_of: Callable[[PersonId], tuple[str, ...]] = lambda person: (),
    limit: int = 10,
) -> Results[Dormant]:
    """Return the dormant ties most worth a hello, the best first, equals by id.

    Parameters
    ----------
    people : whom the gate lets through.
    ties_of, last_of : read the ties and the last contacts with those that are shown.
    profiles : what is known of people; only those in it can be relevant.
    cautions_of : returns what somebody asked not to happen, to be shown beside the advice.
    mine : the owner's open needs and offers.
    figures : the other person and `TIE_FIGURES` of every tie.
    expect : is told the order in which people are looked at.
    """
    now = day_number(as_of)
    asked = [(state, terms(state.event.text)) for state in mine]
    rows: list[tuple[float, PersonId, list[Reason]]] = []
    for pid, contact_days, last_day, log_strength in figures:
        if not is_dormant(contact_days, now - last_day):
            continue
        once = float(strength.saturated(strength.strength(log_strength, last_day)))
        why = list(_relevant(profiles.get(pid), asked))
        rows.append((-(once + _RELEVANT * bool(why)), pid, why))
    rows.sort(key=lambda row: (row[0], row[1]))
    expect(pid for _, pid, _ in rows)
    shown = list(islice((row for row in rows if row[1] in people), limit))
    chosen = [pid for _, pid, _ in shown]
    ties, last = ties_of(chosen), last_of(chosen)
    return Results(
        (
            replace(_row(people[pid], ties[pid], why, last[pid], now), cautions=cautions_of(pid))
            for _, pid, why in shown
        ),
        kind=Dormant,
    )


def _relevant(
    profile: Profile | None, asked: Collection[tuple[State[Need] | State[Offer], frozenset[str]]]
) -> Iterable[Reason]:
    if profile is None:
        return
    texts = [(s.event.text, str(s.id)) for s in profile.wishes]
    jobs = (job for job in profile.affiliations if job.kind == "work" and job.end is None)
    texts += [(job.title, "") for job in jobs if job.title]
    for state, wanted in asked:
        for text, event in texts:
            if wanted & terms(text):
                evidence = tuple(source for source in (state.id, event) if source)
                yield Reason("relevant", f"“{text}” meets your “{state.event.text}”", 0.5, evidence)
                return


def _row(
    person: Person,
    stats: TieStats,
    why: list[Reason],
    last: Sequence[Recorded[Interaction]],
    now: int,
) -> Dormant:
    once = float(strength.shown(strength.strength(stats.log_strength, stats.last_day)))
    silent = int(now - stats.last_day)
    past = f"{_contact_days(stats.contact_days)}, silent for {_long_span(silent)}"
    reasons = (*why, Reason("past", past, once / 100, tuple(contact.id for contact in last[:1])))
    return Dormant(person, once, silent, _hook(person, why, last), reasons)


def _contact_days(days: int) -> str:
    return f"{days:,} day{'' if days == 1 else 's'} of contact"


def _long_span(days: int) -> str:
    """Return a silence in words: months up to two years, then years."""
    months = round(days / 30.44)
    return f"{months} months" if months < 24 else f"{days / 365.25:.1f} years".replace(".0", "")


def _hook(person: Person, why: Sequence[Reason], last: Sequence[Recorded[Interaction]]) -> str:
    first = given_name(person.name) or "them"
    if why:
        return why[0].text
    last_words = next((contact.event.text for contact in last if contact.event.text), "")
    if last_words:
        return f"the last word between you was “{last_words}”"
    if person.organization:
        return f"ask {first} how it goes at {person.organization}"
    return f"tell {first} what made you think of them"


def as_acts(rows: Iterable[Dormant], as_of: datetime) -> list[Act]:
    """Return dormant ties as acts for a day: a hello, with its hook."""
    return [
        Act(
            "hello",
            row.person,
            f"say hello to {row.person.name}: {row.hook}",
            row.because,
            key=f"hello {row.person.id} {as_of.date() - timedelta(days=row.silent_days)}",
        )
        for row in rows
    ]


def dormant_ties(view: NetworkView, *, limit: int = 10) -> Results[Dormant]:
    """Return the owner's dormant ties worth a hello.

    Profiles are read of those alone whose words meet the owner's.
    """
    owner = view.owner
    mine: list[State[Need] | State[Offer]] = [
        *view.states(Need, people=[owner]),
        *view.states(Offer, people=[owner]),
    ]
    mine = [wish for wish in mine if is_open(cast("State[Need]", wish))]
    wanted = {term for wish in mine for term in terms(wish.event.text)}
    relevant = {term.person for term in view.store.with_terms(wanted)} if wanted else set()
    proposable = view.gate.open_to("write")
    rows = reconnect(
        proposable,
        view.ties,
        view.profiles(relevant) if relevant else {},
        lambda people: view.contacts_with_each(people, 3),
        view.present,
        mine=mine,
        expect=proposable.expect,
        figures=view.tie_figures,
        cautions_of=view.gate.cautions,
        limit=limit,
    )
    deeds = last_deeds(view, {row.person.id for row in rows})
    now = day_number(view.present)
    with_deeds = (_with_deed(row, deeds.get(row.person.id), now) for row in rows)
    return Results(with_deeds, held_back=proposable.held.values(), kind=Dormant)


def _with_deed(row: Dormant, deed: Deed | None, now: int) -> Dormant:
    """Return a dormant tie whose hook and past tell of what was done since the last message."""
    if deed is None or now - day_number(deed.at) >= row.silent_days:
        return row
    *why, past = row.because
    words = past.text.replace(", silent for ", ", no message for ")
    past = replace(past, text=f"{words}; since then {deed.text}")
    hook = row.hook if why else f"the last between you was {deed.text}"
    return replace(row, hook=hook, because=(*why, past))
