"""Invent conversations: who talks with whom, when, and in which thread."""

from __future__ import annotations

import base64
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass

from . import talk
from .cast import CAST, INTRODUCTIONS
from .crowd import midnight
from .people import OWNER, Contact, Conversation, Message, Owner, Person
from .rhythms import WEIGHTS, moments, settle

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

__all__ = ["converse"]

_GROUP_SHARE = 0.06
"""Of all messages, those that are written in groups."""
_GROUP_TITLES = ("reunion", "Thursday lunch", "reading group", "trip, 2nd try", "panel")
_DAY = timedelta(days=1)


def _quotas(weights: Sequence[float], total: int) -> list[int]:
    """Share `total` out by weight, in whole numbers that add up to it."""
    whole = sum(weights) or 1.0
    bounds = [round(total * part / whole) for part in accumulate(weights)]
    return [after - before for before, after in zip([0, *bounds], bounds, strict=False)]


@dataclass(frozen=True, slots=True)
class _Group:
    """A group to be: its members with the owner first, and before when it cannot have met."""

    title: str
    members: tuple[Person, ...]
    start: datetime


def converse(
    rng: random.Random, seed: int, today: date, me: Owner, people: Sequence[Contact], total: int
) -> tuple[tuple[Conversation, ...], list[Message]]:
    """Invent all threads and the `total` messages in them, in the order of the threads."""
    end = midnight(today)
    threads: list[Conversation] = []
    talks: list[Message] = []
    groups = [*_introductions(people, end), *_groups(rng, people, end)]
    sizes = _quotas([1 + 2 * rng.random() for _ in groups], round(total * _GROUP_SHARE))
    for group, count in zip(groups, sizes, strict=True):
        talks += _group_messages(rng, len(threads), group, count, end)
        threads.append(Conversation(_thread_id(seed, len(threads)), group.title, group.members))
    talkers = [contact for contact in people if WEIGHTS[contact.rhythm]]
    weights = [WEIGHTS[contact.rhythm] * rng.lognormvariate(0.0, 0.6) for contact in talkers]
    for contact, count in zip(talkers, _quotas(weights, total - len(talks)), strict=True):
        if count:
            talks += _pair_messages(rng, len(threads), me, contact, count, end)
            threads.append(Conversation(_thread_id(seed, len(threads)), "", (OWNER, contact.id)))
    return tuple(threads), talks


def _thread_id(seed: int, number: int) -> str:
    """Make an id that looks like LinkedIn's."""
    return "2-" + base64.b64encode(f"thread-{seed:04d}-{number:06d}_012".encode()).decode()


def _introductions(people: Sequence[Contact], end: datetime) -> list[_Group]:
    """Return the threads in which the owner introduced people of the cast."""
    ids = {contact.full_name: contact.id for contact in people[: len(CAST)]}
    return [
        _Group(f"{a.split()[0]}, meet {b.split()[0]}", (OWNER, ids[a], ids[b]), end - _DAY * ago)
        for a, b, ago, _ in INTRODUCTIONS
    ]


def _groups(rng: random.Random, people: Sequence[Contact], end: datetime) -> list[_Group]:
    """Choose groups within circles; some hold a person who is hidden by now."""
    by_circle: dict[str, list[Contact]] = {}
    for contact in people:
        if contact.connected_at:
            by_circle.setdefault(contact.circle, []).append(contact)
    hidden = [contact.id for contact in people if contact.is_hidden]
    groups: list[_Group] = []
    for number in range(max(4, len(people) // 50)):
        circle = rng.choice(sorted(by_circle))
        size = min(rng.randint(2, 6), len(by_circle[circle]))
        members = rng.sample(by_circle[circle], size)
        ids = [contact.id for contact in members]
        if hidden and number % 8 == 7:
            ids.append(rng.choice(hidden))
        start = max(contact.connected_at or end for contact in members)
        title = "" if number % 3 == 0 else f"{circle}: {rng.choice(_GROUP_TITLES)}"
        groups.append(_Group(title, (OWNER, *ids), start))
    return groups


def _group_messages(
    rng: random.Random, thread: int, group: _Group, count: int, end: datetime
) -> list[Message]:
    """Invent what a group says within one or two fortnights."""
    days = moments(rng, "burst", min(group.start, end - _DAY), end, count)
    return [
        Message(thread, rng.choice(group.members), moment, talk.group_text(rng))
        for moment in settle(rng, days, end)
    ]


def _pair_messages(
    rng: random.Random, thread: int, me: Owner, contact: Contact, count: int, end: datetime
) -> list[Message]:
    """Invent what two people say: sittings of one to four messages, taking turns."""
    start = contact.connected_at or end - timedelta(days=30 + rng.random() * 2000)
    sittings = _sittings(rng, count)
    begins = moments(rng, contact.rhythm, min(start, end - _DAY), end, len(sittings))
    days = [day for day, size in zip(begins, sittings, strict=True) for _ in range(size)]
    turns = [turn for size in sittings for turn in range(size)]
    said: list[Message] = []
    by_owner = False
    for moment, turn in zip(settle(rng, days, end), turns, strict=True):
        by_owner = not by_owner if turn else rng.random() < 0.5
        if contact.rhythm in ("unanswered", "unheard"):
            by_owner = contact.rhythm == "unheard"
        words = talk.text(rng, contact, me.first, by_owner=by_owner, opening=turn == 0)
        said.append(Message(thread, OWNER if by_owner else contact.id, moment, words))
    return said


def _sittings(rng: random.Random, count: int) -> list[int]:
    """Split `count` messages into sittings of one to four."""
    sizes: list[int] = []
    while count:
        size = min(count, 1 + int(rng.random() * 4))
        sizes.append(size)
        count -= size
    return sizes
