"""Sort an importer's items by kind; kinds with very many items spill to disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netkit.importers.port import Item, MeetingVersion, Problem, Sighting, Telling, Warned
from netkit.model.events import Interaction
from netkit.model.frozen import replace
from netkit.model.names import clean
from netkit.model.people import Affiliation, Claim, PersonId
from netkit.store.event_spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["TOLD_EVERY", "Progress", "Read", "read_all"]

#: Told how many items were read so far.
Progress = Callable[[int], None]

TOLD_EVERY = 2_000
_MOST_ALIKE = 1_000


class _Problems:
    """Rows left out: each by itself, but for those beyond a thousand of one file and reason.

    A file that is wrong throughout has as many problems as rows.
    """

    def __init__(self) -> None:
        self._alone: list[Problem] = []
        self._alike: Counter[tuple[str, str]] = Counter()
        self._more: dict[tuple[str, str], Problem] = {}

    def add(self, problem: Problem) -> None:
        """Take in one."""
        key = (problem.file, problem.reason)
        self._alike[key] += 1
        if self._alike[key] <= _MOST_ALIKE:
            self._alone.append(problem)
            return
        more = self._more.setdefault(key, replace(problem, count=0))
        self._more[key] = replace(more, count=more.count + problem.count)

    def __iter__(self) -> Iterator[Problem]:
        """Yield those by themselves as they came, then those counted together."""
        yield from self._alone
        yield from self._more.values()


@dataclass(slots=True)
class Read:
    """All that an importer yielded, sorted by kind."""

    sightings: list[Sighting] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    affiliations: list[Affiliation] = field(default_factory=list)
    #: For each claim and affiliation the sighting it came with; -1 where none did.
    claim_sightings: list[int] = field(default_factory=list)
    affiliation_sightings: list[int] = field(default_factory=list)
    events: Spool = field(default_factory=Spool)
    problems: _Problems = field(default_factory=_Problems)
    warnings: list[Warned] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)
    meeting_versions: list[MeetingVersion] = field(default_factory=list)

    def take(self, item: Item) -> None:
        """Put an item where it belongs."""
        if isinstance(item, Sighting):
            self.sightings.append(_shown_plainly(item))
        elif isinstance(item, Problem):
            self.problems.add(item)
        elif isinstance(item, Warned):
            self.warnings.append(item)
        elif isinstance(item, Telling):
            self.tellings.append(item)
        elif isinstance(item, MeetingVersion):
            self.meeting_versions.append(item)
        elif isinstance(item, Claim):
            self.claims.append(_plain_claim(item))
            self.claim_sightings.append(self._last_sighting_of(item.person))
        elif isinstance(item, Affiliation):
            self.affiliations.append(_plain_affiliation(item))
            self.affiliation_sightings.append(self._last_sighting_of(item.person))
        else:
            self.events.add(item)

    def _last_sighting_of(self, person: PersonId) -> int:
        """Return the number of the last sighting, where it is of `person`; else -1."""
        if self.sightings and self.sightings[-1].handles[0].person_id == person:
            return len(self.sightings) - 1
        return -1


def _shown_plainly(item: Sighting) -> Sighting:
    """Return a sighting without control characters, whatever importer it is from.

    A name that holds them could write on a terminal, or turn the text around it.
    """
    if (item.name + item.organization + item.title).isprintable():
        return item
    return replace(
        item,
        name=clean(item.name),
        organization=clean(item.organization),
        title=clean(item.title),
    )


def _plain_claim(item: Claim) -> Claim:
    return item if item.value.isprintable() else replace(item, value=clean(item.value))


def _plain_affiliation(item: Affiliation) -> Affiliation:
    if (item.organization + item.title).isprintable():
        return item
    return replace(item, organization=clean(item.organization), title=clean(item.title))


def read_all(items: Iterable[Item], progress: Progress | None) -> Read:
    """Take in what an importer yields."""
    read, number = Read(), 0
    take, add = read.take, read.events.add_contact
    for number, item in enumerate(items, start=1):
        if isinstance(item, Interaction):  # nearly all are
            add(item)
        else:
            take(item)
        if progress is not None and number % TOLD_EVERY == 0:
            progress(number)
    if progress is not None:
        progress(number)
    return read
