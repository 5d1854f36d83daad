"""Every importer under damage: a good file, mutated; never a traceback, a hang or a stray person.

Each example is small, so that the run is bounded; NETKIT_FUZZ_EXAMPLES makes it longer.
"""

from __future__ import annotations

import io
import json
import os
import time
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netkit.errors import BadInputError, UsageError
from netkit.importers import detect, linkedin, takeout
from netkit.importers import graph_files as graphs
from netkit.importers.address_books import google_contacts, monica, outlook, vcard
from netkit.importers.calendars import icalendar_files as calendars
from netkit.importers.chats import slack, sms, whatsapp
from netkit.importers.mail import mbox
from netkit.importers.port import (
    Importer,
    Item,
    MeetingVersion,
    Options,
    Problem,
    Sighting,
    Telling,
    Warned,
)
from netkit.importers.tables import people_table as table
from netkit.model.events import event_id
from netkit.model.people import Affiliation, Claim, PersonId

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EXAMPLES = int(os.environ.get("NETKIT_FUZZ_EXAMPLES", "80"))
SECONDS = 5.0  # for one file of a few kilobytes: far above any honest time, far below a hang
OPTIONS = Options(owner="me@example.org", region="ES", now=datetime(2026, 6, 1, tzinfo=UTC))
_PERSON_FIELDS = ("person", "sender", "a", "b", "other", "giver", "receiver", "broker")


@dataclass(frozen=True)
class Sample:
    importer: Importer
    name: str
    data: bytes


MBOX = b"""From ana@example.org Mon Feb  2 10:00:00 2026
From: "Lima, Ana" <ana@example.org>
To: me@example.org, =?utf-8?q?B=C3=B6?= <bo@example.org>
Cc: Friends: cy@example.org;
Subject: =?utf-8?b?R3LDvMOfZQ==?=
Date: Mon, 2 Feb 2026 10:00:00 +0100
Message-ID: <1@example.org>

Body

From me@example.org Mon Feb  2 11:00:00 2026
From: me@example.org
To: ana@example.org
Date: Mon, 2 Feb 2026 11:00:00 +0100
References: <1@example.org>

Body
"""
ICS = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
X-WR-TIMEZONE:Europe/Madrid\r
BEGIN:VEVENT\r
UID:1\r
DTSTAMP:20260201T000000Z\r
DTSTART:20260202T090000Z\r
RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO\r
EXDATE:20260209T090000Z\r
SUMMARY:Plan\r
ORGANIZER;CN=Ana:mailto:ana@example.org\r
ATTENDEE;PARTSTAT=ACCEPTED:mailto:me@example.org\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:2\r
DTSTART;VALUE=DATE:20260203\r
ATTENDEE:mailto:me@example.org\r
ATTENDEE:mailto:bo@example.org\r
ATTENDEE:mailto:cy@example.org\r
END:VEVENT\r
END:VCALENDAR\r
"""
VCF = b"""BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen;;;
TEL;CELL:+491701234567
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Bo Lima
ORG:ACME\\, Inc;Sales
EMAIL:bo@example.org
BDAY:--0307
RELATED:Ana
CATEGORIES:a,b
NOTE:x
END:VCARD
"""
GOOGLE = b"""
First Name,Last Name,Labels,E-mail 1 - Value,Phone 1 - Value,Birthday,Relation 1 - Value
Ana,Lima,* my ::: tea,a@example.org ::: b@example.org,600 000 000,--03-07,Bo Lima
"Bo, x",Lima,,,,,
"""
OUTLOOK = b"""Vorname;Nachname;Firma;E-Mail-Adresse;Geburtstag
J\xfcrgen;M\xfcller;ACME;j@example.org;7.3.1980
Ana;Lima;;;
"""
TABLE = b"""List\n\nWho,E-Mail,Handy,Tags,Last contact,LinkedIn
Ana Lima,ana@example.org,+34 600 000 000,"a, b",14/3/2026,ana-lima
Bo,,,,2026-03-04,
"""
CHAT = """[13.02.26, 21:05:33] Ana: Hi
second line
[13.02.26, 21:06:33] me@example.org: Hi
\u200e[14.02.26, 9:06:33\u202fPM] Bo: \u200eimage omitted
[14.02.26, 09:06] Bo: x
""".encode()
SMS = b"""<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<smses count="2"><sms address="+34600000000" date="1770974700000" type="1" body="&#55357;&#56832;"
 contact_name="Ana" /><mms date="1770974760000" msg_box="2" address="+34600000000~+34600000001"
 contact_name="Ana, Bo"><parts><part ct="image/png" data="AAAA"/><part ct="text/plain" text="x"/>
</parts><addrs><addr address="+34600000001" type="137"/></addrs></mms></smses>
"""
MONICA_JSON = json.dumps(
    {"app_version": "3", "account": {"data": [
        {"type": "user", "values": [
            {"email": "me@example.org", "properties": {"me_contact": "9"}}]},
        {"type": "contact", "values": [
            {"uuid": "1", "properties": {"first_name": "Ana", "tags": ["x"],
             "birthdate": {"date": "2016-03-07T00:00:00Z", "is_year_unknown": True}},
             "data": [{"type": "call", "values": [{"properties": {"called_at": "2026-02-02"}}]},
                      {"type": "activity", "values": ["v"]},
                      {"type": "note", "values": [{"properties": {"body": "y"}}]}]},
            {"uuid": "2", "properties": {"first_name": "Bo"}}]},
        {"type": "relationship", "values": [
            {"properties": {"type": "sibling", "contact_is": "1", "of_contact": "2"}}]},
        {"type": "activity", "values": [
            {"uuid": "v", "properties": {"happened_at": "2026-02-03"}}]},
    ]}}
).encode()  # fmt: skip
MONICA_SQL = b"""# php artisan migrate
INSERT IGNORE INTO `contacts` (`id`,`first_name`,`last_name`,`uuid`) VALUES
 (1,'Ana','O\\'Neil','c1'),
 (2,'Bo',NULL,'c2');
INSERT IGNORE INTO `calls` (`contact_id`,`called_at`,`content`) VALUES (1,'2026-02-02','x');
INSERT IGNORE INTO `relationships` (`contact_is`,`of_contact`) VALUES (1,2);
"""
GRAPHML = b"""<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="d0" for="node" attr.name="name"
 attr.type="string"/><graph edgedefault="undirected"><node id="1"><data key="d0">Ana</data></node>
<node id="2"/><edge source="1" target="2"/></graph></graphml>
"""
GML = b"""graph [
  node [
    id 0
    label "Ana"
  ]
  node [
    id 1
  ]
  edge [
    source 0
    target 1
  ]
]
"""
EDGES = b"source,target,time\nana@example.org,bo@example.org,2026-02-03\nx,y,1770974700\n"
USERS = b"""[{"id": "U1", "name": "me", "profile": {"email": "me@example.org"}},
 {"id": "U2", "name": "ana", "profile": {"real_name": "Ana", "phone": "600 000 000"}}]"""
MESSAGES = b"""[{"type": "message", "user": "U2", "text": "Hi <@U1>", "ts": "1770974700.0001"},
 {"user": "U1", "ts": "1770974701", "thread_ts": "1770974700.0001", "parent_user_id": "U2"}]"""

CONNECTIONS = b"""Notes:
"Some addresses are missing"

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ana,Lima,https://www.linkedin.com/in/ana-lima,ana@example.org,"ACME, Inc.",Boss,01 Jan 2024
Bo,"Li, PhD",https://www.linkedin.com/in/bo%20li,,,,29-Nov-21
,,,,,,03 Jan 2024
"""
LETTERS = b"""CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER
1,Me,https://www.linkedin.com/in/me,Ana Lima,https://www.linkedin.com/in/ana-lima,2026-02-01 08:00:00 UTC,,"Hi,
there",SENT
2,Bo Li,https://www.linkedin.com/in/bo-li,"Me,Ana Lima","https://www.linkedin.com/in/me,https://www.linkedin.com/in/ana-lima",2026-02-02 08:00:00 UTC,,<p>you two should meet,INBOX
3,LinkedIn Member,,Me,https://www.linkedin.com/in/me,2026-02-03 08:00:00 UTC,,x,INBOX
"""  # noqa: E501  one row a line, as LinkedIn writes it


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return packed.getvalue()


SAMPLES = (
    Sample(linkedin.IMPORTER, "Connections.csv", CONNECTIONS),
    Sample(linkedin.IMPORTER, "messages.csv", LETTERS),
    Sample(linkedin.IMPORTER, "l.zip", zipped(Connections_csv=CONNECTIONS, messages_csv=LETTERS)),
    Sample(
        takeout.IMPORTER,
        "t.zip",
        zipped(Takeout__Mail__a_mbox=MBOX, Takeout__c_ics=ICS, Takeout__c_vcf=VCF),
    ),
    Sample(mbox.IMPORTER, "mail.mbox", MBOX),
    Sample(mbox.IMPORTER, "mail.eml", MBOX.split(b"\n", 1)[1].split(b"\nFrom ")[0]),
    Sample(calendars.IMPORTER, "c.ics", ICS),
    Sample(vcard.IMPORTER, "c.vcf", VCF),
    Sample(google_contacts.IMPORTER, "g.csv", GOOGLE),
    Sample(outlook.IMPORTER, "o.csv", OUTLOOK),
    Sample(table.IMPORTER, "t.csv", TABLE),
    Sample(whatsapp.IMPORTER, "Tea.txt", CHAT),
    Sample(sms.IMPORTER, "sms.xml", SMS),
    Sample(monica.IMPORTER, "m.json", MONICA_JSON),
    Sample(monica.IMPORTER, "m.sql", MONICA_SQL),
    Sample(graphs.IMPORTER, "g.graphml", GRAPHML),
    Sample(graphs.IMPORTER, "g.gml", GML),
    Sample(graphs.IMPORTER, "e.csv", EDGES),
    Sample(slack.IMPORTER, "users.json", USERS),
    Sample(slack.IMPORTER, "D1/2026-02-13.json", MESSAGES),
)
IDS = [f"{sample.importer.name} {sample.name}" for sample in SAMPLES]
NOISE = st.one_of(
    st.binary(max_size=6),
    st.sampled_from(
        [b'"', b"\n", b"\r\n", b",", b":", b";", b"<", b"&", b"\x00", b"\xff\xfe", b"[", b"{",
         b"\\", b"99999999999999999999", b"-1", b"NaN", b"null", b"\xe2\x80\xae",
         b"=?utf-8?b?", b"1e400"]
    ),
)  # fmt: skip
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["insert", "delete", "repeat", "replace", "cut"]),
        st.floats(0, 1, exclude_max=True),
        st.integers(1, 40),
        NOISE,
    ),
    max_size=4,
)


def mutated(data: bytes, changes: list[tuple[str, float, int, bytes]]) -> bytes:
    for kind, where, size, noise in changes:
        at = int(where * len(data))
        piece = {
            "insert": noise + data[at : at + size],
            "delete": b"",
            "repeat": data[at : at + size] * 3,
            "replace": noise,
            "cut": data[at : at + size],
        }[kind]
        data = data[:at] + piece + (b"" if kind == "cut" else data[at + size :])
    return data


def place(sample: Sample, data: bytes, folder: Path) -> Path:
    """Write the mutated file, with the sound files it belongs to, and return what is imported."""
    path = folder / sample.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if sample.importer is not slack.IMPORTER:
        return path
    for name, sound in {
        "users.json": USERS,
        "dms.json": b'[{"id": "D1", "members": ["U1", "U2"]}]',
        "D1/2026-02-13.json": MESSAGES,
    }.items():
        if name != sample.name:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(sound)
    return folder


def people_of(item: Item) -> Iterator[PersonId]:
    for name in _PERSON_FIELDS:
        if (person := getattr(item, name, None)) is not None:
            yield person
    yield from getattr(item, "recipients", ())


def check(items: list[Item]) -> None:
    known = {
        handle.person_id for one in items if isinstance(one, Sighting) for handle in one.handles
    }
    for item in items:
        if isinstance(item, Sighting):
            assert item.handles
            assert len(item.name) <= 1_000
        elif isinstance(item, Problem):
            assert item.count >= 1
            assert "\n" not in item.reason
        elif isinstance(item, Telling):
            assert {item.writer, *item.readers} <= known
        elif isinstance(item, MeetingVersion):
            assert item.revision.at.tzinfo is not None
        elif not isinstance(item, Warned):
            assert set(people_of(item)) <= known
            if not isinstance(item, Affiliation | Claim):
                assert item.at.tzinfo is not None
                assert event_id(item)


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_the_sound_sample_is_read(sample: Sample, tmp_path: Path) -> None:
    path = place(sample, sample.data, tmp_path)
    assert detect(path) is sample.importer
    items = list(sample.importer.read(path, OPTIONS))
    check(items)
    assert sum(isinstance(item, Sighting) for item in items) >= 2


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_a_damaged_file_gives_items_or_one_line(
    sample: Sample, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")

    @given(CHANGES)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize="NETKIT_FUZZ_EXAMPLES" not in os.environ,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    def run(changes: list[tuple[str, float, int, bytes]]) -> None:
        path = place(sample, mutated(sample.data, changes), folder)
        start = time.process_time()
        sample.importer.detects(path)
        with suppress(BadInputError, UsageError):
            check(list(sample.importer.read(path, OPTIONS)))
        assert time.process_time() - start < SECONDS

    run()
