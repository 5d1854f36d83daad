"""The invented circle again, in a mailbox, a calendar, two address books and a table.

Some of the people are in LinkedIn too. Where a file gives the same e-mail address as LinkedIn, or
the profile's link, they are the same person without question; where only the name is the same
(often with another employer), nobody can tell and netkit must ask.
"""

from __future__ import annotations

import dataclasses
import random
from datetime import datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass, replace

from . import other_formats as formats
from .crowd import midnight
from .linkedin_shape import Rows
from .names import HOMONYMS
from .other_formats import Address, Card, Mail, Meeting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from .people import Contact, InventedNetwork, Person

__all__ = ["Found", "Sources", "write_sources"]

_OTHER_EMPLOYER = "Quite Another Company"


@dataclass(frozen=True, slots=True)
class Found:
    """The counts say what a reader of one file must find in it, imported alone.

    ``people`` leaves out the owner; ``acquaintances`` are pairs who were in one mail or meeting.
    """

    file: str
    people: int
    interactions: int = 0
    acquaintances: int = 0
    skipped: tuple[Rows, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """The files together.

    people : in all files of this module, imported into an empty network
    newcomers : how many of them a LinkedIn archive of the same network (2023 or later), imported
        before, does not know by address or link
    joined : connections who are recognized, by an address or a link that LinkedIn shows too
    doubtful : connections who appear here with a name only that LinkedIn knows: never joined
        by themselves, to be asked about
    """

    found: tuple[Found, ...]
    people: int
    newcomers: int
    joined: tuple[Person, ...]
    doubtful: tuple[Person, ...]


@dataclasses.dataclass(slots=True)
class _Count:
    """Count the people, pairs and rows of a file while it is made up."""

    people: set[str] = dataclasses.field(default_factory=set)
    pairs: set[tuple[str, str]] = dataclasses.field(default_factory=set)
    interactions: int = 0
    skipped: dict[str, int] = dataclasses.field(default_factory=dict)

    def together(self, people: Iterable[str], times: int = 1) -> None:
        """Count people (by address) who wrote or met, together."""
        known = sorted(set(people))
        self.people.update(known)
        self.pairs.update(combinations(known, 2))
        self.interactions += times

    def skip(self, reason: str, rows: int = 1) -> None:
        """Count what must be left out."""
        self.skipped[reason] = self.skipped.get(reason, 0) + rows

    def found(self, file: str) -> Found:
        """Freeze the counts."""
        skipped = tuple(Rows(file, reason, rows) for reason, rows in self.skipped.items())
        return Found(file, len(self.people), self.interactions, len(self.pairs), skipped)


def write_sources(network: InventedNetwork, folder: Path) -> Sources:
    """Write ``mail.mbox``, ``meetings.ics``, ``cards.vcf``, ``google.csv`` and ``table.csv``.

    Returns what must be found in them. `folder` is made if it is missing.
    """
    rng = random.Random(f"{network.seed}/sources")  # noqa: S311 - invented data, no secret
    circle = _circle(network)
    cards = [_card(contact) for contact in circle]
    makers: dict[str, Callable[[_Count], bytes]] = {
        "mail.mbox": lambda count: _mailbox(rng, network, cards, count),
        "meetings.ics": lambda count: _calendar(rng, network, cards, count),
        "cards.vcf": lambda count: _cards(cards, count),
        "google.csv": lambda count: _google(cards, count),
        "table.csv": lambda count: _table(cards, count),
    }
    folder.mkdir(parents=True, exist_ok=True)
    counts: dict[str, _Count] = {}
    for file, make in makers.items():
        counts[file] = _Count()
        (folder / file).write_bytes(make(counts[file]))
    everybody = {email for count in counts.values() for email in count.people}
    return _sources(circle, cards, everybody, counts)


def _sources(
    circle: Sequence[Contact], cards: Sequence[Card], everybody: set[str], counts: dict[str, _Count]
) -> Sources:
    """Sum up who is recognized and who is not."""
    in_linkedin = {
        contact.email
        for contact, card in zip(circle, cards, strict=True)
        if contact.shares_email or contact.circle == "address book" or card.slug
    }
    here = [contact for contact in circle if contact.email in everybody and contact.connected_at]
    return Sources(
        found=tuple(count.found(file) for file, count in counts.items()),
        people=len(everybody),
        newcomers=len(everybody - in_linkedin),
        joined=tuple(c.id for c in here if c.email in in_linkedin),
        doubtful=tuple(c.id for c in here if c.email not in in_linkedin),
    )


def _circle(network: InventedNetwork) -> list[Contact]:
    """Choose whom the files know: people who share their address, some who do not, strangers."""
    plain = [c for c in network.connections if (c.first, c.last) not in HOMONYMS]
    sharing = [contact for contact in plain if contact.shares_email]
    talking = [c for c in plain if c.rhythm == "regular" and not c.shares_email]
    book = [c for c in network.strangers if c.circle == "address book"]
    inbox = [c for c in network.strangers if c.circle == "inbox"]
    return [*sharing[:60], *talking[:30], *book[:10], *inbox[:10]]


def _card(contact: Contact) -> Card:
    """Make an address book's entry; some who hide their address are known by their profile."""
    known = contact.shares_email or contact.connected_at is None
    elsewhere = not known and contact.id % 3 == 0
    return Card(
        first=contact.first,
        last=contact.last,
        email=contact.email,
        phone=contact.phone if known else "",
        company=_OTHER_EMPLOYER if elsewhere else contact.company,
        title=contact.title,
        city=contact.city,
        slug=contact.slug if not known and contact.id % 3 == 1 else "",
    )


def _address(card: Card) -> Address:
    return card.full_name, card.email


def _mailbox(
    rng: random.Random, network: InventedNetwork, cards: Sequence[Card], count: _Count
) -> bytes:
    """Make up a Gmail Takeout: mails to one or two people, and what is no mail between people."""
    me = (network.owner.full_name, network.owner.email)
    end = midnight(network.today)
    mails: list[Mail] = []
    for number in range(len(cards) * 5):
        friend, other = rng.sample(cards, 2)
        group = number % 6 == 0
        count.together([friend.email, other.email] if group else [friend.email])
        ends = (me, _address(friend)) if number % 2 else (_address(friend), me)
        body = "From here on it is easy:\n\nFrom Monday we row.\n>From Tuesday too." * (
            number % 9 == 0
        )
        mails.append(
            Mail(
                id=f"mail-{number}@mail.example",
                sender=ends[0],
                to=(ends[1],),
                cc=(_address(other),) if group else (),
                sent_at=_ago(rng, end, 1500),
                subject=f"Grüße aus {friend.city}",
                body=body or "See you soon.",
                thread=number // 3,
            )
        )
    noise = list(_noise(rng, me, mails, end, count))
    return formats.mailbox(sorted([*mails, *noise], key=lambda mail: mail.sent_at))


def _noise(
    rng: random.Random, me: Address, mails: Sequence[Mail], end: datetime, count: _Count
) -> Iterable[Mail]:
    """Make up what is no mail between people, and repeat a few that are."""
    crowd = tuple((f"Guest {k}", f"guest{k}@example.net") for k in range(25))
    kinds: tuple[tuple[str, int, Address, tuple[str, ...], tuple[Address, ...]], ...] = (
        ("mailing list", 10, ("Energy List", "list@lists.example"), ("List-Id: <energy>",), ()),
        ("bulk", 5, ("Shop", "news@shop.example"), ("Precedence: bulk",), ()),
        ("automatic", 4, ("Away", "away@example.org"), ("Auto-Submitted: auto-replied",), ()),
        ("no reply", 5, ("Bank", "noreply@bank.example"), (), ()),
        ("too many recipients", 2, ("Host", "host@example.org"), (), crowd),
    )
    for reason, many, sender, extra, to in kinds:
        for number in range(many):
            at = _ago(rng, end, 900)
            id_ = f"{reason.replace(' ', '-')}-{number}@mail.example"
            yield Mail(id_, sender, (me, *to), (), at, "News", "Read on.", 90_000 + number, extra)
        count.skip(reason, many)
    yield from mails[:4]
    count.skip("duplicate", 4)


def _ago(rng: random.Random, end: datetime, days: int) -> datetime:
    """Return a full second before `end`."""
    return end - timedelta(seconds=int(1 + rng.random() * days * 86_400))


def _calendar(
    rng: random.Random, network: InventedNetwork, cards: Sequence[Card], count: _Count
) -> bytes:
    """Make up a calendar: meetings held, declined, cancelled and to come, and a weekly one."""
    me = (network.owner.full_name, network.owner.email)
    end = midnight(network.today)
    meetings: list[Meeting] = []
    for number in range(len(cards)):
        guests = rng.sample(cards, 1 + number % 3)
        begins = _ago(rng, end - timedelta(days=60), 700).replace(minute=0, second=0)
        meetings.append(
            Meeting(
                uid=f"meeting-{number}@calendar.example",
                title="Coffee" if len(guests) == 1 else "Workshop\\, second part",
                begins=begins,
                organizer=me if number % 2 else _address(guests[0]),
                guests=((me, "ACCEPTED"), *((_address(guest), "ACCEPTED") for guest in guests)),
                room="room-4@resource.example" if number % 4 == 0 else "",
                weeks=4 if number == 1 else 1,
            )
        )
        count.together((guest.email for guest in guests), times=meetings[-1].weeks)
    alone = replace(meetings[3], uid="declined", organizer=me, weeks=1)
    alone = replace(alone, guests=((me, "ACCEPTED"), (_address(cards[0]), "DECLINED")))
    later = replace(meetings[3], uid="later", begins=end + timedelta(days=9))
    for reason, meeting in (
        ("nobody else", alone),
        ("to come", later),
        ("cancelled", replace(meetings[4], uid="cancelled", cancelled=True)),
    ):
        meetings.append(meeting)
        count.skip(reason)
    return formats.calendar(meetings)


def _cards(cards: Sequence[Card], count: _Count) -> bytes:
    """Take two thirds of the circle, all with a profile's link among them, into vCards."""
    chosen = [card for number, card in enumerate(cards) if card.slug or number % 3]
    count.people.update(card.email for card in chosen)
    count.skip("broken card")
    return formats.cards(chosen)


def _google(cards: Sequence[Card], count: _Count) -> bytes:
    """Take half of the circle into Google Contacts."""
    chosen = cards[::2]
    count.people.update(card.email for card in chosen)
    return formats.google_contacts(chosen)


def _table(cards: Sequence[Card], count: _Count) -> bytes:
    """Take a third of the circle into a table."""
    chosen = cards[::3]
    count.people.update(card.email for card in chosen)
    count.skip("nobody named")
    return formats.table(chosen)
