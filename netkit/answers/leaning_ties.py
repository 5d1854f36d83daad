"""Balance of giving and getting over the owner's ties, what leans first."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Literal

from netkit.answers.balance import (
    ASKING,
    LARGER_SHARE,
    LEANING,
    VERDICTS,
    Standing,
    by_other,
    in_turn,
    least_larger,
    surely_first,
)
from netkit.answers.introduction_requests import Said, only_asked
from netkit.answers.reciprocity import LEAST_TO_LEAN, sides
from netkit.answers.results import Results
from netkit.answers.stalling_ties import asked_nothing
from netkit.model.events import Favour
from netkit.model.frozen import replace
from netkit.store.one_way_senders import ties_without_senders
from netkit.support.lazy_mapping import LazyMapping

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from netkit.answers.network_view import NetworkView
    from netkit.model.history import State
    from netkit.model.people import PersonId
    from netkit.ties.statistics import TieStats

__all__ = ["BalanceKind", "balance", "heedful", "leaning", "one_sided_asks", "standings_with"]

#: Rows that ``balance`` can keep.
BalanceKind = Literal["leaning", "owed", "never-returned", "one-sided", "they-give", "all"]

_KEPT: dict[str, Callable[[Standing], bool]] = {
    "leaning": lambda row: True,
    "owed": lambda row: bool(row.next_act) and row.verdict != "you give more",
    "never-returned": lambda row: row.favours.received > 0 and row.favours.given == 0,
    "one-sided": lambda row: True,
    "they-give": lambda row: True,
    "all": lambda row: True,
}
#: The verdicts of the rows of a kind, of whatever verdict where none are named.
_VERDICTS: dict[str, Collection[str]] = {
    "leaning": LEANING, "one-sided": {"you give more"}, "they-give": {"they give more"},
}  # fmt: skip


def balance(
    view: NetworkView,
    person: PersonId | None = None,
    *,
    kind: BalanceKind = "leaning",
    limit: int = 10,
) -> Results[Standing]:
    """Return the balance of giving and getting, surest imbalance first.

    Parameters
    ----------
    person : only the standing with this person, leaning or not.
    kind : the rows to keep; see `BalanceKind`.
    """
    if person is not None:
        standing = _with_gate(view, leaning(view, [person]))
        held = None if standing else view.gate.held_back(person, "notice")
        if held is not None and held.reason == "one-sided":
            return Results(held_back=[held], notes=[held.text], kind=Standing)
        return standing
    verdicts = _VERDICTS.get(kind, VERDICTS)
    rows = filter(_KEPT[kind], leaning(view, every=kind == "all", verdicts=verdicts))
    return _with_gate(view, islice(rows, limit))


def standings_with(
    view: NetworkView,
    people: Iterable[PersonId],
    ties: Mapping[PersonId, TieStats],
    favours: Mapping[PersonId, Sequence[State[Favour]]],
) -> Results[Standing]:
    """Return the rows of `balance` about these people, from what was read already.

    ties, favours : the owner's, by the other person.
    """
    rows = in_turn(people, view.contacts, ties, favours, view.owner, view.present)
    return _with_gate(view, rows)


def _with_gate(view: NetworkView, rows: Iterable[Standing]) -> Results[Standing]:
    """Return the rows; whoever is held back gets that as their next act."""
    shown = []
    held_back = []
    for row in heedful(view, list(rows)):
        held = view.gate.held_back(row.person.id, "notice") if row.next_act else None
        if held is not None:
            held_back.append(held)
            row = replace(row, next_act=held.text)
        shown.append(row)
    return Results(shown, held_back=held_back, kind=Standing)


def heedful(view: NetworkView, rows: Sequence[Standing]) -> Iterator[Standing]:
    """Yield the rows; of whom `stalls` asks nothing, nothing is asked to set the balance right."""
    asked = [row.person for row in rows if row.next_act.startswith(ASKING)]
    instead = asked_nothing(view, asked)
    for row in rows:
        stall = instead.get(row.person.id)
        yield row if stall is None else replace(row, next_act=stall.next_act)


def one_sided_asks(view: NetworkView, *, of_me: bool = False, limit: int = 10) -> Results[Said]:
    """Return the people whom the owner writes only when they need something.

    Parameters
    ----------
    of_me : instead, those who write the owner only when they need something.
    """
    asks = only_asked(view.contacts, view.states(Favour), view.owner, of_me=of_me)
    return Results(asks[:limit], kind=Said)


def leaning(
    view: NetworkView,
    among: Collection[PersonId] | None = None,
    *,
    every: bool = True,
    verdicts: Collection[str] = VERDICTS,
) -> Iterator[Standing]:
    """Yield the standing with everybody (with some people alone), what leans first.

    Each is read when it is looked at.

    Without `every`, who neither leans nor had a part in a favour is left out; with `verdicts`,
    whoever has another one.
    """
    often = {*among} if among is not None else {
        *view.store.event_counts("favour", until=view.as_of, least=LEAST_TO_LEAN)
    }  # fmt: skip
    attention = {
        pid: sides(tie.contact_days, tie.days_ab, tie.days_ba)
        for pid, tie in view.ties(often).items()
    }
    favours = _favours(view, often - {view.owner})
    shown: set[PersonId] = set()
    pages = _leaning_pages(view) if among is None else iter(())
    for page in surely_first(attention, pages, favours, view.owner, view.present):
        shown.update(page)
        yield from _standings(view, page, verdicts)
    others = often
    if among is None:  # read when those who lean have been looked at
        others = {*view.store.event_counts("favour", until=view.as_of)}
        if every:
            figures = view.store.tie_figures(view.owner, ["contact_days"], until=view.as_of)
            others.update(pid for pid, _ in figures)
    yield from _standings(view, sorted(others - shown), verdicts)


def _leaning_pages(
    view: NetworkView,
) -> Iterator[tuple[dict[PersonId, tuple[float, float]], int]]:
    """Yield both sides of ties that may lean, and of how many days those left out can be."""
    below: int | None = None
    while below is None or below > 1:
        page, left = view.store.leaning_ties(
            view.owner, least_larger(), LARGER_SHARE, below=below, until=view.as_of
        )
        yield {pid: sides(*counts) for pid, *counts in page}, left
        below = left + 1


def _standings(
    view: NetworkView, order: list[PersonId], verdicts: Collection[str]
) -> Iterator[Standing]:
    view.gate.expect(order)
    people = LazyMapping(view.contacts_among, order)
    ties = LazyMapping(partial(_ties, view), order)
    favours = LazyMapping(partial(_favours, view), order)
    return in_turn(order, people, ties, favours, view.owner, view.present, verdicts)


def _ties(view: NetworkView, people: Collection[PersonId]) -> dict[PersonId, TieStats]:
    """Return the owner's ties with these people: letters never answered are no attention."""
    return ties_without_senders(view.store, view.owner, view.ties(people), view.as_of)


def _favours(
    view: NetworkView, people: Collection[PersonId]
) -> dict[PersonId, list[State[Favour]]]:
    """Return the favours between the owner and these people, by the other."""
    states = view.states(Favour, people=people) if people else []
    return by_other(states, view.owner)
