"""The further files of an archive: invitations, favours, the owner, address books, notes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from netkit.model.events import (
    Favour,
    Interaction,
    Note,
)
from netkit.model.people import Affiliation, Claim
from netkit.model.when import PartialDate
from tests.importers.linkedin_case import (
    ANA,
    BO,
    CONNECTIONS,
    FROM_ME,
    INVITATIONS,
    ME,
    MESSAGES_2023,
    tell,
)

if TYPE_CHECKING:
    from pathlib import Path
from tests.importers.linkedin_case import MINE, message_line, tell_messages


def test_invitations_say_who_reached_out_first_and_with_which_note(tmp_path: Path) -> None:
    told = tell(
        tmp_path,
        {
            "Invitations.csv": INVITATIONS + FROM_ME
            + f'Bo Li,Mia Owner,"1/6/24, 9:30 PM",,INCOMING,{BO},{ME}\n'
        },
    )  # fmt: skip
    went, came = told.events(Interaction)
    me = told.owner.handles[0].person_id
    assert (went.channel, went.sender, went.text) == ("invitation", me, "Hello")
    assert (came.sender, came.recipients) == (told.id_of("Bo Li"), (me,))
    assert came.at == datetime(2024, 1, 6, 21, 30, tzinfo=UTC)


ENDORSED = (
    "Endorsement Date,Skill Name,{0} First Name,{0} Last Name,{0} Public Url,Endorsement Status\n"
)


def test_accepted_endorsements_are_favours_of_value_one_and_show_a_skill(tmp_path: Path) -> None:
    line = "2022/06/20 13:05:02 UTC,Rust,Ana,Lima,www.linkedin.com/in/ana-lima,ACCEPTED\n"
    pending = line.replace("ACCEPTED", "PENDING")
    told = tell(
        tmp_path,
        {
            **MINE,
            "Endorsement_Received_Info.csv": ENDORSED.format("Endorser") + line + pending,
            "Endorsement_Given_Info.csv": ENDORSED.format("Endorsee") + line + line,
        },
    )
    me, ana = told.owner.handles[0].person_id, told.id_of("Ana Lima")
    favours = told.all(Favour)
    assert {(one.giver, one.receiver) for one in favours} == {(ana, me), (me, ana)}
    assert {(one.kind, one.text, one.value) for one in favours} == {("endorsement", "Rust", 1)}
    assert [(c.person, c.value) for c in told.all(Claim) if c.field == "skill"] == [(ana, "Rust")]
    assert told.reasons == {"neither accepted nor visible": 1, "the same as an earlier row": 1}


def test_the_old_endorsement_file_in_utf16_with_tabs_says_the_same(tmp_path: Path) -> None:
    old = (
        "Endorsement Date\tSkill Name\tEndorser First Name\tEndorser Last Name\t"
        "Endorsement Status\tDisplay Status\n"
        '"2016/06/20 13:05:02 UTC"\t"C, and C++"\t"Ána"\t"Lima"\t"ACCEPTED"\t"SHOWN"\n'
    )
    told = tell(
        tmp_path,
        {**MINE, "Endorsement Received Info.csv": b"\xff\xfe" + old.encode("utf-16-le")},
    )
    (favour,) = told.events(Favour)
    assert (favour.text, favour.giver) == ("C, and C++", told.id_of("Ána Lima"))


def test_visible_recommendations_are_favours_of_value_three(tmp_path: Path) -> None:
    header = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    line = 'Ana,Lima,ACME,CTO,"She is, simply, good",{},{}\n'
    told = tell(
        tmp_path,
        {
            **MINE,
            "Recommendations_Received.csv": header
            + line.format('"08/30/22, 05:51 PM"', "VISIBLE")
            + line.format('"08/30/22, 05:51 PM"', "HIDDEN")
            + line.format("soon", "VISIBLE"),
        },
    )
    (favour,) = told.events(Favour)
    assert (favour.kind, favour.value, favour.text) == ("recommendation", 3, "She is, simply, good")
    assert favour.at == datetime(2022, 8, 30, 17, 51, tzinfo=UTC)
    assert favour.giver == told.id_of("Ana Lima")
    assert told.reasons == {"neither accepted nor visible": 1, "its date cannot be read": 1}


def test_the_owner_is_sighted_with_keys_claims_and_places(tmp_path: Path) -> None:
    told = tell(
        tmp_path,
        {
            "Invitations.csv": INVITATIONS + FROM_ME,
            "Profile.csv": "First Name,Last Name,Birth Date,Headline,Geo Location,Websites\n"
            "Mia,Owner,Mar 7,Builder,Berlin,[COMPANY:https://example.org]\n",
            "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On\n"
            'mia@example.org,Yes,Yes,"1/1/20, 1:00 AM"\nold@example.org,No,No,\n',
            "Phone Numbers.csv": "Extension,Number,Type\n,+49 30 901820,Mobile\n",
            "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On\n"
            "ACME,Engineer,,,Aug 2012,Jan 2020\nInitech,CTO,,,Feb 2020,\nBad,X,,,Foo 2020,\n",
            "Education.csv": "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
            "TU Berlin,2009,2012,,BSc,\n",
            "Skills.csv": "Name\r\nPython\r\n",
        },
    )
    owner = told.owner
    assert [handle.key for handle in owner.handles] == [
        "linkedin:me-1", "email:mia@example.org", "phone:+4930901820",
    ]  # fmt: skip
    assert (owner.name, owner.organization, owner.title) == ("Mia Owner", "Initech", "CTO")
    assert {(one.field, one.value) for one in told.all(Claim)} == {
        ("headline", "Builder"), ("city", "Berlin"), ("birthday", "--03-07"),
        ("website", "https://example.org"), ("skill", "Python"),
    }  # fmt: skip
    assert {(one.organization, one.start, one.end, one.kind) for one in told.all(Affiliation)} == {
        ("ACME", PartialDate(2012, 8), PartialDate(2020, 1), "work"),
        ("Initech", PartialDate(2020, 2), None, "work"),
        ("TU Berlin", PartialDate(2009), PartialDate(2012), "school"),
    }
    assert told.skipped["Positions.csv", "a date of it cannot be read"] == 1


def test_address_books_are_people_with_mail_and_phone(tmp_path: Path) -> None:
    header = (
        "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,"
        "InstantMessageHandles,FullName,Birthday,Location,BookmarkedAt,Profiles\n"
    )
    told = tell(
        tmp_path,
        {
            **MINE,
            "Contacts.csv": header
            + 'M,Cy,Young,ACME,CTO,"cy@example.org,info@example.org",+49 30 901820,,,,,,,Rome,,\n'
            + "M,,,,,dee@example.org,,,,,,Dee Fox,,,,\n"
            + "M,,,,,,,,,,,,,,,\n"
            + "M,,,,,,12345,,,,,,,,,\n",
        },
    )
    cy = told.people[told.id_of("Cy Young")]
    assert [h.key for h in cy.handles] == ["email:cy@example.org", "phone:+4930901820"]
    assert told.names == ["Ana Lima", "Cy Young", "Dee Fox"]
    assert [(c.field, c.value) for c in told.all(Claim) if c.person == cy.handles[0].person_id] == [
        ("city", "Rome")
    ]
    assert told.reasons == {"neither a name nor an address nor a number": 2}


def test_notes_are_about_their_person(tmp_path: Path) -> None:
    header = (
        "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On,"
        "Edited On\n"
    )
    told = tell(
        tmp_path,
        {
            **MINE,
            "Notes.csv": header
            + f'Ana,Lima,{ANA},"Met in Rome,\nlikes tea",2026-01-05 10:00:00,\n'
            + f"Ana,Lima,{ANA},no date,sometime,\n",
        },
    )
    dated, undated = told.events(Note)
    assert (dated.person, dated.text) == (told.id_of("Ana Lima"), "Met in Rome, likes tea")
    assert (undated.person, undated.text) == (told.id_of("Ana Lima"), "no date")
    latest = max(event.at for event in told.events(Interaction))
    assert undated.at == max(latest, dated.at)
    assert told.reasons == {}


def test_a_header_without_rows_is_a_warning(tmp_path: Path) -> None:
    told = tell(
        tmp_path,
        {**MINE, "Connections.csv": CONNECTIONS, "messages.csv": MESSAGES_2023, "Skills.csv": ""},
    )
    assert told.warnings == {
        "Connections.csv": "a header without rows",
        "messages.csv": "a header without rows",
        "Skills.csv": "the file is empty",
    }


def test_a_file_of_which_no_row_can_be_used_is_a_warning(tmp_path: Path) -> None:
    told = tell_messages(tmp_path, message_line(at="soon"), message_line(at="later"))
    assert told.warnings == {"messages.csv": "none of its 2 rows could be used"}


def test_a_problem_never_holds_the_content_of_its_row(tmp_path: Path) -> None:
    told = tell_messages(tmp_path, message_line(at="SECRET", content="SECRET"))
    assert "SECRET" not in repr(told.skipped)
