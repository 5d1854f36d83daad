"""The vectorised statistics equal the plain ones, tie by tie."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.ties import Network
from netkit.ties.contact_days import contact_days, decayed, tie_columns
from netkit.ties.slowdown import pace
from netkit.ties.statistics import Contact, TieStats, tie_stats
from netkit.ties.timestamps import contact_day

EVENTS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 40 * 86400)),
    min_size=1,
    max_size=60,
)
Event = tuple[int, int, int]


def plain_ties(events: list[Event], unit: float = 1.0) -> dict[frozenset[int], TieStats]:
    contacts: dict[frozenset[int], list[Contact]] = {}
    first_met: list[int] = []
    for source, target, seconds in sorted(events, key=lambda event: event[2]):
        if source != target:
            first_met += [who for who in (source, target) if who not in first_met]
            from_a = first_met.index(source) < first_met.index(target)
            contact = Contact(contact_day(seconds, unit), from_a)
            contacts.setdefault(frozenset((source, target)), []).append(contact)
    stats = {pair: tie_stats(each) for pair, each in contacts.items()}
    return {pair: each for pair, each in stats.items() if each is not None}


def network(events: list[Event]) -> Network:
    return Network.from_events(*zip(*events, strict=True), as_of=41 * 86400, unit="s")


@settings(max_examples=60, deadline=None)
@given(EVENTS, st.sampled_from([1.0, 1 / 24]))
def test_every_tie_has_the_statistics_of_the_plain_fold(events: list[Event], unit: float) -> None:
    net = network(events)
    columns = tie_columns(contact_days(net, unit))
    plain = plain_ties(events, unit)
    assert net.n_ties == len(plain)
    for tie in range(net.n_ties):
        pair = frozenset(net.people[end] for end in (net.a[tie], net.b[tie]))
        expected = plain[pair]
        for name in TieStats._fields:
            value, wanted = getattr(columns, name)[tie], getattr(expected, name)
            if wanted is None:
                assert np.isnan(value)
            else:
                assert value == pytest.approx(wanted, rel=1e-9, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(EVENTS)
def test_the_decayed_sum_equals_the_pace_of_each_tie(events: list[Event]) -> None:
    contacts = contact_days(network(events))
    half_life = np.linspace(2.0, 9.0, len(contacts.start) - 1)
    together = decayed(contacts, half_life)
    for tie, value in enumerate(together.tolist()):
        days = contacts.day[contacts.tie == tie].tolist()
        assert value == pytest.approx(pace(days, contacts.now, float(half_life[tie])))


@settings(max_examples=30, deadline=None)
@given(EVENTS, st.integers(0, 41))
def test_until_is_the_same_as_never_having_seen_the_rest(events: list[Event], day: int) -> None:
    contacts = contact_days(network(events))
    past = tie_columns(contacts.until(float(day)))
    for tie in range(len(contacts.start) - 1):
        days = [each for each in contacts.day[contacts.tie == tie].tolist() if each <= day]
        assert past.contact_days[tie] == len(days)
        if days:
            assert past.last_day[tie] == max(days)
        else:
            assert math.isnan(past.last_day[tie])


def test_a_day_counts_once_with_its_weightiest_event() -> None:
    net = Network.from_events("ab", "ba", [3600, 7200], weights=[0.25, 0.5], as_of=86400)
    contacts = contact_days(net)
    assert contacts.day.tolist() == [0.0]
    assert contacts.weight.tolist() == [0.5]
    assert contacts.from_a.tolist() == [True]
    assert contacts.from_b.tolist() == [True]


def test_a_network_without_events_has_no_ties() -> None:
    net = Network.from_events([], [], [], as_of=0)
    assert len(tie_columns(contact_days(net)).contact_days) == 0
