"""From where the owner knows people, and where people live."""

from __future__ import annotations

from netkit.model.frozen import dataclass

__all__ = ["CIRCLES", "CITIES", "Circle"]


@dataclass(frozen=True, slots=True)
class Circle:
    """From where the owner knows people.

    ``share`` is in people of a hundred; connections are made between ``first`` and ``last`` years
    ago; ``home`` is the company of those who are still there, or empty.
    """

    name: str
    share: int
    first: float
    last: float
    trades: tuple[str, ...]
    home: str = ""
    city: str = ""


CITIES: tuple[str, ...] = (
    "Berlin",
    "Berlin",
    "Berlin",
    "Lisbon",
    "Lisbon",
    "Gothenburg",
    "Gothenburg",
    "Hamburg",
    "Munich",
    "London",
    "London",
    "Paris",
    "Porto",
    "Copenhagen",
    "Oslo",
    "Zürich",
    "Vienna",
    "Amsterdam",
    "Milan",
    "Madrid",
    "Warsaw",
    "Prague",
    "Nairobi",
    "Lagos",
    "Bengaluru",
    "Tokyo",
    "Seoul",
    "Toronto",
    "Boston",
    "São Paulo",
)

CIRCLES: tuple[Circle, ...] = (
    Circle(
        "Halden Instruments",
        15,
        9.0,
        6.0,
        ("hardware", "software", "sales", "making", "data"),
        home="Halden Instruments",
        city="Gothenburg",
    ),
    Circle(
        "Brightwater Health",
        17,
        6.2,
        3.0,
        ("software", "product", "medicine", "design", "data", "sales", "hiring"),
        home="Brightwater Health",
        city="Lisbon",
    ),
    Circle(
        "Fernwerk Energy",
        12,
        3.2,
        0.0,
        ("hardware", "software", "product", "grants", "finance", "sales"),
        home="Fernwerk Energy",
        city="Berlin",
    ),
    Circle(
        "Hohenfels Institute of Technology",
        15,
        9.0,
        4.0,
        ("research", "hardware", "studying", "software", "patents", "founding"),
    ),
    Circle(
        "climate industry",
        15,
        4.0,
        0.0,
        ("founding", "investing", "grants", "press", "patents", "making", "finance"),
    ),
    Circle(
        "health software industry",
        8,
        6.5,
        2.0,
        ("founding", "medicine", "investing", "law", "product", "design"),
    ),
    Circle(
        "Lisbon",
        7,
        5.8,
        2.5,
        ("design", "founding", "coaching", "language", "law", "press"),
        city="Lisbon",
    ),
    Circle(
        "Berlin",
        7,
        3.0,
        0.0,
        ("hiring", "founding", "coaching", "finance", "design", "press"),
        city="Berlin",
    ),
    Circle(
        "Spree Rowing Club",
        4,
        3.0,
        0.0,
        ("law", "medicine", "finance", "coaching", "software"),
        city="Berlin",
    ),
)
