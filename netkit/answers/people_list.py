"""List people: filtered by work, place, circle, tag, silence, band, need and source, and sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from netkit.answers.memberships import membership_fields, memberships
from netkit.answers.results import Results, first_rows
from netkit.errors import UsageError
from netkit.model.events import Need
from netkit.model.frozen import dataclass
from netkit.model.history import is_open
from netkit.model.names import begun, fold, words
from netkit.model.when import date_of, day_number
from netkit.store.one_way_senders import SENDER_FIGURES, one_way_senders
from netkit.ties import strength

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person, PersonId

__all__ = ["COLUMNS", "PeopleFilter", "PersonRow", "SortKey", "people_list"]

SortKey = Literal["strength", "last", "name"]

#: The columns that a list can show, in their order.
COLUMNS = (
    "name", "id", "title", "organization", "city", "circles", "tags", "band", "strength", "last",
    "silent", "needs", "sources",
)  # fmt: skip
_SHOWN_BAND = "no contact"
#: Said of whoever only ever wrote; see `netkit.store.one_way_senders`.
_SENDER_BAND = "never answered"


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Conditions on people; all that are given must hold.

    Attributes
    ----------
    at, city, about : an organization, a city, a topic, as `who` finds them.
    circle, tag : the name of one, without regard to case.
    silent_days : no contact for at least so many days; never counts, too.
    band : the word for how close they are; see `netkit.ties.strength.band`.
    needs : words of an open need; empty for any open need, None for no condition.
    source : where they are known from: linkedin, mail, typed, ….
    archived : those put away, too.
    not_at, not_city, not_about, not_circle, not_tag : of those known to be so, nobody.
    """

    at: str = ""
    city: str = ""
    circle: str = ""
    tag: str = ""
    silent_days: int | None = None
    band: str = ""
    needs: str | None = None
    source: str = ""
    archived: bool = False
    about: str = ""
    not_at: str = ""
    not_city: str = ""
    not_about: str = ""
    not_circle: str = ""
    not_tag: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of a list.

    strength : 0 to 100. last : the day of the last contact, None where there was none.
    """

    person: Person
    title: str
    organization: str
    city: str
    circles: tuple[str, ...]
    tags: tuple[str, ...]
    band: str
    strength: float
    last: date | None
    silent_days: int | None
    needs: tuple[str, ...]
    sources: tuple[str, ...]


def people_list(
    view: NetworkView, wanted: PeopleFilter, *, sort: SortKey = "strength", limit: int = 0
) -> Results[PersonRow]:
    """Return the people who meet all conditions; 0 shows them all.

    Whoever died or was archived is in no list, unless the filter asks for them.
    """
    people, notes = dict(view.contacts), []
    if not wanted.archived:
        departed = view.departed()
        people = {pid: person for pid, person in people.items() if pid not in departed}
    for field, text, kept in (
        ("organization", wanted.at, True), ("organization", wanted.not_at, False),
        ("city", wanted.city, True), ("city", wanted.not_city, False),
        ("topic", wanted.about, True), ("topic", wanted.not_about, False),
    ):  # fmt: skip
        if text:
            matches = _searched(view, field, text)
            people = {pid: person for pid, person in people.items() if (pid in matches) is kept}
            if not (matches or kept):
                notes.append(f"of nobody is {text} on record, so nobody is left out for it")
    rows = [row for row in _rows(view, people) if _meets(row, wanted)]
    rows.sort(key=_order(sort))
    page = first_rows(rows, limit, kind=PersonRow)
    return Results(page, notes=[*page.notes, *notes], kind=PersonRow)


def _searched(view: NetworkView, field: str, text: str) -> set[PersonId]:
    from netkit.answers.who import search

    matches = search(view.store, text, fields=frozenset({field}), limit=10**9)
    return {row.person.id for row in matches}


def _rows(view: NetworkView, people: dict[PersonId, Person]) -> Iterable[PersonRow]:
    """Yield everybody as a row; what all have is read at once."""
    claims = view.store.claims(fields={"name", *membership_fields("circle", "tag")})
    circles = memberships(claims, "circle", view.as_of)
    tags = memberships(claims, "tag", view.as_of)
    sources: dict[PersonId, dict[str, None]] = {}
    for claim in claims:
        if claim.field == "name":
            sources.setdefault(claim.person, {})[claim.origin or claim.source] = None
    needs: dict[PersonId, list[str]] = {}
    for state in view.states(Need):
        if is_open(state):
            needs.setdefault(state.event.person, []).append(state.event.text)
    ties, now = _ties(view), day_number(view.present)
    for pid, person in people.items():
        log, last, rank = ties.get(pid, (float("-inf"), None, 0))
        level = strength.strength(log, now) if rank else 0.0
        yield PersonRow(
            person, person.title, person.organization, person.city,
            circles.get(pid, ()), tags.get(pid, ()),
            strength.band(rank, level) if rank else _SENDER_BAND if last else _SHOWN_BAND,
            round(float(strength.shown(level)), 1),
            None if last is None else date_of(last),
            None if last is None else int(now - last),
            tuple(needs.get(pid, ())), tuple(sources.get(pid, ())),
        )  # fmt: skip


def _ties(view: NetworkView) -> dict[PersonId, tuple[float, int, int]]:
    """Return log-strength, last contact-day and rank of each of the owner's ties.

    Whoever the owner never answered has no rank, and is no tie of strength.
    """
    if not view.store.owners():
        return {}
    fields = ("log_strength", "last_day", *SENDER_FIGURES)
    figures = view.store.tie_figures(view.owner, fields, until=view.as_of)
    days = [(pid, out, in_) for pid, _, _, out, in_ in figures]
    senders = one_way_senders(view.store, view.owner, days, view.as_of)
    ranked = sorted(
        (row for row in figures if row[0] not in senders), key=lambda row: (-row[1], row[0])
    )
    ranks = {row[0]: rank for rank, row in enumerate(ranked, start=1)}
    return {pid: (log, last, ranks.get(pid, 0)) for pid, log, last, *_ in figures}


def _meets(row: PersonRow, wanted: PeopleFilter) -> bool:
    """Return True where a row meets the conditions that its own columns tell."""
    if not (
        _labelled(row.circles, wanted.circle, wanted.not_circle)
        and _labelled(row.tags, wanted.tag, wanted.not_tag)
    ):
        return False
    silent = row.silent_days
    if wanted.silent_days is not None and silent is not None and silent < wanted.silent_days:
        return False
    if wanted.source and not any(begun(words(wanted.source), source) for source in row.sources):
        return False
    if wanted.needs is not None:
        asked = words(wanted.needs)
        if not any(begun(asked, need) for need in row.needs):
            return False
    return not wanted.band or row.band == wanted.band


def _labelled(labels: Iterable[str], wanted: str, unwanted: str) -> bool:
    """Return True where one label is among those of a person, and another is not."""
    own = set(map(fold, labels))
    return (not wanted or fold(wanted) in own) and not (unwanted and fold(unwanted) in own)


def _order(sort: SortKey) -> Callable[[PersonRow], tuple[object, ...]]:
    """Return the key that sorts rows; equals by name, then id."""

    def key(row: PersonRow) -> tuple[object, ...]:
        name = (fold(row.person.name), row.person.id)
        if sort == "strength":
            return (-row.strength, *name)
        if sort == "last":
            return (-(row.last.toordinal() if row.last else 0), *name)
        return name

    return key


def bands() -> tuple[str, ...]:
    """Return the words for how close somebody is, the closest first."""
    return cast("tuple[str, ...]", (*strength.BANDS, _SENDER_BAND, _SHOWN_BAND))


def require_columns(names: Iterable[str]) -> list[str]:
    """Return the names of columns; refuse those that are none.

    Raises
    ------
    UsageError
    """
    chosen = [name.strip() for name in names if name.strip()]
    unknown = [name for name in chosen if name not in COLUMNS]
    if unknown:
        raise UsageError(f"no column {', '.join(unknown)}; there are {', '.join(COLUMNS)}")
    return chosen
