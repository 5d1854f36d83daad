"""Mail in files: where messages begin, whose mailbox it is, and what does not count."""

from __future__ import annotations

import io
import mailbox
import tracemalloc
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import IO, TYPE_CHECKING, cast

import pytest

from netkit.errors import BadInputError
from netkit.importers.mail import mbox
from netkit.importers.mail.mbox import IMPORTER, header_blocks
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.model.events import Acquaintance, Interaction, event_id
from netkit.model.handles import email
from netkit.ties.acquaintance import co_presence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.model.people import PersonId

OPTIONS = Options(owner="me@example.org")
START = datetime(2026, 2, 2, 9, tzinfo=UTC)


def person(address: str) -> PersonId:
    handle = email(address)
    assert handle is not None
    return handle.person_id


ME, ANA, BO, CY = (person(f"{name}@example.org") for name in ("me", "ana", "bo", "cy"))


def mail(number: int = 1, body: str = "Hello.\n", **changes: str) -> str:
    headers = {
        "From": "Ana Lima <ana@example.org>",
        "To": "me@example.org",
        "Subject": f"Subject {number}",
        "Date": format_datetime(START + timedelta(hours=number)),
        "Message-ID": f"<{number}@example.org>",
    } | {name.replace("_", "-"): value for name, value in changes.items()}
    return "".join(f"{name}: {value}\n" for name, value in headers.items() if value) + "\n" + body


def mbox_of(*mails: str) -> bytes:
    return "\n".join(
        f"From x@example.org Mon Feb  2 10:00:00 2026\n{one}" for one in mails
    ).encode()


def read(data: bytes, tmp_path: Path, options: Options = OPTIONS) -> list[Item]:
    path = tmp_path / "mail.mbox"
    path.write_bytes(data)
    assert IMPORTER.detects(path)
    return list(IMPORTER.read(path, options))


def interactions(items: list[Item]) -> list[Interaction]:
    return [item for item in items if isinstance(item, Interaction)]


def reasons(items: list[Item]) -> dict[str, int]:
    return {item.reason: item.count for item in items if isinstance(item, Problem)}


def names(items: list[Item]) -> set[str]:
    return {item.name for item in items if isinstance(item, Sighting) and not item.owner}


# --- where a message begins --------------------------------------------------------------------

TEMPTING = """He wrote:

From here on it is clear that
From Monday on we meet.

From x@example.org Mon Feb  2 10:00:00 2026
is how a message begins, I know.
"""


def test_body_lines_that_begin_with_from_split_nothing(tmp_path: Path) -> None:
    data = mbox_of(*(mail(number, TEMPTING) for number in range(5)))
    assert [one.mark for one in interactions(read(data, tmp_path))] == [
        f"{number}@example.org" for number in range(5)
    ]
    # what this guards against: the standard library finds 20 messages among the five
    with closing(mailbox.mbox(tmp_path / "mail.mbox")) as plain:
        assert len(plain) == 20


@pytest.mark.parametrize(
    "line",
    [
        "From ana@example.org Mon Feb  2 10:00:00 2026",
        "From 1790000000000000001@xxx Mon Feb 02 10:00:00 +0000 2026",  # Gmail Takeout
        "From - Mon Feb 02 10:00:00 2026",  # Thunderbird
        "From MAILER-DAEMON Mon Feb  2 10:00 2026",
        'From "ana lima"@example.org  Mon, 2 Feb 2026 10:00:00 +0000',
    ],
)
def test_the_lines_of_the_usual_programs_begin_a_message(line: str) -> None:
    data = f"{line}\n{mail(1)}\n{line}\n{mail(2)}".encode()
    assert len(list(header_blocks(io.BytesIO(data)))) == 2


def test_a_program_that_leaves_out_the_blank_line_loses_no_mail(tmp_path: Path) -> None:
    data = mbox_of(mail(1), mail(2), mail(3)).replace(b"\n\nFrom x", b"\nFrom x")
    assert len(interactions(read(data, tmp_path))) == 3


def test_line_ends_of_windows_and_a_missing_last_one_change_nothing(tmp_path: Path) -> None:
    data = mbox_of(mail(1, TEMPTING), mail(2, "")).rstrip()
    plain = interactions(read(data, tmp_path))
    assert len(plain) == 2
    assert interactions(read(data.replace(b"\n", b"\r\n"), tmp_path)) == plain


def test_the_window_may_end_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    data = mbox_of(*(mail(number, TEMPTING) for number in range(3))).replace(b"\n", b"\r\n")
    whole = list(header_blocks(io.BytesIO(data)))
    assert len(whole) == 3
    for size in (1, 2, 3, 7, 64, 100, 333):
        monkeypatch.setattr(mbox, "_CHUNK", size)
        assert list(header_blocks(io.BytesIO(data))) == whole, size


def test_a_problem_is_told_by_its_line(tmp_path: Path) -> None:
    data = mbox_of(mail(1), mail(2, Date="some day"))
    (problem,) = [one for one in read(data, tmp_path) if isinstance(one, Problem)]
    line = data.decode().split("\n").index("Subject: Subject 2")
    assert (problem.file, problem.reason) == ("mail.mbox", "no readable date")
    assert problem.line == line - 2  # the message begins three lines above its subject


class _Endless(io.RawIOBase):
    """An mbox of `count` mails, made as it is read."""

    def __init__(self, count: int) -> None:
        self._mails = (mbox_of(mail(n % 9, TEMPTING * 20)) + b"\n" for n in range(count))

    def read(self, size: int = -1) -> bytes:
        return b"".join(one for _, one in zip(range(50), self._mails, strict=False))


def test_memory_does_not_grow_with_the_mailbox() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            stream = cast("IO[bytes]", _Endless(count))
            assert sum(map(bool, header_blocks(stream))) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(1_200) < 1.2 * peak(400)


# --- whose mailbox -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "mails",
    [
        pytest.param([mail(1, Delivered_To="me@example.org")], id="delivered to"),
        pytest.param(
            [mail(1, From="Me <me@example.org>", To="ana@example.org",
                  X_Gmail_Labels="=?UTF-8?Q?Archiviert,Gesendet?=")],
            id="sent, as Gmail labels it in German",
        ),
        pytest.param(
            [mail(1), mail(2, From="bo@example.org"), mail(3, From="cy@example.org")],
            id="in every mail",
        ),
    ],
)  # fmt: skip
def test_the_mailbox_tells_whose_it_is(tmp_path: Path, mails: list[str]) -> None:
    items = read(mbox_of(*mails), tmp_path, Options())
    (owner,) = [item for item in items if isinstance(item, Sighting) and item.owner]
    assert [handle.value for handle in owner.handles] == ["me@example.org"]
    assert len(interactions(items)) == len(mails)


def test_where_nothing_tells_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"--me you@example\.org"):
        read(mbox_of(mail(1), mail(2)), tmp_path, Options())


FOLDER = [
    mail(1, From="Bo Li <bo@example.org>", To="Mia Roe <mia@work.example.org>"),
    mail(2, From="Mia Roe <mia@work.example.org>", To="Bo Li <bo@example.org>"),
    mail(3, From="Bo Li <bo@example.org>", To="mia@home.example.org"),
    mail(4, From="Mia Roe <mia@home.example.org>", To="Bo Li <bo@example.org>"),
]


def owner_values(items: list[Item]) -> list[str]:
    (owner,) = [item for item in items if isinstance(item, Sighting) and item.owner]
    return [handle.value for handle in owner.handles]


def own(*addresses: str, name: str = "") -> Options:
    handles = tuple(handle for handle in map(email, addresses) if handle)
    return Options(own_handles=handles, own_names=(name,) if name else ())


def test_a_folder_of_one_correspondent_is_not_taken_for_theirs(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"--me you@example\.org"):
        read(mbox_of(*FOLDER), tmp_path, Options())


@pytest.mark.parametrize(
    "options",
    [
        own("mia@work.example.org", "mia@home.example.org"),
        own(name="Mia Roe"),
        Options(owner="mia roe"),
    ],
    ids=["by address", "by the network's name", "by a name typed"],
)
def test_the_network_knows_whose_folder_it_is(tmp_path: Path, options: Options) -> None:
    items = read(mbox_of(*FOLDER), tmp_path, options)
    assert set(owner_values(items)) == {"mia@work.example.org", "mia@home.example.org"}
    assert names(items) == {"Bo Li"}
    assert len(interactions(items)) == 4


def test_the_mailbox_of_somebody_else_is_refused_with_the_option_that_settles_it(
    tmp_path: Path,
) -> None:
    mails = mbox_of(*(mail(n, To="Bo Li <bo@example.org>", Delivered_To="bo@example.org")
                      for n in range(3)))  # fmt: skip
    for options in (own("mia@work.example.org"), own(name="Mia Roe")):
        with pytest.raises(BadInputError, match=r"bo@example\.org.*--me bo@example\.org"):
            read(mails, tmp_path, options)
    assert owner_values(read(mails, tmp_path, Options(owner="bo@example.org"))) == [
        "bo@example.org"
    ]


def test_of_a_colleagues_mailbox_only_what_the_owner_took_part_in_is_the_owners(
    tmp_path: Path,
) -> None:
    mails = [
        mail(1, From="Mia Roe <mia@example.org>", To="Bo Li <bo@example.org>"),
        mail(2, From="Cy Day <cy@example.org>", To="Bo Li <bo@example.org>"),
    ]
    delivered = [one.replace("From:", "Delivered-To: bo@example.org\nFrom:", 1) for one in mails]
    items = read(mbox_of(*delivered), tmp_path, own("mia@example.org", name="Mia Roe"))
    assert owner_values(items) == ["mia@example.org"]
    assert names(items) == {"Bo Li"}
    assert len(interactions(items)) == 1


def test_another_address_that_mail_was_delivered_to_is_the_owners_under_the_same_name(
    tmp_path: Path,
) -> None:
    mails = [
        mail(1, To="Mia Roe <mia@home.example.org>", Delivered_To="mia@home.example.org"),
        mail(2, From="Mia Roe <mia@work.example.org>"),
    ]
    items = read(mbox_of(*mails), tmp_path, own("mia@work.example.org", name="Mia Roe"))
    assert owner_values(items) == ["mia@work.example.org", "mia@home.example.org"]


def test_a_namesake_who_writes_to_the_owner_is_not_the_owner(tmp_path: Path) -> None:
    mails = mbox_of(mail(1, From="Mia Roe <mia@other.example.org>", To="mia@example.org"))
    items = read(mails, tmp_path, own("mia@example.org", name="Mia Roe"))
    assert owner_values(items) == ["mia@example.org"]
    assert names(items) == {"Mia Roe"}


def test_a_name_finds_the_owners_addresses(tmp_path: Path) -> None:
    items = read(mbox_of(mail(1), mail(2)), tmp_path, Options(owner="ana LIMA"))
    (owner,) = [item for item in items if isinstance(item, Sighting) and item.owner]
    assert (owner.handles[0].value, owner.name) == ("ana@example.org", "Ana Lima")


def test_several_addresses_of_the_owner_are_one_person(tmp_path: Path) -> None:
    both = Options(owner="me@example.org,me@work.example.org")
    items = read(
        mbox_of(
            mail(1),
            mail(2, To="me@work.example.org"),
            mail(3, To="me@example.org, me@work.example.org"),
            mail(4, From="me@work.example.org", To="me@example.org"),
        ),
        tmp_path,
        both,
    )
    (owner,) = [item for item in items if isinstance(item, Sighting) and item.owner]
    assert len(owner.handles) == 2
    assert [one.recipients for one in interactions(items)] == [
        (ME,), (person("me@work.example.org"),), (ME,)
    ]  # fmt: skip


# --- what counts -------------------------------------------------------------------------------


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


# --- who knows whom ----------------------------------------------------------------------------


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


# --- other shapes ------------------------------------------------------------------------------


def test_an_eml_file_and_a_folder_of_them_are_mail(tmp_path: Path) -> None:
    folder = tmp_path / "mails"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"{number}.eml").write_text(mail(number, TEMPTING))
    for path, count in ((folder, 2), (folder / "1.eml", 1)):
        assert IMPORTER.detects(path)
        assert len(interactions(list(IMPORTER.read(path, OPTIONS)))) == count


def test_a_maildir_is_read_without_drafts_and_its_sent_folder_tells_the_owner(
    tmp_path: Path,
) -> None:
    for name, text in {
        "new/1": mail(1),
        "cur/2:2,S": mail(2),
        "cur/3:2,DS": mail(3),
        ".Sent/cur/4:2,S": mail(4, From="me@example.org", To="ana@example.org"),
        ".Drafts/cur/5:2,S": mail(5),
    }.items():
        path = tmp_path / "Maildir" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert IMPORTER.detects(tmp_path / "Maildir")
    items = list(IMPORTER.read(tmp_path / "Maildir", Options()))
    assert {one.mark[0] for one in interactions(items)} == {"1", "2", "4"}
    assert reasons(items) == {"a draft or spam": 2}


@pytest.mark.parametrize(
    "content", [b"", b"hello\n", b"Name,Email\nAna,ana@example.org\n", b"To: do\nNote: this\n\n"]
)
def test_other_files_are_not_taken_for_mail(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    assert not IMPORTER.detects(tmp_path / "x")
    with pytest.raises(BadInputError, match="holds no mail"):
        list(IMPORTER.read(tmp_path / "x", OPTIONS))


def _bodies() -> Iterator[str]:
    yield "a" * 300_000  # a header line longer than what is looked at
    yield "\n".join(f"X-{n}: y" for n in range(50_000))


def test_headers_of_any_length_are_read_up_to_a_limit(tmp_path: Path) -> None:
    for text in _bodies():
        data = mbox_of(mail(1, X_Long=text), mail(2))
        assert len(interactions(read(data, tmp_path))) == 2
