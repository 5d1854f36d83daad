"""A map for people without a store: from dated contacts alone to a scene.

The people of such a network are equal; nobody is its owner. Who had most contact is drawn largest,
and the ties are those of :class:`netkit.ties.network.Network`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from netkit.maps.build import build_scene
from netkit.maps.scene import Scene, ScenePerson, SceneTie, Trend
from netkit.model.frozen import dataclass
from netkit.ties.strength import HALF_LIFE_DAYS, shown

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from netkit.ties.contact_days import Contacts
    from netkit.ties.network import Network

    Floats = NDArray[np.float64]

__all__ = ["from_network"]

DAY = 86_400
STATES = 8  # past states, evenly over the time that the events span


@dataclass(frozen=True, slots=True)
class _Contacts:
    """A network with the contact-days of its ties."""

    net: Network
    rows: Contacts

    def tie_strengths(self, day: int) -> Floats:
        """Return the decayed contact-days S of every tie on a day; later ones are not seen."""
        import numpy as np

        rows = self.rows.until(day)
        weight = rows.weight * np.exp2((rows.day - day) / HALF_LIFE_DAYS)
        days = np.bincount(rows.tie, weights=weight, minlength=self.net.n_ties)
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
    names : what to call people; by default their attribute ``name``, else their ids.
    organizations : where they work; by default their attribute ``organization``. Groups are named
        after it.

    Returns
    -------
    Scene
        Ties have their strength, 0 to 100, with its past states, and their outlook. A person's
        strength is the root of their share of the busiest person's summed tie strengths, times
        100; their outlook that of their contacts with anybody.

    Examples
    --------
    >>> from netkit.ties import Network
    >>> net = Network.from_events(["ann", "bob"], ["bob", "cid"], [0, 86400])
    >>> [person.name for person in from_network(net).people]
    ['ann', 'bob', 'cid']
    """
    from netkit.ties.contact_days import contact_days

    contacts = _Contacts(net, contact_days(net))
    states = _state_days(contacts.rows.day, int(net.now // DAY))
    over_time = [contacts.tie_strengths(day) for day in states]
    ids = _ids(net.people)
    return build_scene(
        _people(contacts, over_time, ids, names or {}, organizations or {}),
        _ties(contacts, over_time, ids),
        title=title,
        as_of=net.as_of,
        past=[datetime.fromtimestamp(day * DAY, UTC) for day in states[:-1]],
    )


def _ids(people: Sequence[Hashable]) -> list[str]:
    """Return a text for each id; its place is added where two would be the same."""
    texts = [str(person) for person in people]
    if len(set(texts)) == len(texts):
        return texts
    return [f"{text} #{place}" for place, text in enumerate(texts)]


def _state_days(day: Floats, now: int) -> list[int]:
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
    rows = contacts.rows
    ends = np.concatenate([net.a[rows.tie], net.b[rows.tie]]).astype(np.int64)
    busy = np.bincount(ends, minlength=len(ids))
    last = np.full(len(ids), -1, dtype=np.int64)
    np.maximum.at(last, ends, np.concatenate([rows.day, rows.day]).astype(np.int64))
    trends = _trends(_days_of_people(net, rows))
    today = int(net.now // DAY)
    return [
        ScenePerson(
            id=ids[row],
            name=names.get(person) or _attribute(net, person, "name") or ids[row],
            organization=organizations.get(person) or _attribute(net, person, "organization"),
            strength=round(float(strengths[-1][row]), 1),
            trend=trends[row],
            silent_days=None if last[row] < 0 else today - int(last[row]),
            because=(f"{busy[row]} contact-days with {partners[row]} people",),
            past=tuple(round(float(earlier[row]), 1) for earlier in strengths[:-1]),
        )
        for row, person in enumerate(net.people)
    ]


def _attribute(net: Network, person: Hashable, name: str) -> str:
    value = net.attributes.get(person, {}).get(name)
    return value if isinstance(value, str) else ""


def _ties(contacts: _Contacts, over_time: Sequence[Floats], ids: Sequence[str]) -> list[SceneTie]:
    import numpy as np

    net = contacts.net
    scales = [shown(ties) for ties in over_time]
    days = np.bincount(contacts.rows.tie, minlength=net.n_ties)
    trends = _trends(contacts.rows)
    return [
        SceneTie(
            ids[net.a[row]],
            ids[net.b[row]],
            round(float(scales[-1][row]), 1),
            trend=trends[row],
            because=(f"{days[row]} days of contact",),
            past=tuple(round(float(earlier[row]), 1) for earlier in scales[:-1]),
        )
        for row in range(net.n_ties)
    ]


def _trends(contacts: Contacts) -> list[Trend]:
    """Return the outlook of every row, by the rules of `netkit.ties.outlook`."""
    from netkit.ties.outlook import TRENDS
    from netkit.ties.outlook_columns import outlook_columns
    from netkit.ties.owner_clock import clock_of_contacts

    places = outlook_columns(contacts, clock_of_contacts(contacts)).trend
    trends = [TRENDS[place] for place in places.tolist()]
    return ["steady" if trend == "too few" else trend for trend in trends]


def _days_of_people(net: Network, ties: Contacts) -> Contacts:
    """Return the contact-days of everybody, with anybody, as if each were one tie."""
    import numpy as np

    from netkit.ties.contact_days import Contacts

    ends = np.concatenate([net.a[ties.tie], net.b[ties.tie]])
    days = np.concatenate([ties.day, ties.day])
    person, day = np.unique(np.stack([ends, days], axis=1), axis=0).reshape(-1, 2).T
    rows = person.astype(np.int64)
    weights = np.ones(len(rows))
    return Contacts(
        start=np.searchsorted(rows, np.arange(len(net.people) + 1)),
        tie=rows,
        day=day,
        weight=weights,
        from_a=weights > 0,
        from_b=weights > 0,
        now=ties.now,
    )
