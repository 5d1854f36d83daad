"""A map for people without a store: from dated contacts alone to a scene.

The people of such a network are equal; nobody is its owner. Who had most contact is drawn largest,
and the ties are those of :class:`netkit.ties.network.Network`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from netkit.maps.build import build_scene
from netkit.maps.scene import Scene, ScenePerson, SceneTie, Trend
from netkit.ties.strength import HALF_LIFE_DAYS, shown

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from netkit.ties.network import Network

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

__all__ = ["from_network"]

DAY = 86_400
STATES = 8  # past states, evenly over the time that the events span
TREND = 10.0  # points of strength since the last state that count as a direction


@dataclass(frozen=True, slots=True)
class _Contacts:
    """Each tie's contact-days: ``tie[i]`` had contact on ``day[i]``."""

    net: Network
    tie: Integers
    day: Integers

    def tie_strengths(self, day: int) -> Floats:
        """Return the decayed contact-days S of every tie on a day; later ones are not seen."""
        import numpy as np

        seen = self.day <= day
        weight = np.exp2((self.day[seen] - day) / HALF_LIFE_DAYS)
        days = np.bincount(self.tie[seen], weights=weight, minlength=self.net.n_ties)
        return days.astype(np.float64)

    def of_people(self, ties: Floats) -> Floats:
        """Return everybody's summed tie strengths."""
        import numpy as np

        count = len(self.net.people)
        both = np.bincount(self.net.a, weights=ties, minlength=count)
        both = both + np.bincount(self.net.b, weights=ties, minlength=count)
        return both.astype(np.float64)


def from_network(
    net: Network,
    *,
    title: str = "A network",
    names: Mapping[Hashable, str] | None = None,
    organizations: Mapping[Hashable, str] | None = None,
) -> Scene:
    """Return the scene of a network that has contacts and nothing else.

    Parameters
    ----------
    names : what to call people; by default their ids.
    organizations : where they work, if known; groups are then named after it.

    Returns
    -------
    Scene
        Ties have their strength, 0 to 100, with its past states. A person's strength is the root
        of their share of the busiest person's summed tie strengths, times 100.

    Examples
    --------
    >>> from netkit.ties import Network
    >>> net = Network.from_events(["ann", "bob"], ["bob", "cid"], [0, 86400])
    >>> [person.name for person in from_network(net).people]
    ['ann', 'bob', 'cid']
    """
    import numpy as np

    days = np.stack([net.tie, (net.seconds // DAY).astype(np.int64)], axis=1).astype(np.int64)
    tie, day = np.unique(days, axis=0).T if len(days) else (np.zeros(0, np.int64),) * 2
    contacts = _Contacts(net, tie, day)
    states = _state_days(day, int(net.now // DAY))
    over_time = [contacts.tie_strengths(one) for one in states]
    ids = _ids(net.people)
    return build_scene(
        _people(contacts, over_time, ids, names or {}, organizations or {}),
        _ties(contacts, over_time, ids),
        title=title,
        as_of=net.as_of,
        past=[datetime.fromtimestamp(one * DAY, UTC) for one in states[:-1]],
    )


def _ids(people: Sequence[Hashable]) -> list[str]:
    """Return a text for each id; its place is added where two would be the same."""
    texts = [str(person) for person in people]
    if len(set(texts)) == len(texts):
        return texts
    return [f"{text} #{place}" for place, text in enumerate(texts)]


def _state_days(day: Integers, now: int) -> list[int]:
    """Return the days of the past states and today, oldest first."""
    first = int(day.min()) if len(day) else now
    if now - first < STATES:
        return [now]
    return [first + round((now - first) * step / STATES) for step in range(1, STATES + 1)]


def _people(
    contacts: _Contacts,
    over_time: Sequence[Floats],
    ids: Sequence[str],
    names: Mapping[Hashable, str],
    organizations: Mapping[Hashable, str],
) -> list[ScenePerson]:
    import numpy as np

    net = contacts.net
    totals = [contacts.of_people(ties) for ties in over_time]
    most = max(float(totals[-1].max(initial=0.0)), 1e-9)
    strengths = [100.0 * np.sqrt(np.minimum(total / most, 1.0)) for total in totals]
    partners = np.bincount(np.concatenate([net.a, net.b]), minlength=len(ids))
    busy = np.bincount(np.concatenate([net.a[contacts.tie], net.b[contacts.tie]]).astype(np.int64),
                       minlength=len(ids))  # fmt: skip
    last = np.full(len(ids), -1, dtype=np.int64)
    for end in (net.a, net.b):
        np.maximum.at(last, end[contacts.tie], contacts.day)
    today = int(net.now // DAY)
    return [
        ScenePerson(
            id=ids[row],
            name=names.get(person, ids[row]),
            organization=organizations.get(person, ""),
            strength=round(float(strengths[-1][row]), 1),
            trend=_trend([float(one[row]) for one in strengths]),
            silent_days=None if last[row] < 0 else today - int(last[row]),
            because=(f"{busy[row]} contact-days with {partners[row]} people",),
            past=tuple(round(float(one[row]), 1) for one in strengths[:-1]),
        )
        for row, person in enumerate(net.people)
    ]


def _ties(contacts: _Contacts, over_time: Sequence[Floats], ids: Sequence[str]) -> list[SceneTie]:
    import numpy as np

    net = contacts.net
    scales = [shown(ties) for ties in over_time]
    days = np.bincount(contacts.tie, minlength=net.n_ties)
    return [
        SceneTie(
            ids[net.a[row]],
            ids[net.b[row]],
            round(float(scales[-1][row]), 1),
            trend=_trend([float(one[row]) for one in scales]),
            because=(f"{days[row]} days of contact",),
            past=tuple(round(float(one[row]), 1) for one in scales[:-1]),
        )
        for row in range(net.n_ties)
    ]


def _trend(course: Sequence[float]) -> Trend:
    """Return the direction since the last past state."""
    change = course[-1] - course[-2] if len(course) > 1 else 0.0
    return "growing" if change >= TREND else "weakening" if change <= -TREND else "steady"
