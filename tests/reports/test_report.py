"""One report: what stands in it, in every form, with hostile names, and for a circle."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from netkit.model.events import Favour, Interaction, Introduction, Milestone, Promise
from netkit.model.people import Affiliation, Claim, Handle
from netkit.model.when import PartialDate, day_number
from netkit.reports import render, snapshots
from netkit.reports.content import report_of
from netkit.reports.network_state import Job, NetworkState, Seen, dump, load, observe, state_of
from netkit.reports.state_changes import changes
from netkit.store.values import Change
from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = timedelta(days=1)
ME, ANN, EVIL = (Handle("linkedin", name) for name in ("me", "ann", "evil"))
HOSTILE = "</script><img src=x onerror=alert(1)>"
FORMULA = "=cmd|'/C calc'!A0"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Ann is fading and owed a paper; a hostile name works at a hostile company."""
    with open_workspace(tmp_path / "net", now=NOW) as opened:
        me, ann, evil = ME.person_id, ANN.person_id, EVIL.person_id
        wrote = [
            Interaction(NOW - days * DAY, "message", ann, (me,), text="the heat pump")
            for days in (60, 67, 74, 81, 88)
        ]
        wrote.append(Interaction(NOW - 88 * DAY, "message", me, (ann,), text="a question"))
        wrote += [Interaction(NOW - days * DAY, "email", evil, (me,)) for days in (40, 50, 60)]
        opened.store.append(
            Change(
                "told by hand",
                NOW,
                handles=[(h, h.person_id) for h in (ME, ANN, EVIL)],
                owners=[me],
                claims=[
                    Claim(me, "name", "Me Myself"),
                    Claim(ann, "name", "Ann Lee"),
                    Claim(ann, "circle", "friends"),
                    Claim(evil, "name", HOSTILE),
                ],
                affiliations=[Affiliation(evil, FORMULA, "CEO")],
                events=[
                    *wrote,
                    Promise(NOW - 9 * DAY, me, ann, "the paper", PartialDate(2026, 11, 18)),
                    Milestone(NOW, ann, "birthday", PartialDate(None, 11, 27)),
                    Favour(NOW - 5 * DAY, ann, me, "advice", "on pricing", 3),
                    Introduction(NOW - 3 * DAY, me, ann, evil),
                ],
            )
        )
        yield opened


def test_a_report_says_what_is_due_fading_promised_and_ahead(workspace: Workspace) -> None:
    report, _ = report_of(workspace.view, None)
    assert report.acts[0].text.startswith("keep your promise to Ann Lee: the paper")
    assert [row.tie.person.name for row in report.fading] == ["Ann Lee"]
    assert report.fading[0].hook == "last words: “the heat pump”"
    assert sum(report.fading[0].weeks) == 5
    assert [(row.text, row.status) for row in report.promises] == [("the paper", "overdue")]
    assert [(str(day), name, what) for day, name, what in report.milestones] == [
        ("2026-11-27", "Ann Lee", "birthday")
    ]
    assert [(a, status) for a, _, status, _ in report.introductions] == [("Ann Lee", "suggested")]
    assert sum(count for _, count in report.months) == 8
    assert sum(report.strengths) == 2


def test_a_circle_narrows_what_is_told(workspace: Workspace) -> None:
    report, state = report_of(workspace.view, None, circle="friends")
    assert [row.person for row in report.ties] == ["Ann Lee"]
    assert [row.tie.person.name for row in report.fading] == ["Ann Lee"]
    assert len(state.people) == 2  # what is kept for the next report is everybody


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_forbids_the_network_and_shows_hostile_names_as_text(
    workspace: Workspace,
) -> None:
    report, _ = report_of(workspace.view, None)
    page = render.FORMS["html"](report)
    seen = _Tags()
    seen.feed(page)
    assert not {"script", "img", "iframe", "link", "object"} & set(seen.tags)
    assert HOSTILE in "".join(seen.words)
    assert "default-src 'none'" in unescape(page)
    assert "unsafe" not in page


def test_every_form_tells_the_same_fading_ties(workspace: Workspace) -> None:
    report, _ = report_of(workspace.view, None)
    whole = json.loads(render.FORMS["json"](report))
    assert [row["tie"]["person"]["name"] for row in whole["fading"]] == ["Ann Lee"]
    for form in ("md", "txt", "html"):
        assert "Ann Lee" in render.FORMS[form](report)
    assert "<img" not in render.FORMS["md"](report).replace("\\<", "")
    assert max(len(line) for line in render.FORMS["txt"](report).splitlines()) <= 72


def test_the_table_of_ties_holds_no_formula(workspace: Workspace) -> None:
    report, _ = report_of(workspace.view, None)
    rows = list(csv.DictReader(io.StringIO(render.FORMS["csv"](report))))
    assert {row["organization"] for row in rows} == {"", f"'{FORMULA}"}


def test_the_same_report_is_the_same_bytes(workspace: Workspace) -> None:
    first, _ = report_of(workspace.view, None)
    second, _ = report_of(workspace.view, None)
    assert all(render.FORMS[form](first) == render.FORMS[form](second) for form in render.FORMS)


# --- states -------------------------------------------------------------------------------------


def _told(state: NetworkState) -> dict[str, Seen]:
    """Return everybody without their names, which are not kept."""
    return {pid: seen._replace(name="") for pid, seen in state.people.items()}


def test_a_state_comes_back_as_it_was_but_for_names(workspace: Workspace) -> None:
    state = observe(workspace.view)
    again = load(dump(state))
    assert again is not None
    assert (again.as_of, _told(again)) == (state.as_of, _told(state))
    assert {one.name for one in state.people.values()} == {"Ann Lee", HOSTILE}
    assert changes(again, state) == []


def test_whoever_is_forgotten_is_gone_from_kept_states(workspace: Workspace) -> None:
    snapshots.keep(workspace.view, dump(observe(workspace.view)))
    workspace.store.forget(EVIL.person_id, b"salt")
    kept = snapshots.before(workspace.view, "last", NOW + DAY)
    assert kept is not None
    assert set(kept.people) == {ANN.person_id}
    assert all(FORMULA not in job.organization for job in kept.jobs)


def test_the_next_report_compares_with_the_last_kept_state(workspace: Workspace) -> None:
    assert snapshots.before(workspace.view, "last", NOW + DAY) is None
    _, state = report_of(workspace.view, None)
    snapshots.keep(workspace.view, dump(state))
    snapshots.keep(workspace.view, dump(state))
    kept = snapshots.before(workspace.view, "last", NOW + DAY)
    assert kept is not None
    assert _told(kept) == _told(state)
    assert snapshots.before(workspace.view, "last", NOW) is None
    assert snapshots.kept(workspace.view) == [NOW.isoformat()]


def test_an_open_introduction_is_kept_by_its_status_alone(workspace: Workspace) -> None:
    state = observe(workspace.view)
    again = load(dump(state))
    assert again is not None
    assert [status for _, status in again.introductions.values()] == ["suggested"]
    assert "Ann Lee" not in dump(state)


def test_any_past_day_can_be_compared_with(workspace: Workspace) -> None:
    earlier = snapshots.before(workspace.view, NOW - 61 * DAY, NOW)
    assert earlier is not None
    assert earlier.people[ANN.person_id].contact_days == 4
    assert earlier.people[EVIL.person_id].contact_days == 0


NOWHERE, AT_ACME = Job("", ""), Job("ACME", "CTO")


def _ann(power: float, last_day: int = 20_000, job: Job = NOWHERE) -> Seen:
    return Seen("Ann", job, power, 4, last_day, 9.0)


def _state(at: datetime, *people: Seen) -> NetworkState:
    ids = (ANN.person_id, EVIL.person_id)
    return state_of(at, dict(zip(ids, people, strict=False)))


def test_nothing_changes_between_equal_states() -> None:
    state = _state(NOW, _ann(50.0))
    assert changes(state, state) == []


def _young(power: float, last_day: int = 20_000) -> Seen:
    """Return somebody of whom too little is known to say how often."""
    return _ann(power, last_day)._replace(usual_gap=0.0)


def test_a_tie_without_a_rhythm_that_lost_ten_points_cooled() -> None:
    before, after = _state(NOW, _young(50.0)), _state(NOW + 90 * DAY, _young(39.9))
    assert [(one.kind, one.before, one.after) for one in changes(before, after)] == [
        ("cooled", "50", "40")
    ]
    assert changes(before, _state(NOW, _young(59.9))) == []


def test_of_a_tie_with_a_rhythm_its_pace_is_news_and_its_strength_is_none() -> None:
    steady, slower = _ann(50.0), _ann(49.0)._replace(pace="weakening")
    assert changes(_state(NOW, steady), _state(NOW, _ann(66.0))) == []
    [change] = changes(_state(NOW, steady), _state(NOW, slower))
    assert (change.kind, change.text) == (
        "cooled", "in touch less often than every 9 days, as was usual",
    )  # fmt: skip
    assert changes(_state(NOW, slower), _state(NOW, slower)) == []
    [change] = changes(_state(NOW, slower), _state(NOW, _ann(60.0)._replace(pace="growing")))
    assert change.kind == "grew"


def test_a_first_contact_after_a_long_pause_says_so() -> None:
    [change] = changes(_state(NOW, _young(11.0)), _state(NOW, _young(52.0, 20_360)))
    assert change.text == "in touch for the first time in 12 months, strength 52"


def test_who_turns_out_to_be_a_mere_sender_did_not_cool() -> None:
    assert changes(_state(NOW, _young(65.0)), _state(NOW, Seen("Ann", NOWHERE))) == []


def test_the_pace_and_silence_of_a_tie_are_kept_with_a_state() -> None:
    state = _state(NOW, _ann(50.0)._replace(pace="growing"), _silent(day_number(NOW) - 60))
    again = load(dump(state))
    assert again is not None
    assert [again.seen(place)[6:] for place in range(2)] == [
        state.seen(place)[6:] for place in range(2)
    ]
    assert {seen.pace for seen in state.people.values()} == {"growing", ""}


def _silent(last_day: int, contact_days: int = 4, *, silent: bool = True) -> Seen:
    return Seen("Ann", NOWHERE, 5.0, contact_days, last_day, 9.0, silent)


def test_a_tie_that_was_fading_and_is_in_touch_again_woke_up() -> None:
    now = day_number(NOW)
    before = _state(NOW, _silent(now - 60))
    after = _state(NOW + 90 * DAY, _silent(now + 80, 5, silent=False))
    [change] = changes(before, after)
    assert (change.kind, change.text) == ("woke up", "in touch again after 140 days")


def test_of_several_contacts_since_a_silence_only_its_least_length_is_told() -> None:
    now = day_number(NOW)
    before = _state(NOW, _silent(now - 60))
    after = _state(NOW + 90 * DAY, _silent(now + 80, 9, silent=False))
    [change] = changes(before, after)
    assert change.text == "in touch again after more than 60 days"


def test_a_tie_that_was_never_fading_did_not_wake_up_however_long_ago_it_was_seen() -> None:
    now = day_number(NOW)
    before = _state(NOW, _silent(now - 5, silent=False))
    after = _state(NOW + 400 * DAY, _silent(now + 395, 40, silent=False))
    assert changes(before, after) == []


def test_jobs_are_told_by_the_rule_of_people_changes() -> None:
    without, employed = _state(NOW, _ann(5.0)), _state(NOW, _ann(5.0, job=AT_ACME))
    assert changes(without, employed) == []  # `tests/test_contradictions.py` holds the report to it


def test_somebody_new_is_told_beside_an_empty_state() -> None:
    [found] = changes(_state(NOW), _state(NOW, _ann(5.0, job=Job("ACME", ""))))
    assert (found.kind, found.text, found.person) == ("new", "new at ACME", ANN.person_id)
    assert changes(_state(NOW, _ann(5.0)), _state(NOW)) == []
