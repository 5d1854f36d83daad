"""A scene holds a map as pure data: people, ties, groups, suggestions and their positions.

Coordinates are in map units; a person of strength 0 has a radius of :data:`SMALLEST` units and one
of strength 100 of :data:`LARGEST`, whatever the size of the network, so that positions kept from
an earlier map still fit a later one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from netkit.model.frozen import dataclass
from netkit.ties.outlook import TOO_FEW

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.answers.brief_cards import Card
    from netkit.answers.groups import GroupKind

__all__ = [
    "LastWord",
    "MoveKind",
    "Scene",
    "SceneGroup",
    "SceneMove",
    "SceneNote",
    "SceneOwner",
    "ScenePath",
    "ScenePerson",
    "SceneSuggestion",
    "SceneTie",
    "Trend",
    "band_of",
    "radius_of",
]

Trend = Literal["steady", "growing", "weakening", "fading"]
LastWord = Literal["", "you", "they", "both"]
MoveKind = Literal["went quiet", "warmed up", "replied after a silence"]

SMALLEST = 2.5  # radius of a person of strength 0, map units
LARGEST = 9.0  # radius of a person of strength 100, map units

# Bands for people whose caller gives none: of a strength 100*S/(1+S), 67 is S = 2 and 50 is S = 1.
BANDS = ((67.0, "close"), (50.0, "strong"), (25.0, "light"), (0.0, "faint"))


def band_of(strength: float) -> str:
    """Return the word for a strength of 0 to 100: close, strong, light or faint."""
    return next(word for least, word in BANDS if strength >= least or least == 0.0)


def radius_of(strength: float) -> float:
    """Return the radius, in map units, of a person whose tie has this strength (0 to 100)."""
    return SMALLEST + (LARGEST - SMALLEST) * min(100.0, max(0.0, strength)) / 100.0


@dataclass(frozen=True, slots=True)
class SceneOwner:
    """The owner of the network is left out of the groups and stands in the centre of the rings."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ScenePerson:
    """A person on the map, and their tie to the owner.

    Parameters
    ----------
    strength
        of the tie to the owner, 0 to 100 (``100*S/(1+S)``).
    past
        the strengths at the days in :attr:`Scene.past`, oldest first, as an ``as_of`` run of those
        days gave them; empty when the past is not known. A person not yet met has 0.
    silent_days
        days since the last contact; None when there never was a dated one.
    returned_after
        when the last contact ended a silence: how many days it had lasted; otherwise None.
    trend
        the outlook of the tie, as `netkit.ties.outlook` has it.
    given, received
        favours the owner gave to and received from this person.
    leaning
        where giving and getting stand, the verdict of `netkit balance`.
    next_act
        the next kind act that `netkit balance` names, where it leans.
    sources
        names of the sources that tell of this person.
    reach
        how many separate corners of the network meet in this person (Burt's effective size); 0
        beyond the few hundred with most.
    last_word
        who reached out on the day of the last contact.
    history
        days on which the owner reached out, and on which they did, between the days of
        :attr:`Scene.past` and since the last of them; empty where it is not known.
    card
        what `netkit brief` says, where there is anything.
    known
        False for a "ghost": someone the owner can reach but does not know.
    group
        index into :attr:`Scene.groups`, or -1. This and everything below it is filled in by
        :func:`netkit.maps.build.build_scene`.
    x, y
        where the person lies among the groups, in map units.
    ring
        where the person lies around the owner, in map units; None for ghosts and for all but the
        strongest few hundred, beyond whom rings cannot be read.
    """

    id: str
    name: str
    organization: str = ""
    title: str = ""
    city: str = ""
    tags: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    earlier_organizations: tuple[str, ...] = ()
    strength: float = 0.0
    band: str = ""
    trend: Trend = "steady"
    silent_days: int | None = None
    returned_after: int | None = None
    given: float = 0.0
    received: float = 0.0
    leaning: str = TOO_FEW
    next_act: str = ""
    because: tuple[str, ...] = ()
    past: tuple[float, ...] = ()
    sources: tuple[str, ...] = ()
    reach: float = 0.0
    last_word: LastWord = ""
    history: tuple[tuple[int, int], ...] = ()
    card: Card | None = None
    known: bool = True
    group: int = -1
    x: float = 0.0
    y: float = 0.0
    ring: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class SceneTie:
    """A tie joins two people on the map; the owner's own ties are the people's strengths.

    ``strength`` is 0 to 100; ``inferred`` ties rest on a shared employer or thread, not on contact;
    ``past`` holds the strengths at the days of :attr:`Scene.past`, or is empty; ``history`` the
    days on which ``a`` reached out to ``b``, and ``b`` to ``a``, in the same periods as a person's.
    """

    a: str
    b: str
    strength: float = 0.0
    trend: Trend = "steady"
    inferred: bool = False
    because: tuple[str, ...] = ()
    past: tuple[float, ...] = ()
    history: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SceneGroup:
    """People who belong together, named after what they share most.

    ``kind`` says what the name is: an organization, school, circle, topic, city, or a person whom
    the group gathers around (then ``hub`` is their id). ``share`` is the part of the members the
    name fits, 0 to 1. ``x``, ``y`` and ``radius`` are the bubble's, in map units.
    """

    id: int
    name: str
    kind: GroupKind
    members: tuple[str, ...]
    share: float = 1.0
    hub: str | None = None
    x: float = 0.0
    y: float = 0.0
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class SceneSuggestion:
    """Two people who should meet, and why."""

    a: str
    b: str
    band: str = ""
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SceneMove:
    """A move tells one person's change since a past day; ``text`` is the sentence to say it."""

    person: str
    kind: MoveKind
    text: str


@dataclass(frozen=True, slots=True)
class SceneNote:
    """A note marks a person whom a question of the map is about, and says why.

    ``connector`` and ``only link`` (the owner's only living tie into a group) connect; ``fading``
    and ``held back`` are silent for longer than usual, the latter better left alone for now.
    """

    person: str
    kind: Literal["connector", "only link", "fading", "held back"]
    text: str


@dataclass(frozen=True, slots=True)
class ScenePath:
    """A chain of people from the owner's side to someone.

    ``weak_link`` is its thinnest tie, None when it is the only one; ``advice`` says what to do
    first ("ask now", "warm first").
    """

    people: tuple[str, ...]
    weak_link: tuple[str, str] | None = None
    because: tuple[str, ...] = ()
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a map shows. Both writers and all exports draw from this and nothing else.

    Parameters
    ----------
    past
        the days of the past states, oldest first; ``person.past[i]`` belongs to ``past[i]``.
    future_days
        how many days after ``as_of`` the states of the future lie; they follow from decay alone
        (:func:`netkit.maps.decay.later`).
    focus
        the person the map opens on.
    """

    title: str
    as_of: datetime
    owner: SceneOwner | None
    people: tuple[ScenePerson, ...]
    ties: tuple[SceneTie, ...]
    groups: tuple[SceneGroup, ...]
    suggestions: tuple[SceneSuggestion, ...] = ()
    connecting: tuple[SceneNote, ...] = ()
    fading: tuple[SceneNote, ...] = ()
    moved: tuple[SceneMove, ...] = ()
    path: ScenePath | None = None
    past: tuple[datetime, ...] = ()
    future_days: tuple[int, ...] = ()
    focus: str | None = None
    anonymous: bool = False

    @property
    def ghosts(self) -> tuple[ScenePerson, ...]:
        """People the owner can reach but does not know."""
        return tuple(person for person in self.people if not person.known)
