"""A team on the command line: what a colleague did not grant shows in no answer."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from netkit.model.events import (
    Acquaintance,
    Event,
    Fact,
    Favour,
    Interaction,
    Introduction,
    Milestone,
    Moment,
    Need,
    Note,
    Offer,
    Promise,
)
from netkit.model.people import Affiliation, Claim, Handle
from netkit.model.when import PartialDate
from netkit.store import open_store
from netkit.store.team import member_url
from netkit.store.values import Change
from tests.cli.conftest import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netkit
    from tests.conftest import Neo4jDatabase

#: In the names of Bob's people and their employers, and in all else that Bob knows.
NAMED, SECRET = "Xyzzy", "plugh"

ZED, CID, DEE = (Handle("linkedin", name) for name in ("zed", f"cid-{SECRET}", f"dee-{SECRET}"))
ANN, BOB = Handle("email", "ann@example.org"), Handle("email", "bob@example.org")
OWN, THEIRS = (handle.person_id for handle in (ANN, BOB))


def contacts(owner: Handle, other: Handle, days: int, text: str = "") -> list[Event]:
    return [
        Interaction(
            NOW - timedelta(days=number * 9 + 1), "email", owner.person_id, (other.person_id,),
            text=text, mark=f"{other.value} {number}",
        )
        for number in range(days)
    ]  # fmt: skip


def bobs_events() -> list[Event]:
    """One of everything that can be said, of somebody whom Ann knows and somebody she does not."""
    said: list[Event] = []
    for handle in (CID, ZED):
        pid, then = handle.person_id, NOW - timedelta(days=40)
        said += [
            Need(then, pid, f"a lawyer for {SECRET}"),
            Offer(then, pid, f"advice on {SECRET}"),
            Note(then, pid, f"likes {SECRET}"),
            Fact(then, pid, "interest", f"{SECRET} on the sea"),
            Promise(then, THEIRS, pid, f"the paper on {SECRET}"),
            Favour(then, THEIRS, pid, "advice", f"helped with {SECRET}", 3),
            Moment(then, pid, "setback", f"quarrel about {SECRET}"),
            Milestone(then, pid, f"{SECRET} day", PartialDate(None, 11, 25)),
        ]
    said.append(Introduction(NOW, THEIRS, CID.person_id, ZED.person_id, f"both do {SECRET}"))
    said.append(Acquaintance(NOW, DEE.person_id, ZED.person_id, f"a {SECRET} thread", 0.9, True))
    return [*said, *contacts(BOB, CID, 12, f"about {SECRET}"), *contacts(BOB, ZED, 6, SECRET)]


def network(owner: Handle, name: str, people: dict[Handle, str], events: list[Event]) -> Change:
    theirs = owner is BOB
    return Change(
        "told",
        NOW,
        handles=[(handle, handle.person_id) for handle in (owner, *people)],
        owners=[owner.person_id],
        claims=[
            Claim(owner.person_id, "name", name, NOW),
            *(Claim(handle.person_id, "name", called, NOW) for handle, called in people.items()),
            *(Claim(h.person_id, "skill", SECRET, NOW) for h in people if theirs),
            *(Claim(h.person_id, "city", f"{SECRET} bay", NOW) for h in people if theirs),
        ],
        affiliations=[
            Affiliation(h.person_id, f"{NAMED} Works", f"{SECRET} chief", seen_at=NOW)
            for h in people
            if theirs
        ],
        events=events,
    )


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def team(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of Ann's network, beside it Bob's."""
    url = str(tmp_path / "team.netkit")
    if request.param == "neo4j":
        server: Neo4jDatabase = request.getfixturevalue("neo4j_database")
        monkeypatch.setenv("NETKIT_NEO4J_USER", server.auth[0])
        monkeypatch.setenv("NETKIT_NEO4J_PASSWORD", server.auth[1])
        url = f"{server.uri}/{server.database}?net=team-{uuid.uuid4().hex[:8]}"
    mine = network(ANN, "Ann Asker", {ZED: "Zed Plain"}, contacts(ANN, ZED, 3))
    people = {ZED: "Zed Plain", CID: f"Cid {NAMED}", DEE: f"Dee {NAMED}"}
    theirs = network(BOB, "Bob Broker", people, bobs_events())
    for address, change in ((url, mine), (member_url(url, "bob"), theirs)):
        store = open_store(address)
        store.append(change)
        store.close()
    monkeypatch.setenv("NETKIT_NETWORK", url)
    return url


READ = [
    "introduce", "introduce Zed", "reach Zed", "reach Cid", "reach Works", "reach --asks Zed",
    "fading", "fading --all", "balance --all", "balance --owed", "balance Zed", "reconnect",
    "promises", "stalls", "stalls Zed", "who Zed", "who Cid", "who --about sea", "who --at works",
    "brief Zed", "today", "milestones", "network", "network --bridges", "network --groups",
    "person Zed", "person Cid", "intro list", "people duplicates", "people changes", "doctor",
    "config", "check", "cadence", "network grants", "query who -p word=cid",
    "query neighbourhood -p person=" + OWN + " -p day=20777",
    "query owners -p net=main@bob", "query who -p word=cid -p net=main@bob",
]  # fmt: skip
ASKED = ["Who can introduce me to Cid?", "Who do I know at the works?", "Who owes me?"]


def printed(netkit: Netkit, member: str = "") -> str:
    """All that every reading command says, in every form."""
    asked = [command.split(" ") for command in READ] + [["ask", text] for text in ASKED]
    told = []
    for words in asked:
        for form in ((), ("--json",), ("--csv",)):
            result = netkit(*words, *form, *(("--member", member) if member else ()))
            told.append(f"{words}\n{result.out}{result.err}")
    return "\n".join(told)


def written(netkit: Netkit, folder: Path) -> str:
    """All that is in the files that maps, reports and exports are."""
    folder.mkdir()
    netkit("map", "-o", folder / "map.html")
    netkit("map", "Zed", "-o", folder / "zed.html")
    netkit("report", "-o", folder)
    netkit("export", folder / "people.csv")
    netkit("export", folder / "graph.graphml")
    found = [file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.*"))]
    assert len(found) >= 4
    return "\n".join(found)


def test_what_was_not_granted_shows_in_no_answer(netkit: Netkit, team: str, tmp_path: Path) -> None:
    told = printed(netkit) + written(netkit, tmp_path / "files")
    assert "Zed Plain" in told
    assert NAMED.lower() not in told.lower()
    assert SECRET not in told.lower()


def test_the_same_words_show_to_whose_they_are(netkit: Netkit, team: str) -> None:
    """Or the test above would find nothing for another reason."""
    told = printed(netkit, "bob")
    assert told.count(NAMED) > 20
    assert told.lower().count(SECRET) > 20


@pytest.mark.parametrize("what", ["names", "strength", "all"])
def test_reach_says_what_was_granted_and_no_more(
    netkit: Netkit, team: str, tmp_path: Path, what: str
) -> None:
    assert netkit("reach", "Cid").code == 1
    assert netkit("--member", "bob", "network", "grant", "Ann", "--what", what).code == 0
    result = netkit("reach", "Cid", "--json")
    [row] = result.json["results"]
    assert [person["name"] for person in row["path"]] == ["Ann Asker", "Bob Broker", f"Cid {NAMED}"]
    assert row["organization"] == f"{NAMED} Works"
    assert (row["band"], row["probability"] is None) == {
        "names": (None, True), "strength": ("closest", True), "all": ("closest", False),
    }[what]  # fmt: skip
    assert row["advice"].startswith(f"ask your colleague Bob Broker, who knows Cid {NAMED}")
    assert ("very well" in row["advice"]) == (what != "names")
    assert ("12 days of contact" in result.out) == (what == "all")
    assert (row["path"][2]["id"] == "") == (what != "all")
    assert SECRET not in result.out.lower()
    others = [netkit(*command.split(" ")).out for command in READ if "reach" not in command]
    told = "\n".join(others) + written(netkit, tmp_path / "files")
    assert NAMED.lower() not in told.lower()
    assert SECRET not in told.lower()


def test_reach_names_the_colleague_beside_ones_own_ways(netkit: Netkit, team: str) -> None:
    netkit("--member", "bob", "network", "grant", "Ann Asker", "--what", "strength")
    rows = netkit("reach", "Zed", "--json").json["results"]
    assert [row["evidence"] for row in rows] == ["seen", "granted"]
    assert rows[1]["path"][2] == rows[0]["path"][1]
    assert "very well" in rows[1]["advice"]
    human = netkit("reach", "Zed").out
    assert "ask your colleague Bob Broker, who knows Zed Plain very well" in human
    assert netkit("reach", "Xyzzy Works").out.count("ask your colleague") == 3


def test_a_grant_is_listed_taken_back_and_undone(netkit: Netkit, team: str) -> None:
    netkit("--member", "bob", "network", "grant", "ann", "--what", "all")
    [mine] = netkit("network", "grants", "--json").json["results"]
    assert (mine["member"], mine["given"], mine["received"]) == ("bob", "nothing", "all")
    netkit("--member", "bob", "network", "revoke", "ann")
    assert netkit("reach", "Cid").code == 1
    assert netkit("--member", "bob", "undo").out.startswith("undone: Ann Asker may know")
    assert netkit("reach", "Cid").code == 0
    again = netkit("--member", "bob", "network", "grant", "ann", "--what", "all")
    assert (again.code, again.err.count("\n")) == (2, 1)


def test_who_is_no_colleague_is_one_line(netkit: Netkit, team: str) -> None:
    for nobody in ("nobody", "", "…"):
        result = netkit("network", "grant", nobody)
        assert (result.code, result.err.count("\n")) == (1, 1)
        assert "Bob Broker (bob)" in result.err
    wrong = netkit("--member", "../bob", "who", "Zed")
    assert (wrong.code, wrong.err.count("\n")) == (2, 1)


def test_who_asked_for_no_introductions_is_not_reached_through_a_colleague(
    netkit: Netkit, team: str
) -> None:
    netkit("--member", "bob", "network", "grant", "ann")
    netkit("--member", "bob", "fact", "Cid", "boundary", "no introductions")
    assert netkit("reach", "Cid").code == 1


def test_an_import_is_the_members_own(netkit: Netkit, team: str, tmp_path: Path) -> None:
    contacts_file = tmp_path / "contacts.vcf"
    contacts_file.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Eve Xyzzy\nEMAIL:eve@example.org\nEND:VCARD\n"
    )
    assert netkit("--member", "bob", "import", contacts_file).code == 0
    assert "Eve Xyzzy" in netkit("--member", "bob", "who", "Eve").out
    assert netkit("who", "Eve").code == 1
