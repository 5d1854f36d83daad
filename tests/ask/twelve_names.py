"""Names of a third invented network, for phrasings written as twelve people would type them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.language.name_index import Kind, Person

__all__ = ["TwelveNames"]

_PEOPLE = (
    "Nadia Brandt", "Oskar Lund", "Leila Haddad", "Paulo Ferreira", "Hannah Weiss", "Tim O'Brien",
    "Yuki Tanaka", "Rosa Jiménez", "Victor Hale", "Sam Porter", "Edith Clarke", "Marek Dvořák",
    "Anja Keller", "Dev Patel",
)  # fmt: skip
_ORGANIZATIONS = (
    "Bluestone Capital", "Fjordline", "Meridian Labs", "Tandem", "Oakhurst Hospital",
    "Corvus Software",
)  # fmt: skip
_PLACES = ("Oslo", "Hamburg", "Lyon", "Toronto", "Porto", "Prague")


class TwelveNames:
    """Knows people by their whole name or a word of it; organizations by a first word."""

    def kinds(self, text: str) -> frozenset[Kind]:
        wanted = fold(text)
        known: set[Kind] = set()
        if any(wanted == name or wanted in name.split() for name in map(fold, _PEOPLE)):
            known.add("person")
        if any(wanted in (name, name.split()[0]) for name in map(fold, _ORGANIZATIONS)):
            known.add("org")
        if wanted in map(fold, _PLACES):
            known.add("place")
        return frozenset(known)

    def candidates(self, text: str, *, beside: Sequence[str]) -> Sequence[Person]:
        """Rank nobody: no question asks for that."""
        return ()
