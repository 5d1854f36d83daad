"""Traps of Connections.csv, one test each; the rows are written by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.model.events import (
    Connected,
)
from netkit.model.people import Affiliation
from tests.importers.linkedin_case import (
    ANA,
    BO,
    CONNECTIONS,
    OLD_CONNECTIONS,
    PROFILE,
    tell,
)

if TYPE_CHECKING:
    from pathlib import Path
from tests.importers.linkedin_case import tell_connections


def test_the_preamble_is_no_header_however_long_it_is(tmp_path: Path) -> None:
    line = f"Ana,Lima,{ANA},,ACME,Engineer,01 Jan 2024\n"
    for blank in range(4):
        header = CONNECTIONS.replace("\n\n", "\n" * (blank + 1))
        told = tell(tmp_path, {"Profile.csv": PROFILE, "Connections.csv": header + line})
        assert told.names == ["Ana Lima"]


@pytest.mark.parametrize("surname", ["NA", "None", "Null", "N/A"])
def test_surnames_that_look_like_nothing_are_names(tmp_path: Path, surname: str) -> None:
    told = tell_connections(tmp_path, f"Ana,{surname},{ANA},,,,01 Jan 2024")
    assert told.names == [f"Ana {surname}"]


def test_rows_with_only_a_date_are_counted_and_make_nobody(tmp_path: Path) -> None:
    told = tell_connections(
        tmp_path, ",,,,,,01 Jan 2024", f"Ana,Lima,{ANA},,,,01 Jan 2024", ",,,,,,02 Jan 2024"
    )
    assert told.names == ["Ana Lima"]
    assert told.skipped == {("Connections.csv", "a connection that shows no name"): 2}


def test_a_connection_gives_its_job_of_today_and_the_day_of_connecting(tmp_path: Path) -> None:
    told = tell_connections(
        tmp_path, f'Ana,"Lima, Ph.D.",{ANA},ana@example.org,ACME,CTO,07 Mar 2019'
    )
    (person,) = told.people.values()
    assert [handle.key for handle in person.handles] == [
        "linkedin:ana-lima", "email:ana@example.org", "connection:ana lima, ph.d.|2019-03-07",
    ]  # fmt: skip
    day = datetime(2019, 3, 7, tzinfo=UTC)
    assert [(one.at, one.person) for one in told.events(Connected)] == [
        (day, told.owner.handles[0].person_id)
    ]
    assert (person.organization, person.title, person.seen_at) == ("ACME", "CTO", day)


def test_the_company_of_a_connection_is_dated_by_the_newest_row_of_the_archive(
    tmp_path: Path,
) -> None:
    told = tell_connections(
        tmp_path, f"Ana,Lima,{ANA},,ACME,CTO,07 Mar 2019", f"Bo,Li,{BO},,,,01 Jan 2024"
    )
    sightings = {one.name: one for one in told.people.values()}
    assert {(name, one.organization) for name, one in sightings.items()} == {
        ("Ana Lima", "ACME"), ("Bo Li", ""),
    }  # fmt: skip
    (none,) = told.all(Affiliation)  # no company is news, too
    assert (none.person, none.organization) == (told.id_of("Bo Li"), "")
    day = datetime(2024, 1, 1, tzinfo=UTC)
    assert {none.seen_at, *(one.seen_at for one in sightings.values())} == {day}


def test_eras_with_and_without_profile_addresses_meet_on_name_and_day(tmp_path: Path) -> None:
    old = tell_connections(tmp_path, 'Ana,Lima,,ACME,CTO,"4/9/18, 7:05 AM"', header=OLD_CONNECTIONS)
    new = tell_connections(tmp_path, f"Ana,Lima,{ANA},,ACME,CTO,09 Apr 2018")
    excel = tell_connections(tmp_path, "Ana,Lima,,ACME,CTO,9-Apr-18", header=OLD_CONNECTIONS)
    assert (
        set(*(one.handles for one in old.people.values()))
        == set(*(one.handles for one in excel.people.values()))
        < set(*(one.handles for one in new.people.values()))
    )


@pytest.mark.parametrize(
    "day", ["31 Foo 2021", "30 Feb 2021", "", "2021-13-05", "13/45/18, 7:05 AM"]
)
def test_an_unreadable_date_keeps_the_person_and_is_reported(tmp_path: Path, day: str) -> None:
    told = tell_connections(tmp_path, f'Ana,Lima,{ANA},,,,"{day}"')
    assert told.names == ["Ana Lima"]
    assert told.events(Connected) == []
    assert told.reasons == {"its date cannot be read; kept without it": 1}


def test_a_date_whose_comma_is_not_quoted_is_read(tmp_path: Path) -> None:
    told = tell_connections(tmp_path, "Ana,Lima,,ACME,CTO,4/9/18, 7:05 AM", header=OLD_CONNECTIONS)
    assert [one.at for one in told.events(Connected)] == [datetime(2018, 4, 9, tzinfo=UTC)]
    assert not told.reasons


def test_a_row_with_a_cell_too_many_keeps_the_person_without_the_doubtful_cells(
    tmp_path: Path,
) -> None:
    told = tell_connections(tmp_path, f"Ana,Lima,{ANA},,ACME, Inc,CTO,01 Jan 2024")
    (person,) = told.people.values()
    assert (person.name, person.organization, person.title) == ("Ana Lima", "", "")
    assert len(told.events(Connected)) == 1
    assert told.reasons == {"more cells than its header; kept without company and title": 1}


def test_two_connections_of_one_name_are_two_people(tmp_path: Path) -> None:
    told = tell_connections(
        tmp_path,
        "Wei,Zhang,,ACME,CTO,01 Jan 2020",
        "Wei,Zhang,,Initech,CFO,02 Jan 2020",
        header=OLD_CONNECTIONS,
    )
    assert told.names == ["Wei Zhang", "Wei Zhang"]


def test_two_of_one_name_and_day_are_two_people_too(tmp_path: Path) -> None:
    told = tell_connections(
        tmp_path,
        "Wei,Zhang,,ACME,CTO,01 Jan 2020",
        "Wei,Zhang,,Initech,CFO,01 Jan 2020",
        header=OLD_CONNECTIONS,
    )
    assert told.names == ["Wei Zhang", "Wei Zhang"]


def test_the_same_connection_twice_is_one_person(tmp_path: Path) -> None:
    line = f"Ana,Lima,{ANA},,ACME,CTO,01 Jan 2024"
    told = tell_connections(tmp_path, line, line)
    assert told.names == ["Ana Lima"]
    assert told.reasons == {"the same person as an earlier row": 1}


def test_a_name_of_more_than_a_thousand_characters_is_a_skipped_row(tmp_path: Path) -> None:
    told = tell_connections(
        tmp_path, f"{'N' * 1001},Lima,{ANA},,,,01 Jan 2024", f"{'N' * 999},,{BO},,,,01 Jan 2024"
    )
    assert [len(name) for name in told.names] == [999]
    assert told.reasons == {"a name of more than 1,000 characters": 1}


def test_an_office_address_is_nobodys_key(tmp_path: Path) -> None:
    told = tell_connections(tmp_path, f"Ana,Lima,{ANA},info@example.org,,,01 Jan 2024")
    assert {handle.kind for one in told.people.values() for handle in one.handles} == {
        "linkedin", "connection",
    }  # fmt: skip


def test_german_headings_are_read(tmp_path: Path) -> None:
    header = "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am\n"
    told = tell_connections(tmp_path, f"Ana,Lima,{ANA},,ACME,CTO,01 Jan 2024", header=header)
    (person,) = told.people.values()
    assert (person.name, person.organization, len(told.events(Connected))) == (
        "Ana Lima",
        "ACME",
        1,
    )


def test_repeated_headings_and_trailing_commas_do_no_harm(tmp_path: Path) -> None:
    header = "First Name,Last Name,Email Address,Company,Position,Connected On,Company,,\n"
    told = tell_connections(tmp_path, "Ana,Lima,,ACME,CTO,01 Jan 2024,Other,,", header=header)
    (person,) = told.people.values()
    assert person.organization == "ACME"


def test_a_connection_dated_after_the_import_is_kept_without_its_date(tmp_path: Path) -> None:
    told = tell_connections(tmp_path, f"Ana,Lima,{ANA},,,,01 Jan 2099")
    assert (told.names, told.events(Connected)) == (["Ana Lima"], [])
