"""Damage: whole archives refused in one line, single files and rows reported, never a traceback."""

from __future__ import annotations

import random
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest

from netkit.errors import BadInputError, UsageError
from netkit.importers import detect
from netkit.importers.linkedin import IMPORTER
from netkit.importers.port import Problem, Sighting
from netkit.model.names import clean
from tests.importers.linkedin_case import (
    ANA,
    CONNECTIONS,
    FROM_ME,
    INVITATIONS,
    MESSAGES_2023,
    PROFILE,
    Told,
    folder,
    read,
    tell,
    zipped,
)

if TYPE_CHECKING:
    from pathlib import Path

    from examples.invented import invent
    from examples.linkedin_archive import write_archive
else:
    from netkit.examples.invented import invent
    from netkit.examples.linkedin_archive import write_archive

LINE = f"Ana,Lima,{ANA},,ACME,CTO,01 Jan 2024\n"
GOOD: dict[str, str | bytes] = {
    "Connections.csv": CONNECTIONS + LINE,
    "Invitations.csv": INVITATIONS + FROM_ME,
    "Profile.csv": PROFILE,
}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


def test_a_binary_file_is_refused_by_name_and_the_rest_imported(tmp_path: Path) -> None:
    told = tell(tmp_path, {**GOOD, "messages.csv": PNG})
    assert told.names == ["Ana Lima"]
    assert told.warnings == {
        "messages.csv": "refused: messages.csv cannot be read: it is not a text file"
    }


def test_a_member_cut_or_changed_in_the_zip_is_refused_by_name(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {**GOOD, "messages.csv": MESSAGES_2023 + "x" * 5_000})
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("messages.csv").header_offset
    data = bytearray(path.read_bytes())
    data[at + 60] ^= 0xFF
    path.write_bytes(data)
    told = read(path)
    assert told.names == ["Ana Lima"]
    assert "damaged or incomplete" in told.warnings["messages.csv"]


def test_where_nothing_can_be_read_the_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"^nothing can be read: Connections\.csv: refused"):
        tell(tmp_path, {"Connections.csv": PNG, "messages.csv": b"\0" * 500})


def test_a_table_with_another_header_is_a_warning(tmp_path: Path) -> None:
    told = tell(tmp_path, {**GOOD, "messages.csv": "a,b\n1,2\n"})
    assert told.warnings == {
        "messages.csv": "no header of a LinkedIn export among its first 25 lines; not read"
    }


def test_a_quote_that_is_never_closed_costs_its_own_row(tmp_path: Path) -> None:
    lines = 'Bo,"Li,,,,,02 Jan 2024\n' + LINE.replace("Ana", "Cy").replace("ana", "cy")
    told = tell(tmp_path, {**GOOD, "Connections.csv": CONNECTIONS + LINE + lines})
    assert told.names == ["Ana Lima", "Cy Lima"]
    ((file, reason),) = told.skipped
    assert (file, "quote" in reason) == ("Connections.csv", True)


def test_a_problem_names_the_line_its_row_begins_on(tmp_path: Path) -> None:
    lines = f'Bo,"L\ni",{ANA}-2,,,,02 Jan 2024\nCy,Young,{ANA}-3,,,,someday\n'
    told = tell(tmp_path, {**GOOD, "Connections.csv": CONNECTIONS + LINE + lines})
    assert [problem.line for problem in told.all(Problem)] == [8]  # header 4, rows 5, 6–7, 8


def test_an_old_windows_encoding_is_read(tmp_path: Path) -> None:
    line = LINE.replace("Lima", "Müller").encode("cp1252")
    told = tell(tmp_path, {**GOOD, "Connections.csv": CONNECTIONS.encode() + line})
    assert "Ana Müller" in told.names


def test_one_broken_byte_does_not_change_the_encoding_of_the_others(tmp_path: Path) -> None:
    text = CONNECTIONS + LINE.replace("Lima", "Müller-Østergård") + LINE.replace("Ana", "Bo?")
    data = text.replace(ANA, "").encode().replace(b"Bo?", b"Bo\xff")
    told = tell(tmp_path, {**GOOD, "Connections.csv": data})
    assert "Ana Müller-Østergård" in told.names


def test_a_name_that_is_an_attack_passes_as_text_without_control_characters(
    tmp_path: Path,
) -> None:
    name = "</script><img src=x onerror=alert(1)>\x1b[2J\u202e"
    told = tell(
        tmp_path,
        {
            **GOOD,
            "Connections.csv": CONNECTIONS
            + f'"{name}",,{ANA},,"=cmd|\'/C calc\'!A0",,01 Jan 2024\n',
        },
    )
    (person,) = told.people.values()
    assert person.name == clean(name) == "</script><img src=x onerror=alert(1)>"
    assert person.organization == "=cmd|'/C calc'!A0"


def test_an_export_inside_one_folder_of_the_zip_is_read(tmp_path: Path) -> None:
    files = {f"Basic_LinkedInDataExport/{name}": content for name, content in GOOD.items()}
    path = zipped(tmp_path / "a.zip.zip", {**files, "__MACOSX/._Connections.csv": PNG})
    assert detect(path) is IMPORTER
    assert read(path).names == ["Ana Lima"]


def test_a_single_connections_file_is_read(tmp_path: Path) -> None:
    path = folder(tmp_path, GOOD) / "Connections.csv"
    assert detect(path) is IMPORTER
    assert read(path).names == ["Ana Lima"]


def test_other_files_and_broken_ones_are_not_detected(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "Connections.txt").write_text("hello")
    zipped(tmp_path / "y.zip", {"contacts.csv": "a,b\n"})
    (tmp_path / "empty").mkdir()
    found = [IMPORTER.detects(path) for path in sorted(tmp_path.iterdir())]
    assert found == [False] * 4
    assert not IMPORTER.detects(tmp_path / "missing")


@pytest.mark.parametrize("name", ["Connections.csv", "messages.csv"])
def test_the_contents_of_a_file_matter_for_detection(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("a,b\n1,2\n")
    assert not IMPORTER.detects(tmp_path / name)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    network = invent(today=date(2026, 3, 1), people=110, messages=250, hostile=True)
    path = tmp_path_factory.mktemp("fuzz") / "a.zip"
    write_archive(network, path, 2025)
    return path


def read_or_refusal(path: Path) -> tuple[Told, str]:
    """Read whatever is there; return its items, or the words that say why it is refused."""
    try:
        return read(path), ""
    except (BadInputError, UsageError) as error:
        return Told(), str(error)


def unclean_names(told: Told) -> list[str]:
    """Return names that are too long or hold what `clean` takes away."""
    names = [sighting.name for sighting in told.all(Sighting)]
    return [name for name in names if len(name) > 1_001 or name != clean(name)]


@pytest.mark.parametrize("seed", range(60))
def test_bytes_changed_anywhere_in_the_zip_never_end_in_a_traceback(
    archive: Path, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    data = bytearray(archive.read_bytes())
    for _ in range(rng.choice((1, 3, 30))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    if rng.random() < 0.2:
        del data[rng.randrange(len(data)) :]
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    told, refused = read_or_refusal(path)
    assert "\n" not in refused
    assert bool(refused) != bool(told.items)
    assert unclean_names(told) == []


@pytest.mark.parametrize("seed", range(60))
def test_bytes_changed_anywhere_in_the_files_never_end_in_a_traceback(
    archive: Path, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    with zipfile.ZipFile(archive) as good:
        files = {name: bytearray(good.read(name)) for name in good.namelist()}
    for data in files.values():
        for _ in range(rng.choice((0, 1, 20))):
            at = rng.randrange(len(data) + 1)
            junk = rng.choice((b'"', b"\n", b",", b"\0", b"\xff", b"\xed\xa0\x80", b'""', b"\r"))
            data[at : at + rng.choice((0, 1, 200))] = junk
    path = folder(tmp_path, {name: bytes(data) for name, data in files.items()})
    told, refused = read_or_refusal(path)
    assert "\n" not in refused
    assert bool(refused) != bool(told.items)
    assert unclean_names(told) == []
