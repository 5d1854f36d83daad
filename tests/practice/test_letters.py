"""Letters: second person, in natural English, and neither side's need told before consent."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from netkit.model.events import Fact, Favour, Need, Offer
from netkit.model.people import Claim, Handle

if TYPE_CHECKING:
    from pathlib import Path

    from tests.practice.conftest import Circle


def pair(circle: Circle, offer: str = "patent law") -> None:
    ann = circle.person("Ann Lee", work="Acme", city="Porto")
    bo = circle.person("Bo Ray", title="Lawyer", city="Porto")
    circle.told(Need(circle.ago(9), ann, "a patent lawyer"), Offer(circle.ago(9), bo, offer))


def text(circle: Circle, *words: str) -> str:
    [letter] = circle.rows(*words)
    return str(letter["text"])


def test_neither_is_told_what_the_other_looks_for_before_both_agreed(circle: Circle) -> None:
    pair(circle)
    to_ann, to_bo, to_both = circle.rows("intro", "draft", "Ann", "Bo")
    assert "You are looking for a patent lawyer, and Bo offers patent law." in to_ann["text"]
    assert "patent lawyer" not in to_bo["text"] + to_bo["subject"]
    assert "You both live in Porto." in to_bo["text"]
    assert "Ann is looking for a patent lawyer, and Bo offers patent law." in to_both["text"]


def test_a_reason_that_names_one_of_the_two_waits_for_the_letter_to_both(circle: Circle) -> None:
    pair(circle)
    why = "Ann has to defend a patent."
    to_ann, to_bo, to_both = circle.rows("intro", "draft", "Ann", "Bo", "--why", why)
    assert why not in to_ann["text"] + to_bo["text"]
    assert why in to_both["text"]
    harmless = "You both sail."
    for letter in circle.rows("intro", "draft", "Ann", "Bo", "--why", harmless):
        assert harmless in letter["text"]


@pytest.mark.parametrize(
    ("need", "clause"),
    [
        ("to hire a cook", "You are hoping to hire a cook, "),
        ("sell the boat", "You are hoping to sell the boat, "),
        ("a cook.", "You are looking for a cook, "),
    ],
)
def test_needs_are_said_as_english_has_them(circle: Circle, need: str, clause: str) -> None:
    ann, bo = circle.person("Ann Lee"), circle.person("Bo Ray")
    circle.told(Need(circle.ago(9), ann, need), Offer(circle.ago(9), bo, need))
    letter = circle.rows("intro", "draft", "Ann", "Bo")[0]["text"]
    assert f"{clause}and that is what Bo offers." in letter


@pytest.mark.parametrize(
    ("kind", "about", "what"),
    [
        ("advice", "pricing", "your advice on pricing"),
        ("advice", "", "your advice"),
        ("introduction", "to Cid Roe", "the introduction to Cid Roe"),
        ("introduction", "Cid Roe", "the introduction to Cid Roe"),
        ("review", "my draft.", "your review of my draft"),
        ("other", "helped me move", "your help: you helped me move"),
        ("other", "the move", "your help with the move"),
    ],
)
def test_thanks_are_for_the_last_favour_that_waits_for_them(
    circle: Circle, kind: str, about: str, what: str
) -> None:
    ann = circle.person("Ann Lee")
    circle.told(
        Favour(circle.ago(40), ann, circle.me, "loan", "a ladder"),
        Favour(circle.ago(4), ann, circle.me, kind, about),  # type: ignore[arg-type]
    )
    assert f"thank you for {what}. It" in text(circle, "letter", "thanks", "Ann")


def test_thanks_for_nothing_on_record_say_so(circle: Circle) -> None:
    circle.person("Ann Lee")
    answer = circle.ask("letter", "thanks", "Ann")
    assert "thank you for [what for]" in answer["results"][0]["text"]
    assert "no favour of Ann Lee is on record" in answer["notes"][0]
    assert "for the tea." in text(circle, "letter", "thanks", "Ann", "--about", "the tea")


def test_a_hello_says_since_when_and_asks_about_their_own_need(circle: Circle) -> None:
    ann = circle.person("Ann Lee", work="Acme")
    circle.wrote("Mia Moss", "Ann Lee", 800)
    first = text(circle, "letter", "reconnect", "Ann")
    circle.told(Need(circle.ago(700), ann, "a patent lawyer"))
    second = text(circle, "letter", "reconnect", "Ann")
    assert "we were last in touch in September 2024" in first
    assert "How are things at Acme?" in first
    assert "Are you still looking for a patent lawyer?" in second


def test_somebody_is_addressed_as_they_wish(circle: Circle) -> None:
    bob = circle.person("Robert Ray")
    circle.told(Fact(circle.ago(3), bob, "preference", "please call me Bob", "typed"))
    assert text(circle, "letter", "reconnect", "Robert Ray").startswith("Hello Bob,")


def test_a_condolence_goes_to_who_is_bereaved_or_to_the_family(circle: Circle) -> None:
    ann, bo = circle.person("Ann Lee"), circle.person("Bo Ray")
    circle.kept(claims=[Claim(bo, "died", "2026-11-02", circle.ago(2), "typed")])
    assert "the death of your father." in text(
        circle, "letter", "condolence", "Ann", "--about", "your father"
    )
    [letter] = circle.rows("letter", "condolence", "Bo")
    assert letter["to"] == "the family of Bo Ray"
    assert "sorry to hear of the death of Bo" in letter["text"]
    for kind in ("thanks", "reconnect"):
        assert circle.run("letter", kind, "Bo")[0] == 1
    circle.told(Fact(circle.ago(1), ann, "boundary", "leave me in peace", "typed"))


def test_who_asked_to_be_left_in_peace_gets_no_letter(circle: Circle) -> None:
    ann = circle.person("Ann Lee")
    circle.told(Fact(circle.ago(8), ann, "boundary", "not before 1 December", "typed"))
    code, out, err = circle.run("letter", "reconnect", "Ann")
    assert (code, out) == (1, "")
    assert "not before 1 December" in err


def test_letters_open_in_a_mail_program(circle: Circle, tmp_path: Path) -> None:
    pair(circle)
    ann = circle.person("Ann Lee")
    circle.kept(handles=[(Handle("email", "ann@example.org"), ann)])
    folder = tmp_path / "letters"
    _, out, err = circle.run("intro", "draft", "Ann", "Bo", "--mailto", "--eml", str(folder))

    links = [line for line in out.splitlines() if line.startswith("mailto:")]
    assert len(links) == 3
    link = urlsplit(links[0])
    assert link.path == "ann@example.org"
    fields = parse_qs(link.query)
    assert fields["subject"] == ["Would you like to meet Bo Ray?"]
    assert fields["body"][0].startswith("Hello Ann,\r\n\r\nI thought")

    files = sorted(folder.iterdir())
    assert [file.name for file in files] == [
        "ask-ann-lee.eml", "ask-bo-ray.eml", "both-ann-lee-and-bo-ray.eml",
    ]  # fmt: skip
    message = email.message_from_bytes(files[0].read_bytes(), policy=email.policy.default)
    assert (message["To"], message["X-Unsent"]) == ("ann@example.org", "1")
    body = message.get_body()
    assert body is not None
    assert body.get_content().startswith("Hello Ann,")
    assert str(files[0]) in err
