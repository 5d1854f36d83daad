"""Cards about many people at once: the lines of their briefs, read together.

A card says what `brief` says of somebody and decides nothing of its own; `brief` reads one person
at a time, and thousands of them would take minutes.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, cast

from netkit.answers.act_commands import with_commands
from netkit.answers.acts_for import acts_for, offered
from netkit.answers.brief import milestone_text, remembered_text
from netkit.answers.milestones import recorded_milestones
from netkit.answers.possible_acts import possible_acts
from netkit.answers.promises import open_promises
from netkit.errors import NothingFoundError
from netkit.model.frozen import dataclass
from netkit.model.names import given_name
from netkit.model.when.written_days import short_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from netkit.answers.acts import Act
    from netkit.answers.facts import Facts
    from netkit.answers.network_view import NetworkView
    from netkit.model.events import Fact, Milestone, Moment, Note
    from netkit.model.history import Recorded
    from netkit.model.people import PersonId

__all__ = ["Card", "brief_cards"]

_CONTACTS = 3
_CONTACTS_OF = 2_000  # people; beyond, a map of everybody shows the last day alone
_INTRODUCED = 60  # people whose next act may be an introduction, which takes long to find


@dataclass(frozen=True, slots=True)
class Card:
    """The lines of a brief that a map shows of a person; every part may be empty.

    Attributes
    ----------
    needs, offers : still open.
    promises : open ones, both ways.
    last : the last contacts, newest first: day, who began, channel.
    milestones : days of theirs, each when it comes next.
    act : the next kind act; `commands` what to type to do it, or once it is done.
    cautions : what they asked not to happen.
    remember : facts and notes; empty unless notes were asked for.
    """

    needs: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    milestones: tuple[str, ...] = ()
    act: str = ""
    commands: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    remember: tuple[str, ...] = ()


def brief_cards(
    view: NetworkView, facts: Facts, people: Collection[PersonId], *, notes: bool = False
) -> dict[PersonId, Card]:
    """Return the cards of those of these people of whom there is anything to say.

    Parameters
    ----------
    facts : of everybody.
    notes : with the facts, notes and words of contacts on record.
    """
    promises: dict[PersonId, list[str]] = defaultdict(list)
    for row in open_promises(view):
        promises[row.person.id].append(f"{row.text} ({row.whose}, {row.status})")
    milestones: dict[PersonId, list[str]] = defaultdict(list)
    recorded = view.store.events(["milestone"], until=view.as_of)
    for event in (cast("Milestone", record.event) for record in recorded):
        milestones[event.person].append(milestone_text(event, view.present))
    remembered = _remembered(view) if notes else {}
    boundaries, departed = view.boundaries(), view.departed()
    peace = {pid for pid, asked in boundaries.items() if asked.at_rest(view.present.date())}
    open_to = [pid for pid in people if pid not in departed and pid not in peace]
    with_contacts = len(people) <= _CONTACTS_OF
    next_acts = _next_acts(view, facts, open_to, introduce=with_contacts)
    lines_of: tuple[Mapping[PersonId, object], ...]
    lines_of = (promises, milestones, remembered, next_acts, boundaries)
    cards = {}
    for pid in people:
        profile = facts.profiles[pid]
        if not (with_contacts or profile.wishes or any(pid in lines for lines in lines_of)):
            continue  # nothing to say of most people of a large network
        act, asked = next_acts.get(pid), boundaries.get(pid)
        card = Card(
            needs=tuple(state.event.text for state in profile.needs),
            offers=tuple(state.event.text for state in profile.offers),
            promises=tuple(promises.get(pid, ())),
            last=_last_contacts(view, facts, pid, notes) if with_contacts else (),
            milestones=() if pid in departed else tuple(milestones.get(pid, ())),
            act=act.text if act else "",
            commands=act.commands if act else (),
            cautions=asked.cautions() if asked else (),
            remember=tuple(remembered.get(pid, ())),
        )
        if card != Card():
            cards[pid] = card
    return cards


def _remembered(view: NetworkView) -> Mapping[PersonId, list[str]]:
    """Return the facts, notes and moments of everybody, newest first, as lines."""
    lines: dict[PersonId, list[str]] = defaultdict(list)
    recorded = view.store.events(["fact", "note", "moment"], until=view.as_of)
    claims = cast("list[Recorded[Fact | Note | Moment]]", recorded)
    for claim in sorted(claims, key=lambda claim: (claim.event.at, claim.id), reverse=True):
        lines[claim.event.person].append(remembered_text(claim.event))
    return lines


def _last_contacts(view: NetworkView, facts: Facts, pid: PersonId, words: bool) -> tuple[str, ...]:
    """Return a line for each of the last contacts: day, who began, channel."""
    if pid not in facts.ties:
        return ()
    first = given_name(facts.profiles[pid].person.name) or "them"
    lines = []
    for contact in view.contacts_with(pid, _CONTACTS):
        event = contact.event
        by = "you" if event.sender == view.owner else first
        text = f": {event.text}" if words and event.text else ""
        lines.append(f"{short_day(event.at)}, {by} ({event.channel}){text}")
    return tuple(lines)


def _next_acts(
    view: NetworkView, facts: Facts, open_to: Collection[PersonId], *, introduce: bool
) -> dict[PersonId, Act]:
    """Return the first act of each person, as `acts_for` has it.

    introduce : look for an introduction for those whom the owner stands closest to.
    """
    persons = {pid: facts.profiles[pid].person for pid in open_to}
    suggested: Iterable[Act] = possible_acts(
        persons,
        view.present,
        promises=open_promises(view),
        favours=view.favours,
        milestones=recorded_milestones(view),
        owner=view.owner,
    )
    first: dict[PersonId, Act] = {}
    for act in suggested:
        first.setdefault(act.person.id, act)
    for pid in open_to:
        if pid not in first and facts.profiles[pid].needs and pid in facts.ties:
            first.update((pid, act) for act in offered(facts, persons[pid], view.owner))
    waiting = [pid for pid in open_to if introduce and pid not in first and pid in facts.ties]
    waiting.sort(key=lambda pid: (-facts.strength(pid), pid))
    for pid in waiting[:_INTRODUCED]:
        try:
            first.update((pid, act) for act in acts_for(view, persons[pid])[:1])
        except NothingFoundError:  # they asked for none
            continue
    return {act.person.id: act for act in with_commands(view, first.values())}
