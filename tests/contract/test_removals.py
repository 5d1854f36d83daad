"""Removing single events: promises of the port, one test each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from netkit.importers.port import Options
from netkit.importing import import_file
from netkit.model.events import Need, Note, Step, event_id
from netkit.store.values import Change
from tests.circle import ANN, BOB, BUSY, CID, ME, NOON, circle, favour, need, pid, wrote

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.model.events import Event, EventId
    from netkit.store.port import Store

LATER = NOON + timedelta(days=900)


def remove(
    store: Store, *events: Event, label: str = "removed", new: tuple[Event, ...] = ()
) -> None:
    ids: list[EventId] = [event_id(event) for event in events]
    store.append(Change(label, LATER, events=list(new), removals=ids))


def test_a_removed_contact_is_as_if_it_had_never_been(store: Store) -> None:
    contacts = [wrote(ME, ANN, day=day) for day in (0, 10, 20)]
    store.append(circle(*contacts[:2]))
    without = (store.digest(), store.ties(pid(ME)), store.span())
    store.append(circle(contacts[2]))
    remove(store, contacts[2])
    assert (store.digest(), store.ties(pid(ME)), store.span()) == without
    assert store.check() == []


def test_a_removed_need_is_found_no_more(store: Store) -> None:
    store.append(circle(*BUSY))
    wanted = Need(NOON, pid(CID), "a zither teacher")
    store.append(circle(wanted))
    assert store.with_terms({"zither"}) != []
    remove(store, wanted)
    assert store.with_terms({"zither"}) == []
    assert store.check() == []


def test_a_removed_favour_is_not_counted(store: Store) -> None:
    first, second = favour(ANN, ME), favour(ANN, ME, day=3)
    store.append(circle(first, second))
    remove(store, second)
    assert store.event_counts("favour") == {pid(ANN): 1}


def test_undo_restores_what_was_removed_exactly(store: Store) -> None:
    store.append(circle(*BUSY))
    before = (store.digest(), store.ties(pid(ME)), store.term_counts())
    remove(store, *BUSY[:3])
    assert store.digest() != before[0]
    undone = store.withdraw(LATER)
    assert undone is not None
    assert undone.label == "removed"
    assert (store.digest(), store.ties(pid(ME)), store.term_counts()) == before
    assert store.check() == []


def test_a_removed_step_which_names_nobody_is_a_change_that_undo_takes_back(store: Store) -> None:
    wanted = Need(NOON, pid(CID), "a zither teacher")
    closed = Step(NOON + timedelta(days=1), event_id(wanted), "closed")
    store.append(circle(wanted, closed))
    before = store.digest()
    remove(store, closed)
    assert [recorded.event for recorded in store.events(["step"])] == []
    undone = store.withdraw(LATER)
    assert undone is not None
    assert undone.label == "removed"
    assert store.digest() == before


def test_one_contact_of_many_between_two_can_be_removed_and_restored(store: Store) -> None:
    contacts = [wrote(ME, ANN, day=day) for day in range(30)]
    store.append(circle(*contacts, wrote(ANN, ME, day=5)))
    before = (store.digest(), store.ties(pid(ME)))
    remove(store, contacts[12])
    assert len(store.interactions([pid(ANN)])) == 30
    store.withdraw(LATER)
    assert (store.digest(), store.ties(pid(ME))) == before


def test_an_edit_removes_and_adds_in_one_change(store: Store) -> None:
    store.append(circle(*BUSY))
    old, new = Note(NOON, pid(ANN), "likes te"), Note(NOON, pid(ANN), "likes tea")
    store.append(Change("noted", NOON, events=[old]))
    before = store.digest()
    remove(store, old, label="edited", new=(new,))
    assert [event.event for event in store.events(["note"], people=[pid(ANN)])] == [new]
    store.withdraw(LATER)
    assert store.digest() == before


def test_what_was_removed_is_not_imported_again_but_can_be_typed(store: Store) -> None:
    contact, wanted = wrote(ME, BOB, day=3), need(BOB, "a cook", day=4)
    store.append(circle(*BUSY, contact, wanted))
    remove(store, contact, wanted)
    without = store.digest()
    store.append(Change("import archive.zip", LATER, events=[contact, wanted]))
    assert store.digest() == without
    store.append(Change("log: wrote to Bob", LATER, events=[contact]))
    assert store.digest() != without


def test_what_an_undone_change_recorded_is_not_restored(store: Store) -> None:
    store.append(circle(*BUSY))
    nothing_more = store.digest()
    note = Note(NOON, pid(ANN), "likes tea")
    store.append(Change("noted", NOON, events=[note]))
    remove(store, note)
    store.withdraw(LATER)
    store.withdraw(LATER)
    assert store.digest() == nothing_more


def test_removing_what_is_not_there_is_no_change(store: Store) -> None:
    store.append(circle(*BUSY))
    batches = store.batches()
    remove(store, Note(NOON, pid(ANN), "never said"))
    assert store.batches() == batches


def test_forgetting_takes_what_was_removed_of_somebody_too(store: Store) -> None:
    note = Note(NOON, pid(ANN), "a secret of Ann")
    store.append(circle(*BUSY, note))
    remove(store, note)
    store.forget(pid(ANN), b"salt")
    kept = [row["value"] for row in store.dump("setting")]
    assert not any("secret" in value for value in kept)


def test_an_import_brings_back_what_an_import_took_out_and_no_correction(store: Store) -> None:
    store.append(circle(*BUSY))
    first, second = BUSY[0], BUSY[1]
    remove(store, first, label="import newer.ics")
    remove(store, second, label="removed")
    before = store.digest()
    store.append(Change("import older.ics", LATER, events=[first, second]))
    standing = {contact.id for contact in store.all_interactions()}
    assert (event_id(first) in standing, event_id(second) in standing) == (True, False)
    store.withdraw(LATER)
    assert store.digest() == before
    assert store.check() == []


def test_a_meeting_moved_in_a_later_calendar_counts_once_and_undo_moves_it_back(
    store: Store, tmp_path: Path
) -> None:
    def read(name: str, start: str, sequence: int) -> None:
        path = tmp_path / name
        path.write_text(
            "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:fair@cal.example\n"
            f"DTSTAMP:20260501T000000Z\nSEQUENCE:{sequence}\nDTSTART:{start}\nSUMMARY:Fair\n"
            "ORGANIZER;CN=Mia Own:mailto:mia@own.example\n"
            "ATTENDEE;CN=Ivo Bart:mailto:ivo@bart.example\n"
            "ATTENDEE;CN=Lea Orth:mailto:lea@orth.example\nEND:VEVENT\nEND:VCALENDAR\n"
        )
        import_file(store, path, now=LATER, options=Options(owner="mia@own.example"))

    def days() -> list[str]:
        return [f"{contact.event.at:%m-%d}" for contact in store.all_interactions()]

    read("first.ics", "20260504T090000Z", 0)
    before = store.digest()
    read("second.ics", "20260506T150000Z", 1)
    assert days() == ["05-06"]
    assert [f"{told.event.at:%m-%d}" for told in store.events({"acquaintance"})] == ["05-06"]
    read("first.ics", "20260504T090000Z", 0)
    assert days() == ["05-06"]
    assert store.check() == []
    store.withdraw(LATER)
    assert (days(), store.digest()) == (["05-04"], before)
    assert store.check() == []
