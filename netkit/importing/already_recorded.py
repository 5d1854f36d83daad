"""Skip what another archive of the same account or chat has told already, under other keys.

An event is known by a hash of what it says, people in it by the handle of their source. LinkedIn
named people by name until 2023 and by profile since; profiles are renamed, accounts closed, groups
grow, and programs rewrite the letters of a text. So an event of a later archive is also compared
with those on record by what does not change:

* the people as they are known now, the minute, the content;
* of a message, its conversation and the second: the same message, whoever is said to take part.
  Of several in one second each takes one on record: of the same people, the same content, the same
  sender.

A message of two that is the same shows, too, that its people are the same: `Join`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.importers.co_presence import LABEL
from netkit.model.events import EVENT_KINDS, Acquaintance, Event, Interaction, Note, Step, event_id
from netkit.model.frozen import replace
from netkit.model.when import to_epoch
from netkit.store.codec import data_of, kind_of, people_of
from netkit.store.event_spool import Spool
from netkit.store.values import Doubt, Join

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from netkit.model.people import PersonId
    from netkit.store.port import Store
    from netkit.store.values import Change

__all__ = ["drop_already_recorded"]

_OTHERS = frozenset(EVENT_KINDS) - {"interaction", "step"}
_SAME_CONVERSATION = "the same messages in the same conversation"


def drop_already_recorded(store: Store, change: Change, *, to_the_second: bool = True) -> Change:
    """Return `change` without the events that the network holds, with the joins they show.

    to_the_second : the source tells a message's second and its conversation for good; where it
        tells minutes, another message of the same minute is no earlier one rewritten.
    """
    if not store.batches():
        return change
    recorded = _Recorded(store)
    now = _people_now(change)
    doubtful: set[int] = set()
    dropped: set[str] = set()
    for event in change.events:
        is_same = _content_key(event, now) in recorded.keys
        if not isinstance(event, Interaction):
            dropped |= {event_id(event)} if is_same else set()
        elif to_the_second and not is_same and (slot := _slot(event)) in recorded.slots:
            doubtful.add(slot)
    matches = _matches(store, change.events, now, doubtful) if doubtful else {}

    def is_recorded(event: Event) -> bool:
        if isinstance(event, Interaction):
            is_same = _content_key(event, now) in recorded.keys
            return is_same or (bool(matches) and event_id(event) in matches)
        return event_id(event) in dropped or (isinstance(event, Step) and event.of in dropped)

    fresh = replace(
        change, events=Spool(event for event in change.events if not is_recorded(event))
    )
    return _joined(store, fresh, _same_people(change.events, matches, now)) if matches else fresh


class _Recorded:
    """Keys of all events on record: small numbers, since there may be millions."""

    def __init__(self, store: Store) -> None:
        self.keys: set[Hashable] = set()
        self.slots: set[int] = set()
        for contact in store.all_interactions():
            self.keys.add(_content_key(contact.event, {}))
            if contact.event.thread:
                self.slots.add(_slot(contact.event))
        for event in store.events(_OTHERS):
            self.keys.add(_content_key(event.event, {}))


def _people_now(change: Change) -> dict[PersonId, PersonId]:
    now = {handle.person_id: person for handle, person in change.handles}
    return now | {join.absorbed: join.survivor for join in change.joins}


def _slot(event: Interaction) -> int:
    """Return the key of a conversation's second; 0 outside conversations."""
    return hash((event.thread, to_epoch(event.at))) if event.thread else 0


def _content_key(event: Event, now: Mapping[PersonId, PersonId]) -> Hashable:
    """Return a hash of an event's content that every archive of the account agrees on."""
    minute = to_epoch(event.at) // 60
    if isinstance(event, Interaction):
        people = sorted(_current(now, person) for person in event.recipients)
        return hash((minute, event.channel, event.mark, _current(now, event.sender), *people))
    people = [_current(now, person) for person in people_of(event).values()]
    if isinstance(event, Note):
        return hash(("note", event.text, *people))  # a note without a day has the archive's
    if isinstance(event, Acquaintance):  # a conversation may have got another title
        evidence = event.evidence.partition(LABEL)[0]
        return hash(("acquaintance", minute, evidence, event.weight, *people))
    text = "" if isinstance(event, Step) else data_of(replace(event, source=""))
    return hash((kind_of(event), minute, text, *people))


def _current(now: Mapping[PersonId, PersonId], person: PersonId) -> PersonId:
    """Return the current id of a person, through as many joins as there were."""
    while (above := now.get(person, person)) != person:
        person = above
    return person


def _matches(
    store: Store, events: Iterable[Event], now: Mapping[PersonId, PersonId], slots: set[int]
) -> dict[str, Interaction]:
    """Return the message on record for each incoming one in `slots` that has one, by its id."""
    on_record: defaultdict[int, list[Interaction]] = defaultdict(list)
    incoming: defaultdict[int, dict[str, Interaction]] = defaultdict(dict)
    for contact in store.all_interactions():
        if contact.event.thread and (slot := _slot(contact.event)) in slots:
            on_record[slot].append(contact.event)
    for event in events:
        if isinstance(event, Interaction) and (slot := _slot(event)) in slots:
            incoming[slot][event_id(event)] = event
    hidden = {
        person.id
        for person in store.people(
            {p for messages in on_record.values() for e in messages for p in _all(e)}
        )
        if person.unknown
    }
    matches: dict[str, Interaction] = {}
    for slot, messages in incoming.items():
        matches |= _pair_up(messages, on_record[slot], now, hidden)
    return matches


def _all(event: Interaction) -> tuple[PersonId, ...]:
    return (event.sender, *event.recipients)


def _pair_up(
    incoming: Mapping[str, Interaction],
    on_record: list[Interaction],
    now: Mapping[PersonId, PersonId],
    hidden: set[PersonId],
) -> dict[str, Interaction]:
    """Pair the messages of one second with those on record, the surest first."""
    left, free = dict(incoming), list(on_record)
    pairs: dict[str, Interaction] = {}

    def same_people(new: Interaction, old: Interaction) -> bool:
        return _content_key(new, now) == _content_key(old, {})

    def same_content(new: Interaction, old: Interaction) -> bool:
        return new.mark == old.mark

    def same_sender(new: Interaction, old: Interaction) -> bool:
        sender = _current(now, new.sender)
        return sender == old.sender or bool({sender, old.sender} & hidden)

    for agrees in (same_people, same_content, same_sender):
        for key, new in list(left.items()):
            old = next((message for message in free if agrees(new, message)), None)
            if old is not None:
                pairs[key] = old
                free.remove(old)
                del left[key]
    return pairs


def _same_people(
    events: Iterable[Event],
    matches: Mapping[str, Interaction],
    now: Mapping[PersonId, PersonId],
) -> dict[PersonId, PersonId]:
    """Match people of the change to people on record, by identical messages between two.

    Two messages that name different people decide nothing.
    """
    same: defaultdict[PersonId, set[PersonId]] = defaultdict(set)
    for event in events:
        old = matches.get(event_id(event)) if isinstance(event, Interaction) else None
        if old is None or not isinstance(event, Interaction) or event.mark != old.mark:
            continue
        if len(event.recipients) == len(old.recipients) == 1:
            for new, recorded in zip(_all(event), _all(old), strict=True):
                if (person := _current(now, new)) != recorded:
                    same[person].add(recorded)
    return {person: recorded.pop() for person, recorded in same.items() if len(recorded) == 1}


def _joined(store: Store, change: Change, same: Mapping[PersonId, PersonId]) -> Change:
    """Return `change` with its people made those on record, but for pairs the user keeps apart."""
    apart = {frozenset((d.a, d.b)) for d in store.doubts() if d.verdict == "different"}
    owners = set(store.owners())
    same = {
        person: recorded
        for person, recorded in same.items()
        if frozenset((person, recorded)) not in apart and not {person, recorded} & owners
    }
    older = set(store.people_by_handle({handle.key for handle, _ in change.handles}).values())
    hidden = {handle.person_id for handle, _ in change.handles if handle.kind == "unknown"}
    hidden |= {person.id for person in store.people(set(same.values())) if person.unknown}
    joins = [
        Join(*((person, recorded) if recorded in hidden and person not in hidden
               else (recorded, person)), _SAME_CONVERSATION)
        for person, recorded in same.items()
        if person in older or recorded in hidden
    ]  # fmt: skip
    into = {
        p: recorded for p, recorded in same.items() if p not in older and recorded not in hidden
    }
    handles = tuple((handle, into.get(person, person)) for handle, person in change.handles)
    doubts = [d for d in change.doubts if not _is_settled(d, same)]
    return replace(change, handles=handles, doubts=doubts, joins=[*change.joins, *joins])


def _is_settled(doubt: Doubt, same: Mapping[PersonId, PersonId]) -> bool:
    return same.get(doubt.a) == doubt.b or same.get(doubt.b) == doubt.a
