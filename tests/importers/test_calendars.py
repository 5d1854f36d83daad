"""Calendars: recurring, cancelled, declined, rooms, time zones, and what has not happened yet."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.errors import BadInputError
from netkit.importers.calendars.icalendar_files import IMPORTER
from netkit.importers.calendars.zone_names import iana_zone
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.model.events import Acquaintance, Entity, Interaction, Milestone
from netkit.model.handles import email
from netkit.ties.acquaintance import co_presence

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.model.people import PersonId

NOW = datetime(2026, 3, 1, tzinfo=UTC)
BERLIN = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
"""


def person(address: str) -> PersonId:
    handle = email(address)
    assert handle is not None
    return handle.person_id


ME, ANA, BO = person("me@example.org"), person("ana@example.org"), person("bo@example.org")
PEOPLE = """ORGANIZER;CN=Ana Lima:MAILTO:Ana@example.org
ATTENDEE;CN=Ana Lima;PARTSTAT=ACCEPTED:mailto:ana@example.org
ATTENDEE;PARTSTAT=ACCEPTED:mailto:me@example.org
"""


def event(uid: str, body: str) -> str:
    return f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20260301T000000Z\n{body}END:VEVENT\n"


def calendar(tmp_path: Path, *events: str, head: str = "") -> Path:
    path = tmp_path / "calendar.ics"
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\n{head}{''.join(events)}END:VCALENDAR\n"
    path.write_text(text.replace("\n", "\r\n"))
    return path


def read(path: Path, owner: str = "me@example.org", now: datetime | None = NOW) -> list[Item]:
    assert IMPORTER.detects(path)
    return list(IMPORTER.read(path, Options(owner=owner, now=now)))


def meetings(items: list[Item]) -> list[Interaction]:
    return [item for item in items if isinstance(item, Interaction)]


def reasons(items: list[Item]) -> dict[str, int]:
    return {item.reason: item.count for item in items if isinstance(item, Problem)}


def test_a_meeting_goes_from_its_organizer_to_those_who_came(tmp_path: Path) -> None:
    items = read(
        calendar(tmp_path, event("1", f"DTSTART:20260210T090000Z\nSUMMARY:Plan\n{PEOPLE}"))
    )
    assert meetings(items) == [
        Interaction(
            datetime(2026, 2, 10, 9, tzinfo=UTC),
            "meeting",
            ANA,
            (ME,),
            "1",
            "Plan",
            "calendar",
            "1",
        )
    ]
    assert [item.name for item in items if isinstance(item, Sighting) and not item.owner] == [
        "Ana Lima"
    ]


def test_a_recurring_meeting_counts_up_to_now_without_its_exceptions(tmp_path: Path) -> None:
    weekly = event(
        "w",
        "DTSTART;TZID=Europe/Berlin:20260202T100000\nRRULE:FREQ=WEEKLY\n"
        f"EXDATE;TZID=Europe/Berlin:20260209T100000\n{PEOPLE}",
    )
    moved = event(
        "w",
        "RECURRENCE-ID;TZID=Europe/Berlin:20260216T100000\n"
        f"DTSTART;TZID=Europe/Berlin:20260217T150000\n{PEOPLE}",
    )
    cancelled = event(
        "w",
        "RECURRENCE-ID;TZID=Europe/Berlin:20260223T100000\nSTATUS:CANCELLED\n"
        f"DTSTART;TZID=Europe/Berlin:20260223T100000\n{PEOPLE}",
    )
    found = meetings(read(calendar(tmp_path, weekly, moved, cancelled, head=BERLIN)))
    # Mondays from 2 February at 10:00 in Berlin (UTC+1): the 9th is left out, the 16th is moved
    # to the 17th, the 23rd is cancelled, 2 March has not come yet
    assert [one.at for one in found] == [
        datetime(2026, 2, 2, 9, tzinfo=UTC), datetime(2026, 2, 17, 14, tzinfo=UTC),
    ]  # fmt: skip


def test_the_clock_of_a_series_follows_summer_time(tmp_path: Path) -> None:
    weekly = event(
        "w", f"DTSTART;TZID=Europe/Berlin:20250323T100000\nRRULE:FREQ=WEEKLY;COUNT=2\n{PEOPLE}"
    )
    found = meetings(read(calendar(tmp_path, weekly, head=BERLIN)))
    # Summer time began on 30 March 2025: ten o'clock is 09:00 UTC before it and 08:00 after
    assert [one.at.hour for one in found] == [9, 8]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"DTSTART:20270401T090000Z\n{PEOPLE}", "more than a year ahead: not counted yet"),
        (f"DTSTART:20260210T090000Z\nSTATUS:CANCELLED\n{PEOPLE}", "cancelled"),
        ("DTSTART:20260210T090000Z\nSUMMARY:Dentist\n", "without other people"),
        (f"DTSTART:yesterday\n{PEOPLE}", "no readable start"),
        (f"DTSTART:20260210T090000Z\nRRULE:FREQ=SECONDLY\n{PEOPLE}",
         "a series that cannot be unrolled"),
        (f"DTSTART:00010101T090000Z\nRRULE:FREQ=DAILY\n{PEOPLE}",
         "a series that cannot be unrolled"),
        ("DTSTART:20260210T090000Z\nORGANIZER:mailto:ana@example.org\n"
         "ATTENDEE;PARTSTAT=DECLINED:mailto:me@example.org\nATTENDEE:mailto:bo@example.org\n",
         "declined by you"),
        ("DTSTART:20260210T090000Z\nORGANIZER:mailto:me@example.org\n"
         "ATTENDEE;CUTYPE=ROOM:mailto:room@example.org\n", "without other people"),
        ("DTSTART:20260210T090000Z\nORGANIZER:mailto:me@example.org\n"
         "ATTENDEE;PARTSTAT=DECLINED:mailto:bo@example.org\n", "without other people"),
        ("DTSTART:20260210T090000Z\nORGANIZER:mailto:me@example.org\n"
         "ATTENDEE;CUTYPE=GROUP:mailto:choir@example.org\n", "without other people"),
        ("DTSTART:20260210T090000Z\nORGANIZER:mailto:me@example.org\n"
         "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:bo@example.org\n", "without other people"),
        ("DTSTART:20260210T090000Z\nORGANIZER:mailto:1a2b@group.calendar.google.com\n"
         "ATTENDEE:mailto:c_1@resource.calendar.google.com\nATTENDEE:mailto:me@example.org\n",
         "without other people"),
        (f"DTSTART:16010101T000000Z\n{PEOPLE}", "a start before 1970, which is no date"),
        ("DTSTART:20260210T090000Z\nORGANIZER:mailto:me@example.org\n"
         + "".join(f"ATTENDEE:mailto:p{n}@example.org\n" for n in range(21)),
         "of more than 20 people"),
    ],
)  # fmt: skip
def test_what_was_no_meeting_is_counted_with_its_reason(
    tmp_path: Path, body: str, reason: str
) -> None:
    items = read(calendar(tmp_path, event("1", body), event("2", body)))
    assert meetings(items) == []
    assert reasons(items) == {reason: 2}


def test_three_at_a_meeting_are_evidence_that_the_other_two_know_each_other(
    tmp_path: Path,
) -> None:
    body = f"DTSTART:20260210T090000Z\n{PEOPLE}ATTENDEE:mailto:bo@example.org\n"
    items = read(calendar(tmp_path, event("1", body)))
    known = [item for item in items if isinstance(item, Acquaintance)]
    weight = co_presence(3, "meeting")
    assert [({one.a, one.b}, one.weight, one.seen) for one in known] == [({ANA, BO}, weight, False)]


def test_without_a_time_of_import_the_newest_stamp_is_the_present(tmp_path: Path) -> None:
    past = event("1", f"DTSTART:20260210T090000Z\n{PEOPLE}")
    future = event("2", f"DTSTART:20260401T090000Z\n{PEOPLE}")
    items = read(calendar(tmp_path, past, future), now=None)
    assert [one.mark for one in meetings(items)] == ["1"]


def test_a_day_counts_at_noon_and_a_bare_time_in_the_calendars_zone(tmp_path: Path) -> None:
    day = event("1", f"DTSTART;VALUE=DATE:20260210\n{PEOPLE}")
    bare = event("2", f"DTSTART:20260210T090000\n{PEOPLE}")
    items = read(calendar(tmp_path, day, bare, head="X-WR-TIMEZONE:America/New_York\n"))
    assert [one.at.hour for one in meetings(items)] == [12, 14]  # New York is UTC-5 in winter


def test_the_owner_is_the_calendars_name_or_the_one_who_is_always_there(tmp_path: Path) -> None:
    one = event("1", f"DTSTART:20260210T090000Z\n{PEOPLE}")
    other = event(
        "2",
        "DTSTART:20260211T090000Z\nORGANIZER:mailto:bo@example.org\n"
        "ATTENDEE:mailto:me@example.org\n",
    )
    path = calendar(tmp_path, one, other)
    assert {two.sender for two in meetings(read(path, owner=""))} == {ANA, BO}
    path = calendar(tmp_path, one, head="X-WR-CALNAME:me@example.org\n")
    assert len(meetings(read(path, owner=""))) == 1
    with pytest.raises(BadInputError, match="--me"):
        read(calendar(tmp_path, one), owner="")


def test_a_damaged_event_costs_only_itself(tmp_path: Path) -> None:
    good = event("1", f"DTSTART:20260210T090000Z\n{PEOPLE}")
    bad = event("2", f"DTSTART:20260210T090000Z\nRRULE:FREQ=NEVER\n{PEOPLE}")
    items = read(calendar(tmp_path, bad, good))
    assert [one.mark for one in meetings(items)] == ["1"]
    (problem,) = [item for item in items if isinstance(item, Problem)]
    assert (problem.file, problem.line) == ("calendar.ics", 4)  # the line of its BEGIN:VEVENT


def test_a_folder_of_calendars_is_one_import(tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    folder.mkdir()
    for name in ("1", "2"):
        path = calendar(tmp_path, event(name, f"DTSTART:20260210T090000Z\n{PEOPLE}"))
        path.rename(folder / f"{name}.ics")
    assert {one.mark for one in meetings(read(folder))} == {"1", "2"}


def test_what_is_no_calendar_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    path.write_text("BEGIN:VCALENDAR\nnothing")
    with pytest.raises(BadInputError):
        list(IMPORTER.read(path, Options()))


@pytest.mark.parametrize(
    "ana",
    [
        "ATTENDEE;CN=Ana Lima;EMAIL=ana@example.org:/aMTIz/principal/",
        'ATTENDEE;CN=Ana Lima;EMAIL="ana@example.org":urn:uuid:1b2c',
        "ATTENDEE;CN=Ana Lima;EMAIL=ana@example.org:mailto:2_GE2T@imip.me.com",
        "ATTENDEE;CN=ana@example.org:invalid:nomail",
    ],
    ids=["iCloud", "macOS", "forwarded by iCloud", "Exchange"],
)
def test_an_attendee_without_a_mail_address_as_value_is_known_by_their_own(
    tmp_path: Path, ana: str
) -> None:
    body = f"DTSTART:20260210T090000Z\nORGANIZER:mailto:me@example.org\n{ana}\n"
    (one,) = meetings(read(calendar(tmp_path, event("1", body))))
    assert one.recipients == (ANA,)


def test_a_calendar_that_invites_is_nobody_and_the_owner_stands_for_it(tmp_path: Path) -> None:
    body = (
        "DTSTART:20260210T090000Z\nORGANIZER;CN=Crew:mailto:unknownorganizer@calendar.google.com\n"
        "ATTENDEE:mailto:me@example.org\nATTENDEE:mailto:ana@example.org\n"
    )
    (one,) = meetings(read(calendar(tmp_path, event("1", body))))
    assert (one.sender, one.recipients) == (ME, (ANA,))


@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        ("tzone://Microsoft/Utc", 10),
        ("(UTC+01:00) Amsterdam, Berlin, Bern", 8),  # summer time: UTC+2 in June
        ('"(UTC-05:00) Eastern Time (US & Canada)"', 14),
        ("/example.org/20240101_1/Europe/Berlin", 8),
        ("GMT+0200", 8),
        ("W. Europe Standard Time", 8),
        ("Own Zone", 7),
    ],
)
def test_zones_are_understood_under_the_names_that_programs_give_them(
    tmp_path: Path, zone: str, hour: int
) -> None:
    own = (
        "BEGIN:VTIMEZONE\nTZID:Own Zone\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:+0300\nTZOFFSETTO:+0300\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    body = f"DTSTART;TZID={zone}:20250610T100000\n{PEOPLE}"
    (one,) = meetings(read(calendar(tmp_path, event("1", body), head=own)))
    assert (one.at.day, one.at.hour) == (10, hour)


def test_an_offset_without_a_city_is_an_offset_and_nonsense_no_zone() -> None:
    assert iana_zone("UTC+05:30") == "Asia/Kolkata"
    assert iana_zone("(GMT-08:00)") == "Etc/GMT+8"
    assert iana_zone("Nowhere/Town") == iana_zone("") == ""


def test_a_line_in_another_encoding_costs_no_name(tmp_path: Path) -> None:
    people = PEOPLE.replace("Ana Lima", "José Peña")
    path = calendar(tmp_path, event("1", f"DTSTART:20260210T090000Z\nSUMMARY:Café\n{people}"))
    text = path.read_bytes().decode()
    for data in (text.encode("cp1252"), text.encode("utf-16"), b"\xef\xbb\xbf" + text.encode()):
        path.write_bytes(data)
        assert IMPORTER.detects(path)
        items = list(IMPORTER.read(path, Options(owner="me@example.org", now=NOW)))
        assert "José Peña" in {item.name for item in items if isinstance(item, Sighting)}


def own(*addresses: str, name: str = "") -> Options:
    handles = tuple(handle for handle in map(email, addresses) if handle)
    return Options(own_handles=handles, own_names=(name,) if name else (), now=NOW)


def owner_of(items: list[Item]) -> list[str]:
    (owner,) = [item for item in items if isinstance(item, Sighting) and item.owner]
    return [handle.value for handle in owner.handles]


BOSS = "X-WR-CALNAME:ana@example.org\n"


@pytest.mark.parametrize("options", [own("mia@example.org"), own(name="Mia Roe")])
def test_a_bosss_calendar_is_refused_with_the_option_that_settles_it(
    tmp_path: Path, options: Options
) -> None:
    path = calendar(tmp_path, event("1", f"DTSTART:20260210T090000Z\n{PEOPLE}"), head=BOSS)
    with pytest.raises(BadInputError, match=r"ana@example\.org.*--me ana@example\.org"):
        list(IMPORTER.read(path, options))


def test_of_a_bosss_calendar_only_meetings_with_the_owner_count(tmp_path: Path) -> None:
    with_me = event("1", f"DTSTART:20260210T090000Z\n{PEOPLE}")
    without = event("2", "DTSTART:20260211T090000Z\nORGANIZER:mailto:ana@example.org\n"
                         "ATTENDEE:mailto:cy@example.org\n")  # fmt: skip
    items = list(
        IMPORTER.read(calendar(tmp_path, with_me, without, head=BOSS), own("me@example.org"))
    )
    assert owner_of(items) == ["me@example.org"]
    assert [one.mark for one in meetings(items)] == ["1"]


def test_of_several_named_calendars_the_one_under_the_owners_name_is_theirs(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "calendars"
    folder.mkdir()
    body = "DTSTART:20260210T090000Z\nORGANIZER;CN={0}:mailto:{1}\nATTENDEE:mailto:cy@example.org\n"
    for name, address in (("Ana Lima", "ana@example.org"), ("Mia Roe", "mia@example.org")):
        one = event(address, body.format(name, address))
        calendar(tmp_path, one, head=f"X-WR-CALNAME:{address}\n").rename(folder / f"{name}.ics")
    items = list(IMPORTER.read(folder, own(name="Mia Roe")))
    assert owner_of(items) == ["mia@example.org"]
    assert [one.mark for one in meetings(items)] == ["mia@example.org"]
    with pytest.raises(BadInputError, match="--me"):
        list(IMPORTER.read(folder, Options(now=NOW)))


def test_a_meeting_ahead_is_a_day_of_each_who_takes_part_and_no_contact(tmp_path: Path) -> None:
    once = event(
        "o", f"DTSTART:20260401T090000Z\nSUMMARY:Budget\nCREATED:20260110T080000Z\n{PEOPLE}"
    )
    items = read(calendar(tmp_path, once))
    assert meetings(items) == []
    [ahead] = [item for item in items if isinstance(item, Milestone)]
    assert (ahead.person, ahead.kind, str(ahead.date)) == (ANA, "meeting: Budget", "2026-04-01")
    assert ahead.at == datetime(2026, 1, 10, 8, tzinfo=UTC)
    assert [item.seen_at for item in items if isinstance(item, Sighting) and not item.owner] == [
        ahead.at
    ]
    assert read(calendar(tmp_path, once), now=datetime(2026, 3, 20, tzinfo=UTC)) == items


def test_of_a_series_the_meetings_of_two_weeks_are_ahead(tmp_path: Path) -> None:
    weekly = event("w", f"DTSTART:20260203T100000Z\nRRULE:FREQ=WEEKLY\n{PEOPLE}")
    items = read(calendar(tmp_path, weekly))
    days = [str(item.date) for item in items if isinstance(item, Milestone)]
    assert (len(meetings(items)), days) == (4, ["2026-03-03", "2026-03-10"])


def test_the_day_of_a_meeting_ahead_is_that_of_the_calendars_zone(tmp_path: Path) -> None:
    early = event("e", f"DTSTART;TZID=Asia/Tokyo:20260402T080000\n{PEOPLE}")
    items = read(calendar(tmp_path, early, head="X-WR-TIMEZONE:Asia/Tokyo\n"))
    assert [str(item.date) for item in items if isinstance(item, Milestone)] == ["2026-04-02"]


def test_the_owner_may_have_an_offices_address(tmp_path: Path) -> None:
    body = (
        "DTSTART:20260210T090000Z\nORGANIZER:mailto:info@keller.example\n"
        "ATTENDEE:mailto:bo@example.org\nATTENDEE:mailto:sales@keller.example\n"
    )
    [meeting] = meetings(read(calendar(tmp_path, event("1", body)), owner="info@keller.example"))
    assert (meeting.sender, meeting.recipients) == (person("info@keller.example"), (BO,))


def test_an_offices_address_with_a_persons_name_is_that_persons(tmp_path: Path) -> None:
    body = (
        "DTSTART:20260210T090000Z\nORGANIZER:mailto:me@example.org\n"
        "ATTENDEE;CN=Bo Ray:mailto:info@ray.example\nATTENDEE;CN=Sales:mailto:sales@ray.example\n"
    )
    items = read(calendar(tmp_path, event("1", body)))
    [meeting] = meetings(items)
    assert meeting.recipients == (person("info@ray.example"),)
    assert [item.kind for item in items if isinstance(item, Entity)] == ["office"]
