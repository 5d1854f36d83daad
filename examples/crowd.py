"""The owner and the people around: who they are, from where they are known, since when."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass
from netkit.model.names import fold

from .cast import CAST, CastMember
from .circles import CIRCLES, CITIES, Circle
from .names import HOMONYMS, HOSTILE_NAME, ODD_NAMES, email_for, fresh_names, slug_for
from .people import Contact, Job, Owner, Person, Study
from .rhythms import SHARES
from .trades import TRADES, Trade, companies

if TYPE_CHECKING:
    import random

__all__ = ["HOSTILE_COMPANY", "connections", "midnight", "owner", "strangers"]

HOSTILE_COMPANY = "=cmd|'/C calc'!A0"

_TRADES = {trade.name: trade for trade in TRADES}
_CIRCLES = {circle.name: circle for circle in CIRCLES}
_YEAR = timedelta(days=365.25)
_SLOW_RHYTHMS = {"dormant": 3.0, "revived": 2.5, "fading": 1.5}
"""Rhythms that take time, and how many years of acquaintance they need at least."""

_STRANGERS_TALK = ("unanswered", "brief")

# Numbers that Ofcom and the Bundesnetzagentur keep free for fiction; three digits follow.
_FICTION_NUMBERS: tuple[str, ...] = (
    "+44 20 7946 0", "+49 30 23125 ", "+49 40 66969 ", "+49 221 4710 ",
    "+49 69 90009 ", "+49 89 99998 ",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sketch:
    """A sketch settles part of a connection before the rest is drawn; empty means draw it."""

    first: str
    last: str
    company: str = ""
    rhythm: str = ""
    cast: CastMember | None = None


def midnight(day: date) -> datetime:
    """Return the first moment of a day, in UTC."""
    return datetime.combine(day, time(), UTC)


def owner(today: date) -> Owner:
    """Return the owner: the same person for every seed, nine years into a career."""
    this = today.replace(day=1)
    first, second = (this.replace(year=this.year - years) for years in (6, 3))
    return Owner(
        first="Mara",
        last="Lindqvist",
        slug="mara-lindqvist-5a1c2e90",
        email="mara.lindqvist@example.org",
        phone="+49 30 23125 999",
        headline="Head of Partnerships at Fernwerk Energy",
        city="Berlin",
        jobs=(
            Job("Fernwerk Energy", "Head of Partnerships", "Berlin", second, None),
            Job("Brightwater Health", "Product Manager", "Lisbon", first, second),
            Job("Halden Instruments", "Test Engineer", "Gothenburg",
                this.replace(year=this.year - 9), first),
        ),
        studies=(
            Study("Hohenfels Institute of Technology", "M.Sc. Electrical Engineering",
                  this.year - 14, this.year - 9),
        ),
        skills=("Partnerships", "Energy Storage", "Product Management", "Negotiation",
                "Public Speaking", "Test Engineering"),
    )  # fmt: skip


def connections(
    rng: random.Random, today: date, count: int, *, hostile: bool
) -> tuple[Contact, ...]:
    """Invent `count` connections: the cast, the odd names, pairs of one name, and a crowd."""
    sketches = [_Sketch(member.first, member.last, cast=member) for member in CAST]
    if hostile:
        sketches.append(_Sketch(*HOSTILE_NAME, rhythm="regular"))
        sketches.append(_Sketch("Eve", "Formula", company=HOSTILE_COMPANY, rhythm="regular"))
    sketches += [_Sketch(first, last) for first, last in (*ODD_NAMES, *HOMONYMS, *HOMONYMS)]
    taken = {fold(f"{sketch.first} {sketch.last}") for sketch in sketches}
    fresh = fresh_names(rng, taken | {fold("Mara Lindqvist")})
    sketches += [_Sketch(*next(fresh)) for _ in range(count - len(sketches))]
    draw = _Draw(rng, today, count)
    return tuple(
        draw.connection(Person(number), sketch)
        for number, sketch in enumerate(sketches[:count], start=1)
    )


def strangers(rng: random.Random, today: date, known: tuple[Contact, ...]) -> tuple[Contact, ...]:
    """Invent people who are not connected: they write, were invited, or stand in an address book.

    Their circle says which: ``inbox``, ``hidden`` (they wrote and are hidden by now), ``invited``
    or ``address book``.
    """
    taken = {fold(contact.full_name) for contact in known} | {fold("Mara Lindqvist")}
    fresh = fresh_names(rng, taken)
    many = len(known)
    kinds = (
        *["inbox"] * (many // 35), *["hidden"] * (many // 60),
        *["invited"] * (many // 60), *["address book"] * (many // 40),
    )  # fmt: skip
    draw = _Draw(rng, today, many)
    return tuple(
        draw.stranger(Person(number), next(fresh), kind)
        for number, kind in enumerate(kinds, start=many + 1)
    )


class _Draw:
    """Draws people one after the other from one random source."""

    def __init__(self, rng: random.Random, today: date, people: int) -> None:
        self.rng = rng
        self.end = midnight(today)
        self.people = people

    def connection(self, number: Person, sketch: _Sketch) -> Contact:
        """Complete a sketch."""
        rng = self.rng
        if sketch.cast is not None:
            return self._member(number, sketch.cast)
        circle = rng.choices(CIRCLES, [circle.share for circle in CIRCLES])[0]
        trade = self._trade(circle)
        years = circle.last + (circle.first - circle.last) * rng.random()
        name = f"{sketch.first} {sketch.last}".strip()
        return Contact(
            id=number,
            first=sketch.first,
            last=sketch.last,
            slug=slug_for(name, number),
            email=email_for(name, number),
            shares_email=rng.random() < 0.05,
            phone=_phone(number),
            company=sketch.company or self._company(trade, circle.home),
            title=rng.choice(trade.titles),
            city=circle.city if circle.city and rng.random() < 0.6 else rng.choice(CITIES),
            trade=trade.name,
            skills=trade.skills,
            circle=circle.name,
            rhythm=sketch.rhythm or self._rhythm(years),
            connected_at=self._ago(years),
        )

    def stranger(self, number: Person, name: tuple[str, str], kind: str) -> Contact:
        """Invent somebody who is not connected; ``hidden`` takes the name away again."""
        rng = self.rng
        hidden = kind == "hidden"
        first, last = ("LinkedIn", "Member") if hidden else name
        trade = rng.choices(TRADES, [trade.share for trade in TRADES])[0]
        full = " ".join(name)
        return Contact(
            id=number,
            first=first,
            last=last,
            slug="" if hidden else slug_for(full, number),
            email=email_for(full, number),
            shares_email=False,
            phone="" if hidden else _phone(number),
            company=self._company(trade, ""),
            title=rng.choice(trade.titles),
            city=rng.choice(CITIES),
            trade=trade.name,
            skills=trade.skills,
            circle=kind,
            rhythm=rng.choice(_STRANGERS_TALK) if kind in ("inbox", "hidden") else "silent",
            connected_at=None,
        )

    def _member(self, number: Person, member: CastMember) -> Contact:
        """Turn a hand-written person into a contact."""
        name = f"{member.first} {member.last}"
        return Contact(
            id=number,
            first=member.first,
            last=member.last,
            slug=slug_for(name, number),
            email=email_for(name, number),
            shares_email=number % 5 == 1,
            phone=_phone(number),
            company=member.company,
            title=member.title,
            city=member.city,
            trade=member.trade,
            skills=_TRADES[member.trade].skills,
            circle=_CIRCLES[member.circle].name,
            rhythm=member.rhythm,
            connected_at=self._ago(member.years),
        )

    def _trade(self, circle: Circle) -> Trade:
        """Draw a trade: mostly one of the circle's, sometimes any."""
        names = circle.trades if self.rng.random() < 0.85 else tuple(_TRADES)
        return self.rng.choices(
            [_TRADES[name] for name in names], [_TRADES[name].share for name in names]
        )[0]

    def _company(self, trade: Trade, home: str) -> str:
        """Draw today's employer: some are still where the owner met them; few firms are large."""
        if home and self.rng.random() < 0.45:
            return home
        names = companies(self.rng.choice(trade.company_kinds), self.people)
        return names[int(len(names) * self.rng.random() ** 2)]

    def _rhythm(self, years: float) -> str:
        """Draw a rhythm that the time since the connection allows."""
        rhythm = self.rng.choices(tuple(SHARES), tuple(SHARES.values()))[0]
        return "brief" if years < _SLOW_RHYTHMS.get(rhythm, 0.0) else rhythm

    def _ago(self, years: float) -> datetime:
        """Return a full minute so many years before today, at least a day."""
        moment = self.end - max(_YEAR * years, timedelta(days=1))
        minutes = int(self.rng.random() * 12 * 60)
        return moment.replace(hour=7 + minutes // 60, minute=minutes % 60, second=0, microsecond=0)


def _phone(number: int) -> str:
    """Return a number of its own from those kept free for fiction; empty when they run out."""
    block, digits = divmod(number, 999)
    return f"{_FICTION_NUMBERS[block]}{digits:03d}" if block < len(_FICTION_NUMBERS) else ""
