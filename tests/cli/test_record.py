"""Writing things down: each command is one change, said back, and undone whole."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netkit

INES = "Inês Carvalho"


@pytest.mark.parametrize(
    "words",
    [
        ("need", INES, "an oboist"),
        ("offer", INES, "grid simulations"),
        ("favour", INES, "me", "advice", "on pricing", "--value", "3"),
        ("promise", "me", INES, "the battery paper", "--due", "2026-12-01"),
        ("intro", INES, "Amina Diallo", "--step", "asked"),
        ("note", INES, "prefers mornings"),
        ("fact", INES, "family", "daughter Ida started school"),
        ("milestone", INES, "birthday", "1985-03-07"),
        ("moment", INES, "step forward", "a real talk"),
        ("person", INES, "--city", "Porto", "--circle", "founders"),
        ("person", "Zed Newcomer", "--email", "zed@example.org", "--org", "Zed & Co"),
    ],
)
def test_a_change_is_recorded_and_undone_whole(
    netkit: Netkit, network: Path, words: tuple[str, ...]
) -> None:
    from netkit.store.sqlite import SqliteStore

    def digest() -> str:
        store = SqliteStore(network)
        found = store.digest()
        store.close()
        return found

    before = digest()
    done = netkit(*words)
    assert (done.code, done.err) == (0, "")
    assert done.out.strip()
    assert digest() != before
    undone = netkit("undo")
    assert undone.out.startswith("undone: ")
    assert digest() == before


def test_undo_with_nothing_left_says_so(netkit: Netkit, tmp_path: Path) -> None:
    netkit("init", "--me", "Me", "--network", tmp_path / "n")
    assert netkit("undo", "--network", tmp_path / "n").code == 0
    result = netkit("undo", "--network", tmp_path / "n")
    assert (result.code, result.err) == (1, "netkit: nothing is left to undo\n")


def test_a_need_changes_who_could_be_introduced(netkit: Netkit, network: Path) -> None:
    netkit("need", INES, "an oboist for a wedding")
    netkit("offer", "Amina Diallo", "an oboist for any wedding")
    first = netkit("introduce", INES, "--json").json["results"][0]
    assert first["person"]["name"] == "Amina Diallo"
    assert "oboist" in first["because"][0]["text"]
    assert len(first["because"][0]["evidence"]) == 2


def test_a_closed_need_no_longer_counts(netkit: Netkit, network: Path) -> None:
    netkit("need", INES, "an oboist for a wedding")
    netkit("offer", "Amina Diallo", "oboist at weddings")
    netkit("need", INES, "oboist", "--close")
    names = [row["person"]["name"] for row in netkit("introduce", INES, "--json").json["results"]]
    assert "Amina Diallo" not in names


def test_who_asked_for_no_introductions_is_left_alone(netkit: Netkit, network: Path) -> None:
    before = netkit("introduce", INES, "--json").json["results"]
    left_out = before[0]["person"]["id"]
    netkit("fact", left_out, "boundary", "please no introductions this year")
    after = netkit("introduce", INES, "--json").json["results"]
    assert left_out not in [row["person"]["id"] for row in after]
    refused = netkit("introduce", left_out)
    assert (refused.code, refused.out) == (1, "")
    assert "asked for no introductions" in refused.err


@pytest.mark.parametrize("step", ["declined", "asked", "made"])
def test_what_was_declined_or_is_under_way_is_not_proposed_again(
    netkit: Netkit, network: Path, step: str
) -> None:
    first = netkit("introduce", INES, "--json").json["results"][0]["person"]["id"]
    netkit("intro", INES, first, "--step", step)
    found = [row["person"]["id"] for row in netkit("introduce", INES, "--json").json["results"]]
    assert found
    assert first not in found


def test_who_was_introduced_four_times_of_late_is_left_in_peace(
    netkit: Netkit, network: Path
) -> None:
    first = netkit("introduce", INES, "--json").json["results"][0]["person"]["id"]
    others = [row["person"]["id"] for row in netkit("who", "engineer", "--json").json["results"]]
    for other in [one for one in others if one != first][:4]:
        assert netkit("intro", first, other, "--step", "made").code == 0
    found = [row["person"]["id"] for row in netkit("introduce", INES, "--json").json["results"]]
    assert found
    assert first not in found


def test_an_introductions_steps_are_listed_newest_last(netkit: Netkit, network: Path) -> None:
    netkit("intro", INES, "Amina Diallo", "--step", "asked", "--on", "2026-11-01")
    netkit("intro", INES, "Amina Diallo", "--step", "made", "--on", "2026-11-10")
    listed = netkit("intro", "list", INES, "Amina Diallo", "--json").json["results"]
    assert "made" in listed[0]["text"]
    assert [one["text"] for one in listed[0]["because"]] == [
        "1 November 2026: asked",
        "10 November 2026: made",
    ]


def test_a_promise_is_due_then_kept(netkit: Netkit, network: Path) -> None:
    netkit("promise", "me", INES, "the battery paper", "--due", "2026-11-22")
    due = netkit("promises", "--json").json["results"]
    assert [(row["status"], row["whose"]) for row in due] == [("due", "mine")]
    late = netkit("promises", "--json", "--as-of", "2026-11-30").json["results"]
    assert late[0]["status"] == "overdue"
    netkit("promise", "--kept", "battery")
    assert netkit("promises").code == 1


def test_what_was_derived_wrongly_is_found_and_counted_anew(netkit: Netkit, network: Path) -> None:
    with sqlite3.connect(network) as connection:
        connection.execute("UPDATE tie SET contact_days = contact_days + 1")
    found = netkit("check")
    assert found.code == 4
    assert "'netkit check --repair'" in found.err
    assert netkit("check", "--repair").code == 0
    assert netkit("check").code == 0


def test_what_lies_ahead_cannot_be_recorded(netkit: Netkit, network: Path) -> None:
    result = netkit("note", INES, "hello", "--on", "2031-01-01")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "lies ahead" in result.err


def test_a_backup_is_restored_whole(netkit: Netkit, network: Path, tmp_path: Path) -> None:
    before = netkit("who", "engineer", "--json").out
    netkit("backup", tmp_path / "safe")
    netkit("need", INES, "an oboist")
    refused = netkit("restore", tmp_path / "safe")
    assert refused.code == 2
    assert netkit("restore", tmp_path / "safe", "--force").code == 0
    assert netkit("who", "engineer", "--json").out == before
    (tmp_path / "junk").write_text("junk")
    assert netkit("restore", tmp_path / "junk", "--force").code == 3


@pytest.mark.parametrize("text", ["help", "to be with us", "some", "?"])
def test_a_need_that_says_nothing_breaks_no_answer(
    text: str, netkit: Netkit, network: Path
) -> None:
    netkit("need", INES, text)
    for command in (["introduce", INES], ["introduce"], ["brief", INES], ["today"]):
        result = netkit(*command)
        assert result.code in {0, 1}, result.err
        assert "Traceback" not in result.err
