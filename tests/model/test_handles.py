"""Keys of people: the same person gives the same key, however a source writes it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netkit.model.handles import (
    connection,
    email,
    is_role_address,
    linkedin,
    named,
    own_id,
    phone,
    unknown,
)
from netkit.model.people import STRONG


@pytest.mark.parametrize(
    "text",
    [
        "https://www.linkedin.com/in/j%C3%BCrgen-1", "http://de.linkedin.com/in/JÜRGEN-1/",
        "www.linkedin.com/in/ju\u0308rgen-1", "linkedin.com/in/jürgen-1?trk=people",
        "https://www.linkedin.com/in/jürgen-1/de", "linkedin.com/in/jürgen-1#top", "/in/jürgen-1",
        " jürgen-1 ",
    ],
)  # fmt: skip
def test_every_spelling_of_a_profile_is_one_key(text: str) -> None:
    handle = linkedin(text)
    assert handle is not None
    assert handle.key == "linkedin:jürgen-1"


@pytest.mark.parametrize(
    "text",
    ["", "https://www.linkedin.com/company/acme", "https://www.linkedin.com/in/", "Ana Lima",
     "https://example.org/in/ana", "https://example.org/?u=linkedin.com/in/ana", "linkedin.com",
     "ana@example.org", "x" * 301, "https://www.linkedin.com/in/a%00b", "a\u202eb"],
)  # fmt: skip
def test_what_leads_to_no_profile_is_no_key(text: str) -> None:
    assert linkedin(text) is None


def test_a_slug_is_unquoted_once_and_only_when_it_is_utf8() -> None:
    twice, latin = linkedin("linkedin.com/in/a%2541"), linkedin("linkedin.com/in/jos%E9")
    assert twice is not None
    assert latin is not None
    assert (twice.value, latin.value) == ("a%41", "jos%e9")


@pytest.mark.parametrize(
    "text", ["Ana@Example.org", " mailto:ANA@example.org ", "Ana <ana@example.org>"]
)
def test_every_spelling_of_an_address_is_one_key(text: str) -> None:
    handle = email(text)
    assert handle is not None
    assert handle.key == "email:ana@example.org"


@pytest.mark.parametrize(
    "text", ["", "ana", "ana@", "@x.org", "a b@x.org", "a@b@x.org", "a@x", "a@x.org, b@x.org"]
)
def test_what_is_no_address_is_no_key(text: str) -> None:
    assert email(text) is None


def test_office_addresses_are_told_from_peoples() -> None:
    offices = ["info@x.org", "no-reply@x.org", "noreply-123@x.org", "Support@x.org", "jobs+a@x.org"]
    people = ["ana@x.org", "ana+list@x.org", "inforda@x.org", "replya@x.org", "sam.hello@x.org"]
    assert [is_role_address(address) for address in offices + people] == [True] * 5 + [False] * 5


def test_a_phone_needs_a_country_from_somewhere() -> None:
    # London's numbers reserved for drama: Ofcom, "Telephone numbers for use in TV and radio drama"
    assert phone("020 7946 0958", "") is None
    assert (
        phone("020 7946 0958", "gb")
        == phone("+44 20 7946 0958", "")
        == phone("+442079460958", "DE")
    )
    assert phone("call me", "GB") is None
    assert phone("12", "GB") is None


def test_the_names_of_a_connection_are_compared_without_case_and_spaces_but_with_accents() -> None:
    day = date(2020, 1, 2)
    assert connection(" ANA  Müller ", day) == connection("ana müller", day)
    assert connection("Ana Muller", day) != connection("Ana Müller", day)
    assert connection("Ana Müller", date(2020, 1, 3)) != connection("Ana Müller", day)


def test_names_and_unknown_people_are_never_joined_without_asking() -> None:
    weak = [named("linkedin", "Ana"), unknown("linkedin", "c1")]
    strong = [connection("Ana", date(2020, 1, 2)), own_id("slack", " U1 ")]
    assert [handle.kind in STRONG for handle in weak + strong] == [False, False, True, True]
    assert named("linkedin", "Ana") != named("linkedin", "Ana", "ACME") != named("mbox", "Ana")
    assert own_id("slack", " U1 ").value == "slack/U1"


@given(st.text(max_size=80))
def test_any_text_gives_a_key_that_gives_itself_or_none(text: str) -> None:
    address, profile = email(text), linkedin(f"https://www.linkedin.com/in/{text}")
    assert address is None or email(address.value) == address
    assert profile is None or profile.value == profile.value.lower()
    phone(text, "DE")
