"""What a LinkedIn archive tells besides messages: titles, names in recommendations, invitations."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import pytest

from netkit.importers.port import Options
from netkit.importing import import_file
from netkit.store.sqlite import SqliteStore
from netkit.workspace import Workspace
from tests.importers.linkedin_case import ANA, BO, ME, MESSAGES_2023, PROFILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.model.events import Acquaintance

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    f"Ana,Lima,{ANA},,Fernlight,Buyer,12 May 2020\n"
    f"Bo,Li,{BO},,Oakline,Cook,02 Mar 2021\n"
)
IN = "https://www.linkedin.com/in/"
INVITATIONS = (
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    f'Mia Owner,Ana Lima,"5/11/20, 9:00 AM",We met at the harbour fair,OUTGOING,{ME},{ANA}\n'
    f'Mia Owner,Zed Quist,"6/1/20, 9:00 AM",,OUTGOING,{ME},{IN}zed-q\n'
    f'Kay Wolf,Mia Owner,"6/2/20, 9:00 AM",Hello,INCOMING,{IN}kay-w,{ME}\n'
)
RECOMMENDATIONS = (
    "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    'Ana,Lima,Fernlight,Buyer,"Together with Bo Li and Zed Nobody, Ana Lima built the North Sea'
    ' Port in Two Years.","08/30/22, 05:51 PM",VISIBLE\n'
)
POSITIONS = (
    "Company Name,Title,Description,Location,Started On,Finished On\n"
    "Kernwerk,Engineer,,,Jan 2019,Dec 2021\n"
)
GROUP = (
    f'g1,{{}},Mia Owner,{ME},"Ana Lima, Bo Li","{ANA},{BO}",2024-05-01 09:00:00 UTC,,Hello,INBOX\n'
)
FAIR = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20200511T090000Z\n"
    "DTEND:20200511T180000Z\nSUMMARY:Harbour fair\n"
    "ORGANIZER;CN=Mia Owner:mailto:mia@owner.example\n"
    "ATTENDEE;CN=Cy Dow:mailto:cy@dow.example\nEND:VEVENT\nEND:VCALENDAR\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "n")
    yield store
    store.close()


def _archive(folder: Path, title: str = "Lisbon offsite") -> Path:
    archive = folder / "archive"
    archive.mkdir(exist_ok=True)
    for name, text in (
        ("Profile", PROFILE),
        ("Connections", CONNECTIONS),
        ("Invitations", INVITATIONS),
        ("Recommendations_Given", RECOMMENDATIONS),
        ("Positions", POSITIONS),
        ("messages", MESSAGES_2023 + GROUP.format(title)),
    ):
        (archive / f"{name}.csv").write_text(text)
    return archive


def _evidence(store: SqliteStore) -> list[str]:
    events = store.events(["acquaintance"])
    return [cast("Acquaintance", recorded.event).evidence for recorded in events]


def test_the_title_of_a_conversation_labels_who_knows_whom(
    store: SqliteStore, tmp_path: Path
) -> None:
    import_file(store, _archive(tmp_path), now=NOW)
    assert "both in a conversation of 3 people, “Lisbon offsite”" in _evidence(store)


def test_a_conversation_that_got_another_title_is_no_further_evidence(
    store: SqliteStore, tmp_path: Path
) -> None:
    import_file(store, _archive(tmp_path, ""), now=NOW)
    before = _evidence(store)
    report = import_file(store, _archive(tmp_path, "Another name"), now=NOW)
    assert (_evidence(store), report.new.acquaintances) == (before, 0)


def test_people_whom_a_recommendation_names_may_know_each_other(
    store: SqliteStore, tmp_path: Path
) -> None:
    import_file(store, _archive(tmp_path), now=NOW)
    named = [text for text in _evidence(store) if "recommendation" in text]
    assert named == ["Bo Li is named in your recommendation of August 2022 for Ana Lima"]
    names = {person.name for person in Workspace(store, NOW).people()}
    assert names == {"Mia Owner", "Ana Lima", "Bo Li", "Zed Quist", "Kay Wolf"}


def test_a_brief_says_who_invited_whom_and_what_became_of_it(
    store: SqliteStore, tmp_path: Path
) -> None:
    import_file(store, _archive(tmp_path), now=NOW)
    workspace = Workspace(store, NOW)
    invited, connected = workspace.brief("Ana Lima").connected.split("; ")
    assert invited == (
        "you invited them on 11 May 2020 with the note “We met at the harbour fair”, accepted"
        " (linkedin)"
    )
    assert connected == "connected on 12 May 2020, while you were at Kernwerk (linkedin)"
    zed, kay = (workspace.brief(name).connected for name in ("Zed Quist", "Kay Wolf"))
    assert zed == "you invited them on 1 Jun 2020, never answered (linkedin)"
    assert kay.startswith("they invited you on 2 Jun 2020 with the note “Hello”, not answered")


def test_a_brief_names_the_meeting_at_the_time_of_connecting(
    store: SqliteStore, tmp_path: Path
) -> None:
    import_file(store, _archive(tmp_path), now=NOW)
    calendar = tmp_path / "fair.ics"
    calendar.write_text(FAIR)
    import_file(store, calendar, now=NOW, options=Options(owner="mia@owner.example,Mia Owner"))
    workspace = Workspace(store, NOW)
    told = workspace.brief("Ana Lima").connected
    assert told.endswith("; at the time of “Harbour fair”, 11 May 2020 (calendar)")
    assert "Harbour" not in workspace.brief("Bo Li").connected


def test_a_brief_names_the_school_at_the_time_of_connecting(
    store: SqliteStore, tmp_path: Path
) -> None:
    archive = _archive(tmp_path)
    (archive / "Positions.csv").unlink()
    (archive / "Education.csv").write_text(
        "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
        "Hafen College,2018,2022,,BSc,\nOld School,2005,2012,,,\n"
    )
    import_file(store, archive, now=NOW)
    told = Workspace(store, NOW).brief("Ana Lima").connected
    assert told.endswith("connected on 12 May 2020, while you were at Hafen College (linkedin)")
