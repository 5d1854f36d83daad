"""Sources of one life are put together alike by every store; who is one person is written here."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.importers.port import Options
from netkit.importing import import_file
from netkit.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.store.port import Store

NOW = datetime(2026, 11, 20, tzinfo=UTC)
CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Robert,Vesnik,https://www.linkedin.com/in/bob-v,,Oakmoor,Engineer,01 Mar 2019
Selma,Korhart,https://www.linkedin.com/in/selma-k,,Fernline,Buyer,02 Mar 2019
Selma,Korhart,https://www.linkedin.com/in/selma-2,,Ashgate,Cook,03 Mar 2019
Otto,Linden,https://www.linkedin.com/in/otto-l,otto@web.example,Elmwell,Nurse,04 Mar 2019
Ylva,Tarova,https://www.linkedin.com/in/ylva-t,,Claybridge,Judge,05 Mar 2019
Pavel,Drachek,https://www.linkedin.com/in/pavel-d,,Riverport,Baker,06 Mar 2019
"""
#: Name and address in the mailbox: a nickname, one of two namesakes, a private address that
#: LinkedIn shows, one that nothing but the name speaks for, a stranger.
LETTERS = (
    ("Bob Vesnik", "bob.vesnik@oakmoor.example"),
    ("Selma Korhart", "selma.korhart@ashgate.example"),
    ("Otto Linden", "otto@web.example"),
    ("Ylva Tarova", "ylva@web.example"),
    ("Nobody Elsewhere", "nobody@elsewhere.example"),
)
#: Name, employer, number and address of each card; the last two share a switchboard.
CARDS = (
    ("Pavel Drachek", "Riverport Ltd", "+447800000001", ""),
    ("Selma Newname", "Ashgate", "+447800000002", "selma.korhart@ashgate.example"),
    ("Robert Vesnik", "Oakmoor Inc.", "+442079460000", ""),
    ("Otto Linden", "Elmwell", "+442079460000", "otto@web.example"),
)
TRUTH = {
    frozenset({"linkedin:bob-v", "email:bob.vesnik@oakmoor.example"}),
    frozenset({"linkedin:selma-k"}),
    frozenset({"linkedin:selma-2", "email:selma.korhart@ashgate.example", "phone:+447800000002"}),
    frozenset({"linkedin:otto-l", "email:otto@web.example"}),
    frozenset({"linkedin:ylva-t"}),
    frozenset({"email:ylva@web.example"}),
    frozenset({"linkedin:pavel-d", "phone:+447800000001"}),
    frozenset({"email:nobody@elsewhere.example"}),
}


@pytest.fixture
def sources(tmp_path: Path) -> dict[str, Path]:
    """Write the three sources, each under its first letter."""
    archive = tmp_path / "linkedin"
    archive.mkdir()
    (archive / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    (archive / "Profile.csv").write_text("First Name,Last Name\nIda,Moor\n", encoding="utf-8")
    mailbox, cards = tmp_path / "mail.mbox", tmp_path / "cards.vcf"
    mailbox.write_text("".join(map(_letter, range(len(LETTERS)))), encoding="utf-8")
    cards.write_text("".join(_card(*card) for card in CARDS), encoding="utf-8")
    return {"l": archive, "m": mailbox, "v": cards}


def _letter(number: int) -> str:
    name, address = LETTERS[number]
    return (
        f"From x Mon Mar  2 10:00:00 2026\nFrom: {name} <{address}>\n"
        f"To: Ida Moor <ida@moor.example>\nSubject: plan\nMessage-ID: <{number}@x.example>\n"
        f"Date: Mon, 02 Mar 2026 10:0{number}:00 +0000\n\nhello\n\n"
    )


def _card(name: str, employer: str, number: str, address: str) -> str:
    mail = f"EMAIL:{address}\n" if address else ""
    return f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nORG:{employer}\nTEL:{number}\n{mail}END:VCARD\n"


def _import(store: Store, sources: dict[str, Path], order: str) -> None:
    for letter in order:
        owner = Options(owner="ida@moor.example") if letter == "m" else None
        import_file(store, sources[letter], now=NOW, options=owner)


def _parts(store: Store) -> set[frozenset[str]]:
    """Return the keys of each person, of those that the truth speaks of."""
    keys_by_person: dict[str, set[str]] = {}
    for key, person in store.people_by_handle(frozenset().union(*TRUTH)).items():
        keys_by_person.setdefault(person, set()).add(key)
    return set(map(frozenset, keys_by_person.values()))


@pytest.mark.parametrize("order", ["lmv", "vml", "mlv"])
def test_mail_linkedin_and_cards_of_one_life_are_put_together(
    store: Store, sources: dict[str, Path], order: str
) -> None:
    _import(store, sources, order)
    assert _parts(store) == TRUTH


def test_every_store_has_the_people_that_a_file_has(
    store: Store, sources: dict[str, Path], tmp_path: Path
) -> None:
    file = SqliteStore(tmp_path / "beside.netkit")
    for network in (store, file):
        _import(network, sources, "mlv")
    assert sorted(store.people(), key=str) == sorted(file.people(), key=str)
    for person in file.people():
        assert set(store.handles(person.id)) == set(file.handles(person.id))
        assert set(store.claims([person.id])) == set(file.claims([person.id]))
    assert set(store.doubts()) == set(file.doubts())
    assert store.digest() == file.digest()
    file.close()


def test_an_undone_import_leaves_the_people_of_before(
    store: Store, sources: dict[str, Path]
) -> None:
    _import(store, sources, "lm")
    people, digest = store.people(), store.digest()
    _import(store, sources, "v")
    assert store.digest() != digest
    store.withdraw(NOW)
    assert sorted(store.people(), key=str) == sorted(people, key=str)
