"""Correcting a person by hand: the last word counts, at once and for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Netkit


@pytest.fixture
def network(netkit: Netkit, tmp_path: Path) -> Path:
    path = tmp_path / "n"
    netkit("--network", path, "init", "--me", "Ida Moor")
    netkit("--network", path, "person", "Rosa Feld", "--email", "rosa@feld.example",
           "--org", "Brightmoor", "--title", "Cook")  # fmt: skip
    return path


def _person(netkit: Netkit, network: Path) -> dict[str, Any]:
    [row] = netkit("--network", network, "person", "rosa@feld.example", "--json").json["results"]
    found: dict[str, Any] = row
    return found


def test_changes_within_one_second_all_apply_in_order(netkit: Netkit, network: Path) -> None:
    for city in ("Ulm", "Bonn", "Ulm"):
        netkit("--network", network, "person", "Rosa Feld", "--city", city)
    assert _person(netkit, network)["city"] == "Ulm"
    netkit("--network", network, "undo")
    assert _person(netkit, network)["city"] == "Bonn"


def test_a_title_alone_keeps_the_employer_and_an_empty_one_empties(
    netkit: Netkit, network: Path
) -> None:
    netkit("--network", network, "person", "Rosa Feld", "--title", "Baker")
    assert _person(netkit, network)["organization"] == "Brightmoor"
    assert _person(netkit, network)["title"] == "Baker"
    netkit("--network", network, "person", "Rosa Feld", "--org", "")
    assert _person(netkit, network)["organization"] == ""
    netkit("--network", network, "person", "Rosa Feld", "--org", "Brightmoor")
    assert _person(netkit, network)["organization"] == "Brightmoor"


def test_a_renamed_person_is_found_by_both_names_and_outlasts_an_import(
    netkit: Netkit, network: Path, tmp_path: Path
) -> None:
    netkit("--network", network, "person", "Rosa Feld", "--rename", "Rosa Kern")
    card = tmp_path / "c.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Rosa Feld\nEMAIL:rosa@feld.example\nEND:VCARD\n")
    netkit("--network", network, "import", card)
    assert _person(netkit, network)["person"]["name"] == "Rosa Kern"
    assert netkit("--network", network, "who", "Feld").code == 0


def test_a_first_name_that_is_the_owners_changes_nothing(netkit: Netkit, network: Path) -> None:
    refused = netkit("--network", network, "person", "Ida", "--org", "Oakline")
    assert refused.code == 2
    assert "is you, Ida Moor" in refused.err


def test_an_address_is_changed_and_the_file_with_the_old_one_brings_it_not_back(
    netkit: Netkit, network: Path, tmp_path: Path
) -> None:
    here = ("--network", network)
    card = tmp_path / "c.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Rosa Feld\nEMAIL:rosa@feld.example\nEND:VCARD\n")
    netkit(*here, "person", "Rosa Feld", "--change", "rosa@feld.example", "rosa@kern.example")
    netkit(*here, "import", card)
    assert _person(netkit, network)["addresses"] == ["rosa@kern.example"]
    netkit(*here, "export", "vcard", tmp_path / "out.vcf")
    assert "feld.example" not in (tmp_path / "out.vcf").read_text()
    netkit(*here, "person", "Rosa Feld", "--email", "rosa@feld.example")
    assert "rosa@feld.example" in _person(netkit, network)["addresses"]


def test_an_address_that_is_not_theirs_is_not_removed_and_the_answer_lists_theirs(
    netkit: Netkit, network: Path
) -> None:
    refused = netkit("--network", network, "person", "Rosa Feld", "--remove", "r@other.example")
    assert refused.code == 2
    assert "known: rosa@feld.example" in refused.err


def test_an_address_of_somebody_else_is_refused_with_what_settles_it(
    netkit: Netkit, network: Path
) -> None:
    here = ("--network", network)
    netkit(*here, "person", "Otto Kern", "--email", "otto@kern.example")
    refused = netkit(*here, "person", "Rosa Feld", "--email", "otto@kern.example")
    assert refused.code == 2
    assert "belongs to Otto Kern" in refused.err
    assert "people merge" in refused.err


def test_a_number_of_somebody_else_is_shared_and_shown_on_both(
    netkit: Netkit, network: Path
) -> None:
    here = ("--network", network)
    netkit(*here, "person", "Otto Kern", "--phone", "+44 20 7946 0001")
    netkit(*here, "person", "Rosa Feld", "--phone", "+44 20 7946 0001")
    [shared] = _person(netkit, network)["shared"]
    assert shared["value"] == "+442079460001"
    assert [other["name"] for other in shared["shared_with"]] == ["Otto Kern"]
    assert "shared with Rosa Feld" in netkit(*here, "person", "Otto").out
    netkit(*here, "person", "Rosa Feld", "--remove", "+442079460001")
    assert _person(netkit, network)["shared"] == []


def test_a_job_of_the_past_is_no_present_one(netkit: Netkit, network: Path) -> None:
    here = ("--network", network)
    netkit(*here, "person", "Rosa Feld", "--org", "Oakline", "--from", "2015", "--to", "2018-06")
    assert _person(netkit, network)["organization"] == "Brightmoor"
    assert _person(netkit, network)["former_jobs"] == ["Oakline, 2015 to 2018-06"]
    netkit(*here, "person", "Rosa Feld", "--to", "2026-05")
    assert _person(netkit, network)["organization"] == ""
    [row] = netkit(*here, "who", "--at", "Brightmoor", "--json").json["results"]
    assert [reason["text"] for reason in row["because"]] == ["was at Brightmoor until 2026-05"]
    wrong = netkit(*here, "person", "Rosa Feld", "--org", "X", "--from", "2020", "--to", "2019")
    assert wrong.code == 2


def test_what_an_archive_says_of_work_ends_where_the_user_says_otherwise(
    netkit: Netkit, network: Path, tmp_path: Path
) -> None:
    here = ("--network", network)
    card = tmp_path / "c.vcf"
    card.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Otto Kern\nEMAIL:o@k.example\nORG:Fernlight\nEND:VCARD\n"
    )
    netkit(*here, "import", card)
    netkit(*here, "person", "Otto Kern", "--org", "")
    netkit(*here, "import", card)
    [row] = netkit(*here, "who", "--at", "Fernlight", "--json").json["results"]
    assert row["because"][0]["text"].startswith("was at Fernlight")
    unreached = netkit(*here, "reach", "Fernlight")
    assert unreached.code == 1
    assert "nobody you know of is at “Fernlight” now; Otto Kern was, last known" in unreached.err


def test_a_birthday_is_changed_and_emptied_whatever_an_address_book_says(
    netkit: Netkit, network: Path, tmp_path: Path
) -> None:
    here = ("--network", network)
    card = tmp_path / "c.vcf"
    card.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Rosa Feld\nEMAIL:rosa@feld.example\nBDAY:1980-12-01\n"
        "END:VCARD\n"
    )
    netkit(*here, "import", card)
    netkit(*here, "person", "Rosa Feld", "--birthday", "2 December 1981")
    netkit(*here, "import", card)
    assert _person(netkit, network)["birthday"] == "1981-12-02"
    [day] = netkit(*here, "milestones", "--json").json["results"]
    assert day["day"] == "2026-12-02"
    netkit(*here, "person", "Rosa Feld", "--birthday", "")
    assert netkit(*here, "milestones").code == 1


def test_a_title_from_an_address_book_does_not_hide_the_employer(
    netkit: Netkit, tmp_path: Path
) -> None:
    here = ("--network", tmp_path / "n")
    netkit(*here, "init", "--me", "Ida Moor")
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Rosa Feld\nEMAIL:rosa@feld.example\n{}\nEND:VCARD\n"
    for number, lines in enumerate(("ORG:Brightmoor\nREV:2024-01-01T00:00:00Z",
                                    "TITLE:Baker\nREV:2025-01-01T00:00:00Z")):  # fmt: skip
        file = tmp_path / f"{number}.vcf"
        file.write_text(card.format(lines))
        netkit(*here, "import", file)
    person = netkit(*here, "person", "Rosa", "--json").json["results"][0]
    assert (person["organization"], person["title"]) == ("Brightmoor", "Baker")
    assert "is at Brightmoor" in netkit(*here, "who", "--at", "Brightmoor").out
