"""Stalls do not invent: what waits for an answer, and until when to wait for one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from netkit.answers.correspondence import unanswered_theirs
from netkit.answers.stalls import Dealings, stall
from netkit.model.events import Interaction, event_id
from netkit.model.history import Recorded
from netkit.model.people import Person, PersonId
from netkit.ties.outlook import outlook

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ME, ZOE = PersonId("me"), PersonId("zoe")


def _wrote(days_ago: int, sender: PersonId, text: str = "") -> Recorded[Interaction]:
    other = ZOE if sender == ME else ME
    event = Interaction(NOW - timedelta(days=days_ago), "email", sender, (other,), text=text)
    return Recorded(event_id(event), event)


@pytest.mark.parametrize(
    "text",
    [
        "Many thanks for the slides.",
        "Safe travels!",
        "Got it, great.",
        "Nice hearing from you after so long",
        "No need to reply to this",
        "Please find the receipt attached",
        "Thank you for your answer; all clear now",
        "When we were in Bergen it rained all week",
        "I need to catch a train, more tomorrow",
        "The album is at https://pics.example/a?id=7",
        "Danke dir für deine Antwort",
        "Wie versprochen die Fotos vom Fest",
        "Merci pour tout",
    ],
)
def test_a_message_that_asks_nothing_waits_for_no_answer(text: str) -> None:
    assert unanswered_theirs([_wrote(20, ZOE, text)], ME, NOW) is None


@pytest.mark.parametrize(
    "text",
    [
        "Are you in Porto?",
        "Please send me the plan",
        "",
        "Thanks! Which train do you take",
        "Could we move the call to Thursday",
        "Let me know if Monday suits",
        "I need the figures by noon",
        "Any news from the landlord",
        "Kannst du mir die Liste schicken",
        "Bitte um Rückmeldung bis Freitag",
        "Pourriez-vous confirmer la date",
        "¿Vienes a la cena?",
    ],
)
def test_a_message_that_asks_or_whose_words_are_unknown_waits(text: str) -> None:
    assert unanswered_theirs([_wrote(20, ZOE, text)], ME, NOW) is not None


def test_after_three_messages_one_waits_until_the_rhythm_is_over() -> None:
    letters = [_wrote(days, ME) for days in (10, 15, 20)]
    monthly = [int(NOW.timestamp() // 86_400) - days for days in (10, 15, 20, 50, 80, 110, 140)]
    view = outlook(monthly, int(NOW.timestamp() // 86_400))
    verdict = stall(Dealings(Person(ZOE, "Zoe"), None, view, letters), ME, NOW)
    # usually 30 days, twice that is out of the ordinary: 60 days from the last message
    assert verdict.next_act.startswith("stop and wait until 9 January 2027: 3 messages are enough")
