"""Events as a store gives them back: by time, person, day and kind, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.events import Interaction, Need, Step, event_id
from netkit.model.people import Handle, PersonId
from netkit.store.values import Change, Join
from tests.circle import (
    ANN,
    BOB,
    BUSY,
    CID,
    DAY,
    ME,
    NOON,
    circle,
    closed,
    favour,
    need,
    pid,
)

if TYPE_CHECKING:
    from netkit.model.events import Channel
    from netkit.store.port import Store


def test_parts_count_the_events_of_each_person_up_to_a_day_owners_left_out(store: Store) -> None:
    store.append(circle(*BUSY, favour(ME, ANN, "a review"), favour(BOB, ME), need(BOB, "a loan")))
    for kind in ("favour", "need", "acquaintance"):
        parts = store.event_counts(kind)
        assert parts.keys() == ({pid(BOB)} if kind == "need" else {pid(ANN), pid(BOB)})
        assert all(len(store.events([kind], people=[p])) == n for p, n in parts.items())
        often = {person: count for person, count in parts.items() if count >= 2}
        assert store.event_counts(kind, least=2) == often
    assert store.event_counts("need", until=NOON - 9_000 * DAY) == {}
    assert store.event_counts("favour", until=NOON) == store.event_counts("favour")


def test_favours_are_counted_anew_after_a_merge_an_undo_and_a_farewell(store: Store) -> None:
    store.append(circle(favour(ME, ANN), favour(ME, BOB), favour(BOB, ANN, "a reference")))
    assert store.event_counts("favour") == {pid(ANN): 2, pid(BOB): 2}
    store.append(Change("merge", NOON, joins=[Join(pid(ANN), pid(BOB), "one person")]))
    assert store.event_counts("favour") == {pid(ANN): 3}
    store.withdraw(NOON)
    assert store.event_counts("favour") == {pid(ANN): 2, pid(BOB): 2}
    store.forget(pid(BOB), b"salt")
    assert store.event_counts("favour") == {pid(ANN): 1}
    store.append(circle(favour(ME, ANN, "one more"), label="later"))
    assert store.event_counts("favour") == {pid(ANN): 2}
    store.withdraw(NOON)
    assert store.event_counts("favour") == {pid(ANN): 1}


def test_events_come_back_as_they_were_said_by_time(store: Store) -> None:
    later, sooner = need(BOB, "an engineer", day=5), need(BOB, "a lawyer", day=1)
    store.append(circle(later, sooner))
    found = store.events(["need"])
    assert [one.event for one in found] == [sooner, later]
    assert found[0].id == event_id(sooner)


def test_a_step_is_a_further_event_and_the_first_stays(store: Store) -> None:
    wanted = need(BOB, "a lawyer")
    store.append(circle(wanted, closed(wanted, day=3)))
    assert [one.event for one in store.events(["need"])] == [wanted]
    step = store.events(["step"])[0].event
    assert isinstance(step, Step)
    assert step.of == event_id(wanted)


def test_events_are_narrowed_by_person_and_day(store: Store) -> None:
    store.append(circle(need(BOB, "x", day=1), need(ANN, "y", day=2), need(BOB, "z", day=3)))
    found = store.events(["need"], people=[pid(BOB)], until=NOON + 2 * DAY)
    assert [one.event.text for one in found if isinstance(one.event, Need)] == ["x"]


def test_interactions_of_several_people_are_those_all_took_part_in(store: Store) -> None:
    store.append(circle(*BUSY))
    found = store.interactions([pid(ANN), pid(BOB)])
    assert [one.event.at for one in found] == [NOON + 21 * DAY, NOON + 20 * DAY]
    assert store.interactions([pid(ANN), pid(BOB)], limit=1) == found[:1]
    assert found[1].event.sender == pid(ME)
    assert set(found[1].event.recipients) == {pid(ANN), pid(BOB)}


def test_the_last_contacts_of_several_people_are_those_of_each_alone(store: Store) -> None:
    store.append(circle(*BUSY))
    people = [pid(ANN), pid(BOB), pid(CID), PersonId("p0000000000000000")]
    for until, limit in ((None, None), (None, 1), (NOON + 20 * DAY, 2)):
        alone = {
            person: store.interactions([person], until=until, limit=limit) for person in people
        }
        assert store.last_contacts(people, until=until, limit=limit) == {
            person: contacts for person, contacts in alone.items() if contacts
        }
    assert len(store.last_contacts(people)[pid(ANN)]) > 1


def test_meetings_are_those_of_one_person_within_a_time_the_newest_first(store: Store) -> None:
    def met(sender: Handle, *others: Handle, day: int, channel: Channel = "meeting") -> Interaction:
        return Interaction(
            at=NOON + day * DAY,
            channel=channel,
            sender=sender.person_id,
            recipients=tuple(other.person_id for other in others),
            text=f"day {day}",
            source="calendar",
        )

    before, first, hosted, last, after = (
        met(ME, ANN, day=1),
        met(ME, ANN, day=2),
        met(BOB, ANN, ME, day=3),
        met(ME, BOB, day=4),
        met(ME, BOB, day=5),
    )
    without_me, called = met(BOB, ANN, day=3), met(ME, ANN, day=3, channel="call")
    store.append(circle(*BUSY, before, first, hosted, last, after, without_me, called))
    since, until = NOON + 2 * DAY, NOON + 4 * DAY
    found = store.meetings(pid(ME), since=since, until=until)
    assert [one.event.text for one in found] == ["day 4", "day 3", "day 2"]
    assert {*found[1].event.recipients} == {ANN.person_id, ME.person_id}
    assert [one.id for one in found] == [event_id(one) for one in (last, hosted, first)]
    assert store.meetings(pid(CID), since=since, until=until) == []
    assert store.meetings(Handle("source", "nobody").person_id, since=since, until=until) == []


def test_who_only_ever_wrote_is_told_from_who_was_written_to_called_or_met(store: Store) -> None:
    written = {"email", "message"}
    store.append(circle(
        Interaction(NOON, "email", pid(ANN), (pid(ME),)),
        Interaction(NOON + DAY, "email", pid(BOB), (pid(ME), pid(ANN))),
        Interaction(NOON + DAY, "call", pid(BOB), (pid(ANN),)),
    ))  # fmt: skip
    both = [pid(ANN), pid(BOB)]
    assert store.in_touch_otherwise(pid(ME), both, written) == set()
    store.append(circle(Interaction(NOON + 2 * DAY, "meeting", pid(BOB), (pid(ME),)), label="b"))
    assert store.in_touch_otherwise(pid(ME), both, written) == {pid(BOB)}
    assert store.in_touch_otherwise(pid(ME), [pid(ANN)], written) == set()
    assert store.in_touch_otherwise(pid(ME), both, written, until=NOON + DAY) == set()
    store.append(circle(Interaction(NOON + 3 * DAY, "email", pid(ME), (pid(ANN),)), label="c"))
    assert store.in_touch_otherwise(pid(ME), both, written) == set(both)


def test_all_interactions_come_by_time(store: Store) -> None:
    store.append(circle(*BUSY))
    found = [one.event for one in store.all_interactions()]
    said = [event for event in BUSY if isinstance(event, Interaction)]
    assert sorted(e.at for e in found) == [e.at for e in found]
    assert {event_id(e) for e in found} == {event_id(e) for e in said}
