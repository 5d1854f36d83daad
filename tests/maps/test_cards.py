"""Cards of a map say what `brief` says, and notes only when they are asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from netkit.errors import NothingFoundError
from netkit.maps import anonymise
from netkit.maps.gather import gather
from netkit.model.events import Favour, Interaction
from netkit.model.people import Claim, Handle
from netkit.store.values import Change
from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.maps import Scene, ScenePerson

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ME = Handle("email", "me@example.org")
NAMES = ("Ida Berg", "Jon Dahl", "Kay Elm", "Lea Fox", "Mo Gray", "Nia Hall")
PEOPLE = [Handle("email", f"{name.split()[0].lower()}@example.org") for name in NAMES]


def contacts() -> list[Interaction]:
    events = []
    for number, handle in enumerate(PEOPLE):
        for mark in range(4 + number):
            ends = (ME, handle) if (mark + number) % 3 else (handle, ME)
            at = NOW - timedelta(days=20 * mark + number)
            events.append(Interaction(at, "message", ends[0].person_id, (ends[1].person_id,),
                                      thread="t", mark=f"{number}-{mark}",
                                      text=f"secret words {number}-{mark}"))  # fmt: skip
    return events


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path: Path = tmp_path_factory.mktemp("cards") / "n.netkit"
    with open_workspace(path, now=NOW) as opened:
        opened.store.append(Change(
            "cards", NOW,
            handles=[(handle, handle.person_id) for handle in (ME, *PEOPLE)],
            owners=[ME.person_id],
            claims=[Claim(handle.person_id, "name", name, NOW, "archive", "table")
                    for handle, name in zip((ME, *PEOPLE), ("Me Myself", *NAMES), strict=True)],
            events=[*contacts(),
                    Favour(NOW - timedelta(days=12), PEOPLE[2].person_id, ME.person_id,
                           "introduction", text="to Lea", value=4)],
        ))  # fmt: skip
        opened.need("Ida Berg", "a patent lawyer")
        opened.offer("Nia Hall", "patent lawyer of ten years")
        opened.promise("me", "Jon Dahl", "the paper on storage", due="2026-11-25")
        opened.milestone("Lea Fox", "birthday", "24 November")
        opened.note("Mo Gray", "allergic to cats")
        yield opened


@pytest.fixture(scope="module")
def drawn(workspace: Workspace) -> Scene:
    return gather(workspace.view)


def by_name(scene: Scene) -> dict[str, ScenePerson]:
    return {person.name: person for person in scene.people}


@pytest.mark.parametrize("name", NAMES)
def test_a_card_says_what_brief_says(workspace: Workspace, drawn: Scene, name: str) -> None:
    card, brief = by_name(drawn)[name].card, workspace.brief(name)
    assert card is not None
    assert card.needs == brief.needs
    assert card.offers == brief.offers
    assert card.milestones == brief.milestones
    assert card.promises == tuple(f"{p.text} ({p.whose}, {p.status})" for p in brief.promises)
    assert card.last == tuple(f"{c.at.day} {c.at:%b %Y}, {c.by} ({c.channel})" for c in brief.last)
    assert card.act == (brief.act.text if brief.act else "")
    assert card.commands == (brief.act.commands if brief.act else ())
    assert card.cautions == brief.cautions
    assert card.remember == ()


def test_acts_of_several_kinds_are_on_the_cards(drawn: Scene) -> None:
    cards = [person.card for person in drawn.people]
    acts = {card.act.split()[0] for card in cards if card and card.act}
    assert {"keep", "thank", "offer"} <= acts


def test_notes_and_words_come_only_when_asked_for(workspace: Workspace, drawn: Scene) -> None:
    assert "secret words" not in repr(drawn)
    assert "allergic to cats" not in repr(drawn)
    told = by_name(gather(workspace.view, notes=True))
    card, brief = told["Mo Gray"].card, workspace.brief("Mo Gray")
    assert card is not None
    assert card.remember == brief.remember
    assert "allergic to cats" in card.remember[0]
    assert "secret words" in card.last[0]


def test_nobody_who_asked_for_peace_has_a_next_act(workspace: Workspace) -> None:
    workspace.fact("Kay Elm", "boundary", "no contact, please")
    drawn = gather(workspace.view)
    for person in drawn.people:
        try:
            acts = list(workspace.acts_for(person.name))
        except NothingFoundError:
            acts = []
        assert person.card is not None
        assert person.card.act == (acts[0].text if acts else "")


def test_days_of_both_sides_add_up_to_the_days_of_contact(drawn: Scene) -> None:
    for number, name in enumerate(NAMES):
        person = by_name(drawn)[name]
        mine = sum((mark + number) % 3 > 0 for mark in range(4 + number))
        theirs = 4 + number - mine
        assert [sum(side) for side in zip(*person.history, strict=True)] == [mine, theirs]
        assert person.last_word == ("you" if number % 3 else "they")
        assert person.sources == ("table",)


def test_an_anonymous_map_has_no_cards_and_no_sources(drawn: Scene) -> None:
    for person in anonymise(drawn).people:
        assert person.card is None
        assert person.sources == ()
