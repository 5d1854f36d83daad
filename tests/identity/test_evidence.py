"""People without a shared key are one only by strong evidence."""

from __future__ import annotations

from netkit.identity.evidence import Portrait, evidence_joins
from netkit.model.people import Handle, PersonId


def _person(
    pid: str, name: str = "", employer: str = "", *, mail: str = "", profile: str = ""
) -> Portrait:
    handles = [Handle("email", mail)] if mail else []
    handles += [Handle("linkedin", profile)] if profile else []
    return Portrait(
        PersonId(pid),
        frozenset({name} - {""}),
        frozenset({employer} - {""}),
        frozenset(handles),
    )


def _reasons(*people: Portrait, different: tuple[str, str] | None = None) -> tuple[list[str], int]:
    verdicts = [frozenset(map(PersonId, different))] if different else []
    joins, doubts = evidence_joins(people, [one.id for one in people], verdicts)
    return [join.reason for join in joins], len(doubts)


def test_the_same_name_at_the_same_employer_is_one_person() -> None:
    a, b = _person("a", "Rosa Feld", "Brightmoor, Inc."), _person("b", "Rosa Feld", "Brightmoor")
    assert _reasons(a, b) == (["by name and employer"], 0)


def test_a_nickname_of_two_is_the_one_that_the_other_nickname_leaves() -> None:
    robert = _person("a", "Robert Stone", "Brightmoor", profile="r")
    william = _person("b", "William Stone", "Brightmoor", profile="w")
    bob = _person("c", "Bob Stone", mail="bob@brightmoor.example")
    bill = _person("d", "Bill Stone", mail="bill@brightmoor.example")  # short for both
    people = [robert, william, bob, bill]
    joins, doubts = evidence_joins(people, [person.id for person in people])
    assert {(join.survivor, join.absorbed) for join in joins} == {("a", "c"), ("b", "d")}
    assert not doubts
    assert _reasons(robert, william, bill) == ([], 2)


def test_of_two_namesakes_the_one_whom_the_user_called_another_is_left_out() -> None:
    first = _person("a", "Rosa Feld", "Brightmoor", profile="r1")
    second = _person("b", "Rosa Feld", "Brightmoor", profile="r2")
    letter = _person("c", "Rosa Feld", mail="rosa@brightmoor.example")
    assert _reasons(first, second, letter) == ([], 2)
    people = [first, second, letter]
    (join,), doubts = evidence_joins(people, [letter.id], [frozenset((first.id, letter.id))])
    assert ({join.survivor, join.absorbed}, doubts) == ({"b", "c"}, [])


def test_an_address_at_the_employer_is_the_person_of_that_name() -> None:
    known = _person("a", "Rosa Feld", "Brightmoor Foods")
    named = _person("b", "Rosa Feld", mail="rfeld@brightmoor.example")
    bare = _person("c", mail="rosa.feld@brightmoor.example")
    assert _reasons(known, named) == (["by name and address at the employer"], 0)
    assert _reasons(known, bare) == (["by an address made of the name at the employer"], 0)


def test_a_nickname_at_the_same_employer_is_one_person() -> None:
    a, b = _person("a", "Robert Hart", "Brightmoor"), _person("b", "Bob Hart", "Brightmoor")
    assert _reasons(a, b) == (["by a form of the name and employer"], 0)


def test_namesakes_elsewhere_an_initial_or_a_private_address_join_nobody() -> None:
    known = _person("a", "Rosa Feld", "Brightmoor")
    assert _reasons(known, _person("b", "Rosa Feld", "Oakline")) == ([], 0)
    assert _reasons(known, _person("b", "R. Feld", "Brightmoor")) == ([], 0)
    assert _reasons(known, _person("b", "Rosa Feld", mail="rosa.feld@gmail.com")) == ([], 0)


def test_two_namesakes_at_one_employer_are_asked_about() -> None:
    people = [
        _person("a", "Rosa Feld", "Brightmoor", profile="rosa-1"),
        _person("b", "Rosa Feld", "Brightmoor", profile="rosa-2"),
        _person("c", "Rosa Feld", mail="rosa.feld@brightmoor.example"),
    ]
    assert _reasons(*people) == ([], 2)


def test_whom_the_user_called_different_stays_two_without_a_question() -> None:
    a, b = _person("a", "Rosa Feld", "Brightmoor"), _person("b", "Rosa Feld", "Brightmoor")
    assert _reasons(a, b, different=("a", "b")) == ([], 0)


def test_a_family_name_that_stands_first_in_one_source_joins_with_further_evidence() -> None:
    kenji = _person("a", "Kenji Tanaka", "Brightmoor", profile="k")
    card = _person("b", "Tanaka Kenji", "Brightmoor Ltd")
    letter = _person("c", "TANAKA Kenji", mail="k.tanaka@brightmoor.example")
    bare = _person("d", mail="tanaka.kenji@brightmoor.example")
    assert _reasons(kenji, card) == (["by name and employer"], 0)
    assert _reasons(kenji, letter) == (["by name and address at the employer"], 0)
    assert _reasons(kenji, bare) == (["by an address made of the name at the employer"], 0)
    assert _reasons(kenji, _person("e", "Tanaka Kenji", mail="tk@web.example")) == ([], 0)
    assert _reasons(kenji, _person("f", "Tanaka Kenji", "Oakwell")) == ([], 0)


def test_two_given_names_the_other_way_round_may_be_two_people() -> None:
    thomas = _person("a", "Thomas Martin", "Brightmoor", profile="t")
    martin = _person("b", "Martin Thomas", "Brightmoor")
    assert _reasons(thomas, martin) == ([], 0)
