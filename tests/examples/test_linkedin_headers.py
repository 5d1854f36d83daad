"""The shape of an archive in each year: headers, preambles, dates and names of files.

The headers here are copied from the formats observed in public exports.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from tests.examples.linkedin_archives import ERAS, Archive

if TYPE_CHECKING:
    from pathlib import Path

    from examples.linkedin_archive import write_archive
    from examples.people import InventedNetwork
else:
    from netkit.examples.linkedin_archive import write_archive

MESSAGES = {
    2018: "From,To,Date,Subject,Content,Direction,Folder",
    2021: "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,"
    "FOLDER",
    2023: "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
    "DATE,SUBJECT,CONTENT,FOLDER",
    2024: "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
    "DATE,SUBJECT,CONTENT,FOLDER,IS MESSAGE DRAFT",
    2025: "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
    "DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT",
    2026: "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
    "DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT",
}
MESSAGES[2022] = MESSAGES[2021]
OLD_CONNECTIONS = "First Name,Last Name,Email Address,Company,Position,Connected On"
CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
SAME_IN_ALL = {
    "Recommendations_Given.csv": "First Name,Last Name,Company,Job Title,Text,Creation Date,Status",
    "Recommendations_Received.csv": (
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status"
    ),
    "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On",
    "Education.csv": "School Name,Start Date,End Date,Notes,Degree Name,Activities",
    "Skills.csv": "Name",
    "Comments.csv": "Date,Link,Message",
    "Shares.csv": "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility",
}
SINCE_2023 = {
    "Endorsement_Received_Info.csv": (
        "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,"
        "Endorser Public Url,Endorsement Status"
    ),
    "Endorsement_Given_Info.csv": (
        "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,"
        "Endorsee Public Url,Endorsement Status"
    ),
    "Invitations.csv": "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
    "Profile.csv": (
        "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,"
        "Geo Location,Twitter Handles,Websites,Instant Messengers"
    ),
    "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On",
    "PhoneNumbers.csv": "Extension,Number,Type",
    "Contacts.csv": (
        "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,"
        "InstantMessageHandles,FullName,Birthday,Location,BookmarkedAt,Profiles"
    ),
    "Reactions.csv": "Date,Type,Link",
    "Votes.csv": "Date,Link,OptionText",
    "Company Follows.csv": "Organization,Followed On",
    "Member_Follows.csv": "Date,Status,FullName",
}


@pytest.mark.parametrize("era", ERAS)
def test_headers_are_those_of_the_year(archives: dict[int, Archive], era: int) -> None:
    archive = archives[era]
    messages = archive.text("messages.csv").split("\n", 1)[0]
    assert messages.replace('"', "") == MESSAGES[era]
    connections = CONNECTIONS if era >= 2023 else OLD_CONNECTIONS
    assert connections in archive.text("Connections.csv").split("\n")[:4]
    for name, header in SAME_IN_ALL.items():
        assert archive.text(name).splitlines()[0] == header
    if era >= 2023:
        for name, header in SINCE_2023.items():
            assert archive.text(name).splitlines()[0] == header


def test_early_headers_are_those_of_the_year(archives: dict[int, Archive]) -> None:
    received = "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name"
    old, new = "Endorsement Received Info.csv", "Endorsement_Received_Info.csv"
    for era in (2018, 2021):
        assert archives[era].files[old].startswith(b"\xff\xfe")
        header = archives[era].text(old).splitlines()[0].replace('"', "").replace("\t", ",")
        assert header == f"{received},Endorsement Status,Display Status"
        invited = archives[era].text("Invitations.csv").splitlines()[0]
        assert invited == "From,To,Sent At,Message,Direction"
    assert archives[2021].text(new).splitlines()[0] == f"{received},Endorsement Status"
    assert archives[2018].text("Imported Contacts.csv").splitlines()[0] == (
        "First Name,Last Name,Companies,Title,Email Address,Phone Numbers,Created At,"
        "Instant Message Handles,Addresses,Sites,Full Name,Birthday,Location,Bookmarked At,Profiles"
    )
    assert "Contact Instructions" in archives[2018].text("Profile.csv")
    assert "Phone Numbers.csv" in archives[2018].files


def test_preambles_differ(archives: dict[int, Archive]) -> None:
    header_line = {
        era: archives[era].text("Connections.csv").split("\n").index(header)
        for era, header in ((2018, OLD_CONNECTIONS), (2021, OLD_CONNECTIONS), (2026, CONNECTIONS))
    }
    assert header_line == {2018: 0, 2021: 2, 2026: 3}


def test_an_excel_copy_has_its_own_dates_and_line_ends(
    network: InventedNetwork, tmp_path: Path
) -> None:
    write_archive(network, tmp_path / "folder", 2021, excel=True)
    text = (tmp_path / "folder" / "Connections.csv").read_bytes().decode()
    assert text.startswith("\ufeffNotes:,,,,,\r\n")
    assert re.search(r",\d{1,2}-[A-Z][a-z]{2}-\d\d\r\n", text)


def test_dates_are_written_as_each_file_does(archives: dict[int, Archive]) -> None:
    now, then = archives[2026], archives[2018]
    datetime.strptime(now.rows("Connections.csv")[0]["Connected On"], "%d %b %Y")  # noqa: DTZ007
    short = r"\d{1,2}/\d{1,2}/\d\d, \d{1,2}:\d\d [AP]M"
    assert re.fullmatch(short, now.rows("Invitations.csv")[0]["Sent At"])
    assert re.fullmatch(short, then.rows("Messages.csv")[0]["Date"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", now.rows("messages.csv")[0]["DATE"])
    endorsed = now.rows("Endorsement_Given_Info.csv")[0]["Endorsement Date"]
    assert re.fullmatch(r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d UTC", endorsed)
    followed = now.text("Company Follows.csv").splitlines()[1]
    assert re.search(r",[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4}$", followed)


def test_files_of_2026_carry_the_member_number(archives: dict[int, Archive]) -> None:
    names = [name for name in archives[2026].files if name.startswith("Connections")]
    assert re.fullmatch(r"Connections_\d{9}\.csv", names[0])
    assert "Connections.csv" in archives[2025].files
    assert archives[2026].expected.notes > 0 == archives[2025].expected.notes
