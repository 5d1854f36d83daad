"""Every command answers as JSON, CSV has ids and one value a cell, lists say when they are cut."""

from __future__ import annotations

import csv
import io
import json
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netkit

WHO = "Inês Carvalho"
#: Command → command lines that work on the network of these tests; "FOLDER" is an empty folder.
LINES: dict[str, list[list[str]]] = {
    "init": [["init", "--me", "Mia Moss", "--network", "FOLDER/new.netkit"]],
    "doctor": [["doctor"]],
    "config": [["config"], ["config", "region", "PT"]],
    "meaning": [["meaning"]],
    "import": [["import", "FOLDER/book.vcf"]],
    "formats": [["formats"]],
    "log": [["log", f"lunch with {WHO}"]],
    "person": [["person", WHO], ["person", WHO, "--tag", "x"]],
    "need": [["need", WHO, "a cook"], ["need", WHO, "a cook", "--close"]],
    "offer": [["offer", WHO, "cooking"]],
    "favour": [["favour", WHO, "me", "advice"]],
    "promise": [["promise", "me", WHO, "the paper"], ["promise", "--kept", "the paper"]],
    "intro": [["intro", WHO, "Amina Diallo"], ["intro", "draft", WHO, "Amina Diallo"]],
    "knows": [["knows", WHO, "Amina Diallo"]],
    "note": [["note", WHO, "likes tea"]],
    "fact": [["fact", WHO, "hobby", "sailing"]],
    "milestone": [["milestone", WHO, "birthday", "7", "March"]],
    "moment": [["moment", WHO, "repair"]],
    "cadence": [["cadence", WHO, "--every", "30d"]],
    "introduce": [["introduce", WHO], ["introduce"]],
    "reach": [["reach", WHO]],
    "fading": [["fading"]],
    "balance": [["balance", "--all"]],
    "reconnect": [["reconnect"]],
    "promises": [["promises", "--all"]],
    "stalls": [["stalls", WHO]],
    "who": [["who", "engineer"]],
    "brief": [["brief", WHO]],
    "find": [["find", "friday"]],
    "timeline": [["timeline", WHO]],
    "today": [["today"], ["today", "--snooze", WHO]],
    "milestones": [["milestones"]],
    "letter": [["letter", "reconnect", WHO]],
    "network": [["network"]],
    "ask": [["ask", "who should I turn to today?"]],
    "map": [["map", "-o", "FOLDER/map.html"]],
    "report": [["report"]],
    "people": [["people"], ["people", "change", WHO, "--add-tag", "x"], ["people", "duplicates"]],
    "history": [["history"]],
    "edit": [],
    "remove": [],
    "undo": [["undo", "--list"], ["undo"]],
    "redo": [["redo"]],
    "backup": [["backup", "FOLDER/backup.netkit"]],
    "restore": [["restore", "FOLDER/backup.netkit", "--force"]],
    "copy": [["copy", "FOLDER/backup.netkit", "FOLDER/copy.netkit"]],
    "export": [["export", "graphml", "FOLDER/net.graphml"]],
    "check": [["check"]],
    "encrypt": [["encrypt"]],
    "decrypt": [["decrypt"]],
}
#: Commands that answer with a script, a page of help, or do not end; and what runs on a server.
APART = {"help", "completion", "mcp", "demo", "query", "schedule"}


def test_every_command_is_walked() -> None:
    table = import_module("netkit.cli.main").COMMANDS
    names = {name for section in table.values() for name in section}
    assert names - APART - LINES.keys() == set()


def test_every_command_answers_as_one_json_object(
    netkit: Netkit, network: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETKIT_PASSPHRASE", "seven quiet herons")
    (tmp_path / "book.vcf").write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Zoe Zed\nEMAIL:zoe@example.org\nEND:VCARD\n"
    )
    wrong = []
    for lines in LINES.values():
        for line in lines:
            words = [word.replace("FOLDER", str(tmp_path)) for word in line]
            result = netkit(*words, "--json")
            try:
                whole = json.loads(result.out)
            except ValueError:
                wrong.append((line, result.out[:80], result.err[:120]))
                continue
            if result.code > 1 or "question" not in whole:
                wrong.append((line, str(result.code), result.err[:120]))
    assert wrong == []


def test_edits_and_removals_answer_as_json(netkit: Netkit, network: Path) -> None:
    netkit("note", WHO, "likes te")
    [row] = netkit("find", "likes", "te", "--json").json["results"]
    edited = netkit("edit", str(row["number"]), "likes tea", "--json").json
    assert edited["results"][0]["text"] == "likes tea"
    [row] = netkit("find", "likes", "tea", "--json").json["results"]
    assert "removed: " in netkit("remove", str(row["number"]), "--json").json["notes"][0]


@pytest.mark.parametrize(
    "line",
    ["fading", "balance --all", "who engineer", "introduce", "reconnect", "people", "today --peek"],
)
def test_csv_has_ids_a_header_and_one_value_a_cell(
    netkit: Netkit, network: Path, line: str
) -> None:
    rows = list(csv.DictReader(io.StringIO(netkit(*line.split(), "--csv").out)))
    assert rows
    whose = "a" if line == "introduce" else "person"
    for row in rows:
        assert row[f"{whose}_id"].startswith("p")
        assert row[whose]
        assert not any(cell.startswith(("[", "{")) for cell in row.values())


def test_csv_of_nothing_has_its_header(netkit: Netkit, network: Path) -> None:
    out = netkit("who", "xylophonist", "--csv").out
    assert out.splitlines()[0].startswith("person_id,person,")


def test_limit_zero_shows_all_and_who_says_when_it_cuts(netkit: Netkit, network: Path) -> None:
    cut = netkit("who", "engineer", "-n", "2", "--json").json
    assert len(cut["results"]) == 2
    assert "--limit 0 shows all" in cut["notes"][0]
    whole = netkit("who", "engineer", "--limit", "0", "--json").json
    assert len(whole["results"]) > 2
    assert whole["notes"] == []
    for line in ("fading", "introduce", "reconnect", "balance --all", f"introduce {WHO}"):
        words = line.split(maxsplit=1) if WHO in line else line.split()
        shown = netkit(*words, "--limit", "0", "--json")
        assert shown.code == 0, line
        assert len(shown.json["results"]) >= len(netkit(*words, "--json").json["results"])
    assert netkit("who", "engineer", "--limit", "-1").code == 2
