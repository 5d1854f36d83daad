"""Record facts about people, days worth a word, and turns in a relation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.events import Fact, FactKind, Milestone, Moment, MomentKind
from netkit.recording.changes import TYPED, RecordedChange, moment_on, record, require_text

if TYPE_CHECKING:
    from datetime import date

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person
    from netkit.model.when import PartialDate

__all__ = ["record_fact", "record_milestone", "record_moment"]


def record_fact(
    view: NetworkView, person: Person, kind: FactKind, text: str, on: date | None = None
) -> RecordedChange:
    """Record what a person cares about, or asked not to happen."""
    fact = Fact(moment_on(view, on), person.id, kind, require_text(text, "fact"), TYPED)
    return record(view, f"{person.name}, {kind}: {fact.text}", [fact])


def record_milestone(
    view: NetworkView, person: Person, kind: str, day: PartialDate, on: date | None = None
) -> RecordedChange:
    """Record a day that is worth a word: a birthday, a launch."""
    milestone = Milestone(moment_on(view, on), person.id, kind, day, TYPED)
    return record(view, f"{person.name}, {kind}: {day}", [milestone])


def record_moment(
    view: NetworkView, person: Person, kind: MomentKind, text: str = "", on: date | None = None
) -> RecordedChange:
    """Record a turn in a relation: a step forward, a push-away, a setback, a repair."""
    moment = Moment(moment_on(view, on), person.id, kind, text, TYPED)
    return record(view, f"{person.name}: {kind}" + (f", {text}" if text else ""), [moment])
