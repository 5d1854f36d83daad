"""Mail in files: where messages begin, and which files and folders hold mail."""

from __future__ import annotations

import io
import mailbox
import tracemalloc
from contextlib import closing
from typing import IO, TYPE_CHECKING, cast

import pytest

from netkit.errors import BadInputError
from netkit.importers.mail import mbox
from netkit.importers.mail.mbox import IMPORTER, header_blocks
from netkit.importers.port import Options, Problem
from tests.importers.mail_case import OPTIONS, TEMPTING, interactions, mail, mbox_of, read, reasons

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_body_lines_that_begin_with_from_split_nothing(tmp_path: Path) -> None:
    data = mbox_of(*(mail(number, TEMPTING) for number in range(5)))
    assert [one.mark for one in interactions(read(data, tmp_path))] == [
        f"{number}@example.org" for number in range(5)
    ]
    # what this guards against: the standard library finds 20 messages among the five
    with closing(mailbox.mbox(tmp_path / "mail.mbox")) as plain:
        assert len(plain) == 20


@pytest.mark.parametrize(
    "line",
    [
        "From ana@example.org Mon Feb  2 10:00:00 2026",
        "From 1790000000000000001@xxx Mon Feb 02 10:00:00 +0000 2026",  # Gmail Takeout
        "From - Mon Feb 02 10:00:00 2026",  # Thunderbird
        "From MAILER-DAEMON Mon Feb  2 10:00 2026",
        'From "ana lima"@example.org  Mon, 2 Feb 2026 10:00:00 +0000',
    ],
)
def test_the_lines_of_the_usual_programs_begin_a_message(line: str) -> None:
    data = f"{line}\n{mail(1)}\n{line}\n{mail(2)}".encode()
    assert len(list(header_blocks(io.BytesIO(data)))) == 2


def test_a_program_that_leaves_out_the_blank_line_loses_no_mail(tmp_path: Path) -> None:
    data = mbox_of(mail(1), mail(2), mail(3)).replace(b"\n\nFrom x", b"\nFrom x")
    assert len(interactions(read(data, tmp_path))) == 3


def test_line_ends_of_windows_and_a_missing_last_one_change_nothing(tmp_path: Path) -> None:
    data = mbox_of(mail(1, TEMPTING), mail(2, "")).rstrip()
    plain = interactions(read(data, tmp_path))
    assert len(plain) == 2
    assert interactions(read(data.replace(b"\n", b"\r\n"), tmp_path)) == plain


def test_the_window_may_end_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    data = mbox_of(*(mail(number, TEMPTING) for number in range(3))).replace(b"\n", b"\r\n")
    whole = list(header_blocks(io.BytesIO(data)))
    assert len(whole) == 3
    for size in (1, 2, 3, 7, 64, 100, 333):
        monkeypatch.setattr(mbox, "_CHUNK", size)
        assert list(header_blocks(io.BytesIO(data))) == whole, size


def test_a_problem_is_told_by_its_line(tmp_path: Path) -> None:
    data = mbox_of(mail(1), mail(2, Date="some day"))
    (problem,) = [one for one in read(data, tmp_path) if isinstance(one, Problem)]
    line = data.decode().split("\n").index("Subject: Subject 2")
    assert (problem.file, problem.reason) == ("mail.mbox", "no readable date")
    assert problem.line == line - 2  # the message begins three lines above its subject


class _Endless(io.RawIOBase):
    """An mbox of `count` mails, made as it is read."""

    def __init__(self, count: int) -> None:
        self._mails = (mbox_of(mail(n % 9, TEMPTING * 20)) + b"\n" for n in range(count))

    def read(self, size: int = -1) -> bytes:
        return b"".join(one for _, one in zip(range(50), self._mails, strict=False))


def test_memory_does_not_grow_with_the_mailbox() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            stream = cast("IO[bytes]", _Endless(count))
            assert sum(map(bool, header_blocks(stream))) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(1_200) < 1.2 * peak(400)


def test_an_eml_file_and_a_folder_of_them_are_mail(tmp_path: Path) -> None:
    folder = tmp_path / "mails"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"{number}.eml").write_text(mail(number, TEMPTING))
    for path, count in ((folder, 2), (folder / "1.eml", 1)):
        assert IMPORTER.detects(path)
        assert len(interactions(list(IMPORTER.read(path, OPTIONS)))) == count


def test_a_maildir_is_read_without_drafts_and_its_sent_folder_tells_the_owner(
    tmp_path: Path,
) -> None:
    for name, text in {
        "new/1": mail(1),
        "cur/2:2,S": mail(2),
        "cur/3:2,DS": mail(3),
        ".Sent/cur/4:2,S": mail(4, From="me@example.org", To="ana@example.org"),
        ".Drafts/cur/5:2,S": mail(5),
    }.items():
        path = tmp_path / "Maildir" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert IMPORTER.detects(tmp_path / "Maildir")
    items = list(IMPORTER.read(tmp_path / "Maildir", Options()))
    assert {one.mark[0] for one in interactions(items)} == {"1", "2", "4"}
    assert reasons(items) == {"a draft or spam": 2}


@pytest.mark.parametrize(
    "content", [b"", b"hello\n", b"Name,Email\nAna,ana@example.org\n", b"To: do\nNote: this\n\n"]
)
def test_other_files_are_not_taken_for_mail(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    assert not IMPORTER.detects(tmp_path / "x")
    with pytest.raises(BadInputError, match="holds no mail"):
        list(IMPORTER.read(tmp_path / "x", OPTIONS))


def _bodies() -> Iterator[str]:
    yield "a" * 300_000  # a header line longer than what is looked at
    yield "\n".join(f"X-{n}: y" for n in range(50_000))


def test_headers_of_any_length_are_read_up_to_a_limit(tmp_path: Path) -> None:
    for text in _bodies():
        data = mbox_of(mail(1, X_Long=text), mail(2))
        assert len(interactions(read(data, tmp_path))) == 2
