"""Next steps: what to type next in this network, three lines at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.results import Results
from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netkit.answers.network_view import NetworkView

__all__ = ["BEGINNING", "NextStep", "next_steps"]

_MOST = 3
_SOON_DAYS = 7
#: A network of fewer people has more to gain from an import than from a question.
_FEW_PEOPLE = 10


@dataclass(frozen=True, slots=True)
class NextStep:
    """A next step: what can be typed, and what it is for."""

    command: str
    text: str


#: Where there is no network yet.
BEGINNING = (
    NextStep('netkit init --me "Your Name"', "begin your own network"),
    NextStep("netkit import FILE", "bring in a LinkedIn export, mail, a calendar, an address book"),
    NextStep("netkit demo", "try it on an invented network"),
)
_EVERYDAY = (
    NextStep("netkit today", "whom to turn to today"),
    NextStep('netkit log "lunch with Ann Lee, promised her the paper"', "keep what happened"),
    NextStep('netkit ask "who do I know in Porto?"', "ask in plain words"),
)


def next_steps(view: NetworkView) -> Results[NextStep]:
    """Return the next steps in this network: what is due, what is open, what would fill it."""
    if not view.store.owners():
        return Results(BEGINNING, kind=NextStep)
    steps: list[NextStep] = []
    for step in (*_due(view), *_unfinished(view), *_EVERYDAY):
        if len(steps) < _MOST and step.command not in {taken.command for taken in steps}:
            steps.append(step)
    return Results(steps, kind=NextStep)


def _due(view: NetworkView) -> Iterator[NextStep]:
    """Yield what has a day: a promise of the owner's, somebody's day."""
    from netkit.answers.act_commands import command_line
    from netkit.answers.meetings import MEETING, preparations
    from netkit.answers.milestones import milestones
    from netkit.answers.name_lookup import typed_name
    from netkit.answers.promises import open_promises

    mine = [row for row in open_promises(view, whose="mine") if row.status in {"due", "overdue"}]
    if mine:
        more = f", and {len(mine) - 1} more" if len(mine) > 1 else ""
        promise = f"you promised {mine[0].person.name}: {mine[0].text}{more}"
        yield NextStep("netkit promises", promise)
    for act in preparations(view)[:1]:
        yield NextStep(
            command_line("netkit", "brief", typed_name(view.store, act.person)), act.text
        )
    for day in milestones(view, days=_SOON_DAYS):
        if not day.kind.startswith(MEETING):
            yield NextStep("netkit milestones", f"{day.person.name}: {day.because[0].text}")
            return


def _unfinished(view: NetworkView) -> Iterator[NextStep]:
    """Yield what waits for the owner: an empty network, a fading tie, people twice."""
    from netkit.answers.fading import fading_ties

    population = view.store.population()
    if population < _FEW_PEOPLE:
        people = "1 person is" if population == 1 else f"{population} people are"
        yield NextStep(
            'netkit log "lunch with Ann Lee"', f"{people} here: write down whom you met last"
        )
        yield NextStep("netkit import FILE", "or bring in an address book, mail, a calendar")
    fading = fading_ties(view, limit=1)
    if fading:
        person = fading[0].person.name
        yield NextStep("netkit fading", f"{person}: silent for {fading[0].silent_days} days")
    doubts = sum(doubt.verdict == "open" for doubt in view.store.doubts())
    if doubts:
        pairs = "1 pair" if doubts == 1 else f"{doubts} pairs"
        yield NextStep("netkit people duplicates", f"{pairs} may be one person")
