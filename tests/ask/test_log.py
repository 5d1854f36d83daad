"""The one-line log: what each line says, whom it means, and what must be asked."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.journal.parse_log import parse_log

if TYPE_CHECKING:
    from netkit.journal.log_entry import LogEntry, Who
    from netkit.language.name_index import PersonRanking

TODAY = date(2026, 11, 18)
HERE = Path(__file__).parent
WORDS = [
    "Ann",
    "ann",
    "Bob",
    "and",
    ",",
    ".",
    ":",
    ";",
    "-",
    "with",
    "lunch",
    "met",
    "called",
    "needs",
    "promised",
    "by",
    "Friday",
    "yesterday",
    "3/4/2026",
    "her",
    "she",
    "they",
    "I",
    "me",
    "my",
    "'s",
    "to",
    "the",
    "introduced",
    "put",
    "in",
    "touch",
    "owe",
    "paper",
    "about",
    "birthday",
    "is",
    "on",
    "29",
    "February",
    "told",
    "said",
    "will",
    "send",
    "wrote",
    "thanked",
    "through",
    "A",
    "B",
    "don't",
    "what",
    "'",
    '"',
    "(",
    ")",
    "x@y.z",
    "é",
    "😀",
    "him",
]
CASES: list[dict[str, Any]] = [
    case
    for name in ("log_lines", "log_heldback")
    for case in tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["case"]
]


def name_of(who: Who) -> str:
    return who.text if who else "me"


def said_by(entry: LogEntry) -> dict[str, Any]:
    """Put an entry in the form of the cases."""
    return {
        "when": entry.when,
        "occasion": entry.occasion,
        "people": [one.text for one in entry.participants],
        "topic": entry.topic,
        "place": entry.place,
        "needs": [[one.person.text, one.text] for one in entry.needs],
        "offers": [[one.person.text, one.text] for one in entry.offers],
        "promises": [
            [name_of(one.giver), name_of(one.receiver), one.text, str(one.due or "")]
            for one in entry.promises
        ],
        "facts": [[one.person.text, one.kind, one.text] for one in entry.facts],
        "favours": [
            [name_of(one.giver), name_of(one.receiver), one.kind, one.text] for one in entry.favours
        ],
        "introductions": [
            [name_of(one.broker), name_of(one.a), name_of(one.b)] for one in entry.introductions
        ],
        "thanks": [one.person.text for one in entry.thanks],
        "moments": [[one.person.text, one.kind, one.text] for one in entry.moments],
        "milestones": [
            [one.person.text, one.kind, str(one.day), one.has_year] for one in entry.milestones
        ],
        "jobs": [[one.person.text, one.organization, one.title] for one in entry.jobs],
        "moves": [[one.person.text, one.city] for one in entry.moves],
        "ahead": [str(one.day) for one in entry.contacts if one.ahead],
        "notes": [one.text for one in entry.notes],
        "asks": [one.about for one in entry.asks],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["line"])[:50])
def test_a_line_says_what_it_says_and_nothing_else(
    case: dict[str, Any], names: PersonRanking
) -> None:
    said = said_by(parse_log(case["line"], today=TODAY, names=names))
    nothing: dict[str, Any] = {"when": TODAY, "occasion": "", "topic": "", "place": ""}
    wanted = {key: case.get(key, nothing.get(key, [])) for key in said}
    assert said == wanted


def test_every_part_knows_the_words_it_came_from(names: PersonRanking) -> None:
    line = "yesterday: lunch with Ann and Bob, Ann needs a tutor, promised Bob the paper by Friday"
    entry = parse_log(line, today=TODAY, names=names)
    assert entry.when_span is not None
    assert entry.said(entry.when_span) == "yesterday"
    assert [entry.said(mention.span) for mention in entry.mentions] == ["Ann", "Bob"]
    assert entry.said(entry.needs[0].span) == "Ann needs a tutor"
    assert entry.said(entry.promises[0].span) == "promised Bob the paper by Friday"


def test_the_channel_is_one_the_network_knows(names: PersonRanking) -> None:
    channels = {
        line: parse_log(f"{line} Ann", today=TODAY, names=names).channel
        for line in ("lunch with", "called", "emailed", "texted", "spoke on the phone with")
    }
    assert list(channels.values()) == ["meeting", "call", "email", "text", "call"]


def test_whom_a_first_name_means_is_settled_by_who_else_is_there(names: PersonRanking) -> None:
    alone = parse_log("lunch with Carol", today=TODAY, names=names)
    assert alone.participants[0].person is None
    assert [ask.about for ask in alone.asks] == ["which"]
    assert [person.name for person in alone.asks[0].choices] == ["Carol King", "Carol Stone"]
    together = parse_log("lunch with Carol and Bob", today=TODAY, names=names)
    carol = together.participants[0].person
    assert carol is not None
    assert (carol.name, carol.reason) == ("Carol King", "met 9 times")
    assert together.asks == ()


def test_a_new_name_is_asked_about_and_never_taken_for_somebody(names: PersonRanking) -> None:
    entry = parse_log("coffee with Zebulon Quux", today=TODAY, names=names)
    assert [mention.text for mention in entry.new_names] == ["Zebulon Quux"]
    assert entry.participants[0].person is None
    assert [ask.about for ask in entry.asks] == ["new"]


def test_the_same_person_named_twice_is_one(names: PersonRanking) -> None:
    entry = parse_log("lunch with Ann Smith, Ann needs a tutor", today=TODAY, names=names)
    assert [mention.text for mention in entry.mentions] == ["Ann Smith"]


def test_a_clause_that_could_be_about_two_people_is_asked_about_and_kept(
    names: PersonRanking,
) -> None:
    entry = parse_log("lunch with Ann and Bob, needs a lawyer", today=TODAY, names=names)
    assert entry.needs == ()
    assert [note.text for note in entry.notes] == ["needs a lawyer"]
    assert [ask.about for ask in entry.asks] == ["who"]


def test_a_line_without_a_date_is_of_today(names: PersonRanking) -> None:
    entry = parse_log("lunch with Ann", today=TODAY, names=names)
    assert (entry.when, entry.when_span, entry.precision) == (TODAY, None, "day")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_any_line_can_be_read_and_its_spans_lie_in_it(text: str) -> None:
    entry = parse_log(text, today=TODAY)
    spans = [part.span for part in entry.mentions]
    spans += [part.span for part in entry.notes] + [part.span for part in entry.asks]
    spans += [part.span for part in entry.needs] + [part.span for part in entry.promises]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
