"""Propose the next kind acts for today: five at most, mixed, each with its reason; and meetings.

The rule: kinds are taken in turn, in the order of `KINDS`, the best of each kind first, until five
are found. Nobody appears twice. Whom the gate holds back is left out; whoever only rests is not,
where something has a date: a promise, a milestone. So a large import changes what is best, never
how much there is.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from netkit.answers.act_commands import with_commands
from netkit.answers.acts import DATED, KINDS, MOST, Act
from netkit.answers.cadence import wished_cadences
from netkit.answers.fading import fading_ties
from netkit.answers.introduce.introductions import introductions
from netkit.answers.light_word import LIGHT_WORD
from netkit.answers.meetings import follow_ups, preparations
from netkit.answers.milestones import recorded_milestones
from netkit.answers.possible_acts import possible_acts, silence_act
from netkit.answers.promises import recorded_promises
from netkit.answers.reconnect import as_acts, dormant_ties
from netkit.answers.results import Reason, Results
from netkit.answers.stalling_ties import stall_of
from netkit.answers.stalls import STEPS_BACK
from netkit.model.frozen import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from netkit.answers.facts import Facts
    from netkit.answers.fading import Fading
    from netkit.answers.introduce.introductions import Pair
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import PersonId

__all__ = ["STILL_OPEN", "in_turn", "today"]

#: Said where acts that earlier reports proposed were not done.
STILL_OPEN = "Proposed before, and still open: netkit today"

_WRITTEN = frozenset({"fading", "hello"})  # acts of writing to somebody of one's own accord
_READ_BEYOND = 60  # acts that reports proposed before and nobody did: so many are read past


def in_turn(
    suggested: Iterable[Act],
    *,
    dismissed: Collection[str] = (),
    fitting: Callable[[Act], Act | None] = lambda act: act,
    limit: int = MOST,
) -> Results[Act]:
    """Return the acts to propose on a day, kind after kind, nobody twice.

    Parameters
    ----------
    suggested : acts for people whom the gate lets through, the best of each kind first.
    dismissed : keys of acts that were answered with a no.
    fitting : returns an act as it fits the person now, or None; asked of those that are chosen.
    """
    waiting: dict[str, list[Act]] = {kind: [] for kind in KINDS}
    for act in suggested:
        if act.key not in dismissed:
            waiting[act.kind].append(act)
    chosen: list[Act] = []
    taken: set[PersonId] = set()
    while len(chosen) < limit and any(waiting.values()):
        for kind in KINDS:
            best = _next(waiting[kind], taken, fitting)
            if best is not None and len(chosen) < limit:
                chosen.append(best)
                taken.add(best.person.id)
    return Results(chosen, kind=Act)


def _next(
    queue: list[Act], taken: Collection[PersonId], fitting: Callable[[Act], Act | None]
) -> Act | None:
    while queue:
        act = queue.pop(0)
        fit = None if act.person.id in taken else fitting(act)
        if fit is not None:
            return fit
    return None


def today(
    view: NetworkView,
    *,
    limit: int = MOST,
    among: Collection[PersonId] | None = None,
    earlier: Collection[str] = (),
    resting: Collection[PersonId] = (),
) -> Results[Act]:
    """Return the acts to propose today, `limit` at most, and before them the meetings.

    See the module for the rule; a brief for each person met today or tomorrow, and once the
    question what came of a meeting, stand besides the limit.

    Parameters
    ----------
    among : only acts for these people.
    earlier : acts that earlier reports proposed (`Act.digest`): they are left out.
    resting : people for whom earlier reports proposed something lately: only what is dated.
    """
    gate = view.gate
    rested, notice = gate.open_to("write"), gate.open_to("notice")
    meetings = [
        meeting
        for meeting in (*preparations(view), *follow_ups(view))
        if (among is None or meeting.person.id in among)
        and not (earlier and meeting.digest in earlier)
    ]
    reading = limit + min(len(earlier), _READ_BEYOND)  # so that enough is left
    pairs = [pair for pair in _introductions(view, 4 * reading) if pair.a.id in rested]
    suggested = possible_acts(
        notice,
        view.present,
        promises=recorded_promises(view),
        favours=view.favours,
        milestones=recorded_milestones(view),
        fading=_surely_fading(view, among, 3 * reading),
        introductions=pairs,
        hellos=as_acts(dormant_ties(view, limit=3 * reading), view.present),
        owner=view.owner,
    )
    awake = [
        act
        for act in (*_overdue(view), *suggested)
        if act.person.id in (notice if act.kind in DATED else rested)
        and act.person.id not in {meeting.person.id for meeting in meetings}
        and (among is None or act.person.id in among)
    ]
    dismissed, fitting = view.proposals().dismissed, partial(_fitting, view)
    fresh: list[Act] = []
    proposed_before: list[Act] = []
    for act in awake:
        if earlier and act.digest in earlier:
            proposed_before.append(act)
        elif act.kind in DATED or act.person.id not in resting:
            fresh.append(act)
    proposed = in_turn(fresh, dismissed=dismissed, fitting=fitting, limit=limit)
    held = {**notice.held, **rested.held}
    heedful = [replace(act, cautions=gate.cautions(act.person.id)) for act in proposed]
    shown = with_commands(view, [*meetings, *heedful])
    notes = [STILL_OPEN] if in_turn(proposed_before, dismissed=dismissed, limit=1) else []
    return Results(shown, held_back=(held[pid] for pid in sorted(held)), notes=notes, kind=Act)


def _surely_fading(
    view: NetworkView, among: Collection[PersonId] | None, limit: int
) -> list[Fading]:
    """Return the fading ties that have been silent for long enough to act on."""
    rows = fading_ties(view, among=among, limit=limit)
    outlooks = view.outlooks([row.person.id for row in rows])
    return [row for row in rows if outlooks[row.person.id].fell_silent]


def _fitting(view: NetworkView, act: Act) -> Act | None:
    """Return an act as it fits somebody who may step back, as `stalls` says it; None for none.

    A hello is a light word then, and they are not asked whether they would like to meet somebody.
    """
    if act.kind not in {*_WRITTEN, "need", "introduction"}:
        return act
    stall = stall_of(view, act.person)
    if stall.verdict != STEPS_BACK:
        return act
    if act.kind not in _WRITTEN:
        return None
    since = act.text.partition(": ")[2] if act.kind == "fading" else ""
    text = f"{LIGHT_WORD}, to {act.person.name}{since and f': {since}'}"
    return replace(act, text=text, because=(*act.because[:1], stall.because[0], *act.because[1:]))


def _closer_first(pair: Pair, facts: Facts) -> Pair:
    """Return a pair with the one the owner stands closer to first: who is asked first."""
    if facts.strength(pair.b.id) > facts.strength(pair.a.id):
        return replace(pair, a=pair.b, b=pair.a)
    return pair


def _introductions(view: NetworkView, limit: int) -> list[Pair]:
    """Return introductions to make, of each pair the person closer to the owner first."""
    facts = view.facts_at_large()
    return [_closer_first(pair, facts) for pair in introductions(facts, limit=limit)]


def _overdue(view: NetworkView) -> Iterable[Act]:
    """Return a word for those silent longer than the owner wishes, the longest overdue first."""
    day = view.present.date()
    late: list[tuple[float, Act]] = []
    for row in wished_cadences(view):
        person, silent = row["person"], row["silent_days"] or 0
        if row["outlook"] == "fading":
            why = Reason("cadence", f"in touch {row['rhythm']}", 1.0)
            act = silence_act(person, silent, (why,), day)
            late.append((-silent / row["longest_days"], act))
    return [act for _, act in sorted(late, key=lambda row_act: (row_act[0], row_act[1].person.id))]
