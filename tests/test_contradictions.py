"""Every surface says the same of each person: commands' answers, report, map, assistant tools.

On the demo, and on random small networks with everything in them that the gate holds back.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from netkit.cli.mcp_tools import QUESTIONS, workspace_tool
from netkit.examples.demo import make_demo
from netkit.examples.invented import invent
from netkit.examples.linkedin_archive import write_archive

from benchmarks.quality.invented_lives import DAYS, invent_lives
from netkit.answers.balance import ASKING
from netkit.answers.light_word import LIGHT_WORD
from netkit.answers.plain_values import plain
from netkit.answers.stalls import ASKED_NOTHING, STEPS_BACK
from netkit.maps.gather import gather
from netkit.maps.scene_data import scene_data
from netkit.model.events import Event, Fact, Favour, Interaction, Need, Offer, Promise
from netkit.model.people import Affiliation, Claim, Handle, PersonId
from netkit.model.when import PartialDate
from netkit.reports.content import report_of
from netkit.reports.network_state import observe
from netkit.store.values import Change
from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from netkit.model.people import Person

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
EVERY = 10**6
ORGANIZATIONS = ("Fernlight", "Marlow & Sons", "Harbour Works")
WORDS = ("a patent lawyer", "seed investment", "a product designer", "clinical partners")
BOUNDARIES = ("no contact, please", "please no introductions", "not before 2027-03", "no calls")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("demo")
    with open_workspace(folder / "me.netkit", now=NOW) as workspace:
        make_demo(workspace, folder, people=150, messages=1_500)
        yield workspace


def random_network(workspace: Workspace, seed: int) -> None:
    """Fill a workspace with a dozen people of random rhythms, wishes, favours and boundaries."""
    chance = random.Random(seed)
    me = Handle("email", "mia@example.org")
    people = [Handle("email", f"p{number}@example.org") for number in range(12)]
    seen = NOW - timedelta(days=900)
    events: list[Event] = []
    for handle in people:
        events += _contacts(chance, me.person_id, handle.person_id)
        events += _sayings(chance, me.person_id, handle.person_id)
    workspace.store.append(
        Change(
            "random",
            NOW,
            handles=[(handle, handle.person_id) for handle in (me, *people)],
            owners=[me.person_id],
            claims=[
                Claim(handle.person_id, "name", f"Person {chr(65 + number)}", seen)
                for number, handle in enumerate((me, *people))
            ],
            affiliations=[
                Affiliation(handle.person_id, chance.choice(ORGANIZATIONS), "", seen_at=at)
                for at in (seen, NOW - timedelta(days=100))
                for handle in people
            ],
            events=events,
        )
    )


def _contacts(chance: random.Random, me: PersonId, other: PersonId) -> Iterable[Event]:
    gap = chance.choice((3, 7, 14, 30, 90))
    silent = chance.choice((0, gap, 3 * gap, 10 * gap))
    one_sided = chance.random() < 0.3
    for number in range(chance.randint(0, 12)):
        at = NOW - timedelta(days=silent + number * gap * chance.uniform(0.7, 1.3), hours=1)
        mine = one_sided or chance.random() < 0.5
        sender, receiver = (me, other) if mine else (other, me)
        mark = f"{other}{number}"
        yield Interaction(at, "message", sender, (receiver,), text="How are you?", mark=mark)


def _sayings(chance: random.Random, me: PersonId, other: PersonId) -> Iterable[Event]:
    at = NOW - timedelta(days=chance.randint(1, 300))
    if chance.random() < 0.5:
        yield Need(at, other, chance.choice(WORDS), "typed")
    if chance.random() < 0.5:
        yield Offer(at, other, chance.choice(WORDS), "typed")
    if chance.random() < 0.25:
        yield Fact(at, other, "boundary", chance.choice(BOUNDARIES), "typed")
    if chance.random() < 0.4:
        giver, receiver = (me, other) if chance.random() < 0.5 else (other, me)
        yield Promise(at, giver, receiver, "the plan", PartialDate(2026, chance.randint(9, 12), 1))
    for number in range(chance.choice((0, 0, 1, 8))):
        giver, receiver = (me, other) if chance.random() < 0.8 else (other, me)
        yield Favour(at - timedelta(days=number), giver, receiver, "advice", f"no {number}")


def proposed(workspace: Workspace) -> Iterator[tuple[str, PersonId, str]]:
    """Yield everybody whom any surface proposes: (surface, id, purpose at the gate)."""
    for act in workspace.today(limit=EVERY):
        yield "today", act.person.id, "notice"
    for pair in workspace.introduce_pairs(limit=200):
        yield "introduce", pair.a.id, "introduce"
        yield "introduce", pair.b.id, "introduce"
    for row in workspace.reconnect(limit=EVERY):
        yield "reconnect", row.person.id, "write"
    for tie in workspace.fading(limit=EVERY):
        yield "fading", tie.person.id, "notice"
    for day in workspace.milestones(days=365):
        yield "milestones", day.person.id, "notice"
    report, _ = report_of(workspace.view, None, top=EVERY)
    yield from (("report", act.person.id, "notice") for act in report.acts)
    yield from (("report", row.tie.person.id, "notice") for row in report.fading)
    for suggestion in gather(workspace.view).suggestions:
        yield "map", PersonId(suggestion.a), "introduce"
        yield "map", PersonId(suggestion.b), "introduce"


def check_gate(workspace: Workspace) -> None:
    gate = workspace.view.gate
    for surface, person, purpose in proposed(workspace):
        held = gate.held_back(person, purpose)  # type: ignore[arg-type]
        assert held is None, (surface, held)


def check_map(workspace: Workspace) -> None:
    data = scene_data(gather(workspace.view))
    people = {row["id"]: row for row in data["people"] if row["known"]}
    for standing in workspace.balance(kind="all", limit=EVERY):
        assert people[standing.person.id]["leaning"] == standing.verdict
    drawn = {row["name"]: row for row in data["groups"]}
    groups = {group.name: group for group in workspace.groups(limit=EVERY)}
    assert {name: row["size"] for name, row in drawn.items()} == {
        name: group.size for name, group in groups.items()
    }
    for name, group in groups.items():
        assert {person.id for person in group.people} <= set(drawn[name]["people"])
    _check_past(workspace, data)


def check_rings(workspace: Workspace) -> None:
    """The map rings as fading whom `fading` lists, and whom it holds back."""
    answer = workspace.fading(limit=EVERY)
    listed = {row.person.id for row in answer}
    held = {row.person.id for row in answer.held_back}
    data = scene_data(gather(workspace.view))
    drawn = {row["id"] for row in data["people"] if row["outlook"] == "fading"}
    assert listed <= drawn <= listed | held


def _check_past(workspace: Workspace, data: dict[str, Any]) -> None:
    """The strength at a step of the slider is what a map of that day says."""
    step = len(data["steps"]) // 2
    then = scene_data(gather(workspace.at(data["steps"][step]).view))
    strengths = {row["id"]: row["strength"] for row in then["people"]}
    for row in data["people"]:
        if row["known"] and row["id"] in strengths:
            assert row["strengths"][step] == pytest.approx(strengths[row["id"]], abs=0.1)


def check_report(workspace: Workspace) -> None:
    report, _ = report_of(workspace.view, None, top=EVERY)
    fading = {row.person.id: row for row in workspace.fading(limit=EVERY)}
    assert {row.tie.person.id: row.tie for row in report.fading} == fading
    verdicts = {row.person.id: row.verdict for row in workspace.balance(kind="all", limit=EVERY)}
    for standing in report.balance:
        assert standing.verdict == verdicts[standing.person.id]
    days = [(row.day, row.person.name, row.kind) for row in workspace.milestones()]
    assert list(report.milestones) == days
    acts = [act.text for act in workspace.today()]
    assert [act.text for act in report.acts] == acts


def check_jobs(workspace: Workspace) -> None:
    """The report and `people changes` name the same changed jobs."""
    day = NOW - timedelta(days=200)
    report, _ = report_of(workspace.view, observe(workspace.at(day).view), top=EVERY)
    told = {(row.person, row.before, row.after) for row in report.changed if row.kind == "job"}
    rows = workspace.job_changes(since=day)
    assert told == {(row.person.id, row.before, row.now) for row in rows}


def check_doctor(workspace: Workspace) -> None:
    (doubts,) = [row for row in workspace.doctor() if row.subject == "doubts who is who"]
    assert doubts.text == f"{len(workspace.duplicates()):,}"


def check_stalls(workspace: Workspace) -> None:
    """Whoever did not answer three messages is in both lists of `stalls`, with the same advice."""
    stalls = {row.person.id: row for row in workspace.stalls(limit=EVERY)}
    for row in workspace.stalls(unanswered=True, limit=EVERY):
        assert stalls[row.person.id] == row


def check_acts_of_advice(workspace: Workspace) -> None:
    """Whoever steps back gets a light word at most, in acts and in the letter that they name."""
    report, _ = report_of(workspace.view, None, top=EVERY)
    for act in (*report.acts, *workspace.today(limit=EVERY)):
        back = _verdict(workspace, act.person) == STEPS_BACK
        assert not (back and act.kind in {"need", "introduction"}), act.text
        if act.kind in {"fading", "hello"}:
            assert act.text.startswith(LIGHT_WORD) == back, act.text
            letter = workspace.letter("reconnect", act.person)[0].text
            assert ("?" in letter) != back, letter


def check_asking(workspace: Workspace) -> None:
    """Nothing is asked of whom `stalls` asks nothing: no advice, and not how a promise goes."""
    report, _ = report_of(workspace.view, None, top=EVERY)
    for standing in (*workspace.balance(kind="all", limit=EVERY), *report.balance):
        if standing.next_act.startswith(ASKING):
            assert _verdict(workspace, standing.person) not in ASKED_NOTHING, standing.next_act
    for promise in workspace.promises():
        [stall] = workspace.stalls(promise.person)
        if promise.next_step.startswith(("keep", "ask")):
            assert not stall.next_act.startswith(("stop", "leave")), promise.next_step
        if promise.next_step.startswith("ask"):
            assert stall.verdict != STEPS_BACK, promise.next_step


def _verdict(workspace: Workspace, person: Person) -> str:
    [stall] = workspace.stalls(person)
    return stall.verdict


def known_truth_network(workspace: Workspace) -> dict[str, str]:
    """Fill a workspace with the lives of the truth benchmark; return what became of each."""
    lives = invent_lives(11)
    start = NOW - timedelta(days=DAYS - 1)
    me = Handle("email", "mia@example.org")
    people = {life.name: Handle("email", f"p{n}@example.org") for n, life in enumerate(lives)}
    events: list[Event] = []
    for life in lives:
        other = people[life.name].person_id
        for number, day in enumerate(life.days):
            pair = (me.person_id, other) if number % 2 else (other, me.person_id)
            at = start + timedelta(days=day, hours=-1)
            mark = f"{other}{day}"
            events.append(Interaction(at, "message", pair[0], (pair[1],), text="Hello.", mark=mark))
    names = {me: "Mia Moss", **{handle: name for name, handle in people.items()}}
    workspace.store.append(
        Change(
            "lives",
            NOW,
            handles=[(handle, handle.person_id) for handle in names],
            owners=[me.person_id],
            claims=[Claim(handle.person_id, "name", name, start) for handle, name in names.items()],
            events=events,
        )
    )
    return {people[life.name].person_id: life.fate for life in lives}


CHECKS = (
    check_gate, check_map, check_rings, check_report, check_jobs, check_doctor, check_stalls,
    check_acts_of_advice, check_asking,
)  # fmt: skip


@pytest.mark.parametrize("check", CHECKS)
def test_no_surface_contradicts_another_on_the_demo(check: Any, demo: Workspace) -> None:
    check(demo)


@pytest.mark.slow
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32))
def test_no_surface_contradicts_another_on_random_networks(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("random") / "me.netkit"
    with open_workspace(file, now=NOW) as workspace:
        random_network(workspace, seed)
        for check in CHECKS:
            check(workspace)


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 4))]
)
def test_no_surface_contradicts_another_on_four_networks(seed: int, tmp_path: Path) -> None:
    with open_workspace(tmp_path / "me.netkit", now=NOW) as workspace:
        random_network(workspace, seed)
        for check in CHECKS:
            check(workspace)


@pytest.mark.slow
def test_no_surface_contradicts_another_on_an_awkward_archive(tmp_path: Path) -> None:
    network = invent(today=NOW.date(), seed=23, people=150, messages=900, hostile=True)
    archive = tmp_path / "Complete_LinkedInDataExport.zip"
    write_archive(network, archive, 2021)
    with open_workspace(tmp_path / "me.netkit", now=NOW) as workspace:
        workspace.import_file(archive)
        for check in CHECKS:
            check(workspace)


@pytest.mark.slow
def test_no_surface_contradicts_another_nor_the_truth_on_lives_of_known_fate(
    tmp_path: Path,
) -> None:
    with open_workspace(tmp_path / "me.netkit", now=NOW) as workspace:
        fates = known_truth_network(workspace)
        for check in CHECKS:
            check(workspace)
        answer = workspace.fading(limit=EVERY)
        silent = {row.person.id for row in answer} | {row.person.id for row in answer.held_back}
        steady = {pid for pid, fate in fates.items() if fate == "steady"}
        ended = {pid for pid, fate in fates.items() if fate in {"ghost", "left"}}
        assert len(silent & steady) <= 0.1 * len(steady)
        assert len(silent & ended) >= 0.7 * len(ended)


@pytest.mark.parametrize("tool", ["fading", "balance", "reconnect", "promises", "groups"])
def test_an_assistant_is_told_what_the_library_answers(tool: str, demo: Workspace) -> None:
    answer = workspace_tool(demo.store.url, tool, QUESTIONS[tool], lambda found: found, asks=True)()
    rows = [plain(row) for row in QUESTIONS[tool](open_workspace(demo.store.url))]
    assert [_identity(row) for row in answer["results"]] == [_identity(row) for row in rows]


def _identity(row: dict[str, Any]) -> Any:
    return row.get("person") or row.get("name") or row
