"""Who writes from elsewhere, names with commas, and text that no file can hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from netkit.importers.address_books import monica
from netkit.importers.chats import slack, sms
from netkit.importers.json_text import load_json
from netkit.importers.port import Item, Options, Sighting
from netkit.model.events import Interaction
from netkit.model.names import natural_order

if TYPE_CHECKING:
    from pathlib import Path

ME = Options(owner="kit@work.example")
USERS = [
    {"id": "U1", "name": "kit", "profile": {"email": "kit@work.example", "real_name": "Kit"}},
    {"id": "U2", "name": "eva", "profile": {"email": "eva@work.example", "real_name": "Eva"}},
    {"id": "U7", "name": "clock", "is_bot": True, "profile": {"real_name": "Clock"}},
]


def workspace(tmp_path: Path, days: dict[str, list[dict[str, Any]]]) -> list[Item]:
    talks = [{"id": "D1", "members": ["U1", "U9"]}, {"id": "D2", "members": ["U1", ["x"]]}]
    for name, content in {"users.json": USERS, "dms.json": talks, **days}.items():
        path = tmp_path / "export" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content))
    return list(slack.IMPORTER.read(tmp_path / "export", ME))


def message(user: str, ts: int, **more: Any) -> dict[str, Any]:
    return {"type": "message", "user": user, "text": "Hi", "ts": f"{ts}.0001"} | more


def names(items: list[Item]) -> list[str]:
    return sorted(item.name for item in items if isinstance(item, Sighting) and not item.owner)


def contacts(items: list[Item]) -> list[Interaction]:
    return [item for item in items if isinstance(item, Interaction)]


PIA = {"real_name": "Pia Quay", "display_name": "pia"}


def test_a_partner_of_a_shared_channel_is_a_person_by_their_own_messages(tmp_path: Path) -> None:
    items = workspace(
        tmp_path,
        {
            # before the message that names her: the owner's own
            "D1/2026-02-13.json": [message("U1", 1770974700)],
            "D1/2026-02-14.json": [message("U9", 1771061100, user_profile=PIA, team="T2")],
            "shared/2026-02-15.json": [message("U9", 1771147500, text="<@U2> and <@U1>: look")],
        },
    )
    assert names(items) == ["Eva", "Pia Quay"]
    assert [one.group_size for one in contacts(items)] == [2, 2, 3]


@pytest.mark.parametrize(
    "more",
    [
        {"user_profile": PIA, "bot_id": "B9"},
        {"user_profile": PIA | {"is_bot": True}},
        {"user_profile": {"real_name": ""}},
        {"user_profile": PIA, "subtype": "channel_join"},
        {},
    ],
)
def test_an_app_of_another_workspace_is_nobody(tmp_path: Path, more: dict[str, Any]) -> None:
    items = workspace(tmp_path, {"D1/2026-02-13.json": [message("U9", 1770974700, **more)]})
    assert names(items) == ["Eva"]
    assert contacts(items) == []


def test_a_bot_of_the_own_workspace_stays_one_whatever_its_messages_say(tmp_path: Path) -> None:
    said = message("U7", 1770974700, user_profile={"real_name": "Clock"})
    assert names(workspace(tmp_path, {"D1/2026-02-13.json": [said]})) == ["Eva"]


def test_half_an_emoji_in_an_id_is_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "export" / "users.json"
    path.parent.mkdir()
    path.write_text(
        '[{"id": "U1", "name": "kit", "profile": {"email": "kit@work.example"}},'
        ' {"id": "U2\\ud83d", "name": "eva \\udc00"}]'
    )
    (tmp_path / "export" / "dms.json").write_text("[]")
    items = list(slack.IMPORTER.read(tmp_path / "export", ME))
    (eva,) = [item for item in items if isinstance(item, Sighting) and not item.owner]
    assert eva.name.encode()
    assert eva.handles[0].person_id


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"x\ud800"', "x\ufffd"),
        (r'"\udc00x"', "\ufffdx"),
        (r'"\ud83d\ude00"', "\U0001f600"),
        (r'{"\ud800": ["\ud800"]}', {"\ufffd": ["\ufffd"]}),
        (r'"a\\ud800"', "a\\ud800"),
        (b'\xef\xbb\xbf"\xed\xa0\x80"', "\ufffd" * 3),
    ],
)
def test_json_is_read_without_lone_surrogates(text: str | bytes, value: object) -> None:
    assert load_json(text) == value


def test_a_lone_surrogate_in_a_monica_export_is_no_traceback(tmp_path: Path) -> None:
    contact = r'{"uuid": "7\ud800", "properties": {"first_name": "Eva\udfff", "last_name": "S"}}'
    path = tmp_path / "monica.json"
    path.write_text(
        '{"app_version": "4", "account": {"data": [{"type": "contact", "values": ['
        + contact + "]}]}}"
    )  # fmt: skip
    items = list(monica.IMPORTER.read(path, Options()))
    assert names(items) == ["Eva\ufffd S"]


# --- names with commas -------------------------------------------------------------------------


def backup(tmp_path: Path, *messages: str) -> list[Item]:
    path = tmp_path / "sms.xml"
    path.write_text(f"<smses>{''.join(messages)}</smses>")
    return list(sms.IMPORTER.read(path, ME))


def text_message(address: str, name: str) -> str:
    return f'<sms type="1" date="1770974700000" address="{address}" contact_name="{name}"/>'


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Sand, Eva", "Eva Sand"),
        ("Jan Fels, PhD", "Jan Fels, PhD"),
        ("Eva Sand, Brick, Clay", "Eva Sand, Brick, Clay"),
        ("Brick Works, Inc.", "Brick Works, Inc."),
    ],
)
def test_one_number_has_one_name_whatever_commas_it_holds(
    tmp_path: Path, written: str, name: str
) -> None:
    assert names(backup(tmp_path, text_message("+491701234567", written))) == [name]


def test_a_group_has_a_name_for_each_number_or_none(tmp_path: Path) -> None:
    both = text_message("+491701234567~+491701234568", "Eva, Jan")
    assert names(backup(tmp_path, both)) == ["Eva", "Jan"]
    unclear = text_message("+491701234567~+491701234568", "Sand, Eva, Jan")
    assert names(backup(tmp_path, unclear)) == ["", ""]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Sand, Eva", "Eva Sand"),
        ("SAND, EVA", "EVA SAND"),
        ("van der Berg, Ana-Maria", "Ana-Maria van der Berg"),
        ("Jan Fels, M.D.", "Jan Fels, M.D."),
        ("Jan Fels, CPCU", "Jan Fels, CPCU"),
        ("Jan Fels, Jr.", "Jan Fels, Jr."),
        ("Hartmann, GmbH", "Hartmann, GmbH"),
        ("Eva, Jan, Bo", "Eva, Jan, Bo"),
        ("42, Eva", "42, Eva"),
    ],
)
def test_a_surname_in_front_goes_behind(written: str, name: str) -> None:
    assert natural_order(written) == name
