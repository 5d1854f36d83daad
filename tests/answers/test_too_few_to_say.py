"""Below three gaps every answer says so in the same words; a wish takes the place of the rhythm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from netkit import open_workspace
from netkit.importers.port import Options
from netkit.model.when.spans import read_span
from netkit.ties.outlook import TOO_FEW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.workspace import Workspace

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    """Uma and I wrote on three days (two gaps), Vic and I on four, thirty days apart."""
    mails = [
        f"From x Mon Jan  1 00:00:00 2026\nFrom: {sender}\nTo: {to}\n"
        f"Date: {NOW - timedelta(days=20 + 30 * number):%d %b %Y} 09:00:00 +0000\n"
        f"Message-ID: <{name}{number}@x.example>\nSubject: plans\n\nplans\n\n"
        for name, count in (("Uma", 3), ("Vic", 4))
        for number in range(count)
        for sender, to in [
            (f"{name} Ott <{name}@p.example>", "Robin <r@v.example>")[:: 1 if number % 2 else -1]
        ]
    ]
    (tmp_path / "in.mbox").write_text("".join(mails), encoding="utf-8")
    with open_workspace(tmp_path / "net", now=NOW) as space:
        space.import_file(tmp_path / "in.mbox", Options(owner="Robin,r@v.example"))
        yield space


def _answers(space: Workspace, name: str) -> dict[str, str]:
    """What each answer says of how often the two are in touch."""
    brief = space.brief(name)
    [cadence] = space.cadence(name)
    [stall] = space.stalls(name)
    assert brief.tie is not None
    return {
        "cadence": cadence["rhythm"],
        "brief": brief.tie.because[0].text,
        "stalls": stall.because[0].text,
        "standing": brief.tie.rhythm,
    }


def test_two_gaps_are_too_few_to_say_in_every_answer(space: Workspace) -> None:
    said = _answers(space, "Uma Ott")
    assert all(TOO_FEW in text for text in said.values()), said
    tie = space.brief("Uma Ott").tie
    assert tie is not None
    assert (tie.certainty, tie.usual_gap_days) == (TOO_FEW, None)
    assert tie.because[-1].text == TOO_FEW
    [row] = space.cadence("Uma Ott")
    assert (row["ideal_days"], row["longest_days"]) == (None, None)


def test_three_gaps_are_enough_in_every_answer(space: Workspace) -> None:
    said = _answers(space, "Vic Ott")
    assert all("every month, 3 times" in text for text in said.values()), said
    tie = space.brief("Vic Ott").tie
    assert tie is not None
    assert tie.certainty != TOO_FEW


@pytest.mark.parametrize("name", ["Uma Ott", "Vic Ott"])
def test_a_wish_takes_the_place_of_what_was_usual_and_is_shown_as_one(
    space: Workspace, name: str
) -> None:
    space.set_cadence(name, every=read_span("6w"))
    said = _answers(space, name)
    assert all("every 6 weeks, as you wish" in text for text in said.values()), said
    assert not any("usually" in text for text in said.values()), said
    assert [row["person"].name for row in space.cadence()] == [name]
