"""Cards that are no person's, relatives by first name, labels of programs, lines that hang."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from netkit.importers.address_books import vcard
from netkit.importers.address_books.vcard import cards_of
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.model.events import Acquaintance
from netkit.model.people import Claim

if TYPE_CHECKING:
    from pathlib import Path

EVA = "BEGIN:VCARD\nVERSION:3.0\nFN:Eva Sand\nEMAIL:eva@sand.example\nUID:u-1\nEND:VCARD\n"


def read(tmp_path: Path, text: str | bytes) -> list[Item]:
    path = tmp_path / "book.vcf"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(vcard.IMPORTER.read(path, Options()))


def card(*lines: str, version: str = "3.0") -> str:
    return "\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def names(items: list[Item]) -> list[str]:
    return [item.name for item in items if isinstance(item, Sighting)]


def reasons(items: list[Item]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Problem)]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("KIND:group", "FN:Rowers", "MEMBER:urn:uuid:u-1"), "a group, not a person"),
        (("X-ADDRESSBOOKSERVER-KIND:group", "N:Rowers", "FN:Rowers"), "a group, not a person"),
        (("KIND:org", "FN:Brick Works", "EMAIL:a@brick.example"), "a company's card"),
        (
            ("FN:Brick Works", "N:;;;;", "ORG:Brick Works;", "X-ABShowAs:COMPANY"),
            "a company's card",
        ),
        (("FN:Brick Works", "N:;;;;", "ORG:Brick Works", "TEL:+493012345678"), "a company's card"),
        (("ORG:Brick Works;Sales", "TEL:+493012345678"), "a company's card"),
        (("FN:Brick Works", "ORG:Brick Works", "EMAIL:info@brick.example"), "a company's card"),
        (("KIND:location", "FN:Room 7"), "a place, a room or a machine"),
        (("KIND:device", "FN:Printer"), "a place, a room or a machine"),
    ],
)
def test_a_card_that_is_no_persons_is_counted_and_makes_nobody(
    tmp_path: Path, lines: tuple[str, ...], reason: str
) -> None:
    items = read(tmp_path, card(*lines) + EVA)
    assert names(items) == ["Eva Sand"]
    assert [text for text in reasons(items) if text.startswith(reason)]


@pytest.mark.parametrize(
    "lines",
    [
        ("KIND:individual", "FN:Eva Sand"),
        ("FN:Brick Works", "N:Sand;Eva;;;", "ORG:Brick Works", "X-ABShowAs:COMPANY"),
        ("FN:Eva Sand", "ORG:Eva Sand", "EMAIL:eva@sand.example"),
        ("FN:Sand\\, Eva", "ORG:Brick Works"),
    ],
)
def test_a_person_who_is_shown_as_a_company_stays_a_person(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    assert names(read(tmp_path, card(*lines))) == ["Eva Sand"]


def test_the_members_of_a_group_are_in_a_circle_of_its_name(tmp_path: Path) -> None:
    members = (
        "X-ADDRESSBOOKSERVER-KIND:group", "FN:Rowers", "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:u-1",
        "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:nobody",
    )  # fmt: skip
    items = read(tmp_path, card(*members) + EVA)
    (claim,) = [item for item in items if isinstance(item, Claim)]
    (eva,) = [item for item in items if isinstance(item, Sighting)]
    assert (claim.person, claim.field, claim.value) == (
        eva.handles[0].person_id, "circle", "Rowers"
    )  # fmt: skip


def test_two_relatives_of_one_first_name_are_two_people(tmp_path: Path) -> None:
    text = card("FN:Eva Sand", "RELATED;TYPE=parent;VALUE=text:Rosa", version="4.0")
    text += card("FN:Jan Fels", "X-ABRELATEDNAMES:Rosa") + card("FN:Rosa", "TEL:+491701234567")
    items = read(tmp_path, text)
    assert sorted(names(items)) == ["Eva Sand", "Jan Fels", "Rosa", "Rosa", "Rosa"]
    assert len({item.handles[0] for item in items if isinstance(item, Sighting)}) == 5
    pairs = [{item.a, item.b} for item in items if isinstance(item, Acquaintance)]
    assert len(pairs) == 2
    assert not pairs[0] & pairs[1]


def test_a_relative_with_a_full_name_is_the_one_who_has_an_entry(tmp_path: Path) -> None:
    text = card("FN:Jan Fels", "X-ABRELATEDNAMES:Eva Sand") + EVA
    assert names(read(tmp_path, text)) == ["Jan Fels", "Eva Sand"]


def test_what_a_program_labels_by_itself_is_no_circle(tmp_path: Path) -> None:
    labels = "Rowers,myContacts,starred,Imported on 5/9,Importiert am 5.9.,Importé le 5/9"
    items = read(tmp_path, card("FN:Eva Sand", f"CATEGORIES:{labels}"))
    assert [item.value for item in items if isinstance(item, Claim)] == ["Rowers"]


@pytest.mark.parametrize("order", [1, -1])
def test_each_card_is_read_in_its_own_encoding(tmp_path: Path, order: int) -> None:
    cards = [
        card("FN:Zoë Früh", "NOTE:Käse").encode(), card("FN:Åsa Ärla").encode(),
        card("FN:René Grün").encode("cp1252"), card("FN:Jörg Müßig").encode("cp1252"),
        card("FN:Nuño Çelik", "NOTE:señal, però, où, garçon").encode("cp1252"),
    ]  # fmt: skip
    assert sorted(names(read(tmp_path, b"".join(cards[::order])))) == sorted(
        ["Zoë Früh", "Åsa Ärla", "René Grün", "Jörg Müßig", "Nuño Çelik"]
    )


def test_a_damaged_line_of_utf8_is_not_guessed_at(tmp_path: Path) -> None:
    damaged = card("FN:Zoë Fr\x00h").encode().replace(b"\x00", b"\xfc")
    assert names(read(tmp_path, damaged + card("FN:Åsa Ärla").encode())) == [
        "Zoë Fr\ufffdh",
        "Åsa Ärla",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "TEL" + ";TYPE=a,b,c" * 4_000,
        "TEL;X=" + '"",' * 20_000,
        "TEL" + ";" * 40_000 + "=",
        "A." * 40_000 + ":",
        "X" * 90_000,
    ],
)
def test_a_line_that_is_no_property_costs_no_time_and_not_the_card(line: str) -> None:
    began = time.process_time()
    (read_card,) = cards_of(card(line, "FN:Eva Sand"))
    assert isinstance(read_card.name, str)
    assert read_card.name == "Eva Sand"
    assert time.process_time() - began < 2.0


def test_a_note_that_goes_on_without_being_folded_costs_only_its_second_line(
    tmp_path: Path,
) -> None:
    items = read(tmp_path, card("FN:Eva Sand", "NOTE:first line", "second line of it"))
    assert names(items) == ["Eva Sand"]
    assert reasons(items) == ["a line that is no property; kept the card without it"]


@pytest.mark.parametrize(
    ("written", "died"),
    [
        ("DEATHDATE:20240229", "2024-02-29"),
        ("DEATHDATE:1996-04", "1996-04"),
        ("DEATHDATE:1996", "1996"),
        ("DEATHDATE;VALUE=text:in the spring", "yes"),
        ("DEATHDATE:--0229", "yes"),
    ],
)
def test_a_day_of_death_is_kept_in_the_precision_it_has(
    tmp_path: Path, written: str, died: str
) -> None:
    items = read(tmp_path, card("FN:Eva Sand", written, version="4.0"))
    assert [(item.field, item.value) for item in items if isinstance(item, Claim)] == [
        ("died", died)
    ]
