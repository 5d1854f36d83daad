"""A small invented circle for the contract tests: me, Ann, Bob and Cid, told by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from netkit.model.events import Acquaintance, Event, Favour, Interaction, Need, Step, event_id
from netkit.model.people import Affiliation, Claim, Handle, PersonId
from netkit.store.values import Change

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)

ME = Handle("linkedin", "me")
ANN = Handle("linkedin", "ann")
BOB = Handle("linkedin", "bob")
CID = Handle("email", "cid@example.org")
ANN_MAIL = Handle("email", "ann@example.org")


def wrote(sender: Handle, *receivers: Handle, day: int = 0, mark: str = "") -> Interaction:
    """A message on the given day after 1 January 2026."""
    return Interaction(
        NOON + day * DAY,
        "message",
        sender.person_id,
        tuple(one.person_id for one in receivers),
        thread="t",
        mark=mark,
    )


def need(person: Handle, text: str, day: int = 0) -> Need:
    return Need(NOON + day * DAY, person.person_id, text)


def favour(giver: Handle, receiver: Handle, text: str = "", day: int = 0) -> Favour:
    return Favour(NOON + day * DAY, giver.person_id, receiver.person_id, "advice", text)


def closed(event: Event, day: int) -> Step:
    return Step(NOON + day * DAY, event_id(event), "closed")


def circle(*events: Event, label: str = "circle") -> Change:
    """The four people, two of them with a job, and whatever happened."""
    names = {ME: "Me Myself", ANN: "Ann Müller", BOB: "Bob O'Ray", CID: "Cid López-Ray"}
    return Change(
        label,
        NOON,
        handles=[(handle, handle.person_id) for handle in names],
        owners=[ME.person_id],
        claims=[Claim(h.person_id, "name", name, NOON) for h, name in names.items()],
        affiliations=[
            Affiliation(ANN.person_id, "ACME, Inc.", "IP attorney", seen_at=NOON),
            Affiliation(BOB.person_id, "Beta GmbH", "Engineer", seen_at=NOON),
        ],
        events=events,
    )


#: A few of everything that can be said.
BUSY: tuple[Event, ...] = (
    wrote(ME, ANN, day=0),
    wrote(ANN, ME, day=0, mark="reply"),
    wrote(ANN, ME, day=10),
    wrote(ME, ANN, BOB, day=20),
    wrote(BOB, ME, ANN, day=21),
    need(BOB, "a patent lawyer"),
    Favour(NOON, ME.person_id, ANN.person_id, "advice", value=2),
    Acquaintance(NOON, ANN.person_id, BOB.person_id, "both in a thread", 0.5),
)


def pid(handle: Handle) -> PersonId:
    return handle.person_id
