"""`people introductions`: what messages tell of is asked, never recorded as if it were known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.importers.linkedin_case import ANA, BO, ME, MESSAGES_2023, PROFILE

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Netkit

OTTO = "https://www.linkedin.com/in/otto-kern"
CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    f"Ana,Lima,{ANA},,Fernlight,Buyer,01 Mar 2020\n"
    f"Bo,Li,{BO},,Oakline,Cook,02 Mar 2020\n"
    f"Otto,Kern,{OTTO},,Kernwerk,Smith,03 Mar 2020\n"
)


def _row(thread: str, sender: tuple[str, str], to: tuple[str, str], day: str, text: str) -> str:
    ends = f'{sender[0]},{sender[1]},"{to[0]}","{to[1]}"'
    return f'{thread},,{ends},{day} 09:00:00 UTC,,"{text}",INBOX\n'


MIA, LIMA, LI = ("Mia Owner", ME), ("Ana Lima", ANA), ("Bo Li", BO)
TOLD = _row("c1", LIMA, MIA, "2024-05-01", "Long time! Otto introduced me to Bo Li last spring.")


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NETKIT_NETWORK", str(tmp_path / "n"))
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "Profile.csv").write_text(PROFILE)
    (folder / "Connections.csv").write_text(CONNECTIONS)
    return folder


def _messages(archive: Path, *rows: str) -> Path:
    (archive / "messages.csv").write_text(MESSAGES_2023 + "".join(rows))
    return archive


def _open(netkit: Netkit) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = netkit("people", "introductions", "--json").json["results"]
    return rows


def test_an_introduction_told_of_is_asked_with_its_sentence_and_recorded_when_confirmed(
    netkit: Netkit, archive: Path
) -> None:
    report = netkit("import", _messages(archive, TOLD))
    assert "1 introduction told of in messages, to confirm" in report.out
    [row] = _open(netkit)
    assert (row["broker"]["name"], row["teller"]["name"]) == ("Otto Kern", "Ana Lima")
    assert {row["a"]["name"], row["b"]["name"]} == {"Ana Lima", "Bo Li"}
    assert row["text"] == "Otto introduced me to Bo Li last spring."
    assert (row["at"][:10], row["source"]) == ("2024-05-01", "linkedin")
    before = netkit("reach", "Bo Li", "--json").json["results"]
    assert not any("introduced" in reason["text"] for way in before for reason in way["because"])
    netkit("people", "introductions", "--confirm", "1")
    assert _open(netkit) == []
    ways = netkit("reach", "Bo Li", "--json").json["results"]
    assert any("introduced" in reason["text"] for way in ways for reason in way["because"])
    netkit("undo")
    assert len(_open(netkit)) == 1


def test_what_was_dismissed_is_asked_no_more_by_a_newer_archive(
    netkit: Netkit, archive: Path
) -> None:
    netkit("import", _messages(archive, TOLD))
    netkit("people", "introductions", "--dismiss", "all")
    again = _row("c1", LIMA, MIA, "2024-06-01", "As I said, Otto introduced me to Bo Li.")
    netkit("import", _messages(archive, TOLD, again))
    assert _open(netkit) == []


def test_one_introduction_told_of_twice_is_one_question(netkit: Netkit, archive: Path) -> None:
    again = _row("c2", LI, MIA, "2024-06-01", "Otto put me in touch with Ana Lima.")
    netkit("import", _messages(archive, TOLD, again))
    [row] = _open(netkit)
    assert len(row["because"]) == 2


def test_what_a_message_of_three_plainly_makes_is_recorded_and_not_asked(
    netkit: Netkit, archive: Path
) -> None:
    three = (f"{LIMA[0]}, {LI[0]}", f"{ANA},{BO}")
    making = _row("c5", MIA, three, "2024-05-01", "Ana, meet Bo. Bo, meet Ana.")
    assert netkit("import", _messages(archive, making), "--json").json["introductions"] == 1
    assert _open(netkit) == []


@pytest.mark.parametrize(
    "text",
    [
        "Zed Nobody introduced me to Bo Li.",
        "Otto introduced me to a new dentist.",
        "Could Otto introduce me to Bo Li?",
        "Otto never introduced me to Bo Li.",
    ],
)
def test_what_names_nobody_or_was_not_done_is_not_asked(
    netkit: Netkit, archive: Path, text: str
) -> None:
    netkit("import", _messages(archive, _row("c1", LIMA, MIA, "2024-05-01", text)))
    assert _open(netkit) == []


def test_a_given_name_that_two_people_have_is_not_guessed(netkit: Netkit, archive: Path) -> None:
    with (archive / "Connections.csv").open("a") as file:
        file.write(f"Otto,Brand,{OTTO}-2,,Kernwerk,Smith,04 Mar 2020\n")
    netkit("import", _messages(archive, TOLD))
    assert _open(netkit) == []


def test_chats_and_mails_tell_of_introductions_too(netkit: Netkit, archive: Path) -> None:
    netkit("import", _messages(archive, _row("c1", LIMA, MIA, "2024-05-01", "Hello")))
    chat = archive.parent / "WhatsApp Chat with Ana Lima.txt"
    chat.write_text(
        "25/05/2024, 09:00 - Ana Lima: Otto Kern hat mich mit Bo Li bekannt gemacht\n"
        "25/05/2024, 09:01 - Mia Owner: schön!\n"
    )
    netkit("import", chat)
    [row] = _open(netkit)
    assert (row["broker"]["name"], row["source"]) == ("Otto Kern", "whatsapp")
    mail = archive.parent / "one.eml"
    mail.write_text(
        "From: Mia Owner <mia@owner.example>\nTo: Zoe Hart <zoe@h.example>, Jon Ray"
        " <jon@r.example>\nDate: Thu, 2 May 2024 09:00:00 +0000\nMessage-ID: <1@x>\n"
        "Subject: Introduction: Zoe / Jon\n\nHello both\n"
    )
    netkit("import", mail, "--me", "mia@owner.example")
    assert [row["source"] for row in _open(netkit)] == ["mail", "whatsapp"]


def test_a_number_that_is_not_in_the_list_decides_nothing(netkit: Netkit, archive: Path) -> None:
    netkit("import", _messages(archive, TOLD))
    assert netkit("people", "introductions", "--confirm", "2").code == 2
    assert netkit("people", "introductions", "--confirm", "one").code == 2
    assert len(_open(netkit)) == 1
