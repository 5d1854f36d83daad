"""Who knows whom, as it is typed: `netkit knows`, introductions, and what a meeting shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.practice.conftest import Circle


def events(circle: Circle, *words: str) -> list[dict[str, Any]]:
    return list(circle.ask(*words)["results"])


def test_two_people_are_said_to_know_each_other(circle: Circle) -> None:
    for name in ("Quin Abara", "Kai Lim"):
        circle.person(name)

    (known,) = events(circle, "knows", "Quin", "Kai", "--since", "2019", "--how", "at Marlow")

    assert (known["event"], known["seen"]) == ("acquaintance", True)
    assert known["evidence"] == "at Marlow, since 2019"
    assert known["at"].startswith("2019-01-01")


def test_nobody_knows_themselves_and_the_owner_is_told_by_contacts(circle: Circle) -> None:
    circle.person("Quin Abara")

    for pair in (("Quin", "Quin"), ("me", "Quin")):
        code, _, err = circle.run("knows", *pair)
        assert code == 2
        assert err.count("\n") == 1


def test_an_introduction_that_led_to_a_meeting_makes_the_tie(circle: Circle) -> None:
    for name in ("Quin Abara", "Kai Lim"):
        circle.person(name)

    circle.run("intro", "Quin", "Kai", "--step", "asked")
    step, tie = events(circle, "intro", "Quin", "Kai", "--step", "met")

    assert (step["event"], step["to"]) == ("step", "met")
    assert (tie["event"], tie["seen"]) == ("acquaintance", True)


def test_who_was_introduced_got_a_favour_and_owes_thanks_once(circle: Circle) -> None:
    for name in ("Tess Moreau", "Quin Abara"):
        circle.person(name)

    made = events(circle, "log", "Tess introduced me to Quin")
    met = events(circle, "intro", "me", "Quin", "--by", "Tess", "--step", "met")

    assert [one["event"] for one in made] == [
        "introduction", "step", "interaction", "acquaintance", "favour",
    ]  # fmt: skip
    assert "favour" not in [one["event"] for one in met]
    acts = circle.rows("today", "--peek")
    assert [(one["kind"], one["person"]["name"]) for one in acts] == [("thanks", "Tess Moreau")]


def test_a_meeting_ahead_comes_up_and_does_not_come_round(circle: Circle) -> None:
    circle.person("Ann Lee")
    circle.run("log", "will meet Ann Lee on Tuesday about the lease")

    (coming,) = circle.rows("milestones")

    assert coming["kind"] == "meeting: meeting · the lease"
    assert coming["day"] == "2026-11-24"
    circle.now = circle.now.replace(year=2027)
    assert circle.ask("milestones", "--days", "60", code=1)["results"] == []


def test_many_lines_come_from_a_file_each_with_its_answer(circle: Circle) -> None:
    circle.person("Ann Lee")
    circle.person("Bo Ray")
    file = circle.file.with_name("lines.txt")
    file.write_text("# today\nlunch with Ann Lee\n\ncoffee with Zed Quill\ncalled Bo\n", "utf-8")

    code, out, err = circle.run("log", "--file", str(file))

    assert code == 2
    assert "line 4: Nobody is called Zed Quill; add them?" in err
    assert [line for line in out.splitlines() if line.startswith("  ")] == [
        "  on Friday 20 November 2026", "  lunch with Ann Lee",
        "  on Friday 20 November 2026", "  call with Bo Ray",
    ]  # fmt: skip


def test_a_day_that_cannot_be_read_is_kept_as_a_note_and_says_so(circle: Circle) -> None:
    circle.person("Ann Lee")

    answer = circle.ask("log", "the other day: lunch with Ann Lee")

    assert [one["event"] for one in answer["results"]] == ["note"]
    assert answer["results"][0]["text"] == "the other day: lunch with Ann Lee"
