"""Draw the views of the practice: today, stalls, dormant ties, the shape of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.model.when.written_days import day_and_month, short_day

from . import views

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netkit.answers.acts import Act
    from netkit.answers.brief import Brief
    from netkit.answers.duplicate_sides import Side
    from netkit.answers.duplicates import DuplicateGroup
    from netkit.answers.letter_templates import Draft
    from netkit.answers.network_shape import Bridge, Circle, Connector
    from netkit.answers.reconnect import Dormant
    from netkit.answers.stalls import Stall
    from netkit.answers.told_introductions import IntroductionTold

    from .page import Page

__all__ = [
    "acts",
    "bridges",
    "briefs",
    "cadences",
    "changes",
    "circles",
    "connectors",
    "dormant",
    "drafts",
    "duplicates",
    "links",
    "milestones",
    "stalls",
    "told_introductions",
]


def _below(page: Page, lines: Sequence[str], mark: str = "•", style: str = "") -> None:
    for line in lines:
        page.below(f"{mark} {line}", style)


def _reasons(page: Page, result: Any) -> None:
    _below(page, [reason.text for reason in result.because])
    _below(page, getattr(result, "cautions", ()), "!", "yellow")


def acts(page: Page, results: Sequence[Act]) -> None:
    """Draw what to do: one sentence each, and why."""
    for number, act in enumerate(results, start=1):
        page.line((f"{number:>2}. ", "dim"), (act.text, "bold"), (f"  {act.kind}", "dim"))
        _reasons(page, act)
        _below(page, act.commands, "→", "dim")


def briefs(page: Page, results: Sequence[Brief]) -> None:
    """Draw one page about somebody, with one kind act and what to heed."""
    views.briefs(page, results)
    for brief in results:
        if brief.act is not None:
            page.line(("  do: ", "green"), (brief.act.text, ""))
            _below(page, [reason.text for reason in brief.act.because[:2]])
        _below(page, brief.cautions, "!", "yellow")


def stalls(page: Page, results: Sequence[Stall]) -> None:
    """Draw why relations are stalling, each with the one act that would help."""
    for stall in results:
        page.line((stall.person.name, "bold"), (f"  {stall.verdict}", "yellow"))
        _reasons(page, stall)
        page.line(("    → ", "green"), (stall.next_act, ""))


def dormant(page: Page, results: Sequence[Dormant]) -> None:
    """Draw dormant ties with their hook."""
    for number, tie in enumerate(results, start=1):
        page.line((f"{number:>2}. ", "dim"), (tie.person.name, "bold"))
        page.line(("    → ", "green"), (tie.hook, ""))
        _reasons(page, tie)


def connectors(page: Page, results: Sequence[Connector]) -> None:
    """Draw who connects most."""
    for number, connector in enumerate(results, start=1):
        corners = f"reaches {connector.effective_size:.1f} separate corners"
        figures = f"{corners}, constraint {connector.constraint:.2f}"
        page.line((f"{number:>2}. ", "dim"), (connector.person.name, "bold"))
        _below(page, [*(why.text for why in connector.because), figures])


def bridges(page: Page, results: Sequence[Bridge]) -> None:
    """Draw only links: who, and into which group."""
    for bridge in results:
        page.line((bridge.person.name, "bold"), (f" → {bridge.group} ({bridge.size} people)", ""))
        _below(page, [why.text for why in bridge.because])


def circles(page: Page, results: Sequence[Circle]) -> None:
    """Draw groups, the closest people in each, and whom they do not know."""
    for circle in results:
        page.line((circle.name, "bold"), (f"  {circle.size} people", "dim"))
        page.line(("    ", ""), (", ".join(person.name for person in circle.people), ""))
        if circle.apart_from:
            page.line((f"    apart from: {', '.join(circle.apart_from)}", "yellow"))


def milestones(page: Page, results: Sequence[Any]) -> None:
    """Draw days to come."""
    for milestone in results:
        day = f"{milestone.day:%a} {day_and_month(milestone.day)}  "
        page.line((day, "dim"), (milestone.person.name, "bold"), (f"  {milestone.kind}", ""))


def cadences(page: Page, results: Sequence[Any]) -> None:
    """Draw how often to be in touch with whom."""
    for cadence in results:
        days, longest = cadence["silent_days"], cadence["longest_days"]
        silence = "" if days is None else f", silent for {days} days"
        limit = "" if longest is None else f", {longest:.0f} days at most"
        rhythm = f"  {cadence['rhythm']}{limit}"
        page.line((cadence["person"].name, "bold"), (rhythm, ""), (silence, "dim"))


def duplicates(page: Page, results: Sequence[DuplicateGroup]) -> None:
    """Draw people who may be one: each with what tells them apart, then what speaks how."""
    for group in results:
        page.line(
            ("May be one person: ", ""), (group.kind, "bold"), (f"  score {group.score:.0f}", "dim")
        )
        for place, side in enumerate(group.people, start=1):
            work = views.work(side.person)
            name = (side.person.name, "bold")
            page.line((f"{place:>3} ", "dim"), name, (f"  {work}" if work else "", ""))
            _below(page, [line for line in _side_lines(side) if line], "·", "dim")
        places = {side.person.id: place for place, side in enumerate(group.people, start=1)}
        for pair in group.pairs:
            numbers = f"{places[pair.a.id]} and {places[pair.b.id]}: " if len(places) > 2 else ""
            _below(page, [f"{numbers}{'; '.join(pair.reasons)}"], "+", "green")
            _below(page, [f"{numbers}but {text}" for text in pair.against], "-", "yellow")


def _side_lines(side: Side) -> Iterator[str]:
    """Yield what a record holds besides name and work: place and birthday, keys, sources."""
    born = f"born {side.birthday}" if side.birthday else ""
    yield ", ".join(part for part in (side.city, born) if part)
    yield ", ".join((*side.addresses, *(f"{key} (shared)" for key in side.shared)))
    origin = f"from {', '.join(side.sources)}" if side.sources else ""
    days = "1 day" if side.contacts == 1 else f"{side.contacts:,} days"
    contact = f"last contact {short_day(side.last_contact)} ({days})" if side.last_contact else (
        "no contact on record")  # fmt: skip
    yield ", ".join(part for part in (origin, contact, side.person.id) if part)


def told_introductions(page: Page, results: Sequence[IntroductionTold]) -> None:
    """Draw introductions that messages tell of: by whom, of whom, and the sentences."""
    for introduction in results:
        broker, a, b = (
            (person.name, "bold")
            for person in (introduction.broker, introduction.a, introduction.b)
        )
        number = (f"{introduction.number:>3} ", "dim")
        page.line(number, broker, (" introduced ", ""), a, (" and ", ""), b)
        _reasons(page, introduction)


def changes(page: Page, results: Sequence[Any]) -> None:
    """Draw who changed jobs."""
    for change in results:
        page.line((change.person.name, "bold"), (f"  {change.before or '—'} → {change.now}", ""))


def drafts(page: Page, results: Sequence[Draft]) -> None:
    """Draw letters, each under whom it goes to."""
    for draft in results:
        page.line((f"— to {draft.to}: {draft.subject}", "bold"))
        page.line((f"{draft.text}\n", ""))


def links(page: Page, results: Sequence[Draft]) -> None:
    """Draw the links that open letters in a mail program, each whole on its line."""
    from netkit.answers.letter_files import mailto

    for draft in results:
        page.line((f"— to {draft.to}: {draft.subject}", "bold"))
        page.line((mailto(draft), ""), wrap=False)
