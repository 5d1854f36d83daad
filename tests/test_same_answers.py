"""One person's neighbourhood and the whole network give the same answer; only the reading differs.

The oracle of each is the plain way: everything read, nothing left out, or numpy over all ties.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from netkit.examples.demo import make_demo

from netkit.answers import reciprocity
from netkit.answers.balance import by_other, standings
from netkit.answers.fading import Fading, Page, fading, fading_ties
from netkit.answers.introduce.introductions import introductions_for
from netkit.answers.leaning_ties import balance, leaning, standings_with
from netkit.answers.network_view import TIE_FIGURES
from netkit.answers.plain_values import plain
from netkit.answers.reach import reach
from netkit.answers.reciprocity import LEAST_TO_LEAN
from netkit.answers.weakening import weakening
from netkit.answers.wording import certainty
from netkit.errors import NothingFoundError
from netkit.model.events import Favour, Need
from netkit.model.people import Affiliation, Claim, Handle
from netkit.model.when import end_of_day, from_epoch
from netkit.store.one_way_senders import (
    SENDER_FIGURES,
    one_way_senders,
    past_senders,
    ties_without_senders,
)
from netkit.store.values import Change
from netkit.ties.lapse import interval
from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from netkit.answers.facts import Facts
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import PersonId

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
PEOPLE = 400


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("invented")
    with open_workspace(folder / "me.netkit", now=NOW) as opened:
        make_demo(opened, folder, people=PEOPLE, messages=4_000)
        yield opened


@pytest.fixture(scope="module")
def everybody(workspace: Workspace) -> Facts:
    return workspace.view.facts()


def some(facts: Facts) -> list[PersonId]:
    """Everybody who needs something, and one in seven of the others."""
    chosen = sorted(facts.profiles)
    needy = [person for person in chosen if facts.profiles[person].needs]
    return [*needy, *chosen[::7]]


@pytest.mark.parametrize("limit", [1, 10, PEOPLE])
def test_introductions_are_the_same_from_around_a_person_as_from_everybody(
    workspace: Workspace, everybody: Facts, limit: int
) -> None:
    told = 0
    for person in some(everybody)[:40]:
        try:
            whole = introductions_for(everybody, person, limit=limit)
        except NothingFoundError:
            continue
        assert introductions_for(workspace.view.facts_around(person), person, limit=limit) == whole
        told += len(whole)
    assert told > 20


def test_no_introduction_scores_above_its_bound(workspace: Workspace, everybody: Facts) -> None:
    compared = 0
    for person in some(everybody)[:40]:
        bounds = workspace.view.facts_around(person).bounds
        try:
            found = introductions_for(everybody, person, limit=PEOPLE)
        except NothingFoundError:
            continue
        assert all(one.score <= bounds[one.person.id] + 1e-9 for one in found)
        compared += len(found)
    assert compared > 100


def test_who_has_several_needs_is_not_bounded_as_if_they_had_one(tmp_path: Path) -> None:
    """What one offers may meet all of another's needs, which together weigh more than each."""
    me, ann, *others = handles = [Handle("linkedin", f"p{number}") for number in range(14)]
    needs = [
        Need(NOW, one.person_id, f"a patent lawyer for {topic}")
        for number, one in enumerate(others)
        for topic in ("shoes", "music", "boats")[: 1 + number % 3]
    ]
    told = Change(
        "told",
        NOW,
        handles=[(one, one.person_id) for one in handles],
        owners=[me.person_id],
        claims=[Claim(one.person_id, "name", f"Name {one.value}", NOW) for one in handles],
        affiliations=[Affiliation(ann.person_id, "ACME", "Patent lawyer", seen_at=NOW)],
        events=needs,
    )
    with open_workspace(tmp_path / "me.netkit", now=NOW) as opened:
        opened.store.append(told)
        facts = opened.view.facts_around(ann.person_id)
        whole = introductions_for(opened.view.facts(), ann.person_id, limit=20)
        assert len(whole) == len(others)
        assert all(one.score <= facts.bounds[one.person.id] + 1e-9 for one in whole)
        assert len({round(facts.bounds[one.person_id], 9) for one in others}) == 3
        for limit in (1, 3, 5, 20):
            assert introductions_for(facts, ann.person_id, limit=limit) == whole[:limit]


def test_an_introduction_reads_profiles_and_deeds_of_few(
    workspace: Workspace, everybody: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = max(everybody.profiles, key=lambda p: (len(everybody.profiles[p].needs), p))
    store = workspace.view.store
    looked_at: dict[str, set[PersonId]] = {"sayings": set(), "favour": set()}
    sayings, events = store.sayings, store.events

    def counted_sayings(people: Any, *arguments: Any, **options: Any) -> Any:
        looked_at["sayings"] |= set(people)
        return sayings(people, *arguments, **options)

    def counted_events(kinds: Any, *, people: Any = None, **options: Any) -> Any:
        if "favour" in kinds and len(kinds) == 1:
            looked_at["favour"] |= set(everybody.profiles if people is None else people)
        return events(kinds, people=people, **options)

    monkeypatch.setattr(store, "sayings", counted_sayings)
    monkeypatch.setattr(store, "events", counted_events)
    answer = workspace.introduce(person, limit=3)
    assert len(answer) == 3
    bounds = workspace.view.facts_around(person).bounds
    assert len(bounds) > 100
    assert all(0 < len(people) <= len(bounds) / 2 for people in looked_at.values())


def test_around_a_person_few_are_read(workspace: Workspace, everybody: Facts) -> None:
    person = next(p for p in sorted(everybody.profiles) if everybody.profiles[p].needs)
    facts = workspace.view.facts_around(person)
    assert 0 < len(facts.bounds) < len(everybody.profiles)
    assert list(facts.bounds.values()) == sorted(facts.bounds.values(), reverse=True)


def test_ways_to_a_person_are_the_same_from_around_them_as_from_everybody(
    workspace: Workspace, everybody: Facts
) -> None:
    for person in some(everybody)[-20:]:
        near = reach(workspace.view.facts_to([person]), [person])
        assert near == reach(everybody, [person])


def whole_page(view: NetworkView) -> Page:
    """All ties at once, whatever they are worth."""
    rows = [
        (pid, *(getattr(tie, name) for name in TIE_FIGURES)) for pid, tie in view.ties().items()
    ]
    return Page(rows, 0.0)


def in_memory(workspace: Workspace, limit: int) -> list[Fading]:
    """Everything read first, every tie weighed."""
    return fading(
        dict(workspace.view.gate.open_to("notice")),
        [whole_page(workspace.view)],
        workspace.view.days,
        workspace.now,
        workspace.view.coefficients(),
        clock=workspace.view.clock,
        evidence_of=workspace.view.last_contacts_of,
        limit=limit,
    )


def alike(found: Sequence[Fading], expected: Sequence[Fading]) -> bool:
    """Say whether two answers are equal; a sum taken in another order may end another way."""
    return bool(_rounded([*map(plain, found)]) == _rounded([*map(plain, expected)]))


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_rounded(one) for one in value]
    return float(f"{value:.12g}") if isinstance(value, float) else value


def test_the_ties_that_fade_most_are_the_first_of_all_that_fade(workspace: Workspace) -> None:
    every = in_memory(workspace, 10**6)
    assert len(every) > 20
    for limit in (1, 10, len(every), 10**6):
        assert alike(workspace.fading(limit=limit), every[:limit])
    assert alike(workspace.fading(limit=0), every)
    chosen = [row.person.id for row in every[5:12]]
    assert workspace.fading(among=chosen, limit=4) == every[5:9]


def test_a_fading_tie_has_the_figures_of_the_whole_network(workspace: Workspace) -> None:
    """On the day of the last contact: that is when the kept lapse formula was fitted."""
    span = workspace.store.span()
    assert span is not None
    last = end_of_day(from_epoch(span[1] * 86_400).date())
    ends = {frozenset((row.a, row.b)): row for row in weakening(workspace.network(last))}
    found = workspace.at(last).fading(limit=30)
    assert all(one.calibrated for one in found)
    for one in found:
        row = ends[frozenset((workspace.view.owner, one.person.id))]
        for name in (field.name for field in fields(Fading)):
            if name not in {"person", "because", "interval", "certainty", "outlook", "rhythm"}:
                assert getattr(one, name) == pytest.approx(getattr(row, name), rel=1e-6), name
        assert (one.outlook, one.rhythm) == (row.trend, row.rhythm)
        assert one.interval == interval(one.lapse_probability, calibrated=True)
        assert one.certainty == certainty(row.lapse_probability, row.contact_days)
    assert len(found) > 20


def test_balance_is_the_same_read_a_few_at_a_time_as_all_at_once(workspace: Workspace) -> None:
    every = standings(
        dict(workspace.view.contacts),
        ties_without_senders(
            workspace.store, workspace.view.owner, workspace.view.ties(), workspace.view.as_of
        ),
        workspace.view.states(Favour),
        workspace.view.owner,
        workspace.now,
    )
    assert list(leaning(workspace.view)) == every
    assert len(every) > PEOPLE / 2
    middle = every[len(every) // 2]
    assert list(leaning(workspace.view, among=[middle.person.id])) == [middle]


def test_attention_has_the_figures_of_the_whole_network(workspace: Workspace) -> None:
    rows = {}
    for row in reciprocity.balance(workspace.network()):
        mine = row.a == workspace.view.owner
        low, high = row.interval
        rows[row.b if mine else row.a] = (
            (row.share, low, high) if mine else (1 - row.share, 1 - high, 1 - low)
        )
    nothing = reciprocity.share(0, 0)
    senders = one_way_senders(workspace.store, workspace.view.owner)
    for one in leaning(workspace.view):
        assert one.person.id not in senders
        expected = rows.get(one.person.id, (nothing.mean, *nothing.interval))
        found = (one.attention.share, *one.attention.interval)
        assert found == pytest.approx(expected, abs=1e-6)


def test_whoever_only_wrote_by_a_past_day_is_the_same_read_once_or_day_by_day(
    workspace: Workspace,
) -> None:
    store, me = workspace.store, workspace.view.owner
    moments = [NOW - timedelta(days=days) for days in (0, 60, 200, 400)]
    counts = [store.tie_figures(me, SENDER_FIGURES, until=moment) for moment in moments]
    at_once = past_senders(store, me, zip(moments, counts, strict=True))
    assert at_once == [one_way_senders(store, me, until=moment) for moment in moments]
    assert any(at_once)


def test_the_trends_of_all_ties_at_once_are_those_of_their_outlooks(workspace: Workspace) -> None:
    view = workspace.view
    days = view.days(view.ties().keys())
    outlooks = view.outlooks(days, days)
    assert view.trends(days) == {pid: outlook.trend for pid, outlook in outlooks.items()}
    assert {"fading", "steady"} <= {*view.trends(days).values()}


def test_fading_ties_are_the_same_with_days_that_were_read(workspace: Workspace) -> None:
    view = workspace.view
    days = view.days(view.ties().keys())
    silent = [pid for pid, trend in view.trends(days).items() if trend == "fading"]
    half = {pid: days[pid] for pid in silent[::2]}
    expected = fading_ties(view, limit=1_000)
    assert list(fading_ties(view, among=silent, days=half, limit=1_000)) == list(expected)


def test_standings_from_what_was_read_are_those_of_the_balance(workspace: Workspace) -> None:
    view = workspace.view
    rows = balance(view, limit=1_000)
    people = [row.person.id for row in rows]
    favours = by_other(view.favours, view.owner)
    assert list(standings_with(view, people, view.ties(), favours)) == list(rows)


def test_fewer_favours_than_the_least_never_lean() -> None:
    fewest = LEAST_TO_LEAN - 1
    assert all(
        reciprocity.lean(given, fewest - given)[0] < reciprocity.SURE
        for given in range(LEAST_TO_LEAN)
    )
    assert reciprocity.lean(LEAST_TO_LEAN, 0)[1] == "mostly given"
