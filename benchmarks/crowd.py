"""An invented network larger than any archive, written straight into a store in some changes."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from netkit.examples.names import fresh_names, slug_for
from netkit.examples.trades import TRADES, Trade, companies

from netkit.importing import recalibrate
from netkit.model.events import Acquaintance, Connected, Event, Favour, Interaction, Need, Offer
from netkit.model.people import Affiliation, Claim, Handle, PersonId
from netkit.store import open_store
from netkit.store.values import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["NOW", "build", "later"]

#: The day on which the first report is made; the second comes a week later.
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
_YEARS = 9
_PER_CHANGE = 30_000
#: Each tie's number of contacts is a Pareto variable of this shape, cut off at some times the
#: smallest: many have one, some hundreds.
_SHAPE, _MOST = 1.15, 200.0
_SAID = (
    "Thank you for yesterday, that was good to hear.",
    "Shall we speak on Thursday about the second draft?",
    "I read the piece you sent: the second half convinced me.",
    "Have a look at this when you have a quiet minute.",
    "Happy to help. Whom do you need to meet?",
    "",
)
_OWNER = Handle("linkedin", "owner-of-a-large-network")


@dataclass(frozen=True, slots=True)
class _Somebody:
    handle: Handle
    name: str
    trade: Trade

    @property
    def id(self) -> PersonId:
        return self.handle.person_id


def build(file: Path, people: int, interactions: int) -> None:
    """Write a network of so many people and about so many interactions into a new file.

    Told on stderr, change by change; each is one of `_PER_CHANGE` people with all that was said
    of them, so that memory stays that of one of them.
    """
    store = open_store(file)
    rng = random.Random(people)
    names = fresh_names(rng, set())
    owners: Sequence[PersonId] = [_OWNER.person_id]
    for start in range(0, people, _PER_CHANGE):
        some = _somebodies(rng, names, start, min(_PER_CHANGE, people - start))
        events = list(_events(rng, some, interactions * len(some) // people, people))
        receipt = store.append(_change(rng, some, events, owners, people))
        owners = ()
        sys.stderr.write(f"{start + len(some):,} people, {receipt.new.interactions:,} contacts\n")
    recalibrate(store)
    store.close()


def later(file: Path, people: int) -> None:
    """Let a week pass: contacts with one in fifty, new jobs for some of them, new people."""
    store = open_store(file, create=False)
    rng = random.Random(people + 1)
    owner, known = store.owners()[0], [one.id for one in store.people() if not one.owner]
    touched = rng.sample(known, people // 50)
    until = NOW + timedelta(days=7)
    events: list[Event] = [
        _contact(rng, owner, pid, until - timedelta(days=rng.random() * 6.9)) for pid in touched
    ]
    fresh = _somebodies(rng, fresh_names(rng, set()), people, people // 300)
    moved = [_job(rng, pid, rng.choice(TRADES), people, until) for pid in touched[: people // 300]]
    change = _change(rng, fresh, events, (), people)
    jobs = [*change.affiliations, *moved]
    store.append(Change("a week", until, change.handles, (), claims=change.claims,
                        affiliations=jobs, events=change.events))  # fmt: skip
    store.close()


def _somebodies(
    rng: random.Random, names: Iterator[tuple[str, str]], start: int, count: int
) -> list[_Somebody]:
    shares = [trade.share for trade in TRADES]
    found = []
    for number, (first, last) in enumerate(islice(names, count), start):
        name = f"{first} {last}"
        trade = rng.choices(TRADES, shares)[0]
        found.append(_Somebody(Handle("linkedin", slug_for(name, number)), name, trade))
    return found


def _change(
    rng: random.Random,
    some: Sequence[_Somebody],
    events: Sequence[Event],
    owners: Sequence[PersonId],
    people: int,
) -> Change:
    handles = [(one.handle, one.id) for one in some]
    claims = [Claim(one.id, "name", one.name, NOW, origin="linkedin") for one in some]
    claims += [
        Claim(one.id, "skill", skill, NOW, origin="linkedin")
        for one in some
        if rng.random() < 0.15
        for skill in one.trade.skills
    ]
    if owners:
        handles.append((_OWNER, _OWNER.person_id))
        claims.append(Claim(_OWNER.person_id, "name", "Alex Hartmann", NOW, origin="linkedin"))
    jobs = [_job(rng, one.id, one.trade, people, NOW) for one in some]
    return Change("invented", NOW, handles, owners, claims=claims, affiliations=jobs, events=events)


def _job(
    rng: random.Random, person: PersonId, trade: Trade, people: int, seen: datetime
) -> Affiliation:
    firm = rng.choice(companies(rng.choice(trade.company_kinds), people))
    return Affiliation(person, firm, rng.choice(trade.titles), seen_at=seen)


def _events(
    rng: random.Random, some: Sequence[_Somebody], interactions: int, people: int
) -> Iterator[Event]:
    weights = [min(rng.paretovariate(_SHAPE), _MOST) for _ in some]
    scale = interactions / sum(weights)
    for one, weight in zip(some, weights, strict=True):
        first = NOW - timedelta(days=365 * _YEARS * rng.random())
        yield Connected(_whole(first), _OWNER.person_id, one.id, "linkedin")
        last = first + (NOW - first) * (1 if rng.random() < 0.5 else rng.random())
        for _ in range(round(weight * scale + rng.random() - 0.5)):
            yield _contact(rng, _OWNER.person_id, one.id, first + (last - first) * rng.random())
        if rng.random() < 0.45:
            yield Favour(_whole(last), one.id, _OWNER.person_id, "endorsement", source="linkedin")
        if rng.random() < 0.15:
            evidence = f"both in a conversation of {rng.randint(3, 6)} people"
            other = rng.choice(some).id
            if other != one.id:
                yield Acquaintance(_whole(last), one.id, other, evidence, 0.3, source="linkedin")
        if one.trade.needs and rng.random() < 100 / people:
            yield Need(_whole(last), one.id, rng.choice(one.trade.needs))
        if one.trade.offers and rng.random() < 100 / people:
            yield Offer(_whole(last), one.id, rng.choice(one.trade.offers))


def _contact(rng: random.Random, owner: PersonId, person: PersonId, at: datetime) -> Interaction:
    ends = [owner, person]
    rng.shuffle(ends)
    said = rng.choice(_SAID)
    return Interaction(_whole(at), "message", ends[0], (ends[1],), text=said, source="linkedin")


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=0)
