"""A file comes in: read, told apart, recorded in one transaction, and reported.

Killed at any moment, the network holds all of the file or none of it. Reading happens before the
transaction; nothing is asked of the network while a bad file can still be refused.
"""

from __future__ import annotations

import gc
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from netkit.domain.events import Interaction
from netkit.domain.people import Affiliation, Claim, PersonId
from netkit.errors import BadInputError, UsageError
from netkit.graph.lapse import Coefficients, Snapshot, calibrate, snapshot, snapshot_days
from netkit.identity.resolve import Resolution, Seen, resolve
from netkit.importers import IMPORTERS, detect, importers
from netkit.importers.port import Importer, Item, Options, Problem, Sighting, Warned
from netkit.overlap import unsaid
from netkit.store.port import LAPSE_SETTING, Change, Counts, Doubt, Join, Store
from netkit.store.spool import Spool

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

__all__ = [
    "ImportReport",
    "Progress",
    "import_file",
    "import_mail_server",
    "recalibrate",
    "sources",
]

#: Told how many items were read so far.
Progress = Callable[[int], None]

_TOLD_EVERY = 2_000
#: Formats that named people by other keys in other years: the same event has another id there.
_CHANGING_KEYS = frozenset({"linkedin"})
_MOST_CASES = 6_000
_MOST_ALIKE = 1_000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a file held and what of it was new.

    Attributes
    ----------
    found : what the file holds; people without the owner and unknown ones.
    new : what the network did not have before.
    skipped : rows left out, by file, line and reason.
    warnings : what the reader should know of whole files.
    doubts : how many pairs went to the review queue.
    """

    path: str
    format: str
    found: Counts
    new: Counts
    skipped: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    doubts: int = 0


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
        which = (problem.file, problem.reason)
        self._alike[which] += 1
        if self._alike[which] <= _MOST_ALIKE:
            self._alone.append(problem)
            return
        more = self._more.setdefault(which, replace(problem, count=0))
        self._more[which] = replace(more, count=more.count + problem.count)

    def __iter__(self) -> Iterator[Problem]:
        """Yield those by themselves as they came, then those counted together."""
        yield from self._alone
        yield from self._more.values()


@dataclass(slots=True)
class _Read:
    """All that an importer yielded, sorted by kind."""

    sightings: list[Sighting] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    affiliations: list[Affiliation] = field(default_factory=list)
    events: Spool = field(default_factory=Spool)
    problems: _Problems = field(default_factory=lambda: _Problems())
    warnings: list[Warned] = field(default_factory=list)

    def take(self, item: Item) -> None:
        """Put an item where it belongs."""
        if isinstance(item, Interaction):  # nearly all are
            self.events.add(item)
        elif isinstance(item, Sighting):
            self.sightings.append(item)
        elif isinstance(item, Problem):
            self.problems.add(item)
        elif isinstance(item, Warned):
            self.warnings.append(item)
        elif isinstance(item, Claim):
            self.claims.append(item)
        elif isinstance(item, Affiliation):
            self.affiliations.append(item)
        else:
            self.events.add(item)


def sources(path: Path) -> list[Path]:
    """Return what to import of `path`: itself, or, of a folder of no one format, all within.

    Archives and mail come before calendars and tables: they say whose the network is.

    Raises
    ------
    BadInputError
        There is nothing at `path`.
    """
    if not path.exists():
        raise BadInputError(f"there is no file {path}")
    return sorted(_within(path), key=lambda one: (_rank(one), one))


def _within(path: Path) -> Iterator[Path]:
    if not path.is_dir() or _rank(path) < len(IMPORTERS):
        yield path
        return
    for child in sorted(path.iterdir()):
        if not child.name.startswith("."):
            yield from _within(child)


def _rank(path: Path) -> int:
    """Return the place of a file's or folder's importer among all; past the last when none."""
    with suppress(BadInputError):
        known = detect(path)
        return next(rank for rank, one in enumerate(importers()) if one.name == known.name)
    return len(IMPORTERS)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Spare the search for reference cycles: hundreds of thousands of plain values hold none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def import_file(
    store: Store,
    path: Path,
    *,
    now: datetime,
    options: Options | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Import a file or folder into `store`.

    Parameters
    ----------
    now : the time of the import.
    dry_run : read and count, and record nothing.

    Raises
    ------
    BadInputError
        Nothing in it can be read, or no importer knows it; the network is as it was.
    """
    if not path.exists():
        raise BadInputError(f"there is no file {path}")
    importer = detect(path)
    settled = replace(options or Options(), now=now)
    if not settled.owner and (importer.name == "icalendar" or path.suffix.lower() == ".eml"):
        settled = replace(settled, owner=_own_addresses(store))
    try:
        read = _read(importer, path, settled, progress)
    except UsageError:
        # The file cannot tell whose it is; the network may know.
        if settled.owner or not store.owners():
            raise
        read = _read(importer, path, replace(settled, owner=_own_name(store)), progress)
    change, resolution = _change(store, read, f"import {path.name}", now)
    if importer.name in _CHANGING_KEYS:
        change = unsaid(store, change)
    new = Counts()
    if not dry_run:
        new = store.append(change).new
        recalibrate(store)
    return _report(str(path), importer.name, read, _found(read, resolution), new, change)


def import_mail_server(
    store: Store,
    url: str,
    password: str,
    *,
    now: datetime,
    options: Options | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Import what is new on an IMAP server since the last time, headers only.

    What was seen is kept with each part that is recorded, so that an import that was interrupted
    goes on where it was.

    Raises
    ------
    BadInputError
        The server cannot be reached, or refuses the password; what was recorded before stays.
    """
    from netkit.importers.imap import Account, SyncState, read_imap

    account = Account.parse(url)
    kept = f"imap {account.user}@{account.host}/{account.folder}"
    before = SyncState.from_json(json.loads(store.setting(kept) or "{}"))
    settled = replace(options or Options(), now=now)
    part, whole = _Read(), _Read()
    new, doubts = Counts(), 0

    def record(state: SyncState | None) -> None:
        nonlocal part, new, doubts
        change, _ = _change(store, part, f"import {account.user}@{account.host}", now)
        new += store.append(change).new
        doubts += len(change.doubts)
        if state is not None:
            store.set_setting(kept, json.dumps(state.to_json()))
        part = _Read(sightings=[one for one in part.sightings if one.owner])

    for number, item in enumerate(read_imap(account, password, before, settled), start=1):
        if isinstance(item, SyncState):
            record(item)
        else:
            part.take(item)
            whole.take(item)
        if progress is not None and number % _TOLD_EVERY == 0:
            progress(number)
    record(None)
    recalibrate(store)
    found = _found(whole, _resolved(store, whole.sightings))
    report = _report(f"{account.user}@{account.host}", "imap", whole, found, new, None)
    return replace(report, doubts=doubts)


def _read(importer: Importer, path: Path, options: Options, progress: Progress | None) -> _Read:
    read = _Read()
    for number, item in enumerate(importer.read(path, options), start=1):
        read.take(item)
        if progress is not None and number % _TOLD_EVERY == 0:
            progress(number)
    return read


def _own_name(store: Store) -> str:
    """Return how the network's owner is known to LinkedIn: by profile, or by name."""
    owner = store.owners()[0]
    profiles = [handle.value for handle in store.handles(owner) if handle.kind == "linkedin"]
    return profiles[0] if profiles else store.people([owner])[0].name


def _own_addresses(store: Store) -> str:
    """Return the owner's addresses, for files that cannot say whose they are."""
    own = [h.value for pid in store.owners() for h in store.handles(pid) if h.kind == "email"]
    return ",".join(own)


def _report(
    path: str, name: str, read: _Read, found: Counts, new: Counts, change: Change | None
) -> ImportReport:
    return ImportReport(
        path=path,
        format=name,
        found=found,
        new=new,
        skipped=tuple(read.problems),
        warnings=tuple(f"{one.file}: {one.text}" for one in read.warnings),
        doubts=len(change.doubts) if change is not None else 0,
    )


def _change(store: Store, read: _Read, label: str, now: datetime) -> tuple[Change, Resolution]:
    resolution = _resolved(store, read.sightings)
    own = tuple(dict.fromkeys(s.handles[0].person_id for s in read.sightings if s.owner))
    joins = [Join(kept, gone, label) for kept, gone in resolution.joins]
    joins += _own_accounts(store, resolution, own)
    change = Change(
        label=label,
        at=now,
        handles=resolution.handles,
        owners=_new_owners(store, resolution, own),
        joins=joins,
        doubts=[Doubt(one.a, one.b, one.reason) for one in resolution.conflicts],
        claims=[*_names(read.sightings), *read.claims],
        affiliations=[*_jobs(read.sightings), *read.affiliations],
        events=read.events,
    )
    return change, resolution


def _resolved(store: Store, sightings: Iterable[Sighting]) -> Resolution:
    seen = [Seen(sighting.handles, sighting.name) for sighting in sightings]
    known = store.known({handle.key for one in seen for handle in one.handles})
    people = set(known.values())
    slugs: dict[PersonId, list[str]] = {}
    for person in people:
        slugs[person] = [h.value for h in store.handles(person) if h.kind == "linkedin"]
    names = {person.id: person.name for person in store.people(people)} if people else {}
    return resolve(seen, known, slugs, names)


def _new_owners(
    store: Store, resolution: Resolution, own: Iterable[PersonId]
) -> tuple[PersonId, ...]:
    """Return the file's owner as the network's, where it has none yet; the one set stays."""
    belongs = {handle.person_id: person for handle, person in resolution.handles}
    return () if store.owners() else tuple(sorted({belongs.get(pid, pid) for pid in own}))


def _own_accounts(store: Store, resolution: Resolution, own: Iterable[PersonId]) -> list[Join]:
    """Join the file's owner to the network's: two accounts of one person, by their own word."""
    belongs = {handle.person_id: person for handle, person in resolution.handles}
    owners = store.owners()
    if len(owners) != 1:
        return []
    others = sorted({belongs.get(pid, pid) for pid in own} - set(owners))
    return [Join(owners[0], other, "an account of the owner's") for other in others]


def _names(sightings: Iterable[Sighting]) -> Iterator[Claim]:
    for one in sightings:
        if one.name and one.handles[0].kind != "unknown":
            yield Claim(one.handles[0].person_id, "name", one.name, one.seen_at, one.source)


def _jobs(sightings: Iterable[Sighting]) -> Iterator[Affiliation]:
    for one in sightings:
        if one.organization or one.title:
            yield Affiliation(
                one.handles[0].person_id,
                one.organization,
                one.title,
                seen_at=one.seen_at,
                source=one.source,
            )


def _found(read: _Read, resolution: Resolution) -> Counts:
    """Count what the file holds, each thing once."""
    belongs = dict(resolution.handles)
    own = {belongs[s.handles[0]] for s in read.sightings if s.owner}
    people = {belongs[s.handles[0]] for s in read.sightings if s.handles[0].kind != "unknown"} - own
    kinds = Counter(read.events.kinds)
    return Counts(
        people=len(people),
        interactions=kinds.pop("interaction", 0),
        favours=kinds.pop("favour", 0),
        introductions=kinds.pop("introduction", 0),
        acquaintances=kinds.pop("acquaintance", 0),
        other=kinds.total(),
    )


def recalibrate(store: Store) -> Coefficients:
    """Fit the lapse formula to the owner's own past, as it was at the last contact, and keep it."""
    span = store.span()
    if not store.owners() or span is None:
        return Coefficients()
    coefficients = calibrate(_snapshots(_own_days(store), span[1]))
    store.set_setting(LAPSE_SETTING, json.dumps(asdict(coefficients)))
    return coefficients


def _own_days(store: Store) -> Iterator[tuple[list[float], list[float]]]:
    """Yield the contact-days and weights of the first owners' ties, by the pairs' ids."""
    pairs = {
        (min(owner, other), max(owner, other)): (owner, other)
        for owner in store.owners()
        for other, _ in store.tie_figures(owner, ["contact_days"])
    }
    chosen = [pairs[pair] for pair in sorted(pairs)[: _MOST_CASES // 3]]
    days = {
        owner: store.days(owner, [other for one, other in chosen if one == owner])
        for owner in {owner for owner, _ in chosen}
    }
    for owner, other in chosen:
        rows = days[owner][other]
        yield [float(day) for day, _, _ in rows], [max(out, back) for _, out, back in rows]


def _snapshots(ties: Iterable[tuple[list[float], list[float]]], now: int) -> Iterator[Snapshot]:
    for days, weights in ties:
        for at in snapshot_days(now):
            if (taken := snapshot(days, at, weights=weights)) is not None:
                yield taken
