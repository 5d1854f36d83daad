"""What the owner did since the last report: promises kept, thanks said, people come back to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from netkit.model.events import Favour, Promise
from netkit.model.frozen import dataclass
from netkit.model.when import day_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person, PersonId

__all__ = ["Done", "EndedSilence", "done_since", "ended_silences"]

#: Contacts looked back on for one of the owner's.
_LOOKED_BACK = 30


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that the owner did.

    kind : ``promise`` (kept), ``thanks`` (said) or ``touch`` (came back to somebody).
    text : the deed after the name: "you kept your promise: the paper".
    """

    kind: Literal["promise", "thanks", "touch"]
    person: Person
    text: str
    at: datetime


def done_since(
    view: NetworkView, since: datetime, silent: Mapping[PersonId, int]
) -> tuple[Done, ...]:
    """Return what the owner did after a moment, promises first, then by time.

    Parameters
    ----------
    silent : the last contact-day of each who was silent for longer than usual then.
    """
    rows = [*_promises(view, since), *_thanks(view, since), *_touched(view, silent)]
    return tuple(rows)


def _promises(view: NetworkView, since: datetime) -> Iterator[Done]:
    states = [
        (at, state.event)
        for state in view.states(Promise)
        if state.event.giver == view.owner
        and (at := state.when("kept")) is not None
        and since < at <= view.present
    ]
    people = _people(view, (promise.receiver for _, promise in states))
    for at, promise in sorted(states, key=lambda row: row[0]):
        if promise.receiver in people:
            text = f"you kept your promise: {promise.text}"
            yield Done("promise", people[promise.receiver], text, at)


def _thanks(view: NetworkView, since: datetime) -> Iterator[Done]:
    states = [
        (at, state.event)
        for state in view.states(Favour)
        if state.event.receiver == view.owner
        and (at := state.when("thanked")) is not None
        and since < at <= view.present
    ]
    people = _people(view, (favour.giver for _, favour in states))
    for at, favour in sorted(states, key=lambda row: row[0]):
        if favour.giver in people:
            favour_text = f"the {favour.kind}" if favour.kind != "other" else "their help"
            yield Done("thanks", people[favour.giver], f"you said thanks for {favour_text}", at)


def _touched(view: NetworkView, silent: Mapping[PersonId, int]) -> Iterator[Done]:
    """Yield the people whose silence the owner ended."""
    for back in ended_silences(view, silent):
        if back.mine:
            text = f"you were in touch again, after {back.days} days"
            yield Done("touch", back.person, text, back.at)


@dataclass(frozen=True, slots=True)
class EndedSilence:
    """A silence that ended: with whom, when, after how many days, and whether by the owner."""

    person: Person
    at: datetime
    days: int
    mine: bool


def ended_silences(view: NetworkView, silent: Mapping[PersonId, int]) -> list[EndedSilence]:
    """Return the silences that ended since; who ended one wrote first after it.

    silent : the last contact-day of each who was silent for longer than usual then.
    """
    ties = view.ties(list(silent)) if silent else {}
    back = [pid for pid, tie in ties.items() if tie.last_day > silent[pid]]
    people = _people(view, back)
    ended = []
    contacts = view.contacts_with_each(sorted(back), _LOOKED_BACK)
    for pid in sorted(back):
        later = [c for c in contacts[pid] if day_number(c.event.at) > silent[pid]]
        if later and pid in people:
            first = later[-1].event
            days = day_number(first.at) - silent[pid]
            mine = first.sender == view.owner
            ended.append(EndedSilence(people[pid], first.at, days, mine))
    return ended


def _people(view: NetworkView, ids: Iterable[PersonId]) -> Mapping[PersonId, Person]:
    wanted: Collection[PersonId] = {*ids}
    return view.contacts_among(wanted) if wanted else {}
