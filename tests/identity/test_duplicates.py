"""The review queue: who may be one, never on a name alone."""

from __future__ import annotations

import random
from itertools import combinations

from netkit.identity.review_queue import duplicates, hanging_together
from netkit.model.people import Person, PersonId


def _person(pid: str, name: str, organization: str = "", title: str = "") -> Person:
    return Person(PersonId(pid), name, organization, title)


def test_the_same_name_at_the_same_employer_is_a_candidate_with_its_reasons() -> None:
    [found] = duplicates([_person("a", "Ann Lee", "ACME, Inc."), _person("b", "Ann Lee", "Acme")])
    assert found.reasons == ("the same name", "both at ACME, Inc.")


def test_the_same_name_at_different_employers_is_none() -> None:
    assert duplicates([_person("a", "Ann Lee", "ACME"), _person("b", "Ann Lee", "Beta")]) == []


def test_similar_names_are_not_enough() -> None:
    """Wei Zhang / Wei Zhao score 82 of 100 by token sort, John / Jon Smith 95 (rapidfuzz)."""
    people = [
        _person("a", "Wei Zhang", "ACME"),
        _person("b", "Wei Zhao", "ACME"),
        _person("c", "John Smith", "Beta"),
        _person("d", "Jon Smith", "Gamma"),
    ]
    assert duplicates(people) == []


def test_a_pair_that_was_settled_is_never_shown_again() -> None:
    people = [_person("a", "Ann Lee", "ACME"), _person("b", "Ann Lee", "ACME")]
    pair = frozenset((PersonId("a"), PersonId("b")))
    assert duplicates(people, settled=[pair]) == []


def test_what_an_import_could_not_decide_is_asked_the_likeliest_first() -> None:
    people = [_person("a", "Ann Lee"), _person("b", "Bob Ray"), _person("c", "Ann Lee")]
    pair = frozenset((PersonId("a"), PersonId("b")))
    found = duplicates(people, doubted={pair: "the same phone, but different names"})
    assert [(one.a.id, one.b.id) for one in found] == [("a", "c"), ("a", "b")]
    assert [one.kind for one in found] == ["same name", "shared number"]


def test_the_blocks_leave_out_no_pair_that_comparing_everybody_finds() -> None:
    chosen = random.Random(7)
    people = [
        _person(
            f"p{number:03}",
            f"{chosen.choice(['Ann', 'Anne', 'Bo'])} {chosen.choice(['Lee', 'Leed', 'Lind'])}",
            chosen.choice(["", "ACME, Inc.", "acme", "Beta"]),
            chosen.choice(["", "Cook", "cook", "Baker"]),
        )
        for number in range(60)
    ]
    by_hand = {(a.id, b.id) for a, b in combinations(people, 2) if duplicates([a, b])}
    assert by_hand
    assert {(pair.a.id, pair.b.id) for pair in duplicates(people)} == by_hand


def test_two_names_on_one_key_are_a_question_apart_from_namesakes() -> None:
    people = [_person("a", "Ann Lee"), _person("b", "Ann Lee"), _person("c", "Ann Lee", "ACME")]
    other = _person("d", "Bob Ray", "ACME")
    doubted = {frozenset((PersonId("c"), PersonId("d"))): "the same phone, but different names"}
    groups = hanging_together(duplicates([*people, other], doubted=doubted))
    assert [len(group) for group in groups] == [3, 1]
