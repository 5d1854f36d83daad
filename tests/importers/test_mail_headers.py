"""Header blocks: addresses and dates against the standard library, and damage of every kind."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from email.utils import format_datetime, formataddr, getaddresses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.importers.mail.display_names import display_name
from netkit.importers.mail.headers import (
    decoded,
    parse_addresses,
    parse_date,
    read_mail,
    role_of_labels,
)

NAME = st.text(alphabet="abcÄß ,.\"'\\()", max_size=12).map(str.strip)
ADDRESS = st.from_regex(r"[a-z0-9.+_-]{1,10}@[a-z0-9-]{1,8}\.org", fullmatch=True)


@given(st.lists(st.tuples(NAME, ADDRESS), max_size=5))
@settings(max_examples=60, deadline=None)
def test_what_the_standard_library_writes_is_read_back(people: list[tuple[str, str]]) -> None:
    written = ",\n ".join(formataddr((name, address), "utf-8") for name, address in people)
    read = [(decoded(name), address) for address, name in parse_addresses(written.encode())]
    assert [(name.split(), address) for name, address in read] == [
        (name.split(), address) for name, address in people
    ]


@given(st.lists(st.tuples(st.from_regex(r"[A-Za-z][a-z ]{0,8}[a-z]", fullmatch=True), ADDRESS)))
@settings(max_examples=40, deadline=None)
def test_plain_lists_are_read_as_the_standard_library_reads_them(
    people: list[tuple[str, str]],
) -> None:
    written = ", ".join(f"{name} <{address}>" for name, address in people)
    expected = [(address, " ".join(name.split())) for name, address in getaddresses([written])]
    assert list(parse_addresses(written.encode())) == [pair for pair in expected if pair[0]]


@pytest.mark.parametrize(
    ("written", "addresses"),
    [
        ("Friends: ana@example.org, Bo <bo@example.org>;", ["ana@example.org", "bo@example.org"]),
        ("ana@example.org (Ana Lima)", ["ana@example.org"]),
        ("undisclosed-recipients:;", []),
        ('"a@b.org" <ana@example.org>', ["ana@example.org"]),
        ("<ana@example.org>", ["ana@example.org"]),
        ("'Ana' <ana@example.org>; bo@example.org", ["ana@example.org", "bo@example.org"]),
        ('"unclosed <ana@example.org>', ["ana@example.org"]),
        ("Ana <ana at example.org>", []),
        ("ANA@EXAMPLE.ORG", ["ana@example.org"]),
        ("Лима <ana@example.org>", ["ana@example.org"]),
    ],
)
def test_odd_lists_give_their_addresses(written: str, addresses: list[str]) -> None:
    assert [address for address, _ in parse_addresses(written.encode())] == addresses


def test_a_name_without_end_is_cut() -> None:
    for written in (f'"Bo {"o" * 5_000}" <bo@example.org>', f"bo@example.org ({'o' * 5_000})"):
        ((address, name),) = parse_addresses(written.encode())
        assert (address, len(name)) == ("bo@example.org", 1_000)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ana@example.org (Ana Lima)", "Ana Lima"),
        ("<ana@example.org> (Ana Lima)", "Ana Lima"),
        ("Ana Lima <ana@example.org> (at work)", "Ana Lima"),
        ("bo@example.org, ana@example.org (Ana \\(A.\\) Lima)", "Ana (A.) Lima"),
        ("ana@example.org", ""),
    ],
)
def test_a_name_may_stand_in_a_comment(written: str, name: str) -> None:
    assert parse_addresses(written.encode())[-1] == ("ana@example.org", name)


@given(
    st.datetimes(
        min_value=datetime(1971, 1, 2),  # noqa: DTZ001  hypothesis wants bare bounds
        max_value=datetime(2100, 1, 1),  # noqa: DTZ001
        timezones=st.timezones(),
    )
)
@settings(max_examples=60, deadline=None)
def test_every_date_that_is_written_is_read_to_the_second(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    offset = whole.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        return  # a zone of before clocks were standardized: RFC 5322 cannot write it
    assert parse_date(format_datetime(whole).encode()) == whole.astimezone(UTC)


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("Mon, 2 Feb 2026 10:00:00 +0100", (2026, 2, 2, 9, 0, 0)),
        ("2 Feb 2026 10:00 GMT", (2026, 2, 2, 10, 0, 0)),
        ("Mon,  2 Feb 2026 10:00:00 -0500 (EST)", (2026, 2, 2, 15, 0, 0)),
        ("Mon, 2 Feb 2026 10:00:00 EST", (2026, 2, 2, 15, 0, 0)),
        ("Monday, 02-Feb-26 10:00:00 GMT", (2026, 2, 2, 10, 0, 0)),
        ("Mon, 2 Feb 2026 23:59:60 +0000", (2026, 2, 2, 23, 59, 59)),
        ("Mon, 2 Feb 2026 10:00:00", (2026, 2, 2, 10, 0, 0)),
        ("Mon, 2 Feb 2026 10:00:00 +01:00", (2026, 2, 2, 9, 0, 0)),
        ("2026-02-02T10:00:00Z", (2026, 2, 2, 10, 0, 0)),
        ("2026-02-02 10:00:00 +0100", (2026, 2, 2, 9, 0, 0)),
    ],
)
def test_dates_of_real_mails(written: str, utc: tuple[int, ...]) -> None:
    year, month, day, hour, minute, second = utc
    assert parse_date(written.encode()) == datetime(
        year, month, day, hour, minute, second, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "written", ["", "soon", "Mon, 99 Feb 2026 10:00:00 +0000", "Mon, 2 Feb 2026 10:00:00 +9999999",
                "Thu, 1 Jan 1970 00:00:00 +0000", "1 Jan 0000 00:00 +0000", "\xff\xfe"],
)  # fmt: skip
def test_what_is_no_date_is_none(written: str) -> None:
    assert parse_date(written.encode("latin-1")) is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("=?utf-8?q?J=C3=BCrgen?= =?utf-8?q?_M?=", "Jürgen M"),
        ("=?x-unknown?q?abc?=", "abc"),
        ("=?unknown-8bit?q?J=C3=BCrgen?=", "Jürgen"),
        ("=?us-ascii?q?J=C3=BCrgen?=", "Jürgen"),
        ("=?utf-8*de?q?J=C3=BCrgen?=", "Jürgen"),
        ("=?utf-8?q?J=FCrgen?=", "Jürgen"),
        ("=?utf-8?b?a?=", "=?utf-8?b?a?="),
        ("=?iso-8859-1?q?caf=E9?=", "café"),
        ("plain", "plain"),
    ],
)
def test_encoded_words_are_read_or_left_as_they_are(written: str, said: str) -> None:
    assert decoded(written) == said


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("'Lima, Ana'", "Ana Lima"),
        ("Lima, PhD", "Lima, PhD"),
        ("ana@example.org", ""),
        ("Ana\u202eLima", "AnaLima"),
        ("Lima, Ana, MD", "Lima, Ana, MD"),
    ],
)
def test_display_names_are_written_as_people_say_them(written: str, name: str) -> None:
    assert display_name(written) == name


@pytest.mark.parametrize(
    ("labels", "role"),
    [
        ("Inbox,Important", ""), ("Sent", "sent"), ("Posteingang,Gesendet", "sent"),
        ("Brouillons", "left out"), ("Drafts of my novel", ""), ("Presentation", ""),
    ],
)  # fmt: skip
def test_labels_are_read_whole(labels: str, role: str) -> None:
    assert role_of_labels(labels) == role


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_at_all_are_read_without_an_error(noise: bytes) -> None:
    for name in (b"From", b"Date", b"Subject", b"Message-ID", b"References", b"X-Gmail-Labels"):
        mail = read_mail(name + b": " + noise + b"\nTo: a@example.org\n")
        assert mail.recipients == (("a@example.org", ""),)
        assert mail.mark
        assert mail.thread
        assert len(mail.subject) <= 200
        assert "\n" not in mail.subject
    assert read_mail(noise).mark


@pytest.mark.parametrize(
    "piece", [b'"', b'"\\', b"(", b"<", b"a,", b"a ", b"=?", b"=?utf-8?q?", b":", b"\n ", b"@"]
)
def test_a_hostile_header_takes_linear_time(piece: bytes) -> None:
    value = piece * (200_000 // len(piece)) + b"@"
    start = time.process_time()
    read_mail(b"From: " + value + b"\nTo: " + value + b"\nSubject: " + value + b"\n")
    assert time.process_time() - start < 2.0  # quadratic would be minutes
