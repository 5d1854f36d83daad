"""A meeting that was moved or called off counts as its newest version tells, in either order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from netkit.answers.network_view import NetworkView
from netkit.importers.port import Options
from netkit.importing import ImportReport, import_file
from netkit.model.events import Acquaintance, Milestone
from netkit.model.handles import email
from netkit.recording.corrections import edit_entry, remove_entry
from netkit.recording.entry_numbers import number_keys
from netkit.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.model.people import PersonId

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
PEOPLE = (
    "ORGANIZER;CN=Mia Own:mailto:mia@own.example\n"
    "ATTENDEE;CN=Mia Own;PARTSTAT=ACCEPTED:mailto:mia@own.example\n"
    "ATTENDEE;CN=Ivo Bart;PARTSTAT=ACCEPTED:mailto:ivo@bart.example\n"
)
LEA = "ATTENDEE;CN=Lea Orth;PARTSTAT=ACCEPTED:mailto:lea@orth.example\n"
Lines = tuple[str, ...]


def entry(
    start: str,
    *lines: str,
    uid: str = "talk-1@cal.example",
    sequence: int | None = None,
    changed: str = "",
    people: str = PEOPLE,
) -> str:
    """Return an event; `start` as DTSTART has it, `changed` as LAST-MODIFIED."""
    told = [f"UID:{uid}", "DTSTAMP:20260531T000000Z", f"DTSTART:{start}", "SUMMARY:Talk", *lines]
    told += [f"SEQUENCE:{sequence}"] if sequence is not None else []
    told += [f"LAST-MODIFIED:{changed}"] if changed else []
    return "BEGIN:VEVENT\n" + "\n".join(told) + f"\n{people}END:VEVENT\n"


class Diary:
    def __init__(self, folder: Path) -> None:
        self.folder, self.number = folder, 0
        self.store = SqliteStore(folder / "net.netkit")
        self.store.set_setting("time-zone", "UTC")

    def read(self, *entries: str, method: str = "", now: datetime = NOW) -> ImportReport:
        self.number += 1
        head = f"METHOD:{method}\n" if method else ""
        text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{''.join(entries)}END:VCALENDAR\n"
        path = self.folder / f"export-{self.number}.ics"
        path.write_text(text.replace("\n", "\r\n"))
        return import_file(self.store, path, now=now, options=Options(owner="mia@own.example"))

    def times(self) -> list[str]:
        return [f"{c.event.at:%d.%m. %H}" for c in self.store.all_interactions()]

    def days(self) -> list[str]:
        events = [recorded.event for recorded in self.store.events({"milestone"})]
        return sorted(str(event.date) for event in events if isinstance(event, Milestone))

    def pairs(self) -> list[tuple[str, int]]:
        found = [recorded.event for recorded in self.store.events({"acquaintance"})]
        return [(f"{e.at:%d.%m.}", len({e.a, e.b})) for e in found if isinstance(e, Acquaintance)]

    def view(self) -> NetworkView:
        return NetworkView(self.store, NOW)

    def number_of_only_contact(self) -> int:
        [contact] = self.store.all_interactions()
        [number] = number_keys(self.view(), [contact.id]).values()
        return number


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    opened = Diary(tmp_path)
    yield opened
    assert opened.store.check() == []
    opened.store.close()


def ivo() -> PersonId:
    handle = email("ivo@bart.example")
    assert handle is not None
    return handle.person_id


FIRST = entry("20260504T090000Z", sequence=0)
MOVED = entry("20260506T150000Z", sequence=1)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (FIRST, MOVED),
        (
            entry("20260504T090000Z", changed="20260501T080000Z"),
            entry("20260506T150000Z", changed="20260503T080000Z"),
        ),
        (  # the organizer's number counts before the time of a copy
            entry("20260504T090000Z", sequence=1, changed="20260510T080000Z"),
            entry("20260506T150000Z", sequence=2, changed="20260503T080000Z"),
        ),
    ],
)
def test_a_moved_meeting_counts_once_whichever_export_comes_first(
    diary: Diary, tmp_path: Path, older: str, newer: str
) -> None:
    report = diary.read(older)
    assert report.taken_out == 0
    assert diary.read(newer).taken_out == 1
    diary.read(older)
    assert diary.times() == ["06.05. 15"]
    (tmp_path / "other").mkdir()
    other = Diary(tmp_path / "other")
    other.read(newer)
    assert other.read(older).taken_out == 0
    assert other.times() == ["06.05. 15"]
    assert other.store.tie(other.store.owners()[0], ivo()).contact_days == 1  # type: ignore[union-attr]
    other.store.close()


def test_undo_brings_the_old_time_back_and_another_import_the_new_one(diary: Diary) -> None:
    diary.read(FIRST)
    before = diary.store.digest()
    diary.read(MOVED)
    diary.store.withdraw(NOW)
    assert (diary.store.digest(), diary.times()) == (before, ["04.05. 09"])
    diary.read(MOVED)
    assert diary.times() == ["06.05. 15"]


def test_a_meeting_that_was_moved_back_stands_at_its_first_time(diary: Diary) -> None:
    diary.read(FIRST)
    diary.read(MOVED)
    diary.read(entry("20260504T090000Z", sequence=2))
    assert diary.times() == ["04.05. 09"]
    diary.store.withdraw(NOW)
    assert diary.times() == ["06.05. 15"]


def test_the_same_file_again_says_nothing_new(diary: Diary) -> None:
    diary.read(FIRST, MOVED.replace("talk-1", "talk-2"))
    batches = diary.store.batches()
    diary.read(FIRST, MOVED.replace("talk-1", "talk-2"))
    assert diary.store.batches() == batches


@pytest.mark.parametrize(
    ("method", "cancelled"),
    [
        ("", entry("20260504T090000Z", "STATUS:CANCELLED", sequence=1)),
        ("CANCEL", entry("20260504T090000Z", sequence=1)),
        ("CANCEL", entry("20260504T090000Z", "STATUS:CANCELLED", sequence=1, people="")),
        ("CANCEL", entry("20260504T090000Z", sequence=0)),
    ],
)
def test_a_meeting_called_off_is_no_contact_in_either_order(
    diary: Diary, tmp_path: Path, method: str, cancelled: str
) -> None:
    diary.read(FIRST)
    assert diary.read(cancelled, method=method).taken_out == 1
    diary.read(FIRST)
    assert diary.times() == []
    (tmp_path / "other").mkdir()
    other = Diary(tmp_path / "other")
    other.read(cancelled, method=method)
    other.read(FIRST)
    assert other.times() == []
    other.store.close()


def test_what_is_in_a_later_export_no_more_still_counts(diary: Diary) -> None:
    diary.read(FIRST)
    diary.read(entry("20260511T090000Z", uid="talk-2@cal.example"))
    assert diary.times() == ["04.05. 09", "11.05. 09"]


def test_a_public_copy_without_guests_takes_nothing_out(diary: Diary) -> None:
    diary.read(FIRST)
    diary.read(entry("20260506T150000Z", sequence=1, people=""))
    assert diary.times() == ["04.05. 09"]


def test_who_declined_later_was_not_there(diary: Diary) -> None:
    diary.read(entry("20260504T090000Z", sequence=0, people=PEOPLE + LEA))
    assert diary.pairs() == [("04.05.", 2)]
    declined = LEA.replace("ACCEPTED", "DECLINED")
    diary.read(entry("20260504T090000Z", sequence=1, people=PEOPLE + declined))
    [contact] = diary.store.all_interactions()
    assert contact.event.group_size == 2
    assert diary.pairs() == []


def test_a_meeting_that_the_owner_declined_later_is_no_contact(diary: Diary) -> None:
    ivos = PEOPLE.replace("ORGANIZER;CN=Mia Own:mailto:mia@own", "ORGANIZER:mailto:ivo@bart")
    diary.read(entry("20260504T090000Z", sequence=0, people=ivos))
    declined = ivos.replace("CN=Mia Own;PARTSTAT=ACCEPTED", "CN=Mia Own;PARTSTAT=DECLINED")
    diary.read(entry("20260504T090000Z", sequence=1, people=declined))
    assert diary.times() == []


def test_who_knows_whom_follows_a_moved_meeting_and_other_evidence_stays(diary: Diary) -> None:
    people = PEOPLE + LEA
    same_day = entry("20260504T140000Z", uid="two@cal.example", people=people)
    diary.read(entry("20260504T090000Z", sequence=0, people=people))
    diary.read(entry("20260506T150000Z", sequence=1, people=people))
    assert diary.pairs() == [("06.05.", 2)]
    diary.read(entry("20260504T090000Z", sequence=2, people=people), same_day)
    diary.read(entry("20260504T090000Z", "STATUS:CANCELLED", sequence=3, people=people))
    assert diary.pairs() == [("04.05.", 2)]


SERIES = entry("20260504T090000Z", "RRULE:FREQ=WEEKLY;COUNT=3", sequence=0)
ONE_MOVED = entry("20260512T160000Z", "RECURRENCE-ID:20260511T090000Z", sequence=1)
ONE_MOVED_AGAIN = entry("20260513T160000Z", "RECURRENCE-ID:20260511T090000Z", sequence=2)
ONE_OFF = entry(
    "20260511T090000Z", "RECURRENCE-ID:20260511T090000Z", "STATUS:CANCELLED", sequence=3
)


def test_an_occurrence_moved_in_a_later_export_counts_where_it_is_now(diary: Diary) -> None:
    diary.read(SERIES)
    assert diary.times() == ["04.05. 09", "11.05. 09", "18.05. 09"]
    diary.read(SERIES, ONE_MOVED)
    diary.read(SERIES)
    assert diary.times() == ["04.05. 09", "12.05. 16", "18.05. 09"]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_invitations_to_single_occurrences_may_come_in_any_order(
    diary: Diary, order: Lines
) -> None:
    files = [SERIES, ONE_MOVED, ONE_MOVED_AGAIN, ONE_OFF]
    for number in order:
        diary.read(files[int(number)], method="CANCEL" if int(number) == 3 else "REQUEST")
    assert diary.times() == ["04.05. 09", "18.05. 09"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_occurrence_moved_twice_counts_once(diary: Diary, order: Lines) -> None:
    files = [SERIES, ONE_MOVED, ONE_MOVED_AGAIN]
    for number in order:
        diary.read(files[int(number)])
    assert diary.times() == ["04.05. 09", "13.05. 16", "18.05. 09"]


def test_a_folder_of_invitations_counts_the_last_of_them(diary: Diary, tmp_path: Path) -> None:
    folder = tmp_path / "invitations"
    folder.mkdir()
    for number, event in enumerate((MOVED, FIRST, ONE_MOVED_AGAIN.replace("talk-1", "talk-2"))):
        text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{event}END:VCALENDAR\n"
        (folder / f"{number}.ics").write_text(text)
    import_file(diary.store, folder, now=NOW, options=Options(owner="mia@own.example"))
    assert diary.times() == ["06.05. 15", "13.05. 16"]


def test_what_was_removed_by_hand_stays_removed(diary: Diary) -> None:
    diary.read(FIRST)
    remove_entry(diary.view(), diary.number_of_only_contact())
    diary.read(FIRST)
    diary.read(MOVED)
    assert diary.times() == []


def test_what_was_put_on_another_day_by_hand_stays_there(diary: Diary) -> None:
    diary.read(FIRST)
    edit_entry(diary.view(), diary.number_of_only_contact(), on=datetime(2026, 5, 7).date())  # noqa: DTZ001
    diary.read(FIRST)
    diary.read(MOVED)
    diary.read(entry("20260504T090000Z", "STATUS:CANCELLED", sequence=2))
    assert diary.times() == ["07.05. 12"]


def test_an_occurrence_corrected_by_hand_stays_while_the_series_moves_on(diary: Diary) -> None:
    diary.read(SERIES.replace("COUNT=3", "COUNT=1"))
    edit_entry(diary.view(), diary.number_of_only_contact(), on=datetime(2026, 5, 5).date())  # noqa: DTZ001
    diary.read(SERIES)
    diary.read(SERIES, ONE_MOVED)
    assert diary.times() == ["05.05. 12", "12.05. 16", "18.05. 09"]


def test_a_day_ahead_that_was_moved_or_called_off_is_given_up(diary: Diary) -> None:
    diary.read(entry("20260610T090000Z", sequence=0))
    assert diary.days() == ["2026-06-10"]
    diary.read(entry("20260612T090000Z", sequence=1))
    diary.read(entry("20260610T090000Z", sequence=0))
    assert diary.days() == ["2026-06-12"]
    diary.read(entry("20260612T090000Z", sequence=2), method="CANCEL")
    assert diary.days() == []
    diary.store.withdraw(NOW)
    assert diary.days() == ["2026-06-12"]


def test_a_past_meeting_put_off_to_a_day_ahead_is_no_contact_yet(diary: Diary) -> None:
    diary.read(FIRST)
    diary.read(entry("20260620T090000Z", sequence=1))
    assert (diary.times(), diary.days()) == ([], ["2026-06-20"])


def test_a_day_ahead_on_which_the_meeting_took_place_stays(diary: Diary) -> None:
    weekly = entry("20260525T080000Z", "RRULE:FREQ=WEEKLY;COUNT=4", sequence=0)
    diary.read(weekly)
    assert diary.days() == ["2026-06-08", "2026-06-15"]
    diary.read(weekly, now=NOW + timedelta(days=8))
    assert diary.days() == ["2026-06-08", "2026-06-15"]
    assert len(diary.times()) == 3


def test_one_day_ahead_of_a_series_is_called_off_by_itself(diary: Diary) -> None:
    weekly = entry("20260525T080000Z", "RRULE:FREQ=WEEKLY;COUNT=4", sequence=0)
    diary.read(weekly)
    off = entry("20260608T080000Z", "RECURRENCE-ID:20260608T080000Z", sequence=1)
    diary.read(off, method="CANCEL")
    assert diary.days() == ["2026-06-15"]


def test_an_answer_to_an_invitation_is_no_meeting(diary: Diary) -> None:
    diary.read(FIRST)
    diary.read(entry("20260506T150000Z", sequence=1), method="REPLY")
    assert diary.times() == ["04.05. 09"]


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Midway"])
def test_a_day_without_a_time_is_that_day_on_the_owners_clocks(diary: Diary, zone: str) -> None:
    clocks = ZoneInfo(zone)
    diary.store.set_setting("time-zone", zone)
    options = Options(owner="mia@own.example", zone=clocks)
    for start in ("20260504", "20260704"):
        all_day = entry(start, uid=start).replace("DTSTART:", "DTSTART;VALUE=DATE:")
        path = diary.folder / "day.ics"
        head = f"X-WR-TIMEZONE:{zone}\n"
        path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{all_day}END:VCALENDAR\n")
        import_file(diary.store, path, now=NOW, options=options)
        import_file(diary.store, path, now=NOW, options=options)
    [contact] = diary.store.all_interactions()
    assert contact.event.at.astimezone(clocks).date().isoformat() == "2026-05-04"
    assert diary.days() == ["2026-07-04"]
