"""A small invented network's names, for both grammars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netkit.language.name_index import Kind, Person
from netkit.model.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

PEOPLE = (
    "Ann Smith", "Bob Jones", "José García", "Jean-Luc Picard", "Will Turner", "Mark Stone",
    "Grace Hopper", "Carol King", "Carol Stone",
)  # fmt: skip
ORGANIZATIONS = ("ACME", "Globex", "Siemens Energy")
PLACES = ("Berlin", "New York", "São Paulo")


class Names:
    """Knows the invented people by their whole name or a part of it."""

    def kinds(self, text: str) -> frozenset[Kind]:
        wanted = fold(text)
        if any(wanted in (fold(name), *fold(name).split()) for name in PEOPLE):
            return frozenset({"person"})
        if wanted in map(fold, ORGANIZATIONS):
            return frozenset({"org"})
        return frozenset({"place"} if wanted in map(fold, PLACES) else ())

    def candidates(self, text: str, *, beside: Sequence[str]) -> Sequence[Person]:
        """Rank by how often each was met: once more for a full name typed beside."""
        wanted = fold(text)
        fitting = [name for name in PEOPLE if wanted in (fold(name), fold(name).split()[0])]
        met = {name: 9.0 if name == "Carol King" and "Bob" in beside else 2.0 for name in fitting}
        ranked = sorted(fitting, key=lambda name: -met[name])
        return [Person(name, name, f"met {met[name]:.0f} times", met[name]) for name in ranked]


@pytest.fixture(scope="session")
def names() -> Names:
    return Names()
