"""Whoever does not answer gets a light word at most, on every surface."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from netkit.answers.stalls import STEPS_BACK
from netkit.model.events import Event, Favour, Interaction, Need, Offer, Promise
from netkit.model.people import Claim, Handle
from netkit.model.when import PartialDate
from netkit.reports.content import report_of
from netkit.store.values import Change
from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

NOW = datetime(2026, 5, 24, 9, tzinfo=UTC)
DAY = timedelta(days=1)
HANDLES = {name: Handle("email", f"{name}@x.example") for name in ("me", "ida", "jon", "kim")}
ME, IDA, JON, KIM = (handle.person_id for handle in HANDLES.values())
NAMES = {ME: "Mia Moss", IDA: "Ida Berg", JON: "Jon Dale", KIM: "Kim Ek"}
FORTNIGHTLY = range(70, 400, 14)  # days ago, of letters of theirs


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    """Kim is heard of daily; Ida and Jon wrote each fortnight until ten weeks ago."""
    with open_workspace(tmp_path / "net.netkit", now=NOW) as workspace:
        handles = [(handle, handle.person_id) for handle in HANDLES.values()]
        claims = [Claim(pid, "name", name) for pid, name in NAMES.items()]
        events = [theirs(KIM, day) for day in range(1, 400)]
        for person in (IDA, JON):
            events += [theirs(person, day) for day in FORTNIGHTLY]
            events.append(mine(person, 385))
        events.append(mine(KIM, 200))
        workspace.store.append(
            Change("start", NOW, handles=handles, owners=[ME], claims=claims, events=events)
        )
        yield workspace


def theirs(who: str, ago: float) -> Interaction:
    return Interaction(NOW - ago * DAY, "email", who, (ME,), text="Hello.", mark=f"{who}{ago}")  # type: ignore[arg-type]


def mine(who: str, ago: float) -> Interaction:
    return Interaction(NOW - ago * DAY, "email", ME, (who,), text="Hi?", mark=f"me{who}{ago}")  # type: ignore[arg-type]


def record(space: Workspace, events: Iterable[Event]) -> None:
    space.store.append(Change("more", NOW, events=list(events)))


def acts(space: Workspace) -> dict[str, str]:
    fresh = Workspace(space.store, NOW)
    return {act.person.name: act.text for act in fresh.today(limit=20)}


def test_a_fading_tie_whose_letters_stay_unanswered_gets_a_light_word(space: Workspace) -> None:
    record(space, [mine(IDA, 60), mine(IDA, 50)])
    told = acts(space)
    assert (
        told["Ida Berg"] == "one light word that needs no answer, to Ida Berg: silent for 50 days"
    )
    assert told["Jon Dale"] == "write to Jon Dale: silent for 70 days"
    report, _ = report_of(Workspace(space.store, NOW).view, None)
    [entry] = [e for e in report.front.section("acts").entries if "Ida" in e.text]
    assert entry.why.endswith("2 messages of yours in a row without an answer")


def test_the_letter_to_who_does_not_answer_asks_nothing(space: Workspace) -> None:
    record(space, [mine(IDA, 60), mine(IDA, 50)])
    fresh = Workspace(space.store, NOW)
    light, asking = fresh.letter("reconnect", "Ida Berg"), fresh.letter("reconnect", "Jon Dale")
    assert "There is no need to answer." in light[0].text
    assert "?" not in light[0].text
    assert "?" in asking[0].text
    assert "we were last in touch in March." in asking[0].text


def test_two_letters_within_a_week_are_no_stepping_back(space: Workspace) -> None:
    record(space, [mine(JON, 5), mine(JON, 2)])
    [stall] = Workspace(space.store, NOW).stalls("Jon Dale")
    assert stall.verdict != STEPS_BACK
    assert not [reason for reason in stall.because if reason.kind == "unanswered"]


def test_who_does_not_answer_is_not_asked_whether_they_would_meet_somebody(
    space: Workspace,
) -> None:
    at = NOW - 20 * DAY
    wishes = Need(at, JON, "a patent lawyer", "typed"), Offer(at, IDA, "a patent lawyer", "typed")
    record(space, [*wishes, theirs(IDA, 66)])  # Ida is closer, and would be asked
    offered = {act.person.name for act in Workspace(space.store, NOW).today() if act.kind == "need"}
    record(space, [mine(IDA, 60), mine(IDA, 50)])
    after = {act.person.name for act in Workspace(space.store, NOW).today() if act.kind == "need"}
    assert offered == {"Ida Berg"}
    assert after == set()


def test_who_does_not_answer_is_not_asked_for_their_promise_nor_for_a_favour(
    space: Workspace,
) -> None:
    given = [Favour(NOW - (30 + n) * DAY, ME, IDA, "advice", f"no {n}") for n in range(9)]
    late = Promise(NOW - 90 * DAY, IDA, ME, "the plan", PartialDate(2026, 4, 1))
    answered = [mine(IDA, day + 7) for day in FORTNIGHTLY]
    record(space, [*given, late, *answered])
    before = Workspace(space.store, NOW)
    assert before.promises()[0].next_step.startswith("ask Ida kindly")
    record(space, [mine(IDA, 60), mine(IDA, 50)])
    after = Workspace(space.store, NOW)
    light = "one light word that needs no answer; then let Ida come to you"
    assert after.promises()[0].next_step == light
    [standing] = after.balance("Ida Berg")
    assert (standing.verdict, standing.next_act) == ("you give more", light)


def test_three_letters_in_a_row_stand_in_both_lists_of_stalls(space: Workspace) -> None:
    record(space, [mine(IDA, 3), mine(IDA, 2), mine(IDA, 1)])
    fresh = Workspace(space.store, NOW)
    [waiting] = fresh.stalls(unanswered=True)
    assert waiting.next_act.startswith("stop and wait")
    assert waiting in list(fresh.stalls())
    late = Promise(NOW - 9 * DAY, ME, IDA, "the plan", PartialDate(2026, 5, 20))
    record(space, [late])
    [promise] = Workspace(space.store, NOW).promises()
    assert promise.next_step.startswith("wait for Ida Berg until")
