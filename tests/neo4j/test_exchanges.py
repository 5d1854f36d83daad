"""Contacts packed into exchanges: none lost, each list by time, the newest few read without all."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from netkit.model.events import Interaction
from netkit.store.neo4j.exchanges import all_interactions, contact_of, exchanges_of
from netkit.store.recorded_rows import interaction_row
from tests.circle import ANN, BOB, CID, DAY, ME, NOON, pid

if TYPE_CHECKING:
    from netkit.store.recorded_rows import Row

PEOPLE = [pid(one) for one in (ME, ANN, BOB, CID)]

contacts = st.builds(
    lambda day, sender, others, text, number: interaction_row(
        Interaction(NOON + day * DAY, "email", sender, tuple(others), "", text, "mail", number), 1
    ),
    st.integers(-900, 900),
    st.sampled_from(PEOPLE),
    st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True),
    st.sampled_from(["", "hello"]),
    st.integers(0, 10**6).map(str),
)
rows_of_contacts = st.lists(contacts, max_size=30, unique_by=lambda row: row["uid"])


def unpacked(exchange: dict[str, Any]) -> list[Row]:
    """Say again, slowly, what an exchange says."""
    lists = {
        name: exchange[name] or [""] * exchange["contacts"]
        for name in ("uid", "at", "thread", "text", "mark")
    }
    same = {name: exchange[name] for name in ("sender", "recipients", "channel", "source", "batch")}
    return [
        {**same, **{name: values[number] for name, values in lists.items()}}
        for number in range(exchange["contacts"])
    ]


@given(rows_of_contacts)
def test_an_exchange_says_every_contact_once(rows: list[Row]) -> None:
    found = [row for one in exchanges_of(map(contact_of, rows)) for row in unpacked(one)]
    assert sorted(found, key=lambda row: str(row["uid"])) == sorted(
        rows, key=lambda row: str(row["uid"])
    )


@given(rows_of_contacts)
def test_contacts_of_many_exchanges_come_by_time(rows: list[Row]) -> None:
    packed = sorted(exchanges_of(map(contact_of, rows)), key=lambda one: (one["first"], one["key"]))
    page = [
        [
            *(one[name] for name in ("first", "key", "at", "uid", "thread", "text", "mark")),
            *(one[name] for name in ("channel", "source", "batch", "sender", "recipients")),
        ]
        for one in packed
    ]
    found = [one.id for one in all_interactions(lambda step: page, UTC)]
    assert found == [row["uid"] for row in sorted(rows, key=lambda row: (row["at"], row["uid"]))]


def test_a_long_correspondence_is_several_exchanges() -> None:
    rows = [
        interaction_row(Interaction(NOON, "text", pid(ME), (pid(ANN),), mark=str(number)), 1)
        for number in range(1_200)
    ]
    packed = exchanges_of(map(contact_of, rows))
    assert [one["contacts"] for one in packed] == [500, 500, 200]
    assert len({one["key"] for one in packed}) == 3
