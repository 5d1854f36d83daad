"""A ZIP, a tar file, a folder or a single file, read as untrusted input.

What is refused, with one line that says why: more files or bytes than an export can have, a
compression ratio only a bomb has, paths that leave the archive, links and encrypted members.
Members are streamed; nothing is unpacked to disk here. Archives within the archive are listed
apart: `netkit.importing.packed_files` opens them where the archive is none of a known format.
"""

from __future__ import annotations

import lzma
import os
import stat
import struct
import tarfile
import zipfile
import zlib
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, cast

from netkit.errors import BadInputError
from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from io import RawIOBase
    from types import TracebackType

__all__ = [
    "LIMITS", "Archive", "Limits", "Member", "is_archive_name", "is_litter", "open_archive",
    "unreadable",
]  # fmt: skip

_MIB = 1 << 20
_BLOCK = 1 << 17
_DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, EOFError,
    OSError, NotImplementedError, UnicodeDecodeError,
)  # fmt: skip
_TAR = (".tgz", ".tar.gz", ".tar")
_END_OF_DIRECTORY = b"PK\x05\x06"
_DIRECTORY_BYTES_A_FILE = 2_048  # a directory entry: 46 bytes, a path, extra fields


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds that an honest export stays within.

    members : files in it
    total_bytes : their unpacked size together, and that of any one
    ratio : unpacked size over packed size; text gives 3 to 30, zeros 1,000
    ratio_from : unpacked bytes below which the ratio does not matter
    """

    members: int = 20_000
    total_bytes: int = 4_096 * _MIB
    ratio: float = 200.0
    ratio_from: int = 16 * _MIB


LIMITS = Limits()


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """One file of an archive: its path inside it, with ``/``, and its unpacked size in bytes."""

    name: str
    size: int


class Archive:
    """The files of a ZIP, tar file, folder or single file, by their names; use it in a ``with``.

    members : its files, by name
    nested : the archives within an archive, which are not among them
    """

    def __init__(
        self,
        path: Path,
        packed: zipfile.ZipFile | tarfile.TarFile | None,
        members: Mapping[Member, str],
    ) -> None:
        self.path = path
        is_packed = packed is not None
        within = [member for member in members if is_packed and is_archive_name(member.name)]
        self.nested = tuple(sorted(within))
        self.members = tuple(sorted(members.keys() - set(within)))
        self._packed = packed
        self._stored_names = members

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        if self._packed is not None:
            self._packed.close()

    def open(self, member: Member) -> IO[bytes]:
        """Open a member for reading from its beginning.

        Raises BadInputError where it cannot be opened; wrap the reading in :func:`unreadable`,
        since damage often shows only then.
        """
        with unreadable(member.name):
            stored = self._stored_names.get(member, member.name)
            if isinstance(self._packed, zipfile.ZipFile):
                # Unpacked in blocks: a reader of lines asks for 8 KiB at a time, each in Python.
                return BufferedReader(cast("RawIOBase", self._packed.open(stored)), _BLOCK)
            if self._packed is not None:
                return cast("IO[bytes]", self._packed.extractfile(stored))
            return (self.path / member.name if self.path.is_dir() else self.path).open("rb")


@contextmanager
def unreadable(name: str) -> Iterator[None]:
    """Turn what damaged members raise into a one-line BadInputError about `name`."""
    try:
        yield
    except _DAMAGE as error:
        raise BadInputError(f"{name} cannot be read: it is damaged or incomplete") from error


def open_archive(path: Path, limits: Limits = LIMITS) -> Archive:
    """Open a ZIP, a folder or a single file after checking it against `limits`.

    Raises
    ------
    BadInputError
        It is missing, damaged, encrypted, too large, or holds what is refused.
    """
    if not path.exists():
        raise BadInputError(f"there is no file {path}")
    if path.is_dir():
        return Archive(path, None, dict.fromkeys(_walk(path, limits), ""))
    with unreadable(path.name), path.open("rb") as file:
        zipped = file.read(2) == b"PK"
    if zipped:
        return _open_zip(path, limits)
    if path.name.lower().endswith(_TAR):
        return _open_tar(path, limits)
    return Archive(path, None, {Member(path.name, path.stat().st_size): path.name})


def _open_zip(path: Path, limits: Limits) -> Archive:
    _check_directory(path, limits)
    try:
        opened = zipfile.ZipFile(path)
    except (*_DAMAGE, ValueError) as error:
        raise BadInputError(
            f"{path.name} is a damaged or incomplete ZIP; download it again"
        ) from error
    try:
        infos = [info for info in opened.infolist() if not is_litter(info.filename)]
        _check_sizes(path, infos, limits)
        for info in infos:
            _check_member(path, info)
    except BadInputError:
        opened.close()
        raise
    members = {
        Member(_slashed(info.filename), info.file_size): info.filename
        for info in infos
        if not info.is_dir() and not info.filename.endswith("\\")
    }
    return Archive(path, opened, members)


def _slashed(name: str) -> str:
    """Return a member's path with ``/``, as ZIPs should have it and Windows' do not."""
    return name.replace("\\", "/")


def _open_tar(path: Path, limits: Limits) -> Archive:
    """Open a tar file, packed by gzip or not; its listing unpacks it once."""
    with unreadable(path.name):
        opened = tarfile.open(path)  # noqa: SIM115 -- the archive closes it
    try:
        with unreadable(path.name):
            members = dict(_tar_members(path, opened, limits))
    except BadInputError:
        opened.close()
        raise
    return Archive(path, opened, members)


def _tar_members(
    path: Path, opened: tarfile.TarFile, limits: Limits
) -> Iterator[tuple[Member, str]]:
    """Yield the plain files, refusing on the way what no export holds."""
    packed, total = max(1, path.stat().st_size), 0
    for number, info in enumerate(opened, start=1):
        total += info.size
        if number > limits.members:
            raise BadInputError(f"{path.name} holds more than {limits.members:,} files; refused")
        if total > limits.total_bytes or (
            total > limits.ratio_from and total / packed > limits.ratio
        ):
            raise BadInputError(f"{path.name} would unpack to more than an export does; refused")
        if reason := "a link" if info.issym() or info.islnk() else _refused_path(info.name):
            raise BadInputError(f"{path.name} holds {reason}; refused")
        name = _slashed(info.name).removeprefix("./")
        if info.isreg() and not is_litter(name):
            yield Member(name, info.size), info.name


def _check_directory(path: Path, limits: Limits) -> None:
    """Refuse a directory of files so long that reading it alone would fill the memory."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 65_557))  # the longest comment and the record itself
        tail = file.read()
    at = tail.rfind(_END_OF_DIRECTORY)
    if at < 0:
        raise BadInputError(f"{path.name} is a damaged or incomplete ZIP; download it again")
    directory = int.from_bytes(tail[at + 12 : at + 16], "little")
    if directory != 0xFFFFFFFF and directory > limits.members * _DIRECTORY_BYTES_A_FILE:
        raise BadInputError(f"{path.name} holds more than {limits.members:,} files; refused")


def _check_sizes(path: Path, infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.members:
        raise BadInputError(f"{path.name} holds more than {limits.members:,} files; refused")
    total = sum(info.file_size for info in infos)
    packed = max(1, min(path.stat().st_size, sum(info.compress_size for info in infos)))
    if total > limits.total_bytes or (total > limits.ratio_from and total / packed > limits.ratio):
        raise BadInputError(
            f"{path.name} would unpack to {total // _MIB:,} MiB from {packed / _MIB:,.1f}; "
            "no export does; refused"
        )


def _check_member(path: Path, info: zipfile.ZipInfo) -> None:
    reason = _refused_path(info.orig_filename) or _refused_path(info.filename)
    if stat.S_ISLNK(info.external_attr >> 16):
        reason = "a link"
    elif info.flag_bits & 0x1:
        reason = "an encrypted file; unpack it with its password and import the folder"
    if reason:
        raise BadInputError(f"{path.name} holds {reason}; refused")


def _refused_path(name: str) -> str:
    if not name:
        return "a file without a name"
    plain = name.replace("\\", "/")
    if plain.startswith("/") or (len(plain) > 1 and plain[1] == ":") or "\x00" in plain:
        return "an absolute path"
    return "a path with '..'" if ".." in PurePosixPath(plain).parts else ""


def is_archive_name(name: str) -> bool:
    """Return True for a file that is called as a ZIP or a tar file is."""
    return name.lower().endswith((".zip", *_TAR))


def is_litter(name: str) -> bool:
    """Return True for a file of the operating system's own, such as ``.DS_Store``."""
    parts = PurePosixPath(_slashed(name)).parts
    return "__MACOSX" in parts or (
        bool(parts) and parts[-1].startswith(("._", ".DS_Store", "Thumbs.db", "desktop.ini"))
    )


def _walk(root: Path, limits: Limits) -> list[Member]:
    """Return the plain files under `root`; links are not followed and not listed."""
    members: list[Member] = []
    total = 0
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder, name)
            relative = path.relative_to(root).as_posix()
            facts = path.lstat()
            if not stat.S_ISREG(facts.st_mode) or is_litter(relative):
                continue
            members.append(Member(relative, facts.st_size))
            total += facts.st_size
        if len(members) > limits.members or total > limits.total_bytes:
            raise BadInputError(
                f"{root.name} holds more than {limits.members:,} files or "
                f"{limits.total_bytes // _MIB:,} MiB; name the export's own folder"
            )
    return members
