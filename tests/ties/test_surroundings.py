"""The nine features equal loops over people and days, written from their definitions."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.ties import Network
from netkit.ties.contact_days import contact_days, tie_columns
from netkit.ties.neighborhood_features import FEATURES, features, one_owner

H, NOW = 30.0, 90
EVENTS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, NOW)).filter(
        lambda event: event[0] != event[1]
    ),
    min_size=1,
    max_size=60,
)
Event = tuple[int, int, int]


def network(events: list[Event]) -> Network:
    sources, targets, days = zip(*events, strict=True)
    return Network.from_events(sources, targets, [day * 86_400 for day in days], as_of=NOW * 86_400)


def seen(events: list[Event]) -> tuple[Network, np.ndarray]:
    net = network(events)
    contacts = contact_days(net)
    ties = tie_columns(contacts, 2 * H)
    return net, features(net, contacts, ties, H, np.arange(net.n_ties))


class Slow:
    """The definitions, one person and one day at a time."""

    def __init__(self, events: list[Event]) -> None:
        self.days: dict[frozenset[int], list[int]] = {}
        for a, b, day in events:
            known = self.days.setdefault(frozenset((a, b)), [])
            known.extend([day] if day not in known else [])
        self.people = {person for pair in self.days for person in pair}
        gaps = [gap for pair in self.days for gap in self.log_gaps(pair)]
        self.typical = sum(gaps) / max(len(gaps), 1)

    def log_gaps(self, pair: frozenset[int]) -> list[float]:
        days = sorted(self.days[pair])
        return [math.log(late - early) for early, late in pairwise(days)]

    def power(self, pair: frozenset[int], half_life: float) -> float:
        return sum(2 ** (-(NOW - day) / half_life) for day in self.days.get(pair, []))

    def v(self, a: int, b: int) -> float:
        power = self.power(frozenset((a, b)), 2 * H) if a != b else 0.0
        return power / (1 + power)

    def others(self, person: int, apart: frozenset[int]) -> list[frozenset[int]]:
        return [pair for pair in self.days if person in pair and pair != apart]

    def row(self, a: int, b: int) -> list[float]:
        pair = frozenset((a, b))
        silent = NOW - max(self.days[pair])
        power = self.power(pair, 2 * H)
        own = 2 ** (-silent / (2 * H)) if len(self.days[pair]) <= 2 else power
        gaps = self.log_gaps(pair)
        gap = math.exp((sum(gaps) + 5 * self.typical) / (len(gaps) + 5))
        total = {z: sum(self.v(z, k) for k in self.people) for z in self.people}
        shared = sum(self.v(a, z) * self.v(b, z) / math.log(2 + total[z]) for z in self.people)
        quiet = []
        for person in (a, b):
            lasts = [NOW - max(self.days[other]) for other in self.others(person, pair)]
            quiet.append(min([silent, *lasts]))
        least = {
            half_life: min(
                sum(self.power(other, half_life) for other in self.others(person, pair))
                for person in (a, b)
            )
            for half_life in (H / 2, 2 * H)
        }
        return [
            math.log(silent / H + 0.05),
            math.log(1 + own),
            math.log(silent / gap + 0.1),
            math.log(len(self.days[pair])),
            math.log((shared + 0.05) / (math.sqrt(total[a] * total[b]) + 0.2)),
            math.log(shared + 0.02),
            math.log(1 + min(total[a], total[b]) - self.v(a, b)),
            math.log(max(quiet) / H + 0.05),
            math.log(1 + least[H / 2]) - math.log(1 + least[2 * H]),
        ]


@settings(max_examples=60, deadline=None)
@given(EVENTS)
def test_every_feature_is_what_its_definition_says(events: list[Event]) -> None:
    net, found = seen(events)
    slow = Slow(events)
    assert found.shape == (net.n_ties, len(FEATURES))
    for tie in range(net.n_ties):
        a, b = (net.people[end] for end in (net.a[tie], net.b[tie]))
        assert found[tie].tolist() == pytest.approx(slow.row(a, b), abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(EVENTS)
def test_who_is_written_first_does_not_matter(events: list[Event]) -> None:
    turned = [(b, a, day) for a, b, day in events]
    here, there = np.sort(seen(events)[1], axis=0), np.sort(seen(turned)[1], axis=0)
    assert here == pytest.approx(there)


def test_a_past_day_is_seen_as_it_was_then() -> None:
    early = [(1, 2, 3), (2, 3, 9), (1, 2, 20), (1, 3, 30)]
    contacts = contact_days(network([*early, (1, 2, 80), (4, 5, 85)]))
    then = contacts.until(60.0)
    net = network([*early, (1, 2, 80), (4, 5, 85)])
    known = np.flatnonzero(np.diff(then.start) > 0)
    found = features(net, then, tie_columns(then, 2 * H), H, known)
    alone = network(early)
    past = contact_days(alone).until(60.0)
    every = np.arange(alone.n_ties)
    expected = features(alone, past, tie_columns(past, 2 * H), H, every)
    assert np.sort(found, axis=0) == pytest.approx(np.sort(expected, axis=0))


def test_one_persons_own_log_is_told_from_a_log_of_many() -> None:
    assert one_owner(network([(0, k, k) for k in range(1, 7)]))
    assert one_owner(Network.from_events([], [], [], as_of=0))
    assert not one_owner(network([(k, (k + 1) % 7, 5) for k in range(7)]))
