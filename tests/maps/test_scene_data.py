"""`netkit map --data`: what is drawn, held against what the commands answer."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from netkit.maps.gather import gather
from netkit.maps.scene_data import scene_data, scene_json
from netkit.model.events import Favour, Interaction
from netkit.model.people import Affiliation, Claim, Handle
from netkit.store.values import Change
from netkit.ties.strength import shown
from netkit.workspace import Workspace, open_workspace
from tests.maps.invented import scene

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ME = Handle("email", "me@example.org")


def invented_change(seed: int) -> Change:
    """Return a network with group mails (a weight below one), favours and contacts of others."""
    rng = random.Random(seed)
    handles = [Handle("email", f"p{number}@example.org") for number in range(40)]
    events: list[Any] = []
    for number, handle in enumerate(handles):
        pace = rng.choice((5, 20, 60, 200))
        for mark in range(rng.randrange(0, 25)):
            at = NOW - timedelta(days=pace * mark + rng.randrange(0, 1 + pace // 3))
            ends = (ME, handle) if rng.random() < rng.choice((0.2, 0.9)) else (handle, ME)
            crowd = tuple(one.person_id for one in rng.sample(handles, rng.choice((0, 0, 3))))
            receivers = tuple(dict.fromkeys((ends[1].person_id, *crowd)))
            receivers = tuple(pid for pid in receivers if pid != ends[0].person_id)
            events.append(Interaction(at, "message", ends[0].person_id, receivers, thread="t",
                                      mark=f"{number}-{mark}"))  # fmt: skip
        for mark in range(rng.choice((0, 0, 1, 8))):
            pair = (ME, handle) if number % 2 else (handle, ME)
            events.append(Favour(NOW - timedelta(days=30 + mark), pair[0].person_id,
                                 pair[1].person_id, "advice", text=str(mark)))  # fmt: skip
    for mark in range(20):
        a, b = (one.person_id for one in rng.sample(handles, 2))
        events.append(
            Interaction(
                NOW - timedelta(days=9 * mark), "message", a, (b,), thread="o", mark=f"o{mark}"
            )
        )
    return Change(
        "invented",
        NOW,
        handles=[(handle, handle.person_id) for handle in (ME, *handles)],
        owners=[ME.person_id],
        claims=[Claim(h.person_id, "name", f"Person {n}", NOW)
                for n, h in enumerate((ME, *handles))],
        affiliations=[Affiliation(handle.person_id, rng.choice(("Oxbow", "Lark", "Vireo")), "",
                                  seen_at=NOW) for handle in handles[:30]],
        events=events,
    )  # fmt: skip


@pytest.fixture(scope="module", params=[1, 2, 3])
def workspace(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    path: Path = tmp_path_factory.mktemp("maps") / "n.netkit"
    with open_workspace(path, now=NOW) as opened:
        opened.store.append(invented_change(request.param))
        yield opened


@pytest.fixture(scope="module")
def data(workspace: Workspace) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(scene_json(gather(workspace.view)))
    return written


def test_groups_are_those_of_the_network_command(
    workspace: Workspace, data: dict[str, Any]
) -> None:
    groups = workspace.groups(limit=1000)
    assert [(one["name"], one["size"]) for one in data["groups"]] == [
        (one.name, one.size) for one in groups]  # fmt: skip
    assert len(data["groups"]) >= 3
    for group in data["groups"]:
        inside = [one["id"] for one in data["people"] if one["group"] == group["name"]]
        assert sorted(inside) == group["people"]
        assert len(inside) == group["size"]


def test_a_part_of_the_network_keeps_the_groups_of_the_whole(
    workspace: Workspace, data: dict[str, Any]
) -> None:
    some = [one["id"] for one in data["people"]][::3]
    part = scene_data(gather(workspace.view, only=some))
    group = {one["id"]: one["group"] for one in data["people"]}
    assert {one["id"]: one["group"] for one in part["people"]} == {pid: group[pid] for pid in some}


def test_leaning_is_what_balance_says(workspace: Workspace, data: dict[str, Any]) -> None:
    verdicts = {
        str(one.person.id): one.verdict for one in workspace.balance(kind="all", limit=1000)
    }
    assert {one["id"]: one["leaning"] for one in data["people"]} == {
        one["id"]: verdicts.get(one["id"], "too few to say") for one in data["people"]
    }
    assert {"you give more", "they give more"} & {*verdicts.values()}


def test_past_strengths_are_what_as_of_says(workspace: Workspace, data: dict[str, Any]) -> None:
    for number in (0, 4, 8, 11, 12):
        day = datetime.fromisoformat(data["steps"][number]).replace(hour=23, tzinfo=UTC)
        facts = workspace.at(day).view.facts()
        for one in data["people"]:
            expected = float(shown(facts.strength(one["id"])))
            assert one["strengths"][number] == pytest.approx(expected, abs=0.05)
    assert any(0 < one["strengths"][0] < 50 for one in data["people"])


def test_the_lenses_list_what_the_commands_answer(
    workspace: Workspace, data: dict[str, Any]
) -> None:
    meet, fading, balance, connect = (lens["results"] for lens in data["lenses"])
    pairs = workspace.introduce_pairs(limit=100)
    assert [row["people"] for row in meet] == [[pair.a.id, pair.b.id] for pair in pairs]
    silent = [row["people"][0] for row in fading if row["kind"] == "fading"]
    assert silent == [row.person.id for row in workspace.fading(limit=1000)]
    ringed = {one["id"] for one in data["people"] if one["outlook"] == "fading"}
    held = {row["people"][0] for row in fading if row["kind"] == "held back"}
    assert {*silent} | held == ringed
    leaning = {row.person.id: (row.verdict, row.next_act)
               for row in workspace.balance(limit=1000)}  # fmt: skip
    assert {row["people"][0]: (row["kind"], row["text"]) for row in balance} == leaning
    assert leaning
    connecting = [row.person.id for row in workspace.connectors(limit=20)]
    connecting += [row.person.id for row in workspace.bridges(limit=20)]
    assert [row["people"][0] for row in connect] == connecting
    assert connecting


def test_an_outlook_is_one_of_four_words(data: dict[str, Any]) -> None:
    assert {one["outlook"] for one in data["people"]} <= {
        "steady", "fading", "weakening", "growing"}  # fmt: skip


def test_contacts_between_others_are_ties(data: dict[str, Any]) -> None:
    """Twenty messages between two others each: twenty pairs, or fewer where two met twice."""
    ids = {one["id"] for one in data["people"]}
    seen = [one for one in data["ties"] if "1 day of contact" in one["because"]]
    assert len(seen) >= 15
    assert all(one["a"] in ids and one["b"] in ids for one in seen)
    assert not any(one["inferred"] for one in seen)


def test_the_same_scene_gives_the_same_bytes_with_every_key() -> None:
    drawn = scene(30, 60)
    assert scene_json(drawn) == scene_json(drawn)
    written = scene_data(drawn)
    assert written.keys() == {"title", "as_of", "owner", "steps", "people", "ties", "groups",
                              "suggestions", "lenses"}  # fmt: skip
    assert written["people"][0].keys() >= {"id", "name", "group", "strength", "outlook",
                                           "leaning", "strengths"}  # fmt: skip
    assert all(len(one["strengths"]) == len(written["steps"]) for one in written["people"])
