"""`people duplicates`: what tells people apart, many questions answered at once, and taken back."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Netkit

CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\n{}\nEND:VCARD\n"
BOOK = "".join(
    CARD.format(name, "\n".join(lines))
    for name, *lines in (
        ("Rosa Feld", "EMAIL:rosa@brightmoor.example", "ORG:Brightmoor", "TEL:+442079460001",
         "BDAY:1980-03-07", "ADR:;;1 High St;Leeds;;;"),
        ("Rosa Feld", "EMAIL:feld@home.example"),
        ("Rosa Feld", "TEL:+4930123456", "BDAY:1981-04-08"),
        ("Otto Kern", "EMAIL:otto@kern.example", "TEL:+442079460001"),
        ("Mara Lind", "EMAIL:family@lind.example"),
        ("Jon Lind", "EMAIL:family@lind.example", "TEL:+4930999999"),
    )
)  # fmt: skip


@pytest.fixture
def book(netkit: Netkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NETKIT_NETWORK", str(tmp_path / "n"))
    netkit("init", "--me", "Ida Moor")
    file = tmp_path / "book.vcf"
    file.write_text(BOOK)
    return file


def _questions(netkit: Netkit) -> dict[str, dict[str, Any]]:
    rows = netkit("people", "duplicates", "--json").json["results"]
    return {row["kind"]: row for row in rows}


def test_each_side_shows_what_tells_it_apart_and_what_speaks_how(
    netkit: Netkit, book: Path
) -> None:
    netkit("import", book)
    question = _questions(netkit)["same name"]
    known = {tuple(side["addresses"]): side for side in question["people"]}
    assert len(known) == 3
    rosa = known["rosa@brightmoor.example", "+442079460001"]
    assert (rosa["organization"], rosa["city"], rosa["birthday"]) == (
        "Brightmoor", "Leeds", "1980-03-07",
    )  # fmt: skip
    assert (rosa["sources"], rosa["last_contact"]) == (["vcard"], None)
    assert any("different birthdays" in text for text in question["against"])
    shared = _questions(netkit)["shared address"]
    assert "both have family@lind.example" in shared["reasons"]
    assert shared["against"] == ["different names"]


def test_two_of_one_name_and_employer_with_a_profile_each_are_no_question(
    netkit: Netkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETKIT_NETWORK", str(tmp_path / "n"))
    netkit("init", "--me", "Ida Moor")
    netkit("person", "Tom Reed", "--org", "Brightmoor", "--linkedin", "tom-reed-1")
    netkit("person", "Tom Reed", "--new", "--org", "Brightmoor", "--email", "tom@reed.example")
    assert netkit("people", "duplicates").code == 0
    netkit("person", "tom@reed.example", "--linkedin", "tom-reed-2")
    assert netkit("people", "duplicates").code == 1


def test_import_doctor_and_duplicates_tell_one_number(netkit: Netkit, book: Path) -> None:
    first = netkit("import", book, "--json").json["to_review"]
    again = netkit("import", book, "--json").json["to_review"]
    assert (first["open"], first["new"]) == (3, 3)
    assert (again["open"], again["new"]) == (3, 0)
    assert len(netkit("people", "duplicates", "--json").json["results"]) == 3
    assert len(netkit("people", "duplicates", "-n", "0", "--json").json["results"]) == 3
    cut = netkit("people", "duplicates", "-n", "1")
    assert "; -n 3 shows them all" in cut.err
    assert "shows them all" not in netkit("people", "duplicates", "-n", "0").err
    (doubts,) = [
        row
        for row in netkit("doctor", "--json").json["results"]
        if row["subject"] == "doubts who is who"
    ]
    assert doubts["text"] == "3"
    assert (
        "3 to decide: 1 shared number, 1 shared address, 1 same name"
        in netkit("people", "duplicates").err
    )
    netkit("people", "duplicates", "--kind", "shared number", "--reject-all")
    after = netkit("import", book, "--json").json["to_review"]
    assert (after["open"], after["new"]) == (2, 0)


def test_all_questions_of_a_kind_are_answered_at_once_and_one_undo_asks_again(
    netkit: Netkit, book: Path
) -> None:
    netkit("import", book)
    joining = ("people", "duplicates", "--kind", "same name", "--accept-all")
    assert "1 question: their people would be joined" in netkit(*joining, "--dry-run").err
    assert len(netkit("who", "rosa", "--json").json["results"]) == 3
    netkit(*joining)
    assert len(netkit("who", "rosa", "--json").json["results"]) == 1
    netkit("undo")
    assert len(netkit("who", "rosa", "--json").json["results"]) == 3


def test_deciding_many_needs_a_kind_that_there_is(netkit: Netkit, book: Path) -> None:
    netkit("import", book)
    unnamed = netkit("people", "duplicates", "--accept-all")
    assert unnamed.code == 2
    assert "--kind" in unnamed.err
    assert netkit("people", "duplicates", "--kind", "cousins", "--reject-all").code == 2
    both = ("people", "duplicates", "--kind", "all", "--accept-all", "--reject-all")
    assert netkit(*both).code == 2


def test_two_whom_the_user_called_different_are_not_joined_by_way_of_a_third(
    netkit: Netkit, book: Path
) -> None:
    netkit("import", book)
    people = [side["person"]["id"] for side in _questions(netkit)["same name"]["people"]]
    netkit("people", "duplicates", "--different", people[0], people[1])
    assert netkit("people", "duplicates", "--kind", "same name", "--accept-all").code == 1
    assert len(netkit("who", "rosa", "--json").json["results"]) == 3


def test_a_table_goes_out_and_comes_back_with_the_verdicts(
    netkit: Netkit, book: Path, tmp_path: Path
) -> None:
    netkit("import", book)
    out = netkit("people", "duplicates", "--csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["kind"] for row in rows} == {"same name", "shared address", "shared number"}
    for row in rows:
        row["verdict"] = "same" if row["kind"] == "same name" else "No "
    rows[-1]["verdict"] = ""
    table = tmp_path / "verdicts.csv"
    with table.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    tried = netkit("people", "duplicates", "--verdicts", table, "--dry-run")
    assert tried.out == "3 pairs would be joined, 1 would be kept apart\n"
    assert len(_questions(netkit)) == 3
    netkit("people", "duplicates", "--verdicts", table)
    assert len(netkit("who", "rosa", "--json").json["results"]) == 1
    assert len(_questions(netkit)) == 1
    netkit("undo")
    assert len(_questions(netkit)) == 3


@pytest.mark.parametrize("text", ["a_id,b_id\np1,p2\n", "a_id,b_id,verdict\np1,p2,perhaps\n"])
def test_a_table_that_cannot_be_read_decides_nothing(
    netkit: Netkit, book: Path, tmp_path: Path, text: str
) -> None:
    netkit("import", book)
    table = tmp_path / "verdicts.csv"
    table.write_text(text)
    refused = netkit("people", "duplicates", "--verdicts", table)
    assert refused.code == 3
    assert "verdict" in refused.err
    assert len(_questions(netkit)) == 3


def test_accepting_above_a_score_joins_what_nothing_speaks_against(
    netkit: Netkit, tmp_path: Path
) -> None:
    here = ("--network", tmp_path / "n")
    netkit(*here, "init", "--me", "Ida Moor")
    netkit(*here, "person", "Rosa Feld", "--email", "rosa@a.example", "--org", "Brightmoor")
    netkit(*here, "person", "Rosa Feld", "--new", "--email", "feld@b.example",
           "--org", "Brightmoor")  # fmt: skip
    accept = ("people", "duplicates", "--accept-above", "0.9")
    assert "1 question: their people would be joined" in netkit(*here, *accept, "--dry-run").err
    assert len(netkit(*here, "who", "feld", "--json").json["results"]) == 2
    netkit(*here, *accept)
    assert len(netkit(*here, "who", "feld", "--json").json["results"]) == 1
    netkit(*here, "undo")
    assert len(netkit(*here, "who", "feld", "--json").json["results"]) == 2


def test_a_pair_with_something_against_it_is_left_to_be_decided(netkit: Netkit, book: Path) -> None:
    netkit("import", book)
    assert netkit("people", "duplicates", "--accept-above", "0", "--json").code == 1


def test_two_who_took_part_in_one_contact_are_hardly_one(
    netkit: Netkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETKIT_NETWORK", str(tmp_path / "n"))
    netkit("init", "--me", "ida@moor.example")
    box = tmp_path / "box.mbox"
    box.write_text(
        "From - Mon Nov 02 09:00:00 2026\nFrom: Ida Moor <ida@moor.example>\n"
        "To: Rosa Feld <rosa@a.example>, Rosa Feld <feld@b.example>\n"
        "Date: Mon, 2 Nov 2026 09:00:00 +0000\nMessage-ID: <1@x>\nSubject: Hello both\n\nHi\n"
    )
    assert netkit("import", box, "--me", "ida@moor.example").code == 0
    [question] = netkit("people", "duplicates", "--json").json["results"]
    assert question["against"] == ["both took part in one email, on 2 Nov 2026"]
    assert {tuple(side["sources"]) for side in question["people"]} == {("mail",)}
    assert {side["last_contact"] for side in question["people"]} == {"2026-11-02"}
