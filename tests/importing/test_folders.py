"""A folder that is imported: plain files within, no links, no pipes; an empty one is refused."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from netkit.errors import BadInputError
from netkit.importers import detect
from netkit.importing import sources

if TYPE_CHECKING:
    from pathlib import Path

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Eva Sand\nEND:VCARD\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "in"
    inner.mkdir()
    (inner / "eva.vcf").write_text(CARD)
    return inner


def test_links_within_a_folder_are_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.vcf").write_text(CARD)
    (folder / "again").symlink_to(folder)
    (folder / "up").symlink_to(tmp_path)
    (folder / "other.vcf").symlink_to(tmp_path / "other.vcf")
    (folder / "gone.vcf").symlink_to(tmp_path / "nowhere")
    assert sources(folder / ".") == [folder / "eva.vcf"]


def test_a_link_that_is_named_itself_is_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link.vcf").symlink_to(folder / "eva.vcf")
    assert sources(tmp_path / "link.vcf") == [tmp_path / "link.vcf"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_never_opened(folder: Path) -> None:
    os.mkfifo(folder / "pipe.csv")
    assert sources(folder) == [folder / "eva.vcf"]
    with pytest.raises(BadInputError, match="neither a file nor a folder"):
        detect(folder / "pipe.csv")


def test_a_folder_with_nothing_in_it_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="holds no file"):
        sources(tmp_path)
