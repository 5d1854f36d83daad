"""Names of two further invented networks, for phrasings that the examples have not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.language.name_index import Kind, Person

__all__ = ["LEARNT_NAMES", "MORE_NAMES", "TWELVE_NAMES", "InventedNames"]

_PARTICLES = frozenset({"van", "der", "von", "de", "la"})


class InventedNames:
    """Knows people by their whole name, a word of it or its end; organizations by a first word."""

    def __init__(
        self, people: Sequence[str], organizations: Sequence[str], places: Sequence[str]
    ) -> None:
        self._people = [fold(name) for name in people]
        self._organizations = [fold(name) for name in organizations]
        self._places = {fold(name) for name in places}

    def kinds(self, text: str) -> frozenset[Kind]:
        """Return what a text names."""
        wanted = fold(text)
        kinds: set[Kind] = set()
        if wanted not in _PARTICLES and any(
            wanted == name or wanted in name.split() or name.endswith(f" {wanted}")
            for name in self._people
        ):
            kinds.add("person")
        if any(wanted in (name, name.split()[0]) for name in self._organizations):
            kinds.add("org")
        if wanted in self._places:
            kinds.add("place")
        return frozenset(kinds)

    def candidates(self, text: str, *, beside: Sequence[str]) -> Sequence[Person]:
        """Rank nobody: no question asks for that."""
        return ()


#: With particles, of several words, and words of the language that are names, too.
MORE_NAMES = InventedNames(
    (
    "Inês van der Berg", "Petra Novak", "Jonas Lindqvist", "Bo Nilsson", "Amina Okafor",
    "Carla Diaz", "Tomasz Zieliński", "Mei-Ling Chen", "Ludwig von Stein", "Maria de la Cruz",
    "Omar Haddad", "Priya Raman", "Sven Olsson", "Fatou Diop", "Grace Miller", "Will Baker",
    "Mark Webb", "April Jones",
),
    (
    "Kestrel Foods", "Allegro", "Helix Bio", "Northwind Traders", "Banco Azul", "Studio Lumen",
),
    ("Lisbon", "Berlin", "Kraków", "New York", "The Hague", "Zürich"),
)  # fmt: skip
#: Those whom twelve people ask about.
TWELVE_NAMES = InventedNames(
    (
    "Nadia Brandt", "Oskar Lund", "Leila Haddad", "Paulo Ferreira", "Hannah Weiss", "Tim O'Brien",
    "Yuki Tanaka", "Rosa Jiménez", "Victor Hale", "Sam Porter", "Edith Clarke", "Marek Dvořák",
    "Anja Keller", "Dev Patel",
),
    (
    "Bluestone Capital", "Fjordline", "Meridian Labs", "Tandem", "Oakhurst Hospital",
    "Corvus Software",
),
    ("Oslo", "Hamburg", "Lyon", "Toronto", "Porto", "Prague"),
)  # fmt: skip
#: Those of the batches asked after all examples are learnt from at once.
LEARNT_NAMES = InventedNames(
    (
    "Ingrid Solheim", "Kwame Mensah", "Priya Nair", "Lars Becker", "Chiara Conti",
    "Tom Whitfield", "Noor Rahimi", "Daniel Cho", "Beatriz Costa", "Greg Lawson",
    "Anneke Visser", "Sunil Rao", "Holly Grant", "Magnus Berg", "Layla Aziz", "Owen Pritchard",
    "Sofia Marchetti", "Ravi Menon", "Claire Dubois", "Henrik Voss", "Zoe Kaplan",
    "Diego Fuentes", "Yara Nasser", "Peter Blank", "Amelia Stone",
    ),
    (
    "Halden Partners", "Nimbus", "Ravel Studio", "Castor Energy", "Vela Biotech",
    "Orbital Systems", "Greenfield Bank", "Lumio", "Northgate Clinic", "Pagoda Press",
    ),
    (
    "Rotterdam", "Milan", "Accra", "Bristol", "Vienna", "Boston", "Copenhagen", "Madrid",
    "Dubai", "Leeds", "Munich", "Chicago",
    ),
)  # fmt: skip
