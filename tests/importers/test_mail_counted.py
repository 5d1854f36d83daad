"""Which mails count as contact, what they say, and who knows whom by them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.importers.port import Item, Options, Sighting
from netkit.model.events import Acquaintance, event_id
from netkit.ties.acquaintance import co_presence
from tests.importers.mail_case import (
    ANA,
    BO,
    CY,
    ME,
    interactions,
    mail,
    mbox_of,
    names,
    person,
    read,
    reasons,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"List_Id": "<x.example.org>"}, "a list, a newsletter or an automatic sender"),
        ({"List_Unsubscribe": "<mailto:x@example.org>"},
         "a list, a newsletter or an automatic sender"),
        ({"Precedence": "Bulk"}, "a list, a newsletter or an automatic sender"),
        ({"List_Post": "<mailto:choir@example.org>"},
         "a list, a newsletter or an automatic sender"),
        ({"Feedback_ID": "1:campaign:sender"}, "a list, a newsletter or an automatic sender"),
        ({"From": "=?utf-8?q?Ana_Lima_via_Choir?= <choir@example.org>"},
         "a list, a newsletter or an automatic sender"),
        ({"Auto_Submitted": "auto-replied (vacation)"},
         "an automatic answer, a receipt or a bounce"),
        ({"X_Autoreply": "yes"}, "an automatic answer, a receipt or a bounce"),
        ({"X_Auto_Response_Suppress": "DR, OOF, AutoReply"},
         "an automatic answer, a receipt or a bounce"),
        ({"Precedence": "auto_reply"}, "an automatic answer, a receipt or a bounce"),
        ({"Return_Path": "<>"}, "an automatic answer, a receipt or a bounce"),
        ({"Content_Type": "multipart/report; report-type=disposition-notification"},
         "an automatic answer, a receipt or a bounce"),
        ({"Subject": "=?utf-8?q?R=C3=A9ponse_automatique_=3A_devis?="},
         "an automatic answer, a receipt or a bounce"),
        ({"Subject": "Automatische Antwort: Angebot"},
         "an automatic answer, a receipt or a bounce"),
        ({"From": "Parcels <service@parcels.example.org>"},
         "from an office's address (info@, service@) that you never wrote to"),
        ({"From": "No-Reply@shop.example.org"}, "a list, a newsletter or an automatic sender"),
        ({"From": "bounces+12@example.org"}, "a list, a newsletter or an automatic sender"),
        ({"From": "Ana via Docs <drive@example.org>"},
         "a list, a newsletter or an automatic sender"),
        ({"To": ", ".join(f"p{n}@example.org" for n in range(21))}, "to more than 20 people"),
        ({"From": "me@example.org", "To": "",
          "Bcc": ", ".join(f"p{n}@example.org" for n in range(21))}, "to more than 20 people"),
        ({"X_Gmail_Labels": "Inbox,Spam"}, "a draft or spam"),
        ({"X_Gmail_Labels": "=?UTF-8?Q?Entw=C3=BCrfe?="}, "a draft or spam"),
        ({"To": "bo@example.org"},
         "neither from you nor to you; name your further addresses with --me"),
        ({"From": "Nobody"}, "no readable sender"),
        ({"Date": "Thu, 32 Foo 2026"}, "no readable date"),
        ({"Date": ""}, "no readable date"),
        ({"Date": "Thu, 1 Jan 1970 00:00:00 +0000"}, "no readable date"),
        ({"Date": "Thu, 1 Jan 2099 00:00:00 +0000"}, "dated in the future"),
    ],
)  # fmt: skip
def test_what_is_no_contact_is_left_out_with_its_reason(
    tmp_path: Path, changes: dict[str, str], reason: str
) -> None:
    options = Options(owner="me@example.org", now=datetime(2026, 6, 1, tzinfo=UTC))
    items = read(mbox_of(mail(1), mail(2, **changes)), tmp_path, options)
    assert len(interactions(items)) == 1
    assert reasons(items) == {reason: 1}


def test_an_ordinary_mail_is_not_taken_for_mass_mail(tmp_path: Path) -> None:
    changes = {
        "Auto_Submitted": "no",
        "Precedence": "normal",
        "From": "a.newsome@example.org",
        "X_Autoreply": "no",
        "X_Auto_Response_Suppress": "DR",
        "Return_Path": "<a.newsome@example.org>",
        "Content_Type": "multipart/mixed; boundary=report",
        "Subject": "Re: Automatic reply: out of office next week",
    }
    assert len(interactions(read(mbox_of(mail(1, **changes)), tmp_path))) == 1


@pytest.mark.parametrize("answered_first", [True, False])
def test_an_office_that_the_owner_writes_to_is_a_correspondent(
    tmp_path: Path, answered_first: bool
) -> None:
    mails = [
        mail(1, From="Bakery <info@bakery.example.org>"),
        mail(2, From="Bakery <info@bakery.example.org>"),
        mail(3, From="me@example.org", To="info@bakery.example.org"),
    ]
    items = read(mbox_of(*(mails[::-1] if answered_first else mails)), tmp_path)
    assert names(items) >= {"Bakery"}
    assert len(interactions(items)) == 3
    assert reasons(items) == {}


def test_a_mail_without_a_date_has_that_of_its_arrival(tmp_path: Path) -> None:
    arrived = "from a (x; y)\n\tby b with SMTP id 1;\n\tTue, 03 Feb 2026 10:00:00 +0100"
    for date in ("", "yesterday", "Thu, 1 Jan 1970 00:00:00 +0000"):
        (one,) = interactions(read(mbox_of(mail(1, Date=date, Received=arrived)), tmp_path))
        assert one.at == datetime(2026, 2, 3, 9, tzinfo=UTC)


def test_a_mail_to_a_tagged_address_of_the_owner_is_to_the_owner(tmp_path: Path) -> None:
    (plain,) = interactions(read(mbox_of(mail(1)), tmp_path))
    (tagged,) = interactions(read(mbox_of(mail(1, To="Me <me+club@example.org>")), tmp_path))
    assert tagged.recipients == plain.recipients == (ME,)
    dotted = Options(owner="m.owner@gmail.com")
    (own,) = interactions(read(mbox_of(mail(1, To="mowner+x@googlemail.com")), tmp_path, dotted))
    assert own.recipients == (person("m.owner@gmail.com"),)


def test_mass_mail_is_counted_in_one_row(tmp_path: Path) -> None:
    data = mbox_of(mail(0), *(mail(n, List_Id="<x>") for n in range(1, 30)))
    assert reasons(read(data, tmp_path)) == {"a list, a newsletter or an automatic sender": 29}


def test_a_mail_that_lies_in_two_folders_is_one_event(tmp_path: Path) -> None:
    other = mail(1, X_Folder="another", X_GM_THRID="1790000000000000001")
    found = interactions(read(mbox_of(mail(1), other), tmp_path))
    assert len({event_id(one) for one in found}) == 1


def test_the_thread_is_the_first_reference_else_the_answered_mail(tmp_path: Path) -> None:
    data = mbox_of(
        mail(1),
        mail(2, References="<1@example.org>\n <x@example.org>", In_Reply_To="<x@example.org>"),
        mail(3, In_Reply_To="<1@example.org> (Ana's mail)"),
        mail(4, Message_ID="", X_GM_THRID="1790000000000000001"),
    )
    assert [one.thread for one in interactions(read(data, tmp_path))] == [
        "1@example.org", "1@example.org", "1@example.org", "1790000000000000001",
    ]  # fmt: skip


def test_who_wrote_when_to_whom_about_what(tmp_path: Path) -> None:
    data = mbox_of(
        mail(
            7, From="Me <me@example.org>", To="ana@example.org", Cc='"Bo" <bo@example.org>',
            Bcc="cy@example.org, me@example.org", Date="Mon, 2 Feb 2026 10:00:00 +0100",
            Subject="=?UTF-8?B?R3LDvMOfZQ==?=\n and more",
        )
    )  # fmt: skip
    (one,) = interactions(read(data, tmp_path))
    assert (one.at, one.channel) == (datetime(2026, 2, 2, 9, tzinfo=UTC), "email")
    assert (one.sender, one.recipients, one.text) == (ME, (ANA, BO, CY), "Grüße and more")


def test_a_person_is_shown_once_for_each_name_their_address_goes_by(tmp_path: Path) -> None:
    senders = ["Ana Lima", '"Lima, Ana"', "=?utf-8?q?Ana_Lim=C3=A1?=", "", "Ana Lima"]
    data = mbox_of(*(mail(n, From=f"{name} <Ana@Example.org>") for n, name in enumerate(senders)))
    items = [item for item in read(data, tmp_path) if isinstance(item, Sighting)]
    assert [item.name for item in items] == ["", "Ana Lima", "Ana Lima", "Ana Limá", ""]
    assert {item.handles[0].value for item in items[1:]} == {"ana@example.org"}


def known(items: list[Item]) -> dict[frozenset[str], float]:
    return {
        frozenset((item.a, item.b)): item.weight
        for item in items
        if isinstance(item, Acquaintance) and not item.seen
    }


def test_the_sender_knows_whom_they_write_to_better_than_addressees_each_other(
    tmp_path: Path,
) -> None:
    items = read(mbox_of(mail(1, To="me@example.org, bo@example.org, cy@example.org")), tmp_path)
    wrote, beside = co_presence(4, "wrote"), co_presence(4, "mail")
    assert known(items) == {
        frozenset((ANA, BO)): wrote, frozenset((ANA, CY)): wrote, frozenset((BO, CY)): beside,
    }  # fmt: skip
    assert wrote > 1.4 * beside


def test_those_addressed_blindly_have_seen_nobody(tmp_path: Path) -> None:
    data = mbox_of(mail(1, From="me@example.org", To="ana@example.org", Bcc="bo@example.org"))
    assert known(read(data, tmp_path)) == {}


def test_more_mails_to_the_same_people_are_one_piece_of_evidence(tmp_path: Path) -> None:
    to = {"To": "me@example.org, bo@example.org"}
    items = read(mbox_of(mail(1, **to), mail(2, **to), mail(30, **to)), tmp_path)
    found = {event_id(item) for item in items if isinstance(item, Acquaintance)}
    assert len(found) == 1
