"""The archive of an invented network: its shape in each year, and what must be found in it.

The headers here are copied from the formats observed in public exports; the counts are made from
the written files by plain reading (``csv`` and sets), apart from how the writer counts.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from datetime import date, datetime
from itertools import combinations
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from examples.invented import invent
    from examples.linkedin_archive import Expected, main, write_archive
    from examples.people import InventedNetwork
else:
    from netkit.examples.invented import invent
    from netkit.examples.linkedin_archive import Expected, main, write_archive

TODAY = date(2026, 11, 22)
ERAS = (2018, 2021, 2022, 2023, 2024, 2025, 2026)
LINKED = (2023, 2024, 2025, 2026)
HOMONYMS = {"Wei Zhang", "Maria Silva", "David Kim", "John Smith", "Anna Müller"}

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


class Archive:
    """One written archive and plain ways to read it."""

    def __init__(self, path: Path, expected: Expected) -> None:
        self.expected = expected
        with zipfile.ZipFile(path) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}

    def text(self, name: str) -> str:
        stem = name.removesuffix(".csv").casefold()
        for file, content in self.files.items():
            if re.sub(r"(_\d+)?\.csv$", "", file).casefold() == stem:
                is_wide = content.startswith(b"\xff\xfe")
                return content.decode("utf-16" if is_wide else "utf-8")
        raise KeyError(name)

    def rows(self, name: str) -> list[dict[str, str]]:
        text = self.text(name)
        start = re.search(
            r'^"?(First Name|CONVERSATION ID|From|Endorsement Date|Source)', text, re.M
        )
        assert start is not None
        table = text[start.start() :]
        delimiter = "\t" if "\t" in table.split("\n", 1)[0] else ","
        reader = csv.DictReader(io.StringIO(table, newline=""), delimiter=delimiter)
        return [{key: value or "" for key, value in row.items() if key} for row in reader]

    def skipped(self, reason: str) -> int:
        return sum(rows.rows for rows in self.expected.skipped if rows.reason == reason)


@pytest.fixture(scope="module")
def network() -> InventedNetwork:
    return invent(today=TODAY, people=400, messages=2400)


@pytest.fixture(scope="module")
def archives(
    network: InventedNetwork, tmp_path_factory: pytest.TempPathFactory
) -> dict[int, Archive]:
    folder = tmp_path_factory.mktemp("archives")
    made = {}
    for era in ERAS:
        path = folder / f"{era}.zip"
        made[era] = Archive(path, write_archive(network, path, era))
    return made


def slug_of(url: str) -> str:
    path = re.sub(r"^(https?://)?[a-z]*\.?linkedin\.com/in/", "", url.strip()).split("?")[0]
    return unicodedata.normalize("NFC", unquote(path.strip("/"))).lower()


def name_of(row: dict[str, str]) -> str:
    return " ".join(f"{row['First Name']} {row['Last Name']}".split())


def talk(archive: Archive) -> list[dict[str, str]]:
    """Messages that are interactions, once each, with lower-case keys."""
    kept: dict[tuple[str, ...], dict[str, str]] = {}
    for raw in archive.rows("messages.csv"):
        row = {key.lower(): value for key, value in raw.items()}
        advert = row.get("conversation title") == "Sponsored Conversation"
        advert = advert or "spinmail" in row["content"] or "%FIRSTNAME%" in row["content"]
        draft = row.get("is message draft", "No") != "No"
        if not (advert or draft or row["folder"] == "SPAM"):
            kept[tuple(raw.values())] = row
    return list(kept.values())


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


@pytest.mark.parametrize("era", ERAS)
def test_connections_are_all_there_with_the_hidden_ones(
    archives: dict[int, Archive], network: InventedNetwork, era: int
) -> None:
    rows = archives[era].rows("Connections.csv")
    named = [row for row in rows if name_of(row)]
    assert len(named) == archives[era].expected.connections == 400
    assert len(rows) - len(named) == archives[era].skipped("hidden") == 12  # 3 % of 400
    assert {name_of(row) for row in named} == {c.full_name for c in network.connections}


@pytest.mark.parametrize("era", ERAS)
def test_interactions_are_messages_and_invitations(archives: dict[int, Archive], era: int) -> None:
    archive = archives[era]
    invitations = archive.rows("Invitations.csv")
    assert archive.expected.messages == len(talk(archive))
    assert archive.expected.invitations == len(invitations)
    assert archive.expected.interactions == len(talk(archive)) + len(invitations)
    reasons = ("duplicate", "draft", "sponsored", "spam")
    file = next(name for name in archive.files if re.match(r"messages", name, re.I))
    skipped = sum(
        rows.rows
        for rows in archive.expected.skipped
        if rows.file == file and rows.reason in reasons
    )
    assert len(archive.rows("messages.csv")) == len(talk(archive)) + skipped


def test_years_with_links_show_every_message(archives: dict[int, Archive]) -> None:
    assert {archives[era].expected.messages for era in LINKED} == {2400}


@pytest.mark.parametrize("era", ERAS)
def test_favours_are_accepted_endorsements_and_visible_recommendations(
    archives: dict[int, Archive], era: int
) -> None:
    archive = archives[era]
    names = [n for n in archive.files if n.startswith("Endorsement")]
    endorsed = set()
    for name in names:
        for row in archive.rows(re.sub(r"_\d+\.csv", ".csv", name)):
            if row["Endorsement Status"] == "ACCEPTED":
                direction = "given" if "Given" in name else "received"
                endorsed.add((direction, *list(row.values())[:4]))
    praised = [
        row
        for name in ("Recommendations_Given.csv", "Recommendations_Received.csv")
        for row in archive.rows(name)
        if row["Status"] == "VISIBLE"
    ]
    assert archive.expected.favours == len(endorsed) + len(praised)


@pytest.mark.parametrize("era", LINKED)
def test_people_are_profiles_and_address_book_entries(
    archives: dict[int, Archive], network: InventedNetwork, era: int
) -> None:
    archive = archives[era]
    connections = archive.rows("Connections.csv")
    urls = [row["URL"] for row in connections]
    for row in talk(archive):
        urls += [row["sender profile url"], *row["recipient profile urls"].split(",")]
    for row in archive.rows("Invitations.csv"):
        urls += [row["inviterProfileUrl"], row["inviteeProfileUrl"]]
    slugs = {slug_of(url) for url in urls if url} - {network.owner.slug}
    known = {row["Email Address"] for row in connections}
    book = [row for row in archive.rows("Contacts.csv") if row["Emails"] not in known]
    assert archive.expected.people == len(slugs) + len(book)


def test_people_of_years_without_links_are_names(archives: dict[int, Archive]) -> None:
    """A name stands for one person, except for the homonyms and the doubtful book entries."""
    archive = archives[2018]
    me = archive.expected.owner
    names = [name_of(row) for row in archive.rows("Connections.csv") if name_of(row)]
    seen = set(names)
    for row in [*talk(archive), *archive.rows("Invitations.csv")]:
        lower = {key.lower(): value for key, value in row.items()}
        seen.add(" ".join(lower["from"].split()))
        seen |= {lower["to"]} if lower["to"] in seen or "," not in lower["to"] else set()
    seen -= {me, "LinkedIn Member"}
    book = archive.rows("Imported Contacts.csv")
    known = {row["Email Address"] for row in archive.rows("Connections.csv")}
    new = [row for row in book if row["Email Address"] not in known]
    assert archive.expected.people == len(seen) + len(HOMONYMS) + len(new)


@pytest.mark.parametrize("era", LINKED)
def test_acquaintances_are_pairs_of_a_group_thread(
    archives: dict[int, Archive], network: InventedNetwork, era: int
) -> None:
    pairs: set[tuple[str, ...]] = set()
    for row in talk(archives[era]):
        urls = [row["sender profile url"], *row["recipient profile urls"].split(",")]
        slugs = sorted({slug_of(url) for url in urls if url} - {network.owner.slug})
        pairs.update(combinations(slugs, 2))
    assert archives[era].expected.acquaintances == len(pairs) > 0


def test_years_without_links_name_nobody_ambiguous_in_talk(archives: dict[int, Archive]) -> None:
    for era in (2018, 2021, 2022):
        for row in talk(archives[era]):
            assert row["from"] not in HOMONYMS
            assert row["to"] not in HOMONYMS


def test_awkward_rows_are_there(archives: dict[int, Archive]) -> None:
    text = archives[2026].text("Connections.csv")
    lengths = {len(row) for row in csv.reader(io.StringIO(text, newline="")) if len(row) > 1}
    assert lengths == {5, 7, 9}
    assert text.count("31 Foo 2021") == 2
    assert sum(rows.rows for rows in archives[2026].expected.undated) == 3
    assert "%E7%8E%8B" in text  # 王
    assert '"Doe, Ph.D."' in text
    split = archives[2018].text("Connections.csv")
    assert re.search(r",\d{1,2}/\d{1,2}/\d\d, \d{1,2}:\d\d [AP]M$", split, re.M)
    assert (
        archives[2022]
        .text("Email Addresses.csv")
        .startswith("Email Address,Confirmed,Primary,Updated On,Updated On\n")
    )


def test_assistants_write_no_messages(archives: dict[int, Archive]) -> None:
    assert archives[2026].skipped("assistant log") == 24  # four logs of six rows
    assert archives[2018].skipped("assistant log") == 0
    assert archives[2024].files["LearningCoachMessages.csv"] == b"No conversations found"


def test_files_of_2026_carry_the_member_number(archives: dict[int, Archive]) -> None:
    names = [name for name in archives[2026].files if name.startswith("Connections")]
    assert re.fullmatch(r"Connections_\d{9}\.csv", names[0])
    assert "Connections.csv" in archives[2025].files
    assert archives[2026].expected.notes > 0 == archives[2025].expected.notes


def test_hostile_archives_hold_an_endless_name_and_an_empty_file(tmp_path: Path) -> None:
    network = invent(today=TODAY, people=120, messages=300, hostile=True)
    expected = write_archive(network, tmp_path / "hostile.zip")
    archive = Archive(tmp_path / "hostile.zip", expected)
    rows = archive.rows("Connections.csv")
    assert sum(len(row["First Name"]) > 1000 for row in rows) == archive.skipped("name too long")
    assert "</script><img src=x onerror=alert(1)>" in {row["First Name"] for row in rows}
    assert "=cmd|'/C calc'!A0" in {row["Company"] for row in rows}
    assert expected.empty_files == (f"PhoneNumbers_{100_000_000 + 7 * 7919}.csv",)


def test_the_same_network_gives_the_same_bytes(network: InventedNetwork, tmp_path: Path) -> None:
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    assert write_archive(network, first) == write_archive(network, second)
    assert first.read_bytes() == second.read_bytes()


def test_a_folder_holds_the_files_of_the_zip(network: InventedNetwork, tmp_path: Path) -> None:
    write_archive(network, tmp_path / "packed.zip", 2024)
    write_archive(network, tmp_path / "open", 2024)
    with zipfile.ZipFile(tmp_path / "packed.zip") as packed:
        for name in packed.namelist():
            assert (tmp_path / "open" / name).read_bytes() == packed.read(name)


def test_an_unknown_year_is_refused(network: InventedNetwork, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no archive of 2019"):
        write_archive(network, tmp_path / "a.zip", 2019)


def test_the_command_writes_what_it_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "deep" / "demo.zip"
    arguments = ["--era", "2021", "--people", "120", "--messages", "400", "--today", "2026-11-22"]
    assert main([str(out), *arguments]) == 0
    network = invent(today=TODAY, people=120, messages=400)
    expected = write_archive(network, tmp_path / "again.zip", 2021)
    assert f"{expected.people} people, {expected.interactions} interactions" in (
        capsys.readouterr().out
    )
    assert out.read_bytes() == (tmp_path / "again.zip").read_bytes()


def test_the_command_refuses_too_few_people(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["out.zip", "--people", "3"])
    assert stopped.value.code == 2
    assert "at least 100" in capsys.readouterr().err
