"""Mails from an address that several people write from are their writers'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.importers.mail.address_writers import AddressWriters
from netkit.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

TEAM = "desk@hollow.example"


def mail(number: int, sender: str, receiver: str) -> str:
    return (
        f"From x Mon Jan  1 00:00:00 2026\nFrom: {sender}\nTo: {receiver}\n"
        f"Date: Mon, {number} Jun 2026 09:00:00 +0000\nMessage-ID: <{number}@hollow.example>\n"
        f"Subject: Nr {number}\n\nHello.\n\n"
    )


def mailbox(folder: Path, *mails: str) -> Path:
    path = folder / "box.mbox"
    path.write_text("".join(mails))
    return path


def contacts_of(tmp_path: Path, *mails: str) -> dict[str, list[str]]:
    """Return by name the subjects of the mails that each person wrote, in their order."""
    wrote: dict[str, list[str]] = {}
    with open_workspace(tmp_path / "net.netkit") as space:
        space.set_owner("Ida Fenn", email="ida@fenn.example")
        space.import_file(mailbox(tmp_path, *mails))
        for person in space.people():
            contacts = space.store.interactions([person.id])
            wrote[person.name] = sorted(
                contact.event.text for contact in contacts if contact.event.sender == person.id
            )
    return wrote


ME = '"Ida Fenn" <ida@fenn.example>'


def test_mails_from_a_shared_address_are_those_of_the_name_they_came_under(tmp_path: Path) -> None:
    wrote = contacts_of(
        tmp_path,
        mail(1, f'"Ann Lee" <{TEAM}>', ME),
        mail(2, f'"Bo Kay" <{TEAM}>', ME),
        mail(3, f'"Lee, Ann" <{TEAM}>', ME),
        mail(4, f'"Bo Kay" <{TEAM}>', ME),
        mail(5, f'"Ann M. Lee" <{TEAM}>', ME),
    )
    assert ["Nr 1", "Nr 3", "Nr 5"] in wrote.values()
    assert wrote["Bo Kay"] == ["Nr 2", "Nr 4"]


def test_two_of_one_family_behind_one_address_each_keep_their_mails(tmp_path: Path) -> None:
    wrote = contacts_of(
        tmp_path,
        mail(1, '"Ann Lee" <lees@hollow.example>', ME),
        mail(2, '"Arthur Lee" <lees@hollow.example>', ME),
    )
    assert wrote["Ann Lee"] == ["Nr 1"]
    assert wrote["Arthur Lee"] == ["Nr 2"]


def test_a_nickname_at_the_same_address_is_the_same_person(tmp_path: Path) -> None:
    wrote = contacts_of(
        tmp_path,
        mail(1, '"Robert Stone" <stone@hollow.example>', ME),
        mail(2, '"Bob Stone" <stone@hollow.example>', ME),
    )
    assert [subjects for subjects in wrote.values() if subjects] == [["Nr 1", "Nr 2"]]


def test_what_others_call_somebody_gives_an_address_no_second_writer() -> None:
    writers = AddressWriters()
    helga = writers.writer(("helga@roth.example", "Helga Roth"))
    assert helga is not None
    assert helga.kind == "email"
    assert writers.reader(("helga@roth.example", "Mum")) == helga
    other = writers.writer(("helga@roth.example", "Otto Roth"))
    assert other is not None
    assert other != helga
    assert writers.reader(("helga@roth.example", "Otto")) == other
    assert writers.reader(("helga@roth.example", "Mum")) == helga


def test_a_machine_is_no_writer() -> None:
    assert AddressWriters().writer(("no-reply@shop.example", "Blue Shop")) is None
