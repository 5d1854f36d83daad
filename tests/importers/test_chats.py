"""Chats: WhatsApp text, a Slack export, an Android phone's messages."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from netkit.errors import BadInputError
from netkit.importers.chats import slack, sms, whatsapp
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.model.events import Acquaintance, Interaction, event_id
from netkit.ties.acquaintance import co_presence

if TYPE_CHECKING:
    from pathlib import Path

ME = Options(owner="Me")


def interactions(items: list[Item]) -> list[Interaction]:
    return [item for item in items if isinstance(item, Interaction)]


def reasons(items: list[Item]) -> dict[str, int]:
    return {item.reason: item.count for item in items if isinstance(item, Problem)}


def names(items: list[Item]) -> list[str]:
    return [item.name for item in items if isinstance(item, Sighting) and not item.owner]


# --- WhatsApp ----------------------------------------------------------------------------------


def chat(
    tmp_path: Path, text: str, options: Options = ME, name: str = "WhatsApp Chat with Ana.txt"
) -> list[Item]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert whatsapp.IMPORTER.detects(path)
    return list(whatsapp.IMPORTER.read(path, options))


@pytest.mark.parametrize(
    "line",
    [
        "13/02/2026, 21:05 - Ana: Hi",
        "13/02/26, 21:05 - Ana: Hi",
        "2/13/26, 9:05 PM - Ana: Hi",
        "2/13/26, 9:05\u202fPM - Ana: Hi",
        "2/13/2026, 9:05 p.m. - Ana: Hi",
        "13.02.26, 21:05 - Ana: Hi",
        "13.2.2026 klo 21.05 - Ana: Hi",
        "2026-02-13, 21:05 - Ana: Hi",
        "13-02-2026 21:05 - Ana: Hi",
        "13/02/2026 à 21:05 - Ana: Hi",
        "13/02/2026 21:05 – Ana: Hi",
        "[13.02.26, 21:05:33] Ana: Hi",
        "\u200e[13.02.2026, 21:05:33] Ana: \u200eHi",
        "[13/02/2026, 21:05:33] Ana: Hi",
        "[2/13/26, 9:05:33\u202fPM] Ana: Hi",
        "[2026-02-13, 9:05:33 PM] Ana: Hi",
        "[13. 2. 2026 21:05:33] Ana: Hi",
        "[13-02-2026 21:05:33] Ana: Hi",
    ],
)
def test_the_line_that_begins_a_message_is_known_in_its_many_forms(
    tmp_path: Path, line: str
) -> None:
    items = chat(tmp_path, f"{line}\nsecond line\n{line.replace('Ana', 'Me')}\n")
    found = interactions(items)
    assert [one.at for one in found] == [datetime(2026, 2, 13, 21, 5, tzinfo=UTC)] * 2
    assert [one.text for one in found] == ["Hi second line", "Hi"]
    assert names(items) == ["Ana"]
    assert found[0].sender == found[1].recipients[0]


def test_times_are_those_of_the_phones_zone_winter_and_summer(tmp_path: Path) -> None:
    text = "13.02.26, 21:05 - Ana: a\n13.08.26, 21:05 - Me: b\n"
    found = interactions(chat(tmp_path, text, Options(owner="Me", zone=ZoneInfo("Europe/Berlin"))))
    assert [one.at for one in found] == [
        datetime(2026, 2, 13, 20, 5, tzinfo=UTC), datetime(2026, 8, 13, 19, 5, tzinfo=UTC)
    ]  # fmt: skip


def test_the_order_of_day_and_month_comes_from_the_whole_file(tmp_path: Path) -> None:
    text = "3/4/26, 10:00 - Ana: a\n3/14/26, 10:00 - Me: b\n"
    assert [one.at.day for one in interactions(chat(tmp_path, text))] == [4, 14]
    text = "3/4/26, 10:00 - Ana: a\n14/3/26, 10:00 - Me: b\n"
    assert [one.at.day for one in interactions(chat(tmp_path, text))] == [3, 14]


def test_where_no_date_tells_the_order_nothing_is_guessed(tmp_path: Path) -> None:
    items = chat(tmp_path, "3/4/26, 10:00 - Ana: a\n5/6/26, 10:00 - Me: b\n5/5/26, 9:00 - Me: c\n")
    assert [one.text for one in interactions(items)] == ["c"]
    assert reasons(items) == {
        "a date in the future, unreadable, or with two readings in this file": 2
    }


def test_what_a_bot_answers_in_a_chat_is_nobodys(tmp_path: Path) -> None:
    lines = "13.02.26, 21:05 - Me: Hi\n13.02.26, 21:06 - Ana: Hi\n13.02.26, 21:07 - Meta AI: Hm\n"
    items = chat(tmp_path, lines)
    assert names(items) == ["Ana"]
    assert len(interactions(items)) == 2
    assert reasons(items) == {"written by a bot": 1}
    alone = chat(
        tmp_path, lines.replace("Ana: Hi", "Meta AI: Hi"), name="WhatsApp Chat - Meta AI.txt"
    )
    assert (names(alone), interactions(alone)) == ([], [])


def test_what_whatsapp_says_itself_is_no_message(tmp_path: Path) -> None:
    text = (
        "13.02.26, 21:00 - Messages and calls are end-to-end encrypted.\n"
        "13.02.26, 21:01 - Ana created group \"Tea\"\n"
        "13.02.26, 21:05 - Ana: Tea?\n13.02.26, 21:06 - Me: Yes: now\n"
    )  # fmt: skip
    assert [one.text for one in interactions(chat(tmp_path, text))] == ["Tea?", "Yes: now"]


def group(*senders: str) -> str:
    return "".join(f"13.02.26, 21:{n:02d} - {who}: x{n}\n" for n, who in enumerate(senders))


def test_a_group_message_is_one_contact_and_the_group_evidence(tmp_path: Path) -> None:
    items = chat(tmp_path, group("Ana", "Bo", "Me", "Ana"), name="Tea.txt")
    # those who had written before, and the owner
    assert [one.group_size for one in interactions(items)] == [2, 3, 3, 3]
    known = {event_id(item): item for item in items if isinstance(item, Acquaintance)}
    assert [one.weight for one in known.values()] == [co_presence(3, "thread")]


def test_a_longer_export_of_a_chat_says_the_same_of_its_beginning(tmp_path: Path) -> None:
    first = chat(tmp_path, group("Ana", "Bo", "Me"), name="Tea.txt")
    later = chat(tmp_path, group("Ana", "Bo", "Me", "Cy", "Ana"), name="Tea (1).txt")
    assert {event_id(one) for one in interactions(first)} <= {
        event_id(one) for one in interactions(later)
    }


def test_the_file_name_tells_who_the_other_is(tmp_path: Path) -> None:
    text = "13.02.26, 21:05 - Ana: Hi\n13.02.26, 21:06 - Somebody: Hi\n"
    items = chat(tmp_path, text, Options())
    (owner,) = [item for item in items if isinstance(item, Sighting) and item.owner]
    assert owner.name == "Somebody"


def test_in_a_group_the_owner_must_be_named(tmp_path: Path) -> None:
    text = "13.02.26, 21:05 - Ana: Hi\n13.02.26, 21:06 - Bo: Hi\n"
    with pytest.raises(BadInputError, match="--me: Ana, Bo"):
        chat(tmp_path, text, Options(), name="Tea.txt")


def test_a_number_instead_of_a_name_is_a_key(tmp_path: Path) -> None:
    items = chat(tmp_path, "13.02.26, 21:05 - +34 600 000 000: Hi\n13.02.26, 21:06 - Me: x\n")
    (other,) = [item for item in items if isinstance(item, Sighting) and not item.owner]
    assert other.handles[0].key == "phone:+34600000000"


def test_the_zip_of_an_iphone_is_read(tmp_path: Path) -> None:
    path = tmp_path / "WhatsApp Chat - Ana.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_chat.txt", "[13.02.26, 21:05:33] Ana: Hi\n[13.02.26, 21:06:00] Me: x\n")
        archive.writestr("photo.jpg", b"\xff\xd8")
    assert whatsapp.IMPORTER.detects(path)
    assert len(interactions(list(whatsapp.IMPORTER.read(path, Options())))) == 2


@pytest.mark.parametrize("text", ["", "hello\n", "Name,Email\nAna,a@example.org\n", "1/2: a\n"])
def test_other_texts_are_no_chat(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.txt").write_text(text)
    assert not whatsapp.IMPORTER.detects(tmp_path / "x.txt")


# --- Slack -------------------------------------------------------------------------------------

USERS = [
    {"id": "U1", "name": "me", "real_name": "Me", "profile": {"email": "me@example.org"}},
    {"id": "U2", "name": "ana", "profile": {"real_name": "Ana Lima", "email": "Ana@example.org"}},
    {"id": "U3", "name": "bo", "real_name": "Bo", "profile": {}},
    {"id": "B1", "name": "bot", "is_bot": True},
]
AT = "1770974700.000100"  # 2026-02-13 09:25 UTC


def message(user: str, text: str = "Hi", **more: str) -> dict[str, str]:
    return {"type": "message", "user": user, "text": text, "ts": AT} | more


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    files = {
        "users.json": USERS,
        "channels.json": [{"id": "C1", "name": "general", "members": ["U1", "U2", "U3"]}],
        "dms.json": [{"id": "D1", "members": ["U1", "U2"]}],
        "mpims.json": [{"id": "G1", "name": "mpdm-1", "members": ["U1", "U2", "U3"]}],
        "D1/2026-02-13.json": [message("U2"), message("B1"), message("U1", subtype="huddle")],
        "mpdm-1/2026-02-13.json": [message("U3", ts="1770974701.0")],
        "general/2026-02-13.json": [
            message("U2", "hello everybody"),
            message("U2", "look, <@U1>", ts="1770974702.0"),
            message("U3", "here", ts="1770974703.0", thread_ts=AT, parent_user_id="U2"),
            message("U3", ts="soon", parent_user_id="U2"),
        ],
        "general/2026-02-14.json": "not what it should be",
    }
    for name, content in files.items():
        path = tmp_path / "export" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content))
    (tmp_path / "export/general/2026-02-15.json").write_text("{")
    return tmp_path / "export"


def test_a_slack_message_goes_to_those_it_is_meant_for(workspace: Path) -> None:
    assert slack.IMPORTER.detects(workspace)
    items = list(slack.IMPORTER.read(workspace, Options(owner="me@example.org")))
    ids = {item.name: item.handles[0].person_id for item in items if isinstance(item, Sighting)}
    me, ana, bo = ids["Me"], ids["Ana Lima"], ids["Bo"]
    assert {(one.sender, frozenset(one.recipients), one.text) for one in interactions(items)} == {
        (ana, frozenset({me}), "Hi"),
        (bo, frozenset({me, ana}), "Hi"),
        (ana, frozenset({me}), "look, @Me"),
        (bo, frozenset({ana}), "here"),
    }
    assert [item.handles[0].key for item in items if isinstance(item, Sighting)] == [
        "email:me@example.org", "email:ana@example.org", "source:slack/U3",
    ]  # fmt: skip
    assert reasons(items) == {
        "written by a bot, by Slack, or by nobody known": 2,
        "to a channel, and to nobody in particular": 1,
        "no readable date, or one in the future": 1,
        "not JSON that can be read": 1,
    }


def test_the_owner_of_a_slack_export_is_in_every_talk_or_is_named(workspace: Path) -> None:
    def owner(options: Options) -> list[str]:
        items = slack.IMPORTER.read(workspace, options)
        return [item.name for item in items if isinstance(item, Sighting) and item.owner]

    (workspace / "mpims.json").write_text(json.dumps([{"id": "G1", "members": ["U1", "U3"]}]))
    assert owner(Options()) == ["Me"]
    assert owner(Options(owner="ana@example.org")) == ["Ana Lima"]
    assert owner(Options(owner="ana lima")) == ["Ana Lima"]
    (workspace / "dms.json").write_text("[]")
    (workspace / "mpims.json").write_text("[]")
    with pytest.raises(BadInputError, match="--me"):
        owner(Options())


# --- SMS Backup & Restore ----------------------------------------------------------------------


def phone_backup(tmp_path: Path, body: str, options: Options | None = None) -> list[Item]:
    path = tmp_path / "sms.xml"
    path.write_text(f"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n{body}")
    assert sms.IMPORTER.detects(path)
    return list(sms.IMPORTER.read(path, options or Options(owner="me@example.org")))


def text_message(kind: int = 1, date: str = "1770974700000", **more: str) -> str:
    facts = {"address": "+34600000000", "body": "Hi", "contact_name": "Ana"} | more
    return f'<sms type="{kind}" date="{date}" ' + " ".join(
        f'{name}="{value}"' for name, value in facts.items()
    ) + "/>"  # fmt: skip


def test_messages_received_and_sent_are_contacts_and_drafts_are_not(tmp_path: Path) -> None:
    body = "".join(text_message(kind, body=str(kind)) for kind in range(1, 7))
    items = phone_backup(tmp_path, f'<smses count="6">{body}</smses>')
    assert names(items) == ["Ana"]
    first, second = interactions(items)
    assert first.at == datetime(2026, 2, 13, 9, 25, tzinfo=UTC)
    assert (first.text, second.text, first.channel) == ("1", "2", "text")
    assert (first.sender, first.recipients) == (second.recipients[0], (second.sender,))
    assert reasons(items) == {"a draft, unsent, missed or refused": 4}


def test_halved_emoji_and_pictures_do_not_stop_the_reading(tmp_path: Path) -> None:
    picture = "A" * 600_000
    body = text_message(body="&#55357;&#56832; ok &#55357;") + (
        '<mms date="1770974760000" msg_box="1" address="+34600000000" contact_name="Ana"><parts>'
        f'<part ct="image/png" data="{picture}"/><part ct="text/plain" text="look"/></parts></mms>'
    )
    items = phone_backup(tmp_path, f"<smses>{body}</smses>")
    assert [one.text for one in interactions(items)] == ["\U0001f600 ok ?", "look"]


def test_in_a_group_the_phone_names_who_sent_it(tmp_path: Path) -> None:
    body = (
        '<mms date="1770974700000" msg_box="1" address="+34600000000~+34600000001" '
        'contact_name="Ana, Bo"><addrs><addr address="+34600000001" type="137"/>'
        '<addr address="+34600000000" type="151"/></addrs></mms>'
    )
    items = phone_backup(tmp_path, f"<smses>{body}</smses>")
    bo = next(item for item in items if isinstance(item, Sighting) and item.name == "Bo")
    (one,) = interactions(items)
    assert (one.sender, one.group_size) == (bo.handles[0].person_id, 3)
    assert [item.weight for item in items if isinstance(item, Acquaintance)] == [
        co_presence(3, "thread")
    ]


def test_calls_count_unless_they_were_missed(tmp_path: Path) -> None:
    calls = "".join(
        f'<call number="+34600000000" date="177097470{kind}000" type="{kind}" '
        'contact_name="(Unknown)"/>'
        for kind in (1, 2, 3, 5)
    )
    items = phone_backup(tmp_path, f"<calls>{calls}</calls>")
    assert [(one.channel, one.at.second) for one in interactions(items)] == [
        ("call", 1), ("call", 2)
    ]  # fmt: skip
    assert names(items) == [""]  # "(Unknown)" is no name
    assert reasons(items) == {"a draft, unsent, missed or refused": 2}


def test_a_service_is_nobody_and_a_local_number_matches_nothing_else(tmp_path: Path) -> None:
    body = text_message(address="22000", contact_name="(Unknown)") + text_message(
        address="600 000 000", contact_name="Ana"
    )
    items = phone_backup(tmp_path, f"<smses>{body}</smses>")
    (ana,) = [item for item in items if isinstance(item, Sighting) and not item.owner]
    assert ana.handles[0].key == "source:sms/600000000"
    assert sum(reasons(items).values()) == 1


def test_a_file_that_is_cut_off_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    items = phone_backup(tmp_path, f"<smses>{text_message()}<sms add")
    assert len(interactions(items)) == 1
    assert reasons(items) == {"the rest of the file: not well-formed XML": 1}


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE smses [<!ENTITY a "aaaa">]><smses>&a;</smses>'
    with pytest.raises(BadInputError, match="document type"):
        phone_backup(tmp_path, bomb)
