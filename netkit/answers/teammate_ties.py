"""Which colleague knows X best, told as far as they granted it and no further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.results import Reason, Results
from netkit.answers.wording import FEW_CONTACTS
from netkit.model.frozen import dataclass
from netkit.model.people import Person, PersonId
from netkit.ties.strength import band

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netkit.model.events import Granted

__all__ = ["ColleagueTie", "ThroughColleague", "how_known", "through_colleagues"]

#: The bands of a tie, the closest first, each as it is said of a colleague.
_SAID = {
    "closest": "very well",
    "close": "well",
    "good": "quite well",
    "active": "somewhat",
    "distant": "a little",
    "faint": "hardly any more",
}


@dataclass(frozen=True, slots=True)
class ColleagueTie:
    """A tie in a colleague's own network, before anything is held back.

    person : as the asker calls them, where the asker knows them too.
    shared : whether the two networks have a handle of the person in common.
    namesake : whether the asker means somebody they know, and only the name is the same.
    probability : of the tie, 0 to 1. strength, rank : its S, and its place among the colleague's.
    contact_days : on how many days the two were in touch; met : they met on each of them.
    text, evidence : its contact-days in words, and its last contacts.
    """

    colleague: Person
    person: Person
    what: Granted
    shared: bool
    namesake: bool
    probability: float
    strength: float
    rank: int
    contact_days: int
    met: bool
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThroughColleague:
    """A way to somebody by a colleague: fields as in `netkit.answers.reach.Path`, and a band.

    Attributes
    ----------
    probability : None where it was not granted.
    evidence : ``granted``.
    band : how close the colleague is to them (`netkit.ties.strength.band`); None where it was
        not granted, and below three contact-days.
    organization : where the person works, as the colleague has it.
    """

    path: tuple[Person, ...]
    probability: float | None
    evidence: str
    weak_link: tuple[Person, Person]
    advice: str
    because: tuple[Reason, ...]
    band: str | None
    organization: str


def through_colleagues(
    me: Person, ties: Iterable[ColleagueTie], *, limit: int = 5
) -> Results[ThroughColleague]:
    """Return the colleagues to ask, the closest first; what was not granted orders nothing.

    Within a band by probability where every figure of it was granted, then by name.
    """
    rows = [(_order(tie), _told(me, tie)) for tie in ties if tie.what != "nothing"]
    rows.sort(key=lambda row: row[0])
    return Results((row for _, row in rows[:limit]), kind=ThroughColleague)


def _order(tie: ColleagueTie) -> tuple[int, float, str, str]:
    bands: list[str | None] = [*_SAID, None]
    near = len(bands) if tie.what == "names" else bands.index(_band(tie))
    figure = -tie.probability if tie.what == "all" else 0.0
    return near, figure, tie.colleague.name, tie.person.name


def _told(me: Person, tie: ColleagueTie) -> ThroughColleague:
    closeness = None if tie.what == "names" else _band(tie)
    name, shown = tie.colleague.name, _shown(tie)
    knows = f"knows {shown.name}" if tie.what == "names" else how_known(tie, shown.name)
    whole = tie.what == "all"
    text = f"{name} {knows}" + (f": {tie.text}" if whole else "")
    reasons = [Reason("granted", text, tie.probability if whole else 0.0,
                      tie.evidence if whole else ())]  # fmt: skip
    if tie.namesake:
        unshared = f"somebody of that name: {name}'s network and yours share no address of theirs"
        reasons.append(Reason("name", unshared, 0.0))
    return ThroughColleague(
        path=(me, tie.colleague, shown),
        probability=tie.probability if whole else None,
        evidence="granted",
        weak_link=(tie.colleague, shown),
        advice=f"ask your colleague {name}, who {knows}",
        because=tuple(reasons),
        band=closeness,
        organization=tie.person.organization,
    )


def _band(tie: ColleagueTie) -> str | None:
    """Return how close the two are; None for a tie of too few contacts to say."""
    return band(tie.rank, tie.strength) if tie.contact_days >= FEW_CONTACTS else None


def how_known(tie: ColleagueTie, name: str) -> str:
    """Return how a colleague knows somebody: a coffee or two say no more than that they met."""
    closeness = _band(tie)
    if closeness is not None:
        return f"knows {name} {_SAID[closeness]}"
    if not tie.contact_days:
        return f"has {name} as a contact"
    times = "once" if tie.contact_days == 1 else "twice"
    return f"met {name} {times}" if tie.met else f"was in touch with {name} {times}"


def _shown(tie: ColleagueTie) -> Person:
    """Return the person by name alone, unless the asker knows them or everything was granted.

    An id is the hash of a handle: who guesses an address could confirm it.
    """
    open_to_all = tie.shared or tie.what == "all"
    return Person(tie.person.id if open_to_all else PersonId(""), tie.person.name)
