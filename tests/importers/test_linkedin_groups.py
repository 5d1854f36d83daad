"""Conversations of several: introductions made, and hints of who knows whom."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.model.events import (
    Acquaintance,
    Introduction,
    Step,
    event_id,
)
from netkit.ties.acquaintance import co_presence
from tests.importers.linkedin_case import (
    ANA,
    BO,
    ME,
)

if TYPE_CHECKING:
    from pathlib import Path
from tests.importers.linkedin_case import message_line, tell_messages

GROUP = f'"Ana Lima, Bo Li","{ANA},{BO}"'


@pytest.mark.parametrize(
    "text",
    [
        "Let me introduce you to each other", "A quick intro: Ana builds wind farms",
        "You two should meet", "Happy to connect you two", "Introducing Ana and Bo",
        "I wanted to put you in touch", "E-intro as promised", "Time that you meet each other",
    ],
)  # fmt: skip
def test_a_first_message_to_two_that_introduces_them_is_an_introduction_made(
    tmp_path: Path, text: str
) -> None:
    told = tell_messages(tmp_path, message_line(sender=f"Mia Owner,{ME}", to=GROUP, content=text))
    (made,) = told.events(Introduction)
    assert made.broker == told.owner.handles[0].person_id
    assert {made.a, made.b} == {told.id_of("Ana Lima"), told.id_of("Bo Li")}
    (step,) = told.events(Step)
    assert (step.of, step.to, step.at) == (event_id(made), "made", made.at)


def test_somebody_who_introduces_the_owner_is_the_broker(tmp_path: Path) -> None:
    to = f'"Mia Owner,Bo Li","{ME},{BO}"'
    told = tell_messages(tmp_path, message_line(to=to, content="Mia - let me introduce Bo"))
    (made,) = told.events(Introduction)
    assert made.broker == told.id_of("Ana Lima")
    assert told.owner.handles[0].person_id in {made.a, made.b}


@pytest.mark.parametrize(
    "lines",
    [
        [message_line(sender=f"Mia Owner,{ME}", to=GROUP, content="Lunch on Friday?")],
        [message_line(sender=f"Mia Owner,{ME}", to=f"Ana Lima,{ANA}",
                      content="I will introduce you")],
        [
            message_line(sender=f"Mia Owner,{ME}", to=GROUP, content="Hello"),
            message_line(to=f'"Mia Owner,Bo Li","{ME},{BO}"', at="2024-05-02 08:00:00 UTC",
                         content="thanks for the introduction"),
        ],
        [message_line(sender=f"Mia Owner,{ME}", to=GROUP, content="Let me introduce myself")],
        [message_line(sender=f"Mia Owner,{ME}", to=f'"Ana Lima, Bo Li, Cy","{ANA},{BO},{ANA}-cy"',
                      content="Let me introduce you all")],
    ],
    ids=["no words of it", "to one", "not the first", "oneself", "to three"],
)  # fmt: skip
def test_what_is_no_introduction_is_none(tmp_path: Path, lines: list[str]) -> None:
    assert tell_messages(tmp_path, *lines).events(Introduction) == []


def test_a_group_thread_is_one_weak_hint_for_each_two_of_the_others(tmp_path: Path) -> None:
    told = tell_messages(
        tmp_path,
        message_line(sender=f"Mia Owner,{ME}", to=GROUP, content="Lunch?"),
        message_line(
            to=f'"Mia Owner,Bo Li","{ME},{BO}"', at="2024-05-02 08:00:00 UTC", content="Yes"
        ),
    )
    (hint,) = told.events(Acquaintance)
    assert {hint.a, hint.b} == {told.id_of("Ana Lima"), told.id_of("Bo Li")}
    assert (hint.seen, hint.weight) == (False, co_presence(3, "thread"))
    assert hint.at == datetime(2024, 5, 1, tzinfo=UTC)


def test_a_thread_of_more_than_twenty_says_nothing_of_who_knows_whom(tmp_path: Path) -> None:
    others = [f"https://www.linkedin.com/in/p-{n}" for n in range(20)]
    names = ", ".join(f"P {n}" for n in range(20))
    told = tell_messages(
        tmp_path, message_line(sender=f"Mia Owner,{ME}", to=f'"{names}","{",".join(others)}"')
    )
    assert told.events(Acquaintance) == []
    assert len(told.people) == 21
