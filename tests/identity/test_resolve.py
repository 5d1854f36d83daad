"""When two records are one person: the policy, rule by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netkit.identity.joins import Resolution, resolve
from netkit.importers.port import Sighting as Seen
from netkit.model.people import Handle, PersonId

if TYPE_CHECKING:
    from collections.abc import Mapping

ANN, ANN2 = Handle("linkedin", "ann"), Handle("linkedin", "ann-2")
MAIL, MAIL2 = Handle("email", "ann@example.org"), Handle("email", "lee@example.org")
ROLE = Handle("email", "info@example.org")
PHONE = Handle("phone", "+4930123456")
NAME = Handle("name", "linkedin/ann lee")


def _resolve(*seen: Seen, known: Mapping[str, PersonId] | None = None) -> Resolution:
    return resolve(seen, known or {}, {})


def _people(found: Resolution) -> int:
    return len({person for _, person in found.handles})


def test_a_shared_strong_key_joins_two_records() -> None:
    found = _resolve(Seen((ANN, MAIL), "Ann Lee"), Seen((MAIL, PHONE), "Ann Lee"))
    assert _people(found) == 1
    assert {person for _, person in found.handles} == {ANN.person_id}


def test_the_same_name_alone_joins_nobody() -> None:
    found = _resolve(Seen((ANN,), "Ann Lee"), Seen((MAIL,), "Ann Lee"))
    assert _people(found) == 2
    assert found.conflicts == ()


def test_a_bare_name_is_a_key_only_of_its_own_record() -> None:
    found = _resolve(Seen((ANN, NAME), "Ann Lee"), Seen((MAIL, NAME), "Ann Lee"))
    assert _people(found) == 3


def test_different_profiles_veto_a_shared_address_and_ask() -> None:
    found = _resolve(Seen((ANN, MAIL), "Ann Lee"), Seen((ANN2, MAIL), "Ann Lee"))
    assert _people(found) == 2
    [conflict] = found.conflicts
    assert {conflict.a, conflict.b} == {ANN.person_id, ANN2.person_id}
    assert "different LinkedIn profiles" in conflict.reason


def test_a_key_shared_by_clearly_different_names_asks() -> None:
    found = _resolve(Seen((ANN, PHONE), "Ann Lee"), Seen((MAIL, PHONE), "Bob Ray"))
    assert _people(found) == 2
    assert "different names" in found.conflicts[0].reason


def test_a_nickname_an_initial_or_a_married_name_is_not_clearly_different() -> None:
    assert _people(_resolve(Seen((ANN, MAIL), "Ann Lee"), Seen((MAIL,), "A. Lee"))) == 1
    assert _people(_resolve(Seen((ANN, MAIL), "Robert Lee"), Seen((MAIL,), "Bob Lee"))) == 1
    assert _people(_resolve(Seen((ANN, MAIL), "Ann Lee"), Seen((MAIL, PHONE), "Ann Ray"))) == 1


def test_an_offices_address_joins_nobody() -> None:
    found = _resolve(Seen((ANN, ROLE), "Ann Lee"), Seen((ANN2, ROLE), "Ann Lee"))
    assert _people(found) == 3
    assert found.conflicts == ()


def test_who_is_known_keeps_the_id() -> None:
    known = {MAIL.key: PersonId("p-old")}
    found = _resolve(Seen((ANN, MAIL), "Ann Lee"), known=known)
    assert {person for _, person in found.handles} == {"p-old"}
    assert found.joins == ()


def test_two_known_people_who_turn_out_to_be_one_are_joined_by_record() -> None:
    known = {MAIL.key: PersonId("p-mail"), ANN.key: PersonId("p-ann")}
    found = _resolve(Seen((ANN, MAIL), "Ann Lee"), known=known)
    assert found.joins == (("p-ann", "p-mail"),)


@given(
    st.lists(
        st.lists(
            st.sampled_from([ANN, ANN2, MAIL, MAIL2, PHONE, ROLE]), min_size=1, max_size=3
        ).map(lambda handles: Seen(tuple(dict.fromkeys(handles)), "Ann Lee")),
        max_size=8,
    )
)
def test_two_different_profiles_are_never_one_person(seen: list[Seen]) -> None:
    found = _resolve(*seen)
    belongs = dict(found.handles)
    if {ANN, ANN2} <= belongs.keys() and not any({ANN, ANN2} <= set(s.handles) for s in seen):
        assert belongs[ANN] != belongs[ANN2]


@given(
    st.lists(
        st.lists(st.sampled_from([ANN, MAIL, MAIL2, PHONE]), min_size=1, max_size=3).map(
            lambda handles: Seen(tuple(dict.fromkeys(handles)), "Ann Lee")
        ),
        max_size=6,
    )
)
def test_seeing_the_same_again_joins_nobody_further(seen: list[Seen]) -> None:
    first = _resolve(*seen)
    known = {handle.key: person for handle, person in first.handles}
    again = _resolve(*seen, known=known)
    assert dict(again.handles) == dict(first.handles)
    assert again.joins == ()


LANDLINE, MOBILE = Handle("phone", "+493012345678"), Handle("phone", "+491701234567")


@pytest.mark.parametrize(
    "names",
    [("J. Feld", "Jana Feld"), ("Otto Kern", "Otto Kern Jr."), ("Jana Feld", "Jana Roth")],
    ids=["an initial", "a son", "another surname"],
)
def test_a_landline_joins_no_names_that_are_only_like_each_other(names: tuple[str, str]) -> None:
    """A household or an office answers a landline; a mobile number is one person's."""
    at_home = [Seen((LANDLINE,), name) for name in names]
    found = _resolve(*at_home)
    assert _people(found) == 2
    assert "different names" in found.conflicts[0].reason
    assert _people(_resolve(*(Seen((MOBILE,), name) for name in names))) == 1


def test_a_landline_joins_two_spellings_of_one_name() -> None:
    assert _people(_resolve(Seen((LANDLINE,), "Bob Feld"), Seen((LANDLINE,), "Robert Feld"))) == 1
