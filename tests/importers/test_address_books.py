"""Address books: vCard in and out, Google, Outlook, and any table."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.errors import BadInputError, UsageError
from netkit.importers.address_books import google_contacts, outlook, vcard
from netkit.importers.address_books.cards import UNDATED, Card, keys_of
from netkit.importers.address_books.vcard import cards_of
from netkit.importers.address_books.vcard_writer import VERSIONS, Version, write_vcards
from netkit.importers.port import Importer, Item, Options, Problem, Sighting, Warned
from netkit.importers.tables import people_table as table
from netkit.model.events import Acquaintance, Interaction, Note
from netkit.model.people import Claim, Handle

if TYPE_CHECKING:
    from pathlib import Path

ALL: tuple[Importer, ...] = (
    vcard.IMPORTER, google_contacts.IMPORTER, outlook.IMPORTER, table.IMPORTER
)  # fmt: skip


def read(
    importer: Importer, tmp_path: Path, text: str | bytes, options: Options | None = None
) -> list[Item]:
    path = tmp_path / "book.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert next(one for one in ALL if one.detects(path)) is importer
    return list(importer.read(path, options or Options()))


def people(items: list[Item]) -> list[tuple[str, list[str]]]:
    return [
        (item.name, [handle.key for handle in item.handles])
        for item in items
        if isinstance(item, Sighting)
    ]


def claims(items: list[Item]) -> set[tuple[str, str]]:
    return {(item.field, item.value) for item in items if isinstance(item, Claim)}


def problems(items: list[Item]) -> list[tuple[int, str]]:
    return [(item.line, item.reason) for item in items if isinstance(item, Problem)]


# --- vCard -------------------------------------------------------------------------------------

OLD = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen;;;
TEL;CELL:+491701234567
EMAIL;INTERNET:Juergen@Example.org
PHOTO;ENCODING=BASE64;JPEG:AAAA
 BBBB

END:VCARD
"""
APPLE = """BEGIN:VCARD
VERSION:3.0
N:Lima;Ana;;;
FN:Ana Lima
ORG:ACME\\, Inc.;Sales
TITLE:Head of Sales
item1.EMAIL;type=INTERNET;type=pref:ana@example.org
item1.X-ABLabel:_$!<Work>!$_
item2.URL:https://www.linkedin.com/in/ana-lima
URL:https://ana.example.org
BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-07
CATEGORIES:friends,climbing
NOTE:Likes tea\\, and\\nmountains
X-ABRELATEDNAMES;type=pref:Bo Lima
UID:4f1c
REV:2026-01-02T03:04:05Z
END:VCARD
"""
NEW = """BEGIN:VCARD
VERSION:4.0
FN:Bo Lima
UID:urn:uuid:77
BDAY:--0307
RELATED;TYPE=spouse:urn:uuid:4f1c
END:VCARD
"""


def test_the_three_versions_of_a_card_are_read(tmp_path: Path) -> None:
    items = read(vcard.IMPORTER, tmp_path, OLD + APPLE + NEW)
    assert people(items) == [
        ("Jürgen Müller", ["email:juergen@example.org", "phone:+491701234567"]),
        ("Ana Lima", ["linkedin:ana-lima", "email:ana@example.org", "source:vcard/4f1c"]),
        ("Bo Lima", ["source:vcard/urn:uuid:77"]),
    ]
    assert claims(items) == {
        ("birthday", "--03-07"), ("circle", "friends"), ("circle", "climbing"),
        ("website", "https://ana.example.org"),
    }  # fmt: skip
    (ana,) = [item for item in items if isinstance(item, Sighting) and item.organization]
    assert (ana.organization, ana.title) == ("ACME, Inc.", "Head of Sales")
    assert ana.seen_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    (note,) = [item for item in items if isinstance(item, Note)]
    assert (note.at, note.text) == (ana.seen_at, "Likes tea, and mountains")


def test_related_people_know_each_other_by_uid_or_by_name(tmp_path: Path) -> None:
    items = read(vcard.IMPORTER, tmp_path, APPLE + NEW)
    found = [item for item in items if isinstance(item, Acquaintance)]
    # Ana names Bo, Bo names Ana's uid: one pair, said twice, the same event
    assert len(found) == 2
    assert len({(one.a, one.b, one.at, one.evidence) for one in found}) == 1
    assert all(one.seen and one.at == UNDATED for one in found)


def test_a_relative_without_a_card_is_a_person_by_name(tmp_path: Path) -> None:
    assert ("Bo Lima", ["name:vcard/bo lima"]) in people(read(vcard.IMPORTER, tmp_path, APPLE))


def test_a_card_that_is_refused_for_its_name_is_nobodys_relative(tmp_path: Path) -> None:
    endless = f"BEGIN:VCARD\nVERSION:4.0\nUID:urn:uuid:77\nFN:Bo {'o' * 1_000}\nEND:VCARD\n"
    ana = "BEGIN:VCARD\nVERSION:4.0\nFN:Ana Lima\nRELATED:urn:uuid:77\nEND:VCARD\n"
    items = read(vcard.IMPORTER, tmp_path, endless + ana)
    assert problems(items) == [(1, "a name of more than 1,000 characters")]
    assert not [item for item in items if isinstance(item, Acquaintance)]


def test_one_bad_card_costs_only_itself(tmp_path: Path) -> None:
    bad = "BEGIN:VCARD\nVERSION:3.0\nFN:Half a card\n"
    worse = "BEGIN:VCARD\nVERSION:3.0\nthis is no line of a card\nEND:VCARD\n"
    empty = "BEGIN:VCARD\nVERSION:3.0\nFN:\nEND:VCARD\n"
    items = read(vcard.IMPORTER, tmp_path, bad + worse + empty + NEW)
    assert [name for name, _ in people(items)] == ["Bo Lima"]
    assert [line for line, _ in problems(items)] == [1, 4, 8]


def test_a_large_photo_does_not_cost_the_card(tmp_path: Path) -> None:
    photo = "\r\n ".join(["A" * 72] * 40_000)  # 2.8 MB of base64, folded
    card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\nPHOTO;ENCODING=b;TYPE=JPEG:{photo}\r\n"
    items = read(vcard.IMPORTER, tmp_path, f"{card}EMAIL:ana@example.org\r\nEND:VCARD\r\n")
    assert people(items) == [("Ana", ["email:ana@example.org"])]
    assert problems(items) == []


def test_a_card_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\nVERSION:2.1\nFN:José Núñez\nEND:VCARD\n"
    for encoding in ("cp1252", "utf-16"):
        assert people(read(vcard.IMPORTER, tmp_path, text.encode(encoding)))[0][0] == "José Núñez"


@pytest.mark.parametrize("version", ["2.1", "3.0"])
def test_a_comma_that_is_not_escaped_ends_nothing(version: str) -> None:
    text = (
        f"BEGIN:VCARD\nVERSION:{version}\nFN:Jane Doe, Ph.D.\nTITLE:VP, Sales\n"
        "ORG:ACME, Inc.;Sales\nNOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Tea, caf=C3=A9=2C =\n"
        "milk, sugar\nCATEGORIES:a,b\nEND:VCARD\n"
    )
    (card,) = cards_of(text)
    assert (card.name, card.title, card.organization) == (
        "Jane Doe, Ph.D.",
        "VP, Sales",
        "ACME, Inc.",
    )
    assert card.note == "Tea, café, milk, sugar"
    assert card.circles == ("a", "b")


def test_a_card_of_version_2_1_is_written_in_quoted_printable() -> None:
    text = write_vcards([Card(name="Jörg, Ph.D.", note="a=b\nc", title="VP, Sales")], "2.1")
    assert "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg,=20Ph.D.\r\n" in text
    assert "TITLE:VP, Sales\r\n" in text
    assert text.isascii()


def test_no_address_book_claims_keys_it_cannot_know() -> None:
    stranger = Card(name="A", keys=("email:boss@example.org", "unknown:x", "name:", "rubbish"))
    assert [one.kind for one in keys_of(stranger, "vcard", Options())] == ["name"]
    ours = Card(name="A", keys=("name:typed/a|2026",))
    assert keys_of(ours, "vcard", Options()) == (Handle("name", "typed/a|2026"),)


def test_an_offices_address_is_nobodys_key(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nEMAIL:info@example.org\nEND:VCARD\n"
    assert people(read(vcard.IMPORTER, tmp_path, card)) == [("Ana", ["name:vcard/ana"])]


def test_a_number_without_its_country_is_reported_and_matches_nothing(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana\nTEL:020 7946 0958\nEND:VCARD\n"
    items = read(vcard.IMPORTER, tmp_path, card)
    assert people(items) == [("Ana", ["name:vcard/ana"])]
    assert "--region" in problems(items)[0][1]
    items = read(vcard.IMPORTER, tmp_path, card, Options(region="GB"))
    assert people(items) == [("Ana", ["phone:+442079460958"])]


WORD = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Z"), exclude_characters="\u2028"),
    min_size=1, max_size=30,
)  # fmt: skip
WORDS = st.lists(WORD, max_size=4).map(" ".join)


@given(
    st.builds(
        Card,
        name=st.lists(WORD, min_size=1, max_size=3).map(" ".join),
        emails=st.lists(st.just("ana@example.org"), max_size=2).map(tuple),
        uid=WORDS, nickname=WORDS, title=WORDS, organization=WORDS, city=WORDS,
        birthday=st.sampled_from(["", "1980-03-07", "--03-07"]),
        circles=st.lists(WORD, max_size=3).map(tuple),
        note=st.lists(WORD, max_size=4).map("\n".join),
        seen_at=st.sampled_from([None, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)]),
        keys=st.lists(st.builds("name:{}".format, WORDS), max_size=2).map(tuple),
    ),
    st.sampled_from(VERSIONS),
)  # fmt: skip
@settings(max_examples=120, deadline=None)
def test_a_card_that_was_written_is_read_back(card: Card, version: Version) -> None:
    text = write_vcards([card], version)
    assert cards_of(text) == [card]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


# --- Google and Outlook ------------------------------------------------------------------------

GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Birthday,Notes,Group Membership,E-mail 1 - Type,"
    "E-mail 1 - Value,Phone 1 - Value,Organization 1 - Name,Organization 1 - Title,"
    "Website 1 - Value\n"
    "Ana M. Lima,Ana,M.,Lima,--03-07,,* myContacts ::: climbing,* Work,"
    "ana@example.org ::: a.lima@example.org,+34 600 000 000,ACME,Boss,"
    "http://www.linkedin.com/in/ana-lima\n"
)
GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Organization Name,Organization Title,Birthday,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Relation 1 - Label,"
    "Relation 1 - Value\n"
    "Ana,M.,Lima,ACME,Boss,--03-07,* myContacts ::: climbing,* Work,ana@example.org,,"
    "a.lima@example.org,Spouse,Bo Lima\n"
)


@pytest.mark.parametrize("text", [GOOGLE_OLD, GOOGLE_NEW])
def test_both_forms_of_googles_contacts_are_read(tmp_path: Path, text: str) -> None:
    items = read(google_contacts.IMPORTER, tmp_path, text)
    name, keys = people(items)[0]
    assert name == "Ana M. Lima"
    assert {"email:ana@example.org", "email:a.lima@example.org"} <= set(keys)
    assert claims(items) >= {("birthday", "--03-07"), ("circle", "climbing")}
    assert ("circle", "* myContacts") not in claims(items)
    (ana,) = [item for item in items if isinstance(item, Sighting) and item.organization]
    assert (ana.organization, ana.title) == ("ACME", "Boss")


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("First Name,Last Name,Company,E-mail Address,Birthday\n"
         "Jürgen,Müller,ACME,j@example.org,3/7/1980\n", "1980-03-07"),
        ("Vorname,Nachname,Firma,E-Mail-Adresse,Geburtstag\n"
         "Jürgen,Müller,ACME,j@example.org,7.3.1980\n", "1980-03-07"),
        ("Prénom;Nom;Société;Adresse de messagerie;Anniversaire\n"
         "Jürgen;Müller;ACME;j@example.org;07/03/1980\n", "1980-03-07"),
        ("First Name,Last Name,Company,E-mail Address,Birthday\n"
         "Jürgen,Müller,ACME,j@example.org,0/0/00\n", ""),
    ],
)  # fmt: skip
def test_outlook_speaks_the_users_language(tmp_path: Path, text: str, birthday: str) -> None:
    for encoding in ("utf-8-sig", "cp1252", "utf-16"):
        items = read(outlook.IMPORTER, tmp_path, text.encode(encoding))
        assert people(items) == [("Jürgen Müller", ["email:j@example.org"])]
        assert claims(items) == ({("birthday", birthday)} if birthday else set())
        assert problems(items) == []


# --- any table ---------------------------------------------------------------------------------


def test_a_table_is_found_below_a_title_and_its_mapping_is_said(tmp_path: Path) -> None:
    text = (
        "My people\n\nWho;E-Mail;Shoe size;Tags\nAna Lima;ana@example.org;38;friends, tea\n;;9;\n"
    )
    items = read(table.IMPORTER, tmp_path, text)
    assert people(items) == [("Ana Lima", ["email:ana@example.org"])]
    assert claims(items) == {("circle", "friends"), ("circle", "tea")}
    assert problems(items) == [(5, "neither a name nor an address nor a number")]
    (said,) = [item.text for item in items if isinstance(item, Warned)]
    assert "Who → name, E-Mail → email, Tags → circle" in said
    assert "not used: Shoe size" in said


def test_map_settles_what_a_column_is_and_leaves_one_out(tmp_path: Path) -> None:
    text = "Nome di battesimo,Kürzel,Email\nAna,AL,ana@example.org\n"
    mapping = table.parse_map(["Nome di battesimo=name", "KÜRZEL=nickname", "Email="])
    items = read(table.IMPORTER, tmp_path, text, Options(mapping=mapping))
    assert people(items) == [("Ana", ["name:table/ana"])]
    assert claims(items) == {("nickname", "AL")}


def test_a_table_nobody_understands_asks_for_a_mapping(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="--map COLUMN=FIELD"):
        read(table.IMPORTER, tmp_path, "x,y\n1,2\n")


def test_the_last_contact_of_a_table_is_a_contact_with_the_owner(tmp_path: Path) -> None:
    text = "Name,Last contact\nAna,2026-02-03\nBo,13/2/2026\nCy,2099-01-01\n"
    options = Options(owner="me@example.org", now=datetime(2026, 3, 1, tzinfo=UTC))
    items = read(table.IMPORTER, tmp_path, text, options)
    found = [item.at.date().isoformat() for item in items if isinstance(item, Interaction)]
    assert found == ["2026-02-03", "2026-02-13"]
    assert [line for line, _ in problems(items)] == [4]


def test_a_day_with_two_readings_is_reported_and_not_guessed(tmp_path: Path) -> None:
    items = read(table.IMPORTER, tmp_path, "Name,Date of birth\nAna,3/4/1980\n")
    assert people(items) == [("Ana", ["name:table/ana"])]
    assert claims(items) == set()
    assert problems(items) == [(2, "birthday: a date that cannot be read, or has two readings")]


def test_a_mapping_is_kept_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "mapping.json"
    table.save_mapping(file, {"Kürzel": "nickname", "Wer": "name"})
    assert table.load_mapping(file) == {"Kürzel": "nickname", "Wer": "name"}
    assert table.header_key(["Full Name", "E-mail"]) == table.header_key(["full_name", "EMAIL"])
    file.write_text("[1]")
    with pytest.raises(BadInputError):
        table.load_mapping(file)


@pytest.mark.parametrize("text", ["name", "x=colour", "=name"])
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="column=field"):
        table.parse_map([text])
