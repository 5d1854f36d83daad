"""An invented professional network, to try netkit on: nobody in it exists.

:func:`invent` makes the same network for the same seed, day and sizes, on every machine. It holds
what a real one holds: former colleagues, fellow students, an industry, two cities and a club; ties
that are regular, fading, dormant or revived; people who need what others offer; and names that
break naive readers. :mod:`netkit.examples.linkedin_archive` writes it as LinkedIn would.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from netkit.errors import UsageError

from . import cast, crowd, talk
from .conversations import converse
from .names import HOMONYMS, HOSTILE_NAME, ODD_NAMES
from .people import (
    OWNER,
    Contact,
    Endorsement,
    Favour,
    Introduction,
    InventedNetwork,
    Invitation,
    Message,
    Note,
    Owner,
    Person,
    Promise,
    Recommendation,
    Wish,
)
from .trades import TRADES

__all__ = ["invent"]

_TALKATIVE = ("regular", "revived", "burst", "fading")
_DAY = timedelta(days=1)


def invent(
    *,
    today: date,
    seed: int = 7,
    people: int = 1200,
    messages: int = 6000,
    hostile: bool = False,
) -> InventedNetwork:
    """Invent a network.

    Parameters
    ----------
    today : the day on which it is looked at; everything in it happened before.
    seed : another seed, another network; the people of the story (:mod:`.cast`) stay.
    people : connections of the owner, at least 100; a few per cent more are not connected.
    messages : messages in all, in groups or with one person.
    hostile : add a person and a company whose names are attacks on pages and spreadsheets.

    Raises
    ------
    UsageError
        Fewer than 100 people: the story and the odd names would not fit.
    """
    if people < 100:
        reason = f"an invented network needs at least 100 people, not {people}"
        raise UsageError(reason)
    me = crowd.owner(today)
    known = crowd.connections(_random(seed, "people"), today, people, hostile=hostile)
    others = crowd.strangers(_random(seed, "strangers"), today, known)
    conversations, talks = converse(
        _random(seed, "messages"), seed, today, me, (*known, *others), messages
    )
    needs, offers, heard = _wishes(_random(seed, "wishes"), known, talks)
    by_name = {contact.full_name: contact.id for contact in known} | {"": OWNER}
    return InventedNetwork(
        seed=seed,
        today=today,
        hostile=hostile,
        owner=me,
        connections=known,
        strangers=others,
        conversations=conversations,
        messages=tuple(
            replace(message, text=heard[index]) if index in heard else message
            for index, message in enumerate(talks)
        ),
        invitations=_invitations(_random(seed, "invitations"), today, me, known, others),
        endorsements=_endorsements(_random(seed, "endorsements"), today, me, known),
        recommendations=_recommendations(_random(seed, "praise"), today, me, known),
        notes=_notes(_random(seed, "notes"), today, known),
        needs=needs,
        offers=offers,
        promises=_promises(today, by_name),
        favours=_favours(today, by_name),
        introductions=_introductions(today, by_name),
        spotlight=by_name[cast.SPOTLIGHT],
    )


def _random(seed: int, part: str) -> random.Random:
    """Return a random source of its own for each part, so that parts do not disturb each other."""
    return random.Random(f"{seed}/{part}")  # noqa: S311 - invented data, no secret


def _wishes(
    rng: random.Random, known: tuple[Contact, ...], talks: list[Message]
) -> tuple[tuple[Wish, ...], tuple[Wish, ...], dict[int, str]]:
    """Choose needs and offers, and the messages (by index) in which they are said."""
    last = {message.sender: index for index, message in enumerate(talks)}
    needs: list[Wish] = []
    offers: list[Wish] = []
    heard: dict[int, str] = {}
    for person, (wanted, offered) in _wanted(rng, known).items():
        since = known[person - 1].connected_at
        index = last.get(person)
        moment = talks[index].sent_at if index is not None else since
        if moment is None or not (wanted or offered):
            continue
        if index is not None:
            heard[index] = talk.said(wanted[0] if wanted else "", offered)
        needs += [Wish(person, need, moment.date()) for need in wanted]
        offers += [Wish(person, offered, moment.date())] if offered else []
    return tuple(needs), tuple(offers), heard


def _wanted(
    rng: random.Random, known: tuple[Contact, ...]
) -> dict[Person, tuple[tuple[str, ...], str]]:
    """Choose what people need and offer: the cast, and lively ties whose names are plain."""
    chosen = {
        Person(number): ((member.need, *member.more_needs), member.offer)
        for number, member in enumerate(cast.CAST, start=1)
    }
    trades = {trade.name: trade for trade in TRADES}
    special = {*HOMONYMS, *ODD_NAMES, HOSTILE_NAME}
    lively = [
        contact
        for contact in known[len(cast.CAST) :]
        if contact.rhythm in _TALKATIVE and (contact.first, contact.last) not in special
    ]
    for contact in rng.sample(lively, min(len(lively), len(known) // 20)):
        trade = trades[contact.trade]
        need = (rng.choice(trade.needs),) if rng.random() < 0.6 else ()
        chosen[contact.id] = (need, rng.choice(trade.offers) if rng.random() < 0.8 else "")
    return chosen


def _invitations(
    rng: random.Random,
    today: date,
    me: Owner,
    known: tuple[Contact, ...],
    others: tuple[Contact, ...],
) -> tuple[Invitation, ...]:
    """Invent the invitations of seven in ten connections, and those still open."""
    asked: list[Invitation] = []
    for contact in (*known, *(c for c in others if c.circle == "invited")):
        at = contact.connected_at
        if at is not None and rng.random() > 0.7:
            continue
        before = rng.random() * (10 if at else 90)
        moment = (at or crowd.midnight(today)) - timedelta(days=before)
        by_owner = rng.random() < 0.5
        note = talk.invitation_note(rng, contact, me.first, by_owner=by_owner)
        pair = (OWNER, contact.id) if by_owner else (contact.id, OWNER)
        asked.append(Invitation(*pair, moment.replace(second=0, microsecond=0), note))
    return tuple(asked)


def _endorsements(
    rng: random.Random, today: date, me: Owner, known: tuple[Contact, ...]
) -> tuple[Endorsement, ...]:
    """Invent endorsements both ways, at most one for a skill; nine in ten were accepted."""
    given: list[Endorsement] = []
    end = crowd.midnight(today)
    for contact in known:
        start = contact.connected_at or end
        for giver, receiver, skills in (
            (contact.id, OWNER, me.skills), (OWNER, contact.id, contact.skills),
        ):  # fmt: skip
            chance = 0.45 if contact.rhythm in _TALKATIVE else 0.12
            many = (rng.random() < chance) + (rng.random() < chance / 3)
            for skill in rng.sample(skills, many):
                moment = start + (end - start) * rng.random()
                moment = moment.replace(microsecond=0)
                given.append(Endorsement(giver, receiver, skill, moment, rng.random() < 0.9))
    return tuple(given)


def _recommendations(
    rng: random.Random, today: date, me: Owner, known: tuple[Contact, ...]
) -> tuple[Recommendation, ...]:
    """Invent recommendations both ways; files name them without an address, so names are unique."""
    end = crowd.midnight(today)
    close = [
        contact
        for contact in known
        if contact.rhythm in ("regular", "fading", "dormant")
        and (contact.first, contact.last) not in HOMONYMS
    ]
    written: list[Recommendation] = []
    for number, contact in enumerate(rng.sample(close, min(len(close), max(6, len(known) // 40)))):
        start = contact.connected_at or end
        moment = (start + (end - start) * rng.random()).replace(second=0, microsecond=0)
        by_owner = number % 2 == 0
        pair = (OWNER, contact.id) if by_owner else (contact.id, OWNER)
        name = contact.first.strip() if by_owner else me.first
        words = talk.recommendation(rng, contact, name)
        written.append(Recommendation(*pair, words, moment, visible=number % 7 != 6))
    return tuple(written)


def _notes(rng: random.Random, today: date, known: tuple[Contact, ...]) -> tuple[Note, ...]:
    """Write down what the owner noted about the cast and a few others."""
    end = crowd.midnight(today)
    notes = [
        Note(Person(number), member.note, end - _DAY * (20 + 9 * number))
        for number, member in enumerate(cast.CAST, start=1)
        if member.note
    ]
    for contact in rng.sample(known[len(cast.CAST) :], len(known) // 60):
        words = rng.choice(
            (
                f"Moved to {contact.city}.",
                f"Knows a lot about {contact.skills[0]}.",
                "Met at the conference, has twins.",
                "Prefers mail, not calls.",
            )
        )
        notes.append(Note(contact.id, words, end - _DAY * rng.randint(1, 300)))
    return tuple(notes)


def _promises(today: date, by_name: dict[str, Person]) -> tuple[Promise, ...]:
    """Date the promises of the story."""
    return tuple(
        Promise(by_name[giver], by_name[receiver], text, today - _DAY * made, today + _DAY * due)
        for giver, receiver, text, made, due in cast.PROMISES
    )


def _favours(today: date, by_name: dict[str, Person]) -> tuple[Favour, ...]:
    """Date the favours of the story."""
    return tuple(
        Favour(by_name[giver], by_name[receiver], kind, text, today - _DAY * ago, value)
        for giver, receiver, kind, text, ago, value in cast.FAVOURS
    )


def _introductions(today: date, by_name: dict[str, Person]) -> tuple[Introduction, ...]:
    """Date the introductions of the story."""
    return tuple(
        Introduction(by_name[a], by_name[b], today - _DAY * ago, outcome)
        for a, b, ago, outcome in cast.INTRODUCTIONS
    )
