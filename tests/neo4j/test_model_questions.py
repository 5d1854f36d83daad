"""The fifteen questions of docs/neo4j.md, run as they stand there; expected rows told by hand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from netkit.model.events import (
    Acquaintance,
    Favour,
    Interaction,
    Introduction,
    Need,
    Offer,
    Promise,
    Step,
    event_id,
)
from netkit.model.people import Affiliation, Claim, Handle, PersonId
from netkit.model.when import PartialDate
from netkit.store.values import Change
from tests.circle import DAY, NOON

if TYPE_CHECKING:
    from netkit.store.neo4j import Neo4jStore
    from tests.neo4j.conftest import OpenNet

pytestmark = pytest.mark.neo4j

PAGE = Path(__file__).parents[2] / "docs" / "neo4j.md"
ASKED = re.compile(
    r"^\d+\. \*\*(.+?)\*\*\n\n   ```cypher\n(.+?)\n   ```$", re.MULTILINE | re.DOTALL
)
QUESTIONS = {
    question: re.sub(r"^   ", "", text, flags=re.M)
    for question, text in ASKED.findall(PAGE.read_text(encoding="utf-8"))
}

ME, ANN, BOB, CID, DORA = (Handle("linkedin", name) for name in ("me", "ann", "bob", "cid", "dora"))
NAMES = {ME: "Me Myself", ANN: "Ann Abel", BOB: "Bob Bird", CID: "Cid Cole", DORA: "Dora Dahl"}
TODAY = date(2026, 9, 1)


def pid(handle: Handle) -> PersonId:
    return handle.person_id


def job(
    who: Handle, where: str, title: str, since: str, until: str = "", kind: str = "work"
) -> Affiliation:
    return Affiliation(
        pid(who), where, title, PartialDate.parse(since),
        PartialDate.parse(until) if until else None, "school" if kind == "school" else "work",
    )  # fmt: skip


def met(who: Handle, *days: int) -> list[Interaction]:
    return [
        Interaction(NOON + day * DAY, "message", pid(ME), (pid(who),), mark=f"{who.value}{day}")
        for day in days
    ]


def town() -> Change:
    """Five people, with a few of everything that the questions ask for."""
    made = Introduction(NOON, pid(ANN), pid(ME), pid(DORA), "both sail")
    asked = Introduction(NOON + 5 * DAY, pid(ME), pid(ANN), pid(BOB))
    kept = Promise(NOON, pid(BOB), pid(ME), "the numbers", PartialDate.parse("2026-02-01"))
    closed = Need(NOON, pid(BOB), "a designer")
    return Change(
        "town",
        NOON,
        handles=[(handle, handle.person_id) for handle in NAMES],
        owners=[pid(ME)],
        claims=[
            *(Claim(pid(handle), "name", name, NOON) for handle, name in NAMES.items()),
            Claim(pid(ANN), "city", "Lisbon", NOON),
            Claim(pid(CID), "city", "Lisbon", NOON),
        ],
        affiliations=[
            job(ANN, "ACME", "Attorney", "2018-03"),
            job(BOB, "ACME", "Engineer", "2015", "2018-01"),
            job(BOB, "Beta", "Engineer", "2018-02"),
            job(CID, "ACME", "Designer", "2021"),
            job(DORA, "Beta", "Founder", "2010", "2012"),
            job(ANN, "Lund University", "Law", "2008", "2013", "school"),
            job(DORA, "Lund University", "Physics", "2001", "2006", "school"),
        ],
        events=[
            *met(ANN, 0, 30, 60, 200, 210),
            *met(DORA, 0, 5, 10, 15, 20),
            *met(BOB, 100),
            Acquaintance(NOON, pid(ANN), pid(CID), "says so", 0.95, seen=True),
            Acquaintance(NOON, pid(BOB), pid(CID), "a thread", 0.5),
            Favour(NOON, pid(ME), pid(ANN), "advice", value=2),
            Favour(NOON + 9 * DAY, pid(ANN), pid(ME), "referral", value=3),
            Favour(NOON, pid(BOB), pid(DORA), "review", value=1),
            made,
            Step(NOON + DAY, event_id(made), "made"),
            Step(NOON + 9 * DAY, event_id(made), "outcome", "sail together"),
            asked,
            Step(NOON + 6 * DAY, event_id(asked), "asked"),
            Need(NOON, pid(CID), "a patent lawyer"),
            closed,
            Step(NOON, event_id(closed), "closed"),
            Offer(NOON, pid(ANN), "advice on patent matters"),
            Offer(NOON, pid(DORA), "a designer for logos"),
            Promise(NOON, pid(ME), pid(BOB), "the paper", PartialDate.parse("2026-03")),
            Promise(NOON, pid(ME), pid(BOB), "the book", PartialDate.parse("2027-01-05")),
            kept,
            Step(NOON + DAY, event_id(kept), "kept"),
        ],
    )


#: Ann's days 0, 30, 60, 200 and 210 on day 243, each worth half after 120 days.
ANN_TODAY = sum(2 ** (-(243 - day) / 120) for day in (0, 30, 60, 200, 210))

#: Question → what is asked for besides, and the rows, by hand. Ann's last contact is of
#: 30 July 2026 (day 210), Bob's of 11 April (day 100), Dora's of 21 January (day 20).
EXPECTED: dict[str, tuple[dict[str, Any], list[list[Any]]]] = {
    "Which favours have two people done each other?": (
        {"name": "Ann Abel", "other": "Me Myself"},
        [["2026-01-01", "Me Myself", "advice", 2], ["2026-01-10", "Ann Abel", "referral", 3]],
    ),
    "Who introduced whom, and what became of it?": (
        {},
        [
            ["Ann Abel", "Dora Dahl", "Me Myself", "outcome", "sail together"],
            ["Me Myself", "Ann Abel", "Bob Bird", "asked", None],
        ],
    ),
    "What is my warmest way into an organization?": (
        {"organization": "ACME"},
        # by Ann to Cid .95, by Bob to Cid .5
        [
            ["Ann Abel", "Ann Abel", pytest.approx(ANN_TODAY, rel=1e-9)],
            ["Ann Abel", "Cid Cole", pytest.approx(0.95 * ANN_TODAY, rel=1e-9)],
            ["Bob Bird", "Cid Cole", pytest.approx(0.5 * 2 ** (-143 / 120), rel=1e-9)],
        ],
    ),
    "Who gives without getting?": ({}, [["Bob Bird", 1]]),
    "Which triangles would an introduction close?": (
        {}, [["Ann Abel", "Bob Bird", ["Cid Cole"]]],
    ),
    "Who worked at the same firm in the same years?": (
        {"name": "Ann Abel"},
        [["Bob Bird", "ACME", "2015", "2018-01"], ["Cid Cole", "ACME", "2021", None]],
    ),
    "Which open needs does an open offer meet?": (
        {}, [["Cid Cole", "a patent lawyer", "Ann Abel", "advice on patent matters"]],
    ),
    "Which strong ties have been silent for half a year?": (
        {}, [["Dora Dahl", "2026-01-21", 5]],
    ),
    "Which promises are overdue?": ({}, [["Me Myself", "the paper", "Bob Bird", "2026-03"]]),
    "Whom do I know at an organization, and how well?": (
        {"organization": "ACME"},
        [["Ann Abel", "Attorney", "2026-07-30", 5], ["Cid Cole", "Designer", None, None]],
    ),
    "Who of mine lives in a city?": (
        {"city": "Lisbon"}, [["Ann Abel", "2026-07-30"], ["Cid Cole", None]],
    ),
    "Who went to the same school as somebody?": (
        {"name": "Ann Abel"}, [["Dora Dahl", "Lund University"]],
    ),
    "Which introductions wait for somebody?": (
        {}, [[["Ann Abel", "Bob Bird"], "asked", "2026-01-07"]],
    ),
    "Who links two organizations?": (
        {"organization": "ACME", "other": "Beta"}, [["Bob Bird", "Engineer", "Engineer"]],
    ),
    "Whom have I not thanked yet?": ({}, [["Ann Abel", "referral", "2026-01-10"]]),
}  # fmt: skip


@pytest.fixture
def store(new_net: OpenNet) -> Neo4jStore:
    opened = new_net()
    opened.append(town())
    return opened


def test_the_page_has_fifteen_questions_of_at_most_six_lines() -> None:
    assert QUESTIONS.keys() == EXPECTED.keys()
    assert len(QUESTIONS) == 15
    assert max(len(text.splitlines()) for text in QUESTIONS.values()) <= 6


def test_each_question_of_the_page_gives_the_rows_told_by_hand(store: Neo4jStore) -> None:
    for question, (given, expected) in EXPECTED.items():
        rows = store.query(QUESTIONS[question], {"today": TODAY, **given})
        found = [[_plain(value) for value in row.values()] for row in rows]
        assert found == expected, question


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
