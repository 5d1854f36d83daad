"""A folder of exports is taken apart into its imports."""

from __future__ import annotations

from pathlib import Path

from netkit.importers.folders import sources

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEND:VCARD\n"
MAIL = "From: a@example.org\nTo: me@example.org\nDate: Mon, 2 Feb 2026 10:00:00 +0000\n\nx\n"


def test_each_export_in_a_folder_is_found_mail_before_address_books(tmp_path: Path) -> None:
    (tmp_path / "book.vcf").write_text(CARD)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\x00\x01")
    (tmp_path / ".hidden.vcf").write_text(CARD)
    for name in ("new", "cur"):
        (tmp_path / "deep" / "Maildir" / name).mkdir(parents=True)
    (tmp_path / "deep" / "Maildir" / "new" / "1").write_text(MAIL)
    (tmp_path / "loop").symlink_to(tmp_path)
    known, unknown = sources(tmp_path)
    assert [path.name for path in known] == ["Maildir", "book.vcf"]
    assert [path.name for path in unknown] == ["photo.jpg"]


def test_a_single_file_is_its_own_import(tmp_path: Path) -> None:
    (tmp_path / "book.vcf").write_text(CARD)
    assert sources(tmp_path / "book.vcf") == ([tmp_path / "book.vcf"], [])
