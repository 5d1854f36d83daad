"""Lines of a report that a year of them got wrong: each says what is so, and once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from netkit.answers.possible_acts import favour_words
from netkit.importers.port import Options
from netkit.model.events import (
    Event,
    Favour,
    FavourKind,
    Interaction,
    Introduction,
    Milestone,
    Promise,
    Step,
    event_id,
)
from netkit.model.people import Claim, Handle, PersonId
from netkit.model.when import PartialDate
from netkit.reports.content import Report, report_of
from netkit.store.values import Change
from netkit.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.reports.network_state import NetworkState

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
HANDLES = {name: Handle("email", f"{name}@x.example") for name in ("me", "ida", "jon", "kim")}
ME, IDA, JON, KIM = (handle.person_id for handle in HANDLES.values())
NAMES = {ME: "Mia Moss", IDA: "Ida Berg", JON: "Jon Dale", KIM: "Kim Ek"}


class Series:
    """A network, and the reports of one series on it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "net.netkit"
        self.before: NetworkState | None = None

    def record(self, at: datetime, *events: Event, more: Change | None = None) -> None:
        with open_workspace(self.path, now=at) as space:
            space.store.append(more or Change("typed", at, events=list(events)))

    def report(self, at: datetime) -> Report:
        with open_workspace(self.path, now=at) as space:
            report, self.before = report_of(space.view, self.before)
        return report


@pytest.fixture
def series(tmp_path: Path) -> Series:
    """Somebody heard of daily, so that the log is never stale, and three more people."""
    made = Series(tmp_path)
    start = Change(
        "start",
        MONDAY - 500 * DAY,
        handles=[(handle, handle.person_id) for handle in HANDLES.values()],
        owners=[ME],
        claims=[Claim(pid, "name", name) for pid, name in NAMES.items()],
        events=[wrote(KIM, MONDAY + day * DAY) for day in range(-400, 120)],
    )
    made.record(MONDAY - 500 * DAY, more=start)
    return made


def wrote(who: PersonId, at: datetime) -> Interaction:
    return Interaction(at, "email", who, (ME,), mark=f"{who}{at}")


def lines(report: Report, section: str) -> list[str]:
    return [f"{e.name}: {e.text}" for e in report.front.section(section).entries]


def folded(report: Report, section: str) -> list[str]:
    return list(report.front.section(section).folded)


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("advice", "advice on the lease", "the advice on the lease"),
        ("advice", "on pricing", "the advice: on pricing"),
        ("loan", "", "the loan"),
        ("other", "drove me home", "their help: drove me home"),
    ],
)
def test_thanks_name_a_favour_once(kind: FavourKind, text: str, words: str) -> None:
    assert favour_words(Favour(MONDAY, IDA, ME, kind, text, 3)) == words


def test_a_monthly_meeting_is_not_told_as_a_tie_that_grew(series: Series) -> None:
    """Each lifts the strength by ten points and more, and it falls again until the next."""
    series.record(MONDAY, *(wrote(IDA, MONDAY - DAY - 30 * n * DAY) for n in range(13)))
    series.report(MONDAY - 2 * DAY)
    report = series.report(MONDAY)
    assert series.before is not None
    assert not [c for c in report.changed if c.kind in {"grew", "cooled"}]


def test_the_first_contacts_of_a_tie_are_told_as_growth(series: Series) -> None:
    series.report(MONDAY)
    series.record(MONDAY + 3 * DAY, *(wrote(JON, MONDAY + day * DAY) for day in (1, 2)))
    [grew] = [c for c in series.report(MONDAY + 7 * DAY).changed if c.kind == "grew"]
    assert grew.name == "Jon Dale"
    assert grew.text.startswith("in touch for the first time, strength ")


def test_a_late_promise_is_not_folded_among_the_days_ahead(series: Series) -> None:
    due, birthday = PartialDate(2026, 2, 25), PartialDate(None, 3, 25)
    series.record(
        MONDAY - 9 * DAY,
        Promise(MONDAY - 9 * DAY, ME, IDA, "the paper", due),
        Promise(MONDAY - 9 * DAY, JON, ME, "the plan", due),
        Milestone(MONDAY - 9 * DAY, KIM, "birthday", birthday),
    )
    series.report(MONDAY)
    later = series.report(MONDAY + 7 * DAY)
    assert folded(later, "ahead") == [
        "What you promised is still late: 1 promise (the paper to Ida Berg since 25 February)",
        "What was promised you is still late: 1 promise (the plan from Jon Dale since 25 February)",
        "Promises and days told before: 1 person (Kim Ek)",
    ]


def test_a_birthday_is_told_on_its_day_though_it_was_told_before(series: Series) -> None:
    series.record(MONDAY, Milestone(MONDAY, KIM, "birthday", PartialDate(None, 3, 9)))
    first = series.report(MONDAY)
    assert first.front.subject.startswith("Kim's birthday next Monday")
    assert lines(series.report(MONDAY + 7 * DAY), "ahead") == ["Kim Ek: birthday today"]


def test_the_reason_of_a_birthday_does_not_say_birthday_again(series: Series) -> None:
    series.record(MONDAY, Milestone(MONDAY, KIM, "birthday", PartialDate(None, 3, 5)))
    [act] = [e for e in series.report(MONDAY).front.section("acts").entries if "word" in e.text]
    assert (act.text, act.why) == ("A word for Kim Ek: birthday on 5 March", "in 3 days")


def test_what_came_of_an_introduction_is_asked_once_after_four_weeks(series: Series) -> None:
    made = Introduction(MONDAY - DAY, ME, IDA, JON)
    series.record(MONDAY, made, Step(MONDAY - DAY, event_id(made), "made"))
    assert lines(series.report(MONDAY), "introductions") == [
        "Ida Berg and Jon Dale: made, since 1 March 2026"
    ]
    assert lines(series.report(MONDAY + 21 * DAY), "introductions") == []
    asked = series.report(MONDAY + 28 * DAY)
    assert lines(asked, "introductions") == [
        "Ida Berg and Jon Dale: you introduced them on 1 March 2026"
    ]
    assert lines(series.report(MONDAY + 35 * DAY), "introductions") == []


def test_who_was_come_back_to_and_is_quiet_again_is_called_quiet_alone(series: Series) -> None:
    """The mail that ended the silence was imported weeks later, and is old by then."""
    weekly = [wrote(IDA, MONDAY - (70 + 7 * n) * DAY) for n in range(12)]
    series.record(MONDAY - 69 * DAY, *weekly)
    series.report(MONDAY)
    again = Interaction(MONDAY - 30 * DAY, "email", ME, (IDA,), mark="again")
    series.record(MONDAY + DAY, again)
    report = series.report(MONDAY + 7 * DAY)
    told = [*lines(report, "done"), *lines(report, "changed")]
    assert not [line for line in told if line.startswith("Ida")]


def test_who_was_typed_and_then_writes_is_not_new(series: Series, tmp_path: Path) -> None:
    with open_workspace(series.path, now=MONDAY - DAY) as space:
        space.add_person("Lea Lind")
    series.report(MONDAY)
    mail = tmp_path / "week.mbox"
    mail.write_text(
        "From x Tue Mar  3 09:00:00 2026\nFrom: Lea Lind <lea@x.example>\n"
        "To: Mia Moss <me@x.example>\nDate: Tue, 3 Mar 2026 09:00:00 +0000\n"
        "Message-ID: <1@x.example>\nSubject: news\n\nGood news about the choir.\n"
    )
    with open_workspace(series.path, now=MONDAY + 2 * DAY) as space:
        space.import_file(mail, Options(owner="Mia Moss,me@x.example"))
        space.accept_duplicates(0.1)
        [lea] = [person for person in space.people() if person.name == "Lea Lind"]
    report = series.report(MONDAY + 7 * DAY)
    assert series.before is not None
    assert series.before.has(lea.id)
    assert [c.name for c in report.changed if c.kind == "new"] == []


def test_the_subject_speaks_of_the_promise_that_the_page_tells(series: Series) -> None:
    """An older one to the same person is late; it was told before and is not on the page."""
    old = Promise(MONDAY - 200 * DAY, ME, IDA, "the paper", PartialDate(2025, 9, 1))
    series.record(MONDAY - 200 * DAY, old)
    series.report(MONDAY)
    fresh = Promise(MONDAY + DAY, ME, IDA, "the slides", PartialDate(2026, 3, 30))
    series.record(MONDAY + DAY, fresh)
    report = series.report(MONDAY + 7 * DAY)
    assert any("the slides" in line for line in lines(report, "ahead"))
    assert "promise" not in report.front.subject


def test_a_folded_line_names_three_late_promises_and_counts_them_all(series: Series) -> None:
    """Two are to the same person: promises are counted, not people; one is from last year."""
    dues = {"the quote": (2026, 2, 20), "the map": (2026, 2, 21), "the key": (2025, 12, 30),
            "the visit": (2026, 2, 22)}  # fmt: skip
    promised = [
        Promise(MONDAY - 80 * DAY, ME, IDA if text != "the map" else JON, text, PartialDate(*due))
        for text, due in dues.items()
    ]
    series.record(MONDAY - 80 * DAY, *promised)
    for week in range(3):  # each is told as an act first, one a week to the same person
        series.report(MONDAY + 7 * week * DAY)
    assert folded(series.report(MONDAY + 21 * DAY), "ahead") == [
        "What you promised is still late: 4 promises (the key to Ida Berg since 30 December 2025,"
        " the quote to Ida Berg since 20 February, the map to Jon Dale since 21 February"
        " and 1 more)"
    ]


def test_a_birthday_told_weeks_ahead_is_told_again_in_its_last_week(series: Series) -> None:
    series.record(MONDAY, Milestone(MONDAY, KIM, "birthday", PartialDate(None, 3, 21)))
    assert lines(series.report(MONDAY), "ahead") == ["Kim Ek: birthday on 21 March"]
    assert folded(series.report(MONDAY + 7 * DAY), "ahead") == [
        "Promises and days told before: 1 person (Kim Ek)"
    ]
    last = series.report(MONDAY + 14 * DAY).front
    assert last.subject.startswith("Kim's birthday Saturday")
    assert [e.text for e in last.section("acts").entries if "Kim Ek" in e.text] == [
        "A word for Kim Ek: birthday on 21 March"
    ]


@pytest.mark.parametrize(
    ("day", "step"),
    [(9, "keep it by next Monday"), (6, "keep it by Friday"), (3, "keep it by tomorrow"),
     (2, "keep it today")],
)  # fmt: skip
def test_a_promise_that_is_due_names_its_day(series: Series, day: int, step: str) -> None:
    due = PartialDate(2026, 3, day)
    series.record(MONDAY - DAY, Promise(MONDAY - DAY, ME, IDA, "the paper", due))
    [act] = series.report(MONDAY).acts
    assert act.because[0].text == step


def test_a_due_promise_is_no_news_again_because_its_day_came_nearer(series: Series) -> None:
    due = PartialDate(2026, 3, 6)
    series.record(MONDAY - DAY, Promise(MONDAY - DAY, ME, IDA, "the paper", due))
    assert [act.kind for act in series.report(MONDAY).acts] == ["promise"]
    assert [act.kind for act in series.report(MONDAY + 3 * DAY).acts] == []
    assert [act.kind for act in series.report(MONDAY + 5 * DAY).acts] == ["promise"]


@pytest.mark.parametrize("noted", [False, True])
def test_a_stale_log_says_no_notes_only_where_nothing_was_recorded(
    series: Series, *, noted: bool
) -> None:
    """The last message is of day 119; the favour of day 125 is no message, but is a note."""
    for who in (IDA, JON):
        series.record(MONDAY, wrote(who, MONDAY - DAY))
    at = MONDAY + 140 * DAY
    if noted:
        favour = Favour(MONDAY + 125 * DAY, ME, IDA, "advice", "on the lease", 2)
        series.record(MONDAY + 126 * DAY, favour)
    front = series.report(at).front
    words = "No messages for 21 days" if noted else "No messages or notes for 21 days"
    assert front.first[0].startswith(f"{words}; usually there are some every day. Import again")
    assert front.subject.startswith(words)
