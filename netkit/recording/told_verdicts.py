"""Record verdicts on introductions that messages tell of: one or many, in one change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from netkit.answers.told_introductions import IntroductionTold, open_introductions
from netkit.errors import NothingFoundError, UsageError
from netkit.model.events import Introduction, Step, event_id
from netkit.recording.changes import RecordedChange, record
from netkit.recording.introduction_consequences import consequences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netkit.answers.network_view import NetworkView
    from netkit.model.events import Event

__all__ = ["ToldVerdict", "decide_rows", "decide_told"]

ToldVerdict = Literal["confirm", "dismiss"]

_STEP: dict[ToldVerdict, str] = {"confirm": "confirmed", "dismiss": "dismissed"}


def decide_told(view: NetworkView, numbers: Sequence[int], verdict: ToldVerdict) -> RecordedChange:
    """Record that introductions told of were made, or that they were none.

    A confirmed one is an introduction made on the day of the message, with all that follows from
    it.

    Parameters
    ----------
    numbers : as `open_introductions` counts them; all of them when empty.

    Raises
    ------
    NothingFoundError
        Nothing is open.
    UsageError
        There is no such number.
    """
    rows = {row.number: row for row in open_introductions(view)}
    if not rows:
        raise NothingFoundError("no introduction that a message tells of is left to decide")
    unknown = [number for number in numbers if number not in rows]
    if unknown:
        raise UsageError(f"there is no {unknown[0]} in the list; it goes from 1 to {len(rows)}")
    chosen = [rows[number] for number in dict.fromkeys(numbers)] or list(rows.values())
    return decide_rows(view, chosen, verdict)


def decide_rows(
    view: NetworkView, rows: Sequence[IntroductionTold], verdict: ToldVerdict
) -> RecordedChange:
    """Record a verdict on these introductions told of."""
    events = [event for row in rows for event in _events(view, row, verdict)]
    return record(view, "; ".join(_sentence(row, verdict) for row in rows), events)


def _sentence(row: IntroductionTold, verdict: ToldVerdict) -> str:
    introduced = f"{row.broker.name} introduced {row.a.name} and {row.b.name}"
    return introduced if verdict == "confirm" else f"not an introduction: {introduced}"


def _events(view: NetworkView, row: IntroductionTold, verdict: ToldVerdict) -> Iterator[Event]:
    for introduction in row.evidence:
        yield Step(view.present, introduction, _STEP[verdict], source="typed")
    if verdict == "confirm":
        event = Introduction(row.at, row.broker.id, row.a.id, row.b.id, row.text, row.source)
        yield event
        yield Step(row.at, event_id(event), "made", source=row.source)
        yield from consequences(event, view.owner, row.at, source=row.source)
