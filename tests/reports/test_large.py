"""What keeps a report of a large network small: columns, packed states, forms written in parts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from netkit.examples.demo import make_demo

from netkit.answers.plain_values import plain
from netkit.model.people import PersonId
from netkit.model.when import day_number
from netkit.reports import render
from netkit.reports.content import Report, report_of
from netkit.reports.network_state import Names, NetworkState
from netkit.store.one_way_senders import ties_without_senders
from netkit.store.packing import packed, unpacked
from netkit.store.scrub import scrubbed
from netkit.ties import strength
from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator


NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("invented")
    with open_workspace(folder / "me.netkit", now=NOW) as opened:
        make_demo(opened, folder, people=150, messages=1_500)
        yield opened


@pytest.fixture(scope="module")
def made(workspace: Workspace) -> tuple[Report, NetworkState]:
    return report_of(workspace.view, None)


def test_every_tie_has_the_figures_of_the_formulas_for_one(
    workspace: Workspace, made: tuple[Report, NetworkState]
) -> None:
    _, state = made
    view, now = workspace.view, day_number(NOW)
    ties = ties_without_senders(view.store, view.owner, view.ties(), None)
    compared = 0
    for pid, seen in state.people.items():
        stats = next((one for other, one in ties.items() if other == pid), None)
        if stats is None:
            assert (seen.strength, seen.contact_days, seen.silent) == (0.0, 0, False)
            continue
        power = strength.strength(stats.log_strength, now)
        outlook = view.outlooks([PersonId(pid)])[PersonId(pid)]
        assert seen.strength == round(strength.shown(power), 1)
        assert seen.usual_gap == (round(outlook.rhythm.usual_days, 1) if outlook.rhythm else 0.0)
        assert (seen.contact_days, seen.last_day) == (stats.contact_days, stats.last_day)
        assert seen.silent == outlook.fell_silent
        compared += 1
    assert compared > 100


def test_the_ties_come_strongest_first_and_add_up_to_the_chart(
    made: tuple[Report, NetworkState],
) -> None:
    report, state = made
    powers = [row.strength for row in report.ties]
    assert powers == sorted(powers, reverse=True)
    assert len(powers) == sum(one.contact_days > 0 for one in state.people.values())
    steps = [sum(min(power // 10, 9) == step for power in powers) for step in range(10)]
    assert list(report.strengths) == steps


def test_a_form_written_in_parts_is_the_form_written_whole(
    made: tuple[Report, NetworkState], monkeypatch: pytest.MonkeyPatch
) -> None:
    report, _ = made
    rows = [plain(row) for row in report.ties]
    assert list(report.ties.plain()) == rows
    whole = {form: render.FORMS[form](report).encode() for form in render.FORMS}
    monkeypatch.setattr(render, "_AT_ONCE", 7)
    assert {form: b"".join(render.encoded(report, form)) for form in render.FORMS} == whole
    assert json.loads(whole["json"])["ties"] == rows


def test_names_held_as_one_text_are_the_names() -> None:
    said = ["Ann", "", "Zoë 🌊", "李"]
    names = Names(said)
    assert (list(names), names[1:3], len(names)) == (said, ["", "Zoë 🌊"], 4)


def test_forgetting_reaches_into_what_is_packed() -> None:
    text = json.dumps({"people": packed({"p1": ["Ann"], "p2": ["Bob"]}), "as_of": "2026"})
    kept = json.loads(scrubbed(text, {"p1"}))
    assert unpacked(kept["people"]) == {"p2": ["Bob"]}
    assert json.loads(scrubbed(text, {"p3"})) == json.loads(text)
