"""Exports zipped again, several exports in one ZIP, loose files in a ZIP: read, within bounds."""

from __future__ import annotations

import io
import tarfile
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.errors import BadInputError
from netkit.importers import archive
from netkit.importers.port import Options
from netkit.importing import ImportReport, import_file, packed_files
from netkit.store.sqlite import SqliteStore
from netkit.support.scratch_folders import SCRATCH, temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
IN = "https://www.linkedin.com/in/"
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    f"Uma,Keller,{IN}uma-keller,,Fern,CEO,01 Mar 2024\n"
    f"Jon,Brandt,{IN}jon-brandt,,Moss,CTO,02 Mar 2024\n"
)
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,"
    "SUBJECT,CONTENT,FOLDER\n"
    f"t1,,Mia Own,{IN}mia-own,Uma Keller,{IN}uma-keller,2024-05-01 09:00:05 UTC,,Hello,SENT\n"
    f"t1,,Uma Keller,{IN}uma-keller,Mia Own,{IN}mia-own,2024-05-02 09:00:05 UTC,,Hi,INBOX\n"
)
PROFILE = "First Name,Last Name\nMia,Own\n"
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Lea Orth\nTEL:+491701234567\nEND:VCARD\n"
EVENT = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:{0}\nDTSTAMP:20260501T000000Z\n"
    "DTSTART:20260504T090000Z\nSUMMARY:x\nORGANIZER:mailto:mia@own.example\n"
    "ATTENDEE:mailto:{0}@bart.example\nEND:VEVENT\nEND:VCALENDAR\n"
)
CHAT = "[12.03.24, 14:05:10] Mia Own: Hi\n[12.03.24, 14:06:44] Lea Orth: Hello\n"


def zipped(files: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return data.getvalue()


def tarred(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as file:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            file.addfile(info, io.BytesIO(content.encode()))
    return data.getvalue()


EXPORT = {"Connections.csv": CONNECTIONS, "messages.csv": MESSAGES, "Profile.csv": PROFILE}
LINKEDIN = zipped(dict(EXPORT))


class Import:
    def __init__(self, folder: Path) -> None:
        self.folder, self.store = folder, SqliteStore(folder / "net.netkit")

    def __call__(self, data: bytes, name: str = "again.zip", owner: str = "") -> ImportReport:
        (self.folder / name).write_bytes(data)
        return import_file(
            self.store, self.folder / name, now=NOW, options=Options(owner=owner, region="DE")
        )

    def names(self) -> set[str]:
        return {person.name for person in self.store.people() if not person.owner}


@pytest.fixture
def imported(tmp_path: Path) -> Iterator[Import]:
    opened = Import(tmp_path)
    yield opened
    assert not list(temporary_folder().glob(f"{SCRATCH}*/again"))
    opened.store.close()


@pytest.mark.parametrize(
    "data",
    [
        zipped({"Basic_LinkedInDataExport.zip": LINKEDIN}),
        zipped({"mine/Basic_LinkedInDataExport.zip": LINKEDIN, "mine/.DS_Store": b""}),
        zipped({"in.zip": zipped({"Basic_LinkedInDataExport.zip": LINKEDIN})}),
        zipped({"Basic_LinkedInDataExport.tgz": tarred(EXPORT)}),
    ],
)
def test_an_export_that_was_zipped_again_is_read(imported: Import, data: bytes) -> None:
    report = imported(data)
    assert (report.format, report.new.people, report.new.interactions) == ("linkedin", 2, 2)
    assert imported.names() == {"Uma Keller", "Jon Brandt"}
    assert imported(data).new == type(report.new)()


def test_two_parts_in_one_zip_are_one_export(imported: Import) -> None:
    first = zipped({"Connections.csv": CONNECTIONS, "Profile.csv": PROFILE})
    second = zipped({"messages.csv": MESSAGES, "Profile.csv": PROFILE})
    report = imported(zipped({"part 1.zip": first, "part 2.zip": second}))
    assert (report.new.people, report.new.interactions) == (2, 2)


def test_exports_of_several_kinds_in_one_zip_are_all_read(imported: Import) -> None:
    chat = zipped({"_chat.txt": CHAT})
    report = imported(
        zipped({"WhatsApp Chat - Lea Orth.zip": chat, "Basic.zip": LINKEDIN, "cards.vcf": CARD,
                "holiday.jpg": b"\xff\xd8"}), owner="Mia Own",
    )  # fmt: skip
    assert set(report.format.split(", ")) == {"linkedin", "whatsapp", "vcard"}
    assert imported.names() == {"Uma Keller", "Jon Brandt", "Lea Orth"}
    assert report.found.interactions == 4


def test_loose_calendars_in_a_zip_are_read(imported: Import) -> None:
    data = zipped({f"{name}.ics": EVENT.format(name) for name in ("ivo", "lea")})
    assert imported(data, owner="mia@own.example").new.interactions == 2


def test_what_cannot_be_read_beside_an_export_is_told(imported: Import) -> None:
    report = imported(zipped({"Basic.zip": LINKEDIN, "broken.zip": b"PK\3\4no"}))
    assert report.new.people == 2
    [warning] = report.warnings
    assert "broken.zip" in warning
    assert "damaged" in warning


def test_an_archive_sent_in_a_chat_is_not_read_and_told(imported: Import) -> None:
    report = imported(zipped({"_chat.txt": CHAT, "hers.zip": LINKEDIN}), owner="Mia Own")
    assert imported.names() == {"Lea Orth"}
    assert [(p.file, p.reason[:29]) for p in report.skipped] == [
        ("hers.zip", "an archive within this one; i")
    ]


def test_archives_three_deep_are_refused(imported: Import) -> None:
    deep = zipped({"c.zip": zipped({"b.zip": zipped({"a.zip": LINKEDIN})})})
    with pytest.raises(BadInputError, match="within archives; unpack them"):
        imported(deep)
    assert imported.store.batches() == []


def test_a_bomb_an_encrypted_file_and_a_climbing_path_within_are_refused(
    imported: Import,
) -> None:
    encrypted = bytearray(zipped({"Connections.csv": CONNECTIONS}))
    encrypted[encrypted.index(b"PK\x01\x02") + 8] |= 1
    climbing = zipped({"../Connections.csv": CONNECTIONS})
    bomb = zipped({"Connections.csv": b"\0" * (64 << 20)})
    for inner, reason in (
        (bytes(encrypted), "encrypted"), (climbing, "'..'"), (bomb, "would unpack to")
    ):  # fmt: skip
        with pytest.raises(BadInputError, match=reason):
            imported(zipped({"in.zip": inner}))


def test_many_archives_and_many_bytes_together_are_refused(
    imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = zipped({f"{n}.zip": zipped({"in.zip": LINKEDIN}) for n in range(5)})
    monkeypatch.setattr(packed_files, "_MOST_ARCHIVES", 3)
    report = imported(many)
    assert len(report.warnings) == 3
    assert "more archives" in report.warnings[0]
    monkeypatch.setattr(packed_files, "LIMITS", archive.Limits(total_bytes=2_000))
    with pytest.raises(BadInputError, match="or larger ones"):
        imported(many)
