"""From a workspace to a scene: who is known, who could be reached, silences, paths, past states."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from netkit.errors import NothingFoundError
from netkit.maps.gather import gather
from netkit.model.events import Acquaintance, Interaction
from netkit.model.people import Affiliation, Claim, Handle
from netkit.store.values import Change
from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ME = Handle("email", "me@example.org")
ANN = Handle("linkedin", "ann")
BOB = Handle("email", "bob@example.org")
GIL = Handle("email", "gil@example.org")  # only ever seen with Ann
HAL = Handle("connection", "hal 2020-01-01")  # connected, no contact yet
IDA = Handle("email", "ida@example.org")  # nobody was seen with her
NAMES = {ME: "Me Myself", ANN: "Ann Müller", BOB: "Bob O'Ray", GIL: "Gil Ghost",
         HAL: "Hal Idle", IDA: "Ida Island"}  # fmt: skip


def wrote(sender: Handle, receiver: Handle, days_ago: int) -> Interaction:
    at = NOW - timedelta(days=days_ago)
    return Interaction(at, "message", sender.person_id, (receiver.person_id,), thread="t",
                       mark=str(days_ago))  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "n.netkit", now=NOW) as opened:
        opened.store.append(
            Change(
                "circle",
                NOW,
                handles=[(handle, handle.person_id) for handle in NAMES],
                owners=[ME.person_id],
                claims=[Claim(h.person_id, "name", name, NOW) for h, name in NAMES.items()],
                affiliations=[Affiliation(ANN.person_id, "ACME", "Engineer", seen_at=NOW)],
                events=[
                    wrote(ME, ANN, 10),
                    *(wrote(ANN, ME, days) for days in (400, 430, 460, 490)),
                    wrote(ME, BOB, 60),
                    *(wrote(BOB, ME, days) for days in (500, 530, 560, 590)),
                    Acquaintance(NOW - timedelta(days=9), ANN.person_id, GIL.person_id,
                                 "both at a meeting of 3 people", 0.6),
                ],
            )
        )  # fmt: skip
        yield opened


def test_who_was_only_seen_with_others_is_a_ghost(workspace: Workspace) -> None:
    scene = gather(workspace.view)
    assert [person.name for person in scene.ghosts] == ["Gil Ghost"]
    assert scene.ghosts[0].because == ("you could reach them through Ann Müller",)
    assert {person.name for person in scene.people} == set(NAMES.values()) - {"Me Myself"}


def test_a_return_after_silence_is_told_for_a_month_alone(workspace: Workspace) -> None:
    people = {person.name: person for person in gather(workspace.view).people}
    assert people["Ann Müller"].returned_after == 390  # monthly until 400 days ago, then once
    assert people["Bob O'Ray"].returned_after is None  # that silence ended two months ago
    assert people["Bob O'Ray"].silent_days == 60


def test_the_past_is_what_as_of_answers(workspace: Workspace) -> None:
    now = gather(workspace.view)
    assert len(now.past) == 12
    for number in (0, 5, 11):
        then = {p.id: p.strength for p in gather(workspace.view.at(now.past[number])).people}
        for person in now.people:
            if person.known:
                assert person.past[number] == pytest.approx(then[person.id], abs=0.05)


def test_the_path_to_a_ghost_goes_through_who_knows_them(workspace: Workspace) -> None:
    scene = gather(workspace.view, path_to=GIL.person_id)
    assert scene.path is not None
    assert scene.path.people == (ME.person_id, ANN.person_id, GIL.person_id)
    assert scene.path.weak_link in {(ME.person_id, ANN.person_id), (ANN.person_id, GIL.person_id)}
    assert scene.path.advice in {"ask now", "warm first"}


def test_a_path_to_the_owner_is_none(workspace: Workspace) -> None:
    with pytest.raises(NothingFoundError, match="no evidence of who knows Me Myself"):
        gather(workspace.view, path_to=ME.person_id)


def test_a_focus_draws_their_surroundings(workspace: Workspace) -> None:
    scene = gather(workspace.view, focus=ANN.person_id)
    assert {person.name for person in scene.people} == {"Ann Müller", "Gil Ghost"}
    assert scene.focus == ANN.person_id
    assert {person.name for person in gather(workspace.view, only=[BOB.person_id]).people} == {
        "Bob O'Ray"}  # fmt: skip
