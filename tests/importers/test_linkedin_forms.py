"""The forms that an archive's files, dates and lists come in."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netkit.errors import BadInputError
from netkit.importers import detect
from netkit.importers.linkedin import IMPORTER, system_lines
from netkit.importers.linkedin.export_dates import moment
from netkit.importers.linkedin.system_lines import is_system_line
from netkit.model.events import Connected, Favour, Interaction
from netkit.model.people import Affiliation
from netkit.model.when import PartialDate
from tests.importers.linkedin_case import (
    ANA,
    BO,
    CONNECTIONS,
    INVITATIONS,
    ME,
    MESSAGES_2018,
    MESSAGES_2023,
    PROFILE,
    folder,
    read,
)

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2021, 3, 12, 12, 0, tzinfo=UTC)
MESSAGE = f"t1,,Mia Owner,{ME},Ana Lima,{ANA},2024-05-01 09:00:00 UTC,,Hello,INBOX\n"
BACK = f"t2,,Bo Li,{BO},Mia Owner,{ME},2024-05-02 09:00:00 UTC,,Hi,INBOX\n"
FILES = {
    "Profile.csv": PROFILE,
    "Connections.csv": CONNECTIONS + f"Ana,Lima,{ANA},,Acme,CTO,12 Mar 2021\n",
    "messages.csv": MESSAGES_2023 + MESSAGE + BACK,
}


@pytest.mark.parametrize(
    "text",
    [
        "2021-03-12 12:00:00 UTC", "2021-03-12T12:00:00", "2021-03-12T13:00:00+01:00",
        "2021-03-12T12:00:00.000Z", "2021/03/12 12:00:00 UTC", "2021-03-12 12:00",
        "3/12/21, 12:00 PM", "3/12/2021, 12:00 PM", "03/12/21 12:00 PM", "3/12/2021 12:00:00",
        "12.03.2021 12:00", "12.3.2021, 12:00", "12 Mar 2021, 12:00", "12 March 2021 12:00 PM",
        "Mar 12, 2021, 12:00 PM", "12-Mar-21 12:00", "12. März 2021 12:00", "12 mars 2021 12:00",
        "12 de marzo de 2021 12:00", "12 mar 2021 12:00", "Fri Mar 12 12:00:00 UTC 2021",
        "Fri, 12 Mar 2021 12:00:00 GMT", "1615550400", "1615550400000",
        "3/12/21, 12:00\u202fPM",
    ],
)  # fmt: skip
def test_a_moment_is_read_in_every_form_it_comes_in(text: str) -> None:
    assert moment(text) == NOON


@pytest.mark.parametrize(
    "text", ["", "soon", "2021-02-30", "31/31/21", "13:00", "3/12/21, 13:00 PM", "12 Foo 2021"]
)
def test_no_moment_is_read_from_what_is_none(text: str) -> None:
    assert moment(text) is None


def test_the_other_dates_of_a_column_say_that_the_day_comes_first(tmp_path: Path) -> None:
    sent = ["3/4/24, 7:05 AM", "25/4/24, 7:05 AM", "28/4/24, 7:05 AM"]
    rows = [f'Mia Owner,Guest {i},"{at}",,OUTGOING,{ME},{ANA}{i}\n' for i, at in enumerate(sent)]
    told = read(folder(tmp_path, {**FILES, "Invitations.csv": INVITATIONS + "".join(rows)}))
    days = [e.at.strftime("%d %b") for e in told.events(Interaction) if e.channel == "invitation"]
    assert days == ["03 Apr", "25 Apr", "28 Apr"]
    (connected,) = told.events(Connected)
    assert connected.at == datetime(2021, 3, 12, tzinfo=UTC)


def test_one_impossible_date_does_not_turn_a_column_round(tmp_path: Path) -> None:
    rows = "".join(
        f'Ana Lima,Mia Owner,"{at}",,Hello,INCOMING,INBOX\n'
        for at in ("3/4/18, 7:05 AM", "13/45/18, 7:05 AM", "3/24/18, 7:05 AM")
    )
    told = read(folder(tmp_path, {"Profile.csv": PROFILE, "messages.csv": MESSAGES_2018 + rows}))
    assert [f"{e.at:%d %b}" for e in told.events(Interaction)] == ["04 Mar", "24 Mar"]


@pytest.mark.parametrize("names", ["Ana Lima, Bo Li", "Ana Lima; Bo Li", "Ana Lima;Bo Li"])
@pytest.mark.parametrize("between", [",", ";", "; ", ", ", ",;"])
def test_several_recipients_are_told_apart(tmp_path: Path, names: str, between: str) -> None:
    row = f'g,,Mia Owner,{ME},"{names}","{ANA}{between}{BO}",2024-05-03 09:00:00 UTC,,Hi both,INBOX'
    told = read(folder(tmp_path, {**FILES, "messages.csv": MESSAGES_2023 + MESSAGE + BACK + row}))
    assert told.names == ["Ana Lima", "Bo Li"]
    group = next(event for event in told.events(Interaction) if event.thread == "g")
    assert set(group.recipients) == {told.id_of("Ana Lima"), told.id_of("Bo Li")}


def test_a_name_with_a_comma_stays_whole_between_semicolons(tmp_path: Path) -> None:
    row = f'g,,Mia Owner,{ME},"Lima, Ana; Li, Bo","{ANA};{BO}",2024-05-03 09:00:00 UTC,,Hi,INBOX\n'
    told = read(folder(tmp_path, {"Profile.csv": PROFILE, "messages.csv": MESSAGES_2023 + row}))
    assert told.names == ["Li, Bo", "Lima, Ana"]


@pytest.mark.parametrize(
    "name",
    [
        "Connections - Connections.csv", "Connections_2024-05-01.csv", "my network.csv",
        "Copy of Connections (2).csv", "Kontakte LinkedIn.csv",
    ],
)  # fmt: skip
def test_a_renamed_file_is_known_by_its_header(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(FILES["Connections.csv"])
    assert detect(path).name == "linkedin"
    assert read(path).names == ["Ana Lima"]


def test_renamed_files_of_a_folder_are_read_together(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        {
            "people.csv": FILES["Connections.csv"],
            "chat.csv": FILES["messages.csv"],
            "me.csv": "First Name,Last Name,Headline,Geo Location\nMia,Owner,Builder,Rome\n",
            "recommendations received (old).csv": "First Name,Last Name,Company,Job Title,Text,"
            'Creation Date,Status\nAna,Lima,Acme,CTO,Good,"07/21/19, 12:11 PM",VISIBLE\n',
        },
    )
    told = read(path)
    assert (told.names, told.owner.name) == (["Ana Lima", "Bo Li"], "Mia Owner")
    assert [favour.kind for favour in told.events(Favour)] == ["recommendation"]


def test_a_table_of_another_program_is_no_export(tmp_path: Path) -> None:
    path = tmp_path / "Mail.csv"
    path.write_text("From,To,Date,Subject,Content\na@example.org,b@example.org,2024-01-01,Hi,Ho\n")
    assert not IMPORTER.detects(path)


def _tar(path: Path, files: dict[str, str]) -> Path:
    with tarfile.open(path, "w:gz" if path.suffix in {".tgz", ".gz"} else "w") as packed:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            packed.addfile(info, io.BytesIO(text.encode()))
    return path


def _zip(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in files.items():
            info = zipfile.ZipInfo("x")
            info.filename = name  # as other programs write it: "\\" too
            packed.writestr(info, text)
    return path


@pytest.mark.parametrize("top", ["", "Basic_Export\\", "a/b/", "out\\Basic_Export\\", "a/b/c/d/"])
def test_a_zip_is_read_whatever_folders_it_has_on_top(tmp_path: Path, top: str) -> None:
    path = _zip(tmp_path / "w.zip", {top + name: text for name, text in FILES.items()})
    assert detect(path).name == "linkedin"
    assert read(path).names == ["Ana Lima", "Bo Li"]


@pytest.mark.parametrize("name", ["export.tgz", "export.tar.gz", "export.tar"])
@pytest.mark.parametrize("top", ["", "./", "Basic_Export/"])
def test_a_tar_file_is_read_like_a_zip(tmp_path: Path, name: str, top: str) -> None:
    path = _tar(tmp_path / name, {top + file: text for file, text in FILES.items()})
    assert detect(path).name == "linkedin"
    assert read(path).names == ["Ana Lima", "Bo Li"]


def test_two_parts_side_by_side_in_one_zip_are_one_archive(tmp_path: Path) -> None:
    parts = {"one/Profile.csv": PROFILE, "one/messages.csv": FILES["messages.csv"]}
    path = _zip(tmp_path / "w.zip", {**parts, "two/Connections.csv": FILES["Connections.csv"]})
    assert read(path).names == ["Ana Lima", "Bo Li"]


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/evil.csv"])
def test_a_tar_file_whose_paths_leave_it_is_refused(tmp_path: Path, name: str) -> None:
    path = _tar(tmp_path / "evil.tgz", {name: "x", **FILES})
    with pytest.raises(BadInputError, match="refused"):
        read(path)


@pytest.mark.parametrize(
    "line",
    [
        "A LinkedIn member left the conversation.", "Message request accepted",
        "Ana Lima has left the group", "Ana Lima added Bo Li to the conversation",
        "Bo Li named the conversation Dinner", "This message has been deleted.",
        "Ana Lima accepted your message request", "You are now connected with Ana Lima",
        "Missed video call from Bo Li", "Automatic reply: away until Monday",
        "Ana Lima hat die Unterhaltung verlassen", "Diese Nachricht wurde gelöscht.",
        "Nachrichtenanfrage angenommen", "Ana Lima a quitté la conversation",
        "Demande de message acceptée", "Ana Lima ha abandonado la conversación",
        "Solicitud de mensaje aceptada", "Ana Lima saiu da conversa",
        "Bo Li is now a connection.", "You and Ana de la Cruz are now connected. Say hi!",
        "This message was deleted by Ana Lima",
        "<p>Bo Li ha lasciato la conversazione</p>", "Ana Lima heeft het gesprek verlaten",
    ],
)  # fmt: skip
def test_a_line_of_linkedins_own_is_no_contact(tmp_path: Path, line: str) -> None:
    assert is_system_line(line)
    row = f"t2,,Bo Li,{BO},Mia Owner,{ME},2024-06-02 09:00:00 UTC,,{line},INBOX\n"
    told = read(folder(tmp_path, {**FILES, "messages.csv": FILES["messages.csv"] + row}))
    assert max(event.at for event in told.events(Interaction)).month == 5
    assert told.reasons == {"a line of LinkedIn's own": 1}


@pytest.mark.parametrize(
    "text",
    [
        "I left the conversation early, sorry", "We joined the group", "Call me about the meeting",
        "Your invitation was accepted by the jury, congratulations!", "I accepted the offer",
        "She added me to the group of speakers", "Ana left the company", "I missed your call",
        "Ich habe die Gruppe verlassen", "J'ai quitté la société", "He dejado la empresa",
        "You are now connected with the nicest crowd in town", "Our printer is now connected",
        "The message was removed by our filter, send it again", "Missed call from my sister",
        "Let us have a video call tomorrow", "Are you now connected with Ana?",
    ],
)  # fmt: skip
def test_words_of_a_member_are_no_line_of_linkedins_own(text: str) -> None:
    assert not is_system_line(text)


@pytest.mark.parametrize("form", system_lines._LINES)
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_line_that_a_pattern_describes_has_a_mark(form: str, data: st.DataObject) -> None:
    line = data.draw(st.from_regex(re.compile(f"(?:{form})", re.IGNORECASE), fullmatch=True))
    plain = " ".join(line.split()).rstrip(".! ")
    if len(line) <= system_lines._LONGEST and system_lines._SYSTEM.fullmatch(plain):
        assert is_system_line(line)


def test_an_employer_in_a_recommendation_is_a_former_one(tmp_path: Path) -> None:
    received = (
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
        'Ana,Lima,Oldfield,Buyer,Good,"07/21/19, 12:11 PM",VISIBLE\n'
        'Ana,Lima,"Acme, Inc.",CTO,Better,"07/21/20, 12:11 PM",VISIBLE\n'
    )
    told = read(folder(tmp_path, {**FILES, "Recommendations_Received.csv": received}))
    ana = told.id_of("Ana Lima")
    (job,) = [job for job in told.all(Affiliation) if job.person == ana]
    assert (job.organization, job.title, job.end) == ("Oldfield", "Buyer", PartialDate(2019, 7))
    assert (told.people[ana].organization, told.people[ana].title) == ("Acme", "CTO")


def test_unread_cells_do_not_take_a_note_away(tmp_path: Path) -> None:
    notes = "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On\n"
    told = read(folder(tmp_path, {**FILES, "Notes.csv": notes + f"Ana,Lima,{ANA},plays go,\n"}))
    assert told.reasons == {}


@pytest.mark.parametrize("content", [b"\0\1\2\3\4\0\1\2", b"", b"nothing of a table\n"])
@pytest.mark.parametrize("name", ["Connections.csv", "messages.csv"])
def test_an_archive_whose_main_file_cannot_be_read_is_an_error(
    tmp_path: Path, name: str, content: bytes
) -> None:
    with pytest.raises(BadInputError, match="nothing can be read: " + name):
        read(folder(tmp_path, {"Profile.csv": PROFILE, name: content}))


def test_one_main_file_that_can_be_read_is_enough(tmp_path: Path) -> None:
    told = read(folder(tmp_path, {**FILES, "Connections.csv": b"\0\1\2\3\4\0\1\2"}))
    assert told.names == ["Ana Lima", "Bo Li"]
    assert set(told.warnings) == {"Connections.csv"}
