"""Monica's two exports say the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from netkit.errors import BadInputError
from netkit.importers.address_books.monica import IMPORTER
from netkit.importers.port import Item, Options, Sighting
from netkit.model.events import Acquaintance, Favour, Interaction, Note
from netkit.model.people import Claim

if TYPE_CHECKING:
    from pathlib import Path


def collection(kind: str, *values: Any) -> dict[str, Any]:
    return {"count": len(values), "type": kind, "values": list(values)}


def contact(uuid: str, first: str, data: list[Any] | None = None, **said: Any) -> dict[str, Any]:
    properties = {"first_name": first, "last_name": "Lima"} | said
    return {"uuid": uuid, "properties": properties, "data": data or []}


JSON = {
    "version": "1.0-preview.1",
    "app_version": "3.7.0",
    "account": {
        "uuid": "a",
        "data": [
            collection("user", {"first_name": "Me", "last_name": "Myself",
                                "email": "me@example.org", "properties": {"me_contact": "c9"}}),
            collection(
                "contact",
                contact(
                    "c1", "Ana",
                    [
                        collection("contact_field", {"properties": {"data": "ana@example.org",
                                                                    "type": "t1"}}),
                        collection("note", {"created_at": "2026-01-01T00:00:00Z",
                                            "properties": {"body": "Likes tea"}}),
                        collection("call", {"properties": {"called_at": "2026-02-02T00:00:00Z",
                                                           "content": "How are you",
                                                           "contact_called": True}}),
                        collection("conversation", {"properties": {"messages": [
                            {"properties": {"content": "Hi", "written_at": "2026-02-03T00:00:00Z",
                                            "written_by_me": True}}]}}),
                        collection("activity", "v1"),
                        collection(
                            "gift",
                            {"created_at": "2025-01-01T00:00:00Z", "properties": {
                                "name": "a teapot", "status": "offered", "date": "2026-02-05"}},
                            {"created_at": "2026-02-06T00:00:00Z", "properties": {
                                "name": "a book", "has_been_received": True}},
                            {"created_at": "2026-02-06T00:00:00Z", "properties": {
                                "name": "an idea", "status": "idea", "date": "2026-02-05"}},
                        ),
                        collection(
                            "debt",
                            {"created_at": "2026-02-07T00:00:00Z", "properties": {
                                "in_debt": "yes", "amount": "20", "reason": "the train"}},
                            {"created_at": "2026-02-08T00:00:00Z", "properties": {
                                "in_debt": "no", "amount": "30", "reason": None}},
                        ),
                    ],
                    job="Boss", company="ACME", tags=["friend"],
                    birthdate={"date": "2016-03-07T00:00:00Z", "is_year_unknown": True,
                               "is_age_based": False},
                ),
                contact("c2", "Bo", [collection("activity", "v1")]),
                contact("c9", "Me"),
            ),
            collection("relationship",
                       {"properties": {"type": "sibling", "contact_is": "c1", "of_contact": "c2"}},
                       {"properties": {"type": "friend", "contact_is": "c1", "of_contact": "c9"}}),
            collection("activity", {"uuid": "v1", "properties": {
                "summary": "Dinner", "happened_at": "2026-02-04T00:00:00Z"}}),
        ],
        "instance": {"contact_field_types": [
            {"uuid": "t1", "properties": {"name": "Email", "type": "email"}}]},
    },
}  # fmt: skip

SQL = r"""# ************************************************************
# * run migrations (`php artisan migrate`)
SET FOREIGN_KEY_CHECKS=0;
INSERT IGNORE INTO `activities` (`id`,`summary`,`happened_at`) VALUES
 (5,'Dinner','2026-02-04');
INSERT IGNORE INTO `contacts` (`id`,`first_name`,`last_name`,`uuid`,`job`,`company`,`birthday_special_date_id`,`updated_at`) VALUES
 (1,'Ana','Lima','c1','Boss','ACME',8,NULL),
 (2,'Bo','Lima','c2',NULL,NULL,NULL,NULL),
 (9,'Me','Lima','c9',NULL,NULL,NULL,NULL);
INSERT IGNORE INTO `activity_contact` (`activity_id`,`contact_id`) VALUES
 (5,1),
 (5,2);
INSERT IGNORE INTO `calls` (`contact_id`,`called_at`,`content`,`contact_called`) VALUES
 (1,'2026-02-02 00:00:00','How are you',1);
INSERT IGNORE INTO `contact_field_types` (`id`,`name`,`type`) VALUES (3,'Email','email');
INSERT IGNORE INTO `contact_fields` (`contact_id`,`contact_field_type_id`,`data`) VALUES
 (1,3,'ana@example.org');
INSERT IGNORE INTO `contact_tag` (`contact_id`,`tag_id`) VALUES (1,4);
INSERT IGNORE INTO `debts` (`contact_id`,`in_debt`,`amount`,`reason`,`created_at`) VALUES
 (1,'yes',20,'the train','2026-02-07'), (1,'no',30,NULL,'2026-02-08');
INSERT IGNORE INTO `gifts` (`contact_id`,`name`,`status`,`date`,`has_been_received`,`created_at`) VALUES
 (1,'a teapot','offered','2026-02-05',0,'2025-01-01'),
 (1,'a book',NULL,NULL,1,'2026-02-06'), (1,'an idea','idea','2026-02-05',0,'2026-02-06');
INSERT IGNORE INTO `messages` (`contact_id`,`content`,`written_at`,`written_by_me`) VALUES
 (1,'Hi','2026-02-03',1);
INSERT IGNORE INTO `notes` (`contact_id`,`body`,`created_at`) VALUES
 (1,'Likes tea','2026-01-01 00:00:00'), (2,'O\'Neil said: "a; (b)"','2026-01-02');
INSERT IGNORE INTO `relationship_types` (`id`,`name`) VALUES (6,'sibling');
INSERT IGNORE INTO `relationships` (`relationship_type_id`,`contact_is`,`of_contact`) VALUES
 (6,1,2), (6,1,9);
INSERT IGNORE INTO `special_dates` (`id`,`is_age_based`,`is_year_unknown`,`date`) VALUES
 (8,0,1,'2016-03-07');
INSERT IGNORE INTO `tags` (`id`,`name`) VALUES (4,'friend');
INSERT IGNORE INTO `users` (`first_name`,`last_name`,`email`,`me_contact_id`) VALUES
 ('Me','Myself','me@example.org',9);
"""  # noqa: E501  one line a statement, as Monica writes it


def read(tmp_path: Path, text: str) -> list[Item]:
    path = tmp_path / "monica"
    path.write_text(text)
    assert IMPORTER.detects(path)
    return list(IMPORTER.read(path, Options()))


@pytest.mark.parametrize("text", [json.dumps(JSON), SQL], ids=["json", "sql"])
def test_people_contacts_and_who_knows_whom(tmp_path: Path, text: str) -> None:
    items = read(tmp_path, text)
    people = {item.name: item for item in items if isinstance(item, Sighting)}
    assert set(people) == {"Me Myself", "Ana Lima", "Bo Lima"}
    assert people["Me Myself"].owner
    me, ana, bo = (
        people[name].handles[0].person_id for name in ("Me Myself", "Ana Lima", "Bo Lima")
    )
    assert [handle.key for handle in people["Ana Lima"].handles] == [
        "email:ana@example.org", "source:monica/c1"
    ]  # fmt: skip
    assert (people["Ana Lima"].organization, people["Ana Lima"].title) == ("ACME", "Boss")
    assert {
        (item.field, item.value) for item in items if isinstance(item, Claim)
    } == {("birthday", "--03-07"), ("circle", "friend")}  # fmt: skip
    found = {
        (one.channel, one.sender, one.recipients, one.at.day, one.text)
        for one in items
        if isinstance(one, Interaction)
    }
    assert found == {
        ("call", ana, (me,), 2, "How are you"),
        ("message", me, (ana,), 3, "Hi"),
        ("meeting", me, (ana, bo), 4, "Dinner"),
    }
    known = [item for item in items if isinstance(item, Acquaintance)]
    assert {(frozenset((one.a, one.b)), one.seen) for one in known} == {
        (frozenset((ana, bo)), True), (frozenset((ana, bo)), False),
    }  # fmt: skip
    notes = [item for item in items if isinstance(item, Note)]
    assert (notes[0].at, notes[0].text) == (datetime(2026, 1, 1, tzinfo=UTC), "Likes tea")


@pytest.mark.parametrize("text", [json.dumps(JSON), SQL], ids=["json", "sql"])
def test_gifts_and_debts_are_favours_and_ideas_of_gifts_are_not(tmp_path: Path, text: str) -> None:
    items = read(tmp_path, text)
    me = next(item for item in items if isinstance(item, Sighting) and item.owner)
    own = me.handles[0].person_id
    told = {
        (f"{item.at:%d}", item.giver == own, item.receiver == own, item.kind, item.text)
        for item in items
        if isinstance(item, Favour)
    }
    assert told == {
        ("05", True, False, "other", "gift: a teapot"),
        ("06", False, True, "other", "gift: a book"),
        ("07", False, True, "loan", "the train"),
        ("08", True, False, "loan", "30"),
    }


def test_text_that_looks_like_sql_is_text(tmp_path: Path) -> None:
    notes = [item.text for item in read(tmp_path, SQL) if isinstance(item, Note)]
    assert notes[1] == 'O\'Neil said: "a; (b)"'


@pytest.mark.parametrize(
    "text",
    [
        '{"account": 1, "app_version": ""}',
        '{"app_version": "3"}',
        '{"account"',
        "# php artisan migrate\n",
        '{"account": {"data": [1, null]}}',
    ],
)
def test_what_is_no_account_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "monica"
    path.write_text(text)
    with pytest.raises(BadInputError):
        list(IMPORTER.read(path, Options()))


def test_a_dump_of_opening_brackets_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "monica.sql"
    opening = "INSERT INTO `contacts` (\n"
    path.write_text("# php artisan migrate\n" + opening * 100_000)  # minutes, were it quadratic
    with pytest.raises(BadInputError, match="no contact"):
        list(IMPORTER.read(path, Options()))


def _json_of(**properties: Any) -> str:
    people = collection("contact", contact("c1", "Eva", **properties))
    return json.dumps({"app_version": "4.0", "account": {"uuid": "a", "data": [people]}})


def _sql_of(is_dead: str, date: str, flags: str, active: str = "1") -> str:
    return (
        "INSERT IGNORE INTO `special_dates` (`id`,`date`,`is_age_based`,`is_year_unknown`) VALUES"
        f" (5,'{date}',{flags});\n"
        "INSERT IGNORE INTO `contacts` (`id`,`first_name`,`is_dead`,`is_active`,"
        f"`deceased_special_date_id`) VALUES (7,'Eva',{is_dead},{active},5);\n"
    )


DAY = {"date": "2025-09-01T00:00:00Z", "is_year_unknown": False, "is_age_based": False}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (_json_of(is_dead=True, deceased_date=DAY), ("died", "2025-09-01")),
        (_json_of(is_dead=True), ("died", "yes")),
        (_json_of(is_dead=True, deceased_date=DAY | {"is_year_unknown": True}), ("died", "yes")),
        (_json_of(is_dead=True, deceased_date=DAY | {"is_age_based": True}), ("died", "2025")),
        (_json_of(is_active=False), ("archived", "yes")),
        (_json_of(is_dead=False, is_active=True, deceased_date=DAY), None),
        (_sql_of("1", "2025-09-01", "0,0"), ("died", "2025-09-01")),
        (_sql_of("1", "2025-09-01", "1,0"), ("died", "2025")),
        (_sql_of("0", "2025-09-01", "0,0", "0"), ("archived", "yes")),
        (_sql_of("0", "2025-09-01", "0,0"), None),
    ],
)
def test_who_died_or_was_put_away_is_so(
    tmp_path: Path, text: str, claim: tuple[str, str] | None
) -> None:
    path = tmp_path / "monica.export"
    path.write_text(text)
    items = IMPORTER.read(path, Options())
    claims = [(item.field, item.value) for item in items if isinstance(item, Claim)]
    assert claims == ([claim] if claim else [])
