"""From an open view to a scene: who is drawn, how strong each tie was and is, and why."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast

from netkit.answers.balance import LEANING
from netkit.answers.fading import fading_ties
from netkit.answers.introduce.answer import introductions_between, introductions_to
from netkit.answers.leaning_ties import balance
from netkit.answers.network_shape import bridges, connectors
from netkit.answers.reach import reach
from netkit.answers.structure import KnownTie, shape_of
from netkit.errors import NothingFoundError
from netkit.maps.build import build_scene
from netkit.maps.scene import (
    Scene,
    SceneNote,
    SceneOwner,
    ScenePath,
    ScenePerson,
    SceneSuggestion,
    SceneTie,
)
from netkit.model.events import Favour
from netkit.model.people import PersonId
from netkit.model.when import day_number, days_ago
from netkit.ties import strength
from netkit.ties.outlook import ended_silence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from netkit.answers.balance import Standing
    from netkit.answers.facts import Facts, Profile
    from netkit.answers.network_view import NetworkView
    from netkit.answers.results import Reason
    from netkit.answers.structure import Shape
    from netkit.maps.scene import Leaning
    from netkit.ties.outlook import Outlook
    from netkit.ties.statistics import TieStats

__all__ = ["gather"]

_PAST_STEP = timedelta(days=91)
# Past states by the number of people drawn: each costs every person a byte of the file.
_PAST_STATES = ((20_000, 6), (5_000, 8), (0, 12))
_SUGGESTIONS = 100
_SUGGESTIONS_TO_ONE = 12
_CONNECTING = 20
_EVERYBODY = sys.maxsize
_RECENT_DAYS = 30  # a silence that ended is worth a word for so long

#: The day of a contact, and the largest weight of the day out and in.
ContactDay = tuple[float, float, float]


def gather(
    view: NetworkView,
    *,
    title: str = "",
    focus: PersonId | None = None,
    path_to: PersonId | None = None,
    only: Collection[PersonId] | None = None,
    before: Mapping[str, tuple[float, float]] | None = None,
) -> Scene:
    """Return the scene of a network.

    Parameters
    ----------
    focus : somebody whose surroundings, and whom they could be introduced to, are drawn.
    path_to : somebody to whom the best way is drawn.
    only : draw these people alone (and the focus's surroundings).
    before : (x, y) on an earlier map, so that the new one does not jump.

    Raises
    ------
    NothingFoundError
        No way leads to `path_to`.
    """
    facts = view.facts()
    present = view.present
    ghosts = _ghosts(facts)
    suggestions = _suggestions(view, facts, focus)
    path = _path(facts, path_to)
    shown = _shown(facts, focus, path, suggestions, only)
    steps = next(states for least, states in _PAST_STATES if len(shown) >= least)
    past = [present - _PAST_STEP * step for step in range(steps, 0, -1)]
    people = _people(view, facts, shown, ghosts, past)
    shape = shape_of(view, facts)
    me = facts.profiles[view.owner].person
    return build_scene(
        people,
        list(_ties(shape.ties, shown)),
        title=title or f"{me.name}'s network",
        as_of=present,
        owner=SceneOwner(me.id, me.name),
        suggestions=suggestions,
        connecting=_connecting(shape),
        fading=_fading(view, people),
        path=path,
        groups=shape.groups,
        past=past,
        before=before,
        focus=focus or path_to,
    )


def _ghosts(facts: Facts) -> set[PersonId]:
    """Return the strangers whom somebody the owner is in touch with knows."""
    return {
        pid
        for pid in facts.strangers
        if pid in facts.profiles and any(other in facts.ties for other in facts.neighbours(pid))
    }


def _suggestions(view: NetworkView, facts: Facts, focus: PersonId | None) -> list[SceneSuggestion]:
    """Return the introductions that ``introduce`` proposes, best first."""
    if focus is None:
        return [
            SceneSuggestion(pair.a.id, pair.b.id, pair.band, _texts(pair.because))
            for pair in introductions_between(view, limit=_SUGGESTIONS)
        ]
    try:
        rows = introductions_to(view, facts.profiles[focus].person, limit=_SUGGESTIONS_TO_ONE)
    except NothingFoundError:  # they asked for none; their map is still theirs
        return []
    return [SceneSuggestion(focus, row.person.id, row.band, _texts(row.because)) for row in rows]


def _fading(view: NetworkView, people: Iterable[ScenePerson]) -> list[SceneNote]:
    """Return the ties that ``fading`` lists, in its order, then those it holds back."""
    answer = fading_ties(view, limit=_EVERYBODY)
    silent = {person.id for person in people if person.trend == "fading"}
    held = [
        SceneNote(one.person.id, "held back", one.text)
        for one in answer.held_back
        if one.person.id in silent
    ]
    rows = (SceneNote(row.person.id, "fading", "; ".join(_texts(row.because))) for row in answer)
    return [*rows, *held]


def _connecting(shape: Shape) -> list[SceneNote]:
    """Return the connectors, and the only links into groups, that ``network`` names."""
    groups, limit = shape.group_of, _CONNECTING
    joining = connectors(shape.people, shape.weave, groups, limit=limit)
    links = bridges(shape.people, shape.closeness, groups, shape.names, limit=limit)
    return [
        *(SceneNote(row.person.id, "connector", row.because[0].text) for row in joining),
        *(
            SceneNote(row.person.id, "only link", f"{row.group}: {row.because[0].text}")
            for row in links
        ),
    ]


def _texts(because: Iterable[Reason]) -> tuple[str, ...]:
    return tuple(reason.text for reason in because)


def _path(facts: Facts, path_to: PersonId | None) -> ScenePath | None:
    """Return the best way to somebody."""
    if path_to is None:
        return None
    found = reach(facts, [path_to], limit=1)
    if not found:
        name = facts.profiles[path_to].person.name
        raise NothingFoundError(
            f"no evidence of who knows {name}: nobody you know was seen with them;"
            " mail, calendars and group threads hold such evidence"
        )
    best = found[0]
    chain = tuple(person.id for person in best.path)
    weak = (best.weak_link[0].id, best.weak_link[1].id) if len(chain) > 2 else None
    return ScenePath(chain, weak, _texts(best.because), best.advice)


def _shown(
    facts: Facts,
    focus: PersonId | None,
    path: ScenePath | None,
    suggestions: Sequence[SceneSuggestion],
    only: Collection[PersonId] | None,
) -> set[PersonId]:
    """Return the people a map draws: everybody known, or the surroundings of the focus."""
    people = {
        pid
        for pid, profile in facts.profiles.items()
        if not (profile.person.owner or profile.person.unknown)
    }
    if only is None and focus is None and path is None:
        return people
    kept = set(only or ())
    for centre in filter(None, (focus, *(path.people if path else ()))):
        kept |= {PersonId(centre), *facts.neighbours(PersonId(centre))}
    if focus is not None:
        kept |= {PersonId(end) for one in suggestions for end in (one.a, one.b)}
    for centre in filter(None, (focus, PersonId(path.people[-1]) if path else None)):
        kept |= _colleagues(facts, centre)
    return kept & people


def _colleagues(facts: Facts, focus: PersonId) -> set[PersonId]:
    mine = facts.profiles[focus].person.organization
    return {
        pid
        for pid, profile in facts.profiles.items()
        if mine and profile.person.organization == mine
    }


def _favours(view: NetworkView, facts: Facts) -> dict[PersonId, tuple[float, float]]:
    counted: dict[PersonId, tuple[float, float]] = {}
    for state in view.states(Favour):
        deed = state.event
        other = deed.receiver if deed.giver == facts.owner else deed.giver
        given, received = counted.get(other, (0.0, 0.0))
        mine = deed.giver == facts.owner
        counted[other] = (given + mine * deed.value, received + (not mine) * deed.value)
    return counted


def _ghost(facts: Facts, profile: Profile) -> ScenePerson:
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
    )


def _people(
    view: NetworkView,
    facts: Facts,
    shown: Collection[PersonId],
    ghosts: Collection[PersonId],
    past: Sequence[datetime],
) -> list[ScenePerson]:
    """Return everybody drawn, with what the commands say of each on that day."""
    tied = [pid for pid in shown if pid in facts.ties]
    days = view.store.days(view.owner, tied, until=view.as_of)
    outlooks = view.outlooks(tied)
    favours = _favours(view, facts)
    standings = {one.person.id: one for one in balance(view, kind="all", limit=_EVERYBODY)}
    people = []
    for pid in sorted(shown):
        if pid in ghosts:
            people.append(_ghost(facts, facts.profiles[pid]))
            continue
        contacts, given_received = days.get(pid, []), favours.get(pid, (0.0, 0.0))
        people.append(
            _person(
                facts,
                facts.profiles[pid],
                contacts,
                past,
                outlooks.get(pid),
                given_received,
                standings.get(pid),
                _returned_after(view, pid, [float(row[0]) for row in contacts]),
            )
        )
    return people


def _person(
    facts: Facts,
    profile: Profile,
    contacts: Sequence[ContactDay],
    past: Iterable[datetime],
    outlook: Outlook | None,
    favours: tuple[float, float],
    standing: Standing | None,
    returned_after: int | None,
) -> ScenePerson:
    person, stats = profile.person, facts.ties.get(profile.person.id)
    today = day_number(facts.as_of)
    jobs = profile.affiliations
    return ScenePerson(
        id=person.id,
        name=person.name,
        organization=person.organization,
        title=person.title,
        city=person.city,
        tags=profile.skills[:6],
        circles=profile.circles,
        schools=tuple(dict.fromkeys(one.organization for one in jobs if one.kind == "school")),
        earlier_organizations=tuple(
            dict.fromkeys(one.organization for one in jobs if one.kind == "work" and one.end)
        ),
        strength=float(strength.shown(facts.strength(person.id))),
        trend=outlook.trend if outlook and outlook.trend != "too few" else "steady",
        silent_days=None if stats is None else int(today - stats.last_day),
        returned_after=returned_after,
        given=favours[0],
        received=favours[1],
        leaning=cast("Leaning", standing.verdict) if standing else "too few to say",
        next_act=standing.next_act if standing and standing.verdict in LEANING else "",
        because=tuple(_because(stats, profile, today)),
        past=tuple(_shown_at(contacts, day_number(day)) for day in past),
    )


def _shown_at(contacts: Sequence[ContactDay], day: float) -> float:
    """Return the strength that an ``--as-of`` of a past day shows, 0 to 100, one decimal."""
    seen = [row for row in contacts if row[0] <= day]
    if not seen:
        return 0.0
    power = strength.log_strength([row[0] for row in seen], [max(row[1:]) for row in seen])
    return round(float(strength.shown(strength.strength(power, day))), 1)


def _returned_after(view: NetworkView, person: PersonId, days: Sequence[float]) -> int | None:
    """Return the days of the long silence that a recent last contact ended, None without one."""
    today = day_number(view.present)
    if not days or today - days[-1] > _RECENT_DAYS:
        return None
    return ended_silence(days, today, view.clock, view.wished_rhythms.get(person))


def _because(stats: TieStats | None, profile: Profile, today: float) -> Iterable[str]:
    if stats is None:
        yield "connected, no contact yet"
    else:
        yield f"{stats.contact_days} days of contact since {_year(stats.first_day)}"
        yield f"you reached out on {stats.days_ab}, they on {stats.days_ba}"
        yield f"last contact {days_ago(today - stats.last_day)}"
    yield from (f"needs {state.event.text}" for state in profile.needs)
    yield from (f"offers {state.event.text}" for state in profile.offers)


def _year(day: float) -> int:
    return datetime.fromtimestamp(day * 86_400, UTC).year


def _ties(ties: Iterable[KnownTie], shown: Collection[PersonId]) -> Iterable[SceneTie]:
    """Yield the ties between the people drawn."""
    for tie in ties:
        if tie.a in shown and tie.b in shown:
            yield SceneTie(tie.a, tie.b, tie.strength, inferred=tie.inferred, because=tie.because)
