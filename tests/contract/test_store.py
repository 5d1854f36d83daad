"""The promises of netkit.store.port, one test each."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from netkit.errors import StoreError, UsageError
from netkit.model.events import Interaction, Need, Step, event_id
from netkit.model.frozen import replace
from netkit.model.people import Claim, Handle, PersonId
from netkit.store import open_store
from netkit.store.values import Change, Counts, Doubt, Join
from netkit.ties.statistics import Contact, tie_stats
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
    closed,
    favour,
    need,
    pid,
    wrote,
)

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.store.port import Store

DAY0 = int(NOON.timestamp() // 86_400)


def test_a_receipt_counts_what_was_new_without_the_owner(store: Store) -> None:
    receipt = store.append(circle(*BUSY))
    assert receipt.new == Counts(
        people=3, interactions=5, favours=1, introductions=0, acquaintances=1, other=1
    )


def test_recording_the_same_again_adds_nothing(store: Store) -> None:
    store.append(circle(*BUSY))
    before = store.digest()
    again = store.append(circle(*BUSY))
    assert (again.batch, again.new) == (0, Counts())
    assert store.digest() == before
    assert len(store.batches()) == 1


def test_the_order_of_events_does_not_matter(store: Store, tmp_path: Path) -> None:
    shuffled = list(BUSY)
    random.Random(1).shuffle(shuffled)
    store.append(circle(*shuffled[:4]))
    store.append(circle(*shuffled[4:]))
    other = open_store(tmp_path / "other.netkit")
    other.append(circle(*BUSY))
    assert store.digest() == other.digest()
    assert store.ties(pid(ME)) == other.ties(pid(ME))
    other.close()


def test_a_change_that_speaks_of_nobody_known_is_refused_whole(store: Store) -> None:
    before = store.digest()
    stranger = Handle("linkedin", "stranger")
    with pytest.raises(StoreError, match="no handle stands for"):
        store.append(circle(wrote(ME, stranger)))
    assert store.digest() == before
    assert store.people() == []


def test_people_come_by_id_with_name_job_and_owner(store: Store) -> None:
    store.append(circle())
    people = store.people()
    assert [person.id for person in people] == sorted(person.id for person in people)
    ann = store.people([pid(ANN)])[0]
    assert (ann.name, ann.organization, ann.title) == ("Ann Müller", "ACME, Inc.", "IP attorney")
    assert [person.name for person in people if person.owner] == ["Me Myself"]
    assert store.owners() == (pid(ME),)
    assert store.people([PersonId("p0000000000000000")]) == []


def test_names_are_found_by_the_beginning_of_each_word_without_accents(store: Store) -> None:
    store.append(circle())
    assert [p.name for p in store.named(["mull"])] == ["Ann Müller"]
    assert [p.name for p in store.named(["lop", "ci"])] == ["Cid López-Ray"]
    assert {p.name for p in store.named(["ray"])} == {"Bob O'Ray", "Cid López-Ray"}
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


def test_parts_count_the_events_of_each_person_up_to_a_day_owners_left_out(store: Store) -> None:
    store.append(circle(*BUSY, favour(ME, ANN, "a review"), favour(BOB, ME), need(BOB, "a loan")))
    for kind in ("favour", "need", "acquaintance"):
        parts = store.event_counts(kind)
        assert parts.keys() == ({pid(BOB)} if kind == "need" else {pid(ANN), pid(BOB)})
        assert all(len(store.events([kind], people=[p])) == n for p, n in parts.items())
        often = {person: count for person, count in parts.items() if count >= 2}
        assert store.event_counts(kind, least=2) == often
    assert store.event_counts("need", until=NOON - 9_000 * DAY) == {}
    assert store.event_counts("favour", until=NOON) == store.event_counts("favour")


def test_two_who_were_written_to_at_once_count_as_one_for_everybody_when_they_are_one(
    store: Store,
) -> None:
    store.append(circle(wrote(ME, ANN, BOB, CID), wrote(CID, ME, ANN, day=3), wrote(ANN, ME, BOB)))
    before = {pid(one): store.tie(pid(ME), pid(one)) for one in (ANN, BOB, CID)}
    kept = dict(store.ties(pid(ME)))
    store.append(Change("merge", NOON, joins=[Join(pid(ANN), pid(BOB), "one person")]))
    assert store.check() == []
    assert list(store.days(pid(ME), [pid(CID)]).values()) == [
        [(DAY0, 0.5, 0.0), (DAY0 + 3, 0.0, 0.5)]
    ]
    store.withdraw(NOON)
    assert store.check() == []
    assert dict(store.ties(pid(ME))) == kept
    assert {pid(one): store.tie(pid(ME), pid(one)) for one in (ANN, BOB, CID)} == before


def test_what_changes_are_called_names_nobody_who_is_forgotten(store: Store) -> None:
    store.append(circle(label="import circle.zip"))
    store.append(circle(need(ANN, "a loan"), label="Ann Müller needs: a loan"))
    store.append(circle(need(BOB, "a desk"), label="Bob O'Ray needs: a desk"))
    store.append(circle(need(CID, "rest"), label="the friend of ann müller needs: rest"))
    store.append(circle(favour(ME, BOB), label="undone for Ann Müller"))
    store.withdraw(NOON)
    store.forget(pid(ANN), b"salt")
    assert [one.label for one in store.batches()] == [
        "import circle.zip",
        "forgotten",
        "Bob O'Ray needs: a desk",
        "forgotten",
        "forgotten",
    ]


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


def test_favours_are_counted_anew_after_a_merge_an_undo_and_a_farewell(store: Store) -> None:
    store.append(circle(favour(ME, ANN), favour(ME, BOB), favour(BOB, ANN, "a reference")))
    assert store.event_counts("favour") == {pid(ANN): 2, pid(BOB): 2}
    store.append(Change("merge", NOON, joins=[Join(pid(ANN), pid(BOB), "one person")]))
    assert store.event_counts("favour") == {pid(ANN): 3}
    store.withdraw(NOON)
    assert store.event_counts("favour") == {pid(ANN): 2, pid(BOB): 2}
    store.forget(pid(BOB), b"salt")
    assert store.event_counts("favour") == {pid(ANN): 1}
    store.append(circle(favour(ME, ANN, "one more"), label="later"))
    assert store.event_counts("favour") == {pid(ANN): 2}
    store.withdraw(NOON)
    assert store.event_counts("favour") == {pid(ANN): 1}


def test_what_was_typed_beats_what_an_archive_says(store: Store) -> None:
    store.append(circle())
    typed = Claim(pid(ANN), "name", "Ann M. Miller", NOON - 500 * DAY, "typed")
    later = Claim(pid(ANN), "name", "A. Muller", NOON + 500 * DAY, "archive")
    store.append(Change("typed", NOON, claims=[typed, later]))
    assert store.people([pid(ANN)])[0].name == "Ann M. Miller"


# --- ties ---------------------------------------------------------------------------------------


def test_a_tie_is_the_fold_of_its_contact_days(store: Store) -> None:
    store.append(circle(*BUSY))
    expected = tie_stats(
        [
            Contact(DAY0, from_a=True),
            Contact(DAY0, from_a=False),
            Contact(DAY0 + 10, from_a=False),
            Contact(DAY0 + 20, from_a=True, weight=0.5),
        ]
    )
    assert store.tie(pid(ME), pid(ANN)) == expected


def test_a_tie_is_seen_from_the_one_asked_about(store: Store) -> None:
    store.append(circle(wrote(ME, ANN, day=1), wrote(ME, ANN, day=2)))
    mine = dict(store.ties(pid(ME)))[pid(ANN)]
    theirs = dict(store.ties(pid(ANN)))[pid(ME)]
    assert (mine.days_ab, mine.days_ba, mine.last_ab, mine.last_ba) == (2, 0, DAY0 + 2, None)
    assert (theirs.days_ab, theirs.days_ba, theirs.last_ba) == (0, 2, DAY0 + 2)


def test_some_ties_and_some_figures_are_those_of_all_ties(store: Store) -> None:
    store.append(circle(*BUSY))
    for until in (None, NOON + 10 * DAY):
        for person in (pid(ME), pid(ANN)):
            every = store.ties(person, until=until)
            assert every
            chosen = [other for other, _ in every[:1]]
            assert store.ties(person, others=chosen, until=until) == every[:1]
            figures = store.tie_figures(person, ["days_ab", "last_ba", "log_strength"], until=until)
            assert sorted(figures) == [
                (other, stats.days_ab, stats.last_ba, stats.log_strength) for other, stats in every
            ]
    assert store.ties(pid(ME), others=[]) == []


def test_recipients_of_one_message_have_no_tie_with_each_other(store: Store) -> None:
    store.append(circle(*BUSY))
    assert store.tie(pid(ANN), pid(BOB)) is None


def test_without_an_owner_everybody_has_ties(store: Store) -> None:
    people = [ANN, BOB, CID]
    store.append(
        Change(
            "table",
            NOON,
            handles=[(h, h.person_id) for h in people],
            events=[wrote(ANN, BOB), wrote(BOB, CID)],
        )
    )
    assert store.tie(pid(ANN), pid(BOB)) is not None
    assert store.tie(pid(ANN), pid(CID)) is None


def test_a_message_to_oneself_makes_no_tie(store: Store) -> None:
    store.append(circle(wrote(ME, ME)))
    assert store.ties(pid(ME)) == []


def test_a_past_day_sees_nothing_later(store: Store) -> None:
    store.append(circle(*BUSY))
    past = store.tie(pid(ME), pid(ANN), until=NOON + 10 * DAY)
    assert past is not None
    assert (past.contact_days, past.last_day) == (2, DAY0 + 10)
    assert dict(store.ties(pid(ME), until=NOON + 10 * DAY))[pid(ANN)] == past
    assert store.tie(pid(ME), pid(BOB), until=NOON + 10 * DAY) is None


def test_days_and_contacts_tell_the_same(store: Store) -> None:
    store.append(circle(*BUSY))
    days = store.days(pid(ME), [pid(ANN)])[pid(ANN)]
    assert days == [(DAY0, 1.0, 1.0), (DAY0 + 10, 0.0, 1.0), (DAY0 + 20, 0.5, 0.0)]
    pair = [c for c in store.contacts() if {c.a, c.b} == {pid(ME), pid(ANN)}]
    assert [c.day for c in pair] == [day for day, _, _ in days]
    assert all(c.a < c.b for c in pair)
    out = [c.ab if c.a == pid(ME) else c.ba for c in pair]
    assert out == [sent for _, sent, _ in days]
    assert store.span() == (DAY0, DAY0 + 21)


def test_an_empty_network_answers_everything_with_nothing(store: Store) -> None:
    assert store.people() == []
    assert store.owners() == ()
    assert store.span() is None
    assert list(store.contacts()) == []
    assert store.events(["need"]) == []
    assert store.withdraw(NOON) is None
    assert store.counts() == Counts()
    assert store.check() == []


# --- events -------------------------------------------------------------------------------------


def test_events_come_back_as_they_were_said_by_time(store: Store) -> None:
    later, sooner = need(BOB, "an engineer", day=5), need(BOB, "a lawyer", day=1)
    store.append(circle(later, sooner))
    found = store.events(["need"])
    assert [one.event for one in found] == [sooner, later]
    assert found[0].id == event_id(sooner)


def test_a_step_is_a_further_event_and_the_first_stays(store: Store) -> None:
    wanted = need(BOB, "a lawyer")
    store.append(circle(wanted, closed(wanted, day=3)))
    assert [one.event for one in store.events(["need"])] == [wanted]
    step = store.events(["step"])[0].event
    assert isinstance(step, Step)
    assert step.of == event_id(wanted)


def test_events_are_narrowed_by_person_and_day(store: Store) -> None:
    store.append(circle(need(BOB, "x", day=1), need(ANN, "y", day=2), need(BOB, "z", day=3)))
    found = store.events(["need"], people=[pid(BOB)], until=NOON + 2 * DAY)
    assert [one.event.text for one in found if isinstance(one.event, Need)] == ["x"]


def test_interactions_of_several_people_are_those_all_took_part_in(store: Store) -> None:
    store.append(circle(*BUSY))
    found = store.interactions([pid(ANN), pid(BOB)])
    assert [one.event.at for one in found] == [NOON + 21 * DAY, NOON + 20 * DAY]
    assert store.interactions([pid(ANN), pid(BOB)], limit=1) == found[:1]
    assert found[1].event.sender == pid(ME)
    assert set(found[1].event.recipients) == {pid(ANN), pid(BOB)}


def test_all_interactions_come_by_time(store: Store) -> None:
    store.append(circle(*BUSY))
    found = [one.event for one in store.all_interactions()]
    said = [event for event in BUSY if isinstance(event, Interaction)]
    assert sorted(e.at for e in found) == [e.at for e in found]
    assert {event_id(e) for e in found} == {event_id(e) for e in said}


# --- joining, splitting, undoing, forgetting ----------------------------------------------------


def test_a_joined_handle_speaks_for_its_person(store: Store) -> None:
    store.append(circle(wrote(ME, ANN, day=0)))
    store.append(
        Change(
            "mail",
            NOON,
            handles=[(ANN_MAIL, pid(ANN))],
            events=[wrote(ANN_MAIL, ME, day=7)],
        )
    )
    stats = store.tie(pid(ME), pid(ANN))
    assert stats is not None
    assert (stats.days_ab, stats.days_ba) == (1, 1)
    assert store.people_by_handle([ANN_MAIL.key]) == {ANN_MAIL.key: pid(ANN)}
    assert store.handles(pid(ANN)) == [ANN, ANN_MAIL]


def test_joining_two_people_makes_one_of_all_they_have(store: Store) -> None:
    store.append(circle(*BUSY, wrote(CID, ME, day=40)))
    store.append(Change("join", NOON, joins=[Join(pid(ANN), pid(CID), "the user said so")]))
    assert store.people([pid(CID)]) == store.people([pid(ANN)])
    stats = store.tie(pid(ME), pid(CID))
    assert stats is not None
    assert stats.last_ba == DAY0 + 40
    assert store.check() == []


def test_undoing_a_join_is_exact(store: Store) -> None:
    store.append(circle(*BUSY, wrote(CID, ME, day=40)))
    before, ties = store.digest(), store.ties(pid(ME))
    store.append(Change("join", NOON, joins=[Join(pid(ANN), pid(CID), "test")]))
    assert store.digest() != before
    undone = store.withdraw(NOON)
    assert undone is not None
    assert undone.label == "join"
    assert (store.digest(), store.ties(pid(ME))) == (before, ties)


def test_a_split_handle_is_a_person_of_its_own_again(store: Store) -> None:
    store.append(circle(*BUSY, wrote(CID, ME, day=40)))
    ties = store.ties(pid(ME))
    store.append(Change("join", NOON, joins=[Join(pid(ANN), pid(CID), "test")]))
    store.append(Change("split", NOON, splits=[CID]))
    assert store.ties(pid(ME)) == ties
    with pytest.raises(UsageError, match="known by"):
        store.append(Change("split", NOON, splits=[CID]))


def test_the_owner_stays_the_owner_when_joined(store: Store) -> None:
    store.append(circle())
    store.append(Change("join", NOON, joins=[Join(pid(CID), pid(ME), "my other address")]))
    assert store.owners() == (pid(ME),)
    assert store.people([pid(CID)])[0].owner


def test_undo_takes_back_the_last_change_exactly_and_it_can_be_made_again(store: Store) -> None:
    store.append(circle(*BUSY[:3]))
    before, ties = store.digest(), store.ties(pid(ME))
    store.append(circle(*BUSY, label="second"))
    after = store.digest()
    undone = store.withdraw(NOON)
    assert undone is not None
    assert undone.label == "second"
    assert (store.digest(), store.ties(pid(ME))) == (before, ties)
    assert [batch.withdrawn for batch in store.batches()] == [False, True]
    store.append(circle(*BUSY, label="again"))
    assert store.digest() == after
    assert store.check() == []


def test_undoing_everything_leaves_nothing(store: Store) -> None:
    empty = store.digest()
    store.append(circle(*BUSY))
    store.withdraw(NOON)
    assert store.digest() == empty
    assert store.people() == []
    assert store.with_terms() == []
    assert store.named(["ann"]) == []


def test_the_newest_verdict_on_a_doubt_counts(store: Store) -> None:
    store.append(circle())
    a, b = sorted((pid(ANN), pid(BOB)))
    store.append(Change("doubt", NOON, doubts=[Doubt(b, a, "the same phone")]))
    store.append(Change("no", NOON, doubts=[Doubt(a, b, "said", "different")]))
    assert store.doubts() == [Doubt(a, b, "said", "different")]


def test_a_forgotten_person_is_gone_and_stays_gone(store: Store) -> None:
    store.append(circle(*BUSY))
    assert store.forget(pid(ANN), b"a salt of ours") > 0
    assert store.people([pid(ANN)]) == []
    assert store.tie(pid(ME), pid(ANN)) is None
    assert store.events(["favour", "acquaintance"]) == []
    store.append(circle(*BUSY))
    assert store.people([pid(ANN)]) == []
    assert store.events(["favour", "acquaintance"]) == []
    assert store.check() == []


def test_what_is_kept_by_id_forgets_them_too(store: Store) -> None:
    store.append(circle(*BUSY))
    store.set_setting("places", f'{{"{pid(ANN)}":[1,2],"{pid(BOB)}":[3,4]}}')
    store.forget(pid(ANN), b"a salt of ours")
    assert store.setting("places") == f'{{"{pid(BOB)}":[3,4]}}'


def test_an_owner_cannot_be_forgotten(store: Store) -> None:
    store.append(circle(*BUSY))
    with pytest.raises(UsageError, match="cannot be forgotten"):
        store.forget(pid(ME), b"salt")


# --- care ---------------------------------------------------------------------------------------


def test_a_setting_is_kept_and_replaced(store: Store) -> None:
    assert store.setting("region") is None
    store.set_setting("region", "DE")
    store.set_setting("region", "GB")
    assert store.setting("region") == "GB"


def test_a_backup_opens_and_holds_the_same(store: Store, tmp_path: Path) -> None:
    store.append(circle(*BUSY))
    store.backup(tmp_path / "copy.netkit")
    copy = open_store(tmp_path / "copy.netkit", create=False)
    assert copy.digest() == store.digest()
    assert copy.ties(pid(ME)) == store.ties(pid(ME))
    copy.close()


def test_closing_twice_is_harmless(store: Store) -> None:
    address = store.url
    store.close()
    store.close()
    assert store.url == address
