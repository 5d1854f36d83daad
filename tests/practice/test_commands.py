"""today's memory, people, the shape of the network, letters: as they are typed."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta
from select import select
from typing import TYPE_CHECKING

import pytest

from netkit.model.events import Acquaintance, Favour, Need, Note, Offer, Promise
from netkit.model.people import Affiliation, Claim, Handle, PersonId
from netkit.model.when import PartialDate
from netkit.store import open_store
from netkit.store.values import Change

if TYPE_CHECKING:
    from pathlib import Path

    from tests.practice.conftest import Circle


def names(rows: list[dict[str, dict[str, str]]]) -> list[str]:
    return [row["person"]["name"] for row in rows]


def thanks_due(circle: Circle, *people: str) -> None:
    for name in people:
        circle.told(Favour(circle.ago(9), circle.person(name), circle.me, "review", name))


# --- today ------------------------------------------------------------------------------------


def test_nobody_is_proposed_again_within_fourteen_days_unless_due(circle: Circle) -> None:
    thanks_due(circle, *(f"Friend {n}" for n in "ABCDEFG"))
    bo = circle.person("Bo Ray")
    circle.told(Promise(circle.ago(3), circle.me, bo, "the paper", PartialDate(2026, 11, 25)))

    first = names(circle.rows("today"))
    again = names(circle.rows("today"))
    circle.now += timedelta(days=1)
    second = names(circle.rows("today"))
    circle.now += timedelta(days=14)
    third = names(circle.rows("today"))

    assert len(first) == 5
    assert again == first
    assert set(first) & set(second) == {"Bo Ray"}
    assert set(second) - {"Bo Ray"} == {f"Friend {n}" for n in "ABCDEFG"} - set(first)
    assert "Bo Ray" in third
    assert set(first) & set(third) > {"Bo Ray"}


def test_looking_at_a_past_day_is_not_remembered(circle: Circle) -> None:
    thanks_due(circle, "Ann Lee")
    circle.rows("--as-of", "2026-11-19", "today")

    circle.now += timedelta(days=1)

    assert names(circle.rows("today")) == ["Ann Lee"]


def test_a_snooze_leaves_somebody_in_peace_even_from_what_is_due(circle: Circle) -> None:
    ann = circle.person("Ann Lee")
    circle.told(Promise(circle.ago(3), circle.me, ann, "the paper", PartialDate(2026, 11, 25)))

    assert circle.run("today", "--snooze", "Ann", "3")[0] == 0
    assert circle.ask("today", code=1)["results"] == []
    circle.now += timedelta(days=3)
    assert names(circle.rows("today")) == ["Ann Lee"]


def test_a_dismissed_act_does_not_come_back_but_another_for_the_same_person_does(
    circle: Circle,
) -> None:
    thanks_due(circle, "Ann Lee")

    assert circle.run("today", "--dismiss", "Ann")[0] == 0
    assert circle.ask("today", code=1)["results"] == []
    circle.told(Favour(circle.ago(2), circle.person("Ann Lee"), circle.me, "advice"))
    assert [one["text"] for one in circle.rows("today")] == ["thank Ann Lee for the advice"]
    assert circle.run("today", "--dismiss", "Nobody")[0] == 1


def test_silence_longer_than_the_owner_wishes_is_proposed_and_any_touch_resets_it(
    circle: Circle,
) -> None:
    circle.in_touch("Ann Lee", 45)
    [wish] = circle.rows("cadence", "Ann", "--every", "20d")
    assert (wish["ideal_days"], wish["longest_days"], wish["silent_days"]) == (20.0, 40.0, 45)

    [act] = circle.rows("today", "--peek")
    circle.in_touch("Ann Lee", 30)

    assert act["because"][0]["text"] == "in touch every 20 days, as you wish"
    assert circle.ask("today", "--peek", code=1)["results"] == []


def test_a_circle_has_a_cadence_until_it_is_taken_back(circle: Circle) -> None:
    circle.person("Ann Lee", circle="Family")
    circle.in_touch("Ann Lee", 45)

    [wish] = circle.rows("cadence", "--circle", "family", "--every", "1w", "--longest", "1m")
    assert (wish["person"]["name"], wish["longest_days"]) == ("Ann Lee", 30.0)
    assert circle.rows("today", "--peek")[0]["because"][0]["kind"] == "cadence"
    assert circle.ask("cadence", "--circle", "family", "--clear", code=1)["results"] == []
    assert circle.run("cadence", "--every", "30d")[0] == 2
    assert circle.run("cadence", "Ann", "--every", "often")[0] == 2


def test_a_birthday_from_an_address_book_is_a_milestone(circle: Circle) -> None:
    ann = circle.person("Ann Lee")
    circle.kept(claims=[Claim(ann, "birthday", "1990-11-22", circle.ago(99))])

    [row] = circle.rows("milestones")

    assert (row["person"]["name"], row["kind"], row["day"]) == ("Ann Lee", "birthday", "2026-11-22")
    assert [one["kind"] for one in circle.rows("today")] == ["milestone"]


# --- stalls -----------------------------------------------------------------------------------


def test_a_follow_up_after_a_coffee_is_found_or_missed(circle: Circle) -> None:
    circle.wrote("Mia Moss", "Ann Lee", 12, channel="meeting")
    [missed] = circle.rows("stalls", "Ann")
    circle.wrote("Mia Moss", "Ann Lee", 10)
    [done] = circle.rows("stalls", "Ann")

    assert missed["next_act"] == "write Ann two lines about what you spoke of"
    assert (
        done["because"][-1]["text"] == "after the meeting of 8 November 2026 you wrote 2 days later"
    )


def test_three_messages_of_one_day_are_one_message(circle: Circle) -> None:
    circle.wrote("Mia Moss", "Ann Lee", 10.0, 10.1, 10.2)
    assert circle.ask("stalls", "--unanswered", code=1)["results"] == []


def test_later_and_shorter_answers_are_signs_of_stepping_back(circle: Circle) -> None:
    """Answers took a day and ran to 80 letters; the last three took five days and ran to 5."""
    for day in (200, 180, 160):
        circle.wrote("Mia Moss", "Ann Lee", day)
        circle.wrote("Ann Lee", "Mia Moss", day - 1, text="x" * 80)
    for day in (90, 70, 50):
        circle.wrote("Mia Moss", "Ann Lee", day)
        circle.wrote("Ann Lee", "Mia Moss", day - 5, text="short")

    [stall] = circle.rows("stalls", "Ann")

    assert stall["verdict"] == "they step back"
    assert {"later", "shorter"} <= {why["kind"] for why in stall["because"]}


def test_meetings_called_off_are_a_sign(circle: Circle) -> None:
    circle.in_touch("Ann Lee", 40, 50, 60)
    circle.wrote("Ann Lee", "Mia Moss", 20, text="sorry, I must cancel Tuesday")
    circle.wrote("Mia Moss", "Ann Lee", 19)

    [stall] = circle.rows("stalls", "Ann")

    assert (stall["verdict"], stall["because"][0]["kind"]) == ("they step back", "called off")


# --- people -----------------------------------------------------------------------------------


def _twins(circle: Circle) -> tuple[PersonId, PersonId]:
    """Ann twice: by her profile, and by her mail."""
    ann, key = circle.person("Ann Lee", work="Acme", title="Lawyer"), Handle("email", "ann@x.org")
    circle.kept(
        handles=[(key, key.person_id)],
        claims=[Claim(key.person_id, "name", "Ann Lee", circle.ago(9))],
        affiliations=[Affiliation(key.person_id, "Acme", "Lawyer", seen_at=circle.ago(9))],
    )
    return ann, key.person_id


def test_one_person_twice_is_found_joined_and_taken_apart_again(circle: Circle) -> None:
    ann, twin = _twins(circle)

    [pair] = circle.rows("people", "duplicates", "Ann")
    assert {side["person"]["id"] for side in pair["people"]} == {ann, twin}
    circle.run("people", "duplicates", "--same", ann, twin)
    assert len(circle.rows("who", "Ann Lee")) == 1
    assert circle.ask("people", "duplicates", code=1)["results"] == []
    circle.run("people", "split", "ann@x.org")
    assert len(circle.rows("who", "Ann Lee")) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own")
@pytest.mark.parametrize(("key", "left", "people"), [("y", 0, 1), ("n", 0, 2), ("s", 1, 2)])
def test_on_a_terminal_one_key_answers(circle: Circle, key: str, left: int, people: int) -> None:
    import pty  # not on Windows

    _twins(circle)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from netkit.cli.main import main; main()"]
    running = subprocess.Popen(
        [*command, "people", "duplicates", "--network", str(circle.file)],
        stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    shown, answered = b"", False
    with suppress(OSError):  # how a terminal ends
        while select([ours], [], [], 20 if not answered else 0.2)[0] or running.poll() is None:
            if select([ours], [], [], 0)[0]:
                shown += os.read(ours, 1024)
            if answered := b"q quit" in shown:
                os.write(ours, key.encode())  # what is typed before it listens is thrown away
    assert running.wait(30) == 0
    os.close(ours)
    assert b"1 of 1: one person?" in shown
    assert len(circle.ask("people", "duplicates", code=0 if left else 1)["results"]) == left
    assert len(circle.rows("who", "Ann Lee")) == people


def test_different_settles_a_pair_for_good(circle: Circle) -> None:
    circle.run("people", "duplicates", "--different", *_twins(circle))

    assert circle.ask("people", "duplicates", code=1)["results"] == []
    assert len(circle.rows("who", "Ann Lee")) == 2


def test_merging_somebody_with_themselves_is_refused(circle: Circle) -> None:
    circle.person("Ann Lee")
    assert circle.run("people", "merge", "Ann", "Ann Lee")[0] == 2


def test_forgetting_needs_a_yes_and_leaves_no_trace(circle: Circle) -> None:
    ann = circle.person("Ann Lee")
    circle.told(
        Note(circle.ago(3), ann, "secret of Ann"), Favour(circle.ago(3), ann, circle.me, "advice")
    )
    circle.rows("today")

    assert circle.run("people", "forget", "Ann")[0] == 1
    assert names(circle.rows("who", "Ann")) == ["Ann Lee"]
    assert circle.run("people", "forget", "Ann", "--yes")[0] == 0
    assert circle.ask("who", "Ann", code=1)["results"] == []
    kept = b"".join(path.read_bytes() for path in circle.file.parent.glob("me.netkit*"))
    assert b"secret of Ann" not in kept
    assert ann.encode() not in kept


def test_forgetting_takes_the_name_out_of_what_changes_are_called(circle: Circle) -> None:
    circle.person("Ann Lee")
    circle.person("Bo Ray")
    circle.run("note", "Ann Lee", "likes tea")
    assert circle.run("log", "lunch with Ann and Bo")[0] == 0
    circle.run("note", "Bo", "a friend of nobody")
    circle.run("person", "Ann Lee", "--city", "Rome")
    assert circle.run("undo")[0] == 0
    circle.run("people", "merge", "Ann", "Bo")
    assert circle.run("undo")[0] == 0

    assert circle.run("people", "forget", "Ann", "--yes")[0] == 0

    kept = b"".join(path.read_bytes() for path in circle.file.parent.glob("me.netkit*"))
    assert b"ann lee" not in kept.lower()
    assert b"with Ann" not in kept
    assert b"noted of Bo Ray" in kept
    assert circle.run("check")[0] == 0


def test_forgetting_reaches_what_a_restore_set_aside(circle: Circle, tmp_path: Path) -> None:
    circle.person("Ann Lee")
    assert circle.run("note", "Ann", "secret of Ann")[0] == 0
    assert circle.run("backup", str(tmp_path / "copy.netkit"))[0] == 0
    assert circle.run("restore", str(tmp_path / "copy.netkit"), "--force")[0] == 0
    (aside,) = circle.file.parent.glob("*.before-*")
    assert b"secret of Ann" in aside.read_bytes()

    assert circle.run("people", "forget", "Ann", "--yes")[0] == 0

    kept = b"".join(path.read_bytes() for path in circle.file.parent.glob("me.netkit*"))
    assert b"secret of Ann" not in kept
    assert b"Ann Lee" not in kept


def test_the_owner_cannot_be_forgotten(circle: Circle) -> None:
    assert circle.run("people", "forget", "me", "--yes")[0] == 2


def test_who_changed_jobs_since_the_import_before_the_last(circle: Circle) -> None:
    ann, bo = circle.person("Ann Lee"), circle.person("Bo Ray")
    store = open_store(str(circle.file))
    for day, firm in ((300, "Acme"), (30, "Beta")):
        seen = circle.ago(day)
        jobs = [Affiliation(ann, firm, "CTO", seen_at=seen), Affiliation(bo, "Gamma", seen_at=seen)]
        store.append(Change(f"import export {day}.zip", seen, affiliations=jobs))
    store.close()

    [row] = circle.rows("people", "changes")

    assert (row["person"]["name"], row["before"], row["now"]) == (
        "Ann Lee", "CTO at Acme", "CTO at Beta",
    )  # fmt: skip
    assert len(circle.rows("people", "changes", "--since", "3m")) == 1
    assert circle.ask("people", "changes", "--since", "1w", code=1)["results"] == []
    assert circle.run("people", "changes", "--since", "soon")[0] == 2


# --- the shape of the network -------------------------------------------------------------------


def test_connectors_only_links_and_groups(circle: Circle) -> None:
    """Acme and the choir, three each; Ida sings and works: she alone joins them."""
    acme = [circle.person(f"A{n} Acme", work="Acme") for n in range(3)]
    choir = [circle.person(f"C{n} Choir", circle="Choir") for n in range(3)]
    ida = circle.person("Ida Both")
    circle.in_touch("A0 Acme", 5, 10, 15, 20)
    circle.told(
        *(
            Acquaintance(circle.ago(40), ida, other, "worked together", 0.9, seen=True)
            for other in (*acme, *choir)
        )
    )

    [first, *_] = circle.rows("network", "--connectors")
    bridges = circle.rows("network", "--bridges")
    groups = circle.rows("network", "--groups")

    assert (first["person"]["name"], first["knows"]) == ("Ida Both", 6)
    assert first["effective_size"] == pytest.approx(6.0)  # nobody she knows knows another
    assert [one["person"]["name"] for one in bridges] == ["A0 Acme"]
    assert {one["name"] for one in groups} == {"Acme", "Choir"}


def test_without_evidence_of_who_knows_whom_it_says_so(circle: Circle) -> None:
    circle.in_touch("Ann Lee", 5)
    assert "no evidence of who knows whom" in circle.ask("network", code=1)["notes"][0]


# --- letters ----------------------------------------------------------------------------------


def _pair(circle: Circle) -> None:
    ann, bo = circle.person("Ann Lee", work="Acme"), circle.person("Bo Ray")
    circle.told(Need(circle.ago(9), ann, "a patent lawyer"), Offer(circle.ago(9), bo, "patent law"))


def test_letters_for_both_sides_are_drafted_and_nothing_is_recorded(circle: Circle) -> None:
    _pair(circle)

    to_ann, to_bo, to_both = circle.rows("intro", "Ann", "Bo", "--draft")

    assert (to_ann["to"], to_bo["to"]) == ("Ann Lee", "Bo Ray")
    assert to_ann["subject"] == "Would you like to meet Bo Ray?"
    assert "Hello Bo," in to_bo["text"]
    assert "Ann Lee (Acme)" in to_bo["text"]
    assert "a patent lawyer" in to_both["text"]
    assert circle.ask("intro", "list", code=1)["results"] == []


def test_who_is_asked_to_introduce_me_gets_a_letter_to_forward(circle: Circle) -> None:
    _pair(circle)

    [letter] = circle.rows(
        "intro", "me", "Bo", "--by", "Ann", "--why", "I need a patent.", "--draft"
    )

    assert letter["to"] == "Ann Lee"
    assert "forward this to Bo Ray" in letter["text"]
    assert "I need a patent." in letter["text"]


def test_the_words_are_the_users_own(circle: Circle, tmp_path: Path) -> None:
    _pair(circle)
    folder = tmp_path / "config" / "netkit" / "templates"
    folder.mkdir(parents=True)
    (folder / "ask.txt").write_text("Moin $you_first\nMagst du $other kennenlernen?\n")

    letter = circle.rows("intro", "Ann", "Bo", "--draft")[0]
    (folder / "ask.txt").write_text("$nobody\n")
    code, _, err = circle.run("intro", "Ann", "Bo", "--draft")

    assert (letter["subject"], letter["text"]) == ("Moin Ann", "Magst du Bo Ray kennenlernen?")
    assert code == 3
    assert "no placeholder" in err


def test_a_clock_that_was_set_back_still_gets_an_answer(circle: Circle) -> None:
    circle.in_touch("Ann Lee", 10, 40, 70, 100, 130)
    circle.now -= timedelta(days=60)
    code, out, _ = circle.run("brief", "Ann Lee")
    assert code == 0
    assert out.startswith("Ann Lee")
