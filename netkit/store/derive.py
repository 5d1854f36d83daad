"""Derive ties, names, jobs and terms from what was said, the same way for every adapter.

Plain functions over plain rows; a person is whatever key the adapter's rows have for one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC
from math import isclose
from typing import TYPE_CHECKING, Any, TypeVar

from netkit.model.people import PersonId
from netkit.model.when import day_counter, day_number
from netkit.ties.statistics import TieStats, day_stats

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Set
    from datetime import datetime, tzinfo


__all__ = [
    "BELIEF", "ZONE_SETTING", "PairDays", "Seen", "best_claims", "best_jobs", "differing", "fold",
    "last_day_until", "pair_days", "searched_text", "shown_name", "zone_of_days",
]  # fmt: skip

K = TypeVar("K", int, str, PersonId)


#: What was typed beats what was synchronized, which beats what an archive said.
BELIEF = {"typed": 2, "sync": 1, "archive": 0}

#: The setting that names the owner's clocks, on which contact-days are counted.
ZONE_SETTING = "config time-zone"

_LAST_DAY = 10**9

#: The weights of each contact-day, (a, b, day) with a < b to [from a, from b].
PairDays = dict[tuple[K, K, int], list[float]]


#: One contact: seconds since 1970, the handle it came from, those it went to.
Seen = tuple[int, K, tuple[K, ...]]


def zone_of_days(name: str | None) -> tzinfo:
    """Return the clocks on which days are counted: those of `ZONE_SETTING`, else UTC."""
    if not name:
        return UTC
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def last_day_until(until: datetime | None) -> int:
    """Return the last day whose contacts are read, in days since 1970; None reads them all."""
    return _LAST_DAY if until is None else day_number(until)


def pair_days(
    seen: Iterable[Seen[K]],
    person_of: Mapping[K, K],
    owners: Set[K],
    zone: tzinfo,
    days: PairDays[K] | None = None,
) -> PairDays[K]:
    """Return the contact-days that these contacts make, added to `days` where given.

    A contact between a sender and each recipient counts where an owner is one of the two; where
    no owner took part at all (a table of everybody's contacts) every pair of sender and recipient
    does. Its weight is one over the number of recipients. Days are those of the owner's clocks,
    `zone`; the largest weight of a day counts, each way.
    """
    day_of = day_counter(zone)
    days = {} if days is None else days
    for at, writer, handles in seen:
        sender = person_of[writer]
        recipients: Collection[K]
        if len(handles) == 1:  # nearly all: no set is made of it
            weight, recipients = 1.0, (person_of[handles[0]],)
        else:
            weight, recipients = _of_group(sender, {person_of[h] for h in handles}, owners)
        day = day_of(at)
        for recipient in recipients:
            if recipient == sender:
                continue
            outward = sender < recipient
            key = (sender, recipient, day) if outward else (recipient, sender, day)
            both = days.get(key)
            if both is None:
                both = days[key] = [0.0, 0.0]
            if weight > both[not outward]:
                both[not outward] = weight
    return days


def _of_group(sender: K, people: Set[K], owners: Set[K]) -> tuple[float, Set[K]]:
    """Return what a message to a group weighs for each of those it counts for, and who they are."""
    others = people - {sender}
    weight = 1.0 / len(others) if others else 0.0
    if weight < 1.0 and sender not in owners and not owners.isdisjoint(others):
        others &= owners
    return weight, others


def fold(days: Iterable[tuple[int, float, float]]) -> TieStats:
    """Fold (day, ab, ba) rows, at least one, into the statistics of their tie."""
    stats = day_stats(days)
    if stats is None:
        raise ValueError("a tie needs at least one contact-day")
    return stats


def differing(stored: Iterable[tuple[Any, ...]], counted: Iterable[tuple[Any, ...]]) -> int:
    """Return the number of rows of ties or days that differ: those that only one of two has.

    Figures agree to a trillionth: another release, or machine, rounds their last digits otherwise.
    """
    left, right = ({_exact(row): row for row in rows} for rows in (stored, counted))
    return sum(
        key not in left or key not in right or not _agree(left[key], right[key])
        for key in left.keys() | right.keys()
    )


def _exact(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a row with nothing but the type of each figure."""
    return tuple(float if isinstance(value, float) else value for value in row)


def _agree(row: tuple[Any, ...], counted: tuple[Any, ...]) -> bool:
    return all(
        not isinstance(value, float) or isclose(value, figure, rel_tol=1e-12)
        for value, figure in zip(row, counted, strict=True)
    )


def best_claims(rows: Iterable[tuple[K, str, str, str, int]]) -> dict[K, dict[str, str]]:
    """Return each person's value of each field: the most believed, then the newest.

    A name that was typed wins; among others a whole name comes before an address, a number or an
    initial, whenever each was given.

    rows : person, field, value, source, time (0 when unknown)
    """
    best: dict[K, dict[str, str]] = defaultdict(dict)
    for person, field, value, _, _ in sorted(rows, key=_claim_rank):
        best[person][field] = value
    return best


def _claim_rank(row: tuple[K, str, str, str, int]) -> tuple[bool, int, int, int, int, str]:
    _, field, value, source, at = row
    quality = _name_quality(value) if field == "name" else 0
    return source == "typed", quality, BELIEF[source], at, len(value), value


def _name_quality(name: str) -> int:
    """Return the quality of a name: 0 an address or number, 1 one word or initials, else 2."""
    if "@" in name or not any(char.isalpha() for char in name):
        return 0
    parts = [part.strip(".") for part in name.split()]
    return 2 if len(parts) > 1 and all(len(part) > 1 for part in (parts[0], parts[-1])) else 1


def best_jobs(rows: Iterable[tuple[K, str, str, str, int, str]]) -> dict[K, tuple[str, str]]:
    """Return organization and title of each person, of the jobs they hold now.

    A title that comes without an employer is the title at the employer on record.

    rows : person, organization, title, source, time (0 when unknown), start
    """
    jobs: dict[K, tuple[str, str]] = {}
    for person, organization, title, _, _, _ in sorted(rows, key=_job_rank):
        if title and not organization:
            organization = jobs.get(person, ("", ""))[0]
        jobs[person] = organization, title
    return jobs


def _job_rank(row: tuple[K, str, str, str, int, str]) -> tuple[int, int, str, str, str]:
    return BELIEF[row[3]], row[4], row[5], row[1], row[2]


def shown_name(claimed: str | None, key: str, *, unknown: bool) -> str:
    """Return the name to show: claimed, or LinkedIn Member if `unknown`, or the value of `key`."""
    return claimed or ("LinkedIn Member" if unknown else key.partition(":")[2])


def searched_text(kind: str, data: str) -> Iterator[tuple[str, str]]:
    """Yield the origin and the text that an event's terms are taken from, if any."""
    if kind in {"need", "offer"}:
        yield kind, json.loads(data)["text"]
    elif kind == "fact":
        fact = json.loads(data)
        if fact["kind"] in {"interest", "hobby", "goal"}:
            yield "interest", fact["text"]
