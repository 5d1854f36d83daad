"""Whom to give the hours of this month: acts that fit into a time, what pays most first.

The acts are those of `today`, which pass its gate, in the order in which it takes them; then days
of the month that it does not look ahead to. How long an act takes is a judgement, in one table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.answers.acts import KINDS
from netkit.answers.milestones import milestones
from netkit.answers.today import today
from netkit.errors import UsageError
from netkit.model.frozen import replace
from netkit.model.when.written_days import long_day, weekday_and_day
from netkit.reports.drafts import draft_link
from netkit.reports.entries import Entry, act_entry
from netkit.reports.front_page import Section
from netkit.reports.report_rows import circle_people
from netkit.reports.sections import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import PersonId

__all__ = ["MINUTES", "attention_plan", "read_minutes"]

#: How long an act takes, in minutes: a judgement. A fading tie is worth a call or a walk.
MINUTES = {
    "meeting": 15,
    "follow-up": 10,
    "promise": 60,
    "thanks": 15,
    "milestone": 10,
    "need": 20,
    "fading": 45,
    "introduction": 20,
    "hello": 20,
}
#: So many acts are looked at for each hour: enough of the shortest.
_ACTS_PER_HOUR = 12
_TIME = re.compile(r"(?:(\d+(?:[.,]\d+)?)\s*h(?:ours?)?)?\s*(?:(\d+)\s*m(?:in(?:utes?)?)?)?", re.I)
_MOST_MINUTES = 200 * 60


def read_minutes(text: str) -> int:
    """Return the minutes of a time as people type it.

    >>> read_minutes("3h"), read_minutes("1.5 h"), read_minutes("2h 15m"), read_minutes("45min")
    (180, 90, 135, 45)

    Raises
    ------
    UsageError
        It is none, or no time.
    """
    match = _TIME.fullmatch(text.strip())
    hours, minutes = (match[1], match[2]) if match else (None, None)
    whole = round(60 * float((hours or "0").replace(",", "."))) + int(minutes or 0)
    if not 0 < whole <= _MOST_MINUTES:
        raise UsageError(f"{text!r} is no time to give: write hours, as in 3h or 1.5h, or 45min")
    return whole


def attention_plan(view: NetworkView, minutes: int, *, circle: str = "") -> Paper:
    """Return whom to give these minutes of the month: nobody twice, and never more than there are.

    Raises
    ------
    UsageError
        There is no such circle.
    """
    inside = circle_people(view, circle) if circle else None
    left, entries = minutes, []
    people: set[PersonId] = set()
    for kind, person, entry in _candidates(view, inside, minutes):
        if person not in people and MINUTES[kind] <= left:
            left -= MINUTES[kind]
            people.add(person)
            entries.append(entry)
    used = minutes - left
    folded = (f"{_hours(used)} of {_hours(minutes)}; the rest is for whoever comes to mind",)
    part = Section("attention", tuple(entries), folded, "Whom to give it")
    owner = view.store.people([view.owner])[0].name
    name = f"{owner}: {_hours(minutes)} for people this month"
    return Paper(name, weekday_and_day(view.present), (), (part,), "attention")


def _candidates(
    view: NetworkView, inside: set[PersonId] | None, minutes: int
) -> Iterator[tuple[str, PersonId, Entry]]:
    """Yield kind, person and entry: the acts of today in turn, then further days of the month."""
    limit = len(KINDS) + _ACTS_PER_HOUR * (minutes // 60 + 1)
    for act in today(view, limit=limit, among=inside):
        entry = act_entry(act, draft_link(view, act))
        yield act.kind, act.person.id, replace(entry, name=f"{MINUTES[act.kind]} min")
    for row in milestones(view, people=inside):
        text = f"A word for {row.person.name}: {row.kind} on {long_day(row.day)}"
        yield "milestone", row.person.id, Entry(f"{MINUTES['milestone']} min", text)


def _hours(minutes: int) -> str:
    """Return minutes as a time: "2 h 15 min"."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else ""]
    return " ".join(filter(None, parts))
