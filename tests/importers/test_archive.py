"""ZIPs, folders and files from strangers: what is refused, and that the rest can be read."""

from __future__ import annotations

import os
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from netkit.errors import BadInputError
from netkit.importers import detect
from netkit.importers.archive import Archive, Limits, Member, open_archive, unreadable

if TYPE_CHECKING:
    from pathlib import Path


def _zip(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def _content(archive: Archive, member: Member) -> bytes:
    with archive.open(member) as file:
        return file.read()


def _refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(BadInputError) as caught:
        open_archive(path, limits or Limits())
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_zip_and_its_folder_hold_the_same(tmp_path: Path) -> None:
    files = {"a.csv": b"1", "sub/b.csv": b"22"}
    for name, content in files.items():
        path = tmp_path / "unpacked" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    zipped = _zip(tmp_path / "a.zip", files)
    for place in (zipped, tmp_path / "unpacked"):
        with open_archive(place) as archive:
            held = {member.name: _content(archive, member) for member in archive.members}
            assert held == files
            assert [member.size for member in archive.members] == [1, 2]


def test_a_single_file_is_an_archive_of_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"1,2")
    with open_archive(path) as archive:
        (member,) = archive.members
        assert (member.name, _content(archive, member)) == ("a.csv", b"1,2")


def test_what_an_operating_system_leaves_behind_is_not_listed(tmp_path: Path) -> None:
    names = ["a.csv", "__MACOSX/._a.csv", "._b.csv", ".DS_Store"]
    with open_archive(_zip(tmp_path / "a.zip", dict.fromkeys(names, b"x"))) as archive:
        assert [member.name for member in archive.members] == ["a.csv"]


@pytest.mark.parametrize("name", ["../a.csv", "x/../../a.csv", "..\\a.csv"])
def test_a_path_that_climbs_out_is_refused(tmp_path: Path, name: str) -> None:
    assert "a path with '..'" in _refusal(_zip(tmp_path / "a.zip", {name: b"x"}))


@pytest.mark.parametrize("name", ["/etc/a.csv", "C:\\a.csv", "\\a.csv"])
def test_an_absolute_path_is_refused(tmp_path: Path, name: str) -> None:
    assert "an absolute path" in _refusal(_zip(tmp_path / "a.zip", {name: b"x"}))


def test_a_file_without_a_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("a", "x")
    raw = path.read_bytes()
    directory = raw.index(b"PK\x01\x02")
    # The central directory's entry: its name's length at 28, the name itself at 46.
    entry = bytearray(raw[directory:])
    entry[28:30] = b"\0\0"
    del entry[46]
    size = entry.index(b"PK\x05\x06")
    entry[size + 12 : size + 16] = size.to_bytes(4, "little")
    path.write_bytes(raw[:directory] + entry)
    with pytest.raises(BadInputError, match="without a name"):
        open_archive(path)


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("Connections.csv")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert "a link" in _refusal(tmp_path / "a.zip")


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").symlink_to(tmp_path / "secret")
    with open_archive(tmp_path / "in") as archive:
        assert archive.members == ()


def test_an_archive_in_the_archive_is_listed_apart(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"b/export.ZIP": b"PK", "c.tgz": b"", "d.csv": b"x"})
    with open_archive(path) as archive:
        assert [member.name for member in archive.members] == ["d.csv"]
        assert [member.name for member in archive.nested] == ["b/export.ZIP", "c.tgz"]


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"Connections.csv": b"x" * 100})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 0x1)  # the flag of the directory's entry
    path.write_bytes(data)
    assert "an encrypted file" in _refusal(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"Connections.csv": b"\0" * (64 << 20)})
    assert path.stat().st_size < 100_000
    assert "would unpack to 64 MiB" in _refusal(path)


def test_members_that_share_their_bytes_are_a_bomb_too(tmp_path: Path) -> None:
    """David Fifield's construction in small: many directory entries for one packed member."""
    path = _zip(tmp_path / "a.zip", {"a.csv": os.urandom(1000) * 1000})
    data = path.read_bytes()
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[start:end]
    count = 100
    tail = bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, count, count, len(entry) * count)
    entries = b"".join(entry.replace(b"a.csv", b"%05d" % n) for n in range(count))
    path.write_bytes(data[:start] + entries + bytes(tail))
    assert "would unpack to" in _refusal(path)


def test_more_files_or_bytes_than_an_export_has_are_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {f"{n}.csv": b"x" * 100 for n in range(11)})
    assert "more than 10 files" in _refusal(path, Limits(members=10))
    assert "would unpack to" in _refusal(path, Limits(total_bytes=1_000))


def test_a_long_directory_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.csv": b"x"})
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.index(b"PK\x05\x06") + 12, 3_000_000_000)
    path.write_bytes(data)
    assert "more than" in _refusal(path)


@pytest.mark.parametrize("keep", [4, 30, 100, -30, -1])
def test_a_truncated_zip_is_one_line(tmp_path: Path, keep: int) -> None:
    path = _zip(tmp_path / "a.zip", {"Connections.csv": os.urandom(500)})
    path.write_bytes(path.read_bytes()[:keep])
    assert _refusal(path) == "a.zip is a damaged or incomplete ZIP; download it again"
    with pytest.raises(BadInputError, match="damaged or incomplete ZIP"):
        detect(path)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    assert "there is no file" in _refusal(tmp_path / "none.zip")
    with pytest.raises(BadInputError, match="there is no file"):
        detect(tmp_path / "none.zip")


def test_what_nobody_knows_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"\x01\x02\x03" * 100)
    with pytest.raises(BadInputError, match=r"^no importer knows x\.bin; 'netkit formats' lists"):
        detect(tmp_path / "x.bin")


def test_damage_met_while_reading_is_one_line(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a.csv": os.urandom(5_000)})
    data = bytearray(path.read_bytes())
    data[2_000] ^= 0xFF
    path.write_bytes(data)
    refused = pytest.raises(BadInputError, match=r"^a\.csv cannot be read: it is damaged")
    with open_archive(path) as archive, refused, unreadable("a.csv"):
        _content(archive, archive.members[0])
