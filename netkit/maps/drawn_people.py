"""From facts to the people of a scene: strengths of then and now, giving, words, reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netkit.answers.balance import LEANING, by_other, verdict_of
from netkit.answers.brief_cards import brief_cards
from netkit.answers.leaning_ties import standings_with
from netkit.maps.past_ties import past_strengths, tie_histories, unanswered_days
from netkit.maps.scene import ScenePerson
from netkit.model.frozen import dataclass
from netkit.model.when import date_of, day_number, days_ago, end_of_day
from netkit.store.one_way_senders import past_senders
from netkit.ties import strength
from netkit.ties.outlook import ended_silence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from netkit.answers.brief_cards import Card
    from netkit.answers.facts import Facts, Profile
    from netkit.answers.network_shape import Connector
    from netkit.answers.network_view import NetworkView
    from netkit.maps.past_ties import ContactDay
    from netkit.maps.scene import LastWord
    from netkit.model.people import PersonId
    from netkit.ties.outlook import Trend
    from netkit.ties.statistics import TieStats

__all__ = ["Marks", "drawn_people", "marks_of"]

_RECENT_DAYS = 30  # a silence that ended is worth a word for so long


class Marks(NamedTuple):
    """What is said of people beside their tie with the owner, by person.

    cards : what `brief` says.
    sources : names of the sources that tell of them.
    reach : how many separate corners of the network meet in them, of those with most.
    """

    cards: Mapping[PersonId, Card]
    sources: Mapping[PersonId, tuple[str, ...]]
    reach: Mapping[PersonId, float]


def marks_of(
    view: NetworkView,
    facts: Facts,
    people: Collection[PersonId],
    reaching: Iterable[Connector],
    *,
    notes: bool,
) -> Marks:
    """Return the cards, sources and reach of these people.

    reaching : those with the largest effective size.
    notes : with facts, notes and the words of contacts.
    """
    sources: dict[PersonId, tuple[str, ...]] = {}
    for claim in view.store.claims(fields={"name"}):
        source, earlier = claim.origin or claim.source, sources.get(claim.person, ())
        if source not in earlier:
            sources[claim.person] = (*earlier, source)
    reach = {row.person.id: round(row.effective_size, 1) for row in reaching}
    return Marks(brief_cards(view, facts, people, notes=notes), sources, reach)


def _ghost(facts: Facts, profile: Profile, marks: Marks) -> ScenePerson:
    """Return a map's person for a stranger: one the owner can reach but does not know."""
    person = profile.person
    by = [facts.profiles[pid].person.name for pid in facts.neighbours(person.id)
          if pid in facts.ties and pid in facts.profiles]  # fmt: skip
    more = f" and {len(by) - 3} more" if len(by) > 3 else ""
    return ScenePerson(
        id=person.id,
        name=person.name,
        organization=person.organization,
        title=person.title,
        city=person.city,
        tags=profile.skills[:6],
        because=(f"you could reach them through {', '.join(by[:3])}{more}",),
        known=False,
        sources=marks.sources.get(person.id, ()),
    )


def drawn_people(
    view: NetworkView,
    facts: Facts,
    shown: Collection[PersonId],
    ghosts: Collection[PersonId],
    past: Sequence[int],
    marks: Marks,
    every: Mapping[PersonId, Sequence[ContactDay]],
) -> list[ScenePerson]:
    """Return everybody drawn, with what the commands say of each on that day.

    past : the days of the past states.
    every : the contact-days of the owner's ties with them, those with mere senders too.
    """
    contacts = {pid: rows for pid, rows in every.items() if pid in facts.ties}
    days = {pid: [row[0] for row in rows] for pid, rows in contacts.items()}
    rows = list(contacts.values())
    reading = _Reading(
        view,
        facts,
        day_number(facts.as_of),
        facts.strengths(),
        _past_strengths(view, every, past),
        dict(zip(contacts, tie_histories(rows, past), strict=True)),
        days,
        view.trends(days),
        _giving(view, facts, shown),
        marks,
        (0.0,) * len(past),
    )
    return [
        _ghost(facts, facts.profiles[pid], marks) if pid in ghosts else _person(reading, pid)
        for pid in sorted(shown)
    ]


def _past_strengths(
    view: NetworkView, contacts: Mapping[PersonId, Sequence[ContactDay]], past: Sequence[int]
) -> dict[PersonId, tuple[float, ...]]:
    """Return the strengths of ties on past days; 0 while somebody only wrote, unanswered."""
    people, rows = list(contacts), list(contacts.values())
    strengths = [list(row) for row in past_strengths(rows, past)]
    ends = [end_of_day(date_of(day), view.store.zone) for day in past]
    unanswered = unanswered_days(rows, past)
    counts = [[(people[tie], 0, days_in) for tie, days_in in ties] for ties in unanswered]
    senders = past_senders(view.store, view.owner, zip(ends, counts, strict=True))
    for step, ties in enumerate(unanswered):
        for tie, _ in ties:
            if people[tie] in senders[step]:
                strengths[tie][step] = 0.0
    return dict(zip(people, map(tuple, strengths), strict=True))


@dataclass(frozen=True, slots=True)
class _Reading:
    """All that is read of the people of a map, by person."""

    view: NetworkView
    facts: Facts
    today: int
    strengths: Mapping[PersonId, float]
    past: Mapping[PersonId, tuple[float, ...]]
    histories: Mapping[PersonId, tuple[tuple[int, int], ...]]
    days: Mapping[PersonId, Sequence[float]]
    trends: Mapping[PersonId, Trend]
    giving: Mapping[PersonId, _Giving]
    marks: Marks
    no_past: tuple[float, ...]


class _Giving(NamedTuple):
    """Favours with a person by value, and what `balance` says of them."""

    given: float
    received: float
    leaning: str
    next_act: str


def _giving(view: NetworkView, facts: Facts, people: Iterable[PersonId]) -> dict[PersonId, _Giving]:
    """Return giving and getting with each of these people."""
    favours = by_other(view.favours, view.owner)
    verdicts = {
        pid: verdict_of(facts.ties.get(pid), favours.get(pid, ()), view.owner, view.present)
        for pid in people
    }
    leaning = [pid for pid, verdict in verdicts.items() if verdict in LEANING]
    rows = standings_with(view, leaning, facts.ties, favours)
    acts = {row.person.id: row.next_act for row in rows}
    return {
        pid: _Giving(
            sum(deed.event.value for deed in favours.get(pid, ()) if deed.event.giver != pid),
            sum(deed.event.value for deed in favours.get(pid, ()) if deed.event.giver == pid),
            verdict,
            acts.get(pid, ""),
        )
        for pid, verdict in verdicts.items()
    }


def _person(reading: _Reading, pid: PersonId) -> ScenePerson:
    facts, marks = reading.facts, reading.marks
    profile, stats = facts.profiles[pid], facts.ties.get(pid)
    giving = reading.giving[pid]
    person, trend = profile.person, reading.trends.get(pid, "too few")
    today, jobs = reading.today, profile.affiliations
    return ScenePerson(
        id=person.id,
        name=person.name,
        organization=person.organization,
        title=person.title,
        city=person.city,
        tags=profile.skills[:6],
        circles=profile.circles,
        schools=tuple(dict.fromkeys(job.organization for job in jobs if job.kind == "school")),
        earlier_organizations=tuple(
            dict.fromkeys(job.organization for job in jobs if job.kind == "work" and job.end)
        ),
        strength=float(strength.shown(reading.strengths.get(pid, 0.0))),
        trend=trend if trend != "too few" else "steady",
        silent_days=None if stats is None else int(today - stats.last_day),
        returned_after=_returned_after(reading, pid),
        given=giving.given,
        received=giving.received,
        leaning=giving.leaning,
        next_act=giving.next_act,
        because=tuple(_because(stats, facts.without_tie(pid), today)),
        past=reading.past.get(pid, reading.no_past),
        sources=marks.sources.get(pid, ()),
        reach=marks.reach.get(pid, 0.0),
        last_word=_last_word(stats),
        history=reading.histories.get(pid, ()),
        card=marks.cards.get(pid),
    )


def _last_word(stats: TieStats | None) -> LastWord:
    """Return who reached out on the day of the last contact."""
    if stats is None:
        return ""
    mine, theirs = stats.last_ab == stats.last_day, stats.last_ba == stats.last_day
    return "both" if mine and theirs else "you" if mine else "they" if theirs else ""


def _returned_after(reading: _Reading, person: PersonId) -> int | None:
    """Return the days of the long silence that a recent last contact ended, None without one."""
    view, days, today = reading.view, reading.days.get(person, ()), reading.today
    if not days or today - days[-1] > _RECENT_DAYS:
        return None
    return ended_silence(days, today, view.clock, view.wished_rhythms.get(person))


def _because(stats: TieStats | None, without_tie: str, today: float) -> Iterable[str]:
    if stats is None:
        yield without_tie
    else:
        yield f"{stats.contact_days} days of contact since {_year(stats.first_day)}"
        yield f"you reached out on {stats.days_ab}, they on {stats.days_ba}"
        yield f"last contact {days_ago(today - stats.last_day)}"


def _year(day: float) -> int:
    return date_of(day).year
