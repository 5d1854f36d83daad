"""The invented network: the same for the same arguments, plausible, and awkward on purpose."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from netkit.errors import UsageError

if TYPE_CHECKING:
    from examples.invented import invent
    from examples.people import OWNER, InventedNetwork
else:
    from netkit.examples.invented import invent
    from netkit.examples.people import OWNER, InventedNetwork

TODAY = date(2026, 11, 22)
MIDNIGHT = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def network() -> InventedNetwork:
    return invent(today=TODAY)


def test_the_same_arguments_make_the_same_network(network: InventedNetwork) -> None:
    assert invent(today=TODAY) == network


def test_another_process_with_another_hash_seed_makes_the_same_network(
    network: InventedNetwork,
) -> None:
    program = (
        "from datetime import date; from netkit.examples.invented import invent; "
        "n = invent(today=date(2026, 11, 22)); "
        "print(ascii(n.connections[700]), ascii(n.messages[3000]), ascii(n.endorsements[9]))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONHASHSEED": "4711", "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    mine = (network.connections[700], network.messages[3000], network.endorsements[9])
    assert told.strip() == " ".join(map(ascii, mine))


def test_another_seed_makes_another_crowd_around_the_same_story(network: InventedNetwork) -> None:
    other = invent(today=TODAY, seed=8)
    assert [c.full_name for c in other.connections[:15]] == [
        c.full_name for c in network.connections[:15]
    ]
    assert other.messages != network.messages
    assert other.connections[100:] != network.connections[100:]


def test_the_numbers_asked_for_are_the_numbers_made() -> None:
    network = invent(today=TODAY, people=150, messages=700)
    assert len(network.connections) == 150
    assert len(network.messages) == 700


def test_fewer_than_a_hundred_people_are_refused() -> None:
    with pytest.raises(UsageError, match="at least 100"):
        invent(today=TODAY, people=99)


def test_nothing_happens_after_today(network: InventedNetwork) -> None:
    moments = [message.sent_at for message in network.messages]
    moments += [c.connected_at for c in network.connections if c.connected_at]
    moments += [invitation.sent_at for invitation in network.invitations]
    moments += [endorsement.given_at for endorsement in network.endorsements]
    moments += [recommendation.written_at for recommendation in network.recommendations]
    moments += [note.written_at for note in network.notes]
    assert max(moments) < MIDNIGHT
    assert min(moments) > MIDNIGHT - timedelta(days=366 * 10)


def test_no_two_messages_of_a_thread_share_a_minute(network: InventedNetwork) -> None:
    minutes = Counter((m.conversation, m.sent_at.replace(second=0)) for m in network.messages)
    assert max(minutes.values()) == 1


def test_only_the_planted_names_are_borne_twice(network: InventedNetwork) -> None:
    names = Counter(person.full_name for person in (*network.connections, *network.strangers))
    del names["LinkedIn Member"]
    twice = {name: count for name, count in names.items() if count > 1}
    assert twice == dict.fromkeys(
        ("Wei Zhang", "Maria Silva", "David Kim", "John Smith", "Anna Müller"), 2
    )


def test_slugs_and_addresses_are_unique(network: InventedNetwork) -> None:
    people = (*network.connections, *network.strangers)
    slugs = [person.slug for person in people if person.slug]
    assert len(set(slugs)) == len(slugs)
    assert len({person.email for person in people}) == len(people)


def test_every_rhythm_occurs(network: InventedNetwork) -> None:
    assert {contact.rhythm for contact in network.connections} == {
        "silent", "brief", "regular", "fading", "dormant", "revived", "burst",
        "unanswered", "unheard",
    }  # fmt: skip


def test_rhythms_end_when_they_say(network: InventedNetwork) -> None:
    """Regular and revived ties live now, fading ones just fell silent, dormant ones sleep."""
    last: dict[int, datetime] = {}
    for message in network.messages:
        members = network.conversations[message.conversation].members
        if len(members) == 2:
            last[members[1]] = max(message.sent_at, last.get(members[1], message.sent_at))
    silent_days = {
        rhythm: sorted(
            (MIDNIGHT - last[c.id]).days
            for c in network.connections
            if c.rhythm == rhythm and c.id in last
        )
        for rhythm in ("regular", "fading", "dormant", "revived")
    }
    assert silent_days["regular"][len(silent_days["regular"]) // 2] < 60
    assert silent_days["fading"][0] > 30
    assert silent_days["dormant"][0] > 365
    assert silent_days["revived"][len(silent_days["revived"]) // 2] < 120


def test_one_way_ties_stay_unanswered(network: InventedNetwork) -> None:
    talk: dict[int, set[bool]] = {}
    for message in network.messages:
        members = network.conversations[message.conversation].members
        if len(members) == 2:
            talk.setdefault(members[1], set()).add(message.sender == OWNER)
    for contact in network.connections:
        if contact.rhythm == "unanswered":
            assert talk.get(contact.id, {False}) == {False}
        if contact.rhythm == "unheard":
            assert talk.get(contact.id, {True}) == {True}


def test_what_the_cast_needs_another_offers(network: InventedNetwork) -> None:
    needs = {(network.name(need.person), need.text) for need in network.needs}
    offers = {network.name(offer.person): offer.text for offer in network.offers}
    spotlight = network.name(network.spotlight)
    assert (spotlight, "a patent lawyer who knows batteries and sensors") in needs
    assert offers["Tomasz Wieczorek"] == "patent applications for batteries and sensors"
    assert (spotlight, offers["Amina Diallo"]) in needs
    assert ("Priya Raman", offers["Oluwaseun Adeyemi"]) in needs
    assert ("Oluwaseun Adeyemi", offers["Priya Raman"]) in needs


def test_whoever_needs_or_offers_can_be_named_without_doubt(network: InventedNetwork) -> None:
    names = Counter(contact.full_name for contact in network.connections)
    wishers = {network.name(wish.person) for wish in (*network.needs, *network.offers)}
    assert {names[name] for name in wishers} == {1}


def test_needs_are_said_in_the_messages(network: InventedNetwork) -> None:
    said = {(m.sender, m.sent_at.date()) for m in network.messages if "looking for" in m.text}
    told = {need.person for need in network.needs if (need.person, need.said_on) in said}
    assert len(told) > len({need.person for need in network.needs}) * 0.8
    assert len(network.needs) > 30
    assert len(network.offers) > 30


def test_hostile_names_come_only_when_asked_for(network: InventedNetwork) -> None:
    hostile = invent(today=TODAY, people=120, messages=300, hostile=True)
    names = {contact.first for contact in hostile.connections}
    assert "</script><img src=x onerror=alert(1)>" in names
    assert "=cmd|'/C calc'!A0" in {contact.company for contact in hostile.connections}
    assert not any("<" in contact.full_name for contact in network.connections)
    assert not any(contact.company.startswith("=") for contact in network.connections)


def test_values_are_frozen(network: InventedNetwork) -> None:
    with pytest.raises(AttributeError):
        network.seed = 1  # type: ignore[misc]
    assert replace(network, seed=1).seed == 1
