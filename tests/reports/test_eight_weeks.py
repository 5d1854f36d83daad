"""A schedule, a clock moved through eight weeks, and eight reports that say what changed.

The circle is told by hand; each week one thing happens, and the report of the next Monday must say
that and nothing else. Strengths are those of S = Σ 2^(−age/120), shown as 100·S/(1+S).
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

from netkit.model.events import Interaction, Introduction, Step, event_id
from netkit.model.people import Affiliation, Claim, Handle, PersonId
from netkit.schedule.book import Book
from netkit.schedule.ledger import added
from netkit.schedule.run import Desk, run_all_due
from netkit.schedule.schedules import Order, Rule, Schedule, ToFolder
from netkit.store import open_store
from netkit.store.values import Change

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.store.port import Store

MONDAY = datetime(2026, 1, 5, 8, tzinfo=UTC)
WEEK, DAY = timedelta(days=7), timedelta(days=1)
PEOPLE = {name: Handle("linkedin", name.lower()) for name in ("Me", "Bob", "Dee", "Eve", "Fay")}
CID = Handle("linkedin", "cid")


def _pid(name: str) -> PersonId:
    return PEOPLE[name].person_id


def _wrote(name: str, at: datetime) -> Interaction:
    return Interaction(at, "message", _pid(name), (_pid("Me"),), mark=at.isoformat())


def _introduction() -> Introduction:
    return Introduction(MONDAY + 6 * WEEK - 2 * DAY, _pid("Me"), _pid("Bob"), _pid("Dee"))


def _start(store: Store) -> None:
    """Bob was close until 200 days ago; Eve wrote once; Fay wrote weekly until 12 days ago."""
    past = [_wrote("Bob", MONDAY - days * DAY) for days in (260, 240, 220, 200)]
    past.append(_wrote("Eve", MONDAY - 10 * DAY))
    past += [_wrote("Fay", MONDAY - days * DAY) for days in (33, 26, 19, 12)]
    past += [
        Interaction(MONDAY - days * DAY, "message", _pid("Me"), (_pid(name),), mark=f"to {name}")
        for name, days in (("Bob", 260), ("Fay", 33), ("Eve", 10))
    ]
    store.append(
        Change(
            "start",
            MONDAY - DAY,
            handles=[(handle, handle.person_id) for handle in PEOPLE.values()],
            owners=[_pid("Me")],
            claims=[Claim(h.person_id, "name", name) for name, h in PEOPLE.items()],
            affiliations=[Affiliation(_pid("Dee"), "ACME", "Engineer", seen_at=MONDAY - DAY)],
            events=past,
        )
    )


def _happens(store: Store, week: int) -> None:
    """Record what happens in the days before the report of this week."""
    now = MONDAY + week * WEEK - 2 * DAY
    introduction = _introduction()
    changes = {
        2: Change("mail", now, events=[_wrote("Bob", now)]),
        3: Change(
            "mail",
            now,
            handles=[(CID, CID.person_id)],
            claims=[Claim(CID.person_id, "name", "Cid")],
        ),
        4: Change(
            "mail",
            now,
            affiliations=[Affiliation(_pid("Dee"), "Beta", "Head of R&D", seen_at=now)],
        ),
        5: Change("mail", now, events=[_wrote("Eve", now - hours * DAY) for hours in range(4)]),
        6: Change("typed", now, events=[introduction, Step(now, event_id(introduction), "asked")]),
        7: Change("typed", now, events=[Step(now, event_id(introduction), "made")]),
    }
    if week in changes:
        store.append(changes[week])


def test_eight_reports_say_exactly_what_changed(tmp_path: Path) -> None:
    network, folder = tmp_path / "net.netkit", tmp_path / "reports"
    store = open_store(network)
    _start(store)
    schedule = Schedule(
        "weekly",
        Rule.WEEKLY,
        "UTC",
        MONDAY - DAY,
        on=(0,),
        order=Order(str(network), ToFolder(folder), ("json",)),
    )
    book = Book(tmp_path / "schedule")
    book.change(lambda ledger: added(ledger, schedule))
    desk = Desk(book, import_module("netkit.cli.reporting").reporter())
    told: list[list[tuple[str, str]]] = []
    for week in range(9):
        _happens(store, week)
        [run] = run_all_due(desk, MONDAY + week * WEEK)
        assert run_all_due(desk, MONDAY + week * WEEK + timedelta(hours=1)) == ()
        report: dict[str, Any] = json.loads((folder / "weekly-latest.json").read_bytes())
        assert run is not None
        assert report["as_of"] == (MONDAY + week * WEEK).isoformat()
        told.append([(change["kind"], change["name"]) for change in report["changed"]])
    assert told == [
        [],  # the first report has nothing to compare with
        [("fell silent", "Fay")],  # 19 days, usually 7: longer than twice that and a fortnight
        [("woke up", "Bob")],  # after 212 days, usually 20
        [("new", "Cid")],
        [("job", "Dee")],
        # Bob: his one long pause leaves no rhythm to speak of; Eve: four days in a week
        [("grew", "Eve")],
        [("introduction", "Bob and Dee")],  # asked
        [("introduction", "Bob and Dee")],  # made
        [],
    ]
    store.close()
