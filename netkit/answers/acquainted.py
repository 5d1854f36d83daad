"""Answer whether two people know each other, with the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from netkit.answers.acquaintance import Acquaintances
from netkit.answers.results import Reason, Results
from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person

__all__ = ["Acquainted", "acquainted"]

Degree = Literal["yes", "probably", "perhaps"]
PROBABLY_FROM = 0.5


@dataclass(frozen=True, slots=True)
class Acquainted:
    """Two people of whom something tells that they know each other.

    Attributes
    ----------
    degree : ``yes`` when somebody says so, else ``probably`` (from a half on) or ``perhaps``.
    probability : 0 to 1, of all evidence together.
    """

    a: Person
    b: Person
    degree: Degree
    probability: float
    because: tuple[Reason, ...]


def acquainted(view: NetworkView, a: Person, b: Person) -> Results[Acquainted]:
    """Return the acquaintance of two people with its evidence; empty when nothing tells it."""
    acquaintance = Acquaintances(view.facts_around(a.id)).between(a.id, b.id)
    if acquaintance is None:
        return Results(kind=Acquainted)
    probably = acquaintance.probability >= PROBABLY_FROM
    degree: Degree = "yes" if acquaintance.seen else "probably" if probably else "perhaps"
    kind = "seen" if acquaintance.seen else "inferred"
    because = tuple(
        Reason(kind, text, evidence=acquaintance.evidence) for text in acquaintance.because
    )
    return Results([Acquainted(a, b, degree, acquaintance.probability, because)], kind=Acquainted)
