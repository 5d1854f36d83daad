"""People, their organizations and the terms they share, as a store finds and counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.frozen import replace
from netkit.model.people import Claim, PersonId
from netkit.store.values import Change, Join
from tests.circle import (
    ANN,
    ANN_MAIL,
    BOB,
    BUSY,
    CID,
    DAY,
    ME,
    NOON,
    circle,
    need,
    pid,
)

if TYPE_CHECKING:
    from netkit.store.port import Store


def test_people_come_by_id_with_name_job_and_owner(store: Store) -> None:
    store.append(circle())
    people = store.people()
    assert [person.id for person in people] == sorted(person.id for person in people)
    ann = store.people([pid(ANN)])[0]
    assert (ann.name, ann.organization, ann.title) == ("Ann Müller", "ACME, Inc.", "IP attorney")
    assert [person.name for person in people if person.owner] == ["Me Myself"]
    assert store.owners() == (pid(ME),)
    assert store.people([PersonId("p0000000000000000")]) == []


def test_handles_of_many_are_those_of_each_alone(store: Store) -> None:
    store.append(circle(*BUSY))
    store.append(Change("mail", NOON, handles=[(ANN_MAIL, pid(ANN))]))
    store.append(Change("merge", NOON, joins=[Join(pid(BOB), pid(CID), "one person")]))
    people = [pid(CID), pid(ANN), pid(BOB), pid(ANN), PersonId("p0000000000000000")]
    expected = {person: store.handles(person) for person in people[:3]}
    assert expected[pid(ANN)] == [ANN, ANN_MAIL]
    assert expected[pid(BOB)] == expected[pid(CID)]
    assert store.handles_of(people) == expected
    assert store.handles_of([]) == {}


def test_names_are_found_by_the_beginning_of_each_word_without_accents(store: Store) -> None:
    store.append(circle())
    assert [p.name for p in store.named(["mull"])] == ["Ann Müller"]
    assert [p.name for p in store.named(["lop", "ci"])] == ["Cid López-Ray"]
    assert {p.name for p in store.named(["ray"])} == {"Bob O'Ray", "Cid López-Ray"}
    assert [p.name for p in store.named(["b", "o", "ray"])] == ["Bob O'Ray"]
    assert store.named(["b", "mull"]) == []
    assert store.named(["nobody"]) == []


def test_organizations_are_one_under_their_spellings(store: Store) -> None:
    store.append(circle())
    keys = store.organizations(["acm"])
    assert keys == ["acme"]
    assert [one.person for one in store.affiliations(organizations=keys)] == [pid(ANN)]


def test_terms_find_needs_titles_and_their_synonyms(store: Store) -> None:
    store.append(circle(*BUSY))
    found = {(term.person, term.origin) for term in store.with_terms({"lawyer"})}
    assert found == {(pid(ANN), "title"), (pid(BOB), "need")}


def test_a_term_is_counted_once_for_each_person_who_has_it(store: Store) -> None:
    store.append(circle(*BUSY, need(ANN, "another lawyer")))
    holders: dict[str, set[PersonId]] = {}
    for term in store.with_terms():
        holders.setdefault(term.term, set()).add(term.person)
    expected = {term: len(people) for term, people in holders.items()}
    assert expected["lawyer"] == 2
    assert store.term_counts() == expected
    assert store.term_counts({"lawyer", "no such term"}) == {"lawyer": 2}


def test_terms_follow_who_has_them_through_merges_splits_undo_and_farewells(store: Store) -> None:
    def holders(term: str) -> set[PersonId]:
        found = store.with_terms({term})
        assert store.term_counts({term}).get(term, 0) == len({one.person for one in found})
        return {one.person for one in found}

    mail = Change("mail", NOON, handles=[(ANN_MAIL, ANN_MAIL.person_id)])
    store.append(circle(need(BOB, "a desk and a sofa")))
    store.append(replace(mail, events=[need(ANN_MAIL, "a sofa"), need(CID, "a desk")]))
    assert holders("sofa") == {pid(BOB), pid(ANN_MAIL)}
    store.append(Change("join", NOON, joins=[Join(pid(ANN), pid(ANN_MAIL), "the same")]))
    assert holders("sofa") == {pid(ANN), pid(BOB)}
    store.append(Change("more", NOON, events=[need(ANN_MAIL, "a desk")]))
    assert holders("desk") == {pid(ANN), pid(BOB), pid(CID)}
    store.append(Change("split", NOON, splits=[ANN_MAIL]))
    assert holders("desk") == {pid(ANN_MAIL), pid(BOB), pid(CID)}
    store.withdraw(NOON)
    assert holders("desk") == {pid(ANN), pid(BOB), pid(CID)}
    store.withdraw(NOON)
    assert holders("desk") == {pid(BOB), pid(CID)}
    store.forget(pid(BOB), b"salt")
    assert holders("sofa") == {pid(ANN)}
    store.withdraw(NOON)
    assert holders("sofa") == {pid(ANN_MAIL)}


def test_what_was_typed_beats_what_an_archive_says(store: Store) -> None:
    store.append(circle())
    typed = Claim(pid(ANN), "name", "Ann M. Miller", NOON - 500 * DAY, "typed")
    later = Claim(pid(ANN), "name", "A. Muller", NOON + 500 * DAY, "archive")
    store.append(Change("typed", NOON, claims=[typed, later]))
    assert store.people([pid(ANN)])[0].name == "Ann M. Miller"
