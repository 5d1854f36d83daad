"""A card with a rare name and a number alone is the contact of that name, if there is but one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.identity.name_rarity import NameCounts, name_share
from netkit.importers.port import Options
from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, tzinfo=UTC)
HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


class Network:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ws: Workspace = open_workspace(folder / "n", now=NOW)
        (folder / "l").mkdir()
        (folder / "l" / "Profile.csv").write_text("First Name,Last Name\nIda,Moor\n")

    def connections(self, *names: str) -> None:
        rows = [
            f"{given},{surname},https://www.linkedin.com/in/p-{number},,Fern,Buyer,"
            f"{number + 1:02d} Mar 2020\n"
            for number, (given, surname) in enumerate(name.split() for name in names)
        ]
        (self.folder / "l" / "Connections.csv").write_text(HEAD + "".join(rows))
        self.ws.import_file(self.folder / "l")

    def cards(self, *cards: tuple[str, ...]) -> dict[str, int]:
        body = "".join(
            "BEGIN:VCARD\nVERSION:3.0\n" + "\n".join((f"FN:{name}", *lines)) + "\nEND:VCARD\n"
            for name, *lines in cards
        )
        (self.folder / "c.vcf").write_text(body)
        options = Options(owner="Ida Moor", region="DE")
        return dict(self.ws.import_file(self.folder / "c.vcf", options).recognized)

    def count(self, name: str) -> int:
        return sum(person.name == name for person in self.ws.people())


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    opened = Network(tmp_path)
    yield opened
    assert opened.ws.store.check() == []
    opened.ws.close()


MOBILE = "TEL:+491701234567"


def test_a_rare_name_with_a_number_alone_is_the_one_contact_of_that_name(
    network: Network,
) -> None:
    network.connections("Tilda Quist", "Ana Roth")
    assert network.cards(("Tilda Quist", MOBILE)) == {"by a rare name in your address book": 1}
    assert network.count("Tilda Quist") == 1
    [person] = [person for person in network.ws.people() if person.name == "Tilda Quist"]
    assert {handle.kind for handle in network.ws.store.handles(person.id)} >= {"linkedin", "phone"}
    network.ws.undo()
    assert network.ws.store.people_by_handle(["phone:+491701234567"]) == {}


def test_the_card_may_come_first(network: Network) -> None:
    network.cards(("Quist, Tilda", MOBILE))
    network.connections("Tilda Quist", "Ana Roth")
    assert network.count("Tilda Quist") == 1


def test_a_partner_of_a_chat_in_the_phone_is_the_card_and_no_namesake(network: Network) -> None:
    chat = network.folder / "WhatsApp Chat with Tilda Quist.txt"
    chat.write_text("13/02/2026, 21:05 - Ida Moor: Hi\n13/02/2026, 21:06 - Tilda Quist: Hi\n")
    network.ws.import_file(chat, Options(owner="Ida Moor"))
    network.connections("Tilda Quist", "Ana Roth")
    network.cards(("Tilda Quist", MOBILE))
    assert network.count("Tilda Quist") == 1


@pytest.mark.parametrize("name", ["Maria Silva", "Wei Wang", "Thomas Müller", "Ana"])
def test_a_common_name_is_asked_about(network: Network, name: str) -> None:
    network.connections(name if " " in name else f"{name} Quist", "Otto Roth")
    assert network.cards((name, MOBILE)) == {}


@pytest.mark.parametrize(
    "others",
    [
        ["Tilda Quist", "Tilda Quist"],
        ["Tilda Quist", "T. Quist"],
        ["Mathilda Quist"],
        ["Quist Tilda"],
    ],
)
def test_a_name_that_two_may_have_is_asked_about(network: Network, others: list[str]) -> None:
    network.connections(*others, "Otto Roth")
    assert network.cards(("Tilda Quist", MOBILE)) == {}


@pytest.mark.parametrize(
    "lines",
    [
        (MOBILE, "ORG:Moss"),
        (MOBILE, "EMAIL:tilda@quist.example"),
        ("ADR:;;Lane 1;Bergen;;;",),
    ],
)
def test_a_card_that_says_more_or_has_no_number_is_weighed_by_that(
    network: Network, lines: tuple[str, ...]
) -> None:
    network.connections("Tilda Quist")
    assert "by a rare name in your address book" not in network.cards(("Tilda Quist", *lines))


def test_two_cards_of_one_name_are_asked_about(network: Network) -> None:
    network.connections("Tilda Quist")
    assert network.cards(("Tilda Quist", MOBILE), ("Tilda Quist", "TEL:+491707654321")) == {}


def test_somebody_with_another_number_is_somebody_else(network: Network) -> None:
    network.connections("Tilda Quist")
    network.cards(("Tilda Quist", MOBILE))
    assert network.cards(("Tilda Quist", "TEL:+491707654321")) == {}
    assert network.count("Tilda Quist") == 2


def test_who_was_split_off_stays_apart(network: Network) -> None:
    network.connections("Tilda Quist")
    network.cards(("Tilda Quist", MOBILE))
    network.ws.split("phone:+491701234567")
    network.cards(("Tilda Quist", MOBILE))
    network.connections("Tilda Quist", "Otto Roth")
    assert network.count("Tilda Quist") == 2


def test_a_surname_of_many_in_the_network_is_not_rare(network: Network) -> None:
    first = ("Aage", "Bo", "Cecil", "Dag", "Egil", "Finn", "Geir", "Hal")
    clan = [f"{given} Quist" for given in first]
    network.connections("Tilda Quist", *clan)
    assert network.cards(("Tilda Quist", MOBILE)) == {}


def test_the_share_of_a_name_is_that_of_its_words() -> None:
    nobody = NameCounts([])
    assert name_share("Tilda Quist", nobody) == pytest.approx(0.001 * 0.002)
    assert name_share("Maria Silva", nobody) == pytest.approx(0.02 * 0.03)
    assert name_share("Tilda Silva", nobody) == pytest.approx(0.02 * 0.002)
    assert name_share("Tilda", nobody) == 1.0
    assert name_share("T. Quist", nobody) == 1.0
    many = NameCounts(["Tilda Quist"] * 5 + ["Otto Roth"] * 5)
    assert name_share("Tilda Quist", many) == pytest.approx(0.2 * 0.2)
