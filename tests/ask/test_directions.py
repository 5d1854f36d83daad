"""A question goes one way: who introduced, promised, owes or needs, and to whom."""

from __future__ import annotations

from functools import partial

from netkit.language.name_index import NO_NAMES
from tests.ask import question_sets

command_of = partial(question_sets.command_of, names=NO_NAMES)


def test_who_introduces_whom_decides() -> None:
    assert command_of("Who could I introduce to Ann?") == ("introduce", "Ann")
    assert command_of("Who could introduce me to Ann?") == ("reach", "Ann")
    assert command_of("Who introduced me to Ann?") == ("intro", "list", "--to", "me", "Ann")
    assert command_of("Did I introduce Ann to Bob?") == ("intro", "list", "Ann", "Bob")


def test_who_promised_whom_decides() -> None:
    assert command_of("What did I promise?") == ("promises", "--mine")
    assert command_of("What did people promise me?") == ("promises", "--theirs")


def test_who_owes_whom_decides() -> None:
    assert command_of("Who do I owe?") == ("balance", "--owed")
    assert command_of("Who owes me?") == ("balance", "--one-sided")


def test_who_needs_and_who_offers_are_told_apart() -> None:
    assert command_of("Who needs a designer?") == ("people", "list", "--needs", "designer")
    assert command_of("Who could help me find a designer?") == ("who", "--about", "designer")


def test_whether_two_know_each_other_is_asked_and_not_recorded() -> None:
    wanted = ("knows", "Ann", "Bob", "--check")
    assert command_of("Do Ann and Bob know each other?") == wanted
