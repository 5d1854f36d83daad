"""Ties, contact-days and contacts, as a store folds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.people import PersonId
from netkit.store.values import Change, Join
from netkit.ties.statistics import Contact, tie_stats
from tests.circle import (
    ANN,
    BOB,
    BUSY,
    CID,
    DAY,
    ME,
    NOON,
    circle,
    pid,
    wrote,
)

if TYPE_CHECKING:
    from netkit.store.port import Store


DAY0 = int(NOON.timestamp() // 86_400)


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


def test_contacts_without_a_person_are_those_of_the_others(store: Store) -> None:
    store.append(circle(*BUSY, wrote(ANN, BOB, day=5)))
    others = [c for c in store.contacts() if pid(ME) not in {c.a, c.b}]
    assert others
    assert list(store.contacts(without=pid(ME))) == others
    assert list(store.contacts(without=pid(CID))) == [
        c for c in store.contacts() if pid(CID) not in {c.a, c.b}
    ]


def test_days_of_many_pairs_are_those_of_each_pair_alone(store: Store) -> None:
    people = (ME, ANN, BOB, CID)
    change = circle(*BUSY, wrote(ANN, BOB, day=5), wrote(BOB, ANN, CID, day=6))
    store.append(change)
    store.append(Change("merge", NOON, joins=[Join(pid(ANN), pid(CID), "one person")]))
    pairs = [(pid(a), pid(b)) for a in people for b in people if a != b]
    pairs.append((pid(ME), PersonId("nobody")))
    for until in (None, NOON + 5 * DAY):
        alone = {pair: store.days(pair[0], [pair[1]], until=until) for pair in pairs}
        expected = {pair: next(iter(days.values())) for pair, days in alone.items() if days}
        assert expected
        assert store.days_of_pairs(pairs, until=until) == expected
    assert (pid(BOB), pid(ANN)) in store.days_of_pairs(pairs)
    assert (pid(ME), PersonId("nobody")) not in store.days_of_pairs(pairs)
    assert store.days_of_pairs([]) == {}


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
