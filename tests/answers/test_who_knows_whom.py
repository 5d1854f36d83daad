"""Who knows whom is one figure: introductions, ways to somebody and the network say the same."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit import open_workspace
from netkit.answers.teammate_ties import ColleagueTie, through_colleagues
from netkit.importers.port import Options
from netkit.model.people import Person, PersonId
from netkit.ties.acquaintance import TOLD, co_presence, combined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.workspace import Workspace

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
OWNER = Options(owner="Robin Vale,robin@vale.example")
ME = "Robin Vale <robin@vale.example>"
ADA, BEN, CY, DOT = (
    f"{name} <{name.split()[0].lower()}@people.example>"
    for name in ("Ada Holm", "Ben Kurz", "Cy Lind", "Dot Marsh")
)


def _mail(number: int, sender: str, *to: str, day: int) -> str:
    return (
        f"From x Mon Jan  1 00:00:00 2026\nFrom: {sender}\nTo: {', '.join(to)}\n"
        f"Date: {day:02d} May 2026 09:00:00 +0000\nMessage-ID: <m{number}@x.example>\n"
        "Subject: plans\n\nplans\n\n"
    )


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    """Ada wrote to Ben and me twice; Cy and Dot were among five whom I wrote to."""
    mails = [
        _mail(1, ADA, ME, BEN, day=2),
        _mail(2, ADA, ME, BEN, day=9),
        _mail(3, ME, ADA, BEN, CY, DOT, day=16),
        _mail(4, ME, CY, day=17),
        _mail(5, ME, DOT, day=18),
    ]
    (tmp_path / "inbox.mbox").write_text("".join(mails), encoding="utf-8")
    with open_workspace(tmp_path / "net", now=NOW) as space:
        space.import_file(tmp_path / "inbox.mbox", OWNER)
        yield space


def _person(space: Workspace, name: str) -> Person:
    return next(person for person in space.people() if person.name == name)


def _network_figure(space: Workspace, a: str, b: str) -> float:
    from netkit.answers.structure import shape_of

    shape = shape_of(space.view)
    ends = {_person(space, a).id, _person(space, b).id}
    return next(tie.probability for tie in shape.ties if {tie.a, tie.b} == ends)


def _reach_figure(space: Workspace, first: str, target: str) -> float:
    ways = space.reach(target)
    path = next(row for row in ways if [step.name for step in row.path[1:]] == [first, target])
    return path.because[1].weight


def _introduce_figure(space: Workspace, a: str, b: str) -> float | None:
    for row in space.introduce(a):
        if row.person.name == b:
            return next((-r.weight for r in row.because if r.kind == "acquainted"), 0.0)
    return None


def _offer_and_need(space: Workspace, giver: str, needing: str) -> None:
    space.offer(giver, "patent law")
    space.need(needing, "patent law")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Ada Holm", "Ben Kurz", co_presence(3, "wrote")),
        ("Cy Lind", "Dot Marsh", co_presence(5, "mail")),
    ],
)
def test_introductions_ways_and_the_network_say_one_figure(
    space: Workspace, a: str, b: str, expected: float
) -> None:
    """Two mails say no more than one; the smallest and the one that one of the two wrote counts."""
    _offer_and_need(space, b, a)
    figures = [
        _network_figure(space, a, b), _reach_figure(space, b, a), _introduce_figure(space, a, b)
    ]  # fmt: skip
    assert all(figure is not None and math.isclose(figure, expected) for figure in figures), figures


def test_an_employer_in_common_makes_it_surer_everywhere(space: Workspace, tmp_path: Path) -> None:
    rows = "Name,Email,Company\n" + "".join(
        f"{name},{name.split()[0].lower()}@people.example,Marlow Ltd\n"
        for name in ("Cy Lind", "Dot Marsh")
    )
    (tmp_path / "people.csv").write_text(rows, encoding="utf-8")
    space.import_file(tmp_path / "people.csv", OWNER)
    _offer_and_need(space, "Dot Marsh", "Cy Lind")
    pieces = [("mail", co_presence(5, "mail"), False), ("employer", 0.6, False)]
    figures = [
        _network_figure(space, "Cy Lind", "Dot Marsh"),
        _reach_figure(space, "Dot Marsh", "Cy Lind"),
        _introduce_figure(space, "Cy Lind", "Dot Marsh"),
    ]
    expected = combined(pieces)
    assert all(figure is not None and math.isclose(figure, expected) for figure in figures), figures


def test_two_of_whom_somebody_says_that_they_know_each_other_are_not_proposed(
    space: Workspace,
) -> None:
    _offer_and_need(space, "Dot Marsh", "Cy Lind")
    assert _introduce_figure(space, "Cy Lind", "Dot Marsh") is not None
    space.knows("Cy Lind", "Dot Marsh")
    assert _introduce_figure(space, "Cy Lind", "Dot Marsh") is None
    pairs = [{row.a.name, row.b.name} for row in space.introduce_pairs()]
    assert {"Cy Lind", "Dot Marsh"} not in pairs
    assert _network_figure(space, "Cy Lind", "Dot Marsh") >= TOLD


def test_two_whose_contacts_a_source_lists_are_not_proposed(
    space: Workspace, tmp_path: Path
) -> None:
    _offer_and_need(space, "Dot Marsh", "Cy Lind")
    rows = "from,to,date\ncy@people.example,dot@people.example,2026-05-20\n"
    (tmp_path / "contacts.csv").write_text(rows, encoding="utf-8")
    space.import_file(tmp_path / "contacts.csv", OWNER)
    assert _introduce_figure(space, "Cy Lind", "Dot Marsh") is None
    assert {"Cy Lind", "Dot Marsh"} not in [
        {row.a.name, row.b.name} for row in space.introduce_pairs()
    ]
    assert _network_figure(space, "Cy Lind", "Dot Marsh") >= TOLD
    assert _reach_figure(space, "Dot Marsh", "Cy Lind") >= TOLD


def _tie(days: int, *, met: bool, strength: float = 1.0) -> ColleagueTie:
    colleague, person = Person(PersonId("b"), "Bea Roth"), Person(PersonId("z"), "Zoe Ahl")
    return ColleagueTie(
        colleague, person, "strength", True, False, 0.5, strength, 1, days, met, "text"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "met", "words"),
    [
        (0, False, "has Zoe Ahl as a contact"),
        (1, True, "met Zoe Ahl once"),
        (1, False, "was in touch with Zoe Ahl once"),
        (2, True, "met Zoe Ahl twice"),
        (3, True, "knows Zoe Ahl very well"),
    ],
)
def test_a_coffee_is_no_tie_that_a_colleague_is_said_to_have(
    days: int, met: bool, words: str
) -> None:
    me = Person(PersonId("me"), "Robin Vale", owner=True)
    [row] = through_colleagues(me, [_tie(days, met=met)])
    assert row.because[0].text == f"Bea Roth {words}"
    assert row.advice == f"ask your colleague Bea Roth, who {words}"
    assert (row.band is None) == (days < 3)
