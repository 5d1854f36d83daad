"""Deeds on record with people: a favour, thanks or an introduction that no message tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netkit.model.events import Favour, Introduction
from netkit.model.when.written_days import long_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import PersonId

__all__ = ["Deed", "last_deeds"]


class Deed(NamedTuple):
    """Something that happened between the owner and somebody.

    text : it and its day: "a favour (advice) on 3 March 2026".
    """

    at: datetime
    text: str


def last_deeds(
    view: NetworkView, people: Collection[PersonId] | None = None
) -> dict[PersonId, Deed]:
    """Return the last favour, thanks or introduction step with each of these people (of all)."""
    last: dict[PersonId, Deed] = {}
    if people is not None and not people:
        return last
    for person, at, words in (*_favours(view, people), *_introductions(view, people)):
        before = last.get(person)
        if (
            (people is None or person in people)
            and at <= view.present
            and (before is None or at > before.at)
        ):
            last[person] = Deed(at, f"{words} on {long_day(at)}")
    return last


def _favours(
    view: NetworkView, people: Collection[PersonId] | None
) -> Iterator[tuple[PersonId, datetime, str]]:
    """Yield the favours between the owner and these people, and the thanks for them."""
    for state in view.states(Favour, people=people):
        favour = state.event
        ends = {favour.giver, favour.receiver}
        if view.owner not in ends or favour.kind == "endorsement":  # a click on a platform
            continue
        kind = "" if favour.kind == "other" else f" ({favour.kind})"
        for person in ends - {view.owner}:
            yield person, favour.at, f"a favour{kind}"
            thanked = state.when("thanked")
            if thanked is not None:
                yield person, thanked, f"thanks for a favour{kind}"


def _introductions(
    view: NetworkView, people: Collection[PersonId] | None
) -> Iterator[tuple[PersonId, datetime, str]]:
    """Yield the steps of the introductions in which the owner and these people have a part."""
    for state in view.states(Introduction, people=people):
        ends = {state.event.broker, state.event.a, state.event.b}
        if view.owner in ends:
            for step in state.steps:
                for person in ends - {view.owner}:
                    yield person, step.at, f"an introduction ({step.to})"
