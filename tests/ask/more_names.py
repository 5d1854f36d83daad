"""Names of another invented network: with particles, of several words, that are words, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.language.name_index import Kind, Person

__all__ = ["MoreNames"]

_PEOPLE = (
    "Inês van der Berg", "Petra Novak", "Jonas Lindqvist", "Bo Nilsson", "Amina Okafor",
    "Carla Diaz", "Tomasz Zieliński", "Mei-Ling Chen", "Ludwig von Stein", "Maria de la Cruz",
    "Omar Haddad", "Priya Raman", "Sven Olsson", "Fatou Diop", "Grace Miller", "Will Baker",
    "Mark Webb", "April Jones",
)  # fmt: skip
_ORGANIZATIONS = (
    "Kestrel Foods", "Allegro", "Helix Bio", "Northwind Traders", "Banco Azul", "Studio Lumen",
)  # fmt: skip
_PLACES = ("Lisbon", "Berlin", "Kraków", "New York", "The Hague", "Zürich")
_PARTICLES = frozenset({"van", "der", "von", "de", "la"})


class MoreNames:
    """Knows people by their whole name, a word of it or its end; organizations by a first word."""

    def kinds(self, text: str) -> frozenset[Kind]:
        wanted = fold(text)
        people = map(fold, _PEOPLE)
        known: set[Kind] = set()
        if wanted not in _PARTICLES and any(
            wanted == name or wanted in name.split() or name.endswith(f" {wanted}")
            for name in people
        ):
            known.add("person")
        if any(wanted in (name, name.split()[0]) for name in map(fold, _ORGANIZATIONS)):
            known.add("org")
        if wanted in map(fold, _PLACES):
            known.add("place")
        return frozenset(known)

    def candidates(self, text: str, *, beside: Sequence[str]) -> Sequence[Person]:
        """Rank nobody: no question asks for that."""
        return ()
