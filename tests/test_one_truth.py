"""What once differed from surface to surface is said the same by all: one test for each fault."""

from __future__ import annotations

import inspect
import random
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from netkit.cli.commands.report import FORMS
from netkit.cli.commands.schedule import SYSTEMS
from netkit.cli.main import COMMANDS
from netkit.cli.mcp_tools import QUESTIONS, RECORDINGS

from netkit.answers.acquaintance import Acquaintances
from netkit.maps.gather import gather
from netkit.maps.scene_data import scene_data
from netkit.model.events import Interaction
from netkit.model.people import Claim, Handle
from netkit.reports import render
from netkit.reports.content import report_of
from netkit.schedule.schedules import FORMATS
from netkit.schedule.systems import choose
from netkit.store.values import Change
from netkit.ties import outlook
from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
EVERY = 10**6
ME = Handle("email", "mia@example.org").person_id


def handle_of(name: str) -> Handle:
    return Handle("email", f"{name.split()[0].lower()}@example.org")


def message(sender: str, receiver: str, days: float, text: str = "Can you tell me?") -> Interaction:
    ends = [ME if name == "me" else handle_of(name).person_id for name in (sender, receiver)]
    at = NOW - timedelta(days=days)
    return Interaction(at, "message", ends[0], (ends[1],), text=text, mark=f"{sender}{days}")


def both_ways(name: str, *days: float) -> list[Interaction]:
    return [
        contact for day in days for contact in (message("me", name, day), message(name, "me", day))
    ]


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "me.netkit", now=NOW) as workspace:
        workspace.set_owner("Mia Moss", email="mia@example.org")
        yield workspace


def record(space: Workspace, events: list[Interaction], *names: str) -> None:
    handles = [handle_of(name) for name in names]
    space.store.append(
        Change(
            "told",
            NOW - timedelta(days=900),
            handles=[(handle, handle.person_id) for handle in handles],
            claims=[
                Claim(handle.person_id, "name", name, NOW - timedelta(days=900))
                for handle, name in zip(handles, names, strict=True)
            ],
            events=events,
        )
    )


def proposed_names(space: Workspace) -> dict[str, set[str]]:
    """Return by surface the names it proposes to turn to."""
    report, _ = report_of(space.view, None, top=EVERY)
    pairs = space.introduce_pairs(limit=EVERY)
    return {
        "today": {act.person.name for act in space.today(limit=EVERY)},
        "fading": {row.person.name for row in space.fading(limit=EVERY)},
        "reconnect": {row.person.name for row in space.reconnect(limit=EVERY)},
        "introduce": {end.name for pair in pairs for end in (pair.a, pair.b)},
        "report": {act.person.name for act in report.acts},
        "report, fading": {row.tie.person.name for row in report.fading},
    }


def test_whom_stalls_says_to_wait_for_is_proposed_nowhere(space: Workspace) -> None:
    waiting = [message("me", "Jo Vale", days) for days in (5, 8, 12, 16, 20)]
    record(space, [*both_ways("Jo Vale", *range(50, 400, 30)), *waiting], "Jo Vale")
    space.need("Jo Vale", "a patent lawyer")
    space.add_person("Ann Lee", title="patent lawyer")
    [stall] = space.stalls("Jo Vale")
    assert stall.next_act.startswith("stop and wait until")
    assert {surface: names for surface, names in proposed_names(space).items() if names} == {}
    [standing] = space.balance("Jo Vale", kind="all")
    assert "ask" not in standing.next_act
    held = space.view.gate.held_back(space.person("Jo Vale").id, "introduce")
    assert held is not None
    assert held.reason == "unanswered"


def test_who_asked_for_no_contact_is_at_the_head_of_nothing(space: Workspace) -> None:
    record(space, both_ways("Bo Ray", *range(200, 800, 20)), "Bo Ray")
    assert "Bo Ray" in proposed_names(space)["fading"]
    space.fact("Bo Ray", "boundary", "no contact, please")
    assert {surface: names for surface, names in proposed_names(space).items() if names} == {}


def test_a_tie_touched_three_days_ago_is_ringed_by_no_map(space: Workspace) -> None:
    record(space, both_ways("Ann Lee", *range(3, 300, 14)), "Ann Lee")
    [row] = [row for row in scene_data(gather(space.view))["people"] if row["name"] == "Ann Lee"]
    assert row["outlook"] == "steady"


def test_a_tie_that_grows_is_drawn_as_growing(space: Workspace) -> None:
    days = [*range(1, 200, 10), *range(200, 900, 40)]
    record(space, both_ways("Ann Lee", *days), "Ann Lee")
    [row] = [row for row in scene_data(gather(space.view))["people"] if row["name"] == "Ann Lee"]
    assert row["outlook"] == "growing"


def test_the_maps_past_strength_heeds_the_weights_of_contacts(space: Workspace) -> None:
    """A message to fifty weighs less; the slider and ``--as-of`` count it alike."""
    many = tuple(Handle("email", f"x{number}@example.org") for number in range(50))
    ann = handle_of("Ann Lee")
    events = [
        Interaction(
            NOW - timedelta(days=days), "email", ann.person_id,
            (ME, *(one.person_id for one in many)), mark=f"g{days}",
        )
        for days in range(150, 400, 10)
    ]  # fmt: skip
    space.store.append(Change("many", NOW, handles=[(one, one.person_id) for one in many]))
    record(space, [*events, *both_ways("Ann Lee", 140, 10)], "Ann Lee")
    data = scene_data(gather(space.view))
    step = len(data["steps"]) - 1
    then = scene_data(gather(space.at(data["steps"][step]).view))

    def strength(rows: list[dict[str, Any]], key: str) -> Any:
        [row] = [row for row in rows if row["name"] == "Ann Lee"]
        return row[key]

    past = strength(data["people"], "strengths")[step]
    assert past == pytest.approx(strength(then["people"], "strength"), abs=0.1)
    assert 0 < past < 90  # twenty-five contacts of full weight would be 91


def test_an_introduction_that_was_asked_is_counted_by_reach(space: Workspace) -> None:
    for name in ("Ann Lee", "Bo Ray"):
        space.add_person(name)
    assert space.introduction_requests("Ann Lee").text.startswith("0") or "no" in (
        space.introduction_requests("Ann Lee").text
    )
    before = space.introduction_requests("Ann Lee")
    space.introduction("me", "Bo Ray", broker="Ann Lee", step="asked")
    assert space.introduction_requests("Ann Lee") != before


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3 months", date(2026, 8, 20)), ("yesterday", date(2026, 11, 19)),
        ("24.10.2026", date(2026, 10, 24)), ("last Tuesday", date(2026, 11, 17)),
        ("2w", date(2026, 11, 6)),
    ],
)  # fmt: skip
def test_every_moment_is_typed_the_same_way(typed: str, day: date, space: Workspace) -> None:
    """By the calendar of November 2026, whose 20th is a Friday."""
    record(space, both_ways("Bo Ray", *range(200, 800, 20)), "Bo Ray")
    Workspace(space.store, NOW - timedelta(days=400)).add_person("Ann Lee", organization="Ferry")
    space.change_person("Ann Lee", organization="Harbour Works")
    assert [row.person.name for row in space.fading(since=typed)] == ["Bo Ray"]
    assert [row.person.name for row in space.job_changes(since=typed)] == ["Ann Lee"]
    assert [row.person.name for row in space.at(typed).fading()] == ["Bo Ray"]
    assert space.at(typed).view.present.date() == day
    assert [need.at.date() for need in space.need("Ann Lee", "a lawyer", on=typed).events] == [day]
    logged = space.log("yesterday: lunch with Ann Lee").change
    assert [lunch.at.date() for lunch in logged.events] == [date(2026, 11, 19)]


def test_every_question_of_the_command_line_is_a_method(space: Workspace) -> None:
    questions = {
        "introduce", "reach", "fading", "balance", "reconnect", "stalls", "promises",
        "milestones", "who", "brief", "today", "doctor", "ask", "map", "report", "cadence", "log",
    }  # fmt: skip
    assert questions <= {name for section in COMMANDS.values() for name in section}
    for name in questions:
        assert callable(getattr(space, name)), name


def test_the_forms_of_a_report_and_the_schedulers_on_offer_are_those_there_are() -> None:
    assert sorted(FORMS) == sorted(render.FORMS) == sorted(FORMATS)
    assert choose.NAMES == SYSTEMS


def test_an_assistant_has_every_question_and_every_recording() -> None:
    """Apart from what only a library needs: views, maps and files, and what cannot be undone."""
    library = {
        "accept_duplicates", "add_frame", "answer", "ask", "at", "backtest", "bring_in", "close",
        "decide_duplicates", "decide_group", "decide_told", "decide_told_row",
        "duplicate_verdicts", "finish_forgetting", "forget", "graph_file", "import_file",
        "import_mail_server", "import_options", "introductions", "keep_report", "log_line", "map",
        "network", "open_duplicates", "people", "person", "publication_notes", "publish",
        "remember_people", "remember_proposals", "query", "report", "set_owner", "teammates",
        "to_networkx", "vcards",
    }  # fmt: skip
    tools = {method.__name__ for method in (*QUESTIONS.values(), *RECORDINGS.values())}
    methods = {
        name
        for name, _ in inspect.getmembers(Workspace, inspect.isfunction)
        if not name.startswith("_")
    }
    assert methods - tools - library == set()


def test_the_facts_around_a_person_keep_the_contract_of_a_mapping(space: Workspace) -> None:
    record(space, both_ways("Ann Lee", 10, 40, 70), "Ann Lee")
    space.add_person("Bo Ray")
    facts = space.view.facts_around(space.person("Ann Lee").id)
    for mapping in (facts.ties, facts.profiles, facts.acquaintances, facts.term_counts):
        assert len(dict(mapping)) == len(mapping)


def test_one_threshold_of_fading_changes_every_surface(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(space, both_ways("Ann Lee", *range(90, 400, 20)), "Ann Lee")

    def fading_by_surface() -> dict[str, bool]:
        report, _ = report_of(space.view, None, top=EVERY)
        data = scene_data(gather(space.view))
        return {
            "fading": bool(space.fading()),
            "fading --all": any(pair.outlook == "fading" for pair in space.fading_pairs()),
            "report": bool(report.fading),
            "map": any(row["outlook"] == "fading" for row in data["people"]),
            "today": any(act.kind == "fading" for act in space.today()),
        }

    assert set(fading_by_surface().values()) == {True}
    monkeypatch.setattr(outlook, "TIMES_USUAL", 50.0)
    assert set(fading_by_surface().values()) == {False}


def test_a_birthday_is_coming_up_on_every_surface(space: Workspace) -> None:
    record(space, both_ways("Ann Lee", 20, 50, 80), "Ann Lee")
    space.change_person("Ann Lee", birthday="--11-25")
    report, _ = report_of(space.view, None, top=EVERY)
    assert [row.person.name for row in space.milestones()] == ["Ann Lee"]
    assert [name for _, name, _ in report.milestones] == ["Ann Lee"]
    assert [act.person.name for act in space.today() if act.kind == "milestone"] == ["Ann Lee"]
    assert "25 November" in str(space.brief("Ann Lee")) or "11-25" in str(space.brief("Ann Lee"))


def test_two_coworkers_are_as_sure_to_know_each_other_in_introduce_as_in_reach(
    space: Workspace,
) -> None:
    names = [f"{first} Hale" for first in
             ("Ada", "Bea", "Cai", "Dan", "Eli", "Fay", "Gus", "Hal", "Ida", "Jon",
              "Kim", "Lea", "Max", "Nia", "Oli", "Pam", "Rex", "Sue", "Tom", "Uma")]  # fmt: skip
    for name in names:
        space.add_person(name, organization="Harbour Works")
    space.need(names[0], "a patent lawyer")
    space.offer(names[1], "patent lawyer")
    [match] = [row for row in space.introduce(names[0]) if row.person.name == names[1]]
    [known] = [reason for reason in match.because if reason.kind == "acquainted"]
    ends = [space.person(name).id for name in names[:2]]
    for facts in (space.view.facts(), space.view.facts_to(ends[:1])):
        acquaintance = Acquaintances(facts).between(*ends)
        assert acquaintance is not None
        assert -known.weight == pytest.approx(acquaintance.probability)
    [row] = space.acquainted(*names[:2])
    assert row.probability == pytest.approx(-known.weight)


def test_doctor_forgets_the_fit_of_an_import_that_was_undone(tmp_path: Path) -> None:
    chance = random.Random(5)
    mail = tmp_path / "me.mbox"
    text = ""
    for number in range(1_200):
        at = NOW - timedelta(days=number + 1)
        who = f"p{chance.randrange(60)}"
        a, b = ("Mia Moss <mia@example.org>", f"{who.title()} Hale <{who}@example.org>")
        sender, receiver = (a, b) if number % 3 else (b, a)
        text += (
            f"From x {at:%a %b %d %H:%M:%S %Y}\nFrom: {sender}\nTo: {receiver}\n"
            f"Date: {at:%a, %d %b %Y %H:%M:%S} +0000\nMessage-ID: <m{number}@example.org>\n"
            f"Subject: Hello {number}\n\nHow are you?\n\n"
        )
    mail.write_text(text, encoding="utf-8")
    with open_workspace(tmp_path / "me.netkit", now=NOW) as space:
        space.set_owner("Mia Moss", email="mia@example.org")
        before = [row.text for row in space.doctor() if "fitted" in row.text]
        space.import_file(mail)
        fitted = [row.text for row in space.doctor() if "fitted" in row.text]
        space.undo()
        after = [row.text for row in space.doctor() if "fitted" in row.text]
    assert before == after != fitted


def test_whom_the_owner_never_answered_is_no_tie_of_strength_anywhere(space: Workspace) -> None:
    letters = [message("Pat Push", "me", days) for days in (3, 9, 20, 33, 47)]
    record(space, [*letters, *both_ways("Ann Lee", 5, 25, 60)], "Pat Push", "Ann Lee")
    view, pat = space.view, space.person("Pat Push").id
    listed = {row.person.name: (row.band, row.strength) for row in space.people_list()}
    assert listed["Pat Push"] == ("never answered", 0.0)
    assert listed["Ann Lee"][1] > 0
    network = space.network()
    report, _ = report_of(view, None, top=EVERY)
    drawn = [row for row in scene_data(gather(view))["people"] if row["name"] == "Pat Push"]
    assert pat not in set(map(str, network.people))
    assert pat not in view.facts().ties
    assert view.facts_at_large().ties.get(pat) is None
    assert view.facts_to({pat}).ties.get(pat) is None
    assert {row.person for row in report.ties}.isdisjoint({pat, "Pat Push"})
    assert all(row["strength"] == 0 for row in drawn)
    assert space.person("Pat Push")  # they wrote all the same, and are found


def test_one_answer_makes_a_sender_a_tie_everywhere(space: Workspace) -> None:
    letters = [message("Pat Push", "me", days) for days in (3, 9, 20, 33, 47)]
    record(space, [*letters, message("me", "Pat Push", 2)], "Pat Push")
    pat = space.person("Pat Push").id
    [row] = space.people_list()
    assert row.strength > 0
    assert pat in space.view.facts().ties
    assert pat in set(map(str, space.network().people))
