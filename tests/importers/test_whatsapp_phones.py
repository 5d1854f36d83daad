"""WhatsApp from phones of many countries: dates, digits, notices, pasted lines, the owner."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.errors import BadInputError
from netkit.importers.chats import whatsapp
from netkit.importers.chats.whatsapp_dates import ChatDates
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.model.events import Acquaintance, Interaction

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 30, tzinfo=UTC)
ME = Options(owner="Kit Owner", now=NOW)
LRM = "\u200e"


def chat(tmp_path: Path, text: str, options: Options = ME, name: str = "Tea.txt") -> list[Item]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert whatsapp.IMPORTER.detects(path)
    return list(whatsapp.IMPORTER.read(path, options))


def days(items: list[Item]) -> list[str]:
    return [f"{item.at:%Y-%m-%d %H:%M}" for item in items if isinstance(item, Interaction)]


def names(items: list[Item]) -> list[str]:
    return [item.name for item in items if isinstance(item, Sighting) and not item.owner]


def texts(items: list[Item]) -> list[str]:
    return [item.text for item in items if isinstance(item, Interaction)]


@pytest.mark.parametrize(
    ("stamp", "second"),
    [
        ("2025/11/3, 9:15 pm", "2025/11/4, 9:15 pm"),  # South Africa
        ("2025/11/3 下午9:15", "2025/11/4 下午9:15"),  # China
        ("2025/11/3 午後9:15", "2025/11/4 午後9:15"),  # Japan, 12 hours
        ("2025. 11. 3. 오후 9:15", "2025. 11. 4. 오후 9:15"),  # Korea
        ("25. 11. 3. 오후 9:15", "25. 11. 4. 오후 9:15"),  # Korea, two digits
        ("2025. 11. 03. 21:15", "2025. 11. 04. 21:15"),  # Hungary
        ("25/11/03, 21:15", "25/11/04, 21:15"),  # two digits of a year in front
        ("03.11.25 г., 21:15", "04.11.25 г., 21:15"),  # Bulgaria
        ("03. 11. 2025. u 21:15", "04. 11. 2025. u 21:15"),  # Croatia
        ("3.11.2025 kl. 21.15", "4.11.2025 kl. 21.15"),  # Denmark
        ("03/11/2025 21 h 15", "14/11/2025 21 h 15"),  # Canada, French
        ("3/11/68, 21:15", "14/11/68, 21:15"),  # Thailand: 2568 is 2025
        ("3/11/2568 21:15", "14/11/2568 21:15"),
        ("‏٣‏/١١‏/٢٠٢٥، ٩:١٥ م", "‏١٤‏/١١‏/٢٠٢٥، ٩:١٥ م"),  # Arabic
        ("۲۰۲۵/۱۱/۳, ۹:۱۵ ب.ظ", "۲۰۲۵/۱۱/۱۴, ۹:۱۵ ب.ظ"),  # Persian
        ("۱۴۰۴/۸/۱۲, ۲۱:۱۵", "۱۴۰۴/۸/۱۳, ۲۱:۱۵"),  # Iran's calendar
        ("३/११/२०२५, ९:१५ अपराह्न", "१४/११/२०२५, ९:१५ अपराह्न"),  # Hindi
        ("2025년 11월 3일 오후 9:15", "2025년 11월 4일 오후 9:15"),  # Korea, with words
        ("2025年11月3日 下午9:15", "2025年11月4日 下午9:15"),
        ("21:15, 3/11/2025", "21:15, 14/11/2025"),  # Vietnam
        ("3 nov 2025, 21:15", "4 nov 2025, 21:15"),
        ("3 de novembro de 2025, 21:15", "4 de novembro de 2025, 21:15"),
        ("Nov 3, 2025, 9:15 PM", "Nov 4, 2025, 9:15 PM"),
        ("3.11.2025, 21:15 Uhr", "4.11.2025, 21:15 Uhr"),
        ("3/11/25, 9:15 μ.μ.", "14/11/25, 9:15 μ.μ."),  # Greek
        ("3/11/2025 9:15 ÖS", "14/11/2025 9:15 ÖS"),  # Turkish
        ("3/11/25, 9:15 p.\u00a0m.", "14/11/25, 9:15 p.\u00a0m."),  # Spanish
    ],
)
@pytest.mark.parametrize("form", ["{} - ", "[{}] "])
def test_dates_are_read_in_the_order_and_the_digits_of_their_country(
    tmp_path: Path, stamp: str, second: str, form: str
) -> None:
    first_line, second_line = form.format(stamp), form.format(second)
    items = chat(tmp_path, f"{first_line}Ana Roe: Hi\n{second_line}Kit Owner: yes\n")
    (first, other) = days(items)
    assert first == "2025-11-03 21:15"
    assert other in ("2025-11-04 21:15", "2025-11-14 21:15")


@pytest.mark.parametrize(
    ("written", "day"),
    [  # new years and leap days as Iran's official calendar has them
        ("1399/12/30", "2021-03-20"), ("1400/1/1", "2021-03-21"), ("1403/1/1", "2024-03-20"),
        ("1403/12/30", "2025-03-20"), ("1404/1/1", "2025-03-21"), ("1395/7/1", "2016-09-22"),
        ("1402/12/30", "None"), ("1402/13/1", "None"),
    ],
)  # fmt: skip
def test_a_date_of_irans_calendar_is_its_day(written: str, day: str) -> None:
    assert str(ChatDates.of([written], NOW.date()).read(written)) == day


def test_morning_in_twelve_hours_is_before_noon(tmp_path: Path) -> None:
    text = "2025/11/3 上午12:05 - Ana Roe: a\n2025/11/3 凌晨1:05 - Ana Roe: b\n"
    text += "2025/11/3 中午12:10 - Kit Owner: c\n"
    assert days(chat(tmp_path, text)) == [
        "2025-11-03 00:05", "2025-11-03 01:05", "2025-11-03 12:10"
    ]  # fmt: skip


def test_an_order_in_which_time_would_go_back_is_none(tmp_path: Path) -> None:
    # 3 April, then 2 May; with the month first 4 March, then 5 February
    text = "3/4/26, 10:00 - Ana Roe: a\n2/5/26, 10:00 - Kit Owner: b\n"
    assert days(chat(tmp_path, text)) == ["2026-04-03 10:00", "2026-05-02 10:00"]


def test_a_date_with_two_readings_is_reported_and_left_out(tmp_path: Path) -> None:
    items = chat(tmp_path, "3/4/26, 10:00 - Ana Roe: a\n3/4/26, 10:01 - Kit Owner: b\n")
    assert days(items) == []
    assert [item.count for item in items if isinstance(item, Problem)] == [2]


@pytest.mark.parametrize(
    "notice",
    [
        'Cy Dow created group "Sea: North"',
        'Cy Dow changed the group name from "Sea" to "Sea: North"',
        "Cy Dow changed the group description: see https://sea.example",
        "Cy Dow hat die Gruppe „Meer: Nord“ erstellt",
        "Cy Dow hat die Gruppenbeschreibung geändert: um acht",
        "Cy Dow creó el grupo «Mar: norte»",
        "Cy Dow cambió la descripción del grupo: a las ocho",
        "Cy Dow a créé le groupe « Mer : nord »",
        "Cy Dow a modifié la description du groupe : à huit heures",
        "Cy Dow ha creato il gruppo “Mare: nord”",
        "Cy Dow criou o grupo “Mar: norte”",
        "Cy Dow mudou a descrição do grupo para: às oito",
        "Cy Dow heeft de groep ‘Zee’ gemaakt: noord",
        "Cy Dow heeft de groep ‘Zee: noord’ gemaakt",
        "Cy Dow создал(-а) группу «Море: север»",
        "Cy Dow изменил(а) описание группы: в восемь",
        "Cy Dow, “Deniz: kuzey” grubunu oluşturdu",
        "Cy Dow utworzył(a) grupę „Morze: północ”",
        "Cy Dow已创建群组“海: 北”",
        "Cy Dowさんがグループ「海: 北」を作成しました",
        "أنشأ Cy Dow المجموعة “البحر: شمال”",
    ],
)
def test_a_notice_with_a_colon_is_no_sender(tmp_path: Path, notice: str) -> None:
    text = f"03.11.25, 10:00 - {notice}\n03.11.25, 10:01 - Ana Roe: Who comes?\n"
    items = chat(tmp_path, text + "03.11.25, 10:02 - Kit Owner: I do: at eight\n")
    assert names(items) == ["Ana Roe"]
    assert texts(items) == ["Who comes?", "I do: at eight"]


@pytest.mark.parametrize(
    "notice",
    [
        "Messages and calls are end-to-end encrypted. Only people in this chat can read them.",
        "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.",
        "Los mensajes y las llamadas están cifrados de extremo a extremo.",
        "Les messages et les appels sont chiffrés de bout en bout.",
        "As mensagens e ligações são protegidas com a criptografia de ponta a ponta.",
        "Сообщения и звонки защищены сквозным шифрованием.",
        "消息和通话都进行端到端加密。",
        "メッセージと通話はエンドツーエンドで暗号化されています。",
        "Missed video call, tap to call back",
        "Verpasster Sprachanruf",
        "Llamada perdida",
        "Appel vocal manqué",
        "Chiamata vocale persa",
        "Пропущенный аудиозвонок",
        "未接语音通话",
        "Ana Roe added you",
        "Ana Roe hat dich hinzugefügt",
        "You're now an admin",
        "Bist jetzt ein Admin",
        "Waiting for this message. This may take a while.",
    ],
)
def test_what_an_iphone_says_behind_its_mark_is_no_contact(tmp_path: Path, notice: str) -> None:
    text = f"[03.11.25, 10:00:00] Ana Roe: {LRM}{notice}\n"
    text += "[03.11.25, 10:01:00] Ana Roe: Hi\n[03.11.25, 10:02:00] Kit Owner: Yes\n"
    items = chat(tmp_path, text)
    assert texts(items) == ["Hi", "Yes"]
    assert [item.count for item in items if isinstance(item, Problem)] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "image omitted", "Bild weggelassen", "imagen omitida", "image absente",
        "画像は省略されました",
        "<attached: 00000012-PHOTO-2025-11-03.jpg>", "<angehängt: 00000012-AUDIO.opus>",
        "This message was deleted.", "Location: https://maps.example/?q=1,2", "Voice call, 5 min",
    ],
)  # fmt: skip
def test_a_picture_a_place_and_a_call_that_was_held_are_contacts(tmp_path: Path, text: str) -> None:
    lines = f"[03.11.25, 10:00:00] Ana Roe: {LRM}{text}\n[03.11.25, 10:02:00] Kit Owner: Yes\n"
    assert len(days(chat(tmp_path, lines))) == 2


def test_talk_about_calls_and_groups_stays_a_message(tmp_path: Path) -> None:
    written = [
        "I missed your video call, sorry", "Is this chat end-to-end encrypted?",
        "She left the group: too loud", "He created a group",
    ]  # fmt: skip
    text = "".join(f"03.11.25, 10:0{n} - Ana Roe: {line}\n" for n, line in enumerate(written))
    assert texts(chat(tmp_path, text + "03.11.25, 11:00 - Kit Owner: Yes\n")) == [*written, "Yes"]


def test_a_group_that_speaks_in_notices_is_nobody(tmp_path: Path) -> None:
    text = (
        f"[03.11.25, 10:00:00] Sea Swimmers: {LRM}Messages and calls are end-to-end encrypted.\n"
        f"[03.11.25, 10:00:01] Sea Swimmers: {LRM}Cy Dow created this group\n"
        "[03.11.25, 10:01:00] Cy Dow: Sunday?\n[03.11.25, 10:02:00] Kit Owner: Yes\n"
    )
    assert names(chat(tmp_path, text)) == ["Cy Dow"]


def test_a_group_in_which_one_wrote_does_not_make_them_the_owner(tmp_path: Path) -> None:
    text = (
        f"[03.11.25, 10:00:01] Sea Swimmers: {LRM}Cy Dow created this group\n"
        "[03.11.25, 10:01:00] Cy Dow: Sunday?\n"
    )
    with pytest.raises(BadInputError, match="--me: Cy Dow"):
        chat(tmp_path, text, Options(now=NOW), name="WhatsApp Chat - Sea Swimmers.txt")


@pytest.mark.parametrize("name", ["WhatsApp Chat with Ana Roe.txt", "from Ana.txt"])
def test_who_wrote_nothing_is_the_owner_all_the_same(tmp_path: Path, name: str) -> None:
    text = "03.11.25, 10:00 - Ana Roe: Hello?\n04.11.25, 10:00 - Ana Roe: Are you there?\n"
    items = chat(tmp_path, text, name=name)
    assert names(items) == ["Ana Roe"]
    assert len(days(items)) == 2
    assert [item.name for item in items if isinstance(item, Sighting) and item.owner] == [
        "Kit Owner"
    ]


@pytest.mark.parametrize(
    "name", ["Ana Roe ile WhatsApp Sohbeti.txt", "WhatsApp 与 Ana Roe 的聊天.txt"]
)
def test_a_file_name_of_any_language_tells_who_the_other_is(tmp_path: Path, name: str) -> None:
    text = "03.11.25, 10:00 - Ana Roe: Hi\n03.11.25, 10:01 - Somebody: Hi\n"
    assert names(chat(tmp_path, text, Options(now=NOW), name)) == ["Ana Roe"]


@pytest.mark.parametrize(
    "pasted",
    [
        "[01/11/25, 09:00:00] Some One: I never said that",
        "2025-11-01, 09:00 - Some One: I never said that",
        "11/1/25, 9:00 AM - Some One: I never said that",
        "01/11/25, 09:00 - Some One: I never said that",  # the same phone's, from another chat
    ],
)
def test_a_line_of_another_chat_that_was_pasted_is_part_of_the_message(
    tmp_path: Path, pasted: str
) -> None:
    text = f"13/11/25, 10:00 - Ana Roe: he wrote:\n{pasted}\n14/11/25, 10:01 - Kit Owner: wow\n"
    items = chat(tmp_path, text)
    assert names(items) == ["Ana Roe"]
    assert texts(items) == ["he wrote: I never said that", "wow"]


def test_two_exports_in_one_file_are_both_read(tmp_path: Path) -> None:
    old = "".join(f"03/11/25, 10:{n:02d} - Ana Roe: a{n}\n" for n in range(25))
    new = "".join(f"[13/11/25, 10:{n:02d}:00] Kit Owner: b{n}\n" for n in range(25))
    assert len(days(chat(tmp_path, old + new))) == 50


def test_a_chat_saved_in_another_encoding_is_known(tmp_path: Path) -> None:
    path = tmp_path / "Tea.txt"
    path.write_text("03.11.25, 10:00 - Zoë Früh: Hi\n03.11.25, 10:01 - Kit Owner: x\n", "utf-16")
    assert whatsapp.IMPORTER.detects(path)
    assert names(list(whatsapp.IMPORTER.read(path, ME))) == ["Zoë Früh"]


def test_the_owner_is_known_with_the_surname_in_front(tmp_path: Path) -> None:
    text = "3/11/2025, 21:15 - Owner, Kit: Tea?\n14/11/2025, 21:20 - Vera Holm: Yes\n"
    assert names(chat(tmp_path, text)) == ["Vera Holm"]


def test_a_group_is_evidence_of_a_pair_once_not_with_each_message(tmp_path: Path) -> None:
    lines = [
        f"{day}/11/2025, 21:15 - {name}: Tea?"
        for day, name in enumerate(["Kit Owner", "Vera Holm", "Bo Kranz"] * 4, 3)
    ]
    items = chat(tmp_path, "\n".join(lines) + "\n")
    pieces = [item for item in items if isinstance(item, Acquaintance)]
    assert [(f"{piece.at:%Y-%m-%d}", piece.source) for piece in pieces] == [
        ("2025-11-05", "whatsapp")
    ]
