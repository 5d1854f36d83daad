"""Scheduled reports of a real network: their series, what is brought in first, troubles."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from netkit.cli.main import run
from netkit.cli.reporting import reporter

from netkit.model.events import Interaction
from netkit.model.people import Claim, Handle
from netkit.schedule.book import Book
from netkit.schedule.ledger import Outcome, added
from netkit.schedule.run import Desk, run_all_due
from netkit.schedule.schedules import Order, Rule, Schedule, ToFolder, ToMail, ToNtfy
from netkit.schedule.troubles import schedule_findings
from netkit.store.values import Change
from netkit.workspace import open_workspace
from tests.importers.test_imap import server as server

if TYPE_CHECKING:
    from pathlib import Path

    from tests.importers.test_imap import Server as ImapServer

MONDAY = datetime(2026, 1, 5, 8, tzinfo=UTC)
Netkit = Callable[..., tuple[int, str, str]]
WEEK, DAY = timedelta(days=7), timedelta(days=1)
NAMES = ("Me Myself", "Moritz Kern", "Ida Berg", "Otto Falk", "Pia Rot")


def handle_of(name: str) -> Handle:
    return Handle("email", f"{name.split()[0].lower()}@example.org")


def contacts(name: str, *days: int) -> list[Interaction]:
    me, other = handle_of(NAMES[0]).person_id, handle_of(name).person_id
    return [
        Interaction(MONDAY - n * DAY, "email", *((me, (other,)) if i % 2 else (other, (me,))))
        for i, n in enumerate(days)
    ]


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """Moritz and Otto have been quiet for long; with Ida and Pia there is contact all the time."""
    path = tmp_path / "me.netkit"
    events = [
        *contacts("Moritz Kern", *range(40, 200, 10)),
        *contacts("Otto Falk", *range(60, 300, 12)),
        *contacts("Ida Berg", *range(1, 300, 4)),
        *contacts("Pia Rot", *range(2, 300, 6)),
    ]
    with open_workspace(path, now=MONDAY) as space:
        space.store.append(
            Change(
                "start",
                MONDAY - DAY,
                handles=[(handle_of(name), handle_of(name).person_id) for name in NAMES],
                owners=[handle_of(NAMES[0]).person_id],
                claims=[Claim(handle_of(name).person_id, "name", name) for name in NAMES],
                events=events,
            )
        )
    return path


def weekly(network: Path, folder: Path, **order: Any) -> Schedule:
    wanted = Order(str(network), ToFolder(folder), ("json", "txt"), **order)
    return Schedule("weekly", Rule.WEEKLY, "UTC", MONDAY - DAY, on=(0,), order=wanted)


def desk_of(tmp_path: Path, schedule: Schedule) -> Desk:
    book = Book(tmp_path / "schedule")
    book.change(lambda ledger: added(ledger, schedule))
    return Desk(book, reporter())


def report_in(folder: Path) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads((folder / "weekly-latest.json").read_bytes())
    return whole


def section(report: dict[str, Any], name: str) -> dict[str, Any]:
    parts = [part for part in report["front"]["sections"] if part["name"] == name]
    return parts[0] if parts else {"entries": [], "folded": []}


def keep_alive(network: Path, week: int) -> None:
    """Record contact with Ida and Pia in the week before a Monday: the log goes on."""
    me, ida = handle_of(NAMES[0]).person_id, handle_of("Ida Berg").person_id
    at = [MONDAY + week * WEEK - n * DAY for n in (1, 3, 5)]
    with open_workspace(network, now=MONDAY + week * WEEK) as space:
        events = [Interaction(moment, "email", me, (ida,)) for moment in at[:2]]
        events += [Interaction(at[2], "email", ida, (me,))]
        space.store.append(Change(f"mail {week}", at[0], events=events))


def test_a_report_made_by_hand_takes_nothing_from_mondays(network: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with open_workspace(network, now=MONDAY - DAY / 24) as space:
        by_hand = space.report()
        assert {act.person.name for act in by_hand.acts} == {"Moritz Kern", "Otto Falk"}
        space.keep_report(by_hand)
    with open_workspace(network, now=MONDAY - DAY / 48) as space:
        assert space.report().acts == ()  # by hand, they were told
    desk = desk_of(tmp_path, weekly(network, folder))
    run_all_due(desk, MONDAY)
    first = report_in(folder)
    assert first["since"] is None
    assert [act["text"] for act in first["acts"]] == [act.text for act in by_hand.acts]
    keep_alive(network, 1)
    with open_workspace(network, now=MONDAY + WEEK - DAY) as space:
        space.keep_report(space.report())
    run_all_due(desk, MONDAY + WEEK)
    assert report_in(folder)["since"] == first["as_of"]


def test_an_entry_is_told_once_then_folded_until_something_changes(
    network: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    desk = desk_of(tmp_path, weekly(network, folder))
    run_all_due(desk, MONDAY)
    first = report_in(folder)
    assert [act["kind"] for act in first["acts"]] == ["fading", "fading"]
    keep_alive(network, 1)
    run_all_due(desk, MONDAY + WEEK)
    second = report_in(folder)
    assert second["acts"] == []
    assert section(second, "fading")["entries"] == []
    [folded] = section(second, "fading")["folded"]
    assert folded.startswith("Still quiet: 2 people (")


def test_whom_one_came_back_to_is_acknowledged(network: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    desk = desk_of(tmp_path, weekly(network, folder))
    run_all_due(desk, MONDAY)
    me, moritz = handle_of(NAMES[0]).person_id, handle_of("Moritz Kern").person_id
    with open_workspace(network, now=MONDAY + 2 * DAY) as space:
        wrote = Interaction(MONDAY + DAY, "email", me, (moritz,))
        space.store.append(Change("wrote", MONDAY + DAY, events=[wrote]))
        space.promise("me", "Ida Berg", "the paper", due="2026-01-09")
        space.settle_promise("the paper", "kept")
    run_all_due(desk, MONDAY + WEEK)
    report = report_in(folder)
    done = {(row["person"]["name"], row["kind"]) for row in report["done"]}
    assert done == {("Moritz Kern", "touch"), ("Ida Berg", "promise")}
    told = section(report, "done")["entries"][-1]
    assert told["text"] == "you were in touch again, after 41 days"
    assert "Moritz Kern" not in {entry["name"] for entry in section(report, "changed")["entries"]}


def test_whom_a_scheduled_report_proposed_rests_in_today(network: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    run_all_due(desk_of(tmp_path, weekly(network, folder)), MONDAY)
    proposed = {act["person"]["name"] for act in report_in(folder)["acts"]}
    assert proposed
    with open_workspace(network, now=MONDAY + DAY) as space:
        assert not proposed & {act.person.name for act in space.today(limit=50)}


def test_an_unknown_circle_makes_no_report_and_says_which_circles_there_are(
    network: Path, tmp_path: Path
) -> None:
    with open_workspace(network, now=MONDAY) as space:
        space.store.append(
            Change(
                "circle",
                MONDAY - DAY,
                claims=[Claim(handle_of("Ida Berg").person_id, "circle", "friends", MONDAY - DAY)],
            )
        )
    desk = desk_of(tmp_path, weekly(network, tmp_path / "out", circle="colleagues"))
    [made] = run_all_due(desk, MONDAY)
    assert (made.outcome, made.message) == (
        Outcome.FAILED, "no circle is called 'colleagues'; there are friends",
    )  # fmt: skip


# --- what is brought in before ------------------------------------------------------------------


def mail_of(name: str, at: datetime) -> str:
    """Return a mail to the owner in a mailbox file."""
    address = f"{name.split()[0].lower()}@example.org"
    return (
        f"From {address} {at:%a %b %d %H:%M:%S %Y}\nFrom: {name} <{address}>\n"
        f"To: Me Myself <me@example.org>\nDate: {at:%a, %d %b %Y %H:%M:%S} +0000\n"
        f"Message-ID: <{at:%Y%m%d}.{address}>\nSubject: Hello\n\nHello.\n\n"
    )


def test_what_is_new_is_brought_in_before_the_report(network: Path, tmp_path: Path) -> None:
    folder, mail = tmp_path / "out", tmp_path / "mail.mbox"
    mail.write_text(mail_of("Moritz Kern", MONDAY - DAY), encoding="utf-8")
    desk = desk_of(tmp_path, weekly(network, folder, imports=(str(mail),)))
    run_all_due(desk, MONDAY)
    report = report_in(folder)
    assert [row["tie"]["person"]["name"] for row in report["fading"]] == ["Otto Falk"]
    assert report["front"]["first"] == []


def test_what_could_not_be_brought_in_is_said_first_and_the_report_comes_all_the_same(
    network: Path, tmp_path: Path
) -> None:
    folder, missing = tmp_path / "out", tmp_path / "gone.mbox"
    desk = desk_of(tmp_path, weekly(network, folder, imports=(str(missing),)))
    assert [run.outcome for run in run_all_due(desk, MONDAY)] == [Outcome.DELIVERED]
    [first] = report_in(folder)["front"]["first"]
    assert first == f"{missing} was not brought in: there is no file {missing}"
    head, said = (folder / "weekly-latest.txt").read_text(encoding="utf-8").split("\n\n")[:2]
    assert head.startswith("Me Myself's network")
    assert said.startswith("! ")


@pytest.mark.service
def test_a_mail_server_is_read_before_the_report_with_the_password_of_a_command(
    network: Path, tmp_path: Path, server: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NETKIT_IMAP_PASSWORD", raising=False)
    at = MONDAY - DAY
    server.deliver(
        "1", From="Moritz Kern <moritz@example.org>", To="me@example.org", Subject="Hello",
        Date=f"{at:%a, %d %b %Y %H:%M:%S} +0000", Message_ID="<1@example.org>",
    )  # fmt: skip
    url = f"imap://me%40example.org@127.0.0.1:{server.account.port}"
    folder = tmp_path / "out"
    order = {"imports": (url,), "import_password": (sys.executable, "-c", "print('secret')")}
    run_all_due(desk_of(tmp_path, weekly(network, folder, **order)), MONDAY)
    report = report_in(folder)
    assert report["front"]["first"] == []
    assert [row["tie"]["person"]["name"] for row in report["fading"]] == ["Otto Falk"]


def test_a_stale_log_is_said_first_and_calls_nobody_silent(network: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    desk = desk_of(tmp_path, weekly(network, folder))
    run_all_due(desk, MONDAY)
    run_all_due(desk, MONDAY + 8 * WEEK)  # nobody imported anything for eight weeks
    report = report_in(folder)
    [first] = report["front"]["first"]
    assert first.startswith("No messages or notes for 57 days; usually there are some every 1 to")
    assert {row["tie"]["person"]["name"] for row in report["fading"]} == {
        "Moritz Kern", "Otto Falk",
    }  # fmt: skip
    assert [change["name"] for change in report["changed"]] == []
    assert report["front"]["subject"] == "No messages or notes for 57 days"
    assert section(report, "fading") == {"entries": [], "folded": []}
    with open_workspace(network, now=MONDAY + 8 * WEEK) as space:
        assert {row.person.name for row in space.fading()} == {"Moritz Kern", "Otto Falk"}
        [finding] = [row for row in space.doctor() if row.subject == "last contact known"]
    assert not finding.well


# --- troubles -----------------------------------------------------------------------------------


@pytest.fixture
def netkit(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Netkit:
    """Run a command at a moment."""

    def typed(*words: str, now: datetime) -> tuple[int, str, str]:
        monkeypatch.setenv("NETKIT_NOW", now.isoformat())
        code = run([*words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return typed


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give this test a data folder of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    from netkit.support.own_files import schedule_folder

    return schedule_folder()


def test_doctor_and_today_say_which_report_did_not_come(
    network: Path, own_folders: Path, netkit: Netkit
) -> None:
    to = ToMail("127.0.0.1", "me@example.org", "me@example.org", 9)
    schedule = replace(weekly(network, own_folders), order=Order(str(network), to))
    book = Book(own_folders)
    book.change(lambda ledger: added(ledger, schedule))
    run_all_due(Desk(book, reporter()), MONDAY)
    for command in ("doctor", "today"):
        _, out, err = netkit(command, "--network", str(network), now=MONDAY + DAY)
        said = out + err
        assert "report weekly: waiting: mail through 127.0.0.1:9" in said, command
        assert "netkit schedule run weekly" in said
    _, out, _ = netkit("doctor", "--json", "--network", str(network), now=MONDAY + DAY)
    [row] = [row for row in json.loads(out)["results"] if row["subject"] == "report weekly"]
    assert row["well"] is False


def test_a_report_that_nothing_made_is_a_trouble_of_the_network_it_is_about_alone(
    network: Path, own_folders: Path, tmp_path: Path
) -> None:
    Book(own_folders).change(lambda ledger: added(ledger, weekly(network, own_folders)))
    findings = schedule_findings(own_folders, str(network), MONDAY + 3 * DAY)
    assert [(row.well, row.text) for row in findings] == [
        (False, "due on 5 January 2026, and nothing made it")
    ]
    assert schedule_findings(own_folders, str(tmp_path / "other"), MONDAY + 3 * DAY) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--deliver", "ntfy"], "this delivery needs --url https://ntfy.sh/TOPIC"),
        (["--deliver", "ntfy", "--url", "https://ntfy.sh"], "name the topic"),
        (["--deliver", "webhook", "--url", "http://example.org/x"], "begin it with https://"),
        (["--deliver", "webhook", "--url", "https://me:pw@example.org/x"], "keep the password out"),
        (["--deliver", "webhook", "--url", "file:///etc/passwd"], "names no server"),
        (["--deliver", "mail", "--mail-to", "me@@x", "--smtp", "a b"], "--mail-to me@@x"),
        (["--deliver", "mail", "--mail-to", "a@b.cd", "--smtp", "a b:25"], "--smtp a b:25"),
        (["--deliver", "mail", "--mail-to", "a@b.cd", "--smtp", "h:99999"], "--smtp h:99999"),
        (["--import", "nothing-there.mbox"], "there is no such file"),
        (["--import", "imaps://me:secret@mail.example.org"], "keep the password out"),
        (
            ["--deliver", "mail", "--mail-to", "a@b.cd", "--smtp", "h", "--password-command", "'x"],
            "a quote is not closed",
        ),
    ],
)  # fmt: skip
def test_a_slip_is_said_when_the_schedule_is_added(
    words: list[str], said: str, own_folders: Path, netkit: Netkit
) -> None:
    code, _, err = netkit("schedule", "add", "daily", *words, now=MONDAY)
    assert code == 2
    assert said in err
    assert "secret" not in err
    assert not Book(own_folders).path.exists()


def test_a_schedule_names_the_one_address_that_it_contacts(
    own_folders: Path, netkit: Netkit
) -> None:
    words = ("--deliver", "ntfy", "--url", "https://ntfy.sh/my-topic")
    code, _, err = netkit("schedule", "add", "daily", *words, now=MONDAY)
    assert (code, "https://ntfy.sh/my-topic" in err) == (0, True)
    assert "    to: https://ntfy.sh/my-topic" in netkit("schedule", "list", now=MONDAY)[1]
    [schedule] = Book(own_folders).read().schedules
    assert schedule.order.target == ToNtfy("https://ntfy.sh/my-topic")
