"""The review queue: who may be one, never on a name alone."""

from __future__ import annotations

from netkit.identity.review_queue import duplicates
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


def test_what_an_import_could_not_decide_comes_first() -> None:
    people = [_person("a", "Ann Lee"), _person("b", "Bob Ray"), _person("c", "Ann Lee")]
    pair = frozenset((PersonId("a"), PersonId("b")))
    found = duplicates(people, doubted={pair: "the same phone, but different names"})
    assert [(one.a.id, one.b.id) for one in found] == [("a", "b"), ("a", "c")]


def test_different_profiles_are_no_candidate_by_name() -> None:
    people = [_person("a", "Ann Lee", "ACME"), _person("b", "Ann Lee", "ACME")]
    slugs = {PersonId("a"): frozenset({"ann"}), PersonId("b"): frozenset({"ann-2"})}
    assert duplicates(people, vetoed=slugs) == []
